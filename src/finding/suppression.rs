//! Why a finding is known and accepted: by a comment in the text, or by a snapshot beside it.

/// Who silenced a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionKind {
    /// A comment in the text, its front matter or its record.
    InSource,
    /// A record in a snapshot file.
    External,
}

impl SuppressionKind {
    /// The word of SARIF 2.1.0.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InSource => "inSource",
            Self::External => "external",
        }
    }
}

/// A finding that carries one is kept, but neither shown, counted nor fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Who silenced it.
    pub kind: SuppressionKind,
    /// Why, in the words of the person who did.
    pub reason: Option<String>,
}

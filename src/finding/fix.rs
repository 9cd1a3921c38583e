//! Edits and how far they may be trusted.

use crate::text::span::Span;

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// One entry, an exact or pure form, outside protected zones and verbatim quotations.
    Safe,
    /// Probably right; a person looks first. Applied with `--unsafe`.
    Unsafe,
    /// Shown as a hint, never applied.
    Display,
}

impl Applicability {
    /// The word used in machine output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// One replacement, already escaped for the format of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Byte range in the decoded text that goes.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// A set of edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// Why, in words for a person.
    pub reason: String,
    /// Non-overlapping edits, in order.
    pub edits: Vec<Edit>,
}

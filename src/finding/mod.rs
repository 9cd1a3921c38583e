//! What the tool says: findings, fixes, severities and the description of a rule.
//!
//! These are domain types. Their wire forms live in `report/`; nothing here derives `Serialize`.

mod fingerprint;
mod fix;
mod rule;
mod suppression;

pub use fingerprint::Fingerprint;
pub use fix::{Applicability, Edit, Fix};
pub use rule::{
    IssueType, Mqm, MqmSeverity, OptionKind, RuleMeta, RuleOption, RuleStatus, Severity,
};
pub(crate) use suppression::IgnoreList;
pub use suppression::{Suppression, SuppressionKind};

use crate::lang::LanguageTag;
use crate::text::span::Span;

/// How a form relates to the native spelling it renders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// One convention explains the whole form.
    Pure,
    /// Letters of several conventions are mixed.
    Mixed,
    /// Explained only with a doubled letter or ё/е evened out.
    Noise,
}

impl Tier {
    /// The word used in machine output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pure => "pure",
            Self::Mixed => "mixed",
            Self::Noise => "noise",
        }
    }
}

/// Why another place is shown beside a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelatedRole {
    /// Another mention of the same entity.
    SameEntity,
    /// A place that carries the form of the majority.
    Majority,
    /// Where a term is defined.
    Definition,
    /// The corresponding place in the source text.
    SourceText,
}

impl RelatedRole {
    /// The word used in machine output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameEntity => "same-entity",
            Self::Majority => "majority",
            Self::Definition => "definition",
            Self::SourceText => "source-text",
        }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Why it is shown.
    pub role: RelatedRole,
    /// The file it is in; `None` means the file of the finding.
    pub path: Option<String>,
    /// Byte range in the decoded text of that file.
    pub span: Span,
    /// 1-based line and column (code points), as `FileSummary` recorded them.
    pub line: u32,
    /// 1-based column in code points.
    pub column: u32,
    /// The characters that stand there.
    pub text: String,
    /// What to say about the place.
    pub message: String,
}

/// One reported occurrence.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static RuleMeta,
    /// Severity of this occurrence, which may differ from the default of the rule.
    pub severity: Severity,
    /// Byte range in the decoded text.
    pub span: Span,
    /// The characters that stand there.
    pub text: String,
    /// The same as a reader sees it, where markup or escapes stand inside.
    pub reading: Option<String>,
    /// One sentence for a person, without the position.
    pub message: String,
    /// Language of the text around it.
    pub language: Option<LanguageTag>,
    /// Glossary entry, when it is certain.
    pub entry: Option<String>,
    /// Entries that could be meant, when it is not.
    pub candidates: Vec<String>,
    /// The form that the glossary prefers here.
    pub preferred: Option<String>,
    /// What led to the form, as far as it can be told.
    pub cause: Option<String>,
    /// Id of the convention that explains the form.
    pub convention: Option<String>,
    /// How well a convention explains it.
    pub tier: Option<Tier>,
    /// Shared by all findings of one disagreement.
    pub group: Option<String>,
    /// Id of the pattern of translation that matched.
    pub pattern: Option<String>,
    /// Replacements, best first.
    pub suggestions: Vec<String>,
    /// The edit that is offered; `None` with two or more suggestions.
    pub fix: Option<Fix>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Identity across edits of the text.
    pub fingerprint: Fingerprint,
    /// Set when the finding is known and accepted.
    pub suppression: Option<Suppression>,
}

impl Finding {
    /// A finding of `rule` at its default severity with nothing but a place and a message.
    #[must_use]
    pub fn new(rule: &'static RuleMeta, span: Span, text: &str, message: String) -> Self {
        Self {
            rule,
            severity: rule.severity,
            span,
            text: text.to_owned(),
            reading: None,
            message,
            language: None,
            entry: None,
            candidates: Vec::new(),
            preferred: None,
            cause: None,
            convention: None,
            tier: None,
            group: None,
            pattern: None,
            suggestions: Vec::new(),
            fix: None,
            related: Vec::new(),
            fingerprint: Fingerprint::default(),
            suppression: None,
        }
    }

    /// The characters as a person should be shown them.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.reading.as_deref().unwrap_or(&self.text)
    }

    /// Whether people see this finding and `other` in one row: the same rule, severity, entry and form.
    #[must_use]
    pub fn same_row(&self, other: &Self) -> bool {
        self.rule.name == other.rule.name
            && self.severity == other.severity
            && self.entry == other.entry
            && self.preferred == other.preferred
            && self.shown() == other.shown()
    }
}

//! The description of a rule, from which help, manual, SARIF and documentation are derived.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Style or doubt; never failing by default.
    Info,
    /// A desk would fix it.
    Warning,
    /// Wrong entity, wrong script or damaged text.
    Error,
}

impl Severity {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Maturity of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleStatus {
    /// May still change.
    Preview,
    /// Settled.
    Stable,
}

/// ITS 2.0 localization quality issue type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueType {
    /// Names or terms that disagree.
    InconsistentEntities,
    /// A term other than the agreed one.
    Terminology,
    /// Damaged or mixed characters.
    Characters,
    /// Left in the language or script of the source.
    Untranslated,
    /// Form against the conventions of the language.
    LocaleViolation,
    /// Another sense than the source has.
    Mistranslation,
    /// Reads as no one would write it.
    Style,
    /// Said twice.
    Duplication,
    /// A sign or a space in the wrong place.
    Typographical,
    /// Spaces that are missing or too many.
    Whitespace,
    /// Figures.
    Numbers,
    /// Tags, entities and other code that became text.
    Markup,
    /// Text that does not belong to the article.
    Addition,
    /// Text that is missing.
    Omission,
    /// Layout that became text.
    Formatting,
}

impl IssueType {
    /// The value of the standard.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InconsistentEntities => "inconsistent-entities",
            Self::Terminology => "terminology",
            Self::Characters => "characters",
            Self::Untranslated => "untranslated",
            Self::LocaleViolation => "locale-violation",
            Self::Mistranslation => "mistranslation",
            Self::Style => "style",
            Self::Duplication => "duplication",
            Self::Typographical => "typographical",
            Self::Whitespace => "whitespace",
            Self::Numbers => "numbers",
            Self::Markup => "markup",
            Self::Addition => "addition",
            Self::Omission => "omission",
            Self::Formatting => "formatting",
        }
    }
}

/// Severity in the sense of MQM, separate from lint severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MqmSeverity {
    /// Does not hinder the reader.
    Minor,
    /// Confuses or misleads the reader.
    Major,
}

impl MqmSeverity {
    /// The value used in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// MQM error type and severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mqm {
    /// Error type of the MQM typology.
    pub error_type: &'static str,
    /// Severity for the reader.
    pub severity: MqmSeverity,
}

/// What an option of a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any words.
    Words,
}

/// Something that houses settle differently.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// Name in `exonym.toml`.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// What counts when it is not set.
    pub default: &'static str,
    /// One line that says what it does.
    pub help: &'static str,
}

/// Everything that is known about a rule without running it.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleMeta {
    /// Name on the command line and in output, such as `name-variant`.
    pub name: &'static str,
    /// One line for `exonym rules`.
    pub summary: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// Maturity.
    pub status: RuleStatus,
    /// Version that brought it.
    pub since: &'static str,
    /// ITS 2.0 issue type.
    pub issue_type: IssueType,
    /// MQM type and severity.
    pub mqm: Mqm,
    /// Whether it runs without being asked for.
    pub default_on: bool,
    /// What can be set about it, beside its severity and what it allows.
    pub options: &'static [RuleOption],
    /// Manual page in Markdown: the doc comment of the rule.
    pub manual: &'static str,
}

impl RuleMeta {
    /// What most rules have in common; a rule states the rest.
    pub(crate) const BASE: Self = Self {
        name: "",
        summary: "",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm {
            error_type: "terminology",
            severity: MqmSeverity::Minor,
        },
        default_on: true,
        options: &[],
        manual: "",
    };
}

//! Rules about glossary files themselves: `glossary check` reports them like any other finding.

use super::context::rule_meta;
use crate::finding::{IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};

const MQM: Mqm = Mqm {
    error_type: "terminology",
    severity: MqmSeverity::Minor,
};

macro_rules! glossary_rules {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $severity:ident $summary:literal;)+) => {
        $(rule_meta! {
            $(#[doc = $doc])+
            pub(crate) static $name = {
                name: $code, summary: $summary, severity: Severity::$severity, status: RuleStatus::Stable, since: "0.1.0",
                issue_type: IssueType::Terminology, mqm: MQM,
            };
        })+
        static ALL: &[&RuleMeta] = &[$(&$name),+];
    };
}

glossary_rules! {
    /// ## What it does
    /// Finds glossary files that are not YAML, or YAML that is refused: syntax errors, duplicate keys, alias and nesting bombs.
    ///
    /// ## Why
    /// A glossary that is half read changes texts wrongly; it is refused as a whole.
    ///
    /// ## References
    /// - YAML 1.2.2, https://yaml.org/spec/1.2.2/
    SYNTAX "glossary-syntax" Error "a glossary file that cannot be read";
    /// ## What it does
    /// Finds keys that the glossary format does not know, and offers the nearest one.
    ///
    /// ## Why
    /// A misspelt key would be ignored silently, and its rule never applied.
    ///
    /// ## References
    /// - the JSON Schema of the format: `exonym glossary schema`
    KEY "glossary-key" Error "an unknown key in a glossary";
    /// ## What it does
    /// Finds values of a wrong kind: dates that are no dates, language tags that are none, empty forms, ids with spaces.
    ///
    /// ## Why
    /// The value would mean nothing, or something else than was meant.
    ///
    /// ## References
    /// - BCP 47 (language tags), ISO 8601 (dates)
    VALUE "glossary-value" Error "a wrong value in a glossary";
    /// ## What it does
    /// Finds patterns of translation that cannot be used: brackets that are never closed, classes and captures that nothing defines,
    /// patterns without a word to find them by, without examples, or under a rule that reports no patterns.
    ///
    /// ## Why
    /// A pattern that is half understood finds nothing, or the wrong thing.
    ///
    /// ## References
    /// - README, section on patterns of translation
    PATTERN "glossary-pattern" Error "a pattern of translation that cannot be used";
    /// ## What it does
    /// Finds two entries of one layer with the same id, or with the same listed form in the same language.
    ///
    /// ## Why
    /// The form would be ambiguous in every text.
    ///
    /// ## References
    /// - ISO 704:2022, on homonymy
    CLASH "glossary-clash" Warning "two entries of one glossary on one form";
    /// ## What it does
    /// Finds preferred forms that no convention of their language explains from the native spelling, unless they are listed as the
    /// bearer's own.
    ///
    /// ## Why
    /// It is a slip of the pen, a wrong native spelling, or a spelling of the bearer's own that should say so.
    ///
    /// ## References
    /// - the tables listed by `exonym romanize --list`
    UNEXPLAINED "glossary-unexplained" Warning "a preferred form that no convention explains";
    /// ## What it does
    /// Finds entries of packs without a reference.
    ///
    /// ## Why
    /// Packs ship cited facts; nobody can check a form that comes from nowhere.
    ///
    /// ## References
    /// - ISO 30042 (TBX), source
    REFERENCE "glossary-reference" Warning "a pack entry without a reference";
    /// ## What it does
    /// Finds listed one-word forms that are ordinary words of their language and carry no context.
    ///
    /// ## Why
    /// Every ordinary use of the word would count as the entry.
    ///
    /// ## References
    /// - the lists `common` in `glossary/zones/`
    COMMON "glossary-common-word" Warning "a form that is an ordinary word";
    /// ## What it does
    /// Finds choices of house styles that fit no entry: unknown ids, and forms that the entry does not list in the language of the
    /// style.
    ///
    /// ## Why
    /// A style only decides between the forms of an entry. A misspelt id or form would decide nothing, silently.
    ///
    /// ## References
    /// - `exonym glossary styles` lists the styles that come with the program
    CHOICE "glossary-choice" Error "a choice of a style that fits no entry";
    /// ## What it does
    /// Runs the examples of entries: every text under `matches` must contain the entry, no text under `rejects` may.
    ///
    /// ## Why
    /// A glossary is tested like a program, so that a change of one entry does not break another.
    ///
    /// ## References
    /// - `exonym explain ENTRY` shows what is derived
    EXAMPLE "glossary-example" Error "an example of an entry that fails";
}

/// All rules about glossaries.
pub(crate) fn all() -> &'static [&'static RuleMeta] {
    ALL
}

/// The rule of this name; problems are only made with names that exist, which a test asserts.
pub(crate) fn meta(name: &str) -> &'static RuleMeta {
    ALL.iter()
        .find(|m| m.name == name)
        .copied()
        .unwrap_or(&VALUE)
}

//! `calque`: words and word order of the source language that shine through (`Recall that`, `the White House owner`).

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::finding::{IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};

rule_meta! {
    /// ## What it does
    /// Finds phrases that follow the source language word for word: openers of its news style (`Recall that`, `In turn,`), its word order
    /// before a verb of saying (`About this on Friday said`), its turns of phrase. Each pattern is data, with its cause and examples, in
    /// `glossary/artifacts/`; `exonym explain ID` shows the pattern of a finding.
    ///
    /// ## Why
    /// Machine translation keeps the phrases of the language it came from. A reader sees the machine; an editor would write it anew.
    ///
    /// ## Example
    /// ```text
    /// The talks ended on Friday. About this said the deputy minister in Geneva.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The talks ended on Friday, the deputy minister said in Geneva.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe, or shown only: the sentence often needs more than the words that are offered.
    ///
    /// ## References
    /// - Mona Baker, In Other Words: A Coursebook on Translation, 3rd edition, 2018
    /// - Multidimensional Quality Metrics, error typology: accuracy and style
    pub(crate) static META = {
        name: "calque",
        summary: "words or word order of the source language shine through",
        severity: Severity::Warning,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::Style,
        mqm: Mqm { error_type: "unidiomatic-style", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct Calque;

impl DocumentRule for Calque {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    /// Its patterns are reported by the pipeline, with those of every other rule.
    fn check(&self, _context: &RuleContext, _sink: &mut Sink) {}
}

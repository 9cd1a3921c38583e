//! `wrong-sense`: a word of the source language that was taken in another of its senses (`the steel agreement`, `Healy Likely`).

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::finding::{IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};

rule_meta! {
    /// ## What it does
    /// Finds words that a machine took in the wrong sense, where the words around them leave no room for the sense that stands there. Each
    /// pattern is data, with its cause and examples, in `glossary/artifacts/`; `exonym explain ID` shows the pattern of a finding.
    ///
    /// ## Why
    /// A word of one language has several in another; the machine picks the commoner one. The sentence still reads well and says
    /// something else.
    ///
    /// ## Example
    /// ```text
    /// They talk of it in their famous Healy Likely mode, he said.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// They talk of it in their famous “highly likely” mode, he said.
    /// ```
    ///
    /// ## Fix safety
    /// Shown only, unless the phrase can have meant one thing: then unsafe.
    ///
    /// ## References
    /// - Multidimensional Quality Metrics, error typology: accuracy, mistranslation
    pub(crate) static META = {
        name: "wrong-sense",
        summary: "a word of the source was taken in another of its senses",
        severity: Severity::Warning,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::Mistranslation,
        mqm: Mqm { error_type: "mistranslation", severity: MqmSeverity::Major },
    };
}

/// The rule.
pub(crate) struct WrongSense;

impl DocumentRule for WrongSense {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    /// Its patterns are reported by the pipeline, with those of every other rule.
    fn check(&self, _context: &RuleContext, _sink: &mut Sink) {}
}

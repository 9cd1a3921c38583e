//! Rules about suppressions: comments that silence nothing, and comments that cannot be understood.

use super::context::rule_meta;
use crate::finding::{IssueType, Mqm, MqmSeverity, RuleMeta, Severity};

const MQM: Mqm = Mqm {
    error_type: "other",
    severity: MqmSeverity::Minor,
};

rule_meta! {
    /// ## What it does
    /// Reports a suppression that silences nothing: its finding is gone, or stands on another line. A rule that does not run, and one
    /// that compares files, is not held against it.
    ///
    /// ## Why
    /// A comment that silences nothing today hides a real fault tomorrow.
    ///
    /// Suppressions are comments. `ignore-line` is for the line it stands on, `ignore-next` for the next line with text,
    /// `ignore-paragraph` for the text from there to a blank line, `ignore-start` to `ignore-end` for what lies between, `ignore-file`
    /// for the whole file. A finding belongs to the line it begins on. Names of rules may follow, entries as `@sergei-ryabkov`, and a
    /// rule for one entry as `name-variant@sergei-ryabkov`; without names, everything is silenced. A reason comes after ` -- `
    /// (a dash `—` does as well: XML allows no `--` in comments).
    ///
    /// ## References
    /// - SARIF 2.1.0, OASIS, section 3.35 (suppression)
    pub(crate) static SUPPRESSION_UNUSED = {
        name: "suppression-unused",
        summary: "a comment that silences nothing",
        severity: Severity::Info,
        issue_type: IssueType::Markup,
        mqm: MQM,
    };
}

rule_meta! {
    /// ## What it does
    /// Reports a suppression that cannot be understood: an unknown word after `exonym:`, an unknown rule or entry, an `ignore-end`
    /// without its `ignore-start`, and (as info) an `ignore-start` that holds to the end of the file.
    ///
    /// ## Why
    /// A misspelt suppression silences nothing, or more than was meant.
    ///
    /// ## References
    /// - `exonym explain suppression-unused` tells how suppressions are written
    pub(crate) static SUPPRESSION_INVALID = {
        name: "suppression-invalid",
        summary: "a suppression that cannot be understood",
        severity: Severity::Warning,
        issue_type: IssueType::Markup,
        mqm: MQM,
    };
}

static ALL: &[&RuleMeta] = &[&SUPPRESSION_INVALID, &SUPPRESSION_UNUSED];

/// All rules about suppressions.
pub(crate) fn all() -> &'static [&'static RuleMeta] {
    ALL
}

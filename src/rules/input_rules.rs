//! Rules about inputs that cannot be read as they are.

use super::context::rule_meta;
use crate::finding::{IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};

rule_meta! {
    /// ## What it does
    /// Reports bytes that are not text in the encoding of the file. The rest of the file is checked; those bytes are kept as they are.
    ///
    /// ## Why
    /// Damaged bytes hide names from every search, and from this tool.
    ///
    /// ## References
    /// - WHATWG Encoding Standard, https://encoding.spec.whatwg.org/
    pub(crate) static INPUT_ENCODING = {
        name: "input-encoding",
        summary: "bytes that are not text in the encoding of the file",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "character-encoding", severity: MqmSeverity::Major },
    };
}

rule_meta! {
    /// ## What it does
    /// Reports a file that cannot be checked at all: too large for 32-bit offsets, or not text.
    ///
    /// ## Why
    /// A file that was not checked must not look like a clean one.
    ///
    /// ## References
    /// - the limits in the README
    pub(crate) static INPUT_UNREADABLE = {
        name: "input-unreadable",
        summary: "a file that cannot be checked",
        severity: Severity::Error,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "character-encoding", severity: MqmSeverity::Major },
    };
}

rule_meta! {
    /// ## What it does
    /// Reports a place where a file breaks the rules of its own format: a line of JSONL that is no record, markup that never ends.
    ///
    /// ## Why
    /// What cannot be read is not checked, and must not look clean. The rest of the file is checked all the same.
    ///
    /// ## References
    /// - RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
    pub(crate) static INPUT_FORMAT = {
        name: "input-format",
        summary: "a place that breaks the format of the file, and was not read",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Markup,
        mqm: Mqm { error_type: "markup", severity: MqmSeverity::Major },
    };
}

static ALL: &[&RuleMeta] = &[&INPUT_ENCODING, &INPUT_FORMAT, &INPUT_UNREADABLE];

/// All rules about inputs.
pub(crate) fn all() -> &'static [&'static RuleMeta] {
    ALL
}

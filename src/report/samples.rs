//! Findings for the tests of reports and fixes.

use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::text::span::Span;

use super::{Reported, View, find, write};

pub(crate) static RULE: RuleMeta = RuleMeta {
    name: "name-variant",
    summary: "a name spelt by another convention",
    severity: Severity::Warning,
    status: RuleStatus::Stable,
    since: "0.1.0",
    issue_type: IssueType::InconsistentEntities,
    mqm: Mqm {
        error_type: "inconsistent-entities",
        severity: MqmSeverity::Minor,
    },
    manual: "",
    default_on: true,
    options: &[],
};

/// A finding on the first place in `text` where `form` stands.
pub(crate) fn finding(text: &str, form: &str) -> Finding {
    let start =
        u32::try_from(text.find(form).expect("the form stands in the text")).expect("short text");
    let end = start + u32::try_from(form.len()).expect("short form");
    Finding::new(
        &RULE,
        Span::new(start, end),
        form,
        "German transcription of Рябков; the text is English".to_owned(),
    )
}

/// The same finding with a fix that replaces its span.
pub(crate) fn with_fix(mut finding: Finding, applicability: Applicability, text: &str) -> Finding {
    finding.preferred = Some(text.to_owned());
    finding.suggestions = vec![text.to_owned()];
    let edits = vec![Edit {
        span: finding.span,
        text: text.to_owned(),
    }];
    finding.fix = Some(Fix {
        applicability,
        reason: "one entry, pure form".to_owned(),
        edits,
    });
    finding
}

/// What a format prints of one file.
pub(crate) fn print(format: &str, path: &str, text: &str, findings: &[Finding]) -> String {
    let mut out = Vec::new();
    let files = [Reported {
        path,
        text,
        findings,
    }];
    let format = find(format).expect("registered");
    write(format, &View::default(), &files, &mut out).expect("writing to memory");
    String::from_utf8(out).expect("text")
}

//! `designation-format`: a designation written with another hyphen, space or capital than the glossary's.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::{Trust, in_register, trust};
use crate::finding::{
    Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::model::{Designation, DesignationRole, Entry, TermStatus};
use crate::scan::mention::{Body, EntryRef, Mention};
use crate::scan::{is_code, listed};

rule_meta! {
    /// ## What it does
    /// Finds designations of weapons, vehicles and systems whose hyphens, spaces or capitals differ from the glossary's:
    /// `9M-729` and `9M 729` for `9M729`.
    ///
    /// ## Why
    /// A designation is a code. Written in two ways it is not found by a search, and a list shows it twice.
    ///
    /// ## Example
    /// ```text
    /// Officials displayed the launcher of the 9M-729 cruise missile and its container at the briefing near Moscow.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Officials displayed the launcher of the 9M729 cruise missile and its container at the briefing near Moscow.
    /// ```
    ///
    /// ## Fix safety
    /// Safe outside protected zones and verbatim quotations: letters and digits stay as they are.
    ///
    /// ## References
    /// - ISO 704:2022, on designations and appellations
    pub(crate) static META = {
        name: "designation-format",
        summary: "a designation with another hyphen, space or capital than the glossary's",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "terminology", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct DesignationFormat;

impl DocumentRule for DesignationFormat {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, at, entry) in context.certain() {
            let Body::Form(target) = mention.body else {
                continue;
            };
            let Some(form) =
                listed(entry, target).filter(|d| d.status.is_right() && is_format(entry, d))
            else {
                continue;
            };
            if mention.confused {
                continue;
            }
            let surface = mention.span.slice(context.text());
            if surface.contains(['\n', '\r']) || is_written(entry, surface) {
                continue;
            }
            let trust = trust(context, mention);
            if !trust.silent {
                sink.report(context, finding(context, mention, (at, entry), form, trust));
            }
        }
    }
}

fn is_format(entry: &Entry, designation: &Designation) -> bool {
    is_code(entry, designation)
        && designation.role != DesignationRole::Acronym
        && designation.text.chars().any(char::is_alphanumeric)
}

/// Whether the glossary has the form exactly so; a no-break space or typographic hyphen is no difference.
fn is_written(entry: &Entry, surface: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
                '‐' | '‑' => '-',
                c => c,
            })
            .filter(|c| *c != '\u{ad}')
            .collect()
    };
    let surface = plain(surface);
    let shouted = !surface.chars().any(char::is_lowercase);
    entry.designations.iter().any(|d| {
        let form = plain(&d.text);
        form == surface
            || (shouted && form.to_uppercase() == surface && d.status != TermStatus::Deprecated)
    })
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    (at, entry): (EntryRef, &Entry),
    form: &Designation,
    trust: Trust,
) -> Finding {
    let surface = mention.span.slice(context.text());
    let mut finding = Finding::new(
        &META,
        mention.span,
        surface,
        format!("{surface}: this glossary writes {}", form.text),
    );
    let user = context.layers.is_user(at) && !trust.protected;
    finding.severity = if user {
        Severity::Warning
    } else {
        Severity::Info
    };
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(form.text.clone());
    finding.cause = Some("another hyphen, space or capital".to_owned());
    let new = in_register(context.text(), mention.span, &form.text, entry);
    finding.suggestions = vec![new.clone()];
    finding.fix = Some(Fix {
        applicability: trust.most,
        reason: trust.reason,
        edits: vec![Edit {
            span: mention.span,
            text: new,
        }],
    });
    finding
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    #[test]
    fn codes_keep_their_own_letters() {
        let code = "Kh-101: { kind: designation }";
        assert_eq!(
            lines(code, None, "a Kh 101 fell"),
            ["designation-format warning \"Kh 101\" → Kh-101 safe"]
        );
        assert_eq!(
            lines(code, None, "THE KH 101 FELL"),
            ["designation-format warning \"KH 101\" → KH-101 safe"]
        );
    }
}

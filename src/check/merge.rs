//! One finding a place: where several rules speak of the same entity at overlapping places, the gravest is kept.

use std::cmp::Reverse;

use crate::finding::{Applicability, Finding, Severity};
use crate::text::span::{PartId, Span};

/// Sorts findings and drops those that a graver one at the same place makes superfluous.
pub(super) fn one_per_place(findings: &mut Vec<Finding>) {
    let mut all = std::mem::take(findings);
    // Findings of one entry become neighbours, so that each is compared with the next only.
    all.sort_by(|a, b| (&a.entry, a.span, rank(a)).cmp(&(&b.entry, b.span, rank(b))));
    for finding in all {
        match findings.last_mut() {
            Some(last) if same_place(last, &finding) => {
                if rank(&finding) < rank(last) {
                    *last = finding;
                }
            }
            _ => findings.push(finding),
        }
    }
    sort(findings);
    drop_covered(findings);
}

/// Puts findings in the order of output.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}

/// Rules whose finding speaks for its whole stretch: what is said of marks and letters inside it is said in vain. An editor's note
/// that was taken apart (`(the talks. - RT )`) is put together with its marks, but its words may have faults of their own.
const WHOLE: &[&str] = &["boilerplate", "broken-line", "encoding-damage"];
const MARKS: &[&str] = &["dialogue-dash", "punctuation-spacing", "quote-spacing"];

/// Drops findings about typography inside a stretch that another finding would replace as a whole. `findings` are in order.
fn drop_covered(findings: &mut Vec<Finding>) {
    let replaces = |f: &&Finding| WHOLE.contains(&f.rule.name) && f.fix.is_some();
    let whole: Vec<(Span, &str)> = findings
        .iter()
        .filter(replaces)
        .map(|f| (f.span, f.rule.name))
        .collect();
    if whole.is_empty() {
        return;
    }
    findings.retain(|f| {
        // The stretches hardly ever overlap: the last that begins before the finding tells.
        let before = whole.partition_point(|(span, _)| span.start <= f.span.start);
        let around = before.checked_sub(1).and_then(|n| whole.get(n));
        f.entry.is_some()
            || !around.is_some_and(|(span, rule)| {
                let covers = *rule != "broken-line" || MARKS.contains(&f.rule.name);
                covers && span.part == f.span.part && f.span.end <= span.end && *rule != f.rule.name
            })
    });
}

fn same_place(a: &Finding, b: &Finding) -> bool {
    a.entry.is_some() && a.entry == b.entry && a.span.overlaps(b.span)
}

/// Graver first; of two that weigh the same, the one that knows the cause says more.
fn rank(finding: &Finding) -> (Reverse<Severity>, Applicability, bool, &'static str) {
    (
        Reverse(finding.severity),
        trust(finding),
        finding.cause.is_none(),
        finding.rule.name,
    )
}

/// The order of output: place, start, rule, end, message.
fn order(finding: &Finding) -> (PartId, u32, &'static str, u32, &str) {
    (
        finding.span.part,
        finding.span.start,
        finding.rule.name,
        finding.span.end,
        &finding.message,
    )
}

/// Safe fixes first.
fn trust(finding: &Finding) -> Applicability {
    finding
        .fix
        .as_ref()
        .map_or(Applicability::Display, |f| f.applicability)
}

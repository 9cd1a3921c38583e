//! One finding a place: where several rules speak of the same entity at overlapping places, the gravest is kept.

use std::cmp::Reverse;

use crate::finding::{Applicability, Finding, Severity};
use crate::text::span::PartId;

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
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
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

//! One finding a place: where several rules speak of the same entity at overlapping places, the gravest is kept.

use crate::finding::{Applicability, Finding};

/// Sorts findings and drops those that a graver one at the same place makes superfluous.
pub(super) fn one_per_place(findings: &mut Vec<Finding>) {
    // Of two that weigh the same, the one that knows the cause says more.
    let rank = |f: &Finding| {
        (
            std::cmp::Reverse(f.severity),
            trust(f),
            f.cause.is_none(),
            f.rule.name,
            f.span,
        )
    };
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|a, b| rank(&findings[*a]).cmp(&rank(&findings[*b])));
    let mut keep = vec![true; findings.len()];
    for (n, &i) in order.iter().enumerate() {
        if !keep[i] {
            continue;
        }
        for &j in order.get(n + 1..).unwrap_or_default() {
            let (a, b) = (&findings[i], &findings[j]);
            if a.entry.is_some() && a.entry == b.entry && a.span.overlaps(b.span) {
                keep[j] = false;
            }
        }
    }
    let mut flags = keep.into_iter();
    findings.retain(|_| flags.next().unwrap_or(true));
    findings.sort_by(|a, b| {
        (a.span, a.rule.name, a.span.end, &a.message).cmp(&(
            b.span,
            b.rule.name,
            b.span.end,
            &b.message,
        ))
    });
}

/// Safe fixes first.
fn trust(finding: &Finding) -> Applicability {
    finding
        .fix
        .as_ref()
        .map_or(Applicability::Display, |f| f.applicability)
}

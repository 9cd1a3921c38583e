//! Which fixes go together: trusted enough, all edits or none, no two on the same place.
//!
//! On a collision the more severe finding wins, then the earlier, then the longer; the loser gets its turn in the next round.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::finding::{Applicability, Edit, Finding, Fix};

/// The edits of one fix, sorted, with the finding they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Index of the finding in the list that was given.
    pub finding: usize,
    /// Byte ranges in the decoded text and what replaces them.
    pub edits: Vec<(Range<u32>, String)>,
}

/// The fixes to apply to `text` that are at least as trusted as `threshold`, in order of the text.
pub(crate) fn choose(text: &str, findings: &[Finding], threshold: Applicability) -> Vec<Chosen> {
    let mut offers: Vec<_> = findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| offer(text, at, finding, threshold))
        .collect();
    offers.sort_by_key(|chosen| {
        let finding = findings.get(chosen.finding);
        let (from, to) = extent(&chosen.edits);
        (
            Reverse(finding.map(|finding| finding.severity)),
            from,
            Reverse(to - from),
            chosen.finding,
        )
    });
    let mut taken = BTreeSet::new();
    offers.retain(|chosen| {
        let free = chosen.edits.iter().all(|(range, _)| is_free(&taken, range));
        if free {
            taken.extend(
                chosen
                    .edits
                    .iter()
                    .map(|(range, _)| (range.start, range.end)),
            );
        }
        free
    });
    offers.sort_by_key(|chosen| (extent(&chosen.edits), chosen.finding));
    offers
}

fn offer(text: &str, at: usize, finding: &Finding, threshold: Applicability) -> Option<Chosen> {
    // With two or more suggestions a person has to choose; what is suppressed was decided already.
    let fix = finding
        .fix
        .as_ref()
        .filter(|_| finding.suggestions.len() < 2 && finding.suppression.is_none())?;
    if fix.applicability > threshold || fix.applicability == Applicability::Display {
        return None;
    }
    let edits = edits(text, fix)?;
    (!edits.is_empty()).then_some(Chosen { finding: at, edits })
}

/// Sorted edits without those that change nothing; `None` when one of them cannot be applied.
fn edits(text: &str, fix: &Fix) -> Option<Vec<(Range<u32>, String)>> {
    let mut edits = Vec::with_capacity(fix.edits.len());
    for Edit { span, text: new } in &fix.edits {
        let old = text
            .get(span.start as usize..span.end as usize)
            .filter(|_| span.part.is_root())?;
        if old != new {
            edits.push((span.start..span.end, new.clone()));
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let apart = edits
        .windows(2)
        .all(|pair| !matches!(pair, [(a, _), (b, _)] if collide((a.start, a.end), b)));
    apart.then_some(edits)
}

/// Whether no taken range is in the way. Taken ranges never overlap, so only the nearest ones on either side count.
fn is_free(taken: &BTreeSet<(u32, u32)>, range: &Range<u32>) -> bool {
    let before = taken.range(..(range.end, u32::MAX)).next_back();
    let after = taken.range((range.start, 0)..).next();
    let nearest = taken.range(..(range.start, u32::MAX)).next_back();
    [before, after, nearest]
        .into_iter()
        .flatten()
        .all(|&other| !collide(other, range))
}

/// Two ranges collide when they overlap. An insertion also collides with what it touches, since their order would be a guess.
fn collide((start, end): (u32, u32), range: &Range<u32>) -> bool {
    let touching = start == end || range.is_empty();
    if touching {
        start <= range.end && range.start <= end
    } else {
        start < range.end && range.start < end
    }
}

fn extent(edits: &[(Range<u32>, String)]) -> (u32, u32) {
    let from = edits.first().map_or(0, |(range, _)| range.start);
    (from, edits.last().map_or(from, |(range, _)| range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::report::samples::{finding, with_fix};
    use crate::text::span::Span;
    use proptest::prelude::*;

    const TEXT: &str = "Sergej Rjabkow met Riabkov";

    fn at(start: u32, end: u32, new: &str) -> Finding {
        let mut found = finding(
            TEXT,
            TEXT.get(start as usize..end as usize).expect("in range"),
        );
        found.span = Span::new(start, end);
        with_fix(found, Applicability::Safe, new)
    }

    fn chosen(findings: &[Finding]) -> Vec<usize> {
        choose(TEXT, findings, Applicability::Safe)
            .iter()
            .map(|chosen| chosen.finding)
            .collect()
    }

    #[test]
    fn only_trusted_fixes_are_taken() {
        let mut unsure = at(19, 26, "Ryabkov");
        if let Some(fix) = &mut unsure.fix {
            fix.applicability = Applicability::Unsafe;
        }
        let findings = [at(7, 14, "Ryabkov"), unsure];
        assert_eq!(chosen(&findings), [0]);
        assert_eq!(choose(TEXT, &findings, Applicability::Unsafe).len(), 2);
    }

    #[test]
    fn the_more_severe_then_the_earlier_then_the_longer_wins() {
        let mut error = at(7, 14, "Ryabkov");
        error.severity = Severity::Error;
        assert_eq!(chosen(&[at(0, 14, "Sergei Ryabkov"), error]), [1]);
        assert_eq!(chosen(&[at(7, 14, "Ryabkov"), at(0, 8, "x")]), [1]);
        assert_eq!(
            chosen(&[at(0, 6, "Sergei"), at(0, 14, "Sergei Ryabkov")]),
            [1]
        );
    }

    #[test]
    fn neighbours_go_together_but_an_insertion_waits() {
        assert_eq!(chosen(&[at(0, 6, "Sergei"), at(6, 7, "_")]), [0, 1]);
        assert_eq!(chosen(&[at(0, 6, "Sergei"), at(6, 6, "_")]), [0]);
    }

    #[test]
    fn what_changes_nothing_or_has_two_ways_is_left_out() {
        let mut open = at(7, 14, "Ryabkov");
        open.suggestions.push("Riabkov".to_owned());
        assert!(chosen(&[at(0, 6, "Sergej"), open]).is_empty());
    }

    proptest! {
        #[test]
        fn chosen_edits_never_overlap_and_do_not_depend_on_order(ranges in prop::collection::vec((0_u32..26, 0_u32..6), 0..12)) {
            let findings: Vec<_> = ranges.iter().map(|&(start, len)| at(start, (start + len).min(26), "新")).collect();
            let chosen = choose(TEXT, &findings, Applicability::Safe);
            let edits: Vec<_> = chosen.iter().flat_map(|chosen| chosen.edits.clone()).collect();
            for pair in edits.windows(2) {
                prop_assert!(pair[0].0.end <= pair[1].0.start && pair[0].0.start < pair[1].0.end);
            }
            let backwards: Vec<_> = findings.iter().rev().cloned().collect();
            let again: Vec<_> = choose(TEXT, &backwards, Applicability::Safe).iter().flat_map(|chosen| chosen.edits.clone()).collect();
            prop_assert_eq!(edits, again);
        }
    }
}

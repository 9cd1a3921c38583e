//! The edits of several rounds as one list against the first text, and where a place of the first text lies in the last.

use std::ops::Range;

use super::choose::Chosen;
use crate::finding::{Applicability, Finding};

/// What led to a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cause {
    /// Name of the rule.
    pub rule: &'static str,
    /// Entry whose form was written.
    pub entry: Option<String>,
    pub applicability: Applicability,
}

/// A stretch of the first text and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Byte range in the first text.
    pub from: Range<u32>,
    /// Byte range in the last text.
    pub to: Range<u32>,
    pub cause: Cause,
}

/// All changes from the first text to the last, in order, not overlapping in either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    changes: Vec<Change>,
}

/// A stretch of the text between two rounds: an earlier change of it, or a new edit.
struct Item {
    range: Range<u32>,
    /// Growth back to the first text, for an earlier change.
    back: i64,
    /// Growth on to the next text, for a new edit.
    on: i64,
    cause: Cause,
}

impl Trail {
    pub(crate) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Adds the fixes of one more round, which were `chosen` for the last text so far from `findings`.
    pub(crate) fn extend<'a>(
        &mut self,
        chosen: impl Iterator<Item = &'a Chosen>,
        findings: &[Finding],
    ) {
        let mut items: Vec<Item> = self.changes.drain(..).map(Item::earlier).collect();
        for fix in chosen {
            let Some(finding) = findings.get(fix.finding) else {
                continue;
            };
            items.extend(fix.edits.iter().map(|edit| Item::new(edit, finding)));
        }
        // Earlier changes go first at one place: what was put in before lies before what is put in now.
        items.sort_by_key(|item| (item.range.start, item.range.end, item.back == 0));
        self.changes = join(items);
    }

    /// Where a range of the first text lies in the last. A change that the range only touches stays outside; one that it cuts is
    /// taken in whole.
    pub(crate) fn follow(&self, range: Range<u32>) -> Range<u32> {
        let before = self
            .changes
            .partition_point(|change| change.from.end <= range.start);
        let shift = |at: u32, changes: usize| {
            let last = changes.checked_sub(1).and_then(|n| self.changes.get(n));
            last.map_or(at, |change| change.to.end + (at - change.from.end))
        };
        let start = match self.changes.get(before) {
            Some(change) if change.from.start < range.start => change.to.start,
            _ => shift(range.start, before),
        };
        let upto = before
            + self
                .changes
                .get(before..)
                .unwrap_or_default()
                .partition_point(|change| change.from.start < range.end);
        let last = upto.checked_sub(1).and_then(|n| self.changes.get(n));
        let end = match last {
            Some(change) if change.from.end > range.end => change.to.end,
            _ => shift(range.end, upto),
        };
        start..end.max(start)
    }
}

impl Item {
    fn earlier(change: Change) -> Self {
        Self {
            back: i64::from(len(&change.from)) - i64::from(len(&change.to)),
            on: 0,
            range: change.to,
            cause: change.cause,
        }
    }

    fn new((range, text): &(Range<u32>, String), finding: &Finding) -> Self {
        let written = i64::try_from(text.len()).unwrap_or(i64::MAX);
        let applicability = finding
            .fix
            .as_ref()
            .map_or(Applicability::Display, |fix| fix.applicability);
        Self {
            range: range.clone(),
            back: 0,
            on: written - i64::from(len(range)),
            cause: Cause {
                rule: finding.rule.name,
                entry: finding.entry.clone(),
                applicability,
            },
        }
    }

    fn meets(&self, other: &Range<u32>) -> bool {
        let touching = self.range.is_empty() || other.is_empty();
        self.range.start < other.end || (touching && self.range.start <= other.end)
    }
}

fn len(range: &Range<u32>) -> u32 {
    range.end.saturating_sub(range.start)
}

/// Sorted items → changes: what overlaps becomes one.
fn join(items: Vec<Item>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::with_capacity(items.len());
    // Growth of everything before, to either side.
    let (mut back, mut on) = (0, 0);
    let mut items = items.into_iter().peekable();
    while let Some(first) = items.next() {
        let (mut range, mut cause) = (first.range.clone(), first.cause);
        let (start, end) = ((back, on), (back + first.back, on + first.on));
        (back, on) = end;
        while let Some(next) = items.next_if(|next| next.meets(&range)) {
            range.end = range.end.max(next.range.end);
            (back, on) = (back + next.back, on + next.on);
            // The least trusted part says how far the whole may be trusted.
            if next.cause.applicability > cause.applicability {
                cause = next.cause;
            }
        }
        changes.push(Change {
            from: moved(range.start, start.0)..moved(range.end, back),
            to: moved(range.start, start.1)..moved(range.end, on),
            cause,
        });
    }
    changes
}

fn moved(at: u32, by: i64) -> u32 {
    u32::try_from(i64::from(at) + by).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{finding, with_fix};
    use proptest::prelude::*;

    /// Rounds of edits, each against the text that the round before left.
    fn play(text: &str, rounds: &[Vec<(Range<u32>, String)>]) -> (String, Trail) {
        let findings = [with_fix(
            finding("x", "x"),
            Applicability::Safe,
            "the edits stand apart",
        )];
        let (mut text, mut trail) = (text.to_owned(), Trail::default());
        for edits in rounds {
            let chosen = Chosen {
                finding: 0,
                edits: edits.clone(),
            };
            trail.extend([chosen].iter(), &findings);
            for (range, new) in edits.iter().rev() {
                text.replace_range(range.start as usize..range.end as usize, new);
            }
        }
        (text, trail)
    }

    /// The first text with the changes of the trail, whose words come from the last.
    fn replay(first: &str, last: &str, trail: &Trail) -> String {
        let mut out = String::new();
        let mut at = 0;
        for Change { from, to, .. } in trail.changes() {
            out.push_str(&first[at..from.start as usize]);
            out.push_str(&last[to.start as usize..to.end as usize]);
            at = from.end as usize;
        }
        out + &first[at..]
    }

    fn edits(text_len: u32) -> impl Strategy<Value = Vec<(Range<u32>, String)>> {
        prop::collection::vec((0..=text_len, 0u32..4, "[a-z]{0,3}"), 0..4).prop_map(move |raw| {
            let mut raw: Vec<_> = raw
                .into_iter()
                .map(|(start, len, new)| (start..(start + len).min(text_len), new))
                .collect();
            raw.sort_by_key(|(range, _)| (range.start, range.end));
            let mut kept: Vec<(Range<u32>, String)> = Vec::new();
            for edit in raw {
                if kept.last().is_none_or(|(last, _)| last.end < edit.0.start) {
                    kept.push(edit);
                }
            }
            kept
        })
    }

    #[test]
    fn two_rounds_at_one_place_are_one_change() {
        let (text, trail) = play(
            "an Ermakov aide",
            &[
                vec![(3..10, "Yermakow".to_owned())],
                vec![(0..2, "a".to_owned()), (10..11, "v".to_owned())],
            ],
        );
        assert_eq!(text, "a Yermakov aide");
        let places: Vec<_> = trail
            .changes()
            .iter()
            .map(|change| (change.from.clone(), change.to.clone()))
            .collect();
        assert_eq!(places, [(0..2, 0..1), (3..10, 2..10)]);
        assert_eq!(trail.follow(3..10), 2..10);
        assert_eq!(trail.follow(11..15), 11..15);
        assert_eq!(trail.follow(5..8), 2..10);
    }

    proptest! {
        #[test]
        fn the_trail_leads_from_the_first_text_to_the_last(one in edits(12), two in edits(8), three in edits(6)) {
            let first = "ABCDEFGHIJKL";
            let (middle, _) = play(first, std::slice::from_ref(&one));
            let fit = |edits: Vec<(Range<u32>, String)>, text: &str| -> Vec<_> {
                edits.into_iter().filter(|(range, _)| range.end as usize <= text.len()).collect()
            };
            let two = fit(two, &middle);
            let (later, _) = play(&middle, std::slice::from_ref(&two));
            let three = fit(three, &later);
            let (last, trail) = play(first, &[one, two, three]);
            prop_assert_eq!(replay(first, &last, &trail), last.clone());
            for start in 0..12u32 {
                for end in start + 1..=12 {
                    let found = trail.follow(start..end);
                    prop_assert!(found.end as usize <= last.len());
                    let untouched = trail.changes().iter().all(|c| c.from.end <= start || end <= c.from.start);
                    if untouched {
                        prop_assert_eq!(&last[found.start as usize..found.end as usize], &first[start as usize..end as usize]);
                    }
                }
            }
        }
    }
}

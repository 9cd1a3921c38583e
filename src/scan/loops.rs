//! Words that go round in a circle: `of the of the of the`, a clause said twice at once, `аааааааааа`.
//!
//! A word that stood a few words before is common; many in a row are not. Only there are periods looked for.

use super::SegmentView;
use crate::text::span::Span;
use crate::text::token::{Shape, Token};

/// Words that stand several times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loop {
    /// All of them.
    pub span: Span,
    /// The first time.
    pub unit: Span,
    /// How often, rounded down.
    pub times: u32,
}

/// Longest period, in words.
const LONGEST: usize = 32;

/// A clause of so many words may not stand twice at once.
const CLAUSE: usize = 5;

/// As [`CLAUSE`], in ideographs.
const CLAUSE_CJK: usize = 8;

/// Equal letters in a row.
const SAME_LETTERS: usize = 9;

const SLOTS: usize = 2048;

/// Where each word stood last, by its hash.
pub(super) struct LoopFinder {
    last: Vec<(u32, u32)>,
    /// Number of the first token of the segment, over the document.
    base: u32,
}

impl Default for LoopFinder {
    fn default() -> Self {
        Self {
            last: vec![(0, 0); SLOTS],
            base: LONGEST as u32 + 1,
        }
    }
}

impl LoopFinder {
    /// Finds the loops of a segment.
    pub(super) fn find(&mut self, view: &SegmentView, out: &mut Vec<Loop>) {
        let mut run = 0;
        for (n, token) in view.tokens.iter().enumerate() {
            if token.end - token.start >= SAME_LETTERS as u32 {
                out.extend(same_letters(view, n, token));
            }
            let at = self.base + n as u32;
            let Some(slot) = self.last.get_mut(token.hash as usize % SLOTS) else {
                continue;
            };
            let hash = (token.hash >> 32) as u32;
            let again = slot.0 == hash && at - slot.1 <= LONGEST as u32;
            *slot = (hash, at);
            if again {
                run += 1;
                continue;
            }
            if run >= 4 {
                periods(view, n - run, n, out);
            }
            run = 0;
        }
        if run >= 4 {
            let n = view.tokens.len();
            periods(view, n - run, n, out);
        }
        self.base = self
            .base
            .wrapping_add(view.tokens.len() as u32 + LONGEST as u32);
    }
}

/// The loops among tokens that end in `first..last`, shortest period first.
fn periods(view: &SegmentView, first: usize, last: usize, out: &mut Vec<Loop>) {
    let hash = |n: usize| view.tokens.get(n).map(|t| t.hash);
    let mut done = 0;
    for period in 1..=LONGEST {
        let mut start = first.max(period).max(done);
        while start < last {
            let same = |n: &usize| hash(*n) == hash(*n - period);
            let matched = (start..last).take_while(same).count();
            // What was repeated begins before what was seen to be a repetition.
            let before = (period..start).rev().take(period).take_while(same).count();
            let (from, to) = (start - before - period, start + matched);
            if matched > 0 && is_loop(view, from, to, period) {
                out.push(Loop {
                    span: view.span(from, to),
                    unit: view.span(from, from + period),
                    times: ((to - from) / period) as u32,
                });
                done = to;
            }
            start += matched + 1;
        }
    }
}

/// Whether tokens `from..to`, each of which equals the one `period` before it, say the same thing too often.
fn is_loop(view: &SegmentView, from: usize, to: usize, period: usize) -> bool {
    let unit = view.tokens.get(from..from + period).unwrap_or_default();
    let repeated = to - from - period;
    let cjk = unit.iter().filter(|t| t.shape.contains(Shape::CJK)).count() * 2 > period;
    let needed = match (period, cjk) {
        // A word twice in a row is another matter.
        (1, false) => usize::MAX,
        (1, true) => 6,
        (2 | 3, true) => 3 * period,
        (_, true) if period < CLAUSE_CJK => 2 * period,
        (_, false) if period < CLAUSE => 2 * period,
        _ => period,
    };
    repeated >= needed
        && unit.iter().any(is_word)
        && (period == 1
            || unit
                .windows(2)
                .any(|w| matches!(w, [a, b] if a.hash != b.hash)))
}

/// Letters, more than an initial.
fn is_word(token: &Token) -> bool {
    !token.shape.contains(Shape::DIGITS)
        && (!token.shape.contains(Shape::SINGLE) || token.shape.contains(Shape::CJK))
}

/// One letter many times in a row.
fn same_letters(view: &SegmentView, n: usize, token: &Token) -> Option<Loop> {
    if token.shape.contains(Shape::DIGITS) {
        return None;
    }
    let word = token.surface(view.text);
    let bytes = word.as_bytes();
    // A run of nine covers three equal bytes, or letters, at one of every four places.
    let near = (0..bytes.len()).step_by(4).any(|at| {
        let byte = |n: usize| bytes.get(at + n);
        byte(3).is_some()
            && (byte(0) == byte(1) && byte(1) == byte(2)
                || byte(0) == byte(2) && byte(1) == byte(3))
    });
    if !near {
        return None;
    }
    let (mut start, mut count, mut last) = (0, 0, '\0');
    let mut best: Option<(usize, usize, usize)> = None;
    for (at, c) in word.char_indices() {
        if c == last {
            count += 1;
        } else {
            (start, count, last) = (at, 1, c);
        }
        if count >= SAME_LETTERS && best.is_none_or(|(_, _, n)| n < count) {
            best = Some((start, at + c.len_utf8(), count));
        }
    }
    let (start, end, count) = best?;
    let from = view.span(n, n + 1).start;
    let first = word.get(start..)?.chars().next()?;
    // Capitals are shouted.
    if first.is_uppercase() {
        return None;
    }
    let letter = first.len_utf8();
    let span = |a: usize, b: usize| Span::new(from + a as u32, from + b as u32);
    Some(Loop {
        span: span(start, end),
        unit: span(start, start + letter),
        times: count as u32,
    })
}

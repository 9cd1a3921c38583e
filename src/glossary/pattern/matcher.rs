//! Runs a compiled pattern over the pieces of a paragraph.

use super::pieces::{Piece, PieceKind, Place, ends_sentence};
use super::program::{Literal, LiteralPart, Near, Pattern, Scope, Step};

/// Steps after which a match is given up: patterns are short, and a text cannot make them slow.
const PATIENCE: u32 = 20_000;

/// Pieces on each side of a match in which its context is looked for.
const SEEN: usize = 400;

/// Words that one capture or mark may hold are counted in pieces; byte ranges are in the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Everything that matched.
    pub whole: (u32, u32),
    /// The part to report.
    pub mark: (u32, u32),
    /// Byte ranges of the captures, by number.
    pub captures: Vec<Option<(u32, u32)>>,
}

/// A paragraph to match against.
#[derive(Clone, Copy)]
pub(crate) struct Paragraph<'a> {
    pub text: &'a str,
    pub pieces: &'a [Piece],
    /// Mentions, sorted, not overlapping.
    pub places: &'a [Place<'a>],
}

impl Paragraph<'_> {
    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    /// The bytes of pieces `from..to`.
    fn range(&self, from: usize, to: usize) -> (u32, u32) {
        let start = self.piece(from).map_or(0, |p| p.start);
        let last = to.checked_sub(1).and_then(|at| self.piece(at));
        (start, last.map_or(start, |p| p.end.max(start)))
    }

    /// Pieces of the sentence around piece `at`.
    fn sentence(&self, at: usize, least: usize, most: usize) -> (usize, usize) {
        let ends = |p: &Piece| matches!(p.kind, PieceKind::Sign(c) if ends_sentence(c) && !matches!(c, ':' | ';'));
        let head = self.pieces.get(least..at).unwrap_or_default();
        let tail = self.pieces.get(at..most).unwrap_or_default();
        (
            head.iter().rposition(ends).map_or(least, |n| least + n + 1),
            tail.iter().position(ends).map_or(most, |n| at + n),
        )
    }
}

/// The match of `pattern` that begins at piece `at`, if its context fits as well.
pub(crate) fn find_at(pattern: &Pattern, paragraph: Paragraph, at: usize) -> Option<Found> {
    let (found, from, to) = run(&pattern.steps, pattern.captures.len(), paragraph, at)?;
    let fits = |near: &Near| stands_near(near, paragraph, from, to);
    if pattern.near.as_ref().is_some_and(|near| !fits(near))
        || pattern.unless_near.as_ref().is_some_and(fits)
        || is_exception(&pattern.unless, paragraph, (from, to))
    {
        return None;
    }
    Some(found)
}

fn run(
    steps: &[Step],
    captures: usize,
    paragraph: Paragraph,
    at: usize,
) -> Option<(Found, usize, usize)> {
    let mut matcher = Matcher {
        paragraph,
        first: at,
        captures: vec![None; captures],
        mark: None,
        patience: PATIENCE,
    };
    let mut end = None;
    let matched = matcher.sequence(steps, at, &mut |m, to| {
        let ends = m.ends_well(to);
        if ends {
            end = Some(to);
        }
        ends
    });
    let to = end.filter(|to| matched && *to > at)?;
    let whole = paragraph.range(at, to);
    let bytes = |(from, to): (usize, usize)| paragraph.range(from, to);
    let found = Found {
        whole,
        mark: matcher.mark.map_or(whole, bytes),
        captures: matcher.captures.iter().map(|c| c.map(bytes)).collect(),
    };
    Some((found, at, to))
}

/// Whether one of the words stands in the scope, outside the match itself.
fn stands_near(near: &Near, paragraph: Paragraph, from: usize, to: usize) -> bool {
    // Only so much of a paragraph is looked at: a file on one line has matches without end.
    let (least, most) = (
        from.saturating_sub(SEEN),
        (to + SEEN).min(paragraph.pieces.len()),
    );
    let (first, last) = match near.scope {
        Scope::Sentence => paragraph.sentence(from, least, most),
        Scope::Paragraph => (least, most),
    };
    let holds = |n: usize| {
        let piece = paragraph.piece(n);
        piece.is_some_and(|p| near.words.binary_search(&p.hash).is_ok())
    };
    (first..last).any(|n| !(from..to).contains(&n) && holds(n))
}

/// Whether an exception matches at a place that overlaps the match.
fn is_exception(unless: &[Vec<Step>], paragraph: Paragraph, (from, to): (usize, usize)) -> bool {
    unless.iter().any(|steps| {
        (from.saturating_sub(8)..to)
            .any(|at| run(steps, 0, paragraph, at).is_some_and(|(_, _, end)| end > from))
    })
}

struct Matcher<'a> {
    paragraph: Paragraph<'a>,
    /// Piece at which the whole match begins.
    first: usize,
    captures: Vec<Option<(usize, usize)>>,
    mark: Option<(usize, usize)>,
    patience: u32,
}

/// What comes after a step: is told the next piece, says whether the rest matches.
type Then<'t> = &'t mut dyn FnMut(&mut Matcher, usize) -> bool;

impl Matcher<'_> {
    fn sequence(&mut self, steps: &[Step], at: usize, then: Then) -> bool {
        match steps.split_first() {
            None => then(self, at),
            Some((step, rest)) => self.step(step, at, &mut |m, next| m.sequence(rest, next, then)),
        }
    }

    fn step(&mut self, step: &Step, at: usize, then: Then) -> bool {
        let Some(left) = self.patience.checked_sub(1) else {
            return false;
        };
        self.patience = left;
        match step {
            Step::Words(literals) => self.words(literals, at, then),
            Step::Number => self.number(at, then),
            Step::Name => self.name(at, then),
            Step::Mention(kind) => self
                .mention(at, |k| k == kind)
                .is_some_and(|to| then(self, to)),
            Step::Any => self.is_word(at) && then(self, at + 1),
            Step::Gap(most) => self.gap(*most, at, then),
            Step::Sign(c) => self.is_sign(at, *c) && then(self, at + 1),
            Step::Start => self.paragraph.piece(at).is_some_and(|p| p.opens) && then(self, at),
            Step::End => self.is_end(at) && then(self, at),
            Step::Either(branches) => branches.iter().any(|b| self.sequence(b, at, then)),
            Step::Maybe(steps) => self.sequence(steps, at, then) || then(self, at),
            Step::Capture(number, steps) => {
                let number = usize::from(*number);
                let before = self.captures.get(number).copied().flatten();
                let matched = self.sequence(steps, at, &mut |m, to| {
                    m.capture(number, Some((at, to)));
                    then(m, to)
                });
                if !matched {
                    self.capture(number, before);
                }
                matched
            }
            Step::Mark(steps) => {
                let before = self.mark;
                let matched = self.sequence(steps, at, &mut |m, to| {
                    m.mark = Some((at, to));
                    then(m, to)
                });
                if !matched {
                    self.mark = before;
                }
                matched
            }
        }
    }

    fn capture(&mut self, number: usize, value: Option<(usize, usize)>) {
        if let Some(slot) = self.captures.get_mut(number) {
            *slot = value;
        }
    }

    fn words(&mut self, literals: &[Literal], at: usize, then: Then) -> bool {
        let Some(piece) = self.paragraph.piece(at).copied().filter(|p| p.hash != 0) else {
            return false;
        };
        if !self.begins_well(at) {
            return false;
        }
        let from = literals.partition_point(|l| l.first() < piece.hash);
        let same = literals.get(from..).unwrap_or_default();
        for literal in same.iter().take_while(|l| l.first() == piece.hash) {
            if let Some(to) = self.literal(literal, at)
                && then(self, to)
            {
                return true;
            }
        }
        false
    }

    fn literal(&self, literal: &Literal, at: usize) -> Option<usize> {
        let fits = |(n, part): (usize, &LiteralPart)| match part {
            LiteralPart::Sign(c) => self.is_sign(at + n, *c),
            LiteralPart::Word { hash, exact } => self.paragraph.piece(at + n).is_some_and(|p| {
                let surface = || {
                    self.paragraph
                        .text
                        .get(p.start as usize..p.end as usize)
                        .unwrap_or("")
                };
                p.hash == *hash && exact.as_ref().is_none_or(|e| e == surface())
            }),
        };
        literal
            .parts
            .iter()
            .enumerate()
            .all(fits)
            .then_some(at + literal.parts.len())
    }

    /// A word of the pattern is a whole word of the text: `free` is not found in `drone-free`.
    fn begins_well(&self, at: usize) -> bool {
        let Some(piece) = self.paragraph.piece(at) else {
            return false;
        };
        if at > self.first || !piece.glued {
            return true;
        }
        let before = at.checked_sub(1).and_then(|n| self.paragraph.piece(n));
        !before.is_some_and(|p| self.joins(p, at - 1))
    }

    fn joins(&self, piece: &Piece, at: usize) -> bool {
        match piece.kind {
            PieceKind::Sign('-' | '\'') => {
                piece.glued && at > 0 && self.paragraph.piece(at - 1).is_some_and(|p| p.hash != 0)
            }
            PieceKind::Sign(_) => false,
            PieceKind::Word | PieceKind::Digits => true,
        }
    }

    /// The same at the end of a match; an apostrophe may follow (the treaty's).
    fn ends_well(&self, to: usize) -> bool {
        let Some(next) = self.paragraph.piece(to).filter(|p| p.glued) else {
            return true;
        };
        let last_is_word = to
            .checked_sub(1)
            .and_then(|n| self.paragraph.piece(n))
            .is_some_and(|p| p.hash != 0);
        match next.kind {
            _ if !last_is_word => true,
            PieceKind::Sign('-') => !self
                .paragraph
                .piece(to + 1)
                .is_some_and(|p| p.glued && p.hash != 0),
            PieceKind::Sign(_) => true,
            PieceKind::Word | PieceKind::Digits => false,
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.paragraph.piece(at).is_some_and(|p| p.hash != 0)
    }

    fn is_sign(&self, at: usize, wanted: char) -> bool {
        self.paragraph
            .piece(at)
            .is_some_and(|p| p.kind == PieceKind::Sign(wanted))
    }

    fn is_end(&self, at: usize) -> bool {
        self.paragraph.piece(at).is_none_or(|p| match p.kind {
            PieceKind::Sign(c) => ends_sentence(c),
            _ => p.opens,
        })
    }

    /// `5`, `1,500`, `5.5`.
    fn number(&mut self, at: usize, then: Then) -> bool {
        let digits = |m: &Self, at: usize| {
            m.paragraph
                .piece(at)
                .is_some_and(|p| p.kind == PieceKind::Digits)
        };
        if !digits(self, at) || !self.begins_well(at) {
            return false;
        }
        let mut to = at + 1;
        while [',', '.', '\''].iter().any(|c| self.is_sign(to, *c))
            && self.paragraph.piece(to).is_some_and(|p| p.glued)
            && digits(self, to + 1)
            && self.paragraph.piece(to + 1).is_some_and(|p| p.glued)
        {
            to += 2;
        }
        then(self, to)
    }

    /// A mention of a person, place or body, or capitalized words, the longest run first.
    fn name(&mut self, at: usize, then: Then) -> bool {
        let named = |k: &str| matches!(k, "person" | "place" | "organization");
        if let Some(to) = self.mention(at, named)
            && then(self, to)
        {
            return true;
        }
        let capital = |m: &Self, at: usize| {
            m.paragraph
                .piece(at)
                .is_some_and(|p| p.kind == PieceKind::Word && p.capital)
        };
        let opens = self.paragraph.piece(at).is_none_or(|p| p.opens);
        if opens || !capital(self, at) {
            return false;
        }
        let run = (at..at + 4).take_while(|n| capital(self, *n)).count();
        (1..=run).rev().any(|n| then(self, at + n))
    }

    /// Piece after the mention that begins at `at`.
    fn mention(&self, at: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let piece = self.paragraph.piece(at)?;
        let places = self.paragraph.places;
        let n = places.partition_point(|p| p.start < piece.start);
        let place = places
            .get(n)
            .filter(|p| p.start == piece.start && fits(p.kind))?;
        let after = self.paragraph.pieces.get(at..)?;
        Some(at + after.partition_point(|p| p.start < place.end))
    }

    fn gap(&mut self, most: u8, at: usize, then: Then) -> bool {
        let (mut words, mut here) = (0, at);
        loop {
            if then(self, here) {
                return true;
            }
            let Some(piece) = self.paragraph.piece(here) else {
                return false;
            };
            match piece.kind {
                PieceKind::Word | PieceKind::Digits if words == most => return false,
                PieceKind::Word | PieceKind::Digits => words += 1,
                PieceKind::Sign(',' | '-' | '\'' | '/') => {}
                // Inside a number: 5.5.
                PieceKind::Sign('.')
                    if piece.glued && self.paragraph.piece(here + 1).is_some_and(|p| p.glued) => {}
                PieceKind::Sign(_) => return false,
            }
            here += 1;
        }
    }
}

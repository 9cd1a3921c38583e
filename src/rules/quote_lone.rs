//! Marks whose partner may have been lost, and marks that are no quotation at all: rows of tables, empty pairs.

use super::quote_place::{Place, looks_odd};
use crate::document::quotations::marks::{Gap, Glyph, Kind};
use crate::document::quotations::{Mark, Role};

/// So many marks of a line are counted on each side.
const LINE_MARKS: usize = 48;

/// So many bytes of a line are looked at on each side.
const ROW_SEEN: usize = 2000;

impl Place<'_> {
    /// Whether this mark and its partner enclose nothing but spaces: what they quoted was lost.
    pub(super) fn is_empty(&self) -> bool {
        let Some(partner) = self.mark.partner.and_then(|n| self.marks.get(n)) else {
            return false;
        };
        let (one, other) = (self.mark.placed, partner.placed);
        let (first, last) = if one.at < other.at {
            (one, other)
        } else {
            (other, one)
        };
        let inside = self.text.get(first.at + first.len..last.at);
        inside.is_some_and(|t| t.trim().is_empty())
    }

    /// Whether a mark that would have to change sides, or has a space on both, may as well have lost its partner.
    pub(super) fn is_lonely(&self) -> bool {
        let placed = &self.mark.placed;
        let (before, after) = (placed.before.gap, placed.after.gap);
        let partner = self.mark.partner.and_then(|n| self.marks.get(n));
        let opens = matches!(self.mark.role, Role::Open | Role::Again);
        let (inner, outer) = if opens {
            (after, before)
        } else {
            (before, after)
        };
        let turned = inner == Gap::Space && outer == Gap::None;
        match placed.glyph {
            _ if inner != Gap::Space || outer == Gap::Line => false,
            Glyph::Straight if partner.is_some_and(looks_odd) => false,
            Glyph::Straight => {
                let stop =
                    placed.after.kind() == Kind::Closing || placed.before.kind() == Kind::Opening;
                (turned || !stop) && self.is_odd_line()
            }
            // Where “ closes, one after a word closes, whatever else the text does with it.
            Glyph::LeftCurly if opens && turned => self.locale.is_some_and(|l| {
                let mut pairs = l.quotes.outer.iter().chain(&l.quotes.inner);
                pairs.any(|(_, close)| close.trim() == "“")
            }),
            _ => false,
        }
    }

    /// Whether the straight marks of the line do not come in pairs.
    fn is_odd_line(&self) -> bool {
        let broken = |from: usize, to: usize| {
            let between = self.text.as_bytes().get(from..to);
            between.is_none_or(|b| memchr::memchr(b'\n', b).is_some())
        };
        let counts = |m: &&Mark| m.placed.glyph == Glyph::Straight && m.role != Role::Literal;
        let (head, tail) = self.marks.split_at(self.number.min(self.marks.len()));
        let at = self.mark.placed.at;
        let before = head.iter().rev().take(LINE_MARKS);
        let before = before
            .take_while(|m| !broken(m.placed.at, at))
            .filter(counts);
        let after = tail.iter().take(LINE_MARKS);
        let after = after
            .take_while(|m| !broken(at, m.placed.at))
            .filter(counts);
        (before.count() + after.count()) % 2 == 1
    }

    /// Whether the line is a row of a table in which a mark inside a field is written twice.
    pub(super) fn is_table_row(&self) -> bool {
        let placed = &self.mark.placed;
        if placed.glyph != Glyph::Straight {
            return false;
        }
        let bytes = self.text.as_bytes();
        let head = bytes.get(placed.at.saturating_sub(ROW_SEEN)..placed.at);
        let head = head.unwrap_or_default();
        let start = memchr::memrchr(b'\n', head).map_or(0, |n| n + 1);
        let head = head.get(start..).unwrap_or_default();
        let end = bytes.len().min(placed.at + ROW_SEEN);
        let tail = bytes.get(placed.at..end).unwrap_or_default();
        let stop = memchr::memchr(b'\n', tail).unwrap_or(tail.len());
        let tail = tail.get(..stop).unwrap_or_default().trim_ascii_end();
        let around = |part: &[u8]| memchr::memmem::find_iter(part, "\"\"").count();
        // The mark itself may be the second of two.
        let split = usize::from(head.ends_with(b"\"") && !tail.starts_with(b"\"\""));
        let doubled = around(head) + around(tail) + split;
        let framed = head.starts_with(b"\"") && tail.ends_with(b"\"");
        doubled >= 2 || (doubled == 1 && framed)
    }
}

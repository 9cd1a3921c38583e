//! Where something stands: a byte range in the decoded UTF-8 text of one part of a file.
//! Spans are the only locations that leave a module; lines, columns and UTF-16 are computed at the
//! edge by `line_index`. A span says nothing about bytes in the file as it lies on disk.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A part of a file that consists of several texts, such as a member of an archive.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PartId(u32);

impl PartId {
    /// The file itself: the part of every file that has no parts.
    pub const ROOT: PartId = PartId(0);

    /// The part with this number; 0 is the file itself.
    pub const fn new(number: u32) -> Self {
        PartId(number)
    }

    /// The number of the part.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Whether this is the file itself.
    pub const fn is_root(self) -> bool {
        self.0 == 0
    }
}

/// A byte range in the decoded text of one part; ordered by part, start, end.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The part the range lies in.
    pub part: PartId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A range in the root part. A reversed range becomes empty at its start.
    pub const fn new(start: u32, end: u32) -> Self {
        Span {
            part: PartId::ROOT,
            start,
            end: if end < start { start } else { end },
        }
    }

    /// The same range in another part.
    pub const fn in_part(self, part: PartId) -> Self {
        Span { part, ..self }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.part == other.part && self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside this span, taken in the same part.
    pub const fn contains_offset(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share a byte. An empty span overlaps what it stands strictly inside of.
    pub fn overlaps(self, other: Span) -> bool {
        self.part == other.part && self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both. The parts must be the same; otherwise `self` is returned.
    pub fn cover(self, other: Span) -> Span {
        if self.part != other.part {
            return self;
        }
        Span {
            part: self.part,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text at this span, or "" where the span does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The byte range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<u32>> for Span {
    fn from(range: Range<u32>) -> Self {
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_part_then_start_then_end() {
        let part = PartId::new(1);
        let mut spans = [
            Span::new(0, 1).in_part(part),
            Span::new(5, 9),
            Span::new(2, 4),
            Span::new(2, 3),
        ];
        spans.sort();
        assert_eq!(
            spans,
            [
                Span::new(2, 3),
                Span::new(2, 4),
                Span::new(5, 9),
                Span::new(0, 1).in_part(part)
            ]
        );
    }

    #[test]
    fn relations_need_the_same_part() {
        let a = Span::new(2, 6);
        assert!(a.contains(Span::new(2, 6)) && a.contains(Span::new(3, 3)));
        assert!(!a.contains(Span::new(1, 3)));
        assert!(a.overlaps(Span::new(5, 9)) && !a.overlaps(Span::new(6, 9)));
        assert!(!a.overlaps(Span::new(5, 9).in_part(PartId::new(2))));
        assert!(!a.contains(Span::new(3, 4).in_part(PartId::new(2))));
        assert_eq!(a.cover(Span::new(9, 11)), Span::new(2, 11));
        assert!(a.contains_offset(5) && !a.contains_offset(6));
    }

    #[test]
    fn slices_without_panic() {
        let text = "aЯb";
        assert_eq!(Span::new(1, 3).slice(text), "Я");
        assert_eq!(Span::new(2, 3).slice(text), "");
        assert_eq!(Span::new(2, 99).slice(text), "");
        assert_eq!(Span::new(7, 3), Span::new(7, 7));
        assert_eq!(
            Span {
                part: PartId::ROOT,
                start: 7,
                end: 3
            }
            .slice(text),
            ""
        );
    }

    #[test]
    fn serde_is_flat() {
        let json = serde_json::to_string(&Span::new(1, 2)).expect("serializable");
        assert_eq!(json, r#"{"part":0,"start":1,"end":2}"#);
    }
}

//! Offsets in bytes and positions of the protocol, in the unit that was agreed on.

use serde_json::Value;

use super::wire::{Position, Range};
use crate::text::line_index::LineIndex;
use crate::text::span::Span;

/// What `character` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// What every client understands.
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The best of those that the client offers: bytes need no counting.
    pub(super) fn negotiate(offered: Option<&Value>) -> Self {
        let offered = offered.and_then(Value::as_array);
        let has = |name: &str| offered.is_some_and(|all| all.iter().any(|it| it == name));
        if has("utf-8") {
            Self::Utf8
        } else if has("utf-32") && !has("utf-16") {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }
}

/// The lines of one text.
#[derive(Debug, Default)]
pub(super) struct Places {
    index: LineIndex,
    encoding: Encoding,
}

impl Places {
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        Self {
            index: LineIndex::new(text),
            encoding,
        }
    }

    pub(super) fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.index.line(offset);
        let character = match self.encoding {
            Encoding::Utf8 => {
                let range = self.index.line_range(line);
                offset.min(range.end).saturating_sub(range.start)
            }
            Encoding::Utf16 => self.index.utf16_column(text, offset) - 1,
            Encoding::Utf32 => self.index.position(text, offset).column - 1,
        };
        Position {
            line: line - 1,
            character,
        }
    }

    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range {
            start: self.position(text, span.start),
            end: self.position(text, span.end),
        }
    }

    /// The offset of a position. Past the end of a line it is the end of the line, past the last line the end of the text.
    pub(super) fn offset(&self, text: &str, position: Position) -> u32 {
        let line = position.line.saturating_add(1);
        let column = position.character.saturating_add(1);
        let end = || u32::try_from(text.len()).unwrap_or(u32::MAX);
        match self.encoding {
            _ if line > self.index.line_count() => end(),
            Encoding::Utf8 => {
                let range = self.index.line_range(line);
                let offset = range.start.saturating_add(position.character);
                let offset = text.floor_char_boundary(offset.min(range.end) as usize);
                u32::try_from(offset).unwrap_or(u32::MAX)
            }
            Encoding::Utf16 => self
                .index
                .offset_utf16(text, line, column)
                .unwrap_or_else(end),
            Encoding::Utf32 => self.index.offset(text, line, column).unwrap_or_else(end),
        }
    }

    /// The bytes of a range; a reversed one is empty.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        Span::new(self.offset(text, range.start), self.offset(text, range.end))
    }

    /// The line of an offset, without its end.
    pub(super) fn line(&self, offset: u32) -> Span {
        let range = self.index.line_range(self.index.line(offset));
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn units_differ_behind_an_emoji() {
        let text = "a\r\n😀é́ Rjabkow\rx";
        let start = u32::try_from(text.find("Rjabkow").expect("it is there")).expect("short");
        for (encoding, character) in [
            (Encoding::Utf8, 9),
            (Encoding::Utf16, 5),
            (Encoding::Utf32, 4),
        ] {
            let places = Places::new(text, encoding);
            assert_eq!(places.position(text, start), at(1, character));
            assert_eq!(places.offset(text, at(1, character)), start);
            // Out of bounds, and inside the emoji.
            assert_eq!(places.offset(text, at(1, 99)), start + 7);
            assert_eq!(places.offset(text, at(9, 0)) as usize, text.len());
            assert!(text.is_char_boundary(places.offset(text, at(1, 1)) as usize));
            assert_eq!(places.position(text, start + 8), at(2, 0));
        }
    }

    #[test]
    fn the_best_unit_is_chosen() {
        let chosen = |offered: &[&str]| Encoding::negotiate(Some(&serde_json::json!(offered)));
        assert_eq!(chosen(&["utf-16", "utf-8"]), Encoding::Utf8);
        assert_eq!(chosen(&["utf-16", "utf-32"]), Encoding::Utf16);
        assert_eq!(chosen(&["utf-32"]), Encoding::Utf32);
        assert_eq!(chosen(&[]), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[a-zé😀\u{301}\n\r]{0,60}", at in 0usize..200) {
            let offset = text.floor_char_boundary(at.min(text.len()));
            // Nothing can be addressed between the two halves of a line end.
            prop_assume!(!(text[..offset].ends_with('\r') && text[offset..].starts_with('\n')));
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let places = Places::new(&text, encoding);
                let position = places.position(&text, offset as u32);
                prop_assert_eq!(places.offset(&text, position) as usize, offset);
            }
        }
    }
}

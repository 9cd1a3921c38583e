//! Lines and columns of byte offsets, for reporters and editors only.
//! `\n`, `\r\n` and a lone `\r` end a line. Columns are counted in code points or UTF-16 units; one
//! running count per block of text keeps a lookup cheap inside a line of many megabytes.

use std::ops::Range;

/// Bytes per running count.
const BLOCK: usize = 2048;

/// A line and a column, both counted from 1; the column is in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

/// The lines of one text. Every method takes the same text that the index was made from; with
/// another text the answers are meaningless but nothing panics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    /// Lines without their terminators; never empty once made.
    lines: Vec<Line>,
    /// Units in all blocks before this one; empty when the text is ASCII.
    blocks: Vec<Units>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Line {
    start: u32,
    end: u32,
}

/// Numbers of characters, in the two ways in which they are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Units {
    points: u32,
    utf16: u32,
}

impl LineIndex {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        LineIndex {
            lines: lines(bytes),
            blocks: if text.is_ascii() {
                Vec::new()
            } else {
                blocks(bytes)
            },
        }
    }

    /// How many lines there are; a text that ends in a line break has an empty last line.
    pub fn line_count(&self) -> u32 {
        clip(self.lines.len()).max(1)
    }

    /// Line and column of an offset. Past the end of the text it is the end; inside a character it
    /// is the character.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let (line, units) = self.locate(text, offset);
        Position {
            line,
            column: units.points.saturating_add(1),
        }
    }

    /// The column of an offset in UTF-16 code units, counted from 1.
    pub fn utf16_column(&self, text: &str, offset: u32) -> u32 {
        self.locate(text, offset).1.utf16.saturating_add(1)
    }

    /// The line an offset stands in, counted from 1.
    pub fn line(&self, offset: u32) -> u32 {
        clip(self.lines.partition_point(|line| line.start <= offset)).max(1)
    }

    /// The byte range of a line without its terminator; empty at the end for a line that is not there.
    pub fn line_range(&self, line: u32) -> Range<u32> {
        let last = self.lines.last().copied().unwrap_or_default();
        let wanted = (line as usize)
            .checked_sub(1)
            .and_then(|at| self.lines.get(at));
        wanted.map_or(last.end..last.end, |it| it.start..it.end)
    }

    /// The offset of a line and a column in code points, both from 1. A column past the end of the
    /// line is the end of the line; a line that is not there has no offset.
    pub fn offset(&self, text: &str, line: u32, column: u32) -> Option<u32> {
        self.seek(text, line, column, |units| units.points, |_| 1)
    }

    /// The offset of a line and a column in UTF-16 units, both from 1. Inside a surrogate pair it is
    /// the start of the character.
    pub fn offset_utf16(&self, text: &str, line: u32, column: u32) -> Option<u32> {
        self.seek(
            text,
            line,
            column,
            |units| units.utf16,
            |c| clip(c.len_utf16()),
        )
    }

    fn locate(&self, text: &str, offset: u32) -> (u32, Units) {
        let offset = floor_boundary(text, offset as usize);
        let line = self.line(clip(offset));
        let start = self.line_range(line).start as usize;
        (line, self.between(text.as_bytes(), start, offset))
    }

    /// Units between two offsets, from running counts where they are far apart.
    fn between(&self, bytes: &[u8], start: usize, end: usize) -> Units {
        if self.blocks.is_empty() {
            let points = clip(end.saturating_sub(start));
            return Units {
                points,
                utf16: points,
            };
        }
        if end.saturating_sub(start) <= BLOCK {
            return count(bytes.get(start..end).unwrap_or(&[]));
        }
        self.before(bytes, end).minus(self.before(bytes, start))
    }

    fn before(&self, bytes: &[u8], offset: usize) -> Units {
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let counted = self.blocks.get(block).copied().unwrap_or_default();
        counted.plus(count(bytes.get(block * BLOCK..offset).unwrap_or(&[])))
    }

    fn seek(
        &self,
        text: &str,
        line: u32,
        column: u32,
        unit: impl Fn(Units) -> u32,
        width: impl Fn(char) -> u32,
    ) -> Option<u32> {
        if line == 0 || line > self.line_count() {
            return None;
        }
        let Range { start, end } = self.line_range(line);
        let wanted = column.saturating_sub(1);
        if self.blocks.is_empty() {
            return Some(start.saturating_add(wanted).min(end));
        }
        let bytes = text.as_bytes();
        let target = unit(self.before(bytes, start as usize)).saturating_add(wanted);
        // The last block that begins at or before the target, but never before the line.
        let block = self
            .blocks
            .partition_point(|it| unit(*it) <= target)
            .saturating_sub(1);
        let from = floor_boundary(text, (block * BLOCK).min(end as usize).max(start as usize));
        let mut seen = unit(self.before(bytes, from));
        let mut at = from;
        for c in text.get(from..end as usize).unwrap_or("").chars() {
            seen = seen.saturating_add(width(c));
            if seen > target {
                break;
            }
            at += c.len_utf8();
        }
        Some(clip(at))
    }
}

impl Units {
    fn plus(self, other: Units) -> Units {
        Units {
            points: self.points.saturating_add(other.points),
            utf16: self.utf16.saturating_add(other.utf16),
        }
    }

    fn minus(self, other: Units) -> Units {
        Units {
            points: self.points.saturating_sub(other.points),
            utf16: self.utf16.saturating_sub(other.utf16),
        }
    }
}

fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(bytes.len() / 64 + 1);
    let mut start = 0;
    let mut skip = 0;
    for (number, chunk) in bytes.chunks(64).enumerate() {
        // A branchless pass over the chunk is vectorized; most chunks of prose hold no line end.
        if !chunk
            .iter()
            .fold(false, |seen, b| seen | (*b == b'\n') | (*b == b'\r'))
        {
            continue;
        }
        for (at, byte) in chunk.iter().enumerate() {
            let at = number * 64 + at;
            if at < skip || !matches!(byte, b'\n' | b'\r') {
                continue;
            }
            let crlf = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            lines.push(Line {
                start: clip(start),
                end: clip(at),
            });
            start = at + 1 + usize::from(crlf);
            skip = start;
        }
    }
    lines.push(Line {
        start: clip(start),
        end: clip(bytes.len()),
    });
    lines
}

fn blocks(bytes: &[u8]) -> Vec<Units> {
    let mut total = Units::default();
    let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
    for block in bytes.chunks(BLOCK) {
        blocks.push(total);
        total = total.plus(count(block));
    }
    // An offset at the very end of a whole number of blocks needs a count of its own.
    blocks.push(total);
    blocks
}

/// Counts characters by their first bytes, so that a cut inside a character counts it once.
fn count(bytes: &[u8]) -> Units {
    let mut points = 0usize;
    let mut wide = 0usize;
    // Sums of at most 255 fit a byte, which lets the compiler count 16 or 32 bytes at a time.
    for chunk in bytes.chunks(255) {
        let (mut p, mut w) = (0u8, 0u8);
        for byte in chunk {
            p = p.wrapping_add(u8::from(byte & 0xC0 != 0x80));
            w = w.wrapping_add(u8::from(*byte >= 0xF0));
        }
        points += usize::from(p);
        wide += usize::from(w);
    }
    Units {
        points: clip(points),
        utf16: clip(points + wide),
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn clip(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str, offset: u32) -> (u32, u32) {
        let position = LineIndex::new(text).position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn every_kind_of_line_end() {
        let text = "a\nbb\r\ncc\rd\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 5);
        let lines: Vec<&str> = (1..=5)
            .map(|line| {
                let range = index.line_range(line);
                &text[range.start as usize..range.end as usize]
            })
            .collect();
        assert_eq!(lines, ["a", "bb", "cc", "d", ""]);
        assert_eq!(at(text, 2), (2, 1));
        assert_eq!(at(text, 6), (3, 1));
        assert_eq!(at(text, 11), (5, 1));
        assert_eq!(at(text, 999), (5, 1));
        assert_eq!(LineIndex::new("").line_count(), 1);
        assert_eq!(at("", 0), (1, 1));
    }

    #[test]
    fn line_ends_across_a_chunk_border() {
        let text = format!("{}\r\n{}\n\nx", "a".repeat(63), "b".repeat(126));
        let index = LineIndex::new(&text);
        assert_eq!(index.line_count(), 4);
        assert_eq!(index.line_range(2), 65..191);
    }

    #[test]
    fn columns_in_points_and_utf16() {
        let text = "я😀b\nк";
        let index = LineIndex::new(text);
        assert_eq!(at(text, 6), (1, 3));
        assert_eq!(index.utf16_column(text, 6), 4);
        // Inside the emoji.
        assert_eq!(at(text, 4), (1, 2));
        assert_eq!(index.offset(text, 1, 3), Some(6));
        assert_eq!(index.offset_utf16(text, 1, 4), Some(6));
        assert_eq!(index.offset_utf16(text, 1, 3), Some(2));
        assert_eq!(index.offset(text, 1, 99), Some(7));
        assert_eq!(index.offset(text, 3, 1), None);
        assert_eq!(index.offset(text, 0, 1), None);
    }

    #[test]
    fn one_line_of_megabytes() {
        let text = "Ж".repeat(3_000_000);
        let index = LineIndex::new(&text);
        for column in (1..3_000_000u32).step_by(29_989) {
            let offset = (column - 1) * 2;
            assert_eq!(index.position(&text, offset), Position { line: 1, column });
            assert_eq!(index.offset(&text, 1, column), Some(offset));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn agrees_with_counting(parts in prop::collection::vec(("[a-zя😀\u{301}字]{0,40}", "(\n|\r|\r\n)"), 0..80)) {
            let text: String = parts.iter().map(|(a, b)| format!("{a}{b}")).collect();
            let index = LineIndex::new(&text);
            let (mut line, mut column, mut utf16) = (1, 1, 1);
            let mut before = ' ';
            for (offset, c) in text.char_indices() {
                // The second half of a `\r\n` belongs to no column that anyone asks for.
                if !(before == '\r' && c == '\n') {
                    let offset = offset as u32;
                    prop_assert_eq!(index.position(&text, offset), Position { line, column });
                    prop_assert_eq!(index.utf16_column(&text, offset), utf16);
                    prop_assert_eq!(index.offset(&text, line, column), Some(offset));
                    prop_assert_eq!(index.offset_utf16(&text, line, utf16), Some(offset));
                }
                if c == '\n' && before == '\r' {
                    // Already counted.
                } else if c == '\n' || c == '\r' {
                    line += 1;
                    column = 1;
                    utf16 = 1;
                } else {
                    column += 1;
                    utf16 += c.len_utf16() as u32;
                }
                before = c;
            }
        }
    }
}

//! Byte offsets in other units, for consumers that count code points or UTF-16 code units.

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OffsetUnit {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode code points, as Python counts.
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

/// Converts offsets of one text. Fast when they come in order: each lookup counts on from the one before.
pub(crate) struct Converter<'a> {
    text: &'a str,
    unit: OffsetUnit,
    byte: usize,
    count: usize,
}

impl<'a> Converter<'a> {
    pub(crate) fn new(text: &'a str, unit: OffsetUnit) -> Self {
        // In ASCII all units are the same.
        let unit = if text.is_ascii() {
            OffsetUnit::Bytes
        } else {
            unit
        };
        Self {
            text,
            unit,
            byte: 0,
            count: 0,
        }
    }

    /// The offset in the unit; past the end it is the end, inside a character it is the character.
    pub(crate) fn at(&mut self, offset: usize) -> usize {
        let offset = self.text.floor_char_boundary(offset);
        if self.unit == OffsetUnit::Bytes {
            return offset;
        }
        if offset < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        let passed = self.text.get(self.byte..offset).unwrap_or("");
        self.count += match self.unit {
            OffsetUnit::Bytes => passed.len(),
            OffsetUnit::CodePoints => passed.chars().count(),
            OffsetUnit::Utf16 => passed.encode_utf16().count(),
        };
        self.byte = offset;
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_counted_in_any_order() {
        let text = "aé🙂b";
        let all = |unit| {
            let mut converter = Converter::new(text, unit);
            [0, 1, 3, 7, 8, 3, 99, 4].map(|offset| converter.at(offset))
        };
        assert_eq!(all(OffsetUnit::Bytes), [0, 1, 3, 7, 8, 3, 8, 3]);
        assert_eq!(all(OffsetUnit::CodePoints), [0, 1, 2, 3, 4, 2, 4, 2]);
        assert_eq!(all(OffsetUnit::Utf16), [0, 1, 2, 4, 5, 2, 5, 2]);
    }
}

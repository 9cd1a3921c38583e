//! JSON that stays on one line for every reader.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// JSON may hold these as they are, but readers that part lines by Unicode cut a record in two at them.
const LINE_ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

pub(super) fn write<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, OneLine))?;
    Ok(())
}

struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(LINE_ENDS) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut after = after.chars();
            if let Some(c) = after.next() {
                write!(writer, "\\u{:04x}", u32::from(c))?;
            }
            rest = after.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn characters_that_end_lines_are_escaped() {
        assert_eq!(
            written("a\u{2028}b\u{2029}\u{85}"),
            r#""a\u2028b\u2029\u0085""#
        );
        assert_eq!(written("\u{b}\u{1e}"), r#""\u000b\u001e""#);
    }

    #[test]
    fn the_rest_is_as_it_was_and_reads_back() {
        for text in ["", "Сергей “Rjabkow”", "\"\\\n\u{2027}\u{84}", "\u{2028}"] {
            assert_eq!(
                serde_json::from_str::<String>(&written(text)).unwrap(),
                text
            );
        }
        assert_eq!(written("Рябков \u{200b}"), "\"Рябков \u{200b}\"");
    }
}

//! Strings of JSON: escapes are characters in the view, and replacements are written in the style of their surroundings.

use std::ops::Range;

use crate::document::view::ViewBuilder;

/// So much of a record around a place shows how it is written.
const AROUND: usize = 4096;

/// Shows the inside of a string.
pub(super) fn show(builder: &mut ViewBuilder, place: Range<usize>) {
    let source = builder.source();
    let mut at = place.start;
    while let Some(rest) = source.get(at..place.end).filter(|rest| !rest.is_empty()) {
        let run = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        builder.copy(at..at + run);
        at += run;
        if let Some((len, c)) = rest.get(run..).and_then(escaped) {
            builder.replace(at..at + len, c.encode_utf8(&mut [0; 4]));
            at += len;
        } else if run == 0 {
            // No JSON reader lets this through.
            builder.copy(at..at + 1);
            at += 1;
        }
    }
}

/// The escape that a text begins with: its length and its character. Half of a pair is no character.
fn escaped(text: &str) -> Option<(usize, char)> {
    let sign = text.strip_prefix('\\')?.chars().next()?;
    let c = match sign {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode(text),
        '"' | '\\' | '/' => sign,
        _ => return None,
    };
    Some((2, c))
}

fn unicode(text: &str) -> Option<(usize, char)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(0)?;
    let units = [Some(first), unit(6)].into_iter().flatten();
    let c = char::decode_utf16(units).next()?;
    let pair = (0xd800..0xdc00).contains(&first) && c.is_ok();
    Some((
        if pair { 12 } else { 6 },
        c.unwrap_or(char::REPLACEMENT_CHARACTER),
    ))
}

/// A replacement as it is written inside a string.
pub(super) fn escape(source: &str, place: Range<usize>, text: &str) -> String {
    let style = Style::around(source, place);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || (style.ascii && !c.is_ascii()) => style.write(c, &mut out),
            c => out.push(c),
        }
    }
    out
}

/// How a record writes characters.
struct Style {
    /// Everything outside of ASCII is escaped.
    ascii: bool,
    /// With capital hexadecimal digits.
    upper: bool,
}

impl Style {
    fn around(source: &str, place: Range<usize>) -> Self {
        let before = source
            .get(source.floor_char_boundary(place.start.saturating_sub(AROUND))..place.start)
            .unwrap_or("");
        let after = source
            .get(place.end..source.floor_char_boundary(place.end + AROUND))
            .unwrap_or("");
        let before = before.rsplit('\n').next().unwrap_or("");
        let after = after.split('\n').next().unwrap_or("");
        let inside = source.get(place).unwrap_or("");
        let mut escapes = [before, inside, after]
            .into_iter()
            .flat_map(|part| part.split("\\u").skip(1))
            .filter_map(|rest| rest.get(..4))
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .peekable();
        let ascii =
            escapes.peek().is_some() && before.is_ascii() && inside.is_ascii() && after.is_ascii();
        let letters = |digits: &str| digits.bytes().find(u8::is_ascii_alphabetic);
        let upper = escapes
            .find_map(letters)
            .is_some_and(|b| b.is_ascii_uppercase());
        Self { ascii, upper }
    }

    fn write(&self, c: char, out: &mut String) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let escape = match self.upper {
                true => format!("\\u{unit:04X}"),
                false => format!("\\u{unit:04x}"),
            };
            out.push_str(&escape);
        }
    }
}

//! Foreign text made fit for a terminal: nothing invisible, nothing that moves the cursor or turns the direction.

use std::borrow::Cow;
use std::fmt::Write as _;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// Text on one line with control characters spelled out: U+202E becomes `<U+202E>`, a line break or tab a space.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\t' | '\n' | '\r' => out.push(' '),
            _ => push(c, &mut out),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// The same with every right-to-left stretch isolated, so that it cannot reorder the words around it.
pub(crate) fn isolated(text: &str) -> Cow<'_, str> {
    let text = plain(text);
    if !text.chars().any(is_right_to_left) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 12);
    let mut rest = text.as_ref();
    while let Some(start) = rest.find(is_right_to_left) {
        let tail = &rest[start..];
        let stop = tail
            .find(|c: char| c.is_alphabetic() && !is_right_to_left(c))
            .unwrap_or(tail.len());
        let end = tail[..stop]
            .char_indices()
            .rfind(|(_, c)| is_right_to_left(*c))
            .map_or(stop, |(at, c)| at + c.len_utf8());
        out.push_str(&rest[..start]);
        out.push(FIRST_STRONG_ISOLATE);
        out.push_str(&tail[..end]);
        out.push(POP_DIRECTIONAL_ISOLATE);
        rest = &tail[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Lines with control characters spelled out, line breaks and tabs kept: for diffs on a terminal.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|c| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r'))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if matches!(c, '\n' | '\t' | '\r') {
            out.push(c)
        } else {
            push(c, &mut out)
        }
    }
    Cow::Owned(out)
}

/// Appends a character, spelled out when it is hidden.
pub(crate) fn push(c: char, out: &mut String) {
    if is_hidden(c) {
        // Writing to a string cannot fail.
        let _ = write!(out, "<U+{:04X}>", u32::from(c));
    } else {
        out.push(c);
    }
}

/// Control characters, directional controls and other characters without a shape. Joiners that scripts need are not among them.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x61C | 0x180E | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F)
}

/// Letters and digits of scripts that run from right to left.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_spelled_out_and_joiners_kept() {
        assert_eq!(plain("a\u{202e}b\u{1b}[31m"), "a<U+202E>b<U+001B>[31m");
        assert_eq!(plain("a\r\nb\tc"), "a b c");
        assert_eq!(plain("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn right_to_left_words_are_isolated_with_the_spaces_between_them() {
        assert_eq!(
            isolated("form of سيرغي ريابكوف; the text"),
            "form of \u{2068}سيرغي ريابكوف\u{2069}; the text"
        );
        assert_eq!(isolated("Рябков"), "Рябков");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_isolates_are_balanced(text in "\\PC*|[\\x00-\\x1f\u{202a}-\u{202e}אب a]*") {
            prop_assert!(!plain(&text).chars().any(is_hidden));
            let shown = isolated(&text);
            let (open, close) = (shown.matches(FIRST_STRONG_ISOLATE).count(), shown.matches(POP_DIRECTIONAL_ISOLATE).count());
            prop_assert_eq!(open, close);
        }
    }
}

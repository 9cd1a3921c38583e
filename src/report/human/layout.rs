//! Columns of a terminal: widths, wrapping, cutting and placing text at the right edge.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Columns that a text takes, character by character, as the drawing of carets counts them.
pub(crate) fn display_width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The text, then spaces up to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!(
        "{text}{}",
        " ".repeat(width.saturating_sub(display_width(text)))
    )
}

/// The text cut to `width` columns at a grapheme boundary, with an ellipsis when something went.
pub(crate) fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if text.len() <= width || display_width(text) <= width {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += display_width(grapheme);
        if used > width.saturating_sub(1) {
            break;
        }
        end = at + grapheme.len();
    }
    Cow::Owned(format!("{}…", text.get(..end).unwrap_or("").trim_end()))
}

/// Lines of at most `width` columns, broken at spaces; words that are too long are broken between graphemes.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let size = display_width(word);
        if used > 0 && used + 1 + size > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if used + size <= width {
            line.push_str(word);
            used += size;
        } else {
            used = push_broken(word, width, used, &mut lines);
        }
    }
    lines
}

fn push_broken(word: &str, width: usize, mut used: usize, lines: &mut Vec<String>) -> usize {
    for grapheme in word.graphemes(true) {
        let size = display_width(grapheme);
        if used > 0 && used + size > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
        }
        used += size;
    }
    used
}

/// Spaces that put a text of `size` columns at the right edge after `used` columns; `None` when there is no room for two.
pub(super) fn gap(used: usize, size: usize, width: usize) -> Option<String> {
    width
        .checked_sub(used + size)
        .filter(|spaces| *spaces >= 2)
        .map(|spaces| " ".repeat(spaces))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_letters_take_two_columns_and_marks_none() {
        assert_eq!(display_width("東京"), 4);
        assert_eq!(display_width("а\u{301}"), 1);
    }

    #[test]
    fn cutting_keeps_graphemes_whole() {
        assert_eq!(cut("Рябко\u{301}в", 6), "Рябко\u{301}в");
        assert_eq!(cut("Рябко\u{301}вич", 6), "Рябко\u{301}…");
        assert_eq!(cut("東京都", 4), "東…");
    }

    #[test]
    fn wrapping_breaks_at_spaces() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("東京都知事", 4), ["東京", "都知", "事"]);
        assert_eq!(wrap("", 4), [""]);
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "\\PC{0,60}", width in 4_usize..40) {
            let lines = wrap(&text, width);
            let kept: String = lines.concat().split(' ').collect();
            let all: String = text.split(' ').collect();
            prop_assert_eq!(kept, all);
            for line in &lines {
                prop_assert!(display_width(line) <= width || line.graphemes(true).count() == 1);
            }
        }

        #[test]
        fn cut_text_fits(text in "\\PC{0,60}", width in 1_usize..40) {
            prop_assert!(display_width(&cut(&text, width)) <= width);
        }
    }
}

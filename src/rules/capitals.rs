//! Where a capital letter says nothing: at the start of a sentence or quotation, and in lines written in Title Case.

use crate::text::span::Span;

/// Words of a line that must be capitalized for each that is not, to call it a line in Title Case.
const TITLE_RATIO: usize = 2;

/// Fewer capitals than this are names, not a headline.
const TITLE_LEAST: usize = 3;

/// Shorter words are small in Title Case as well.
const TITLE_WORD: usize = 4;

/// Bytes on one side of a word beyond which its line is a paragraph.
const LONGEST_TITLE: usize = 600;

/// Whether a word at `at` opens a sentence, a quotation, an item of a list or a line.
pub(crate) fn opens_sentence(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or("");
    let plain = before.trim_end_matches([' ', '\u{a0}', '\t']);
    plain.chars().next_back().is_none_or(|c| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '…'
                | '\n'
                | '\r'
                | '•'
                | '–'
                | '—'
                | '-'
                | '*'
                | '|'
                | '#'
                | '>'
                | '"'
                | '“'
                | '„'
                | '«'
                | '‘'
                | '\''
                | '('
                | '['
        )
    })
}

/// Whether the line around `span` is a headline in Title Case or capitals. The words of `span` itself do not count.
pub(crate) fn is_title_line(text: &str, span: Span) -> bool {
    let Some((before, after)) = short_line_around(text, span) else {
        return false;
    };
    let (mut upper, mut lower) = (0, 0);
    for line in [before, after] {
        let words = line.split(|c: char| !c.is_alphanumeric());
        for word in words.filter(|w| w.chars().count() >= TITLE_WORD) {
            match word.chars().next() {
                Some(c) if c.is_uppercase() => upper += 1,
                Some(c) if c.is_lowercase() => lower += 1,
                _ => {}
            }
        }
    }
    upper >= TITLE_LEAST && upper > TITLE_RATIO * lower
}

/// What stands before and after `span` on its line. A text that is one long line must not be read anew at every word of it.
fn short_line_around(text: &str, span: Span) -> Option<(&str, &str)> {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text.ceil_char_boundary(start.saturating_sub(LONGEST_TITLE));
    let to = text.floor_char_boundary(end.saturating_add(LONGEST_TITLE).min(text.len()));
    let (before, after) = (text.get(from..start)?, text.get(end..to)?);
    let before = match before.rfind('\n') {
        Some(at) => before.get(at + 1..)?,
        None if from > 0 => return None,
        None => before,
    };
    let after = match after.find('\n') {
        Some(at) => after.get(..at)?,
        None if to < text.len() => return None,
        None => after,
    };
    Some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_and_titles() {
        for (text, opens) in [
            ("Treaty", true),
            ("It ended. Treaty", true),
            ("“Treaty", true),
            ("the Treaty", false),
            ("the US, Treaty", false),
        ] {
            let at = text.find("Treaty").unwrap_or(0) as u32;
            assert_eq!(opens_sentence(text, at), opens, "{text}");
        }
        let title = |text: &str| {
            let start = text.find("Open").unwrap_or(0) as u32;
            is_title_line(text, Span::new(start, start + 4))
        };
        assert!(title(
            "First line\nRussia Leaves the Open Treaty for Good\n"
        ));
        assert!(!title("First Line\nRussia leaves the Open treaty for good"));
        assert!(!title("an Open end"));
        // A whole article on one line is no headline.
        let long = "Russia Leaves the Treaty for Good ".repeat(100);
        assert!(!title(&format!("{long} Open {long}")));
    }
}

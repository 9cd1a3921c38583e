//! What stands on either side of a place.

use crate::text::script::{Script, script_of};

/// The character before `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at `at`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// What stands beside one of these is for `quote-spacing` to judge.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// Spaces that stand inside a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Scripts that put no spaces between words.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
        && (matches!(script_of(c), Script::HANI | Script::HIRA | Script::KANA)
            || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'))
}

/// Letters of alphabets, not ideographs.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_wide(c)
}

/// Whether a word, number or bracket may end with this character.
pub(super) fn ends_word(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || matches!(c, ')' | ']' | '%')
}

/// The word that ends at `at`: letters only. Bounded, for lines without spaces.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let part = text.get(..at).unwrap_or("");
    let length: usize = part
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|c| is_letter(*c))
        .map(char::len_utf8)
        .sum();
    part.get(part.len() - length..).unwrap_or("")
}

/// The word that starts at `at`: letters only.
pub(super) fn word_after(text: &str, at: usize) -> &str {
    let part = text.get(at..).unwrap_or("");
    let length: usize = part
        .chars()
        .take(LONGEST)
        .take_while(|c| is_letter(*c))
        .map(char::len_utf8)
        .sum();
    part.get(..length).unwrap_or("")
}

/// Longer runs of letters are no words.
const LONGEST: usize = 64;

pub(super) fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

pub(super) fn is_lower(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_lowercase)
}

/// Whether the word at `start` stands free: after a space, an opening sign or at the start of a line.
pub(super) fn is_free(text: &str, start: usize) -> bool {
    before(text, start).is_none_or(|c| {
        c.is_whitespace() || is_quote(c) || matches!(c, '(' | '[' | '-' | '–' | '—' | '‑')
    })
}

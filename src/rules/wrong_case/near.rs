//! Words beside a word, and the size of first letters.

use crate::finding::Edit;
use crate::text::span::Span;

/// A word near another, in the same line.
#[derive(Clone, Copy)]
pub(super) struct Near<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
}

/// Letters and figures of one word; longer runs are no words.
const LONGEST: usize = 40;

/// The word before `at`, when only spaces stand between.
pub(super) fn word_before(text: &str, at: usize) -> Option<Near<'_>> {
    let head = text.get(..at)?;
    let trimmed = head.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    if trimmed.len() == head.len() {
        return None;
    }
    back(text, trimmed.len())
}

/// The word that ends at `end`.
pub(super) fn back(text: &str, end: usize) -> Option<Near<'_>> {
    let head = text.get(..end)?;
    let letters = head.chars().rev().take(LONGEST);
    let length: usize = letters
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    let start = end - length;
    (length > 0).then_some(Near {
        text: head.get(start..)?,
        start,
        end,
    })
}

/// The word after `at`, when only spaces stand between.
pub(super) fn word_after(text: &str, at: usize) -> Option<Near<'_>> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if trimmed.len() == rest.len() {
        return None;
    }
    let start = text.len() - trimmed.len();
    let letters = trimmed.chars().take(LONGEST);
    let length: usize = letters
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    (length > 0).then_some(Near {
        text: trimmed.get(..length)?,
        start,
        end: start + length,
    })
}

pub(super) fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// A day of a month: 8, 08, 21st, 1er.
pub(super) fn is_day(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let number = word.get(..digits).and_then(|d| d.parse::<u32>().ok());
    let ending = word.get(digits..).unwrap_or("");
    number.is_some_and(|n| (1..=31).contains(&n))
        && digits <= 2
        && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "o")
}

pub(super) fn is_year(word: &str) -> bool {
    is_digits(word) && word.len() == 4 && matches!(word.as_bytes().first(), Some(b'1' | b'2'))
}

/// The word with a large first letter.
pub(super) fn raised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The word with a small first letter.
pub(super) fn lowered(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

/// An edit of the bytes `start..end`.
pub(super) fn edit(start: usize, end: usize, text: String) -> Option<Edit> {
    let span = Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?);
    Some(Edit { span, text })
}

//! Single curly marks, paired within a paragraph, told from apostrophes by their neighbours.

use super::between;
use crate::text::span::Span;

/// Pairs the single marks of one paragraph: `‘` that opens a word with the `’` that can only close it.
pub(super) fn pair(part: &str, from: usize, quoted: &mut Vec<Span>, broken: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    // A closing mark that may as well be the apostrophe of a plural (`the ministers’ talks`).
    let mut doubtful: Option<usize> = None;
    let mut pairs = true;
    for at in memchr::memchr_iter(0xe2, part.as_bytes()) {
        let (before, after) = neighbours(part, at, '‘');
        match part.get(at..).and_then(|t| t.chars().next()) {
            Some('‘') if begins(before) && after.is_some_and(is_content) => {
                match (open, doubtful.take()) {
                    (Some(start), Some(end)) => quoted.push(between(from + start, from + end)),
                    (Some(_), None) => pairs = false,
                    (None, _) => {}
                }
                open = Some(at + '‘'.len_utf8());
            }
            Some('’') if before.is_some_and(|c| !c.is_whitespace()) && ends(after) => {
                let Some(start) = open else { continue };
                if doubtful.is_some() {
                    pairs = false;
                } else if before.is_some_and(|c| matches!(c, 's' | 'S')) {
                    doubtful = Some(at);
                    continue;
                } else {
                    quoted.push(between(from + start, from + at));
                }
                (open, doubtful) = (None, None);
            }
            _ => {}
        }
    }
    match (open, doubtful) {
        (Some(start), Some(end)) => quoted.push(between(from + start, from + end)),
        (Some(_), None) => pairs = false,
        (None, _) => {}
    }
    if !pairs {
        broken.push(between(from, from + part.len()));
    }
}

/// The characters on both sides of the mark `c` at `at`.
fn neighbours(part: &str, at: usize, c: char) -> (Option<char>, Option<char>) {
    (
        part.get(..at).and_then(|t| t.chars().next_back()),
        part.get(at + c.len_utf8()..).and_then(|t| t.chars().next()),
    )
}

/// Whether a quotation may begin after this character.
fn begins(before: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '—' | '–' | '-' | '/' | '"' | '“' | '„' | '«' | '‘' | '\''
            )
    })
}

/// Whether a quotation may end before this character.
fn ends(after: Option<char>) -> bool {
    after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '‘' | '“' | '„' | '«'))
}

/// Whether a quotation may have this as its first character.
fn is_content(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '(' | '[' | '…' | '"' | '“' | '‘' | '\'' | '#' | '@' | '$' | '¿' | '¡'
        )
}

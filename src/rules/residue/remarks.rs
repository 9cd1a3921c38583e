//! Lines that are not the article's: remarks of a translation program, code of a page, text that waits to be replaced.

use memchr::memmem;

use super::{Leftover, ahead, before};
use crate::lang::residue::Residue;

/// A remark is not longer, in bytes.
const LONGEST_REMARK: usize = 160;
/// An opener is not longer, in bytes.
const LONGEST_OPENER: usize = 64;
/// Signs of Markdown around a remark.
const DRESS: [char; 10] = ['*', '_', '#', '"', '“', '«', '„', '>', ' ', '\u{A0}'];

/// Remarks that open a paragraph, and text that waits to be replaced.
pub(super) fn find<'a>(
    text: &str,
    paragraphs: impl Iterator<Item = (usize, usize)> + 'a,
    residue: &Residue,
) -> Vec<Leftover> {
    let mut found: Vec<Leftover> = paragraphs
        .filter_map(|(start, end)| remark(text, start, end, residue))
        .collect();
    for words in &residue.fillers {
        found.extend(
            memmem::find_iter(text.as_bytes(), words).filter_map(|at| filler(text, at, words)),
        );
    }
    found
}

fn remark(text: &str, start: usize, end: usize, residue: &Residue) -> Option<Leftover> {
    let part = text.get(start..end)?;
    let line = part.lines().next()?;
    let bare = line.trim_matches(DRESS);
    let short = line.len() <= LONGEST_REMARK && bare.ends_with([':', '：', ']']);
    let opens_remark = |bare: &str| {
        let end = bare.floor_char_boundary(LONGEST_OPENER);
        let head = bare.get(..end).unwrap_or("");
        residue.opens_remark(&head.to_lowercase())
    };
    let (from, len, what) = if short && opens_remark(bare) {
        let from = start + line.len() - line.trim_start().len();
        (from, line.trim().len(), "a remark of a translation program")
    } else if residue.opens_model(bare) {
        let from = start + (line.len() - line.trim_start_matches(DRESS).len());
        let sentence = bare.find('.').map_or(bare.len(), |n| n + 1);
        let len = bare.floor_char_boundary(sentence.min(LONGEST_REMARK));
        (from, len, "a remark of a language model")
    } else {
        return None;
    };
    Some(Leftover::new(from, from + len, what))
}

/// The line around a place, within reach.
pub(super) fn line_at(text: &str, at: usize) -> (usize, usize) {
    const REACH: usize = 400;
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let start = text
        .get(from..at)
        .and_then(|t| t.rfind('\n'))
        .map_or(from, |n| from + n + 1);
    let rest = ahead(text, at, REACH);
    let end = at + rest.find(['\n', '\r']).unwrap_or(rest.len());
    (start, end)
}

/// A line of a script or of a style sheet.
pub(super) fn code(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let (start, end) = line_at(text, at);
    let line = text.get(start..end)?;
    // `window.data` is code; the end of a sentence is a window and a space.
    let member = |at: usize, word: &str| {
        let next = line.get(at + word.len()..).and_then(|t| t.chars().next());
        !word.ends_with('.') || next.is_some_and(|c| c.is_ascii_lowercase())
    };
    let word = residue
        .code
        .iter()
        .filter_map(|word| line.find(word.as_str()).filter(|at| member(*at, word)))
        .min();
    let Some(word) = word else {
        return style(line, at - start, residue).map(|from| {
            Leftover::new(
                start + from,
                start + line.trim_end().len(),
                "a style of a web page",
            )
        });
    };
    let bracketed = ["{", "();", ");", "];"].iter().any(|b| line.contains(b));
    let alone = before(text, start + word).is_none_or(|c| !c.is_alphanumeric());
    (bracketed && alone).then(|| {
        Leftover::new(
            start + word,
            start + line.trim_end().len(),
            "code of a web page",
        )
    })
}

/// Where a line of a style sheet begins: `.post-title { font-size: 14px; }`.
fn style(line: &str, brace: usize, residue: &Residue) -> Option<usize> {
    let body = line.get(brace..)?.strip_prefix('{')?;
    let (name, value) = body
        .get(..body.find(['}', '{']).unwrap_or(body.len()))?
        .split_once(':')?;
    let listed = residue
        .properties
        .binary_search_by(|p| p.as_str().cmp(name.trim()))
        .is_ok();
    // The selector: a word of its own, or several that commas part.
    let head = line.get(..brace)?.trim_end();
    let selector = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '#' | '-' | '_' | ',' | ':' | '>' | '*' | '@')
    };
    let from = head.rfind(|c: char| !selector(c)).map_or(0, |n| {
        n + head
            .get(n..)
            .and_then(|t| t.chars().next())
            .map_or(1, char::len_utf8)
    });
    (listed && value.contains([';', '%', '#']) && from < head.len()).then_some(from)
}

fn filler(text: &str, at: usize, word: &str) -> Option<Leftover> {
    // XXPLACEHOLDER1XX is one mark.
    let mark = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let left = text
        .get(..at)?
        .chars()
        .rev()
        .take_while(|c| mark(*c))
        .count();
    let tail = text.get(at + word.len()..)?;
    let right = tail.find(|c: char| !mark(c)).unwrap_or(tail.len());
    Some(Leftover::new(
        at - left,
        at + word.len() + right,
        "text that waits to be replaced",
    ))
}

//! Lines that are not the article's: remarks of a translation program, code of a page, text that waits to be replaced, fences.

use memchr::memmem;

use super::{Leftover, ahead, before};
use crate::finding::Applicability;
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
fn line_at(text: &str, at: usize) -> (usize, usize) {
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
        .min()?;
    let bracketed = line.contains('{') || line.contains("();") || line.contains(");");
    let alone = before(text, start + word).is_none_or(|c| !c.is_alphanumeric());
    (bracketed && alone).then(|| {
        Leftover::new(
            start + word,
            start + line.trim_end().len(),
            "code of a web page",
        )
    })
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

/// `**so**` in plain text.
pub(super) fn emphasis(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at + 2, 120);
    let inside = rest.get(..rest.find("**")?)?;
    let bad = inside.contains(['\n', '*']) || inside.ends_with(' ') || inside.is_empty();
    // Letters that are left out: d**n, f**k.
    let inside_word =
        before(text, at).is_some_and(char::is_alphanumeric) || before(text, at) == Some('*');
    if bad || inside_word || rest.get(inside.len() + 2..)?.starts_with('*') || is_markdown(text) {
        return None;
    }
    Some(Leftover {
        doubtful: true,
        ..Leftover::new(at, at + inside.len() + 4, "emphasis of Markdown")
            .repaired(inside, Applicability::Unsafe)
    })
}

/// Whether the text is written in Markdown throughout: it has headings or links.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let marks = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&marks) && line.get(marks..).is_some_and(|t| t.starts_with(' '))
    };
    text.contains("](http") || text.lines().any(heading)
}

/// A fence around prose: a language model gave its answer as a block of code.
pub(super) fn fence(text: &str, at: usize) -> Option<Leftover> {
    let (start, end) = line_at(text, at);
    let line = text.get(start..end)?.trim();
    let word = line.strip_prefix("```")?;
    let label = matches!(
        word,
        "" | "text" | "txt" | "markdown" | "md" | "plaintext" | "translation" | "html"
    );
    // The first fence opens the text, or the last one ends it.
    let first = text.get(..start)?.trim().is_empty();
    let last = text.get(end..)?.trim().is_empty() && text.trim_start().starts_with("```");
    (label && (first || last)).then(|| Leftover::new(at, end, "a fence of Markdown"))
}

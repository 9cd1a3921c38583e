//! Marks of Markdown in plain text: emphasis, links, headings, fences. In a text that is Markdown throughout they are at home.

use super::remarks::line_at;
use super::{Leftover, ahead, before};
use crate::finding::Applicability;

/// A link with its address is not longer.
const LONGEST_LINK: usize = 600;
/// Headings, links and fences from which on a text is written in Markdown.
const THROUGHOUT: usize = 3;
/// Marks of the deepest heading.
const DEEPEST: usize = 6;

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

/// Whether the text is written in Markdown throughout: it has several headings, links and fences.
fn is_markdown(text: &str) -> bool {
    let links = memchr::memmem::find_iter(text.as_bytes(), "](").take(THROUGHOUT);
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let marked = std::iter::once(0).chain(lines).filter(|at| {
        let line = text.get(*at..).unwrap_or("");
        marks_of_heading(line).is_some() || line.starts_with("```")
    });
    links.count() + marked.take(THROUGHOUT).count() >= THROUGHOUT
}

/// How many bytes the marks of a heading and their space take.
fn marks_of_heading(line: &str) -> Option<usize> {
    let marks = line
        .bytes()
        .take(DEEPEST + 1)
        .take_while(|b| *b == b'#')
        .count();
    let spaced = line.get(marks..).is_some_and(|t| t.starts_with(' '));
    ((1..=DEEPEST).contains(&marks) && spaced).then_some(marks + 1)
}

/// `## Title`.
pub(super) fn heading(text: &str, at: usize) -> Option<Leftover> {
    let len = marks_of_heading(ahead(text, at, DEEPEST + 2))?;
    let opens = before(text, at).is_none_or(|c| matches!(c, '\n' | '\r'));
    let titled = text
        .get(at + len..)?
        .starts_with(|c: char| c.is_alphanumeric() || "\"“«„*[".contains(c));
    if !opens || !titled || is_markdown(text) {
        return None;
    }
    Some(
        Leftover::new(at, at + len, "a mark of a heading in Markdown")
            .repaired("", Applicability::Unsafe),
    )
}

/// `[text](https://example.org)`.
pub(super) fn link(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at + 1, LONGEST_LINK);
    let inside = rest.get(..rest.find(']')?)?;
    let address = rest.get(inside.len() + 1..)?.strip_prefix('(')?;
    let known = ["http://", "https://", "www.", "mailto:", "/", "#"]
        .iter()
        .any(|open| address.starts_with(open));
    let address = address.get(..address.find(')')?)?;
    if !known
        || inside.is_empty()
        || inside.contains('\n')
        || address.contains([' ', '\n'])
        || is_markdown(text)
    {
        return None;
    }
    let image = before(text, at) == Some('!');
    let start = at - usize::from(image);
    let end = at + 1 + inside.len() + 2 + address.len() + 1;
    let found = Leftover::new(start, end, "a link of Markdown");
    Some(if image {
        found
    } else {
        found.repaired(inside, Applicability::Unsafe)
    })
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
    // One without another opens and closes nothing.
    let lone = memchr::memmem::find_iter(text.as_bytes(), "```")
        .nth(1)
        .is_none();
    (label && (first || last || lone)).then(|| Leftover::new(at, end, "a fence of Markdown"))
}

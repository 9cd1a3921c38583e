//! Plain text: paragraphs between blank lines are the segments.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::{Format, FormatOptions, Parsed};
use crate::document::decode::SourceText;
use crate::document::view::{View, ViewBuilder};
use crate::document::{Document, Segment};
use crate::text::span::Span;

/// Longer paragraphs are cut at a line end, so that memory stays flat on files without blank lines.
const LONGEST: usize = 64 * 1024;

/// Plain text.
pub(crate) struct Plain;

/// Begins a comment that is meant for this program; any other stands in the text as it is.
const COMMENT: &str = "<!--";
const OURS: &str = "exonym";
const COMMENT_END: &str = "-->";

impl Format for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn parse(&self, source: Arc<SourceText>, _: &FormatOptions) -> Parsed {
        let (view, comments) = without_comments(&source.text);
        let segments = paragraphs(view.text(&source.text));
        let document = Document::of_view(source, view, segments, Vec::new());
        Parsed::one(document, comments)
    }

    fn escape(&self, _: &str, _: Range<usize>, text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn comment(&self, text: &str) -> Option<String> {
        Some(format!("<!-- {text} -->"))
    }
}

/// A text in memory as one document.
pub(crate) fn document(text: &str) -> Document {
    let segments = paragraphs(text);
    Document::new(SourceText::from(text.to_owned()), segments)
}

/// The text without comments for this program, and the inside of each. A comment with its line to itself takes the line along.
pub(crate) fn without_comments(text: &str) -> (View, Vec<Span>) {
    let mut comments = Vec::new();
    let mut builder = ViewBuilder::new(text);
    let mut done = 0;
    for start in memmem::find_iter(text.as_bytes(), COMMENT) {
        let Some(rest) = text.get(start..).filter(|_| start >= done) else {
            continue;
        };
        let inside = rest.get(COMMENT.len()..).unwrap_or("").trim_start();
        if !inside.starts_with(OURS) {
            continue;
        }
        let Some(len) = memmem::find(rest.as_bytes(), COMMENT_END.as_bytes()) else {
            break;
        };
        comments.push(Span::new((start + 4) as u32, (start + len) as u32));
        let whole = with_line(text, start..start + len + COMMENT_END.len());
        builder.copy(done..whole.start);
        done = whole.end;
    }
    if comments.is_empty() {
        return (View::whole(), comments);
    }
    builder.copy(done..text.len());
    (builder.finish(), comments)
}

/// The range with the rest of its line, when nothing else stands there.
fn with_line(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let start = before.trim_end_matches([' ', '\t']).len();
    let rest = after.trim_start_matches([' ', '\t']);
    let line_end = match rest {
        "" => Some(0),
        _ if rest.starts_with("\r\n") => Some(2),
        _ if rest.starts_with(['\n', '\r']) => Some(1),
        _ => None,
    };
    let first = start == 0 || text.get(..start).is_some_and(|t| t.ends_with(['\n', '\r']));
    match line_end {
        Some(len) if first => start..text.len() - rest.len() + len,
        _ => range,
    }
}

/// Paragraph spans without the blank lines around them.
pub(super) fn paragraphs(text: &str) -> Vec<Segment> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let (mut start, mut line) = (0usize, 0usize);
    let mut push = |start: usize, end: usize| {
        if start < end {
            out.push(Segment {
                span: Span::new(start as u32, end as u32),
                ..Segment::default()
            });
        }
    };
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .map(|at| at + 1)
        .chain(std::iter::once(text.len()));
    for end in ends {
        let content = bytes.get(line..end).unwrap_or_default();
        let blank = content.iter().all(u8::is_ascii_whitespace);
        if blank && !content.is_empty() && !is_second_half(bytes, line, end) {
            push(start, line);
            start = end;
        } else if start == line && is_second_half(bytes, line, end) {
            start = end;
        } else if end - start > LONGEST {
            push(start, end);
            start = end;
        }
        line = end;
    }
    push(start, text.len());
    out
}

/// The line feed of a CR LF pair is not a blank line of its own.
fn is_second_half(bytes: &[u8], line: usize, end: usize) -> bool {
    end == line + 1
        && bytes.get(line) == Some(&b'\n')
        && line > 0
        && bytes.get(line - 1) == Some(&b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text)
            .iter()
            .map(|s| s.span.slice(text).trim_end())
            .collect()
    }

    #[test]
    fn paragraphs_end_at_blank_lines() {
        assert_eq!(split("a\nb\n\nc\n"), ["a\nb", "c"]);
        assert_eq!(split("a\r\nb\r\n\r\nc"), ["a\r\nb", "c"]);
        assert_eq!(split("a\n \t\nb"), ["a", "b"]);
        assert!(split("\n\n").is_empty());
    }

    #[test]
    fn comments_for_this_program_are_no_text() {
        let shown = |text: &str| {
            let (view, comments) = without_comments(text);
            let inside: Vec<String> = comments
                .iter()
                .map(|s| s.slice(text).trim().to_owned())
                .collect();
            (view.text(text).to_owned(), inside.join("|"))
        };
        let line =
            "One\n<!-- exonym: ignore-next a -->\r\ntwo <!-- exonym: b --> three <!-- other -->";
        assert_eq!(
            shown(line),
            (
                "One\ntwo  three <!-- other -->".to_owned(),
                "exonym: ignore-next a|exonym: b".to_owned()
            )
        );
        assert_eq!(shown("<!-- exonym: open").0, "<!-- exonym: open");
        assert_eq!(
            shown("a\n<!--exonym: b-->").1,
            "exonym: b",
            "spaces do not matter"
        );
    }

    #[test]
    fn segments_cover_all_text_in_order() {
        let text = format!("{}\n", "word ".repeat(12)).repeat(5000);
        let segments = paragraphs(&text);
        assert!(segments.len() > 3);
        assert!(
            segments
                .windows(2)
                .all(|w| w[0].span.end <= w[1].span.start)
        );
    }
}

//! Plain text: paragraphs between blank lines are the segments.

use super::Format;
use crate::document::decode::SourceText;
use crate::document::{Document, Segment};
use crate::text::span::Span;

/// Longer paragraphs are cut at a line end, so that memory stays flat on files without blank lines.
const LONGEST: usize = 64 * 1024;

/// Plain text.
pub(crate) struct Plain;

impl Format for Plain {
    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn parse(&self, source: SourceText) -> Document {
        let segments = paragraphs(&source.text);
        Document::new(source, segments)
    }

    fn escape(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Paragraph spans without the blank lines around them.
fn paragraphs(text: &str) -> Vec<Segment> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let (mut start, mut line) = (0usize, 0usize);
    let mut push = |start: usize, end: usize| {
        if start < end {
            out.push(Segment {
                span: Span::new(start as u32, end as u32),
                language: None,
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

//! Findings with everything a reporter needs: positions, the line, the text after the fix.
//!
//! Computed once a file. Nothing is copied from the text but the preview of a fix, so a line of ten megabytes costs nothing here.

use std::ops::Range;

use super::Reported;
use crate::finding::{Finding, Fix};
use crate::text::line_index::{LineIndex, Position};
use crate::text::span::Span;

/// The findings of one file, drawable.
pub(crate) struct ResolvedFile<'a> {
    pub path: &'a str,
    pub findings: Vec<ResolvedFinding<'a>>,
    text: &'a str,
    index: LineIndex,
}

impl ResolvedFile<'_> {
    /// Line and column of an offset, such as the end of an edit.
    pub(super) fn position(&self, offset: u32) -> Position {
        self.index.position(self.text, offset)
    }

    /// A fix as one replacement; nothing when its edits stand on several lines.
    pub(super) fn joined(&self, fix: &Fix) -> Option<(Span, String)> {
        let (first, last) = (fix.edits.first()?, fix.edits.last()?);
        if self.index.line(first.span.start) != self.index.line(last.span.end) {
            return None;
        }
        let mut joined = String::new();
        let mut at = first.span.start as usize;
        for edit in &fix.edits {
            joined.push_str(self.text.get(at..edit.span.start as usize)?);
            joined.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        Some((Span::new(first.span.start, last.span.end), joined))
    }

    /// Line and column of an offset with columns in bytes, both from 1.
    pub(super) fn byte_position(&self, offset: u32) -> Position {
        let line = self.index.line(offset);
        let start = self.index.line_range(line).start;
        Position {
            line,
            column: offset.saturating_sub(start).saturating_add(1),
        }
    }
}

/// One occurrence, drawable.
pub(crate) struct ResolvedFinding<'a> {
    pub finding: &'a Finding,
    /// Where it starts: 1-based line and column in code points.
    pub start: Position,
    /// The position just behind it.
    pub end: Position,
    /// The whole first line it touches, without terminator.
    pub line: &'a str,
    /// The bytes of `line` that belong to it; on character boundaries.
    pub mark: Range<usize>,
    /// What would stand in its place after the fix.
    pub fixed: Option<String>,
}

/// Adds positions and lines to the findings of a file that are to be shown.
pub(crate) fn resolve<'a>(file: &Reported<'a>, suppressed: bool) -> ResolvedFile<'a> {
    let index = LineIndex::new(file.text);
    let findings = file
        .findings
        .iter()
        .filter(|finding| suppressed || finding.suppression.is_none())
        .map(|finding| resolve_one(finding, file.text, &index))
        .collect();
    ResolvedFile {
        path: file.path,
        findings,
        text: file.text,
        index,
    }
}

/// The fix a finding really offers: with two or more suggestions there is none.
pub(crate) fn offered_fix(finding: &Finding) -> Option<&Fix> {
    finding
        .fix
        .as_ref()
        .filter(|_| finding.suggestions.len() < 2)
}

fn resolve_one<'a>(finding: &'a Finding, text: &'a str, index: &LineIndex) -> ResolvedFinding<'a> {
    let (start, end) = (
        text.floor_char_boundary(finding.span.start as usize),
        text.floor_char_boundary(finding.span.end as usize),
    );
    let position = index.position(text, offset(start));
    let range = index.line_range(position.line);
    let line = text
        .get(range.start as usize..range.end as usize)
        .unwrap_or("");
    let inside = |at: usize| at.saturating_sub(range.start as usize).min(line.len());
    ResolvedFinding {
        finding,
        start: position,
        end: index.position(text, offset(end)),
        line,
        mark: inside(start)..inside(end.max(start)),
        fixed: offered_fix(finding).and_then(|fix| match &finding.reading {
            // With markup between, the new words are shown without it.
            Some(_) if !finding.suggestions.is_empty() => finding.suggestions.first().cloned(),
            _ => preview(text, finding.span, fix),
        }),
    }
}

/// The text of the finding after its edits; `None` when the edits are elsewhere or do not fit together.
pub(crate) fn preview(text: &str, span: Span, fix: &Fix) -> Option<String> {
    let in_place = fix.edits.iter().all(|edit| edit.span.part.is_root()) && span.part.is_root();
    let first = fix.edits.first().filter(|_| in_place)?;
    let main = fix
        .edits
        .iter()
        .find(|edit| edit.span.start < span.end && span.start < edit.span.end)
        .unwrap_or(first);
    let mut from = first.span.start.min(span.start) as usize;
    let mut to = fix
        .edits
        .iter()
        .map(|edit| edit.span.end)
        .max()?
        .max(span.end) as usize;
    // An edit far away, such as an article in the sentence before, would drag in all that lies between: the main edit is shown alone.
    if to.saturating_sub(from) > span.range().len() + 40 {
        (from, to) = (main.span.start as usize, main.span.end as usize);
    }
    let mut after = String::new();
    let mut at = from;
    for edit in fix
        .edits
        .iter()
        .filter(|edit| edit.span.start as usize >= from && edit.span.end as usize <= to)
    {
        after.push_str(text.get(at..edit.span.start as usize)?);
        after.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    after.push_str(text.get(at..to)?);
    Some(after)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, with_fix};
    use super::*;
    use crate::finding::{Applicability, Edit};

    #[test]
    fn columns_are_code_points_and_lines_lose_their_end() {
        let text = "eins\r\nпро Rjabkow и\u{301} да\r\n";
        let findings = [finding(text, "Rjabkow")];
        let file = resolve(
            &Reported {
                path: "a.txt",
                text,
                findings: &findings,
            },
            false,
        );
        let found = &file.findings[0];
        assert_eq!((found.start.line, found.start.column), (2, 5));
        assert_eq!((found.end.line, found.end.column), (2, 12));
        assert_eq!(&found.line[found.mark.clone()], "Rjabkow");
        assert_eq!(found.line, "про Rjabkow и\u{301} да");
    }

    #[test]
    fn a_span_over_two_lines_is_marked_on_the_first() {
        let text = "Sergej\nRjabkow";
        let findings = [finding(text, "Sergej\nRjabkow")];
        let file = resolve(
            &Reported {
                path: "a.txt",
                text,
                findings: &findings,
            },
            false,
        );
        assert_eq!(
            &file.findings[0].line[file.findings[0].mark.clone()],
            "Sergej"
        );
        assert_eq!(file.findings[0].end.line, 2);
    }

    #[test]
    fn a_span_out_of_range_does_no_harm() {
        let mut found = finding("é", "é");
        found.span = Span::new(1, 99);
        let findings = [found];
        let file = resolve(
            &Reported {
                path: "a.txt",
                text: "é",
                findings: &findings,
            },
            false,
        );
        assert_eq!(file.findings[0].mark, 0..2);
    }

    #[test]
    fn the_preview_shows_the_repaired_article_too() {
        let text = "an Rjabkow aide";
        let mut found = with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov");
        if let Some(fix) = &mut found.fix {
            fix.edits.insert(
                0,
                Edit {
                    span: Span::new(0, 2),
                    text: "a".to_owned(),
                },
            );
        }
        let findings = [found];
        let file = resolve(
            &Reported {
                path: "a.txt",
                text,
                findings: &findings,
            },
            false,
        );
        assert_eq!(file.findings[0].fixed.as_deref(), Some("a Ryabkov"));
    }
}

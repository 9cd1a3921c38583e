//! Edits of a view → edits of the file. Markup is never touched: an edit that spans some is cut into words.

use super::Format;
use crate::document::decode::SourceText;
use crate::document::view::View;
use crate::finding::Edit;
use crate::text::span::Span;

/// The edits as they are written in the file; `None` when one of them cannot be written without touching markup.
pub(crate) fn write_back(
    view: &View,
    source: &str,
    format: &dyn Format,
    edits: &[Edit],
) -> Option<Vec<Edit>> {
    let mut out = Vec::with_capacity(edits.len());
    for edit in edits {
        let pieces = match view.is_unbroken(edit.span) {
            true => vec![edit.clone()],
            false => cut(view, view.text(source), edit)?,
        };
        for piece in pieces {
            let span = placed(view, source, piece.span);
            // Text that stands nowhere in the file cannot be replaced there.
            if span.start == span.end && piece.span.start < piece.span.end {
                return None;
            }
            let place = span.start as usize..span.end as usize;
            let text = format.escape(source, place, &piece.text)?;
            out.push(Edit { span, text });
        }
    }
    Some(out)
}

/// The text with a reference for every character that the encoding of the file has not, where the format knows a way.
pub(crate) fn with_references(file: &SourceText, format: &dyn Format, text: String) -> String {
    if text.is_ascii() || text.chars().all(|c| file.can_hold(c)) {
        return text;
    }
    let written = |c: char| match file.can_hold(c) {
        true => c.to_string(),
        false => format.reference(c).unwrap_or_else(|| c.to_string()),
    };
    text.chars().map(written).collect()
}

/// Where a stretch of the view stands in the file. A place between two characters is beside one of them, not beyond the markup
/// that may stand between.
fn placed(view: &View, source: &str, span: Span) -> Span {
    if span.start < span.end || view.is_whole() {
        return view.source_span(span);
    }
    let (before, after) = view
        .text(source)
        .split_at_checked(span.start as usize)
        .unwrap_or_default();
    let before = before.chars().next_back().filter(|c| *c != '\n');
    let before = before.map(|c| Span {
        start: span.start - c.len_utf8() as u32,
        ..span
    });
    let after = after.chars().next().map(|c| Span {
        end: span.end + c.len_utf8() as u32,
        ..span
    });
    let end = |at: Span| Span {
        start: at.end,
        ..at
    };
    let start = |at: Span| Span {
        end: at.start,
        ..at
    };
    let stands = |at: Option<Span>| {
        at.map(|at| view.source_span(at))
            .filter(|at| !at.is_empty())
    };
    let beside = stands(before).map(end).or(stands(after).map(start));
    beside.unwrap_or_else(|| view.source_span(span))
}

/// Smaller edits that together do the same, each inside one run of the file.
fn cut(view: &View, text: &str, edit: &Edit) -> Option<Vec<Edit>> {
    let core = trimmed(text, edit);
    if view.is_unbroken(core.span) {
        return Some(vec![core]);
    }
    let old = words(edit.span.slice(text));
    let new = words(&edit.text);
    if old.len() != new.len() {
        return None;
    }
    let mut pieces = Vec::new();
    let mut at = edit.span.start;
    for (old, new) in old.into_iter().zip(new) {
        let span = Span {
            start: at,
            end: at + old.len() as u32,
            ..edit.span
        };
        at = span.end;
        if old != new {
            let piece = trimmed(
                text,
                &Edit {
                    span,
                    text: new.to_owned(),
                },
            );
            pieces.push(Some(piece).filter(|piece| view.is_unbroken(piece.span))?);
        }
    }
    Some(pieces)
}

/// The edit without the characters at its ends that stay as they are.
fn trimmed(text: &str, edit: &Edit) -> Edit {
    let old = edit.span.slice(text);
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum()
    };
    let head = same(&mut old.chars().zip(edit.text.chars()));
    let (old, new) = (
        old.get(head..).unwrap_or(""),
        edit.text.get(head..).unwrap_or(""),
    );
    let tail = same(&mut old.chars().rev().zip(new.chars().rev()));
    let span = Span {
        start: edit.span.start + head as u32,
        end: edit.span.end - tail as u32,
        ..edit.span
    };
    let text = new.get(..new.len() - tail).unwrap_or("").to_owned();
    Edit { span, text }
}

/// Words and the spaces between them, in turn.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut last: Option<bool> = None;
    for (at, c) in text.char_indices() {
        let space = c.is_whitespace();
        if last.is_some_and(|last| last != space) {
            out.push(text.get(start..at).unwrap_or(""));
            start = at;
        }
        last = Some(space);
    }
    out.push(text.get(start..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::super::plain::Plain;
    use super::*;
    use crate::document::view::ViewBuilder;

    /// Edits of `Vice <b>Sergej</b> Rjab<i>kow</i> spoke` that make `new` of `old`.
    fn written(old: &str, new: &str) -> Option<String> {
        let source = "Vice <b>Sergej</b> Rjab<i>kow</i> spoke";
        let mut builder = ViewBuilder::new(source);
        for range in [0..5, 8..14, 18..23, 26..29, 33..39] {
            builder.copy(range);
        }
        let view = builder.finish();
        let at = view.text(source).find(old).expect("it stands there") as u32;
        let edit = Edit {
            span: Span::new(at, at + old.len() as u32),
            text: new.to_owned(),
        };
        let mut edits = write_back(&view, source, &Plain, &[edit])?;
        edits.sort();
        let mut out = source.to_owned();
        for edit in edits.iter().rev() {
            out.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        Some(out)
    }

    #[test]
    fn edits_are_cut_around_markup() {
        assert_eq!(
            written("Sergej Rjab", "Sergei Ryab").as_deref(),
            Some("Vice <b>Sergei</b> Ryab<i>kow</i> spoke")
        );
        assert_eq!(
            written("Vice Sergej", "Deputy Sergej").as_deref(),
            Some("Deputy <b>Sergej</b> Rjab<i>kow</i> spoke")
        );
        assert_eq!(
            written("Rjabkow", "Rjabkov").as_deref(),
            Some("Vice <b>Sergej</b> Rjab<i>kov</i> spoke")
        );
    }

    #[test]
    fn markup_is_never_replaced() {
        assert_eq!(written("Rjabkow", "Ryabkov"), None);
        assert_eq!(written("Sergej Rjabkow", "Lavrov"), None);
        assert_eq!(written("Sergej Rjabkow spoke", ""), None);
    }
}

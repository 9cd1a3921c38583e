//! What of a file is prose: the text that rules read, and where each of its bytes stands in the file.
//!
//! A view is made from left to right: source bytes are copied, left out, or replaced (`&amp;` by `&`), and text that
//! stands nowhere in the file (the blank line between two blocks) is inserted.

use std::ops::Range;

use crate::text::offset_map::{OffsetMap, OffsetMapBuilder};
use crate::text::span::Span;

/// The prose of a source text.
#[derive(Debug, Default)]
pub(crate) struct View(Option<Excerpt>);

#[derive(Debug)]
struct Excerpt {
    text: String,
    map: OffsetMap,
}

impl View {
    /// The view of a text that is prose throughout.
    pub(crate) fn whole() -> Self {
        Self(None)
    }

    /// The text of the view; `source` is the text it was made from.
    pub(crate) fn text<'a>(&'a self, source: &'a str) -> &'a str {
        self.0.as_ref().map_or(source, |excerpt| &excerpt.text)
    }

    /// Whether view and source are the same text.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// The smallest stretch of the source that holds all of a stretch of the view.
    pub(crate) fn source_span(&self, span: Span) -> Span {
        self.0.as_ref().map_or(span, |excerpt| {
            let range = excerpt.map.source_range(span.start..span.end);
            Span {
                start: range.start,
                end: range.end,
                ..span
            }
        })
    }

    /// The stretch of the view that a stretch of the source became; `None` when nothing of it is in the view.
    pub(crate) fn view_span(&self, span: Span) -> Option<Span> {
        let Some(excerpt) = &self.0 else {
            return Some(span);
        };
        let range = excerpt.map.view_range(span.start..span.end);
        let back = excerpt.map.source_range(range.clone());
        let inside = if span.start == span.end {
            back.start == span.start
        } else {
            !range.is_empty()
        };
        inside.then_some(Span {
            start: range.start,
            end: range.end,
            ..span
        })
    }

    /// Whether a stretch of the view is one stretch of the source, with nothing left out or inserted inside.
    pub(crate) fn is_unbroken(&self, span: Span) -> bool {
        let broken = |excerpt: &Excerpt| !excerpt.map.is_unbroken(span.start..span.end);
        !self.0.as_ref().is_some_and(broken)
    }
}

/// Makes a view of `source` from left to right.
pub(crate) struct ViewBuilder<'a> {
    source: &'a str,
    text: String,
    map: OffsetMapBuilder,
}

impl<'a> ViewBuilder<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self {
            source,
            text: String::new(),
            map: OffsetMap::builder(),
        }
    }

    /// The text that the view is made of.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    /// How long the view is so far.
    pub(crate) fn len(&self) -> u32 {
        self.map.view_len()
    }

    /// What is in the view so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Up to where the source is in the view or left out.
    pub(crate) fn at(&self) -> usize {
        self.map.source_len() as usize
    }

    /// Copies source bytes; what lies between here and the last ones is left out. What is behind already stays as it is.
    pub(crate) fn copy(&mut self, range: Range<usize>) {
        let start = range.start.max(self.at());
        let Some(text) = self.source.get(start..range.end).filter(|t| !t.is_empty()) else {
            return;
        };
        self.leave_out(start);
        self.text.push_str(text);
        self.map.keep(text.len() as u32);
    }

    /// Shows source bytes as `text`: an entity, an escape.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: &str) {
        if range.start < self.at() || self.source.get(range.clone()).is_none() {
            return;
        }
        if self.source.get(range.clone()) == Some(text) {
            return self.copy(range);
        }
        self.leave_out(range.start);
        self.text.push_str(text);
        self.map.replace(range.len() as u32, text.len() as u32);
    }

    /// Adds text that stands nowhere in the source.
    pub(crate) fn insert(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.replace(0, text.len() as u32);
    }

    fn leave_out(&mut self, end: usize) {
        let len = end.saturating_sub(self.at());
        if len > 0 {
            self.map.skip(len as u32);
        }
    }

    pub(crate) fn finish(mut self) -> View {
        self.leave_out(self.source.len());
        if self.text == self.source {
            return View::whole();
        }
        View(Some(Excerpt {
            text: self.text,
            map: self.map.finish(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Sergej <b>Rja</b>bkow &amp; co` as a reader sees it.
    fn sample() -> (&'static str, View) {
        let source = "Sergej <b>Rja</b>bkow &amp; co<br>";
        let mut builder = ViewBuilder::new(source);
        builder.copy(0..7);
        builder.copy(10..13);
        builder.copy(17..22);
        builder.replace(22..27, "&");
        builder.copy(27..30);
        builder.insert("\n\n");
        (source, builder.finish())
    }

    #[test]
    fn places_are_found_in_both_directions() {
        let (source, view) = sample();
        assert_eq!(view.text(source), "Sergej Rjabkow & co\n\n");
        let name = view.source_span(Span::new(7, 14));
        assert_eq!(name.slice(source), "Rja</b>bkow");
        assert_eq!(view.view_span(name), Some(Span::new(7, 14)));
        assert_eq!(view.source_span(Span::new(15, 16)).slice(source), "&amp;");
        assert_eq!(view.view_span(Span::new(7, 10)), None);
        assert_eq!(view.view_span(Span::new(23, 25)), Some(Span::new(15, 16)));
    }

    #[test]
    fn breaks_are_known() {
        let (_, view) = sample();
        assert!(view.is_unbroken(Span::new(0, 6)));
        assert!(view.is_unbroken(Span::new(7, 10)));
        assert!(view.is_unbroken(Span::new(14, 19)));
        assert!(!view.is_unbroken(Span::new(7, 14)));
        assert!(!view.is_unbroken(Span::new(6, 8)));
        assert!(!view.is_unbroken(Span::new(18, 20)));
        assert!(View::whole().is_unbroken(Span::new(0, 99)));
    }

    #[test]
    fn a_view_of_everything_is_the_source() {
        let mut builder = ViewBuilder::new("abc");
        builder.copy(0..2);
        builder.copy(2..3);
        let view = builder.finish();
        assert!(view.is_whole());
        assert_eq!(view.text("abc"), "abc");
    }
}

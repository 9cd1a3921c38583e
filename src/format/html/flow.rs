//! Text as a page shows it: runs of space become one, blocks stand apart, character references are characters.

use std::ops::Range;

use super::entities::entity;
use super::templates::Hole;
use crate::document::view::{View, ViewBuilder};
use crate::document::{KnownLanguage, Segment, SegmentKind};
use crate::format::plain::paragraphs;
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// How a stretch of text stands in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub kind: SegmentKind,
    /// Spaces and line ends are shown as written.
    pub pre: bool,
    /// It is no prose.
    pub opaque: bool,
    /// It is a part of a sentence in another language.
    pub foreign: bool,
    /// It leads to another page.
    pub link: bool,
}

/// A view that grows from left to right.
pub(super) struct Flow<'a> {
    source: &'a str,
    holes: &'a [Hole],
    builder: ViewBuilder<'a>,
    segments: Vec<Segment>,
    opaque: Vec<Span>,
    foreign: Vec<Span>,
    open: Option<Segment>,
    pre: bool,
    /// Whether all text of the open segment is links.
    linked: bool,
    /// Whether a tag stood here.
    tagged: bool,
    /// A run of space that is shown when text follows.
    space: Option<Range<usize>>,
    /// Line breaks that are shown when text follows.
    breaks: u32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(source: &'a str, holes: &'a [Hole]) -> Self {
        Self {
            source,
            holes,
            builder: ViewBuilder::new(source),
            segments: Vec::new(),
            opaque: Vec::new(),
            foreign: Vec::new(),
            open: None,
            pre: false,
            linked: false,
            tagged: false,
            space: None,
            breaks: 0,
        }
    }

    /// Adds text with character references.
    pub(super) fn text(
        &mut self,
        place: Range<usize>,
        style: Style,
        language: Option<&LanguageTag>,
    ) {
        let mut at = place.start;
        let first = self.holes.partition_point(|hole| hole.place.end <= at);
        let holes = self.holes;
        for hole in holes
            .iter()
            .skip(first)
            .take_while(|it| it.place.start < place.end)
        {
            self.stretch(at..hole.place.start, style, language);
            if hole.shown {
                let style = Style {
                    opaque: true,
                    ..style
                };
                self.show(hole.place.clone(), None, style, language);
            }
            at = hole.place.end;
        }
        self.stretch(at..place.end, style, language);
    }

    /// A line ends here.
    pub(super) fn line_break(&mut self) {
        if self.open.is_some() {
            self.breaks += 1;
            self.space = None;
        }
    }

    /// A tag inside a sentence stands here.
    pub(super) fn tag(&mut self) {
        self.tagged = true;
    }

    /// A block begins or ends here.
    pub(super) fn close(&mut self) {
        self.space = None;
        self.breaks = 0;
        let Some(mut segment) = self.open.take() else {
            return;
        };
        segment.span.end = self.builder.len();
        if self.linked && segment.kind != SegmentKind::Heading {
            segment.kind = SegmentKind::Label;
        }
        if !self.pre {
            self.segments.push(segment);
            return;
        }
        let start = segment.span.start;
        for part in paragraphs(segment.span.slice(self.builder.text())) {
            let span = Span::new(start + part.span.start, start + part.span.end);
            self.segments.push(Segment {
                span,
                ..segment.clone()
            });
        }
    }

    pub(super) fn finish(mut self) -> (View, Vec<Segment>, Vec<Span>) {
        self.close();
        let len = |spans: &[Span]| spans.iter().map(|s| s.end - s.start).sum::<u32>();
        // Some programs declare every piece of a text to be English. What is said of most of it says nothing.
        if len(&self.foreign) <= self.builder.len() / 2 {
            self.opaque.append(&mut self.foreign);
            self.opaque.sort_by_key(|span| (span.start, span.end));
        }
        let mut opaque: Vec<Span> = Vec::with_capacity(self.opaque.len());
        for span in self.opaque {
            match opaque.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => opaque.push(span),
            }
        }
        (self.builder.finish(), self.segments, opaque)
    }

    /// Text without holes.
    fn stretch(&mut self, place: Range<usize>, style: Style, language: Option<&LanguageTag>) {
        let source = self.source;
        let Some(bytes) = source.as_bytes().get(..place.end) else {
            return;
        };
        let mut at = place.start;
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            if byte == b'&'
                && let Some((len, shown)) = entity(source, at, false)
            {
                self.show(at..at + len, Some(&shown), style, language);
                at += len;
            } else if is_space(byte) && !style.pre {
                let len = rest.iter().take_while(|b| is_space(**b)).count();
                if self.open.is_some() && self.breaks == 0 && self.space.is_none() {
                    self.space = Some(at..at + len);
                }
                at += len;
            } else {
                let stops = |b: &u8| *b == b'&' || (!style.pre && is_space(*b));
                let len = rest
                    .iter()
                    .skip(1)
                    .position(stops)
                    .map_or(rest.len(), |len| len + 1);
                self.show(at..at + len, None, style, language);
                at += len;
            }
        }
    }

    /// Shows a place as it is written, or as `shown`.
    fn show(
        &mut self,
        mut place: Range<usize>,
        shown: Option<&str>,
        style: Style,
        language: Option<&LanguageTag>,
    ) {
        // Whoever writes `&shy;` means a place where a word may be broken, and no character.
        if shown.is_some_and(|text| matches!(text, "\u{ad}" | "\u{200b}")) {
            return;
        }
        if self.breaks > 1 {
            self.close();
        }
        if self.open.is_none() {
            let text = shown
                .or_else(|| self.source.get(place.clone()))
                .unwrap_or("");
            let trimmed = text.trim_start();
            if trimmed.is_empty() {
                return;
            }
            if shown.is_none() && !style.pre {
                place.start = place.end - trimmed.len();
            }
            self.begin(style, language);
        }
        let start = self.builder.len();
        if std::mem::take(&mut self.breaks) > 0 {
            self.builder.insert("\n");
        } else if let Some(space) = self.space.take() {
            self.builder.replace(space, " ");
        }
        let written = shown
            .or_else(|| self.source.get(place.clone()))
            .unwrap_or("");
        if std::mem::take(&mut self.tagged) && is_seam(self.builder.text(), written) {
            self.builder.insert(" ");
        }
        self.linked &= style.link || written.trim().is_empty();
        let text_start = self.builder.len();
        match shown {
            Some(text) => self.builder.replace(place, text),
            None => self.builder.copy(place),
        }
        let end = self.builder.len();
        if style.opaque {
            join(&mut self.opaque, start, Span::new(text_start, end));
        } else if style.foreign {
            join(&mut self.foreign, start, Span::new(text_start, end));
        }
    }

    fn begin(&mut self, style: Style, language: Option<&LanguageTag>) {
        if self.builder.len() > 0 {
            self.builder.insert("\n\n");
        }
        let start = self.builder.len();
        self.pre = style.pre;
        self.linked = true;
        self.open = Some(Segment {
            span: Span::new(start, start),
            kind: style.kind,
            language: language.map(|tag| KnownLanguage {
                tag: tag.clone(),
                certain: true,
            }),
        });
    }
}

/// Whether two texts with a tag between them are two words, though no space is written: `<strong>Next</strong>10.4 Printing`. Pages set
/// them apart by their style sheets.
fn is_seam(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    let word =
        last.next().is_some_and(char::is_lowercase) && last.next().is_some_and(char::is_alphabetic);
    word && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Adds a stretch, with the space before it when the last one ended there.
fn join(spans: &mut Vec<Span>, before: u32, span: Span) {
    match spans.last_mut() {
        Some(last) if last.end == before => last.end = span.end,
        _ => spans.push(span),
    }
}

/// Space that HTML collapses; a no-break space is a character.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

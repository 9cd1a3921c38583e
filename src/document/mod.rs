//! A text as rules see it: decoded characters, segments with languages, protected zones, quotations.
//!
//! Zones and quotations are found once, here, and never again by a rule.

pub(crate) mod decode;
pub(crate) mod quotations;
pub(crate) mod view;
pub(crate) mod words;
pub(crate) mod zones;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::lang::LanguageTag;
use crate::text::span::Span;
use decode::SourceText;
use quotations::Quotations;
use view::View;
use zones::{Zone, ZoneKind};

/// A language and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownLanguage {
    pub tag: LanguageTag,
    /// Declared by the user or the file, or detected with confidence; a doubtful guess is never the ground of a safe fix.
    pub certain: bool,
}

/// What a segment is in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SegmentKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading: no full stop is missed at its end.
    Heading,
    /// One point of a list.
    Item,
    /// One cell of a table.
    Cell,
    /// A title, a caption, the text of an attribute.
    Label,
}

/// A stretch of prose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Segment {
    /// Its place in the view.
    pub span: Span,
    pub kind: SegmentKind,
    /// Language of this segment where it differs from the document's.
    pub language: Option<KnownLanguage>,
}

/// One text of an input: an article, a record, the labels of a page. Spans are places in the view.
#[derive(Debug)]
pub(crate) struct Document {
    /// The decoded file.
    pub source: Arc<SourceText>,
    /// What of the file is this text.
    pub view: View,
    pub segments: Vec<Segment>,
    pub zones: Vec<Zone>,
    /// Stretches that are no prose, such as code inside a sentence; nothing is reported there.
    pub opaque: Vec<Span>,
    pub language: Option<KnownLanguage>,
    pub source_language: Option<LanguageTag>,
    /// ISO date that the file declares.
    pub date: Option<String>,
    /// Short texts beside the first one of the file, whose language they share.
    pub companion: bool,
    /// Lines of the file end anywhere: a segment is a line to its readers.
    pub wraps: bool,
    quotations: OnceLock<Quotations>,
}

impl Document {
    /// A file that is prose throughout.
    pub(crate) fn new(source: SourceText, segments: Vec<Segment>) -> Self {
        Self::of_view(Arc::new(source), View::whole(), segments, Vec::new())
    }

    /// The prose of a file; `opaque` in order.
    pub(crate) fn of_view(
        source: Arc<SourceText>,
        view: View,
        segments: Vec<Segment>,
        opaque: Vec<Span>,
    ) -> Self {
        let code = opaque.iter().map(|span| Zone {
            kind: ZoneKind::Code,
            span: *span,
        });
        let zones = zones::find(view.text(&source.text), code);
        Self {
            source,
            view,
            segments,
            zones,
            opaque,
            language: None,
            source_language: None,
            date: None,
            companion: false,
            wraps: false,
            quotations: OnceLock::new(),
        }
    }

    /// The prose.
    pub(crate) fn text(&self) -> &str {
        self.view.text(&self.source.text)
    }

    /// Whether a stretch touches what is no prose.
    pub(crate) fn is_opaque(&self, span: Span) -> bool {
        let from = self.opaque.partition_point(|it| it.end <= span.start);
        self.opaque.get(from).is_some_and(|it| it.overlaps(span))
    }

    /// Quotations, found on first use.
    pub(crate) fn quotations(&self) -> &Quotations {
        self.quotations
            .get_or_init(|| Quotations::find(self.text(), &self.segments, &self.zones))
    }

    /// The text line by line, as readers see lines.
    pub(crate) fn lines(&self) -> Box<dyn Iterator<Item = Range<usize>> + '_> {
        if self.wraps {
            return Box::new(self.segments.iter().map(|s| s.span.range()));
        }
        let text = self.text();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
        let mut start = 0;
        Box::new(ends.map(move |end| std::mem::replace(&mut start, end + 1)..end))
    }

    /// Whether words that are no part of this text stand between two places of it: code, a box, an address.
    pub(crate) fn has_words_between(&self, start: usize, end: usize) -> bool {
        if self.view.is_whole() {
            return false;
        }
        let gap = self.view.source_span(Span::new(start as u32, end as u32));
        let mut in_tag = false;
        gap.slice(&self.source.text).chars().any(|c| {
            in_tag = (in_tag || c == '<') && c != '>';
            !in_tag && c.is_alphanumeric()
        })
    }

    /// Language of a segment, else of the document.
    pub(crate) fn language_of<'a>(&'a self, segment: &'a Segment) -> Option<&'a KnownLanguage> {
        segment.language.as_ref().or(self.language.as_ref())
    }

    /// What the segment at a place is; running text between segments.
    pub(crate) fn kind_at(&self, at: usize) -> SegmentKind {
        let next = self.segments.partition_point(|s| s.span.end as usize <= at);
        let here = self.segments.get(next);
        let here = here.filter(|s| s.span.start as usize <= at);
        here.map_or(SegmentKind::Paragraph, |s| s.kind)
    }

    /// Whether a stretch goes from one block of a page to another, and not just from paragraph to paragraph.
    pub(crate) fn is_block_boundary(&self, span: Span) -> bool {
        if self.view.is_unbroken(span) || !span.slice(self.text()).contains("\n\n") {
            return false;
        }
        const PARAGRAPHS: &[&str] = &["a", "b", "br", "em", "font", "i", "p", "span", "strong"];
        let source = self.view.source_span(span).slice(&self.source.text);
        source.split('<').skip(1).any(|tag| {
            let name = tag
                .trim_start_matches('/')
                .split(|c: char| !c.is_ascii_alphanumeric());
            let name = name.into_iter().next().unwrap_or("").to_ascii_lowercase();
            !name.is_empty() && !PARAGRAPHS.contains(&name.as_str())
        })
    }

    /// The zone that covers any of `span`.
    pub(crate) fn zone_at(&self, span: Span) -> Option<&Zone> {
        let from = self.zones.partition_point(|z| z.span.end <= span.start);
        self.zones.get(from).filter(|z| z.span.overlaps(span))
    }

    /// The paragraph (text between blank lines) around a place; byte range.
    pub(crate) fn paragraph(&self, span: Span) -> Span {
        let at = self.segments.partition_point(|s| s.span.end <= span.start);
        self.segments.get(at).map_or(span, |s| s.span)
    }
}

//! A text as rules see it: decoded characters, segments with languages, protected zones, quotations.
//!
//! Zones and quotations are found once, here, and never again by a rule.

pub(crate) mod decode;
pub(crate) mod quotations;
pub(crate) mod words;
pub(crate) mod zones;

use std::sync::OnceLock;

use crate::lang::LanguageTag;
use crate::text::span::Span;
use decode::SourceText;
use quotations::Quotations;
use zones::Zone;

/// A language and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownLanguage {
    pub tag: LanguageTag,
    /// Declared by the user or the file, or detected with confidence; a doubtful guess is never the ground of a safe fix.
    pub certain: bool,
}

/// A stretch of prose.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub span: Span,
    /// Language of this segment where it differs from the document's.
    pub language: Option<KnownLanguage>,
}

/// One input.
#[derive(Debug)]
pub(crate) struct Document {
    pub source: SourceText,
    pub segments: Vec<Segment>,
    pub zones: Vec<Zone>,
    pub language: Option<KnownLanguage>,
    pub source_language: Option<LanguageTag>,
    quotations: OnceLock<Quotations>,
}

impl Document {
    pub(crate) fn new(source: SourceText, segments: Vec<Segment>) -> Self {
        let zones = zones::find(&source.text);
        Self {
            source,
            segments,
            zones,
            language: None,
            source_language: None,
            quotations: OnceLock::new(),
        }
    }

    /// The decoded text.
    pub(crate) fn text(&self) -> &str {
        &self.source.text
    }

    /// Quotations, found on first use.
    pub(crate) fn quotations(&self) -> &Quotations {
        self.quotations
            .get_or_init(|| Quotations::find(self.text(), &self.segments, &self.zones))
    }

    /// Language of a segment, else of the document.
    pub(crate) fn language_of<'a>(&'a self, segment: &'a Segment) -> Option<&'a KnownLanguage> {
        segment.language.as_ref().or(self.language.as_ref())
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

//! Finds mentions: one pass of tokens through the tries of all layers, then people's names put together and linked.

pub(crate) mod cached;
mod candidates;
mod cells;
mod completion;
mod doubled;
pub(crate) mod embedded;
mod fit;
mod given;
mod hits;
mod inflected;
pub(crate) mod layers;
mod link;
#[cfg(test)]
mod linking;
mod loops;
pub(crate) mod mention;
mod people;
mod person_context;
mod renderings;
mod second_pass;
mod taken_back;
#[cfg(test)]
mod tests;
pub(crate) mod traces;
mod user_glossary;
mod user_patterns;

pub use layers::{LayerOptions, Layers, LoadError};
pub use user_glossary::UserGlossary;

use crate::document::Document;
use crate::text::token::{Token, tokenize};
pub(crate) use doubled::Twice;
pub(crate) use fit::is_native_acronym;
pub(crate) use hits::{is_code, listed};
pub(crate) use inflected::{cases, is_inflected};
pub(crate) use link::words_at;
pub(crate) use loops::Loop;
pub(crate) use person_context::{context_words, other_given};
pub(crate) use renderings::back_conventions;
pub(crate) use taken_back::{is_rendering, is_taken_back};

use crate::text::span::Span;
use hits::{Scratch, find_hits};
use mention::Mention;
use traces::Trace;

/// What one pass over a document found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Mentions, ordered by place, not overlapping.
    pub mentions: Vec<Mention>,
    /// Words that mix scripts, or stand in another script beside digits or Latin letters.
    pub suspicious: Vec<Span>,
    /// Titles and nouns that tell a gender in some language; ordered by place.
    pub gendered: Vec<Span>,
    /// Places where a pattern of translation matches; ordered by place.
    pub traces: Vec<Trace>,
    /// Months, days, peoples and offices in any language; ordered by place.
    pub cased: Vec<Span>,
    /// Words that stand twice in a row; ordered by place.
    pub doubled: Vec<Twice>,
    /// Words that stand several times in a row; by paragraph.
    pub loops: Vec<Loop>,
}

/// Scans a document.
pub(crate) fn scan(document: &Document, layers: &Layers) -> Scan {
    let text = document.text();
    let mut tokens: Vec<Token> = Vec::new();
    let mut scratch = Scratch::default();
    let mut mentions = Vec::new();
    let (mut suspicious, mut given, mut gendered) = (Vec::new(), Vec::new(), Vec::new());
    let (mut doubled, mut cased) = (Vec::new(), Vec::new());
    let capitals = embedded::knowledge().cased();
    let titles = embedded::knowledge().gendered();
    let mut patterned: Vec<u32> = Vec::new();
    let mut sets = (None, Vec::new());
    let (mut circles, mut loops) = (loops::LoopFinder::default(), Vec::new());
    for (n, segment) in document.segments.iter().enumerate() {
        let part = segment.span.slice(text);
        tokens.clear();
        tokenize(part, &mut tokens);
        let language = document.language_of(segment).map(|l| l.tag.primary());
        let view = SegmentView {
            number: n as u32,
            text: part,
            offset: segment.span.start,
            tokens: &tokens,
            language,
        };
        if n == 0 || sets.0 != language {
            sets = (language, traces::sets_for(layers, language));
        }
        if traces::has_anchor(&sets.1, &tokens) {
            patterned.push(n as u32);
        }
        let is_title = |(_, token): &(usize, &Token)| titles.contains(token.hash);
        let found = tokens.iter().enumerate().filter(is_title);
        gendered.extend(found.map(|(n, _)| view.span(n, n + 1)));
        let has_case = |(_, token): &(usize, &Token)| capitals.contains(token.hash);
        let found = tokens.iter().enumerate().filter(has_case);
        cased.extend(found.map(|(n, _)| view.span(n, n + 1)));
        doubled::collect(&view, &mut doubled);
        circles.find(&view, &mut loops);
        find_hits(&view, layers, &mut scratch);
        suspicious.extend(
            scratch
                .suspicious
                .iter()
                .map(|token| view.span(*token, token + 1)),
        );
        if scratch.hits.is_empty() {
            continue;
        }
        people::assemble(&view, layers, &mut scratch, &mut mentions);
        hits::forms(&view, layers, &scratch, &mut mentions);
        given::collect(&view, layers, &scratch.hits, &mut given);
    }
    link::link(document, layers, &mut mentions);
    given::link(
        document,
        layers,
        given,
        |m| words_at(document, m),
        &mut mentions,
    );
    let traces = traces::find(document, layers, &patterned, &mentions);
    Scan {
        mentions,
        suspicious,
        gendered,
        traces,
        cased,
        doubled,
        loops,
    }
}

/// A segment being scanned.
pub(crate) struct SegmentView<'a> {
    /// Number of the segment in the document.
    pub number: u32,
    pub text: &'a str,
    /// Where the segment starts in the document.
    pub offset: u32,
    pub tokens: &'a [Token],
    /// Primary language of the text.
    pub language: Option<&'a str>,
}

impl SegmentView<'_> {
    /// Characters of tokens `first..last`.
    pub(crate) fn slice(&self, first: usize, last: usize) -> &str {
        let (Some(a), Some(b)) = (
            self.tokens.get(first),
            last.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) else {
            return "";
        };
        self.text
            .get(a.start as usize..b.end as usize)
            .unwrap_or("")
    }

    /// Byte range of tokens `first..last` in the text of the segment.
    pub(crate) fn range(&self, first: usize, last: usize) -> (usize, usize) {
        let span = self.span(first, last);
        (
            (span.start - self.offset) as usize,
            (span.end - self.offset) as usize,
        )
    }

    /// Document span of tokens `first..last`.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |t| t.start);
        let end = last
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .map_or(start, |t| t.end);
        Span::new(self.offset + start, self.offset + end)
    }
}

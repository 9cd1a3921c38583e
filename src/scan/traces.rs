//! Traces of translation: places where a pattern of `glossary/artifacts/` matches.
//!
//! The walk over all tokens only notes the paragraphs that hold a word by which some pattern is found; they alone are cut into pieces.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::mention::Mention;
use super::{Layers, embedded};
use crate::document::Document;
use crate::glossary::pattern::matcher::{Found, Paragraph, find_at};
use crate::glossary::pattern::pieces::{Place, cut};
use crate::glossary::pattern::{Pattern, PatternSet};
use crate::text::span::Span;
use crate::text::token::{Token, tokenize};

/// A match of a pattern in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trace {
    /// Set and number in it, see [`pattern`].
    at: (u8, u32),
    /// Everything that matched.
    pub whole: Span,
    /// The part to report.
    pub mark: Span,
    /// Captures, by number.
    pub captures: Vec<Option<Span>>,
}

/// The pattern that a trace is of.
pub(crate) fn pattern<'a>(layers: &'a Layers, trace: &Trace) -> Option<&'a Pattern> {
    let (set, n) = trace.at;
    sets(layers).nth(usize::from(set))?.pattern(n)
}

/// Every set of patterns, the user's first.
pub(crate) fn sets(layers: &Layers) -> impl Iterator<Item = &PatternSet> {
    layers.patterns.iter().chain(embedded::patterns())
}

/// The pattern with this id.
#[cfg(feature = "cli")]
pub(crate) fn find_pattern<'a>(layers: &'a Layers, id: &str) -> Option<&'a Pattern> {
    sets(layers)
        .flat_map(PatternSet::all)
        .find(|pattern| pattern.id == id)
}

/// The sets for texts in one language, with their numbers.
pub(super) fn sets_for<'a>(
    layers: &'a Layers,
    language: Option<&str>,
) -> Vec<(u8, &'a PatternSet)> {
    sets(layers)
        .enumerate()
        .filter(|(_, set)| Some(set.target()) == language)
        .map(|(n, set)| (n as u8, set))
        .collect()
}

/// Matches in the segments that were noted, sorted by place.
pub(super) fn find(
    document: &Document,
    layers: &Layers,
    noted: &[u32],
    mentions: &[Mention],
) -> Vec<Trace> {
    let mut out = Vec::new();
    let (mut tokens, mut pieces) = (Vec::new(), Vec::new());
    for number in noted {
        let Some(segment) = document.segments.get(*number as usize) else {
            continue;
        };
        let text = segment.span.slice(document.text());
        tokens.clear();
        tokenize(text, &mut tokens);
        cut(text, &tokens, &mut pieces);
        let from = mentions.partition_point(|m| m.span.start < segment.span.start);
        let here = mentions.get(from..).unwrap_or_default().iter();
        let places: Vec<Place> = here
            .take_while(|m| m.span.start < segment.span.end)
            .filter_map(|m| place(layers, m, segment.span.start))
            .collect();
        let paragraph = Paragraph {
            text,
            pieces: &pieces,
            places: &places,
        };
        let language = document.language_of(segment).map(|l| l.tag.primary());
        for set in sets_for(layers, language) {
            in_paragraph(
                document,
                layers,
                set,
                paragraph,
                segment.span.start,
                &mut out,
            );
        }
    }
    longest(out, layers.patterns.len())
}

fn place<'a>(layers: &'a Layers, mention: &Mention, offset: u32) -> Option<Place<'a>> {
    let at = mention.entry.or(mention.candidates.first().copied())?;
    Some(Place {
        start: mention.span.start.checked_sub(offset)?,
        end: mention.span.end.checked_sub(offset)?,
        kind: layers.entry(at)?.kind.as_str(),
    })
}

fn in_paragraph(
    document: &Document,
    layers: &Layers,
    (set_number, set): (u8, &PatternSet),
    paragraph: Paragraph,
    offset: u32,
    out: &mut Vec<Trace>,
) {
    let source = document.source_language.as_ref().map(|l| l.primary());
    let mut tried: FxHashSet<(u32, usize)> = FxHashSet::default();
    for (n, piece) in paragraph.pieces.iter().enumerate() {
        if !set.may_begin(piece.hash) {
            continue;
        }
        for anchor in set.anchors(piece.hash) {
            let Some(pattern) = set.pattern(anchor.pattern) else {
                continue;
            };
            let active = match (&pattern.source, source) {
                (Some(wanted), Some(declared)) => wanted == declared,
                (_, None) => !pattern.needs_source,
                (None, Some(_)) => true,
            };
            if !active || layers.is_disabled(&pattern.id) {
                continue;
            }
            let first = n.saturating_sub(usize::from(anchor.most));
            let last = n.saturating_sub(usize::from(anchor.least));
            for at in first..=last {
                if !tried.insert((anchor.pattern, at)) {
                    continue;
                }
                if let Some(found) = find_at(pattern, paragraph, at) {
                    out.push(trace((set_number, anchor.pattern), &found, offset));
                    break;
                }
            }
        }
    }
}

fn trace(at: (u8, u32), found: &Found, offset: u32) -> Trace {
    let span = |(start, end): (u32, u32)| Span::new(offset + start, offset + end);
    Trace {
        at,
        whole: span(found.whole),
        mark: span(found.mark),
        captures: found.captures.iter().map(|c| c.map(span)).collect(),
    }
}

/// Of traces on one place that of the user's pattern, else the longest, sorted by place.
fn longest(mut traces: Vec<Trace>, user_sets: usize) -> Vec<Trace> {
    traces.sort_by_key(|t| {
        let embedded = usize::from(t.at.0) >= user_sets;
        (embedded, Reverse(t.whole.end - t.whole.start), t.mark, t.at)
    });
    let mut kept: BTreeMap<Span, Trace> = BTreeMap::new();
    for trace in traces {
        let end = Span::new(trace.mark.end, trace.mark.end);
        let before = kept.range(..end).next_back();
        if before.is_none_or(|(mark, _)| mark.end <= trace.mark.start) {
            kept.insert(trace.mark, trace);
        }
    }
    kept.into_values().collect()
}

/// Whether one of these tokens is a word by which a pattern is found.
pub(super) fn has_anchor(sets: &[(u8, &PatternSet)], tokens: &[Token]) -> bool {
    !sets.is_empty()
        && tokens
            .iter()
            .any(|t| sets.iter().any(|(_, set)| set.may_begin(t.hash)))
}

//! Given names that stand alone, or with a patronymic: they mean the one person of that name whom the text has introduced.

use std::collections::{BTreeMap, BTreeSet};

use super::SegmentView;
use super::completion::{is_patronymic, is_word_gap};
use super::hits::Hit;
use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use super::person_context::other_given;
use crate::document::Document;
use crate::document::words::{LanguageWords, has};
use crate::glossary::derive::PartKind;
use crate::glossary::index::{Origin, Target};
use crate::text::span::Span;
use crate::text::token::Shape;

/// A given name in the text, before it is known who is meant.
pub(crate) struct GivenName {
    mention: Mention,
    /// A capitalized word follows: the given name of somebody else, unless it is part of a full name.
    followed: bool,
    /// The patronymic follows.
    polite: bool,
}

fn is_case_form(hit: &Hit) -> bool {
    matches!(
        hit.target,
        Target::Part {
            origin: Origin::Inflected,
            ..
        }
    )
}

/// Every given name of the segment.
pub(crate) fn collect(view: &SegmentView, layers: &Layers, hits: &[Hit], out: &mut Vec<GivenName>) {
    for hit in hits
        .iter()
        .filter(|h| !h.confused && h.ending == 0 && !is_case_form(h))
    {
        let Target::Part { part, origin } = hit.target else {
            continue;
        };
        let Some(info) = layers
            .part(hit.layer, part)
            .filter(|p| p.part.kind == PartKind::Given && !p.part.rendering)
        else {
            continue;
        };
        if !view
            .slice(hit.first, hit.last)
            .starts_with(char::is_uppercase)
        {
            continue;
        }
        let candidates: Vec<EntryRef> = info
            .part
            .owners
            .iter()
            .map(|entry| EntryRef {
                layer: hit.layer,
                entry: *entry,
            })
            .collect();
        let next = view.tokens.get(hit.last);
        let followed =
            next.is_some_and(|t| is_word_gap(t.gap) && t.shape.contains(Shape::CAPITALIZED));
        let polite = followed
            && candidates
                .iter()
                .any(|o| is_patronymic(view, layers, *o, hit.last));
        let last = hit.last + usize::from(polite);
        out.push(GivenName {
            mention: Mention {
                span: view.span(hit.first, last),
                segment: view.number,
                entry: None,
                candidates,
                body: Body::Given(Piece {
                    span: view.span(hit.first, hit.last),
                    part,
                    origin,
                }),
                linked_by: LinkedBy::Nothing,
                confused: false,
            },
            followed: followed && !polite,
            polite,
        });
    }
}

/// Adds the given names that mean somebody whose full name stands in the text, and who is the only one of that name there.
pub(crate) fn link<'w>(
    document: &Document,
    names: Vec<GivenName>,
    words_at: impl Fn(&Mention) -> Option<&'w LanguageWords>,
    mentions: &mut Vec<Mention>,
) {
    let introduced: BTreeSet<EntryRef> = mentions
        .iter()
        .filter(|m| m.linked_by == LinkedBy::Itself && matches!(m.body, Body::Person { .. }))
        .filter_map(|m| m.entry)
        .collect();
    if introduced.is_empty() {
        return;
    }
    let taken: BTreeMap<u32, u32> = mentions
        .iter()
        .map(|m| (m.span.start, m.span.end))
        .collect();
    let inside = |span: Span| {
        taken
            .range(..=span.start)
            .next_back()
            .is_some_and(|(_, end)| *end > span.start)
    };
    let alone: Vec<GivenName> = names
        .into_iter()
        .filter(|n| !inside(n.mention.span))
        .collect();
    // Sergei Petrov in the text: a bare Sergei may be he.
    let shared: BTreeSet<Vec<EntryRef>> = alone
        .iter()
        .filter(|n| n.followed)
        .map(|n| n.mention.candidates.clone())
        .collect();
    for GivenName {
        mut mention,
        polite,
        ..
    } in alone.into_iter().filter(|n| !n.followed)
    {
        let words = words_at(&mention);
        let common = words.is_some_and(|w| {
            has(
                &w.common,
                &mention.span.slice(document.text()).to_lowercase(),
            )
        });
        if common
            || (!polite && shared.contains(&mention.candidates))
            || other_given(document, mention.span, words)
        {
            continue;
        }
        mention.candidates.retain(|c| introduced.contains(c));
        if let [one] = mention.candidates[..] {
            (mention.entry, mention.linked_by) = (Some(one), LinkedBy::FullName);
            mentions.push(mention);
        }
    }
    mentions.sort_by_key(|m| (m.span, m.entry));
    mentions.dedup_by(|b, a| a.span == b.span);
}

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
    /// The capitalized word that follows: the patronymic, or the family name of somebody.
    next: Option<Span>,
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
        let candidates = EntryRef::of_layer(hit.layer, &info.part.owners);
        let next = view.tokens.get(hit.last);
        let followed =
            next.is_some_and(|t| is_word_gap(t.gap) && t.shape.contains(Shape::CAPITALIZED));
        out.push(GivenName {
            mention: Mention {
                span: view.span(hit.first, hit.last),
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
            next: followed.then(|| view.span(hit.last, hit.last + 1)),
        });
    }
}

/// Adds the given names that mean somebody whose full name stands in the text, and who is the only one of that name there.
pub(crate) fn link<'w>(
    document: &Document,
    layers: &Layers,
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
    let mut alone = Vec::new();
    // Sergei Petrov in the text: a bare Sergei may be he.
    let mut shared: BTreeSet<Vec<EntryRef>> = BTreeSet::new();
    for name in names.into_iter().filter(|n| !inside(n.mention.span)) {
        match polite(document, layers, &introduced, &name) {
            Some(mention) => alone.push((mention, true)),
            None if name.next.is_some() => {
                shared.insert(name.mention.candidates);
            }
            None => alone.push((name.mention, false)),
        }
    }
    for (mut mention, polite) in alone {
        let words = words_at(&mention);
        let surface = mention.span.slice(document.text()).to_lowercase();
        if words.is_some_and(|w| has(&w.common, &surface))
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

/// The given name with the patronymic that follows it.
fn polite(
    document: &Document,
    layers: &Layers,
    introduced: &BTreeSet<EntryRef>,
    name: &GivenName,
) -> Option<Mention> {
    let next = name.next?;
    let word = next.slice(document.text());
    let known = name
        .mention
        .candidates
        .iter()
        .filter(|c| introduced.contains(c));
    let owners: Vec<EntryRef> = known
        .copied()
        .filter(|o| is_patronymic(layers, *o, word))
        .collect();
    (!owners.is_empty()).then(|| Mention {
        span: Span::new(name.mention.span.start, next.end),
        candidates: owners,
        ..name.mention.clone()
    })
}

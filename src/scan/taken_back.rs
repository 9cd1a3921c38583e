//! Which names that read like a rendering taken back are that: the evidence, over the whole document.

use std::collections::BTreeSet;

use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use super::person_context::{context_around, other_given};
use crate::document::Document;
use crate::glossary::derive::is_listed;
use crate::glossary::index::Origin;
use crate::text::token::fold_token;

/// Full names that are known to have been taken back: entry and family name as written, lower case.
pub(super) type TakenBack = BTreeSet<(EntryRef, String)>;

/// Whether a piece of a person's name reads a rendering.
pub(crate) fn is_rendering(layers: &Layers, mention: &Mention, piece: &Piece) -> bool {
    mention
        .candidates
        .first()
        .and_then(|c| layers.part(c.layer, piece.part))
        .is_some_and(|p| p.part.rendering)
}

/// Whether any part of a person's name does.
pub(crate) fn is_taken_back(layers: &Layers, mention: &Mention) -> bool {
    match &mention.body {
        Body::Person { family, given, .. } => {
            is_rendering(layers, mention, family)
                || given.is_some_and(|g| is_rendering(layers, mention, &g))
        }
        Body::Given(given) => is_rendering(layers, mention, given),
        Body::Form(_) => false,
    }
}

/// Drops full names without evidence and every bare family name that follows none of the others.
pub(super) fn settle(document: &Document, layers: &Layers, mentions: &mut Vec<Mention>) {
    if !mentions.iter().any(|m| is_taken_back(layers, m)) {
        return;
    }
    let right: BTreeSet<EntryRef> = mentions
        .iter()
        .filter(|m| super::link::is_full(m) && !is_taken_back(layers, m))
        .filter_map(|m| m.entry)
        .collect();
    let mut confirmed: Vec<Mention> = mentions
        .iter()
        .filter(|m| is_taken_back(layers, m))
        .filter(|m| is_confirmed(document, layers, m, &right))
        .cloned()
        .collect();
    // Where a user's entry and one of the packs are the same person, the user's is the one that is known.
    super::link::sort_out_overlaps(layers, &mut confirmed);
    let known: TakenBack = confirmed
        .iter()
        .filter_map(|m| match &m.body {
            Body::Person { family, .. } => Some((m.entry?, spelled(document, family))),
            Body::Given(_) | Body::Form(_) => None,
        })
        .collect();
    mentions.retain_mut(|mention| {
        !is_taken_back(layers, mention)
            || is_confirmed(document, layers, mention, &right)
            || follows(document, mention, &known)
    });
}

pub(super) fn spelled(document: &Document, piece: &Piece) -> String {
    piece.span.slice(document.text()).to_lowercase()
}

/// A romanized part is evidence by itself; what may be somebody else's spelling needs the entry's context, or its right full name.
fn is_confirmed(
    document: &Document,
    layers: &Layers,
    mention: &Mention,
    right: &BTreeSet<EntryRef>,
) -> bool {
    let (
        Some(entry),
        Body::Person {
            family,
            given: Some(given),
            ..
        },
    ) = (mention.entry, &mention.body)
    else {
        return false;
    };
    let Some(meant) = layers.entry(entry) else {
        return false;
    };
    if is_listed(meant, mention.span.slice(document.text())) {
        return false;
    }
    // Beside the right family name a romanized given name is enough, as is a romanized family name beside a given name that fits.
    let part = if is_rendering(layers, mention, family) {
        family
    } else {
        given
    };
    // Jon Howard and Kristina Lambrecht are people of their own.
    let ordinary = || {
        let given = fold_token(given.span.slice(document.text()));
        super::embedded::knowledge()
            .given_names()
            .is_given_name(&given)
    };
    if part.span == given.span && ordinary() {
        return false;
    }
    let declared = document.source_language.as_ref().is_some_and(|source| {
        layers
            .part(entry.layer, part.part)
            .is_some_and(|p| p.part.language == source.primary())
    });
    part.origin == Origin::Derived
        || declared
        || right.contains(&entry)
        || context_around(document, mention.span, meant)
}

/// Links a bare family name, or one with an initial, to the full name that was taken back in the same way.
fn follows(document: &Document, mention: &mut Mention, known: &TakenBack) -> bool {
    let Body::Person {
        family, initial, ..
    } = &mention.body
    else {
        return false;
    };
    let surface = spelled(document, family);
    let words = super::link::words_at(document, mention);
    if !initial && other_given(document, mention.span, words)
        || begins_name(document.text(), mention.span.end)
    {
        return false;
    }
    mention
        .candidates
        .retain(|c| known.contains(&(*c, surface.clone())));
    match mention.candidates.as_slice() {
        [one] => {
            (mention.entry, mention.linked_by) = (Some(*one), LinkedBy::FullName);
            true
        }
        _ => false,
    }
}

/// Whether a capitalized word follows, so that the name may be the first part of somebody else's.
pub(super) fn begins_name(text: &str, end: u32) -> bool {
    text.get(end as usize..)
        .and_then(|rest| rest.strip_prefix([' ', '\u{a0}', '-']))
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

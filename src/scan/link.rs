//! Decides who is meant by a bare family name, over the whole document; then lets no two mentions overlap.

use std::collections::BTreeSet;

use super::embedded;
use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention};
use super::person_context::{context_settles, other_given, titled};
use crate::document::Document;
use crate::document::words::{LanguageWords, has};
use crate::glossary::index::Origin;

/// Links, drops what cannot be linked, sorts.
pub(crate) fn link(document: &Document, layers: &Layers, mentions: &mut Vec<Mention>) {
    let introduced: BTreeSet<EntryRef> = mentions
        .iter()
        .filter(|m| matches!(m.body, Body::Person { .. }) && m.linked_by == LinkedBy::Itself)
        .filter_map(|m| m.entry)
        .collect();
    for mention in mentions.iter_mut() {
        let words = words_at(document, mention);
        if is_common_word(document, mention, words) {
            mention.candidates.clear();
        } else if matches!(mention.body, Body::Person { initial: true, .. }) {
            let known: Vec<EntryRef> = mention
                .candidates
                .iter()
                .copied()
                .filter(|c| introduced.contains(c))
                .collect();
            if let [one] = known.as_slice() {
                (mention.entry, mention.linked_by) = (Some(*one), LinkedBy::FullName);
            }
        } else if mention.linked_by == LinkedBy::Nothing
            && matches!(mention.body, Body::Person { .. })
        {
            bare(document, layers, mention, &introduced, words);
        }
    }
    mentions.retain(|m| !m.candidates.is_empty() && !followed_by_sic(document.text(), m.span.end));
    sort_out_overlaps(layers, mentions);
}

/// Words of the language a mention stands in; English when nothing is known.
pub(crate) fn words_at(document: &Document, mention: &Mention) -> Option<&'static LanguageWords> {
    let segment = document.segments.get(mention.segment as usize)?;
    let language = document
        .language_of(segment)
        .map_or("en", |l| l.tag.primary());
    embedded::knowledge().words(language)
}

/// A derived form that is an ordinary word of the text's language (poutine) names nobody.
fn is_common_word(document: &Document, mention: &Mention, words: Option<&LanguageWords>) -> bool {
    let Body::Person {
        family,
        given: None,
        initial: false,
        ..
    } = &mention.body
    else {
        return false;
    };
    family.origin == Origin::Derived
        && words.is_some_and(|w| {
            has(
                &w.common,
                &family.span.slice(document.text()).to_lowercase(),
            )
        })
}

fn bare(
    document: &Document,
    layers: &Layers,
    mention: &mut Mention,
    introduced: &BTreeSet<EntryRef>,
    words: Option<&LanguageWords>,
) {
    let family_only: Vec<EntryRef> = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| layers.entry(*c).is_some_and(|e| e.is_family_only()))
        .collect();
    let blocked = other_given(document, mention.span, words);
    let known: Vec<EntryRef> = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| !blocked && introduced.contains(c))
        .collect();
    let settle = |mention: &mut Mention, found: Vec<EntryRef>, by: LinkedBy| {
        mention.entry = (found.len() == 1).then(|| found[0]);
        mention.linked_by = if found.len() == 1 {
            by
        } else {
            LinkedBy::Nothing
        };
        mention.candidates = found;
    };
    if !known.is_empty() {
        return settle(mention, known, LinkedBy::FullName);
    }
    if !family_only.is_empty() {
        let sure = family_only.iter().any(|c| {
            layers
                .entry(*c)
                .is_some_and(|e| context_settles(document, mention, e))
        });
        // With somebody else's given name before it, the entry is no more than a way of spelling.
        let by = if !blocked && (sure || titled(document, mention.span, words)) {
            LinkedBy::Context
        } else {
            LinkedBy::FamilyOnly
        };
        return settle(mention, family_only, by);
    }
    let near: Vec<EntryRef> = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| {
            !blocked
                && layers
                    .entry(*c)
                    .is_some_and(|e| context_settles(document, mention, e))
        })
        .collect();
    settle(mention, near, LinkedBy::Context);
}

/// `[sic]` after a form: the editor has seen it.
fn followed_by_sic(text: &str, end: u32) -> bool {
    let rest = text.get(end as usize..).unwrap_or("");
    let possessive = ["’s", "'s"].iter().find_map(|s| rest.strip_prefix(s));
    let rest = possessive.unwrap_or(rest).trim_start();
    let inner = rest.strip_prefix(['[', '(']).unwrap_or("");
    inner
        .get(..3)
        .is_some_and(|w| w.eq_ignore_ascii_case("sic"))
        && inner
            .get(3..4)
            .is_some_and(|c| matches!(c, "]" | ")" | "!"))
}

/// Keeps the user's over the packs', then the earlier, then the longer, then the certain mention.
fn sort_out_overlaps(layers: &Layers, mentions: &mut Vec<Mention>) {
    let user = |m: &Mention| m.candidates.first().is_some_and(|c| layers.is_user(*c));
    mentions.sort_by(|a, b| {
        (
            !user(a),
            a.span.start,
            std::cmp::Reverse(a.span.end),
            a.entry.is_none(),
            &a.candidates,
        )
            .cmp(&(
                !user(b),
                b.span.start,
                std::cmp::Reverse(b.span.end),
                b.entry.is_none(),
                &b.candidates,
            ))
    });
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    // Spans of the user's mentions come first and stay sorted; the packs' follow, sorted as well.
    let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
    for mention in mentions.drain(..) {
        let (start, end) = (mention.span.start, mention.span.end);
        let before = taken
            .range(..(start, u32::MAX))
            .next_back()
            .is_some_and(|(_, e)| *e > start);
        let after = taken
            .range((start, 0)..)
            .next()
            .is_some_and(|(s, _)| *s < end);
        if !before && !after {
            taken.insert((start, end));
            kept.push(mention);
        }
    }
    kept.sort_by_key(|m| (m.span, m.entry));
    *mentions = kept;
}

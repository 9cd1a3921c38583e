//! Decides who is meant by a bare family name, over the whole document; then lets no two mentions overlap.

use std::collections::BTreeSet;

use super::embedded;
use super::fit::is_native_acronym;
use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention};
use super::person_context::{context_settles, followed_by_name, other_given, titled};
use super::{inflected, taken_back};
use crate::document::Document;
use crate::document::words::{LanguageWords, has};
use crate::glossary::compile::FormTarget;
use crate::glossary::model::Entry;
use crate::text::span::Span;

/// Links, drops what cannot be linked, sorts.
pub(crate) fn link(document: &Document, layers: &Layers, mentions: &mut Vec<Mention>) {
    taken_back::settle(document, layers, mentions);
    inflected::settle(document, layers, mentions);
    let known = Known::collect(document, layers, mentions);
    for mention in mentions.iter_mut() {
        let words = words_at(document, mention);
        if is_common_word(document, layers, mention, words) {
            mention.candidates.clear();
        } else if matches!(mention.body, Body::Person { initial: true, .. }) {
            initial(mention, &known);
        } else if mention.linked_by == LinkedBy::Nothing
            && matches!(mention.body, Body::Person { .. })
        {
            bare(document, layers, mention, &known, words);
        }
    }
    acronyms(document, layers, mentions);
    mentions.retain(|m| !m.candidates.is_empty() && !followed_by_sic(document.text(), m.span.end));
    sort_out_overlaps(layers, mentions);
}

/// Letters and digits of a spelled-out acronym (OTRK) that show by themselves what is meant; fewer (MID) may be anything.
const TELLING: usize = 4;

/// Settles spelled-out acronyms: drops short ones of entries that the document does not speak of otherwise.
fn acronyms(document: &Document, layers: &Layers, mentions: &mut [Mention]) {
    let spelled = |m: &Mention| match (m.candidates.first(), &m.body) {
        (Some(at), Body::Form(FormTarget::Derived(d))) => layers
            .entry(*at)
            .is_some_and(|entry| is_native_acronym(entry, *d)),
        _ => false,
    };
    if !mentions.iter().any(spelled) {
        return;
    }
    let named: BTreeSet<EntryRef> = mentions
        .iter()
        .filter(|m| !spelled(m))
        .filter_map(|m| m.entry)
        .collect();
    for mention in mentions.iter_mut().filter(|m| spelled(m)) {
        let near = |at: &EntryRef| {
            let entry = layers.entry(*at);
            named.contains(at) || entry.is_some_and(|e| context_settles(document, mention, e))
        };
        let known: Vec<EntryRef> = mention.candidates.iter().copied().filter(near).collect();
        let signs = mention.span.slice(document.text()).chars();
        let telling = signs.filter(|c| c.is_alphanumeric()).count() >= TELLING;
        if !(telling && known.is_empty()) {
            mention.entry = known.first().copied().filter(|_| known.len() == 1);
            mention.candidates = known;
        }
    }
}

/// What the full names of a document tell about its bare family names.
struct Known {
    /// Entries whose full name stands in the text.
    introduced: BTreeSet<EntryRef>,
    /// Entries with nothing but a family name that stands in somebody's full name.
    spelled: BTreeSet<EntryRef>,
    /// Bare family names that are part of another layer's full name.
    inside: BTreeSet<Span>,
    /// Family names (layer, part) that also stand behind somebody else's given name.
    shared: BTreeSet<(u8, u32)>,
}

impl Known {
    fn collect(document: &Document, layers: &Layers, mentions: &[Mention]) -> Self {
        let mut full: Vec<Mention> = mentions.iter().filter(|m| is_full(m)).cloned().collect();
        // Where a user's full name lies over a pack's, the user's person is the one that is introduced.
        sort_out_overlaps(layers, &mut full);
        let introduced = full.iter().filter_map(|m| m.entry).collect();
        let mut known = Self {
            introduced,
            spelled: BTreeSet::new(),
            inside: BTreeSet::new(),
            shared: BTreeSet::new(),
        };
        for mention in mentions.iter().filter(|m| m.linked_by == LinkedBy::Nothing) {
            let Body::Person { family, .. } = &mention.body else {
                continue;
            };
            let at = full.partition_point(|m| m.span.end <= mention.span.start);
            let inside = full.get(at).is_some_and(|m| m.span.contains(mention.span));
            if inside {
                known.inside.insert(mention.span);
                let only = |c: &&EntryRef| layers.entry(**c).is_some_and(Entry::is_family_only);
                known.spelled.extend(mention.candidates.iter().filter(only));
            } else if other_given(document, mention.span, words_at(document, mention))
                && let Some(first) = mention.candidates.first()
            {
                known.shared.insert((first.layer, family.part));
            }
        }
        known
    }
}

pub(super) fn is_full(mention: &Mention) -> bool {
    matches!(mention.body, Body::Person { initial: false, .. })
        && mention.linked_by == LinkedBy::Itself
        && mention.entry.is_some()
}

/// Initials are settled by the full name.
fn initial(mention: &mut Mention, known: &Known) {
    let mut fitting = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| known.introduced.contains(c));
    if let (Some(one), None) = (fitting.next(), fitting.next()) {
        (mention.entry, mention.linked_by) = (Some(one), LinkedBy::FullName);
    }
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
fn is_common_word(
    document: &Document,
    layers: &Layers,
    mention: &Mention,
    words: Option<&LanguageWords>,
) -> bool {
    let Body::Person {
        family,
        given: None,
        initial: false,
        ..
    } = &mention.body
    else {
        return false;
    };
    let surface = family.span.slice(document.text()).to_lowercase();
    let Some(words) = words.filter(|w| has(&w.common, &surface)) else {
        return false;
    };
    // A form that is listed for this very language is the name: Bush, May.
    let listed = |at: &EntryRef| {
        layers.entry(*at).is_some_and(|e| {
            let forms = e
                .designations
                .iter()
                .filter(|d| d.language == words.language);
            forms
                .filter_map(|d| d.family.as_deref())
                .any(|f| f.to_lowercase() == surface)
        })
    };
    !mention.candidates.iter().any(listed)
}

fn bare(
    document: &Document,
    layers: &Layers,
    mention: &mut Mention,
    known: &Known,
    words: Option<&LanguageWords>,
) {
    let family_only: Vec<EntryRef> = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| layers.entry(*c).is_some_and(|e| e.is_family_only()))
        .collect();
    let blocked =
        !known.inside.contains(&mention.span) && other_given(document, mention.span, words);
    let introduced: Vec<EntryRef> = mention
        .candidates
        .iter()
        .copied()
        .filter(|c| !blocked && known.introduced.contains(c))
        .collect();
    let Body::Person { family, .. } = &mention.body else {
        return;
    };
    let shared = mention
        .candidates
        .first()
        .is_some_and(|c| known.shared.contains(&(c.layer, family.part)));
    // With a namesake in the text, the nearest guess is no more than a guess.
    let by_full_name = if shared {
        LinkedBy::Context
    } else {
        LinkedBy::FullName
    };
    let settle = |mention: &mut Mention, found: Vec<EntryRef>, by: LinkedBy| {
        mention.entry = (found.len() == 1).then(|| found[0]);
        mention.linked_by = if found.len() == 1 {
            by
        } else {
            LinkedBy::Nothing
        };
        mention.candidates = found;
    };
    if !introduced.is_empty() {
        return settle(mention, introduced, by_full_name);
    }
    if !family_only.is_empty() {
        let sure = family_only.iter().any(|c| {
            layers
                .entry(*c)
                .is_some_and(|e| context_settles(document, mention, e))
        });
        // With somebody else's given name before it, the entry is no more than a way of spelling.
        let spelled = family_only.iter().any(|c| known.spelled.contains(c));
        let by = if !blocked && spelled {
            by_full_name
        } else if !blocked && (sure || titled(document, mention.span, words)) {
            LinkedBy::Context
        } else {
            LinkedBy::FamilyOnly
        };
        return settle(mention, family_only, by);
    }
    let blocked = blocked || followed_by_name(document, mention.span, words);
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
pub(super) fn sort_out_overlaps(layers: &Layers, mentions: &mut Vec<Mention>) {
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
        } else if let Some(other) = kept.iter_mut().rev().find(|k| k.span == mention.span)
            && other.linked_by == LinkedBy::FullName
            && mention.linked_by == LinkedBy::FullName
            && mention.entry != other.entry
            && !other
                .entry
                .and_then(|e| layers.entry(e))
                .is_some_and(Entry::is_family_only)
        {
            // The full names of two people with this family name stand in the text.
            other.candidates.append(&mut mention.candidates.clone());
            (other.entry, other.linked_by) = (None, LinkedBy::Nothing);
        }
    }
    kept.sort_by_key(|m| (m.span, m.entry));
    *mentions = kept;
}

//! Case forms of native names in Latin letters, in texts whose language puts no such endings on names: `Ryabkovu`, `Sergeya Lavrova`.
//!
//! A form in -a may be a woman's name: it needs a given name that shows the case, or the right full name in the text.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::SegmentView;
use super::candidates::Candidates;
use super::embedded;
use super::hits::Scratch;
use super::layers::{Layers, PartInfo};
use super::link::{is_full, sort_out_overlaps, words_at};
use super::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use super::person_context::{other_given, titled};
use super::second_pass::Place;
use super::taken_back::{begins_name, is_taken_back, spelled};
use crate::document::Document;
use crate::glossary::derive;
use crate::glossary::index::Origin;
use crate::glossary::keys::Search;
use crate::glossary::model::Entry;
use crate::lang::writing::writes_in;
use crate::romanization::convention::Tier;
use crate::romanization::skeleton::LatinWord;
use crate::romanization::table::Tables;
use crate::text::script::Script;

/// Whether texts of the language leave foreign names as they are: a genitive or plural in -s is all that English and German add.
fn leaves_names(language: &str) -> bool {
    let endings = embedded::knowledge().inflections.latin_endings(language);
    writes_in(language, Script::LATN) && endings.iter().all(|e| e.ending == "s")
}

/// Adds the case forms that token `i` romanizes, where it is nothing else.
pub(super) fn find(
    view: &SegmentView,
    i: usize,
    candidates: &Candidates,
    layers: &Layers,
    scratch: &mut Scratch,
) {
    let Some(language) = view.language.filter(|l| leaves_names(l)) else {
        return;
    };
    for (l, layer) in layers.layers.iter().enumerate() {
        let at = Place { i, l: l as u8 };
        for (part, info) in candidates.parts(layer, Search::Inflected) {
            let owner = info.part.owners.first().and_then(|n| layer.entry(*n));
            let mut cases = owner
                .into_iter()
                .flat_map(|e| case_forms(info, e, &candidates.word, language));
            if cases.next().is_some() {
                scratch.hits.push(at.hit(part, Origin::Inflected));
            }
        }
    }
}

/// The cases whose form is written so by a system that texts of this language use.
pub(crate) fn cases(info: &PartInfo, entry: &Entry, latin: &str, language: &str) -> Vec<String> {
    let Some(word) = LatinWord::new(latin) else {
        return Vec::new();
    };
    let mut cases: Vec<String> = case_forms(info, entry, &word, language)
        .map(str::to_owned)
        .collect();
    cases.dedup();
    cases
}

fn case_forms<'a>(
    info: &'a PartInfo,
    entry: &Entry,
    word: &'a LatinWord,
    language: &'a str,
) -> impl Iterator<Item = &'static str> {
    let knowledge = embedded::knowledge();
    let (tables, native) = (&knowledge.tables, &info.part.language);
    derive::case_forms(&info.part, entry, knowledge)
        .filter(|(_, form)| may_end(native, form, word.edges.1))
        .filter(|(_, form)| {
            let reading = tables.reading(native, form, &word.text);
            reading.is_some_and(|r| {
                r.tier == Tier::Pure
                    && super::renderings::usable(tables, native, r.conventions, language)
            })
        })
        .map(|(case, _)| case)
}

/// Last letters that some convention writes for the end of a native word, by language and end.
type Finals = FxHashMap<String, FxHashMap<String, BTreeSet<char>>>;

thread_local! {
    static FINALS: RefCell<Finals> = RefCell::default();
}

/// Whether some convention writes this letter at the end of a native form: cheaper than the whole lattice.
fn may_end(language: &str, form: &str, last: char) -> bool {
    let end = Tables::end(form);
    FINALS.with_borrow_mut(|known| {
        let found = known.get(language).and_then(|ends| ends.get(end));
        if let Some(finals) = found {
            return finals.contains(&last);
        }
        let finals = embedded::knowledge().tables.finals(language, end);
        let may = finals.contains(&last);
        let ends = known.entry(language.to_owned()).or_default();
        ends.insert(end.to_owned(), finals);
        may
    })
}

fn is_case_form(piece: &Piece) -> bool {
    piece.origin == Origin::Inflected
}

/// Whether a part of the name stands in a case of its own language.
pub(crate) fn is_inflected(mention: &Mention) -> bool {
    matches!(&mention.body, Body::Person { family, given, .. }
        if is_case_form(family) || given.as_ref().is_some_and(is_case_form))
}

/// Drops what may as well be another name, and links bare family names to the full name in the text.
pub(super) fn settle(document: &Document, layers: &Layers, mentions: &mut Vec<Mention>) {
    if !mentions.iter().any(is_inflected) {
        return;
    }
    let mut full: Vec<Mention> = mentions
        .iter()
        .filter(|m| is_full(m) && !is_inflected(m) && !is_taken_back(layers, m))
        .cloned()
        .collect();
    // Where a user's entry and one of the packs are the same person, the user's is the one that is meant.
    sort_out_overlaps(layers, &mut full);
    let right: BTreeSet<EntryRef> = full.iter().filter_map(|m| m.entry).collect();
    // Forms that stand behind somebody else's given name or a title anywhere are that person's name.
    let others: BTreeSet<String> = mentions
        .iter()
        .filter(|m| is_inflected(m) && is_others(document, m))
        .filter_map(|m| match &m.body {
            Body::Person { family, .. } => Some(spelled(document, family)),
            _ => None,
        })
        .collect();
    mentions.retain_mut(|mention| {
        let Body::Person { family, given, .. } = &mention.body else {
            return true;
        };
        let surface = spelled(document, family);
        let ends_in_a = |piece: &Piece| spelled(document, piece).ends_with('a');
        match given {
            _ if !is_inflected(mention) => true,
            Some(given) => {
                let known = mention.entry.is_some_and(|e| right.contains(&e));
                let man = mention
                    .entry
                    .and_then(|e| layers.entry(e))
                    .is_some_and(|e| e.feminine != Some(true));
                let telling = match (is_case_form(given), is_case_form(family)) {
                    // Sergei Ryabkova: the given name is a man's.
                    (false, _) => true,
                    (true, true) => {
                        !(man && ends_in_a(given) && ends_in_a(family))
                            || is_soft(&spelled(document, given))
                    }
                    (true, false) => !ends_in_a(given),
                };
                mention.entry.is_some() && (known || telling)
            }
            None => {
                let ambiguous = ends_in_a(family);
                let taken = is_others(document, mention)
                    || begins_name(document.text(), mention.span.end)
                    || (ambiguous && others.contains(&surface));
                mention.candidates.retain(|c| !taken && right.contains(c));
                if let [one] = mention.candidates.as_slice() {
                    (mention.entry, mention.linked_by) = (Some(*one), LinkedBy::FullName);
                }
                mention.candidates.len() == 1
            }
        }
    });
}

/// Sergeya, Nikolaya: no woman's name ends so, other than in -iya.
fn is_soft(given: &str) -> bool {
    ["eya", "aya", "eia", "aia", "eja", "aja"]
        .iter()
        .any(|end| given.ends_with(end))
}

/// Whether a bare family name stands behind somebody else's given name or a title.
fn is_others(document: &Document, mention: &Mention) -> bool {
    let words = words_at(document, mention);
    matches!(mention.body, Body::Person { given: None, .. })
        && (other_given(document, mention.span, words) || titled(document, mention.span, words))
}

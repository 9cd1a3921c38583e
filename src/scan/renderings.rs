//! Latin words that read like a name taken back from another script: `Billingsli`, `Billingsley` ← Биллингсли.
//!
//! A romanization of the rendering is what a machine writes; a spelling by ear is what somebody else may be called, and needs evidence.

use rustc_hash::FxHashSet;

use super::SegmentView;
use super::candidates::Candidates;
use super::completion::is_word_gap;
use super::embedded;
use super::hits::{Hit, Scratch};
use super::layers::Layers;
use super::mention::{EntryRef, Piece};
use super::second_pass::Place;
use crate::glossary::compile::own_language;
use crate::glossary::derive::PartKind;
use crate::glossary::index::{Origin, Target};
use crate::glossary::keys::Search;
use crate::glossary::model::Entry;
use crate::romanization::convention::{ConventionSet, Tier};
use crate::romanization::latin::{normalize_latin, strip_marks};
use crate::romanization::lattice::Lattice;
use crate::romanization::raw::Kind;
use crate::romanization::table::{System, Tables};
use crate::text::token::{Shape, Token, hash_folded};

/// Romanized family names with fewer letters (Berns, Pens) are other people's names as well.
const SURE: usize = 6;

/// How many ranges that begin earlier may still hold a token.
const LONGEST: usize = 16;

/// Shortest word that is looked at beside a name.
const SHORTEST: usize = 3;

/// Whether a rendering of several words stands there as a system writes it that texts of this language use, letter for letter:
/// `Fu Cong` is not Fu Čong.
pub(super) fn whole_fits(
    view: &SegmentView,
    (first, last): (usize, usize),
    layers: &Layers,
    l: u8,
    target: Target,
) -> bool {
    let Target::Part { part, .. } = target else {
        return true;
    };
    if last - first < 2 {
        return true;
    }
    let Some(info) = layers.part(l, part).filter(|p| p.part.rendering) else {
        return true;
    };
    let plain = |text: &str| -> String {
        strip_marks(&normalize_latin(text))
            .split(|c: char| !c.is_alphanumeric())
            .collect()
    };
    let written = plain(view.slice(first, last));
    let tables = &embedded::knowledge().tables;
    view.language.is_some_and(|language| {
        tables
            .systems_of(&info.part.language)
            .filter(|s| is_used(s, language))
            .filter_map(|s| tables.romanize(&s.id, &info.part.native))
            .any(|form| plain(&form) == written)
    })
}

/// Whether texts of a language use the system to render names.
fn is_used(system: &System, language: &str) -> bool {
    system.kind != Kind::Original
        && (system.home.is_empty() || system.home.iter().any(|home| home == language))
}

/// Adds the renderings of which the word is a romanization.
pub(super) fn romanized(
    view: &SegmentView,
    candidates: &Candidates,
    at: Place,
    layers: &Layers,
    wanted: Option<PartKind>,
    scratch: &mut Scratch,
) {
    let (Some(layer), Some(language)) = (layers.layers.get(usize::from(at.l)), view.language)
    else {
        return;
    };
    let (tables, latin) = (&embedded::knowledge().tables, &candidates.word.text);
    for (part, info) in candidates.parts(layer, Search::Rendering) {
        let kind = info.part.kind;
        if wanted.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let reading = info.reading(latin);
        let pure = reading.is_some_and(|r| {
            r.tier == Tier::Pure && usable(tables, &info.part.language, r.conventions, language)
        });
        if pure {
            // A given name counts beside the family name alone, and is sure however short.
            let doubtful = kind == PartKind::Family && latin.chars().count() < SURE;
            let origin = if doubtful {
                Origin::Respelled
            } else {
                Origin::Derived
            };
            push(scratch, at, part, origin);
        }
    }
}

/// Whether one of the conventions is international, or at home in the language of the text.
pub(super) fn usable(
    tables: &Tables,
    language: &str,
    set: ConventionSet,
    text_language: &str,
) -> bool {
    tables
        .systems_in(language, set)
        .any(|s| is_used(s, text_language))
}

/// The systems by which a piece reads a rendering, best first, and whether they are romanizations.
pub(crate) fn back_conventions(
    layers: &Layers,
    at: EntryRef,
    piece: &Piece,
    surface: &str,
    text_language: &str,
) -> Option<(bool, Vec<String>)> {
    let info = layers.part(at.layer, piece.part)?;
    let knowledge = embedded::knowledge();
    let ids = |tables: &Tables, lattice: Option<&Lattice>| -> Option<Vec<String>> {
        let set = lattice?
            .accept(surface)
            .filter(|r| r.tier == Tier::Pure)?
            .conventions;
        let ids = tables.convention_ids(&info.part.language, set, Some(text_language));
        Some(ids.into_iter().map(str::to_owned).collect())
    };
    ids(&knowledge.tables, info.lattice())
        .map(|ids| (true, ids))
        .or_else(|| ids(&knowledge.respellings, info.respelling()).map(|ids| (false, ids)))
}

/// Adds the renderings that the word spells by the rules of the bearer's own language.
pub(super) fn respelled(
    candidates: &Candidates,
    at: Place,
    layers: &Layers,
    kind: PartKind,
    scratch: &mut Scratch,
) {
    let Some(layer) = layers.layers.get(usize::from(at.l)) else {
        return;
    };
    let tables = &embedded::knowledge().respellings;
    for (part, info) in candidates.parts(layer, Search::Respelling) {
        let reading = info
            .respelling()
            .filter(|_| info.part.kind == kind)
            .and_then(|r| r.accept_word(&candidates.word.text));
        let Some(reading) = reading else {
            continue;
        };
        // A given name beside the family name may lack a doubled letter: Marshal.
        let close =
            reading.tier == Tier::Pure || (kind == PartKind::Given && reading.tier == Tier::Noise);
        let written = |owner: &EntryRef| {
            let entry = layers.entry(*owner);
            entry.is_some_and(|e| writes_like(tables, &info.part.language, reading.conventions, e))
        };
        if close
            && EntryRef::of_layer(at.l, &info.part.owners)
                .iter()
                .any(written)
        {
            push(scratch, at, part, Origin::Respelled);
        }
    }
}

/// Whether a table spells as the bearer's language does.
fn writes_like(tables: &Tables, language: &str, set: ConventionSet, entry: &Entry) -> bool {
    let own = own_language(entry);
    tables
        .systems_in(language, set)
        .any(|s| s.home.iter().any(|home| own == Some(home)))
}

/// Looks once more at the words beside a name, which may be short or spelled by ear: `Mayk Pompeo`, `John Kerri`, `Marshal Billingsli`.
pub(super) fn beside(view: &SegmentView, layers: &Layers, scratch: &mut Scratch) {
    let mut covered: Vec<(usize, usize)> = scratch.hits.iter().map(|h| (h.first, h.last)).collect();
    covered.sort_unstable();
    let mut looked: FxHashSet<(usize, u8, PartKind, bool)> = FxHashSet::default();
    for n in 0..scratch.hits.len() {
        let Some(&hit) = scratch.hits.get(n) else {
            continue;
        };
        let Target::Part { part, .. } = hit.target else {
            continue;
        };
        let Some(info) = layers.part(hit.layer, part) else {
            continue;
        };
        let (before, after) = match (info.part.kind, info.part.rendering) {
            (PartKind::Family, _) => (Some(PartKind::Given), None),
            (PartKind::Given, false) => (None, Some(PartKind::Family)),
            (PartKind::Given, true) => (Some(PartKind::Family), Some(PartKind::Family)),
        };
        let by_ear = info.part.rendering && info.part.kind == PartKind::Family;
        let before = before.and_then(|kind| Some((hit.first.checked_sub(1)?, hit.first, kind)));
        let after = after.map(|kind| (hit.last, hit.last, kind));
        for (i, right, kind) in before.into_iter().chain(after) {
            let joined = view.tokens.get(right).is_some_and(|t| is_word_gap(t.gap));
            if !joined
                || !view.tokens.get(i).is_some_and(may_be_name)
                || is_covered(&covered, i)
                || !looked.insert((i, hit.layer, kind, by_ear))
            {
                continue;
            }
            let at = Place { i, l: hit.layer };
            let key = miss_key(view, at, kind, by_ear);
            if layers.misses.contains(key) {
                continue;
            }
            let before = scratch.hits.len();
            if let Some(candidates) = Candidates::of(layers, view.slice(i, i + 1)) {
                romanized(view, &candidates, at, layers, Some(kind), scratch);
                if by_ear {
                    respelled(&candidates, at, layers, kind, scratch);
                }
            }
            if scratch.hits.len() == before {
                layers.misses.insert(key);
            }
        }
    }
}

/// Whether one of the sorted ranges of tokens holds token `i`.
fn is_covered(ranges: &[(usize, usize)], i: usize) -> bool {
    let end = ranges.partition_point(|(first, _)| *first <= i);
    ranges
        .get(..end)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(LONGEST)
        .any(|(_, last)| i < *last)
}

fn may_be_name(token: &Token) -> bool {
    token.shape.contains(Shape::CAPITALIZED)
        && token.shape.contains(Shape::LATIN)
        && !token.shape.contains(Shape::MIXED)
        && (token.end - token.start) as usize >= SHORTEST
}

/// The same word stands before a name again and again (Mr, Trump); another key than that of the first pass.
fn miss_key(view: &SegmentView, at: Place, kind: PartKind, by_ear: bool) -> u64 {
    let language = hash_folded(view.language.unwrap_or_default());
    let search = 1 + kind as u32 + 2 * u32::from(by_ear) + 4 * u32::from(at.l);
    hash_folded(view.slice(at.i, at.i + 1)) ^ language.rotate_left(search)
}

fn push(scratch: &mut Scratch, at: Place, part: u32, origin: Origin) {
    let same = |h: &Hit| match h.target {
        Target::Part { part: other, .. } => other == part && h.first == at.i && h.layer == at.l,
        Target::Form { .. } => false,
    };
    // A romanization was found first and says more than a spelling by ear.
    if !scratch.hits.iter().rev().take(LONGEST).any(same) {
        scratch.hits.push(at.hit(part, origin));
    }
}

//! Tokens that missed the trie: capitalized Latin words that may be a mixed reading, noise, or a name with a case ending.
//!
//! Nothing is enumerated here: a skeleton key finds the few name parts that could be meant, and the lattice decides.

use super::SegmentView;
use super::candidates::Candidates;
use super::embedded;
use super::hits::{Hit, Scratch};
use super::layers::{Layer, Layers};
use super::mention::EntryRef;
use super::{inflected, renderings};
use crate::glossary::derive::PartKind;
use crate::glossary::index::{Origin, ROOT, Target};
use crate::glossary::keys::Search;
use crate::lang::inflection::{LatinEnding, Part};
use crate::text::token::{Gap, Shape, Token, fold_token, hash_folded};

/// Shorter words are common words more often than names.
const SHORTEST: usize = 5;

/// Derived forms that end like an inflected form of the same name (German Putins) are that: the text's own grammar comes first.
pub(crate) fn own_endings(view: &SegmentView, layers: &Layers, scratch: &mut Scratch) {
    let Some(language) = view.language else {
        return;
    };
    let endings = embedded::knowledge().inflections.latin_endings(language);
    for hit in &mut scratch.hits {
        let Target::Part {
            part,
            origin: Origin::Derived,
        } = hit.target
        else {
            continue;
        };
        let surface = view.slice(hit.first, hit.last);
        let listed = |stem: &str, anywhere: bool| {
            let owners = layers
                .part(hit.layer, part)
                .map(|p| p.part.owners.as_slice())
                .unwrap_or_default();
            owners
                .iter()
                .filter_map(|entry| {
                    layers.entry(EntryRef {
                        layer: hit.layer,
                        entry: *entry,
                    })
                })
                .any(|e| {
                    e.designations.iter().any(|d| {
                        (anywhere || d.language == language)
                            && (d.family.as_deref() == Some(stem)
                                || d.given.as_deref() == Some(stem))
                    })
                })
        };
        let kind = layers.part(hit.layer, part).map(|p| p.part.kind);
        let given = kind == Some(PartKind::Given);
        let may_end = |e: &&LatinEnding| !(given && e.part == Some(Part::Family));
        if let Some(ending) = endings.iter().filter(may_end).find(|e| {
            without(surface, &e.ending).is_some_and(|stem| {
                listed(stem, false)
                    || (listed(stem, true) && !is_at_home(layers, hit, part, surface, language))
            })
        }) {
            hit.ending = ending.ending.len() as u32;
        }
    }
}

/// Whether a convention of the text's own language writes the form: Lavrovs in Latvian.
fn is_at_home(layers: &Layers, hit: &Hit, part: u32, surface: &str, language: &str) -> bool {
    let tables = &embedded::knowledge().tables;
    let Some(info) = layers.part(hit.layer, part) else {
        return false;
    };
    let reading = info.lattice().and_then(|l| l.accept(surface));
    reading.is_some_and(|reading| {
        tables
            .systems_in(&info.part.language, reading.conventions)
            .any(|s| s.home.iter().any(|home| home == language))
    })
}

/// A token and the layer in which it is looked for.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub i: usize,
    pub l: u8,
}

impl Place {
    /// A hit on a part by the token alone.
    pub(super) fn hit(self, part: u32, origin: Origin) -> Hit {
        Hit {
            first: self.i,
            last: self.i + 1,
            layer: self.l,
            target: Target::Part { part, origin },
            confused: false,
            ending: 0,
        }
    }
}

/// Adds hits for tokens that no trie hit covers.
pub(crate) fn run(view: &SegmentView, layers: &Layers, scratch: &mut Scratch) {
    let mut covered: Vec<(usize, usize)> = scratch.hits.iter().map(|h| (h.first, h.last)).collect();
    covered.sort_unstable();
    let language = view.language.map_or(0, hash_folded);
    let mut next = 0;
    for (i, token) in view.tokens.iter().enumerate() {
        if !is_candidate(token) {
            continue;
        }
        while covered.get(next).is_some_and(|(_, last)| *last <= i) {
            next += 1;
        }
        if covered.get(next).is_some_and(|(first, _)| *first <= i) {
            continue;
        }
        // A family name taken back from a rendering counts alone only after the full name.
        let alone = !scratch.rendered && !has_neighbour(view, i);
        // The very letters count: diacritics for the lattice, capitals for endings.
        let key = hash_folded(view.slice(i, i + 1)) ^ language ^ u64::from(alone).rotate_right(1);
        if layers.misses.contains(key) {
            continue;
        }
        let before = scratch.hits.len();
        let candidates = Candidates::of(layers, view.slice(i, i + 1));
        for (l, layer) in layers.layers.iter().enumerate() {
            let at = Place { i, l: l as u8 };
            if with_ending(view, i, l as u8, layer, scratch) {
                continue;
            }
            let Some(candidates) = &candidates else {
                continue;
            };
            by_lattice(candidates, at, layer, scratch);
            if alone {
                continue;
            }
            let hits = scratch.hits.len();
            renderings::romanized(view, candidates, at, layers, None, scratch);
            renderings::respelled(candidates, at, layers, PartKind::Family, scratch);
            scratch.rendered |= scratch.hits.len() > hits;
        }
        if let Some(candidates) = candidates.filter(|_| scratch.hits.len() == before) {
            inflected::find(view, i, &candidates, layers, scratch);
        }
        if scratch.hits.len() == before {
            layers.misses.insert(key);
        }
    }
    renderings::beside(view, layers, scratch);
}

/// Whether another capitalized word touches the word, as a given name would.
fn has_neighbour(view: &SegmentView, i: usize) -> bool {
    let joined = |left: Option<&Token>, right: Option<&Token>, other: Option<&Token>| {
        left.is_some()
            && right.is_some_and(|t| !matches!(t.gap, Gap::Start | Gap::Other))
            && other.is_some_and(|t| t.shape.contains(Shape::CAPITALIZED))
    };
    let at = |n: Option<usize>| n.and_then(|n| view.tokens.get(n));
    let (before, here, after) = (at(i.checked_sub(1)), at(Some(i)), at(Some(i + 1)));
    joined(before, here, before) || joined(here, after, after)
}

fn is_candidate(token: &Token) -> bool {
    token.shape.contains(Shape::CAPITALIZED)
        && token.shape.contains(Shape::LATIN)
        && !token.shape.contains(Shape::MIXED)
        && (token.end - token.start) as usize >= SHORTEST
}

/// The word without a case ending of the text's language, if that is a known part.
fn with_ending(view: &SegmentView, i: usize, l: u8, layer: &Layer, scratch: &mut Scratch) -> bool {
    let Some(language) = view.language else {
        return false;
    };
    let endings = embedded::knowledge().inflections.latin_endings(language);
    if endings.is_empty() {
        return false;
    }
    let surface = view.slice(i, i + 1);
    let walker = layer.index.walker();
    for ending in endings {
        let Some(stem) = without(surface, &ending.ending).filter(|s| s.chars().count() >= 4) else {
            continue;
        };
        let folded = fold_token(stem);
        let hash = hash_folded(&folded);
        let Some(step) = walker
            .may_start(hash)
            .then(|| walker.step(ROOT, hash))
            .flatten()
        else {
            continue;
        };
        let stem_token = view.tokens.get(i..=i).unwrap_or_default();
        let found: Vec<Hit> = layer
            .index
            .outputs(step.outputs)
            .filter(|o| {
                matches!(
                    o.target,
                    Target::Part {
                        origin: Origin::Listed | Origin::Derived,
                        ..
                    }
                )
            })
            .filter(|o| layer.index.verify(o, stem_token, |_| folded.clone().into()))
            .map(|o| Hit {
                first: i,
                last: i + 1,
                layer: l,
                target: o.target,
                confused: false,
                ending: ending.ending.len() as u32,
            })
            .collect();
        if !found.is_empty() {
            scratch.hits.extend(found);
            return true;
        }
    }
    false
}

/// The word without an ending, in small letters or capitals.
fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).or_else(|| {
        let mut rest = word.chars();
        let mut capitals = ending.chars().rev().flat_map(|c| c.to_uppercase().rev());
        capitals
            .all(|c| rest.next_back() == Some(c))
            .then_some(rest.as_str())
    })
}

/// Parts whose lattice accepts the word as a mixed or noisy reading.
fn by_lattice(candidates: &Candidates, at: Place, layer: &Layer, scratch: &mut Scratch) {
    for (part, info) in candidates.parts(layer, Search::Reading) {
        if info.reading(&candidates.word.text).is_some() {
            scratch.hits.push(at.hit(part, Origin::Derived));
        }
    }
}

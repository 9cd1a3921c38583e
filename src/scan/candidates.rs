//! The name parts that a Latin word may read, found by its keys. Read once for every search, language and layer.

use super::embedded;
use super::layers::{Layer, Layers, PartInfo};
use crate::glossary::keys::Search;
use crate::romanization::skeleton::{LatinWord, Skeleton};

/// A Latin word, and the languages in which some part may have a key of it.
pub(super) struct Candidates {
    pub word: LatinWord,
    tables: Vec<(&'static str, Skeleton)>,
    respellings: Vec<(&'static str, Skeleton)>,
}

impl Candidates {
    /// None where no layer has a part for the word, as for nearly every word.
    pub(super) fn of(layers: &Layers, surface: &str) -> Option<Self> {
        let word = LatinWord::new(surface)?;
        let knowledge = embedded::knowledge();
        let edges = word.edges;
        let stored = |search: Search| {
            move |skeleton: Skeleton| {
                let key = search.filter_key(skeleton, edges);
                layers.layers.iter().any(|l| l.index.may_have_key(key))
            }
        };
        let tables = knowledge
            .tables
            .skeletons_latin(&word, stored(Search::Reading));
        let respellings = knowledge
            .respellings
            .skeletons_latin(&word, stored(Search::Respelling));
        (!tables.is_empty() || !respellings.is_empty()).then_some(Self {
            word,
            tables,
            respellings,
        })
    }

    /// The parts of a layer that a search may find, by language and number.
    pub(super) fn parts<'a>(
        &'a self,
        layer: &'a Layer,
        search: Search,
    ) -> impl Iterator<Item = (u32, &'a PartInfo)> {
        let languages = match search {
            Search::Respelling => &self.respellings,
            Search::Reading | Search::Rendering | Search::Inflected => &self.tables,
        };
        languages
            .iter()
            .filter(move |(_, skeleton)| search.is_enough(*skeleton))
            .flat_map(move |(language, skeleton)| {
                let key = search.key(*skeleton, self.word.edges);
                let parts = layer.index.by_key(key);
                parts.filter_map(move |n| {
                    let info = layer.part(n)?;
                    let part = &info.part;
                    (part.language == *language && part.rendering == search.wants_rendering())
                        .then_some((n, info))
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::derive::case_forms;
    use crate::romanization::convention::Tier;
    use crate::romanization::table::Tables;

    /// How many systems and words are left out at a time: each is tried with some part.
    const STEP: usize = 4;

    /// Whether a search finds the part by a form that a system writes.
    fn is_found(layers: &Layers, layer: &Layer, search: Search, n: u32, form: &str) -> bool {
        let candidates = Candidates::of(layers, form);
        candidates.is_some_and(|c| c.parts(layer, search).any(|(part, _)| part == n))
    }

    /// The systems of the part's language that write the word, in one word, with what they write.
    fn written(tables: &Tables, language: &str, word: &str, from: usize) -> Vec<String> {
        tables
            .systems_of(language)
            .skip(from % STEP)
            .step_by(STEP)
            .filter_map(|system| tables.romanize(&system.id, word))
            .filter(|latin| {
                let reading = tables.lattice(language, word).and_then(|l| l.accept(latin));
                reading.is_some_and(|r| r.tier == Tier::Pure)
            })
            .collect()
    }

    #[test]
    fn every_part_of_the_packs_is_found_by_what_every_system_writes() {
        let layers = Layers::packs();
        let [layer] = layers.layers.as_slice() else {
            panic!("one layer")
        };
        let tables = &embedded::knowledge().tables;
        let mut checked = 0;
        for n in 0..layer.index.part_count() {
            let Some(info) = layer.part(n) else {
                panic!("part {n}")
            };
            let (part, at) = (&info.part, n as usize);
            let (language, native) = (part.language.as_str(), part.native.as_str());
            let skeleton = tables.skeleton_native(language, native);
            let search = if part.rendering {
                Search::Rendering
            } else {
                Search::Reading
            };
            if skeleton.is_some_and(|s| search.is_enough(s)) {
                for form in written(tables, language, native, at) {
                    assert!(
                        is_found(&layers, layer, search, n, &form),
                        "{native} {form}"
                    );
                    checked += 1;
                }
            }
            let bearer = part.owners.first().and_then(|owner| layer.entry(*owner));
            let Some(bearer) = bearer.filter(|_| !part.rendering && at % STEP == 0) else {
                continue;
            };
            for (case, word) in case_forms(part, bearer, embedded::knowledge()) {
                for form in written(tables, language, &word, at / STEP) {
                    let found = is_found(&layers, layer, Search::Inflected, n, &form);
                    assert!(found, "{case} of {native}: {word} {form}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 5000, "{checked} forms");
    }
}

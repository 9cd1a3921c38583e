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

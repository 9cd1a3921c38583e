//! Keys by which a Latin word finds the name parts that it may read: what stays of the word, and its first and last letters.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::build_index::IndexBuilder;
use super::compile::own_language;
use super::derive::{Part, case_forms};
use super::knowledge::Knowledge;
use super::model::Entry;
use crate::romanization::lattice::Lattice;
use crate::romanization::skeleton::Skeleton;
use crate::romanization::table::Tables;

/// As what a part is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// A native name, by a mixed reading or with noise.
    Reading,
    /// How another script renders a Latin name, taken back.
    Rendering,
    /// The same, spelled by ear.
    Respelling,
    /// A case form of a native name.
    Inflected,
}

impl Search {
    /// Whether the part sought is a rendering.
    pub(crate) fn wants_rendering(self) -> bool {
        matches!(self, Self::Rendering | Self::Respelling)
    }

    /// Whether as many consonants are enough: many renderings have little else that stays (Cheini).
    pub(crate) fn is_enough(self, skeleton: Skeleton) -> bool {
        skeleton.letters > 1 || matches!(self, Self::Rendering | Self::Inflected)
    }

    /// The key under which the parts are stored.
    pub(crate) fn key(self, skeleton: Skeleton, edges: (char, char)) -> u64 {
        let kind = match self {
            Self::Reading => 0,
            Self::Rendering => 1,
            Self::Respelling => 2,
            Self::Inflected => 3,
        };
        skeleton.with_edges(edges) ^ kind << 30
    }

    /// The key by which is known whether there is any such part: one for all searches by romanization.
    pub(crate) fn filter_key(self, skeleton: Skeleton, edges: (char, char)) -> u64 {
        skeleton.with_edges(edges) ^ u64::from(self == Self::Respelling) << 30
    }
}

/// Stores the keys of the parts of one glossary.
pub(super) struct KeyWriter<'a> {
    pub entries: &'a [Entry],
    pub knowledge: &'a Knowledge,
    /// Last letters of native words, by language and the letters at the end.
    finals: FxHashMap<(String, String), BTreeSet<char>>,
}

impl<'a> KeyWriter<'a> {
    pub(super) fn new(entries: &'a [Entry], knowledge: &'a Knowledge) -> Self {
        Self {
            entries,
            knowledge,
            finals: FxHashMap::default(),
        }
    }

    /// `lattice` is that of the part by the systems of romanization.
    pub(super) fn add(
        &mut self,
        builder: &mut IndexBuilder,
        n: u32,
        part: &Part,
        lattice: Option<&Lattice>,
    ) {
        let tables = &self.knowledge.tables;
        let search = if part.rendering {
            Search::Rendering
        } else {
            Search::Reading
        };
        add_word(builder, n, part, tables, lattice, search);
        if !part.rendering {
            self.add_case_forms(builder, n, part, lattice);
        } else if self.is_spelled_by_ear(part) {
            let tables = &self.knowledge.respellings;
            let lattice = tables.lattice(&part.language, &part.native);
            add_word(
                builder,
                n,
                part,
                tables,
                lattice.as_ref(),
                Search::Respelling,
            );
        }
    }

    /// Only a bearer whose language has rules of respelling is spelled by ear.
    fn is_spelled_by_ear(&self, part: &Part) -> bool {
        let systems = self.knowledge.respellings.systems().iter();
        let homes: Vec<&String> = systems.flat_map(|s| &s.home).collect();
        let owners = part.owners.iter();
        owners
            .filter_map(|owner| own_language(self.entries.get(*owner as usize)?))
            .any(|own| homes.iter().any(|home| *home == own))
    }

    /// Case forms begin as the nominative does, and end as the end of the form is written.
    fn add_case_forms(
        &mut self,
        builder: &mut IndexBuilder,
        n: u32,
        part: &Part,
        lattice: Option<&Lattice>,
    ) {
        let bearer = part.owners.first();
        let Some(bearer) = bearer.and_then(|owner| self.entries.get(*owner as usize)) else {
            return;
        };
        let tables = &self.knowledge.tables;
        let initials = lattice.map(|l| l.initials()).unwrap_or_default();
        for (_, form) in case_forms(part, bearer, self.knowledge) {
            let Some(skeleton) = tables.skeleton_native(&part.language, &form) else {
                continue;
            };
            let key = (part.language.clone(), Tables::end(&form).to_owned());
            let finals = self
                .finals
                .entry(key)
                .or_insert_with_key(|(language, end)| tables.finals(language, end));
            for first in &initials {
                for last in finals.iter() {
                    builder.key(Search::Inflected, skeleton, (*first, *last), n);
                }
            }
        }
    }
}

/// The keys of a native word that stands as it is.
fn add_word(
    builder: &mut IndexBuilder,
    n: u32,
    part: &Part,
    tables: &Tables,
    lattice: Option<&Lattice>,
    search: Search,
) {
    let skeleton = tables.skeleton_native(&part.language, &part.native);
    let (Some(skeleton), Some(lattice)) = (skeleton.filter(|s| search.is_enough(*s)), lattice)
    else {
        return;
    };
    for edges in lattice.edges() {
        builder.key(search, skeleton, edges, n);
    }
}

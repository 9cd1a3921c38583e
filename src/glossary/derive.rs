//! From entries to everything that is searched for: listed forms, native case forms, derived romanizations.
//!
//! Pure readings are enumerated; mixed readings and noise never are (the scanner walks the lattice for those).

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::knowledge::Knowledge;
use super::model::{Designation, Entry, EntryKind, NativeName};
use crate::lang::inflection::{Gender, Part as InflectedPart};
use crate::romanization::lattice::Lattice;
use crate::text::fold::fold_to_string;
use crate::text::script::{Script, dominant_script};

/// Most derived forms a name part may bring into the trie; the rest is left to the lattice.
const DERIVED_CAP: usize = 800;

/// Which part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum PartKind {
    Given,
    Family,
}

/// A name part shared by all entries that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub kind: PartKind,
    /// Language of `native`; empty when there is no native spelling.
    pub language: String,
    /// Native nominative, or the folded main form when there is no native spelling.
    pub native: String,
    /// Whether `native` is how another script renders the name, and the bearer's own spelling is a different one.
    pub rendering: bool,
    /// Entries that carry it, ascending.
    pub owners: Vec<u32>,
}

impl Part {
    /// What conventions write for it; none where its language has no rules, or it is no single word.
    pub(crate) fn lattice(&self, knowledge: &Knowledge) -> Option<Lattice> {
        knowledge.tables.lattice(&self.language, &self.native)
    }
}

/// Forms of a part.
#[derive(Debug, Default)]
pub(crate) struct PartForms {
    pub listed: Vec<String>,
    /// Romanizations of several words; those of one word are read off its lattice when they are wanted.
    several: Vec<String>,
    pub native: Vec<String>,
}

impl PartForms {
    /// Every romanization of the part by one convention. `lattice` is that of the part.
    pub(crate) fn derived(&self, part: &Part, lattice: Option<&Lattice>) -> Cow<'_, [String]> {
        match lattice {
            Some(lattice) if !part.rendering && !part.native.contains(BREAKS) => {
                Cow::Owned(lattice.pure_spellings(DERIVED_CAP))
            }
            _ => Cow::Borrowed(&self.several),
        }
    }
}

/// All parts of a glossary with their forms, in order of first use.
#[derive(Default)]
pub(crate) struct PartTable {
    pub parts: Vec<(Part, PartForms)>,
    by_key: FxHashMap<(PartKind, String, String, bool), usize>,
}

impl PartTable {
    /// Collects the parts of one person.
    pub(crate) fn add(&mut self, n: u32, entry: &Entry, knowledge: &Knowledge) {
        if entry.kind != EntryKind::Person {
            return;
        }
        let native = entry
            .native
            .iter()
            .find(|name| name.family.is_some() && is_romanizable(name, knowledge));
        let family = self.main_part(
            entry,
            PartKind::Family,
            native.and_then(|name| Some((name, name.family.as_deref()?))),
            knowledge,
        );
        let given = self.main_part(
            entry,
            PartKind::Given,
            native.and_then(|name| Some((name, name.given.as_deref()?))),
            knowledge,
        );
        for (at, kind) in [(family, PartKind::Family), (given, PartKind::Given)] {
            let Some((part, forms)) = at.and_then(|at| self.parts.get_mut(at)) else {
                continue;
            };
            if part.owners.last() != Some(&n) {
                part.owners.push(n);
            }
            for designation in &entry.designations {
                let form = if kind == PartKind::Family {
                    &designation.family
                } else {
                    &designation.given
                };
                forms.listed.extend(form.iter().cloned());
            }
            for name in &entry.native {
                let form = if kind == PartKind::Family {
                    &name.family
                } else {
                    &name.given
                };
                forms.native.extend(form.iter().cloned());
            }
        }
        self.add_renderings(n, entry, knowledge);
    }

    /// Parts that a machine may take for native names: how Russian renders somebody who has a spelling of the own in Latin letters.
    fn add_renderings(&mut self, n: u32, entry: &Entry, knowledge: &Knowledge) {
        for (designation, kind, word) in renderings(entry, knowledge) {
            let key = (
                kind,
                designation.language.clone(),
                word.to_lowercase(),
                true,
            );
            let at = *self.by_key.entry(key).or_insert_with_key(|key| {
                let mut forms = PartForms::default();
                // Of several words each convention's own rendering; single words are left to the lattice.
                if word.contains(BREAKS) {
                    forms.several = romanized(word, &designation.language, knowledge);
                }
                self.parts.push((
                    Part {
                        kind,
                        language: key.1.clone(),
                        native: key.2.clone(),
                        rendering: true,
                        owners: Vec::new(),
                    },
                    forms,
                ));
                self.parts.len() - 1
            });
            if let Some((part, forms)) = self.parts.get_mut(at) {
                if part.owners.last() != Some(&n) {
                    part.owners.push(n);
                }
                // What comes back as it was is the name itself.
                forms.several.retain(|form| !is_listed(entry, form));
            }
        }
    }

    /// Finds or makes the part that stands for `kind` of this entry.
    fn main_part(
        &mut self,
        entry: &Entry,
        kind: PartKind,
        native: Option<(&NativeName, &str)>,
        knowledge: &Knowledge,
    ) -> Option<usize> {
        let key = match native {
            Some((name, word)) => (kind, name.language.clone(), word.to_lowercase(), false),
            None => {
                let form = entry
                    .designations
                    .iter()
                    .find_map(|d| {
                        if kind == PartKind::Family {
                            d.family.as_deref()
                        } else {
                            d.given.as_deref()
                        }
                    })
                    .or_else(|| {
                        entry.native.iter().find_map(|n| {
                            if kind == PartKind::Family {
                                n.family.as_deref()
                            } else {
                                n.given.as_deref()
                            }
                        })
                    })?;
                (kind, String::new(), fold_to_string(form), false)
            }
        };
        if let Some(at) = self.by_key.get(&key) {
            return Some(*at);
        }
        let mut forms = PartForms::default();
        if let Some((name, word)) = native {
            derive_part(kind, name, word, entry, knowledge, &mut forms);
        }
        let at = self.parts.len();
        self.parts.push((
            Part {
                kind,
                language: key.1.clone(),
                native: key.2.clone(),
                rendering: false,
                owners: Vec::new(),
            },
            forms,
        ));
        self.by_key.insert(key, at);
        Some(at)
    }
}

/// What stands between the words of one part.
const BREAKS: [char; 4] = [' ', '-', '\'', '’'];

/// The parts of the forms by which Russian, Ukrainian and the like render a person whose own name is not in their script.
///
/// Where the own name is written in Cyrillic, or in a script whose romanizations waver (Arabic, Georgian), nobody can tell on
/// which way a Latin form came; there are none.
pub(crate) fn renderings<'a>(
    entry: &'a Entry,
    knowledge: &'a Knowledge,
) -> impl Iterator<Item = (&'a Designation, PartKind, &'a str)> {
    let own = entry.kind == EntryKind::Person
        && entry
            .native
            .iter()
            .all(|name| SETTLED_SCRIPTS.contains(&dominant_script(&name.text)))
        && entry.designations.iter().any(|d| is_latin(&d.text));
    // Only a rendering of as many words as the name has tells which word renders which.
    let words = |text: &str| text.split([' ', '-']).count();
    let length = entry
        .designations
        .iter()
        .find(|d| is_latin(&d.text) && d.status.is_right())
        .filter(|d| !d.text.contains('.'))
        .map(|d| words(&d.text));
    entry
        .designations
        .iter()
        .filter(move |d| {
            own && d.status.is_right()
                && knowledge.tables.languages().contains(&d.language.as_str())
                && !is_latin(&d.text)
                && Some(words(&d.text)) == length
        })
        .flat_map(|d| {
            let family = d.family.as_deref().map(|word| (d, PartKind::Family, word));
            let given = d.given.as_deref().map(|word| (d, PartKind::Given, word));
            family.into_iter().chain(given)
        })
}

/// Scripts whose names have one Latin spelling, or one romanization that everybody uses.
const SETTLED_SCRIPTS: [Script; 5] = [
    Script::LATN,
    Script::HANI,
    Script::HIRA,
    Script::KANA,
    Script::HANG,
];

/// Whether these words stand in a right form of the entry; case, diacritics and hyphens do not count.
pub(crate) fn is_listed(entry: &Entry, words: &str) -> bool {
    let spaced = |text: &str| {
        let words: Vec<String> = text
            .split([' ', '-', '\u{2010}', '\u{2011}', '\n'])
            .map(fold_to_string)
            .collect();
        format!(" {} ", words.join(" "))
    };
    let wanted = spaced(words);
    let mut right = entry.designations.iter().filter(|d| d.status.is_right());
    right.any(|d| spaced(&d.text).contains(&wanted))
}

fn is_latin(text: &str) -> bool {
    dominant_script(text) == Script::LATN
}

/// Whether tables exist for the language of this name.
fn is_romanizable(name: &NativeName, knowledge: &Knowledge) -> bool {
    knowledge
        .tables
        .languages()
        .contains(&name.language.as_str())
}

fn derive_part(
    kind: PartKind,
    name: &NativeName,
    word: &str,
    entry: &Entry,
    knowledge: &Knowledge,
    forms: &mut PartForms,
) {
    if word.contains(BREAKS) {
        forms.several = romanized(word, &name.language, knowledge);
    }
    let part = if kind == PartKind::Family {
        InflectedPart::Family
    } else {
        InflectedPart::Given
    };
    let gender = match entry.feminine {
        Some(true) => Some(Gender::F),
        Some(false) => Some(Gender::M),
        None => name
            .family
            .as_deref()
            .and_then(|f| knowledge.inflections.gender(&name.language, f)),
    };
    forms.native.extend(
        knowledge
            .inflections
            .forms(&name.language, word, part, gender)
            .into_iter()
            .map(|(_, form)| form),
    );
}

/// The case forms of a native part, declined as a bearer's gender asks; what looks like the nominative is none.
pub(crate) fn case_forms<'k>(
    part: &Part,
    bearer: &Entry,
    knowledge: &'k Knowledge,
) -> impl Iterator<Item = (&'k str, String)> {
    let kind = match part.kind {
        PartKind::Given => InflectedPart::Given,
        PartKind::Family => InflectedPart::Family,
    };
    let feminine = |f| if f { Gender::F } else { Gender::M };
    let gender = bearer.feminine.map(feminine);
    let inflections = &knowledge.inflections;
    let forms = inflections.forms(&part.language, &part.native, kind, gender);
    let native = part.native.clone();
    forms.into_iter().filter(move |(_, form)| *form != native)
}

/// Every romanization of a name part that one convention explains; of several words, each convention's own rendering.
pub(crate) fn romanized(words: &str, language: &str, knowledge: &Knowledge) -> Vec<String> {
    if !words.contains(BREAKS) {
        let Some(lattice) = knowledge.tables.lattice(language, words) else {
            return Vec::new();
        };
        return lattice.pure_spellings(DERIVED_CAP);
    }
    let systems = knowledge
        .tables
        .systems()
        .iter()
        .filter(|s| s.language == language);
    let mut out: Vec<String> = systems
        .filter_map(|s| knowledge.tables.romanize(&s.id, words))
        .collect();
    out.sort();
    out.dedup();
    out
}

//! Compiled rules of one source language: contexts as letter sets, outputs as numbers.
//!
//! At a position of a native word a system has exactly one fitting case: that of its longest n-gram whose context fits.
//! Contexts look at native letters only, so a system cuts a word into n-grams in one way.

use serde::{Deserialize, Serialize};

use super::alphabet::LetterSet;
use super::convention::{ConventionSet, Mode};

/// What stands on one side of an n-gram.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Side {
    /// The end of the word on this side fits.
    pub edge: bool,
    pub letters: LetterSet,
    /// Strings of two or more letters.
    pub strings: Vec<Vec<u8>>,
}

impl Side {
    fn fits_before(&self, rest: &[u8]) -> bool {
        match rest.first() {
            None => self.edge,
            Some(&next) => {
                self.letters >> next & 1 == 1 || self.strings.iter().any(|s| rest.starts_with(s))
            }
        }
    }

    fn fits_after(&self, start: &[u8]) -> bool {
        match start.last() {
            None => self.edge,
            Some(&last) => {
                self.letters >> last & 1 == 1 || self.strings.iter().any(|s| start.ends_with(s))
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Context {
    pub after: Option<Side>,
    pub before: Option<Side>,
    pub not_after: Option<Side>,
    pub not_before: Option<Side>,
}

impl Context {
    fn fits(&self, start: &[u8], rest: &[u8]) -> bool {
        self.after
            .as_ref()
            .is_none_or(|side| side.fits_after(start))
            && self
                .before
                .as_ref()
                .is_none_or(|side| side.fits_before(rest))
            && self
                .not_after
                .as_ref()
                .is_none_or(|side| !side.fits_after(start))
            && self
                .not_before
                .as_ref()
                .is_none_or(|side| !side.fits_before(rest))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Case {
    /// None fits everywhere.
    pub context: Option<Context>,
    /// Numbers into the outputs of the language; the first is what the system writes.
    pub outputs: Vec<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// The n-gram without its first letter.
    pub rest: Vec<u8>,
    pub cases: Vec<Case>,
}

/// The rules of one system.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct RuleSet {
    /// By number of the first letter; longest n-gram first.
    pub by_letter: Vec<Vec<Rule>>,
}

impl RuleSet {
    /// The case that applies at a position, and the length of its n-gram.
    pub(crate) fn longest(&self, word: &[u8], at: usize) -> Option<(usize, &Case)> {
        let (start, here) = word.split_at_checked(at)?;
        let (&first, after) = here.split_first()?;
        for rule in self.by_letter.get(usize::from(first))? {
            let Some(rest) = after.strip_prefix(rule.rest.as_slice()) else {
                continue;
            };
            let fitting = rule.cases.iter().find(|case| {
                case.context
                    .as_ref()
                    .is_none_or(|context| context.fits(start, rest))
            });
            if let Some(case) = fitting {
                return Some((rule.rest.len() + 1, case));
            }
        }
        None
    }
}

/// One output in all its appearances.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Output {
    /// As the table writes it.
    pub written: String,
    /// In comparison form, by mode: numbers into the texts of the language.
    pub modes: [u16; 3],
}

/// A convention: a system of the language, by its place among them, in a mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Convention {
    pub system: u16,
    pub mode: Mode,
}

/// All rules of one source language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct LanguageRules {
    /// In the order of the language's systems.
    pub systems: Vec<RuleSet>,
    /// By index in a `ConventionSet`; those of one system stand together.
    pub conventions: Vec<Convention>,
    pub outputs: Vec<Output>,
    pub texts: Vec<String>,
    /// The longest n-gram of any rule.
    pub longest: u8,
    /// The classes of Latin consonants that no rule of the language changes.
    pub skeleton: super::skeleton::Classes,
    /// The skeleton of every letter.
    pub letter_skeletons: Vec<String>,
    /// By system: its conventions.
    pub members: Vec<Vec<(u8, Mode)>>,
    /// By letter.
    pub settled: Vec<Settled>,
}

/// A text that conventions write for an n-gram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spelling {
    pub text: u16,
    pub set: ConventionSet,
    /// Those of the set for which it is the first choice.
    pub main: ConventionSet,
}

/// What a letter is where its surroundings do not matter. Most systems treat most consonants so, and a lattice is then
/// copied rather than looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Settled {
    pub spellings: Vec<Spelling>,
    /// The systems that do look around.
    pub others: Vec<u16>,
}

impl LanguageRules {
    pub(crate) fn text(&self, output: u16, mode: Mode) -> Option<(u16, &str)> {
        let output = self.outputs.get(usize::from(output))?;
        let number = *output.modes.get(mode as usize)?;
        Some((number, self.texts.get(usize::from(number))?))
    }

    /// What the conventions of a system write in a case.
    pub(crate) fn spellings(&self, system: usize, case: &Case, mut visit: impl FnMut(Spelling)) {
        for (choice, &output) in case.outputs.iter().enumerate() {
            let Some(output) = self.outputs.get(usize::from(output)) else {
                continue;
            };
            let mut pending: Option<Spelling> = None;
            for &(index, mode) in self.members.get(system).into_iter().flatten() {
                let Some(&text) = output.modes.get(mode as usize) else {
                    continue;
                };
                let set = ConventionSet::single(usize::from(index));
                let main = if choice == 0 {
                    set
                } else {
                    ConventionSet::EMPTY
                };
                match &mut pending {
                    Some(known) if known.text == text => {
                        known.set = known.set.union(set);
                        known.main = known.main.union(main);
                    }
                    _ => pending
                        .replace(Spelling { text, set, main })
                        .into_iter()
                        .for_each(&mut visit),
                }
            }
            pending.into_iter().for_each(&mut visit);
        }
    }

    /// Fills `members` and `settled` from the systems and conventions.
    pub(crate) fn settle(&mut self, letters: usize) {
        self.members = (0u16..)
            .zip(&self.systems)
            .map(|(system, _)| {
                let own = (0u8..)
                    .zip(&self.conventions)
                    .filter(|(_, it)| it.system == system);
                own.map(|(index, it)| (index, it.mode)).collect()
            })
            .collect();
        self.settled = (0..letters)
            .map(|letter| self.settled_letter(letter))
            .collect();
    }

    fn settled_letter(&self, letter: usize) -> Settled {
        let mut settled = Settled::default();
        for (number, (place, system)) in (0u16..).zip(self.systems.iter().enumerate()) {
            let rules = system.by_letter.get(letter).map_or(&[][..], Vec::as_slice);
            match rules {
                [Rule { rest, cases }] if rest.is_empty() => match cases.as_slice() {
                    [case] if case.context.is_none() => {
                        self.spellings(place, case, |it| add(&mut settled.spellings, it));
                    }
                    _ => settled.others.push(number),
                },
                [] => {}
                _ => settled.others.push(number),
            }
        }
        settled
    }
}

fn add(spellings: &mut Vec<Spelling>, new: Spelling) {
    match spellings.iter_mut().find(|known| known.text == new.text) {
        Some(known) => {
            known.set = known.set.union(new.set);
            known.main = known.main.union(new.main);
        }
        None => spellings.push(new),
    }
}

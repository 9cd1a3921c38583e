//! What completes a family name: the given name, initials, patronymic or middle names beside it, in either order.

use super::SegmentView;
use super::layers::Layers;
use super::mention::{EntryRef, Piece};
use super::people::{PartHit, capital, is_own_form, may_be_small, piece};
use crate::glossary::derive::PartKind;
use crate::glossary::index::Origin;
use crate::glossary::model::{Designation, Entry, NameOrder};
use crate::text::token::{Gap, Shape, Token, fold_token};

/// Words between the first word of a given name and the family name, at most.
const NEAR: usize = 12;

/// How the words before or after a family name complete it.
pub(super) struct Completion {
    pub first: usize,
    pub last: usize,
    pub owners: Vec<EntryRef>,
    pub given: Option<Piece>,
    pub initial: bool,
    pub ending: bool,
    pub confused: bool,
    /// The order of the parts is not that of the name.
    pub unusual: bool,
}

/// A family name and everything around it.
pub(super) struct FamilyName<'a> {
    pub view: &'a SegmentView<'a>,
    pub layers: &'a Layers,
    /// All hits on name parts of the segment, ordered by first token.
    pub parts: &'a [PartHit],
    pub hit: &'a PartHit,
}

impl FamilyName<'_> {
    /// Given name, initials or patronymic before the family name.
    pub(super) fn before(&self, owners: &[EntryRef]) -> Option<Completion> {
        let gap = self.view.tokens.get(self.hit.first)?.gap;
        if is_word_gap(gap)
            && let Some(found) = self.given_at(owners, |g| g.last == self.hit.first)
        {
            return Some(found);
        }
        // One word between: a patronymic or a middle initial.
        let middle = self.hit.first.checked_sub(1)?;
        let token = self.view.tokens.get(middle)?;
        let is_initial = token.shape.contains(Shape::SINGLE)
            && token.shape.contains(Shape::CAPITALIZED)
            && matches!(gap, Gap::Period | Gap::Space);
        if is_initial {
            // Middle initials: George H. W. Bush, George H.W. Bush.
            let first = self.first_initial(middle);
            if self
                .view
                .tokens
                .get(first)
                .is_some_and(|t| is_word_gap(t.gap))
            {
                // An initial that contradicts a known patronymic is another person's.
                let letter = fold_token(self.view.slice(first, first + 1));
                let known: Vec<EntryRef> = owners
                    .iter()
                    .copied()
                    .filter(|o| {
                        self.layers
                            .entry(*o)
                            .is_some_and(|e| patronymic_may_start_with(e, &letter))
                    })
                    .collect();
                if let Some(found) = self.given_at(&known, |g| g.last == first) {
                    return Some(found);
                }
            }
        }
        if is_word_gap(gap) && is_word_gap(token.gap) && token.shape.contains(Shape::CAPITALIZED) {
            let known: Vec<EntryRef> = owners
                .iter()
                .copied()
                .filter(|o| is_patronymic(self.layers, *o, self.view.slice(middle, middle + 1)))
                .collect();
            if let Some(found) = self.given_at(&known, |g| g.last == middle) {
                return Some(found);
            }
        }
        if let Some(found) = self.after_middle_names(owners) {
            return Some(found);
        }
        if is_initial && gap == Gap::Period {
            self.initials(middle, owners)
        } else {
            None
        }
    }

    /// Middle names as a listed form has them: José Manuel Barroso, Recep Tayyip Erdoğan.
    fn after_middle_names(&self, owners: &[EntryRef]) -> Option<Completion> {
        let capitalized = |at: usize| {
            self.view
                .tokens
                .get(at)
                .is_some_and(|t| t.shape.contains(Shape::CAPITALIZED))
        };
        if self.hit.first < 2 || !capitalized(self.hit.first - 1) {
            return None;
        }
        owners.iter().find_map(|owner| {
            let entry = self.layers.entry(*owner)?;
            entry.designations.iter().find_map(|designation| {
                let middle = middle_names(designation)?;
                let first = self.hit.first.checked_sub(middle.len())?;
                let stand = (first..self.hit.first).zip(&middle).all(|(at, word)| {
                    self.view.tokens.get(at).is_some_and(|t| is_word_gap(t.gap))
                        && fold_token(self.view.slice(at, at + 1)) == fold_token(word)
                });
                stand
                    .then(|| self.given_at(&[*owner], |g| g.last == first))
                    .flatten()
            })
        })
    }

    /// The first of a run of initials that ends with token `at`.
    fn first_initial(&self, at: usize) -> usize {
        let is_initial =
            |t: &Token| t.shape.contains(Shape::SINGLE) && t.shape.contains(Shape::CAPITALIZED);
        let mut first = at;
        while first > 0
            && self
                .view
                .tokens
                .get(first)
                .is_some_and(|t| t.gap == Gap::Period)
            && self.view.tokens.get(first - 1).is_some_and(is_initial)
        {
            first -= 1;
        }
        first
    }

    /// `S. Ryabkov`, `S. A. Ryabkov`, `S.A. Ryabkov`.
    fn initials(&self, at: usize, owners: &[EntryRef]) -> Option<Completion> {
        let first = self.first_initial(at);
        let letter = fold_token(self.view.slice(first, first + 1));
        let fitting: Vec<EntryRef> = owners
            .iter()
            .copied()
            .filter(|o| {
                self.layers
                    .entry(*o)
                    .is_some_and(|e| given_starts_with(e, &letter))
            })
            .collect();
        if fitting.is_empty() {
            return None;
        }
        Some(Completion {
            first,
            last: self.hit.last,
            owners: fitting,
            given: None,
            initial: true,
            ending: false,
            confused: false,
            unusual: false,
        })
    }

    /// Family name first: `Рябков Сергей Алексеевич`, `Xi Jinping`.
    pub(super) fn after(&self, owners: &[EntryRef]) -> Option<Completion> {
        if !is_word_gap(self.view.tokens.get(self.hit.last)?.gap) {
            return None;
        }
        let mut found = self.given_at(owners, |g| g.first == self.hit.last)?;
        // In Latin script this order is a list's or another country's; the parts are found, but nothing there is safe.
        let usual = |o: &EntryRef| {
            self.layers
                .entry(*o)
                .is_some_and(|e| e.order == NameOrder::FamilyFirst)
        };
        found.unusual = self.hit.origin != Origin::Native && !found.owners.iter().any(usual);
        let next = found.last;
        let follows = self
            .view
            .tokens
            .get(next)
            .is_some_and(|t| is_word_gap(t.gap) && t.shape.contains(Shape::CAPITALIZED));
        if follows
            && found
                .owners
                .iter()
                .any(|o| is_patronymic(self.layers, *o, self.view.slice(next, next + 1)))
        {
            found.last = next + 1;
        }
        Some(found)
    }

    /// A given-name hit in the right place that shares owners with the family name.
    fn given_at(
        &self,
        owners: &[EntryRef],
        place: impl Fn(&PartHit) -> bool,
    ) -> Option<Completion> {
        // Parts are ordered by their first token; a given name stands within a few words of the family name.
        let from = self
            .parts
            .partition_point(|p| p.first + NEAR < self.hit.first);
        let near = self
            .parts
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|p| p.first <= self.hit.last + NEAR);
        for given in near.filter(|g| g.layer == self.hit.layer && place(g)) {
            let Some(info) = self
                .layers
                .part(given.layer, given.part)
                .filter(|p| p.part.kind == PartKind::Given)
            else {
                continue;
            };
            let small = !capital(self.view, given);
            if small
                && !(capital(self.view, self.hit)
                    && may_be_small(self.view, given, PartKind::Given))
            {
                continue;
            }
            let shared: Vec<EntryRef> = owners
                .iter()
                .copied()
                .filter(|o| info.part.owners.binary_search(&o.entry).is_ok())
                .filter(|o| {
                    let entry = self.layers.entry(*o);
                    entry.is_some_and(|e| is_own_form(self.view, info, given, e))
                })
                .collect();
            if shared.is_empty() {
                continue;
            }
            return Some(Completion {
                first: given.first.min(self.hit.first),
                last: given.last.max(self.hit.last),
                owners: shared,
                given: Some(piece(self.view, given)),
                initial: false,
                ending: given.ending > 0,
                confused: given.confused,
                unusual: false,
            });
        }
        None
    }
}

pub(super) fn is_word_gap(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::LineBreak | Gap::Hyphen)
}

/// The words of a full form between given name and family name.
fn middle_names(designation: &Designation) -> Option<Vec<&str>> {
    let (given, family) = (
        designation.given.as_deref()?,
        designation.family.as_deref()?,
    );
    let middle = designation
        .text
        .strip_prefix(given)?
        .strip_suffix(family)?
        .trim();
    let words: Vec<&str> = middle.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    (!words.is_empty() && !middle.contains('.')).then_some(words)
}

fn given_starts_with(entry: &Entry, letter: &str) -> bool {
    let listed = entry.designations.iter().filter_map(|d| d.given.as_deref());
    let native = entry.native.iter().filter_map(|n| n.given.as_deref());
    listed
        .chain(native)
        .any(|given| fold_token(given).starts_with(letter))
}

/// Whether the patronymic, where it is known, may begin with this folded letter in some romanization.
fn patronymic_may_start_with(entry: &Entry, letter: &str) -> bool {
    let tables = &super::embedded::knowledge().tables;
    entry.native.iter().all(|name| {
        let Some(patronymic) = name.patronymic.as_deref() else {
            return true;
        };
        let systems = tables
            .systems()
            .iter()
            .filter(|s| s.language == name.language);
        let mut written = systems.filter_map(|s| tables.romanize(&s.id, patronymic));
        fold_token(patronymic).starts_with(letter)
            || written.any(|w| fold_token(&w).starts_with(letter))
    })
}

/// Whether a word is the patronymic of the entry, in any romanization.
pub(super) fn is_patronymic(layers: &Layers, at: EntryRef, surface: &str) -> bool {
    let Some(entry) = layers.entry(at) else {
        return false;
    };
    entry.native.iter().any(|name| {
        let Some(patronymic) = name.patronymic.as_deref() else {
            return false;
        };
        let stem: String = patronymic
            .chars()
            .take(patronymic.chars().count().saturating_sub(1))
            .collect();
        surface.starts_with(&stem)
            || super::embedded::knowledge()
                .tables
                .lattice(&name.language, patronymic)
                .is_some_and(|l| l.accept(surface).is_some())
    })
}

//! Could this token be a spelling of that word? An exact walk over (native position, Latin position).
//!
//! A cell keeps nested sets: the conventions that reach it with at most 0, 1 or 2 foreign steps. An arc keeps the
//! conventions that have it, and moves the others up by one: `M'k = (Mk ∩ arc) ∪ M(k-1)`. A second plane holds what is
//! reached with one step of noise (a consonant doubled or not, ё for е); noise is not combined with foreign steps.

use std::cell::RefCell;

use super::convention::{ConventionSet, Reading, Tier};
use super::latin::normalize_latin;
use super::lattice::{Arc, Lattice};

/// Tokens longer than this (in bytes) are no names; also the width of a row's mask.
pub(super) const MAX_LATIN: usize = 127;

/// The conventions that reach a cell with at most 0, 1, 2 foreign steps.
type Sets = [ConventionSet; 3];

/// Memory for the walk, kept between calls. Cells are valid only where their bit is set.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    width: usize,
    planes: [Plane; 2],
}

#[derive(Debug, Default)]
struct Plane {
    active: Vec<u128>,
    cells: Vec<Sets>,
}

impl Workspace {
    fn reset(&mut self, native: usize, latin: usize) {
        self.width = latin + 1;
        for plane in &mut self.planes {
            plane.active.clear();
            plane.active.resize(native + 1, 0);
            let cells = (native + 1) * self.width;
            if plane.cells.len() < cells {
                plane.cells.resize(cells, Sets::default());
            }
        }
    }

    fn active(&self, noise: usize, row: usize) -> u128 {
        self.planes
            .get(noise)
            .and_then(|plane| plane.active.get(row))
            .copied()
            .unwrap_or(0)
    }

    fn get(&self, noise: usize, row: usize, column: usize) -> Option<Sets> {
        if self.active(noise, row) >> column & 1 == 0 {
            return None;
        }
        self.planes
            .get(noise)?
            .cells
            .get(row * self.width + column)
            .copied()
    }

    fn join(&mut self, noise: usize, row: usize, column: usize, sets: Sets) {
        let at = row * self.width + column;
        let Some(plane) = self.planes.get_mut(noise) else {
            return;
        };
        let (Some(active), Some(cell)) = (plane.active.get_mut(row), plane.cells.get_mut(at))
        else {
            return;
        };
        if *active >> column & 1 == 1 {
            for (old, new) in cell.iter_mut().zip(sets) {
                *old = old.union(new);
            }
        } else {
            *active |= 1 << column;
            *cell = sets;
        }
    }
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

impl Lattice {
    /// How the token reads the word, if it can at all.
    pub(crate) fn accept(&self, latin: &str) -> Option<Reading> {
        self.accept_word(&normalize_latin(latin))
    }

    /// The same for a token in comparison form.
    pub(crate) fn accept_word(&self, latin: &str) -> Option<Reading> {
        WORKSPACE.with_borrow_mut(|work| self.accept_normalized(latin, work))
    }

    /// The same with memory of the caller's.
    pub(crate) fn accept_normalized(&self, latin: &str, work: &mut Workspace) -> Option<Reading> {
        if latin.is_empty() || latin.len() > MAX_LATIN {
            return None;
        }
        let walk = Walk {
            lattice: self,
            latin: latin.as_bytes(),
            most: self.most_foreign(),
        };
        work.reset(self.letters, latin.len());
        work.join(0, 0, 0, [self.all; 3]);
        for row in 0..self.letters {
            walk.row(row, work);
        }
        walk.verdict(work)
    }
}

struct Walk<'a> {
    lattice: &'a Lattice,
    latin: &'a [u8],
    most: usize,
}

impl Walk<'_> {
    fn row(&self, row: usize, work: &mut Workspace) {
        for column in columns(work.active(0, row)) {
            let Some(sets) = work.get(0, row, column) else {
                continue;
            };
            self.arcs(self.lattice.arcs(row), sets, 0, column, work);
            // Noise starts only from what is pure so far.
            let pure = [sets[0], ConventionSet::EMPTY, ConventionSet::EMPTY];
            if sets[0].is_empty() {
                continue;
            }
            if self.latin_doubled(row, column) {
                work.join(1, row, column + 1, pure);
            }
            if self.lattice.is_doubled(row) {
                work.join(1, row + 1, column, pure);
            }
            self.arcs(self.lattice.exchanged(row), pure, 1, column, work);
        }
        for column in columns(work.active(1, row)) {
            let Some(sets) = work.get(1, row, column) else {
                continue;
            };
            self.arcs(self.lattice.arcs(row), sets, 1, column, work);
        }
    }

    fn arcs(&self, arcs: &[Arc], sets: Sets, noise: usize, column: usize, work: &mut Workspace) {
        let Some(rest) = self.latin.get(column..) else {
            return;
        };
        for arc in arcs {
            let text = self.lattice.text(arc).as_bytes();
            if !rest.starts_with(text) {
                continue;
            }
            let [pure, one, two] = sets;
            let mut next = [
                pure.intersection(arc.set),
                one.intersection(arc.set).union(pure),
                two.intersection(arc.set).union(one),
            ];
            if noise == 1 {
                next = [next[0], ConventionSet::EMPTY, ConventionSet::EMPTY];
            }
            if !next[if noise == 1 { 0 } else { self.most }].is_empty() {
                work.join(noise, usize::from(arc.to), column + text.len(), next);
            }
        }
    }

    /// Whether the consonant before this Latin position stands here once more, after a native letter was written.
    fn latin_doubled(&self, row: usize, column: usize) -> bool {
        let before = column.checked_sub(1).and_then(|at| self.latin.get(at));
        row > 0
            && before.is_some()
            && before == self.latin.get(column)
            && before.is_some_and(|c| b"bcdfghjklmnpqrstvwxz".contains(c))
    }

    fn verdict(&self, work: &Workspace) -> Option<Reading> {
        let (row, column) = (self.lattice.letters, self.latin.len());
        if let Some(sets) = work.get(0, row, column) {
            for (foreign, set) in (0u8..).zip(sets).take(self.most + 1) {
                if !set.is_empty() {
                    return Some(Reading {
                        tier: if foreign == 0 {
                            Tier::Pure
                        } else {
                            Tier::Mixed
                        },
                        conventions: set,
                        foreign,
                    });
                }
            }
        }
        let noisy = work.get(1, row, column).map(|sets| sets[0]);
        // A consonant doubled at the very end has no row of its own to be read in.
        let last = column
            .checked_sub(1)
            .filter(|&at| self.latin_doubled(row, at))
            .and_then(|at| work.get(0, row, at))
            .map(|sets| sets[0]);
        let conventions = noisy.unwrap_or_default().union(last.unwrap_or_default());
        (!conventions.is_empty()).then_some(Reading {
            tier: Tier::Noise,
            conventions,
            foreign: 0,
        })
    }
}

/// The set bits of a row.
fn columns(mut active: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if active == 0 {
            return None;
        }
        let column = active.trailing_zeros() as usize;
        active &= active - 1;
        Some(column)
    })
}

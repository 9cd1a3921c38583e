//! Which letters of a token stand for which letters of the native word, for people who ask why.
//!
//! The best convention of the reading is followed; steps it does not have are marked foreign, noise is marked as such.

use std::collections::BTreeMap;
use std::ops::Range;

use super::latin::normalize_latin;
use super::lattice::Lattice;

/// A step of a reading, in bytes of the two normalized words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub native: Range<usize>,
    pub latin: Range<usize>,
    pub foreign: bool,
    pub noise: bool,
}

/// A reading spelled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alignment {
    pub native: String,
    pub latin: String,
    pub steps: Vec<Step>,
}

/// A place in the walk: letters read, bytes written, noise used.
type Place = (usize, usize, bool);

/// How a place was reached most cheaply.
#[derive(Clone, Copy)]
struct Reached {
    foreign: usize,
    from: Option<(Place, bool)>,
}

impl Lattice {
    /// The steps of the best reading; none where the token is not accepted.
    pub(crate) fn align(&self, latin: &str) -> Option<Alignment> {
        let latin = normalize_latin(latin);
        let reading = self.accept(&latin)?;
        let convention = reading.conventions.iter().next()?;
        let mut reached: BTreeMap<Place, Reached> = BTreeMap::new();
        reached.insert(
            (0, 0, false),
            Reached {
                foreign: 0,
                from: None,
            },
        );
        for row in 0..=self.letters {
            for noise in [false, true] {
                for column in 0..=latin.len() {
                    self.leave((row, column, noise), &latin, convention, &mut reached);
                }
            }
        }
        let quiet = (self.letters, latin.len(), false);
        let end = if reached
            .get(&quiet)
            .is_some_and(|place| place.foreign <= usize::from(reading.foreign))
        {
            quiet
        } else {
            (self.letters, latin.len(), true)
        };
        let steps = self.trace(end, &reached)?;
        Some(Alignment {
            native: self.native().to_owned(),
            latin,
            steps,
        })
    }

    fn leave(
        &self,
        place: Place,
        latin: &str,
        convention: usize,
        reached: &mut BTreeMap<Place, Reached>,
    ) {
        let (row, column, noise) = place;
        let Some(&Reached { foreign, .. }) = reached.get(&place) else {
            return;
        };
        let mut go = |to: Place, step_foreign: bool| {
            let cost = foreign + usize::from(step_foreign);
            if reached.get(&to).is_none_or(|known| cost < known.foreign) {
                reached.insert(
                    to,
                    Reached {
                        foreign: cost,
                        from: Some((place, step_foreign)),
                    },
                );
            }
        };
        let rest = latin.get(column..).unwrap_or("");
        for arc in self
            .arcs(row)
            .iter()
            .filter(|arc| rest.starts_with(self.text(arc)))
        {
            go(
                (usize::from(arc.to), column + self.text(arc).len(), noise),
                !arc.set.contains(convention),
            );
        }
        if noise {
            return;
        }
        for arc in self
            .exchanged(row)
            .iter()
            .filter(|arc| rest.starts_with(self.text(arc)))
        {
            go(
                (usize::from(arc.to), column + self.text(arc).len(), true),
                !arc.set.contains(convention),
            );
        }
        let bytes = latin.as_bytes();
        if row > 0
            && column > 0
            && bytes
                .get(column)
                .is_some_and(|c| c.is_ascii_alphabetic() && bytes.get(column - 1) == Some(c))
        {
            go((row, column + 1, true), false);
        }
        if self.is_doubled(row) {
            go((row + 1, column, true), false);
        }
    }

    fn trace(&self, end: Place, reached: &BTreeMap<Place, Reached>) -> Option<Vec<Step>> {
        let offsets: Vec<usize> = self
            .native
            .char_indices()
            .map(|(at, _)| at)
            .chain([self.native.len()])
            .collect();
        let offset = |row: usize| offsets.get(row).copied();
        let mut steps = Vec::new();
        let mut at = end;
        while let Some((from, foreign)) = reached.get(&at)?.from {
            steps.push(Step {
                native: offset(from.0)?..offset(at.0)?,
                latin: from.1..at.1,
                foreign,
                noise: from.2 != at.2,
            });
            at = from;
        }
        steps.reverse();
        Some(steps)
    }
}

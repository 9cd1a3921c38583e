//! Conventions (one system in one mode), sets of them, and how good a reading is.

use serde::{Deserialize, Serialize};

/// How much of a system's spelling a writer keeps; a choice for the whole token, never for a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// As the table writes it.
    Full,
    /// Without soft-sign marks, apostrophes, dots and ties.
    Unmarked,
    /// Without marks and without diacritics.
    Plain,
}

impl Mode {
    pub(crate) const ALL: [Mode; 3] = [Mode::Full, Mode::Unmarked, Mode::Plain];
}

/// A set of conventions of one source language; the bits are given by its tables, best ranked system first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct ConventionSet(u128);

impl ConventionSet {
    pub(crate) const EMPTY: ConventionSet = ConventionSet(0);
    pub(crate) const CAPACITY: usize = 128;

    /// The first `count` conventions.
    pub(crate) fn first(count: usize) -> ConventionSet {
        if count >= Self::CAPACITY {
            ConventionSet(u128::MAX)
        } else {
            ConventionSet((1 << count) - 1)
        }
    }

    pub(crate) fn single(index: usize) -> ConventionSet {
        if index < Self::CAPACITY {
            ConventionSet(1 << index)
        } else {
            Self::EMPTY
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn contains(self, index: usize) -> bool {
        !self.intersection(Self::single(index)).is_empty()
    }

    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) fn union(self, other: ConventionSet) -> ConventionSet {
        ConventionSet(self.0 | other.0)
    }

    pub(crate) fn intersection(self, other: ConventionSet) -> ConventionSet {
        ConventionSet(self.0 & other.0)
    }

    pub(crate) fn is_subset(self, other: ConventionSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// The indices in the set, ascending.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let index = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(index)
        })
    }
}

/// How a Latin token reads a native word; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tier {
    /// One convention explains every letter.
    Pure,
    /// One or two letters follow another convention than the rest.
    Mixed,
    /// A letter doubled or not, or ё and е exchanged.
    Noise,
}

impl Tier {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Tier::Pure => "pure",
            Tier::Mixed => "mixed",
            Tier::Noise => "noise",
        }
    }
}

/// The verdict on one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub tier: Tier,
    /// The conventions that explain the token, apart from `foreign` steps.
    pub conventions: ConventionSet,
    pub foreign: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let set = ConventionSet::single(3).union(ConventionSet::single(127));
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 127]);
        assert!(set.contains(127) && !set.contains(4) && !set.contains(128));
        assert!(
            set.is_subset(ConventionSet::first(128)) && !set.is_subset(ConventionSet::first(127))
        );
        assert_eq!(ConventionSet::first(5).len(), 5);
    }
}

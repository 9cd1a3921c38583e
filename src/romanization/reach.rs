//! Whether a token could be a spelling of a word at all: asked before the lattice of the word is built.
//!
//! Tokens that share a key with a word differ from it in the first vowel as a rule, and then the rest of the word need not be looked
//! at. The conventions are not kept apart here, so that the answer is wrong only in saying yes.

use super::accept::MAX_LATIN;
use super::convention::Reading;
use super::lattice::Builder;
use super::table::Tables;

impl Tables {
    /// How a token in comparison form reads a native word, if it can at all.
    pub(crate) fn reading(
        &self,
        language: &str,
        native_word: &str,
        latin: &str,
    ) -> Option<Reading> {
        let builder = self.builder(language, native_word)?;
        if !builder.may_write(latin.as_bytes()) {
            return None;
        }
        builder.build().accept_word(latin)
    }

    /// Whether a token in comparison form may read a native word.
    pub(crate) fn may_read(&self, language: &str, native_word: &str, latin: &str) -> bool {
        self.builder(language, native_word)
            .is_some_and(|builder| builder.may_write(latin.as_bytes()))
    }
}

impl Builder<'_> {
    fn may_write(&self, latin: &[u8]) -> bool {
        if latin.len() > MAX_LATIN {
            return false;
        }
        // By native position, the Latin positions at which it is reached.
        let mut reached = vec![0_u128; self.word.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = 1;
        }
        for at in 0..self.word.len() {
            let here = with_doubled(reached.get(at).copied().unwrap_or(0), latin);
            if here == 0 {
                continue;
            }
            let mut reach = |to: usize, columns: u128| {
                if let Some(row) = reached.get_mut(to) {
                    *row |= columns;
                }
            };
            if self.is_doubled(at) {
                reach(at + 1, here);
            }
            for (to, text) in self.steps(at) {
                reach(to, moved(here, latin, text.as_bytes()));
            }
        }
        let end = reached.last().copied().unwrap_or(0);
        with_doubled(end, latin) >> latin.len() & 1 == 1
    }
}

/// The positions behind a text that stands at some of these.
fn moved(columns: u128, latin: &[u8], text: &[u8]) -> u128 {
    let mut rest = columns;
    let mut found = 0;
    while rest != 0 {
        let column = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        if latin.get(column..).is_some_and(|l| l.starts_with(text)) {
            found |= 1 << (column + text.len());
        }
    }
    found
}

/// The positions, and those behind a letter that is written twice.
fn with_doubled(columns: u128, latin: &[u8]) -> u128 {
    let mut all = columns;
    for (at, pair) in latin.windows(2).enumerate() {
        if matches!(pair, [a, b] if a == b) && all >> (at + 1) & 1 == 1 {
            all |= 1 << (at + 2);
        }
    }
    all
}

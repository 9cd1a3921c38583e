//! A word while the fast path reads it: what has been hashed, and what its letters add up to.

use super::class::{ASCII, Class, Entry};
use super::hash::Hasher;
use super::slow::Facts;
use super::{Shape, swar};

/// The folded Ukrainian apostrophe U+02BC, first byte lowest.
const LETTER_APOSTROPHE: u64 = 0xBCCA;

/// A word on the way.
pub(super) struct Word {
    pub(super) at: usize,
    /// One past the last letter; invisible characters after it belong to no token.
    pub(super) end: usize,
    /// The last letter is Cyrillic.
    pub(super) cyrillic: bool,
    pub(super) hasher: Hasher,
    pub(super) facts: Facts,
}

impl Word {
    #[inline(always)]
    pub(super) fn new(at: usize) -> Self {
        Word {
            at,
            end: at,
            cyrillic: false,
            hasher: Hasher::new(),
            facts: Facts::default(),
        }
    }

    #[inline(always)]
    pub(super) fn ascii_letters(&mut self, letters: &swar::Ascii) {
        if letters.count == 0 {
            return;
        }
        self.hasher.push(letters.folded, letters.count);
        self.facts.capital |= self.facts.letters == 0 && letters.first_upper();
        self.facts.lower |= letters.some_lower();
        self.facts.shape = self.facts.shape.with(Shape::LATIN);
        self.go_on(letters.count, letters.count as usize, false);
    }

    #[inline(always)]
    pub(super) fn cyrillic_letters(&mut self, letters: &swar::Cyrillic) {
        if letters.count == 0 {
            return;
        }
        self.hasher.push(letters.folded, letters.count * 2);
        self.facts.capital |= self.facts.letters == 0 && letters.first_upper;
        self.facts.lower |= letters.some_lower;
        self.facts.shape = self
            .facts
            .shape
            .with(Shape::CYRILLIC.with(Shape::NON_ASCII));
        self.go_on(letters.count, letters.count as usize * 2, true);
    }

    #[inline(always)]
    pub(super) fn table_letter(&mut self, entry: &Entry) {
        self.hasher
            .push(u64::from(entry.bytes), u32::from(entry.len));
        self.facts.capital |= self.facts.letters == 0 && entry.upper;
        self.facts.lower |= !entry.upper;
        self.facts.shape = self.facts.shape.with(entry.shape);
        self.go_on(1, 2, entry.shape.contains(Shape::CYRILLIC));
    }

    #[inline(always)]
    pub(super) fn letter_apostrophe(&mut self, len: usize) {
        self.hasher.push(LETTER_APOSTROPHE, 2);
        if len > 1 {
            self.facts.shape = self.facts.shape.with(Shape::NON_ASCII);
        }
        self.go_on(0, len, true);
    }

    #[inline(always)]
    pub(super) fn go_on(&mut self, letters: u32, bytes: usize, cyrillic: bool) {
        self.facts.letters = self.facts.letters.wrapping_add(letters);
        self.at += bytes;
        self.end = self.at;
        self.cyrillic = cyrillic;
    }
}

/// The shape of a word of up to seven ASCII letters.
#[inline(always)]
pub(super) fn ascii_shape(word: &swar::Ascii) -> Shape {
    let facts = Facts {
        shape: Shape::LATIN,
        letters: word.count,
        lower: word.some_lower(),
        capital: word.first_upper(),
    };
    facts.finish()
}

/// Whether a byte after Cyrillic letters is known to end the word.
#[inline(always)]
pub(super) fn after_cyrillic(byte: u8) -> Next {
    match ASCII[byte as usize] {
        Class::Letter | Class::Apostrophe | Class::Two | Class::Long => Next::Go,
        _ => Next::End,
    }
}

/// How a word goes on.
pub(super) enum Next {
    Go,
    /// With an apostrophe of this many bytes between Cyrillic letters.
    Apostrophe(usize),
    /// With something that only the exact path knows.
    Slow,
    End,
}

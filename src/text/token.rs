//! The tokenizer: folds, cuts and hashes in one pass over the text, without building a folded copy.
//! A token is a run of letters or of digits; its hash is that of its folded form, so NFC and NFD,
//! upper and lower case, marked and plain Latin agree. What stands before a token is its gap.
//! Tokens know no language and no glossary.

mod class;
mod fast;
mod gap;
mod hash;
mod slow;
mod swar;
#[cfg(test)]
mod tests;
mod word;

pub(crate) use fast::tokenize;
pub(crate) use gap::Gap;
pub(crate) use hash::hash_folded;
pub(crate) use slow::fold_token;

/// A token: byte offsets in the text given to `tokenize`, and what a scan needs to know about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// `hash_folded` of `fold_token` of the surface.
    pub(crate) hash: u64,
    /// What stands before this token.
    pub(crate) gap: Gap,
    pub(crate) shape: Shape,
}

impl Token {
    /// The token as it stands in the text, or "" for another text.
    pub(crate) fn surface<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// What a token looks like, as a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Shape(u16);

impl Shape {
    /// The first letter is upper case.
    pub(crate) const CAPITALIZED: Shape = Shape(1);
    /// Two letters or more, all upper case.
    pub(crate) const ALL_CAPS: Shape = Shape(1 << 1);
    /// Digits, not letters.
    pub(crate) const DIGITS: Shape = Shape(1 << 2);
    /// Has a Cyrillic letter.
    pub(crate) const CYRILLIC: Shape = Shape(1 << 3);
    /// Has a Latin letter.
    pub(crate) const LATIN: Shape = Shape(1 << 4);
    /// Has a Greek letter.
    pub(crate) const GREEK: Shape = Shape(1 << 5);
    /// Letters of two of Latin, Cyrillic and Greek.
    pub(crate) const MIXED: Shape = Shape(1 << 6);
    /// Has a character outside ASCII.
    pub(crate) const NON_ASCII: Shape = Shape(1 << 7);
    /// Exactly one letter.
    pub(crate) const SINGLE: Shape = Shape(1 << 8);
    /// Has a letter of a script other than Latin, Cyrillic and Greek.
    pub(crate) const OTHER_SCRIPT: Shape = Shape(1 << 9);
    /// A Latin letter carries a diacritic, a stroke or the like, which the fold removed.
    pub(crate) const MARKED: Shape = Shape(1 << 10);
    /// An ideograph, or a run of kana.
    pub(crate) const CJK: Shape = Shape(1 << 11);

    /// The scripts that have look-alike letters.
    const SCRIPTS: Shape = Shape::LATIN.with(Shape::CYRILLIC).with(Shape::GREEK);

    /// Whether all of these flags are set.
    pub(crate) const fn contains(self, flags: Shape) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Whether one of these flags is set.
    pub(crate) const fn intersects(self, flags: Shape) -> bool {
        self.0 & flags.0 != 0
    }

    pub(crate) const fn with(self, flags: Shape) -> Shape {
        Shape(self.0 | flags.0)
    }

    /// These flags, or none.
    const fn when(self, condition: bool) -> Shape {
        Shape(self.0 * condition as u16)
    }

    /// The flags as a number, for tables and files.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }
}

//! Occurrences of glossary entries in a text.

use crate::glossary::compile::FormTarget;
use crate::glossary::index::Origin;
use crate::text::span::Span;

/// An entry of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntryRef {
    pub layer: u8,
    pub entry: u32,
}

impl EntryRef {
    /// These entries of one layer.
    pub(crate) fn of_layer(layer: u8, entries: &[u32]) -> Vec<Self> {
        entries.iter().map(|&entry| Self { layer, entry }).collect()
    }
}

/// Why a mention counts as its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LinkedBy {
    /// A listed form or the full name stands here.
    Itself,
    /// The full name stands elsewhere in the document.
    FullName,
    /// Words of the entry's context, or a title, stand near.
    Context,
    /// The entry has nothing but a family name.
    FamilyOnly,
    /// Several entries or none could be meant.
    Nothing,
}

/// A name part in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Without a case ending of the text's language, so that an edit leaves the ending alone.
    pub span: Span,
    pub part: u32,
    pub origin: Origin,
}

/// What kind of mention it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// A person's name: family name with or without a given name or initial.
    Person {
        family: Piece,
        given: Option<Piece>,
        /// An initial stands for the given name.
        initial: bool,
        /// A case ending of the text's language was cut off to recognize the name.
        ending: bool,
    },
    /// A given name alone, or with a patronymic.
    Given(Piece),
    /// A listed or derived whole form.
    Form(FormTarget),
}

/// An occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub span: Span,
    /// Number of the segment it stands in.
    pub segment: u32,
    /// The entry that is meant, when that is certain.
    pub entry: Option<EntryRef>,
    /// All entries that could be meant.
    pub candidates: Vec<EntryRef>,
    pub body: Body,
    pub linked_by: LinkedBy,
    /// Recognized only after look-alike letters of another script were put right.
    pub confused: bool,
}

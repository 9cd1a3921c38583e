//! Patterns of machine translation: what a linguist writes in `glossary/artifacts/` → small programs that run over the words of a text.
//!
//! All patterns for texts in one language are indexed by the rarest word that each of them needs: a text pays for one probe a word,
//! however many patterns there are.

pub(crate) mod compile;
pub(crate) mod matcher;
pub(crate) mod pieces;
pub(crate) mod program;
pub(crate) mod read;
pub(crate) mod set;
mod syntax;

pub(crate) use program::Pattern;
#[cfg(test)]
pub(crate) use read::REPORTING;
pub(crate) use read::{PatternFile, is_pattern_file};
pub(crate) use set::PatternSet;

/// A pattern that cannot be used, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PatternError {
    /// Byte offset in the pattern.
    pub at: usize,
    pub message: String,
}

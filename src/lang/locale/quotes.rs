//! Quotation marks of a language.

use serde::{Deserialize, Serialize};

/// Pairs of marks, the usual one first. A mark carries the space that belongs inside it (`"« "`).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct QuoteMarks {
    /// Around words that are quoted.
    pub outer: Vec<(String, String)>,
    /// Around a quotation inside a quotation.
    #[serde(default)]
    pub inner: Vec<(String, String)>,
    /// Endings that are written right after a closing mark (Turkish `"X"ten`), one or several.
    #[serde(default)]
    pub endings: Vec<String>,
    /// A dash opens direct speech and parts it from the attribution (Russian).
    #[serde(default)]
    pub dialogue_dash: bool,
}

impl QuoteMarks {
    /// Whether a space belongs inside some marks of the language.
    pub(crate) fn has_inner_space(&self) -> bool {
        let pairs = self.outer.iter().chain(&self.inner);
        pairs
            .into_iter()
            .any(|(open, _)| open.ends_with(char::is_whitespace))
    }

    /// Whether a short word is made of endings.
    pub(crate) fn is_ending(&self, word: &str) -> bool {
        let fits = |end: &&String| {
            word.strip_suffix(end.as_str())
                .is_some_and(|r| r.len() < word.len())
        };
        word.is_empty()
            || (word.len() <= 24
                && self.endings.iter().filter(fits).any(|end| {
                    word.strip_suffix(end.as_str())
                        .is_some_and(|rest| self.is_ending(rest))
                }))
    }
}

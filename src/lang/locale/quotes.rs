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
    /// Case endings are written right after a closing mark (Turkish, Korean).
    #[serde(default)]
    pub endings: bool,
}

impl QuoteMarks {
    /// Whether a space belongs inside some marks of the language.
    pub(crate) fn has_inner_space(&self) -> bool {
        let pairs = self.outer.iter().chain(&self.inner);
        pairs
            .into_iter()
            .any(|(open, _)| open.ends_with(char::is_whitespace))
    }
}

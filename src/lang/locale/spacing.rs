//! Spaces beside punctuation.

use serde::{Deserialize, Serialize};

/// Signs that a language sets apart from the word before them, and signs that open a sentence.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Spacing {
    /// A space stands before these signs (French `;`, `!`).
    #[serde(default)]
    pub before: Vec<char>,
    /// Signs that open a sentence (Spanish `¿`), each with the sign that closes it.
    #[serde(default)]
    pub opening: Vec<(char, char)>,
    /// Words are not parted by spaces.
    #[serde(default)]
    pub unspaced: bool,
}

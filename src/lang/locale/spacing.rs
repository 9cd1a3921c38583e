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
    /// Words after a hyphen that stands for the rest of a word: medium- and long-range, Vor- und Nachteile.
    #[serde(default)]
    pub suspended: Vec<String>,
    /// Endings after an apostrophe that belong to the word before it: Russia ’s.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Words that take n’t; ca and wo are what is left of can and will.
    #[serde(default)]
    pub negated: Vec<String>,
    /// Endings after a colon that belong to the word before it: Leser:innen.
    #[serde(default)]
    pub colon_endings: Vec<String>,
    /// A dash may lean on the words it encloses: —dijo Juan—.
    #[serde(default)]
    pub leaning_dash: bool,
    /// Words are not parted by spaces.
    #[serde(default)]
    pub unspaced: bool,
}

//! Separators inside numbers.

use serde::{Deserialize, Serialize};

/// How a language writes numbers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Numbers {
    /// Between the whole part and the fraction.
    pub decimal: char,
    /// Between groups of three digits, the usual one first.
    pub group: Vec<char>,
}

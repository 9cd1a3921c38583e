//! Separators inside numbers, and the words and signs that stand beside them.

use serde::{Deserialize, Serialize};

/// Words of one meaning; the first is the one to write.
pub(crate) type Wording = (String, Vec<String>);

/// How a language writes numbers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Numbers {
    /// Between the whole part and the fraction.
    pub decimal: char,
    /// Between the whole part and the fraction in part of the countries that write the language.
    #[serde(default)]
    pub admitted: Vec<char>,
    /// Between groups of three digits, the usual one first.
    pub group: Vec<char>,
    /// Between groups of three digits in sums of money as well.
    #[serde(default)]
    pub group_money: Vec<char>,
    /// Meaning and words of what is counted by thousands and measured: `thousand`, `percent`, `kilometre`. A word of four
    /// letters or more stands for every word that begins with it.
    #[serde(default)]
    pub measures: Vec<Wording>,
    /// Meaning and words of money.
    #[serde(default)]
    pub currencies: Vec<Wording>,
    /// Of the meanings, those before which only whole numbers stand (`5,500`, not `5.5 thousand`).
    #[serde(default)]
    pub whole: Vec<String>,
    /// Words before numbers that are labels: versions, chapters, articles.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Nouns before a number that is a quantity, in languages that capitalize nouns.
    #[serde(default)]
    pub quantities: Vec<String>,
    /// Words before a number that is dialled.
    #[serde(default)]
    pub dialled: Vec<String>,
    /// The percent sign stands close to the number (`5%`) or before it (`%5`); silent where both spacings are usual.
    #[serde(default)]
    pub percent: Option<Percent>,
    /// Signs of money stand before the number.
    #[serde(default)]
    pub currency_first: bool,
    /// What is written for `№`, with the space after it; nothing where the sign is at home.
    #[serde(default)]
    pub numero: Option<String>,
    /// Endings that make an ordinal of figures, written close to them (`5th`) or after a hyphen (`5-й`).
    #[serde(default)]
    pub ordinals: Vec<String>,
}

/// Where the percent sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Percent {
    Close,
    Before,
}

//! Names of months and days, and how dates and times are written.

use serde::{Deserialize, Serialize};

/// The calendar of a language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Calendar {
    /// January first, as they stand in a date.
    pub months: Vec<String>,
    /// Monday first.
    pub weekdays: Vec<String>,
    /// Months and days begin with a capital letter.
    pub capitals: bool,
    /// Between hours and minutes, the usual one first.
    pub time: Vec<char>,
    /// Between the figures of a date, the usual one first.
    #[serde(default)]
    pub date: Vec<char>,
    /// Words and signs that follow the figures of a year (`1987 г.`), longest first.
    #[serde(default)]
    pub year_words: Vec<String>,
    /// Words before the time of day (`at`).
    #[serde(default)]
    pub clock_before: Vec<String>,
    /// Words after the time of day (`p.m.`, `Moscow time`).
    #[serde(default)]
    pub clock_after: Vec<String>,
}

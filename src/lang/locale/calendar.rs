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
    /// A whole date in words: `{m} {d}, {y}`.
    #[serde(default)]
    pub written: Option<String>,
    /// The month may stand before its day.
    #[serde(default)]
    pub month_first: bool,
    /// A day before its month carries a point (`8. Januar`).
    #[serde(default)]
    pub day_point: bool,
    /// Months in Roman figures are at home (`12.XI.2020`).
    #[serde(default)]
    pub roman_months: bool,
    /// Words that follow the figures of a year (`1987 года`).
    #[serde(default)]
    pub year_words: Vec<String>,
    /// Nouns that never follow the figures of a year (`2020 year`).
    #[serde(default)]
    pub year_noun: Vec<String>,
    /// Words before a date.
    #[serde(default)]
    pub date_before: Vec<String>,
    /// Words after a date that a sentence goes on with (`when`).
    #[serde(default)]
    pub date_after: Vec<String>,
    /// The day has twenty-four hours: `p.m.` is not at home.
    #[serde(default)]
    pub day_of_24: bool,
    /// Words before the time of day (`at`).
    #[serde(default)]
    pub clock_before: Vec<String>,
    /// Words before the time of day and before amounts as well (`by`).
    #[serde(default)]
    pub clock_near: Vec<String>,
    /// Words after the time of day (`p.m`, `GMT`).
    #[serde(default)]
    pub clock_after: Vec<String>,
    /// Halves of the day, as they are written after the time.
    #[serde(default)]
    pub half_day: Vec<String>,
    /// Words that say nothing after hours and minutes (`22:00 o'clock`).
    #[serde(default)]
    pub clock_redundant: Vec<String>,
    /// Words after which a number behind `at` is a price.
    #[serde(default)]
    pub priced: Vec<String>,
}

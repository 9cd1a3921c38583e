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
}

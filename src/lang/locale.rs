//! How a language writes quotation marks, spaces, numbers, dates and times. Data in `glossary/locale/`, one section a file here.

mod calendar;
mod numbers;
mod quotes;
mod spacing;

use serde::{Deserialize, Serialize};

#[allow(
    unused_imports,
    reason = "the build script reads locales without rules"
)]
pub(crate) use calendar::Calendar;
#[allow(
    unused_imports,
    reason = "the build script reads locales without rules"
)]
pub(crate) use numbers::{Numbers, Percent};
pub(crate) use quotes::QuoteMarks;
pub(crate) use spacing::Spacing;

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
pub(crate) struct RawLocale {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    quotes: QuoteMarks,
    #[serde(default)]
    spacing: Spacing,
    numbers: Numbers,
    calendar: Calendar,
}

/// The written conventions of one language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Locale {
    /// Primary subtag.
    pub language: String,
    pub quotes: QuoteMarks,
    pub spacing: Spacing,
    pub numbers: Numbers,
    pub calendar: Calendar,
}

impl Locale {
    /// Reads one file.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawLocale = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        Ok(Self {
            language: raw.language,
            quotes: raw.quotes,
            spacing: raw.spacing,
            numbers: raw.numbers,
            calendar: raw.calendar,
        })
    }
}

//! Options that several commands share.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};

use crate::finding::Severity;
use crate::lang::LanguageTag;
use crate::report::{self, Format};

/// Which names are known.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct GlossaryOptions {
    /// A glossary of your own, above the packs; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Glossary")]
    pub glossary: Vec<PathBuf>,
    /// Use only these packs
    #[arg(
        long,
        value_name = "A,B",
        value_delimiter = ',',
        help_heading = "Glossary"
    )]
    pub packs: Option<Vec<String>>,
    /// Use no pack
    #[arg(long, conflicts_with = "packs", help_heading = "Glossary")]
    pub no_packs: bool,
    /// Leave out an entry
    #[arg(
        long,
        value_name = "ID",
        value_delimiter = ',',
        help_heading = "Glossary"
    )]
    pub disable: Vec<String>,
    /// House style that decides between right forms; `exonym glossary styles` lists them
    #[arg(long, value_name = "ID", help_heading = "Glossary")]
    pub style: Option<String>,
    /// Compile glossaries anew, and keep nothing of it
    #[arg(long, help_heading = "Glossary")]
    pub no_cache: bool,
}

/// What is known about the texts.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct TextOptions {
    /// Language of the texts; overrides what they declare
    #[arg(long, value_name = "TAG", value_parser = language, help_heading = "Text")]
    pub language: Option<LanguageTag>,
    /// Language they were translated from
    #[arg(long, value_name = "TAG", value_parser = language, help_heading = "Text")]
    pub source_language: Option<LanguageTag>,
    /// Run a rule that is off by default
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule(), help_heading = "Output")]
    pub enable: Vec<String>,
    /// Judge dated forms as of this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "Text")]
    pub as_of: Option<String>,
}

/// How findings are printed and counted.
#[derive(Args, Clone)]
pub(super) struct ReportOptions {
    /// How findings are printed
    #[arg(long, value_parser = format(), default_value = "human", hide_default_value = true, help_heading = "Output")]
    pub format: &'static Format,
    #[command(flatten)]
    pub color: ColorOption,
    /// Lowest severity that makes the exit status 1
    #[arg(long, value_enum, default_value = "warning", help_heading = "Output")]
    pub fail_on: FailOn,
    /// Findings only: no summary, no progress
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

/// Colour of human output.
#[derive(Args, Clone, Copy)]
pub(super) struct ColorOption {
    /// Colour of human output
    #[arg(
        long = "color",
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        help_heading = "Output"
    )]
    pub when: ColorWhen,
}

/// Threads to work with.
#[derive(Args, Clone, Copy)]
pub(super) struct ThreadOption {
    /// Threads to work with; as many as there are cores by default
    #[arg(long = "threads", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Output")]
    pub count: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// A severity, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

/// Formats of commands that list something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Human,
    /// One JSON object a line
    Jsonl,
}

impl FailOn {
    /// Whether a finding of this severity fails the run.
    pub(super) fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

impl GlossaryOptions {
    /// The arguments that give the same glossary again.
    pub(super) fn arguments(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        for path in &self.glossary {
            arguments.extend(["--glossary".to_owned(), super::problem::shown(path)]);
        }
        if let Some(packs) = &self.packs {
            arguments.extend(["--packs".to_owned(), packs.join(",")]);
        }
        if self.no_packs {
            arguments.push("--no-packs".to_owned());
        }
        if !self.disable.is_empty() {
            arguments.extend(["--disable".to_owned(), self.disable.join(",")]);
        }
        if let Some(style) = &self.style {
            arguments.extend(["--style".to_owned(), style.clone()]);
        }
        arguments
    }
}

impl TextOptions {
    /// The arguments that say the same about the texts again.
    pub(super) fn arguments(&self) -> Vec<String> {
        let language = self.language.as_ref().map(LanguageTag::to_string);
        let source_language = self.source_language.as_ref().map(LanguageTag::to_string);
        let named = [
            ("--language", language),
            ("--source-language", source_language),
            ("--as-of", self.as_of.clone()),
        ];
        named
            .into_iter()
            .filter_map(|(name, value)| Some([name.to_owned(), value?]))
            .flatten()
            .chain(
                self.enable
                    .iter()
                    .flat_map(|rule| ["--enable".to_owned(), rule.clone()]),
            )
            .collect()
    }
}

/// The registry of rules is the list of what can be enabled.
fn rule() -> PossibleValuesParser {
    let off = crate::rules::all()
        .into_iter()
        .filter(|rule| !rule.default_on);
    PossibleValuesParser::new(off.map(|rule| rule.name))
}

/// The registry of reporters is the list of formats.
fn format() -> impl clap::builder::TypedValueParser<Value = &'static Format> {
    let names = report::all()
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(names).try_map(|name| report::find(&name).ok_or("unknown format"))
}

/// A language tag from an argument.
pub(super) fn language(text: &str) -> Result<LanguageTag, String> {
    LanguageTag::parse(text).ok_or_else(|| "a language tag looks like `en` or `zh-Hant`".to_owned())
}

/// A day in ISO 8601.
fn date(text: &str) -> Result<String, String> {
    let bad = || "a day looks like 2019-02-03".to_owned();
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else {
        return Err(bad());
    };
    let is_number =
        |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    if !(is_number(year, 4) && is_number(month, 2) && is_number(day, 2)) {
        return Err(bad());
    }
    let number = |part: &str| part.parse::<u16>().unwrap_or(0);
    let leap = number(year) % 4 == 0 && (number(year) % 100 != 0 || number(year) % 400 == 0);
    let days = match number(month) {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Err("there are twelve months".to_owned()),
    };
    if !(1..=days).contains(&number(day)) {
        return Err(format!("that month has days 01 to {days}"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_checked_against_the_calendar() {
        assert!(date("2024-02-29").is_ok());
        for bad in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-1",
            "24-01-01",
            "yesterday",
            "2024-01-32",
            "",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn levels_include_what_is_worse() {
        assert!(FailOn::Warning.is_reached_by(Severity::Error));
        assert!(!FailOn::Warning.is_reached_by(Severity::Info));
        assert!(FailOn::Info.is_reached_by(Severity::Info));
        assert!(!FailOn::Never.is_reached_by(Severity::Error));
    }
}

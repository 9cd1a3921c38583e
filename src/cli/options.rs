//! Options that several commands share.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};

use super::outputs::Target;
use super::suggest;
pub(super) use crate::config::FailOn;
use crate::config::check_day;
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
    /// Languages of plain names in glossaries; only the configuration says them
    #[arg(skip)]
    pub languages: Vec<String>,
    #[arg(skip)]
    pub origins: Origins,
}

/// Where values came from that the command line did not give: `exonym.toml:3`.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    pub glossaries: Option<String>,
    /// The packs are those of a configuration, which was checked when it was read.
    pub packs: bool,
    pub disable: Option<String>,
    pub style: Option<String>,
}

/// Which files are read.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct InputOptions {
    /// Path that standard input is taken for: its format and settings
    #[arg(long, value_name = "PATH", help_heading = "Text")]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out excluded files also where they are named
    #[arg(long, help_heading = "Text")]
    pub force_exclude: bool,
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
    /// Run a rule that is off, by default or by the configuration; `exonym rules` lists them
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule(), hide_possible_values = true, help_heading = "Output")]
    pub enable: Vec<String>,
    /// Run only these rules, also those that are off by default
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = any_rule, help_heading = "Output")]
    pub select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = any_rule, help_heading = "Output")]
    pub ignore: Vec<String>,
    /// Fields of JSON records that hold text; a dot leads into objects
    #[arg(long, value_name = "A,B", value_delimiter = ',', help_heading = "Text")]
    pub fields: Vec<String>,
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
    /// Lowest severity that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, help_heading = "Output")]
    pub fail_on: Option<FailOn>,
    /// Report nothing below this severity, and count nothing below it
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Output")]
    pub severity: Option<Level>,
    /// Write the report to a file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Write another report to a file, such as sarif=exonym.sarif; may be repeated
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = target, help_heading = "Output")]
    pub reports: Vec<Target>,
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

/// A severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Info,
}

/// Formats of commands that list something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Human,
    /// One JSON object a line
    Jsonl,
}

impl Level {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
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

impl ReportOptions {
    /// The arguments that narrow a report, and what is fixed, in the same way again.
    pub(super) fn severity_arguments(&self) -> Vec<String> {
        let level = self.severity.map(|level| level.severity().as_str());
        level.map_or_else(Vec::new, |level| {
            vec!["--severity".to_owned(), level.to_owned()]
        })
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
            (
                "--fields",
                (!self.fields.is_empty()).then(|| self.fields.join(",")),
            ),
            ("--as-of", self.as_of.clone()),
        ];
        named
            .into_iter()
            .filter_map(|(name, value)| Some([name.to_owned(), value?]))
            .flatten()
            .chain(rules("--enable", &self.enable))
            .chain(rules("--select", &self.select))
            .chain(rules("--ignore", &self.ignore))
            .collect()
    }
}

/// An option that names rules, as it would be typed.
fn rules(option: &str, names: &[String]) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    vec![option.to_owned(), names.join(",")]
}

/// The name of any rule.
fn any_rule(name: &str) -> Result<String, String> {
    let names = || crate::rules::all().into_iter().map(|rule| rule.name);
    if names().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let similar = suggest::similar(name, names());
    Err(if similar.is_empty() {
        "no such rule; `exonym rules` lists them".to_owned()
    } else {
        let similar = similar.join(" or ");
        format!("no such rule; did you mean {similar}? `exonym rules` lists all")
    })
}

/// `sarif=exonym.sarif`.
fn target(text: &str) -> Result<Target, String> {
    let names = || report::all().iter().map(|format| format.name);
    let all = || names().collect::<Vec<_>>().join(", ");
    let (name, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or_else(|| {
            format!(
                "a format and a file, such as sarif=exonym.sarif; formats: {}",
                all()
            )
        })?;
    let format = report::find(name).ok_or_else(|| format!("no such format; formats: {}", all()))?;
    Ok(Target {
        format,
        path: path.into(),
    })
}

/// The registry of rules is the list of what can be enabled.
fn rule() -> PossibleValuesParser {
    let names = crate::rules::all().into_iter().map(|rule| rule.name);
    PossibleValuesParser::new(names)
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
    check_day(text).map(|()| text.to_owned())
}

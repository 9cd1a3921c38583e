//! `exonym config show`: every value in force, and where it came from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::configured::{ConfigOptions, Setup};
use super::glossary::TestFormat;
use super::options::{GlossaryOptions, TextOptions};
use super::problem::{Stop, shown};
use super::table;
use crate::config::keys::{KEYS, Kind};
use crate::config::raw::{Located, Section};
use crate::config::{Config, RuleLevel, RuleSetting, Settings, is_settable};
use crate::finding::RuleMeta;
use crate::report::printable::plain;
use crate::rules;

/// Show every value in force, and where it came from
#[derive(Args)]
pub(super) struct Arguments {
    /// A file: what holds for it
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value = "human")]
    format: TestFormat,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    text: TextOptions,
}

/// All that is in force.
#[derive(Serialize)]
struct Shown {
    /// The configuration, if there is one.
    config: Option<String>,
    /// The file it is about.
    path: Option<String>,
    excluded: bool,
    values: Vec<Row>,
}

/// One value.
#[derive(Serialize)]
struct Row {
    key: String,
    value: Value,
    origin: String,
    /// What no value means.
    #[serde(skip)]
    absent: &'static str,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let paths: Vec<&Path> = arguments.path.iter().map(PathBuf::as_path).collect();
    let setup = Setup::new(
        &arguments.config,
        &paths,
        &arguments.glossary,
        &arguments.text,
    )?;
    let path = arguments.path.as_deref().map(shown);
    let excluded = arguments
        .path
        .as_ref()
        .is_some_and(|path| setup.config.is_excluded(path));
    let found = Shown {
        config: setup.config.shown().map(str::to_owned),
        excluded,
        values: Facts::new(arguments, &setup, path.as_deref()).rows(),
        path,
    };
    arguments.format.print(|out| human(out, &found), &found)?;
    Ok(0)
}

fn human(out: &mut dyn Write, found: &Shown) -> io::Result<()> {
    let file = found.config.as_deref();
    let file = file.unwrap_or("no exonym.toml here or above; these are the defaults");
    writeln!(out, "{}", plain(file))?;
    if let Some(path) = found.path.as_deref().filter(|_| found.excluded) {
        let path = plain(path);
        writeln!(
            out,
            "{path} is excluded: it is checked only when it is named"
        )?;
    }
    writeln!(out)?;
    let rows: Vec<[String; 3]> = found
        .values
        .iter()
        .map(|row| {
            let value = match &row.value {
                Value::Null => row.absent.to_owned(),
                Value::Array(items) => {
                    let items: Vec<String> = items.iter().map(Value::to_string).collect();
                    format!("[{}]", items.join(", "))
                }
                other => other.to_string(),
            };
            [
                row.key.clone(),
                plain(&value).into_owned(),
                plain(&row.origin).into_owned(),
            ]
        })
        .collect();
    table::write(out, &rows)
}

/// Where values are looked up.
struct Facts<'a> {
    arguments: &'a Arguments,
    setup: &'a Setup,
    config: &'a Config,
    settings: Settings,
    /// Overrides that hold for the path: number from 1, and what they say.
    overrides: Vec<(usize, &'a Section)>,
}

impl<'a> Facts<'a> {
    fn new(arguments: &'a Arguments, setup: &'a Setup, path: Option<&str>) -> Self {
        let config = &setup.config;
        let all = &config.raw().overrides;
        let numbers = path.map_or_else(Vec::new, |path| config.overrides_for(path));
        let overrides = numbers
            .into_iter()
            .filter_map(|number| Some((number + 1, &all.get(number)?.section)));
        Self {
            arguments,
            setup,
            config,
            settings: config.settings_for(path.unwrap_or("-")).into_owned(),
            overrides: overrides.collect(),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for key in KEYS {
            match key.kind {
                Kind::Rules => {
                    let rules = rules::all();
                    let settable = rules.into_iter().filter(|rule| is_settable(rule));
                    settable.for_each(|rule| self.rule(rule, &mut rows));
                }
                Kind::Formats => {
                    let line = self.config.raw().formats.get("jsonl.fields");
                    rows.push(Row {
                        key: "formats.jsonl.fields".to_owned(),
                        value: json!(self.settings.formats.record_fields),
                        origin: self.origin(None, &|_| None, line.map(|it| it.line)),
                        absent: "",
                    });
                }
                Kind::Overrides => {}
                _ => {
                    let (value, origin) = self.value(key.name);
                    rows.push(Row {
                        key: key.name.to_owned(),
                        value,
                        origin,
                        absent: key.default,
                    });
                }
            }
        }
        rows
    }

    /// A value that is no table.
    fn value(&self, name: &str) -> (Value, String) {
        let (settings, raw) = (&self.settings, self.config.raw());
        let (glossary, text) = (&self.arguments.glossary, &self.arguments.text);
        let merged = &self.setup.glossary;
        let by_path = |flag: Option<&'static str>, line: &dyn Fn(&Section) -> Option<u32>| {
            self.origin(flag, line, line(&raw.section))
        };
        let fallback = &settings.fallback;
        let tag = |first: &Option<_>, last: &Option<_>| {
            let tag: Option<&crate::lang::LanguageTag> = first.as_ref().or(last.as_ref());
            json!(tag.map(crate::lang::LanguageTag::as_str))
        };
        let paths = |paths: &[PathBuf]| json!(paths.iter().map(|it| shown(it)).collect::<Vec<_>>());
        match name {
            "language" => (
                tag(&settings.language, &fallback.language),
                by_path(text.language.as_ref().map(|_| "--language"), &|it| {
                    line(it.language.as_ref())
                }),
            ),
            "languages" => {
                let tags = settings.languages.iter().map(|tag| tag.as_str());
                let tags: Vec<&str> = tags.collect();
                (
                    some(!tags.is_empty(), tags),
                    self.plain(None, &raw.languages),
                )
            }
            "source-language" => (
                tag(&settings.source_language, &fallback.source_language),
                by_path(
                    text.source_language.as_ref().map(|_| "--source-language"),
                    &|it| line(it.source_language.as_ref()),
                ),
            ),
            "as-of" => (
                json!(settings.as_of.as_ref().or(fallback.as_of.as_ref())),
                by_path(text.as_of.as_ref().map(|_| "--as-of"), &|it| {
                    line(it.as_of.as_ref())
                }),
            ),
            "glossaries" => (
                some(!merged.glossary.is_empty(), paths(&merged.glossary)),
                self.plain(
                    (!glossary.glossary.is_empty()).then_some("--glossary"),
                    &raw.glossaries,
                ),
            ),
            "packs" if glossary.no_packs => (json!([]), "--no-packs".to_owned()),
            "packs" => (
                json!(merged.packs),
                self.plain(glossary.packs.as_ref().map(|_| "--packs"), &raw.packs),
            ),
            "disable" => (
                some(!merged.disable.is_empty(), &merged.disable),
                self.plain(
                    (!glossary.disable.is_empty()).then_some("--disable"),
                    &raw.disable,
                ),
            ),
            "style" => (
                json!(merged.style),
                self.plain(glossary.style.as_ref().map(|_| "--style"), &raw.style),
            ),
            "exclude" => (
                json!(raw.exclude.as_ref().map(|it| &it.value)),
                self.plain(None, &raw.exclude),
            ),
            "fail-on" => (
                json!(self.config.fail_on().unwrap_or_default().as_str()),
                self.plain(None, &raw.fail_on),
            ),
            _ => (
                json!(self.config.snapshot().map(|it| shown(&it))),
                self.plain(None, &raw.snapshot),
            ),
        }
    }

    /// The severity of a rule, what it allows, and its options.
    fn rule(&self, rule: &'static RuleMeta, rows: &mut Vec<Row>) {
        let rules = &self.settings.rules;
        let empty = RuleSetting::default();
        let setting = rules.get(rule.name).unwrap_or(&empty);
        let enabled = self.arguments.text.enable.iter().any(|it| it == rule.name);
        let level = match setting.level {
            _ if !rules.runs(rule) => "off",
            Some(RuleLevel::At(severity)) => severity.as_str(),
            _ => rule.severity.as_str(),
        };
        let mut push = |name: &str, value: Value, origin: String| {
            rows.push(Row {
                key: format!("rules.{}{name}", rule.name),
                value,
                origin,
                absent: "",
            });
        };
        let raw = |section: &'_ Section| section.rules.get(rule.name).cloned();
        let origin = |line: &dyn Fn(&Section) -> Option<u32>| {
            self.origin(None, line, line(&self.config.raw().section))
        };
        let of_level = if enabled {
            "--enable".to_owned()
        } else {
            origin(&|it| line(raw(it)?.level.as_ref()))
        };
        push("", json!(level), of_level);
        if !setting.allow.is_empty() {
            let place = origin(&|it| line(raw(it)?.allow.as_ref()));
            push(".allow", json!(setting.allow), place);
        }
        for option in rule.options {
            let set = setting.options.get(option.name);
            let value = match (set, option.kind) {
                (Some(values), crate::finding::OptionKind::Words) => json!(values),
                (Some(values), _) => json!(values.first()),
                (None, _) => json!(option.default),
            };
            let place = origin(&|it| line(raw(it)?.options.get(option.name)));
            push(&format!(".{}", option.name), value, place);
        }
    }

    fn plain<T>(&self, flag: Option<&'static str>, raw: &Option<Located<T>>) -> String {
        self.origin(flag, &|_| None, line(raw.as_ref()))
    }

    /// The flag, else the last override that says it, else the line of the file, else the default.
    fn origin(
        &self,
        flag: Option<&str>,
        in_override: &dyn Fn(&Section) -> Option<u32>,
        base: Option<u32>,
    ) -> String {
        if let Some(flag) = flag {
            return flag.to_owned();
        }
        let file = self.config.shown().unwrap_or_default();
        let last = self
            .overrides
            .iter()
            .rev()
            .find_map(|(number, section)| Some((number, in_override(section)?)));
        match (last, base) {
            (Some((number, line)), _) => format!("{file}:{line}, override {number}"),
            (None, Some(line)) => format!("{file}:{line}"),
            (None, None) => "default".to_owned(),
        }
    }
}

fn line<T>(located: Option<&Located<T>>) -> Option<u32> {
    located.map(|it| it.line)
}

/// A list that is there; an empty one is none.
fn some(there: bool, value: impl Serialize) -> Value {
    if there { json!(value) } else { Value::Null }
}

//! `exonym explain`: the manual page of a rule, or all that is known about an entry or a pattern.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::configured::{ConfigOptions, Setup};
use super::console::Console;
use super::entry::{self, EntryFacts};
use super::explain_pattern::{self, PatternFacts};
use super::options::{ColorOption, GlossaryOptions};
use super::problem::Stop;
use super::{session, suggest, table};
use crate::config;
use crate::finding::{OptionKind, RuleMeta};
use crate::glossary::model::Entry;
use crate::report::human::Palette;
use crate::rules;
use crate::scan::traces;

/// Explain a rule, an entry of the glossary or a pattern of translation
#[derive(Args)]
pub(super) struct Arguments {
    /// A rule, the id of a pattern, or the id, the name or a form of an entry
    #[arg(value_name = "RULE|ENTRY|PATTERN")]
    topic: String,
    /// How it is printed
    #[arg(long, value_enum, default_value = "human")]
    format: ExplainFormat,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    color: ColorOption,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// For people
    Human,
    /// One JSON array: the rule, or every entry that is meant
    Json,
}

/// A topic as JSON.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Topic<'a> {
    Rule {
        name: &'static str,
        severity: &'static str,
        since: &'static str,
        summary: &'static str,
        manual: String,
    },
    Entry(EntryFacts<'a>),
    Pattern(PatternFacts<'a>),
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let console = Console::new(arguments.color.when);
    let palette = console.palette();
    let mut out = console.open();
    let rule = rules::all()
        .into_iter()
        .find(|rule| rule.name == arguments.topic);
    if let Some(rule) = rule {
        match arguments.format {
            ExplainFormat::Human => explain_rule(&mut *out, &palette, rule)?,
            ExplainFormat::Json => json(&mut *out, vec![topic_of(rule)])?,
        }
        out.flush()?;
        return Ok(0);
    }
    let layers = Setup::of_glossary(&arguments.config, &arguments.glossary)?.layers()?;
    if let Some(pattern) = traces::find_pattern(&layers, &arguments.topic) {
        let facts = explain_pattern::facts(pattern);
        match arguments.format {
            ExplainFormat::Human => explain_pattern::explain(&mut *out, &palette, &facts)?,
            ExplainFormat::Json => json(&mut *out, vec![Topic::Pattern(facts)])?,
        }
        out.flush()?;
        return Ok(0);
    }
    let entries = layers.find(&arguments.topic);
    session::require(!entries.is_empty(), || {
        let ids = layers.entries().map(|entry| entry.id.as_str());
        let patterns = traces::sets(&layers).flat_map(|set| set.all());
        let known = rules::all()
            .into_iter()
            .map(|rule| rule.name)
            .chain(ids)
            .chain(patterns.map(|p| p.id.as_str()));
        let what = "rule, entry or pattern";
        suggest::unknown(what, &arguments.topic, known, "`exonym rules`")
    })?;
    match arguments.format {
        ExplainFormat::Json => {
            let topics = entries.iter().map(|it| Topic::Entry(entry::facts(it)));
            json(&mut *out, topics.collect())?;
        }
        // A user's entry and the pack's of the same id are both wanted.
        ExplainFormat::Human if same_id(&entries) => {
            for (at, it) in entries.iter().enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                entry::explain(&mut *out, &palette, &entry::facts(it))?;
            }
        }
        ExplainFormat::Human => list(&mut *out, &palette, &arguments.topic, &entries)?,
    }
    out.flush()?;
    Ok(0)
}

fn same_id(entries: &[&Entry]) -> bool {
    entries
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.id == b.id))
}

/// Several entries: what tells them apart, and how to see one.
fn list(out: &mut dyn Write, palette: &Palette, topic: &str, entries: &[&Entry]) -> io::Result<()> {
    let bold = palette.bold;
    let count = entries.len();
    writeln!(
        out,
        "{bold}{topic}{bold:#} is a form of {count} entries; `exonym explain ID` shows one"
    )?;
    let row = |entry: &&Entry| {
        let native = entry.native_text().unwrap_or_default();
        [
            format!("  {}", entry.id),
            entry.kind.as_str().to_owned(),
            entry::name(entry).to_owned(),
            native.to_owned(),
            entry::origin(entry),
        ]
    };
    table::write(out, &entries.iter().map(row).collect::<Vec<_>>())
}

fn json(out: &mut dyn Write, topics: Vec<Topic<'_>>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &topics)?;
    out.write_all(b"\n")
}

/// Lines of the manual; doc comments carry one space before the text.
fn manual(rule: &RuleMeta) -> impl Iterator<Item = &'static str> {
    let lines = rule.manual.trim().lines();
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line))
}

fn topic_of(rule: &RuleMeta) -> Topic<'static> {
    Topic::Rule {
        name: rule.name,
        severity: rule.severity.as_str(),
        since: rule.since,
        summary: rule.summary,
        manual: manual(rule).collect::<Vec<_>>().join("\n"),
    }
}

fn explain_rule(out: &mut dyn Write, palette: &Palette, rule: &RuleMeta) -> io::Result<()> {
    let (bold, style) = (palette.bold, palette.severity(rule.severity));
    writeln!(out, "{bold}{}{bold:#}: {}", rule.name, rule.summary)?;
    writeln!(
        out,
        "{style}{}{style:#} by default, since {}\n",
        rule.severity.as_str(),
        rule.since
    )?;
    for line in manual(rule) {
        if line.starts_with('#') {
            writeln!(
                out,
                "{bold}{}{bold:#}",
                line.trim_start_matches('#').trim_start()
            )?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    options(out, palette, rule)
}

/// How the rule is set in `exonym.toml`.
fn options(out: &mut dyn Write, palette: &Palette, rule: &RuleMeta) -> io::Result<()> {
    if !config::is_settable(rule) {
        return Ok(());
    }
    let bold = palette.bold;
    writeln!(
        out,
        "\n{bold}Options{bold:#}, in exonym.toml under [rules.{}]",
        rule.name
    )?;
    let mut rows = vec![
        [
            "  severity".to_owned(),
            "off, on, info, warning or error".to_owned(),
            "of what it is sure of; what the rule itself doubts is never raised".to_owned(),
        ],
        [
            "  allow".to_owned(),
            "a list".to_owned(),
            "forms as they stand, and ids of entries, that are never reported".to_owned(),
        ],
    ];
    rows.extend(rule.options.iter().map(|option| {
        let values = match option.kind {
            OptionKind::Choice(words) => words.join(", "),
            OptionKind::Words => "a list".to_owned(),
        };
        let help = format!("{}; default {}", option.help, option.default);
        [format!("  {}", option.name), values, help]
    }));
    table::write(out, &rows)
}

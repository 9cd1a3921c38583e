//! `exonym glossary stats`: what the glossaries in use hold, as tables or JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::cache::Origin;
use super::configured::{ConfigOptions, Setup};
use super::glossary::TestFormat;
use super::options::GlossaryOptions;
use super::problem::Stop;
use super::session;
use super::table;
use crate::check::{Stats, stats};

/// Count what the glossaries in use hold, and what yours replace
#[derive(Args)]
pub(super) struct Arguments {
    /// Glossaries of your own, above the packs
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value = "human")]
    format: TestFormat,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
}

#[derive(Serialize)]
struct StatsRecord<'a> {
    layers: Vec<LayerRecord<'a>>,
    replaced: Vec<ReplacedRecord<'a>>,
}

#[derive(Serialize)]
struct LayerRecord<'a> {
    pack: Option<&'a str>,
    entries: usize,
    kinds: &'a BTreeMap<&'static str, usize>,
    listed: &'a BTreeMap<String, usize>,
    derived: &'a BTreeMap<String, usize>,
    native: &'a BTreeMap<String, usize>,
    preferred: &'a BTreeMap<String, usize>,
    examples: usize,
    without_reference: &'a [String],
    bytes: usize,
}

#[derive(Serialize)]
struct ReplacedRecord<'a> {
    entry: &'a str,
    pack: &'a str,
    by: &'a str,
    forms: &'a [String],
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let mut options = arguments.glossary.clone();
    options.glossary.extend(arguments.paths.iter().cloned());
    let setup = Setup::of_glossary(&arguments.config, &options)?;
    let (layers, origin) = session::layers_from(&setup.glossary)?;
    let found = stats(&layers);
    arguments
        .format
        .print(|out| human(out, &found, origin), &record(&found))?;
    Ok(0)
}

fn record(found: &Stats) -> StatsRecord<'_> {
    StatsRecord {
        layers: found
            .layers
            .iter()
            .map(|layer| LayerRecord {
                pack: layer.pack.as_deref(),
                entries: layer.entries,
                kinds: &layer.kinds,
                listed: &layer.listed,
                derived: &layer.derived,
                native: &layer.native,
                preferred: &layer.preferred,
                examples: layer.examples,
                without_reference: &layer.without_reference,
                bytes: layer.bytes,
            })
            .collect(),
        replaced: found
            .replaced
            .iter()
            .map(|it| ReplacedRecord {
                entry: &it.entry,
                pack: &it.pack,
                by: &it.by,
                forms: &it.forms,
            })
            .collect(),
    }
}

fn human(out: &mut dyn Write, found: &Stats, origin: Origin) -> io::Result<()> {
    let head = [
        "glossary", "entries", "examples", "listed", "derived", "native",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    for layer in &found.layers {
        let sum = |forms: &BTreeMap<String, usize>| forms.values().sum::<usize>().to_string();
        rows.push([
            name(layer.pack.as_deref()),
            layer.entries.to_string(),
            layer.examples.to_string(),
            sum(&layer.listed),
            sum(&layer.derived),
            sum(&layer.native),
        ]);
    }
    table::write(out, &rows)?;
    let bytes: usize = found.layers.iter().map(|layer| layer.bytes).sum();
    let cached = match origin {
        Origin::Compiled => "",
        Origin::Stored => ", yours now in the cache",
        Origin::Cached => ", yours from the cache",
    };
    writeln!(out, "compiled: {} KiB{cached}", bytes.div_ceil(1024))?;
    kinds(out, found)?;
    languages(out, found)?;
    doubts(out, found)
}

fn name(pack: Option<&str>) -> String {
    pack.map_or("your glossary".to_owned(), |pack| format!("pack {pack}"))
}

fn kinds(out: &mut dyn Write, found: &Stats) -> io::Result<()> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for layer in &found.layers {
        for (kind, count) in &layer.kinds {
            *kinds.entry(kind).or_default() += count;
        }
    }
    writeln!(out, "\nKinds")?;
    let row = |(kind, count): (&&str, &usize)| [format!("  {kind}"), count.to_string()];
    table::write(out, &kinds.iter().map(row).collect::<Vec<_>>())
}

fn languages(out: &mut dyn Write, found: &Stats) -> io::Result<()> {
    type Forms = fn(&crate::check::LayerStats) -> &BTreeMap<String, usize>;
    let columns: [Forms; 4] = [
        |layer| &layer.preferred,
        |layer| &layer.listed,
        |layer| &layer.derived,
        |layer| &layer.native,
    ];
    let languages: BTreeSet<&str> = found
        .layers
        .iter()
        .flat_map(|layer| columns.iter().flat_map(|column| column(layer).keys()))
        .map(String::as_str)
        .collect();
    let head = [
        "Languages",
        "entries preferred in",
        "forms listed",
        "derived from",
        "native",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    for language in languages {
        let sum = |column: Forms| {
            let counts = found
                .layers
                .iter()
                .filter_map(|layer| column(layer).get(language));
            counts.sum::<usize>().to_string()
        };
        let [preferred, listed, derived, native] = columns.map(sum);
        rows.push([format!("  {language}"), preferred, listed, derived, native]);
    }
    writeln!(out)?;
    table::write(out, &rows)
}

/// What somebody may want to look at.
fn doubts(out: &mut dyn Write, found: &Stats) -> io::Result<()> {
    for layer in &found.layers {
        let bare = &layer.without_reference;
        if !bare.is_empty() {
            writeln!(out, "\nWithout reference, {}", name(layer.pack.as_deref()))?;
            writeln!(out, "  {}", shortened(bare, ", "))?;
        }
    }
    if found.replaced.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nReplaced in packs")?;
    let row = |it: &crate::check::Replaced| {
        [
            format!("  {} ({})", it.entry, it.pack),
            format!("by {}", it.by),
            shortened(&it.forms, ", "),
        ]
    };
    table::write(out, &found.replaced.iter().map(row).collect::<Vec<_>>())
}

/// The first words of a long list, and how many there are.
fn shortened(words: &[String], between: &str) -> String {
    const SHOWN: usize = 8;
    let first = words.iter().take(SHOWN).map(String::as_str);
    let first = first.collect::<Vec<_>>().join(between);
    match words.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{first} and {more} more"),
        _ => first,
    }
}

//! `exonym explain`: the manual page of a rule, or all that is known about an entry.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;

use super::console::Console;
use super::options::{ColorOption, GlossaryOptions};
use super::problem::Stop;
use super::{session, suggest, table};
use crate::finding::RuleMeta;
use crate::glossary::model::{Entry, TermStatus};
use crate::report::human::Palette;
use crate::romanization::raw::Kind;
use crate::rules;
use crate::scan::embedded;

/// Explain a rule or an entry of the glossary
#[derive(Args)]
pub(super) struct Arguments {
    /// A rule, or the id, the name or a form of an entry
    #[arg(value_name = "RULE|ENTRY")]
    topic: String,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    color: ColorOption,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let console = Console::new(arguments.color.when);
    let palette = console.palette();
    let mut out = console.open();
    if let Some(rule) = rules::all()
        .iter()
        .find(|rule| rule.name == arguments.topic)
    {
        explain_rule(&mut *out, &palette, rule)?;
    } else {
        let layers = session::layers(&arguments.glossary)?;
        let entries = layers.find(&arguments.topic);
        session::require(!entries.is_empty(), || {
            let ids = layers.entries().map(|entry| entry.id.as_str());
            let known = rules::all().into_iter().map(|rule| rule.name).chain(ids);
            suggest::unknown("rule or entry", &arguments.topic, known, "`exonym rules`")
        })?;
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            explain_entry(&mut *out, &palette, entry)?;
        }
    }
    out.flush()?;
    Ok(0)
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
    for line in rule.manual.trim().lines() {
        // Doc comments carry one space before the text.
        let line = line.strip_prefix(' ').unwrap_or(line);
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
    Ok(())
}

fn explain_entry(out: &mut dyn Write, palette: &Palette, entry: &Entry) -> io::Result<()> {
    let bold = palette.bold;
    let pack = entry
        .pack
        .as_ref()
        .map_or("your glossary".to_owned(), |pack| format!("pack {pack}"));
    writeln!(
        out,
        "{bold}{}{bold:#} ({}, {pack})",
        entry.id,
        entry.kind.as_str()
    )?;
    let native = entry.native.iter().map(|name| {
        (
            TermStatus::Native,
            name.language.as_str(),
            name.text.as_str(),
        )
    });
    let listed = entry
        .designations
        .iter()
        .map(|form| (form.status, form.language.as_str(), form.text.as_str()));
    let mut forms: Vec<_> = native.chain(listed).collect();
    forms.sort_by_key(|(status, language, _)| (*status != TermStatus::Native, *status, *language));
    let mut rows = Vec::new();
    let mut before = None;
    for (status, language, form) in forms {
        let shown = if before == Some(status) {
            ""
        } else {
            status.as_str()
        };
        before = Some(status);
        rows.push([format!("  {shown}"), language.to_owned(), form.to_owned()]);
    }
    table::write(out, &rows)?;
    for name in &entry.native {
        by_convention(out, &name.language, &name.text)?;
    }
    if !entry.references.is_empty() {
        writeln!(out, "\nReferences")?;
    }
    for reference in &entry.references {
        let details: Vec<&str> = [&reference.date, &reference.url]
            .into_iter()
            .filter_map(|detail| detail.as_deref())
            .collect();
        let details = if details.is_empty() {
            String::new()
        } else {
            format!(", {}", details.join(", "))
        };
        writeln!(out, "  {}{details}", reference.title)?;
    }
    Ok(())
}

/// What each system makes of the native name, forms that agree together.
fn by_convention(out: &mut dyn Write, language: &str, native: &str) -> io::Result<()> {
    let tables = &embedded::knowledge().tables;
    let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for system in tables
        .systems()
        .iter()
        .filter(|system| system.language == language && system.kind != Kind::Original)
    {
        if let Some(form) = tables.romanize(&system.id, native) {
            forms.entry(form).or_default().push(&system.short);
        }
    }
    if forms.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{native} by convention")?;
    let row = |(form, names): (&String, &Vec<&str>)| [format!("  {form}"), names.join(", ")];
    table::write(out, &forms.iter().map(row).collect::<Vec<_>>())
}

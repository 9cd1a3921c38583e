//! `exonym romanize`: converts text by one system; lists the systems.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::options::ListFormat;
use super::problem::{Problem, Stop};
use super::{console, lines, suggest, table};
use crate::romanization::table::{System, Tables};
use crate::scan::embedded;

/// Convert text to Latin letters by a published system
#[derive(Args)]
pub(super) struct Arguments {
    /// The system, such as bgnpcgn-rus-Cyrl-Latn-1947
    #[arg(long, value_name = "ID", required_unless_present = "list")]
    system: Option<String>,
    /// List the systems
    #[arg(long)]
    list: bool,
    /// How the list is printed
    #[arg(long, value_enum, default_value = "human", requires = "list")]
    format: ListFormat,
    /// Text to convert; without any, lines of standard input
    #[arg(value_name = "TEXT", conflicts_with = "list")]
    text: Vec<String>,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    language: &'a str,
    authority: &'a str,
    year: u16,
    name: &'a str,
    kind: &'static str,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let tables = &embedded::knowledge().tables;
    let mut out = console::raw();
    match &arguments.system {
        Some(id) if !arguments.list => convert(&mut out, tables, id, &arguments.text)?,
        _ => list(&mut out, tables.systems(), arguments.format)?,
    }
    out.flush()?;
    Ok(0)
}

fn convert(out: &mut dyn Write, tables: &Tables, id: &str, text: &[String]) -> Result<(), Stop> {
    if tables.system(id).is_none() {
        return Err(unknown(tables, id).into());
    }
    if !text.is_empty() {
        let converted = tables.romanize(id, &text.join(" ")).unwrap_or_default();
        return Ok(writeln!(out, "{converted}")?);
    }
    let mut number = 0_u64;
    let mut bad = None;
    lines::each(out, |out, line| {
        number += 1;
        match line {
            Ok(line) => writeln!(out, "{}", tables.romanize(id, line).unwrap_or_default()),
            // Lines stay paired with those that came in.
            Err(_) => {
                bad.get_or_insert(number);
                writeln!(out)
            }
        }
    })?;
    bad.map_or(Ok(()), |line| {
        Err(Problem::new(format!("line {line} is not UTF-8"))
            .advise("convert the text to UTF-8 first")
            .into())
    })
}

fn list(out: &mut dyn Write, systems: &[System], format: ListFormat) -> io::Result<()> {
    match format {
        ListFormat::Human => {
            let row = |system: &System| {
                [
                    system.id.clone(),
                    system.language.clone(),
                    system.year.to_string(),
                    system.name.clone(),
                ]
            };
            table::write(out, &systems.iter().map(row).collect::<Vec<_>>())
        }
        ListFormat::Jsonl => {
            for System {
                id,
                language,
                authority,
                year,
                name,
                kind,
                ..
            } in systems
            {
                serde_json::to_writer(
                    &mut *out,
                    &Record {
                        id,
                        language,
                        authority,
                        year: *year,
                        name,
                        kind: kind.as_str(),
                    },
                )?;
                out.write_all(b"\n")?;
            }
            Ok(())
        }
    }
}

fn unknown(tables: &Tables, id: &str) -> Problem {
    suggest::unknown(
        "system",
        id,
        tables.systems().iter().map(|system| system.id.as_str()),
        "`exonym romanize --list`",
    )
}

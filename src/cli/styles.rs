//! `exonym glossary styles`: the house styles that come with the program.

use std::io::Write as _;

use clap::Args;
use serde::Serialize;

use super::options::ListFormat;
use super::problem::Stop;
use super::{console, table};
use crate::glossary::style::Style;
use crate::scan::embedded;

/// List the house styles that --style can choose
#[derive(Args)]
pub(super) struct Arguments {
    /// How the list is printed
    #[arg(long, value_enum, default_value = "human")]
    format: ListFormat,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    authority: Option<&'a str>,
    choices: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let mut out = console::raw();
    let styles = embedded::styles();
    match arguments.format {
        ListFormat::Human => {
            let row = |style: &Style| {
                [
                    style.id.clone(),
                    style.language.clone(),
                    style.title.clone(),
                    format!("{} choices", style.choices.len()),
                ]
            };
            table::write(&mut out, &styles.iter().map(row).collect::<Vec<_>>())?;
        }
        ListFormat::Jsonl => {
            for style in styles {
                serde_json::to_writer(&mut out, &record(style)).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(0)
}

fn record(style: &Style) -> Record<'_> {
    Record {
        id: &style.id,
        title: &style.title,
        language: &style.language,
        authority: style.authority.as_deref(),
        choices: style.choices.len(),
    }
}

//! `exonym config`: what is in force and why, the problems of the file, and its schema for editors.

use std::io::Write as _;

use clap::{Args, Subcommand};

use super::configured::{ConfigOptions, Setup};
use super::options::{GlossaryOptions, TextOptions};
use super::problem::{Problem, Stop};
use super::{config_show, console};
use crate::check::known;
use crate::config::schema;

/// Show what is configured, check exonym.toml, print its schema
#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Show(Box<config_show::Arguments>),
    Check(CheckArguments),
    /// Print the JSON Schema of exonym.toml
    Schema,
}

/// Report every problem of exonym.toml, and of what it names
#[derive(Args)]
struct CheckArguments {
    #[command(flatten)]
    config: ConfigOptions,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    match &arguments.command {
        Command::Show(arguments) => config_show::run(arguments),
        Command::Check(arguments) => check(arguments),
        Command::Schema => {
            let mut out = console::raw();
            serde_json::to_writer_pretty(&mut out, &schema(&known()))
                .map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
            Ok(0)
        }
    }
}

fn check(arguments: &CheckArguments) -> Result<u8, Stop> {
    let glossary = GlossaryOptions::default();
    let setup = Setup::new(&arguments.config, &[], &glossary, &TextOptions::default())?;
    let Some(file) = setup.config.shown().map(str::to_owned) else {
        return Err(
            Problem::new("there is no exonym.toml in this folder or above it")
                .advise("`exonym init` writes one")
                .into(),
        );
    };
    // Glossaries, entries and the style that it names are part of what it says.
    setup.layers()?;
    let mut out = console::raw();
    writeln!(out, "{file}: no problems")?;
    out.flush()?;
    Ok(0)
}

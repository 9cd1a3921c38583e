//! `exonym init`: writes a configuration to begin with, and a glossary that it names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use clap::Args;

use super::console;
use super::problem::{Problem, Stop};
use crate::check::known;
use crate::config::{FILE_NAME, GLOSSARY, STARTER_GLOSSARY, starter};

/// Write an exonym.toml with every key explained, and a glossary to fill
#[derive(Args)]
pub(super) struct Arguments {
    /// Replace an exonym.toml that exists; a glossary is never replaced
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let config = Path::new(FILE_NAME);
    if !write(config, &starter(&known()), arguments.force)? {
        return Err(
            Problem::new(format!("there is an {FILE_NAME} in this folder already"))
                .advise("`exonym config show` tells what it says; --force replaces it")
                .into(),
        );
    }
    let mut out = console::raw();
    writeln!(
        out,
        "wrote {FILE_NAME}: every key, as a comment with its default"
    )?;
    let glossary = Path::new(GLOSSARY);
    if let Some(folder) = glossary.parent() {
        let shown = super::problem::shown(folder);
        fs::create_dir_all(folder).map_err(|error| Problem::io("make", &shown, &error))?;
    }
    if write(glossary, STARTER_GLOSSARY, false)? {
        writeln!(out, "wrote {GLOSSARY}: your own names, one a line")?;
    } else {
        writeln!(out, "kept {GLOSSARY}")?;
    }
    writeln!(
        out,
        "
next:
  exonym glossary check     after you have added names
  exonym check .            what is to be done in this folder
  exonym config show        what is in force, and why"
    )?;
    out.flush()?;
    Ok(0)
}

/// Writes a file; `false` when there is one that is not to be replaced.
fn write(path: &Path, text: &str, replace: bool) -> Result<bool, Problem> {
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let done = options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match done {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(Problem::io("write", &super::problem::shown(path), &error)),
    }
}

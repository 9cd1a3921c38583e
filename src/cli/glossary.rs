//! `exonym glossary`: a glossary is tested like a text; its schema for editors.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::console::{self, Console};
use super::options::ReportOptions;
use super::problem::Stop;
use super::{session, styles, table};
use crate::check::{GlossaryReport, check_glossary};
use crate::glossary::schema::schema;
use crate::report::{self, Reported};

/// Test a glossary, print its schema
#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(CheckArguments),
    Styles(styles::Arguments),
    /// Print the JSON Schema of glossary files
    Schema,
}

/// Report problems of glossary files and show what was understood
#[derive(Args)]
struct CheckArguments {
    /// Glossary files, and folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    report: ReportOptions,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    match &arguments.command {
        Command::Check(arguments) => check(arguments),
        Command::Styles(arguments) => styles::run(arguments),
        Command::Schema => {
            let mut out = console::raw();
            serde_json::to_writer_pretty(&mut out, &schema()).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
            Ok(0)
        }
    }
}

fn check(arguments: &CheckArguments) -> Result<u8, Stop> {
    let options = &arguments.report;
    let files = session::read_glossaries(&arguments.paths)?;
    let reports = check_glossary(&files, "en");
    let reported: Vec<Reported<'_>> = reports
        .iter()
        .map(|report| Reported {
            path: &report.path,
            text: &report.text,
            findings: &report.findings,
        })
        .collect();
    let console = Console::new(options.color.when);
    let mut out = console.open();
    if options.format.name == "human" && !options.quiet {
        for report in &reports {
            understood(&mut *out, report)?;
        }
    }
    report::write(
        options.format,
        &console.view(options.quiet, None),
        &reported,
        &mut *out,
    )?;
    out.flush()?;
    // What `check --glossary` would refuse is a glossary error here as well.
    let refused = reports.iter().any(|report| report.refused);
    Ok(session::status(&reported, refused, options.fail_on))
}

/// What each entry was taken for; a wrong guess is seen at once.
fn understood(out: &mut dyn std::io::Write, report: &GlossaryReport) -> std::io::Result<()> {
    if report.entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", crate::report::printable::plain(&report.path))?;
    let rows: Vec<_> = report
        .entries
        .iter()
        .map(|entry| {
            [
                format!("  {}", entry.id),
                if entry.kind_inferred {
                    format!("{} (inferred)", entry.kind.as_str())
                } else {
                    entry.kind.as_str().to_owned()
                },
                entry.native_language.clone().unwrap_or_default(),
                entry.form.clone(),
                format!(
                    "{} {}",
                    entry.forms,
                    if entry.forms == 1 { "form" } else { "forms" }
                ),
            ]
        })
        .collect();
    table::write(out, &rows)?;
    writeln!(out)
}

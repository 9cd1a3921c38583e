//! `exonym glossary`: a glossary is checked like a text and tested like a program; its numbers, and its schema for editors.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::configured::{ConfigOptions, Setup};
use super::console::{self, Console};
use super::options::{GlossaryOptions, Level, ReportOptions};
use super::outputs::{self, Extras};
use super::problem::{Problem, Stop};
use super::{glossary_stats, session, styles, table};
use crate::check::{Failure, GlossaryReport, Tested, check_glossary, test_files, test_packs};
use crate::glossary::schema::schema;
use crate::report::Reported;

/// Check, test and count glossaries, print their schema
#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(CheckArguments),
    Test(TestArguments),
    Stats(glossary_stats::Arguments),
    Styles(styles::Arguments),
    /// Print the JSON Schema of glossary files
    Schema,
}

/// Report problems of glossary files and show what was understood
#[derive(Args)]
struct CheckArguments {
    /// Glossary files, and folders of them; without any, those of the configuration
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    report: ReportOptions,
}

/// Run the examples of entries, and the tests of glossaries
#[derive(Args)]
struct TestArguments {
    /// Glossaries of your own, tested above the packs; without any, those of the configuration, else the packs
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

/// Formats of commands that sum something up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    /// For people
    Human,
    /// One JSON document
    Json,
}

impl TestFormat {
    /// Writes the text for people, or the record as one JSON document.
    pub(super) fn print(
        self,
        human: impl FnOnce(&mut dyn Write) -> io::Result<()>,
        record: &impl Serialize,
    ) -> io::Result<()> {
        let mut out = console::raw();
        match self {
            Self::Human => human(&mut out)?,
            Self::Json => {
                serde_json::to_writer_pretty(&mut out, record).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
        out.flush()
    }
}

#[derive(Serialize)]
struct TestedRecord<'a> {
    passed: usize,
    failed: usize,
    untested: usize,
    failures: Vec<FailureRecord<'a>>,
}

#[derive(Serialize)]
struct FailureRecord<'a> {
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    entry: Option<&'a str>,
    message: &'a str,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    match &arguments.command {
        Command::Check(arguments) => check(arguments),
        Command::Test(arguments) => test(arguments),
        Command::Stats(arguments) => glossary_stats::run(arguments),
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
    let named = GlossaryOptions {
        glossary: arguments.paths.clone(),
        ..GlossaryOptions::default()
    };
    let setup = Setup::of_glossary(&arguments.config, &named)?;
    let paths = &setup.glossary.glossary;
    session::require(!paths.is_empty(), || {
        Problem::new("no glossary is named")
            .advise("name files or folders, or set `glossaries` in exonym.toml")
    })?;
    let files = session::read_glossaries(paths)
        .map_err(|problem| problem.noted(setup.glossary.origins.glossaries.as_ref()))?;
    let language = setup.glossary.languages.first();
    let mut reports = check_glossary(&files, language.map_or("en", String::as_str));
    let lowest = options.severity.map(Level::severity);
    for report in &mut reports {
        let settings = setup.config.settings_for(&report.path);
        settings.rules.apply(&mut report.findings);
        report
            .findings
            .retain(|finding| lowest.is_none_or(|lowest| finding.severity >= lowest));
    }
    let reported: Vec<Reported<'_>> = reports
        .iter()
        .map(|report| Reported {
            path: &report.path,
            text: &report.text,
            findings: &report.findings,
        })
        .collect();
    if options.format.name == "human" && !options.quiet && options.output.is_none() {
        let mut out = Console::new(options.color.when).open();
        for report in &reports {
            understood(&mut *out, report)?;
        }
        out.flush()?;
    }
    let fail_on = setup.fail_on(options.fail_on);
    let extras = Extras {
        fail_on,
        ..Extras::default()
    };
    outputs::write(options, extras, &reported)?;
    // What `check --glossary` would refuse is a glossary error here as well.
    let refused = reports.iter().any(|report| report.refused);
    Ok(session::status(&reported, refused, fail_on))
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

fn test(arguments: &TestArguments) -> Result<u8, Stop> {
    let mut options = arguments.glossary.clone();
    options.glossary.extend(arguments.paths.iter().cloned());
    let setup = Setup::of_glossary(&arguments.config, &options)?;
    let files = session::read_glossaries(&setup.glossary.glossary)
        .map_err(|problem| problem.noted(setup.glossary.origins.glossaries.as_ref()))?;
    let checker = setup.checker()?;
    let tested = if files.is_empty() {
        test_packs(checker.layers())
    } else {
        test_files(&files, &checker)
    };
    let human = |out: &mut dyn Write| failures(out, &tested);
    arguments.format.print(human, &record(&tested))?;
    Ok(u8::from(!tested.failures.is_empty()))
}

fn failures(out: &mut dyn Write, tested: &Tested) -> io::Result<()> {
    for failure in &tested.failures {
        let place = match failure.position {
            Some(at) => format!("{}:{}:{}", failure.path, at.line, at.column),
            None => format!("pack {}", failure.path),
        };
        let line = format!("{place}: {}", failure.message);
        writeln!(out, "{}", crate::report::printable::plain(&line))?;
    }
    let all = tested.passed + tested.failures.len();
    let untested = match tested.untested {
        0 => String::new(),
        1 => "; 1 entry has none".to_owned(),
        n => format!("; {n} entries have none"),
    };
    let passed = tested.passed;
    writeln!(out, "{passed} of {all} examples pass{untested}")
}

fn record(tested: &Tested) -> TestedRecord<'_> {
    let failures = tested.failures.iter().map(|it: &Failure| FailureRecord {
        path: &it.path,
        line: it.position.map(|at| at.line),
        column: it.position.map(|at| at.column),
        entry: it.entry.as_deref(),
        message: &it.message,
    });
    TestedRecord {
        passed: tested.passed,
        failed: tested.failures.len(),
        untested: tested.untested,
        failures: failures.collect(),
    }
}

//! `exonym fix`: applies the fixes that may be trusted, until none is left.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;

use super::configured::{ConfigOptions, Setup};
use super::console::{self, Console};
use super::inputs::{self, Source, Sources};
use super::options::{GlossaryOptions, InputOptions, ReportOptions, TextOptions, ThreadOption};
use super::outputs::{self, Extras};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop};
use super::snapshot::{self, Snapshot, SnapshotOptions};
use super::{session, write_file};
use crate::check::{Done, FileReport, Input, settle};
use crate::finding::Applicability;
use crate::report::printable;
use crate::{fix, format};

/// Apply the safe fixes
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders; - or nothing reads standard input and writes the text to standard output
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Apply fixes too that a person should look at
    #[arg(long = "unsafe")]
    risky: bool,
    /// Print the changes as a diff and write nothing
    #[arg(long)]
    diff: bool,
    /// Say what would change and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    inputs: InputOptions,
    /// Known findings, which are left as they are
    #[arg(long, value_name = "FILE", help_heading = "Snapshot")]
    snapshot: Option<PathBuf>,
    /// Fix what the snapshot of the configuration knows too
    #[arg(long, conflicts_with = "snapshot", help_heading = "Snapshot")]
    no_snapshot: bool,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    text: TextOptions,
    #[command(flatten)]
    report: ReportOptions,
    #[command(flatten)]
    threads: ThreadOption,
}

impl Arguments {
    /// The snapshot whose findings are left as they are. One that is not made yet knows nothing.
    fn known(&self, configured: Option<PathBuf>) -> Result<Option<Snapshot>, Problem> {
        let options = SnapshotOptions {
            snapshot: self.snapshot.clone(),
            no_snapshot: self.no_snapshot,
            ..SnapshotOptions::default()
        };
        Snapshot::open(&options, configured.filter(|path| path.exists()))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let work = Work {
        threads: arguments.threads.count,
        quiet: arguments.report.quiet,
    };
    let named = inputs::named(&arguments.paths, &arguments.inputs);
    let setup = Setup::new(
        &arguments.config,
        &named,
        &arguments.glossary,
        &arguments.text,
    )?;
    let reports: Vec<PathBuf> = outputs::paths(&arguments.report).cloned().collect();
    let Sources {
        files,
        mut problems,
    } = inputs::collect(&arguments.paths, &setup.scope(&arguments.inputs, &reports))?;
    outputs::keep_apart(&arguments.report, &files, &setup.own_files())?;
    let fail_on = setup.fail_on(arguments.report.fail_on);
    let known = arguments.known(setup.config.snapshot())?;
    let checker = setup.checker()?;
    let mut sources = Vec::new();
    let mut inputs = Vec::new();
    for (source, result) in files.iter().zip(parallel::map(work, &files, inputs::read)?) {
        match result {
            Ok(input) => inputs.extend(input.inspect(|_| sources.push(source))),
            Err(problem) => problems.push(problem),
        }
    }
    let originals: Vec<Vec<u8>> = inputs.iter().map(|input| input.bytes.clone()).collect();
    let threshold = if arguments.risky {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let resting = checker.resting_rules();
    let (runs, today) = (|rule: &str| !resting.contains(rule), snapshot::today());
    let settled = settle(&mut inputs, threshold, |inputs| {
        let mut reports = session::check_inputs(&checker, work, inputs, arguments.report.severity)?;
        if let Some(known) = &known {
            known.compare(&arguments.paths, &runs, &mut reports, &today);
        }
        Ok::<_, Problem>(reports)
    })?;
    problems.extend(refused(&settled.done));
    let writes = !(arguments.diff || arguments.dry_run);
    let mut unwritten = BTreeSet::new();
    for ((source, input), original) in sources.iter().zip(&inputs).zip(&originals) {
        if writes
            && input.bytes != *original
            && let Err(problem) = write_file::replace(source, original, &input.bytes)
        {
            problems.push(problem);
            unwritten.insert(source.shown.as_str());
        }
    }
    let failed =
        session::print_problems(&problems) || settled.reports.iter().any(|report| report.failed);
    if !arguments.report.quiet {
        say(&settled.done, &unwritten, writes);
    }
    print(arguments, &sources, &inputs, &originals, &settled.reports)?;
    Ok(session::status(
        &session::reported(&settled.reports),
        failed,
        fail_on,
    ))
}

/// Fixes that could not be written, each with what helps.
fn refused(done: &BTreeMap<String, Done>) -> impl Iterator<Item = Problem> {
    done.iter().flat_map(|(path, done)| {
        done.refused.iter().map(move |reason| {
            Problem::new(format!("a fix in {path} was left out: {reason}"))
                .advise("convert the file to UTF-8")
        })
    })
}

/// One line a file on standard error: standard output belongs to what is left.
fn say(done: &BTreeMap<String, Done>, unwritten: &BTreeSet<&str>, writes: bool) {
    let verb = if writes { "fixed" } else { "would fix" };
    for (path, done) in done
        .iter()
        .filter(|(path, done)| done.fixes > 0 && !unwritten.contains(path.as_str()))
    {
        let n = done.fixes;
        let noun = if n == 1 { "place" } else { "places" };
        let path = if path == "-" {
            "standard input".into()
        } else {
            printable::plain(path)
        };
        let _ = writeln!(io::stderr(), "{verb} {n} {noun} in {path}");
    }
}

/// The diff, the text of standard input, or the findings that remain.
fn print(
    arguments: &Arguments,
    sources: &[&Source],
    inputs: &[Input],
    originals: &[Vec<u8>],
    reports: &[FileReport],
) -> Result<(), Stop> {
    let files = session::reported(reports);
    let options = &arguments.report;
    if arguments.diff {
        outputs::write_files(options, &Extras::default(), &files)?;
        let console = Console::new(options.color.when);
        let mut out = console::raw();
        for (input, original) in inputs
            .iter()
            .zip(originals)
            .filter(|(input, original)| input.bytes != **original)
        {
            let diff = fix::unified(
                &input.path,
                &text(&input.path, original),
                &text(&input.path, &input.bytes),
            );
            let diff = if console.is_terminal() {
                printable::lines(&diff)
            } else {
                diff.into()
            };
            out.write_all(diff.as_bytes())?;
        }
        return Ok(out.flush()?);
    }
    if let Some(at) = sources
        .iter()
        .position(|source| source.path.is_none())
        .filter(|_| !arguments.dry_run)
    {
        outputs::write_files(options, &Extras::default(), &files)?;
        let mut out = console::raw();
        out.write_all(inputs.get(at).map_or(&[], |input| &input.bytes))?;
        return Ok(out.flush()?);
    }
    outputs::write(options, Extras::default(), &files)
}

/// A file for the diff: as it is when it is UTF-8, so that the diff can be applied; else decoded.
fn text(path: &str, bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(
        |_| {
            format::decode(path, bytes)
                .map(|(source, _)| source.text)
                .unwrap_or_default()
        },
        str::to_owned,
    )
}

//! Where reports go: standard output or the file of `--output`, and a file for every `--report FORMAT=FILE`.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::console::Console;
use super::inputs::Source;
use super::options::{FailOn, ReportOptions};
use super::problem::{Problem, Stop, shown};
use super::write_file;
use crate::report::{self, Format, Reported, Stats, View};

/// A report that is written to a file.
#[derive(Clone)]
pub(super) struct Target {
    pub format: &'static Format,
    pub path: PathBuf,
}

/// What is said beside the findings.
#[derive(Clone, Default)]
pub(super) struct Extras {
    pub fix_command: Option<String>,
    pub stats: Option<Stats>,
    pub notes: Vec<String>,
    pub fail_on: FailOn,
}

/// The files that reports go to. In a folder that is checked, the report of the last run is no text.
pub(super) fn paths(options: &ReportOptions) -> impl Iterator<Item = &PathBuf> {
    let more = options.reports.iter().map(|target| &target.path);
    options.output.iter().chain(more)
}

/// Refuses to write a report over a text that was named, over the configuration, a glossary or the snapshot (`own`), or over another report.
pub(super) fn keep_apart(
    options: &ReportOptions,
    files: &[Source],
    own: &[PathBuf],
) -> Result<(), Problem> {
    let own: Vec<PathBuf> = own.iter().filter_map(|it| it.canonicalize().ok()).collect();
    let mut taken: Vec<PathBuf> = Vec::new();
    for path in paths(options) {
        let name = shown(path);
        if name == "-" {
            return Err(
                Problem::new("cannot write the report to -: that is no file")
                    .advise("on standard output stands the report of --format, without --output"),
            );
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if taken.contains(&whole) {
            return Err(
                Problem::new(format!("two reports would be written to {name}"))
                    .advise("give each a file of its own"),
            );
        }
        taken.push(whole);
        let Ok(target) = path.canonicalize() else {
            continue;
        };
        if own.contains(&target) {
            return Err(Problem::new(format!(
                "cannot write the report to {name}: it is the configuration, a glossary or the snapshot of this run"
            ))
            .advise("give the report a name of its own"));
        }
        let same = |source: &&Source| {
            let path = source.path.as_ref().and_then(|it| it.canonicalize().ok());
            path.is_some_and(|path| path == target)
        };
        if files.iter().any(|source| same(&source)) {
            return Err(Problem::new(format!(
                "cannot write the report to {name}: it is one of the files to check"
            ))
            .advise("give the report a name of its own"));
        }
    }
    Ok(())
}

/// Writes every report, also the one on standard output.
pub(super) fn write(
    options: &ReportOptions,
    extras: Extras,
    files: &[Reported<'_>],
) -> Result<(), Stop> {
    write_files(options, &extras, files)?;
    if options.output.is_none() {
        let console = Console::new(options.color.when);
        let view = view(console, options, &extras);
        let mut out = console.open();
        report::write(options.format, &view, files, &mut *out)?;
        out.flush()?;
    }
    beside(options, &extras)
}

/// Writes the reports that go to files: where standard output belongs to something else.
pub(super) fn write_files(
    options: &ReportOptions,
    extras: &Extras,
    files: &[Reported<'_>],
) -> Result<(), Stop> {
    let first = options.output.clone().map(|path| Target {
        format: options.format,
        path,
    });
    let view = view(Console::file(), options, extras);
    for target in first.iter().chain(&options.reports) {
        write_file::create(&target.path, true, |file| {
            let mut file = BufWriter::with_capacity(1 << 16, file);
            report::write(target.format, &view, files, &mut file)?;
            Ok(file.flush()?)
        })?;
    }
    Ok(())
}

fn view(console: Console, options: &ReportOptions, extras: &Extras) -> View {
    View {
        fails: extras.fail_on.severity(),
        stats: extras.stats.clone(),
        notes: extras.notes.clone(),
        ..console.view(options.quiet, extras.fix_command.clone())
    }
}

/// What a format has no place for goes to standard error.
fn beside(options: &ReportOptions, extras: &Extras) -> Result<(), Stop> {
    let mut errors = Vec::new();
    if !(options.quiet || matches!(options.format.name, "human" | "github")) {
        for note in &extras.notes {
            writeln!(errors, "exonym: {note}")?;
        }
    }
    let stats = extras.stats.as_ref();
    if let Some(stats) = stats.filter(|_| !matches!(options.format.name, "human" | "json")) {
        stats.write(&mut errors)?;
    }
    // Nobody is left to tell when standard error is closed.
    let _ = io::stderr().write_all(&errors);
    Ok(())
}

//! `exonym check`: reports findings in files, folders and standard input.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::console::Console;
use super::inputs::{self, Sources};
use super::options::{GlossaryOptions, ReportOptions, TextOptions, ThreadOption};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop, shown};
use super::snapshot::{self, Snapshot, SnapshotOptions};
use super::{session, suggest};
use crate::check::snapshot::Comparison;
use crate::check::{Checker, FileReport};
use crate::report;

/// Check files, folders or standard input (-); the default command
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders; - or nothing reads standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    text: TextOptions,
    #[command(flatten)]
    snapshot: SnapshotOptions,
    #[command(flatten)]
    report: ReportOptions,
    #[command(flatten)]
    threads: ThreadOption,
}

pub(super) fn run(arguments: &Arguments, implied: bool) -> Result<u8, Stop> {
    let work = Work {
        threads: arguments.threads.count,
        quiet: arguments.report.quiet,
    };
    let snapshot = Snapshot::open(&arguments.snapshot)?;
    let except: Vec<PathBuf> = arguments
        .glossary
        .glossary
        .iter()
        .chain(&arguments.snapshot.snapshot)
        .cloned()
        .collect();
    let Sources {
        files,
        mut problems,
    } = inputs::collect(&arguments.paths, &except)?;
    if implied {
        unknown_command(&arguments.paths)?;
    }
    let checker = session::checker(&arguments.glossary, &arguments.text)?;
    // Bytes are dropped as soon as a file is checked: a folder of any size needs the memory of its texts once.
    let results = parallel::map(work, &files, |source| {
        Ok(inputs::read(source)?.map(|input| checker.check_file(&input)))
    })?;
    let mut checked = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(report) => checked.extend(report),
            Err(problem) => problems.push(problem),
        }
    }
    let failed = session::print_problems(&problems);
    let mut reports = session::finish(&checker, checked);
    let failed = failed || reports.iter().any(|report| report.failed);
    let compared = snapshot
        .as_ref()
        .map(|snapshot| compare(snapshot, arguments, &checker, &mut reports));
    if let (Some(snapshot), Some(compared)) = (&snapshot, &compared)
        && snapshot.is_updated()
    {
        return update(snapshot, compared, arguments, failed);
    }
    let files = session::reported(&reports);
    let console = Console::new(arguments.report.color.when);
    let view = console.view(arguments.report.quiet, fix_command(arguments));
    let mut out = console.open();
    report::write(arguments.report.format, &view, &files, &mut *out)?;
    if let (Some(snapshot), Some(compared)) = (&snapshot, &compared)
        && !arguments.report.quiet
    {
        let accept = format!("{} --update-snapshot", command(arguments));
        // Other formats are for programs, which a second thing on the same channel would confuse.
        match arguments.report.format.name {
            "human" => snapshot.show(compared, Some(&accept), &mut *out)?,
            _ => snapshot.show(compared, Some(&accept), &mut std::io::stderr())?,
        }
    }
    out.flush()?;
    // The process ends here, and its memory with it: to give that back piece by piece takes longer than a short text.
    std::mem::forget(checker);
    let status = session::status(&files, failed, arguments.report.fail_on);
    let changed = compared.is_some_and(|c| snapshot::fails(&c, arguments.report.fail_on));
    Ok(status.max(u8::from(changed)))
}

/// Marks what the snapshot knows.
fn compare(
    snapshot: &Snapshot,
    arguments: &Arguments,
    checker: &Checker,
    reports: &mut [FileReport],
) -> Comparison {
    let resting = checker.resting_rules();
    let runs = |rule: &str| !resting.contains(rule);
    snapshot.compare(&arguments.paths, &runs, reports, &snapshot::today())
}

/// Writes the snapshot; not when some file could not be checked, because its findings would be lost.
fn update(
    snapshot: &Snapshot,
    compared: &Comparison,
    arguments: &Arguments,
    failed: bool,
) -> Result<u8, Stop> {
    session::require(!failed, || {
        Problem::new("the snapshot was not written: some files could not be checked")
            .advise("put right what is said above, or leave those files out")
    })?;
    snapshot.write(compared, &snapshot::today())?;
    if !arguments.report.quiet {
        snapshot.show(compared, None, &mut std::io::stderr())?;
    }
    Ok(0)
}

/// The command that was given, without the options that only change how findings are printed.
fn command(arguments: &Arguments) -> String {
    let snapshot = arguments.snapshot.snapshot.iter();
    let snapshot = snapshot.flat_map(|path| ["--snapshot".to_owned(), shown(path)]);
    let start = ["exonym", "check"].map(str::to_owned);
    let options = arguments.glossary.arguments().into_iter();
    let options = options.chain(arguments.text.arguments()).chain(snapshot);
    let paths = arguments.paths.iter().map(|path| shown(path));
    session::command_line(start.into_iter().chain(options).chain(paths))
}

/// The command that fixes what was checked; standard input cannot be fixed in place.
fn fix_command(arguments: &Arguments) -> Option<String> {
    if arguments.paths.is_empty() || arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return None;
    }
    let start = ["exonym", "fix"].map(str::to_owned);
    let options = arguments
        .glossary
        .arguments()
        .into_iter()
        .chain(arguments.text.arguments());
    let paths = arguments.paths.iter().map(|path| shown(path));
    Some(session::command_line(
        start.into_iter().chain(options).chain(paths),
    ))
}

/// `exonym chekc wire/` ends up here with `chekc` as a path; nobody should have to guess why it cannot be read.
fn unknown_command(paths: &[PathBuf]) -> Result<(), Stop> {
    let [first, ..] = paths else { return Ok(()) };
    let name = shown(first);
    if name == "-" || name.contains(['/', '\\', '.']) || first.exists() {
        return Ok(());
    }
    let parser = <super::Arguments as clap::CommandFactory>::command();
    let commands: Vec<&str> = parser
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let similar = suggest::similar(&name, commands.iter().copied());
    let problem = Problem::new(format!(
        "{name} is neither a file nor a folder, and no command of this version"
    ));
    let advice = if similar.is_empty() {
        format!(
            "commands: {}; `exonym --help` says what they do",
            commands.join(", ")
        )
    } else {
        format!(
            "did you mean the command {}? It comes first, before all options",
            similar.join(" or ")
        )
    };
    Err(problem.advise(advice).into())
}

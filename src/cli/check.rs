//! `exonym check`: reports findings in files, folders and standard input.

use std::path::PathBuf;

use clap::Args;

use super::configured::{ConfigOptions, Setup};
use super::inputs::{self, Sources};
use super::options::{GlossaryOptions, InputOptions, ReportOptions, TextOptions, ThreadOption};
use super::outputs::{self, Extras};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop, shown};
use super::since::Since;
use super::snapshot::{self, Snapshot, SnapshotOptions};
use super::{session, suggest};
use crate::check::snapshot::Comparison;
use crate::check::{Checker, FileReport};
use crate::report::Stats;

/// Check files, folders or standard input (-); the default command
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders; - or nothing reads standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    inputs: InputOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    text: TextOptions,
    #[command(flatten)]
    snapshot: SnapshotOptions,
    #[command(flatten)]
    report: ReportOptions,
    /// Only findings on lines that were touched in git since this branch, tag or commit
    #[arg(long, value_name = "REV", help_heading = "Output")]
    since: Option<String>,
    /// Count findings by rule and entry too; with --quiet instead of findings
    #[arg(long, help_heading = "Output")]
    stats: bool,
    #[command(flatten)]
    threads: ThreadOption,
}

pub(super) fn run(arguments: &Arguments, implied: bool) -> Result<u8, Stop> {
    let work = Work {
        threads: arguments.threads.count,
        quiet: arguments.report.quiet,
    };
    let setup = arguments.setup()?;
    let snapshot = Snapshot::open(&arguments.snapshot, setup.config.snapshot())?;
    let texts = &arguments.paths;
    let own = outputs::paths(&arguments.report).chain(snapshot.as_ref().map(Snapshot::path));
    let own: Vec<PathBuf> = own.cloned().collect();
    let Sources {
        files,
        mut problems,
    } = inputs::collect(texts, &setup.scope(&arguments.inputs, &own))?;
    if implied {
        unknown_command(texts)?;
    }
    let left_out = arguments.inputs.force_exclude || arguments.report.quiet;
    if files.is_empty() && problems.is_empty() && !left_out {
        // A wrong path in a pipeline should not look like a clean text.
        Problem::new("no files to check: the folders are empty, or all in them is left out")
            .print();
    }
    let mut beside = setup.own_files();
    beside.extend(snapshot.as_ref().map(|it| it.path().clone()));
    outputs::keep_apart(&arguments.report, &files, &beside)?;
    let since = arguments.since.as_deref();
    let since = since.map(|it| Since::new(it, &files)).transpose()?;
    let fail_on = setup.fail_on(arguments.report.fail_on);
    let checker = setup.checker()?;
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
    session::leave_out_below(arguments.report.severity, &mut reports);
    let notes = since.and_then(|since| untouched(since.keep(&mut reports)));
    let files = session::reported(&reports);
    let extras = Extras {
        fix_command: fix_command(arguments),
        stats: arguments.stats.then(|| Stats::of(&files)),
        notes: notes.into_iter().collect(),
        fail_on,
    };
    outputs::write(&arguments.report, extras, &files)?;
    if let (Some(snapshot), Some(compared)) = (&snapshot, &compared) {
        snapshot.print(compared, &command(arguments), &arguments.report)?;
    }
    // The process ends here, and its memory with it: to give that back piece by piece takes longer than a short text.
    std::mem::forget(checker);
    let status = session::status(&files, failed, fail_on);
    let changed = compared.is_some_and(|c| snapshot::fails(&c, fail_on));
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
    let snapshot = arguments.snapshot.arguments();
    let start = ["exonym", "check"].map(str::to_owned);
    let options = arguments.config.arguments().into_iter();
    let options = options.chain(arguments.glossary.arguments());
    let options = options.chain(arguments.text.arguments()).chain(snapshot);
    let name = arguments.inputs.stdin_filename.iter();
    let options = options.chain(name.flat_map(|it| ["--stdin-filename".to_owned(), shown(it)]));
    let paths = arguments.paths.iter().map(|path| shown(path));
    session::command_line(start.into_iter().chain(options).chain(paths))
}

impl Arguments {
    fn setup(&self) -> Result<Setup, Stop> {
        let paths = inputs::named(&self.paths, &self.inputs);
        Setup::new(&self.config, &paths, &self.glossary, &self.text)
    }
}

/// What is said about findings that `--since` left out.
fn untouched(findings: usize) -> Option<String> {
    match findings {
        0 => None,
        1 => Some("1 finding on an untouched line left out".to_owned()),
        n => Some(format!("{n} findings on untouched lines left out")),
    }
}

/// The command that fixes what was checked; standard input cannot be fixed in place, and no fix stops at touched lines.
fn fix_command(arguments: &Arguments) -> Option<String> {
    if arguments.since.is_some() {
        return None;
    }
    if arguments.paths.is_empty() || arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return None;
    }
    let start = ["exonym", "fix"].map(str::to_owned);
    let options = arguments
        .config
        .arguments()
        .into_iter()
        .chain(arguments.glossary.arguments())
        .chain(arguments.text.arguments())
        .chain(arguments.report.severity_arguments());
    let known = arguments.snapshot.arguments();
    let paths = arguments.paths.iter().map(|path| shown(path));
    Some(session::command_line(
        start.into_iter().chain(options).chain(known).chain(paths),
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

//! `exonym check`: reports findings in files, folders and standard input.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::configured::{ConfigOptions, Setup};
use super::console::Console;
use super::inputs::{self, Sources};
use super::options::{GlossaryOptions, InputOptions, ReportOptions, TextOptions, ThreadOption};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop, shown};
use super::{session, suggest};
use crate::report;

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
    report: ReportOptions,
    #[command(flatten)]
    threads: ThreadOption,
}

pub(super) fn run(arguments: &Arguments, implied: bool) -> Result<u8, Stop> {
    let work = Work {
        threads: arguments.threads.count,
        quiet: arguments.report.quiet,
    };
    let setup = arguments.setup()?;
    let Sources {
        files,
        mut problems,
    } = inputs::collect(&arguments.paths, &setup.scope(&arguments.inputs))?;
    if implied {
        unknown_command(&arguments.paths)?;
    }
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
    let reports = session::finish(&checker, checked);
    let files = session::reported(&reports);
    let console = Console::new(arguments.report.color.when);
    let view = console.view(arguments.report.quiet, fix_command(arguments));
    let mut out = console.open();
    report::write(arguments.report.format, &view, &files, &mut *out)?;
    out.flush()?;
    let failed = failed || reports.iter().any(|report| report.failed);
    // The process ends here, and its memory with it: to give that back piece by piece takes longer than a short text.
    std::mem::forget(checker);
    Ok(session::status(&files, failed, fail_on))
}

impl Arguments {
    fn setup(&self) -> Result<Setup, Stop> {
        let paths = inputs::named(&self.paths, &self.inputs);
        Setup::new(&self.config, &paths, &self.glossary, &self.text)
    }
}

/// The command that fixes what was checked; standard input cannot be fixed in place.
fn fix_command(arguments: &Arguments) -> Option<String> {
    if arguments.paths.is_empty() || arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return None;
    }
    let start = ["exonym", "fix"].map(str::to_owned);
    let options = arguments
        .config
        .arguments()
        .into_iter()
        .chain(arguments.glossary.arguments())
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

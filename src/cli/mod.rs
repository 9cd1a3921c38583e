//! The command line: one file a command, shared options, files in and reports out.
//!
//! Only here are files read and written, threads started and the terminal looked at. Exit status: 2 for usage, configuration,
//! glossary and input errors, 1 for findings at the level of `--fail-on`, else 0; a closed pipe is no error.

mod cache;
mod cache_stamp;
mod check;
mod config;
mod config_show;
mod configured;
mod console;
mod diff_lines;
mod entry;
mod explain;
mod explain_pattern;
mod fix;
mod glossary;
mod glossary_stats;
mod init;
mod inputs;
mod lines;
#[cfg(feature = "lsp")]
mod lsp;
mod matches;
mod normalize;
mod options;
mod outputs;
mod parallel;
mod problem;
mod romanize;
mod rules;
mod session;
mod since;
mod snapshot;
mod stream;
mod styles;
mod suggest;
mod table;
mod variants;
mod write_file;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use problem::Stop;

const AFTER_HELP: &str = "\
Without a command, the arguments are files and folders to check: `exonym wire/` is `exonym check wire/`.

Exit status: 0 nothing at the level of --fail-on, 1 findings or bad records, 2 errors of usage, configuration, glossary or input.";

/// Makes names, designations and terms of translated articles agree
#[derive(Parser)]
#[command(name = "exonym", version, override_usage = "exonym [COMMAND] [OPTIONS] [PATH]...", after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Fix(fix::Arguments),
    Normalize(normalize::Arguments),
    Variants(variants::Arguments),
    Match(matches::Arguments),
    Romanize(romanize::Arguments),
    Glossary(glossary::Arguments),
    Rules(rules::Arguments),
    Explain(explain::Arguments),
    Config(config::Arguments),
    Init(init::Arguments),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Arguments),
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let parser = Arguments::command();
    let Some(arguments) = with_default_command(std::env::args_os().collect(), &parser) else {
        // Shown to someone who typed the bare name; asking for help is no error, needing it here is one.
        let _ = Arguments::command().print_help();
        return ExitCode::from(2);
    };
    let matched = match parser
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
    {
        Ok(matched) => matched,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let implied = std::env::args_os()
        .nth(1)
        .is_some_and(|first| first != "check");
    match run(matched.command, implied) {
        Ok(status) => ExitCode::from(status),
        Err(Stop::ClosedPipe) => ExitCode::SUCCESS,
        Err(Stop::Problem(problem)) => {
            problem.print();
            ExitCode::from(2)
        }
        Err(Stop::Problems(problems)) => {
            session::print_problems(&problems);
            ExitCode::from(2)
        }
    }
}

/// `implied`: the command is one that nobody wrote.
fn run(command: Command, implied: bool) -> Result<u8, Stop> {
    match command {
        Command::Check(arguments) => check::run(&arguments, implied),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Normalize(arguments) => normalize::run(&arguments),
        Command::Variants(arguments) => variants::run(&arguments),
        Command::Match(arguments) => matches::run(&arguments),
        Command::Romanize(arguments) => romanize::run(&arguments),
        Command::Glossary(arguments) => glossary::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Config(arguments) => config::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        #[cfg(feature = "lsp")]
        Command::Lsp(arguments) => lsp::run(&arguments),
    }
}

/// Puts `check` where a command is missing; `None` when there is nothing to do at all.
fn with_default_command(
    mut arguments: Vec<OsString>,
    parser: &clap::Command,
) -> Option<Vec<OsString>> {
    let Some(first) = arguments.get(1) else {
        return (!std::io::stdin().is_terminal())
            .then(|| vec![OsString::from("exonym"), OsString::from("check")]);
    };
    let known = first.to_str().is_some_and(|first| {
        matches!(first, "-h" | "--help" | "-V" | "--version" | "help")
            || parser.find_subcommand(first).is_some()
    });
    if !known {
        arguments.insert(1, OsString::from("check"));
    }
    Some(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command_of(arguments: &[&str]) -> Vec<String> {
        let arguments = arguments.iter().map(OsString::from).collect();
        let completed =
            with_default_command(arguments, &Arguments::command()).expect("arguments were given");
        completed
            .into_iter()
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn paths_alone_are_checked() {
        assert_eq!(
            command_of(&["exonym", "wire/"]),
            ["exonym", "check", "wire/"]
        );
        assert_eq!(
            command_of(&["exonym", "--format", "jsonl", "-"]),
            ["exonym", "check", "--format", "jsonl", "-"]
        );
        assert_eq!(
            command_of(&["exonym", "fix", "wire/"]),
            ["exonym", "fix", "wire/"]
        );
        assert_eq!(command_of(&["exonym", "--help"]), ["exonym", "--help"]);
    }
}

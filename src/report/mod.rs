//! Findings → bytes: one file a format, over a view that is resolved once.
//!
//! Reporters only print. Lines, columns and excerpts come from `resolve`, so no two formats can disagree about a place. Output
//! is a pure function of the findings and of `View`; there is no clock here, no terminal and no environment.
//! A new format is one file, its `mod` line and its line in `FORMATS`.

mod checkstyle;
mod concise;
mod github;
mod gitlab;
pub(crate) mod human;
mod json;
mod jsonl;
mod junit;
mod one_line;
mod path;
pub(crate) mod printable;
mod rdjson;
pub(crate) mod record;
pub(crate) mod resolve;
mod sarif;
mod sentence;
mod stats;
mod totals;
mod wire;
mod xml;

use std::io::{self, Write};

use crate::finding::{Finding, Severity};
use resolve::ResolvedFile;
pub(crate) use stats::Stats;
pub(crate) use totals::Totals;

/// A format that findings can be printed in.
pub(crate) struct Format {
    /// What stands after `--format`.
    pub name: &'static str,
    /// One line for `--help`.
    pub summary: &'static str,
    /// Makes a reporter for one run.
    pub reporter: fn(&View) -> Box<dyn Reporter>,
}

const FORMATS: &[Format] = &[
    human::FORMAT,
    concise::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    rdjson::FORMAT,
    junit::FORMAT,
    checkstyle::FORMAT,
];

/// Every format, the default first.
pub(crate) fn all() -> &'static [Format] {
    FORMATS
}

/// The format of that name.
pub(crate) fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What a reporter may know about the place it prints to.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// Columns to stay within.
    pub width: usize,
    /// Whether escape sequences for colour are welcome.
    pub color: bool,
    /// Whether a person is watching; a run without findings then says so.
    pub terminal: bool,
    /// Findings only, no summary.
    pub quiet: bool,
    /// The command that applies the safe fixes of this run, when there is one.
    pub fix_command: Option<String>,
    /// The lowest severity that fails the run; `None` when nothing does.
    pub fails: Option<Severity>,
    /// Numbers to print with the findings, where a format has a place for them.
    pub stats: Option<Stats>,
    /// What was left out of the report, a sentence each, to be said beside the sum.
    pub notes: Vec<String>,
}

/// The findings of one file beside the text they were made on.
#[derive(Clone, Copy)]
pub(crate) struct Reported<'a> {
    /// Path as given.
    pub path: &'a str,
    /// Decoded text.
    pub text: &'a str,
    /// Sorted findings.
    pub findings: &'a [Finding],
}

/// Prints findings in one format.
pub(crate) trait Reporter {
    /// Whether it shows findings that are suppressed, as such.
    fn wants_suppressed(&self) -> bool {
        false
    }
    /// Called once, before the files.
    fn begin(&mut self, _out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        Ok(())
    }
    /// Called for every file that has findings, ordered by path.
    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()>;
    /// Called for every file that has none, in the same order.
    fn clean(&mut self, _out: &mut dyn Write, _path: &str) -> io::Result<()> {
        Ok(())
    }
    /// Called once, after the files.
    fn finish(&mut self, _out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        Ok(())
    }
}

/// Prints all files in `format`.
pub(crate) fn write(
    format: &Format,
    view: &View,
    files: &[Reported<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let totals = Totals::of(files);
    let mut reporter = (format.reporter)(view);
    reporter.begin(out, &totals)?;
    let suppressed = reporter.wants_suppressed();
    let shown = |f: &Finding| suppressed || f.suppression.is_none();
    for file in files {
        if file.findings.iter().any(shown) {
            reporter.file(out, &resolve::resolve(file, suppressed))?;
        } else {
            reporter.clean(out, file.path)?;
        }
    }
    reporter.finish(out, &totals)
}

#[cfg(test)]
pub(crate) mod samples;

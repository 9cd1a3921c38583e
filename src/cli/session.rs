//! A glossary that is open and a checker that is ready, made from the options.

use std::fs;
use std::path::{Path, PathBuf};

use super::cache::{self, Origin, Wanted};
use super::options::{FailOn, GlossaryOptions, Level};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop, shown};
use super::suggest;
use crate::check::{Checker, FileReport, Input};
use crate::corpus::FileSummary;
use crate::glossary::GlossaryFile;
use crate::report::Reported;
use crate::scan::{LayerOptions, Layers};

/// The layers that the options ask for.
pub(super) fn layers(options: &GlossaryOptions) -> Result<Layers, Problem> {
    Ok(layers_from(options)?.0)
}

/// The layers that the options ask for, and where the user's glossaries came from.
pub(super) fn layers_from(options: &GlossaryOptions) -> Result<(Layers, Origin), Problem> {
    if let Some(packs) = options.packs.as_ref().filter(|_| !options.origins.packs) {
        let known = Layers::pack_names();
        if let Some(pack) = packs.iter().find(|pack| !known.contains(pack)) {
            let all = known.join(", ");
            return Err(
                Problem::new(format!("unknown pack {pack}")).advise(format!("the packs are {all}"))
            );
        }
    }
    let named = |problem: Problem| problem.noted(options.origins.glossaries.as_ref());
    let paths = glossary_files(&options.glossary).map_err(named)?;
    let packs = if options.no_packs {
        Some(Vec::new())
    } else {
        options.packs.clone()
    };
    let wanted = LayerOptions {
        packs,
        disable: options.disable.clone(),
        style: options.style.clone(),
        languages: options.languages.clone(),
    };
    let cache = cache::folder().filter(|_| !options.no_cache);
    let glossary = Wanted::new(&paths, &wanted, cache.as_deref());
    let compiled = match glossary.known() {
        Some(user) => Ok((user, Origin::Cached)),
        None => glossary.compiled(&read_glossaries(&paths).map_err(named)?),
    };
    let layers =
        compiled.and_then(|(user, origin)| Ok((Layers::with_user(user, &wanted)?, origin)));
    let (layers, origin) = layers.map_err(|error| {
        let advice = if error.path.is_empty() {
            "`exonym glossary styles` tells what they are".to_owned()
        } else {
            format!(
                "`exonym glossary check {}` shows every problem of it",
                error.path
            )
        };
        let style = options.origins.style.as_ref();
        Problem::new(error.to_string())
            .advise(advice)
            .noted(style.filter(|_| error.path.is_empty()))
    })?;
    options
        .disable
        .iter()
        .try_for_each(|id| require_entry(&layers, id))
        .map_err(|problem: Problem| problem.noted(options.origins.disable.as_ref()))?;
    Ok((layers, origin))
}

/// A misspelt id would silently switch off nothing.
fn require_entry(layers: &Layers, id: &str) -> Result<(), Problem> {
    let all = || {
        let entries = layers
            .layers
            .iter()
            .map(|layer| (layer, layer.index.entry_count()));
        entries
            .flat_map(|(layer, count)| (0..count).filter_map(|n| layer.entry(n)))
            .map(|entry| entry.id.as_str())
    };
    if all().any(|known| known == id) {
        return Ok(());
    }
    Err(suggest::unknown(
        "entry",
        id,
        all(),
        "`exonym glossary check FILE`",
    ))
}

/// Joins what was found in single files with what is found across them; sorted by path.
pub(super) fn finish(
    checker: &Checker,
    checked: Vec<(FileReport, FileSummary)>,
) -> Vec<FileReport> {
    let (reports, summaries): (Vec<_>, Vec<_>) = checked.into_iter().unzip();
    let merged = summaries.into_iter().reduce(FileSummary::merge);
    let corpus = merged
        .map(|summary| checker.check_corpus(&summary))
        .unwrap_or_default();
    checker.finish(reports, corpus)
}

/// Checks texts that are in memory. What is below `lowest` is neither reported nor fixed.
pub(super) fn check_inputs(
    checker: &Checker,
    work: Work,
    inputs: &[Input],
    lowest: Option<Level>,
) -> Result<Vec<FileReport>, Problem> {
    let checked = parallel::map(work, inputs, |input| checker.check_file(input))?;
    let mut reports = finish(checker, checked);
    leave_out_below(lowest, &mut reports);
    Ok(reports)
}

/// Drops findings below a severity.
pub(super) fn leave_out_below(lowest: Option<Level>, reports: &mut [FileReport]) {
    if let Some(lowest) = lowest.map(Level::severity) {
        for report in reports {
            report.findings.retain(|finding| finding.severity >= lowest);
        }
    }
}

/// The reports as the reporters take them.
pub(super) fn reported(reports: &[FileReport]) -> Vec<Reported<'_>> {
    reports
        .iter()
        .map(|report| Reported {
            path: &report.path,
            text: &report.source.text,
            findings: &report.findings,
        })
        .collect()
}

/// The exit status of a run.
pub(super) fn status(files: &[Reported<'_>], failed: bool, fail_on: FailOn) -> u8 {
    let reached = || {
        files
            .iter()
            .flat_map(|file| file.findings)
            .any(|f| f.suppression.is_none() && fail_on.is_reached_by(f.severity))
    };
    if failed { 2 } else { u8::from(reached()) }
}

/// Glossary files, and the YAML files of folders, in the order given.
pub(super) fn read_glossaries(paths: &[PathBuf]) -> Result<Vec<GlossaryFile>, Problem> {
    let paths = glossary_files(paths)?;
    paths.iter().map(|path| read_glossary(path)).collect()
}

/// Files, and the YAML files of folders, in the order given.
fn glossary_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(yaml_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn read_glossary(path: &Path) -> Result<GlossaryFile, Problem> {
    let name = shown(path);
    let bytes = fs::read(path).map_err(|error| Problem::io("read", &name, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Problem::new(format!("cannot read {name}: it is not UTF-8"))
            .advise("save the glossary as UTF-8")
    })?;
    Ok(GlossaryFile { path: name, text })
}

/// Whether a file of a folder is a glossary, by its name.
pub(super) fn is_yaml(path: &Path) -> bool {
    let end = path.extension();
    end.is_some_and(|end| end == "yaml" || end == "yml")
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let problem = |error: &std::io::Error| Problem::io("read", &shown(folder), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| problem(&error))? {
        let path = entry.map_err(|error| problem(&error))?.path();
        if path.is_file() && is_yaml(&path) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(
            Problem::new(format!("there is no glossary in {}", shown(folder)))
                .advise("glossaries end in .yaml or .yml"),
        );
    }
    files.sort();
    Ok(files)
}

/// A command line that can be pasted into a shell.
pub(super) fn command_line(parts: impl IntoIterator<Item = String>) -> String {
    let quote = |part: String| {
        let bare = !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || "/._-+=:,@%".contains(c));
        if bare {
            part
        } else {
            format!("'{}'", part.replace('\'', r"'\''"))
        }
    };
    parts.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

/// Prints what went wrong with single files; whether there was anything.
pub(super) fn print_problems(problems: &[Problem]) -> bool {
    for problem in problems {
        problem.print();
    }
    !problems.is_empty()
}

/// Stops with `problem` unless `ok`.
pub(super) fn require(ok: bool, problem: impl FnOnce() -> Problem) -> Result<(), Stop> {
    if ok { Ok(()) } else { Err(problem().into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_can_be_pasted() {
        let parts = ["exonym", "fix", "wire/день 1.txt", "it's"].map(str::to_owned);
        assert_eq!(
            command_line(parts),
            r"exonym fix 'wire/день 1.txt' 'it'\''s'"
        );
    }
}

//! Patterns of the user: glossary files that hold `patterns:` instead of names.

use super::embedded;
use super::layers::{LoadError, load_error};
use crate::finding::Severity;
use crate::glossary::GlossaryFile;
use crate::glossary::pattern::{PatternFile, PatternSet, is_pattern_file, set::by_target};

/// Files of names, and the patterns of the other files.
///
/// # Errors
/// The first pattern that cannot be used, with its place.
pub(super) fn split(
    files: &[GlossaryFile],
) -> Result<(Vec<GlossaryFile>, Vec<PatternSet>), LoadError> {
    let (patterns, names): (Vec<_>, Vec<_>) = files
        .iter()
        .map(GlossaryFile::without_mark)
        .partition(|file| is_pattern_file(&file.text));
    let mut read = Vec::new();
    for file in &patterns {
        let found = PatternFile::read(file, embedded::knowledge());
        let is_error = |severity| severity == Severity::Error;
        if let Some(problem) = found.problems.iter().find(|p| is_error(p.severity)) {
            return Err(load_error(file, problem));
        }
        read.push(found);
    }
    let sets = by_target(read.iter()).map_err(|message| LoadError {
        path: patterns.first().map(|f| f.path.clone()).unwrap_or_default(),
        line: 1,
        column: 1,
        message,
    })?;
    Ok((names, sets))
}

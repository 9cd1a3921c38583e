//! Files on disk that a project is made of, and whether they have changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::glossary::GlossaryFile;

/// When a file was written and how long it is; nothing for one that is not there.
type Stamp = Option<(Option<SystemTime>, u64)>;

/// Files as they were when they were read.
#[derive(Default)]
pub(super) struct Seen(Vec<(PathBuf, Stamp)>);

impl Seen {
    pub(super) fn add(&mut self, path: &Path) {
        self.0.push((path.to_owned(), stamp(path)));
    }

    pub(super) fn is_stale(&self) -> bool {
        self.0.iter().any(|(path, was)| stamp(path) != *was)
    }
}

fn stamp(path: &Path) -> Stamp {
    let meta = fs::metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len()))
}

/// Glossary files, and the YAML files of folders, in the order given.
pub(super) fn read_glossaries(
    paths: &[PathBuf],
    seen: &mut Seen,
) -> Result<Vec<GlossaryFile>, String> {
    // What is missing may come later, so all of it is watched before the first problem ends this.
    paths.iter().for_each(|path| seen.add(path));
    let mut read = Vec::new();
    for path in glossary_files(paths)? {
        seen.add(&path);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("cannot read the glossary {}: {error}", path.display()))?;
        read.push(GlossaryFile {
            path: path.display().to_string(),
            text,
        });
    }
    Ok(read)
}

/// The files that glossaries, named as files and folders, consist of.
pub(super) fn glossary_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
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

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let problem = |error| format!("cannot read the folder {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_file() && is_yaml(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end == "yaml" || end == "yml")
}

/// Whether two paths lead to the same file.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    a == b
        || fs::canonicalize(a)
            .ok()
            .zip(fs::canonicalize(b).ok())
            .is_some_and(|(a, b)| a == b)
}

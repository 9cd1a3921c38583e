//! Paths → files to read: folders are walked, ignored, hidden and binary files left out, the order made certain.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::options::InputOptions;
use super::problem::{Problem, shown};
use crate::check::Input;
use crate::config::Config;

/// So much of a file in a folder is looked at to tell whether it is text.
const PROBE: u64 = 8 * 1024;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    /// Path as printed; `-` for standard input.
    pub shown: String,
    /// Where it lies; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The folder it was found in; `None` for a file that was named itself.
    pub folder: Option<PathBuf>,
}

/// What the arguments lead to.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Sorted by path.
    pub files: Vec<Source>,
    /// Sorted as well; the rest of the files is still good.
    pub problems: Vec<Problem>,
}

/// What is left out, and what standard input is called.
pub(super) struct Scope<'a> {
    /// Glossaries and the like: files, and the files of folders. They are no texts.
    pub except: Vec<PathBuf>,
    pub config: &'a Config,
    pub options: &'a InputOptions,
}

/// Finds the files of `paths`; without any, standard input. What the scope leaves out is left out of folders.
pub(super) fn collect(paths: &[PathBuf], scope: &Scope) -> Result<Sources, Problem> {
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Problem::new("nothing to read")
                .advise("name files or folders, or send text through a pipe"));
        }
        return Ok(Sources {
            files: vec![stdin(scope.options)],
            problems: Vec::new(),
        });
    }
    let own = [
        scope.config.file().map(Path::to_owned),
        scope.config.snapshot(),
    ];
    let except = scope
        .except
        .iter()
        .cloned()
        .chain(own.into_iter().flatten());
    let except: BTreeSet<PathBuf> = except.filter_map(|path| path.canonicalize().ok()).collect();
    let mut sources = Sources::default();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.files.push(stdin(scope.options));
        } else if path.is_dir() {
            walk(path, &except, scope.config, &mut sources);
        } else if scope.options.force_exclude && scope.config.is_excluded(path) {
            // Tools that name every file that changed leave it to the configuration which of them count.
        } else {
            // Whether it can be read is found out when it is.
            sources.files.push(Source {
                shown: shown(path),
                path: Some(path.clone()),
                folder: None,
            });
        }
    }
    // A file that was named and found is read as named: also when it looks binary.
    sources.files.sort();
    sources.files.dedup_by(|b, a| a.shown == b.shown);
    sources.problems.sort();
    sources.problems.dedup();
    Ok(sources)
}

/// The paths that lead to a configuration: standard input lies where its name says.
pub(super) fn named<'a>(paths: &'a [PathBuf], options: &'a InputOptions) -> Vec<&'a Path> {
    let name = options.stdin_filename.iter();
    paths.iter().chain(name).map(PathBuf::as_path).collect()
}

fn stdin(options: &InputOptions) -> Source {
    Source {
        shown: options
            .stdin_filename
            .as_deref()
            .map_or_else(|| "-".to_owned(), shown),
        path: None,
        folder: None,
    }
}

fn walk(folder: &Path, except: &BTreeSet<PathBuf>, config: &Config, sources: &mut Sources) {
    // The ignore file of the user's home would make results differ from machine to machine.
    let pruned = config.clone();
    let walk = WalkBuilder::new(folder)
        .follow_links(true)
        .git_global(false)
        .filter_entry(move |entry| !pruned.is_excluded_folder(entry.path()))
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                sources.problems.push(walk_problem(folder, &error));
                continue;
            }
        };
        if config.is_excluded(entry.path()) {
            continue;
        }
        // Pipes and devices in a folder would hang the run.
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if !is_file
            || (!except.is_empty()
                && entry
                    .path()
                    .canonicalize()
                    .is_ok_and(|path| is_among(&path, except)))
        {
            continue;
        }
        let path = entry.into_path();
        sources.files.push(Source {
            shown: shown(&path),
            path: Some(path),
            folder: Some(folder.to_owned()),
        });
    }
}

/// Whether a file is one of these, or a glossary in one of these folders.
fn is_among(path: &Path, except: &BTreeSet<PathBuf>) -> bool {
    let in_folder = || path.parent().is_some_and(|folder| except.contains(folder));
    except.contains(path) || (super::session::is_yaml(path) && in_folder())
}

fn walk_problem(folder: &Path, error: &ignore::Error) -> Problem {
    let mut place = folder.to_owned();
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                place.clone_from(path);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Loop { ancestor, child } => {
                return Problem::new(format!(
                    "cannot read {}: it is a link back to {}",
                    shown(child),
                    shown(ancestor)
                ))
                .advise("remove the link, or name the files instead of the folder");
            }
            ignore::Error::Io(error) => return Problem::io("read", &shown(&place), error),
            other => {
                return Problem::new(format!("cannot read {}: {other}", shown(&place)))
                    .advise("leave it out, or try again");
            }
        }
    }
}

/// Reads a file; `None` for a binary file that nobody named.
pub(super) fn read(source: &Source) -> Result<Option<Input>, Problem> {
    let problem = |error: &io::Error| Problem::io("read", &source.shown, error);
    let mut bytes = Vec::new();
    match &source.path {
        None => {
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| problem(&error))?;
        }
        Some(path) => {
            let mut file = File::open(path).map_err(|error| problem(&error))?;
            let size = file.metadata().map_or(0, |metadata| metadata.len());
            if source.folder.is_some() {
                file.by_ref()
                    .take(PROBE)
                    .read_to_end(&mut bytes)
                    .map_err(|error| problem(&error))?;
                if is_binary(&bytes) {
                    return Ok(None);
                }
            }
            if size > u64::from(u32::MAX) {
                let message = format!("cannot read {}: it is larger than 4 GiB", source.shown);
                return Err(Problem::new(message).advise("split it"));
            }
            bytes.reserve_exact(
                usize::try_from(size)
                    .unwrap_or(0)
                    .saturating_sub(bytes.len()),
            );
            file.read_to_end(&mut bytes)
                .map_err(|error| problem(&error))?;
        }
    }
    Ok(Some(Input {
        path: source.shown.clone(),
        bytes,
    }))
}

/// A NUL early on means binary, unless a byte order mark says UTF-16.
fn is_binary(start: &[u8]) -> bool {
    !start.starts_with(b"\xff\xfe")
        && !start.starts_with(b"\xfe\xff")
        && memchr::memchr(0, start).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(sources: &Sources, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        sources
            .files
            .iter()
            .map(|source| source.shown.replace(&root, ""))
            .collect()
    }

    fn collect_but(paths: &[PathBuf], except: &[PathBuf]) -> Sources {
        let scope = Scope {
            except: except.to_vec(),
            config: &Config::default(),
            options: &InputOptions::default(),
        };
        collect(paths, &scope).expect("paths were given")
    }

    #[test]
    fn folders_give_sorted_text_files_without_hidden_and_ignored_ones() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in [
            ("b.txt", "b"),
            ("a/c.md", "c"),
            (".hidden", "h"),
            ("drop.txt", "d"),
            (".ignore", "drop.txt"),
            ("own.yaml", "x: y"),
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        fs::write(root.path().join("image.png"), b"\x89PNG\0\0").expect("written");
        let found = collect_but(&[root.path().to_owned()], &[root.path().join("own.yaml")]);
        assert_eq!(names(&found, root.path()), ["a/c.md", "b.txt", "image.png"]);
        assert!(found.problems.is_empty());
        let read: Vec<_> = found
            .files
            .iter()
            .map(|source| read(source).expect("readable").is_some())
            .collect();
        assert_eq!(read, [true, true, false]);
        let named = collect_but(
            &[root.path().join("image.png"), root.path().to_owned()],
            &[],
        );
        let image = named
            .files
            .iter()
            .find(|source| source.shown.ends_with("png"))
            .expect("found");
        assert!(read_some(image), "a named file is read, whatever is in it");
    }

    fn read_some(source: &Source) -> bool {
        read(source).expect("readable").is_some()
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_circle_is_named_and_the_rest_is_found() {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::write(root.path().join("a.txt"), "a").expect("written");
        std::os::unix::fs::symlink(root.path(), root.path().join("again")).expect("linked");
        let found = collect_but(&[root.path().to_owned()], &[]);
        assert_eq!(names(&found, root.path()), ["a.txt"]);
        assert_eq!(found.problems.len(), 1);
    }

    #[test]
    fn a_missing_file_is_named_with_advice() {
        let source = Source {
            shown: "no/such.txt".to_owned(),
            path: Some(PathBuf::from("no/such.txt")),
            folder: None,
        };
        let problem = read(&source)
            .map(|input| input.is_some())
            .expect_err("it is not there");
        assert_eq!(
            problem,
            Problem::new("cannot read no/such.txt: no such file or folder")
                .advise("look at the spelling, or leave it out")
        );
    }
}

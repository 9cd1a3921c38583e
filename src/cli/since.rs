//! `--since REV`: which lines were touched since a revision, as git tells.
//!
//! What is compared is what is checked, the files as they are now, with the point where this branch left REV: what others changed
//! there meanwhile is nobody's doing here. Lines end where git ends them, at `\n`. Files that git does not know, and those it takes
//! for binary, are touched as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::diff_lines::{self, Lines};
use super::inputs::Source;
use super::problem::{Problem, shown};
use crate::check::FileReport;

/// What was touched, by path as printed. A file that is not there has no touched line.
pub(super) struct Since {
    touched: BTreeMap<String, Lines>,
}

impl Since {
    /// Asks git about these files.
    pub(super) fn new(revision: &str, files: &[Source]) -> Result<Self, Problem> {
        let mut touched = BTreeMap::new();
        let mut trees: BTreeMap<PathBuf, Vec<(String, &Source)>> = BTreeMap::new();
        for source in files {
            let place = source.path.as_ref().map(|path| path.canonicalize());
            match place {
                Some(Ok(path)) => {
                    let (root, inside) = locate(&path).ok_or_else(|| outside(source))?;
                    trees.entry(root).or_default().push((inside, source));
                }
                // Standard input has no past, and what cannot be read is reported as that.
                None | Some(Err(_)) => {
                    touched.insert(source.shown.clone(), Lines::All);
                }
            }
        }
        for (root, files) in trees {
            let tree = Tree { root: &root };
            let base = tree.base(revision)?;
            let changed = tree.changed(&base)?;
            let tracked = tree.tracked()?;
            for (inside, source) in files {
                let lines = if tracked.contains(&inside) {
                    changed.get(&inside).cloned()
                } else {
                    Some(Lines::All)
                };
                if let Some(lines) = lines {
                    touched.insert(source.shown.clone(), lines);
                }
            }
        }
        Ok(Self { touched })
    }

    /// Drops findings on lines that were not touched; how many that would have been shown.
    pub(super) fn keep(&self, reports: &mut [FileReport]) -> usize {
        let shown = |report: &FileReport| {
            let findings = report.findings.iter();
            findings.filter(|it| it.suppression.is_none()).count()
        };
        let mut dropped = 0;
        // A file that could not be checked is told of in any case.
        for report in reports.iter_mut().filter(|report| !report.failed) {
            let before = shown(report);
            match self.touched.get(&report.path) {
                Some(Lines::All) => {}
                Some(Lines::Some(ranges)) => {
                    let ends = diff_lines::line_ends(&report.source.text);
                    report.findings.retain(|finding| {
                        let (first, last) = ends.lines_of(finding.span.start, finding.span.end);
                        ranges.touch(first, last)
                    });
                }
                None => report.findings.clear(),
            }
            dropped += before - shown(report);
        }
        dropped
    }
}

/// The work tree around a file, and the path of the file in it as git writes it.
fn locate(path: &Path) -> Option<(PathBuf, String)> {
    let root = path
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(".git").exists())?;
    let inside = path.strip_prefix(root).ok()?;
    Some((root.to_owned(), shown(inside)))
}

fn outside(source: &Source) -> Problem {
    Problem::new(format!(
        "cannot tell what was touched in {}: it is in no git repository",
        source.shown
    ))
    .advise("leave --since out, or run on files of a repository")
}

/// A work tree of git.
struct Tree<'a> {
    root: &'a Path,
}

impl Tree<'_> {
    /// The commit to compare with: where the current branch left `revision`, which is `revision` itself when it is in its past.
    fn base(&self, revision: &str) -> Result<String, Problem> {
        let commit = format!("{revision}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        let found = self.run(&arguments)?;
        if !found.status.success() {
            return Err(self.unknown(revision, &found));
        }
        let commit = text(&found.stdout);
        let base = self.run(&["merge-base", &commit, "HEAD"])?;
        if base.status.success() {
            return Ok(text(&base.stdout));
        }
        if self.is_shallow() {
            return Err(Problem::new(format!(
                "cannot tell where this branch left {revision}: the clone is shallow"
            ))
            .advise(
                "fetch the whole history: `git fetch --unshallow`, or fetch-depth: 0 in a workflow",
            ));
        }
        // Branches without a common past differ in everything they do not share.
        Ok(commit)
    }

    fn unknown(&self, revision: &str, output: &Output) -> Problem {
        let said = text(&output.stderr);
        if !said.is_empty() {
            return failed(self.root, &said);
        }
        let problem = Problem::new(format!("unknown revision {revision} for --since"));
        if revision.contains("..") {
            let from = revision.split("..").next().unwrap_or("");
            return problem.advise(format!("one revision, not a range: --since {from}"));
        }
        if self.is_shallow() {
            return problem.advise(
                "the clone is shallow: `git fetch --unshallow`, or fetch-depth: 0 in a workflow",
            );
        }
        problem.advise(
            "a branch, tag or commit that `git log -1 REV` shows, such as origin/main or HEAD~1",
        )
    }

    fn is_shallow(&self) -> bool {
        let answer = self.run(&["rev-parse", "--is-shallow-repository"]);
        answer.is_ok_and(|answer| text(&answer.stdout) == "true")
    }

    /// Touched lines of tracked files.
    fn changed(&self, base: &str) -> Result<BTreeMap<String, Lines>, Problem> {
        // Settings of the user must not change what is read here.
        let options = [
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-relative",
            "--ignore-submodules",
            "--find-renames",
        ];
        let patch = [
            "--unified=0",
            "--inter-hunk-context=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
        ];
        let diff = |more: &[&str]| {
            let arguments: Vec<&str> = ["diff"]
                .iter()
                .chain(&options)
                .chain(more)
                .chain(&[base, "--"])
                .copied()
                .collect();
            self.output(&arguments)
        };
        let mut changed = diff_lines::of_patch(&diff(&patch)?);
        for path in diff_lines::binaries(&diff(&["--numstat", "-z"])?) {
            changed.insert(path, Lines::All);
        }
        Ok(changed)
    }

    fn tracked(&self) -> Result<BTreeSet<String>, Problem> {
        let listed = self.output(&["ls-files", "-z"])?;
        let paths = listed.split(|&byte| byte == 0);
        Ok(paths
            .map(|path| String::from_utf8_lossy(path).into_owned())
            .collect())
    }

    fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, Problem> {
        let output = self.run(arguments)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(failed(self.root, &text(&output.stderr)))
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Problem> {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg::<&OsStr>(self.root.as_ref())
            .args(["-c", "core.quotePath=false"])
            .args(arguments)
            // Words of git are read here.
            .env("LC_ALL", "C")
            // A hook has these set for its own repository; which one a file belongs to is found by its place.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE");
        command.output().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Problem::new("cannot run git, which --since needs: no such program")
                    .advise("install git, or leave --since out")
            }
            _ => Problem::io("run", "git", &error),
        })
    }
}

/// What git itself complains about, such as a repository of somebody else's.
fn failed(root: &Path, said: &str) -> Problem {
    let first = said.lines().next().unwrap_or("it does not say why");
    let first = first.strip_prefix("fatal: ").unwrap_or(first);
    let problem = Problem::new(format!("git fails in {}: {first}", shown(root)));
    if said.contains("safe.directory") {
        let root = shown(root);
        return problem.advise(format!("git config --global --add safe.directory {root}"));
    }
    problem.advise("try `git status` there, or leave --since out")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

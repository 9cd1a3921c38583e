//! Helpers: where things are, and how the program is run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` with this ending, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    collect(&root().join(folder), ending, &mut out);
    out.sort();
    out
}

fn collect(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, ending, out);
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
}

/// A path below the root with `/` separators.
pub fn relative(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap_or(path).components();
    parts
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// Runs the program at the root of the repository, with `stdin` as its input.
pub fn run(arguments: &[&str], stdin: &str) -> Output {
    run_in(root(), arguments, stdin.as_bytes())
}

/// Runs the program in `folder`.
pub fn run_in(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_exonym"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .env("EXONYM_CACHE_DIR", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends before it has read everything closes the pipe; that is not a failure of the test.
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("stdin is piped"), stdin);
    child.wait_with_output().expect("the program ends")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// A transcript as a reader of the terminal sees it: command, output, error output, status.
pub fn transcript(arguments: &[&str], stdin: &str) -> String {
    let output = run(arguments, stdin);
    let mut text = format!("$ exonym {}\n{}", arguments.join(" "), stdout(&output));
    let errors = String::from_utf8_lossy(&output.stderr);
    if !errors.is_empty() {
        text.push_str("--- stderr\n");
        text.push_str(&errors);
    }
    text.push_str(&format!(
        "--- status {}\n",
        output.status.code().unwrap_or(-1)
    ));
    text
}

/// Snapshot settings: files under `snapshots/`, named without the module.
pub fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

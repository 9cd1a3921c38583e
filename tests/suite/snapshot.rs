//! Snapshots and suppressions from outside: what a team sees that checks the output of its translation pipeline.

use std::fs;
use std::path::Path;

use crate::support::{run_in, settings, stdout};

const BERLIN: &str = "Vice minister Sergej Rjabkow told reporters in Berlin that the talks go on.\n\nThe 9М729 missile was not mentioned, as Rjabkow said.\n";
const VIENNA: &str = "Sergei Riabkov left Vienna on Tuesday. He had come with Vladimir Yermakov.\n";

/// A folder with two texts.
fn folder() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "wire/berlin.txt", BERLIN);
    write(root.path(), "wire/vienna.txt", VIENNA);
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("readable")
}

/// Status, output and error output.
fn exonym(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run_in(folder, arguments, b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), stdout(&output), errors)
}

/// Commands as a reader of the terminal sees them.
fn session(folder: &Path, commands: &[&str]) -> String {
    let run = |command: &&str| {
        let arguments: Vec<&str> = command.split(' ').collect();
        let (status, out, errors) = exonym(folder, &arguments);
        let errors = match errors.as_str() {
            "" => String::new(),
            errors => format!("--- stderr\n{errors}"),
        };
        format!("$ exonym {command}\n{out}{errors}--- status {status}\n")
    };
    commands.iter().map(run).collect::<Vec<_>>().join("\n")
}

const CHECK: &str = "check --language en --snapshot known.yaml wire";
const UPDATE: &str = "check --language en --snapshot known.yaml wire --update-snapshot";

#[test]
fn the_life_of_a_snapshot() {
    let root = folder();
    let first = session(root.path(), &[CHECK, UPDATE, CHECK]);
    let file = read(root.path(), "known.yaml");
    let changed = BERLIN.replace("Sergej Rjabkow told", "Sergey Rjabkov told");
    write(root.path(), "wire/berlin.txt", &changed);
    let second = session(root.path(), &[CHECK, UPDATE, CHECK]);
    settings("snapshot").bind(|| {
        insta::assert_snapshot!("first", first);
        insta::assert_snapshot!("file", file);
        insta::assert_snapshot!("changed", second);
    });
}

#[test]
fn other_formats_hold_only_what_is_new() {
    let root = folder();
    session(root.path(), &[UPDATE]);
    let arguments: Vec<&str> = CHECK.split(' ').chain(["--format", "jsonl"]).collect();
    assert_eq!(exonym(root.path(), &arguments).1, "");
    write(root.path(), "wire/new.txt", "Then Sergej Rjabkow left.\n");
    let (status, out, errors) = exonym(root.path(), &arguments);
    assert_eq!((status, out.lines().count()), (1, 1), "{out}");
    assert!(out.contains("wire/new.txt"), "{out}");
    assert!(errors.contains(" 1 new · 0 vanished · "), "{errors}");
    let quiet: Vec<&str> = arguments.iter().copied().chain(["--quiet"]).collect();
    assert_eq!(exonym(root.path(), &quiet).2, "");
    write(root.path(), "wire/new.txt", "");
    write(root.path(), "wire/vienna.txt", "");
    let (status, _, errors) = exonym(root.path(), &quiet);
    assert!(
        status == 1 && errors.contains("  - ") && !errors.contains(" new · "),
        "a failure has its reason also with --quiet: {errors}"
    );
}

#[test]
fn the_advice_names_standard_input_again() {
    let root = folder();
    session(root.path(), &[UPDATE]);
    let arguments = "check --snapshot known.yaml --stdin-filename wire/x.txt -";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let out = stdout(&run_in(root.path(), &arguments, b"It was the the end.\n"));
    assert!(
        out.contains("--stdin-filename wire/x.txt - --update-snapshot"),
        "{out}"
    );
}

#[test]
fn notes_survive_and_end() {
    let root = folder();
    let (status, _, errors) = exonym(
        root.path(),
        &[
            "check",
            "--language",
            "en",
            "--snapshot",
            "known.yaml",
            "wire",
            "--update-snapshot",
            "--reason",
            "as the agency wrote",
        ],
    );
    assert_eq!(status, 0, "{errors}");
    let file = read(root.path(), "known.yaml");
    let noted = file
        .matches("reason: as the agency wrote\n    date: '20")
        .count()
        + file
            .matches("reason: as the agency wrote\n    date: 20")
            .count();
    assert!(noted >= 3, "{file}");
    // Once more without a change: not a byte is another.
    session(root.path(), &[UPDATE]);
    assert_eq!(read(root.path(), "known.yaml"), file);
    let ended = file.replacen("    reason:", "    until: 2001-01-01\n    reason:", 1);
    write(root.path(), "known.yaml", &ended);
    let (status, out, _) = exonym(root.path(), &CHECK.split(' ').collect::<Vec<_>>());
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("(was accepted until 2001-01-01)"), "{out}");
    assert!(out.contains(" 1 new · 0 vanished"), "{out}");
    let far = ended.replace("2001-01-01", "2999-12-31");
    write(root.path(), "known.yaml", &far);
    assert_eq!(
        exonym(root.path(), &CHECK.split(' ').collect::<Vec<_>>()).0,
        0
    );
}

#[test]
fn paths_mean_the_same_from_everywhere() {
    let root = folder();
    session(root.path(), &[UPDATE]);
    let inside = root.path().join("wire");
    let from_inside = "check --language en --snapshot ../known.yaml .";
    let (status, out, errors) = exonym(&inside, &from_inside.split(' ').collect::<Vec<_>>());
    assert_eq!(status, 0, "{out}{errors}");
    // Part of the files: the rest is neither vanished nor lost.
    let part = "check --language en --snapshot ../known.yaml vienna.txt";
    let (status, out, _) = exonym(&inside, &part.split(' ').collect::<Vec<_>>());
    assert!(status == 0 && out.contains(" 0 vanished"), "{out}");
    let before = read(root.path(), "known.yaml");
    let update = format!("{part} --update-snapshot");
    exonym(&inside, &update.split(' ').collect::<Vec<_>>());
    assert_eq!(read(root.path(), "known.yaml"), before);
    // A file under another name is the same file.
    fs::rename(inside.join("berlin.txt"), inside.join("bonn.txt")).expect("renamed");
    let (status, out, _) = exonym(root.path(), &CHECK.split(' ').collect::<Vec<_>>());
    assert!(status == 0 && out.contains(" 0 new · 0 vanished"), "{out}");
    // A file that is gone takes its findings along.
    fs::remove_file(inside.join("bonn.txt")).expect("removed");
    let (status, out, _) = exonym(root.path(), &CHECK.split(' ').collect::<Vec<_>>());
    assert!(status == 1 && out.contains(" 0 new · 3 vanished"), "{out}");
}

#[test]
fn the_configuration_names_the_snapshot() {
    let root = folder();
    write(
        root.path(),
        "exonym.toml",
        "language = \"en\"\nsnapshot = \"snapshots/known.yaml\"\n",
    );
    fs::create_dir(root.path().join("snapshots")).expect("made");
    assert_eq!(exonym(root.path(), &["check", "wire"]).0, 2);
    let made = exonym(root.path(), &["check", "wire", "--update-snapshot"]);
    assert_eq!(made.0, 0, "{}", made.2);
    assert!(read(root.path(), "snapshots/known.yaml").contains("\n  ../wire/berlin.txt:\n"));
    let inside = root.path().join("wire");
    for paths in [&["check", "."][..], &["berlin.txt", "vienna.txt"]] {
        let (status, out, errors) = exonym(&inside, paths);
        assert!(
            status == 0 && out.contains(" 0 new · 0 vanished · 4 known"),
            "{out}{errors}"
        );
    }
    assert_eq!(
        exonym(root.path(), &["check", "wire", "--no-snapshot"]).0,
        1
    );
}

#[test]
fn what_is_wrong_with_a_snapshot_is_said() {
    let root = folder();
    let missing = session(root.path(), &[CHECK]);
    assert!(
        missing.contains("status 2") && missing.contains("--update-snapshot"),
        "{missing}"
    );
    session(root.path(), &[UPDATE]);
    let good = read(root.path(), "known.yaml");
    let line = 1 + good
        .lines()
        .position(|l| l.contains("rule:"))
        .expect("a rule");
    for (bad, wanted) in [
        (
            good.replacen("rule:", "rulle:", 1),
            format!("known.yaml:{line}:5: unknown field `rulle`"),
        ),
        (format!("{good}<<<<<<< ours\n"), "merge conflict".to_owned()),
        (
            "An article.\n".to_owned(),
            "known.yaml:1:1: this is no snapshot of exonym\n".to_owned(),
        ),
    ] {
        write(root.path(), "known.yaml", &bad);
        let said = session(root.path(), &[CHECK]);
        assert!(
            said.contains("status 2") && said.contains(&wanted),
            "{said}"
        );
    }
    write(root.path(), "known.yaml", &good);
    let unread = session(root.path(), &[&format!("{UPDATE} no/such.txt")]);
    assert!(unread.contains("was not written"), "{unread}");
    assert_eq!(read(root.path(), "known.yaml"), good);
    let alone = session(root.path(), &["check --update-snapshot wire"]);
    assert!(alone.contains("no snapshot to update"), "{alone}");
}

#[test]
fn suppressions_in_vain_have_the_severity_that_is_set() {
    let root = folder();
    write(
        root.path(),
        "exonym.toml",
        "[rules]\nsuppression-unused = \"error\"\n",
    );
    write(
        root.path(),
        "wire/a.txt",
        "<!--exonym:ignore-next doubled-word-->\nNothing is twice here.\n",
    );
    let (status, out, _) = exonym(root.path(), &["check", "wire/a.txt", "--quiet"]);
    assert!(
        status == 1 && out.starts_with("error[suppression-unused]"),
        "{out}"
    );
}

#[test]
fn comments_silence_findings() {
    let root = folder();
    let text = format!(
        "<!-- exonym: ignore-next name-variant -- as the agency wrote -->\n{BERLIN}\n<!-- exonym: ignore-line name-varient -->\n\
         <!-- exonym: ignore-start @sergei-ryabkov -->\nSergej Rjabkow left.\n<!-- exonym: ignore-end -->\n<!-- exonym: ignore-next wrong-case -->\nThe end is near.\n"
    );
    write(root.path(), "wire/berlin.txt", &text);
    let said = session(root.path(), &["check --language en wire/berlin.txt"]);
    let diff = session(root.path(), &["fix --diff --language en wire/berlin.txt"]);
    settings("snapshot").bind(|| {
        insta::assert_snapshot!("comments", said);
        insta::assert_snapshot!("comments-fix", diff);
    });
}

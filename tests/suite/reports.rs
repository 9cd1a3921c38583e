//! Reports for CI from outside: every format over one fixture, files beside the screen, and what is left out.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{run, run_in, settings, stdout};

const TEXT: &str = "Deputy minister Sergej Rjabkow told reporters that the talks had not failed.\n\n\
    The 9М729 missile , he said, was no topic on 5 november.\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().expect("in the folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    root
}

fn status(output: &Output) -> Option<i32> {
    output.status.code()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_format_over_one_folder() {
    let root = folder(&[
        ("wire/день #1, 100%.txt", TEXT),
        (
            "wire/clean.txt",
            "Deputy minister Sergei Ryabkov told reporters that the talks had not failed.\n",
        ),
    ]);
    settings("reports").bind(|| {
        for format in [
            "concise",
            "github",
            "gitlab",
            "rdjson",
            "junit",
            "checkstyle",
            "sarif",
        ] {
            let arguments = ["check", "--language", "en", "--format", format, "wire"];
            let output = run_in(root.path(), &arguments, b"");
            assert_eq!(errors(&output), "", "{format}");
            assert_eq!(status(&output), Some(1), "{format}");
            insta::assert_snapshot!(format, stdout(&output));
            let quiet = run_in(root.path(), &[&arguments[..], &["--quiet"]].concat(), b"");
            let expected = stdout(&output)
                .lines()
                .filter(|line| !line.starts_with("exonym: "))
                .map(|line| format!("{line}\n"))
                .collect::<String>();
            assert_eq!(stdout(&quiet), expected, "{format} --quiet");
        }
    });
}

#[test]
fn a_report_in_a_file_beside_the_one_on_the_screen() {
    let root = folder(&[("wire/a.txt", TEXT)]);
    let plain = run_in(root.path(), &["check", "wire"], b"");
    let arguments = [
        "check",
        "--report",
        "sarif=wire/exonym.sarif",
        "--report=concise=list.txt",
        "wire",
    ];
    // The second time the report of the first lies among the texts.
    for _ in 0..2 {
        let output = run_in(root.path(), &arguments, b"");
        assert_eq!(stdout(&output), stdout(&plain));
        assert_eq!(status(&output), Some(1), "{}", errors(&output));
    }
    let sarif = std::fs::read(root.path().join("wire/exonym.sarif")).expect("written");
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).expect("JSON");
    assert!(
        sarif["runs"][0]["results"]
            .as_array()
            .is_some_and(|it| it.len() >= 3)
    );
    let list = std::fs::read_to_string(root.path().join("list.txt")).expect("written");
    assert!(list.starts_with("wire/a.txt:1:17: "), "{list}");

    let output = run_in(
        root.path(),
        &[
            "check",
            "--format",
            "concise",
            "--output",
            "out.txt",
            "wire/a.txt",
        ],
        b"",
    );
    assert_eq!(stdout(&output), "");
    let out = std::fs::read_to_string(root.path().join("out.txt")).expect("written");
    assert_eq!(out, list);
}

#[test]
fn a_report_replaces_nothing_that_the_run_reads_or_writes() {
    let config = "snapshot = \"known.yaml\"\n";
    let known = "version: 1\nfiles: {}\n";
    let files = [
        ("exonym.toml", config),
        ("known.yaml", known),
        ("a.txt", TEXT),
    ];
    let root = folder(&files);
    for (arguments, wanted) in [
        (&["--output", "exonym.toml"][..], "it is the configuration"),
        (&["--report", "json=known.yaml"], "it is the configuration"),
        (
            &["--report", "json=b.json", "--report", "sarif=./b.json"],
            "two reports would be written to ./b.json",
        ),
        (&["--report", "json=-"], "that is no file"),
    ] {
        let arguments: Vec<&str> = ["check", "a.txt"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let output = run_in(root.path(), &arguments, b"");
        assert_eq!(status(&output), Some(2), "{arguments:?}");
        assert!(errors(&output).contains(wanted), "{}", errors(&output));
    }
    for (name, text) in files {
        let now = std::fs::read_to_string(root.path().join(name)).expect("there");
        assert_eq!(now, text, "{name}");
    }
    assert!(!root.path().join("-").exists() && !root.path().join("b.json").exists());
}

#[test]
fn a_folder_without_texts_does_not_look_like_a_clean_one() {
    let root = folder(&[("wire/.hidden", "")]);
    let output = run_in(root.path(), &["check", "wire"], b"");
    assert_eq!(status(&output), Some(0));
    assert!(
        errors(&output).contains("no files to check"),
        "{}",
        errors(&output)
    );
    let output = run_in(root.path(), &["check", "wire", "--quiet"], b"");
    assert_eq!(errors(&output), "");
}

#[test]
fn a_report_never_replaces_a_text_that_is_checked() {
    let root = folder(&[("a.txt", TEXT)]);
    let output = run_in(root.path(), &["check", "--output", "./a.txt", "a.txt"], b"");
    assert_eq!(status(&output), Some(2));
    assert!(
        errors(&output).contains("./a.txt: it is one of the files to check"),
        "{}",
        errors(&output)
    );
    let text = std::fs::read_to_string(root.path().join("a.txt")).expect("there");
    assert_eq!(text, TEXT);
    let output = run_in(
        root.path(),
        &["check", "--output", "no/such/out.txt", "a.txt"],
        b"",
    );
    assert_eq!(status(&output), Some(2));
    assert!(
        errors(&output).contains("no/such/out.txt"),
        "{}",
        errors(&output)
    );
}

#[test]
fn rules_are_chosen_and_severities_cut_off() {
    let rules = |arguments: &[&str]| -> Vec<String> {
        let all = [
            &["check", "--language", "en", "--format", "concise"],
            arguments,
            &["-"],
        ]
        .concat();
        let printed = stdout(&run(&all, TEXT));
        let rule = |line: &str| Some(line.split('[').nth(1)?.split(']').next()?.to_owned());
        printed.lines().filter_map(rule).collect()
    };
    assert_eq!(
        rules(&["--select", "name-variant,wrong-case"]),
        ["name-variant", "wrong-case"]
    );
    assert_eq!(
        rules(&[
            "--select",
            "name-variant,wrong-case",
            "--ignore",
            "wrong-case"
        ]),
        ["name-variant"]
    );
    assert_eq!(rules(&["--severity", "error"]), ["mixed-script"]);
    let without = rules(&["--ignore", "mixed-script,wrong-case"]);
    assert!(without.contains(&"name-variant".to_owned()), "{without:?}");
    assert!(!without.contains(&"mixed-script".to_owned()), "{without:?}");

    let off = "The XYZ and the CWC agreed. The CWC met.";
    let found = run(
        &[
            "check",
            "--language",
            "en",
            "--select",
            "acronym-undefined",
            "--format",
            "concise",
        ],
        off,
    );
    let listed = stdout(&run(&["rules"], ""));
    assert!(
        listed.contains("acronym-undefined"),
        "the test needs a rule that is off"
    );
    assert!(status(&found) != Some(2), "{}", errors(&found));

    let unknown = run(&["check", "--select", "name-varient", "-"], "");
    assert_eq!(status(&unknown), Some(2));
    assert!(
        errors(&unknown).contains("did you mean name-variant"),
        "{}",
        errors(&unknown)
    );
}

#[test]
fn only_what_was_chosen_is_fixed() {
    let fixed = |arguments: &[&str]| {
        stdout(&run(
            &[&["fix", "--language", "en"], arguments, &["-"]].concat(),
            TEXT,
        ))
    };
    let text = fixed(&["--select", "mixed-script"]);
    assert!(text.contains("9M729") && text.contains("Rjabkow"), "{text}");
    let text = fixed(&["--ignore", "mixed-script"]);
    assert!(text.contains("9М729") && text.contains("Ryabkov"), "{text}");
    let text = fixed(&["--severity", "error"]);
    assert!(text.contains("9M729") && text.contains("Rjabkow"), "{text}");
}

#[test]
fn numbers_stand_under_the_findings_or_beside_them() {
    let root = folder(&[("a.txt", TEXT)]);
    let of = |more: &[&str]| {
        run_in(
            root.path(),
            &[&["check", "--stats", "--language", "en", "a.txt"], more].concat(),
            b"",
        )
    };
    settings("reports").bind(|| {
        insta::assert_snapshot!("stats", stdout(&of(&["--quiet"])));
    });
    let numbers = stdout(&of(&["--quiet"]));
    assert!(stdout(&of(&[])).ends_with(&numbers));
    let concise = of(&["--format", "concise"]);
    assert_eq!(errors(&concise), numbers);
    assert!(!stdout(&concise).contains("10,000"));
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&of(&["--format", "json"]))).expect("JSON");
    assert_eq!(json["summary"]["stats"]["words"], 23);
}

/// A repository that no setting of the machine reaches.
fn git(root: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(["-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        errors(&output)
    );
}

/// Lines of findings since a revision, as `path:line`.
fn since(root: &Path, revision: &str, paths: &[&str]) -> Vec<String> {
    let arguments = [
        "check",
        "--language",
        "en",
        "--select",
        "name-variant",
        "--format",
        "concise",
        "--since",
        revision,
    ];
    let output = run_in(root, &[&arguments[..], paths].concat(), b"");
    assert_ne!(status(&output), Some(2), "{}", errors(&output));
    let place = |line: &str| line.split(':').take(2).collect::<Vec<_>>().join(":");
    stdout(&output).lines().map(place).collect()
}

const LINE: &str = "Deputy minister Sergej Rjabkow told reporters that the talks had not failed.\n";

#[test]
fn only_touched_lines_since_a_revision() {
    let root = folder(&[
        ("wire/день 1.txt", &LINE.repeat(4)),
        ("moved.txt", &LINE.repeat(9)),
        ("same.txt", LINE),
    ]);
    let at = root.path();
    git(at, &["init", "--quiet"]);
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    assert!(
        since(at, "HEAD", &["."]).is_empty(),
        "nothing is touched yet"
    );

    let mut lines: Vec<&str> = vec![LINE; 4];
    lines[1] = "Today the deputy minister Sergej Rjabkow told reporters nothing at all.\n";
    std::fs::write(at.join("wire/день 1.txt"), lines.concat()).expect("written");
    git(at, &["mv", "moved.txt", "wire/moved.txt"]);
    std::fs::write(
        at.join("wire/moved.txt"),
        format!("{}{LINE}", LINE.repeat(9)),
    )
    .expect("written");
    std::fs::write(at.join("wire/new\t\"one\".txt"), LINE).expect("written");
    let expected = [
        "./wire/moved.txt:10",
        "./wire/new \"one\".txt:1",
        "./wire/день 1.txt:2",
    ];
    assert_eq!(since(at, "HEAD", &["."]), expected);

    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "second"]);
    assert!(since(at, "HEAD", &["."]).is_empty());
    assert_eq!(since(at, "HEAD~1", &["."]), expected);
    assert_eq!(
        since(&at.join("wire"), "main~1", &["день 1.txt", "../same.txt"]),
        ["день 1.txt:2"]
    );

    // What main gained meanwhile is not touched here.
    git(at, &["checkout", "--quiet", "-b", "topic", "HEAD~1"]);
    std::fs::write(at.join("same.txt"), LINE.repeat(2)).expect("written");
    assert_eq!(since(at, "main", &["."]), ["./same.txt:2"]);
}

#[test]
fn findings_on_untouched_lines_are_counted() {
    let root = folder(&[("a.txt", &LINE.repeat(3))]);
    let at = root.path();
    git(at, &["init", "--quiet"]);
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    std::fs::write(at.join("a.txt"), LINE.repeat(4)).expect("written");
    let output = run_in(
        at,
        &[
            "check",
            "--since",
            "HEAD",
            "--select",
            "name-variant",
            "a.txt",
        ],
        b"",
    );
    let printed = stdout(&output);
    assert!(
        printed.ends_with("\n 3 findings on untouched lines left out\n"),
        "{printed}"
    );
    assert!(!printed.contains("exonym fix"), "{printed}");
    let output = run_in(
        at,
        &[
            "check",
            "--since",
            "HEAD",
            "--select",
            "name-variant",
            "--format",
            "jsonl",
            "a.txt",
        ],
        b"",
    );
    assert_eq!(stdout(&output).lines().count(), 1);
    assert_eq!(
        errors(&output),
        "exonym: 3 findings on untouched lines left out\n"
    );
}

#[test]
fn what_git_cannot_tell_is_said() {
    let root = folder(&[("a.txt", LINE)]);
    let at = root.path();
    let said = |revision: &str| {
        let output = run_in(at, &["check", &format!("--since={revision}"), "a.txt"], b"");
        assert_eq!(status(&output), Some(2));
        errors(&output)
    };
    assert!(said("HEAD").contains("a.txt: it is in no git repository"));
    git(at, &["init", "--quiet"]);
    assert!(said("HEAD").contains("unknown revision HEAD"));
    git(at, &["add", "."]);
    git(at, &["commit", "--quiet", "-m", "first"]);
    assert!(said("no-such-branch").contains("unknown revision no-such-branch"));
    assert!(said("HEAD~1..HEAD").contains("--since HEAD~1"));
    assert!(said("--output=x").contains("unknown revision --output=x"));
    assert!(!at.join("x").exists());
    // Text through a pipe has no past: all of it is touched.
    let output = run_in(
        at,
        &["check", "--since", "HEAD", "--format", "concise", "-"],
        LINE.as_bytes(),
    );
    assert_eq!(status(&output), Some(1), "{}", errors(&output));
}

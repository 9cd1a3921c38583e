//! Fixtures found by glob, with the whole report as snapshot.

use crate::support::{files, relative, run, settings, stdout};

#[test]
fn reports_over_the_wire() {
    settings("wire").bind(|| {
        let output = run(&["check", "fixtures/wire"], "");
        insta::assert_snapshot!("human", stdout(&output));
        let output = run(
            &[
                "check",
                "--format",
                "jsonl",
                "--language",
                "en",
                "fixtures/wire/moscow-mt.txt",
            ],
            "",
        );
        insta::assert_snapshot!("moscow-mt.jsonl", stdout(&output));
    });
}

#[test]
fn fixes_over_the_wire() {
    settings("wire").bind(|| {
        for path in files("fixtures/wire", "txt") {
            let name = relative(&path);
            let output = run(&["fix", "--diff", &name], "");
            let stem = path
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default();
            insta::assert_snapshot!(format!("{stem}.diff"), stdout(&output));
        }
    });
}

#[test]
fn clean_texts_are_silent() {
    let all = files("fixtures/clean", "txt");
    assert!(all.len() >= 4);
    for path in all {
        let name = relative(&path);
        let output = run(&["check", "--format", "jsonl", &name], "");
        assert_eq!(stdout(&output), "", "{name}: right text is reported");
        assert_eq!(output.status.code(), Some(0), "{name}");
    }
}

#[test]
fn records_come_out_as_they_went_in_with_what_was_found() {
    let all = files("fixtures/records", "jsonl");
    assert!(!all.is_empty());
    settings("records").bind(|| {
        for path in all {
            let name = relative(&path);
            let output = run(&["normalize", "--packs", "arms-control", &name], "");
            let stem = path
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default();
            // The hash changes with every entry of the packs.
            let printed: String = stdout(&output)
                .split("\"hash\":\"")
                .enumerate()
                .map(|(n, part)| match part.split_at_checked(16) {
                    Some((_, rest)) if n > 0 => format!("\"hash\":\"…{rest}"),
                    _ => part.to_owned(),
                })
                .collect();
            let text = format!(
                "{printed}--- stderr\n{}--- status {}\n",
                String::from_utf8_lossy(&output.stderr),
                output.status.code().unwrap_or(-1)
            );
            insta::assert_snapshot!(stem, text);
        }
    });
}

#[test]
fn broken_glossaries_are_refused_with_place_and_advice() {
    let all = files("fixtures/glossaries", "yaml");
    assert!(all.len() >= 6);
    settings("glossaries").bind(|| {
        for path in all {
            let name = relative(&path);
            let output = run(&["glossary", "check", &name], "");
            let stem = path
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default();
            let text = format!(
                "{}--- status {}\n",
                stdout(&output),
                output.status.code().unwrap_or(-1)
            );
            insta::assert_snapshot!(stem, text);
        }
    });
}

#[test]
fn the_embedded_packs_pass_their_own_check() {
    let output = run(
        &["glossary", "check", "--format", "jsonl", "glossary/packs"],
        "",
    );
    let text = stdout(&output);
    let bad: Vec<&str> = text
        .lines()
        .filter(|l| !l.contains("\"severity\":\"info\""))
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn markdown_is_read_and_fixed_as_markdown() {
    settings("markdown").bind(|| {
        for path in files("fixtures/markdown", "md") {
            let name = relative(&path);
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
            let stem = stem.unwrap_or_default();
            let output = run(&["check", &name], "");
            insta::assert_snapshot!(stem.clone(), stdout(&output));
            let output = run(&["fix", "--diff", "--unsafe", &name], "");
            insta::assert_snapshot!(format!("{stem}.diff"), stdout(&output));
        }
    });
}

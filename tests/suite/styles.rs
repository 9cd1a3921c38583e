//! House styles from the command line: chosen, unknown, the user's own; and the data of every embedded one.

use crate::support::{files, relative, root, run, run_in, stdout};

fn rows(arguments: &[&str], text: &str) -> Vec<(String, String, String)> {
    let start = ["check", "--language", "en", "--format", "jsonl"];
    let all: Vec<&str> = start
        .iter()
        .chain(arguments)
        .chain(&["-"])
        .copied()
        .collect();
    let printed = stdout(&run(&all, text));
    let value =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("one object a line");
    let word = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("").to_owned();
    printed
        .lines()
        .map(value)
        .map(|row| {
            (
                word(&row, "severity"),
                word(&row, "preferred"),
                word(&row, "cause"),
            )
        })
        .collect()
}

fn row(severity: &str, preferred: &str, cause: &str) -> (String, String, String) {
    (severity.to_owned(), preferred.to_owned(), cause.to_owned())
}

#[test]
fn houses_disagree_and_nobody_else_has_an_opinion() {
    let text = "Sergei Lavrov spoke of Kyiv.\n";
    assert!(rows(&[], text).is_empty());
    assert!(rows(&["--style", "reuters"], text).is_empty());
    assert_eq!(
        rows(&["--style", "tass"], text),
        [
            row("warning", "Sergey Lavrov", "TASS writes Sergey Lavrov"),
            row("warning", "Kiev", "TASS writes Kiev"),
        ]
    );
    assert_eq!(
        rows(&["--style", "un"], "Turkey and Vietnam\n"),
        [
            row("warning", "Türkiye", "The United Nations writes Türkiye"),
            row("warning", "Viet Nam", "The United Nations writes Viet Nam"),
        ]
    );
}

#[test]
fn an_unknown_style_is_a_usage_error_that_names_the_known_ones() {
    let output = run(&["check", "--style", "apx", "-"], "x\n");
    assert_eq!(output.status.code(), Some(2));
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    for word in [
        "unknown style apx",
        "ap, bbc, guardian, reuters, tass, un",
        "exonym glossary styles",
    ] {
        assert!(printed.contains(word), "{printed}");
    }
}

#[test]
fn a_style_of_the_users_own_may_name_entries_of_the_packs() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let style = "style: gazette\ntitle: The Gazette\nchoices:\n  sergei-lavrov: Sergey Lavrov\n";
    std::fs::write(folder.path().join("gazette.yaml"), style).expect("the file is written");
    let arguments = [
        "check",
        "--glossary",
        "gazette.yaml",
        "--style",
        "gazette",
        "--language",
        "en",
        "--format",
        "jsonl",
        "-",
    ];
    let printed = stdout(&run_in(
        folder.path(),
        &arguments,
        b"Sergei Lavrov spoke.\n",
    ));
    assert!(
        printed.contains("The Gazette writes Sergey Lavrov"),
        "{printed}"
    );
}

#[test]
fn every_choice_of_an_embedded_style_has_its_reference() {
    let mut choices = 0;
    for path in files("glossary/styles", "yaml") {
        let name = relative(&path);
        let text = std::fs::read_to_string(root().join(&path)).expect("styles are readable");
        let style: serde_yaml::Value = serde_yaml::from_str(&text).expect("styles are YAML");
        let id = style["style"].as_str().unwrap_or("");
        assert!(
            name.ends_with(&format!("/{id}.yaml")),
            "{name}: the file name is the id"
        );
        let sources = style["references"]
            .as_sequence()
            .expect("styles have references");
        let titles: Vec<&str> = sources.iter().filter_map(|s| s["title"].as_str()).collect();
        for (entry, choice) in style["choices"].as_mapping().expect("styles have choices") {
            let cited = choice["reference"].as_str().unwrap_or("");
            assert!(
                titles.contains(&cited),
                "{name}: {entry:?} cites `{cited}`, which is not in `references`"
            );
            choices += 1;
        }
    }
    assert!(choices > 100, "the test sees no choices");
}

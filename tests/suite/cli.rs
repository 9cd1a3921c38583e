//! The command line from outside: transcripts, exit statuses, the machine interface, atomic fixes.

use crate::support::{root, run, run_in, settings, stdout, transcript};

#[test]
fn transcripts() {
    settings("cli").bind(|| {
        insta::assert_snapshot!("rules", transcript(&["rules"], ""));
        insta::assert_snapshot!("explain-rule", transcript(&["explain", "name-variant"], ""));
        insta::assert_snapshot!(
            "explain-entry",
            transcript(&["explain", "sergei-ryabkov"], "")
        );
        insta::assert_snapshot!("variants", transcript(&["variants", "Рябков"], ""));
        insta::assert_snapshot!("match-yes", transcript(&["match", "Рябков", "Rjabkow"], ""));
        insta::assert_snapshot!("match-no", transcript(&["match", "Рябков", "Ryabov"], ""));
        insta::assert_snapshot!("romanize-list", transcript(&["romanize", "--list"], ""));
        insta::assert_snapshot!("explain-term", transcript(&["explain", "bwc"], ""));
        insta::assert_snapshot!(
            "explain-many",
            transcript(
                &[
                    "explain",
                    "Antonov",
                    "--no-packs",
                    "--glossary",
                    "fixtures/glossaries/namesakes.yaml"
                ],
                ""
            )
        );
        insta::assert_snapshot!(
            "explain-own",
            transcript(
                &[
                    "explain",
                    "antonov-designer",
                    "--no-packs",
                    "--glossary",
                    "fixtures/glossaries/namesakes.yaml"
                ],
                ""
            )
        );
        insta::assert_snapshot!("unknown-command", transcript(&["names", "fixtures"], ""));
        insta::assert_snapshot!("misspelt-command", transcript(&["normalise"], ""));
        insta::assert_snapshot!(
            "glossary-test",
            transcript(
                &[
                    "glossary",
                    "test",
                    "fixtures/glossaries/examples.yaml",
                    "fixtures/glossaries/namesakes.yaml"
                ],
                ""
            )
        );
        insta::assert_snapshot!(
            "glossary-stats",
            transcript(
                &[
                    "glossary",
                    "stats",
                    "--no-packs",
                    "fixtures/glossaries/good.yaml"
                ],
                ""
            )
        );
        insta::assert_snapshot!("unknown-rule", transcript(&["explain", "name-varant"], ""));
        insta::assert_snapshot!(
            "unknown-system",
            transcript(&["romanize", "--system", "bgnpcgn-rus-1947"], "Рябков\n")
        );
        insta::assert_snapshot!(
            "missing-file",
            transcript(&["check", "no/such/file.txt"], "")
        );
        insta::assert_snapshot!(
            "stdin",
            transcript(
                &["check", "--language", "en", "-"],
                "Minister Sergej Rjabkow spoke. The 9М729 missile.\n"
            )
        );
    });
}

#[test]
fn matching_many_names_answers_line_by_line() {
    let input = "Рябков\tRjabkow\nРябков\tRyabov\n\nодин\nИванов\tIvanova\nРЯБКОВ\triabkov\tru\nРябков\tRiabkowa\tru\tpl\nРябков\tRiabkowa\n";
    let output = run(&["match", "--format", "jsonl"], input);
    assert_eq!(output.status.code(), Some(0));
    let rows: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|l| serde_json::from_str(l).expect("each line is JSON"))
        .collect();
    assert_eq!(rows.len(), 8);
    let matched: Vec<_> = rows.iter().map(|r| r["match"].as_bool()).collect();
    assert_eq!(
        matched,
        [
            Some(true),
            Some(false),
            None,
            None,
            Some(false),
            Some(true),
            Some(true),
            Some(false)
        ]
    );
    assert!(rows[2]["error"].is_string() && rows[3]["error"].is_string());
    assert_eq!(rows[0]["tier"], "pure");
    assert_eq!(rows[0]["conventions"][0], "press-rus-Cyrl-Latn-de");
    for key in [
        "native",
        "latin",
        "match",
        "tier",
        "conventions",
        "gender",
        "case",
        "native_language",
    ] {
        assert!(rows[0].get(key).is_some(), "{key}");
    }
}

#[test]
fn romanization_reads_lines() {
    let output = run(
        &["romanize", "--system", "bgnpcgn-rus-Cyrl-Latn-1947"],
        "Щёкино\nЕльцин и Рябков\n",
    );
    assert_eq!(
        stdout(&output),
        "Shchëkino\nYelʹtsin i Ryabkov\n".replace('ʹ', "’")
    );
    let list = run(&["romanize", "--list", "--format", "jsonl"], "");
    let first: serde_json::Value =
        serde_json::from_str(stdout(&list).lines().next().expect("there are systems"))
            .expect("JSON");
    for key in ["id", "language", "authority", "year"] {
        assert!(first.get(key).is_some(), "{key}");
    }
}

#[test]
fn exit_statuses() {
    let code = |arguments: &[&str], stdin: &str| run(arguments, stdin).status.code();
    assert_eq!(
        code(&["check", "--language", "en", "-"], "nothing here\n"),
        Some(0)
    );
    assert_eq!(
        code(&["check", "--language", "en", "-"], "Sergej Rjabkow\n"),
        Some(1)
    );
    assert_eq!(
        code(
            &["check", "--fail-on", "error", "--language", "en", "-"],
            "Sergej Rjabkow\n"
        ),
        Some(0)
    );
    assert_eq!(code(&["check", "--no-such-option"], ""), Some(2));
    assert_eq!(code(&["check", "no/such/file.txt"], ""), Some(2));
    assert_eq!(
        code(
            &[
                "check",
                "--glossary",
                "fixtures/glossaries/unknown-key.yaml",
                "-"
            ],
            "x\n"
        ),
        Some(2)
    );
    assert_eq!(code(&["match", "Рябков", "Rjabkow"], ""), Some(0));
    assert_eq!(code(&["match", "Рябков", "Ryabov"], ""), Some(1));
}

#[test]
fn output_does_not_depend_on_threads_or_arguments() {
    let with = |threads: &str| {
        stdout(&run(
            &[
                "check",
                "--threads",
                threads,
                "--format",
                "jsonl",
                "fixtures",
            ],
            "",
        ))
    };
    let one = with("1");
    assert!(one.lines().count() > 5);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("8"));
}

#[test]
fn fixes_are_idempotent_and_keep_everything_else() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let text = "\u{feff}Vladimir Yermakov spoke.\r\nThen Ermakov told an Ermakov aide of the 9М729.\r\nSergej Rjabkow agreed.";
    let path = folder.path().join("a.txt");
    std::fs::write(&path, text).expect("the file is written");
    let first = run_in(folder.path(), &["fix", "--language", "en", "a.txt"], b"");
    let fixed = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(
        fixed,
        "\u{feff}Vladimir Yermakov spoke.\r\nThen Yermakov told a Yermakov aide of the 9M729.\r\nSergei Ryabkov agreed."
    );
    assert_eq!(first.status.code(), Some(0));
    run_in(folder.path(), &["fix", "--language", "en", "a.txt"], b"");
    assert_eq!(
        std::fs::read_to_string(&path).expect("the file is there"),
        fixed
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("the folder is there")
            .count(),
        1,
        "no temporary file is left"
    );
}

#[test]
fn legacy_encodings_are_read_and_written_back() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Заместитель министра иностранных дел Сергeй Рябкoв сообщил журналистам об этом в четверг вечером в Москве.");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, &bytes).expect("the file is written");
    let output = run_in(folder.path(), &["fix", "--language", "ru", "a.txt"], b"");
    let (text, _, _) = encoding_rs::WINDOWS_1251
        .decode(&std::fs::read(&path).expect("the file is there"))
        .into_owned_parts();
    assert!(text.contains("Сергей Рябков"), "{text} {output:?}");
}

trait IntoOwnedParts {
    fn into_owned_parts(self) -> (String, &'static encoding_rs::Encoding, bool);
}

impl IntoOwnedParts
    for (
        std::borrow::Cow<'_, str>,
        &'static encoding_rs::Encoding,
        bool,
    )
{
    fn into_owned_parts(self) -> (String, &'static encoding_rs::Encoding, bool) {
        (self.0.into_owned(), self.1, self.2)
    }
}

#[test]
fn a_user_glossary_goes_over_the_packs() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(
        folder.path().join("g.yaml"),
        "Sergey Riabkov: Сергей Рябков\n",
    )
    .expect("the file is written");
    let output = run_in(
        folder.path(),
        &[
            "check",
            "--glossary",
            "g.yaml",
            "--language",
            "en",
            "--format",
            "jsonl",
            "-",
        ],
        "Sergei Ryabkov spoke.\n".as_bytes(),
    );
    let row: serde_json::Value = serde_json::from_str(stdout(&output).trim()).expect("one finding");
    assert_eq!(
        (row["severity"].as_str(), row["preferred"].as_str()),
        (Some("warning"), Some("Sergey Riabkov"))
    );
}

#[test]
fn the_schema_in_the_repository_is_the_one_the_program_prints() {
    let printed = stdout(&run(&["glossary", "schema"], ""));
    let path = root().join("glossary/schema.json");
    if std::env::var_os("EXONYM_UPDATE").is_some() {
        std::fs::write(&path, &printed).expect("the schema is written");
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap_or_default(),
        printed,
        "run EXONYM_UPDATE=1 cargo test"
    );
}

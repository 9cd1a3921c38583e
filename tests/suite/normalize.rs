//! `exonym normalize` from outside: records, offsets, texts, places to write to, threads and pipes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{root, run, run_in, stdout};

const RECORD: &str = r#"{"id":1,"text":"é🙂 Sergej Rjabkow told a Jermakow aide. Wladimir Jermakow left.","lang":"en","n":1e400}"#;

fn rows(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(&line.replace("1e400", "0")).expect("each line is JSON"))
        .collect()
}

/// The part of `text` between two offsets in a unit.
fn slice(text: &str, unit: &str, start: &Value, end: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let (start, end) = (number(start), number(end));
    match unit {
        "bytes" => text[start..end].to_owned(),
        "codepoints" => text.chars().skip(start).take(end - start).collect(),
        _ => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).expect("whole characters")
        }
    }
}

#[test]
fn offsets_fit_in_every_unit() {
    for unit in ["bytes", "codepoints", "utf16"] {
        let output = run(
            &["normalize", "--format", "jsonl", "--offsets", unit],
            RECORD,
        );
        assert_eq!(output.status.code(), Some(0));
        let text = stdout(&output);
        assert!(
            text.contains("\"n\":1e400"),
            "numbers stay as they are written"
        );
        let row = &rows(&text)[0];
        let of = |key: &str| row[key].as_str().expect("a text").to_owned();
        let (old, new) = (of("text"), of("normalized"));
        assert_eq!(
            new,
            "é🙂 Sergei Ryabkov told a Yermakov aide. Vladimir Yermakov left."
        );
        let mentions = row["mentions"].as_array().expect("a list");
        let found: Vec<(String, String)> = mentions
            .iter()
            .map(|m| {
                assert_eq!(
                    m["text"].as_str(),
                    Some(slice(&old, unit, &m["start"], &m["end"]).as_str())
                );
                let after = slice(&new, unit, &m["normalized_start"], &m["normalized_end"]);
                (m["text"].as_str().unwrap_or("").to_owned(), after)
            })
            .collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            found,
            [
                pair("Sergej Rjabkow", "Sergei Ryabkov"),
                pair("Jermakow", "Yermakov"),
                pair("Wladimir Jermakow", "Vladimir Yermakov"),
            ]
        );
        for edit in row["edits"].as_array().expect("a list") {
            let written = slice(
                &new,
                unit,
                &edit["normalized_start"],
                &edit["normalized_end"],
            );
            assert_eq!(edit["text"].as_str(), Some(written.as_str()));
        }
    }
}

#[test]
fn every_key_of_a_mention_is_there() {
    let row = &rows(&stdout(&run(&["normalize", "--format", "jsonl"], RECORD)))[0];
    let keys = |value: &Value| -> Vec<String> {
        let mut keys: Vec<String> = value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(
        keys(&row["mentions"][0]).join(" "),
        "candidates convention end entry kind linked_by normalized_end normalized_start preferred start text tier wikidata"
    );
    assert_eq!(keys(&row["glossary"]), ["hash", "version"]);
    assert_eq!(row["mentions"][0]["convention"], "press-rus-Cyrl-Latn-de");
}

#[test]
fn in_place_replaces_the_text_of_the_record_only() {
    let output = run(&["normalize", "--format", "jsonl", "--in-place"], RECORD);
    let row = &rows(&stdout(&output))[0];
    assert_eq!(
        row["text"],
        "é🙂 Sergei Ryabkov told a Yermakov aide. Vladimir Yermakov left."
    );
    assert!(row.get("normalized").is_none());
    let text = run(&["normalize", "--in-place", "fixtures/wire/berlin.txt"], "");
    assert_eq!(text.status.code(), Some(2));
}

#[test]
fn bad_records_stand_in_their_place_and_the_rest_goes_on() {
    let input = format!("{RECORD}\nnonsense\n{{\"id\":\"x\",\"text\":3}}\r\n{RECORD}\n\n");
    let output = run(&["normalize", "--format", "jsonl"], &input);
    assert_eq!(output.status.code(), Some(1));
    let rows = rows(&stdout(&output));
    assert_eq!(rows.len(), 4);
    assert!(rows[0]["normalized"].is_string() && rows[3]["normalized"].is_string());
    assert!(rows[1]["id"].is_null() && rows[1]["error"].is_string());
    assert_eq!(rows[2]["id"], "x");
}

#[test]
fn options_go_over_what_records_declare() {
    let dated = r#"{"text":"Talks in Kiev","lang":"en","date":"2014-01-01"}"#;
    let normalized = |arguments: &[&str], input: &str| {
        let mut all = vec!["normalize", "--format", "jsonl"];
        all.extend(arguments);
        let row = rows(&stdout(&run(&all, input))).remove(0);
        (row["normalized"].clone(), row["lang"].clone())
    };
    assert_eq!(normalized(&[], dated).0, "Talks in Kiev");
    assert_eq!(
        normalized(&["--as-of", "2022-01-01"], dated).0,
        "Talks in Kyiv"
    );
    assert_eq!(normalized(&["--language", "de"], dated).1, "de");
    let mixed = r#"{"text":"Sergey Ryabkow spoke.","lang":"en"}"#;
    assert_eq!(normalized(&[], mixed).0, "Sergey Ryabkow spoke.");
    assert_eq!(normalized(&["--unsafe"], mixed).0, "Sergey Ryabkov spoke.");
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let fixture = std::fs::read_to_string(root().join("fixtures/records/wire.jsonl"))
        .expect("the fixture is readable");
    let input = fixture.repeat(100);
    let with = |threads: &str| {
        stdout(&run(
            &["normalize", "--format", "jsonl", "--threads", threads],
            &input,
        ))
    };
    let one = with("1");
    assert_eq!(one.lines().count(), input.lines().count());
    assert!(one == with("2") && one == with("7"));
}

#[test]
fn texts_are_written_where_they_are_wanted() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let wire = folder.path().join("wire/deep");
    std::fs::create_dir_all(&wire).expect("made");
    std::fs::write(wire.join("a.txt"), "\u{feff}Sergej Rjabkow\r\n").expect("written");
    std::fs::write(folder.path().join("wire/b.jsonl"), RECORD).expect("written");
    let run = |arguments: &[&str]| run_in(folder.path(), arguments, b"");
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap_or_default();
    let language = ["--language", "en"];
    let with = |arguments: &[&'static str]| [&["normalize"], arguments, &language].concat();

    assert_eq!(run(&with(&["wire"])).status.code(), Some(2), "two texts");
    assert_eq!(
        stdout(&run(&with(&["wire/deep"]))),
        "\u{feff}Sergei Ryabkov\r\n"
    );
    assert_eq!(
        run(&with(&["wire", "--output", "out"])).status.code(),
        Some(0)
    );
    assert_eq!(read("out/deep/a.txt"), "\u{feff}Sergei Ryabkov\r\n");
    assert!(read("out/b.jsonl").contains("\"normalized\":"));
    let again = run(&with(&["wire", "--output", "out"]));
    assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
    let forced = run(&with(&["wire", "--output", "out", "--force"]));
    assert_eq!(forced.status.code(), Some(0));
    assert_eq!(
        run(&with(&["wire/deep/a.txt", "-o", "one.txt"]))
            .status
            .code(),
        Some(0)
    );
    assert_eq!(read("one.txt"), "\u{feff}Sergei Ryabkov\r\n");
    assert_eq!(
        read("wire/deep/a.txt"),
        "\u{feff}Sergej Rjabkow\r\n",
        "the input stays"
    );
    let left = std::fs::read_dir(folder.path()).expect("the folder is there");
    assert_eq!(left.count(), 3, "no temporary file is left");
}

#[test]
fn a_partner_gets_each_answer_and_may_hang_up() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_exonym"))
        .args(["normalize", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("stdin is piped");
    let mut answers = BufReader::new(child.stdout.take().expect("stdout is piped"));
    for n in 0..3 {
        writeln!(input, "{{\"id\":{n},\"text\":\"x\"}}").expect("written");
        let mut line = String::new();
        answers.read_line(&mut line).expect("an answer");
        assert_eq!(rows(&line)[0]["id"], n);
    }
    drop(answers);
    // The pipe is full at the latest after this, and the program ends while its input is still open.
    let more = format!("{RECORD}\n").repeat(2000);
    let _ = input.write_all(more.as_bytes());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

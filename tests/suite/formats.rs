//! Formats on the command line: what is found in pages and records, and what fixing leaves of them.

use std::fs;

use crate::support::{files, relative, root, run_in, settings, stdout, transcript};

#[test]
fn pages_are_checked_as_readers_see_them() {
    settings("html").bind(|| {
        for path in files("fixtures/html", "html")
            .into_iter()
            .chain(files("fixtures/html", "htm"))
        {
            let name = relative(&path);
            let stem = path
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default();
            let text =
                transcript(&["check", &name], "") + &transcript(&["fix", "--diff", &name], "");
            insta::assert_snapshot!(stem, text);
        }
    });
}

#[test]
fn records_are_checked_where_they_stand() {
    settings("records").bind(|| {
        let name = "fixtures/records/articles.jsonl";
        let text = transcript(&["check", name], "") + &transcript(&["fix", "--diff", name], "");
        insta::assert_snapshot!("articles-checked", text);
        let chosen = transcript(&["check", "--fields", "name", "--quiet", name], "");
        insta::assert_snapshot!("articles-fields", chosen);
    });
}

/// A page in the encoding it declares comes back in that encoding; what it cannot hold is a reference.
#[test]
fn pages_keep_their_encoding() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = "<html lang=en><meta charset=windows-1251><p>Sergei Ryabkov told RIA, “Россия” agency, that Sergej Rjabkow ,is here.";
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1251.encode(page);
    assert!(!lossy);
    fs::write(folder.path().join("a.html"), &bytes).expect("written");
    let output = run_in(folder.path(), &["fix", "a.html"], b"");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let fixed = fs::read(folder.path().join("a.html")).expect("it is there");
    let (text, _, bad) = encoding_rs::WINDOWS_1251.decode(&fixed);
    assert!(!bad);
    assert!(text.contains("that Sergei Ryabkov"), "{text}");
    assert!(text.contains("“Россия”"), "{text}");
}

/// Nothing but the words of a fix changes in a file of records.
#[test]
fn fixed_records_are_the_same_records() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source =
        fs::read_to_string(root().join("fixtures/records/articles.jsonl")).expect("it is there");
    fs::write(folder.path().join("a.jsonl"), &source).expect("written");
    run_in(folder.path(), &["fix", "--quiet", "a.jsonl"], b"");
    let fixed = fs::read_to_string(folder.path().join("a.jsonl")).expect("it is there");
    let again = run_in(folder.path(), &["fix", "--diff", "a.jsonl"], b"");
    assert_eq!(stdout(&again), "");
    for (old, new) in source.lines().zip(fixed.lines()) {
        if let Ok(old) = serde_json::from_str::<serde_json::Value>(old) {
            let new: serde_json::Value = serde_json::from_str(new).expect("it is a record still");
            assert_eq!(old.get("id"), new.get("id"));
        }
    }
}

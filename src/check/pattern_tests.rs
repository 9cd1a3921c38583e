//! The pattern language, by example: files as a linguist writes them, over texts as they come.

use super::check_glossary;
use crate::finding::Finding;
use crate::glossary::GlossaryFile;
use crate::scan::{LayerOptions, Layers};
use crate::{Checker, Input, LanguageTag, Settings};

/// A file with one pattern; `keys` are further lines of it.
fn file(pattern: &str, keys: &[&str]) -> GlossaryFile {
    let mut text = format!(
        "source: ru\ntarget: en\nclasses:\n  weapon: [~missile, cruise missile]\npatterns:\n  - id: one\n    rule: calque\n    pattern: {pattern}\n    message: found\n"
    );
    for key in keys {
        text.push_str(&format!("    {key}\n"));
    }
    if !keys.iter().any(|k| k.starts_with("bad")) {
        text.push_str("    bad: [x]\n    good: [x]\n");
    }
    GlossaryFile {
        path: "p.yaml".to_owned(),
        text,
    }
}

fn findings(file: GlossaryFile, text: &str) -> Vec<Finding> {
    let layers = Layers::open(&[file], &LayerOptions::default()).expect("a valid pattern");
    let settings = Settings {
        language: LanguageTag::parse("en"),
        ..Settings::default()
    };
    let input = Input {
        path: "t.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let found = Checker::new(layers, settings).check_alone(&input).findings;
    let own = |f: &Finding| f.pattern.as_deref() == Some("ru-en/one");
    found.into_iter().filter(own).collect()
}

fn texts(pattern: &str, text: &str) -> Vec<String> {
    let found = findings(file(pattern, &[]), text);
    found.into_iter().map(|f| f.text).collect()
}

#[test]
fn elements_match() {
    for (pattern, text, wanted) in [
        (
            "steel agreement",
            "The Steel  agreement and the steel-agreement, stainless-steel agreement",
            vec!["Steel  agreement"],
        ),
        (
            "steel\\nagreement",
            "the steel\nagreement",
            vec!["steel\nagreement"],
        ),
        (
            "Steel agreement",
            "the steel agreement, the Steel agreement",
            vec!["Steel agreement"],
        ),
        (
            "a|the [steel] agreement",
            "the steel agreement, that steel agreement",
            vec!["steel"],
        ),
        (
            "~violate of",
            "He violated of it, violates of it, violator of it",
            vec!["violated of", "violates of"],
        ),
        (
            "(put up|take down) steel",
            "They put up steel, took down steel, take down steel",
            vec!["put up steel", "take down steel"],
        ),
        (
            "steel (of the)? agreement",
            "steel agreement; steel of the agreement; steel of agreement",
            vec!["steel agreement", "steel of the agreement"],
        ),
        (
            "steel ..2 agreement",
            "steel agreement. Steel one, two agreement. Steel one two three agreement. Steel. Agreement",
            vec!["steel agreement", "Steel one, two agreement"],
        ),
        (
            "steel * agreement",
            "steel agreement, steel plate agreement",
            vec!["steel plate agreement"],
        ),
        (
            "^ steel",
            "Steel is. The steel is. “Steel is.” A: steel. He said “steel is.”",
            vec!["Steel", "Steel", "steel", "steel"],
        ),
        (
            "steel $",
            "It is steel. Steel is\nhere, a steel",
            vec!["steel", "steel"],
        ),
        ("steel \", said", "the steel”, said", vec!["steel”, said"]),
        (
            "<number> steel",
            "5 steel, 1,500.5 steel, 9M7 steel",
            vec!["5 steel", "1,500.5 steel"],
        ),
        (
            "<weapon> steel",
            "a missile steel, missiles steel, the cruise missile steel",
            vec!["missile steel", "missiles steel", "cruise missile steel"],
        ),
        (
            "<saying> <name> steel",
            "said Anna Petrova steel, said the steel",
            vec!["said Anna Petrova steel"],
        ),
        (
            "<place> steel",
            "in Moscow steel, in Friday steel",
            vec!["Moscow steel"],
        ),
        ("<month> steel", "in May steel", vec!["May steel"]),
        (
            "U.S. steel",
            "the U.S. steel, the US steel",
            vec!["U.S. steel"],
        ),
        ("don't steel", "I don’t steel", vec!["don’t steel"]),
        (
            "drone-free",
            "drone-free UAVs, drone free, a drone‑free",
            vec!["drone-free", "drone‑free"],
        ),
    ] {
        let quoted = match pattern.contains("\\n") {
            true => "steel agreement".to_owned(),
            false => format!("'{}'", pattern.replace('\'', "''")),
        };
        assert_eq!(texts(&quoted, text), wanted, "{pattern}");
    }
}

#[test]
fn context_decides() {
    let found = |keys: &[&str], text: &str| findings(file("steel", keys), text).len();
    let near = ["near: [~treaty, Paris]"];
    assert_eq!(found(&near, "The treaties on steel. Steel alone."), 1);
    let paragraph = ["near: [~treaty]", "within: paragraph"];
    assert_eq!(
        found(&paragraph, "The treaties. Steel alone.\n\nSteel there."),
        1
    );
    assert_eq!(
        found(
            &["unless-near: [mill]"],
            "Steel of the mill. Steel of the text."
        ),
        1
    );
    assert_eq!(
        found(
            &["unless: [stainless steel, steel ..2 works]"],
            "Stainless steel, steel and iron works, steel."
        ),
        1
    );
    assert_eq!(found(&["once: true"], "Steel and steel."), 1);
    assert_eq!(found(&["needs-source: true"], "Steel and steel."), 0);
}

#[test]
fn suggestions_take_captures_and_capitals() {
    let keys = [
        "suggestion: 'the {who} {what} deal'",
        "fix: unsafe",
        "cause: 'said of {who}'",
    ];
    let found = findings(
        file("'who=a|one|two (what=big)? steel'", &keys),
        "One steel. It is two big steel.",
    );
    let said: Vec<_> = found
        .iter()
        .map(|f| {
            (
                f.suggestions[0].as_str(),
                f.cause.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("The One deal", "said of One"),
            ("the two big deal", "said of two")
        ]
    );
    assert!(found.iter().all(|f| f.fix.is_some()));
}

#[test]
fn bad_patterns_are_refused_with_their_place() {
    let problems = |file: GlossaryFile| -> Vec<String> {
        let reports = check_glossary(std::slice::from_ref(&file), "en");
        let lines: Vec<&str> = file.text.lines().collect();
        reports[0]
            .findings
            .iter()
            .map(|f| {
                let before = &file.text[..f.span.start as usize];
                let line = before.matches('\n').count();
                let column = before.len() - before.rfind('\n').map_or(0, |n| n + 1);
                assert!(column <= lines[line].len());
                format!("{}:{} {} {}", line + 1, column + 1, f.rule.name, f.message)
            })
            .collect()
    };
    for (pattern, keys, wanted) in [
        (
            "'the (steel'",
            vec![],
            "8:19 glossary-pattern `(` is never closed",
        ),
        (
            "the <wapon>",
            vec![],
            "8:18 glossary-pattern unknown class <wapon>; did you mean <weapon>?",
        ),
        (
            "'* <name>'",
            vec![],
            "8:14 glossary-pattern a pattern needs at least one word",
        ),
        (
            "steel",
            vec!["suggestion: '{who}'"],
            "10:17 glossary-pattern `{who}` is captured nowhere",
        ),
        (
            "steel",
            vec!["fix: safe"],
            "10:10 glossary-pattern a fix needs exactly one suggestion",
        ),
        (
            "steel",
            vec!["severity: fatal"],
            "10:5 glossary-pattern unknown variant `fatal`",
        ),
        (
            "steel",
            vec!["bad: []", "good: [x]"],
            "6:9 glossary-pattern a pattern has `bad:` and `good:`",
        ),
        (
            "steel",
            vec!["near: [two words]"],
            "10:11 glossary-pattern `two words` is not one word",
        ),
        (
            "steel",
            vec!["bad: [iron]", "good: [the steel]"],
            "10:11 glossary-example `ru-en/one` is not found in «iron»",
        ),
    ] {
        let found = problems(file(pattern, &keys));
        assert!(
            found.first().is_some_and(|f| f.starts_with(wanted)),
            "{pattern} {keys:?}: {found:?}"
        );
    }
    let good = file("steel", &["bad: [the steel]", "good: [the iron]"]);
    assert_eq!(problems(good), Vec::<String>::new());
}

#[test]
fn rules_that_report_patterns_exist() {
    let known: Vec<&str> = crate::rules::all().iter().map(|m| m.name).collect();
    for rule in crate::glossary::pattern::REPORTING {
        assert!(known.contains(rule), "{rule}");
    }
}

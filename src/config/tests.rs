//! What a configuration file means, and every problem it can have.

use std::path::Path;

use super::{Config, FailOn, Known, RuleLevel, parse};
use crate::finding::{OptionKind, RuleMeta, RuleOption, Severity};

static MARKS: RuleMeta = RuleMeta {
    name: "quote-marks",
    options: &[RuleOption {
        name: "kind",
        kind: OptionKind::Choice(&["12", "24"]),
        default: "24",
        help: "",
    }],
    ..RuleMeta::BASE
};
static NAMES: RuleMeta = RuleMeta {
    name: "name-variant",
    severity: Severity::Warning,
    ..RuleMeta::BASE
};
static UNREADABLE: RuleMeta = RuleMeta {
    name: "input-unreadable",
    ..RuleMeta::BASE
};

fn load(text: &str) -> Result<Config, Vec<String>> {
    let known = Known {
        rules: vec![&MARKS, &NAMES, &UNREADABLE],
        packs: || vec!["arms-control".to_owned(), "countries".to_owned()],
    };
    let (file, working) = ("/desk/exonym.toml", "/desk/wire");
    parse(text, Path::new(file), Path::new(working), &known).map_err(|problems| {
        let shown = problems.into_iter().map(|it| match &it.advice {
            Some(advice) => format!("{it}; {advice}"),
            None => it.to_string(),
        });
        shown
            .map(|line| line.replacen("../exonym.toml:", "", 1))
            .collect()
    })
}

fn good(text: &str) -> Config {
    load(text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn everything_that_can_be_said() {
    let config = good(
        r#"
languages = ["en-GB", "ru"]
source-language = "ru"
as-of = 2024-05-01
glossaries = ["glossary/names.yaml", "wire/own.yaml"]
packs = ["arms-control"]
disable = ["kyiv"]
style = "ap"
exclude = ["drafts/", "!drafts/keep.txt"]
fail-on = "never"
snapshot = "exonym.snapshot.yaml"

[rules]
name-variant = "error"
quote-marks = { severity = "info", allow = ["x"], kind = 12 }

[formats.jsonl]
fields = ["body"]

[[overrides]]
paths = ["wire/de/**"]
language = "de"
rules = { quote-marks = "off", name-variant = { allow = ["Rjabkow"] } }

[[overrides]]
paths = ["*.txt"]
as-of = "2020-01-01"
"#,
    );
    let base = config.settings_for("-");
    assert_eq!(base.languages.len(), 2);
    assert_eq!(base.fallback.as_of.as_deref(), Some("2024-05-01"));
    assert_eq!(base.formats.record_fields, ["body"]);
    assert!(base.rules.runs(&MARKS));
    assert_eq!(
        base.rules.option(&MARKS, "kind").map(<[String]>::to_vec),
        Some(vec!["12".to_owned()])
    );
    assert_eq!(
        base.rules.get("name-variant").and_then(|it| it.level),
        Some(RuleLevel::At(Severity::Error))
    );
    let shown = |paths: Vec<std::path::PathBuf>| -> Vec<String> {
        paths.iter().map(|it| it.display().to_string()).collect()
    };
    assert_eq!(
        shown(config.glossaries()),
        ["../glossary/names.yaml", "own.yaml"]
    );
    assert_eq!(
        shown(config.snapshot().into_iter().collect()),
        ["../exonym.snapshot.yaml"]
    );
    assert_eq!(config.packs().map(<[String]>::len), Some(1));
    assert_eq!(config.style(), Some("ap"));
    assert_eq!(config.fail_on(), Some(FailOn::Never));
    assert_eq!(config.glossary_languages(), ["en", "ru"]);
    assert!(config.is_excluded(Path::new("../drafts/a.txt")));
    assert!(!config.is_excluded(Path::new("../drafts/keep.txt")));
    assert!(!config.is_excluded(Path::new("/elsewhere/drafts/a.txt")));

    let german = config.settings_for("de/x.html");
    assert_eq!(
        german.fallback.language.as_ref().map(|tag| tag.as_str()),
        Some("de")
    );
    assert_eq!(german.fallback.as_of.as_deref(), Some("2024-05-01"));
    assert!(!german.rules.runs(&MARKS));
    assert!(
        german
            .rules
            .get("name-variant")
            .is_some_and(|it| it.allow.contains("Rjabkow"))
    );
    assert_eq!(config.overrides_for("/desk/wire/de/x.txt"), [0, 1]);
    assert_eq!(config.overrides_for("/other/x.txt"), [0; 0]);
}

#[test]
fn an_empty_file_means_the_defaults() {
    let config = good("# nothing\n");
    assert_eq!(*config.settings_for("x"), super::Settings::default());
    assert_eq!((config.packs(), config.style()), (None, None));
    assert!(good("packs = []").packs().is_some_and(<[String]>::is_empty));
}

#[test]
fn the_command_line_enables_over_an_override() {
    let mut config = good("[[overrides]]\npaths = [\"*\"]\nrules = { quote-marks = \"off\" }\n");
    assert!(!config.settings_for("a.txt").rules.runs(&MARKS));
    config.base_mut().rules.enable("quote-marks");
    assert!(config.settings_for("a.txt").rules.runs(&MARKS));
}

#[test]
fn every_problem_has_its_place_and_a_way_out() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        (
            "langage = \"en\"",
            "1:1: unknown key `langage`; did you mean `language` or `languages`?",
        ),
        (
            "\n  zzz = 1",
            "2:3: unknown key `zzz`; the keys are language, languages, source-language, as-of, glossaries, packs, disable, style, exclude, fail-on, snapshot, rules, formats, overrides",
        ),
        (
            "language = 3",
            "1:12: `language` takes a text in quotes, such as \"en\", not a number",
        ),
        (
            "language = [\"en\", \"ru\"]",
            "1:12: `language` takes one language tag, such as \"en\", not a list; `languages` takes the languages that texts come in",
        ),
        (
            "language = \"english\"",
            "1:12: `language`: \"english\" is no language tag; a language tag looks like \"en\" or \"zh-Hant\"",
        ),
        (
            "languages = []",
            "1:13: `languages` is empty; leave the line out",
        ),
        (
            "languages = \"en\"",
            "1:13: `languages` takes a list of texts, such as [\"en\", \"ru\"], not a text",
        ),
        (
            "language = \"en\"\nlanguages = [\"en\"]",
            "2:1: `language` and `languages` are both set; `language` is for texts of one language, `languages` for texts of several",
        ),
        (
            "as-of = \"2024-02-30\"",
            "1:9: `as-of`: \"2024-02-30\" is no day; that month has days 01 to 29",
        ),
        (
            "as-of = 2024-02-01T10:00:00Z",
            "1:9: `as-of`: \"2024-02-01T10:00:00Z\" is no day; a day looks like 2019-02-03",
        ),
        (
            "glossaries = \"a.yaml\"",
            "1:14: `glossaries` takes a list of texts, such as [\"glossary/names.yaml\"], not a text",
        ),
        (
            "languages = [1]",
            "1:14: `languages` takes a list of texts, such as [\"en\", \"ru\"], not a number in it",
        ),
        (
            "languages = []",
            "1:13: `languages` is empty; leave the line out",
        ),
        (
            "glossaries = [1]",
            "1:15: `glossaries` takes a list of texts, such as [\"glossary/names.yaml\"], not a number in it",
        ),
        (
            "packs = [\"arms-contrl\"]",
            "1:10: unknown pack `arms-contrl`; did you mean `arms-control`?",
        ),
        (
            "packs = [\"x\"]",
            "1:10: unknown pack `x`; the packs are arms-control, countries",
        ),
        ("style = \"\"", "1:9: `style` is empty; leave the line out"),
        (
            "exclude = [\"a[\"]",
            "1:12: `exclude`: \"a[\" is no pattern of paths: unclosed character class; missing ']'; patterns are those of .gitignore: drafts/, *.log, wire/**/old.txt",
        ),
        (
            "fail-on = \"warn\"",
            "1:11: `fail-on`: unknown level \"warn\"; did you mean `warning`?",
        ),
        (
            "rules = 1",
            "1:9: `rules` takes a table of rules, such as [rules], not a number",
        ),
        (
            "[rules]\nname-varient = \"off\"",
            "2:1: unknown rule `name-varient`; did you mean `name-variant`?",
        ),
        (
            "[rules]\nqqq = \"off\"",
            "2:1: unknown rule `qqq`; `exonym rules` lists them",
        ),
        (
            "[rules]\nname-variant = \"eror\"",
            "2:16: `name-variant`: unknown severity \"eror\"; did you mean `error`?",
        ),
        (
            "[rules]\nname-variant = false",
            "2:16: `name-variant` takes \"off\", \"on\", \"info\", \"warning\" or \"error\", not true or false",
        ),
        (
            "[rules]\ninput-unreadable = \"off\"",
            "2:1: `input-unreadable` cannot be set; a file that was not checked must not look like a clean one; leave it out with `exclude`",
        ),
        (
            "[rules.name-variant]\nserverity = \"info\"",
            "2:1: `name-variant` has no option `serverity`; did you mean `severity`?",
        ),
        (
            "[rules.name-variant]\nx = \"info\"",
            "2:1: `name-variant` has no option `x`; its options are severity, allow",
        ),
        (
            "[rules.quote-marks]\nkind = 13",
            "2:8: `quote-marks.kind`: unknown value \"13\"; it is one of 12, 24",
        ),
        (
            "[rules.quote-marks]\nkind = true",
            "2:8: `quote-marks.kind` takes one of \"12\", \"24\", not true or false",
        ),
        (
            "[formats.json]\nfields = [\"a\"]",
            "1:10: there is nothing to set about a format `json`; did you mean `jsonl`?",
        ),
        (
            "[formats.jsonl]\nfield = [\"a\"]",
            "2:1: `formats.jsonl` has no option `field`; did you mean `fields`?",
        ),
        (
            "[[overrides]]\nlanguage = \"de\"",
            "1:1: an override without `paths`; say for which files it is: paths = [\"de/**\"]",
        ),
        (
            "[[overrides]]\npaths = []",
            "1:1: an override without `paths`; say for which files it is: paths = [\"de/**\"]",
        ),
        (
            "[[overrides]]\npaths = [\"de\"]\npacks = []",
            "3:1: `packs` is the same for all paths; put it at the top of the file, before the first table",
        ),
        (
            "[[overrides]]\npaths = [\"../x\"]",
            "2:10: `paths`: \"../x\" is no pattern of paths: it leads out of the folder of the configuration; patterns are those of .gitignore: drafts/, *.log, wire/**/old.txt",
        ),
        (
            "[overrides]\npaths = [\"de\"]",
            "1:1: `overrides` takes tables, each under a line [[overrides]], not a table",
        ),
        (
            "[[overrides]]\npaths = [\"de\"]\nlangage = \"de\"",
            "3:1: unknown key `langage` in an override; did you mean `language`?",
        ),
    ] {
        let problems = load(text).expect_err(text);
        if problems != [wanted] {
            wrong.push(format!(
                "{text:?}\n  is     {problems:?}\n  wanted {wanted:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_problems_are_told_at_once() {
    let problems =
        load("language = 1\nstyle = 2\n[rules]\nx = \"off\"\n").expect_err("three problems");
    let places: Vec<&str> = problems.iter().filter_map(|it| it.get(..4)).collect();
    assert_eq!(places, ["1:12", "2:9:", "4:1:"]);
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    for text in [
        "language = ",
        "language = en",
        "[rules",
        "a = 1\na = 2",
        "a = \"\u{0}\"",
    ] {
        let problems = load(text).expect_err(text);
        assert!(
            problems.iter().any(|it| it.contains("this is not TOML: ")),
            "{problems:?}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[a-z\\[\\]{}\"'=.,#\\n 0-9-]{0,60}", wild in "\\PC{0,40}") {
        let _ = load(&text);
        let _ = load(&wild);
        let _ = load(&format!("[rules]\nname-variant = {text}"));
        let _ = super::patterns::Patterns::new(&[wild]);
    }
}

#[test]
fn the_folder_of_the_run_has_a_name() {
    let config = good("glossaries = [\"wire\"]");
    assert_eq!(config.glossaries(), [Path::new(".")]);
}

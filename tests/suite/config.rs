//! `exonym.toml` from the command line: found, heeded, overruled, shown, checked and begun.

use std::fs;
use std::path::Path;

use crate::support::{run_in, stdout};

const GLOSSARY: &str = "Sergei Ryabkov: Сергей Рябков\n";
const TEXT: &str =
    "Deputy minister Sergej Rjabkow spoke to reporters on Tuesday about the talks.\n";

/// A folder with these files.
fn desk(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    root
}

/// `path severity rule "text"` of each finding, and the exit status.
fn check(folder: &Path, arguments: &[&str], stdin: &str) -> (Vec<String>, i32) {
    let all = [&["check", "--format", "jsonl"], arguments].concat();
    let output = run_in(folder, &all, stdin.as_bytes());
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = stdout(&output)
        .lines()
        .map(|line| {
            let it: serde_json::Value = serde_json::from_str(line).expect("a record");
            let word = |key: &str| it[key].as_str().unwrap_or("").to_owned();
            let (path, severity) = (word("path"), word("severity"));
            format!("{path} {severity} {} {:?}", word("rule"), word("text"))
        })
        .collect();
    (lines, output.status.code().unwrap_or(-1))
}

fn errors(folder: &Path, arguments: &[&str]) -> String {
    let output = run_in(folder, arguments, b"");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn it_is_found_above_what_is_checked_and_its_paths_are_its_own() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"glossary/\"]\n[rules]\nname-variant = \"error\"\n",
        ),
        ("glossary/names.yaml", GLOSSARY),
        ("wire/deep/a.txt", TEXT),
    ]);
    let deep = root.path().join("wire/deep");
    let found = |path: &str| format!("{path} error name-variant \"Sergej Rjabkow\"");
    assert_eq!(check(&deep, &["a.txt"], ""), (vec![found("a.txt")], 1));
    assert_eq!(check(&deep, &["-"], TEXT), (vec![found("-")], 1));
    let above = root.path().join("wire");
    assert_eq!(check(&above, &["deep"], ""), (vec![found("deep/a.txt")], 1));
    // From anywhere: what counts is where the texts lie.
    let path = deep.join("a.txt").display().to_string();
    assert_eq!(check(Path::new("/"), &[&path], ""), (vec![found(&path)], 1));
    // The configuration and its glossaries are no texts.
    assert_eq!(
        check(root.path(), &["."], ""),
        (vec![found("./wire/deep/a.txt")], 1)
    );
    assert_eq!(
        check(&deep, &["--isolated", "--no-packs", "a.txt"], "").0,
        [""; 0]
    );
}

#[test]
fn the_nearest_one_counts_alone_and_another_can_be_named() {
    let root = desk(&[
        ("exonym.toml", "packs = []\nglossaries = [\"names.yaml\"]\n"),
        ("names.yaml", GLOSSARY),
        (
            "quiet.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\nfail-on = \"never\"\n",
        ),
        ("own/exonym.toml", "packs = []\n"),
        ("own/a.txt", TEXT),
    ]);
    let folder = root.path();
    assert_eq!(check(folder, &["own/a.txt"], ""), (Vec::new(), 0));
    let (found, status) = check(folder, &["--config", "quiet.toml", "own/a.txt"], "");
    assert_eq!((found.len(), status), (1, 0));
    let (found, status) = check(
        folder,
        &[
            "--config",
            "quiet.toml",
            "--fail-on",
            "warning",
            "own/a.txt",
        ],
        "",
    );
    assert_eq!((found.len(), status), (1, 1));
    assert!(
        errors(folder, &["check", "--config", "no.toml", "own/a.txt"])
            .starts_with("exonym: cannot read no.toml: no such file or folder\n")
    );
}

#[test]
fn overrides_hold_by_path_and_standard_input_can_have_one() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\n[[overrides]]\npaths = [\"de/**\"]\nrules = { name-variant = \"off\", name-inconsistent = \"off\" }\n[[overrides]]\npaths = [\"fr/\"]\nrules = { name-variant = { severity = \"info\" } }\n",
        ),
        ("names.yaml", GLOSSARY),
        ("de/a.txt", TEXT),
        ("fr/a.txt", TEXT),
        ("en/a.txt", TEXT),
    ]);
    let wanted = [
        "./en/a.txt warning name-variant \"Sergej Rjabkow\"",
        "./fr/a.txt info name-variant \"Sergej Rjabkow\"",
    ];
    assert_eq!(check(root.path(), &["."], "").0, wanted);
    let stdin = |name: &str| check(root.path(), &["--stdin-filename", name, "-"], TEXT).0;
    assert_eq!(stdin("de/new.txt"), [""; 0]);
    assert_eq!(
        stdin("en/new.txt"),
        ["en/new.txt warning name-variant \"Sergej Rjabkow\""]
    );
    // A rule that the configuration switched off is not fixed either.
    let output = run_in(root.path(), &["fix", "--quiet", "."], b"");
    assert_eq!(output.status.code(), Some(0));
    let text = |path: &str| fs::read_to_string(root.path().join(path)).expect("read");
    assert_eq!(text("de/a.txt"), TEXT);
    assert!(text("en/a.txt").contains("Sergei Ryabkov"));
}

#[test]
fn records_follow_the_configuration_and_their_own_words_count_more() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\nlanguages = [\"en\", \"de\"]\n[[overrides]]\npaths = [\"de/**\"]\nlanguage = \"de\"\nas-of = \"2024-01-01\"\n",
        ),
        (
            "names.yaml",
            "entries:\n  - { id: ryabkov, native: Сергей Рябков, preferred: { en: Sergei Ryabkov, de: Sergei Rjabkow } }\n",
        ),
    ]);
    let normalized = |name: &str, record: &str| {
        let arguments = [
            "normalize",
            "--format",
            "jsonl",
            "--stdin-filename",
            name,
            "-",
        ];
        let output = run_in(root.path(), &arguments, record.as_bytes());
        let it: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a record");
        it["normalized"].as_str().unwrap_or("").to_owned()
    };
    let plain = "{\"id\":1,\"text\":\"Siergiej Riabkow\"}\n";
    assert_eq!(normalized("de/a.jsonl", plain), "Sergei Rjabkow");
    let own = "{\"id\":1,\"text\":\"Siergiej Riabkow\",\"lang\":\"en\"}\n";
    assert_eq!(normalized("de/a.jsonl", own), "Sergei Ryabkov");
}

#[test]
fn excluded_files_are_left_out_of_folders_and_where_named_only_when_forced() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\nexclude = [\"drafts/\", \"*.bak\"]\n",
        ),
        ("names.yaml", GLOSSARY),
        ("drafts/a.txt", TEXT),
        ("wire/a.bak", TEXT),
    ]);
    let count = |arguments: &[&str]| check(root.path(), arguments, "").0.len();
    assert_eq!(count(&["--quiet", "."]), 0);
    assert_eq!(count(&["--quiet", "drafts"]), 0);
    assert_eq!(count(&["drafts/a.txt", "wire/a.bak"]), 2);
    assert_eq!(count(&["--force-exclude", "drafts/a.txt", "wire/a.bak"]), 0);
}

#[test]
fn the_command_line_counts_more() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\nlanguage = \"de\"\n[rules]\nacronym-undefined = \"off\"\nname-variant = { allow = [\"Sergej Rjabkow\"] }\n",
        ),
        ("names.yaml", GLOSSARY),
        (
            "other.yaml",
            "language: en\nentries:\n  - { id: slo, kind: organization, preferred: Society for Lunar Observation, acronym: SLO }\n",
        ),
        ("a.txt", TEXT),
        ("b.txt", "The SLO met on Tuesday. The SLO left on Friday.\n"),
    ]);
    assert_eq!(check(root.path(), &["a.txt"], "").0, [""; 0]);
    // In the text's own language the German form is right; said otherwise, it is not, but here it is allowed.
    assert_eq!(
        check(root.path(), &["--language", "en", "a.txt"], "").0,
        [""; 0]
    );
    let named = ["--glossary", "other.yaml", "--language", "en", "b.txt"];
    assert_eq!(check(root.path(), &named, "").0, [""; 0]);
    let enabled = [&["--enable", "acronym-undefined"], &named[..]].concat();
    assert_eq!(
        check(root.path(), &enabled, "").0,
        ["b.txt info acronym-undefined \"SLO\""]
    );
}

#[test]
fn all_mistakes_are_told_with_their_places() {
    let root = desk(&[
        (
            "exonym.toml",
            "langage = \"en\"\nfail-on = \"warn\"\n[rules]\nname-varient = \"off\"\n",
        ),
        ("a.txt", TEXT),
    ]);
    let wanted = "\
exonym: exonym.toml:1:1: unknown key `langage`
  help: did you mean `language` or `languages`?
exonym: exonym.toml:2:11: `fail-on`: unknown level \"warn\"
  help: did you mean `warning`?
exonym: exonym.toml:4:1: unknown rule `name-varient`
  help: did you mean `name-variant`?
";
    assert_eq!(errors(root.path(), &["check", "a.txt"]), wanted);
    assert_eq!(errors(root.path(), &["config", "check"]), wanted);
    assert_eq!(errors(root.path(), &["glossary", "stats"]), wanted);
}

#[test]
fn what_it_names_and_is_not_there_is_told_with_the_line() {
    for (config, wanted) in [
        (
            "\nglossaries = [\"no.yaml\"]",
            "exonym: exonym.toml:2: cannot read no.yaml: no such file or folder\n",
        ),
        (
            "style = \"no-such-style\"",
            "exonym: exonym.toml:1: unknown style no-such-style; the styles are ",
        ),
        (
            "disable = [\"no-such-entry-here\"]",
            "exonym: exonym.toml:1: unknown entry no-such-entry-here\n",
        ),
    ] {
        let root = desk(&[("exonym.toml", config), ("a.txt", TEXT)]);
        for command in [&["check", "a.txt"][..], &["config", "check"]] {
            let told = errors(root.path(), command);
            assert!(told.starts_with(wanted), "{told}");
        }
    }
}

#[test]
fn glossary_commands_take_the_glossaries_of_the_configuration() {
    let root = desk(&[
        ("exonym.toml", "packs = []\nglossaries = [\"names.yaml\"]\n"),
        (
            "names.yaml",
            "entries:\n  - { id: sergei-ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков, matches: [Sergej Rjabkow] }\n",
        ),
    ]);
    let run = |arguments: &[&str]| {
        let output = run_in(root.path(), arguments, b"");
        (stdout(&output), output.status.code())
    };
    assert!(run(&["glossary", "check"]).0.contains("sergei-ryabkov"));
    assert_eq!(run(&["glossary", "test"]).0, "1 of 1 examples pass\n");
    assert!(
        run(&["glossary", "stats"]).0.contains("names.yaml")
            || run(&["glossary", "stats"]).1 == Some(0)
    );
    assert!(
        run(&["explain", "sergei-ryabkov"])
            .0
            .contains("Сергей Рябков")
    );
    assert!(run(&["variants", "Sergei Ryabkov"]).0.contains("Rjabkow"));
    let bare = desk(&[]);
    assert_eq!(
        errors(bare.path(), &["glossary", "check"]),
        "exonym: no glossary is named\n  help: name files or folders, or set `glossaries` in exonym.toml\n"
    );
}

#[test]
fn every_value_is_shown_with_its_origin() {
    let root = desk(&[
        (
            "exonym.toml",
            "packs = []\nglossaries = [\"names.yaml\"]\nexclude = [\"drafts/\"]\n\n[rules]\nquote-style = { severity = \"info\", marks = \"straight\" }\n\n[[overrides]]\npaths = [\"de/**\"]\nlanguage = \"de\"\nrules = { quote-style = \"off\" }\n",
        ),
        ("names.yaml", GLOSSARY),
    ]);
    let show = |arguments: &[&str]| -> serde_json::Value {
        let all = [&["config", "show", "--format", "json"], arguments].concat();
        let output = run_in(root.path(), &all, b"");
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let value = |shown: &serde_json::Value, key: &str| {
        let values = shown["values"].as_array().expect("values");
        let row = values
            .iter()
            .find(|row| row["key"] == key)
            .expect("the key");
        format!("{} {}", row["value"], row["origin"].as_str().unwrap_or(""))
    };
    let all = show(&[]);
    assert_eq!(value(&all, "language"), "null default");
    assert_eq!(value(&all, "packs"), "[] exonym.toml:1");
    assert_eq!(value(&all, "glossaries"), "[\"names.yaml\"] exonym.toml:2");
    assert_eq!(value(&all, "rules.quote-style"), "\"info\" exonym.toml:6");
    assert_eq!(
        value(&all, "rules.quote-style.marks"),
        "\"straight\" exonym.toml:6"
    );
    assert_eq!(value(&all, "rules.acronym-undefined"), "\"off\" default");
    assert_eq!(value(&all, "fail-on"), "\"warning\" default");
    let german = show(&["de/a.txt", "--style", "ap"]);
    assert_eq!(
        value(&german, "language"),
        "\"de\" exonym.toml:10, override 1"
    );
    assert_eq!(
        value(&german, "rules.quote-style"),
        "\"off\" exonym.toml:11, override 1"
    );
    assert_eq!(value(&german, "style"), "\"ap\" --style");
    assert_eq!(show(&["drafts/a.txt"])["excluded"], true);
    let human = stdout(&run_in(root.path(), &["config", "show", "drafts/x"], b""));
    assert!(
        human.starts_with("exonym.toml\ndrafts/x is excluded: "),
        "{human}"
    );
}

#[test]
fn a_beginning_is_written_once_and_means_the_defaults() {
    let root = desk(&[
        ("wire/a.txt", TEXT),
        ("wire/b.txt", "They moved to Kiev ,”said the aide.\n"),
    ]);
    let folder = root.path();
    let before = check(folder, &["wire"], "");
    let output = run_in(folder, &["init"], b"");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stdout(&output),
        "\
wrote exonym.toml: every key, as a comment with its default
wrote glossary/names.yaml: your own names, one a line

next:
  exonym glossary check     after you have added names
  exonym check .            what is to be done in this folder
  exonym config show        what is in force, and why
"
    );
    assert_eq!(check(folder, &["wire"], ""), before);
    assert!(errors(folder, &["init"]).contains("there is an exonym.toml in this folder already"));
    fs::write(folder.join("glossary/names.yaml"), GLOSSARY).expect("written");
    let again = run_in(folder, &["init", "--force"], b"");
    assert!(stdout(&again).contains("kept glossary/names.yaml"));
    assert!(!check(folder, &["wire"], "").0.is_empty());
    let good = stdout(&run_in(folder, &["config", "check"], b""));
    assert_eq!(good, "exonym.toml: no problems\n");
}

/// Every line of the starter file is right as soon as its comment sign is taken away.
#[test]
fn every_commented_key_of_the_beginning_can_be_used() {
    let root = desk(&[]);
    run_in(root.path(), &["init"], b"");
    let path = root.path().join("exonym.toml");
    let starter = fs::read_to_string(&path).expect("written");
    let mut used = 0;
    for line in starter.lines() {
        let Some(line) = line.strip_prefix("# ").filter(|it| it.contains(" = ")) else {
            continue;
        };
        let (key, _) = line.split_once(" = ").expect("a key");
        let table = match key {
            "fields" => "[formats.jsonl]\n",
            "paths" => continue,
            key if exonym::rules().iter().any(|rule| rule.name == key) => "[rules]\n",
            _ => "",
        };
        fs::write(&path, format!("{table}{line}\n")).expect("written");
        let output = run_in(root.path(), &["config", "check"], b"");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {told}");
        used += 1;
    }
    assert!(used > 40, "{used} lines");
}

#[test]
fn the_schema_knows_keys_rules_options_and_packs() {
    let output = run_in(Path::new("/"), &["config", "schema"], b"");
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let properties = &schema["properties"];
    assert_eq!(schema["additionalProperties"], false);
    for key in ["language", "glossaries", "exclude", "overrides", "formats"] {
        assert!(properties[key]["description"].is_string(), "{key}");
    }
    let rules = &properties["rules"]["properties"];
    for rule in exonym::rules() {
        let known = rules.get(rule.name).is_some();
        assert_eq!(known, rule.name != "input-unreadable", "{}", rule.name);
    }
    let marks = &rules["quote-style"]["anyOf"][1]["properties"]["marks"]["enum"];
    assert_eq!(marks[2], "straight");
    let clock = &rules["time-format"]["anyOf"][1]["properties"]["clock"]["enum"];
    assert!(clock.as_array().is_some_and(|it| it.contains(&12.into())));
    let packs = properties["packs"]["items"]["enum"].as_array();
    assert!(packs.is_some_and(|it| it.contains(&"arms-control".into())));
}

#[test]
fn the_fix_command_repeats_the_command_line_only() {
    let root = desk(&[
        ("exonym.toml", "packs = []\nglossaries = [\"names.yaml\"]\n"),
        ("names.yaml", GLOSSARY),
        ("a.txt", TEXT),
    ]);
    let output = run_in(root.path(), &["check", "--language", "en", "a.txt"], b"");
    let text = stdout(&output);
    assert!(text.contains("exonym fix --language en a.txt"), "{text}");
    let output = run_in(
        root.path(),
        &["check", "--config", "exonym.toml", "a.txt"],
        b"",
    );
    let text = stdout(&output);
    assert!(
        text.contains("exonym fix --config exonym.toml a.txt"),
        "{text}"
    );
}

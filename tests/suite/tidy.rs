//! The rules of the house, enforced: layers, cycles, sizes, first lines, registrations, tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{files, relative, root};

/// Folder of `src/` and its layer. A module imports only lower layers and its own folder.
const LAYERS: &[(&str, u32)] = &[
    ("text", 0),
    ("lang", 1),
    ("finding", 2),
    ("document", 2),
    ("romanization", 2),
    ("config", 3),
    ("format", 3),
    ("glossary", 3),
    ("report", 3),
    ("fix", 3),
    ("scan", 4),
    ("corpus", 4),
    ("rules", 5),
    ("check", 6),
    ("cli", 7),
    ("lsp", 7),
    ("http", 7),
];

/// Imports inside one layer that are allowed, because the design says so: (from, to).
const NEIGHBOURS: &[(&str, &str)] = &[
    ("config", "format"),
    ("format", "document"),
    ("fix", "report"),
    ("cli", "lsp"),
];

/// Files below the command line that may look at the disk.
const READS_FILES: &[&str] = &["src/config/discover.rs"];

fn layer(module: &str) -> Option<u32> {
    LAYERS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, layer)| *layer)
}

/// The program text of a file without its unit tests and comments.
fn program(text: &str) -> String {
    let code = text
        .split("\n#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or(text);
    code.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Modules of the crate that a file names.
fn imports(text: &str) -> BTreeSet<String> {
    let word = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    program(text)
        .split("crate::")
        .skip(1)
        .map(word)
        .filter(|w| layer(w).is_some())
        .collect()
}

fn module_of(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?
        .split_once('/')
        .map(|(module, _)| module)
}

#[test]
fn modules_import_only_lower_layers() {
    let mut wrong = Vec::new();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files("src", "rs") {
        let name = relative(&path);
        let Some(module) = module_of(&name) else {
            continue;
        };
        if name.ends_with("tests.rs") {
            continue;
        }
        let own = layer(module).unwrap_or_else(|| {
            panic!("{name}: the folder has no layer; see LAYERS in tests/suite/tidy.rs")
        });
        let text = std::fs::read_to_string(&path).expect("sources are readable");
        for other in imports(&text).into_iter().filter(|o| o != module) {
            edges
                .entry(module.to_owned())
                .or_default()
                .insert(other.clone());
            let allowed = layer(&other).is_some_and(|l| l < own)
                || NEIGHBOURS.contains(&(module, other.as_str()));
            if !allowed {
                wrong.push(format!(
                    "{name} imports crate::{other}, which is not in a lower layer"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(edges.len() > 8, "the test sees no imports");
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = edges[start].iter().collect();
        while let Some(at) = open.pop() {
            assert!(
                at != start,
                "modules import each other in a circle through {start}"
            );
            if seen.insert(at) {
                open.extend(edges.get(at).into_iter().flatten());
            }
        }
    }
}

#[test]
fn layers_below_the_command_line_do_no_io() {
    for path in files("src", "rs") {
        let name = relative(&path);
        let Some(module) = module_of(&name) else {
            continue;
        };
        if layer(module).is_none_or(|l| l > 6)
            || name.ends_with("tests.rs")
            || READS_FILES.contains(&name.as_str())
        {
            continue;
        }
        let text = program(&std::fs::read_to_string(&path).expect("sources are readable"));
        for word in [
            "std::fs",
            "std::net",
            "std::process",
            "std::env",
            "println!",
            "eprintln!",
            "SystemTime",
            "Instant::now",
        ] {
            assert!(!text.contains(word), "{name}: `{word}` belongs to the edge");
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let all = files("src", "rs");
    assert!(all.len() > 50);
    for path in all
        .into_iter()
        .chain(files("tests", "rs"))
        .chain(files("benches", "rs"))
        .chain(files("fuzz", "rs"))
    {
        let name = relative(&path);
        if name.contains("/target/") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("sources are readable");
        assert!(
            text.starts_with("//!"),
            "{name}: the first line says what the file is: `//! …`"
        );
        if name.ends_with("/tests.rs") {
            continue;
        }
        let lines = text
            .split("\n#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or("")
            .lines()
            .count();
        assert!(
            lines <= 500,
            "{name}: {lines} lines without tests; split it"
        );
    }
}

#[test]
fn nothing_is_ignored_or_unregistered() {
    for path in files("src", "rs") {
        let name = relative(&path);
        let text = std::fs::read_to_string(&path).expect("sources are readable");
        assert!(!text.contains("#[ignore"), "{name}: tests are not ignored");
        let stem = path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        if matches!(stem.as_str(), "mod" | "lib" | "main") {
            continue;
        }
        let folder = path.parent().expect("a file has a folder");
        let parent = if folder.join("mod.rs").exists() {
            folder.join("mod.rs")
        } else {
            folder.with_extension("rs")
        };
        let parent = if folder == root().join("src") {
            folder.join("lib.rs")
        } else {
            parent
        };
        let text = std::fs::read_to_string(&parent)
            .unwrap_or_else(|_| panic!("{name}: no module declares it"));
        assert!(
            text.contains(&format!("mod {stem};")),
            "{name}: `mod {stem};` is missing in {}",
            relative(&parent)
        );
    }
}

#[test]
fn every_rule_file_is_in_the_registry() {
    let names: BTreeSet<&str> = exonym::rules().iter().map(|m| m.name).collect();
    let mut count = 0;
    for path in files("src/rules", "rs") {
        let text = std::fs::read_to_string(&path).expect("sources are readable");
        if !text.contains("impl DocumentRule for") && !text.contains("impl CorpusRule for") {
            continue;
        }
        let name = path
            .file_stem()
            .map(|s| s.to_string_lossy().replace('_', "-"))
            .unwrap_or_default();
        assert!(
            names.contains(name.as_str()),
            "{name}: not in a list of src/rules/mod.rs"
        );
        count += 1;
    }
    assert!(count >= 5, "the test sees no rules");
}

#[test]
fn tables_and_packs_name_their_sources() {
    let mut tables = 0;
    for folder in [
        "alphabets",
        "capitals",
        "doubled",
        "boilerplate",
        "given-names",
        "inflection",
        "joints",
        "residue",
        "romanization",
        "styles",
        "zones",
    ] {
        for path in files(&format!("glossary/{folder}"), "yaml") {
            let name = relative(&path);
            let text = std::fs::read_to_string(&path).expect("data files are readable");
            let value: serde_yaml::Value =
                serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(
                value.get("authority").is_some(),
                "{name}: `authority` is missing"
            );
            if folder == "romanization" {
                let examples = value
                    .get("examples")
                    .and_then(|e| e.as_sequence())
                    .map_or(0, Vec::len);
                assert!(examples >= 8, "{name}: {examples} examples");
                assert_eq!(
                    Some(format!("{}.yaml", value["id"].as_str().unwrap_or(""))),
                    path.file_name().map(|n| n.to_string_lossy().into_owned())
                );
            }
            tables += 1;
        }
    }
    assert!(tables > 30, "the test sees no tables");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest =
        std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest is readable");
    let section = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .and_then(|s| s.split("\n[").next())
        .expect("there are dependencies");
    for line in section.lines().filter(|l| l.contains(" = ")) {
        assert!(line.contains(" # "), "no reason given: {line}");
    }
}

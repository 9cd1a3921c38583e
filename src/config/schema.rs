//! JSON Schema of `exonym.toml`, from the list of keys and the registries of rules and packs.

use serde_json::{Map, Value, json};

use super::fail_on::FailOn;
use super::keys::{KEYS, Key, Kind};
use super::problem::Known;
use super::read_rules::{FORMAT_OPTIONS, LEVELS, is_settable};
use crate::finding::{OptionKind, RuleMeta, RuleOption};

/// The schema, for editors that complete and check TOML.
pub(crate) fn schema(known: &Known) -> Value {
    let keys = KEYS.iter();
    let properties: Map<String, Value> = keys
        .map(|key| (key.name.to_owned(), property(key, known)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://exonym.dev/schema/config.json",
        "title": "exonym.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// What a key takes, with its help.
fn property(key: &Key, known: &Known) -> Value {
    let mut value = takes(key.kind, known);
    if let Some(object) = value.as_object_mut() {
        let help = format!("{}. Default: {}.", key.help, key.default);
        object.insert("description".to_owned(), help.into());
    }
    value
}

fn takes(kind: Kind, known: &Known) -> Value {
    let texts = || json!({ "type": "array", "items": { "type": "string", "minLength": 1 } });
    match kind {
        Kind::Language => language(),
        Kind::Languages => json!({ "type": "array", "items": language(), "minItems": 1 }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Paths | Kind::Patterns | Kind::Entries => texts(),
        Kind::Packs => json!({ "type": "array", "items": { "enum": (known.packs)() } }),
        Kind::Style | Kind::Path => json!({ "type": "string", "minLength": 1 }),
        Kind::Level => json!({ "enum": FailOn::ALL.map(FailOn::as_str) }),
        Kind::Rules => rules(known),
        Kind::Formats => formats(),
        Kind::Overrides => json!({ "type": "array", "items": one_override(known) }),
    }
}

fn language() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$" })
}

fn one_override(known: &Known) -> Value {
    let mut properties = Map::new();
    let paths = json!({
        "type": "array",
        "items": { "type": "string", "minLength": 1 },
        "description": "Files these settings are for; patterns as in .gitignore",
    });
    properties.insert("paths".to_owned(), paths);
    for key in KEYS.iter().filter(|key| key.by_path) {
        properties.insert(key.name.to_owned(), property(key, known));
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["paths"],
        "properties": properties,
    })
}

fn rules(known: &Known) -> Value {
    let settable = known.rules.iter().filter(|rule| is_settable(rule));
    let properties: Map<String, Value> = settable
        .map(|rule| (rule.name.to_owned(), of_rule(rule)))
        .collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn of_rule(rule: &RuleMeta) -> Value {
    let severity = json!({
        "enum": LEVELS.map(|(word, _)| word),
        "description": "Whether it runs, and the severity of what it is sure of",
    });
    let mut properties = Map::new();
    let allow = json!({
        "type": "array",
        "items": { "type": "string", "minLength": 1 },
        "description": "Forms as they stand in texts, and ids of entries, that it never reports",
    });
    properties.insert("severity".to_owned(), severity.clone());
    properties.insert("allow".to_owned(), allow);
    for option in rule.options {
        properties.insert(option.name.to_owned(), of_option(option));
    }
    json!({
        "description": rule.summary,
        "anyOf": [
            severity,
            { "type": "object", "additionalProperties": false, "properties": properties },
        ],
    })
}

fn of_option(option: &RuleOption) -> Value {
    let description = format!("{}. Default: {}.", option.help, option.default);
    match option.kind {
        OptionKind::Words => {
            json!({ "type": "array", "items": { "type": "string" }, "description": description })
        }
        OptionKind::Choice(choices) => {
            // Numbers may be written without quotes.
            let numbers = choices.iter().filter_map(|it| it.parse::<u32>().ok());
            let words = choices.iter().map(|it| json!(it));
            let all: Vec<Value> = words.chain(numbers.map(Value::from)).collect();
            json!({ "enum": all, "description": description })
        }
    }
}

fn formats() -> Value {
    let mut formats = Map::new();
    for (format, option, help) in FORMAT_OPTIONS {
        let entry = formats.entry(format).or_insert_with(
            || json!({ "type": "object", "additionalProperties": false, "properties": {} }),
        );
        if let Some(properties) = entry.get_mut("properties").and_then(Value::as_object_mut) {
            let texts = json!({
                "type": "array",
                "items": { "type": "string", "minLength": 1 },
                "description": help,
            });
            properties.insert(option.to_owned(), texts);
        }
    }
    json!({ "type": "object", "additionalProperties": false, "properties": formats })
}

//! The tables of rules and formats in `exonym.toml`: names and options come from the registries.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::raw::{Located, RawRule};
use super::read::{Reader, Value};
use super::settings::RuleLevel;
use crate::finding::{OptionKind, RuleMeta, RuleOption, Severity};

/// Words that set a rule.
pub(crate) const LEVELS: [(&str, RuleLevel); 5] = [
    ("off", RuleLevel::Off),
    ("on", RuleLevel::On),
    ("info", RuleLevel::At(Severity::Info)),
    ("warning", RuleLevel::At(Severity::Warning)),
    ("error", RuleLevel::At(Severity::Error)),
];

/// Options of formats: format, option, what it does.
pub(crate) const FORMAT_OPTIONS: [(&str, &str, &str); 1] = [(
    "jsonl",
    "fields",
    "Fields of a record that hold text; a dot leads into objects",
)];

/// The rule that tells of files which were not checked: it is never silent.
const ALWAYS: &str = "input-unreadable";

/// Whether something can be said about a rule.
pub(crate) fn is_settable(rule: &RuleMeta) -> bool {
    rule.name != ALWAYS
}

impl Reader<'_> {
    pub(super) fn rules(&mut self, value: &Value) -> BTreeMap<String, RawRule> {
        let mut rules = BTreeMap::new();
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong("rules", value, "a table of rules, such as [rules]");
            return rules;
        };
        let known = self.known;
        for (name, value) in table.iter() {
            let word = name.get_ref().as_ref();
            let Some(rule) = known.rules.iter().find(|rule| rule.name == word) else {
                let names: Vec<&str> = known.rules.iter().map(|rule| rule.name).collect();
                let message = format!("unknown rule `{word}`");
                self.unknown(name.span(), message, word, &names, |_| {
                    "`exonym rules` lists them".to_owned()
                });
                continue;
            };
            if !is_settable(rule) {
                let message = format!("`{ALWAYS}` cannot be set");
                let advice = "a file that was not checked must not look like a clean one; leave it out with `exclude`";
                self.problem(name.span(), message, Some(advice.to_owned()));
                continue;
            }
            rules.insert(word.to_owned(), self.rule(rule, value));
        }
        rules
    }

    fn rule(&mut self, rule: &RuleMeta, value: &Value) -> RawRule {
        let mut raw = RawRule::default();
        let DeValue::Table(table) = value.get_ref() else {
            raw.level = self.level(rule.name, value);
            return raw;
        };
        for (name, value) in table.iter() {
            let word = name.get_ref().as_ref();
            let full = format!("{}.{word}", rule.name);
            let option = rule.options.iter().find(|option| option.name == word);
            match (word, option) {
                ("severity", _) => raw.level = self.level(&full, value),
                ("allow", _) => raw.allow = self.texts(&full, value, "[\"NATO\"]"),
                (_, Some(option)) => {
                    if let Some(values) = self.option(&full, option, value) {
                        raw.options.insert(word.to_owned(), values);
                    }
                }
                (_, None) => self.unknown_option(rule, word, name.span()),
            }
        }
        raw
    }

    fn unknown_option(&mut self, rule: &RuleMeta, word: &str, at: Range<usize>) {
        let own = rule.options.iter().map(|option| option.name);
        let known: Vec<&str> = ["severity", "allow"].into_iter().chain(own).collect();
        let message = format!("`{}` has no option `{word}`", rule.name);
        self.unknown(at, message, word, &known, |known| {
            format!("its options are {}", known.join(", "))
        });
    }

    fn level(&mut self, name: &str, value: &Value) -> Option<Located<RuleLevel>> {
        let wanted = LEVELS.map(|(word, _)| word);
        let DeValue::String(text) = value.get_ref() else {
            let choice = "\"off\", \"on\", \"info\", \"warning\" or \"error\"";
            self.wrong(name, value, choice);
            return None;
        };
        let found = LEVELS.iter().find(|(word, _)| *word == text.as_ref());
        let Some((_, level)) = found else {
            let message = format!("`{name}`: unknown severity {:?}", text.as_ref());
            self.unknown(value.span(), message, text, &wanted, |known| {
                format!("it is one of {}", known.join(", "))
            });
            return None;
        };
        Some(self.located(*level, &value.span()))
    }

    fn option(
        &mut self,
        name: &str,
        option: &RuleOption,
        value: &Value,
    ) -> Option<Located<Vec<String>>> {
        let OptionKind::Choice(choices) = option.kind else {
            return self.texts(name, value, "[\"…\"]");
        };
        // 24 is as good as "24".
        let word = match value.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            _ => {
                let quoted: Vec<String> = choices.iter().map(|it| format!("{it:?}")).collect();
                self.wrong(name, value, &format!("one of {}", quoted.join(", ")));
                return None;
            }
        };
        if !choices.contains(&word.as_str()) {
            let message = format!("`{name}`: unknown value {word:?}");
            self.unknown(value.span(), message, &word, choices, |known| {
                format!("it is one of {}", known.join(", "))
            });
            return None;
        }
        Some(self.located(vec![word], &value.span()))
    }

    pub(super) fn formats(&mut self, value: &Value) -> BTreeMap<String, Located<Vec<String>>> {
        let mut options = BTreeMap::new();
        let DeValue::Table(formats) = value.get_ref() else {
            self.wrong(
                "formats",
                value,
                "tables of formats, such as [formats.jsonl]",
            );
            return options;
        };
        let known: Vec<&str> = FORMAT_OPTIONS.iter().map(|(format, ..)| *format).collect();
        for (name, value) in formats.iter() {
            let format = name.get_ref().as_ref();
            match value.get_ref() {
                _ if !known.contains(&format) => {
                    let message = format!("there is nothing to set about a format `{format}`");
                    self.unknown(name.span(), message, format, &known, |known| {
                        format!("formats with settings are {}", known.join(", "))
                    });
                }
                DeValue::Table(table) => self.format(format, table, &mut options),
                _ => self.wrong(&format!("formats.{format}"), value, "a table"),
            }
        }
        options
    }

    fn format(
        &mut self,
        format: &str,
        table: &DeTable,
        options: &mut BTreeMap<String, Located<Vec<String>>>,
    ) {
        let known: Vec<&str> = FORMAT_OPTIONS
            .iter()
            .filter(|(owner, ..)| *owner == format)
            .map(|(_, option, _)| *option)
            .collect();
        for (name, value) in table.iter() {
            let word = name.get_ref().as_ref();
            let full = format!("{format}.{word}");
            if !known.contains(&word) {
                let message = format!("`formats.{format}` has no option `{word}`");
                self.unknown(name.span(), message, word, &known, |known| {
                    format!("its options are {}", known.join(", "))
                });
            } else if let Some(values) = self.texts(&full, value, "[\"text\", \"title\"]") {
                options.insert(full, values);
            }
        }
    }
}

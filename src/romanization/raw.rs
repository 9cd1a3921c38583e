//! The YAML of alphabets and romanization systems as it is written: typed, all keys checked, nothing interpreted yet.
//!
//! A rule may be written as one output, a list of outputs, one case or a list of cases; here all four become a list of
//! cases. Errors name the file and, through the YAML parser, the line.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::convention::Mode;

/// What is wrong with a table, and in which file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}: {message}")]
pub(crate) struct TableError {
    pub file: String,
    pub message: String,
}

impl TableError {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> TableError {
        TableError {
            file: file.to_owned(),
            message: message.into(),
        }
    }
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reference {
    pub title: String,
    #[serde(default)]
    pub url: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Transcription,
    Transliteration,
    /// Names of another language that this one borrowed, put back into their own spelling.
    Original,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Transcription => "transcription",
            Kind::Transliteration => "transliteration",
            Kind::Original => "original",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RawAlphabet {
    pub language: String,
    pub name: String,
    pub script: String,
    pub letters: String,
    /// Letters that occur in words of the language without being in its alphabet; systems may leave them without a rule.
    #[serde(default)]
    pub extra: String,
    #[serde(default)]
    pub classes: BTreeMap<String, String>,
    #[serde(default)]
    pub signs: String,
    /// Letters that writers use for each other, as pairs; absent, it is е and ё where both exist.
    pub interchangeable: Option<Vec<String>>,
    #[serde(default)]
    pub authority: String,
    #[serde(default)]
    pub references: Vec<Reference>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RawSystem {
    pub id: String,
    pub name: String,
    pub short: String,
    pub language: String,
    #[serde(default)]
    pub authority: String,
    pub year: Option<u16>,
    pub kind: Kind,
    pub home: Vec<String>,
    pub rank: u32,
    /// The modes in which it is used besides `full`; absent, all. A spelling whose stripped letters would name someone else
    /// has no `plain` mode.
    pub modes: Option<Vec<Mode>>,
    #[serde(default)]
    pub references: Vec<Reference>,
    pub rules: RawRules,
    #[serde(default)]
    pub examples: Vec<(String, String)>,
    #[serde(default)]
    pub attested: Vec<(String, String)>,
}

/// Rules in the order of the file; a duplicate key is kept so that it can be reported.
#[derive(Debug, Clone, Default)]
pub(crate) struct RawRules(pub Vec<(String, RawRule)>);

/// The cases of one n-gram, first fitting one first.
#[derive(Debug, Clone)]
pub(crate) struct RawRule(pub Vec<RawCase>);

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RawCase {
    pub after: Option<Strings>,
    pub before: Option<Strings>,
    pub not_after: Option<Strings>,
    pub not_before: Option<Strings>,
    pub to: Strings,
}

impl RawCase {
    fn plain(to: Vec<String>) -> RawCase {
        RawCase {
            after: None,
            before: None,
            not_after: None,
            not_before: None,
            to: Strings(to),
        }
    }

    /// Whether the case fits everywhere.
    pub(crate) fn unconditional(&self) -> bool {
        self.after.is_none()
            && self.before.is_none()
            && self.not_after.is_none()
            && self.not_before.is_none()
    }
}

/// One string or a list of strings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strings(pub Vec<String>);

struct StringsVisitor;

impl<'de> Visitor<'de> for StringsVisitor {
    type Value = Strings;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string or a list of strings")
    }

    fn visit_str<E>(self, text: &str) -> Result<Strings, E> {
        Ok(Strings(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strings, A::Error> {
        let mut strings = Vec::new();
        while let Some(item) = items.next_element::<String>()? {
            strings.push(item);
        }
        Ok(Strings(strings))
    }
}

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Strings, D::Error> {
        deserializer.deserialize_any(StringsVisitor)
    }
}

/// An item of a rule written as a list: an alternative output or a case.
enum Item {
    Output(String),
    Case(RawCase),
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an output or a case with `to`")
    }

    fn visit_str<E>(self, text: &str) -> Result<Item, E> {
        Ok(Item::Output(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Item, A::Error> {
        RawCase::deserialize(MapAccessDeserializer::new(map)).map(Item::Case)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(ItemVisitor)
    }
}

struct RuleVisitor;

impl<'de> Visitor<'de> for RuleVisitor {
    type Value = RawRule;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an output, a list of outputs, a case or a list of cases")
    }

    fn visit_str<E>(self, text: &str) -> Result<RawRule, E> {
        Ok(RawRule(vec![RawCase::plain(vec![text.to_owned()])]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawRule, A::Error> {
        let (mut outputs, mut cases) = (Vec::new(), Vec::new());
        while let Some(item) = items.next_element::<Item>()? {
            match item {
                Item::Output(output) => outputs.push(output),
                Item::Case(case) => cases.push(case),
            }
        }
        match (outputs.is_empty(), cases.is_empty()) {
            (false, true) => Ok(RawRule(vec![RawCase::plain(outputs)])),
            (true, false) => Ok(RawRule(cases)),
            (true, true) => Err(serde::de::Error::custom("a rule needs at least one output")),
            (false, false) => Err(serde::de::Error::custom(
                "a rule is a list of outputs or a list of cases, not both",
            )),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawRule, A::Error> {
        Ok(RawRule(vec![RawCase::deserialize(
            MapAccessDeserializer::new(map),
        )?]))
    }
}

impl<'de> Deserialize<'de> for RawRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawRule, D::Error> {
        deserializer.deserialize_any(RuleVisitor)
    }
}

struct RulesVisitor;

impl<'de> Visitor<'de> for RulesVisitor {
    type Value = RawRules;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map from native letters to outputs")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawRules, A::Error> {
        let mut rules = Vec::new();
        while let Some(entry) = map.next_entry::<String, RawRule>()? {
            rules.push(entry);
        }
        Ok(RawRules(rules))
    }
}

impl<'de> Deserialize<'de> for RawRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawRules, D::Error> {
        deserializer.deserialize_map(RulesVisitor)
    }
}

/// Reads one file of either kind.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, TableError> {
    serde_yaml::from_str(text).map_err(|error| TableError::new(file, error.to_string()))
}

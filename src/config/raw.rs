//! `exonym.toml` as it was written: each value checked by itself, with the line it stands in. Nothing is resolved here.

use std::collections::BTreeMap;

use super::fail_on::FailOn;
use super::settings::RuleLevel;
use crate::lang::LanguageTag;

/// A value and its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located<T> {
    pub value: T,
    pub line: u32,
}

/// What can be said of all files, and of some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub language: Option<Located<LanguageTag>>,
    pub source_language: Option<Located<LanguageTag>>,
    pub as_of: Option<Located<String>>,
    pub rules: BTreeMap<String, RawRule>,
}

/// What is said of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawRule {
    pub level: Option<Located<RuleLevel>>,
    pub allow: Option<Located<Vec<String>>>,
    pub options: BTreeMap<String, Located<Vec<String>>>,
}

/// What is said of some files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawOverride {
    pub paths: Vec<String>,
    /// Line of the table.
    pub line: u32,
    pub section: Section,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawConfig {
    pub section: Section,
    pub languages: Option<Located<Vec<LanguageTag>>>,
    pub glossaries: Option<Located<Vec<String>>>,
    pub packs: Option<Located<Vec<String>>>,
    pub disable: Option<Located<Vec<String>>>,
    pub style: Option<Located<String>>,
    pub exclude: Option<Located<Vec<String>>>,
    pub fail_on: Option<Located<FailOn>>,
    pub snapshot: Option<Located<String>>,
    /// Options of formats: `jsonl.fields`.
    pub formats: BTreeMap<String, Located<Vec<String>>>,
    pub overrides: Vec<RawOverride>,
}

//! Reads a file of patterns: YAML → compiled patterns, and every problem with its place.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::PatternError;
use super::compile::{Anchor, Compiler};
use super::program::{Level, Near, Pattern, Scope, Step, Trust};
use crate::glossary::GlossaryFile;
use crate::glossary::knowledge::Knowledge;
use crate::glossary::validate::Problem;
use crate::glossary::yaml::{self, Node, Value};
use crate::lang::LanguageTag;
use crate::text::span::Span;

const FILE_KEYS: &[&str] = &[
    "source",
    "target",
    "title",
    "authority",
    "references",
    "classes",
    "patterns",
];

/// Rules that a pattern may report under.
pub(crate) const REPORTING: &[&str] = &["calque", "wrong-sense"];

/// The name of the rule for problems of pattern files.
const RULE: &str = "glossary-pattern";

/// The YAML of one pattern, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPattern {
    id: String,
    rule: String,
    pattern: Strings,
    #[serde(default)]
    unless: Strings,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    unless_near: Vec<String>,
    #[serde(default)]
    within: Option<Scope>,
    message: String,
    #[serde(default)]
    cause: Option<String>,
    #[serde(default)]
    suggestion: Strings,
    #[serde(default)]
    severity: Option<Level>,
    #[serde(default)]
    fix: Option<Trust>,
    #[serde(default)]
    once: bool,
    #[serde(default)]
    needs_source: bool,
    bad: Vec<String>,
    good: Vec<String>,
}

/// One string or a list.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Strings {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl Strings {
    fn list(&self) -> Vec<&String> {
        match self {
            Self::None => Vec::new(),
            Self::One(text) => vec![text],
            Self::Many(texts) => texts.iter().collect(),
        }
    }
}

/// A pattern with its anchor and where it was written.
#[derive(Debug)]
pub(crate) struct LocatedPattern {
    pub pattern: Pattern,
    pub anchor: Anchor,
    /// Place of the id.
    pub span: Span,
    /// Places of the texts under `bad` and `good`.
    pub bad: Vec<Span>,
    pub good: Vec<Span>,
}

/// What a file gave.
#[derive(Debug, Default)]
pub(crate) struct PatternFile {
    /// Language that texts were translated from; `None` = any.
    pub source: Option<String>,
    /// Language of the texts.
    pub target: String,
    pub patterns: Vec<LocatedPattern>,
    pub problems: Vec<Problem>,
}

/// Whether a glossary file holds patterns instead of names: its key `patterns` has a list.
pub(crate) fn is_pattern_file(text: &str) -> bool {
    // Files of names are not parsed a second time for this.
    text.lines()
        .any(|line| line.trim_end() == "patterns:" || line.starts_with("patterns: ["))
}

impl PatternFile {
    /// Reads one file.
    pub(crate) fn read(file: &GlossaryFile, knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        if let Err(problem) = out.fill(file, knowledge) {
            out.problems.push(problem);
        }
        out
    }

    fn fill(&mut self, file: &GlossaryFile, knowledge: &Knowledge) -> Result<(), Problem> {
        let text = file.text.as_str();
        let root = yaml::tree(text)
            .map_err(|error| Problem::error("glossary-syntax", error.span, error.message))?;
        let typed: serde_yaml::Value = serde_yaml::from_str(text)
            .map_err(|error| Problem::error("glossary-syntax", root.span, error.to_string()))?;
        for (key, span, _) in root.pairs() {
            if !FILE_KEYS.contains(&key.as_str()) {
                let message = format!(
                    "unknown key `{key}`; a file of patterns has {}",
                    FILE_KEYS.join(", ")
                );
                self.problems
                    .push(Problem::error("glossary-key", *span, message));
            }
        }
        self.source = language(&root, &typed, "source")?.filter(|s| s != "any");
        let Some(target) = language(&root, &typed, "target")? else {
            return Err(Problem::error(
                RULE,
                root.span,
                "`target` is missing: the language of the texts".to_owned(),
            ));
        };
        self.target = target;
        let classes = classes(&root, &typed)?;
        let (Some(list), Some(values)) = (
            root.get("patterns"),
            typed.get("patterns").and_then(|v| v.as_sequence()),
        ) else {
            return Err(Problem::error(
                RULE,
                root.span,
                "`patterns` is a list of patterns".to_owned(),
            ));
        };
        let Value::Sequence(nodes) = &list.value else {
            return Err(Problem::error(
                RULE,
                list.span,
                "`patterns` is a list of patterns".to_owned(),
            ));
        };
        let mut seen: BTreeMap<String, ()> = BTreeMap::new();
        for (node, value) in nodes.iter().zip(values) {
            let mut compiler = Compiler::new(&self.target, knowledge, &classes);
            match self.one(text, node, value, &mut compiler) {
                Ok(located) => {
                    if seen.insert(located.pattern.id.clone(), ()).is_some() {
                        let message = format!("`{}` stands in this file twice", located.pattern.id);
                        self.problems
                            .push(Problem::error(RULE, located.span, message));
                    }
                    self.patterns.push(located);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        Ok(())
    }

    fn one(
        &self,
        text: &str,
        node: &Node,
        value: &serde_yaml::Value,
        compiler: &mut Compiler,
    ) -> Result<LocatedPattern, Problem> {
        let raw: RawPattern = serde_yaml::from_value(value.clone()).map_err(|error| {
            Problem::error(
                RULE,
                wrong_key(text, node, &error.to_string()),
                error.to_string(),
            )
        })?;
        let at = |key: &str| node.get(key).map_or(node.span, |n| n.span);
        let refuse = |key: &str, message: String| Err(Problem::error(RULE, at(key), message));
        if raw.id.is_empty()
            || !raw
                .id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        {
            return refuse(
                "id",
                "an id has small letters a–z, digits and hyphens".to_owned(),
            );
        }
        if !REPORTING.contains(&raw.rule.as_str()) {
            return refuse(
                "rule",
                format!(
                    "no rule `{}` reports patterns; there are {}",
                    raw.rule,
                    REPORTING.join(", ")
                ),
            );
        }
        if raw.bad.is_empty() || raw.good.is_empty() {
            return refuse("id", "a pattern has `bad:` and `good:` examples".to_owned());
        }
        let place = |key: &str, written: &str, error: PatternError| {
            let span = node
                .get(key)
                .map_or(node.span, |n| inside(text, n, written, error.at));
            Problem::error(RULE, span, error.message)
        };
        let branches = raw.pattern.list();
        let (mut steps, mut captures) = (Vec::new(), Vec::new());
        for (n, written) in branches.iter().enumerate() {
            let (one, names) = compiler
                .pattern(written)
                .map_err(|e| place("pattern", written, e))?;
            if n > 0 && names != captures {
                return refuse(
                    "pattern",
                    "all forms of a pattern have the same captures".to_owned(),
                );
            }
            captures = names;
            steps.push(one);
        }
        let steps = match steps.len() {
            1 => steps.pop().unwrap_or_default(),
            _ => vec![Step::Either(steps)],
        };
        let Some(anchor) = compiler.anchor(&steps) else {
            return refuse(
                "pattern",
                "a pattern needs at least one word that stands in every match".to_owned(),
            );
        };
        let mut unless = Vec::new();
        for written in raw.unless.list() {
            let (exception, _) = compiler
                .pattern(written)
                .map_err(|e| place("unless", written, e))?;
            unless.push(exception);
        }
        let scope = raw.within.unwrap_or(Scope::Sentence);
        let mut near = |key: &str, words: &[String]| -> Result<Option<Near>, Problem> {
            if words.is_empty() {
                return Ok(None);
            }
            let words = compiler
                .words(words)
                .map_err(|e| Problem::error(RULE, at(key), e.message))?;
            Ok(Some(Near { words, scope }))
        };
        let near_words = near("near", &raw.near)?;
        let unless_near = near("unless-near", &raw.unless_near)?;
        let suggestions: Vec<String> = raw.suggestion.list().into_iter().cloned().collect();
        for (key, template) in suggestions
            .iter()
            .map(|s| ("suggestion", s))
            .chain([("message", &raw.message)])
            .chain(raw.cause.iter().map(|c| ("cause", c)))
        {
            if let Some(name) = unknown_capture(template, &captures) {
                return refuse(
                    key,
                    format!("`{{{name}}}` is captured nowhere in the pattern"),
                );
            }
        }
        if raw.fix.is_some() && suggestions.len() != 1 {
            return refuse("fix", "a fix needs exactly one suggestion".to_owned());
        }
        Ok(LocatedPattern {
            anchor,
            span: at("id"),
            bad: spans(node, "bad"),
            good: spans(node, "good"),
            pattern: Pattern {
                id: format!(
                    "{}-{}/{}",
                    self.source.as_deref().unwrap_or("any"),
                    self.target,
                    raw.id
                ),
                source: self.source.clone(),
                rule: raw.rule,
                written: branches.into_iter().cloned().collect(),
                steps,
                captures,
                unless,
                near: near_words,
                unless_near,
                message: raw.message,
                cause: raw.cause,
                suggestions,
                severity: raw.severity.unwrap_or(Level::Info),
                fix: raw.fix,
                once: raw.once,
                needs_source: raw.needs_source,
                bad: raw.bad,
                good: raw.good,
            },
        })
    }
}

/// The key that a message of the typed reader names, or whose value it names, else the first.
fn wrong_key(text: &str, node: &Node, message: &str) -> Span {
    let is_named = |name: &str| message.contains(&format!("`{name}`"));
    let pairs = node.pairs();
    let by_value = || {
        pairs.iter().find(|(_, _, value)| {
            matches!(value.value, Value::Scalar) && is_named(value.span.slice(text))
        })
    };
    let of_key = pairs.iter().find(|(key, _, _)| is_named(key));
    let found = of_key.or_else(by_value).or(pairs.first());
    found.map_or(node.span, |(_, span, _)| *span)
}

/// The place of byte `at` of a pattern in its file; where the YAML escapes characters, the whole value.
fn inside(text: &str, node: &Node, written: &str, at: usize) -> Span {
    let scalar = match &node.value {
        Value::Sequence(items) => items
            .iter()
            .map(|n| n.span)
            .find(|s| s.slice(text).contains(written)),
        _ => Some(node.span),
    };
    let span = scalar.unwrap_or(node.span);
    match span.slice(text).find(written) {
        Some(offset) => {
            let start = span.start + (offset + at) as u32;
            Span::new(start, (start + 1).min(span.end).max(start))
        }
        None => span,
    }
}

fn spans(node: &Node, key: &str) -> Vec<Span> {
    match node.get(key).map(|n| &n.value) {
        Some(Value::Sequence(items)) => items.iter().map(|n| n.span).collect(),
        _ => Vec::new(),
    }
}

fn language(root: &Node, typed: &serde_yaml::Value, key: &str) -> Result<Option<String>, Problem> {
    let Some(node) = root.get(key) else {
        return Ok(None);
    };
    let written = typed.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    if written == "any" && key == "source" {
        return Ok(Some(written.to_owned()));
    }
    match LanguageTag::parse(written) {
        Some(tag) => Ok(Some(tag.primary().to_owned())),
        None => {
            let message = format!("`{written}` is not a language tag such as en or ru");
            Err(Problem::error(RULE, node.span, message))
        }
    }
}

fn classes(
    root: &Node,
    typed: &serde_yaml::Value,
) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let (Some(node), Some(value)) = (root.get("classes"), typed.get("classes")) else {
        return Ok(BTreeMap::new());
    };
    serde_yaml::from_value(value.clone()).map_err(|_| {
        let message = "`classes` gives each class a list of words or phrases".to_owned();
        Problem::error(RULE, node.span, message)
    })
}

/// The first `{name}` of a template that no capture has.
fn unknown_capture(template: &str, captures: &[String]) -> Option<String> {
    let names = template
        .split('{')
        .skip(1)
        .filter_map(|t| t.split_once('}'));
    names
        .map(|(name, _)| name)
        .find(|name| !captures.iter().any(|c| c == name))
        .map(str::to_owned)
}

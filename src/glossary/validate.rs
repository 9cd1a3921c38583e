//! From the file as written to the model: keys, values, languages, dates, kinds, name parts; every problem with its place.

use serde_yaml::Value as Yaml;

use super::convert::{Context, convert, is_date};
use super::knowledge::Knowledge;
use super::model::Entry;
use super::raw::{RawEntry, RawShort, RawTest};
use super::style::{LocatedStyle, STYLE_KEYS};
use super::yaml::{self, Node, Value};
use crate::finding::Severity;
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// A glossary file that has been read, with the path as the user gave it.
#[derive(Debug, Clone)]
pub struct GlossaryFile {
    /// Path as given.
    pub path: String,
    /// Text of the file.
    pub text: String,
}

impl GlossaryFile {
    /// The file without a byte order mark, in whose text all places are counted.
    pub(crate) fn without_mark(&self) -> Self {
        let text = self
            .text
            .strip_prefix('\u{feff}')
            .unwrap_or(&self.text)
            .to_owned();
        Self {
            path: self.path.clone(),
            text,
        }
    }
}

/// A problem of a glossary file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Name of the `glossary-*` rule.
    pub rule: &'static str,
    pub severity: Severity,
    pub span: Span,
    pub message: String,
}

impl Problem {
    pub(crate) fn error(rule: &'static str, span: Span, message: String) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            span,
            message,
        }
    }

    pub(crate) fn warning(rule: &'static str, span: Span, message: String) -> Self {
        Self {
            rule,
            severity: Severity::Warning,
            span,
            message,
        }
    }
}

/// An entry and where it was written.
#[derive(Debug)]
pub(crate) struct Located {
    pub entry: Entry,
    /// Place of the id or the key.
    pub span: Span,
    /// Places of the texts under `matches` and `rejects`.
    pub matches: Vec<Span>,
    pub rejects: Vec<Span>,
}

/// A test of a glossary and where it was written.
#[derive(Debug)]
pub(crate) struct LocatedTest {
    pub test: RawTest,
    /// Language of its text.
    pub language: LanguageTag,
    pub span: Span,
}

/// What a file gave.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub pack: Option<String>,
    pub entries: Vec<Located>,
    pub style: Option<LocatedStyle>,
    pub tests: Vec<LocatedTest>,
    pub problems: Vec<Problem>,
}

const FILE_KEYS: &[&str] = &["entries", "language", "pack", "tests", "title"];
const TEST_KEYS: &[&str] = &["as-of", "language", "mentions", "normalized", "text"];
pub(crate) const ENTRY_KEYS: &[&str] = &[
    "acronym",
    "adjective",
    "admitted",
    "case",
    "context",
    "deprecated",
    "expansion",
    "familiar",
    "gender",
    "id",
    "kind",
    "matches",
    "native",
    "order",
    "own",
    "particles",
    "preferred",
    "reading",
    "references",
    "rejects",
    "see",
    "speaks",
    "superseded",
    "was",
    "wikidata",
];

/// Reads one file. `language` is the language of plain strings unless the file says otherwise.
pub(crate) fn read(file: &GlossaryFile, language: &str, knowledge: &Knowledge) -> Read {
    let mut out = Read::default();
    let text = file.text.as_str();
    let root = match yaml::tree(text) {
        Ok(root) => root,
        Err(error) => {
            out.problems
                .push(Problem::error("glossary-syntax", error.span, error.message));
            return out;
        }
    };
    if !matches!(root.value, Value::Mapping(_)) {
        let message =
            "a glossary is a mapping: `entries:` with a list, or `form: native spelling` lines"
                .to_owned();
        out.problems
            .push(Problem::error("glossary-syntax", root.span, message));
        return out;
    }
    let typed: Yaml = match serde_yaml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let span = error
                .location()
                .map_or(root.span, |l| Span::new(l.index() as u32, l.index() as u32));
            out.problems
                .push(Problem::error("glossary-syntax", span, error.to_string()));
            return out;
        }
    };
    let string = |key: &str| typed.get(key).and_then(Yaml::as_str).map(str::to_owned);
    out.pack = string("pack");
    let language = string("language").unwrap_or_else(|| language.to_owned());
    let pack = out.pack.clone();
    let context = Context {
        text,
        language: &language,
        pack: pack.as_deref(),
        knowledge,
    };
    if let (Some(list), Some(values)) = (root.get("entries"), typed.get("entries")) {
        read_list(&context, list, values, &mut out);
    }
    let is_style = root.get("style").is_some();
    if is_style {
        out.style = LocatedStyle::read(&root, &typed, &language, &mut out.problems);
    }
    if let (Some(list), Some(values)) = (root.get("tests"), typed.get("tests")) {
        read_tests(&context, list, values, &mut out);
    }
    for (key, span, node) in root.pairs() {
        let of_style = is_style && STYLE_KEYS.contains(&key.as_str());
        if !of_style && !FILE_KEYS.contains(&key.as_str()) {
            read_short(
                &context,
                key,
                *span,
                node,
                typed.get(key.as_str()),
                &mut out,
            );
        }
    }
    out
}

fn read_list(context: &Context, list: &Node, values: &Yaml, out: &mut Read) {
    let (Value::Sequence(nodes), Some(values)) = (&list.value, values.as_sequence()) else {
        out.problems.push(Problem::error(
            "glossary-value",
            list.span,
            "`entries` is a list of entries".to_owned(),
        ));
        return;
    };
    for (node, value) in nodes.iter().zip(values) {
        if let Some(entry) = known_entry(context, value, node, &mut out.problems) {
            let place = node.pairs().first().map_or(node.span, |(_, key, _)| *key);
            convert(context, entry, None, place, node, out);
        }
    }
}

fn read_tests(context: &Context, list: &Node, values: &Yaml, out: &mut Read) {
    let (Value::Sequence(nodes), Some(values)) = (&list.value, values.as_sequence()) else {
        let message = "`tests` is a list of `{ text: …, normalized: … }`".to_owned();
        out.problems
            .push(Problem::error("glossary-value", list.span, message));
        return;
    };
    for (node, value) in nodes.iter().zip(values) {
        let before = out.problems.len();
        check_keys(context.text, node, TEST_KEYS, "a test", &mut out.problems);
        if out.problems.len() > before {
            continue;
        }
        let span = node.get("text").map_or(node.span, |text| text.span);
        let test = serde_yaml::from_value::<RawTest>(value.clone())
            .map_err(|error| error.to_string())
            .and_then(|test| {
                if test.normalized.is_none() && test.mentions.is_none() {
                    return Err(
                        "a test says what must become of its text: `normalized` or `mentions`"
                            .to_owned(),
                    );
                }
                let written = test.language.as_deref().unwrap_or(context.language);
                let language = LanguageTag::parse(written).ok_or_else(|| {
                    format!("`{written}` is not a language tag such as en or zh-Hant")
                })?;
                match test.as_of.as_deref().filter(|day| !is_date(day)) {
                    Some(day) => Err(format!("`{day}` is not a date of the form 2019-08-14")),
                    None => Ok(LocatedTest {
                        test,
                        language,
                        span,
                    }),
                }
            });
        match test {
            Ok(test) => out.tests.push(test),
            Err(message) => out
                .problems
                .push(Problem::error("glossary-value", node.span, message)),
        }
    }
}

/// An entry whose keys are all known and whose values are all of their kind; anything else is reported.
fn known_entry(
    context: &Context,
    value: &Yaml,
    node: &Node,
    problems: &mut Vec<Problem>,
) -> Option<RawEntry> {
    let before = problems.len();
    check_keys(context.text, node, ENTRY_KEYS, "an entry", problems);
    if problems.len() > before {
        return None;
    }
    typed_entry(value, node, problems)
}

fn read_short(
    context: &Context,
    key: &str,
    span: Span,
    node: &Node,
    value: Option<&Yaml>,
    out: &mut Read,
) {
    if matches!(node.value, Value::Sequence(_))
        && let Some(near) = nearest(key, FILE_KEYS)
    {
        let message = format!("unknown key `{key}`; did you mean `{near}`?");
        out.problems
            .push(Problem::error("glossary-key", span, message));
        return;
    }
    let before = out.problems.len();
    let raw = match (&node.value, value) {
        (Value::Mapping(_), Some(value)) => known_entry(context, value, node, &mut out.problems),
        (Value::Scalar, Some(Yaml::Null)) => Some(RawEntry::default()),
        (Value::Scalar, Some(value)) => match serde_yaml::from_value::<RawShort>(value.clone()) {
            Ok(RawShort::Native(native)) => Some(RawEntry {
                native: Some(super::raw::RawNative::Plain(native)),
                ..RawEntry::default()
            }),
            _ => None,
        },
        _ => None,
    };
    match raw {
        Some(raw) if out.problems.len() == before => {
            convert(context, raw, Some(key), span, node, out)
        }
        None if out.problems.len() == before => {
            let message = format!(
                "after `{key}:` comes its native spelling or the keys of an entry; put numbers and keys like 1984 or yes in quotes"
            );
            out.problems
                .push(Problem::error("glossary-value", node.span, message));
        }
        _ => {}
    }
}

/// Reads one entry; on a wrong value, finds the key that carries it.
fn typed_entry(value: &Yaml, node: &Node, problems: &mut Vec<Problem>) -> Option<RawEntry> {
    let error = match serde_yaml::from_value::<RawEntry>(value.clone()) {
        Ok(entry) => return Some(entry),
        Err(error) => error,
    };
    let before = problems.len();
    for (key, _, inner) in node.pairs() {
        let Some(part) = value.get(key.as_str()) else {
            continue;
        };
        let mut alone = serde_yaml::Mapping::new();
        alone.insert(Yaml::String(key.clone()), part.clone());
        if let Err(error) = serde_yaml::from_value::<RawEntry>(Yaml::Mapping(alone)) {
            problems.push(Problem::error(
                "glossary-value",
                inner.span,
                format!("`{key}`: {}", plain_message(&error, key)),
            ));
        }
    }
    if problems.len() == before {
        problems.push(Problem::error(
            "glossary-value",
            node.span,
            error.to_string(),
        ));
    }
    None
}

fn plain_message(error: &serde_yaml::Error, key: &str) -> String {
    let text = error.to_string();
    let text = text
        .strip_prefix(&format!("{key}: "))
        .unwrap_or(&text)
        .to_owned();
    if !text.contains("did not match any variant") {
        return text;
    }
    match key {
        "native" => "expected a spelling, a spelling by language, or `{ given: …, family: … }` by language; unknown keys are refused".to_owned(),
        "admitted" | "deprecated" | "superseded" | "acronym" | "adjective" | "expansion" => {
            "expected a form, a list of forms, or forms by language; a form is text or `{ form: …, since: …, until: …, reason: …, reference: …, context: […] }`"
                .to_owned()
        }
        _ => "expected text, or text by language".to_owned(),
    }
}

/// Reports keys that are not in `known`.
pub(crate) fn check_keys(
    text: &str,
    node: &Node,
    known: &[&str],
    what: &str,
    problems: &mut Vec<Problem>,
) {
    if !matches!(node.value, Value::Mapping(_)) {
        let shown: String = node.span.slice(text).chars().take(40).collect();
        problems.push(Problem::error(
            "glossary-value",
            node.span,
            format!("{what} is a mapping of keys, not `{shown}`"),
        ));
    }
    for (key, span, _) in node.pairs() {
        if !known.contains(&key.as_str()) {
            let hint = nearest(key, known).map_or_else(
                || format!("known keys: {}", known.join(", ")),
                |k| format!("did you mean `{k}`?"),
            );
            problems.push(Problem::error(
                "glossary-key",
                *span,
                format!("unknown key `{key}` in {what}; {hint}"),
            ));
        }
    }
}

/// The known word nearest to `word`, to help a person; it decides nothing.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(word, k), *k))
        .filter(|(distance, k)| *distance <= 1 + k.len() / 4)
        .min()
        .map(|(_, k)| k)
}

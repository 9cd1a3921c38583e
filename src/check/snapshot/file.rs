//! The snapshot file: YAML with one short block a finding, so that people can read it and git can merge it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::Record;
use crate::finding::{Fingerprint, Severity};

/// Written first; readers of a newer version say so.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Findings of exonym that are known and accepted. `exonym check --snapshot THIS-FILE PATH…` shows what is new and what has
# vanished; `--update-snapshot` writes this file anew and keeps the notes. To a finding may be added by hand:
# `reason: …`, and `until: 2027-01-01` for the last day on which it is accepted.
";

/// Why a snapshot cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub(crate) struct SnapshotError {
    /// 1-based.
    pub line: usize,
    /// 1-based.
    pub column: usize,
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a snapshot")]
struct ReadFile {
    version: u32,
    #[serde(default)]
    files: Files,
}

#[derive(Serialize)]
struct WrittenFile<'a> {
    version: u32,
    files: BTreeMap<&'a str, Vec<WireRecord>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, expecting = "a finding")]
struct WireRecord {
    form: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "severity"
    )]
    severity: Option<String>,
    #[serde(default)]
    context: String,
    #[serde(deserialize_with = "fingerprint")]
    fingerprint: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day"
    )]
    date: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day"
    )]
    until: Option<String>,
}

/// Files with their records. A path that stands there twice, as after a merge, has the records of both.
#[derive(Default)]
struct Files(Vec<(String, Vec<WireRecord>)>);

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Files;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("paths, each with a list of findings")
            }

            fn visit_unit<E>(self) -> Result<Files, E> {
                Ok(Files::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Files, A::Error> {
                let mut files = Vec::new();
                while let Some((path, records)) = map.next_entry::<_, Option<_>>()? {
                    files.push((path, records.unwrap_or_default()));
                }
                Ok(Files(files))
            }
        }
        deserializer.deserialize_any(Pairs)
    }
}

fn severity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if parse_severity(&text).is_none() {
        let message = format!("`{text}` is no severity: info, warning or error");
        return Err(D::Error::custom(message));
    }
    Ok(Some(text))
}

fn fingerprint<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if Fingerprint::from_hex(&text).is_none() {
        let message = format!("`{text}` is no fingerprint: sixteen hexadecimal digits in quotes");
        return Err(D::Error::custom(message));
    }
    Ok(text)
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let digits = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let number = |range: std::ops::Range<usize>| -> u32 {
        let digits = text.get(range).unwrap_or("");
        digits.parse().unwrap_or(0)
    };
    let real = (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10));
    if text.len() != 10 || !digits || !real {
        let message = format!("`{text}` is no day; write it as 2027-01-31");
        return Err(D::Error::custom(message));
    }
    Ok(Some(text))
}

fn parse_severity(text: &str) -> Option<Severity> {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| severity.as_str() == text)
}

/// Reads a snapshot file.
pub(crate) fn read(text: &str) -> Result<Vec<Record>, SnapshotError> {
    if let Some(error) = conflict(text) {
        return Err(error);
    }
    let file: ReadFile = serde_yaml::from_str(text).map_err(|error| in_words(text, &error))?;
    if file.version != VERSION {
        return Err(SnapshotError {
            line: 1 + text
                .lines()
                .take_while(|l| !l.starts_with("version"))
                .count(),
            column: 1,
            message: format!(
                "version {} of snapshots is not known here, only {VERSION}; use a newer program",
                file.version
            ),
        });
    }
    let mut out = Vec::new();
    for (path, records) in file.files.0 {
        out.extend(records.into_iter().map(|record| record.read(&path)));
    }
    Ok(out)
}

/// The snapshot file that holds these records.
pub(crate) fn write(records: &[Record]) -> Result<String, serde_yaml::Error> {
    let mut sorted: Vec<&Record> = records.iter().collect();
    sorted.sort();
    let mut files: BTreeMap<&str, Vec<WireRecord>> = BTreeMap::new();
    for record in sorted {
        let list = files.entry(&record.path).or_default();
        list.push(WireRecord::of(record));
    }
    let file = WrittenFile {
        version: VERSION,
        files,
    };
    Ok(format!("{HEADER}{}", serde_yaml::to_string(&file)?))
}

impl WireRecord {
    fn of(record: &Record) -> Self {
        Self {
            form: record.form.clone(),
            rule: record.rule.clone(),
            entry: record.entry.clone(),
            severity: record.severity.map(|severity| severity.as_str().to_owned()),
            context: record.context.clone(),
            fingerprint: record.fingerprint.to_hex(),
            reason: record.reason.clone(),
            date: record.date.clone(),
            until: record.until.clone(),
        }
    }

    fn read(self, path: &str) -> Record {
        Record {
            path: path.to_owned(),
            form: self.form,
            rule: self.rule,
            entry: self.entry,
            severity: self.severity.as_deref().and_then(parse_severity),
            context: self.context,
            fingerprint: Fingerprint::from_hex(&self.fingerprint).unwrap_or_default(),
            reason: self.reason,
            date: self.date,
            until: self.until,
        }
    }
}

/// A merge that nobody finished.
fn conflict(text: &str) -> Option<SnapshotError> {
    let marks = ["<<<<<<< ", "||||||| ", ">>>>>>> "];
    let is_mark = |line: &str| marks.iter().any(|mark| line.starts_with(mark));
    let line = text.lines().position(is_mark)?;
    Some(SnapshotError {
        line: line + 1,
        column: 1,
        message: "a merge conflict that is not resolved: keep the findings of both sides and remove the marks"
            .to_owned(),
    })
}

/// The library's message without its position, which is told apart, and without the path to the value.
fn in_words(file: &str, error: &serde_yaml::Error) -> SnapshotError {
    let text = error.to_string();
    let cut = text.rfind(" at line ").unwrap_or(text.len());
    let text = text.get(..cut).unwrap_or(&text);
    let message = match text.split_once(": ") {
        Some((start, rest)) if start.starts_with("files") => rest,
        // What stands there instead may be a whole article.
        _ if text.ends_with("expected a snapshot") => "this is no snapshot of exonym",
        _ => text,
    };
    let (line, column) = error
        .location()
        .map_or((1, 1), |at| (at.line(), at.column()));
    let quoted = message.split('`').nth(1).filter(|word| !word.is_empty());
    let (line, column) = quoted
        .and_then(|word| place_of(file, line, word))
        .unwrap_or((line, column));
    SnapshotError {
        line,
        column,
        message: message.to_owned(),
    }
}

/// The library points at the finding that holds a bad word; the word itself stands there or a few lines below.
fn place_of(file: &str, line: usize, word: &str) -> Option<(usize, usize)> {
    let lines = file.lines().enumerate().skip(line.saturating_sub(1));
    lines.take(16).find_map(|(n, text)| {
        let at = text.find(word)?;
        let column = text.get(..at)?.chars().count() + 1;
        Some((n + 1, column))
    })
}

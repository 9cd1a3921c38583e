//! Where a sentence cannot end, and how editors sign a note inside a text. Data in `glossary/joints/`.

use serde::{Deserialize, Serialize};

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawJoints {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    open: Vec<String>,
    #[serde(default)]
    suspended: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    stop_before_note: bool,
}

/// Words of one language; lists are sorted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Joints {
    /// Primary subtag.
    pub language: String,
    open: Vec<String>,
    suspended: Vec<String>,
    notes: Vec<String>,
    /// A full stop stands before the dash of an editor's note.
    pub stop_before_note: bool,
}

impl Joints {
    /// Reads one file.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawJoints = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        let sorted = |mut words: Vec<String>| {
            words.sort();
            words.dedup();
            words
        };
        Ok(Self {
            language: raw.language,
            open: sorted(raw.open),
            suspended: sorted(raw.suspended),
            notes: sorted(raw.notes),
            stop_before_note: raw.stop_before_note,
        })
    }

    /// Whether no sentence ends with this word.
    pub(crate) fn is_open(&self, word: &str) -> bool {
        has(&self.open, word)
    }

    /// Whether a hyphen before this word may be left hanging.
    pub(crate) fn is_suspended(&self, word: &str) -> bool {
        has(&self.suspended, word)
    }

    /// Whether these words sign an editor's note.
    pub(crate) fn is_note(&self, words: &str) -> bool {
        has(&self.notes, words)
    }
}

fn has(list: &[String], word: &str) -> bool {
    let word = word.to_lowercase();
    list.binary_search(&word).is_ok()
}

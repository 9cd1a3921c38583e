//! Inflected forms of ordinary words, so that a pattern names a word once. Data in `glossary/lemmas/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawLemmas {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    endings: Vec<Ending>,
    #[serde(default)]
    doubles: Vec<String>,
    #[serde(default)]
    irregular: BTreeMap<String, Vec<String>>,
    /// Word → its forms, checked when the table is read.
    examples: BTreeMap<String, Vec<String>>,
}

/// What words with these last letters do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    /// Last letters; an empty string fits every word.
    ends: Vec<String>,
    /// Form by form: letters that are added, after a number of letters that go (`-1+ies`).
    forms: Vec<String>,
    /// The same for words that double their last letter.
    #[serde(default)]
    doubled: Vec<String>,
}

/// How one language inflects words.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Lemmas {
    /// Primary subtag.
    pub language: String,
    endings: Vec<Ending>,
    doubles: Vec<String>,
    irregular: BTreeMap<String, Vec<String>>,
}

impl Lemmas {
    /// Reads one file and runs its examples.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawLemmas = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        let mut doubles = raw.doubles;
        doubles.sort();
        let lemmas = Self {
            language: raw.language,
            endings: raw.endings,
            doubles,
            irregular: raw.irregular,
        };
        for (word, wanted) in &raw.examples {
            let found = lemmas.forms(word);
            if found != *wanted {
                return Err(format!("example `{word}`: {}", found.join(", ")));
            }
        }
        Ok(lemmas)
    }

    /// The word and its forms, without repetition.
    pub(crate) fn forms(&self, word: &str) -> Vec<String> {
        let mut out = vec![word.to_owned()];
        let listed = self.irregular.get(word).map(Vec::as_slice);
        for form in listed.unwrap_or_default() {
            push(&mut out, form.clone());
        }
        let fits = |e: &&Ending| e.ends.iter().any(|end| word.ends_with(end.as_str()));
        let Some(ending) = self.endings.iter().find(fits) else {
            return out;
        };
        let doubled = self
            .doubles
            .binary_search_by(|w| w.as_str().cmp(word))
            .is_ok();
        let forms = match doubled {
            true if !ending.doubled.is_empty() => &ending.doubled,
            _ => &ending.forms,
        };
        for form in forms {
            // An irregular word takes no regular past: said, not sayed.
            let past = form.ends_with("ed") || form.ends_with("+d");
            if !(past && listed.is_some()) {
                push(&mut out, written(word, form));
            }
        }
        out
    }
}

fn push(out: &mut Vec<String>, form: String) {
    if !out.contains(&form) {
        out.push(form);
    }
}

/// `agency` under `-1+ies`; `*` stands for the last letter.
fn written(word: &str, form: &str) -> String {
    let (cut, added) = form.split_once('+').unwrap_or(("", form));
    let cut: usize = cut.trim_start_matches('-').parse().unwrap_or(0);
    let letters = word.chars().count().saturating_sub(cut);
    let stem: String = word.chars().take(letters).collect();
    let last: String = word.chars().last().map(String::from).unwrap_or_default();
    format!("{stem}{}", added.replace('*', &last))
}

//! What web pages and translation programs leave behind in plain text. Data in `glossary/residue/`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// `entities.yaml`, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawEntities {
    authority: String,
    references: Vec<serde_yaml::Value>,
    names: BTreeMap<String, String>,
    certain: BTreeSet<String>,
    glued: BTreeSet<String>,
    translated: BTreeMap<String, String>,
}

/// `leftovers.yaml`, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawLeftovers {
    authority: String,
    references: Vec<serde_yaml::Value>,
    elements: BTreeSet<String>,
    plain: BTreeSet<String>,
    codes: BTreeSet<String>,
    tokens: BTreeMap<String, Option<String>>,
    remarks: BTreeSet<String>,
    models: BTreeSet<String>,
    fillers: Vec<String>,
    code: Vec<String>,
    properties: BTreeSet<String>,
}

/// Marks that have no place in a text for people.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Residue {
    /// Name of a character reference → its character, sorted by name.
    entities: Vec<(String, char)>,
    /// Names that are no words: known with spaces inside, too.
    certain: Vec<String>,
    /// Names known without a semicolon, whatever follows.
    pub glued: Vec<String>,
    elements: Vec<String>,
    plain: Vec<String>,
    codes: Vec<String>,
    /// Marks of tokenizers and what stood there before, where that is known; sorted.
    tokens: Vec<(String, Option<String>)>,
    /// Openers of remarks, lower case, sorted.
    remarks: Vec<String>,
    /// Openers of lines in which a language model speaks of itself, sorted.
    models: Vec<String>,
    pub fillers: Vec<String>,
    pub code: Vec<String>,
    /// Names of what a style sheet sets, sorted.
    pub properties: Vec<String>,
}

#[allow(dead_code, reason = "the build script reads and the program asks")]
impl Residue {
    /// Reads (path, text) of the two tables.
    pub(crate) fn from_yaml(files: &[(String, String)]) -> Result<Self, String> {
        let mut out = Self::default();
        for (path, text) in files {
            let wrap = |e: serde_yaml::Error| format!("{path}: {e}");
            if path.ends_with("entities.yaml") {
                out.add_entities(serde_yaml::from_str(text).map_err(wrap)?)
                    .map_err(|name| format!("{path}: `{name}` has no character"))?;
            } else {
                out.add_leftovers(serde_yaml::from_str(text).map_err(wrap)?);
            }
        }
        Ok(out)
    }

    fn add_entities(&mut self, raw: RawEntities) -> Result<(), String> {
        let mut names: BTreeMap<String, char> = BTreeMap::new();
        for (name, code) in raw.names {
            let c = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
            names.insert(name.clone(), c.ok_or(name)?);
        }
        for (name, of) in raw.translated {
            let c = *names.get(&of).ok_or_else(|| name.clone())?;
            names.insert(name, c);
        }
        self.entities = names.into_iter().collect();
        self.certain = raw.certain.into_iter().collect();
        self.glued = raw.glued.into_iter().collect();
        Ok(())
    }

    fn add_leftovers(&mut self, raw: RawLeftovers) {
        self.elements = raw.elements.into_iter().collect();
        self.plain = raw.plain.into_iter().collect();
        self.codes = raw.codes.into_iter().collect();
        self.tokens = raw.tokens.into_iter().collect();
        self.remarks = raw.remarks.into_iter().collect();
        self.models = raw.models.into_iter().collect();
        self.fillers = raw.fillers;
        self.code = raw.code;
        self.properties = raw.properties.into_iter().collect();
    }

    /// The character of a name, letter for letter, or else in small letters.
    pub(crate) fn entity(&self, name: &str) -> Option<char> {
        let find = |name: &str| {
            let at = self
                .entities
                .binary_search_by(|(n, _)| n.as_str().cmp(name))
                .ok()?;
            self.entities.get(at).map(|(_, c)| *c)
        };
        find(name).or_else(|| {
            let small = name.to_lowercase();
            find(&small).filter(|_| self.is_certain(&small))
        })
    }

    pub(crate) fn is_certain(&self, name: &str) -> bool {
        has(&self.certain, name)
    }

    pub(crate) fn is_element(&self, name: &str) -> bool {
        has(&self.elements, &name.to_ascii_lowercase())
    }

    /// Whether text says the same without the tags of the element.
    pub(crate) fn is_plain(&self, name: &str) -> bool {
        has(&self.plain, &name.to_ascii_lowercase())
    }

    pub(crate) fn is_code(&self, name: &str) -> bool {
        has(&self.codes, &name.to_ascii_lowercase())
    }

    /// The longest mark of a tokenizer with which `text` begins.
    pub(crate) fn token(&self, text: &str) -> Option<(&str, Option<&str>)> {
        self.tokens
            .iter()
            .filter(|(token, _)| text.starts_with(token.as_str()))
            .max_by_key(|(token, _)| token.len())
            .map(|(token, before)| (token.as_str(), before.as_deref()))
    }

    /// Whether a line (lower case) opens like a remark of a program.
    pub(crate) fn opens_remark(&self, line: &str) -> bool {
        opens(&self.remarks, line)
    }

    /// Whether a line opens like a language model that speaks of itself.
    pub(crate) fn opens_model(&self, line: &str) -> bool {
        opens(&self.models, line)
    }
}

/// Whether `line` begins with one of the sorted openers.
fn opens(openers: &[String], line: &str) -> bool {
    let at = openers.partition_point(|r| r.as_str() <= line);
    // A longer opener may share its first letters with a shorter one that fits.
    let before = openers.get(..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|r| r.chars().next() == line.chars().next())
        .any(|r| line.starts_with(r.as_str()))
}

fn has(list: &[String], word: &str) -> bool {
    list.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

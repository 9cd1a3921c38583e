//! What the program knows about languages: romanization, inflection, and the words that protect or place a name.

use serde::{Deserialize, Serialize};

use crate::document::words::{LanguageWords, RawWords};
use crate::lang::inflection::Inflections;
use crate::romanization::table::Tables;

/// Files of one folder of `glossary/`: (path, text), sorted by path.
pub(crate) type Sources = Vec<(String, String)>;

/// Linguistic data, read once and shared.
pub(crate) struct Knowledge {
    pub tables: Tables,
    pub inflections: Inflections,
    words: Vec<LanguageWords>,
}

/// Linguistic data that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct KnowledgeError(String);

#[derive(Serialize, Deserialize)]
struct Stored {
    tables: Vec<u8>,
    inflections: Vec<u8>,
    words: Vec<LanguageWords>,
}

impl Knowledge {
    /// Reads the YAML folders.
    pub(crate) fn from_yaml(
        alphabets: &Sources,
        systems: &Sources,
        inflections: &Sources,
        zones: &Sources,
    ) -> Result<Self, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let mut words = Vec::new();
        for (path, text) in zones {
            let raw: RawWords =
                serde_yaml::from_str(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))?;
            words.push(raw.compile());
        }
        Ok(Self {
            tables: Tables::from_yaml(alphabets, systems).map_err(|e| wrap(&e))?,
            inflections: Inflections::from_yaml(inflections).map_err(|e| wrap(&e))?,
            words,
        })
    }

    /// One blob for embedding.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let stored = Stored {
            tables: self.tables.to_bytes().map_err(|e| wrap(&e))?,
            inflections: self.inflections.to_bytes().map_err(|e| wrap(&e))?,
            words: self.words.clone(),
        };
        postcard::to_allocvec(&stored).map_err(|e| wrap(&e))
    }

    /// Opens what `to_bytes` wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let stored: Stored = postcard::from_bytes(bytes).map_err(|e| wrap(&e))?;
        Ok(Self {
            tables: Tables::from_bytes(&stored.tables).map_err(|e| wrap(&e))?,
            inflections: Inflections::from_bytes(&stored.inflections).map_err(|e| wrap(&e))?,
            words: stored.words,
        })
    }

    /// Words of a language (primary subtag).
    pub(crate) fn words(&self, language: &str) -> Option<&LanguageWords> {
        self.words.iter().find(|w| w.language == language)
    }

    /// All languages with words.
    pub(crate) fn all_words(&self) -> &[LanguageWords] {
        &self.words
    }
}

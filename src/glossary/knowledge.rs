//! What the program knows about languages: romanization, inflection, and the words that protect or place a name.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::names::Particles;
use crate::document::words::{LanguageWords, RawWords};
use crate::lang::given_names::GivenNames;
use crate::lang::inflection::Inflections;
use crate::lang::locale::Locale;
use crate::lang::residue::Residue;
use crate::romanization::table::Tables;
use crate::text::token::{fold_token, hash_folded};

/// Files of one folder of `glossary/`: (path, text), sorted by path.
#[allow(dead_code, reason = "the build script reads with it")]
pub(crate) type Sources = Vec<(String, String)>;

/// Linguistic data, read once and shared.
pub(crate) struct Knowledge {
    pub tables: Tables,
    /// How names written in another script are spelled on the way back: one table an orthography.
    pub respellings: Tables,
    pub inflections: Inflections,
    /// Small words inside names.
    pub particles: Particles,
    pub given_names: GivenNames,
    words: Vec<LanguageWords>,
    locales: Vec<Locale>,
    /// Marks that web pages and translation programs leave behind.
    pub residue: Residue,
    gendered: OnceLock<HashFilter>,
    function_words: OnceLock<FxHashMap<String, Option<usize>>>,
}

/// A set of token hashes that is asked of every token of a text.
pub(crate) struct HashFilter {
    /// One bit for the low bits of each hash: most tokens end here.
    bits: [u64; 64],
    hashes: FxHashSet<u64>,
}

impl HashFilter {
    fn new(hashes: impl Iterator<Item = u64>) -> Self {
        let hashes: FxHashSet<u64> = hashes.collect();
        let mut bits = [0; 64];
        for hash in &hashes {
            if let Some(word) = bits.get_mut(Self::word(*hash)) {
                *word |= 1 << (hash & 63);
            }
        }
        Self { bits, hashes }
    }

    fn word(hash: u64) -> usize {
        (hash >> 6) as usize & 63
    }

    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        let bit = self
            .bits
            .get(Self::word(hash))
            .map_or(0, |w| w >> (hash & 63) & 1);
        bit == 1 && self.hashes.contains(&hash)
    }
}

/// Linguistic data that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct KnowledgeError(String);

#[derive(Serialize, Deserialize)]
struct Stored {
    tables: Vec<u8>,
    respellings: Vec<u8>,
    inflections: Vec<u8>,
    particles: Particles,
    given_names: GivenNames,
    words: Vec<LanguageWords>,
    locales: Vec<Locale>,
    residue: Residue,
}

impl Knowledge {
    /// Reads the YAML folders; `folder` gives the files of one.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(
        folder: impl Fn(&str) -> Result<Sources, String>,
    ) -> Result<Self, KnowledgeError> {
        let folder = |name: &str| folder(name).map_err(KnowledgeError);
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let mut words = Vec::new();
        for (path, text) in &folder("zones")? {
            let raw: RawWords =
                serde_yaml::from_str(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))?;
            words.push(raw.compile());
        }
        let alphabets = &folder("alphabets")?;
        let particles = folder("names")?
            .iter()
            .find(|(path, _)| path.ends_with("particles.yaml"))
            .map_or(Ok(Particles::default()), |(path, text)| {
                Particles::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
            })?;
        Ok(Self {
            particles,
            tables: Tables::from_yaml(alphabets, &folder("romanization")?).map_err(|e| wrap(&e))?,
            respellings: Tables::from_yaml(alphabets, &folder("respelling")?)
                .map_err(|e| wrap(&e))?,
            inflections: Inflections::from_yaml(&folder("inflection")?).map_err(|e| wrap(&e))?,
            given_names: GivenNames::from_yaml(&folder("given-names")?, fold_token)
                .map_err(KnowledgeError)?,
            words,
            locales: folder("locale")?
                .iter()
                .map(|(path, text)| {
                    Locale::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
                })
                .collect::<Result<_, _>>()?,
            residue: Residue::from_yaml(&folder("residue")?).map_err(KnowledgeError)?,
            gendered: OnceLock::new(),
            function_words: OnceLock::new(),
        })
    }

    /// One blob for embedding.
    #[allow(dead_code, reason = "the build script writes with it")]
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let stored = Stored {
            tables: self.tables.to_bytes().map_err(|e| wrap(&e))?,
            respellings: self.respellings.to_bytes().map_err(|e| wrap(&e))?,
            inflections: self.inflections.to_bytes().map_err(|e| wrap(&e))?,
            particles: self.particles.clone(),
            given_names: self.given_names.clone(),
            words: self.words.clone(),
            locales: self.locales.clone(),
            residue: self.residue.clone(),
        };
        postcard::to_allocvec(&stored).map_err(|e| wrap(&e))
    }

    /// Opens what `to_bytes` wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let stored: Stored = postcard::from_bytes(bytes).map_err(|e| wrap(&e))?;
        Ok(Self {
            tables: Tables::from_bytes(&stored.tables).map_err(|e| wrap(&e))?,
            respellings: Tables::from_bytes(&stored.respellings).map_err(|e| wrap(&e))?,
            inflections: Inflections::from_bytes(&stored.inflections).map_err(|e| wrap(&e))?,
            particles: stored.particles,
            given_names: stored.given_names,
            words: stored.words,
            locales: stored.locales,
            residue: stored.residue,
            gendered: OnceLock::new(),
            function_words: OnceLock::new(),
        })
    }

    /// Words of a language (primary subtag).
    pub(crate) fn words(&self, language: &str) -> Option<&LanguageWords> {
        self.words.iter().find(|w| w.language == language)
    }

    /// Written conventions of a language (primary subtag).
    pub(crate) fn locale(&self, language: &str) -> Option<&Locale> {
        self.locales.iter().find(|l| l.language == language)
    }

    /// Hashes of the titles that tell a gender, in any language.
    pub(crate) fn gendered(&self) -> &HashFilter {
        self.gendered.get_or_init(|| {
            let titles = self.words.iter().flat_map(|w| &w.gendered);
            HashFilter::new(titles.map(|t| hash_folded(&fold_token(&t.word))))
        })
    }

    /// The one language that has `word` (lower case) among its function words and verbs of saying.
    pub(crate) fn language_of_word(&self, word: &str) -> Option<&str> {
        let map = self.function_words.get_or_init(|| {
            let mut map: FxHashMap<String, Option<usize>> = FxHashMap::default();
            for (n, words) in self.words.iter().enumerate() {
                for word in words.openers.iter().chain(&words.saying) {
                    let language = map.entry(word.clone()).or_insert(Some(n));
                    if *language != Some(n) {
                        *language = None;
                    }
                }
            }
            map
        });
        map.get(word)
            .copied()
            .flatten()
            .and_then(|n| self.words.get(n))
            .map(|w| w.language.as_str())
    }
}

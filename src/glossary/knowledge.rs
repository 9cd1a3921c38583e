//! What the program knows about languages: romanization, inflection, and the words that protect or place a name.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::names::Particles;
use crate::document::words::{LanguageWords, RawWords};
use crate::lang::doubled::Doubled;
use crate::document::words::{LanguageWords, RawWords, has};
use crate::lang::given_names::GivenNames;
use crate::lang::inflection::Inflections;
use crate::lang::lemma::Lemmas;
use crate::lang::boilerplate::Boilerplate;
use crate::lang::given_names::GivenNames;
use crate::lang::inflection::Inflections;
use crate::lang::joints::Joints;
use crate::lang::locale::Locale;
use crate::lang::packed::Packed;
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
    lemmas: Vec<Lemmas>,
    doubled: Vec<Doubled>,
    given_names: Packed<GivenNames>,
    /// By language, as are the locales.
    words: Vec<(String, Packed<LanguageWords>)>,
    locales: Vec<(String, Packed<Locale>)>,
    /// Hashes of the titles that tell a gender, sorted, eight bytes each.
    gendered_hashes: Cow<'static, [u8]>,
    /// Lines that a page has around an article.
    pub boilerplate: Boilerplate,
    joints: Vec<Joints>,
    gendered: OnceLock<HashFilter>,
    /// Words that one language alone has among its function words: nine bytes each, the hash and the number of the language, sorted.
    function_words: Cow<'static, [u8]>,
}

/// A set of token hashes that is asked of every token of a text.
pub(crate) struct HashFilter {
    /// One bit for the low bits of each hash: most tokens end here.
    bits: [u64; 512],
    hashes: FxHashSet<u64>,
}

impl HashFilter {
    pub(crate) fn new(hashes: impl Iterator<Item = u64>) -> Self {
        let hashes: FxHashSet<u64> = hashes.collect();
        let mut bits = [0; 512];
    bits: [u64; 64],
    /// Sorted.
    hashes: Vec<u64>,
}

impl HashFilter {
    fn new(hashes: Vec<u64>) -> Self {
        let mut bits = [0; 64];
        for hash in &hashes {
            if let Some(word) = bits.get_mut(Self::word(*hash)) {
                *word |= 1 << (hash & 63);
            }
        }
        Self { bits, hashes }
    }

    fn word(hash: u64) -> usize {
        (hash >> 6) as usize & 511
    }

    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        let bit = self
            .bits
            .get(Self::word(hash))
            .map_or(0, |w| w >> (hash & 63) & 1);
        bit == 1 && self.hashes.binary_search(&hash).is_ok()
    }
}

/// Linguistic data that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct KnowledgeError(String);

/// The parts of the blob, each of which is decoded for itself.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    tables: &'a [u8],
    respellings: &'a [u8],
    inflections: &'a [u8],
    particles: Particles,
    given_names: GivenNames,
    words: Vec<LanguageWords>,
    locales: Vec<Locale>,
    lemmas: Vec<Lemmas>,
    doubled: Vec<Doubled>,
    given_names: &'a [u8],
    #[serde(borrow)]
    words: Vec<(&'a str, &'a [u8])>,
    #[serde(borrow)]
    locales: Vec<(&'a str, &'a [u8])>,
    gendered_hashes: &'a [u8],
    function_words: &'a [u8],
}

/// Bytes by language, as they are stored.
fn stored<T: Serialize + DeserializeOwned + Default>(
    packed: &[(String, Packed<T>)],
) -> Vec<(&str, &[u8])> {
    let each = packed.iter();
    each.map(|(language, packed)| (language.as_str(), packed.bytes()))
        .collect()
}

fn opened<T: Serialize + DeserializeOwned + Default>(
    stored: Vec<(&'static str, &'static [u8])>,
) -> Vec<(String, Packed<T>)> {
    let each = stored.into_iter();
    each.map(|(language, bytes)| (language.to_owned(), Packed::open(bytes)))
        .collect()
}

fn of_language<'a, T: Serialize + DeserializeOwned + Default>(
    packed: &'a [(String, Packed<T>)],
    language: &str,
) -> Option<&'a T> {
    let found = packed.iter().find(|(other, _)| other == language);
    found.map(|(_, packed)| packed.get())
}

fn gendered_hashes(words: &[LanguageWords]) -> Vec<u8> {
    let titles = words.iter().flat_map(|w| &w.gendered);
    let hashes: BTreeSet<u64> = titles.map(|t| hash_folded(&fold_token(&t.word))).collect();
    hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
}

/// Bytes of a record: a hash and the number of a language.
const RECORD: usize = 9;

fn function_words(words: &[LanguageWords]) -> Vec<u8> {
    let mut languages: FxHashMap<&str, BTreeSet<u8>> = FxHashMap::default();
    for (number, words) in (0u8..).zip(words) {
        for word in words.openers.iter().chain(&words.saying) {
            languages.entry(word).or_default().insert(number);
        }
    }
    let only = languages
        .iter()
        .filter(|(_, languages)| languages.len() == 1);
    let records: BTreeSet<(u64, u8)> = only
        .flat_map(|(word, languages)| languages.iter().map(|l| (hash_folded(word), *l)))
        .collect();
    let bytes = |(hash, language): (u64, u8)| hash.to_le_bytes().into_iter().chain([language]);
    records.into_iter().flat_map(bytes).collect()
    boilerplate: Boilerplate,
    joints: Vec<Joints>,
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
        let given_names =
            GivenNames::from_yaml(&folder("given-names")?, fold_token).map_err(KnowledgeError)?;
        let locale = |(path, text): &(String, String)| {
            let locale =
                Locale::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")));
            let locale = locale?;
            Ok((
                locale.language.clone(),
                Packed::pack(locale).map_err(|e| wrap(&e))?,
            ))
        };
        let locales = folder("locale")?
            .iter()
            .map(|(path, text)| {
                Locale::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            particles,
            boilerplate: Boilerplate::from_yaml(&folder("boilerplate")?, &locales)
                .map_err(KnowledgeError)?,
            joints: folder("joints")?
                .iter()
                .map(|(path, text)| {
                    Joints::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
                })
                .collect::<Result<_, _>>()?,
            tables: Tables::from_yaml(alphabets, &folder("romanization")?).map_err(|e| wrap(&e))?,
            respellings: Tables::from_yaml(alphabets, &folder("respelling")?)
                .map_err(|e| wrap(&e))?,
            inflections: Inflections::from_yaml(&folder("inflection")?).map_err(|e| wrap(&e))?,
            given_names: GivenNames::from_yaml(&folder("given-names")?, fold_token)
                .map_err(KnowledgeError)?,
            words,
            lemmas: folder("lemmas")?
                .iter()
                .map(|(path, text)| {
                    Lemmas::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
                })
            given_names: Packed::pack(given_names).map_err(|e| wrap(&e))?,
            gendered_hashes: Cow::Owned(gendered_hashes(&words)),
            function_words: Cow::Owned(function_words(&words)),
            words: words
                .into_iter()
                .map(|w| Ok((w.language.clone(), Packed::pack(w).map_err(|e| wrap(&e))?)))
                .collect::<Result<_, _>>()?,
            locales: folder("locale")?
                .iter()
                .map(locale)
                .collect::<Result<_, _>>()?,
            doubled: folder("doubled")?
                .iter()
                .map(|(path, text)| {
                    Doubled::from_yaml(text).map_err(|e| KnowledgeError(format!("{path}: {e}")))
                })
                .collect::<Result<_, _>>()?,
            locales,
            gendered: OnceLock::new(),
        })
    }

    /// One blob for embedding.
    #[allow(dead_code, reason = "the build script writes with it")]
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let (tables, respellings) = (self.tables.to_bytes(), self.respellings.to_bytes());
        let stored = Stored {
            tables: &tables.map_err(|e| wrap(&e))?,
            respellings: &respellings.map_err(|e| wrap(&e))?,
            inflections: &self.inflections.to_bytes().map_err(|e| wrap(&e))?,
            particles: self.particles.clone(),
            given_names: self.given_names.clone(),
            words: self.words.clone(),
            locales: self.locales.clone(),
            lemmas: self.lemmas.clone(),
            doubled: self.doubled.clone(),
            given_names: self.given_names.bytes(),
            words: stored(&self.words),
            locales: stored(&self.locales),
            gendered_hashes: &self.gendered_hashes,
            function_words: &self.function_words,
            boilerplate: self.boilerplate.clone(),
            joints: self.joints.clone(),
        };
        postcard::to_allocvec(&stored).map_err(|e| wrap(&e))
    }

    /// Opens what `to_bytes` wrote.
    pub(crate) fn from_bytes(bytes: &'static [u8]) -> Result<Self, KnowledgeError> {
        let wrap = |e: &dyn std::fmt::Display| KnowledgeError(e.to_string());
        let stored: Stored<'static> = postcard::from_bytes(bytes).map_err(|e| wrap(&e))?;
        Ok(Self {
            tables: Tables::from_bytes(stored.tables).map_err(|e| wrap(&e))?,
            respellings: Tables::from_bytes(stored.respellings).map_err(|e| wrap(&e))?,
            inflections: Inflections::from_bytes(stored.inflections).map_err(|e| wrap(&e))?,
            particles: stored.particles,
            given_names: stored.given_names,
            words: stored.words,
            locales: stored.locales,
            lemmas: stored.lemmas,
            doubled: stored.doubled,
            given_names: Packed::open(stored.given_names),
            words: opened(stored.words),
            locales: opened(stored.locales),
            gendered_hashes: Cow::Borrowed(stored.gendered_hashes),
            boilerplate: stored.boilerplate,
            joints: stored.joints,
            gendered: OnceLock::new(),
            function_words: Cow::Borrowed(stored.function_words),
        })
    }

    /// Words of a language (primary subtag).
    pub(crate) fn words(&self, language: &str) -> Option<&LanguageWords> {
        of_language(&self.words, language)
    }

    /// Written conventions of all languages.
    pub(crate) fn locales(&self) -> &[Locale] {
        &self.locales
    }

    /// Written conventions of a language (primary subtag).
    pub(crate) fn locale(&self, language: &str) -> Option<&Locale> {
        of_language(&self.locales, language)
    }

    /// Given names and the gender that they tell.
    pub(crate) fn given_names(&self) -> &GivenNames {
        self.given_names.get()
    }

    /// Word forms of a language (primary subtag).
    pub(crate) fn lemmas(&self, language: &str) -> Option<&Lemmas> {
        self.lemmas.iter().find(|l| l.language == language)
    }

    /// What a language doubles (primary subtag).
    pub(crate) fn doubled(&self, language: &str) -> Option<&Doubled> {
        self.doubled.iter().find(|d| d.language == language)
    }

    /// Where the sentences of a language (primary subtag) cannot end.
    pub(crate) fn joints(&self, language: &str) -> Option<&Joints> {
        self.joints.iter().find(|j| j.language == language)
    }

    /// Hashes of the titles that tell a gender, in any language.
    pub(crate) fn gendered(&self) -> &HashFilter {
        self.gendered.get_or_init(|| {
            let (hashes, _) = self.gendered_hashes.as_chunks::<8>();
            HashFilter::new(hashes.iter().map(|h| u64::from_le_bytes(*h)).collect())
        })
    }

    /// The one language that has `word` (lower case) among its function words and verbs of saying.
    pub(crate) fn language_of_word(&self, word: &str) -> Option<&str> {
        let (records, _) = self.function_words.as_chunks::<RECORD>();
        let parts = |record: &[u8; RECORD]| {
            let (hash, language) = record.split_first_chunk::<8>()?;
            Some((u64::from_le_bytes(*hash), usize::from(*language.first()?)))
        };
        let wanted = hash_folded(word);
        let from = records.partition_point(|r| parts(r).is_some_and(|(hash, _)| hash < wanted));
        let same = records.get(from..)?.iter().map_while(parts);
        same.take_while(|(hash, _)| *hash == wanted)
            .filter_map(|(_, number)| self.words.get(number))
            .map(|(language, words)| (language, words.get()))
            .find(|(_, words)| has(&words.openers, word) || has(&words.saying, word))
            .map(|(language, _)| language.as_str())
    }
}

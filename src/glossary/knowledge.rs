//! What the program knows about languages: romanization, inflection, and the words that protect or place a name.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::names::Particles;
use crate::document::words::{LanguageWords, RawWords, has};
use crate::lang::boilerplate::Boilerplate;
use crate::lang::doubled::Doubled;
use crate::lang::given_names::GivenNames;
use crate::lang::inflection::Inflections;
use crate::lang::joints::Joints;
use crate::lang::lemma::Lemmas;
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
    given_names: Packed<GivenNames>,
    /// By language, as are the locales.
    words: Vec<(String, Packed<LanguageWords>)>,
    locales: Vec<(String, Packed<Locale>)>,
    lemmas: Vec<(String, Packed<Lemmas>)>,
    doubled: Vec<(String, Packed<Doubled>)>,
    joints: Vec<(String, Packed<Joints>)>,
    boilerplate: Packed<Boilerplate>,
    /// Hashes of the titles that tell a gender, sorted, eight bytes each.
    gendered_hashes: Cow<'static, [u8]>,
    gendered: OnceLock<HashFilter>,
    /// Words that one language alone has among its function words: nine bytes each, the hash and the number of the language, sorted.
    function_words: Cow<'static, [u8]>,
}

/// A set of token hashes that is asked of every token of a text.
pub(crate) struct HashFilter {
    /// One bit for the low bits of each hash: most tokens end here.
    bits: [u64; 512],
    /// Sorted.
    hashes: Vec<u64>,
}

impl HashFilter {
    /// Of sorted hashes.
    pub(crate) fn new(hashes: Vec<u64>) -> Self {
        let mut bits = [0; 512];
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
    given_names: &'a [u8],
    #[serde(borrow)]
    words: Vec<(&'a str, &'a [u8])>,
    #[serde(borrow)]
    locales: Vec<(&'a str, &'a [u8])>,
    #[serde(borrow)]
    lemmas: Vec<(&'a str, &'a [u8])>,
    #[serde(borrow)]
    doubled: Vec<(&'a str, &'a [u8])>,
    #[serde(borrow)]
    joints: Vec<(&'a str, &'a [u8])>,
    boilerplate: &'a [u8],
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

/// Reads each file; a problem is told with its path.
#[allow(dead_code, reason = "the build script reads with it")]
fn read<T>(
    files: &Sources,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, KnowledgeError> {
    let each = files.iter();
    each.map(|(path, text)| parse(text).map_err(|e| KnowledgeError(format!("{path}: {e}"))))
        .collect()
}

#[allow(dead_code, reason = "the build script packs with it")]
fn packed<T: Serialize + DeserializeOwned + Default>(
    values: Vec<T>,
    language: impl Fn(&T) -> &String,
) -> Result<Vec<(String, Packed<T>)>, KnowledgeError> {
    let pack = |value: T| {
        let language = language(&value).clone();
        let packed = Packed::pack(value).map_err(|e| KnowledgeError(e.to_string()))?;
        Ok((language, packed))
    };
    values.into_iter().map(pack).collect()
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
        let locales = read(&folder("locale")?, Locale::from_yaml)?;
        let boilerplate =
            Boilerplate::from_yaml(&folder("boilerplate")?, &locales).map_err(KnowledgeError)?;
        Ok(Self {
            particles,
            tables: Tables::from_yaml(alphabets, &folder("romanization")?).map_err(|e| wrap(&e))?,
            respellings: Tables::from_yaml(alphabets, &folder("respelling")?)
                .map_err(|e| wrap(&e))?,
            inflections: Inflections::from_yaml(&folder("inflection")?).map_err(|e| wrap(&e))?,
            given_names: Packed::pack(given_names).map_err(|e| wrap(&e))?,
            gendered_hashes: Cow::Owned(gendered_hashes(&words)),
            function_words: Cow::Owned(function_words(&words)),
            boilerplate: Packed::pack(boilerplate).map_err(|e| wrap(&e))?,
            words: packed(words, |w| &w.language)?,
            locales: packed(locales, |l| &l.language)?,
            lemmas: packed(read(&folder("lemmas")?, Lemmas::from_yaml)?, |l| {
                &l.language
            })?,
            doubled: packed(read(&folder("doubled")?, Doubled::from_yaml)?, |d| {
                &d.language
            })?,
            joints: packed(read(&folder("joints")?, Joints::from_yaml)?, |j| {
                &j.language
            })?,
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
            given_names: self.given_names.bytes(),
            words: stored(&self.words),
            locales: stored(&self.locales),
            lemmas: stored(&self.lemmas),
            doubled: stored(&self.doubled),
            joints: stored(&self.joints),
            boilerplate: self.boilerplate.bytes(),
            gendered_hashes: &self.gendered_hashes,
            function_words: &self.function_words,
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
            given_names: Packed::open(stored.given_names),
            words: opened(stored.words),
            locales: opened(stored.locales),
            lemmas: opened(stored.lemmas),
            doubled: opened(stored.doubled),
            joints: opened(stored.joints),
            boilerplate: Packed::open(stored.boilerplate),
            gendered_hashes: Cow::Borrowed(stored.gendered_hashes),
            gendered: OnceLock::new(),
            function_words: Cow::Borrowed(stored.function_words),
        })
    }

    /// Words of a language (primary subtag).
    pub(crate) fn words(&self, language: &str) -> Option<&LanguageWords> {
        of_language(&self.words, language)
    }

    /// Written conventions of a language (primary subtag).
    pub(crate) fn locale(&self, language: &str) -> Option<&Locale> {
        of_language(&self.locales, language)
    }

    /// Written conventions of all languages.
    pub(crate) fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.locales.iter().map(|(_, locale)| locale.get())
    }

    /// Word forms of a language (primary subtag).
    pub(crate) fn lemmas(&self, language: &str) -> Option<&Lemmas> {
        of_language(&self.lemmas, language)
    }

    /// What a language doubles (primary subtag).
    pub(crate) fn doubled(&self, language: &str) -> Option<&Doubled> {
        of_language(&self.doubled, language)
    }

    /// Where the sentences of a language (primary subtag) cannot end.
    pub(crate) fn joints(&self, language: &str) -> Option<&Joints> {
        of_language(&self.joints, language)
    }

    /// Lines that a page has around an article, in all languages.
    pub(crate) fn boilerplate(&self) -> &Boilerplate {
        self.boilerplate.get()
    }

    /// Given names and the gender that they tell.
    pub(crate) fn given_names(&self) -> &GivenNames {
        self.given_names.get()
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

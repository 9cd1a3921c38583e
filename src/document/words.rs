//! Words of a language that protect or place a name: `Kiev-class`, `Minister`, `said`, `tweeted`. Data in `glossary/zones/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
pub(crate) struct RawWords {
    language: String,
    authority: String,
    #[serde(default)]
    references: Vec<serde_yaml::Value>,
    #[serde(default)]
    frozen_after: Vec<String>,
    #[serde(default)]
    frozen_before: Vec<String>,
    #[serde(default)]
    byline: Vec<String>,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    institutions: Vec<String>,
    #[serde(default)]
    with_article: Vec<String>,
    #[serde(default)]
    titles_masculine: BTreeMap<String, Option<String>>,
    #[serde(default)]
    titles_feminine: BTreeMap<String, Option<String>>,
    #[serde(default)]
    saying: Vec<String>,
    #[serde(default)]
    verbatim: Vec<String>,
    #[serde(default)]
    openers: Vec<String>,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    calendar: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    features: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    spellings: Vec<(String, String)>,
}

/// Sorted word lists of one language, lower case.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct LanguageWords {
    /// Primary subtag.
    pub language: String,
    /// A name followed by one of these keeps its historical form.
    pub frozen_after: Vec<String>,
    /// A name preceded by one of these keeps its historical form.
    pub frozen_before: Vec<String>,
    /// Openers of bylines and credits.
    pub byline: Vec<String>,
    /// Titles that may stand capitalized before a family name.
    pub titles: Vec<String>,
    /// Words with which the name of an institution ends, before the name of a person: Ministry.
    pub institutions: Vec<String>,
    /// A place name with one of these words takes an article: the Kingdom, the Republic.
    pub with_article: Vec<String>,
    /// Titles and nouns that tell the gender of the person they stand with; sorted by word.
    pub gendered: Vec<GenderedTitle>,
    /// Verbs of saying.
    pub saying: Vec<String>,
    /// Words which show that a quotation was first written in the language of the text.
    pub verbatim: Vec<String>,
    /// Function words that open sentences.
    pub openers: Vec<String>,
    /// Ordinary words that a derived name form could collide with.
    pub common: Vec<String>,
    /// Days and months.
    pub calendar: Vec<String>,
    /// Prepositions of place and time.
    pub prepositions: Vec<String>,
    /// Words that carry a capital only inside the name of a body, treaty or office.
    pub heads: Vec<String>,
    /// Generic words of place names, whose capital is a matter of style.
    pub features: Vec<String>,
    /// Articles, prepositions and conjunctions inside names.
    pub links: Vec<String>,
    /// Pieces of words that one language spells in two ways (-isation, -ization): the first is read as the second.
    pub spellings: Vec<(String, String)>,
}

#[allow(dead_code, reason = "the build script reads with it")]
impl RawWords {
    pub(crate) fn compile(self) -> LanguageWords {
        LanguageWords {
            language: self.language,
            frozen_after: sorted(self.frozen_after),
            frozen_before: sorted(self.frozen_before),
            byline: sorted(self.byline),
            titles: sorted(self.titles),
            institutions: sorted(self.institutions),
            with_article: sorted(self.with_article),
            gendered: gendered(self.titles_masculine, self.titles_feminine),
            saying: sorted(self.saying),
            verbatim: sorted(self.verbatim),
            openers: sorted(self.openers),
            common: sorted(self.common),
            calendar: sorted(self.calendar),
            prepositions: sorted(self.prepositions),
            heads: sorted(self.heads),
            features: sorted(self.features),
            links: sorted(self.links),
            spellings: self.spellings,
        }
    }
}

/// A title that only women, or only men, bear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct GenderedTitle {
    /// Lower case.
    pub word: String,
    pub feminine: bool,
    /// Counts only with a capital: Miss, Sir.
    pub capital: bool,
    /// The title of the other gender, where there is one to offer.
    pub other: Option<String>,
}

#[allow(dead_code, reason = "the build script reads with it")]
fn gendered(
    masculine: BTreeMap<String, Option<String>>,
    feminine: BTreeMap<String, Option<String>>,
) -> Vec<GenderedTitle> {
    let of = |words: BTreeMap<String, Option<String>>, feminine: bool| {
        words.into_iter().map(move |(word, other)| GenderedTitle {
            capital: word.starts_with(char::is_uppercase),
            word: word.to_lowercase(),
            feminine,
            other,
        })
    };
    let mut out: Vec<_> = of(masculine, false).chain(of(feminine, true)).collect();
    out.sort();
    out
}

#[allow(dead_code, reason = "the build script reads with it")]
fn sorted(words: Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().map(|w| w.to_lowercase()).collect();
    words.sort();
    words.dedup();
    words
}

/// Whether the sorted list has `word` (lower case).
pub(crate) fn has(list: &[String], word: &str) -> bool {
    list.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

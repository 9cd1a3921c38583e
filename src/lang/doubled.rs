//! Words that stand twice in a row: by a slip, by grammar, or for emphasis. Data in `glossary/doubled/`, one language a file.

use serde::{Deserialize, Serialize};

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
pub(crate) struct RawDoubled {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    #[serde(default)]
    once: Vec<String>,
    #[serde(default)]
    clause: Vec<String>,
    #[serde(default)]
    doubtful: Vec<String>,
    #[serde(default)]
    fine: Vec<String>,
    #[serde(default)]
    relative: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    joins: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    clash: Vec<(String, String)>,
    #[serde(default)]
    clash_fine: Vec<String>,
    #[serde(default)]
    reduplication: bool,
}

/// What a language doubles. Lists are sorted and in small letters.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Doubled {
    /// Primary subtag.
    pub language: String,
    /// Function words that never stand twice.
    pub once: Vec<String>,
    /// Words that end one clause and open the next one: what it is is a question.
    pub clause: Vec<String>,
    /// Function words whose second may belong to what follows.
    pub doubtful: Vec<String>,
    /// Words that are doubled on purpose or by grammar.
    pub fine: Vec<String>,
    /// Pronouns that an article of the same form may follow, at the start of a relative clause.
    pub relative: Vec<String>,
    /// Such a clause may open with one of these before the pronoun, after a comma.
    pub after: Vec<String>,
    /// And after one of these it goes on: und die die Wirtschaft tragen.
    pub joins: Vec<String>,
    /// Words between which a word is repeated on purpose: more and more.
    pub links: Vec<String>,
    /// Articles that exclude each other.
    pub clash: Vec<(String, String)>,
    /// Foreign words that bring an article-like word with them: a priori.
    pub clash_fine: Vec<String>,
    /// Any word may be doubled for emphasis.
    pub reduplication: bool,
}

impl Doubled {
    /// Reads one file.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawDoubled = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        Ok(Self {
            language: raw.language,
            once: sorted(raw.once),
            clause: sorted(raw.clause),
            doubtful: sorted(raw.doubtful),
            fine: sorted(raw.fine),
            relative: sorted(raw.relative),
            after: sorted(raw.after),
            joins: sorted(raw.joins),
            links: sorted(raw.links),
            clash: raw.clash,
            clash_fine: sorted(raw.clash_fine),
            reduplication: raw.reduplication,
        })
    }
}

#[allow(dead_code, reason = "the build script reads with it")]
fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

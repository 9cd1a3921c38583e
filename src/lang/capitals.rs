//! Words that machines write with the capitals of another language: months, days, peoples, offices. Data in `glossary/capitals/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The YAML file, one to one. Words are in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
pub(crate) struct RawCapitals {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    calendar_capitals: bool,
    calendar: Vec<String>,
    #[serde(default)]
    calendar_doubtful: Vec<String>,
    #[serde(default)]
    date_before: Vec<String>,
    #[serde(default)]
    date_after: Vec<String>,
    #[serde(default)]
    date_links: Vec<String>,
    #[serde(default)]
    day_before: Vec<String>,
    #[serde(default)]
    feasts: Vec<String>,
    #[serde(default)]
    peoples_capitals: bool,
    #[serde(default)]
    peoples: Vec<String>,
    #[serde(default)]
    peoples_not: Vec<String>,
    #[serde(default)]
    collocations: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    modifiers: Vec<String>,
    #[serde(default)]
    matters: Vec<String>,
    #[serde(default)]
    naming: Vec<String>,
    #[serde(default)]
    linking: Vec<String>,
    #[serde(default)]
    deputies: Vec<String>,
    #[serde(default)]
    bodies: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
}

/// The words of one language; lists are sorted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Capitals {
    /// Primary subtag.
    pub language: String,
    /// Months and days begin with a capital.
    pub calendar_capitals: bool,
    /// Months and days that are nothing else.
    pub calendar: Vec<String>,
    /// Months and days that are other words too: they count in a date only.
    pub calendar_doubtful: Vec<String>,
    /// Words before a month or day that show a date.
    pub date_before: Vec<String>,
    /// Words after a month which show that it is no verb.
    pub date_after: Vec<String>,
    /// Words between two months: april and may.
    pub date_links: Vec<String>,
    /// Words before a month that a day follows: the may 25 talks.
    pub day_before: Vec<String>,
    /// Dates and days that are names (14 juillet, vendredi saint).
    pub feasts: Vec<String>,
    /// Peoples and languages begin with a capital.
    pub peoples_capitals: bool,
    pub peoples: Vec<String>,
    /// Adjectives of countries that are ordinary words too.
    pub peoples_not: Vec<String>,
    /// Words before which a people may be small: french fries.
    pub collocations: BTreeMap<String, Vec<String>>,
    /// Heads of offices and bodies: minister.
    pub offices: Vec<String>,
    /// Words before such a head that share its capital: foreign.
    pub modifiers: Vec<String>,
    /// What an office is for, in its name: affairs.
    pub matters: Vec<String>,
    /// Words between a body and what it is for: Ministry of Health.
    pub naming: Vec<String>,
    /// Small words inside such a name: and.
    pub linking: Vec<String>,
    /// Words before those: deputy.
    pub deputies: Vec<String>,
    /// Bodies that are named by what they are for: ministry.
    pub bodies: Vec<String>,
    /// What such a body is for: health.
    pub fields: Vec<String>,
}

#[allow(dead_code, reason = "the build script reads with it")]
impl Capitals {
    /// Reads one file.
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawCapitals = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        Ok(Self {
            language: raw.language,
            calendar_capitals: raw.calendar_capitals,
            calendar: sorted(raw.calendar),
            calendar_doubtful: sorted(raw.calendar_doubtful),
            date_before: sorted(raw.date_before),
            date_after: sorted(raw.date_after),
            date_links: sorted(raw.date_links),
            day_before: sorted(raw.day_before),
            feasts: sorted(raw.feasts),
            peoples_capitals: raw.peoples_capitals,
            peoples: sorted(raw.peoples.iter().flat_map(|w| with_plural(w)).collect()),
            peoples_not: sorted(raw.peoples_not),
            collocations: raw.collocations,
            offices: sorted(raw.offices),
            modifiers: sorted(raw.modifiers),
            matters: sorted(raw.matters),
            naming: sorted(raw.naming),
            linking: sorted(raw.linking),
            deputies: sorted(raw.deputies),
            bodies: sorted(raw.bodies),
            fields: sorted(raw.fields),
        })
    }

    /// Adds the adjectives of countries where peoples have capitals.
    pub(crate) fn add_peoples<'a>(&mut self, adjectives: impl Iterator<Item = &'a str>) {
        if !self.peoples_capitals {
            return;
        }
        for adjective in adjectives {
            let word = adjective.to_lowercase();
            let plain = word.chars().all(char::is_alphabetic);
            if plain && self.peoples_not.binary_search(&word).is_err() {
                self.peoples.extend(with_plural(&word));
            }
        }
        self.peoples = sorted(std::mem::take(&mut self.peoples));
    }

    /// All words that a text is searched for.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        [
            &self.calendar,
            &self.calendar_doubtful,
            &self.peoples,
            &self.offices,
            &self.bodies,
            &self.matters,
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
    }
}

/// The word, and where English makes it so, those who belong to the people: Russian, Russians.
fn with_plural(word: &str) -> Vec<String> {
    let plural = word.ends_with(['n', 'i', 'b', 'k', 'm', 'u']) && !word.ends_with("men");
    let more = plural.then(|| format!("{word}s"));
    std::iter::once(word.to_owned()).chain(more).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

//! Case forms of names, as tables: paradigms of native names, and the endings that a language puts on foreign Latin names.
//!
//! Paradigms generate forms and never guess a lemma; the first paradigm whose part, gender and ending fit is used, and a
//! word that none fits has no forms. Examples in the tables are executed when they are loaded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::packed::Packed;

/// What is wrong with a table, and in which file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}: {message}")]
pub(crate) struct InflectionError {
    pub file: String,
    pub message: String,
}

impl InflectionError {
    fn new(file: &str, message: impl Into<String>) -> InflectionError {
        InflectionError {
            file: file.to_owned(),
            message: message.into(),
        }
    }

    fn stored(error: postcard::Error) -> InflectionError {
        InflectionError::new("(compiled inflection)", error.to_string())
    }
}

/// Which part of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Given,
    Patronymic,
    Family,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Gender {
    M,
    F,
}

impl Gender {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Gender::M => "m",
            Gender::F => "f",
        }
    }
}

/// An ending of a foreign Latin name in texts of a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LatinEnding {
    pub ending: String,
    pub case: String,
    /// What the nominative has in its place: Polish Nikity stands for Nikita.
    #[serde(default)]
    pub instead: String,
    /// The only part of a full name that takes it; without one, every part does.
    #[serde(default)]
    pub part: Option<Part>,
    /// Only a part that stands alone takes it: the Ryabkovs, but not Sergei Ryabkovs.
    #[serde(default)]
    pub alone: bool,
}

/// The inflection tables of all languages, by language.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Inflections {
    languages: Vec<(String, Packed<Language>)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Language {
    language: String,
    paradigms: Vec<Paradigm>,
    feminine: Vec<Feminine>,
    latin_endings: Vec<LatinEnding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Paradigm {
    parts: Vec<Part>,
    /// Empty fits both.
    genders: Vec<Gender>,
    endings: Vec<String>,
    strip: u8,
    /// Case and what is added, in the order of the cases of the language.
    forms: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Feminine {
    endings: Vec<String>,
    strip: u8,
    add: String,
}

impl Inflections {
    /// Loads tables from (file, text) pairs and executes their examples.
    pub(crate) fn from_yaml(files: &[(String, String)]) -> Result<Inflections, InflectionError> {
        let mut languages: Vec<Language> = Vec::new();
        let mut examples = Vec::new();
        for (file, text) in files {
            let raw: RawInflection = serde_yaml::from_str(text)
                .map_err(|error| InflectionError::new(file, error.to_string()))?;
            if languages.iter().any(|l| l.language == raw.language) {
                return Err(InflectionError::new(
                    file,
                    format!("`language: {}` is there twice", raw.language),
                ));
            }
            languages.push(raw.compile(file)?);
            examples.push((file, raw));
        }
        languages.sort_by(|a, b| a.language.cmp(&b.language));
        let packed = languages.into_iter().map(|l| {
            let language = l.language.clone();
            Ok((language, Packed::pack(l).map_err(InflectionError::stored)?))
        });
        let inflections = Inflections {
            languages: packed.collect::<Result<_, InflectionError>>()?,
        };
        for (file, raw) in &examples {
            for example in &raw.examples {
                inflections
                    .execute(&raw.language, example)
                    .map_err(|message| InflectionError::new(file, message))?;
            }
        }
        Ok(inflections)
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, InflectionError> {
        let languages = self.languages.iter();
        let stored: Vec<(&str, &[u8])> = languages.map(|(l, p)| (l.as_str(), p.bytes())).collect();
        postcard::to_allocvec(&stored).map_err(InflectionError::stored)
    }

    pub(crate) fn from_bytes(bytes: &'static [u8]) -> Result<Inflections, InflectionError> {
        let stored: Vec<(&str, &'static [u8])> =
            postcard::from_bytes(bytes).map_err(InflectionError::stored)?;
        let languages = stored.into_iter();
        Ok(Inflections {
            languages: languages
                .map(|(language, bytes)| (language.to_owned(), Packed::open(bytes)))
                .collect(),
        })
    }

    /// Languages with a table, sorted.
    pub(crate) fn languages(&self) -> Vec<&str> {
        self.languages
            .iter()
            .map(|(language, _)| language.as_str())
            .collect()
    }

    /// The case forms of a nominative, with their cases. Empty where the word does not decline or no paradigm fits. Without
    /// a gender, that which the ending shows; where it shows none, masculine.
    pub(crate) fn forms(
        &self,
        language: &str,
        word: &str,
        part: Part,
        gender: Option<Gender>,
    ) -> Vec<(&str, String)> {
        let word: String = word.nfc().collect();
        let lower = word.to_lowercase();
        let shown = || {
            if part == Part::Family {
                self.gender(language, &word)
            } else {
                None
            }
        };
        let gender = gender.or_else(shown).unwrap_or(Gender::M);
        let fitting = self.language(language).and_then(|table| {
            table.paradigms.iter().find(|paradigm| {
                paradigm.parts.contains(&part)
                    && (paradigm.genders.is_empty() || paradigm.genders.contains(&gender))
                    && paradigm
                        .endings
                        .iter()
                        .any(|ending| lower.ends_with(ending.as_str()))
            })
        });
        let Some(paradigm) = fitting else {
            return Vec::new();
        };
        let adds = paradigm
            .forms
            .iter()
            .flat_map(|(case, adds)| adds.iter().map(move |add| (case.as_str(), add)));
        adds.filter_map(|(case, add)| Some((case, replace_end(&word, paradigm.strip, add)?)))
            .collect()
    }

    /// The feminine of a masculine family name; none where it has no form of its own.
    pub(crate) fn feminine(&self, language: &str, word: &str) -> Option<String> {
        let word: String = word.nfc().collect();
        let lower = word.to_lowercase();
        let fitting = self.language(language)?.feminine.iter().find(|rule| {
            rule.endings
                .iter()
                .any(|ending| lower.ends_with(ending.as_str()))
        })?;
        replace_end(&word, fitting.strip, &fitting.add)
    }

    /// The gender that the ending of a native family name shows, if any.
    pub(crate) fn gender(&self, language: &str, family: &str) -> Option<Gender> {
        let lower = family.nfc().collect::<String>().to_lowercase();
        let table = self.language(language)?;
        let pairs = || {
            table
                .feminine
                .iter()
                .flat_map(|rule| rule.endings.iter().map(move |ending| (ending, rule)))
        };
        let longer = |ending: &str| lower.len() > ending.len() && lower.ends_with(ending);
        if pairs().any(|(ending, rule)| {
            replace_end(ending, rule.strip, &rule.add).is_some_and(|feminine| longer(&feminine))
        }) {
            return Some(Gender::F);
        }
        pairs()
            .any(|(ending, _)| longer(ending))
            .then_some(Gender::M)
    }

    /// The endings a language puts on Latin names, longest first.
    pub(crate) fn latin_endings(&self, language: &str) -> &[LatinEnding] {
        self.language(language)
            .map_or(&[], |table| &table.latin_endings)
    }

    fn language(&self, language: &str) -> Option<&Language> {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        self.languages
            .iter()
            .find(|(language, _)| language.eq_ignore_ascii_case(primary))
            .map(|(_, table)| table.get())
    }

    fn execute(&self, language: &str, example: &BTreeMap<String, String>) -> Result<(), String> {
        let field = |key: &str| {
            example
                .get(key)
                .ok_or_else(|| format!("an example has no `{key}`: {example:?}"))
        };
        let nominative = field("nominative")?;
        let part = match field("part")?.as_str() {
            "given" => Part::Given,
            "patronymic" => Part::Patronymic,
            "family" => Part::Family,
            other => return Err(format!("example `{nominative}`: unknown part `{other}`")),
        };
        let gender = match example.get("gender").map(String::as_str) {
            None => None,
            Some("m") => Some(Gender::M),
            Some("f") => Some(Gender::F),
            Some(other) => return Err(format!("example `{nominative}`: unknown gender `{other}`")),
        };
        let forms = self.forms(language, nominative, part, gender);
        for (case, expected) in example
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "nominative" | "part" | "gender"))
        {
            if case == "feminine" {
                let feminine = self.feminine(language, nominative);
                if feminine.as_ref() != Some(expected) {
                    return Err(format!(
                        "example `{nominative}`: feminine is {feminine:?}, not `{expected}`"
                    ));
                }
                continue;
            }
            let found: Vec<&str> = forms
                .iter()
                .filter(|(other, _)| other == case)
                .map(|(_, form)| form.as_str())
                .collect();
            let unchanged = found.is_empty() && expected == nominative;
            if !unchanged && !found.contains(&expected.as_str()) {
                return Err(format!(
                    "example `{nominative}`: {case} is {found:?}, not `{expected}`"
                ));
            }
        }
        Ok(())
    }
}

/// A word with so many code points off its end and something else put on, in capitals if the word is.
fn replace_end(word: &str, strip: u8, add: &str) -> Option<String> {
    let kept = word.chars().count().checked_sub(usize::from(strip))?;
    let mut out: String = word.chars().take(kept).collect();
    let mut cased = word.chars().filter(|c| c.is_alphabetic());
    let capitals = word.chars().count() > 1 && cased.all(char::is_uppercase);
    if capitals {
        out.extend(add.chars().flat_map(char::to_uppercase))
    } else {
        out.push_str(add)
    }
    Some(out)
}

/// One value or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T: Clone> OneOrMany<T> {
    fn list(&self) -> Vec<T> {
        match self {
            OneOrMany::One(value) => vec![value.clone()],
            OneOrMany::Many(values) => values.clone(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawInflection {
    language: String,
    #[serde(default)]
    authority: String,
    #[serde(default)]
    references: Vec<RawReference>,
    #[serde(default)]
    cases: Vec<String>,
    #[serde(default)]
    paradigms: Vec<RawParadigm>,
    #[serde(default)]
    feminine: Vec<RawFeminine>,
    #[serde(default)]
    latin_endings: Vec<LatinEnding>,
    #[serde(default)]
    examples: Vec<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "references are for readers of the table; loading only checks their shape"
)]
struct RawReference {
    title: String,
    #[serde(default)]
    url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParadigm {
    part: OneOrMany<Part>,
    gender: Option<OneOrMany<Gender>>,
    ending: OneOrMany<String>,
    #[serde(default)]
    strip: u8,
    #[serde(default)]
    forms: BTreeMap<String, OneOrMany<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFeminine {
    ending: OneOrMany<String>,
    #[serde(default)]
    strip: u8,
    add: String,
}

impl RawFeminine {
    fn compile(&self, file: &str) -> Result<Feminine, InflectionError> {
        let endings = self.ending.list();
        let short = endings
            .iter()
            .find(|ending| ending.chars().count() < usize::from(self.strip));
        if let Some(ending) = short {
            let message = format!("a feminine strips more than its ending `{ending}`");
            return Err(InflectionError::new(file, message));
        }
        Ok(Feminine {
            endings,
            strip: self.strip,
            add: self.add.clone(),
        })
    }
}

impl RawInflection {
    fn compile(&self, file: &str) -> Result<Language, InflectionError> {
        let fail = |message: String| Err(InflectionError::new(file, message));
        if self.authority.is_empty() || self.references.is_empty() {
            return fail("`authority` and `references` are needed".into());
        }
        let mut language = Language {
            language: self.language.clone(),
            ..Language::default()
        };
        for raw in &self.paradigms {
            let endings = raw.ending.list();
            if let Some(ending) = endings
                .iter()
                .find(|ending| ending.chars().count() < usize::from(raw.strip))
            {
                return fail(format!("a paradigm strips more than its ending `{ending}`"));
            }
            if let Some(case) = raw.forms.keys().find(|case| !self.cases.contains(case)) {
                return fail(format!("`{case}` is not one of the cases"));
            }
            let forms = self
                .cases
                .iter()
                .filter_map(|case| Some((case.clone(), raw.forms.get(case)?.list())))
                .collect();
            let genders = raw.gender.as_ref().map(OneOrMany::list).unwrap_or_default();
            language.paradigms.push(Paradigm {
                parts: raw.part.list(),
                genders,
                endings,
                strip: raw.strip,
                forms,
            });
        }
        for raw in &self.feminine {
            language.feminine.push(raw.compile(file)?);
        }
        if let Some(empty) = self
            .latin_endings
            .iter()
            .find(|latin| latin.ending.is_empty())
        {
            return fail(format!("the {} has an empty ending", empty.case));
        }
        language.latin_endings = self.latin_endings.clone();
        language
            .latin_endings
            .sort_by_key(|latin| std::cmp::Reverse(latin.ending.chars().count()));
        Ok(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RU: &str = "
language: ru
authority: Grammar
references: [{ title: Grammar }]
cases: [genitive, dative, instrumental]
paradigms:
  - { part: family, gender: m, ending: [ов, ин], strip: 0, forms: { genitive: а, dative: у, instrumental: ым } }
  - { part: family, gender: f, ending: ова, strip: 1, forms: { genitive: ой, instrumental: [ой, ою] } }
  - { part: [family, given], ending: ец, strip: 2, forms: { genitive: ца } }
  - { part: family, ending: [ко, ых], forms: {} }
feminine:
  - { ending: [ов, ин], add: а }
  - { ending: [ский], strip: 2, add: ая }
examples:
  - { nominative: Рябков, part: family, gender: m, genitive: Рябкова, feminine: Рябкова }
  - { nominative: Петренко, part: family, genitive: Петренко }
";
    const PL: &str = "
language: pl
authority: Grammar
references: [{ title: Grammar }]
latin-endings:
  - { ending: a, case: genitive }
  - { ending: owi, case: dative }
";

    fn load(texts: &[&str]) -> Result<Inflections, InflectionError> {
        Inflections::from_yaml(
            &texts
                .iter()
                .map(|text| ("test.yaml".to_owned(), (*text).to_owned()))
                .collect::<Vec<_>>(),
        )
    }

    fn forms(word: &str, part: Part, gender: Option<Gender>) -> Vec<String> {
        let inflections = load(&[RU]).unwrap_or_else(|error| panic!("{error}"));
        inflections
            .forms("ru-RU", word, part, gender)
            .into_iter()
            .map(|(case, form)| format!("{case} {form}"))
            .collect()
    }

    #[test]
    fn forms_in_the_order_of_the_cases() {
        assert_eq!(
            forms("Рябков", Part::Family, Some(Gender::M)),
            [
                "genitive Рябкова",
                "dative Рябкову",
                "instrumental Рябковым"
            ]
        );
        assert_eq!(
            forms("Рябкова", Part::Family, Some(Gender::F)),
            [
                "genitive Рябковой",
                "instrumental Рябковой",
                "instrumental Рябковою"
            ]
        );
        assert_eq!(forms("СЕНЕЦ", Part::Family, None), ["genitive СЕНЦА"]);
        assert!(
            forms("Петренко", Part::Family, Some(Gender::M)).is_empty()
                && forms("Рябков", Part::Given, None).is_empty()
        );
    }

    #[test]
    fn feminine_and_gender() {
        let inflections = load(&[RU, PL]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            inflections.feminine("ru", "Рябков").as_deref(),
            Some("Рябкова")
        );
        assert_eq!(
            inflections.feminine("ru", "Чайковский").as_deref(),
            Some("Чайковская")
        );
        assert_eq!(inflections.feminine("ru", "Петренко"), None);
        let gender = |word: &str| inflections.gender("ru", word).map(Gender::as_str);
        assert_eq!(
            (
                gender("Рябков"),
                gender("ЧАЙКОВСКАЯ"),
                gender("Петренко"),
                gender("Ин")
            ),
            (Some("m"), Some("f"), None, None)
        );
    }

    #[test]
    fn latin_endings_longest_first_and_round_trip() {
        let inflections = load(&[RU, PL]).unwrap_or_else(|error| panic!("{error}"));
        let endings: Vec<&str> = inflections
            .latin_endings("pl")
            .iter()
            .map(|latin| latin.ending.as_str())
            .collect();
        assert_eq!(endings, ["owi", "a"]);
        let bytes = inflections.to_bytes().unwrap_or_default();
        let bytes: &'static [u8] = bytes.leak();
        assert_eq!(Inflections::from_bytes(bytes).ok(), Some(inflections));
        assert!(Inflections::from_bytes(b"\xff\xff\xff\xff\xff").is_err());
    }

    #[test]
    fn the_tables_of_the_glossary_keep_their_examples() {
        let folder: std::path::PathBuf = [env!("CARGO_MANIFEST_DIR"), "glossary", "inflection"]
            .iter()
            .collect();
        let paths = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.path());
        let files: Vec<(String, String)> = paths
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "yaml")
            })
            .map(|path| {
                (
                    path.display().to_string(),
                    std::fs::read_to_string(&path).unwrap_or_default(),
                )
            })
            .collect();
        let inflections = Inflections::from_yaml(&files).unwrap_or_else(|error| panic!("{error}"));
        assert!(inflections.languages().contains(&"ru"));
    }

    #[test]
    fn mistakes_name_file_and_word() {
        let message = |text: &str| {
            load(&[text])
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        assert!(
            message(&RU.replace("genitive: Рябкова", "genitive: Рябкову"))
                .contains("test.yaml: example `Рябков`: genitive")
        );
        assert!(message(&RU.replace("dative: у", "vocative: у")).contains("`vocative`"));
        assert!(
            message(&RU.replace("ending: ец, strip: 2", "ending: ец, strip: 3")).contains("`ец`")
        );
        assert!(message(&RU.replace("cases:", "kases:")).contains("kases"));
        assert!(load(&[RU, RU]).is_err());
    }
}

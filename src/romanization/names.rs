//! Whole names: could this Latin text be a rendering of that native name?
//!
//! Words are compared one by one, in order or with the family name at the other end; the verdict is that of the worst
//! word. Case endings on the Latin side are only read with a language of text whose table has them. Grammar is kept apart
//! from spelling: the feminine of a masculine name is another name.

use super::convention::{ConventionSet, Tier};
use super::latin::{is_combining, is_latin_letter, normalize_latin};
use super::lattice::Lattice;
use super::table::Tables;
use crate::lang::inflection::{Gender, Inflections};

/// Names have no more words than this.
const MAX_WORDS: usize = 8;

/// A verdict on a pair of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct NameMatch {
    pub matched: bool,
    pub tier: Option<Tier>,
    /// Ids of systems, best first.
    pub conventions: Vec<String>,
    /// Of the native form: `m` or `f`, where its ending shows it.
    pub gender: Option<&'static str>,
    /// Of the Latin form, where an ending was taken off.
    pub case: Option<String>,
    /// The language by which the native form was read.
    pub native_language: Option<String>,
}

/// Input that is not a pair of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MatchError {
    #[error("the native form is empty")]
    EmptyNative,
    #[error("the Latin form is empty")]
    EmptyLatin,
    #[error("the native form has no letters")]
    NoNativeLetters,
    #[error("the Latin form has no Latin letters")]
    NoLatinLetters,
}

/// Whether the Latin form can render the native one; without a native language, by any language whose alphabet fits.
pub(crate) fn match_name(
    tables: &Tables,
    inflections: &Inflections,
    native: &str,
    latin: &str,
    native_language: Option<&str>,
    text_language: Option<&str>,
) -> Result<NameMatch, MatchError> {
    validate(native, latin)?;
    let latin_words = words(&normalize_latin(latin));
    let native_words = words(native);
    let languages = match native_language {
        Some(language) => vec![super::table::primary(language)],
        None => tables.fitting_languages(native),
    };
    let endings = text_language.map(|language| Endings {
        inflections,
        language,
    });
    let mut best: Option<(&str, Whole)> = None;
    for &language in &languages {
        let found = Pairing {
            tables,
            language,
            endings: endings.as_ref(),
        }
        .best(&native_words, &latin_words);
        if let Some(found) = found
            && best
                .as_ref()
                .is_none_or(|(_, known)| found.cost() < known.cost())
        {
            best = Some((language, found));
        }
    }
    let language = best
        .as_ref()
        .map(|(language, _)| *language)
        .or_else(|| languages.first().copied());
    let gender = language
        .and_then(|language| gender(inflections, language, &native_words))
        .map(Gender::as_str);
    let mut verdict = NameMatch {
        gender,
        native_language: language.map(str::to_owned),
        ..NameMatch::default()
    };
    if let Some((language, found)) = best {
        verdict.matched = true;
        verdict.tier = Some(found.tier);
        verdict.case = found.case;
        verdict.conventions = tables
            .convention_ids(language, found.conventions, text_language)
            .into_iter()
            .map(str::to_owned)
            .collect();
    }
    Ok(verdict)
}

fn validate(native: &str, latin: &str) -> Result<(), MatchError> {
    if native.trim().is_empty() {
        return Err(MatchError::EmptyNative);
    }
    if latin.trim().is_empty() {
        return Err(MatchError::EmptyLatin);
    }
    if !native.chars().any(char::is_alphabetic) {
        return Err(MatchError::NoNativeLetters);
    }
    if !latin.chars().any(is_latin_letter) {
        return Err(MatchError::NoLatinLetters);
    }
    Ok(())
}

/// Words of a name: split at spaces and hyphens, commas and the full stops of initials dropped.
fn words(name: &str) -> Vec<String> {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}');
    let parts = name.split(|c: char| c.is_whitespace() || hyphen(c) && c != '\u{AD}');
    let trimmed = parts.map(|word| {
        word.trim_matches(|c: char| {
            !c.is_alphanumeric() && !is_combining(c) && !matches!(c, '\'' | 'ʹ' | 'ʼ' | '’')
        })
    });
    trimmed
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The gender of a native name: of the family name, usually last, or of the first word that shows any.
fn gender(inflections: &Inflections, language: &str, words: &[String]) -> Option<Gender> {
    let order = words.last().into_iter().chain(words.iter());
    order
        .into_iter()
        .find_map(|word| inflections.gender(language, word))
}

struct Endings<'a> {
    inflections: &'a Inflections,
    language: &'a str,
}

/// The reading of a whole name.
#[derive(Debug)]
struct Whole {
    tier: Tier,
    foreign: usize,
    conventions: ConventionSet,
    case: Option<String>,
    /// Whether one of the conventions is at home in the language of the text.
    at_home: bool,
    /// Length of the ending taken off, over all words: the longer, the likelier the case.
    ending: usize,
}

impl Whole {
    /// Smaller is better: a direct reading before an inflected one, then the tier, then the longer ending. Only where the
    /// direct reading is foreign to the text does an ending of its own language go first: in German, Putins is a genitive
    /// and not a Latvian nominative.
    fn cost(&self) -> (u8, Tier, usize, std::cmp::Reverse<usize>) {
        let inflected = self.case.is_some();
        let class = match (inflected, self.at_home) {
            (false, true) => 0,
            (true, true) if self.tier == Tier::Pure => 1,
            (false, false) => 2,
            (true, _) => 3,
        };
        (
            class,
            self.tier,
            self.foreign,
            std::cmp::Reverse(self.ending),
        )
    }
}

/// One way to read one Latin word: as it stands, or without an ending.
#[derive(Debug, Clone)]
struct Candidate {
    case: Option<String>,
    ending: usize,
    tier: Tier,
    foreign: usize,
    conventions: ConventionSet,
}

struct Pairing<'a> {
    tables: &'a Tables,
    language: &'a str,
    endings: Option<&'a Endings<'a>>,
}

impl Pairing<'_> {
    fn best(&self, native: &[String], latin: &[String]) -> Option<Whole> {
        if native.len() != latin.len() || native.is_empty() || native.len() > MAX_WORDS {
            return None;
        }
        let lattices: Vec<Lattice> = native
            .iter()
            .map(|word| self.tables.lattice(self.language, word))
            .collect::<Option<_>>()?;
        let turns: &[usize] = match latin.len() {
            2 => &[0, 1],
            3 => &[0, 1, 2],
            _ => &[0],
        };
        let mut best: Option<Whole> = None;
        for &turn in turns {
            let mut turned = latin.to_vec();
            turned.rotate_left(turn);
            for found in self.in_order(&lattices, &turned) {
                if best
                    .as_ref()
                    .is_none_or(|known| found.cost() < known.cost())
                {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// Readings word by word: all direct, or all in one case (words that do not decline stay as they are).
    fn in_order(&self, lattices: &[Lattice], latin: &[String]) -> Vec<Whole> {
        let mut options: Vec<Vec<Candidate>> = Vec::with_capacity(latin.len());
        for (lattice, word) in lattices.iter().zip(latin) {
            let of_word = self.options(lattice, word);
            if of_word.is_empty() {
                return Vec::new();
            }
            options.push(of_word);
        }
        let mut cases: Vec<Option<&str>> = vec![None];
        for case in options
            .iter()
            .flatten()
            .filter_map(|option| option.case.as_deref())
        {
            if !cases.contains(&Some(case)) {
                cases.push(Some(case));
            }
        }
        let whole = |case: &Option<&str>| {
            let fitting = |of_word: &Vec<Candidate>| {
                let exact = of_word
                    .iter()
                    .find(|option| option.case.as_deref() == *case);
                exact
                    .or_else(|| of_word.iter().find(|option| option.case.is_none()))
                    .cloned()
            };
            options
                .iter()
                .map(fitting)
                .collect::<Option<Vec<Candidate>>>()
                .map(|chosen| self.combine(&chosen))
        };
        cases.iter().filter_map(whole).collect()
    }

    fn options(&self, lattice: &Lattice, latin: &str) -> Vec<Candidate> {
        let mut options = Vec::new();
        if let Some(reading) = lattice.accept(latin) {
            options.push(Candidate {
                case: None,
                ending: 0,
                tier: reading.tier,
                foreign: usize::from(reading.foreign),
                conventions: reading.conventions,
            });
        }
        let Some(endings) = self.endings else {
            return options;
        };
        for latin_ending in endings.inflections.latin_endings(endings.language) {
            let Some(stem) = latin.strip_suffix(latin_ending.ending.as_str()) else {
                continue;
            };
            let stem = stem.trim_end_matches('\'');
            if stem.chars().count() < 3 {
                continue;
            }
            // An ending and noise together would explain too much.
            let nominative = format!("{stem}{}", latin_ending.instead);
            if let Some(reading) = lattice
                .accept(&nominative)
                .filter(|reading| reading.tier != Tier::Noise)
            {
                let ending = latin_ending.ending.chars().count();
                let case = Some(latin_ending.case.clone());
                options.push(Candidate {
                    case,
                    ending,
                    tier: reading.tier,
                    foreign: usize::from(reading.foreign),
                    conventions: reading.conventions,
                });
            }
        }
        options
    }

    /// The worst tier, and the conventions that the words share; words of different conventions are a mixed reading.
    fn combine(&self, words: &[Candidate]) -> Whole {
        let mut tier = words
            .iter()
            .map(|word| word.tier)
            .max()
            .unwrap_or(Tier::Pure);
        let mut foreign = words.iter().map(|word| word.foreign).max().unwrap_or(0);
        let sets = || words.iter().map(|word| word.conventions);
        let mut conventions = sets()
            .reduce(ConventionSet::intersection)
            .unwrap_or_default();
        if conventions.is_empty() {
            tier = tier.max(Tier::Mixed);
            foreign = foreign.max(1);
            conventions = sets().fold(ConventionSet::EMPTY, ConventionSet::union);
        }
        let case = words.iter().find_map(|word| word.case.clone());
        let ending = words.iter().map(|word| word.ending).sum();
        let at_home = self.endings.is_some_and(|endings| {
            self.tables
                .any_at_home(self.language, conventions, endings.language)
        });
        Whole {
            tier,
            foreign,
            conventions,
            case,
            at_home,
            ending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::TABLES;
    use super::*;

    const RU: &str = "
language: ru
authority: Grammar
references: [{ title: Grammar }]
feminine:
  - { ending: [ов, ев, ёв, ин, ын], add: а }
  - { ending: [ский, цкий], strip: 2, add: ая }
";
    const PL: &str = "
language: pl
authority: Grammar
references: [{ title: Grammar }]
latin-endings:
  - { ending: a, case: genitive }
  - { ending: owi, case: dative }
  - { ending: y, instead: a, case: genitive }
";

    const DE: &str = "
language: de
authority: Grammar
references: [{ title: Grammar }]
latin-endings:
  - { ending: s, case: genitive }
";

    fn ask(native: &str, latin: &str, text_language: Option<&str>) -> NameMatch {
        let files = [RU, PL, DE].map(|text| ("test.yaml".to_owned(), text.to_owned()));
        let inflections = Inflections::from_yaml(&files).unwrap_or_else(|error| panic!("{error}"));
        match_name(&TABLES, &inflections, native, latin, None, text_language)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn several_words_in_either_order() {
        for latin in ["Sergej Rjabkow", "RJABKOW, SERGEJ", "Rjabkow Sergej"] {
            let found = ask("Сергей Рябков", latin, Some("de"));
            assert!(
                found.matched && found.tier == Some(Tier::Pure),
                "{latin}: {found:?}"
            );
            assert_eq!(
                found.conventions.first().map(String::as_str),
                Some("press-rus-Cyrl-Latn-de")
            );
            assert_eq!(
                (found.gender, found.native_language.as_deref()),
                (Some("m"), Some("ru"))
            );
        }
        assert!(ask("Салтыков-Щедрин", "Saltykov Shchedrin", None).matched);
        assert!(
            ask(
                "Рябков Сергей Алексеевич",
                "Sergei Alekseyevich Ryabkov",
                None
            )
            .matched
        );
        assert!(!ask("Сергей Рябков", "Ryabkov", None).matched);
        assert!(!ask("Сергей Рябков", "Sergei Ryabov", None).matched);
    }

    #[test]
    fn words_of_different_conventions_are_mixed() {
        let found = ask("Сергей Хрущёв", "Sergej Khrouchtchev", None);
        assert_eq!(found.tier, Some(Tier::Mixed));
        assert!(!found.conventions.is_empty());
    }

    #[test]
    fn grammar_is_not_spelling() {
        assert!(!ask("Иванов", "Ivanova", None).matched);
        assert!(!ask("Иванов", "Ivanova", Some("en")).matched);
        let feminine = ask("Иванова", "Ivanova", None);
        assert_eq!(
            (feminine.matched, feminine.gender, feminine.case),
            (true, Some("f"), None)
        );
        assert_eq!(ask("Путин", "Putin", None).gender, Some("m"));
        assert_eq!(ask("Шевченко", "Shevchenko", None).gender, None);
    }

    #[test]
    fn oblique_latin_forms_need_a_language_of_text() {
        assert!(
            !ask("Рябков", "Riabkowa", None).matched
                && !ask("Рябков", "Riabkowa", Some("en")).matched
        );
        let genitive = ask("Рябков", "Riabkowa", Some("pl"));
        assert_eq!(
            (genitive.matched, genitive.tier, genitive.case.as_deref()),
            (true, Some(Tier::Pure), Some("genitive"))
        );
        assert_eq!(
            ask("Никита Рябков", "Nikity Riabkowa", Some("pl-PL"))
                .case
                .as_deref(),
            Some("genitive")
        );
        assert_eq!(
            ask("Никита Рябков", "Nikity Riabkowowi", Some("pl")).case,
            None
        );
        assert_eq!(ask("Рябков", "Riabkow", Some("pl")).case, None);
    }

    #[test]
    fn an_ending_of_the_text_goes_before_a_convention_of_another_language() {
        assert_eq!(
            ask("Путин", "Putins", Some("de")).case.as_deref(),
            Some("genitive")
        );
        assert_eq!(ask("Путин", "Putins", None).case, None);
    }

    #[test]
    fn form_and_case_do_not_matter() {
        assert!(ask("РЯБКОВ", "ryabkov", None).matched);
        assert!(ask("Сергеи\u{306}", "Sergej", None).matched);
        assert!(ask("Хрущёв", "Chrus\u{30C}c\u{30C}e\u{308}v", None).matched);
    }

    #[test]
    fn what_is_no_pair_of_names() {
        let error = |native: &str, latin: &str| {
            match_name(&TABLES, &Inflections::default(), native, latin, None, None).err()
        };
        assert_eq!(error(" ", "Putin"), Some(MatchError::EmptyNative));
        assert_eq!(error("Путин", ""), Some(MatchError::EmptyLatin));
        assert_eq!(error("123", "Putin"), Some(MatchError::NoNativeLetters));
        assert_eq!(error("Путин", "Путин"), Some(MatchError::NoLatinLetters));
        assert_eq!(error("Ωμέγα", "Omega"), None);
        assert!(
            !match_name(
                &TABLES,
                &Inflections::default(),
                "習近平",
                "Xi",
                Some("zh"),
                None
            )
            .is_ok_and(|found| found.matched)
        );
    }
}

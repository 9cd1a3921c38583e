//! Blocking keys for very large glossaries: what no convention of a language changes in a word.
//!
//! A key keeps only classes of Latin consonants for which every rule of every table of the language agrees with its native
//! letters; the classes are computed from the tables, so the promise "accepted, hence equal keys" holds by construction.
//! A key only finds candidates and never decides.

use serde::{Deserialize, Serialize};

use super::latin::{normalize_latin, strip_diacritics};
use super::raw::TableError;
use super::rules::LanguageRules;
use super::table::Tables;

/// A set of consonant classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Classes(u16);

/// A letter of each class, by the numbers of `class_of`.
const CANDIDATES: [&str; 9] = ["b", "d", "l", "m", "n", "r", "t", "k", "p"];

impl Classes {
    const ALL: Classes = Classes((1 << CANDIDATES.len()) - 1);

    fn of(letter: char) -> Option<(Classes, char)> {
        let at = usize::from(class_of(letter)?);
        Some((Classes(1 << at), CANDIDATES.get(at)?.chars().next()?))
    }

    fn of_text(key: &str) -> Classes {
        key.chars()
            .filter_map(Self::of)
            .fold(Classes(0), |set, (class, _)| Classes(set.0 | class.0))
    }

    fn contains(self, class: Classes) -> bool {
        self.0 & class.0 != 0
    }
}

/// The number of the class of a letter.
///
/// f, v, w and p are one: ф is written ph, в is written v, w or f.
fn class_of(letter: char) -> Option<u8> {
    match letter {
        'b' => Some(0),
        'd' => Some(1),
        'l' => Some(2),
        'm' => Some(3),
        'n' => Some(4),
        'r' => Some(5),
        't' => Some(6),
        'k' | 'q' | 'g' | 'h' => Some(7),
        'p' | 'f' | 'v' | 'w' => Some(8),
        _ => None,
    }
}

/// The key of a text in comparison form.
fn key(normalized: &str, classes: Classes) -> String {
    let bare;
    let text = if normalized.is_ascii() {
        normalized
    } else {
        bare = strip_diacritics(normalized);
        &bare
    };
    let mut out = String::new();
    for (class, letter) in text.chars().filter_map(Classes::of) {
        if classes.contains(class) {
            push(&mut out, letter);
        }
    }
    out
}

fn push(key: &mut String, letter: char) {
    if !key.ends_with(letter) {
        key.push(letter);
    }
}

/// The key of an encoded native word.
fn native_key(letter_skeletons: &[String], word: &[u8]) -> String {
    let mut out = String::new();
    for letter in word
        .iter()
        .filter_map(|&number| letter_skeletons.get(usize::from(number)))
        .flat_map(|s| s.chars())
    {
        push(&mut out, letter);
    }
    out
}

/// What no convention changes in a word: how many consonants stay, and a number that stands for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Skeleton {
    pub letters: usize,
    code: u64,
    last: u64,
}

impl Skeleton {
    /// Words are compared by the same classes alone, so that the classes are part of the number.
    fn new(classes: Classes) -> Skeleton {
        Skeleton {
            letters: 0,
            code: u64::from(classes.0),
            last: u64::MAX,
        }
    }

    /// Adds a consonant by the number of its class; one that is doubled counts once.
    fn push(&mut self, class: u64) {
        if class != self.last {
            self.last = class;
            self.letters += 1;
            self.code = mixed(self.code ^ (class + 1));
        }
    }

    /// A number for the skeleton with the first and last letter of the word.
    pub(crate) fn with_edges(self, (first, last): (char, char)) -> u64 {
        mixed(self.code ^ u64::from(u32::from(first)) << 32 ^ u64::from(u32::from(last)))
    }
}

/// Spreads every bit over the upper half, and the upper half over the lower one. Compiled glossaries hold what it gives.
fn mixed(number: u64) -> u64 {
    let product = number
        .wrapping_add(0x9E37_79B9_7F4A_7C15)
        .wrapping_mul(0xD6E8_FEB8_6659_FD93);
    product ^ product >> 32
}

/// A Latin word read once for all languages: in comparison form, with its first and last letter and its consonants by class.
#[derive(Debug)]
pub(crate) struct LatinWord {
    pub text: String,
    pub edges: (char, char),
    classes: Vec<u8>,
}

impl LatinWord {
    /// None where there is no letter.
    pub(crate) fn new(word: &str) -> Option<LatinWord> {
        let text = normalize_latin(word);
        let edges = (text.chars().next()?, text.chars().next_back()?);
        let bare = (!text.is_ascii()).then(|| strip_diacritics(&text));
        let letters = bare.as_deref().unwrap_or(&text).chars();
        let classes = letters.filter_map(class_of).collect();
        Some(LatinWord {
            text,
            edges,
            classes,
        })
    }

    fn skeleton(&self, kept: Classes) -> Skeleton {
        let mut skeleton = Skeleton::new(kept);
        for class in self.classes.iter().filter(|c| kept.0 >> **c & 1 == 1) {
            skeleton.push(u64::from(*class));
        }
        skeleton
    }
}

impl Tables {
    /// The skeleton of a native word; none where the word is not of the language.
    pub(crate) fn skeleton_native(&self, language: &str, word: &str) -> Option<Skeleton> {
        let (alphabet, rules) = self.language(language)?;
        let mut skeleton = Skeleton::new(rules.skeleton);
        for letter in native_key(&rules.letter_skeletons, &alphabet.encode(word)?).chars() {
            skeleton.push(u64::from(class_of(letter)?));
        }
        Some(skeleton)
    }

    /// The skeletons of a Latin word for native words of each language, in declared order, where one of them is wanted.
    pub(crate) fn skeletons_latin(
        &self,
        word: &LatinWord,
        mut wanted: impl FnMut(Skeleton) -> bool,
    ) -> Vec<(&str, Skeleton)> {
        let mut found = Vec::new();
        for (classes, languages) in self.by_classes() {
            let skeleton = word.skeleton(*classes);
            if wanted(skeleton) {
                found.extend(languages.iter().map(|language| (*language, skeleton)));
            }
        }
        // Several languages keep the same classes, and are asked together.
        found.sort_unstable_by_key(|(language, _)| *language);
        let named = |(at, skeleton)| Some((self.language_at(at)?, skeleton));
        found.into_iter().filter_map(named).collect()
    }
}

/// Drops class after class until every rule agrees with the letters it reads, then stores the keys of the letters.
pub(crate) fn settle(
    file: &str,
    rules: &mut LanguageRules,
    letters: usize,
    interchangeable: &[(u8, u8)],
) -> Result<(), TableError> {
    let mut classes = Classes::ALL;
    loop {
        let keys = letter_keys(rules, letters, classes);
        let Some(broken) = disagreement(rules, &keys, classes, interchangeable) else {
            rules.skeleton = classes;
            rules.letter_skeletons = keys;
            return Ok(());
        };
        if broken.0 == 0 {
            return Err(TableError::new(file, "no blocking key can be made"));
        }
        classes = Classes(classes.0 & !broken.0);
    }
}

/// For every letter, the key of the first output that any system gives it alone.
fn letter_keys(rules: &LanguageRules, letters: usize, classes: Classes) -> Vec<String> {
    let mut keys = vec![None; letters];
    for_each_output(rules, |gram, text| {
        if let [letter] = *gram
            && let Some(slot) = keys.get_mut(usize::from(letter))
            && slot.is_none()
        {
            *slot = Some(key(text, classes));
        }
    });
    keys.into_iter().map(Option::unwrap_or_default).collect()
}

/// The classes to drop because of the first rule that disagrees.
fn disagreement(
    rules: &LanguageRules,
    keys: &[String],
    classes: Classes,
    interchangeable: &[(u8, u8)],
) -> Option<Classes> {
    let blame = |a: &str, b: &str| {
        let (a, b) = (Classes::of_text(a), Classes::of_text(b));
        let differing = a.0 ^ b.0;
        Classes(if differing == 0 { a.0 } else { differing })
    };
    let mut broken = None;
    for_each_output(rules, |gram, text| {
        let (native, latin) = (native_key(keys, gram), key(text, classes));
        if broken.is_none() && native != latin {
            broken = Some(blame(&native, &latin));
        }
    });
    broken.or_else(|| {
        let of = |letter: u8| keys.get(usize::from(letter)).map_or("", String::as_str);
        interchangeable
            .iter()
            .find(|&&(a, b)| of(a) != of(b))
            .map(|&(a, b)| blame(of(a), of(b)))
    })
}

/// Every n-gram with every comparison text that any convention gives it.
fn for_each_output(rules: &LanguageRules, mut visit: impl FnMut(&[u8], &str)) {
    for system in &rules.systems {
        for (first, of_letter) in (0u8..).zip(&system.by_letter) {
            for rule in of_letter {
                let gram: Vec<u8> = std::iter::once(first)
                    .chain(rule.rest.iter().copied())
                    .collect();
                for output in rule.cases.iter().flat_map(|case| &case.outputs) {
                    for mode in super::convention::Mode::ALL {
                        if let Some((_, text)) = rules.text(*output, mode) {
                            visit(&gram, text);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::TABLES;
    use super::*;

    #[test]
    fn every_rule_of_every_table_keeps_the_key() {
        for language in TABLES.languages() {
            let Some((alphabet, rules)) = TABLES.language(language) else {
                panic!("{language}")
            };
            for_each_output(rules, |gram, text| {
                assert_eq!(
                    native_key(&rules.letter_skeletons, gram),
                    key(text, rules.skeleton),
                    "{language}: {} {text}",
                    alphabet.decode(gram)
                );
            });
        }
    }

    #[test]
    fn keys_tell_names_apart() {
        let native = |word: &str| TABLES.skeleton_native("ru", word);
        let latin = |word: &str| {
            let word = LatinWord::new(word)?;
            let all = TABLES.skeletons_latin(&word, |_| true);
            all.into_iter().find(|(l, _)| *l == "ru").map(|(_, s)| s)
        };
        for spelling in ["Ryabkov", "Rjabkow", "RIABKOFF"] {
            assert_eq!(native("Рябков"), latin(spelling), "{spelling}");
        }
        assert_ne!(native("Рябков"), latin("Rybakin"));
        assert_eq!(TABLES.skeleton_native("ru", "Ryabkov"), None);
    }
}

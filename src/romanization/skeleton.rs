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

/// Letters by class. f, v, w and p are one: ф is written ph, в is written v, w or f.
const CANDIDATES: [&str; 9] = ["b", "d", "l", "m", "n", "r", "t", "kqgh", "pfvw"];

impl Classes {
    const ALL: Classes = Classes((1 << CANDIDATES.len()) - 1);

    fn of(letter: char) -> Option<(Classes, char)> {
        let at = CANDIDATES
            .iter()
            .position(|letters| letters.contains(letter))?;
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

impl Tables {
    /// The blocking key of a native word; none where the word is not of the language.
    pub(crate) fn skeleton_native(&self, language: &str, word: &str) -> Option<String> {
        let (alphabet, rules) = self.language(language)?;
        Some(native_key(&rules.letter_skeletons, &alphabet.encode(word)?))
    }

    /// The blocking key of a Latin token, for native words of the language.
    pub(crate) fn skeleton_latin(&self, language: &str, latin: &str) -> String {
        self.language(language)
            .map_or_else(String::new, |(_, rules)| {
                key(&normalize_latin(latin), rules.skeleton)
            })
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
        let native = |word: &str| TABLES.skeleton_native("ru", word).unwrap_or_default();
        let latin = |word: &str| TABLES.skeleton_latin("ru", word);
        for spelling in ["Ryabkov", "Rjabkow", "RIABKOFF"] {
            assert_eq!(native("Рябков"), latin(spelling), "{spelling}");
        }
        assert_ne!(native("Рябков"), latin("Rybakin"));
        assert_eq!(TABLES.skeleton_native("ru", "Ryabkov"), None);
    }
}

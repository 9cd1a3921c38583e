//! The native side: an alphabet, and words of it as letter numbers.
//!
//! A word is normalized before it is encoded: NFC, lower case, one apostrophe (ʼ), stress accents dropped. Letters are
//! numbered in the order of the table; no alphabet has more than 128.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The apostrophe where it is a letter.
pub(crate) const APOSTROPHE: char = 'ʼ';

/// A set of letters, by number.
pub(crate) type LetterSet = u128;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Alphabet {
    pub language: String,
    pub name: String,
    pub script: String,
    /// By number.
    pub letters: Vec<char>,
    /// The same with their numbers, sorted for lookup.
    index: Vec<(char, u8)>,
    pub consonants: LetterSet,
    /// Pairs of letters that writers use for each other.
    pub interchangeable: Vec<(u8, u8)>,
}

impl Alphabet {
    pub(crate) const CAPACITY: usize = 128;

    pub(crate) fn new(
        language: String,
        name: String,
        script: String,
        letters: Vec<char>,
    ) -> Alphabet {
        let mut index: Vec<(char, u8)> = letters
            .iter()
            .take(Self::CAPACITY)
            .zip(0u8..)
            .map(|(&c, n)| (c, n))
            .collect();
        index.sort_unstable();
        Alphabet {
            language,
            name,
            script,
            letters,
            index,
            consonants: 0,
            interchangeable: Vec::new(),
        }
    }

    /// The number of a lower-case letter.
    pub(crate) fn number(&self, letter: char) -> Option<u8> {
        let exact = |letter: char| {
            self.index
                .binary_search_by_key(&letter, |&(c, _)| c)
                .ok()
                .and_then(|at| self.index.get(at))
                .map(|&(_, n)| n)
        };
        exact(letter).or_else(|| match letter {
            // Precomposed letters with a grave stress accent.
            'ѐ' => exact('е'),
            'ѝ' => exact('и'),
            c if is_apostrophe(c) => exact(APOSTROPHE),
            _ => None,
        })
    }

    /// The number of a letter of either case.
    pub(crate) fn number_any_case(&self, letter: char) -> Option<u8> {
        self.number(letter).or_else(|| {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(c), None) => self.number(c),
                _ => None,
            }
        })
    }

    pub(crate) fn set(&self, letters: &str) -> Option<LetterSet> {
        letters
            .chars()
            .try_fold(0, |set, c| self.number(c).map(|n| set | 1 << n))
    }

    /// A whole word as letter numbers; none if a character is not a letter of the alphabet.
    pub(crate) fn encode(&self, word: &str) -> Option<Vec<u8>> {
        let mut numbers = Vec::with_capacity(word.len() / 2);
        for c in word.trim().nfc() {
            match self.number_any_case(c) {
                Some(number) => numbers.push(number),
                None if is_stress(c) || is_invisible(c) => {}
                None => return None,
            }
        }
        (!numbers.is_empty()).then_some(numbers)
    }

    /// The letters of an encoded word.
    pub(crate) fn decode(&self, word: &[u8]) -> String {
        word.iter()
            .filter_map(|&number| self.letters.get(usize::from(number)))
            .collect()
    }

    /// Whether every letter of the text is in the alphabet, and there is one.
    pub(crate) fn fits(&self, text: &str) -> bool {
        let mut any = false;
        for c in text.nfc() {
            if self.number_any_case(c).is_some() {
                any |= c.is_alphabetic() && !is_apostrophe(c);
            } else if c.is_alphabetic() && !is_apostrophe(c) {
                return false;
            }
        }
        any
    }
}

/// Stress accents as dictionaries put them over Cyrillic vowels.
pub(crate) fn is_stress(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʹ' | '′' | '＇')
}

pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_any_case_and_form() {
        let alphabet = Alphabet::new(
            "ru".into(),
            "Russian".into(),
            "Cyrl".into(),
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя".chars().collect(),
        );
        assert_eq!(
            alphabet.encode("Чайковский"),
            alphabet.encode("ЧАИ\u{306}КО\u{301}ВСКИИ\u{306}")
        );
        assert_eq!(
            alphabet.decode(&alphabet.encode("Ёлка").unwrap_or_default()),
            "ёлка"
        );
        assert!(
            alphabet.encode("Київ").is_none()
                && alphabet.encode("").is_none()
                && alphabet.encode("а б").is_none()
        );
        assert!(
            alphabet.fits("Салтыков-Щедрин") && !alphabet.fits("Київ") && !alphabet.fits("- 12")
        );
    }
}

//! Writing native text in Latin letters by one system.
//!
//! Words of the alphabet are converted, everything else passes unchanged. Tables know no upper case: a capital gives a
//! capital and small letters (Щ → Shch), or capitals only where its neighbour is one (ЩИ → SHCHI). Output is NFC.

use unicode_normalization::UnicodeNormalization;

use super::alphabet::{Alphabet, is_apostrophe, is_stress};
use super::rules::{LanguageRules, RuleSet};
use super::table::{Tables, primary};

impl Tables {
    /// The text as the system writes it; none for an unknown system.
    pub(crate) fn romanize(&self, id: &str, text: &str) -> Option<String> {
        let system = self.system(id)?;
        let (alphabet, rules) = self.language(&system.language)?;
        let place = self
            .systems_of(&system.language)
            .position(|other| other.id == id)?;
        let set = rules.systems.get(place)?;
        let dotted = system
            .home
            .iter()
            .any(|home| matches!(primary(home), "tr" | "az"));
        let chars: Vec<char> = text.nfc().collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if alphabet.number_any_case(c).is_none() || is_apostrophe(c) {
                out.push(c);
                at += 1;
                continue;
            }
            let word = Word::read(alphabet, chars.get(at..).unwrap_or_default());
            at += word.length;
            word.write(alphabet, rules, set, dotted, &mut out);
        }
        Some(out.nfc().collect())
    }
}

/// A run of letters of the alphabet.
struct Word {
    numbers: Vec<u8>,
    upper: Vec<bool>,
    /// How many characters of the text it takes, dropped accents included.
    length: usize,
}

impl Word {
    fn read(alphabet: &Alphabet, chars: &[char]) -> Word {
        let mut word = Word {
            numbers: Vec::new(),
            upper: Vec::new(),
            length: 0,
        };
        for (at, &c) in chars.iter().enumerate() {
            if is_stress(c) && alphabet.number(c).is_none() {
                word.length = at + 1;
                continue;
            }
            let Some(number) = alphabet.number_any_case(c) else {
                break;
            };
            // A closing quotation mark is not a letter: an apostrophe needs a letter after it.
            if is_apostrophe(c)
                && !chars.get(at + 1).is_some_and(|&next| {
                    !is_apostrophe(next) && alphabet.number_any_case(next).is_some()
                })
            {
                break;
            }
            word.numbers.push(number);
            // An apostrophe has no case and takes that of the letter before it, so that ІМ'Я is written in capitals.
            let before = word.upper.last().copied().unwrap_or(false);
            let upper = if is_apostrophe(c) {
                before
            } else {
                c.is_uppercase()
            };
            word.upper.push(upper);
            word.length = at + 1;
        }
        word
    }

    fn write(
        &self,
        alphabet: &Alphabet,
        rules: &LanguageRules,
        set: &RuleSet,
        dotted: bool,
        out: &mut String,
    ) {
        let mut at = 0;
        while at < self.numbers.len() {
            let found = set.longest(&self.numbers, at);
            let written = found
                .and_then(|(_, case)| case.outputs.first())
                .and_then(|&number| rules.outputs.get(usize::from(number)));
            let length = found.map_or(1, |(length, _)| length);
            let letter = self
                .numbers
                .get(at)
                .and_then(|&number| alphabet.letters.get(usize::from(number)));
            let mut own = [0; 4];
            let lower = written.map_or_else(
                || letter.map_or("", |c| &*c.encode_utf8(&mut own)),
                |output| output.written.as_str(),
            );
            match self.capitals(at, length) {
                Capitals::None => out.push_str(lower),
                Capitals::First => push_title(lower, dotted, out),
                Capitals::All => lower.chars().for_each(|c| push_upper(c, dotted, out)),
            }
            at += length;
        }
    }

    fn capitals(&self, at: usize, length: usize) -> Capitals {
        let is_upper = |place: usize| self.upper.get(place).copied();
        if is_upper(at) != Some(true) {
            return Capitals::None;
        }
        let neighbour = if length > 1 {
            is_upper(at + 1)
        } else {
            is_upper(at + 1).or_else(|| at.checked_sub(1).and_then(is_upper))
        };
        if neighbour == Some(true) {
            Capitals::All
        } else {
            Capitals::First
        }
    }
}

enum Capitals {
    None,
    First,
    All,
}

fn push_title(lower: &str, dotted: bool, out: &mut String) {
    let mut done = false;
    for c in lower.chars() {
        if !done && c.is_alphabetic() {
            push_upper(c, dotted, out);
            done = true;
        } else {
            out.push(c);
        }
    }
}

fn push_upper(c: char, dotted: bool, out: &mut String) {
    match c {
        'i' if dotted => out.push('İ'),
        // Modifier letters count as lower case but have no capitals; ŉ and the like would grow marks.
        _ => out.extend(c.to_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::TABLES;

    #[test]
    fn capitals_accents_and_what_is_no_word() {
        let write = |text: &str| {
            TABLES
                .romanize("bgnpcgn-rus-Cyrl-Latn-1947", text)
                .unwrap_or_default()
        };
        assert_eq!(
            write("Щука ЩУКА щука Щ ЩУка"),
            "Shchuka SHCHUKA shchuka Shch SHCHUka"
        );
        assert_eq!(
            write("Юрий Х., 1961 – Moscow «Москва»"),
            "Yuriy Kh., 1961 – Moscow «Moskva»"
        );
        assert_eq!(
            TABLES.romanize("ua-ukr-Cyrl-Latn-2010", "ІМ'Я Ім'я"),
            Some("IMIA Imia".to_owned())
        );
        assert_eq!(write("Чаи\u{306}ко\u{301}вский"), "Chaykovskiy");
        assert_eq!(write(""), "");
        assert_eq!(TABLES.romanize("no-such-system", "Щука"), None);
    }

    #[test]
    fn every_system_writes_latin_only() {
        for system in TABLES.systems() {
            let letters: String = TABLES
                .language(&system.language)
                // An apostrophe at the edge of a word is a quotation mark and stays.
                .map(|(alphabet, _)| {
                    let letters = alphabet.letters.iter();
                    letters.filter(|c| **c != 'ʼ').collect()
                })
                .unwrap_or_default();
            let written = TABLES
                .romanize(&system.id, &letters.to_uppercase())
                .unwrap_or_default();
            assert!(
                !written
                    .chars()
                    .any(|c| letters.contains(c) || letters.to_uppercase().contains(c)),
                "{}: {written}",
                system.id
            );
        }
    }
}

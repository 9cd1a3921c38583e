//! Names compared by their words: which are the same but for spelling, which say the same with more or fewer words.

use super::judgement::key;
use crate::document::words::{LanguageWords, has};
use crate::text::span::Span;

/// A word with its place in the text it was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Byte offset.
    pub at: usize,
}

/// Words of a text, cut at everything but letters, digits and apostrophes.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if let Some(word) = text.get(from..at) {
                    out.push(Word {
                        text: word,
                        at: from,
                    });
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// A word as names are compared by it: lower case, one spelling, no plural.
pub(crate) fn stem(word: &str, language: Option<&LanguageWords>) -> String {
    let mut stem = key(word);
    for (from, to) in language.iter().flat_map(|l| &l.spellings) {
        if stem.contains(from.as_str()) {
            stem = stem.replace(from.as_str(), to);
        }
    }
    for ending in ["'s", "'"] {
        if let Some(short) = stem.strip_suffix(ending) {
            stem = short.to_owned();
        }
    }
    if stem.chars().count() > 4
        && let Some(short) = stem.strip_suffix("ies")
    {
        stem = format!("{short}y");
    } else if stem.chars().count() > 3
        && !stem.ends_with("ss")
        && let Some(short) = stem.strip_suffix('s')
    {
        stem = short.to_owned();
    }
    stem
}

/// Whether a word only joins others.
pub(crate) fn is_link(word: &str, language: Option<&LanguageWords>) -> bool {
    let small = word.chars().next().is_some_and(char::is_lowercase);
    match language {
        Some(words) if !words.links.is_empty() => has(&words.links, &key(word)),
        _ => small && word.chars().count() <= 3,
    }
}

/// The words that say what a name is about, sorted, each once.
pub(crate) fn content(form: &str, language: Option<&LanguageWords>) -> Vec<String> {
    let mut out: Vec<String> = words(form)
        .into_iter()
        .filter(|w| !is_link(w.text, language))
        .map(|w| stem(w.text, language))
        .collect();
    out.sort();
    out.dedup();
    out
}

/// A name without spaces, hyphens, articles and differences of spelling: equal for two ways to write one name.
pub(crate) fn wording(form: &str, language: Option<&LanguageWords>) -> String {
    words(form)
        .into_iter()
        .filter(|w| !matches!(key(w.text).as_str(), "the" | "a" | "an"))
        .map(|w| stem(w.text, language))
        .collect()
}

/// How many words two sorted lists share.
pub(crate) fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|w| b.binary_search(w).is_ok()).count()
}

/// Whether a word is an acronym: two to seven capitals, with digits or a plural s.
pub(crate) fn is_acronym(word: &str) -> bool {
    let body = word.strip_suffix('s').unwrap_or(word);
    let capitals = body.chars().filter(|c| c.is_uppercase()).count();
    (2..=7).contains(&capitals) && !body.contains(char::is_lowercase)
}

/// The letters of an acronym without plural and digits, small.
pub(crate) fn initials_of(acronym: &str) -> Vec<char> {
    let body = acronym.strip_suffix('s').unwrap_or(acronym);
    body.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words at the end of `text` whose initials spell the acronym. Links and second parts of compounds may be left out.
pub(crate) fn spelled_by(
    text: &str,
    acronym: &str,
    language: Option<&LanguageWords>,
) -> Option<Span> {
    let letters = initials_of(acronym);
    let all = words(text);
    let mut left = letters.as_slice();
    let mut start = None;
    for (n, word) in all.iter().enumerate().rev() {
        let Some((last, rest)) = left.split_last() else {
            break;
        };
        let spelled = |w: &Word| w.text.to_lowercase().starts_with(*last);
        let joined = text.get(..word.at).is_some_and(|t| t.ends_with('-'));
        let optional = joined || is_link(word.text, language);
        // Of two readings, the one that leaves links out is the usual one.
        let before = n.checked_sub(1).and_then(|p| all.get(p));
        let skipped = optional && before.is_some_and(spelled);
        if spelled(word) && !skipped {
            left = rest;
            start = Some(word.at);
        } else if !optional {
            return None;
        }
    }
    let end = all.last().map(|w| w.at + w.text.len())?;
    start
        .filter(|_| left.is_empty())
        .map(|at| Span::new(at as u32, end as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en() -> Option<&'static LanguageWords> {
        crate::scan::embedded::knowledge().words("en")
    }

    #[test]
    fn one_name_in_two_spellings() {
        for (a, b) in [
            (
                "Organisation for Co-operation",
                "organization for Cooperation",
            ),
            ("Ministry of Defence", "the Ministry of Defense"),
            ("ballistic missiles", "ballistic missile"),
            ("Nuclear-Test-Ban Treaty", "Nuclear Test Ban Treaty"),
        ] {
            assert_eq!(wording(a, en()), wording(b, en()));
        }
        assert_ne!(
            wording("Treaty on Skies", en()),
            wording("Treaty of Skies", en())
        );
        assert_eq!(
            content("Treaty on the Moon", en()),
            content("Moon Treaty", en())
        );
    }

    #[test]
    fn initials_find_their_words() {
        let found = |text: &str, acronym: &str| {
            spelled_by(text, acronym, en()).map(|s| s.slice(text).to_owned())
        };
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(
            found(
                "told the Organization for Security and Co-operation in Europe",
                "OSCE"
            ),
            of("Organization for Security and Co-operation in Europe")
        );
        assert_eq!(
            found(
                "told the Organization for Security and Cooperation in Europe",
                "OSCE"
            ),
            of("Organization for Security and Cooperation in Europe")
        );
        assert_eq!(
            found("with intercontinental ballistic missiles", "ICBMs"),
            None
        );
        assert_eq!(
            found("a surface-to-air missile", "SAM"),
            of("surface-to-air missile")
        );
        assert_eq!(
            found("he met the Trade Union Congress", "TUC"),
            of("Trade Union Congress")
        );
        assert_eq!(found("something else", "TUC"), None);
    }
}

//! The language of a text that does not declare one: a guess, and marked as such.

use whatlang::{Detector, Lang};

use super::LanguageTag;

/// Languages that are considered. Fewer candidates make short texts far more reliable.
const CANDIDATES: &[(Lang, &str)] = &[
    (Lang::Ara, "ar"), (Lang::Bel, "be"), (Lang::Bul, "bg"), (Lang::Cat, "ca"), (Lang::Ces, "cs"), (Lang::Cmn, "zh"), (Lang::Dan, "da"),
    (Lang::Deu, "de"), (Lang::Ell, "el"), (Lang::Eng, "en"), (Lang::Est, "et"), (Lang::Fin, "fi"), (Lang::Fra, "fr"), (Lang::Heb, "he"),
    (Lang::Hin, "hi"), (Lang::Hrv, "hr"), (Lang::Hun, "hu"), (Lang::Ita, "it"), (Lang::Jpn, "ja"), (Lang::Kat, "ka"), (Lang::Kor, "ko"),
    (Lang::Lav, "lv"), (Lang::Lit, "lt"), (Lang::Nld, "nl"), (Lang::Nob, "nb"), (Lang::Pes, "fa"), (Lang::Pol, "pl"), (Lang::Por, "pt"),
    (Lang::Ron, "ro"), (Lang::Rus, "ru"), (Lang::Slk, "sk"), (Lang::Slv, "sl"), (Lang::Spa, "es"), (Lang::Srp, "sr"), (Lang::Swe, "sv"),
    (Lang::Tha, "th"), (Lang::Tur, "tr"), (Lang::Ukr, "uk"), (Lang::Vie, "vi"),
];

/// Bytes of a text that are looked at; more changes nothing but the time.
const SAMPLE: usize = 1500;
/// Letters below which the detector's own confidence means little.
const ENOUGH: usize = 60;

/// A guess and whether it may be the ground of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guess {
    pub tag: LanguageTag,
    pub reliable: bool,
}

/// Guesses the language of `text`. `function_words(language, word)` counts as evidence where texts are short.
pub(crate) fn detect(text: &str, function_words: impl Fn(&str) -> Option<&'static str>) -> Option<Guess> {
    let sample = sample(text);
    let votes = vote(sample, function_words);
    let info = Detector::with_allowlist(CANDIDATES.iter().map(|(lang, _)| *lang).collect()).detect(sample)?;
    let guessed = CANDIDATES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, tag)| *tag)?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count();
    let (tag, reliable) = match votes {
        Some((voted, sure)) if sure && !(info.is_reliable() && letters >= ENOUGH) => (voted, true),
        Some((voted, _)) if voted == guessed => (guessed, true),
        _ => (guessed, info.is_reliable() && letters >= ENOUGH),
    };
    LanguageTag::parse(tag).map(|tag| Guess { tag, reliable })
}

/// The start of the text, cut at a character.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The language with most function words, and whether it leads clearly.
fn vote(sample: &str, function_words: impl Fn(&str) -> Option<&'static str>) -> Option<(&'static str, bool)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        if let Some(language) = function_words(&word.to_lowercase()) {
            match counts.iter_mut().find(|(l, _)| *l == language) {
                Some((_, n)) => *n += 1,
                None => counts.push((language, 1)),
            }
        }
    }
    counts.sort_by_key(|(language, n)| (std::cmp::Reverse(*n), *language));
    let (first, n) = *counts.first()?;
    let second = counts.get(1).map_or(0, |(_, n)| *n);
    Some((first, n >= 3 && n >= 2 * second + 1))
}

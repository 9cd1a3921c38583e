//! The language of a text that does not declare one: a guess, and marked as such.

use whatlang::{Detector, Lang};

use super::LanguageTag;

/// Languages that are considered. Fewer candidates make short texts far more reliable.
const CANDIDATES: &[(Lang, &str)] = &[
    (Lang::Ara, "ar"),
    (Lang::Bel, "be"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kat, "ka"),
    (Lang::Kor, "ko"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Vie, "vi"),
];

/// Those that a text of a few words may be.
const COMMON: &[Lang] = &[
    Lang::Ara,
    Lang::Cmn,
    Lang::Deu,
    Lang::Ell,
    Lang::Eng,
    Lang::Fra,
    Lang::Heb,
    Lang::Hin,
    Lang::Ita,
    Lang::Jpn,
    Lang::Kat,
    Lang::Kor,
    Lang::Pes,
    Lang::Pol,
    Lang::Rus,
    Lang::Spa,
    Lang::Tha,
    Lang::Ukr,
];

/// Bytes of a text that are looked at; more changes nothing but the time.
const SAMPLE: usize = 1500;
/// Letters below which the detector's own confidence means little.
const ENOUGH: usize = 60;

/// Letters outside names below which there is no evidence at all.
const LITTLE: usize = 15;

/// A guess and whether it may be the ground of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guess {
    pub tag: LanguageTag,
    pub reliable: bool,
}

/// Guesses the language of `text`. `function_words(word)` names the one language that has the word. The guess is one of `among`,
/// the primary languages that texts are known to come in, unless that is empty.
pub(crate) fn detect(
    text: &str,
    among: &[&str],
    function_words: impl Fn(&str) -> Option<&'static str>,
) -> Option<Guess> {
    let sample = sample(text);
    let fits = |tag: &str| among.is_empty() || among.contains(&tag);
    let votes = vote(sample, |word| function_words(word).filter(|tag| fits(tag)));
    // Function words settle most texts, at a fiftieth of the cost of the trigrams.
    if let Some((voted, Lead::Decisive)) = votes {
        return LanguageTag::parse(voted).map(|tag| Guess {
            tag,
            reliable: true,
        });
    }
    let short = count_letters(sample) < ENOUGH;
    let (guessed, sure) = if short {
        few_words(sample, fits)
    } else {
        trigrams(sample, |_, tag| fits(tag))
    }?;
    let (tag, reliable) = match votes {
        Some((voted, Lead::Clear)) if !sure => (voted, voted == guessed),
        Some((voted, _)) if short => (voted, false),
        Some((voted, _)) if voted == guessed => (guessed, true),
        _ => (guessed, sure),
    };
    LanguageTag::parse(tag).map(|tag| Guess { tag, reliable })
}

fn count_letters(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .take(ENOUGH)
        .count()
}

/// The best of the allowed languages by trigrams, and whether the detector is confident.
fn trigrams(text: &str, allowed: impl Fn(Lang, &str) -> bool) -> Option<(&'static str, bool)> {
    let list = CANDIDATES
        .iter()
        .filter(|(lang, tag)| allowed(*lang, tag))
        .map(|(lang, _)| *lang)
        .collect();
    let info = Detector::with_allowlist(list).detect(text)?;
    let (_, tag) = CANDIDATES.iter().find(|(lang, _)| *lang == info.lang())?;
    Some((tag, info.is_reliable()))
}

/// Of a few words, names say nothing, and trigrams guess wildly among forty languages. Latin text without other
/// evidence is taken for English, never with confidence.
fn few_words(text: &str, fits: impl Fn(&str) -> bool) -> Option<(&'static str, bool)> {
    let is_plain = |word: &&str| !word.chars().any(char::is_uppercase);
    let plain = text
        .split_whitespace()
        .filter(is_plain)
        .collect::<Vec<_>>()
        .join(" ");
    let little = count_letters(&plain) < LITTLE;
    let text_or_plain = if little { text } else { &plain };
    let common = |lang, tag: &str| COMMON.contains(&lang) && fits(tag);
    let (tag, _) =
        trigrams(text_or_plain, common).or_else(|| trigrams(text_or_plain, |_, tag| fits(tag)))?;
    let latin = crate::text::script::dominant_script(text) == crate::text::script::Script::LATN;
    Some((
        if latin && little && plain.is_ascii() && fits("en") {
            "en"
        } else {
            tag
        },
        false,
    ))
}

/// The start of the text, cut at a character.
fn sample(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text)
}

/// One word in so many must be a function word of the language.
const SHARE: usize = 5;

/// How far the first language leads the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Little,
    Clear,
    Decisive,
}

/// The language with most function words, and its lead.
fn vote(
    sample: &str,
    function_words: impl Fn(&str) -> Option<&'static str>,
) -> Option<(&'static str, Lead)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let mut words = 0;
    for word in sample
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
    {
        words += 1;
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
    let lead = match n {
        // A neighbour without word lists (Norwegian) shares some words with a language that has them.
        _ if n * SHARE < words => Lead::Little,
        10.. if n >= 5 * second => Lead::Decisive,
        3.. if n > 2 * second => Lead::Clear,
        _ => Lead::Little,
    };
    Some((first, lead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(word: &str) -> Option<&'static str> {
        match word {
            "the" | "and" | "of" | "said" => Some("en"),
            "der" | "und" | "sagte" => Some("de"),
            _ => None,
        }
    }

    fn guess(text: &str) -> Option<(String, bool)> {
        detect(text, &[], words).map(|g| (g.tag.to_string(), g.reliable))
    }

    #[test]
    fn short_texts_lean_on_function_words() {
        assert_eq!(
            guess("the head of the talks said the two sides and the others met"),
            Some(("en".to_owned(), true))
        );
        assert_eq!(guess("Заместитель министра иностранных дел сообщил журналистам об этом в четверг вечером.").map(|g| g.0), Some("ru".to_owned()));
        assert_eq!(guess("12345"), None);
        assert!(
            guess("Rjabkow").is_none_or(|g| !g.1),
            "one word is no evidence"
        );
    }

    #[test]
    fn the_languages_of_the_texts_are_the_choice() {
        let among = |text: &str, among: &[&str]| {
            detect(text, among, words).map(|guess| guess.tag.to_string())
        };
        let czech =
            "Ministr zahraničí v úterý oznámil, že rozhovory budou pokračovat příští týden.";
        assert_eq!(among(czech, &[]).as_deref(), Some("cs"));
        assert_eq!(among(czech, &["sk", "en"]).as_deref(), Some("sk"));
        let german = "der Minister sagte und der Sprecher sagte und der Rat sagte";
        assert_eq!(among(german, &["en"]).as_deref(), Some("en"));
        assert!(among("Rjabkow", &["de", "fr"]).is_some());
        assert_eq!(
            among("Rjabkow", &["tt"]),
            None,
            "a language that cannot be detected"
        );
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert!(guess(&"ж".repeat(5000)).is_some());
    }
}

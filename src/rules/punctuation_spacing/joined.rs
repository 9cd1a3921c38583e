//! A space that is missing after a mark, and endings that were parted from their word.

use super::around::{
    after, before, is_free, is_letter, is_lower, is_quote, is_upper, is_wide, word_after,
    word_before,
};
use super::spaced::name;
use super::{Place, Slip};
use crate::document::words::has;
use crate::finding::Applicability;
use crate::scan::embedded;

/// Words no longer than this after a full stop may be the end of a name with a dot: Gazeta.Ru, ASP.NET.
const SHORT: usize = 3;

/// What names of sites and libraries end with, as they are written in sentences: Kostroma.Today, Gazeta.Ru, Node.Js.
const SITES: [&str; 37] = [
    "ai", "am", "app", "biz", "by", "club", "cn", "co", "com", "de", "dev", "edu", "es", "eu",
    "fr", "gov", "info", "io", "it", "jp", "js", "kz", "life", "live", "media", "net", "news",
    "online", "org", "pl", "ru", "su", "today", "tv", "ua", "uk", "us",
];

/// A mark with a word directly after it.
pub(super) fn after_mark(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let mark = after(text, at)?;
    let next = after(text, at + 1)?;
    let left = before(text, at)?;
    if is_quote(next) || is_wide(next) || is_wide(left) {
        return None;
    }
    let applicability = match mark {
        ',' => comma(place, at, left, next)?,
        '.' => full_stop(place, at, left)?,
        _ => other(place, at, mark)?,
    };
    let message = format!("no space after {}", name(mark));
    let slip = Slip::new(at, at + 1, &format!("{mark} "), message)?;
    Some(Slip {
        applicability,
        ..slip
    })
}

/// `said,that`, `1992,but`, `May,2020`.
fn comma(place: &Place, at: usize, left: char, next: char) -> Option<Applicability> {
    let text = place.text;
    let (word, following) = (word_before(text, at), word_after(text, at + 1));
    let fits = if left.is_ascii_digit() {
        following.chars().nth(2).is_some()
    } else if left == ')' {
        following.chars().nth(1).is_some()
    } else if next.is_ascii_digit() {
        word.chars().nth(2).is_some() && digits(text, at + 1) == 4 && is_free(text, at - word.len())
    } else {
        word.chars().nth(1).is_some() && is_letter(next) && is_free(text, at - word.len())
    };
    // A list of codes or fields: a,b,c.
    let end = at + 1 + following.len();
    let code = after(text, end).is_some_and(|c| matches!(c, '_' | '=' | '(' | '@' | '/'));
    (fits && !code).then_some(Applicability::Safe)
}

fn digits(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.chars()
        .take(8)
        .take_while(char::is_ascii_digit)
        .count()
}

/// `treaty.The`: a sentence ends and the next one begins.
fn full_stop(place: &Place, at: usize, left: char) -> Option<Applicability> {
    let text = place.text;
    let next = word_after(text, at + 1);
    if !is_upper(next) {
        return None;
    }
    let end = at + 1 + next.len();
    let goes_on = after(text, end).is_none_or(|c| {
        c.is_whitespace() || matches!(c, ',' | '\'' | '’' | '-' | '‑' | '.' | ':' | '!' | '?')
    });
    if !goes_on || (after(text, end) == Some('.') && next.chars().count() < SHORT) {
        return None;
    }
    let opener = is_opener(place, at, next);
    // Dr.PawPaw is a name.
    if next.chars().skip(1).any(char::is_uppercase) && next.contains(char::is_lowercase) {
        return None;
    }
    let long = next.chars().count() > SHORT;
    let shouted = next.chars().count() > 1 && !next.contains(char::is_lowercase);
    if is_quote(left) {
        // “a treaty”.The: only a word inside the marks shows that they close.
        let inside = before(text, at - left.len_utf8()).is_some_and(is_letter);
        return (inside && (opener || long) && !shouted).then_some(Applicability::Safe);
    }
    if left == ')' || left == '%' || left.is_ascii_digit() {
        // No.5, 2.Version: a number is a sentence's last word when it is a year or a share.
        let year = digits_before(text, at) == 4 || !left.is_ascii_digit();
        return (year && (opener || long) && !shouted).then_some(Applicability::Safe);
    }
    let word = word_before(text, at);
    if word.chars().nth(1).is_none() || !is_free(text, at - word.len()) {
        return None;
    }
    let site = SITES.contains(&next.to_lowercase().as_str());
    if is_lower(word) {
        // asp.NET is written so; a word in capitals is seldom the first of a sentence.
        return match shouted {
            _ if opener => Some(Applicability::Safe),
            true if word.chars().nth(SHORT).is_some() && !site => Some(Applicability::Unsafe),
            false if !site => Some(Applicability::Safe),
            _ => None,
        };
    }
    // Kostroma.Today may be a name; Russia.The is none.
    // Mr.Putin; an acronym before a full stop may be half a name.
    let known = word.contains(char::is_lowercase) || word.chars().nth(SHORT).is_some();
    match (opener, next.chars().nth(1).is_some() && !shouted && !site) {
        // It is a word first, and Today a part of a name.
        (true, _) if !site || next.chars().count() <= SHORT => Some(Applicability::Safe),
        (_, true) if known => Some(Applicability::Unsafe),
        _ => None,
    }
}

/// Whether `word` is a function word with which sentences of this language begin.
pub(super) fn is_opener(place: &Place, at: usize, word: &str) -> bool {
    embedded::knowledge()
        .words(place.language(at))
        .is_some_and(|w| has(&w.openers, &word.to_lowercase()))
}

fn digits_before(text: &str, at: usize) -> usize {
    let part = text.get(..at).unwrap_or("");
    let digits = part.chars().rev().take(8);
    digits.take_while(char::is_ascii_digit).count()
}

/// `be?And`, `tsunami:hundreds`, `pollution;on`.
fn other(place: &Place, at: usize, mark: char) -> Option<Applicability> {
    let text = place.text;
    let (word, next) = (word_before(text, at), word_after(text, at + 1));
    let start = at - word.len();
    if word.chars().nth(1).is_none() || !is_free(text, start) {
        return None;
    }
    let end = at + 1 + next.len();
    if after(text, end).is_some_and(|c| {
        !c.is_whitespace() && !is_quote(c) && !matches!(c, ',' | '.' | '-' | ')' | '!' | '?' | '…')
    }) {
        return None;
    }
    let letters = next.chars().count();
    let sentence = is_upper(next) && letters > 1;
    let fits = match mark {
        ';' => letters > 0,
        ':' => return colon(place, at, word, next),
        // Yahoo!News is a name.
        '?' => is_lower(word) && letters > 1,
        _ => is_lower(word) && sentence,
    };
    fits.then_some(Applicability::Safe)
}

/// A colon also parts names of things (dc:title), endings (EU:n) and the forms of German nouns (Leser:innen).
fn colon(place: &Place, at: usize, word: &str, next: &str) -> Option<Applicability> {
    let shouted = !word.contains(char::is_lowercase);
    let ending = next.chars().nth(1).is_none()
        || (shouted && is_lower(next))
        || place.spacing(at)?.colon_endings.iter().any(|w| w == next);
    if ending || word.chars().count() < SHORT {
        return None;
    }
    Some(if shouted || word.chars().count() == SHORT {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    })
}

/// `Russia 's`, `do n't`: an English ending whose apostrophe stands at `at`, with a space before it at `space`.
pub(super) fn ending(place: &Place, space: usize, at: usize, apostrophe: &str) -> Option<Slip> {
    let text = place.text;
    let spacing = place.spacing(at)?;
    let listed = |list: &[String], word: &str| list.iter().any(|w| w == word);
    let letters = word_after(text, at + apostrophe.len());
    let end = at + apostrophe.len() + letters.len();
    let negated = space + 1 < at;
    let known = if negated {
        letters == "t"
    } else {
        listed(&spacing.endings, letters)
    };
    let closed = after(text, end)
        .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')'));
    if !known || !closed || !before(text, space).is_some_and(is_letter) {
        return None;
    }
    let word = word_before(text, space);
    if negated && !listed(&spacing.negated, &word.to_lowercase()) {
        return None;
    }
    let joined = text.get(space + 1..end)?;
    let message = format!("{word} {joined}: an ending parted from its word");
    Slip::new(space - word.len(), end, &format!("{word}{joined}"), message)
}

//! One code page of one byte a character read as another: `Ïóòèí`, `рФФЙН`, `donÕt`, `z³oty`.

use encoding_rs::{
    Encoding, ISO_8859_5, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

use super::letters::{gain, is_cased, share};
use super::{Damage, word_around};

/// Words of a phrase that was damaged at once.
const LONGEST: usize = 8192;
/// A word has letters at least as common as this, on average per mille.
const LEAST_SHARE: u32 = 28;

/// Damage at `at`; text before `from` belongs to something else.
pub(super) fn at(text: &str, at: usize, from: usize) -> Option<Damage> {
    let c = text.get(at..)?.chars().next()?;
    match c {
        'À'..='ÿ' => cyrillic_as_latin(text, at, from).or_else(|| apostrophe(text, at, from)),
        'а'..='ё' => turned_case(text, at, from),
        'a'..='z' => polish(text, at, from),
        _ => None,
    }
}

/// Written back as bytes of `wrong` and read as `right`.
pub(super) fn reread(
    part: &str,
    wrong: &'static Encoding,
    right: &'static Encoding,
) -> Option<String> {
    let (bytes, _, unmapped) = wrong.encode(part);
    if unmapped {
        return None;
    }
    let (read, bad) = right.decode_without_bom_handling(&bytes);
    (!bad && read != part).then(|| read.into_owned())
}

/// The phrase of words made of `letter` around `at`, without spaces and signs at its ends.
pub(super) fn phrase(
    text: &str,
    at: usize,
    from: usize,
    letter: impl Fn(char) -> bool,
) -> (usize, usize) {
    let inner = |c: &char| {
        letter(*c)
            || c.is_ascii_digit()
            || matches!(
                c,
                ' ' | ',' | '-' | '.' | '"' | '(' | ')' | ':' | ';' | '«' | '»' | '—' | '–'
            )
    };
    let before = text.get(from..at).unwrap_or("");
    let left: usize = before
        .chars()
        .rev()
        .take_while(inner)
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    let rest = text.get(at..).unwrap_or("");
    let right: usize = rest
        .chars()
        .take_while(inner)
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    let part = text.get(at - left..at + right).unwrap_or("");
    let outside = |c: char| !letter(c);
    let head = part.len() - part.trim_start_matches(outside).len();
    let tail = part.len() - part.trim_end_matches(outside).len();
    (at - left + head, at + right - tail)
}

/// Russian in a code page of its own, read as windows-1252: nothing but letters with accents.
fn cyrillic_as_latin(text: &str, at: usize, from: usize) -> Option<Damage> {
    let letter = |c: char| matches!(c, 'À'..='ÿ' | '¸' | '¨' | '³' | '¿' | 'º' | '¯' | 'ª' | '²');
    let rest = text.get(at..)?;
    let run = rest.chars().take_while(|c| letter(*c)).count();
    if run < 3 {
        return None;
    }
    let (start, end) = phrase(text, at, from, letter);
    let part = text.get(start..end)?;
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let letters = part.chars().filter(|c| letter(*c)).count();
    if letters < 4 || beside(before) || beside(after) {
        return None;
    }
    let mut seen: Vec<char> = part.chars().filter(|c| letter(*c)).collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() < 4 {
        return None;
    }
    let best = [
        (WINDOWS_1251, "windows-1251 read as windows-1252"),
        (KOI8_R, "KOI8-R read as windows-1252"),
        (ISO_8859_5, "ISO 8859-5 read as windows-1252"),
    ]
    .into_iter()
    .filter_map(|(right, how)| {
        let read = reread(part, WINDOWS_1252, right)?;
        let (share, cased) = (share(&read), is_cased(&read));
        (share >= LEAST_SHARE && cased).then_some((share, read, how))
    })
    .max_by(|a, b| gain(&a.1, &b.1).total_cmp(&0.0))?;
    Some(Damage {
        start,
        end,
        repaired: Some(best.1),
        how: best.2,
    })
}

/// KOI8-R read as windows-1251 or the other way: small letters and capitals change places.
fn turned_case(text: &str, at: usize, from: usize) -> Option<Damage> {
    let letter = |c: char| matches!(c, 'А'..='я' | 'ё' | 'Ё' | 'і' | 'І' | '╦' | 'Ј');
    // Anchored at a small letter before a capital; the word must go on in capitals.
    let rest: Vec<char> = text.get(at..)?.chars().take(4).collect();
    if rest.len() < 4 || !rest.iter().skip(1).all(|c| letter(*c) && c.is_uppercase()) {
        return None;
    }
    let (start, end) = phrase(text, at, from, letter);
    let part = text.get(start..end)?;
    if is_cased(part) {
        return None;
    }
    let stands = share(part);
    let best = [
        (WINDOWS_1251, KOI8_R, "KOI8-R read as windows-1251"),
        (KOI8_R, WINDOWS_1251, "windows-1251 read as KOI8-R"),
    ]
    .into_iter()
    .filter_map(|(wrong, right, how)| {
        let read = reread(part, wrong, right)?;
        let (share, cased) = (share(&read), is_cased(&read));
        let common = share >= LEAST_SHARE && share > stands || gain(&read, part) >= 0.0;
        (common && cased).then_some((share, read, how))
    })
    .max_by_key(|(share, ..)| *share)?;
    Some(Damage {
        start,
        end,
        repaired: Some(best.1),
        how: best.2,
    })
}

/// `donÕt`: an apostrophe of Mac Roman read as windows-1252.
fn apostrophe(text: &str, at: usize, from: usize) -> Option<Damage> {
    let mut rest = text.get(at..)?.chars();
    let c = rest.next()?;
    let before = text.get(..at)?.chars().next_back()?;
    let after = rest.next()?;
    if c != 'Õ' || !before.is_ascii_lowercase() || !after.is_ascii_lowercase() {
        return None;
    }
    let (start, end) = word_around(text, (at, at + c.len_utf8()), from);
    let part = text.get(start..end)?;
    let repaired = reread(part, WINDOWS_1252, MACINTOSH)?;
    Some(Damage {
        start,
        end,
        repaired: Some(repaired),
        how: "Mac Roman read as windows-1252",
    })
}

/// `z³oty`, `mo¿e`: Polish letters of windows-1250 read as windows-1252.
fn polish(text: &str, at: usize, from: usize) -> Option<Damage> {
    let mut rest = text.get(at + 1..)?.chars();
    let c = rest.next()?;
    if !matches!(c, '³' | '¹' | '¿') || !rest.next()?.is_ascii_lowercase() {
        return None;
    }
    let inner = |c: &char| c.is_alphabetic() || matches!(c, '³' | '¹' | '¿' | 'œ' | 'Ÿ');
    let left: usize = text
        .get(from..at)?
        .chars()
        .rev()
        .take_while(inner)
        .map(char::len_utf8)
        .sum();
    let right: usize = text
        .get(at..)?
        .chars()
        .take_while(inner)
        .map(char::len_utf8)
        .sum();
    let part = text.get(at - left..at + right)?;
    let repaired = reread(part, WINDOWS_1252, WINDOWS_1250)?;
    repaired.chars().all(char::is_alphabetic).then(|| Damage {
        start: at - left,
        end: at + right,
        repaired: Some(repaired),
        how: "windows-1250 read as windows-1252",
    })
}

//! One Cyrillic code page read as another: `МЮКНЦНЛ` for налогом, `яЁштхыю` for привело, `ЇаҐ¤«®¦Ґ­ЁҐ` for предложение.

use encoding_rs::{Encoding, IBM866, KOI8_R, KOI8_U, WINDOWS_1251};

use super::Damage;
use super::letters::{gain, is_cased};
use super::single::{phrase, reread};

/// Letters of a damaged word that stands alone.
const LEAST: usize = 5;
/// A reading is better by this much at least, as a power of two: words in capitals are common, those of late letters and signs are not.
const GAIN: f64 = 4.5;
const GAIN_OF_ODD: f64 = 1.0;

type Reading = (&'static Encoding, &'static Encoding, &'static str);

const OF_KOI8: [Reading; 4] = [
    (WINDOWS_1251, KOI8_R, "KOI8-R read as windows-1251"),
    (WINDOWS_1251, KOI8_U, "KOI8-U read as windows-1251"),
    (KOI8_R, WINDOWS_1251, "windows-1251 read as KOI8-R"),
    (KOI8_U, WINDOWS_1251, "windows-1251 read as KOI8-U"),
];
const TO_DOS: [Reading; 1] = [(IBM866, WINDOWS_1251, "windows-1251 read as code page 866")];
const FROM_DOS: [Reading; 1] = [(WINDOWS_1251, IBM866, "code page 866 read as windows-1251")];

/// Damage at `at`; text before `from` belongs to something else.
pub(super) fn at(text: &str, at: usize, from: usize) -> Option<Damage> {
    let c = text.get(at..)?.chars().next()?;
    match c {
        'А'..='Я' => capitals(text, at, from),
        'р'..='я' => late(text, at, from).or_else(|| signs(text, at, from)),
        _ => signs(text, at, from),
    }
}

/// Small letters that became capitals.
fn capitals(text: &str, at: usize, from: usize) -> Option<Damage> {
    let letter = |c: char| matches!(c, 'А'..='Я' | 'Ё' | '╨' | '╢' | '╥');
    if text
        .get(..at)?
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    read(text, at, from, letter, &OF_KOI8)
}

/// Nothing but letters after п and signs.
fn late(text: &str, at: usize, from: usize) -> Option<Damage> {
    let letter = |c: char| {
        matches!(
            c,
            'р'..='я'
                | 'Ё'
                | 'ё'
                | 'Є'
                | 'є'
                | 'Ї'
                | 'ї'
                | 'Ў'
                | 'ў'
                | '°'
                | '∙'
                | '·'
                | '√'
                | '№'
                | '¤'
                | '■'
        ) || ('\u{2500}'..='\u{2593}').contains(&c)
            || c == '\u{A0}'
    };
    read(text, at, from, letter, &TO_DOS)
}

/// Signs that stand for а to п.
fn signs(text: &str, at: usize, from: usize) -> Option<Damage> {
    let letter = |c: char| {
        matches!(
            c,
            'а'..='п'
                | 'Ў'
                | 'ў'
                | 'Ј'
                | '¤'
                | 'Ґ'
                | '¦'
                | '§'
                | 'Ё'
                | '©'
                | 'Є'
                | '«'
                | '¬'
                | '\u{AD}'
                | '®'
                | 'Ї'
                | '\u{A0}'
        ) || matches!(
            c,
            'Ђ' | 'Ѓ'
                | 'ѓ'
                | 'Љ'
                | 'Њ'
                | 'Ќ'
                | 'Ћ'
                | 'Џ'
                | 'ђ'
                | '™'
                | 'љ'
                | 'њ'
                | 'ќ'
                | 'ћ'
                | 'џ'
        )
    };
    read(text, at, from, letter, &FROM_DOS)
}

/// The best reading of the phrase, or of the word alone.
fn read(
    text: &str,
    at: usize,
    from: usize,
    letter: impl Fn(char) -> bool + Copy,
    readings: &[Reading],
) -> Option<Damage> {
    let whole = phrase(text, at, from, letter);
    best(text, whole, letter, readings).or_else(|| {
        let left: usize = text
            .get(from..at)?
            .chars()
            .rev()
            .take_while(|c| letter(*c))
            .map(char::len_utf8)
            .sum();
        let right: usize = text
            .get(at..)?
            .chars()
            .take_while(|c| letter(*c))
            .map(char::len_utf8)
            .sum();
        best(text, (at - left, at + right), letter, readings)
    })
}

/// Whether a stretch has what no word of its own has: signs, a capital after a small letter, letters of two languages. Without it,
/// a right word that reads well in the other code page (сырую, благо) would be taken for damage.
fn is_odd(part: &str) -> bool {
    let sign = |c: char| !c.is_alphabetic() && !c.is_whitespace() && c != '-';
    let rare = |c: &char| "ёєїў".contains(*c);
    let mut kinds: Vec<char> = part.chars().filter(rare).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut pairs = part.chars().zip(part.chars().skip(1));
    part.chars().any(sign)
        || kinds.len() > 1
        || pairs.any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

fn best(
    text: &str,
    (start, end): (usize, usize),
    letter: impl Fn(char) -> bool,
    readings: &[Reading],
) -> Option<Damage> {
    let part = text.get(start..end)?;
    let beside = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if part.chars().filter(|c| letter(*c)).count() < LEAST
        || beside(text.get(..start)?.chars().next_back())
        || beside(text.get(end..)?.chars().next())
        || (readings.len() == 1 && !is_odd(part))
    {
        return None;
    }
    let sound = |read: &str| {
        is_cased(read)
            && read
                .chars()
                .all(|c| c.is_ascii() || c.is_alphabetic() || "«»—–".contains(c))
    };
    let least = if readings.len() > 1 {
        GAIN
    } else {
        GAIN_OF_ODD
    };
    let (gain, read, how) = readings
        .iter()
        .filter_map(|(wrong, right, how)| {
            let read = reread(part, wrong, right).filter(|read| sound(read))?;
            Some((gain(&read, part), read, *how))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (gain >= least).then_some(Damage {
        start,
        end,
        repaired: Some(read),
        how,
    })
}

//! Chinese code pages where there should be none, or the other way about: `鈥檚` for ’s, `M茅xico`, `ÖÐ¹ú` for 中国.

use encoding_rs::{EUC_JP, EUC_KR, GBK};

use super::{Damage, word_around};

/// Longest stretch that is encoded to see what it was.
const LONGEST: usize = 4096;

/// Damage at `at`; text before `from` belongs to something else.
pub(super) fn at(text: &str, at: usize, from: usize) -> Option<Damage> {
    let c = text.get(at..)?.chars().next()?;
    match c {
        '鈥' | '鈧' | '鈩' | '鈫' | '鈭' | '锛' | '銆' | '锟' | '褋' | '褌' => {
            read_as_chinese(text, at, from)
        }
        'a'..='z' | 'A'..='Z' => accent(text, at, from),
        '\u{A1}'..='\u{FF}' => chinese_as_latin(text, at),
        _ => None,
    }
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Characters that GBK makes of UTF-8: ideographs, and signs of its symbol rows.
fn is_wide(c: char) -> bool {
    is_han(c)
        || ('\u{2460}'..='\u{33FF}').contains(&c)
        || c == '€'
        || ('\u{FE30}'..='\u{FF5E}').contains(&c)
}

/// UTF-8 that was read as GBK.
fn read_as_chinese(text: &str, at: usize, from: usize) -> Option<Damage> {
    let (start, end) = wide_around(text, at, from);
    let part = text.get(start..end)?;
    let (bytes, _, unmapped) = GBK.encode(part);
    if unmapped {
        return None;
    }
    if part.starts_with('锟') {
        return Some(Damage {
            start,
            end,
            repaired: None,
            how: "letters that were lost, read as GBK",
        });
    }
    let (repaired, good, bad) = read_utf8(&bytes);
    let mut repaired = repaired?;
    // A byte that found no partner stands as a question mark: `鈥?` for ”.
    let mut end = end;
    if bad > 0 {
        let cut =
            repaired.ends_with('\u{FFFD}') && text.get(end..).is_some_and(|t| t.starts_with('?'));
        if !cut || bad > 1 {
            return (good > 2 * bad).then(|| damage(start, end, None));
        }
        end += 1;
        if bytes.ends_with(&[0xE2, 0x80]) {
            repaired.pop();
            repaired.push('”');
        } else {
            return Some(damage(start, end, None));
        }
    }
    Some(damage(start, end, Some(repaired)))
}

fn damage(start: usize, end: usize, repaired: Option<String>) -> Damage {
    Damage {
        start,
        end,
        repaired,
        how: "UTF-8 read as GBK",
    }
}

/// The run of wide characters around `at`.
fn wide_around(text: &str, at: usize, from: usize) -> (usize, usize) {
    let wide = |c: &char| is_wide(*c);
    let before = text.get(from..at).unwrap_or("");
    let left: usize = before
        .chars()
        .rev()
        .take_while(wide)
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    let after = text.get(at..).unwrap_or("");
    let right: usize = after
        .chars()
        .take_while(wide)
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    (at - left, at + right)
}

/// The bytes as UTF-8, with how many characters outside ASCII are sound and how many stretches are not.
fn read_utf8(bytes: &[u8]) -> (Option<String>, usize, usize) {
    let (mut text, mut good, mut bad) = (String::new(), 0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if !chunk.invalid().is_empty() {
            bad += 1;
            text.push('\u{FFFD}');
        }
    }
    ((good > 0 || bad == 1).then_some(text), good, bad)
}

/// Ideographs inside a Latin word: `M茅xico`, `f眉r`, `rozpocz臋艂a`.
fn accent(text: &str, at: usize, from: usize) -> Option<Damage> {
    let rest = text.get(at + 1..)?;
    let run: usize = rest
        .chars()
        .take_while(|c| is_han(*c))
        .take(4)
        .map(char::len_utf8)
        .sum();
    let part = rest.get(..run).filter(|p| !p.is_empty())?;
    let after = rest.get(run..)?.chars().next();
    let (bytes, _, unmapped) = GBK.encode(part);
    let capital = text
        .get(at..)?
        .starts_with(|c: char| c.is_ascii_uppercase());
    let inside = match after {
        Some(c) if capital => c.is_ascii_lowercase(),
        Some(c) => !is_wide(c) && !c.is_ascii_digit(),
        None => !capital,
    };
    let letters = std::str::from_utf8(&bytes).ok()?;
    let small = |c: char| c.is_lowercase() && ('ß'..='ž').contains(&c);
    if unmapped || !inside || !letters.chars().all(|c| small(c) || c.is_ascii_lowercase()) {
        return None;
    }
    let end = at + 1 + run;
    let (start, stop) = word_around(text, (at + 1, end), from);
    let (head, tail) = (text.get(start..at + 1)?, text.get(end..stop)?);
    let repaired = format!("{head}{letters}{tail}");
    head.is_ascii().then(|| damage(start, stop, Some(repaired)))
}

/// GBK, or a code page of Korean or Japanese, that was read as windows-1252.
fn chinese_as_latin(text: &str, at: usize) -> Option<Damage> {
    let odd = |c: &char| matches!(c, '\u{A1}'..='\u{FF}');
    let rest = text.get(at..)?;
    let run: Vec<u8> = rest
        .chars()
        .take_while(odd)
        .take(LONGEST)
        .filter_map(|c| u8::try_from(u32::from(c)).ok())
        .collect();
    let run = run.get(..run.len() / 2 * 2)?;
    let signs = run.iter().filter(|b| **b < 0xC0).count();
    let (pairs, _) = run.as_chunks::<2>();
    // Ideographs of everyday use come first in GB 2312, and their lead bytes are letters in windows-1252.
    let everyday = pairs.iter().filter(|p| matches!(p[0], 0xB0..=0xD7)).count();
    let marks = pairs.iter().take_while(|p| is_mark(p)).count();
    if marks > 0 {
        return marked(text, at, run.get(..2 * marks)?);
    }
    if pairs.len() < 2 || signs == 0 || everyday * 3 < pairs.len() * 2 || is_repeated(run) {
        return None;
    }
    let korean = pairs.len() > 2 && pairs.iter().all(|p| p[0] <= 0xC8);
    let japanese = pairs.iter().filter(|p| matches!(p[0], 0xA4 | 0xA5)).count() * 3 > pairs.len();
    let (encoding, how) = match (japanese, korean) {
        (true, _) => (EUC_JP, "EUC-JP read as windows-1252"),
        (_, true) => (EUC_KR, "EUC-KR read as windows-1252"),
        _ => (GBK, "GBK read as windows-1252"),
    };
    let (repaired, bad) = encoding.decode_without_bom_handling(run);
    let sound = !bad && repaired.chars().all(|c| c >= '\u{2000}');
    sound.then(|| Damage {
        start: at,
        end: at + 2 * run.len(),
        repaired: Some(repaired.into_owned()),
        how,
    })
}

/// A row of the same sign is an ornament.
fn is_repeated(run: &[u8]) -> bool {
    run.windows(2).filter(|w| w[0] == w[1]).count() * 2 > run.len()
}

/// Quotation marks, dashes and dots of GBK: `don¡¯t`, `¡°We`.
fn is_mark(pair: &[u8; 2]) -> bool {
    pair[0] == 0xA1 && matches!(pair[1], 0xAA | 0xAD..=0xB1)
}

fn marked(text: &str, at: usize, run: &[u8]) -> Option<Damage> {
    let end = at + 2 * run.len();
    let (read, bad) = GBK.decode_without_bom_handling(run);
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    let beside =
        letter(text.get(..at)?.chars().next_back()) || letter(text.get(end..)?.chars().next());
    (!bad && beside).then(|| Damage {
        start: at,
        end,
        repaired: Some(read.into_owned()),
        how: "GBK read as windows-1252",
    })
}

//! Places that a program should have filled: `{0}`, `%s`, `%1$s`, `${name}`, `{{count}}`, `__PH1__`, `⟦1⟧`.

use super::{Leftover, after, ahead, before};

const WHAT: &str = "a placeholder of a program";
const LONGEST: usize = 200;

pub(super) fn at(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at, LONGEST);
    let len = match rest.as_bytes() {
        [b'{', b'{', ..] => template(rest)?,
        [b'{', ..] => braces(rest)?,
        [b'$' | b'#' | b'%', b'{', ..] => 1 + braces(rest.get(1..)?)?,
        [b'%', ..] => percent(text, at, rest)?,
        [b'_', b'_', ..] => underlined(text, at, rest)?,
        [b'A'..=b'Z', b'_', ..] => return numbered(text, at, rest),
        [0xE2, 0x9F, ..] => bracketed(rest)?,
        _ => return None,
    };
    Some(Leftover::new(at, at + len, WHAT))
}

/// `{{count}}`, `{{cite web|…}}`.
fn template(rest: &str) -> Option<usize> {
    let inside = rest.get(2..rest.find("}}")?)?;
    (!inside.contains('\n') && !inside.trim().is_empty()).then(|| inside.len() + 4)
}

/// `{0}`, `{name}`, `{user_name}`, `{ phone }`; never a set `{a}`.
fn braces(rest: &str) -> Option<usize> {
    let inside = rest.get(1..rest.find('}')?)?;
    let name = inside.trim_matches(' ');
    let digits = !name.is_empty() && name.len() <= 2 && name.bytes().all(|b| b.is_ascii_digit());
    let word = name.len() >= 2
        && name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b':'));
    (digits || word).then(|| inside.len() + 2)
}

/// `%s`, `%1$s`, `%(name)s`; never `100 %d’augmentation` or a share.
fn percent(text: &str, at: usize, rest: &str) -> Option<usize> {
    let counted = before(text, at)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ' ' | '\u{A0}' | '\u{202F}'));
    if counted && !rest.starts_with("%(") && !is_free(text, at) {
        return None;
    }
    let mut len = 1;
    let tail = rest.get(1..)?;
    if tail.starts_with('(') {
        let inside = tail.get(1..tail.find(')')?)?;
        let name = !inside.is_empty()
            && inside
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_');
        len += name.then_some(inside.len() + 2)?;
    } else {
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            len += (tail.get(digits..)?.starts_with('$') && digits <= 2).then_some(digits + 1)?;
        }
    }
    let letter = rest.get(len..)?.chars().next()?;
    let end = len + 1;
    let apart = rest
        .get(end..)?
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '’' | '\''));
    (matches!(letter, 's' | 'd' | 'i' | 'f' | '@') && apart).then_some(end)
}

/// Whether no figure stands before the per cent sign.
fn is_free(text: &str, at: usize) -> bool {
    let head = text
        .get(..at)
        .unwrap_or("")
        .trim_end_matches([' ', '\u{A0}', '\u{202F}']);
    head.len() < at && !head.ends_with(|c: char| c.is_numeric() || c == '%' || c == ')')
}

/// `__PH1__`, `__NAME__`; never `__` as a blank to fill in.
fn underlined(text: &str, at: usize, rest: &str) -> Option<usize> {
    if before(text, at) == Some('_') {
        return None;
    }
    let inside = rest.get(2..)?;
    let name = inside.get(..inside.find("__")?)?;
    let upper = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let spare = !inside.get(name.len() + 2..)?.starts_with('_');
    (upper && !name.is_empty() && spare).then_some(name.len() + 4)
}

/// `PH_1`, `ENTITY_12`: capitals, an underscore and a number.
fn numbered(text: &str, at: usize, rest: &str) -> Option<Leftover> {
    let head = text.get(..at + 1)?;
    let letters = head
        .bytes()
        .rev()
        .take_while(u8::is_ascii_uppercase)
        .count();
    let start = at + 1 - letters;
    let digits = rest.bytes().skip(2).take_while(u8::is_ascii_digit).count();
    let end = at + 2 + digits;
    let word = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@' | '#'))
    };
    let apart = !word(before(text, start))
        && !after(text, end).is_some_and(|c| c.is_alphanumeric() || c == '_');
    (letters >= 2 && digits <= 3 && apart).then(|| Leftover::new(start, end, WHAT))
}

/// `⟦1⟧`, `⟨2⟩`.
fn bracketed(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let open = chars.next()?;
    let close = match open {
        '⟦' => '⟧',
        '⟨' => '⟩',
        _ => return None,
    };
    let inside = chars.as_str();
    let inside = inside.get(..inside.find(close)?)?;
    let name = inside.trim();
    let sound = !name.is_empty()
        && name.len() <= 12
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/' | b'-'));
    sound.then(|| inside.len() + open.len_utf8() + close.len_utf8())
}

//! Escapes of programs and mail: `\n`, `\"`, `\u0441`, `New%20York`, `=E2=80=99`.

use super::{Leftover, after, ahead, before};
use crate::finding::Applicability;

const WHAT: &str = "an escape of a program";
const LONGEST: usize = 400;

pub(super) fn at(text: &str, at: usize) -> Option<Leftover> {
    match after(text, at)? {
        '\\' => backslash(text, at),
        '%' => hexadecimal(text, at, '%', "an escape of a web address"),
        _ => hexadecimal(text, at, '=', "an escape of mail"),
    }
}

fn backslash(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at, LONGEST);
    if matches!(before(text, at), Some('\\' | '¯')) {
        return None;
    }
    let second = rest.chars().nth(1)?;
    match second {
        'u' | 'x' => unicode(at, rest),
        '"' | '\'' | '/' => {
            let word = second != '/' || before(text, at).is_some_and(char::is_alphanumeric);
            word.then(|| Leftover::new(at, at + 2, WHAT).repaired(second, Applicability::Unsafe))
        }
        _ => line_end(text, at, rest, second),
    }
}

/// `\n` where a line should end; never a path or a name of a domain.
fn line_end(text: &str, at: usize, rest: &str, second: char) -> Option<Leftover> {
    let next = rest.chars().nth(2);
    let ended = before(text, at).is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | '!' | '?' | ',' | ':' | ';' | '"' | '”' | '»' | ')' | '。' | '…'
            )
    });
    let apart = next.is_none_or(|c| !c.is_ascii_lowercase());
    if !ended && !apart {
        return None;
    }
    let mut end = at + 2;
    // `\r\n` and `\n\n` are one break.
    while let ['\\', 'n' | 'r'] = ahead(text, end, 2).chars().collect::<Vec<_>>()[..] {
        end += 2;
    }
    let breaks = match (second, end - at) {
        ('t', _) => "\t",
        (_, 2) => "\n",
        _ => "\n\n",
    };
    // People copy these too.
    Some(Leftover {
        doubtful: true,
        ..Leftover::new(at, end, WHAT).repaired(breaks, Applicability::Unsafe)
    })
}

/// `\u0441\u0438`: a run of letters by their numbers.
fn unicode(at: usize, rest: &str) -> Option<Leftover> {
    let mut units: Vec<u16> = Vec::new();
    let mut len = 0;
    while let Some(tail) = rest.get(len..) {
        let digits = match tail.as_bytes() {
            [b'\\', b'u', ..] => 4,
            [b'\\', b'x', ..] => 2,
            _ => break,
        };
        let Some(unit) = tail
            .get(2..2 + digits)
            .and_then(|hex| u16::from_str_radix(hex, 16).ok())
        else {
            break;
        };
        units.push(unit);
        len += 2 + digits;
    }
    let read = String::from_utf16(&units)
        .ok()
        .filter(|read| !read.is_empty() && !read.contains(char::is_control))?;
    Some(Leftover::new(at, at + len, WHAT).repaired(read, Applicability::Unsafe))
}

/// Bytes by their numbers: `%D0%9F`, `=E2=80=99`; a single one only where it cannot be a share or a formula.
fn hexadecimal(text: &str, at: usize, sign: char, what: &'static str) -> Option<Leftover> {
    let rest = ahead(text, at, LONGEST);
    let mut bytes: Vec<u8> = Vec::new();
    let mut len = 0;
    while let Some(tail) = rest.get(len..).filter(|t| t.starts_with(sign)) {
        let Some(byte) = tail
            .get(1..3)
            .filter(|h| !h.starts_with('+'))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        else {
            break;
        };
        bytes.push(byte);
        len += 3;
    }
    let read = String::from_utf8(bytes).ok().filter(|r| !r.is_empty())?;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let many = read.chars().any(|c| !c.is_ascii() && !c.is_control());
    let one = match (sign, read.as_str()) {
        ('%', " ") => {
            letter(before(text, at)) && after(text, at + len).is_some_and(char::is_alphanumeric)
        }
        ('=', "=") => true,
        ('=', " ") => after(text, at + len).is_none_or(|c| matches!(c, '\n' | '\r')),
        _ => false,
    };
    (many || one).then(|| Leftover::new(at, at + len, what).repaired(read, Applicability::Unsafe))
}

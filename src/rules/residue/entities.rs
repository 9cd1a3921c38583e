//! Character references of HTML in plain text: `&quot;`, `&amp;nbsp;`, `& quot ;`, `&#39;`, `quot;`.

use super::{Leftover, after, ahead, before, one_space};
use crate::finding::Applicability;
use crate::lang::residue::Residue;

/// A reference with its spaces is not longer.
const LONGEST: usize = 48;

const WHAT: &str = "a character reference of a web page";

/// A reference that was read.
struct Reference {
    len: usize,
    c: char,
    ended: bool,
}

pub(super) fn at(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    if !matches!(after(text, at), Some('&' | '＆')) {
        return headless(text, at, residue);
    }
    let found = reference(ahead(text, at, LONGEST), residue)?;
    let (mut c, mut end) = (found.c, at + found.len);
    // `&amp;quot;` was escaped twice, `&amp;amp;lt;` three times.
    while c == '&' {
        let rest = ahead(text, end, LONGEST);
        let Some(inner) = inner_reference(rest, residue) else {
            break;
        };
        (c, end) = (inner.c, end + inner.len);
    }
    if !found.ended && !may_be_open(text, at, end, c) {
        return None;
    }
    if c == '<'
        && let Some(tag) = tag(text, at, end, residue)
    {
        return Some(tag);
    }
    if c == '\u{A0}' && parts_words(text, at, end) && !text.contains(c) {
        // `words&nbsp between`: the space beside it is the same one.
        let doubled = !found.ended && after(text, end) == Some(' ');
        let stop = end + usize::from(doubled);
        return Some(Leftover::new(at, stop, WHAT).repaired(" ", Applicability::Safe));
    }
    let trust = if found.ended || after(text, end).is_none_or(|c| !c.is_alphanumeric()) {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    Some(Leftover::new(at, end, WHAT).repaired(c.to_string(), trust))
}

/// Between two words of several letters nothing has to be kept together: where the text has no such space, a program wrote it so.
fn parts_words(text: &str, at: usize, end: usize) -> bool {
    let head = text.get(..at).unwrap_or("");
    let tail = text.get(end..).unwrap_or("");
    let tail = tail.strip_prefix(' ').unwrap_or(tail);
    has_two_letters(head.chars().rev()) && has_two_letters(tail.chars())
}

fn has_two_letters(chars: impl Iterator<Item = char>) -> bool {
    chars.take(2).filter(|c| c.is_alphabetic()).count() == 2
}

/// `&name;`, `&#8217;`, `&#x2019;`, with spaces between the parts, with a wide semicolon, or without one.
fn reference(text: &str, residue: &Residue) -> Option<Reference> {
    let sign = text.chars().next()?.len_utf8();
    body(text.get(sign..)?, residue).map(|found| Reference {
        len: found.len + sign,
        ..found
    })
}

/// What follows `&amp;`: a reference without its own ampersand.
fn inner_reference(text: &str, residue: &Residue) -> Option<Reference> {
    body(text, residue).filter(|found| found.ended)
}

fn body(text: &str, residue: &Residue) -> Option<Reference> {
    let space = one_space(text);
    let rest = text.get(space..)?;
    let (len, c, certain) = match rest.strip_prefix('#') {
        Some(number) => numeric(number).map(|(len, c)| (len + 1, c, true))?,
        None => named(rest, residue)?,
    };
    let tail = rest.get(len..)?;
    let gap = one_space(tail);
    let end = match tail.get(gap..)?.chars().next() {
        Some(c @ (';' | '；')) => Some(gap + c.len_utf8()),
        _ => None,
    };
    let spaced = space > 0 || (end.is_some() && gap > 0);
    (!spaced || (certain && end.is_some())).then_some(Reference {
        len: space + len + end.unwrap_or(0),
        c,
        ended: end.is_some(),
    })
}

/// A name, the longest that is followed by a semicolon or by no letter; whether it is a word of no language.
fn named(text: &str, residue: &Residue) -> Option<(usize, char, bool)> {
    let len: usize = text
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    let name = text.get(..len)?;
    if let Some(c) = residue.entity(name) {
        return Some((len, c, residue.is_certain(&name.to_ascii_lowercase())));
    }
    // `&nbspThe`, `&quotWe`.
    let glued = residue
        .glued
        .iter()
        .find(|g| name.starts_with(g.as_str()))?;
    residue.entity(glued).map(|c| (glued.len(), c, false))
}

/// Digits of a decimal or hexadecimal number, with one space in between at most, and the character.
fn numeric(text: &str) -> Option<(usize, char)> {
    let space = one_space(text);
    let rest = text.get(space..)?;
    let (skip, radix) = if rest.starts_with(['x', 'X']) {
        (1, 16)
    } else {
        (0, 10)
    };
    let digits: String = rest
        .get(skip..)?
        .chars()
        .take_while(|c| c.is_digit(radix))
        .take(8)
        .collect();
    let number = u32::from_str_radix(&digits, radix).ok()?;
    let c = match number {
        // Browsers read these as windows-1252, as the standard tells them to.
        0x80..=0x9F => {
            let byte = [u8::try_from(number).ok()?];
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&byte)
                .0
                .chars()
                .next()
        }
        _ => char::from_u32(number),
    };
    let c = c.filter(|c| !c.is_control())?;
    Some((space + skip + digits.len(), c))
}

/// Without a semicolon: only what HTML admits so, and not in the middle of a name (`R&D`, `AT&T`).
fn may_be_open(text: &str, at: usize, end: usize, c: char) -> bool {
    let name = text.get(at + 1..end).unwrap_or("");
    let latin1 = u32::from(c) < 0x100 || c == '"' || "–—‘’“”…".contains(c);
    let long = name.len() >= 3 || matches!(name, "lt" | "gt");
    let glued = matches!(name, "nbsp" | "quot");
    let open = after(text, end).is_none_or(|c| !c.is_alphanumeric() && c != '=');
    let number = name.starts_with('#');
    let capital = before(text, at).is_some_and(char::is_alphabetic);
    latin1 && long && (open || glued || number) && !(name.len() < 4 && capital && !number)
}

/// `quot;Hello quot;`: the ampersand was lost.
fn headless(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let semicolon = at + ahead(text, at, 8).find(';')?;
    let head = text.get(..semicolon)?;
    let name_len: usize = head
        .chars()
        .rev()
        .take_while(char::is_ascii_alphanumeric)
        .map(char::len_utf8)
        .sum();
    let mut start = semicolon - name_len;
    let name = text.get(start..semicolon)?;
    let c = if before(text, start) == Some('#') {
        start -= 1;
        numeric(name)
            .map(|(_, c)| c)
            .filter(|_| name == "39" || name == "34")?
    } else {
        let known = [
            "quot", "nbsp", "rsquo", "lsquo", "ldquo", "rdquo", "hellip", "apos", "mdash", "ndash",
        ]
        .contains(&name);
        residue.entity(name).filter(|_| known)?
    };
    let alone = before(text, start)
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '&' | '/' | '=' | '.' | '-' | '_'));
    alone.then(|| {
        Leftover::new(start, semicolon + 1, WHAT).repaired(c.to_string(), Applicability::Unsafe)
    })
}

/// `&lt;b&gt;`: decoding it would leave a tag.
fn tag(text: &str, at: usize, end: usize, residue: &Residue) -> Option<Leftover> {
    const LONGEST_TAG: usize = 300;
    let mut tag = String::from("<");
    let mut place = end;
    while place < end + LONGEST_TAG {
        let c = after(text, place).filter(|c| *c != '\n' && *c != '<')?;
        if c == '&'
            && let Some(found) = reference(ahead(text, place, LONGEST), residue)
        {
            let mut read = found.c;
            place += found.len;
            while read == '&'
                && let Some(inner) = inner_reference(ahead(text, place, LONGEST), residue)
            {
                read = inner.c;
                place += inner.len;
            }
            tag.push(read);
        } else {
            tag.push(c);
            place += c.len_utf8();
        }
        if tag.ends_with('>') {
            let found = super::tags::at(&tag, 0, residue).filter(|l| l.end == tag.len())?;
            return Some(Leftover {
                start: at,
                end: place,
                ..found
            });
        }
    }
    None
}

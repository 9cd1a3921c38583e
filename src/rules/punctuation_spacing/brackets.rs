//! Spaces on the wrong side of a round bracket.

use memchr::memchr2_iter;

use super::around::{after, before, is_letter, is_quote, is_space, word_before};
use super::{Place, Slip};

/// Finds `( word`, `word )`, `word(INF)` and `(INF)word`.
pub(super) fn find(place: &Place, out: &mut Vec<Slip>) {
    for at in memchr2_iter(b'(', b')', place.bytes) {
        let slip = if place.byte(at) == b'(' {
            opening(place, at)
        } else {
            closing(place, at)
        };
        out.extend(slip);
    }
}

/// What the bracket at `at` encloses, when it is closed on the same line and holds no other bracket.
fn inside<'t>(place: &Place<'t, '_>, at: usize) -> Option<&'t str> {
    let rest = place.text.get(at + 1..)?;
    let end = rest.find(['(', ')', '\n'])?;
    let closed = rest.get(end..)?.starts_with(')');
    rest.get(..end).filter(|_| closed)
}

/// What the bracket that closes at `at` encloses, and where it opens.
fn enclosed<'t>(place: &Place<'t, '_>, at: usize) -> Option<(usize, &'t str)> {
    let head = place.text.get(..at)?;
    let open = head.rfind(['(', ')', '\n'])?;
    let inner = head.get(open + 1..)?;
    head.get(open..)?.starts_with('(').then_some((open, inner))
}

/// Words in brackets, not the second half of a word: (INF), (see below).
fn is_aside(inner: &str) -> bool {
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && inner.contains(|c: char| c.is_uppercase() || c == ' ')
}

fn opening(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let (left, right) = (before(text, at), after(text, at + 1)?);
    if is_space(right) {
        return opening_space(place, at, right);
    }
    if !left.is_some_and(is_letter) || !is_letter(right) {
        return None;
    }
    let word = word_before(text, at);
    let inner = inside(place, at)?;
    let shouted = word.chars().nth(2).is_some() && !inner.contains(char::is_lowercase);
    let parted = word.chars().nth(1).is_some() && (word.contains(char::is_lowercase) || shouted);
    // print(Value) is code, and Leser(innen) one word.
    let code = !inner.contains(' ') && inner.contains(char::is_lowercase);
    (parted && is_aside(inner) && !code)
        .then(|| Slip::new(at, at + 1, " (", "no space before the bracket".to_owned()))?
}

/// Bytes in which a bracket is closed.
const NEAR: usize = 400;

/// `( word`, and `( word )` as one slip.
fn opening_space(place: &Place, at: usize, space: char) -> Option<Slip> {
    let text = place.text;
    let from = at + 1 + space.len_utf8();
    let rest = text.get(from..)?;
    let fits = rest.starts_with(|c: char| is_letter(c) || c.is_ascii_digit());
    let near = rest.get(..rest.floor_char_boundary(NEAR))?;
    let line = near.split('\n').next()?;
    let (inner, _) = line.split_once(')')?;
    if !fits || inner.trim().chars().nth(1).is_none() {
        return None;
    }
    if let Some((inner, closed)) = both_sides(place, at) {
        let written = format!("({inner})");
        return Slip::new(
            at,
            closed + 1,
            &written,
            "spaces inside the brackets".to_owned(),
        );
    }
    Slip::new(at, from, "(", "space after the bracket".to_owned())
}

/// What stands between the bracket at `at` and the one that closes it, when it has a space on either side, and where that one is.
fn both_sides<'t>(place: &Place<'t, '_>, at: usize) -> Option<(&'t str, usize)> {
    let inner = inside(place, at).filter(|inner| inner.len() < NEAR)?;
    let trimmed = inner.trim_matches(is_space);
    let spaced = inner.starts_with(is_space) && inner.ends_with(is_space);
    let after_word =
        trimmed.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '%'));
    let long = trimmed.chars().nth(1).is_some();
    (spaced && after_word && long).then_some((trimmed, at + 1 + inner.len()))
}

fn closing(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let (left, right) = (before(text, at)?, after(text, at + 1));
    if is_space(left) {
        let start = at - left.len_utf8();
        let fits = before(text, start).is_some_and(|c| {
            is_letter(c) || c.is_ascii_digit() || matches!(c, '.' | '!' | '?' | '%')
        });
        let (open, inner) = enclosed(place, at)?;
        if both_sides(place, open).is_some() && inner.starts_with(|c: char| is_space(c)) {
            return None;
        }
        return (fits && inner.trim().chars().nth(1).is_some() && !right.is_some_and(is_quote))
            .then(|| Slip::new(start, at + 1, ")", "space before the bracket".to_owned()))?;
    }
    let next = text.get(at + 1..)?;
    let letters = next.chars().take(3).filter(|c| c.is_lowercase()).count();
    if letters < 2 || !is_letter(after(text, at + 1)?) {
        return None;
    }
    let (open, inner) = enclosed(place, at)?;
    let free = before(text, open).is_some_and(char::is_whitespace);
    (free && is_aside(inner) && !inner.contains(['=', ';', '{']))
        .then(|| Slip::new(at, at + 1, ") ", "no space after the bracket".to_owned()))?
}

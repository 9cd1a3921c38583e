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
    letters > 2 && inner.contains(|c: char| c.is_uppercase() || c == ' ')
}

fn opening(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let (left, right) = (before(text, at), after(text, at + 1)?);
    if is_space(right) {
        let inner = inside(place, at)?;
        let word = inner.get(right.len_utf8()..)?;
        let fits = word.starts_with(|c: char| is_letter(c) || c.is_ascii_digit())
            && word.trim().chars().nth(2).is_some();
        return fits.then(|| {
            let end = at + 1 + right.len_utf8();
            Slip::new(at, end, "(", "space after the bracket".to_owned())
        })?;
    }
    if !left.is_some_and(is_letter) || !is_letter(right) {
        return None;
    }
    let word = word_before(text, at);
    let inner = inside(place, at)?;
    let lower = word.chars().all(char::is_lowercase);
    let parted = word.chars().nth(2).is_some() && is_aside(inner);
    // print(Value) is code; a name of one word after a word with a capital may be one too.
    let code = !inner.contains(' ') && inner.contains(char::is_lowercase);
    (parted && (lower || inner.contains(' ')) && !code)
        .then(|| Slip::new(at, at + 1, " (", "no space before the bracket".to_owned()))?
}

fn closing(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let (left, right) = (before(text, at)?, after(text, at + 1));
    if is_space(left) {
        let start = at - left.len_utf8();
        let fits = before(text, start).is_some_and(|c| {
            is_letter(c) || c.is_ascii_digit() || matches!(c, '.' | '!' | '?' | '%')
        });
        let (_, inner) = enclosed(place, at)?;
        return (fits && inner.trim().chars().nth(2).is_some() && !right.is_some_and(is_quote))
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

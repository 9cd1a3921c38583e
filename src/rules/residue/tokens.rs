//! Marks of tokenizers and language models: `@-@`, `wo@@ rd`, `▁the`, `##ing`, `<unk>`, `[SEP]`.

use super::{Leftover, after, ahead, before};
use crate::finding::Applicability;
use crate::lang::residue::Residue;

const WHAT: &str = "a mark of a translation program";

pub(super) fn at(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let rest = ahead(text, at, 32);
    match rest.as_bytes() {
        [b'@', b'@', b' ', ..] => return piece(text, at),
        [b' ', b'#', b'#', ..] => return continued(text, at),
        [0xE2, 0x96, 0x81, ..] => return block(text, at),
        _ => {}
    }
    let (token, was) = residue.token(rest)?;
    let end = at + token.len();
    let spaced = token.starts_with('@');
    let (mut start, mut stop) = (at, end);
    if spaced {
        // `state @-@ owned`: the spaces came with the mark.
        let open = before(text, at) == Some(' ');
        let shut = after(text, end) == Some(' ');
        if !open || !shut {
            return None;
        }
        (start, stop) = (at - 1, end + 1);
    }
    // A row of block letters is a drawing, and a tag that somebody writes about stands in quotation marks.
    let found = Leftover::new(start, stop, WHAT);
    Some(match was {
        Some(was) => found.repaired(was, Applicability::Unsafe),
        None => found,
    })
}

/// `wo@@ rd`.
fn piece(text: &str, at: usize) -> Option<Leftover> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let fits = letter(before(text, at)) && letter(after(text, at + 3));
    fits.then(|| Leftover::new(at, at + 3, WHAT).repaired("", Applicability::Unsafe))
}

/// `believ ##able`.
fn continued(text: &str, at: usize) -> Option<Leftover> {
    let fits = before(text, at).is_some_and(char::is_alphanumeric);
    fits.then(|| Leftover::new(at, at + 3, WHAT).repaired("", Applicability::Unsafe))
}

/// `▁the`: a space before a word.
fn block(text: &str, at: usize) -> Option<Leftover> {
    let end = at + '▁'.len_utf8();
    let drawn = |c: char| ('\u{2580}'..='\u{259F}').contains(&c);
    if before(text, at).is_some_and(drawn) || after(text, end).is_some_and(drawn) {
        return None;
    }
    let spaced = before(text, at).is_none_or(char::is_whitespace)
        || after(text, end).is_none_or(char::is_whitespace);
    let space = if spaced { "" } else { " " };
    Some(Leftover::new(at, end, WHAT).repaired(space, Applicability::Unsafe))
}

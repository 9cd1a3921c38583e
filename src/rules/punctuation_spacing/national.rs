//! Marks of one language: the French space before a colon, the Spanish mark that opens a question.

use memchr::{memchr_iter, memmem};

use super::around::{after, before, is_letter, is_quote, is_space, word_before};
use super::joined::is_opener;
use super::spaced::name;
use super::{Place, Slip};
use crate::finding::Applicability;

/// Looks at what the language of the document asks for.
pub(super) fn find(place: &Place, out: &mut Vec<Slip>) {
    let Some(language) = &place.context.document.language else {
        return;
    };
    let knowledge = crate::scan::embedded::knowledge();
    let Some(locale) = knowledge.locale(language.tag.primary()) else {
        return;
    };
    for mark in [';', ':', '!', '?'] {
        if locale.spacing.before.contains(&mark) {
            unspaced(place, mark, out);
        }
    }
    for (opening, closing) in &locale.spacing.opening {
        unopened(place, *opening, *closing, out);
    }
}

/// `gouvernement:` in French. A text that never has the space follows another custom, which is said once.
fn unspaced(place: &Place, mark: char, out: &mut Vec<Slip>) {
    let text = place.text;
    let places = || memmem::find_iter(place.bytes, mark_bytes(mark));
    let space = places()
        .find_map(|at| before(text, at).filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')));
    let usual = if mark == ':' { '\u{a0}' } else { '\u{202f}' };
    let written = format!("{}{mark}", space.unwrap_or(usual));
    for at in places() {
        let right = after(text, at + 1);
        let word = word_before(text, at);
        let closes =
            right.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '\u{a0}' | '\u{202f}'));
        if word.chars().nth(1).is_none() || !closes || !before(text, at).is_some_and(is_letter) {
            continue;
        }
        if is_foreign_title(place, at) {
            continue;
        }
        let message = format!("no space before {}", name(mark));
        let slip = Slip::new(at, at + 1, &written, message);
        out.extend(slip.map(Slip::not_safe));
        if space.is_none() {
            break;
        }
    }
}

/// Whether the mark stands in a quotation that has no word of the language: « The Last Palace: Europe ».
fn is_foreign_title(place: &Place, at: usize) -> bool {
    let (head, _) = place.paragraph(at);
    let near = head.get(head.ceil_char_boundary(head.len().saturating_sub(LONGEST))..);
    let open = near.and_then(|t| t.rfind('«').and_then(|from| t.get(from..)));
    open.is_some_and(|inner| !inner.contains('»') && !is_native(place, at, inner))
}

/// Whether a function word of the language stands in a stretch of text.
fn is_native(place: &Place, at: usize, part: &str) -> bool {
    let mut words = part.split(|c: char| !c.is_alphabetic());
    words.any(|word| !word.is_empty() && is_opener(place, at, word))
}

fn mark_bytes(mark: char) -> &'static [u8] {
    match mark {
        ';' => b";",
        ':' => b":",
        '!' => b"!",
        _ => b"?",
    }
}

/// A question is reported as a whole when it is no longer than this, in bytes.
const LONGEST: usize = 400;

/// A Spanish question or exclamation that nothing opens.
fn unopened(place: &Place, opening: char, closing: char, out: &mut Vec<Slip>) {
    for at in memchr_iter(closing as u8, place.bytes) {
        let (head, _) = place.paragraph(at);
        let Some(length) = unopened_length(head) else {
            continue;
        };
        if !before(place.text, at).is_some_and(is_letter) {
            continue;
        }
        let start = if length > LONGEST { at } else { at - length };
        let question = place.text.get(start..=at).unwrap_or("");
        // A quotation in another language: "November is coming!"
        let quoted = after(place.text, at + 1).is_some_and(is_quote);
        if quoted && !is_native(place, at, question) {
            continue;
        }
        let message = format!("nothing opens this sentence: {opening} is missing");
        let slip = Slip::new(start, at + 1, &format!("{opening}{question}"), message);
        out.extend(slip.map(|slip| Slip {
            applicability: if length > LONGEST {
                Applicability::Display
            } else {
                Applicability::Unsafe
            },
            cause: "other languages only close a question",
            ..slip
        }));
    }
}

/// Bytes of the sentence that ends here, when nothing opens it and it has two words or more.
fn unopened_length(head: &str) -> Option<usize> {
    let (mut words, mut last, mut length) = (0, 'x', 0);
    for c in head.chars().rev() {
        // An ellipsis does not end the question; another question does.
        let ends = matches!(c, '?' | '!' | '\n') || (c == '.' && is_space(last) && words > 0);
        if matches!(c, '¿' | '¡') {
            return None;
        }
        if ends || is_quote(c) && words > 0 {
            break;
        }
        words += usize::from(c == ' ');
        length += c.len_utf8();
        last = c;
    }
    let start = head.len() - length;
    let sentence = head.get(start..)?;
    let trimmed = sentence.trim_start();
    (trimmed.contains(' ')).then_some(trimmed.len())
}

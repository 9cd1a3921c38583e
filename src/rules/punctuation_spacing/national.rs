//! Marks of one language: the French space before a colon, the Spanish mark that opens a question.

use memchr::{memchr2_iter, memmem};

use super::around::{after, before, is_letter, word_before};
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
        let message = format!("no space before {}", name(mark));
        let slip = Slip::new(at, at + 1, &written, message);
        out.extend(slip.map(Slip::not_safe));
        if space.is_none() {
            break;
        }
    }
}

fn mark_bytes(mark: char) -> &'static [u8] {
    match mark {
        ';' => b";",
        ':' => b":",
        '!' => b"!",
        _ => b"?",
    }
}

/// A Spanish question or exclamation that nothing opens.
fn unopened(place: &Place, opening: char, closing: char, out: &mut Vec<Slip>) {
    for at in memchr2_iter(closing as u8, closing as u8, place.bytes) {
        let (before_it, _) = place.paragraph(at);
        // An ellipsis does not end the question; another question does.
        let mut open = false;
        let mut words = 0;
        let mut last = ' ';
        for c in before_it.chars().rev() {
            if c == opening || matches!(c, '¿' | '¡') {
                open = true;
                break;
            }
            let ends = matches!(c, '?' | '!' | '\n') || (c == '.' && last == ' ' && words > 0);
            if ends {
                break;
            }
            words += usize::from(c == ' ');
            last = c;
        }
        if open || words < 1 || !before(place.text, at).is_some_and(is_letter) {
            continue;
        }
        let message = format!("nothing opens this sentence: {opening} is missing");
        let written = format!("{opening}…{closing}");
        out.extend(Slip::new(at, at + 1, &written, message).map(|slip| Slip {
            applicability: Applicability::Display,
            cause: "other languages only close a question",
            ..slip
        }));
    }
}

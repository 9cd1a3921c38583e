//! windows-1250 read as windows-1252 in Polish and Czech: `metodê`, `univerzitì`. Only a text of the language shows it.

use encoding_rs::{WINDOWS_1250, WINDOWS_1252};
use memchr::memmem;

use super::single::reread;
use super::{Damage, word_around};

/// Letters of a word that may be damaged: foreign words are shorter or names.
const LEAST: usize = 4;
/// One letter of its own in so many bytes shows the language.
const SPREAD: usize = 400;
const FEWEST: usize = 3;

/// A language: a letter that nearly no other has, what its letters are read as, its letters.
struct Signs {
    own: &'static str,
    damaged: &'static str,
    letters: &'static str,
}

const LANGUAGES: [Signs; 2] = [
    Signs {
        own: "ł",
        damaged: "êæœ¹³¿",
        letters: "ąćęłńóśźż",
    },
    Signs {
        own: "ř",
        damaged: "ìèøùò",
        letters: "áčďéěíňóřšťúůýž",
    },
];

/// Damaged words of small letters.
pub(super) fn find(text: &str) -> Vec<Damage> {
    let wanted = (text.len() / SPREAD).max(FEWEST);
    let is_of = |signs: &&Signs| {
        memmem::find_iter(text.as_bytes(), signs.own)
            .nth(wanted - 1)
            .is_some()
    };
    let Some(signs) = LANGUAGES.iter().find(is_of) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text
        .char_indices()
        .filter(|(_, c)| signs.damaged.contains(*c))
    {
        if at < done {
            continue;
        }
        if let Some(damage) = word(text, (at, c), done, signs) {
            done = damage.end;
            found.push(damage);
        }
    }
    found
}

fn word(text: &str, (at, c): (usize, char), from: usize, signs: &Signs) -> Option<Damage> {
    let (start, end) = word_around(text, (at, at + c.len_utf8()), from);
    let part = text.get(start..end)?;
    // A sign after a word is a mark of a note.
    if !c.is_alphabetic() && end == at + c.len_utf8() {
        return None;
    }
    let small = part.starts_with(char::is_lowercase) && part.chars().count() >= LEAST;
    let joined =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
    if !small
        || joined(text.get(..start)?.chars().next_back())
        || joined(text.get(end..)?.chars().next())
    {
        return None;
    }
    let read = reread(part, WINDOWS_1252, WINDOWS_1250)?;
    // Latin has æ too (amicus curiæ); verbs of Polish end in a vowel or ś and ć.
    let verb = ["ać", "eć", "ić", "yć", "ść", "ąć"]
        .iter()
        .any(|e| read.ends_with(e));
    if part.contains('æ') && !(verb && part.chars().count() > LEAST + 1) {
        return None;
    }
    let own = |c: char| c.is_ascii_lowercase() || signs.letters.contains(c);
    read.chars().all(own).then_some(Damage {
        start,
        end,
        repaired: Some(read),
        how: "windows-1250 read as windows-1252",
    })
}

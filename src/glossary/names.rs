//! Parts of people's names: which words of a full form are the given name, which the family name.

use super::knowledge::Knowledge;
use super::model::{Entry, NameOrder, NativeName};
use crate::text::script::{Script, dominant_script};

/// Particles that belong to the family name that follows them.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
    "al", "bin", "bint", "ibn", "ben", "abu", "ter", "ten", "zu", "zum", "af", "av", "mac", "san",
    "st", "st.",
];

/// Fills the parts of native names that were written as one string.
pub(crate) fn split_native(entry: &mut Entry, particles: &[String]) {
    for native in &mut entry.native {
        if native.given.is_some() || native.family.is_some() {
            continue;
        }
        let words: Vec<String> = native.text.split_whitespace().map(str::to_owned).collect();
        if unspaced(&native.text) {
            continue;
        }
        match words.as_slice() {
            [] => {}
            [family] => native.family = Some(family.clone()),
            // Абрамович and Лукашевич are family names that look like patronymics: the middle word is tried first.
            [given, patronymic, family] if is_patronymic(patronymic) => {
                set(native, given, Some(patronymic), family);
            }
            [family, given, patronymic] if is_patronymic(patronymic) => {
                set(native, given, Some(patronymic), family);
            }
            _ => {
                let (given, family) = by_order(&words, entry.order, particles);
                native.given = given;
                native.family = Some(family);
            }
        }
    }
}

fn set(native: &mut NativeName, given: &str, patronymic: Option<&str>, family: &str) {
    native.given = Some(given.to_owned());
    native.patronymic = patronymic.map(str::to_owned);
    native.family = Some(family.to_owned());
}

/// Scripts that write names without spaces are never split.
fn unspaced(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && matches!(
            dominant_script(text),
            Script::HANI | Script::HIRA | Script::KANA | Script::HANG
        )
}

fn is_patronymic(word: &str) -> bool {
    let lower = word.to_lowercase();
    [
        "вич",
        "ьич",
        "кич",
        "мич",
        "вна",
        "чна",
        "йович",
        "івна",
        "ївна",
    ]
    .iter()
    .any(|end| lower.ends_with(end))
        && lower.chars().count() > 5
}

/// Given and family name by position; particles go with the family name.
fn by_order(words: &[String], order: NameOrder, particles: &[String]) -> (Option<String>, String) {
    if order == NameOrder::FamilyFirst {
        let family = words.first().cloned().unwrap_or_default();
        return ((words.len() > 1).then(|| words[1..].join(" ")), family);
    }
    let is_particle = |word: &str| {
        let lower = word.to_lowercase();
        PARTICLES.contains(&lower.as_str()) || particles.iter().any(|p| p.to_lowercase() == lower)
    };
    let mut start = words.len().saturating_sub(1);
    while start > 1 && is_particle(&words[start - 1]) {
        start -= 1;
    }
    let family = words.get(start..).unwrap_or_default().join(" ");
    // A middle name or initial is neither the given name nor the family name.
    (words.first().filter(|_| start > 0).cloned(), family)
}

/// Fills the parts of every listed form of a person.
///
/// The native family name decides where it can: the words that render it are the family name, wherever they stand.
pub(crate) fn split_designation(entry: &mut Entry, particles: &[String], knowledge: &Knowledge) {
    let order = entry.order;
    let native: Vec<NativeName> = entry.native.clone();
    for designation in &mut entry.designations {
        if unspaced(&designation.text) {
            continue;
        }
        let words: Vec<String> = designation
            .text
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if words.len() == 1 {
            designation.family = words.into_iter().next();
            continue;
        }
        let found = native.iter().find_map(|n| by_native(&words, n, knowledge));
        let (given, family) = found.unwrap_or_else(|| by_order(&words, order, particles));
        designation.given = given;
        designation.family = Some(family);
    }
}

fn by_native(
    words: &[String],
    native: &NativeName,
    knowledge: &Knowledge,
) -> Option<(Option<String>, String)> {
    let family = native.family.as_deref()?;
    if family.contains(char::is_whitespace) {
        return None;
    }
    let lattice = knowledge.tables.lattice(&native.language, family)?;
    let at = words
        .iter()
        .position(|word| lattice.accept(word).is_some() || word == family)?;
    let given = words
        .iter()
        .enumerate()
        .find(|(i, _)| *i != at)
        .map(|(_, word)| word.clone());
    Some((given, words[at].clone()))
}

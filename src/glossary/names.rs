//! Parts of people's names: which words of a full form are the given name, which the family name.

use serde::{Deserialize, Serialize};

use super::knowledge::Knowledge;
use super::model::{Designation, Entry, NameOrder, NativeName, TermStatus};
use crate::text::fold::fold_to_string;
use crate::text::script::{Script, dominant_script};

/// Small words inside names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Particles {
    /// They belong to the family name that follows; lower case.
    belong: Vec<String>,
    /// A family name may lose them when they begin it; lower case.
    droppable: Vec<String>,
}

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawParticles {
    authority: String,
    references: Vec<serde_yaml::Value>,
    particles: Vec<String>,
    droppable: Vec<String>,
    examples: Vec<(String, String, String)>,
}

impl Particles {
    /// Reads the file and runs its examples.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(text: &str) -> Result<Self, String> {
        let raw: RawParticles = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        let particles = Self {
            belong: raw.particles,
            droppable: raw.droppable,
        };
        for (full, family, alone) in &raw.examples {
            let words: Vec<String> = full.split_whitespace().map(str::to_owned).collect();
            let (_, found) = by_order(&words, NameOrder::GivenFirst, &[], &particles);
            let short = particles.without_article(&found).unwrap_or(&found);
            if (found.as_str(), short) != (family.as_str(), alone.as_str()) {
                return Err(format!("example `{full}`: `{found}`, alone `{short}`"));
            }
        }
        Ok(particles)
    }

    /// Whether the word belongs to the family name after it.
    pub(crate) fn belongs(&self, word: &str) -> bool {
        self.belong.iter().any(|p| *p == word.to_lowercase())
    }

    /// The family name without the article that begins it.
    pub(crate) fn without_article<'a>(&self, family: &'a str) -> Option<&'a str> {
        let (article, rest) = family.split_once(['-', ' '])?;
        let drops = self.droppable.iter().any(|p| *p == article.to_lowercase());
        (drops && rest.starts_with(char::is_uppercase)).then_some(rest)
    }
}

/// A family name that begins with an article stands without it as well: Bashar al-Assad, Bashar Assad, Assad.
pub(crate) fn drop_articles(entry: &mut Entry, knowledge: &Knowledge) {
    let mut short = Vec::new();
    for designation in entry.designations.iter().filter(|d| d.status.is_right()) {
        let Some(family) = designation.family.as_deref() else {
            continue;
        };
        let Some(rest) = knowledge.particles.without_article(family) else {
            continue;
        };
        short.push(Designation {
            text: designation.text.replacen(family, rest, 1),
            status: TermStatus::Admitted,
            family: Some(rest.to_owned()),
            ..designation.clone()
        });
    }
    for designation in short {
        let same =
            |d: &Designation| d.text == designation.text && d.language == designation.language;
        if !entry.designations.iter().any(same) {
            entry.designations.push(designation);
        }
    }
}

/// Fills the parts of native names that were written as one string.
pub(crate) fn split_native(entry: &mut Entry, particles: &[String], knowledge: &Knowledge) {
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
                let (given, family) =
                    by_order(&words, entry.order, particles, &knowledge.particles);
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
fn by_order(
    words: &[String],
    order: NameOrder,
    own: &[String],
    particles: &Particles,
) -> (Option<String>, String) {
    if order == NameOrder::FamilyFirst {
        let family = words.first().cloned().unwrap_or_default();
        return ((words.len() > 1).then(|| words[1..].join(" ")), family);
    }
    let is_particle = |word: &str| {
        particles.belongs(word) || own.iter().any(|p| p.to_lowercase() == word.to_lowercase())
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
        if words.last().is_some_and(|w| is_regnal(w)) {
            // Elizabeth II has no family name; the whole form is the name.
            continue;
        }
        let found = native
            .iter()
            .find_map(|n| by_native(&words, n, knowledge).or_else(|| by_parts(&words, n)));
        let (given, family) =
            found.unwrap_or_else(|| by_order(&words, order, particles, &knowledge.particles));
        designation.given = given;
        designation.family = Some(family);
    }
}

/// II, XVI: the number of a monarch or pope.
fn is_regnal(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The words that are the native parts, hyphens and diacritics aside: given name first, or family name first.
fn by_parts(words: &[String], native: &NativeName) -> Option<(Option<String>, String)> {
    let spoken = |text: &str| fold_to_string(&text.replace('-', " "));
    let family = spoken(native.family.as_deref()?);
    let given = spoken(native.given.as_deref()?);
    let is = |part: &[String], name: &str| !part.is_empty() && spoken(&part.join(" ")) == name;
    let at = |name: &str| (1..words.len()).find(|n| is(&words[..*n], name));
    if let Some(start) = (1..words.len()).find(|n| is(&words[*n..], &family)) {
        let end = at(&given).filter(|end| *end <= start).unwrap_or(1);
        return Some((Some(words[..end].join(" ")), words[start..].join(" ")));
    }
    let end = at(&family)?;
    is(&words[end..], &given).then(|| (Some(words[end..].join(" ")), words[..end].join(" ")))
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

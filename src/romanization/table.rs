//! All tables in one value, and as one blob that the binary only decodes.
//!
//! Systems and alphabets are decoded at once, the rules of a language when it is first asked for. A blob carries a
//! checksum, so that garbage is refused at the door and decoding later cannot fail.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::alphabet::Alphabet;
use super::convention::ConventionSet;
use super::raw::{self, Kind, RawAlphabet, RawSystem, Reference, TableError};
use super::rules::LanguageRules;
use super::skeleton::Classes;
use super::{compile, lint};

/// A published or customary way to write a language in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct System {
    pub id: String,
    pub name: String,
    /// As said in a message: "German transcription".
    pub short: String,
    pub language: String,
    pub authority: String,
    pub year: u16,
    pub kind: Kind,
    /// Languages of text in which the system is at home; none for international ones.
    pub home: Vec<String>,
    pub rank: u32,
}

/// What people read of a system, and tests execute.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Notes {
    pub references: Vec<Reference>,
    pub examples: Vec<(String, String)>,
    pub attested: Vec<(String, String)>,
}

/// Alphabets and systems of all source languages.
#[derive(Debug)]
pub(crate) struct Tables {
    catalogue: Catalogue,
    languages: Vec<Slot>,
    /// Notes on each system, decoded whenever they are asked for: a check of texts never asks.
    notes: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Catalogue {
    systems: Vec<System>,
    alphabets: Vec<Alphabet>,
    /// What the skeletons of words are made of, with the numbers of the languages that keep it.
    by_classes: Vec<(Classes, Vec<usize>)>,
}

impl Catalogue {
    fn keep(&mut self, language: usize, classes: Classes) {
        match self.by_classes.iter_mut().find(|(c, _)| *c == classes) {
            Some((_, languages)) => languages.push(language),
            None => self.by_classes.push((classes, vec![language])),
        }
    }
}

/// The rules of one language, decoded when first needed.
#[derive(Debug)]
struct Slot {
    packed: Vec<u8>,
    rules: OnceLock<Option<LanguageRules>>,
}

const MAGIC: &[u8; 8] = b"exonymR1";

impl Tables {
    /// Compiles tables from (file, text) pairs. Languages keep the order of the alphabets, Russian first.
    pub(crate) fn from_yaml(
        alphabets: &[(String, String)],
        systems: &[(String, String)],
    ) -> Result<Tables, TableError> {
        let raw_alphabets = read_alphabets(alphabets)?;
        let mut raw_systems = Vec::with_capacity(systems.len());
        for (file, text) in systems {
            let system: RawSystem = raw::parse(file, text)?;
            let Some(place) = raw_alphabets
                .iter()
                .position(|alphabet| alphabet.language == system.language)
            else {
                return Err(TableError::new(
                    file,
                    format!("`language: {}` has no alphabet", system.language),
                ));
            };
            if let Some(alphabet) = raw_alphabets.get(place) {
                lint::system(file, &system, alphabet)?;
            }
            raw_systems.push((place, file.clone(), system));
        }
        raw_systems.sort_by(|(a, _, x), (b, _, y)| (a, x.rank, &x.id).cmp(&(b, y.rank, &y.id)));
        let mut tables = Tables {
            catalogue: Catalogue {
                systems: Vec::new(),
                alphabets: Vec::new(),
                by_classes: Vec::new(),
            },
            languages: Vec::new(),
            notes: Vec::new(),
        };
        for (place, raw_alphabet) in raw_alphabets.iter().enumerate() {
            let own: Vec<(String, RawSystem)> = raw_systems
                .iter()
                .filter(|(at, ..)| *at == place)
                .map(|(_, file, system)| (file.clone(), system.clone()))
                .collect();
            let alphabet = compile::alphabet(raw_alphabet);
            let rules = compile::rules(raw_alphabet, &alphabet, &own)?;
            tables.catalogue.keep(place, rules.skeleton);
            tables.catalogue.alphabets.push(alphabet);
            tables.languages.push(Slot {
                packed: Vec::new(),
                rules: OnceLock::from(Some(rules)),
            });
        }
        let notes = raw_systems.iter().map(|(_, _, raw)| notes_of(raw));
        tables.notes = packed(&notes.collect::<Vec<Notes>>())?;
        for (_, file, system) in raw_systems {
            if tables.system(&system.id).is_some() {
                return Err(TableError::new(
                    &file,
                    format!("id `{}` is there twice", system.id),
                ));
            }
            tables.catalogue.systems.push(system_of(system));
        }
        Ok(tables)
    }

    /// The blob: magic, checksum, number of parts, their lengths, then the catalogue, the notes and the rules of each language.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, TableError> {
        let mut parts = vec![packed(&self.catalogue)?, self.notes.clone()];
        for slot in &self.languages {
            parts.push(match slot.rules.get() {
                Some(Some(rules)) => packed(rules)?,
                _ => slot.packed.clone(),
            });
        }
        let mut body = Vec::new();
        push_length(&mut body, parts.len())?;
        for part in &parts {
            push_length(&mut body, part.len())?;
        }
        body.extend(parts.into_iter().flatten());
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&checksum(&body).to_le_bytes());
        bytes.extend(body);
        Ok(bytes)
    }

    /// Opens a blob. Anything that `to_bytes` did not write is refused.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Tables, TableError> {
        Self::open(bytes)
            .ok_or_else(|| TableError::new("(compiled tables)", "damaged or of another version"))
    }

    fn open(bytes: &[u8]) -> Option<Tables> {
        let (sum, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*sum) != checksum(body) {
            return None;
        }
        let (count, mut rest) = take_length(body)?;
        let mut lengths = Vec::new();
        for _ in 0..count {
            let (length, after) = take_length(rest)?;
            lengths.push(length);
            rest = after;
        }
        let mut parts = Vec::new();
        for length in lengths {
            let (part, after) = rest.split_at_checked(length)?;
            parts.push(part);
            rest = after;
        }
        let [first, notes, others @ ..] = parts.as_slice() else {
            return None;
        };
        let catalogue: Catalogue = postcard::from_bytes(first).ok()?;
        let languages: Vec<Slot> = others
            .iter()
            .map(|part| Slot {
                packed: part.to_vec(),
                rules: OnceLock::new(),
            })
            .collect();
        (languages.len() == catalogue.alphabets.len() && rest.is_empty()).then_some(Tables {
            catalogue,
            languages,
            notes: notes.to_vec(),
        })
    }

    /// All systems, by language, then rank, then id.
    pub(crate) fn systems(&self) -> &[System] {
        &self.catalogue.systems
    }

    /// Notes on all systems, in their order.
    #[allow(dead_code, reason = "tests execute the examples")]
    pub(crate) fn notes(&self) -> Vec<Notes> {
        postcard::from_bytes(&self.notes).unwrap_or_default()
    }

    pub(crate) fn system(&self, id: &str) -> Option<&System> {
        self.catalogue.systems.iter().find(|system| system.id == id)
    }

    /// Source languages in declared order.
    pub(crate) fn languages(&self) -> Vec<&str> {
        self.catalogue
            .alphabets
            .iter()
            .map(|alphabet| alphabet.language.as_str())
            .collect()
    }

    /// The classes of consonants that languages keep, each with the numbers of those languages.
    pub(super) fn by_classes(&self) -> &[(Classes, Vec<usize>)] {
        &self.catalogue.by_classes
    }

    /// The language of a number.
    pub(super) fn language_at(&self, number: usize) -> Option<&str> {
        let alphabet = self.catalogue.alphabets.get(number)?;
        Some(alphabet.language.as_str())
    }

    /// The languages whose alphabet has every letter of the word, in declared order.
    pub(crate) fn fitting_languages(&self, word: &str) -> Vec<&str> {
        self.catalogue
            .alphabets
            .iter()
            .filter(|alphabet| alphabet.fits(word))
            .map(|alphabet| alphabet.language.as_str())
            .collect()
    }

    /// How many conventions the language has.
    pub(crate) fn conventions(&self, language: &str) -> usize {
        self.language(language)
            .map_or(0, |(_, rules)| rules.conventions.len())
    }

    /// The systems of a set of conventions: those at home in the language of the text first, then by rank and id.
    pub(crate) fn convention_ids(
        &self,
        language: &str,
        set: ConventionSet,
        text_language: Option<&str>,
    ) -> Vec<&str> {
        let Some((alphabet, rules)) = self.language(language) else {
            return Vec::new();
        };
        let of_language: Vec<&System> = self.systems_of(&alphabet.language).collect();
        let mut named: Vec<&System> = Vec::new();
        for convention in set.iter().filter_map(|index| rules.conventions.get(index)) {
            if let Some(&system) = of_language.get(usize::from(convention.system))
                && !named.iter().any(|other| other.id == system.id)
            {
                named.push(system);
            }
        }
        let text_language = text_language.map(primary);
        named.sort_by_key(|system| {
            (
                !system
                    .home
                    .iter()
                    .any(|home| Some(primary(home)) == text_language),
                system.rank,
                &system.id,
            )
        });
        named.into_iter().map(|system| system.id.as_str()).collect()
    }

    /// The systems of a set of conventions in declared order, once for each of their modes.
    pub(crate) fn systems_in(
        &self,
        language: &str,
        set: ConventionSet,
    ) -> impl Iterator<Item = &System> {
        let found = self.language(language);
        let of_language: Vec<&System> = found
            .map(|(alphabet, _)| self.systems_of(&alphabet.language).collect())
            .unwrap_or_default();
        let conventions = found.map_or(&[][..], |(_, rules)| rules.conventions.as_slice());
        set.iter()
            .filter_map(|index| conventions.get(index))
            .filter_map(move |c| of_language.get(usize::from(c.system)).copied())
    }

    /// Whether a convention of the set is at home in the language of the text.
    pub(crate) fn any_at_home(
        &self,
        language: &str,
        set: ConventionSet,
        text_language: &str,
    ) -> bool {
        let text_language = primary(text_language);
        let home = |system: &System| system.home.iter().any(|h| primary(h) == text_language);
        self.systems_in(language, set).any(home)
    }

    pub(crate) fn systems_of(&self, language: &str) -> impl Iterator<Item = &System> {
        self.catalogue
            .systems
            .iter()
            .filter(move |system| system.language == language)
    }

    /// Alphabet and rules of a language.
    pub(crate) fn language(&self, language: &str) -> Option<(&Alphabet, &LanguageRules)> {
        let primary = primary(language);
        let at = self
            .catalogue
            .alphabets
            .iter()
            .position(|alphabet| alphabet.language.eq_ignore_ascii_case(primary))?;
        let slot = self.languages.get(at)?;
        let rules = slot
            .rules
            .get_or_init(|| postcard::from_bytes(&slot.packed).ok())
            .as_ref()?;
        Some((self.catalogue.alphabets.get(at)?, rules))
    }
}

/// The primary subtag of a language tag.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

fn read_alphabets(files: &[(String, String)]) -> Result<Vec<RawAlphabet>, TableError> {
    let mut alphabets: Vec<RawAlphabet> = Vec::with_capacity(files.len());
    for (file, text) in files {
        let alphabet: RawAlphabet = raw::parse(file, text)?;
        lint::alphabet(file, &alphabet)?;
        if alphabets
            .iter()
            .any(|other| other.language == alphabet.language)
        {
            return Err(TableError::new(
                file,
                format!("`language: {}` is there twice", alphabet.language),
            ));
        }
        alphabets.push(alphabet);
    }
    // Where a word fits several alphabets, Russian is the likeliest source of a name in the news.
    alphabets.sort_by_key(|alphabet| alphabet.language != "ru");
    Ok(alphabets)
}

fn system_of(raw: RawSystem) -> System {
    System {
        id: raw.id,
        name: raw.name,
        short: raw.short,
        language: raw.language,
        authority: raw.authority,
        year: raw.year.unwrap_or(0),
        kind: raw.kind,
        home: raw.home,
        rank: raw.rank,
    }
}

fn notes_of(raw: &RawSystem) -> Notes {
    Notes {
        references: raw.references.clone(),
        examples: raw.examples.clone(),
        attested: raw.attested.clone(),
    }
}

fn packed<T: Serialize>(value: &T) -> Result<Vec<u8>, TableError> {
    let failed = |error: postcard::Error| TableError::new("(compiled tables)", error.to_string());
    postcard::to_allocvec(value).map_err(failed)
}

fn push_length(bytes: &mut Vec<u8>, length: usize) -> Result<(), TableError> {
    let length =
        u32::try_from(length).map_err(|_| TableError::new("(compiled tables)", "too large"))?;
    bytes.extend_from_slice(&length.to_le_bytes());
    Ok(())
}

fn take_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, rest))
}

/// FNV-1a over 64-bit words: quick, and enough to tell damage from data.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    let mut add = |word: [u8; 8]| {
        sum = (sum ^ u64::from_le_bytes(word))
            .wrapping_mul(0x0000_0100_0000_01b3)
            .rotate_left(23);
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(*word));
    if !rest.is_empty() {
        let mut word = [0; 8];
        word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        add(word);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::romanization::convention::Tier;

    const ALPHABETS: [&str; 2] = [
        "
language: uk
name: Ukrainian
script: Cyrl
letters: абгґеєілму’кя
extra: ы
classes: { consonant: бгґлмк }
interchangeable: [гґ]
authority: Academy
references: [{ title: Rules }]
",
        "
language: ru
name: Russian
script: Cyrl
letters: абгеёлмукя
classes: { consonant: бглмк }
authority: Academy
references: [{ title: Rules }]
",
    ];

    fn system(id: &str, language: &str, rules: &str, more: &str) -> (String, String) {
        let text = format!(
            "
id: {id}
name: Test
short: test spelling
language: {language}
authority: Nobody
year: 2020
kind: transliteration
home: []
rank: 1
references: [{{ title: Rules }}]
rules: {{ а: a, б: b, е: e, л: l, м: m, у: u, к: k, {rules} }}
examples: [[а, a]]
{more}
"
        );
        (format!("{id}.yaml"), text)
    }

    fn tables() -> Tables {
        let alphabets: Vec<(String, String)> = ALPHABETS
            .iter()
            .map(|text| ("alphabet.yaml".to_owned(), (*text).to_owned()))
            .collect();
        let systems = [
            system("b-uk", "uk", "г: h, ґ: g, є: ie, і: i, ’: '', я: â", ""),
            system(
                "a-uk",
                "uk",
                "г: g, ґ: g, є: je, і: ï, ’: ’, я: â",
                "modes: [full, unmarked]",
            ),
            system("a-ru", "ru", "г: g, ё: ë, я: [ia, ya]", ""),
        ];
        Tables::from_yaml(&alphabets, &systems).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn russian_comes_first_and_the_alphabet_decides() {
        let tables = tables();
        assert_eq!(tables.languages(), ["ru", "uk"]);
        assert_eq!(tables.fitting_languages("Муляк"), ["ru", "uk"]);
        assert_eq!(tables.fitting_languages("Ґала-Ґала"), ["uk"]);
        assert_eq!(tables.fitting_languages("Ълк"), Vec::<&str>::new());
        let ids: Vec<&str> = tables
            .systems()
            .iter()
            .map(|system| system.id.as_str())
            .collect();
        assert_eq!(ids, ["a-ru", "a-uk", "b-uk"]);
        assert!(
            tables.lattice("uk-UA", "кы").is_some(),
            "a letter of `extra` has no rule but is a letter"
        );
    }

    #[test]
    fn the_apostrophe_is_a_letter_where_the_alphabet_has_it() {
        let tables = tables();
        for native in ["Лук'як", "ЛУК’ЯК", "лукʼяк"] {
            let lattice = tables
                .lattice("uk", native)
                .unwrap_or_else(|| panic!("{native}"));
            assert_eq!(
                lattice.accept("luk'âk").map(|it| it.tier),
                Some(Tier::Pure),
                "{native}"
            );
            assert_eq!(tables.lattice("ru", native).map(|_| ()), None);
        }
        assert_eq!(
            tables.romanize("a-uk", "Лук'як і 'Мала'").as_deref(),
            Some("Luk’âk ï 'Mala'")
        );
    }

    #[test]
    fn a_system_without_a_plain_mode_keeps_its_diacritics() {
        let tables = tables();
        let systems = |latin: &str| {
            let reading = tables
                .lattice("uk", "Мяк")
                .and_then(|lattice| lattice.accept(latin));
            reading
                .map(|it| tables.convention_ids("uk", it.conventions, None))
                .unwrap_or_default()
        };
        assert_eq!(systems("Mâk"), ["a-uk", "b-uk"]);
        assert_eq!(systems("Mak"), ["b-uk"]);
    }

    #[test]
    fn interchangeable_letters_are_noise() {
        let tables = tables();
        let tier = |native: &str, latin: &str| {
            tables
                .lattice("uk", native)
                .and_then(|lattice| lattice.accept(latin))
                .map(|it| it.tier)
        };
        assert_eq!(tier("Муг", "Muh"), Some(Tier::Pure));
        assert_eq!(tier("Муґ", "Muh"), Some(Tier::Noise));
    }
}

//! Which gender a given name has, by language of origin. A prior for people to look at; it never decides who is meant.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The YAML file, one to one. Names are in lower case as a Latin text may spell them; diacritics do not matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
struct RawNames {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    feminine: Vec<String>,
    masculine: Vec<String>,
    /// Names that women and men of this language bear.
    #[serde(default)]
    both: Vec<String>,
    /// Ends of family names that only women bear.
    #[serde(default)]
    feminine_family: Vec<String>,
    /// The same, where the given name shows that the family name is of this language.
    #[serde(default)]
    feminine_family_with_name: Vec<String>,
    /// Words near a name that tell its language, by language of the text.
    signs: BTreeMap<String, Vec<String>>,
}

/// Given names of one language of origin.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Origin {
    language: String,
    feminine_family: Vec<String>,
    feminine_family_with_name: Vec<String>,
    /// Language of the text → sorted words.
    signs: BTreeMap<String, BTreeSet<String>>,
}

/// What one language says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearer {
    Woman,
    Man,
    Either,
}

impl Bearer {
    const ALL: [(Bearer, char); 3] = [
        (Bearer::Woman, 'w'),
        (Bearer::Man, 'm'),
        (Bearer::Either, 'e'),
    ];

    fn letter(self) -> char {
        let found = Self::ALL.iter().find(|(bearer, _)| *bearer == self);
        found.map_or('e', |(_, letter)| *letter)
    }

    fn of(letter: u8) -> Option<Bearer> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(_, other)| *other == char::from(letter))?;
        Some(found.0)
    }
}

/// What stands for the first origin.
const FIRST: u8 = b'A';

fn number(origin: u8) -> char {
    char::from(FIRST.saturating_add(origin))
}

/// Folded name → (number of the origin, bearer).
type Names = BTreeMap<String, Vec<(u8, Bearer)>>;

/// All tables.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct GivenNames {
    origins: Vec<Origin>,
    /// A line a folded name, sorted: the name, a tab, then for each origin its number and the bearer, two letters. Searched as it
    /// stands, because to read it takes longer than most texts.
    names: String,
}

/// The gender of a name, and the language that tells it where others disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameGender<'a> {
    pub feminine: bool,
    pub language: Option<&'a str>,
}

#[allow(dead_code, reason = "the build script reads and the program asks")]
impl GivenNames {
    /// Reads (path, text) of every table; `fold` is the fold of tokens.
    pub(crate) fn from_yaml(
        files: &[(String, String)],
        fold: impl Fn(&str) -> String,
    ) -> Result<Self, String> {
        let mut out = Self::default();
        let mut names = Names::new();
        for (path, text) in files {
            let raw: RawNames = serde_yaml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
            out.add(raw, &mut names, &fold)
                .map_err(|name| format!("{path}: `{name}` is listed twice"))?;
        }
        for (name, bearers) in names {
            let codes = bearers.iter().flat_map(|(n, b)| [number(*n), b.letter()]);
            let codes: String = codes.collect();
            out.names.push_str(&format!("{name}\t{codes}\n"));
        }
        Ok(out)
    }

    fn add(
        &mut self,
        raw: RawNames,
        names: &mut Names,
        fold: &impl Fn(&str) -> String,
    ) -> Result<(), String> {
        let number = self.origins.len() as u8;
        let mut seen = BTreeSet::new();
        for (list, bearer) in [
            (&raw.feminine, Bearer::Woman),
            (&raw.masculine, Bearer::Man),
            (&raw.both, Bearer::Either),
        ] {
            for name in list {
                let folded = fold(name);
                if !seen.insert(folded.clone()) {
                    return Err(name.clone());
                }
                names.entry(folded).or_default().push((number, bearer));
            }
        }
        let folded = |list: &[String]| list.iter().map(|w| fold(w)).collect();
        let signs = raw.signs.iter();
        self.origins.push(Origin {
            feminine_family: raw.feminine_family.iter().map(|w| fold(w)).collect(),
            feminine_family_with_name: folded(&raw.feminine_family_with_name),
            signs: signs
                .map(|(text, words)| (text.clone(), words.iter().map(|w| fold(w)).collect()))
                .collect(),
            language: raw.language,
        });
        Ok(())
    }

    /// Whether a folded word is an ordinary given name somewhere.
    pub(crate) fn is_given_name(&self, folded: &str) -> bool {
        self.codes(folded).is_some()
    }

    /// What is written behind a name in its line.
    fn codes(&self, folded: &str) -> Option<&str> {
        let mut rest = self.names.as_str();
        while !rest.is_empty() {
            let middle = rest.floor_char_boundary(rest.len() / 2);
            let (before, after) = rest.split_at_checked(middle)?;
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = after.find('\n').map_or(rest.len(), |at| middle + at + 1);
            let (name, codes) = rest.get(start..end)?.trim_end().split_once('\t')?;
            rest = match folded.cmp(name) {
                Ordering::Equal => return Some(codes),
                Ordering::Less => rest.get(..start)?,
                Ordering::Greater => rest.get(end..)?,
            };
        }
        None
    }

    fn bearers(&self, folded: &str) -> Vec<(u8, Bearer)> {
        let codes = self.codes(folded).unwrap_or_default().as_bytes();
        let bearer = |code: &[u8]| match *code {
            [number, letter] => Some((number.checked_sub(FIRST)?, Bearer::of(letter)?)),
            _ => None,
        };
        codes.chunks(2).filter_map(bearer).collect()
    }

    /// Gender of a person by folded given and family name; `near` are folded words around them in a text of `language`.
    pub(crate) fn gender(
        &self,
        given: &str,
        family: &str,
        language: &str,
        near: &[String],
    ) -> Option<NameGender<'_>> {
        let bearers = &self.bearers(given);
        let by_name = self.by_name(bearers, language, near);
        let by_family = self.by_family(bearers, family);
        match (by_name, by_family) {
            // Two clues that contradict each other are none.
            (Some(name), Some(_)) if !name.feminine => None,
            // Jan is a man in Czech whatever his family name ends in.
            (None, Some(_)) if bearers.iter().any(|(_, b)| *b == Bearer::Man) => None,
            (name, family) => name.or(family),
        }
    }

    fn by_name(
        &self,
        bearers: &[(u8, Bearer)],
        language: &str,
        near: &[String],
    ) -> Option<NameGender<'_>> {
        let (_, first) = bearers.first()?;
        if *first != Bearer::Either && bearers.iter().all(|(_, b)| b == first) {
            let feminine = *first == Bearer::Woman;
            return Some(NameGender {
                feminine,
                language: None,
            });
        }
        // The tables disagree: only a word near the name that speaks for one of the languages decides.
        let mut told = bearers.iter().filter_map(|(n, bearer)| {
            let origin = self.origins.get(usize::from(*n))?;
            let signs = origin.signs.get(language)?;
            near.iter()
                .any(|w| signs.contains(w))
                .then_some((origin, *bearer))
        });
        let (Some((origin, bearer)), None) = (told.next(), told.next()) else {
            return None;
        };
        (bearer != Bearer::Either).then(|| NameGender {
            feminine: bearer == Bearer::Woman,
            language: Some(&origin.language),
        })
    }

    fn by_family(&self, bearers: &[(u8, Bearer)], family: &str) -> Option<NameGender<'_>> {
        let ends = |list: &[String]| {
            list.iter()
                .any(|end| family.len() > end.len() + 1 && family.ends_with(end.as_str()))
        };
        let known = |n: usize| bearers.iter().any(|(at, _)| usize::from(*at) == n);
        let found = self.origins.iter().enumerate().find(|(n, origin)| {
            ends(&origin.feminine_family) || (known(*n) && ends(&origin.feminine_family_with_name))
        });
        found.map(|(_, origin)| NameGender {
            feminine: true,
            language: Some(&origin.language),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> GivenNames {
        let table = |language: &str, rest: &str| {
            (
                format!("{language}.yaml"),
                format!("language: {language}\nauthority: test\nreferences: []\n{rest}"),
            )
        };
        GivenNames::from_yaml(
            &[
                table("de", "feminine: [Andrea, Silke]\nmasculine: [Jürgen]\nsigns: { en: [german, germany] }"),
                table("it", "feminine: [Chiara]\nmasculine: [Andrea]\nsigns: { en: [italian] }"),
                table("ru", "feminine: [Maria]\nmasculine: [Dmitry]\nboth: [Sasha]\nfeminine-family: [skaya]\nfeminine-family-with-name: [ova]\nsigns: {}"),
            ],
            |w| w.to_lowercase(),
        )
        .expect("tables that can be read")
    }

    #[test]
    fn one_gender_everywhere_or_a_word_that_tells_the_language() {
        let names = names();
        let of = |given: &str, family: &str, near: &str| {
            let near: Vec<String> = near.split(' ').map(str::to_owned).collect();
            names
                .gender(given, family, "en", &near)
                .map(|g| (g.feminine, g.language))
        };
        assert_eq!(of("silke", "meier", ""), Some((true, None)));
        assert_eq!(of("dmitry", "peskov", ""), Some((false, None)));
        assert_eq!(of("andrea", "sasse", "the spokesman"), None);
        assert_eq!(
            of("andrea", "sasse", "the german ministry"),
            Some((true, Some("de")))
        );
        assert_eq!(
            of("andrea", "rossi", "the italian ministry"),
            Some((false, Some("it")))
        );
        assert_eq!(of("andrea", "rossi", "german and italian"), None);
        assert_eq!(of("sasha", "petrova", ""), Some((true, Some("ru"))));
        assert_eq!(of("sasha", "petrov", ""), None);
        assert_eq!(of("raoul", "bova", ""), None);
        assert_eq!(of("dmitry", "peskova", ""), None);
        assert_eq!(of("unknown", "belskaya", ""), Some((true, Some("ru"))));
    }
}

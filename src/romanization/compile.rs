//! From the YAML structs to compiled rules.
//!
//! Systems of a language are numbered by rank and id, so that the lowest convention of a set is the first to name. Outputs
//! and their comparison texts are shared by all systems of the language. Modes that write everything alike are one.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::alphabet::{APOSTROPHE, Alphabet, is_apostrophe};
use super::convention::{ConventionSet, Mode};
use super::latin::{normalize_latin, strip_diacritics, strip_marks};
use super::raw::{RawAlphabet, RawCase, RawSystem, Strings, TableError};
use super::rules::{Case, Context, Convention, LanguageRules, Output, Rule, RuleSet, Side};
use super::skeleton;

/// Compiles an alphabet that passed its checks.
pub(crate) fn alphabet(raw: &RawAlphabet) -> Alphabet {
    let letters = raw
        .letters
        .chars()
        .chain(raw.extra.chars())
        .map(native_letter)
        .collect();
    let mut alphabet = Alphabet::new(
        raw.language.clone(),
        raw.name.clone(),
        raw.script.clone(),
        letters,
    );
    alphabet.consonants = raw
        .classes
        .get("consonant")
        .and_then(|letters| alphabet.set(letters))
        .unwrap_or(0);
    let usual = vec!["её".to_owned()];
    let pairs = raw.interchangeable.as_ref().unwrap_or(&usual);
    alphabet.interchangeable = pairs
        .iter()
        .filter_map(|pair| {
            let mut numbers = pair.chars().map(|c| alphabet.number(c));
            Some((numbers.next()??, numbers.next()??))
        })
        .collect();
    alphabet
}

fn native_letter(c: char) -> char {
    if is_apostrophe(c) { APOSTROPHE } else { c }
}

/// Compiles the systems of one language; they come sorted by rank and id.
pub(crate) fn rules(
    raw: &RawAlphabet,
    alphabet: &Alphabet,
    systems: &[(String, RawSystem)],
) -> Result<LanguageRules, TableError> {
    let file = systems.first().map_or("", |(file, _)| file);
    let mut rules = LanguageRules::default();
    let mut interner = Interner::default();
    for (number, (file, system)) in (0u16..).zip(systems) {
        let set = rule_set(file, system, raw, alphabet, &mut interner)?;
        let modes = modes(system, &set, &interner);
        rules
            .conventions
            .extend(modes.into_iter().map(|mode| Convention {
                system: number,
                mode,
            }));
        rules.systems.push(set);
    }
    if rules.conventions.len() > ConventionSet::CAPACITY {
        return Err(TableError::new(
            file,
            format!(
                "more than {} conventions for `{}`",
                ConventionSet::CAPACITY,
                raw.language
            ),
        ));
    }
    rules.outputs = interner.outputs;
    rules.texts = interner.texts;
    let longest = rules
        .systems
        .iter()
        .flat_map(|set| &set.by_letter)
        .flatten()
        .map(|rule| rule.rest.len() + 1)
        .max();
    rules.longest = longest
        .and_then(|length| u8::try_from(length).ok())
        .unwrap_or(0);
    rules.settle(alphabet.letters.len());
    skeleton::settle(
        file,
        &mut rules,
        alphabet.letters.len(),
        &alphabet.interchangeable,
    )?;
    Ok(rules)
}

/// The modes of a system that write anything of their own.
fn modes(system: &RawSystem, set: &RuleSet, interner: &Interner) -> Vec<Mode> {
    let cases = set.by_letter.iter().flatten().flat_map(|rule| &rule.cases);
    let outputs = cases.flat_map(|case| &case.outputs);
    let texts: Vec<[u16; 3]> = outputs
        .filter_map(|&output| interner.outputs.get(usize::from(output)))
        .map(|output| output.modes)
        .collect();
    let mut kept: Vec<Mode> = Vec::new();
    for mode in Mode::ALL {
        let used = mode == Mode::Full
            || system
                .modes
                .as_ref()
                .is_none_or(|modes| modes.contains(&mode));
        let same = |other: &Mode| {
            texts
                .iter()
                .all(|texts| texts.get(*other as usize) == texts.get(mode as usize))
        };
        if used && !kept.iter().any(same) {
            kept.push(mode);
        }
    }
    kept
}

fn rule_set(
    file: &str,
    system: &RawSystem,
    raw: &RawAlphabet,
    alphabet: &Alphabet,
    interner: &mut Interner,
) -> Result<RuleSet, TableError> {
    let mut set = RuleSet {
        by_letter: vec![Vec::new(); alphabet.letters.len()],
    };
    for (gram, rule) in &system.rules.0 {
        let unknown = || {
            TableError::new(
                file,
                format!("rule `{gram}` has letters outside the alphabet"),
            )
        };
        let numbers = encode(alphabet, gram).ok_or_else(unknown)?;
        let (first, rest) = numbers.split_first().ok_or_else(unknown)?;
        let mut cases = Vec::with_capacity(rule.0.len());
        for case in &rule.0 {
            let outputs = case
                .to
                .0
                .iter()
                .map(|output| interner.output(output))
                .collect::<Option<Vec<u16>>>();
            let outputs =
                outputs.ok_or_else(|| TableError::new(file, "too many different outputs"))?;
            cases.push(Case {
                context: context(case, raw, alphabet).ok_or_else(unknown)?,
                outputs,
            });
        }
        set.by_letter
            .get_mut(usize::from(*first))
            .ok_or_else(unknown)?
            .push(Rule {
                rest: rest.to_vec(),
                cases,
            });
    }
    for of_letter in &mut set.by_letter {
        of_letter.sort_by(|a, b| {
            b.rest
                .len()
                .cmp(&a.rest.len())
                .then_with(|| a.rest.cmp(&b.rest))
        });
    }
    Ok(set)
}

fn encode(alphabet: &Alphabet, letters: &str) -> Option<Vec<u8>> {
    letters
        .nfc()
        .map(|c| alphabet.number(native_letter(c)))
        .collect()
}

/// The inner option is that of the case: none fits everywhere. The outer one is none where an item is unknown.
fn context(case: &RawCase, raw: &RawAlphabet, alphabet: &Alphabet) -> Option<Option<Context>> {
    if case.unconditional() {
        return Some(None);
    }
    let side = |items: &Option<Strings>| match items {
        None => Some(None),
        Some(items) => side(items, raw, alphabet).map(Some),
    };
    Some(Some(Context {
        after: side(&case.after)?,
        before: side(&case.before)?,
        not_after: side(&case.not_after)?,
        not_before: side(&case.not_before)?,
    }))
}

fn side(items: &Strings, raw: &RawAlphabet, alphabet: &Alphabet) -> Option<Side> {
    let mut side = Side::default();
    for item in &items.0 {
        if matches!(item.as_str(), "^" | "$") {
            side.edge = true;
        } else if let Some(class) = raw.classes.get(item) {
            side.letters |= alphabet.set(class)?;
        } else {
            let letters = encode(alphabet, item)?;
            match letters.as_slice() {
                [letter] => side.letters |= 1 << letter,
                _ => side.strings.push(letters),
            }
        }
    }
    Some(side)
}

/// Gives equal outputs and equal texts one number.
#[derive(Default)]
struct Interner {
    outputs: Vec<Output>,
    output_numbers: FxHashMap<String, u16>,
    texts: Vec<String>,
    text_numbers: FxHashMap<String, u16>,
}

impl Interner {
    fn output(&mut self, written: &str) -> Option<u16> {
        if let Some(&number) = self.output_numbers.get(written) {
            return Some(number);
        }
        let full = normalize_latin(written);
        let unmarked = strip_marks(&full);
        let plain = strip_diacritics(&unmarked);
        let modes = [self.text(full)?, self.text(unmarked)?, self.text(plain)?];
        let number = u16::try_from(self.outputs.len()).ok()?;
        self.outputs.push(Output {
            written: written.to_owned(),
            modes,
        });
        self.output_numbers.insert(written.to_owned(), number);
        Some(number)
    }

    fn text(&mut self, text: String) -> Option<u16> {
        if let Some(&number) = self.text_numbers.get(&text) {
            return Some(number);
        }
        let number = u16::try_from(self.texts.len()).ok()?;
        self.texts.push(text.clone());
        self.text_numbers.insert(text, number);
        Some(number)
    }
}

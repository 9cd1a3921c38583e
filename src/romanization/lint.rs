//! What a table must have before it is compiled: references, examples, a rule for every letter, Latin output only.
//!
//! One mistake a call is reported, in the order of the file, with the key and the offending text.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::alphabet::{Alphabet, is_apostrophe};
use super::latin::{is_combining, is_latin_letter, is_mark};
use super::raw::{RawAlphabet, RawCase, RawSystem, Reference, TableError};

/// Checks an alphabet on its own.
pub(crate) fn alphabet(file: &str, raw: &RawAlphabet) -> Result<(), TableError> {
    let fail = |message: String| Err(TableError::new(file, message));
    let all: Vec<char> = raw.letters.chars().chain(raw.extra.chars()).collect();
    if raw.letters.is_empty() {
        return fail("`letters` is empty".into());
    }
    if all.len() > Alphabet::CAPACITY {
        return fail(format!("more than {} letters", Alphabet::CAPACITY));
    }
    if !is_nfc(&raw.letters) || !is_nfc(&raw.extra) {
        return fail("`letters` is not in NFC".into());
    }
    for (at, &letter) in all.iter().enumerate() {
        if all.iter().skip(at + 1).any(|&other| other == letter) {
            return fail(format!("letter `{letter}` is listed twice"));
        }
        if !(letter.is_alphabetic() || is_apostrophe(letter)) || letter.is_uppercase() {
            return fail(format!("`{letter}` is not a lower-case letter"));
        }
    }
    sources(file, &raw.authority, &raw.references)?;
    let lists = raw
        .classes
        .iter()
        .map(|(name, letters)| (name.as_str(), letters))
        .chain([("signs", &raw.signs)]);
    for (name, letters) in lists {
        if let Some(unknown) = letters.nfc().find(|c| !all.contains(c)) {
            return fail(format!(
                "class `{name}`: `{unknown}` is not a letter of the alphabet"
            ));
        }
    }
    if let Some(pair) = raw
        .interchangeable
        .iter()
        .flatten()
        .find(|pair| pair.chars().count() != 2 || !pair.chars().all(|c| all.contains(&c)))
    {
        return fail(format!(
            "`interchangeable`: `{pair}` is not a pair of letters"
        ));
    }
    Ok(())
}

/// Checks a system against the alphabet of its language.
pub(crate) fn system(
    file: &str,
    raw: &RawSystem,
    alphabet: &RawAlphabet,
) -> Result<(), TableError> {
    let fail = |message: String| Err(TableError::new(file, message));
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    if name
        .strip_suffix(".yaml")
        .is_some_and(|stem| stem != raw.id)
    {
        return fail(format!("`id: {}` is not the name of the file", raw.id));
    }
    sources(file, &raw.authority, &raw.references)?;
    for (key, missing) in [
        ("year", raw.year.is_none()),
        ("examples", raw.examples.is_empty()),
        ("rules", raw.rules.0.is_empty()),
        ("short", raw.short.is_empty()),
    ] {
        if missing {
            return fail(format!("`{key}` is missing or empty"));
        }
    }
    rules(file, raw, alphabet)
}

fn sources(file: &str, authority: &str, references: &[Reference]) -> Result<(), TableError> {
    if authority.is_empty() {
        return Err(TableError::new(file, "`authority` is missing or empty"));
    }
    if references.is_empty() {
        return Err(TableError::new(file, "`references` is missing or empty"));
    }
    Ok(())
}

fn rules(file: &str, raw: &RawSystem, alphabet: &RawAlphabet) -> Result<(), TableError> {
    let fail = |message: String| Err(TableError::new(file, message));
    let mut seen: Vec<&str> = Vec::new();
    for (gram, rule) in &raw.rules.0 {
        if seen.contains(&gram.as_str()) {
            return fail(format!("rule `{gram}` is there twice"));
        }
        seen.push(gram);
        if gram.is_empty() || !is_nfc(gram) {
            return fail(format!(
                "rule `{gram}`: an n-gram is one or more letters in NFC"
            ));
        }
        if let Some(unknown) = gram.chars().find(|&c| !is_letter(alphabet, c)) {
            return fail(format!(
                "rule `{gram}`: `{unknown}` is not a letter of the alphabet"
            ));
        }
        for (number, case) in rule.0.iter().enumerate() {
            if let Some(message) = case_mistake(case, alphabet) {
                return fail(format!("rule `{gram}`, case {}: {message}", number + 1));
            }
            if case.unconditional() && number + 1 < rule.0.len() {
                return fail(format!(
                    "rule `{gram}`: the cases after case {} can never fit",
                    number + 1
                ));
            }
        }
        if gram.chars().count() == 1
            && !rule.0.last().is_some_and(RawCase::unconditional)
            && alphabet.letters.contains(gram.as_str())
        {
            return fail(format!(
                "rule `{gram}`: the last case of a letter has no condition"
            ));
        }
    }
    match alphabet
        .letters
        .chars()
        .find(|&c| !raw.rules.0.iter().any(|(gram, _)| gram.chars().eq([c])))
    {
        Some(letter) => fail(format!("letter `{letter}` has no rule")),
        None => Ok(()),
    }
}

fn is_letter(alphabet: &RawAlphabet, c: char) -> bool {
    alphabet.letters.contains(c) || alphabet.extra.contains(c)
}

fn case_mistake(case: &RawCase, alphabet: &RawAlphabet) -> Option<String> {
    if case.to.0.is_empty() {
        return Some("`to` has no output".into());
    }
    let sides = [
        (&case.after, "after", "$"),
        (&case.not_after, "not-after", "$"),
        (&case.before, "before", "^"),
        (&case.not_before, "not-before", "^"),
    ];
    for (items, key, forbidden) in sides {
        for item in items.iter().flat_map(|strings| &strings.0) {
            let known = matches!(item.as_str(), "^" | "$") || alphabet.classes.contains_key(item);
            if item == forbidden {
                return Some(format!("`{item}` makes no sense in `{key}`"));
            }
            if item.is_empty() || !known && !item.chars().all(|c| is_letter(alphabet, c)) {
                return Some(format!(
                    "`{key}`: `{item}` is neither a class nor letters of the alphabet"
                ));
            }
        }
    }
    case.to.0.iter().enumerate().find_map(|(at, output)| {
        let repeated = case.to.0.iter().take(at).any(|earlier| earlier == output);
        if repeated {
            Some(format!("output `{output}` is there twice"))
        } else {
            output_mistake(output)
        }
    })
}

fn output_mistake(output: &str) -> Option<String> {
    if !is_nfc(output) {
        return Some(format!("output `{output}` is not in NFC"));
    }
    if output.starts_with(is_combining) {
        return Some(format!("output `{output}` starts with a combining mark"));
    }
    let foreign = output
        .chars()
        .find(|&c| !(is_latin_letter(c) && !c.is_uppercase() || is_mark(c) || is_combining(c)))?;
    Some(format!(
        "output `{output}`: `{foreign}` (U+{:04X}) is neither a lower-case Latin letter nor a known mark",
        foreign as u32
    ))
}

#[cfg(test)]
mod tests {
    use super::super::table::Tables;

    const ALPHABET: &str = "
language: ru
name: Russian
script: Cyrl
letters: абвь
classes: { vowel: а, consonant: бв }
authority: Academy
references: [{ title: Rules }]
";
    const SYSTEM: &str = "
id: test
name: Test
short: test spelling
language: ru
authority: Nobody
year: 2020
kind: transcription
home: [en]
rank: 1
references: [{ title: Rules }]
rules:
  а: a
  б: [b, bh]
  в:
    - { before: [vowel, $], to: v }
    - { to: [w, ff] }
  ь: ʹ
  аб: { after: [^], to: ab }
examples: [[Вава, Vava]]
";

    fn load(alphabet: &str, system: &str) -> String {
        let file = |name: &str, text: &str| vec![(name.to_owned(), text.to_owned())];
        match Tables::from_yaml(
            &file("glossary/alphabets/ru.yaml", alphabet),
            &file("glossary/romanization/test.yaml", system),
        ) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_sound_table_compiles() {
        assert_eq!(load(ALPHABET, SYSTEM), "");
    }

    #[test]
    fn mistakes_name_file_key_and_text() {
        let cases = [
            ("а: a", "а: а", "output `а`: `а` (U+0430)"),
            ("а: a", "а: A", "`A` (U+0041)"),
            ("vowel, $", "vovel, $", "`before`: `vovel` is neither"),
            ("vowel, $", "^", "makes no sense in `before`"),
            ("  ь: ʹ\n", "", "letter `ь` has no rule"),
            ("аб: {", "аг: {", "`г` is not a letter"),
            ("  ь: ʹ\n", "  ь: ʹ\n  ь: ''\n", "rule `ь` is there twice"),
            (
                "    - { to: [w, ff] }\n",
                "",
                "rule `в`: the last case of a letter has no condition",
            ),
            ("[b, bh]", "[b, b]", "output `b` is there twice"),
            ("[b, bh]", "[]", "at least one output"),
            ("year: 2020\n", "", "`year` is missing"),
            ("authority: Nobody\n", "", "`authority` is missing"),
            (
                "references: [{ title: Rules }]\n",
                "",
                "`references` is missing",
            ),
            (
                "examples: [[Вава, Vava]]",
                "examples: []",
                "`examples` is missing",
            ),
            ("rank: 1", "rang: 1", "rang"),
            (
                "id: test",
                "id: other",
                "`id: other` is not the name of the file",
            ),
            (
                "language: ru",
                "language: xx",
                "`language: xx` has no alphabet",
            ),
            ("before: [vowel", "befor: [vowel", "befor"),
        ];
        for (from, to, expected) in cases {
            let system = SYSTEM.replacen(from, to, 1);
            assert_ne!(system, SYSTEM, "{from}");
            let message = load(ALPHABET, &system);
            assert!(
                message.starts_with("glossary/romanization/test.yaml: ")
                    && message.contains(expected),
                "{to}: {message}"
            );
        }
    }

    #[test]
    fn mistakes_in_an_alphabet() {
        for (from, to, expected) in [
            ("абвь", "абвба", "twice"),
            ("consonant: бв", "consonant: бг", "`г` is not"),
            ("абвь", "Абвь", "lower-case"),
            ("authority: Academy\n", "", "`authority`"),
        ] {
            let message = load(&ALPHABET.replacen(from, to, 1), SYSTEM);
            assert!(
                message.starts_with("glossary/alphabets/ru.yaml: ") && message.contains(expected),
                "{to}: {message}"
            );
        }
    }
}

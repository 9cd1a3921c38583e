//! What must hold for every word, every system and any input, shown on random ones.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::accept::Workspace;
use super::convention::{ConventionSet, Tier};
use super::latin::normalize_latin;
use super::lattice::Lattice;
use super::skeleton::LatinWord;
use super::table::Tables;
use super::tests::{TABLES, systems_of};

/// A language with its letters, for random words.
fn word(letters: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = (String, String)> {
    let languages: Vec<String> = TABLES.languages().into_iter().map(str::to_owned).collect();
    let of_language = move |language: String| {
        let alphabet = TABLES
            .language(&language)
            .map(|(alphabet, _)| alphabet.letters.clone())
            .unwrap_or_default();
        proptest::collection::vec(proptest::sample::select(alphabet), letters.clone()).prop_map(
            move |letters| {
                // An apostrophe at the edge of a word, and two of them, are quotation marks.
                let mut word: String = letters.into_iter().collect();
                while word.contains("ʼʼ") {
                    word = word.replace("ʼʼ", "ʼ");
                }
                (language.clone(), word.trim_matches('ʼ').to_owned())
            },
        )
    };
    proptest::sample::select(languages).prop_flat_map(of_language)
}

/// What one convention writes: the product of its own alternatives, cut by cut.
fn brute_force(language: &str, word: &str, index: usize) -> Vec<String> {
    let Some((alphabet, rules)) = TABLES.language(language) else {
        return Vec::new();
    };
    let (Some(numbers), Some(convention)) = (alphabet.encode(word), rules.conventions.get(index))
    else {
        return Vec::new();
    };
    let mut texts = vec![String::new()];
    let mut at = 0;
    while at < numbers.len() {
        let Some((length, case)) = rules
            .systems
            .get(usize::from(convention.system))
            .and_then(|set| set.longest(&numbers, at))
        else {
            return Vec::new();
        };
        let outputs: Vec<&str> = case
            .outputs
            .iter()
            .filter_map(|&output| rules.text(output, convention.mode))
            .map(|(_, text)| text)
            .collect();
        texts = texts
            .iter()
            .flat_map(|text| outputs.iter().map(move |output| format!("{text}{output}")))
            .collect();
        at += length;
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Any walk through the arcs, of any convention, with noise where the seed says so.
fn wander(lattice: &Lattice, seeds: &[usize]) -> String {
    let mut text = String::new();
    let mut seeds = seeds.iter().cycle().copied();
    let mut at = 0;
    while at < lattice.letters {
        let seed = seeds.next().unwrap_or(0);
        let exchanged = lattice.exchanged(at);
        let arcs = if seed % 5 == 0 && !exchanged.is_empty() {
            exchanged
        } else {
            lattice.arcs(at)
        };
        if lattice.is_doubled(at) && seed % 3 == 0 {
            at += 1;
            continue;
        }
        let Some(arc) = arcs.get(seed % arcs.len().max(1)) else {
            break;
        };
        text.push_str(lattice.text(arc));
        if seed % 7 == 0
            && let Some(last) = text.chars().last().filter(char::is_ascii_alphabetic)
        {
            text.push(last);
        }
        at = usize::from(arc.to);
    }
    text
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_a_system_writes_is_its_pure_reading((language, word) in word(1..=12), title in any::<bool>()) {
        let native = if title { capitalized(&word) } else { word.to_uppercase() };
        let Some(lattice) = TABLES.lattice(&language, &native) else { return Ok(()) };
        for system in TABLES.systems_of(&language) {
            let written = TABLES.romanize(&system.id, &native).unwrap_or_default();
            if normalize_latin(&written).is_empty() || normalize_latin(&written).len() > 120 {
                continue;
            }
            let reading = lattice.accept(&written);
            let ids = reading.map(|it| systems_of(&language, it.conventions)).unwrap_or_default();
            prop_assert_eq!(reading.map(|it| it.tier), Some(Tier::Pure), "{}: {} {}", &system.id, &native, &written);
            prop_assert!(ids.contains(&system.id.as_str()), "{}: {} {} is read as {:?}", &system.id, &native, &written, ids);
        }
    }

    #[test]
    fn pure_is_what_brute_force_finds((language, word) in word(1..=5)) {
        let Some(lattice) = TABLES.lattice(&language, &word) else { return Ok(()) };
        let mut expected: BTreeMap<String, ConventionSet> = BTreeMap::new();
        for index in 0..TABLES.conventions(&language) {
            for text in brute_force(&language, &word, index) {
                let set = expected.entry(text).or_default();
                *set = set.union(ConventionSet::single(index));
            }
        }
        let mut work = Workspace::default();
        for (text, set) in &expected {
            let reading = lattice.accept_normalized(text, &mut work);
            prop_assert_eq!(reading.map(|it| (it.tier, it.conventions)), Some((Tier::Pure, *set)), "{} {}", &word, text);
        }
        let enumerated: BTreeMap<String, ConventionSet> = lattice.enumerate_pure(usize::MAX).into_iter().collect();
        prop_assert_eq!(enumerated, expected);
    }

    #[test]
    fn accepted_forms_have_the_native_key((language, word) in word(1..=9), seeds in proptest::collection::vec(0usize..1000, 1..12)) {
        let Some(lattice) = TABLES.lattice(&language, &word) else { return Ok(()) };
        let latin = wander(&lattice, &seeds);
        if let Some(reading) = lattice.accept(&latin) {
            let skeletons = LatinWord::new(&latin).map(|w| TABLES.skeletons_latin(&w, |_| true)).unwrap_or_default();
            let own = skeletons.into_iter().find(|(l, _)| *l == language).map(|(_, s)| s);
            prop_assert_eq!(TABLES.skeleton_native(&language, &word), own, "{} {} {:?}", word, latin, reading.tier);
            prop_assert!(lattice.align(&latin).is_some());
            if reading.tier == Tier::Pure && word.chars().count() < 6 {
                prop_assert!(lattice.enumerate_pure(usize::MAX).iter().any(|(text, set)| *text == latin && *set == reading.conventions), "{} {}", word, latin);
            }
        }
    }

    #[test]
    fn what_is_accepted_may_be_read((language, word) in word(1..=9), seeds in proptest::collection::vec(0usize..1000, 1..12), noise in ".{0,9}", twice in 0usize..9) {
        let Some(lattice) = TABLES.lattice(&language, &word) else { return Ok(()) };
        let mut doubled = normalize_latin(&wander(&lattice, &seeds));
        if let Some((at, letter)) = doubled.char_indices().nth(twice) {
            doubled.insert(at, letter);
        }
        for latin in [wander(&lattice, &seeds), doubled, noise] {
            let latin = normalize_latin(&latin);
            prop_assert_eq!(TABLES.reading(&language, &word, &latin), lattice.accept_word(&latin), "{} {}", &word, latin);
        }
    }

    #[test]
    fn nothing_panics(native in ".{0,20}", latin in ".{0,40}") {
        for language in TABLES.languages() {
            let _ = TABLES.fitting_languages(&native);
            let _ = TABLES.skeleton_native(language, &native);
            let _ = LatinWord::new(&latin).map(|w| TABLES.skeletons_latin(&w, |_| true));
            let _ = TABLES.reading(language, &native, &normalize_latin(&latin));
            let lattice = TABLES.lattice(language, &native).or_else(|| TABLES.lattice(language, "а"));
            if let Some(lattice) = lattice {
                let _ = (lattice.accept(&latin), lattice.align(&latin));
            }
        }
        for system in TABLES.systems().iter().take(3) {
            let _ = TABLES.romanize(&system.id, &native);
        }
    }

    #[test]
    fn garbage_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Tables::from_bytes(&bytes).is_err());
    }
}

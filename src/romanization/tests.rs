//! The tables of the glossary, executed, and readings of known names.

use std::path::PathBuf;
use std::sync::LazyLock;

use super::convention::{ConventionSet, Mode, Tier};
use super::lattice::Lattice;
use super::table::Tables;

/// The YAML files of a folder of the glossary, sorted by name.
pub(super) fn glossary(folder: &str) -> Vec<(String, String)> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "glossary", folder]
        .iter()
        .collect();
    let entries = std::fs::read_dir(&path)
        .map(|entries| entries.filter_map(Result::ok).collect())
        .unwrap_or_else(|_| Vec::new());
    let mut files: Vec<(String, String)> = entries
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap_or_default(),
            )
        })
        .collect();
    files.sort();
    files
}

/// All tables of the glossary, after a round trip through bytes.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let compiled = Tables::from_yaml(&glossary("alphabets"), &glossary("romanization"))
        .unwrap_or_else(|error| panic!("{error}"));
    let bytes = compiled
        .to_bytes()
        .unwrap_or_else(|error| panic!("{error}"));
    Tables::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"))
});

fn lattice(word: &str) -> Lattice {
    TABLES
        .lattice("ru", word)
        .unwrap_or_else(|| panic!("{word} has no lattice"))
}

pub(super) fn systems_of(language: &str, set: ConventionSet) -> Vec<&str> {
    TABLES.convention_ids(language, set, None)
}

/// The tables by which names are spelled on the way back.
static RESPELLINGS: LazyLock<Tables> = LazyLock::new(|| {
    Tables::from_yaml(&glossary("alphabets"), &glossary("respelling"))
        .unwrap_or_else(|error| panic!("{error}"))
});

#[test]
fn examples_and_attested_forms_of_every_table() {
    let mut mistakes = Vec::new();
    examples_and_attested_forms(&TABLES, &mut mistakes);
    examples_and_attested_forms(&RESPELLINGS, &mut mistakes);
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(
        TABLES.systems().len() >= 5,
        "the glossary has {} tables",
        TABLES.systems().len()
    );
}

fn examples_and_attested_forms(tables: &Tables, mistakes: &mut Vec<String>) {
    for (system, notes) in tables.systems().iter().zip(tables.notes()) {
        for (native, latin) in &notes.examples {
            let written = tables.romanize(&system.id, native).unwrap_or_default();
            if written != *latin {
                mistakes.push(format!(
                    "{}.yaml: {native} is written {written}, not {latin}",
                    system.id
                ));
            }
        }
        for (native, latin) in notes.examples.iter().chain(&notes.attested) {
            let split =
                |name: &str| -> Vec<String> { name.split([' ', '-']).map(str::to_owned).collect() };
            let (natives, latins) = (split(native), split(latin));
            let pure = natives.len() == latins.len()
                && natives.iter().zip(&latins).all(|(native, latin)| {
                    let reading = tables
                        .lattice(&system.language, native)
                        .and_then(|lattice| lattice.accept(latin));
                    reading.is_some_and(|it| {
                        it.tier == Tier::Pure
                            && tables
                                .convention_ids(&system.language, it.conventions, None)
                                .contains(&system.id.as_str())
                    })
                });
            if !pure {
                mistakes.push(format!(
                    "{}.yaml: {latin} is not its pure reading of {native}",
                    system.id
                ));
            }
        }
    }
}

#[test]
fn respellings_keep_other_names_apart() {
    let english = |native: &str, latin: &str| {
        let reading = RESPELLINGS.lattice("ru", native).map(|l| l.accept(latin));
        reading.flatten().is_some_and(|it| {
            it.tier == Tier::Pure
                && RESPELLINGS
                    .convention_ids("ru", it.conventions, None)
                    .contains(&"practical-rus-eng")
        })
    };
    for (native, latin) in [
        ("Керри", "Carey"),
        ("Волкер", "Walker"),
        ("Буш", "Busch"),
        ("Салливан", "Silvan"),
        ("Биллингсли", "Billings"),
    ] {
        assert!(!english(native, latin), "{native} / {latin}");
    }
}

#[test]
fn readings_of_known_names() {
    let accepted = [
        ("Рябков", "Ryabkov Riabkov Rjabkow Riabkow Rjabkov"),
        (
            "Хрущёв",
            "Khrushchev Chruschtschow Jrushchov Khrouchtchev Chruszczow",
        ),
        ("Ельцин", "Yeltsin Jelzin Eltsine Jelcyn"),
        ("Ермаков", "Yermakov Ermakov Jermakow"),
    ];
    for (native, latins) in accepted {
        for latin in latins.split(' ') {
            assert_eq!(
                lattice(native).accept(latin).map(|it| it.tier),
                Some(Tier::Pure),
                "{native} / {latin}"
            );
        }
    }
    let refused = [
        (
            "Рябков",
            "Ryabov Rybakov Ribakov Ryakov Rybkov Ryabko Ryabkova Rabkov Ryabkovv",
        ),
        ("Ермаков", "Ermolov Ermakova Yermaov"),
        ("Иванов", "Ivanova Ivano Ivanovv"),
    ];
    for (native, latins) in refused {
        for latin in latins.split(' ') {
            let reading = lattice(native).accept(latin);
            assert!(
                reading.is_none_or(|it| it.tier == Tier::Noise && latin.ends_with("vv")),
                "{native} / {latin}: {reading:?}"
            );
        }
    }
}

#[test]
fn noise_is_a_doubled_consonant_or_yo() {
    for (native, latin) in [
        ("Кирилов", "Kirillov"),
        ("Кириллов", "Kirilov"),
        ("Филипп", "Filip"),
        ("Филип", "Filipp"),
    ] {
        assert_eq!(
            lattice(native).accept(latin).map(|it| it.tier),
            Some(Tier::Noise),
            "{native} / {latin}"
        );
    }
    assert!(
        lattice("Савва")
            .accept("Sava")
            .is_some_and(|it| it.tier == Tier::Noise)
    );
    assert!(lattice("Ткачев").accept("Tkachyov").is_some());
    // Two steps of noise are one too many.
    assert!(lattice("Кирилл").accept("Kkiril").is_none());
}

/// The structure behind "Ryabov is never Рябков": whatever reads a consonant writes one. Only й may be written by a vowel or
/// not at all.
#[test]
fn no_rule_loses_a_consonant() {
    for language in TABLES.languages() {
        let Some((alphabet, rules)) = TABLES.language(language) else {
            panic!("{language}")
        };
        let glide = alphabet.number('й');
        for (system, set) in TABLES.systems_of(language).zip(&rules.systems) {
            for (first, of_letter) in (0u8..).zip(&set.by_letter) {
                for rule in of_letter {
                    let gram: Vec<u8> = std::iter::once(first)
                        .chain(rule.rest.iter().copied())
                        .collect();
                    let needed = gram.iter().any(|&letter| {
                        alphabet.consonants >> letter & 1 == 1 && Some(letter) != glide
                    });
                    for output in rule
                        .cases
                        .iter()
                        .flat_map(|case| &case.outputs)
                        .filter_map(|&output| rules.text(output, Mode::Plain))
                    {
                        let written = output
                            .1
                            .chars()
                            .any(|c| c.is_alphabetic() && !"aeiou".contains(c));
                        assert!(
                            written || !needed,
                            "{}: {} is written {:?}",
                            system.id,
                            alphabet.decode(&gram),
                            output.1
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn names_without_one_of_their_consonants_are_other_names() {
    for native in [
        "Рябков",
        "Ермаков",
        "Солженицын",
        "Достоевский",
        "Григорьев",
        "Путин",
        "Медведев",
        "Калашников",
        "Шостакович",
        "Щербаков",
        "Хрущёв",
        "Жуков",
    ] {
        let letters: Vec<char> = native.to_lowercase().chars().collect();
        for (place, letter) in letters
            .iter()
            .enumerate()
            .filter(|(_, letter)| !"аеёиоуыэюяьъй".contains(**letter))
        {
            let rest: String = letters
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != place)
                .map(|(_, c)| *c)
                .collect();
            for system in TABLES.systems_of("ru") {
                let latin = TABLES.romanize(&system.id, &rest).unwrap_or_default();
                assert!(
                    lattice(native).accept(&latin).is_none(),
                    "{}: {native} without {letter} is {latin}",
                    system.id
                );
            }
        }
    }
}

#[test]
fn a_mixed_reading_names_the_convention_of_the_rest() {
    let reading = lattice("Рябков").accept("Rjapkow");
    assert!(reading.is_none(), "{reading:?}");
    let mixed = lattice("Хрущёв").accept("Chrushchev");
    assert!(
        mixed.is_some_and(|it| it.tier == Tier::Mixed && it.foreign == 1),
        "{mixed:?}"
    );
}

#[test]
fn alignment_covers_both_words() {
    for (native, latin) in [
        ("Рябков", "Rjabkow"),
        ("Хрущёв", "Chrushchev"),
        ("Кирилов", "Kirillov"),
        ("Филипп", "Filip"),
    ] {
        let alignment = lattice(native)
            .align(latin)
            .unwrap_or_else(|| panic!("{native} / {latin}"));
        let native_text: String = alignment
            .steps
            .iter()
            .filter_map(|step| alignment.native.get(step.native.clone()))
            .collect();
        let latin_text: String = alignment
            .steps
            .iter()
            .filter_map(|step| alignment.latin.get(step.latin.clone()))
            .collect();
        assert_eq!(
            (native_text, latin_text),
            (native.to_lowercase(), latin.to_lowercase())
        );
        let foreign = alignment.steps.iter().filter(|step| step.foreign).count();
        assert_eq!(
            Some(foreign),
            lattice(native)
                .accept(latin)
                .map(|it| usize::from(it.foreign))
        );
    }
}

#[test]
fn a_cap_is_kept_and_deterministic() {
    let lattice = lattice("Солженицын");
    let (few, all) = (
        lattice.enumerate_pure(5),
        lattice.enumerate_pure(usize::MAX),
    );
    assert_eq!(few.len(), 5);
    assert_eq!(few, lattice.enumerate_pure(5));
    assert!(few.iter().all(|spelling| all.contains(spelling)), "{few:?}");
}

#[test]
fn best_conventions_first() {
    let reading = lattice("Рябков")
        .accept("Rjabkow")
        .map(|it| it.conventions)
        .unwrap_or_default();
    assert_eq!(
        systems_of("ru", reading).first(),
        Some(&"press-rus-Cyrl-Latn-de")
    );
    let ids = lattice("Путин")
        .accept("Putin")
        .map(|it| TABLES.convention_ids("ru", it.conventions, Some("it-IT")))
        .unwrap_or_default();
    assert_eq!(ids.first(), Some(&"press-rus-Cyrl-Latn-it"));
    let mut unique = ids.clone();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn damaged_blobs_are_refused() {
    let bytes = TABLES.to_bytes().unwrap_or_default();
    for cut in [
        0,
        1,
        7,
        8,
        15,
        16,
        20,
        bytes.len() / 2,
        bytes.len().saturating_sub(1),
    ] {
        assert!(Tables::from_bytes(bytes.get(..cut).unwrap_or_default()).is_err());
    }
    for at in (0..bytes.len()).step_by(97) {
        let mut damaged = bytes.clone();
        if let Some(byte) = damaged.get_mut(at) {
            *byte ^= 0x41;
        }
        assert!(Tables::from_bytes(&damaged).is_err());
    }
}

#[test]
fn every_spelling_has_the_edges_of_its_name() {
    for (native, spellings) in [
        ("Ельцин", &["Yeltsin", "Jelzin", "Eltsine", "Ieltsin"][..]),
        (
            "Щербаков",
            &["Shcherbakov", "Schtscherbakow", "Ŝerbakov", "Szczerbakow"],
        ),
        ("Ёлкин", &["Yolkin", "Elkin", "Jolkin"]),
        ("Гоголь", &["Gogol", "Gogol'", "Gogoľ", "Gogolj"]),
        (
            "Достоевский",
            &["Dostoevsky", "Dostojewski", "Dostoyevskiy", "Dostoevskij"],
        ),
        (
            "Хрущёв",
            &[
                "Khrushchev",
                "Jruschov",
                "Chruschtschow",
                "Hruščov",
                "Khrusxov",
            ],
        ),
    ] {
        let lattice = lattice(native);
        for spelling in spellings {
            let latin = super::latin::normalize_latin(spelling);
            let mut letters = latin.chars();
            let edges = letters.next().zip(letters.next_back());
            assert!(lattice.accept(spelling).is_some(), "{native} {spelling}");
            assert!(
                edges.is_some_and(|e| lattice.edges().contains(&e)),
                "{native} {spelling}"
            );
        }
    }
}

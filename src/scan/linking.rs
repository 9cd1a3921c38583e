//! Who is meant: full names, family names, initials, titles, orders, particles, capitals and compounds, by example.

use super::layers::{LayerOptions, Layers};
use super::mention::Mention;
use crate::document::KnownLanguage;
use crate::glossary::GlossaryFile;
use crate::lang::LanguageTag;

const GLOSSARY: &str = "
entries:
  - { id: sergei-ryabkov, kind: person, native: { ru: { given: Сергей, patronymic: Алексеевич, family: Рябков } }, preferred: { en: Sergei Ryabkov }, context: [deputy foreign minister] }
  - { id: anatoly-antonov, kind: person, native: { ru: { given: Анатолий, patronymic: Иванович, family: Антонов } }, preferred: { en: Anatoly Antonov }, context: [ambassador] }
  - { id: oleg-antonov, kind: person, native: { ru: { given: Олег, family: Антонов } }, preferred: { en: Oleg Antonov }, context: [aircraft designer] }
  - { id: xi-jinping, kind: person, order: family-first, native: { zh: 习近平 }, preferred: { en: Xi Jinping }, context: [chinese president] }
  - { id: ursula-von-der-leyen, kind: person, native: { de: Ursula von der Leyen }, preferred: { en: Ursula von der Leyen }, context: [commission president] }
  - { id: mohammed-bin-salman, kind: person, native: { ar: محمد بن سلمان }, preferred: { en: Mohammed bin Salman }, context: [crown prince] }
  - { id: bashar-al-assad, kind: person, native: { ar: بشار الأسد }, preferred: { en: Bashar al-Assad }, context: [syrian president] }
  - { id: charles-de-gaulle, kind: person, native: { fr: Charles de Gaulle }, preferred: { en: Charles de Gaulle }, context: [french president] }
  - { id: jose-manuel-barroso, kind: person, native: { pt: José Manuel Barroso }, preferred: { en: José Manuel Barroso }, admitted: { en: [Jose Manuel Barroso, José Barroso] } }
  - { id: recep-tayyip-erdogan, kind: person, native: { tr: Recep Tayyip Erdoğan }, preferred: { en: Recep Tayyip Erdoğan } }
  - { id: kolinda-grabar-kitarovic, kind: person, native: { hr: { given: Kolinda, family: Grabar-Kitarović } }, preferred: { en: Kolinda Grabar-Kitarović } }
  - { id: peter-carrington, kind: person, native: { en: Peter Carrington }, preferred: { en: Peter Carrington } }
  - { id: peter-dutton, kind: person, native: { en: Peter Dutton }, preferred: { en: Peter Dutton } }
";

/// Mentions as `surface id how`.
fn linked(text: &str) -> Vec<String> {
    let file = GlossaryFile {
        path: "g.yaml".to_owned(),
        text: GLOSSARY.to_owned(),
    };
    let options = LayerOptions {
        packs: Some(Vec::new()),
        ..LayerOptions::default()
    };
    let layers = Layers::open(&[file], &options).expect("a valid glossary");
    let mut document = crate::format::plain::document(text);
    document.language = LanguageTag::parse("en").map(|tag| KnownLanguage { tag, certain: true });
    let found = super::scan(&document, &layers);
    let show = |m: &Mention| {
        let entry = m
            .entry
            .and_then(|at| layers.entry(at))
            .map_or("?", |e| &e.id);
        format!("{} {entry} {:?}", m.span.slice(text), m.linked_by)
    };
    found.mentions.iter().map(show).collect()
}

#[test]
fn a_full_name_introduces_the_family_name() {
    assert_eq!(
        linked(
            "Sergei Ryabkov arrived. Ryabkov spoke; Ryabkov’s aide and the Ryabkov-led team left. S. Ryabkov and S.A. Ryabkov signed."
        ),
        [
            "Sergei Ryabkov sergei-ryabkov Itself",
            "Ryabkov sergei-ryabkov FullName",
            "Ryabkov sergei-ryabkov FullName",
            "Ryabkov sergei-ryabkov FullName",
            "S. Ryabkov sergei-ryabkov FullName",
            "S.A. Ryabkov sergei-ryabkov FullName",
        ]
    );
}

#[test]
fn two_people_of_one_family_name() {
    assert_eq!(
        linked("Anatoly Antonov met Oleg Antonov. Antonov was silent, but Anatoly Antonov smiled."),
        [
            "Anatoly Antonov anatoly-antonov Itself",
            "Oleg Antonov oleg-antonov Itself",
            "Antonov ? Nothing",
            "Anatoly Antonov anatoly-antonov Itself",
        ]
    );
}

#[test]
fn capitals_and_datelines() {
    assert_eq!(
        linked(
            "MOSCOW, RYABKOV SAYS TALKS GO ON\n\nMOSCOW (News) - Sergei Ryabkov said so.\n\nSERGEI RYABKOV: NO"
        ),
        [
            "RYABKOV sergei-ryabkov FullName",
            "Sergei Ryabkov sergei-ryabkov Itself",
            "SERGEI RYABKOV sergei-ryabkov Itself",
        ]
    );
}

#[test]
fn a_namesake_in_capitals() {
    assert_eq!(
        linked("SERGEI RYABKOV: NO\n\nANNA RYABKOV DISAGREES"),
        ["SERGEI RYABKOV sergei-ryabkov Itself"]
    );
}

#[test]
fn orders() {
    assert_eq!(
        linked(
            "Xi Jinping spoke. Xi left. Jinping Xi is how others put it. Ryabkov Sergei signed."
        ),
        [
            "Xi Jinping xi-jinping Itself",
            "Xi xi-jinping FullName",
            "Jinping Xi xi-jinping Itself",
            "Ryabkov Sergei sergei-ryabkov Context",
        ]
    );
}

#[test]
fn particles() {
    assert_eq!(
        linked(
            "Ursula von der Leyen spoke. Von der Leyen left, and von der Leyen’s aide too. Mohammed bin Salman met Bashar al-Assad. Bin Salman smiled; Assad, al-Assad and Al-Assad did not. Charles de Gaulle wrote. De Gaulle and de Gaulle."
        ),
        [
            "Ursula von der Leyen ursula-von-der-leyen Itself",
            "Von der Leyen ursula-von-der-leyen FullName",
            "von der Leyen ursula-von-der-leyen FullName",
            "Mohammed bin Salman mohammed-bin-salman Itself",
            "Bashar al-Assad bashar-al-assad Itself",
            "Bin Salman mohammed-bin-salman FullName",
            "Assad bashar-al-assad FullName",
            "al-Assad bashar-al-assad FullName",
            "Al-Assad bashar-al-assad FullName",
            "Charles de Gaulle charles-de-gaulle Itself",
            "De Gaulle charles-de-gaulle FullName",
            "de Gaulle charles-de-gaulle FullName",
        ]
    );
}

#[test]
fn offices_settle_a_bare_name() {
    assert_eq!(
        linked(
            "Deputy Foreign Minister Ryabkov spoke.\n\nMinister Ryabkov left the room without a word to anyone who was there at that time, and the meeting of the delegations went on."
        ),
        ["Ryabkov sergei-ryabkov Context",]
    );
}

#[test]
fn patronymics() {
    assert_eq!(
        linked(
            "Sergei Alekseevich Ryabkov spoke. Ryabkov Sergei Alekseyevich signed. Sergei Ivanovich Ryabkov did not."
        ),
        [
            "Sergei Alekseevich Ryabkov sergei-ryabkov Itself",
            "Ryabkov Sergei Alekseyevich sergei-ryabkov Context",
        ]
    );
}

#[test]
fn given_names_alone() {
    assert_eq!(
        linked(
            "Sergei Ryabkov arrived. Sergei smiled, and Sergei Alekseevich sat down. Oleg left. Mr Sergei Ivanov spoke."
        ),
        [
            "Sergei Ryabkov sergei-ryabkov Itself",
            "Sergei Alekseevich sergei-ryabkov FullName",
        ],
        "Sergei may be Ivanov"
    );
    assert_eq!(
        linked("Sergei Ryabkov arrived. Sergei smiled. Oleg left."),
        [
            "Sergei Ryabkov sergei-ryabkov Itself",
            "Sergei sergei-ryabkov FullName",
        ]
    );
}

#[test]
fn middle_names_and_compound_names() {
    assert_eq!(
        linked(
            "José Manuel Barroso met Recep Tayyip Erdogan and Kolinda Grabar Kitarović. Barroso left with Grabar-Kitarović."
        ),
        [
            "José Manuel Barroso jose-manuel-barroso Itself",
            "Recep Tayyip Erdogan recep-tayyip-erdogan Itself",
            "Kolinda Grabar Kitarović kolinda-grabar-kitarovic Itself",
            "Barroso jose-manuel-barroso FullName",
            "Grabar-Kitarović kolinda-grabar-kitarovic FullName",
        ]
    );
}

#[test]
fn a_form_of_a_namesake_is_not_ones_own() {
    assert_eq!(
        linked("Peter Carrington spoke. Peter Dutton spoke. Dutton left, Lord Carington too."),
        [
            "Peter Carrington peter-carrington Itself",
            "Peter Dutton peter-dutton Itself",
            "Dutton peter-dutton FullName",
        ]
    );
}

#[test]
fn a_family_name_that_is_a_first_name_here() {
    assert_eq!(
        linked(
            "The deputy foreign minister quoted Ryabkov Likely. The deputy foreign minister, Ryabkov, Monday and Ryabkov Tuesday."
        ),
        [
            "Ryabkov sergei-ryabkov Context",
            "Ryabkov sergei-ryabkov Context",
        ]
    );
}

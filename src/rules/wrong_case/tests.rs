//! Letters by example: names of the glossary, months, days, peoples and offices.

use crate::rules::tests::{check_under, lines};
use crate::{LanguageTag, Settings};

const NAMES: &str = "
entries:
  - { id: skies, kind: treaty, preferred: Open Skies Treaty, admitted: [Treaty on Open Skies] }
  - { id: mfa, kind: organization, preferred: Ruritanian Foreign Ministry, admitted: [Ministry of Foreign Affairs of Ruritania] }
  - { id: npt, kind: treaty, preferred: Nuclear Non-Proliferation Treaty, admitted: [Non-Proliferation Treaty] }
  - { id: om, kind: organization, preferred: oats ministry, admitted: [Oats Ministry, ministry of oats, Ministry of Oats] }
  - { id: fm, kind: office, preferred: trade minister, admitted: [Trade Minister] }
  - { id: sz, kind: place, preferred: South Zenda, admitted: [Zenda Region] }
  - { id: zp, kind: person, native: Зорин Пётр, preferred: Pyotr Zorin, order: family-first }
  - { id: rz, kind: person, preferred: Rudolf von Zenda }
";

fn found(text: &str) -> Vec<String> {
    lines(NAMES, None, text)
        .iter()
        .filter_map(|l| l.strip_prefix("wrong-case warning "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn half_capitalized_names_are_found() {
    for (text, wanted) in [
        (
            "left the Treaty on open skies in May",
            "\"Treaty on open skies\" → Treaty on Open Skies safe",
        ),
        (
            "left the Open skies Treaty",
            "\"Open skies Treaty\" → Open Skies Treaty safe",
        ),
        (
            "the Ministry of foreign Affairs of Ruritania",
            "\"Ministry of foreign Affairs of Ruritania\" → Ministry of Foreign Affairs of Ruritania safe",
        ),
        (
            "the trade Minister Anna Ivanova",
            "\"trade Minister\" → Trade Minister safe",
        ),
        (
            "said the trade Minister.",
            "\"trade Minister\" → trade minister safe",
        ),
        ("in South zenda today", "\"South zenda\" → South Zenda safe"),
        (
            "met Rudolf von zenda today",
            "\"Rudolf von zenda\" → Rudolf von Zenda safe",
        ),
        (
            "met rudolf von Zenda today",
            "\"rudolf von Zenda\" → Rudolf von Zenda safe",
        ),
    ] {
        assert_eq!(found(text), [wanted], "{text}");
    }
}

#[test]
fn styles_and_ordinary_words_are_silent() {
    for text in [
        "Treaty on open skies was signed",
        "an open skies treaty",
        "the Open Skies treaty",
        "the Ruritanian foreign ministry",
        "the Ruritanian Foreign ministry",
        "the nuclear Non-Proliferation Treaty, the Nuclear Non-proliferation Treaty",
        "the trade minister, Trade Minister Anna Ivanova; Trade minister. Trade minister Anna spoke",
        "Ministers Leave Treaty on open skies, Sources Say",
        "LEAVING THE TREATY ON OPEN SKIES",
        "the Zenda region",
        "the Oats ministry, the oats ministry, the Oats Ministry",
        "the ministry of foreign affairs of Ruritania",
        "the Trade Minister",
        "met rudolf von zenda today",
        "see https://x.org/Rudolf-von-zenda",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

fn words(language: &str, text: &str) -> Vec<String> {
    let settings = Settings {
        language: LanguageTag::parse(language),
        ..Settings::default()
    };
    let findings = check_under("{}", settings, text);
    let ours = findings.iter().filter(|f| f.rule.name == "wrong-case");
    ours.map(|f| {
        let fix = f.fix.as_ref().map_or("none", |x| x.applicability.as_str());
        format!("{}→{} {fix}", f.text, f.suggestions.join("|"))
    })
    .collect()
}

#[test]
fn words_with_a_first_letter_of_the_wrong_size_are_found() {
    for (language, text, wanted) in [
        ("en", "In late may, the", "may→May safe"),
        ("en", "On may 9 he left", "may→May safe"),
        ("en", "In may the president left", "may→May safe"),
        ("en", "On 8 march 2020 it", "march→March safe"),
        ("en", "He left on december 8", "december→December safe"),
        ("en", "It came on friday.", "friday→Friday safe"),
        (
            "en",
            "from april to may 2019",
            "april→April safe|may→May safe",
        ),
        ("en", "The russian ministry", "russian→Russian safe"),
        ("en", "He spoke in english.", "english→English safe"),
        ("en", "The ukrainians left", "ukrainians→Ukrainians safe"),
        (
            "en",
            "Deputy foreign Minister Ruritanov",
            "Deputy foreign Minister→Deputy Foreign Minister safe",
        ),
        (
            "en",
            "said the energy Minister.",
            "energy Minister→Energy Minister|energy minister none",
        ),
        (
            "en",
            "the Ministry of health and social protection said",
            "Ministry of health and social protection→Ministry of Health and Social Protection safe",
        ),
        ("de", "Am montag kam er.", "montag→Montag safe"),
        ("fr", "Il est parti en Mai dernier", "Mai→mai unsafe"),
        (
            "fr",
            "Il est parti le 8 Décembre 2020",
            "Décembre→décembre safe",
        ),
        ("es", "Llegó el Lunes a Moscú", "Lunes→lunes safe"),
        ("es", "el 8 de Mayo de 2020", "Mayo→mayo safe"),
        (
            "es",
            "Vio la Mezquita del Viernes",
            "Viernes→viernes unsafe",
        ),
        ("fr", "Il a vu Nathalie Janvier", "Janvier→janvier unsafe"),
        (
            "ru",
            "Он приехал в Понедельник утром",
            "Понедельник→понедельник safe",
        ),
        ("ru", "8 Декабря 2020 года", "Декабря→декабря safe"),
    ] {
        assert_eq!(words(language, text).join("|"), wanted, "{text}");
    }
}

#[test]
fn words_of_another_meaning_are_silent() {
    for (language, text) in [
        (
            "en",
            "He may, or may not. They may 5 times march on. It may be late, may it?",
        ),
        (
            "en",
            "People who log in may see it, and those in march formation. An august body, in august company.",
        ),
        (
            "en",
            "I polish it, with french fries, at monday.com, german_text, see https://x.org/russian/may",
        ),
        ("en", "we like chinese food and want to see the russians"),
        (
            "en",
            "The foreign minister, the Foreign Minister, its ministry of health",
        ),
        ("en", "the Ministry of the Interior"),
        ("de", "montags und abends, die russische Regierung"),
        (
            "fr",
            "Mardi, il est parti. Place du 14 Juillet. Fête du 14 Juillet, Avril Lavigne, la planète Mars",
        ),
        (
            "es",
            "Plácido Domingo en la Plaza de Mayo. El 5 de Mayo. El Viernes Santo. Julio vino.",
        ),
        (
            "it",
            "Abita in Via XX Settembre, vicino a Piazza IV Novembre",
        ),
        ("ru", "Марта пришла с Марией. Праздник 9 Мая. Среда"),
        ("tr", "29 Ekim Cumhuriyet Bayramı"),
        ("zh", "五月 May 5"),
    ] {
        assert_eq!(words(language, text), Vec::<String>::new(), "{text}");
    }
}

//! The pipeline end to end over small texts: which finding, at which words, with which fix.

use super::glossary::checker_for;
use super::*;
use crate::config::RuleSettings;
use crate::finding::Applicability;
use crate::rules::tests::line;

const GLOSSARY: &str = "
Sergei Ryabkov: { native: Сергей Алексеевич Рябков, admitted: [Sergey Ryabkov], preferred: { de: Sergei Rjabkow } }
Vladimir Yermakov: Владимир Ермаков
9M729: { kind: designation, native: { ru: 9М729 }, see: [SSC-8] }
Open Skies Treaty: { admitted: [Treaty on Open Skies], deprecated: [Open Sky Treaty] }
Kyiv: { kind: place, native: { ru: Киев }, preferred: { en: Kyiv }, superseded: { en: [ { form: Kiev, until: 2019-08-14 } ] } }
";

/// Findings as `rule severity "text" → suggestion applicability`.
fn found(text: &str) -> Vec<String> {
    let report = checker_for(GLOSSARY).check_alone(&Input {
        path: "t.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    report.findings.iter().map(line).collect()
}

#[test]
fn derived_variants_are_found_and_fixed() {
    assert_eq!(
        found("Minister Sergej Rjabkow spoke."),
        ["name-variant warning \"Sergej Rjabkow\" → Sergei Ryabkov safe"]
    );
    assert_eq!(
        found("Sergey Riabkov spoke."),
        ["name-variant warning \"Sergey Riabkov\" → Sergey Ryabkov safe"]
    );
    assert_eq!(
        found("Sergei A. Rjabkow spoke."),
        ["name-variant warning \"Sergei A. Rjabkow\" → Sergei A. Ryabkov safe"]
    );
    assert_eq!(
        found("SERGEI RJABKOW"),
        ["name-variant warning \"SERGEI RJABKOW\" → SERGEI RYABKOV safe"]
    );
}

#[test]
fn right_forms_and_other_people_are_silent() {
    for text in [
        "Sergey Ryabkov spoke. Ryabkov’s aide agreed.",
        "Sergei Ryabov met Sergei Rybakov and Anna Rjabkow.",
        "S. Ryabkov; Ryabkov-led talks; Sergei Alekseyevich Ryabkov",
        "Сергей Рябков сказал, что Рябкова ждут.",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_family_name_follows_its_full_name() {
    assert_eq!(
        found("Vladimir Yermakov spoke. Ermakov left. Anna Ermakov came."),
        ["name-variant warning \"Ermakov\" → Yermakov unsafe"]
    );
    assert_eq!(
        found("Vladimir Ermakov spoke. Ermakov left."),
        [
            "name-variant warning \"Vladimir Ermakov\" → Vladimir Yermakov safe",
            "name-variant warning \"Ermakov\" → Yermakov safe"
        ]
    );
    assert_eq!(
        found("Sergei Ryabkov and Sergey Ryabkov"),
        ["name-inconsistent info \"Sergey\" → Sergei unsafe"]
    );
}

#[test]
fn articles_follow() {
    let text = "Vladimir Yermakov sent an Ermakov aide.";
    let report = checker_for(GLOSSARY).check_alone(&Input {
        path: "t".to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    let edits: Vec<&str> = report.findings[0]
        .fix
        .iter()
        .flat_map(|f| &f.edits)
        .map(|e| e.text.as_str())
        .collect();
    assert_eq!(edits, ["a", "Yermakov"]);
}

#[test]
fn scripts_designations_and_terms() {
    assert_eq!(
        found("The 9М729 missile and the 9M-729."),
        [
            "mixed-script error \"9М729\" → 9M729 safe",
            "designation-format warning \"9M-729\" → 9M729 safe"
        ]
    );
    assert_eq!(
        found("the Open Sky Treaty and the Treaty on Open Skies"),
        ["term-variant warning \"Open Sky Treaty\" → Open Skies Treaty safe"]
    );
    assert_eq!(
        found("the SSC-8 and SSC 8 and X9M729B"),
        ["designation-format warning \"SSC 8\" → SSC-8 safe"]
    );
}

#[test]
fn dates_settle_superseded_forms() {
    assert_eq!(
        found("talks in Kiev"),
        ["name-variant info \"Kiev\" → Kyiv unsafe"]
    );
    let mut checker = checker_for(GLOSSARY);
    let input = Input {
        path: "t".to_owned(),
        bytes: b"talks in Kiev".to_vec(),
    };
    checker.config.base_mut().as_of = Some("2022-03-01".to_owned());
    assert_eq!(
        checker
            .check_alone(&input)
            .findings
            .iter()
            .map(line)
            .collect::<Vec<_>>(),
        ["name-variant warning \"Kiev\" → Kyiv safe"]
    );
    checker.config.base_mut().as_of = Some("2014-03-01".to_owned());
    assert!(checker.check_alone(&input).findings.is_empty());
}

#[test]
fn places_that_are_never_fixed() {
    for text in [
        "see https://x.org/Sergej_Rjabkow",
        "`Sergej Rjabkow`",
        "mail to sergej.rjabkow@mid.ru",
    ] {
        let report = checker_for(GLOSSARY).check_alone(&Input {
            path: "t".to_owned(),
            bytes: text.as_bytes().to_vec(),
        });
        assert!(
            report
                .findings
                .iter()
                .all(|f| f.severity == crate::finding::Severity::Info),
            "{text}"
        );
        assert!(
            report
                .findings
                .iter()
                .flat_map(|f| &f.fix)
                .all(|f| f.applicability == Applicability::Display),
            "{text}"
        );
    }
    assert_eq!(
        found("“Sergej Rjabkow is here,” he tweeted."),
        ["name-variant warning \"Sergej Rjabkow\" → Sergei Ryabkov unsafe"]
    );
    assert!(found("Sergej Rjabkow [sic] spoke").is_empty());
}

/// Findings of the embedded packs in a text of `language`.
fn packs(language: &str, text: &str) -> Vec<String> {
    let layers = Layers::open(&[], &crate::scan::LayerOptions::default()).expect("packs open");
    let settings = Settings {
        language: LanguageTag::parse(language),
        ..Settings::default()
    };
    let input = Input {
        path: "t.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    Checker::new(layers, settings)
        .check_alone(&input)
        .findings
        .iter()
        .map(line)
        .collect()
}

#[test]
fn right_texts_that_look_wrong() {
    for (language, text) in [
        ("de", "Putins Rede war lang. Wladimir Putins Rede."),
        (
            "en",
            "The Ryabkovs of this world; Sergei Lavrov and the Lavrovs.",
        ),
        ("en", "Renault R 12, Room S400, Canon S 400, Bus X-101"),
        ("en", "The book “О ракете 9М729 и договоре” is out."),
        (
            "en",
            "Vladimir Putin spoke. Poutine on fries is a dish; she ate Poutine Deluxe.",
        ),
        (
            "en",
            "Kiev-class carriers, chicken Kiev, the Battle of Kiev, the Kiev\nConservatory",
        ),
        ("ru", "Ракета 9М729 и комплекс С-400"),
    ] {
        assert_eq!(packs(language, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn listed_forms_in_other_scripts_are_judged_and_rejects_hold() {
    let glossary = "
entries:
  - { id: kyoto, kind: place, preferred: { ja: 京都, en: Kyoto }, deprecated: { ja: [京師] }, rejects: [東京都] }
  - { id: putin, kind: person, native: { ru: Владимир Путин }, preferred: { en: Vladimir Putin, zh: 普京 }, deprecated: { zh: [普丁] } }
";
    let found = |language: &str, text: &str| {
        let mut checker = checker_for(glossary);
        checker.config.base_mut().language = LanguageTag::parse(language);
        let input = Input {
            path: "t".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        checker
            .check_alone(&input)
            .findings
            .iter()
            .map(line)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("ja", "東京都と京都、京師。"),
        ["name-variant warning \"京師\" → 京都 safe"]
    );
    assert_eq!(
        found("zh", "普丁說，普京。"),
        ["name-variant warning \"普丁\" → 普京 safe"]
    );
}

#[test]
fn nothing_is_safe_where_somebody_else_may_be_meant() {
    for text in [
        "Sergei Lavrov spoke. The actor Kirill Lawrow died. Lawrow was 81.",
        "Mr S. Rjabkow, a baker, left.",
        "Rjabkow Sergej Alexejewitsch signed.",
        "Sergej Alexejewitsch Rjabkow spoke.",
        "Le Monde wrote « Sergueï Riabkov a dit non » on Friday.",
        "Russia fired ten Caliber missiles at the city.",
        "“Sergej Rjabkow never closes this, he said.",
    ] {
        let found = packs("en", text);
        assert!(
            !found.is_empty() && found.iter().all(|f| !f.ends_with(" safe")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn a_family_name_of_the_users_own_follows_the_full_name() {
    let layers_of = |text: &str| checker_for(text);
    let input = |text: &str| Input {
        path: "t".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let report = layers_of("Ryabkov: Рябков\n").check_alone(&input(
        "Vice minister Sergej Rjabkow spoke. Later Rjabkow left.",
    ));
    assert_eq!(
        report.findings.iter().map(line).collect::<Vec<_>>(),
        [
            "name-variant warning \"Rjabkow\" → Ryabkov safe",
            "name-variant warning \"Rjabkow\" → Ryabkov safe"
        ]
    );
    let report = layers_of("Kim Jong-un: { native: { ko: 김정은 }, kind: person, order: family-first, deprecated: [Kim Jong-eun] }\n")
        .check_alone(&input("Kim Jong-eun spoke."));
    assert_eq!(
        report.findings.iter().map(line).collect::<Vec<_>>(),
        ["name-variant warning \"Kim Jong-eun\" → Kim Jong-un safe"]
    );
}

fn all_rules() -> RuleSettings {
    let mut settings = RuleSettings::default();
    for rule in rules::all() {
        settings.enable(rule.name);
    }
    settings
}

#[test]
fn examples_of_the_manual_are_true() {
    let checker = Checker::new(
        Layers::open(&[], &crate::scan::LayerOptions::default()).expect("packs open"),
        Settings {
            language: LanguageTag::parse("en"),
            source_language: LanguageTag::parse("ru"),
            rules: all_rules(),
            ..Settings::default()
        },
    );
    for meta in rules::all()
        .into_iter()
        .filter(|m| m.manual.contains("## Example"))
    {
        let block = |heading: &str| {
            let rest = meta
                .manual
                .split(heading)
                .nth(1)
                .unwrap_or_else(|| panic!("{}: {heading} is missing", meta.name));
            rest.split("```")
                .nth(1)
                .unwrap_or("")
                .trim_start_matches("text")
                .trim()
                .to_owned()
        };
        let fires = |text: String| {
            let report = checker.check_alone(&Input {
                path: "example.txt".to_owned(),
                bytes: text.into_bytes(),
            });
            report.findings.iter().any(|f| f.rule.name == meta.name)
        };
        assert!(
            fires(block("## Example")),
            "{}: the example does not fire",
            meta.name
        );
        assert!(
            !fires(block("## Use instead")),
            "{}: the better text fires",
            meta.name
        );
    }
}

#[test]
fn every_manual_has_its_headings() {
    for meta in rules::all() {
        for heading in ["## What it does", "## Why", "## References"] {
            assert!(meta.manual.contains(heading), "{}: {heading}", meta.name);
        }
        assert!(
            meta.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            meta.name
        );
    }
}

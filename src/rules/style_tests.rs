//! House styles seen by the rules: what is a variant once a house has chosen, and what stays right.

use super::tests::{check_in_style, line};
use crate::check::check_glossary;
use crate::{GlossaryFile, LayerOptions, Layers};

const HOUSE: &str = "
style: gazette
title: The Gazette
house: Gazette
choices:
  kyiv: { form: Kyiv, since: 2019-08-14 }
  sergei-lavrov: Sergey Lavrov
  sea-of-sand: [{ form: Sandy Sea }, { form: SS }]
  long-treaty: { form: Long Treaty, instead-of: [Treaty of Length] }
entries:
  - id: sea-of-sand
    kind: place
    preferred: { en: Sea of Sand }
    acronym: { en: [SOS, SS] }
    admitted: { en: [Sandy Sea, Great Sandy Sea, Northern Sea of Sand] }
  - id: long-treaty
    kind: treaty
    preferred: { en: Long Treaty }
    admitted: { en: [Treaty of Length, Treaty on Matters of Length] }
";

fn lines(style: Option<&str>, as_of: Option<&str>, text: &str) -> Vec<String> {
    let found = check_in_style(HOUSE, style, as_of, &[("t.txt", text)]);
    found
        .iter()
        .map(|(_, finding)| {
            format!(
                "{} ({})",
                line(finding),
                finding.cause.as_deref().unwrap_or("")
            )
        })
        .collect()
}

#[test]
fn without_a_style_there_is_no_opinion() {
    for text in [
        "Sergei Lavrov spoke.",
        "Sergey Lavrov spoke.",
        "the Sea of Sand",
        "the Treaty of Length",
    ] {
        assert!(lines(None, None, text).is_empty(), "{text}");
    }
}

#[test]
fn the_chosen_form_is_the_only_right_one() {
    let found = |text| lines(Some("gazette"), None, text);
    assert_eq!(
        found("Sergei Lavrov spoke."),
        [
            "name-variant warning \"Sergei Lavrov\" → Sergey Lavrov safe (Gazette writes Sergey Lavrov)"
        ]
    );
    assert_eq!(
        found("talks in Kiev"),
        ["name-variant warning \"Kiev\" → Kyiv safe (Gazette writes Kyiv)"]
    );
    assert_eq!(
        found("on the Sea of Sand"),
        ["name-variant warning \"Sea of Sand\" → Sandy Sea safe (Gazette writes Sandy Sea)"]
    );
    assert_eq!(
        found("the SOS"),
        ["name-variant warning \"SOS\" → SS safe (Gazette writes SS)"]
    );
    assert_eq!(
        found("under the Treaty of Length"),
        [
            "term-variant warning \"Treaty of Length\" → Long Treaty safe (Gazette writes Long Treaty)"
        ]
    );
    for right in [
        "Sergey Lavrov spoke. Lavrov left.",
        "in Kyiv, on a Kiev-class carrier",
        "the Great Sandy Sea and the Northern Sea of Sand, the SS",
        "the Long Treaty and the Treaty on Matters of Length",
    ] {
        assert!(found(right).is_empty(), "{right}");
    }
}

#[test]
fn derived_forms_of_the_language_itself_are_variants_too() {
    let text = "Serguei Lavrov spoke. Sergey Lavroff left.";
    assert!(
        lines(Some("gazette"), None, text)
            .iter()
            .all(|l| l.contains("warning"))
    );
}

#[test]
fn a_choice_begins_on_its_day() {
    let found = |date| lines(Some("gazette"), Some(date), "talks in Kiev");
    assert!(found("2019-08-13").is_empty());
    assert_eq!(found("2019-08-14").len(), 1);
}

#[test]
fn a_user_entry_stands_above_an_embedded_style() {
    let own = "Kiev: { kind: place, id: kyiv, admitted: [Kyiv] }";
    for text in ["talks in Kiev", "talks in Kyiv"] {
        assert!(
            check_in_style(own, Some("ap"), None, &[("t.txt", text)]).is_empty(),
            "{text}"
        );
    }
    assert_eq!(
        check_in_style("", Some("ap"), None, &[("t.txt", "talks in Kiev")]).len(),
        1
    );
}

#[test]
fn wrong_choices_are_reported_with_their_place() {
    let text = "
style: gazette
references: [{ title: Book, url: 'https://example.org/' }]
choices:
  kyiv: { form: Kief, reference: Book }
  atlantis: Atlantis
  sergei-lavrov: { from: Sergey Lavrov }
  nato: { form: NATO, reference: Book, since: yesterday }
";
    let file = GlossaryFile {
        path: "style.yaml".to_owned(),
        text: text.to_owned(),
    };
    let report = check_glossary(&[file], "en").remove(0);
    let found: Vec<String> = report
        .findings
        .iter()
        .map(|f| format!("{} {} {}", f.rule.name, f.text, f.message))
        .collect();
    assert_eq!(
        found,
        [
            "glossary-choice kyiv `Kief` is no form of `kyiv` in `en`; list it in the entry",
            "glossary-choice atlantis there is no entry `atlantis` to choose a form of",
            "glossary-key from unknown key `from` in a choice; did you mean `form`?",
            "glossary-value nato `yesterday` is not a date of the form 2019-08-14",
        ]
    );
    let file = GlossaryFile {
        path: "style.yaml".to_owned(),
        text: "style: x\nchoices: { kyiv: Kyiv }".to_owned(),
    };
    let report = check_glossary(&[file], "en").remove(0);
    assert_eq!(
        report.findings[0].message,
        "the choice for `kyiv` has no reference"
    );
}

#[test]
fn an_article_that_would_have_to_come_or_go_is_not_safe() {
    let found = |text: &str| -> Vec<String> {
        let findings = check_in_style("", Some("un"), None, &[("t.txt", text)]);
        findings.iter().map(|(_, f)| line(f)).collect()
    };
    assert_eq!(
        found("talks in Turkey"),
        ["name-variant warning \"Turkey\" → Türkiye safe"]
    );
    assert_eq!(
        found("talks in the UK"),
        ["name-variant warning \"UK\" → United Kingdom safe"]
    );
    assert_eq!(
        found("talks in Russia"),
        ["name-variant warning \"Russia\" → Russian Federation unsafe"]
    );
    assert_eq!(
        found("talks in the Czech Republic"),
        ["name-variant warning \"Czech Republic\" → Czechia unsafe"]
    );
}

#[test]
fn an_unknown_style_names_the_known_ones() {
    let options = LayerOptions {
        style: Some("apx".to_owned()),
        ..LayerOptions::default()
    };
    let error = Layers::open(&[], &options)
        .err()
        .expect("no such style")
        .to_string();
    assert!(
        error.starts_with("unknown style apx; the styles are ap"),
        "{error}"
    );
}

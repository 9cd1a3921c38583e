//! SARIF as its readers take it.

use serde_json::Value;

use crate::finding::{
    Applicability, Finding, Related, RelatedRole, Severity, Suppression, SuppressionKind,
};
use crate::report::samples::{finding, print, with_fix};
use crate::text::span::Span;

fn run(path: &str, text: &str, findings: &[Finding]) -> Value {
    let document: Value =
        serde_json::from_str(&print("sarif", path, text, findings)).expect("valid JSON");
    assert_eq!(document["version"], "2.1.0");
    document["runs"][0].clone()
}

#[test]
fn a_result_says_where_what_and_how_safe() {
    let text = "про\nвот Sergej Rjabkow тут\n";
    let found = with_fix(
        finding(text, "Sergej Rjabkow"),
        Applicability::Safe,
        "Sergei Ryabkov",
    );
    let run = run("./wire/день 1.txt", text, &[found]);
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "name-variant");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "name-variant");
    assert_eq!(result["ruleIndex"], 0);
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "wire/%D0%B4%D0%B5%D0%BD%D1%8C%201.txt"
    );
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 19, "snippet": {"text": "Sergej Rjabkow"}})
    );
    assert_eq!(
        place["contextRegion"],
        serde_json::json!({"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 23, "snippet": {"text": "вот Sergej Rjabkow тут"}})
    );
    let fix = &result["fixes"][0];
    assert_eq!(fix["description"]["text"], "safe: one entry, pure form");
    let change = &fix["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["deletedRegion"]["startColumn"], 5);
    assert_eq!(change["insertedContent"]["text"], "Sergei Ryabkov");
    assert_eq!(result["suppressions"], serde_json::json!([]));
}

#[test]
fn a_hint_is_no_fix() {
    let text = "Rjabkow";
    let found = with_fix(finding(text, text), Applicability::Display, "Ryabkov");
    let run = run("a.txt", text, &[found]);
    assert!(run["results"][0]["fixes"].is_null());
    assert_eq!(run["results"][0]["properties"]["applicability"], "display");
}

#[test]
fn known_findings_are_kept_with_the_reason() {
    let text = "Rjabkow";
    let mut found = finding(text, text);
    found.suppression = Some(Suppression {
        kind: SuppressionKind::External,
        reason: Some("the byline of the agency".to_owned()),
    });
    let run = run("a.txt", text, std::slice::from_ref(&found));
    assert_eq!(
        run["results"][0]["suppressions"][0],
        serde_json::json!({"kind": "external", "status": "accepted", "justification": "the byline of the agency"})
    );
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "name-variant");
    assert_eq!(
        print("concise", "a.txt", text, &[found]),
        "",
        "no other report has it"
    );
}

#[test]
fn related_places_have_a_region_and_a_message() {
    let text = "Rjabkow";
    let mut found = finding(text, text);
    found.severity = Severity::Info;
    found.related.push(Related {
        role: RelatedRole::Majority,
        path: Some("b#.txt".to_owned()),
        span: Span::new(0, 7),
        line: 4,
        column: 2,
        text: "Ryabkov".to_owned(),
        message: String::new(),
    });
    let run = run("a.txt", text, &[found]);
    let result = &run["results"][0];
    assert_eq!(result["level"], "note");
    let related = &result["relatedLocations"][0];
    assert_eq!(related["id"], 1);
    assert_eq!(related["message"]["text"], "Ryabkov: majority");
    let place = &related["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "b%23.txt");
    assert_eq!(place["region"]["endColumn"], 9);
}

#[test]
fn without_findings_there_is_an_empty_run() {
    let run = run("a.txt", "text", &[]);
    assert_eq!(run["results"], serde_json::json!([]));
    assert_eq!(run["tool"]["driver"]["rules"], serde_json::json!([]));
}

#[test]
fn a_line_of_a_megabyte_is_not_repeated() {
    let text = format!(
        "{}Rjabkow{}",
        "слово ".repeat(100_000),
        " слово".repeat(100_000)
    );
    let out = print("sarif", "a.txt", &text, &[finding(&text, "Rjabkow")]);
    assert!(out.len() < 10_000, "{}", out.len());
}

//! Whole human reports, as a person would see them.

use super::super::samples::{finding, with_fix};
use super::super::{Reported, View, find, write};
use crate::finding::{Applicability, Finding, Severity};

fn view() -> View {
    View {
        width: 80,
        fix_command: Some("exonym fix wire".to_owned()),
        ..View::default()
    }
}

fn print(view: &View, files: &[(&str, &str, Vec<Finding>)]) -> String {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text, findings)| Reported {
            path,
            text,
            findings,
        })
        .collect();
    let mut out = Vec::new();
    write(find("human").expect("registered"), view, &files, &mut out).expect("writing to memory");
    String::from_utf8(out).expect("text")
}

fn safe(text: &str, form: &str) -> Finding {
    let mut found = with_fix(finding(text, form), Applicability::Safe, "Sergei Ryabkov");
    found.entry = Some("sergei-ryabkov".to_owned());
    found
}

#[test]
fn a_row_has_place_line_reason_and_fix() {
    let text = "Vice minister Sergej Rjabkow told reporters";
    let out = print(
        &view(),
        &[("wire/berlin.txt", text, vec![safe(text, "Sergej Rjabkow")])],
    );
    let expected = "\
warning[name-variant]: Sergej Rjabkow                       wire/berlin.txt:1:15
   │ Vice minister Sergej Rjabkow told reporters
   │               ^^^^^^^^^^^^^^ Sergei Ryabkov
   = German transcription of Рябков; the text is English
   = fix (safe): Sergei Ryabkov                    exonym explain sergei-ryabkov

 1 file · 1 name · 1 safe fix: exonym fix wire
";
    assert_eq!(out, expected);
}

#[test]
fn one_row_for_all_places_of_a_form() {
    let berlin = "Rjabkow\nand\nRjabkow\nRjabkow";
    let paris = "with Rjabkow";
    let mut other = safe(berlin, "Rjabkow");
    other.span.start += 12;
    other.span.end += 12;
    let mut last = other.clone();
    last.span.start += 8;
    last.span.end += 8;
    let files = [
        (
            "wire/berlin.txt",
            berlin,
            vec![safe(berlin, "Rjabkow"), other, last],
        ),
        ("wire/paris.txt", paris, vec![safe(paris, "Rjabkow")]),
    ];
    let out = print(&view(), &files);
    assert_eq!(out.matches("warning[").count(), 1, "{out}");
    assert!(out.contains("also lines 3, 4; paris.txt:1"), "{out}");
    assert!(
        out.ends_with(" 2 files · 1 name · 4 safe fixes: exonym fix wire\n"),
        "{out}"
    );
}

#[test]
fn infos_are_one_line_each_and_come_last() {
    let text = "Riabkov met Rjabkow";
    let mut doubt = with_fix(finding(text, "Riabkov"), Applicability::Display, "Ryabkov");
    doubt.severity = Severity::Info;
    let out = print(
        &view(),
        &[("a.txt", text, vec![doubt, safe(text, "Rjabkow")])],
    );
    let lines: Vec<_> = out.lines().collect();
    assert!(lines[0].starts_with("warning[name-variant]"), "{out}");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("info[name-variant] a.txt:1:1 Riabkov → Ryabkov: German")),
        "{out}"
    );
}

#[test]
fn silence_in_a_pipe_and_a_word_on_a_terminal() {
    let files = [("a.txt", "text", vec![])];
    assert_eq!(print(&view(), &files), "");
    assert_eq!(
        print(
            &View {
                terminal: true,
                ..view()
            },
            &files
        ),
        " 1 file, nothing to report\n"
    );
}

#[test]
fn colour_only_when_asked() {
    let text = "Rjabkow";
    let files = [("a.txt", text, vec![safe(text, "Rjabkow")])];
    assert!(!print(&view(), &files).contains('\u{1b}'));
    assert!(
        print(
            &View {
                color: true,
                ..view()
            },
            &files
        )
        .contains("\u{1b}[1m")
    );
}

#[test]
fn no_line_is_wider_than_the_view() {
    let text = format!("{}Rjabkow {}", "слово ".repeat(50), "東京".repeat(100));
    let mut found = safe(&text, "Rjabkow");
    found.message = "Реч ".repeat(60);
    for width in [50, 80, 100] {
        let out = print(
            &View { width, ..view() },
            &[(
                "wire/a/long/path/that/leaves/no/room/berlin-2019-02-03.txt",
                &text,
                vec![found.clone()],
            )],
        );
        let summary = out.lines().count() - 1;
        for line in out.lines().take(summary) {
            let place = line.contains("at wire/");
            assert!(place || super::display_width(line) <= width, "{line}");
        }
    }
}

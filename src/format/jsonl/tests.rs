//! Records of every kind, and replacements that change nothing but their place.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Parsed {
    Jsonl.parse(
        Arc::new(SourceText::from(text.to_owned())),
        &FormatOptions::default(),
    )
}

fn parse_fields(text: &str, fields: &[&str]) -> Parsed {
    let options = FormatOptions {
        record_fields: fields.iter().map(|&it| it.to_owned()).collect(),
    };
    Jsonl.parse(Arc::new(SourceText::from(text.to_owned())), &options)
}

fn texts(parsed: &Parsed) -> Vec<&str> {
    parsed.texts.iter().map(Document::text).collect()
}

#[test]
fn fields_of_a_record_are_one_text() {
    let text = "{\"id\":1,\"title\":\"Rjabkow\",\"n\":1.0,\"text\":\"One.\\n\\nTwo \\u0420\\ud83d\\ude00\\/\\\"\"}\r\n\r\n{\"text\":\"x\",\"lang\":\"ru\",\"source_lang\":\"en\",\"date\":\"2020-01-02\"}";
    let parsed = parse(text);
    assert_eq!(texts(&parsed), ["Rjabkow\n\nOne.\n\nTwo Р😀/\"", "x"]);
    let kinds: Vec<_> = parsed.texts[0]
        .segments
        .iter()
        .map(|s| (s.kind, s.span.slice(parsed.texts[0].text()).trim_end()))
        .collect();
    let paragraph = SegmentKind::Paragraph;
    assert_eq!(
        kinds,
        [
            (SegmentKind::Heading, "Rjabkow"),
            (paragraph, "One."),
            (paragraph, "Two Р😀/\"")
        ]
    );
    let second = &parsed.texts[1];
    assert_eq!(second.language.as_ref().map(|l| l.tag.as_str()), Some("ru"));
    assert_eq!(
        second.source_language.as_ref().map(|l| l.as_str()),
        Some("en")
    );
    assert_eq!(second.date.as_deref(), Some("2020-01-02"));
    assert!(parsed.notes.is_empty());
}

#[test]
fn fields_inside_objects_and_arrays_are_found() {
    let text = r#"{"article":{"body":"a","other":"no"},"parts":[{"p":"b"},{"p":["c","d"]},"no"],"a.b":"e"}"#;
    let parsed = parse_fields(text, &["article.body", "parts.p", "a.b"]);
    assert_eq!(texts(&parsed), ["a\n\nb\n\nc\n\nd\n\ne"]);
}

#[test]
fn bad_lines_are_noted_and_the_rest_is_read() {
    let text = "{\"text\":\"a\"}\nnonsense\n[1]\n{\"text\":1\n{\"text\":\"\\ud800b\"}\n{\"name\":\"x\"}\n{\"text\":null}\n{\"text\":\"c\",\"lang\":\"English\"}\n{\"y\":1}\n";
    let parsed = parse(text);
    assert_eq!(texts(&parsed), ["a", "\u{fffd}b", "c"]);
    let notes: Vec<_> = parsed
        .notes
        .iter()
        .map(|(at, message)| format!("{} {message}", at.slice(text)))
        .collect();
    insta::assert_snapshot!(notes.join("\n"), @r#"
    nonsense this line is no JSON object; it is left alone
    [1] this line is no JSON object; it is left alone
    1 no JSON object: EOF while parsing an object at byte 9; the line is left alone
    "English"} `lang` is not a language tag such as en or zh-Hant
    { this record and another one have none of the fields title, headline, lead, text, body; name those that hold text with --fields
    "#);
    let many = parse(&"nonsense\n".repeat(100));
    assert_eq!(many.notes.len(), MOST_NOTES);
    assert!(many.notes[MOST_NOTES - 1].1.contains("80 more"));
}

#[test]
fn records_say_what_to_leave_alone() {
    let text = "{\"text\":\"a\",\"exonym\":{\"ignore\":[\"name-variant\"]}}\n{\"text\":\"b\",\"exonym\":{\"ignore\":true}}\n{\"text\":\"c\",\"exonym\":1}";
    let parsed = parse(text);
    let names: Vec<_> = parsed.ignores.iter().map(|it| it.names.join(",")).collect();
    assert_eq!(names, ["name-variant", ""]);
    assert!(parsed.ignores[0].scope.slice(text).ends_with("}}"));
    assert_eq!(parsed.notes.len(), 1);
}

#[test]
fn replacements_are_written_in_the_style_of_the_record() {
    let write = |source: &str, text| {
        let at = source.find("old").expect("it is there");
        strings::escape(source, at..at + 3, text)
    };
    assert_eq!(write("{\"a\":\"old\"}", "Ё\"\\\n"), "Ё\\\"\\\\\\n");
    assert_eq!(
        write("{\"a\":\"\\u04AF old\"}", "Ё😀"),
        "\\u0401\\uD83D\\uDE00"
    );
    assert_eq!(write("{\"a\":\"\\u04af old\"}", "–"), "\\u2013");
    assert_eq!(write("{\"a\":\"\\u04af é old\"}", "–"), "–");
    assert_eq!(write("{\"a\":\"\\u04af\"}\n{\"a\":\"old\"}", "–"), "–");
}

proptest! {
    /// Any strings come back as they were, and an edit of the view is an edit of the value.
    #[test]
    fn what_is_edited_is_what_is_read(before in "\\PC{0,12}", word in "[a-zёЁ]{1,6}", after in "[\\PC\\n\t\"\\\\]{0,12}", new in "[\\PC\\n\"\\\\]{1,8}", ascii in any::<bool>()) {
        let value = format!("{before}{word}{after}");
        let mut written = serde_json::to_string(&value).expect("a string");
        if ascii {
            written = written.chars().map(|c| match c.is_ascii() {
                true => c.to_string(),
                false => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
            }).collect();
        }
        let text = format!("{{\"id\":1.00,\"text\":{written},\"z\":[ ]}}\n");
        let parsed = parse(&text);
        if value.trim().is_empty() {
            return Ok(());
        }
        let document = &parsed.texts[0];
        prop_assert_eq!(document.text(), value.as_str());
        let span = Span::new(before.len() as u32, (before.len() + word.len()) as u32);
        let place = document.view.source_span(span).range();
        let mut edited = text.clone();
        edited.replace_range(place.clone(), &strings::escape(&text, place, &new));
        prop_assert!(!ascii || !text.contains("\\u") || edited.is_ascii());
        let (head, tail) = ("{\"id\":1.00,\"text\":", ",\"z\":[ ]}\n");
        let kept = edited.starts_with(head) && edited.ends_with(tail);
        prop_assert!(kept, "{}", edited);
        let again = parse(&edited);
        prop_assert_eq!(again.texts[0].text(), format!("{before}{new}{after}"));
    }
}

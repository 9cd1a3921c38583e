//! Diagnostic format of reviewdog, which turns fixes into suggestions that a reviewer accepts with a click.

use std::io::{self, Write};

use serde::Serialize;

use super::path::plain_path;
use super::resolve::{ResolvedFile, ResolvedFinding, offered_fix};
use super::sentence::sentence;
use super::{Format, Reporter, Totals, one_line};
use crate::finding::{Applicability, Severity};

pub(super) const FORMAT: Format = Format {
    name: "rdjson",
    summary: "findings and suggested changes for reviewdog",
    reporter: |_| Box::new(ReviewDog { started: false }),
};

struct ReviewDog {
    started: bool,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// Columns are bytes here.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

impl Reporter for ReviewDog {
    fn begin(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(b"{\"source\":{\"name\":\"exonym\"},\"diagnostics\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for resolved in &file.findings {
            out.write_all(if self.started { b",\n" } else { b"\n" })?;
            self.started = true;
            one_line::write(out, &diagnostic(file, resolved))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(if self.started { b"\n]}\n" } else { b"]}\n" })
    }
}

fn diagnostic<'a>(file: &ResolvedFile<'a>, resolved: &ResolvedFinding<'a>) -> Diagnostic<'a> {
    let finding = resolved.finding;
    let fix = offered_fix(finding).filter(|fix| fix.applicability != Applicability::Display);
    // Suggestions are accepted one by one, and half a fix is worse than none: all of it is one suggestion.
    let joined = fix.and_then(|fix| file.joined(fix));
    Diagnostic {
        message: sentence(resolved),
        location: Location {
            path: plain_path(file.path),
            range: range(file, finding.span.start, finding.span.end),
        },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: finding.rule.name,
        },
        suggestions: joined
            .into_iter()
            .map(|(span, text)| Suggestion {
                range: range(file, span.start, span.end),
                text,
            })
            .collect(),
    }
}

fn range(file: &ResolvedFile<'_>, start: u32, end: u32) -> Range {
    let place = |offset| {
        let position = file.byte_position(offset);
        Place {
            line: position.line,
            column: position.column,
        }
    };
    Range {
        start: place(start),
        end: place(end),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, print, with_fix};
    use crate::finding::{Applicability, Edit};
    use crate::text::span::Span;
    use serde_json::{Value, json};

    #[test]
    fn columns_are_bytes_and_a_fix_is_a_suggestion() {
        let text = "да\nот an Rjabkow";
        let mut found = with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov");
        let of = |found| -> Value {
            serde_json::from_str(&print("rdjson", "a.txt", text, &[found])).expect("valid JSON")
        };
        let document = of(found.clone());
        let diagnostic = &document["diagnostics"][0];
        let range = json!({"start": {"line": 2, "column": 9}, "end": {"line": 2, "column": 16}});
        assert_eq!(diagnostic["location"]["range"], range);
        assert_eq!(
            diagnostic["suggestions"],
            json!([{"range": range, "text": "Ryabkov"}])
        );
        let start = u32::try_from(text.find("an").expect("there")).expect("short");
        let article = Edit {
            span: Span::new(start, start + 2),
            text: "a".to_owned(),
        };
        found.fix.as_mut().expect("given").edits.insert(0, article);
        let both = &of(found.clone())["diagnostics"][0]["suggestions"][0];
        assert_eq!(both["range"]["start"]["column"], 6);
        assert_eq!(both["text"], "a Ryabkov");
        let before = Edit {
            span: Span::new(0, 4),
            text: "yes".to_owned(),
        };
        found.fix.as_mut().expect("given").edits.insert(0, before);
        assert!(
            of(found)["diagnostics"][0]["suggestions"].is_null(),
            "two lines"
        );
    }
}

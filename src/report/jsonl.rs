//! One JSON object an occurrence and line: the stable machine interface.

use std::io::{self, Write};

use super::resolve::ResolvedFile;
use super::{Format, Reporter, one_line, wire};

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    summary: "one JSON object an occurrence, a line each",
    reporter: |_| Box::new(JsonLines),
};

struct JsonLines;

impl Reporter for JsonLines {
    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for record in wire::records(file) {
            one_line::write(out, &record)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, with_fix};
    use super::super::{Reported, View, find, write};
    use crate::finding::{Applicability, Finding};

    const KEYS: &str = "path part rule severity message start end line column end_line end_column text language entry candidates \
        preferred cause convention tier group suggestions fix related issue_type mqm fingerprint pattern";

    fn print(text: &str, findings: &[Finding]) -> String {
        let view = View::default();
        let mut out = Vec::new();
        let files = [Reported {
            path: "wire/a.txt",
            text,
            findings,
        }];
        write(find("jsonl").expect("registered"), &view, &files, &mut out)
            .expect("writing to memory");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    /// Keys of the outermost object in the order they were written.
    fn keys(line: &str) -> Vec<String> {
        let (mut depth, mut keys, mut rest) = (0_i32, Vec::new(), line);
        while let Some(at) = rest.find(['{', '[', '}', ']', '"']) {
            let mark = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match mark {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {
                    let end = rest
                        .find('"')
                        .expect("strings end; the sample holds no quotes");
                    if depth == 1 && rest[end + 1..].starts_with(':') {
                        keys.push(rest[..end].to_owned());
                    }
                    rest = &rest[end + 1..];
                }
            }
        }
        keys
    }

    #[test]
    fn every_key_is_there_in_order() {
        let text = "Sergej Rjabkow told";
        for found in [
            finding(text, "Rjabkow"),
            with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov"),
        ] {
            let line = print(text, &[found]);
            assert_eq!(
                keys(&line).join(" "),
                KEYS.split_whitespace().collect::<Vec<_>>().join(" "),
                "{line}"
            );
        }
    }

    #[test]
    fn two_suggestions_leave_no_fix() {
        let text = "Rjabkow";
        let mut found = with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov");
        found.suggestions.push("Riabkov".to_owned());
        let value: serde_json::Value =
            serde_json::from_str(&print(text, &[found])).expect("one line of JSON");
        assert!(value["fix"].is_null());
        assert_eq!(value["suggestions"].as_array().map(Vec::len), Some(2));
    }
}

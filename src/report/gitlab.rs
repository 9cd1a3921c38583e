//! Code Quality of GitLab: findings in the widget of a merge request and beside the changed lines.

use std::io::{self, Write};

use serde::Serialize;

use super::path::plain_path;
use super::resolve::{ResolvedFile, ResolvedFinding};
use super::sentence::sentence;
use super::{Format, Reporter, Totals, one_line};
use crate::finding::{Fingerprint, Severity};

pub(super) const FORMAT: Format = Format {
    name: "gitlab",
    summary: "Code Quality report for GitLab",
    reporter: |_| Box::new(GitLab { started: false }),
};

struct GitLab {
    started: bool,
}

#[derive(Serialize)]
struct Record<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Reporter for GitLab {
    fn begin(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for resolved in &file.findings {
            out.write_all(if self.started { b",\n" } else { b"\n" })?;
            self.started = true;
            one_line::write(out, &record(plain_path(file.path), resolved))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(if self.started { b"\n]\n" } else { b"]\n" })
    }
}

fn record<'a>(path: &'a str, resolved: &ResolvedFinding<'_>) -> Record<'a> {
    let finding = resolved.finding;
    // GitLab shows one finding of a fingerprint, and two files may hold the same sentence.
    let fingerprint = Fingerprint::new(&[path, &finding.fingerprint.to_hex()], 0);
    Record {
        description: sentence(resolved),
        check_name: finding.rule.name,
        fingerprint: fingerprint.to_hex(),
        severity: match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        location: Location {
            path,
            lines: Lines {
                begin: resolved.start.line,
                end: resolved.end.line,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, print};
    use serde_json::Value;

    #[test]
    fn the_same_sentence_in_two_files_is_two_findings() {
        let text = "eins\nRjabkow";
        let of = |path| -> Value {
            serde_json::from_str(&print("gitlab", path, text, &[finding(text, "Rjabkow")]))
                .expect("valid JSON")
        };
        let (one, two) = (of("./a.txt"), of("b.txt"));
        assert_eq!(one[0]["location"]["path"], "a.txt");
        assert_eq!(one[0]["location"]["lines"]["begin"], 2);
        assert_eq!(one[0]["severity"], "major");
        assert_eq!(one[0]["check_name"], "name-variant");
        assert_ne!(one[0]["fingerprint"], two[0]["fingerprint"]);
        assert_eq!(print("gitlab", "a.txt", text, &[]), "[]\n");
    }
}

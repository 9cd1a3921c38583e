//! One JSON document with a summary and the same records as `jsonl`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::resolve::ResolvedFile;
use super::{Format, Reporter, Stats, Totals, wire};

pub(super) const FORMAT: Format = Format {
    name: "json",
    summary: "one JSON document with a summary",
    reporter: |view| {
        Box::new(Json {
            started: false,
            stats: view.stats.clone(),
        })
    },
};

struct Json {
    started: bool,
    stats: Option<Stats>,
}

#[derive(Serialize)]
struct Summary<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    safe_fixes: usize,
    unsafe_fixes: usize,
    rules: &'a BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats: Option<&'a Stats>,
}

impl Reporter for Json {
    fn begin(&mut self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        let summary = Summary {
            errors: totals.errors,
            warnings: totals.warnings,
            infos: totals.infos,
            safe_fixes: totals.safe_fixes,
            unsafe_fixes: totals.unsafe_fixes,
            rules: &totals.rules,
            stats: self.stats.as_ref(),
        };
        write!(
            out,
            "{{\"version\":1,\"files\":{},\"summary\":",
            totals.files
        )?;
        serde_json::to_writer(&mut *out, &summary)?;
        out.write_all(b",\"findings\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for record in wire::records(file) {
            out.write_all(if self.started { b",\n" } else { b"\n" })?;
            self.started = true;
            serde_json::to_writer(&mut *out, &record)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(if self.started { b"\n]}\n" } else { b"]}\n" })
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::finding;
    use super::super::{Reported, View, find, write};

    #[test]
    fn the_document_is_valid_with_and_without_findings() {
        let view = View::default();
        let text = "Rjabkow met Riabkov";
        let some = [finding(text, "Rjabkow"), finding(text, "Riabkov")];
        for findings in [&some[..], &[]] {
            let mut out = Vec::new();
            let files = [
                Reported {
                    path: "a.txt",
                    text,
                    findings,
                },
                Reported {
                    path: "b.txt",
                    text,
                    findings,
                },
            ];
            write(find("json").expect("registered"), &view, &files, &mut out)
                .expect("writing to memory");
            let value: serde_json::Value = serde_json::from_slice(&out).expect("valid JSON");
            assert_eq!(value["version"], 1);
            assert_eq!(value["files"], 2);
            assert_eq!(
                value["findings"].as_array().map(Vec::len),
                Some(2 * findings.len())
            );
            assert_eq!(value["summary"]["warnings"], 2 * findings.len());
        }
    }
}

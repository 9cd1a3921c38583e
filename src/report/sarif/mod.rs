//! SARIF 2.1.0: what code scanning, dashboards and editors read. One run; rules that have results, sorted; results by path and place.
//!
//! Columns are code points, so that lines and columns mean the same in every encoding; byte offsets, which would be those of the
//! decoded text, are left out. A fix that is only a hint is no `fix` here, because tools apply those. Results that are known and
//! accepted are kept, with their suppression.

mod result;
mod rule;

use std::io::{self, Write};

use super::one_line;
use super::resolve::ResolvedFile;
use super::{Format, Reporter, Totals};
use crate::finding::Severity;

pub(super) const FORMAT: Format = Format {
    name: "sarif",
    summary: "SARIF 2.1.0, for code scanning and dashboards",
    reporter: |_| {
        Box::new(Sarif {
            rules: Vec::new(),
            started: false,
        })
    },
};

/// The schema of the standard; readers tell the version by it.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct Sarif {
    /// Names of the rules in the order of the file.
    rules: Vec<&'static str>,
    started: bool,
}

impl Reporter for Sarif {
    fn begin(&mut self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        let version = env!("CARGO_PKG_VERSION");
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{{\"name\":\"exonym\",\
             \"version\":\"{version}\",\"semanticVersion\":\"{version}\",\"rules\":["
        )?;
        for (at, rule) in totals.speaking.values().enumerate() {
            self.rules.push(rule.name);
            out.write_all(if at > 0 { b",\n" } else { b"\n" })?;
            one_line::write(out, &rule::descriptor(rule))?;
        }
        out.write_all(
            b"]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"originalUriBaseIds\":{\"SRCROOT\":{\"description\":{\"text\":\
              \"The folder that exonym was run in.\"}}},\n\"results\":[",
        )
    }

    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for resolved in &file.findings {
            out.write_all(if self.started { b",\n" } else { b"\n" })?;
            self.started = true;
            let rule = self.rules.binary_search(&resolved.finding.rule.name).ok();
            one_line::write(out, &result::result(file, resolved, rule))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        out.write_all(if self.started { b"\n]}]}\n" } else { b"]}]}\n" })
    }

    fn wants_suppressed(&self) -> bool {
        true
    }
}

/// The word of SARIF for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A text in the wrapping that SARIF gives every text.
#[derive(serde::Serialize)]
struct Text<T> {
    text: T,
}

#[cfg(test)]
mod tests;

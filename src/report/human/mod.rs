//! Findings as a person reads them: one row for an entry and form, warnings first, then doubts in a line each, then the sum.
//!
//! Rows are joined within a file and across the files of a run, so nothing is printed before the last file is in.

mod excerpt;
mod kind;
mod layout;
mod palette;
mod row;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::resolve::{ResolvedFile, ResolvedFinding};
use super::{Format, Reporter, Totals, View};
use crate::finding::Severity;
pub(crate) use layout::{cut, display_width, pad};
pub(crate) use palette::Palette;
use row::Row;

pub(super) const FORMAT: Format = Format {
    name: "human",
    summary: "for people: lines, carets and reasons",
    reporter,
};

/// What makes two findings one row, as `Finding::same_row` has it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rule: &'static str,
    severity: Severity,
    entry: Option<String>,
    preferred: Option<String>,
    text: String,
}

struct Human {
    view: View,
    palette: Palette,
    rows: Vec<Row>,
    by_key: BTreeMap<Key, usize>,
}

fn reporter(view: &View) -> Box<dyn Reporter> {
    let palette = if view.color {
        Palette::colored()
    } else {
        Palette::plain()
    };
    Box::new(Human {
        view: view.clone(),
        palette,
        rows: Vec::new(),
        by_key: BTreeMap::new(),
    })
}

impl Reporter for Human {
    fn file(&mut self, _out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for resolved in &file.findings {
            let key = key(resolved);
            if let Some(row) = self.by_key.get(&key).and_then(|&at| self.rows.get_mut(at)) {
                row.add(file.path, resolved);
            } else {
                self.by_key.insert(key, self.rows.len());
                self.rows
                    .push(Row::new(file.path, resolved, self.view.width));
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        let stats = self.view.stats.as_ref();
        // Who asks for numbers and for quiet wants the numbers.
        if let Some(stats) = stats.filter(|_| self.view.quiet) {
            return stats.write(out);
        }
        let (infos, blocks): (Vec<&Row>, Vec<&Row>) = self
            .rows
            .iter()
            .partition(|row| row.severity == Severity::Info);
        let mut explained = std::collections::BTreeSet::new();
        for row in &blocks {
            // The pointer to the manual helps once; on every row it would be noise.
            let explain = explained.insert(row.topic.clone());
            row.block(out, &self.palette, self.view.width, explain)?;
            writeln!(out)?;
        }
        for row in &infos {
            row.line(out, &self.palette)?;
        }
        if !infos.is_empty() {
            writeln!(out)?;
        }
        self.summary(out, totals)?;
        if let Some(stats) = stats {
            writeln!(out)?;
            stats.write(out)?;
        }
        Ok(())
    }
}

impl Human {
    fn summary(&self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        let (dim, bold) = (self.palette.dim, self.palette.bold);
        let files = count(totals.files, "file", "files");
        if self.view.quiet {
            return Ok(());
        }
        let suppressed = match totals.suppressed {
            0 => String::new(),
            n => format!(" · {n} suppressed"),
        };
        if totals.findings() == 0 {
            // A pipe gets silence: no news is the answer that scripts expect.
            if self.view.terminal {
                writeln!(out, "{dim} {files}, nothing to report{suppressed}{dim:#}")?;
                self.notes(out)?;
            }
            return Ok(());
        }
        let kinds = kind::sum(self.rows.iter().map(|row| row.rule));
        let kinds = kinds
            .iter()
            .map(|(kind, n)| count(*n, kind.one, kind.many))
            .collect::<Vec<_>>()
            .join(", ");
        let fixes = count(totals.safe_fixes, "safe fix", "safe fixes");
        let fixes = if totals.safe_fixes > 0 {
            format!(" · {fixes}")
        } else {
            String::new()
        };
        let fixes = suppressed + &fixes;
        write!(out, " {bold}{files}{bold:#} · {kinds}{fixes}")?;
        if let Some(command) = self
            .view
            .fix_command
            .as_ref()
            .filter(|_| totals.safe_fixes > 0)
        {
            // The command stays whole, so that it can be copied.
            let used = display_width(&files) + display_width(&kinds) + display_width(&fixes) + 6;
            let space = if used + display_width(command) > self.view.width {
                "\n "
            } else {
                " "
            };
            write!(out, ":{space}{bold}{command}{bold:#}")?;
        }
        writeln!(out)?;
        self.notes(out)
    }

    fn notes(&self, out: &mut dyn Write) -> io::Result<()> {
        let dim = self.palette.dim;
        for note in &self.view.notes {
            writeln!(out, " {dim}{note}{dim:#}")?;
        }
        Ok(())
    }
}

fn key(resolved: &ResolvedFinding<'_>) -> Key {
    let finding = resolved.finding;
    Key {
        rule: finding.rule.name,
        severity: finding.severity,
        entry: finding.entry.clone(),
        preferred: finding.preferred.clone(),
        text: finding.shown().to_owned(),
    }
}

/// `1 file`, `2 files`.
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests;

//! What a run found in numbers: by rule, by entry, and for so many words.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Reported;
use super::human::{cut, display_width, pad};
use super::printable::isolated;
use super::resolve::offered_fix;
use crate::finding::{Applicability, Finding};

/// Entries that are listed before the rest is only counted.
const ENTRIES: usize = 20;
/// Forms of an entry that are listed.
const FORMS: usize = 3;

/// Numbers of one run. These are wire types too: the JSON report holds them as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Stats {
    files: usize,
    words: usize,
    findings: usize,
    findings_per_10000_words: f64,
    rules: Vec<RuleNumbers>,
    entries: Vec<EntryNumbers>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct RuleNumbers {
    rule: &'static str,
    findings: usize,
    safe_fixes: usize,
    files: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct EntryNumbers {
    entry: String,
    findings: usize,
    files: usize,
    forms: Vec<FormNumbers>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct FormNumbers {
    form: String,
    findings: usize,
}

/// What is counted about one thing while files go by.
#[derive(Default)]
struct Counter<'a> {
    findings: usize,
    safe_fixes: usize,
    files: BTreeSet<&'a str>,
    forms: BTreeMap<&'a str, usize>,
}

impl<'a> Counter<'a> {
    fn add(&mut self, path: &'a str, finding: &'a Finding) {
        self.findings += 1;
        let safe = offered_fix(finding).is_some_and(|fix| fix.applicability == Applicability::Safe);
        self.safe_fixes += usize::from(safe);
        self.files.insert(path);
        *self.forms.entry(finding.shown()).or_default() += 1;
    }
}

impl Stats {
    /// Counts what is neither known nor accepted.
    pub(crate) fn of(files: &[Reported<'_>]) -> Self {
        let mut rules: BTreeMap<&'static str, Counter<'_>> = BTreeMap::new();
        let mut entries: BTreeMap<&str, Counter<'_>> = BTreeMap::new();
        for file in files {
            for finding in file.findings.iter().filter(|it| it.suppression.is_none()) {
                rules
                    .entry(finding.rule.name)
                    .or_default()
                    .add(file.path, finding);
                if let Some(entry) = &finding.entry {
                    entries.entry(entry).or_default().add(file.path, finding);
                }
            }
        }
        let words = files.iter().map(|file| words(file.text)).sum();
        let findings = rules.values().map(|it| it.findings).sum();
        Self {
            files: files.len(),
            words,
            findings,
            findings_per_10000_words: per_10000(findings, words),
            rules: by_number(rules.into_iter().map(rule_numbers), |it| it.findings),
            entries: by_number(entries.into_iter().map(entry_numbers), |it| it.findings),
        }
    }

    /// Tables for people.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.rules.is_empty() {
            let head = ["rule", "findings", "safe fixes", "files"].map(str::to_owned);
            let row = |it: &RuleNumbers| {
                [
                    it.rule.to_owned(),
                    grouped(it.findings),
                    grouped(it.safe_fixes),
                    grouped(it.files),
                ]
            };
            table(out, head, self.rules.iter().map(row).collect())?;
        }
        if !self.entries.is_empty() {
            let head = ["entry", "findings", "files", "forms"].map(str::to_owned);
            let row = |it: &EntryNumbers| {
                [
                    it.entry.clone(),
                    grouped(it.findings),
                    grouped(it.files),
                    forms(&it.forms),
                ]
            };
            table(
                out,
                head,
                self.entries.iter().take(ENTRIES).map(row).collect(),
            )?;
            if self.entries.len() > ENTRIES {
                writeln!(
                    out,
                    " and {} more entries; --format json has all\n",
                    self.entries.len() - ENTRIES
                )?;
            }
        }
        writeln!(
            out,
            " {} words in {} · {} findings · {:.1} for 10,000 words",
            grouped(self.words),
            super::totals::count(self.files, "file"),
            grouped(self.findings),
            self.findings_per_10000_words
        )
    }
}

fn rule_numbers((rule, counter): (&'static str, Counter<'_>)) -> RuleNumbers {
    RuleNumbers {
        rule,
        findings: counter.findings,
        safe_fixes: counter.safe_fixes,
        files: counter.files.len(),
    }
}

fn entry_numbers((entry, counter): (&str, Counter<'_>)) -> EntryNumbers {
    let form = |(form, findings): (&str, usize)| FormNumbers {
        form: form.to_owned(),
        findings,
    };
    EntryNumbers {
        entry: entry.to_owned(),
        findings: counter.findings,
        files: counter.files.len(),
        forms: by_number(counter.forms.into_iter().map(form), |it| it.findings),
    }
}

/// The most first; what is equal stays in the order of the alphabet.
fn by_number<T>(items: impl Iterator<Item = T>, number: impl Fn(&T) -> usize) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_by_key(|item| std::cmp::Reverse(number(item)));
    items
}

/// Words by the rules of Unicode; a Chinese character is one.
fn words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Rounded, so that it reads the same everywhere.
fn per_10000(findings: usize, words: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a rate with two decimals")]
    let rate = findings as f64 * 10_000.0 / words.max(1) as f64;
    (rate * 100.0).round() / 100.0
}

fn forms(forms: &[FormNumbers]) -> String {
    let shown = |it: &FormNumbers| {
        let form = isolated(&it.form);
        format!("{} ×{}", cut(&form, 30), it.findings)
    };
    let mut text = forms
        .iter()
        .take(FORMS)
        .map(shown)
        .collect::<Vec<_>>()
        .join(", ");
    if forms.len() > FORMS {
        text.push_str(&format!(" and {} more", forms.len() - FORMS));
    }
    text
}

/// Digits in groups of three, as an English text has them.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Columns of equal width, numbers to the right, with an empty line below.
fn table(out: &mut dyn Write, head: [String; 4], rows: Vec<[String; 4]>) -> io::Result<()> {
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    let mut widths = [0; 4];
    for (width, column) in widths.iter_mut().zip(0..) {
        let cells = rows.iter().filter_map(|row| row.get::<usize>(column));
        *width = cells.map(|cell| display_width(cell)).max().unwrap_or(0);
    }
    let numbers = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b',');
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let to_the_right = column > 0
                && rows
                    .iter()
                    .skip(1)
                    .all(|row| row.get(column).is_some_and(|cell| numbers(cell)));
            line.push_str(if column == 0 { " " } else { "  " });
            if to_the_right {
                line.extend(std::iter::repeat_n(
                    ' ',
                    width.saturating_sub(display_width(cell)),
                ));
                line.push_str(cell);
            } else {
                line.push_str(&pad(cell, width));
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, with_fix};
    use super::*;
    use crate::finding::Suppression;

    #[test]
    fn numbers_by_rule_and_entry() {
        let text = "Rjabkow, Riabkov and 外交部 met Rjabkow.";
        let mut first = with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov");
        first.entry = Some("sergei-ryabkov".to_owned());
        let mut other = finding(text, "Riabkov");
        other.entry.clone_from(&first.entry);
        let mut known = first.clone();
        known.suppression = Some(Suppression {
            kind: crate::finding::SuppressionKind::InSource,
            reason: None,
        });
        let findings = [first.clone(), other, first, known];
        let stats = Stats::of(&[Reported {
            path: "a.txt",
            text,
            findings: &findings,
        }]);
        let mut out = Vec::new();
        stats.write(&mut out).expect("memory");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            " rule          findings  safe fixes  files\n \
              name-variant         3           2      1\n\n \
              entry           findings  files  forms\n \
              sergei-ryabkov         3      1  Rjabkow ×2, Riabkov ×1\n\n \
              8 words in 1 file · 3 findings · 3750.0 for 10,000 words\n"
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}

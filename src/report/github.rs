//! Workflow commands of GitHub Actions: findings as annotations on the lines of a pull request.
//!
//! GitHub shows ten annotations of a level for a step and drops the others, so the gravest come first, and of each form of a name
//! its first place before its repetitions. The log of the step has all.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use super::path::plain_path;
use super::printable::plain;
use super::resolve::{ResolvedFile, ResolvedFinding};
use super::sentence::sentence;
use super::{Format, Reporter, Totals};
use crate::finding::Severity;

/// Annotations of a level that GitHub shows for one step.
const SHOWN: usize = 10;

pub(super) const FORMAT: Format = Format {
    name: "github",
    summary: "annotations for GitHub Actions",
    reporter: |view| {
        Box::new(GitHub {
            quiet: view.quiet,
            notes: view.notes.clone(),
            commands: Vec::new(),
            seen: BTreeSet::new(),
        })
    },
};

struct GitHub {
    quiet: bool,
    notes: Vec<String>,
    /// Level, whether the same form was annotated before, and the command. Files come sorted, and sorting keeps their order.
    commands: Vec<(Severity, bool, String)>,
    seen: BTreeSet<(&'static str, String)>,
}

impl Reporter for GitHub {
    fn file(&mut self, _out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        for resolved in &file.findings {
            let finding = resolved.finding;
            let again = !self.seen.insert((finding.rule.name, finding.text.clone()));
            self.commands
                .push((finding.severity, again, command(file.path, resolved)));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, totals: &Totals) -> io::Result<()> {
        self.commands
            .sort_by_key(|(severity, again, _)| (std::cmp::Reverse(*severity), *again));
        for (_, _, command) in &self.commands {
            out.write_all(command.as_bytes())?;
        }
        if self.quiet {
            return Ok(());
        }
        writeln!(out, "exonym: {}", totals.sentence())?;
        for note in &self.notes {
            writeln!(out, "{note}")?;
        }
        let most = totals.errors.max(totals.warnings).max(totals.infos);
        if most > SHOWN {
            writeln!(
                out,
                "GitHub shows {SHOWN} annotations of a level for a step; all of them are in this log."
            )?;
        }
        Ok(())
    }
}

fn command(path: &str, resolved: &ResolvedFinding<'_>) -> String {
    let finding = resolved.finding;
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (resolved.start, resolved.end);
    // Text that came through a pipe has no file to be annotated.
    let place = if path == "-" {
        String::new()
    } else if start.line == end.line {
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(path),
            start.line,
            start.column,
            end.line,
            end.column
        )
    } else {
        // Columns are refused where an annotation spans lines.
        let file = property(path);
        format!("file={file},line={},endLine={},", start.line, end.line)
    };
    let title = property(finding.rule.name);
    // What the log shows as plain text must stand in the message when there is no place.
    let message = if path == "-" {
        format!("{}:{}: {}", start.line, start.column, sentence(resolved))
    } else {
        sentence(resolved)
    };
    format!("::{level} {place}title={title}::{}\n", data(&message))
}

/// A path as GitHub compares it with the files of the repository.
fn property(text: &str) -> String {
    data(plain_path(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

/// The escapes of `@actions/core`. Other hidden characters are spelled out, because the log is read in a terminal too.
fn data(text: &str) -> String {
    let escaped: Cow<'_, str> = if text.contains(['%', '\r', '\n']) {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
            .into()
    } else {
        text.into()
    };
    plain(&escaped).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, print, with_fix};
    use crate::finding::{Applicability, Severity};

    #[test]
    fn a_command_is_escaped_as_the_runner_reads_it() {
        let text = "100 % Rjabkow";
        let mut found = finding(text, "Rjabkow");
        found.message = "100 %, or: not".to_owned();
        assert_eq!(
            print("github", "./wire/a,b: 50%\n.txt", text, &[found]),
            "::warning file=wire/a%2Cb%3A 50%25%0A.txt,line=1,col=7,endLine=1,endColumn=14,title=name-variant\
             ::Rjabkow: 100 %25, or: not\nexonym: 1 warning in 1 file\n"
        );
    }

    #[test]
    fn over_two_lines_there_are_no_columns() {
        let text = "Sergej\nRjabkow";
        let out = print("github", "a.txt", text, &[finding(text, text)]);
        assert!(
            out.starts_with(
                "::warning file=a.txt,line=1,endLine=2,title=name-variant::Sergej Rjabkow: "
            ),
            "{out}"
        );
    }

    #[test]
    fn the_gravest_come_first_and_repetitions_last() {
        let text = "Rjabkow Rjabkow Riabkov Schoigu";
        let mut second = finding(text, "Rjabkow");
        second.span = crate::text::span::Span::new(8, 15);
        let mut grave = finding(text, "Schoigu");
        grave.severity = Severity::Error;
        let other = with_fix(finding(text, "Riabkov"), Applicability::Safe, "Ryabkov");
        let findings = [finding(text, "Rjabkow"), second, other, grave];
        let out = print("github", "-", text, &findings);
        let columns: Vec<_> = out
            .lines()
            .filter_map(|line| line.split("::1:").nth(1)?.split(':').next())
            .collect();
        assert_eq!(columns, ["25", "1", "17", "9"], "{out}");
        assert!(
            out.starts_with("::error title=name-variant::1:25: Schoigu: "),
            "{out}"
        );
    }

    #[test]
    fn without_findings_the_sum_is_all() {
        assert_eq!(
            print("github", "a.txt", "text", &[]),
            "exonym: nothing to report in 1 file\n"
        );
    }
}

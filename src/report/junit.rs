//! JUnit XML: a suite a file, a test case a rule that has something to say about it, so that GitLab, Jenkins and others show checks
//! like tests.
//!
//! A case fails when a finding reaches the level that fails the run; findings below it are its output. A file without findings is a
//! suite with one case that passes. Names carry no line numbers, so that a case is the same one in the next run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::path::plain_path;
use super::resolve::{ResolvedFile, ResolvedFinding};
use super::sentence::sentence;
use super::xml::{Xml, element};
use super::{Format, Reporter, Totals};
use crate::finding::Severity;

pub(super) const FORMAT: Format = Format {
    name: "junit",
    summary: "JUnit XML, for CI that shows tests",
    reporter: |view| {
        Box::new(JUnit {
            fails: view.fails,
            suites: Vec::new(),
            tests: 0,
            failures: 0,
        })
    },
};

struct JUnit {
    fails: Option<Severity>,
    /// Suites that are written already: their numbers stand in front of them.
    suites: Vec<u8>,
    tests: usize,
    failures: usize,
}

impl Reporter for JUnit {
    fn file(&mut self, _out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        let mut rules: BTreeMap<&str, Vec<&ResolvedFinding<'_>>> = BTreeMap::new();
        for resolved in &file.findings {
            rules
                .entry(resolved.finding.rule.name)
                .or_default()
                .push(resolved);
        }
        let fails = |found: &[&ResolvedFinding<'_>]| {
            found
                .iter()
                .any(|it| self.fails.is_some_and(|level| it.finding.severity >= level))
        };
        let failures = rules.values().filter(|found| fails(found)).count();
        self.tests += rules.len();
        self.failures += failures;
        let path = plain_path(file.path);
        let mut xml = Xml::new(&mut self.suites);
        xml.open(
            1,
            suite(path, &rules.len().to_string(), &failures.to_string()),
        )?;
        for (rule, found) in &rules {
            let case = element(
                "testcase",
                &[
                    ("name", rule),
                    ("classname", path),
                    ("file", path),
                    ("time", "0"),
                ],
            );
            xml.open(2, case)?;
            let lines = lines(path, found);
            let failed = self
                .fails
                .is_some_and(|level| found.iter().any(|it| it.finding.severity >= level));
            if failed {
                let worst = found.iter().map(|it| it.finding.severity).max();
                let kind = worst.unwrap_or(Severity::Info).as_str();
                let message = message(found);
                let failure = element("failure", &[("message", &message), ("type", kind)]);
                xml.text(3, failure, &lines)?;
            } else {
                xml.text(3, element("system-out", &[]), &lines)?;
            }
            xml.close(2, "testcase")?;
        }
        xml.close(1, "testsuite")
    }

    fn clean(&mut self, _out: &mut dyn Write, path: &str) -> io::Result<()> {
        self.tests += 1;
        let path = plain_path(path);
        let mut xml = Xml::new(&mut self.suites);
        xml.open(1, suite(path, "1", "0"))?;
        let case = [
            ("name", "exonym"),
            ("classname", path),
            ("file", path),
            ("time", "0"),
        ];
        xml.empty(2, element("testcase", &case))?;
        xml.close(1, "testsuite")
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        let (tests, failures) = (self.tests.to_string(), self.failures.to_string());
        let mut xml = Xml::new(out);
        xml.declaration()?;
        let numbers = [
            ("name", "exonym"),
            ("tests", &tests),
            ("failures", &failures),
            ("errors", "0"),
            ("time", "0"),
        ];
        xml.open(0, element("testsuites", &numbers))?;
        xml.raw(&self.suites)?;
        xml.close(0, "testsuites")
    }
}

fn suite(path: &str, tests: &str, failures: &str) -> quick_xml::events::BytesStart<'static> {
    let numbers = [
        ("name", path),
        ("tests", tests),
        ("failures", failures),
        ("errors", "0"),
        ("skipped", "0"),
        ("time", "0"),
    ];
    element("testsuite", &numbers)
}

/// The first finding, and how many there are besides.
fn message(found: &[&ResolvedFinding<'_>]) -> String {
    let first = found.first().map(|it| sentence(it)).unwrap_or_default();
    match found.len() {
        0 | 1 => first,
        n => format!("{first} (and {} more)", n - 1),
    }
}

/// Every finding with its place, a line each.
fn lines(path: &str, found: &[&ResolvedFinding<'_>]) -> String {
    let line = |it: &&ResolvedFinding<'_>| {
        let (start, severity) = (it.start, it.finding.severity.as_str());
        format!(
            "{path}:{}:{}: {severity}: {}\n",
            start.line,
            start.column,
            sentence(it)
        )
    };
    found.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::finding;
    use super::super::{Reported, View, find, write};
    use crate::finding::Severity;

    #[test]
    fn rules_are_cases_and_files_without_findings_pass() {
        let text = "Rjabkow\nRiabkov";
        let findings = [finding(text, "Rjabkow"), finding(text, "Riabkov")];
        let files = [
            Reported {
                path: "./a & b.txt",
                text,
                findings: &findings,
            },
            Reported {
                path: "clean.txt",
                text,
                findings: &[],
            },
        ];
        let of = |fails| {
            let view = View {
                fails,
                ..View::default()
            };
            let mut out = Vec::new();
            write(find("junit").expect("registered"), &view, &files, &mut out).expect("memory");
            String::from_utf8(out).expect("text")
        };
        let lines = "a &amp; b.txt:1:1: warning: Rjabkow: German transcription of Рябков; the text is English\n\
            a &amp; b.txt:2:1: warning: Riabkov: German transcription of Рябков; the text is English\n";
        assert_eq!(
            of(Some(Severity::Warning)),
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <testsuites name=\"exonym\" tests=\"2\" failures=\"1\" errors=\"0\" time=\"0\">\n  \
                   <testsuite name=\"a &amp; b.txt\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">\n    \
                     <testcase name=\"name-variant\" classname=\"a &amp; b.txt\" file=\"a &amp; b.txt\" time=\"0\">\n      \
                       <failure message=\"Rjabkow: German transcription of Рябков; the text is English (and 1 more)\" \
                       type=\"warning\">{lines}</failure>\n    \
                     </testcase>\n  \
                   </testsuite>\n  \
                   <testsuite name=\"clean.txt\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n    \
                     <testcase name=\"exonym\" classname=\"clean.txt\" file=\"clean.txt\" time=\"0\"/>\n  \
                   </testsuite>\n\
                 </testsuites>\n"
            )
        );
        let passes = of(None);
        assert!(passes.contains("failures=\"0\""), "{passes}");
        assert!(
            passes.contains(&format!("<system-out>{lines}</system-out>")),
            "{passes}"
        );
    }
}

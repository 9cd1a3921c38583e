//! One line an occurrence, `path:line:column: severity[rule] sentence`: for `grep`, and for editors that jump to places.

use std::io::{self, Write};

use super::printable::plain;
use super::resolve::ResolvedFile;
use super::sentence::sentence;
use super::{Format, Reporter};

pub(super) const FORMAT: Format = Format {
    name: "concise",
    summary: "one line an occurrence, for grep and editors",
    reporter: |_| Box::new(Concise),
};

struct Concise;

impl Reporter for Concise {
    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        let path = plain(file.path);
        for resolved in &file.findings {
            let finding = resolved.finding;
            writeln!(
                out,
                "{path}:{}:{}: {}[{}] {}",
                resolved.start.line,
                resolved.start.column,
                finding.severity.as_str(),
                finding.rule.name,
                sentence(resolved)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, print, with_fix};
    use crate::finding::Applicability;

    #[test]
    fn every_finding_is_one_line_that_can_be_jumped_to() {
        let text = "eins\nSergej Rjabkow\tand Riabkov\n";
        let findings = [
            with_fix(
                finding(text, "Sergej Rjabkow"),
                Applicability::Safe,
                "Sergei Ryabkov",
            ),
            finding(text, "Rjabkow\tand"),
        ];
        assert_eq!(
            print("concise", "wire/день 1\n.txt", text, &findings),
            "wire/день 1 .txt:2:1: warning[name-variant] Sergej Rjabkow: German transcription of Рябков; the text is English \
             → Sergei Ryabkov\n\
             wire/день 1 .txt:2:8: warning[name-variant] Rjabkow and: German transcription of Рябков; the text is English\n"
        );
    }
}

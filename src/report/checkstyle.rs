//! Checkstyle XML, which Jenkins, reviewdog and many dashboards read.

use std::io::{self, Write};

use super::resolve::ResolvedFile;
use super::sentence::sentence;
use super::xml::{Xml, element};
use super::{Format, Reporter, Totals};

pub(super) const FORMAT: Format = Format {
    name: "checkstyle",
    summary: "Checkstyle XML, for Jenkins, reviewdog and dashboards",
    reporter: |_| Box::new(Checkstyle),
};

struct Checkstyle;

impl Reporter for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        let mut xml = Xml::new(out);
        xml.declaration()?;
        // The version of the format, not of this program.
        xml.open(0, element("checkstyle", &[("version", "4.3")]))
    }

    fn file(&mut self, out: &mut dyn Write, file: &ResolvedFile<'_>) -> io::Result<()> {
        let mut xml = Xml::new(out);
        xml.open(1, element("file", &[("name", file.path)]))?;
        for resolved in &file.findings {
            let finding = resolved.finding;
            let attributes = [
                ("line", resolved.start.line.to_string()),
                ("column", resolved.start.column.to_string()),
                ("severity", finding.severity.as_str().to_owned()),
                ("message", sentence(resolved)),
                ("source", format!("exonym.{}", finding.rule.name)),
            ];
            let attributes = attributes
                .each_ref()
                .map(|(key, value)| (*key, value.as_str()));
            xml.empty(2, element("error", &attributes))?;
        }
        xml.close(1, "file")
    }

    fn finish(&mut self, out: &mut dyn Write, _totals: &Totals) -> io::Result<()> {
        Xml::new(out).close(0, "checkstyle")
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{finding, print};

    #[test]
    fn the_whole_document() {
        let text = "a <b> Rjabkow";
        assert_eq!(
            print(
                "checkstyle",
                "wire/a&\"b\".txt",
                text,
                &[finding(text, "Rjabkow")]
            ),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <checkstyle version=\"4.3\">\n  \
               <file name=\"wire/a&amp;&quot;b&quot;.txt\">\n    \
                 <error line=\"1\" column=\"7\" severity=\"warning\" message=\"Rjabkow: German transcription of Рябков; \
                 the text is English\" source=\"exonym.name-variant\"/>\n  \
               </file>\n\
             </checkstyle>\n"
        );
    }

    #[test]
    fn without_findings_it_is_a_document_still() {
        assert_eq!(
            print("checkstyle", "a.txt", "text", &[]),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n"
        );
    }
}

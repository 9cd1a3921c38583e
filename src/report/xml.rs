//! XML that every parser reads: escaped, and without the characters that XML 1.0 forbids.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

/// Writes elements, each on a line of its own.
pub(super) struct Xml<'a> {
    writer: Writer<&'a mut dyn Write>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            writer: Writer::new(out),
        }
    }

    /// The first line of every document.
    pub(super) fn declaration(&mut self) -> io::Result<()> {
        self.writer
            .get_mut()
            .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    pub(super) fn open(&mut self, depth: usize, start: BytesStart<'_>) -> io::Result<()> {
        self.line(depth, Event::Start(start))
    }

    pub(super) fn empty(&mut self, depth: usize, start: BytesStart<'_>) -> io::Result<()> {
        self.line(depth, Event::Empty(start))
    }

    pub(super) fn close(&mut self, depth: usize, name: &str) -> io::Result<()> {
        self.line(depth, Event::End(BytesEnd::new(name)))
    }

    /// An element that holds nothing but text.
    pub(super) fn text(
        &mut self,
        depth: usize,
        start: BytesStart<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.indent(depth)?;
        let end = start.to_end().into_owned();
        self.writer.write_event(Event::Start(start))?;
        let text = allowed(text);
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.writer.write_event(Event::End(end))?;
        self.writer.get_mut().write_all(b"\n")
    }

    /// Lines that were written before.
    pub(super) fn raw(&mut self, lines: &[u8]) -> io::Result<()> {
        self.writer.get_mut().write_all(lines)
    }

    fn line(&mut self, depth: usize, event: Event<'_>) -> io::Result<()> {
        self.indent(depth)?;
        self.writer.write_event(event)?;
        self.writer.get_mut().write_all(b"\n")
    }

    fn indent(&mut self, depth: usize) -> io::Result<()> {
        write!(self.writer.get_mut(), "{:1$}", "", depth * 2)
    }
}

/// The start of an element with these attributes.
pub(super) fn element(name: &'static str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
    let mut start = BytesStart::new(name);
    for &(key, value) in attributes {
        start.push_attribute((key, allowed(value)));
    }
    start
}

/// Text with a replacement character for each character that no XML document may hold, not even escaped.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) {
        text.replace(forbidden, "\u{fffd}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::XmlVersion;
    use quick_xml::events::Event;
    use quick_xml::reader::Reader;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in "[\\x00-\\x7f\u{80}-\u{a0}\u{2028}\u{fffe}\u{ffff}Я漢]*") {
            let mut out = Vec::new();
            let mut xml = Xml::new(&mut out);
            xml.declaration().expect("memory");
            xml.empty(1, element("a", &[("b", &value)])).expect("memory");
            let text = String::from_utf8(out).expect("text");
            let mut reader = Reader::from_str(&text);
            let mut seen = None;
            loop {
                match reader.read_event().expect("well-formed") {
                    Event::Empty(start) => {
                        let attribute = start.try_get_attribute("b").expect("well-formed").expect("there");
                        seen = Some(attribute.normalized_value(XmlVersion::Implicit1_0).expect("escaped").into_owned());
                    }
                    Event::Eof => break,
                    _ => {}
                }
            }
            prop_assert_eq!(seen, Some(allowed(&value).into_owned()));
        }
    }
}

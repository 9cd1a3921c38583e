//! Text in attributes: alternative texts of pictures, tool tips, descriptions for search engines.

use super::entities::entity;
use super::flow::is_space;
use super::templates::Hole;
use super::tokens::{Attribute, Tag};
use crate::document::view::{View, ViewBuilder};
use crate::document::{KnownLanguage, Segment, SegmentKind};
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// A view of attributes that grows from left to right.
pub(super) struct Labels<'a> {
    source: &'a str,
    holes: &'a [Hole],
    builder: ViewBuilder<'a>,
    segments: Vec<Segment>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(source: &'a str, holes: &'a [Hole]) -> Self {
        Self {
            source,
            holes,
            builder: ViewBuilder::new(source),
            segments: Vec::new(),
        }
    }

    /// Adds the attributes of a tag that people read. `hidden`: its text is not judged.
    pub(super) fn take(&mut self, tag: &Tag, language: Option<&LanguageTag>, hidden: bool) {
        if hidden {
            return;
        }
        for attribute in &tag.attributes {
            if is_read(tag, &attribute.name) && self.is_writable(tag, attribute) {
                self.add(attribute, language);
            }
        }
    }

    pub(super) fn finish(self) -> (View, Vec<Segment>) {
        (self.builder.finish(), self.segments)
    }

    /// Whether the value stands in quotation marks and nothing makes it doubtful where it ends.
    fn is_writable(&self, tag: &Tag, attribute: &Attribute) -> bool {
        let place = &attribute.place;
        let quote = place
            .start
            .checked_sub(1)
            .and_then(|at| self.source.as_bytes().get(at));
        // Where a second `<` stands in a tag, whoever writes into it cannot tell that it is a tag.
        let before = self.source.as_bytes().get(tag.place.start + 1..place.end);
        let first = self
            .holes
            .partition_point(|hole| hole.place.end <= place.start);
        let hole = self
            .holes
            .get(first)
            .is_some_and(|hole| hole.place.start < place.end);
        matches!(quote, Some(b'"' | b'\''))
            && before.is_some_and(|it| memchr::memchr(b'<', it).is_none())
            && !hole
    }

    fn add(&mut self, attribute: &Attribute, language: Option<&LanguageTag>) {
        let written = self.source.get(attribute.place.clone()).unwrap_or("");
        if !written.contains(char::is_alphabetic) {
            return;
        }
        if self.builder.len() > 0 {
            self.builder.insert("\n\n");
        }
        let start = self.builder.len();
        let trimmed = written.trim_end_matches(|c: char| u8::try_from(c).is_ok_and(is_space));
        let end = attribute.place.start + trimmed.len();
        let mut at = end
            - trimmed
                .trim_start_matches(|c: char| u8::try_from(c).is_ok_and(is_space))
                .len();
        let bytes = self.source.as_bytes().get(..end).unwrap_or_default();
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            if byte == b'&'
                && let Some((len, shown)) = entity(self.source, at, true)
            {
                self.builder.replace(at..at + len, &shown);
                at += len;
            } else if is_space(byte) {
                let len = rest.iter().take_while(|b| is_space(**b)).count();
                self.builder.replace(at..at + len, " ");
                at += len;
            } else {
                let stops = |b: &u8| *b == b'&' || is_space(*b);
                let len = rest
                    .iter()
                    .skip(1)
                    .position(stops)
                    .map_or(rest.len(), |len| len + 1);
                self.builder.copy(at..at + len);
                at += len;
            }
        }
        self.segments.push(Segment {
            span: Span::new(start, self.builder.len()),
            kind: SegmentKind::Label,
            language: language.map(|tag| KnownLanguage {
                tag: tag.clone(),
                certain: true,
            }),
        });
    }
}

/// Whether people read this attribute.
fn is_read(tag: &Tag, attribute: &str) -> bool {
    let one_of = |key: &str, names: &[&str]| {
        let value = tag.get(key).unwrap_or("");
        names.iter().any(|name| value.eq_ignore_ascii_case(name))
    };
    match attribute {
        "alt" => matches!(tag.name.as_str(), "img" | "area" | "input"),
        "title" => !matches!(tag.name.as_str(), "link" | "style" | "meta"),
        "placeholder" | "aria-label" => true,
        "value" => tag.name == "input" && one_of("type", &["submit", "button", "reset"]),
        "content" => {
            let names = [
                "description",
                "title",
                "og:title",
                "og:description",
                "twitter:title",
                "twitter:description",
            ];
            tag.name == "meta" && (one_of("name", &names) || one_of("property", &names))
        }
        _ => false,
    }
}

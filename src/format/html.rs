//! HTML: the text of a page as a reader sees it, and the texts in its attributes.
//!
//! Where a page says what its main content is (`main`), the rest is left out but for title and first heading. Navigation, page footers,
//! scripts, hidden elements and what is marked as not to be translated are left out always; code and words in another language stay in
//! their sentence, and nothing is reported there.

pub(crate) mod elements;
pub(crate) mod entities;
mod flow;
mod head;
mod labels;
mod long_tags;
mod page;
mod templates;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Format, FormatOptions, Parsed};
use crate::document::decode::SourceText;
use crate::document::{Document, KnownLanguage, Segment};
use crate::lang::LanguageTag;

/// HTML and XHTML.
pub(crate) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn encoding(&self, bytes: &[u8]) -> Option<&'static str> {
        head::encoding(bytes)
    }

    fn parse(&self, source: Arc<SourceText>, _: &FormatOptions) -> Parsed {
        let text = source.text.as_str();
        let (masked, holes) = templates::hide(text);
        let tokens = tokens::tokens(&masked, 0..masked.len());
        let mut page = page::Page::new(text, &tokens, &holes);
        page.read();
        let date = page.head.date.take();
        let comments = page.comments;
        let (view, mut segments, opaque) = page.flow.finish();
        let declared = page.head.language().cloned();
        // Pages declare what their template declares; whoever knows the text checks it.
        let language = declared
            .or_else(|| common_language(&mut segments))
            .map(|tag| KnownLanguage {
                tag,
                certain: false,
            });
        let (label_view, labels) = page.labels.finish();
        let document = |view, segments, opaque| {
            let mut document = Document::of_view(Arc::clone(&source), view, segments, opaque);
            document.language.clone_from(&language);
            document.date.clone_from(&date);
            document
        };
        let mut texts = vec![document(view, segments, opaque)];
        if !labels.is_empty() {
            let mut labels = document(label_view, labels, Vec::new());
            labels.companion = true;
            texts.push(labels);
        }
        Parsed {
            texts,
            comments,
            ..Parsed::default()
        }
    }

    fn escape(&self, source: &str, place: Range<usize>, text: &str) -> Option<String> {
        let before = source.as_bytes().get(..place.start).unwrap_or_default();
        (!begins_markup(before)).then(|| escape(source, place, text))
    }

    fn comment(&self, text: &str) -> Option<String> {
        Some(format!("<!-- {text} -->"))
    }

    fn reference(&self, c: char) -> Option<String> {
        Some(format!("&#x{:X};", u32::from(c)))
    }
}

/// The language that most of a page is declared to be in where the page as a whole declares none. It is no matter of single segments then.
fn common_language(segments: &mut [Segment]) -> Option<LanguageTag> {
    let all: u32 = segments.iter().map(|s| s.span.end - s.span.start).sum();
    let mut lengths: BTreeMap<&LanguageTag, u32> = BTreeMap::new();
    for segment in segments.iter() {
        if let Some(known) = &segment.language {
            *lengths.entry(&known.tag).or_default() += segment.span.end - segment.span.start;
        }
    }
    let most = lengths
        .into_iter()
        .find(|(_, len)| *len > all / 2)?
        .0
        .clone();
    for segment in segments {
        if segment
            .language
            .as_ref()
            .is_some_and(|known| known.tag == most)
        {
            segment.language = None;
        }
    }
    Some(most)
}

/// Text as it is written between tags or, inside one, in the value of an attribute.
fn escape(source: &str, place: Range<usize>, text: &str) -> String {
    let before = source.as_bytes().get(..place.start).unwrap_or_default();
    let quote = quote_around(before);
    let named = || memchr::memmem::find(source.as_bytes(), b"&nbsp;").is_some();
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quote == Some(b'"') => out.push_str("&quot;"),
            '\'' if quote == Some(b'\'') => out.push_str("&#39;"),
            '\u{a0}' if named() => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether a bare `<` or `&` stands before a place, which other text behind it would make a tag or a character reference.
fn begins_markup(before: &[u8]) -> bool {
    let name = before.iter().rev();
    let mut name =
        name.skip_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'/' | b'!' | b'?'));
    matches!(name.next(), Some(b'<' | b'&'))
}

/// The quotation mark of the attribute that the text before a place leaves open.
fn quote_around(before: &[u8]) -> Option<u8> {
    let start = memchr::memrchr(b'<', before)?;
    let tag = before.get(start + 1..)?;
    if !tag.first()?.is_ascii_alphabetic() {
        return None;
    }
    let mut open = None;
    for byte in tag {
        match (open, *byte) {
            (None, b'>') => return None,
            (None, b'"' | b'\'') => open = Some(*byte),
            (Some(quote), byte) if byte == quote => open = None,
            _ => {}
        }
    }
    open
}

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

use std::ops::Range;
use std::sync::Arc;

use super::{Format, FormatOptions, Parsed};
use crate::document::decode::SourceText;
use crate::document::{Document, KnownLanguage};

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
        // Pages declare what their template declares; whoever knows the text checks it.
        let language = page.head.language().map(|tag| KnownLanguage {
            tag: tag.clone(),
            certain: false,
        });
        let date = page.head.date.take();
        let comments = page.comments;
        let (view, segments, opaque) = page.flow.finish();
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
        Some(escape(source, place, text))
    }

    fn comment(&self, text: &str) -> Option<String> {
        Some(format!("<!-- {text} -->"))
    }

    fn reference(&self, c: char) -> Option<String> {
        Some(format!("&#x{:X};", u32::from(c)))
    }
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

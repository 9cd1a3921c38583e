//! Markdown: CommonMark and GitHub's additions, with front matter and HTML inside.
//!
//! The view is what a reader sees: no markers, no destinations of links, no code blocks. Code inside a sentence stays in it and is
//! opaque. What stands beside the text (alternative texts and titles of images and links) is a text of its own.

mod elements;
mod escape;
mod front_matter;
mod html;
mod ignore;
mod reader;
#[cfg(test)]
mod round_trip_tests;
mod templates;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use super::{Format, FormatOptions, Parsed};
use crate::document::decode::SourceText;
use crate::document::{Document, KnownLanguage};
use crate::finding::IgnoreList;
use crate::text::span::Span;
use reader::{Part, Read};

/// Markdown.
pub(crate) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown", "mkd"]
    }

    fn parse(&self, source: Arc<SourceText>, _: &FormatOptions) -> Parsed {
        let read = reader::read(&source.text);
        let Read {
            main,
            labels,
            comments,
            front,
        } = read;
        let mut document = document(&source, main);
        document.wraps = true;
        document.language = front
            .language
            .map(|tag| KnownLanguage { tag, certain: true });
        document.source_language = front.source_language;
        document.date = front.date;
        let mut parsed = Parsed::one(document, comments);
        let whole = Span::new(0, source.text.len() as u32);
        let silenced = front.ignored.into_iter();
        parsed.ignores = silenced
            .map(|(at, names)| IgnoreList {
                scope: whole,
                place: Span::new(at.start as u32, at.end as u32),
                names,
            })
            .collect();
        if !labels.segments.is_empty() {
            let mut beside = self::document(&source, labels);
            beside.companion = true;
            parsed.texts.push(beside);
        }
        parsed
    }

    fn escape(&self, source: &str, place: Range<usize>, text: &str) -> Option<String> {
        escape::escape(source, place, text)
    }

    fn comment(&self, text: &str) -> Option<String> {
        Some(format!("<!-- {text} -->"))
    }

    /// In front matter it would be part of a value, or an error.
    fn takes_comment(&self, source: &str, at: usize) -> bool {
        at >= front_matter::read(source).end
    }
}

fn document(source: &Arc<SourceText>, part: Part) -> Document {
    Document::of_view(Arc::clone(source), part.view, part.segments, part.opaque)
}

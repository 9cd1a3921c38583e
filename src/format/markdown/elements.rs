//! HTML elements inside Markdown: which are text, and what those that are open say of the text inside.

use crate::document::{KnownLanguage, SegmentKind};
use crate::lang::LanguageTag;

/// So many open elements are followed; the rest of a heap of tags is text.
const DEEPEST: usize = 64;

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing inside is text.
    Hidden,
    /// Its text stands in a sentence and is no prose.
    Opaque,
    /// Text in a language of its own.
    Text,
}

#[derive(Debug)]
struct Open {
    name: String,
    role: Role,
    block: bool,
    language: Option<KnownLanguage>,
    /// Elements of this name that are open inside.
    inner: u32,
    /// Opened inside a line of Markdown, and closed with it.
    in_line: bool,
}

/// The open elements that matter.
#[derive(Debug, Default)]
pub(super) struct Elements(Vec<Open>);

impl Elements {
    pub fn is_hidden(&self) -> bool {
        self.0.iter().any(|it| it.role == Role::Hidden)
    }

    pub fn is_opaque(&self) -> bool {
        self.0
            .iter()
            .any(|it| it.role == Role::Opaque || (it.language.is_some() && !it.block))
    }

    /// The language of a segment that begins here.
    pub fn language(&self) -> Option<KnownLanguage> {
        let inner = self.0.iter().rev().filter(|it| it.block);
        inner.filter_map(|it| it.language.clone()).next()
    }

    /// The line of Markdown ends, and with it what was opened there.
    pub fn leave_line(&mut self) {
        self.0.retain(|it| !it.in_line);
    }

    /// An element begins; `in_line` says that it does inside a line of Markdown.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)], in_line: bool) {
        if is_void(name) {
            return;
        }
        if let Some(open) = self.0.iter_mut().rev().find(|it| it.name == name) {
            open.inner += 1;
        }
        let value = |key: &str| attributes.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
        let kept = value("translate").is_some_and(|v| v.eq_ignore_ascii_case("no"))
            || value("class").is_some_and(|v| v.split_whitespace().any(|c| c == "notranslate"));
        let block = is_block(name);
        let role = match name {
            "script" | "style" | "template" | "svg" | "math" | "iframe" | "object" | "head"
            | "noscript" | "video" | "audio" | "canvas" | "select" => Role::Hidden,
            "pre" => Role::Hidden,
            "code" | "kbd" | "samp" | "var" | "tt" => Role::Opaque,
            _ if kept && block => Role::Hidden,
            _ if kept => Role::Opaque,
            _ => Role::Text,
        };
        let language = value("lang").and_then(LanguageTag::parse);
        if (role == Role::Text && language.is_none()) || self.0.len() >= DEEPEST {
            return;
        }
        self.0.push(Open {
            name: name.to_owned(),
            role,
            block,
            language: language.map(|tag| KnownLanguage { tag, certain: true }),
            inner: 0,
            in_line,
        });
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        let Some(at) = self.0.iter().rposition(|it| it.name == name) else {
            return;
        };
        match self.0.get_mut(at) {
            Some(open) if open.inner > 0 => open.inner -= 1,
            _ => self.0.truncate(at),
        }
    }
}

fn is_void(name: &str) -> bool {
    let void = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    void.contains(&name)
}

/// Elements that stand in lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    let blocks = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ];
    blocks.contains(&name)
}

/// What text in a block is.
pub(super) fn kind(name: &str) -> SegmentKind {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => SegmentKind::Heading,
        "li" | "dt" | "dd" => SegmentKind::Item,
        "td" | "th" => SegmentKind::Cell,
        "summary" | "caption" | "figcaption" | "legend" | "title" => SegmentKind::Label,
        _ => SegmentKind::Paragraph,
    }
}

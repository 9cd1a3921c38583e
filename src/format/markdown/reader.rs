//! From the events of the parser to views: which bytes of the file a reader sees as text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::elements::Elements;
use super::front_matter::{self, FrontMatter};
use super::html;
use super::templates;
use crate::document::view::{View, ViewBuilder};
use crate::document::{KnownLanguage, Segment, SegmentKind};
use crate::text::span::Span;

/// Stands for a picture inside a sentence; nothing is reported there.
const PICTURE: &str = "\u{fffc}";

/// A file taken apart.
pub(super) struct Read {
    pub main: Part,
    /// What stands beside the text.
    pub labels: Part,
    pub comments: Vec<Span>,
    pub front: FrontMatter,
}

/// One text with its view.
pub(super) struct Part {
    pub view: View,
    pub segments: Vec<Segment>,
    pub opaque: Vec<Span>,
}

/// Reads a Markdown file. Any text is one.
pub(super) fn read(source: &str) -> Read {
    let front = front_matter::read(source);
    let mut reader = Reader::new(source);
    for value in &front.values {
        if let [(range, None)] = value.pieces.as_slice() {
            reader.value(range.clone());
            continue;
        }
        reader.main.begin(SegmentKind::Label, None);
        for (range, shown) in &value.pieces {
            match shown {
                Some(c) => reader.main.builder.replace(range.clone(), c),
                None => reader.main.builder.copy(range.clone()),
            }
        }
        reader.main.end();
    }
    reader.base = front.end;
    let body = source.get(front.end..).unwrap_or("");
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        reader.event(event, range.start + front.end..range.end + front.end);
    }
    reader.main.end();
    reader.comments.sort_by_key(|span| span.start);
    Read {
        main: reader.main.finish(),
        labels: reader.labels.finish(),
        comments: reader.comments,
        front,
    }
}

/// Mathematics are left to `templates`: a dollar is money in most texts.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Builds the view of one text.
pub(super) struct PartBuilder<'a> {
    pub builder: ViewBuilder<'a>,
    segments: Vec<Segment>,
    opaque: Vec<Span>,
    open: Option<Segment>,
}

impl<'a> PartBuilder<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            builder: ViewBuilder::new(source),
            segments: Vec::new(),
            opaque: Vec::new(),
            open: None,
        }
    }

    /// Begins a segment unless one is open; a blank line parts it from the one before.
    pub fn begin(&mut self, kind: SegmentKind, language: Option<KnownLanguage>) {
        if self.open.is_some() {
            return;
        }
        if self.builder.len() > 0 {
            self.builder.insert("\n\n");
        }
        self.open = Some(Segment {
            span: Span::new(self.builder.len(), self.builder.len()),
            kind,
            language,
        });
    }

    /// Ends the open segment.
    pub fn end(&mut self) {
        if let Some(mut segment) = self.open.take() {
            segment.span.end = self.builder.len();
            let text = segment.span.slice(self.builder.text()).trim_end();
            segment.span.end = segment.span.start + text.len() as u32;
            if text.chars().any(|c| !c.is_whitespace() && c != '\u{fffc}') {
                self.segments.push(segment);
            }
        }
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the open segment has no text so far, or ends with white space.
    pub fn ends_with_space(&self) -> bool {
        let start = self.open.as_ref().map_or(0, |it| it.span.start as usize);
        let text = self.builder.text().get(start..).unwrap_or("");
        text.is_empty() || text.ends_with([' ', '\t', '\n'])
    }

    /// What came since `start` is no prose.
    pub fn hide_since(&mut self, start: u32) {
        let end = self.builder.len();
        if start < end {
            self.opaque.push(Span::new(start, end));
        }
    }

    fn finish(self) -> Part {
        let mut opaque = self.opaque;
        templates::find(self.builder.text(), &self.segments, &mut opaque);
        Part {
            view: self.builder.finish(),
            segments: self.segments,
            opaque: merged(opaque),
        }
    }
}

/// Spans in order, joined where they touch.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// Follows the events.
pub(super) struct Reader<'a> {
    source: &'a str,
    base: usize,
    pub main: PartBuilder<'a>,
    pub labels: PartBuilder<'a>,
    pub comments: Vec<Span>,
    /// HTML elements that are open and matter.
    pub elements: Elements,
    /// What the containers make of the text inside.
    kinds: Vec<SegmentKind>,
    pictures: u32,
    code_block: bool,
    /// Lines of the HTML block that is open.
    lines: Vec<Range<usize>>,
    /// A space after what was left out would stand beside another one.
    skip_space: bool,
    /// What text in the HTML block is.
    pub html_kind: SegmentKind,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            base: 0,
            main: PartBuilder::new(source),
            labels: PartBuilder::new(source),
            comments: Vec::new(),
            elements: Elements::default(),
            kinds: Vec::new(),
            pictures: 0,
            code_block: false,
            lines: Vec::new(),
            skip_space: false,
            html_kind: SegmentKind::Paragraph,
        }
    }

    pub fn source(&self) -> &'a str {
        self.source
    }

    /// A value of the front matter, which site generators read as Markdown.
    fn value(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or("");
        (self.base, self.html_kind) = (range.start, SegmentKind::Label);
        for (event, inner) in Parser::new_ext(text, options()).into_offset_iter() {
            self.event(event, inner.start + range.start..inner.end + range.start);
        }
        self.block();
        self.elements = Elements::default();
        self.html_kind = SegmentKind::Paragraph;
    }

    /// What text is here.
    pub fn kind(&self) -> SegmentKind {
        self.kinds.last().copied().unwrap_or(self.html_kind)
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.code_block => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text, range),
            Event::Html(_) => self.lines.push(range),
            Event::InlineHtml(_) => html::tag(self, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::FootnoteReference(_) => self.footnote_mark(),
            Event::Rule => self.block(),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Superscript | Tag::Subscript => {}
            Tag::Link {
                link_type, title, ..
            } => self.title(link_type, &title, &range),
            Tag::Image {
                link_type, title, ..
            } => {
                if self.pictures == 0 {
                    self.picture();
                    self.title(link_type, &title, &range);
                }
                self.pictures += 1;
            }
            Tag::CodeBlock(_) => {
                self.block();
                self.code_block = true;
            }
            Tag::Heading { .. } => self.container(SegmentKind::Heading),
            Tag::Item | Tag::DefinitionListDefinition => self.container(SegmentKind::Item),
            Tag::TableCell => self.container(SegmentKind::Cell),
            Tag::DefinitionListTitle => self.container(SegmentKind::Label),
            Tag::FootnoteDefinition(_) => self.container(SegmentKind::Paragraph),
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::MetadataBlock(_) => self.block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link => {}
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 {
                    self.labels.end();
                }
            }
            TagEnd::CodeBlock => self.code_block = false,
            TagEnd::HtmlBlock => {
                let lines = std::mem::take(&mut self.lines);
                html::block(self, &lines);
                self.main.end();
            }
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::FootnoteDefinition => {
                self.block();
                self.kinds.pop();
            }
            _ => self.block(),
        }
    }

    /// A block begins or ends here.
    pub fn block(&mut self) {
        self.main.end();
        self.elements.leave_line();
        self.skip_space = false;
    }

    fn container(&mut self, kind: SegmentKind) {
        self.block();
        self.kinds.push(kind);
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.elements.is_hidden() {
            return;
        }
        let (part, kind) = match self.pictures {
            0 => (
                &mut self.main,
                self.kinds.last().copied().unwrap_or(self.html_kind),
            ),
            _ => (&mut self.labels, SegmentKind::Label),
        };
        part.begin(kind, self.elements.language());
        let from = part.builder.len();
        let slice = self.source.get(range.clone()).unwrap_or("");
        let skip = self.pictures == 0 && std::mem::take(&mut self.skip_space);
        if text != slice {
            part.builder.replace(range, text);
        } else if skip && text.starts_with(' ') {
            part.builder.copy(range.start + 1..range.end);
        } else {
            part.copy_escaped(self.source, range, self.base);
        }
        if self.elements.is_opaque() {
            part.hide_since(from);
        }
    }

    /// Code inside a sentence: its text without the marks.
    fn code(&mut self, text: &CowStr, range: Range<usize>) {
        if self.pictures > 0 || self.elements.is_hidden() {
            return;
        }
        self.skip_space = false;
        self.main.begin(self.kind(), self.elements.language());
        let from = self.main.builder.len();
        let slice = self.source.get(range.clone()).unwrap_or("");
        let inner = slice.trim_matches('`');
        let at = range.start + (slice.len() - slice.trim_start_matches('`').len());
        let inside = at..at + inner.len();
        match inner.find(&**text) {
            Some(n) => self
                .main
                .builder
                .copy(inside.start + n..inside.start + n + text.len()),
            None => self.main.builder.replace(inside, text),
        }
        self.main.hide_since(from);
    }

    pub fn line_break(&mut self, range: Range<usize>) {
        self.skip_space = false;
        if self.elements.is_hidden() {
            return;
        }
        let part = match self.pictures {
            0 => &mut self.main,
            _ => &mut self.labels,
        };
        if !part.is_open() {
            return;
        }
        match self.source.get(range.clone()) {
            Some("\r\n") => part.builder.copy(range),
            _ => part.builder.replace(range, "\n"),
        }
    }

    /// A picture inside a sentence is something; one before it is nothing.
    pub fn picture(&mut self) {
        if self.elements.is_hidden() {
            return;
        }
        if !self.main.is_open() || self.main.ends_with_space() && self.main.begins() {
            self.skip_space = true;
            return;
        }
        let from = self.main.builder.len();
        self.main.builder.insert(PICTURE);
        self.main.hide_since(from);
    }

    /// The number of a footnote is no text; apart from its word it is treated as a picture.
    fn footnote_mark(&mut self) {
        if self.pictures == 0 && self.main.is_open() && self.main.ends_with_space() {
            self.picture();
        }
    }

    /// The title of a link or picture, where it stands in the file as it is read.
    fn title(&mut self, kind: LinkType, title: &CowStr, range: &Range<usize>) {
        if kind != LinkType::Inline || title.is_empty() || self.elements.is_hidden() {
            return;
        }
        let slice = self.source.get(range.clone()).unwrap_or("");
        let inside = slice.strip_suffix(')').unwrap_or("").trim_end();
        let Some(inside) = inside.strip_suffix(['"', '\'', ')']) else {
            return;
        };
        if inside.ends_with(&**title) {
            let end = range.start + inside.len();
            self.label(end - title.len()..end);
        }
    }

    /// A text beside the text.
    pub fn label(&mut self, range: Range<usize>) {
        // Labels come in the order of the file; one inside another is left out.
        if self.labels.is_open() || range.start < self.labels.builder.at() {
            return;
        }
        self.labels
            .begin(SegmentKind::Label, self.elements.language());
        html::copy(&mut self.labels.builder, self.source, range);
        self.labels.end();
    }
}

impl PartBuilder<'_> {
    /// Whether nothing of the open segment is in the view.
    fn begins(&self) -> bool {
        let start = self.open.as_ref().map_or(0, |it| it.span.start);
        start == self.builder.len()
    }

    /// Copies text; a backslash before it that made it text belongs to its first character.
    fn copy_escaped(&mut self, source: &str, range: Range<usize>, base: usize) {
        let before = range.start.saturating_sub(1);
        let escaped = range.start > self.builder.at().max(base)
            && source.as_bytes().get(before) == Some(&b'\\')
            && source
                .as_bytes()
                .get(range.start)
                .is_some_and(u8::is_ascii_punctuation);
        if escaped && let Some(mark) = source.get(range.start..range.start + 1) {
            self.builder.replace(before..range.start + 1, mark);
            self.builder.copy(range.start + 1..range.end);
        } else {
            self.builder.copy(range);
        }
    }
}

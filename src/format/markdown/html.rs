//! HTML inside Markdown: tags inside a line, and blocks of lines.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::elements::{is_block, kind};
use super::reader::Reader;
use crate::document::SegmentKind;
use crate::document::view::ViewBuilder;
use crate::text::span::Span;

/// A longer name of a character there is not.
const LONGEST_REFERENCE: usize = 34;

/// A tag or comment inside a line.
pub(super) fn tag(reader: &mut Reader, range: Range<usize>) {
    let text = reader.source().get(range.clone()).unwrap_or("");
    if let Some(comment) = text.strip_prefix("<!--") {
        let len = comment.strip_suffix("-->").unwrap_or(comment).len();
        let start = range.start + 4;
        reader
            .comments
            .push(Span::new(start as u32, (start + len) as u32));
        return;
    }
    let tag = Tag::read(text);
    if tag.name == "br" {
        return reader.line_break(range);
    }
    follow(reader, &tag, &|at| range.start + at, true);
}

/// Takes in one tag; `place` says where a byte of it stands in the file.
fn follow(reader: &mut Reader, tag: &Tag, place: &dyn Fn(usize) -> usize, in_line: bool) {
    if is_block(&tag.name) {
        reader.main.end();
        reader.html_kind = if tag.closes {
            SegmentKind::Paragraph
        } else {
            kind(&tag.name)
        };
    }
    if tag.closes {
        reader.elements.close(&tag.name);
        return;
    }
    if tag.name == "img" {
        reader.picture();
    }
    if !reader.elements.is_hidden() {
        for (key, value, range) in &tag.attributes {
            let whole = place(range.end).wrapping_sub(place(range.start)) == range.len();
            let prose = matches!(key.as_str(), "alt" | "title" | "aria-label");
            if prose && whole && !value.trim().is_empty() {
                reader.label(place(range.start)..place(range.end));
            }
        }
    }
    if !tag.closed_at_once {
        let attributes: Vec<(&str, &str)> = tag
            .attributes
            .iter()
            .map(|(key, value, _)| (key.as_str(), *value))
            .collect();
        reader.elements.open(&tag.name, &attributes, in_line);
    }
}

/// Lines of HTML. Quote marks and indentation of the Markdown around them are not part of the lines.
pub(super) fn block(reader: &mut Reader, lines: &[Range<usize>]) {
    let joined = Joined::new(reader.source(), lines);
    let text = joined.text.as_str();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let open = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if open > 0 {
            prose(reader, &joined, at..at + open);
            at += open;
            continue;
        }
        at += match markup_len(rest) {
            Some(len) => {
                markup(reader, &joined, at..at + len);
                len
            }
            None => {
                prose(reader, &joined, at..at + 1);
                1
            }
        };
    }
}

/// Length of the tag, comment or declaration at the start of a text; `None` when it is none.
fn markup_len(text: &str) -> Option<usize> {
    let until = |mark: &str| {
        let found = memchr::memmem::find(text.as_bytes(), mark.as_bytes());
        found.map_or(text.len(), |at| at + mark.len())
    };
    if text.starts_with("<!--") {
        return Some(until("-->").max(4));
    }
    if text.starts_with("<![CDATA[") {
        return Some(until("]]>"));
    }
    if text.starts_with("<?") {
        return Some(until("?>"));
    }
    let name = text.strip_prefix("</").or(text.strip_prefix('<'))?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    // A lost quotation mark; the tag ends where it can.
    Some(memchr::memchr(b'>', text.as_bytes()).map_or(text.len(), |at| at + 1))
}

fn markup(reader: &mut Reader, joined: &Joined, range: Range<usize>) {
    let text = joined.text.get(range.clone()).unwrap_or("");
    if let Some(comment) = text.strip_prefix("<!--") {
        let len = comment.strip_suffix("-->").unwrap_or(comment).len();
        let start = joined.place(range.start + 4);
        let end = joined.end_place(range.start + 4 + len);
        reader
            .comments
            .push(Span::new(start as u32, end.max(start) as u32));
        return;
    }
    if text.starts_with("<?") || text.starts_with("<!") {
        return;
    }
    let tag = Tag::read(text);
    if tag.name == "br" {
        let place = joined.place(range.start)..joined.end_place(range.end);
        return reader.line_break(place);
    }
    follow(reader, &tag, &|at| joined.place(range.start + at), false);
}

/// Text between tags. White space is one space or one line break, as in lines of Markdown.
fn prose(reader: &mut Reader, joined: &Joined, range: Range<usize>) {
    if reader.elements.is_hidden() {
        return;
    }
    let text = joined.text.get(range.clone()).unwrap_or("");
    let mut at = range.start;
    for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
        if !word.is_empty() {
            let kind = reader.kind();
            let language = reader.elements.language();
            reader.main.begin(kind, language);
            let from = reader.main.builder.len();
            let place = joined.place(at)..joined.end_place(at + word.len());
            let source = reader.source();
            copy(&mut reader.main.builder, source, place);
            // A heading of Markdown inside HTML: some programs read it, others show its marks.
            let marks = word.len() <= 6 && word.bytes().all(|b| b == b'#');
            if marks || reader.elements.is_opaque() {
                reader.main.hide_since(from);
            }
        }
        let space = at + word.len()..at + piece.len();
        at += piece.len();
        if !space.is_empty() && reader.main.is_open() && !reader.main.ends_with_space() {
            let shown = match joined.text.as_bytes().get(space.start) {
                Some(b'\n' | b'\r') => "\n",
                _ => " ",
            };
            let place = joined.place(space.start)..joined.end_place(space.end);
            reader.main.builder.replace(place, shown);
        }
    }
}

/// Copies text of HTML, with the characters that its references stand for.
pub(super) fn copy(builder: &mut ViewBuilder, source: &str, range: Range<usize>) {
    let mut done = range.start;
    let text = source.get(range.clone()).unwrap_or("");
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let start = range.start + at;
        let rest = text.get(at..).unwrap_or("");
        let window = rest
            .get(..rest.floor_char_boundary(LONGEST_REFERENCE))
            .unwrap_or("");
        let Some(len) = memchr::memchr(b';', window.as_bytes()).map(|n| n + 1) else {
            continue;
        };
        if start >= done
            && let Some(shown) = rest.get(..len).and_then(character)
        {
            builder.copy(done..start);
            builder.replace(start..start + len, &shown);
            done = start + len;
        }
    }
    builder.copy(done..range.end);
}

/// What a character reference stands for. Those of Markdown are those of HTML.
fn character(reference: &str) -> Option<String> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '#';
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let mut text = Parser::new(reference).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    text.next()
        .filter(|shown| !shown.starts_with('&') || shown.len() == 1)
}

/// A start or end tag.
struct Tag<'a> {
    /// Its name in lower case.
    name: String,
    closes: bool,
    closed_at_once: bool,
    /// Name in lower case, value, and place of the value between quotation marks.
    attributes: Vec<(String, &'a str, Range<usize>)>,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Self {
        let closes = text.starts_with("</");
        let start = 1 + usize::from(closes);
        let inside = text.strip_suffix('>').unwrap_or(text);
        let closed_at_once = inside.ends_with('/');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let rest = inside.get(start..).unwrap_or("");
        let ends = |c: char| c.is_ascii_whitespace() || c == '/';
        let len = rest.find(ends).unwrap_or(rest.len());
        let name = rest.get(..len).unwrap_or("").to_ascii_lowercase();
        Self {
            name,
            closes,
            closed_at_once,
            attributes: attributes(inside, start + len),
        }
    }
}

/// The attributes of a tag from a place on. Values without quotation marks are read, and have an empty place.
fn attributes(tag: &str, from: usize) -> Vec<(String, &str, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = from;
    let skip = |at: usize, stop: &dyn Fn(char) -> bool| {
        let rest = tag.get(at..).unwrap_or("");
        at + rest.find(stop).unwrap_or(rest.len())
    };
    while at < tag.len() {
        at = skip(at, &|c| !c.is_ascii_whitespace() && c != '/');
        let end = skip(at, &|c| c.is_ascii_whitespace() || c == '=');
        let key = tag.get(at..end).unwrap_or("").to_ascii_lowercase();
        let sign = skip(end, &|c| !c.is_ascii_whitespace());
        if tag.as_bytes().get(sign) != Some(&b'=') {
            at = end.max(at + 1);
            at = tag.ceil_char_boundary(at.min(tag.len()));
            continue;
        }
        let value = skip(sign + 1, &|c| !c.is_ascii_whitespace());
        let quote = tag.get(value..).and_then(|rest| rest.chars().next());
        let (range, next, place) = match quote {
            Some(quote @ ('"' | '\'')) => {
                let end = skip(value + 1, &|c| c == quote);
                (value + 1..end, (end + 1).min(tag.len()), value + 1..end)
            }
            _ => {
                let end = skip(value, &|c| c.is_ascii_whitespace());
                (value..end, end, value..value)
            }
        };
        at = next.max(at + 1);
        at = tag.ceil_char_boundary(at.min(tag.len()));
        if !place.is_empty() || quote.is_some_and(|q| q != '"' && q != '\'') {
            out.push((key, tag.get(range).unwrap_or(""), place));
        }
    }
    out
}

/// Lines of a file as one text.
struct Joined {
    text: String,
    /// Where a line starts in the text, and in the file.
    starts: Vec<(usize, usize)>,
}

impl Joined {
    fn new(source: &str, lines: &[Range<usize>]) -> Self {
        let mut joined = Self {
            text: String::new(),
            starts: Vec::with_capacity(lines.len()),
        };
        for line in lines {
            joined.starts.push((joined.text.len(), line.start));
            joined.text.push_str(source.get(line.clone()).unwrap_or(""));
        }
        joined
    }

    /// Where a byte of the text stands in the file.
    fn place(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|(start, _)| *start <= at);
        let line = line.checked_sub(1).and_then(|n| self.starts.get(n));
        line.map_or(0, |(start, source)| source + (at - start))
    }

    /// Where a stretch of the text that ends here ends in the file.
    fn end_place(&self, end: usize) -> usize {
        match end.checked_sub(1) {
            Some(last) => self.place(last) + 1,
            None => self.place(0),
        }
    }
}

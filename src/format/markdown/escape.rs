//! Replacements as Markdown: a word goes in as it is; what could be read as markup is tried on the file first.

use std::ops::Range;

use super::reader::{self, Part, Read};
use crate::document::SegmentKind;
use crate::text::span::Span;

/// A replacement that could be read as markup is tried on so much text at most: a longer one is left to a person.
const LONGEST: usize = 64 * 1024;

/// So far on its line a sign can change what a word means: the label of a link has a thousand characters at most. Without a bound, a
/// text on one line would be read anew at every edit.
const REACH: usize = 4096;

/// Characters that Markdown or HTML may read as markup.
const SIGNS: &[char] = &[
    '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '(', ')', '#', '+', '-', '.', '!', '|', '~',
    '&', '"', '\'', ':', '=', '$',
];

/// The replacement as it must be written at a place of the file; `None` where nothing says the same there.
pub(super) fn escape(source: &str, place: Range<usize>, text: &str) -> Option<String> {
    if is_plain(source, &place, text) {
        return Some(text.to_owned());
    }
    source.get(place.clone())?;
    // Its own block is enough in most cases, and a file with a thousand places is not read a thousand times.
    let block = block(source, &place);
    let inside = block.and_then(|block| {
        tried(
            source.get(block.clone())?,
            shifted(&place, block.start),
            text,
        )
    });
    inside.or_else(|| tried(source, place, text))
}

fn shifted(place: &Range<usize>, by: usize) -> Range<usize> {
    place.start - by..place.end - by
}

/// The lines around a place up to the next blank ones; `None` where what stands elsewhere could matter: in front matter, and in what
/// may be the label of a link.
fn block(source: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let from = source.ceil_char_boundary(place.start.saturating_sub(LONGEST));
    let to = source.floor_char_boundary(place.end.saturating_add(LONGEST).min(source.len()));
    let before = source.get(from..place.start)?;
    let after = source.get(place.end..to)?;
    let blank = ["\n\n", "\n\r\n"];
    let above = blank
        .iter()
        .filter_map(|it| Some(before.rfind(it)? + it.len()));
    let start = match above.max() {
        Some(at) => from + at,
        None if from == 0 => 0,
        None => return None,
    };
    let below = blank.iter().filter_map(|it| after.find(it));
    let end = below.min().map_or(to, |at| place.end + at + 1);
    let text = source.get(start..end)?;
    let front = text.starts_with("---") || text.starts_with("+++");
    let (head, tail) = (source.get(start..place.start)?, source.get(place.end..end)?);
    let apart = !front && !is_part_of_label(head, tail) && !in_front_matter(source, place.start);
    apart.then_some(start..end)
}

/// Reads `source` before and after the edit, and takes the first way of writing that changes nothing else.
fn tried(source: &str, place: Range<usize>, text: &str) -> Option<String> {
    if source.len() > LONGEST {
        return None;
    }
    let before = reader::read(source);
    let expected = Expected::new(&before, source, &place, text)?;
    let yaml = place.end <= before.front.end;
    candidates(text, yaml)
        .into_iter()
        .find(|written| expected.is_met(source, &place, written))
}

/// Whether a replacement is text anywhere: words for words, where nothing around could change its meaning.
fn is_plain(source: &str, place: &Range<usize>, text: &str) -> bool {
    let Some(old) = source.get(place.clone()) else {
        return false;
    };
    let from = source.ceil_char_boundary(place.start.saturating_sub(REACH));
    let to = source.floor_char_boundary(place.end.saturating_add(REACH).min(source.len()));
    let before = source.get(from..place.start).unwrap_or("");
    let after = source.get(place.end..to).unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split(['\n', '\r']).next().unwrap_or("");
    are_words(text)
        && are_words(old)
        && !is_part_of_sign(before)
        && !is_part_of_label(before, after)
        && !begins_block(before, after)
        && !in_front_matter(source, place.start)
}

fn are_words(text: &str) -> bool {
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '’' | '“' | '”' | '–' | '—');
    text.starts_with(char::is_alphabetic)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(inside)
        && !text.contains("  ")
}

/// A reference, a tag, an escape: the word beside the sign means something.
fn is_part_of_sign(before: &str) -> bool {
    let signs = ['&', '#', '<', '/', '\\', '@', '^', ':', '=', '%', '{'];
    let open = before.matches('<').count() > before.matches('>').count();
    open || before
        .trim_end_matches(char::is_alphanumeric)
        .ends_with(signs)
}

/// The text of a link may be its label, unless an address follows.
fn is_part_of_label(before: &str, after: &str) -> bool {
    let open = before.matches('[').count() > before.matches(']').count();
    match after.find(['[', ']']) {
        Some(at) if after.get(at..).is_some_and(|t| t.starts_with(']')) => {
            !after.get(at + 1..).is_some_and(|t| t.starts_with('('))
        }
        Some(_) | None => open,
    }
}

/// At the start of a line, a sign after the word may make it the head of something.
fn begins_block(before: &str, after: &str) -> bool {
    before.trim_start_matches([' ', '\t', '>']).is_empty()
        && after.starts_with([':', '.', ')', '=', '-', '|'])
}

/// Whether a place may lie in the front matter.
fn in_front_matter(source: &str, at: usize) -> bool {
    (source.starts_with("---") || source.starts_with("+++"))
        && at < super::front_matter::read(source).end
}

/// Ways to write a text, from the plainest to the safest.
fn candidates(text: &str, yaml: bool) -> Vec<String> {
    let mut out = vec![text.to_owned()];
    if yaml {
        out.push(text.replace('\'', "''"));
        out.push(text.replace('\\', "\\\\").replace('"', "\\\""));
        return out;
    }
    let marked = |sign: &dyn Fn(char) -> Option<String>| -> String {
        let one = |c: char| sign(c).unwrap_or_else(|| c.to_string());
        text.chars().map(one).collect()
    };
    let strong = |c: char| {
        matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&'
        )
    };
    out.push(marked(&|c| strong(c).then(|| format!("\\{c}"))));
    out.push(marked(&|c| SIGNS.contains(&c).then(|| format!("\\{c}"))));
    out.push(marked(&|c| named(c).map(str::to_owned)));
    out.push(marked(&|c| {
        let reference = || format!("&#{};", u32::from(c));
        SIGNS
            .contains(&c)
            .then(|| named(c).map_or_else(reference, str::to_owned))
    }));
    out
}

fn named(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// What a reader shall see after the edit.
struct Expected {
    main: Shape,
    labels: Shape,
}

#[derive(PartialEq, Eq)]
struct Shape {
    text: String,
    /// Kinds and number of segments, and what is no prose.
    segments: Vec<SegmentKind>,
    opaque: Vec<String>,
}

impl Shape {
    fn new(part: &Part, source: &str) -> Self {
        let text = part.view.text(source);
        let opaque = part.opaque.iter().map(|span| span.slice(text).to_owned());
        Self {
            segments: part.segments.iter().map(|s| s.kind).collect(),
            opaque: opaque.collect(),
            text: text.to_owned(),
        }
    }

    /// Makes the edit if its place is one run of this text.
    fn replace(&mut self, part: &Part, source: &str, place: Span, text: &str) -> bool {
        let shown = match place.is_empty() {
            true => between(part, source, place),
            false => part.view.view_span(place).filter(|shown| {
                part.view.source_span(*shown) == place && part.view.is_unbroken(*shown)
            }),
        };
        if let Some(shown) = shown {
            self.text.replace_range(shown.range(), text);
        }
        shown.is_some()
    }
}

impl Expected {
    /// `None` when the place is not text of its own.
    fn new(read: &Read, source: &str, place: &Range<usize>, text: &str) -> Option<Self> {
        let mut main = Shape::new(&read.main, source);
        let mut labels = Shape::new(&read.labels, source);
        let span = Span::new(place.start as u32, place.end as u32);
        let found = main.replace(&read.main, source, span, text)
            || labels.replace(&read.labels, source, span, text);
        found.then_some(Self { main, labels })
    }

    fn is_met(&self, source: &str, place: &Range<usize>, written: &str) -> bool {
        let mut changed = source.to_owned();
        changed.replace_range(place.clone(), written);
        let read = reader::read(&changed);
        Shape::new(&read.main, &changed) == self.main
            && Shape::new(&read.labels, &changed) == self.labels
    }
}

/// A place between two characters of the file, one of which is text.
fn between(part: &Part, source: &str, place: Span) -> Option<Span> {
    let (before, after) = source.split_at_checked(place.start as usize)?;
    let stands = |span: Span| {
        let shown = part.view.view_span(span)?;
        (!part.view.source_span(shown).is_empty()).then_some(shown)
    };
    let before = before.chars().next_back().and_then(|c| {
        let start = place.start - c.len_utf8() as u32;
        stands(Span { start, ..place })
    });
    let after = after.chars().next().and_then(|c| {
        let end = place.end + c.len_utf8() as u32;
        stands(Span { end, ..place })
    });
    let at = before.map(|it| it.end).or(after.map(|it| it.start))?;
    Some(Span::new(at, at))
}

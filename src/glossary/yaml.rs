//! Where every value of a YAML file stands, so that each problem can be shown at its place.
//!
//! Values are read twice from the same bytes: typed by `serde_yaml` (what), and here by `serde-saphyr` (where). Alias and nesting
//! bombs, duplicate keys and syntax errors are refused here, before the typed reader sees them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::text::span::Span;

/// Glossaries above this many nodes are refused; a million entries in short form fit.
const MAX_NODES: usize = 4_000_000;
const MAX_DEPTH: usize = 24;

/// A YAML value with the byte range it stands at.
#[derive(Debug)]
pub(crate) struct Node {
    pub span: Span,
    pub value: Value,
}

/// Shape of a value; scalars keep nothing, their text is in the file.
#[derive(Debug)]
pub(crate) enum Value {
    Scalar,
    Sequence(Vec<Node>),
    Mapping(Vec<(String, Span, Node)>),
}

impl Node {
    /// The value under `key` of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Mapping(pairs) => pairs
                .iter()
                .find(|(k, _, _)| k == key)
                .map(|(_, _, node)| node),
            _ => None,
        }
    }

    /// The pairs of a mapping with the span of each key.
    pub(crate) fn pairs(&self) -> &[(String, Span, Self)] {
        match &self.value {
            Value::Mapping(pairs) => pairs,
            _ => &[],
        }
    }

    /// Every scalar below this value whose text equals `text`, first one wins.
    pub(crate) fn find_scalar(&self, file: &str, text: &str) -> Option<Span> {
        match &self.value {
            Value::Scalar => (unquoted(self.span.slice(file)) == text).then_some(self.span),
            Value::Sequence(items) => items.iter().find_map(|n| n.find_scalar(file, text)),
            Value::Mapping(pairs) => pairs.iter().find_map(|(key, span, node)| {
                if key == text {
                    Some(*span)
                } else {
                    node.find_scalar(file, text)
                }
            }),
        }
    }
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote)) {
            return inner;
        }
    }
    text
}

/// A file that is not YAML, or YAML that is refused.
#[derive(Debug)]
pub(crate) struct YamlError {
    pub span: Span,
    pub message: String,
}

/// Reads the tree of places. An empty file gives an empty mapping.
pub(crate) fn tree(text: &str) -> Result<Node, YamlError> {
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(Node {
            span: Span::new(0, 0),
            value: Value::Mapping(Vec::new()),
        });
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: MAX_NODES, max_depth: MAX_DEPTH, max_events: MAX_NODES * 3 },
    };
    serde_saphyr::from_str_with_options::<Spanned<Shape>>(text, options)
        .map(|s| node(s, text))
        .map_err(|error| {
            let span = error
                .location()
                .map_or(Span::new(0, 0), |l| line_column(text, l.line(), l.column()));
            let message = error.without_snippet().to_string();
            YamlError {
                span,
                message: plain(&message),
            }
        })
}

/// The library's message in our words: without the position, which we show ourselves, and without its options.
fn plain(message: &str) -> String {
    let first = message.lines().next().unwrap_or(message);
    if first.contains("budget breached") {
        return "too much nesting or too many aliases; a glossary needs neither".to_owned();
    }
    let cut = [" at line ", " (line ", ", set DuplicateKeyPolicy"]
        .iter()
        .filter_map(|end| first.find(end))
        .min()
        .unwrap_or(first.len());
    let out = first.get(..cut).unwrap_or(first).trim();
    let out = out.strip_prefix("error: ").unwrap_or(out);
    out.strip_prefix("line ")
        .and_then(|rest| rest.split_once(": "))
        .map_or(out, |(_, rest)| rest)
        .to_owned()
}

/// One character at a 1-based line and column.
fn line_column(text: &str, line: u64, column: u64) -> Span {
    let mut start = 0usize;
    for (n, piece) in text.split_inclusive('\n').enumerate() {
        if n as u64 + 1 == line {
            let mut offset = piece
                .char_indices()
                .nth((column as usize).saturating_sub(1))
                .map_or(piece.trim_end().len(), |(i, _)| i);
            offset = offset.min(piece.len());
            let length = piece.get(offset..).map_or(0, |rest| rest.trim_end().len());
            return Span::new((start + offset) as u32, (start + offset + length) as u32);
        }
        start += piece.len();
    }
    Span::new(text.len() as u32, text.len() as u32)
}

fn location_span(location: serde_saphyr::Location, text: &str) -> Span {
    let span = location.span();
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) if (start + len) as usize <= text.len() => {
            Span::new(start as u32, (start + len) as u32)
        }
        _ => line_column(text, location.line(), location.column()),
    }
}

fn node(spanned: Spanned<Shape>, text: &str) -> Node {
    let span = location_span(spanned.referenced, text);
    let value = match spanned.value {
        Shape::Scalar => Value::Scalar,
        Shape::Sequence(items) => {
            Value::Sequence(items.into_iter().map(|s| node(s, text)).collect())
        }
        Shape::Mapping(pairs) => Value::Mapping(
            pairs
                .into_iter()
                .map(|(k, v)| (k.value, location_span(k.referenced, text), node(v, text)))
                .collect(),
        ),
    };
    Node { span, value }
}

enum Shape {
    Scalar,
    Sequence(Vec<Spanned<Shape>>),
    Mapping(Vec<(Spanned<String>, Spanned<Shape>)>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        Shape::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Shape::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Shape::Mapping(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_byte_ranges() {
        let text = "Рябков: { kind: person }\nnext: [a, \"б\"]\n";
        let root = tree(text).unwrap();
        let (key, span, node) = &root.pairs()[0];
        assert_eq!((key.as_str(), span.slice(text)), ("Рябков", "Рябков"));
        assert_eq!(node.get("kind").unwrap().span.slice(text), "person");
        let Value::Sequence(items) = &root.get("next").unwrap().value else {
            panic!("a sequence")
        };
        assert_eq!(items[1].span.slice(text), "\"б\"");
    }

    #[test]
    fn duplicate_keys_bombs_and_broken_files_are_refused() {
        let duplicate = tree("a: 1\nb: 2\na: 3\n").unwrap_err();
        assert!(
            duplicate.message.contains("duplicate"),
            "{}",
            duplicate.message
        );
        assert_eq!(duplicate.span.start, 10);
        let bomb = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n\
                    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n\
                    g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]\nh: [*g, *g, *g, *g, *g, *g, *g, *g, *g]\n";
        assert!(tree(bomb).is_err());
        assert!(tree(&"[".repeat(5000)).is_err());
        assert!(tree("a: [1, 2\nb: }").is_err());
        assert!(tree("# nothing\n\n").unwrap().pairs().is_empty());
    }
}

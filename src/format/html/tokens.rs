//! Tags, text and comments of HTML with their places, as a browser tells them apart.

use std::convert::Infallible;
use std::ops::Range;

use super::long_tags;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

/// A piece of HTML. Places are those of the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Start(Tag),
    End {
        name: String,
        place: Range<usize>,
    },
    Text(Range<usize>),
    /// The inside of a comment.
    Comment(Range<usize>),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// In lower case.
    pub name: String,
    pub attributes: Vec<Attribute>,
    pub place: Range<usize>,
    pub self_closing: bool,
}

/// An attribute of a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// In lower case.
    pub name: String,
    /// The value without character references.
    pub value: String,
    /// Where the value is written, without quotation marks.
    pub place: Range<usize>,
}

impl Tag {
    /// The value of an attribute; the first one counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|it| it.value.as_str())
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.name == name)
    }
}

/// Takes a stretch of a text apart. What is inside `script`, `style` and the like is one text.
pub(crate) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let base = range.start;
    let Some(part) = text.get(range) else {
        return Vec::new();
    };
    let part = &*long_tags::ease(part);
    let mut out = Collector {
        text: part,
        base,
        tokens: Vec::new(),
        open: None,
    };
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            out.take(event, span.start..span.end);
            None::<Infallible>
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(part, emitter).finish();
    out.tokens
}

struct Collector<'a> {
    text: &'a str,
    base: usize,
    tokens: Vec<Token>,
    open: Option<Tag>,
}

impl Collector<'_> {
    fn take(&mut self, event: CallbackEvent<'_>, span: Range<usize>) {
        let place = self.base + span.start..self.base + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.open = Some(Tag {
                    name: lossy(name),
                    attributes: Vec::new(),
                    place,
                    self_closing: false,
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.open {
                    tag.attributes.push(Attribute {
                        name: lossy(name),
                        value: String::new(),
                        place: place.end..place.end,
                    });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.open.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    last.value = lossy(value);
                    last.place = place;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = self.open.take() {
                    tag.place.end = place.end;
                    tag.self_closing = self_closing;
                    self.tokens.push(Token::Start(tag));
                }
            }
            CallbackEvent::EndTag { name } => {
                self.open = None;
                let name = lossy(name);
                self.tokens.push(Token::End { name, place });
            }
            CallbackEvent::String { .. } => self.text(place),
            CallbackEvent::Comment { .. } => self.comment(span),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// `</>` is nothing at all, inside one text.
    fn text(&mut self, place: Range<usize>) {
        let mut start = place.start;
        let inside = place.start - self.base..place.end - self.base;
        let written = self.text.as_bytes().get(inside).unwrap_or_default();
        for at in memchr::memmem::find_iter(written, b"</>") {
            self.tokens.push(Token::Text(start..place.start + at));
            start = place.start + at + 3;
        }
        self.tokens.push(Token::Text(start..place.end));
    }

    /// Only what is written as a comment: `<?php` and `<![CDATA[` are read as comments too.
    fn comment(&mut self, span: Range<usize>) {
        let written = self.text.get(span.clone()).unwrap_or("");
        let inside = written.strip_prefix("<!--").map(|rest| {
            let rest = rest
                .strip_suffix("-->")
                .or_else(|| rest.strip_suffix("--!>"));
            rest.unwrap_or("").len()
        });
        if let Some(len) = inside.filter(|len| *len > 0) {
            let start = self.base + span.start + 4;
            self.tokens.push(Token::Comment(start..start + len));
        }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::entities::entity;
    use super::*;
    use proptest::prelude::*;

    fn decoded(text: &str, in_attribute: bool) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match entity(text, at, in_attribute).filter(|_| c == '&') {
                Some((len, shown)) => {
                    out.push_str(&shown);
                    at += len;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        out
    }

    /// What the tokenizer says of a text and what stands at the place it names are the same.
    fn agrees(html: &str) -> Result<(), TestCaseError> {
        let mut texts = Vec::new();
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| {
                if let CallbackEvent::String { value } = event {
                    texts.push(lossy(value));
                }
                None::<Infallible>
            });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        let mut texts = texts.into_iter();
        let mut done = 0;
        let mut last_raw = false;
        for token in tokens(html, 0..html.len()) {
            let place = match &token {
                Token::Start(tag) => {
                    prop_assert!(html[tag.place.clone()].starts_with('<'), "{tag:?}");
                    prop_assert!(html[tag.place.clone()].ends_with('>'), "{tag:?}");
                    for it in &tag.attributes {
                        let value = decoded(&html[it.place.clone()], true);
                        prop_assert_eq!(&value, &it.value);
                    }
                    tag.place.clone()
                }
                Token::End { place, .. } => {
                    prop_assert!(html[place.clone()].starts_with("</"));
                    place.clone()
                }
                Token::Text(place) => {
                    let written = &html[place.clone()];
                    let shown = if last_raw {
                        written.to_owned()
                    } else {
                        decoded(written, false)
                    };
                    prop_assert_eq!(Some(shown), texts.next());
                    place.clone()
                }
                Token::Comment(place) => place.clone(),
            };
            prop_assert!(done <= place.start && place.start <= place.end);
            done = place.end;
            if let Token::Start(tag) = &token {
                last_raw = matches!(tag.name.as_str(), "script" | "style");
            } else if let Token::End { .. } = &token {
                last_raw = false;
            }
        }
        Ok(())
    }

    #[test]
    fn places_are_exact() {
        let html =
            "<P Class=\"a&amp;b\" hidden>x &copy 1<!-- note --><br/></p><script>a<b</script>";
        agrees(html).expect("it agrees");
        let found = tokens(html, 0..html.len());
        let Some(Token::Start(tag)) = found.first() else {
            panic!("{found:?}")
        };
        assert_eq!((tag.name.as_str(), tag.get("class")), ("p", Some("a&b")));
        assert_eq!(&html[tag.attributes[0].place.clone()], "a&amp;b");
        assert!(
            found
                .iter()
                .any(|t| matches!(t, Token::Comment(p) if &html[p.clone()] == " note "))
        );
        assert_eq!(tokens("xx<b>y", 2..6).len(), 2);
    }

    proptest! {
        #[test]
        fn places_agree_with_the_tokenizer(parts in prop::collection::vec(prop_oneof![
            Just("<p>"), Just("</p>"), Just("<b class='x'>"), Just("</b >"), Just("<"), Just(">"), Just("&amp;"), Just("&"),
            Just("&copy"), Just("&#8217;"), Just("&#12"), Just("&notit;"), Just("<img alt=\"a &lt; b\" src=x>"), Just("<br/>"), Just("<a href=x&copy=1 title='&quot;q'>"),
            Just("<!-- c -->"), Just("<!--"), Just("-->"), Just("<![CDATA[ x ]]>"), Just("<?php x ?>"), Just("</"), Just("Рябков"), Just("word "),
            Just("<script>"), Just("</script>"), Just("<title>"), Just("</title>"), Just("\""), Just("'"), Just("="), Just("\n"), Just("<!DOCTYPE html>"), Just("</ b>"), Just("<é>"),
        ], 0..16)) {
            let html = parts.concat();
            prop_assume!(!html.contains("</>"));
            agrees(&html)?;
        }
    }
}

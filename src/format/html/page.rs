//! The walk over a page: which elements are open, what of their text a reader reads, and in which language.
//!
//! Tag soup is read as browsers read it, as far as that decides where a text begins and ends; nothing here is recursive.

use std::collections::HashMap;

use super::elements::{Role, ends_before, is_preformatted, is_void, role};
use super::flow::{Flow, Style};
use super::head::Head;
use super::labels::Labels;
use super::templates::Hole;
use super::tokens::{Tag, Token};
use crate::document::SegmentKind;
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// How far an element is looked for among the open ones where nothing else bounds the search.
const FARTHEST: usize = 64;

/// Whether text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Yes,
    /// Outside of the main content of a page that says where that is.
    Outside,
    No,
}

/// What holds inside an element.
#[derive(Debug, Clone, Copy)]
struct State {
    reading: Reading,
    style: Style,
    /// Place in the list of languages.
    language: Option<usize>,
    /// Inside an article, where a footer belongs to the text.
    article: bool,
    /// Inside a box for programs.
    listing: bool,
}

/// An open element.
#[derive(Debug)]
struct Frame {
    name: String,
    state: State,
    /// Whether text stops at its ends.
    block: bool,
    /// The nearest open block: this one or one around it.
    nearest_block: Option<usize>,
}

/// A page while it is read.
pub(super) struct Page<'a> {
    source: &'a str,
    tokens: &'a [Token],
    pub flow: Flow<'a>,
    pub labels: Labels<'a>,
    pub head: Head,
    pub comments: Vec<Span>,
    frames: Vec<Frame>,
    open: HashMap<String, usize>,
    languages: Vec<LanguageTag>,
    outermost: State,
    /// Where the last link ended.
    link_end: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(source: &'a str, tokens: &'a [Token], holes: &'a [Hole]) -> Self {
        let has_main = tokens
            .iter()
            .any(|it| matches!(it, Token::Start(tag) if is_main(tag)));
        Self {
            source,
            tokens,
            flow: Flow::new(source, holes),
            labels: Labels::new(source, holes),
            head: Head::default(),
            comments: Vec::new(),
            frames: Vec::new(),
            open: HashMap::new(),
            languages: Vec::new(),
            outermost: State {
                reading: if has_main {
                    Reading::Outside
                } else {
                    Reading::Yes
                },
                style: Style::default(),
                language: None,
                article: false,
                listing: false,
            },
            link_end: usize::MAX,
        }
    }

    pub(super) fn read(&mut self) {
        for (n, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Start(tag) => self.start(tag, n),
                Token::End { name, place } => {
                    self.end(name);
                    if !matches!(name.as_str(), "sub" | "sup") {
                        self.flow.tag();
                    }
                    if name == "a" {
                        self.link_end = place.end;
                    }
                }
                Token::Text(place) => {
                    let state = self.state();
                    if state.reading == Reading::Yes {
                        let language = state.language.and_then(|at| self.languages.get(at));
                        self.flow.text(place.clone(), state.style, language);
                    }
                }
                Token::Comment(place) => self
                    .comments
                    .push(Span::new(place.start as u32, place.end as u32)),
            }
        }
    }

    fn state(&self) -> State {
        self.frames
            .last()
            .map_or(self.outermost, |frame| frame.state)
    }

    fn start(&mut self, tag: &Tag, n: usize) {
        match tag.name.as_str() {
            // Where they begin and end is left to the content; pages forget these tags or write them twice.
            "html" | "body" | "head" => return self.head.declare_language(tag),
            "meta" => self.head.meta(tag),
            _ => {}
        }
        let role = role_here(tag);
        if matches!(role, Role::Block(_) | Role::SkippedBlock) {
            self.end_paragraph();
        }
        self.end_before(&tag.name);
        let before = self.state();
        let mut state = before;
        self.read_language(tag, role, &mut state);
        let block = self.enter(tag, role, n, &mut state);
        if before.reading == Reading::Yes || state.reading == Reading::Yes {
            if block {
                self.flow.close();
            } else if !matches!(tag.name.as_str(), "sub" | "sup" | "wbr") {
                self.flow.tag();
            }
            if role == Role::Break {
                self.flow.line_break();
            } else if tag.name == "a" && tag.place.start == self.link_end {
                // Two links without anything between them are two points of a menu, never one word.
                self.flow.close();
            }
        }
        if state.reading == Reading::Yes || tag.name == "meta" {
            let language = state.language.and_then(|at| self.languages.get(at));
            let hidden = state.style.opaque || state.style.foreign;
            self.labels.take(tag, language.filter(|_| !hidden), hidden);
        }
        if !is_void(&tag.name) && !tag.self_closing {
            let at = self.frames.len();
            let outer = self.frames.last().and_then(|frame| frame.nearest_block);
            *self.open.entry(tag.name.clone()).or_default() += 1;
            self.frames.push(Frame {
                name: tag.name.clone(),
                state,
                block,
                nearest_block: if block { Some(at) } else { outer },
            });
        }
    }

    /// What holds inside an element; whether it is a block.
    fn enter(&self, tag: &Tag, role: Role, n: usize, state: &mut State) -> bool {
        let name = tag.name.as_str();
        let block = matches!(role, Role::Block(_) | Role::SkippedBlock);
        state.listing |= block && tag.get("class").is_some_and(is_listing);
        state.article |= matches!(name, "article" | "blockquote" | "figure" | "main");
        let is_title = matches!(name, "h1" | "title") || is_main(tag);
        if state.reading == Reading::Outside && is_title {
            state.reading = Reading::Yes;
        }
        if let Role::Block(Some(kind)) = role {
            // A paragraph inside a cell or a point of a list is one still.
            let keeps = kind == SegmentKind::Paragraph
                && matches!(state.style.kind, SegmentKind::Cell | SegmentKind::Item);
            if !keeps {
                state.style.kind = kind;
            }
        }
        state.style.pre |= is_preformatted(name);
        state.style.link |= name == "a" && tag.attribute("href").is_some();
        let silent = matches!(role, Role::Skipped | Role::SkippedBlock)
            || is_hidden(tag)
            || (is_footer(tag) && !state.article)
            || (name == "sup" && self.is_mark(n))
            || (name == "pre" && (state.listing || self.is_code(n)))
            || (block && is_untranslated(tag));
        if silent {
            state.reading = Reading::No;
        }
        state.style.opaque |= role == Role::Code || is_untranslated(tag);
        block
    }

    fn read_language(&mut self, tag: &Tag, role: Role, state: &mut State) {
        let declared = tag.get("lang").or_else(|| tag.get("xml:lang"));
        let Some(language) = declared.and_then(LanguageTag::parse) else {
            return;
        };
        let around = state.language.and_then(|at| self.languages.get(at));
        let around = around.or(self.head.language());
        let same = around.is_some_and(|tag| tag.primary() == language.primary());
        if role == Role::Inline || role == Role::Code {
            state.style.foreign = !same;
        } else if !same {
            state.style.foreign = false;
            let known = self.languages.iter().position(|tag| *tag == language);
            state.language = Some(known.unwrap_or_else(|| {
                self.languages.push(language);
                self.languages.len() - 1
            }));
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            return self.flow.line_break();
        }
        if self.open.get(name).copied().unwrap_or(0) == 0 {
            if self.state().reading == Reading::Yes && matches!(role(name), Role::Block(_)) {
                self.flow.close();
            }
            return;
        }
        let frames = self.frames.iter().enumerate().rev();
        let found = match role(name) {
            Role::Block(_) | Role::SkippedBlock => frames
                .map(|(at, frame)| (at, frame.name == name))
                .find(|(_, same)| *same),
            // The end of a part of a sentence ends no block.
            _ => frames
                .take(FARTHEST)
                .take_while(|(_, frame)| !frame.block || frame.name == name)
                .map(|(at, frame)| (at, frame.name == name))
                .find(|(_, same)| *same),
        };
        if let Some((at, _)) = found {
            self.pop_to(at);
        }
    }

    /// Ends the elements from `at` on.
    fn pop_to(&mut self, at: usize) {
        let mut closes = false;
        for frame in self.frames.drain(at..) {
            if let Some(count) = self.open.get_mut(&frame.name) {
                *count = count.saturating_sub(1);
            }
            closes |= frame.block;
        }
        let read_now = self.state().reading == Reading::Yes;
        // What stands inside something that is not read breaks no sentence.
        if closes && (read_now || self.outermost.reading == Reading::Outside) {
            self.flow.close();
        }
    }

    /// A block ends the paragraph it stands in.
    fn end_paragraph(&mut self) {
        let nearest = self.frames.last().and_then(|frame| frame.nearest_block);
        if let Some(at) = nearest.filter(|at| self.frames.get(*at).is_some_and(|f| f.name == "p")) {
            self.pop_to(at);
        }
    }

    /// A point of a list ends the one before, and so on.
    fn end_before(&mut self, name: &str) {
        let (ended, bounds) = ends_before(name);
        if ended
            .iter()
            .all(|it| self.open.get(*it).copied().unwrap_or(0) == 0)
        {
            return;
        }
        let found = self
            .frames
            .iter()
            .enumerate()
            .rev()
            .take(FARTHEST)
            .take_while(|(_, frame)| !bounds.contains(&frame.name.as_str()))
            .find(|(_, frame)| ended.contains(&frame.name.as_str()));
        if let Some((at, _)) = found {
            self.pop_to(at);
        }
    }

    /// Whether raised text is the mark of a note: `[1]`, `2`, `*`.
    fn is_mark(&self, n: usize) -> bool {
        let inside = self.tokens.iter().skip(n + 1).take(8);
        let mut any = false;
        for token in inside {
            match token {
                Token::End { name, .. } if name == "sup" => return any,
                Token::Text(place) => {
                    any = true;
                    let text = self.source.get(place.clone()).unwrap_or("");
                    if text.chars().any(char::is_alphabetic) {
                        return false;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the first thing in a preformatted block is code.
    fn is_code(&self, n: usize) -> bool {
        let inside = self.tokens.iter().skip(n + 1).take(3);
        for token in inside {
            match token {
                Token::Text(place) if self.source.get(place.clone()).is_some_and(is_blank) => {}
                Token::Start(tag) => return role(&tag.name) == Role::Code,
                _ => return false,
            }
        }
        false
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_main(tag: &Tag) -> bool {
    tag.name == "main" || tag.get("role") == Some("main")
}

fn is_footer(tag: &Tag) -> bool {
    tag.name == "footer" || tag.get("role") == Some("contentinfo")
}

/// The role of an element, which its attributes may change.
fn role_here(tag: &Tag) -> Role {
    if tag.get("role") == Some("navigation") || (tag.name == "dialog" && tag.get("open").is_none())
    {
        return Role::SkippedBlock;
    }
    role(&tag.name)
}

fn is_hidden(tag: &Tag) -> bool {
    let icon =
        |class: &str| class.starts_with("material-icons") || class.starts_with("material-symbols");
    tag.attribute("hidden").is_some()
        || tag.get("aria-hidden") == Some("true")
        || tag
            .get("class")
            .is_some_and(|it| it.split_ascii_whitespace().any(icon))
}

fn is_untranslated(tag: &Tag) -> bool {
    tag.get("translate")
        .is_some_and(|it| it.eq_ignore_ascii_case("no"))
        || tag.get("class").is_some_and(|it| {
            it.split_ascii_whitespace()
                .any(|class| class == "notranslate")
        })
}

/// Whether a class says that programs stand in a box.
fn is_listing(classes: &str) -> bool {
    const NAMES: &[&str] = &[
        "code",
        "highlight",
        "programlisting",
        "screen",
        "prettyprint",
        "sourcecode",
        "literal-block",
        "source",
        "listing",
        "listingblock",
        "synopsis",
        "example",
        "terminal",
        "console",
    ];
    classes.split_ascii_whitespace().any(|class| {
        let class = class.to_ascii_lowercase();
        NAMES.contains(&class.as_str())
            || ["highlight-", "language-", "lang-", "brush:", "code-"]
                .iter()
                .any(|start| class.starts_with(start))
    })
}

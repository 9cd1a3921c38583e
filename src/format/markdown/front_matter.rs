//! Front matter: what a file declares of itself in YAML or TOML at its very start, and the fields of it that are prose.
//!
//! Read line by line and never written as a whole: only single-line values are prose, so that an edit stays inside one value.

use std::ops::Range;

use super::ignore;
use crate::lang::LanguageTag;

/// Fields that a reader sees as text.
const PROSE: &[&str] = &[
    "title",
    "description",
    "summary",
    "headline",
    "subtitle",
    "excerpt",
    "subheadline",
    "lead",
];

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Where the Markdown begins.
    pub end: usize,
    pub language: Option<LanguageTag>,
    pub source_language: Option<LanguageTag>,
    /// ISO date.
    pub date: Option<String>,
    /// Values that are prose, in order.
    pub values: Vec<Value>,
    /// Rules that the file silences for itself, and where it says so.
    pub ignored: Option<(Range<usize>, Vec<String>)>,
}

/// A value on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// Its place between the quotation marks.
    pub place: Range<usize>,
    pub quotes: Quotes,
    /// Its runs in order, each with what it stands for where that is something else.
    pub pieces: Vec<(Range<usize>, Option<&'static str>)>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `title: text`
    Plain,
    /// `'text'` of YAML: a quotation mark is doubled.
    Doubled,
    /// `"text"`: a backslash escapes.
    Escaped,
    /// `'text'` of TOML: nothing is escaped.
    Literal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Reads the front matter; without one, the Markdown begins at once.
pub(super) fn read(source: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Some((syntax, lines, end)) = lines(source) else {
        return front;
    };
    front.end = end;
    let mut dates: [Option<String>; 3] = [None, None, None];
    for (n, line) in lines.iter().enumerate() {
        if syntax == Syntax::Toml && source.get(line.clone()).is_some_and(|l| l.starts_with('[')) {
            break;
        }
        let Some((key, value)) = field(source, line, syntax) else {
            continue;
        };
        let goes_on = lines.get(n + 1).and_then(|next| source.get(next.clone()));
        let whole = goes_on.is_none_or(|l| !l.starts_with([' ', '\t']) || l.trim().is_empty());
        let Some(value) = value_at(source, value, syntax).filter(|_| whole) else {
            continue;
        };
        let text = value.text(source);
        match key.as_str() {
            "lang" | "language" | "locale" => front.language = front.language.or(language(&text)),
            "source_lang" | "source-lang" | "source_language" | "source-language"
            | "translated_from" | "translated-from" => {
                front.source_language = language(&text);
            }
            "date" => dates[0] = dates[0].take().or(day(&text)),
            "published" | "pubdate" | "publishdate" | "published_at" => {
                dates[1] = dates[1].take().or(day(&text));
            }
            "lastmod" => dates[2] = dates[2].take().or(day(&text)),
            key if PROSE.contains(&key) && !text.trim().is_empty() => front.values.push(value),
            _ => {}
        }
    }
    front.date = dates.into_iter().flatten().next();
    front.ignored = ignored(source, &lines, syntax);
    front
}

/// What the block of this program says.
fn ignored(
    source: &str,
    lines: &[Range<usize>],
    syntax: Syntax,
) -> Option<(Range<usize>, Vec<String>)> {
    let text = |line: &Range<usize>| source.get(line.clone()).unwrap_or("");
    let ours = |line: &Range<usize>| match syntax {
        Syntax::Yaml => text(line).starts_with("exonym:"),
        Syntax::Toml => text(line).starts_with("[exonym]") || text(line).starts_with("exonym."),
    };
    let first = lines.iter().position(ours)?;
    let goes_on = |line: &&Range<usize>| match syntax {
        Syntax::Yaml => text(line).starts_with([' ', '\t', '-', '}', ']']),
        Syntax::Toml => !text(line).starts_with('['),
    };
    let start = lines.get(first)?.clone();
    let rest = lines.get(first + 1..)?.iter().take_while(goes_on);
    let place = start.start..rest.last().map_or(start.end, |line| line.end);
    let names = ignore::names(source.get(place.clone())?, syntax == Syntax::Yaml);
    (!names.is_empty()).then_some((place, names))
}

/// The lines between the marks, and where what follows them begins.
fn lines(source: &str) -> Option<(Syntax, Vec<Range<usize>>, usize)> {
    let mut at = 0;
    let mut out = Vec::new();
    let mut syntax = None;
    for line in source.split_inclusive('\n') {
        let range = at..at + line.trim_end_matches(['\n', '\r']).len();
        at += line.len();
        let text = line.trim_end();
        match syntax {
            None => {
                syntax = Some(match text {
                    "---" => Syntax::Yaml,
                    "+++" => Syntax::Toml,
                    _ => return None,
                });
            }
            Some(Syntax::Yaml) if text == "---" || text == "..." => {
                // Text between two rules is no front matter.
                let said = |line: &&Range<usize>| {
                    let text = source.get((*line).clone()).unwrap_or("");
                    !text.trim().is_empty() && !text.starts_with('#')
                };
                let first = out.iter().find(said);
                let is_one = first.is_none_or(|line| field(source, line, Syntax::Yaml).is_some());
                return is_one.then_some((Syntax::Yaml, out, at));
            }
            Some(Syntax::Toml) if text == "+++" => return Some((Syntax::Toml, out, at)),
            Some(_) => out.push(range),
        }
    }
    None
}

/// Key and place of the value of a field at the left margin.
fn field(source: &str, line: &Range<usize>, syntax: Syntax) -> Option<(String, Range<usize>)> {
    let text = source.get(line.clone())?;
    let sign = match syntax {
        Syntax::Yaml => ':',
        Syntax::Toml => '=',
    };
    let at = text.find(sign)?;
    let (key, value) = (text.get(..at)?, text.get(at + 1..)?);
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let spaced = syntax == Syntax::Toml || value.is_empty() || value.starts_with([' ', '\t']);
    if !spaced || key.starts_with(' ') || !key.chars().all(named) {
        return None;
    }
    let start = line.start + at + 1 + (value.len() - value.trim_start().len());
    let end = line.end - (value.len() - value.trim_end().len());
    Some((key.trim().to_ascii_lowercase(), start..end.max(start)))
}

/// A scalar that ends on its line.
fn value_at(source: &str, place: Range<usize>, syntax: Syntax) -> Option<Value> {
    let text = source.get(place.clone())?;
    let quotes = match (text.chars().next()?, syntax) {
        ('"', _) => Quotes::Escaped,
        ('\'', Syntax::Yaml) => Quotes::Doubled,
        ('\'', Syntax::Toml) => Quotes::Literal,
        (_, Syntax::Toml) => return plain(text, place),
        (_, Syntax::Yaml) => return plain(text, place),
    };
    let mut pieces = Vec::new();
    let mut run = place.start + 1;
    let mut at = run;
    loop {
        let rest = source.get(at..place.end)?;
        let c = rest.chars().next()?;
        let (len, shown) = match (quotes, c) {
            (Quotes::Doubled, '\'') if rest.starts_with("''") => (2, "'"),
            (Quotes::Escaped, '\\') => (2, escaped(rest)?),
            (Quotes::Escaped, '"') | (Quotes::Doubled | Quotes::Literal, '\'') => break,
            _ => {
                at += c.len_utf8();
                continue;
            }
        };
        pieces.push((run..at, None));
        pieces.push((at..at + len, Some(shown)));
        at += len;
        run = at;
    }
    pieces.push((run..at, None));
    pieces.retain(|(range, _)| !range.is_empty());
    let rest = source.get(at + 1..place.end)?.trim_start();
    (rest.is_empty() || rest.starts_with('#')).then_some(Value {
        place: place.start + 1..at,
        quotes,
        pieces,
    })
}

/// What a backslash and the character after it stand for; others than these are not prose.
fn escaped(text: &str) -> Option<&'static str> {
    match text.as_bytes().get(1)? {
        b'"' => Some("\""),
        b'\\' => Some("\\"),
        b'/' => Some("/"),
        b'n' => Some("\n"),
        b't' => Some("\t"),
        _ => None,
    }
}

/// A scalar without quotation marks, as far as YAML reads it as one text.
fn plain(text: &str, place: Range<usize>) -> Option<Value> {
    let text = text
        .find(" #")
        .map_or(text, |at| text.get(..at).unwrap_or(""))
        .trim_end();
    let special = text.starts_with([
        '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`', '#', ',', '"', '\'',
    ]);
    let marked = ["- ", "? ", ": "].iter().any(|mark| text.starts_with(mark));
    if special || marked || text.is_empty() || text.contains(": ") || text.ends_with(':') {
        return None;
    }
    let place = place.start..place.start + text.len();
    Some(Value {
        pieces: vec![(place.clone(), None)],
        place,
        quotes: Quotes::Plain,
    })
}

impl Value {
    /// What the value says.
    pub fn text(&self, source: &str) -> String {
        let shown = |(range, shown): &(Range<usize>, Option<&'static str>)| {
            shown
                .unwrap_or(source.get(range.clone()).unwrap_or(""))
                .to_owned()
        };
        self.pieces.iter().map(shown).collect()
    }
}

/// A tag of a spoken language; `language: rust` says something else.
fn language(text: &str) -> Option<LanguageTag> {
    let tag = LanguageTag::parse(&text.trim().replace('_', "-"))?;
    (matches!(tag.primary().len(), 2 | 3) && tag.primary() != "und").then_some(tag)
}

/// The day of a date.
fn day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let fits = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    fits.then(|| day.to_owned())
}

//! Protected zones: stretches in which nothing is ever fixed. URLs, e-mail addresses, paths, handles, tags, code.
//!
//! Bylines and frozen names (Kiev-class) depend on a language and on a mention; see [`byline_zone`] and [`frozen_zone`].

use memchr::memmem;

use super::words::{LanguageWords, has};
use crate::text::span::Span;

/// What protects a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ZoneKind {
    Email,
    Url,
    Path,
    Handle,
    Tag,
    Code,
    Byline,
    Frozen,
}

impl ZoneKind {
    /// Said in the reason of a fix that is not safe.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Url => "a web address",
            Self::Email => "an e-mail address",
            Self::Path => "a file path",
            Self::Handle => "a handle",
            Self::Tag => "a tag",
            Self::Code => "code",
            Self::Byline => "a byline",
            Self::Frozen => "a name that keeps its historical form",
        }
    }
}

/// A protected stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    pub kind: ZoneKind,
    pub span: Span,
}

const DOMAINS: &[&str] = &[
    "com", "org", "net", "info", "gov", "mil", "int", "edu", "eu", "ru", "su", "ua", "by", "kz",
    "de", "fr", "es", "it", "pl", "uk", "cn", "jp", "tv", "io", "рф", "укр",
];

/// How far a run is followed on each side; longer ones are noise, and following them from every mark in them would be quadratic.
const LONGEST_SIDE: usize = 2048;

/// How far from the start of its line a mention in a byline may stand, in bytes.
const LONGEST_BYLINE: usize = 240;

/// All zones that can be seen without a language, and those known before; sorted, not overlapping.
pub(crate) fn find(text: &str, known: impl IntoIterator<Item = Zone>) -> Vec<Zone> {
    let mut zones: Vec<Zone> = known.into_iter().collect();
    urls(text, &mut zones);
    domains(text, &mut zones);
    ats(text, &mut zones);
    tags(text, &mut zones);
    code(text, &mut zones);
    fences(text, &mut zones);
    markup(text, &mut zones);
    paths(text, &mut zones);
    zones.sort_by_key(|z| (z.span.start, std::cmp::Reverse(z.span.end), z.kind));
    let mut out: Vec<Zone> = Vec::with_capacity(zones.len());
    for zone in zones {
        match out.last_mut() {
            Some(last) if zone.span.start < last.span.end => {
                last.span.end = last.span.end.max(zone.span.end)
            }
            _ => out.push(zone),
        }
    }
    out
}

fn zone(kind: ZoneKind, start: usize, end: usize) -> Zone {
    Zone {
        kind,
        span: Span::new(start as u32, end as u32),
    }
}

/// The run without spaces and quotation marks around `at`, without punctuation at its end; at most [`LONGEST_SIDE`] each way.
fn run(text: &str, at: usize) -> (usize, usize) {
    let first = text.ceil_char_boundary(at.saturating_sub(LONGEST_SIDE));
    let last = text.floor_char_boundary(at.saturating_add(LONGEST_SIDE));
    let stop = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '<' | '>' | '“' | '”' | '«' | '»' | '„' | '（' | '）' | '，' | '。'
            )
    };
    let start = text
        .get(first..at)
        .and_then(|t| {
            t.char_indices()
                .rev()
                .find(|(_, c)| stop(*c) || matches!(c, '(' | '['))
        })
        .map_or(first, |(i, c)| first + i + c.len_utf8());
    let end = text
        .get(at..last)
        .and_then(|t| t.char_indices().find(|(_, c)| stop(*c)))
        .map_or(last, |(i, _)| at + i);
    let trimmed = text
        .get(start..end)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']);
    (start, start + trimmed.len())
}

fn urls(text: &str, zones: &mut Vec<Zone>) {
    for needle in ["://", "www."] {
        let mut done = 0;
        for at in memmem::find_iter(text.as_bytes(), needle) {
            if at < done {
                continue;
            }
            let (start, end) = run(text, at);
            done = end;
            if end > start {
                zones.push(zone(ZoneKind::Url, start, end));
            }
        }
    }
}

/// `ria.ru`, `tass.com/defense`: a known top-level domain after a dot without a space.
fn domains(text: &str, zones: &mut Vec<Zone>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(b'.', bytes) {
        if at < done {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|i| bytes.get(i))
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let after = bytes
            .get(at + 1)
            .is_some_and(|b| b.is_ascii_lowercase() || *b >= 0xd0);
        if !before || !after {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let label: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .take(8)
            .collect();
        let next = rest.get(label.len()..).and_then(|t| t.chars().next());
        if DOMAINS.contains(&label.as_str())
            && next.is_none_or(|c| !c.is_alphanumeric() && c != '-')
        {
            let (start, end) = run(text, at);
            done = end;
            zones.push(zone(ZoneKind::Url, start, end));
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn ats(text: &str, zones: &mut Vec<Zone>) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        if at < done {
            continue;
        }
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + 1..).and_then(|t| t.chars().next());
        if !after.is_some_and(is_word) {
            continue;
        }
        if before.is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '+')) {
            let (start, end) = run(text, at);
            done = end;
            zones.push(zone(ZoneKind::Email, start, end));
        } else {
            let len: usize = text
                .get(at + 1..)
                .unwrap_or_default()
                .chars()
                .take_while(|c| is_word(*c) || *c == '.')
                .map(char::len_utf8)
                .sum();
            zones.push(zone(ZoneKind::Handle, at, at + 1 + len));
        }
    }
}

fn tags(text: &str, zones: &mut Vec<Zone>) {
    for at in memchr::memchr_iter(b'#', text.as_bytes()) {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let rest = text.get(at + 1..).unwrap_or_default();
        if before.is_some_and(|c| is_word(c) || c == '&')
            || !rest.chars().next().is_some_and(char::is_alphabetic)
        {
            continue;
        }
        let len: usize = rest
            .chars()
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum();
        zones.push(zone(ZoneKind::Tag, at, at + 1 + len));
    }
}

/// Text between two back-quotes on one line.
fn code(text: &str, zones: &mut Vec<Zone>) {
    let mut open: Option<usize> = None;
    for at in memchr::memchr_iter(b'`', text.as_bytes()) {
        match open {
            Some(start) if !text.get(start..at).unwrap_or("\n").contains('\n') => {
                zones.push(zone(ZoneKind::Code, start, at + 1));
                open = None;
            }
            _ => open = Some(at),
        }
    }
}

/// Fenced blocks of Markdown: lines that begin with three back-quotes or tildes, and what is between two of them.
fn fences(text: &str, zones: &mut Vec<Zone>) {
    for fence in ["```", "~~~"] {
        let mut open: Option<usize> = None;
        for at in memmem::find_iter(text.as_bytes(), fence) {
            let line = text
                .get(..at)
                .map_or(0, |t| t.rfind('\n').map_or(0, |i| i + 1));
            if text
                .get(line..at)
                .is_none_or(|t| !t.trim().is_empty() || t.len() > 3)
            {
                continue;
            }
            open = match open {
                Some(start) => {
                    zones.push(zone(ZoneKind::Code, start, at + fence.len()));
                    None
                }
                None => Some(at),
            };
        }
    }
}

/// Tags of HTML with their attributes, comments, and the whole of scripts and styles.
fn markup(text: &str, zones: &mut Vec<Zone>) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = text
            .get(at + 1..text.floor_char_boundary(at + 1 + LONGEST_SIDE))
            .unwrap_or("");
        if at < done
            || !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
        {
            continue;
        }
        let Some(close) = rest.find('>') else {
            continue;
        };
        let mut end = at + 2 + close;
        for (open, closing) in [("script", "</script"), ("style", "</style"), ("!--", "-->")] {
            let opens = rest
                .get(..open.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(open));
            if let Some(found) = text
                .get(at..)
                .filter(|_| opens)
                .and_then(|t| t.find(closing))
            {
                end = at + found + closing.len();
            }
        }
        done = end;
        zones.push(zone(ZoneKind::Code, at, end));
    }
}

/// `/etc/hosts`, `wire/a.txt`, `C:\x\y`; never `and/or`.
fn paths(text: &str, zones: &mut Vec<Zone>) {
    let mut done = 0;
    for at in memchr::memchr2_iter(b'/', b'\\', text.as_bytes()) {
        if at < done {
            continue;
        }
        let (start, end) = run(text, at);
        done = end.max(at + 1);
        let word = text.get(start..end).unwrap_or_default();
        let slashes = word.matches(['/', '\\']).count();
        let rooted = word.starts_with(['/', '~', '.']) || word.get(1..3) == Some(":\\");
        let extension = word.rsplit_once('.').is_some_and(|(_, ext)| {
            (2..=5).contains(&ext.len())
                && ext
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if (rooted && slashes > 1) || extension {
            zones.push(zone(ZoneKind::Path, start, end));
        }
    }
}

/// The byline or credit that a mention stands in: its line begins with one of the language's openers.
pub(crate) fn byline_zone(text: &str, span: Span, words: &LanguageWords) -> Option<Zone> {
    let at = span.start as usize;
    let from = text.ceil_char_boundary(at.saturating_sub(LONGEST_BYLINE));
    let start = match memchr::memrchr(b'\n', text.get(from..at)?.as_bytes()) {
        Some(i) => from + i + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let line = text
        .get(start..at)?
        .trim_start_matches(['(', '•', '-', '—', '*', ' ', '\t']);
    let lower = line.to_lowercase();
    if lower.chars().count() > 60 {
        return None;
    }
    let opens = words.byline.iter().any(|opener| {
        lower.strip_prefix(opener.as_str()).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([' ', ':', '\u{a0}']) || opener.ends_with(':')
        })
    });
    if !opens {
        return None;
    }
    // A byline is a short line without a verb; a sentence that opens with "By" goes on.
    let end = text.get(at..)?.find('\n').map_or(text.len(), |i| at + i);
    let words_in_line = text.get(start..end)?.split_whitespace().take(11).count();
    (words_in_line <= 10).then(|| zone(ZoneKind::Byline, start, end))
}

/// Words of a phrase that freezes a name: `Stock Exchange`, `battle of`.
const PHRASE_WORDS: usize = 3;

/// What may stand between a name and the word that freezes it.
const JOINTS: [char; 8] = ['-', '‐', '‑', ' ', '\u{a0}', '\t', '\r', '\n'];

/// What may stand between two words of a phrase.
const SPACES: [char; 5] = [' ', '\u{a0}', '\t', '\r', '\n'];

/// Whether two words with this between them belong together: a narrow gap, or one line break with spaces around it.
fn joins(gap: &str) -> bool {
    match gap.matches('\n').count() {
        0 => (1..=3).contains(&gap.len()) && !gap.contains('\r'),
        1 => true,
        _ => false,
    }
}

/// The frozen name that a mention is part of: `Kiev-class`, `Kiev Stock Exchange`, `chicken Kiev`, `battle of Kiev`.
pub(crate) fn frozen_zone(text: &str, span: Span, words: &LanguageWords) -> Option<Zone> {
    let (start, end) = (span.start as usize, span.end as usize);
    let after = text.get(end..)?;
    if let Some(len) = phrase_after(after, &words.frozen_after) {
        return Some(zone(ZoneKind::Frozen, start, end + len));
    }
    let first = phrase_before(text.get(..start)?, &words.frozen_before)?;
    Some(zone(ZoneKind::Frozen, first, end))
}

/// Length of the gap and the phrase of `list` with which `text` begins.
fn phrase_after(text: &str, list: &[String]) -> Option<usize> {
    let (mut rest, mut phrase) = (text, String::new());
    for number in 0..PHRASE_WORDS {
        let between: &[char] = if number == 0 { &JOINTS } else { &SPACES };
        let word = rest.trim_start_matches(between);
        if !joins(rest.get(..rest.len() - word.len())?) {
            return None;
        }
        let len = word
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(word.len());
        if len == 0 {
            return None;
        }
        if number > 0 {
            phrase.push(' ');
        }
        phrase.push_str(&word.get(..len)?.to_lowercase());
        rest = word.get(len..)?;
        if has(list, &phrase) {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// Where the phrase of `list` begins with which, and a gap, `text` ends.
fn phrase_before(text: &str, list: &[String]) -> Option<usize> {
    let (mut rest, mut phrase) = (text, String::new());
    for number in 0..PHRASE_WORDS {
        let between: &[char] = if number == 0 { &JOINTS } else { &SPACES };
        let head = rest.trim_end_matches(between);
        if !joins(rest.get(head.len()..)?) {
            return None;
        }
        // A word may have a hyphen of its own: `sous-marin`.
        rest = head.trim_end_matches(|c: char| c.is_alphabetic() || c == '-');
        let word = head.get(rest.len()..)?.to_lowercase();
        if word.is_empty() {
            return None;
        }
        phrase = if number == 0 {
            word
        } else {
            format!("{word} {phrase}")
        };
        if has(list, &phrase) {
            return Some(rest.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(ZoneKind, &str)> {
        find(text, [])
            .iter()
            .map(|z| (z.kind, z.span.slice(text)))
            .collect()
    }

    #[test]
    fn zones_are_seen() {
        use ZoneKind::*;
        assert_eq!(
            found("see https://ria.ru/20201026/Rjabkow.html, he said"),
            [(Url, "https://ria.ru/20201026/Rjabkow.html")]
        );
        assert_eq!(
            found("on tass.com/defense today"),
            [(Url, "tass.com/defense")]
        );
        assert_eq!(
            found("mail rjabkow@mid.ru, @Rjabkow #Rjabkow"),
            [
                (Email, "rjabkow@mid.ru"),
                (Handle, "@Rjabkow"),
                (Tag, "#Rjabkow")
            ]
        );
        assert_eq!(
            found("run `Rjabkow x` in wire/berlin.txt"),
            [(Code, "`Rjabkow x`"), (Path, "wire/berlin.txt")]
        );
    }

    #[test]
    fn prose_is_not_a_zone() {
        assert_eq!(
            found("Ryabkov/Riabkov and/or Lavrov. He said no.in fact 3.5 p.m. № 5 #1 C# `open"),
            []
        );
        assert_eq!(found("the U.S. side.The end"), []);
    }

    #[test]
    fn names_that_keep_their_form() {
        let words = LanguageWords {
            frozen_after: vec![
                "class".into(),
                "conservatory".into(),
                "stock exchange".into(),
            ],
            frozen_before: vec!["battle of".into(), "chicken".into(), "sous-marin".into()],
            byline: vec!["by".into()],
            ..Default::default()
        };
        let at = |text: &str| {
            let start = text.find("Kiev").unwrap() as u32;
            Span::new(start, start + 4)
        };
        for text in [
            "the Kiev-class carrier",
            "a Kiev class ship",
            "chicken Kiev",
            "the Battle of Kiev",
            "the Kiev\nConservatory",
            "the Kiev \r\n  Conservatory",
            "the Kiev-\nclass carrier",
            "the Kiev Stock Exchange",
            "the Kiev Stock\nExchange fell",
            "chicken\nKiev",
            "le sous-marin Kiev",
            "the Battle\r\nof\r\nKiev",
        ] {
            assert!(frozen_zone(text, at(text), &words).is_some(), "{text}");
        }
        for text in [
            "in Kiev\n\nClass began",
            "in Kiev\r\n\r\nClass began",
            "a Kiev stock broker",
            "the Kiev Stock, Exchange",
            "ate chicken\n\nKiev fell",
            "ate chicken    Kiev",
        ] {
            assert!(frozen_zone(text, at(text), &words).is_none(), "{text}");
        }
        assert_eq!(
            frozen_zone("the Kiev Stock Exchange", at("the Kiev"), &words)
                .map(|z| z.span.slice("the Kiev Stock Exchange")),
            Some("Kiev Stock Exchange")
        );
        assert!(frozen_zone("in Kiev, class began", at("in Kiev, class began"), &words).is_none());
        assert!(byline_zone("By Kiev Smith\nText", at("By Kiev Smith\nText"), &words).is_some());
        let prose = "By the time the delegation had arrived in the city of Kiev on Monday";
        assert!(byline_zone(prose, at(prose), &words).is_none());
    }

    #[test]
    fn bylines_stand_near_the_start_of_their_line() {
        let words = LanguageWords {
            byline: vec!["by".into()],
            ..Default::default()
        };
        let zone_in = |text: &str| {
            let start = text.find("Kiev").unwrap() as u32;
            byline_zone(text, Span::new(start, start + 4), &words).map(|z| z.span.slice(text).len())
        };
        assert_eq!(zone_in("Я\n(By Kiev Smith\nText"), Some(14));
        assert_eq!(zone_in(&format!("{}\nBy Kiev", "я".repeat(500))), Some(7));
        // No line starts within reach, whatever character the window falls into.
        for lead in 238..244 {
            assert_eq!(zone_in(&format!("{}By Kiev", "я".repeat(lead))), None);
            assert_eq!(zone_in(&format!("x{}By Kiev", "я".repeat(lead))), None);
        }
    }

    /// Following each of these runs to its ends from every mark in it would take minutes.
    #[test]
    fn long_runs_of_marks_cost_linear_time_and_are_one_zone() {
        for (unit, kind) in [
            ("a@", ZoneKind::Email),
            ("я@", ZoneKind::Email),
            ("a.ru,", ZoneKind::Url),
            ("a://b", ZoneKind::Url),
            ("www.", ZoneKind::Url),
        ] {
            let text = unit.repeat(200_000 / unit.len());
            let zones = find(&text, []);
            assert_eq!(zones.len(), 1, "{unit}");
            assert!(zones.iter().all(|z| z.kind == kind), "{unit}");
            let covered: u32 = zones.iter().map(|z| z.span.len()).sum();
            assert!(text.len() as u32 - covered <= 4, "{unit}");
        }
        assert!(find(&"a/".repeat(100_000), []).len() <= 1);
    }
}

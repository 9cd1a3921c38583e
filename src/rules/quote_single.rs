//! Single quotation marks on the wrong side of their space, told from apostrophes by their partner in the paragraph.

use memchr::memmem;

use super::context::RuleContext;
use super::quote_place::{Fault, edit};
use super::words_beside::first_word;
use crate::document::words::has;
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

/// How far before a closing mark its opening one is looked for, in bytes.
const LONGEST: usize = 2000;

/// All faults of a text.
pub(super) fn faults(context: &RuleContext) -> Vec<Fault> {
    let text = context.text();
    let mut out = Vec::new();
    for (needle, opening) in [(" ’", '‘'), (" '", '\'')] {
        let places = memmem::find_iter(text.as_bytes(), needle);
        out.extend(places.filter_map(|at| closing(context, at, opening)));
    }
    // German ‚…‘ closes with what opens in English.
    if memmem::find(text.as_bytes(), "‚".as_bytes()).is_none() {
        let places = memmem::find_iter(text.as_bytes(), "‘ ");
        out.extend(places.filter_map(|at| left(context, at)));
    }
    out
}

/// `, ’said`, `. ’` at the end of a line: `at` is the space.
fn closing(context: &RuleContext, at: usize, opening: char) -> Option<Fault> {
    let text = context.text();
    let (head, mark) = (text.get(..at)?, at + 1);
    let len = text.get(mark..)?.chars().next()?.len_utf8();
    let tail = text.get(mark + len..)?;
    let stop = head
        .chars()
        .next_back()
        .filter(|c| matches!(c, ',' | '.' | '!' | '?'))?;
    let next = tail.chars().next();
    let word = first_word(tail);
    let moved = next.is_some_and(char::is_alphabetic);
    let curly = opening == '‘';
    let ended = next.is_none_or(|c| matches!(c, '\n' | '\r'));
    if !(ended || (moved && word.chars().count() > 1)) || !is_open(head, opening) {
        return None;
    }
    let says = is_saying(context, at, word);
    // ’em, ’cause: without a comma and a verb of saying an apostrophe is likelier.
    let torn = curly && is_quoted_here(head) && !closes_later(tail);
    if moved && !(stop == ',' && (says || torn)) {
        return None;
    }
    let space = if moved { " " } else { "" };
    let glyph = text.get(mark..mark + len)?;
    fault(
        context,
        edit(at, mark + len, format!("{glyph}{space}")),
        "the closing quotation mark stands after its space, not before it",
    )
}

/// `they‘ reach ’countries`, `‘ reach’`: `at` is the mark.
fn left(context: &RuleContext, at: usize) -> Option<Fault> {
    let text = context.text();
    let (head, len) = (text.get(..at)?, '‘'.len_utf8());
    let tail = text.get(at + len + 1..)?;
    let near = tail.get(..tail.floor_char_boundary(LONGEST))?;
    let line = near.split(['\n', '\r']).next().unwrap_or_default();
    let closes = line
        .char_indices()
        .filter(|(_, c)| *c == '’')
        .any(|(n, _)| {
            let before = line.get(..n).and_then(|t| t.chars().next_back());
            let after = line
                .get(n + '’'.len_utf8()..)
                .and_then(|t| t.chars().next());
            let ends = after.is_none_or(|c| !c.is_alphanumeric());
            ends || before.is_some_and(char::is_whitespace)
        });
    if !closes || !tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    let touches = head.ends_with(char::is_alphabetic);
    let starts = head.is_empty() || head.ends_with(char::is_whitespace);
    let new = match (touches, starts) {
        (true, _) => " ‘",
        (_, true) => "‘",
        _ => return None,
    };
    fault(
        context,
        edit(at, at + len + 1, new.to_owned()),
        "a space after the opening quotation mark",
    )
}

/// Whether a single mark was opened in this paragraph and not closed since.
fn is_open(head: &str, opening: char) -> bool {
    let from = head.ceil_char_boundary(head.len().saturating_sub(LONGEST));
    let part = head.get(from..).unwrap_or_default();
    let part = part.rsplit("\n\n").next().unwrap_or_default();
    let closing = if opening == '‘' { '’' } else { opening };
    let mut open = false;
    let mut before = ' ';
    let mut chars = part.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let begins = before.is_whitespace() || matches!(before, '(' | '“' | '"' | '—');
        let opens = |a: char| a.is_uppercase() || (opening == '‘' && a.is_alphanumeric());
        if c == opening && begins && after.is_some_and(opens) {
            open = true;
        } else if c == closing
            && matches!(before, ',' | '.' | '!' | '?')
            && after.is_none_or(|a| !a.is_alphanumeric())
        {
            open = false;
        }
        before = c;
    }
    open
}

/// Whether the last ‘ of the line is still open: an apostrophe that opens a word is written ’, never ‘.
fn is_quoted_here(head: &str) -> bool {
    let line = head.rsplit('\n').next().unwrap_or_default();
    line.rfind('‘').is_some_and(|at| {
        let inside = line.get(at..).unwrap_or_default();
        let mut letters = inside.chars().skip_while(|c| *c != '’').skip(1);
        // Apostrophes inside words close nothing.
        inside.matches('’').count() == 0 || letters.next().is_some_and(char::is_alphanumeric)
    })
}

/// Whether a ’ that ends a word comes in this line before another ‘ does.
fn closes_later(tail: &str) -> bool {
    let line = tail.split(['\n', '‘']).next().unwrap_or_default();
    line.split('’')
        .skip(1)
        .any(|after| !after.starts_with(char::is_alphanumeric))
}

fn is_saying(context: &RuleContext, at: usize, word: &str) -> bool {
    let language = context.language_at(Span::new(at as u32, at as u32 + 1));
    let words = language.and_then(|l| knowledge().words(l.primary()));
    let tail = context.text().get(at + 1..).unwrap_or_default();
    let tail = tail
        .get(..tail.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let near = tail
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    words.is_some_and(|w| {
        has(&w.saying, &word.to_lowercase())
            || near.take(3).any(|n| has(&w.saying, &n.to_lowercase()))
    })
}

fn fault(
    context: &RuleContext,
    edit: crate::finding::Edit,
    message: &'static str,
) -> Option<Fault> {
    context
        .document
        .zone_at(edit.span)
        .is_none()
        .then_some(Fault {
            edit,
            message,
            certain: true,
            forgotten: false,
        })
}

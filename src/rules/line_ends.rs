//! Where lines end in the middle of a sentence, of a word or of a bracket.
//!
//! Whether an end of a line means anything is a matter of the whole text: where many lines end anywhere, the text is wrapped or verse.

use std::ops::Range;

use super::broken_line::Broken;
use super::context::RuleContext;
use crate::document::SegmentKind;
use crate::document::words::has;
use crate::finding::{Applicability, Edit};
use crate::lang::joints::Joints;
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

/// A bracket that closes later than so many bytes is another one.
const LONGEST_BRACKET: usize = 600;

/// Words of a line that is no heading.
const SENTENCE: usize = 12;

/// Words of a line before a capital, or before the end of the text.
const FEW: usize = 4;

/// A line with a word in it, without the space around it.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    number: usize,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn words(&self) -> usize {
        let ideographs = self.text.chars().filter(|c| is_ideograph(*c)).count();
        self.text.split_whitespace().count().max(ideographs / 2)
    }
}

/// What tells that a line was cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The next line goes on in lower case.
    Lower,
    /// The last word cannot end a sentence.
    Open,
    /// A comma stands before a capital letter, or before an ideograph.
    Comma,
    /// The next line begins with a mark that belongs to this one.
    Mark,
    /// A word is broken at a hyphen.
    Hyphen,
}

/// Two lines between which a sentence may have been cut.
struct Cut<'a> {
    before: Line<'a>,
    after: Line<'a>,
    sign: Sign,
    /// No blank line stands between them.
    close: bool,
}

/// What the lines of the text are like.
#[derive(Default)]
struct Lines {
    all: usize,
    /// Lines that end like sentences.
    ended: usize,
    /// Lines that go on in lower case in the next line, and in the next paragraph.
    wrapped: usize,
    parted: usize,
    /// Sentences that begin in lower case.
    careless: usize,
}

impl Lines {
    /// So many tenths of the lines end like sentences; one that goes on in the next is a line with it.
    fn end_well(&self, tenths: usize) -> bool {
        let whole = self.all - self.wrapped.min(1);
        self.all >= 3 && self.ended * 10 >= whole * tenths
    }
}

/// Cuts of the whole text, in order.
pub(super) fn find(context: &RuleContext) -> Vec<Broken> {
    let text = context.text();
    let mut lines = Lines::default();
    let mut cuts: Vec<Cut> = Vec::new();
    let document = context.document;
    let mut blank = false;
    let mut before: Option<Line> = None;
    for Range { start: from, end } in document.lines() {
        let whole = text.get(from..end).unwrap_or("");
        let line = whole.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        let line = Line {
            text: line,
            start: from + (whole.len() - whole.trim_start().len()),
            number: lines.all,
        };
        blank |= document.wraps;
        if let Some(before) = before.filter(|it| are_one_text(context, *it, line)) {
            let sign = sign(context, before, line, !blank);
            let careless = sign.is_none() && line.text.starts_with(char::is_lowercase);
            lines.careless += usize::from(careless && before.text.ends_with(['.', '!', '?']));
            if let Some(sign) = sign {
                lines.wrapped += usize::from(sign == Sign::Lower && !blank);
                lines.parted += usize::from(sign == Sign::Lower && blank);
                cuts.push(Cut {
                    before,
                    after: line,
                    sign,
                    close: !blank,
                });
            }
        }
        lines.all += 1;
        lines.ended += usize::from(ends_well(line.text));
        (before, blank) = (Some(line), false);
    }
    let mut found: Vec<Broken> = Vec::new();
    if is_chat(text) {
        return found;
    }
    for cut in cuts
        .iter()
        .filter(|cut| counts(cut, &lines) && !is_page(context, cut))
    {
        let broken = joined(text, cut);
        if found
            .last()
            .is_none_or(|last| !last.span.overlaps(broken.span))
        {
            found.push(broken);
        }
    }
    let last = before.filter(|last| document.kind_at(last.start) == SegmentKind::Paragraph);
    found.extend(last.and_then(|last| breaks_off(context, last, &lines)));
    found
}

/// Whether a sentence could go on from one line to the next: both are running text, and nothing stands between them.
fn are_one_text(context: &RuleContext, before: Line, after: Line) -> bool {
    let document = context.document;
    let running = |line: Line| document.kind_at(line.start) == SegmentKind::Paragraph;
    running(before) && running(after) && !document.has_words_between(before.end(), after.start)
}

/// What tells that the sentence of `before` goes on in `after`.
fn sign(context: &RuleContext, before: Line, after: Line, close: bool) -> Option<Sign> {
    let last = before.text.chars().next_back()?;
    if matches!(
        last,
        '.' | '!' | '?' | ':' | ';' | '…' | '。' | '！' | '？' | '：' | '；'
    ) {
        return None;
    }
    let first = after.text.chars().next()?;
    if is_mark(after.text) {
        let bracket = first != ')' || opens_bracket(context.text(), before.end());
        return bracket.then_some(Sign::Mark);
    }
    let opening = after
        .text
        .trim_start_matches(['"', '“', '«', '„', '‘', '(']);
    let lower = opening.starts_with(char::is_lowercase) && !is_name(before, opening);
    if close && lower && is_hyphen(before.text) {
        let next = first_word(after.text);
        let suspended = joints(context, before).is_some_and(|j| j.is_suspended(next));
        return (!suspended).then_some(Sign::Hyphen);
    }
    let word = last.is_alphanumeric() || matches!(last, '%' | '€' | '$');
    let comma = matches!(last, ',' | '，' | '、');
    if lower {
        let salutation = comma && before.number < 3 && before.words() <= 6;
        let marked = matches!(last, '"' | '”' | '»' | '’' | '\'' | ')' | '—' | '–' | '-');
        return (word || marked || comma && !salutation).then_some(Sign::Lower);
    }
    let cased = !is_ideograph(first);
    let next = first.is_alphanumeric() || opening.len() < after.text.len();
    if !next || !(word || comma) {
        return None;
    }
    // Headings and captions have no full stop: without a small letter, only the end of the line tells.
    if comma {
        let clear = !cased || before.number > 0 && before.words() >= SENTENCE;
        return clear.then_some(Sign::Comma);
    }
    let joints = joints(context, before);
    let open = joints.is_some_and(|j| j.is_open(last_word(before.text)));
    (open && before.words() >= FEW).then_some(Sign::Open)
}

/// Whether what a cut shows means something in a text with such lines.
fn counts(cut: &Cut, lines: &Lines) -> bool {
    let few = |n: usize| n <= 2.max(lines.all / 6);
    let sentence = |line: &Line| line.words() >= FEW;
    match cut.sign {
        Sign::Hyphen => true,
        Sign::Mark => lines.ended > 0,
        // Who writes without capitals writes without full stops.
        Sign::Lower if lines.careless * 10 > lines.all => false,
        Sign::Lower if cut.close => lines.end_well(7) && few(lines.wrapped),
        Sign::Lower => {
            lines.ended > 0
                && few(lines.parted)
                && (sentence(&cut.before) || sentence(&cut.after) && ends_well(cut.after.text))
        }
        Sign::Open if cut.close => lines.end_well(7),
        Sign::Open => lines.ended > 0 && lines.end_well(5),
        Sign::Comma if cut.before.text.ends_with(['，', '、']) => lines.end_well(7),
        Sign::Comma => lines.end_well(9),
    }
}

/// Lines of the page, addresses and code are no sentences.
fn is_page(context: &RuleContext, cut: &Cut) -> bool {
    let zone = |from: usize, to: usize| {
        let span = Span::new(from as u32, to as u32);
        context.document.zone_at(span).is_some()
    };
    let page = |line: &Line| knowledge().boilerplate().look(line.text).is_some();
    let (end, start) = (cut.before.end(), cut.after.start);
    zone(end - 1, end) || zone(start, start + 1) || page(&cut.before) || page(&cut.after)
}

/// The two lines as one.
fn joined(text: &str, cut: &Cut) -> Broken {
    let gap = Span::new(cut.before.end() as u32, cut.after.start as u32);
    let head = last_word(cut.before.text);
    let tail = first_word(cut.after.text);
    let start = cut.before.end() - head.len();
    let span = Span::new(start as u32, (cut.after.start + tail.len()) as u32);
    if cut.sign == Sign::Hyphen {
        return hyphen(text, span, gap, (head, tail));
    }
    let ideographs =
        tail.chars().all(is_ideograph) || head.chars().next_back().is_some_and(is_ideograph);
    let between = if cut.sign == Sign::Mark || ideographs {
        ""
    } else {
        " "
    };
    let certain = matches!(cut.sign, Sign::Lower | Sign::Mark);
    Broken {
        span,
        message: match cut.sign {
            Sign::Mark => "a mark that belongs to the line before",
            _ => "a sentence that is cut by a line break",
        },
        suggestions: vec![format!("{head}{between}{tail}")],
        edit: Some(Edit {
            span: gap,
            text: between.to_owned(),
        }),
        applicability: match certain {
            true => Applicability::Unsafe,
            false => Applicability::Display,
        },
        reason: "the sentence goes on in the next line",
    }
}

/// A word broken at a hyphen; the rest of the text tells how it is written.
fn hyphen(text: &str, span: Span, gap: Span, (head, tail): (&str, &str)) -> Broken {
    let stem = head.trim_end_matches(['-', '‐']);
    let (whole, parted) = (format!("{stem}{tail}"), format!("{stem}-{tail}"));
    let stands = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let suggestions = match (stands(&whole), stands(&parted)) {
        (true, false) => vec![whole],
        (false, true) => vec![parted],
        _ => vec![whole, parted],
    };
    let edit = match suggestions.as_slice() {
        [one] if one.contains('-') => Some(Edit {
            span: gap,
            text: String::new(),
        }),
        [_] => Some(Edit {
            span: Span::new(gap.start - (head.len() - stem.len()) as u32, gap.end),
            text: String::new(),
        }),
        _ => None,
    };
    Broken {
        span,
        message: "a word that is broken over two lines",
        suggestions,
        edit,
        applicability: Applicability::Unsafe,
        reason: "the word is written so elsewhere in the text",
    }
}

/// Whether the brackets that close are smileys: in chats a line ends as it likes.
fn is_chat(text: &str) -> bool {
    let count = |sign| memchr::memchr_iter(sign, text.as_bytes()).count();
    count(b')') > count(b'(') + 1
}

/// Lines before the last one that must all end well where no word or mark tells that the last is cut.
const PLAIN_LINES: usize = 7;

/// A text that ends in the middle of a sentence.
fn breaks_off(context: &RuleContext, last: Line, lines: &Lines) -> Option<Broken> {
    let mut last = last;
    // What a page has below the article is not its end.
    while knowledge().boilerplate().look(last.text).is_some() {
        let before = context.text().get(..last.start)?.trim_end();
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        let line = before.get(start..)?;
        last = Line {
            text: line.trim_start(),
            start: start + (line.len() - line.trim_start().len()),
            number: last.number.checked_sub(1)?,
        };
    }
    let (text, end) = (last.text, last.end());
    let torn = ["[…]", "[...]", "(more)", "[+]"]
        .iter()
        .find(|mark| text.ends_with(**mark));
    let words = last.words();
    let word = last_word(text);
    let mark = text.chars().next_back()?;
    let stem = text.trim_end_matches(['.', '…', ' ']);
    let dots = text.ends_with('…') || text.ends_with("...");
    let last_stem = last_word(if dots { stem } else { text });
    let open = joints(context, last).is_some_and(|j| j.is_open(last_stem))
        || is_preposition(context, last, last_stem);
    // Every other line but a heading has its full stop, and this one is neither a heading nor a signature: in chats and lists people
    // leave it out here and there.
    let others = last.number >= PLAIN_LINES && lines.ended + 1 >= last.number;
    let long = if text.contains(". ") {
        2 * FEW
    } else {
        SENTENCE
    };
    let plain = others && words >= long && last_stem.starts_with(char::is_lowercase);
    let parted = dots && stem.len() < text.trim_end_matches(['.', '…']).len();
    let cut = torn.is_some()
        || open && words >= FEW
        || matches!(mark, ',' | '，' | '、' | '—' | '–' | '-') && words >= FEW && last.number > 0
        || (parted || mark.is_alphabetic()) && plain
        || (mark.is_alphanumeric() || mark == ',') && last.number > 0 && has_open_bracket(text);
    let start = end - word.len().max(torn.map_or(0, |t| t.len()));
    let span = Span::new(start as u32, end as u32);
    if !cut || context.document.zone_at(span).is_some() {
        return None;
    }
    Some(Broken {
        span,
        message: "the text breaks off here",
        suggestions: Vec::new(),
        edit: None,
        applicability: Applicability::Display,
        reason: "",
    })
}

/// Whether the last word of a text is one that leads to another.
fn is_preposition(context: &RuleContext, line: Line, word: &str) -> bool {
    let span = Span::new(line.start as u32, line.end() as u32);
    let language = context.language_at(span);
    let words = language.and_then(|l| knowledge().words(l.primary()));
    let word = word.to_lowercase();
    words.is_some_and(|w| has(&w.links, &word) || has(&w.prepositions, &word))
}

/// Whether a bracket is never closed.
fn has_open_bracket(line: &str) -> bool {
    let (open, close) = (['(', '（'], [')', '）']);
    line.rfind(open)
        .is_some_and(|at| line.rfind(close).is_none_or(|end| end < at))
}

fn joints(context: &RuleContext, line: Line) -> Option<&'static Joints> {
    let span = Span::new(line.start as u32, line.end() as u32);
    let language = context.language_at(span)?;
    knowledge().joints(language.primary())
}

/// Whether a line ends as sentences do.
fn ends_well(line: &str) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '：' | '；'
        )
    };
    let closing = |c: char| {
        matches!(
            c,
            '"' | '”' | '“' | '»' | '’' | '\'' | ')' | ']' | '」' | '』' | '）'
        )
    };
    line.ends_with(mark) || line.trim_end_matches(closing).len() < line.len()
}

/// Whether a line begins with a mark that closes what stood before it.
fn is_mark(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next();
    let next = chars.next();
    match first {
        Some(')') => next.is_none_or(|c| c != ')'),
        Some(',') => next.is_none_or(char::is_whitespace),
        Some('，' | '、' | '。') => true,
        Some('.' | ';') => next.is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// Whether a bracket is open at the end of the line before.
fn opens_bracket(text: &str, end: usize) -> bool {
    let from = text.ceil_char_boundary(end.saturating_sub(LONGEST_BRACKET));
    let near = text.get(from..end).unwrap_or("");
    let open = memchr::memrchr(b'(', near.as_bytes());
    open.is_some_and(|open| memchr::memrchr(b')', near.as_bytes()).is_none_or(|close| close < open))
}

/// Whether a line ends with the first part of a word.
fn is_hyphen(line: &str) -> bool {
    line.strip_suffix(['-', '‐', '\u{ad}'])
        .is_some_and(|stem| stem.ends_with(char::is_alphabetic))
}

/// Whether a line below a heading begins with a name in lower case: iPhone, de Gaulle.
fn is_name(before: Line, line: &str) -> bool {
    let word = line.split([' ', '\u{a0}', ',', '.']).next().unwrap_or("");
    if word.chars().nth(1).is_some_and(char::is_uppercase) {
        return true;
    }
    let next = line.get(word.len()..).unwrap_or("").trim_start();
    next.starts_with(char::is_uppercase)
        && before.words() <= 2 * FEW
        && knowledge().particles.belongs(word)
}

/// The last word with the marks after it.
fn last_word(line: &str) -> &str {
    if let Some((at, _)) = line
        .char_indices()
        .next_back()
        .filter(|(_, c)| is_ideograph(*c) || matches!(c, '，' | '、'))
    {
        return line.get(at..).unwrap_or("");
    }
    let start = line
        .rfind([' ', '\t', '\u{a0}', '\u{202f}'])
        .map_or(0, |at| {
            line.get(at..)
                .and_then(|t| t.chars().next())
                .map_or(at, |c| at + c.len_utf8())
        });
    line.get(start..).unwrap_or("")
}

/// The first word, or the mark before it.
fn first_word(line: &str) -> &str {
    if let Some(c) = line
        .chars()
        .next()
        .filter(|c| is_ideograph(*c) || is_mark(line) && !c.is_alphanumeric())
    {
        return line.get(..c.len_utf8()).unwrap_or("");
    }
    let end = line.find(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')'));
    line.get(..end.unwrap_or(line.len())).unwrap_or("")
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

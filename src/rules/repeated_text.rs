//! `repeated-text`: sentences and phrases that stand twice, or go round in a circle.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::SegmentKind;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::scan::Loop;
use crate::text::span::Span;
use crate::text::token::hash_folded;

rule_meta! {
    /// ## What it does
    /// Finds phrases that stand three times in a row, clauses and sentences that stand twice in a row, and long sentences that come
    /// again word for word later in the text. A heading that the text repeats, a pull quote and a slogan are left alone.
    ///
    /// ## Why
    /// A translation engine that loses its way says the same thing over and over; a page that was put together by a program brings
    /// a paragraph twice.
    ///
    /// ## Example
    /// ```text
    /// The ministry said that the treaty of the state of the state of the state of the state would be kept by all of its parties.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The ministry said that the treaty of the state would be kept by all of its parties.
    /// ```
    ///
    /// ## Fix safety
    /// Shown only, never applied: repetition may be meant, and only the source tells what should stand there.
    ///
    /// ## References
    /// - Holtzman et al., The Curious Case of Neural Text Degeneration, 2020, https://arxiv.org/abs/1904.09751
    pub(crate) static META = {
        name: "repeated-text",
        summary: "a phrase or sentence that stands twice, or goes round in a circle",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::Duplication,
        mqm: Mqm { error_type: "duplication", severity: MqmSeverity::Minor },
    };
}

/// A sentence that comes again later has at least so many bytes in an alphabet (ideographs have three each).
const LONG: usize = 60;

/// Words of a sentence that may not stand twice at once; three bytes more or less count as one.
const WORDS: usize = 5;

/// The rule.
pub(crate) struct RepeatedText;

/// A sentence or a line, without the marks around it.
#[derive(Clone, Copy)]
struct Sentence {
    start: u32,
    end: u32,
    /// Its number in the text.
    number: u32,
    /// It is a line of its own.
    alone: bool,
    /// It is a line of its own between quotation marks.
    quoted: bool,
}

impl Sentence {
    /// A whole line that starts at `from`.
    fn of_line(line: &str, from: usize, number: u32) -> Self {
        let start = from + (line.len() - line.trim_start().len());
        Self {
            start: start as u32,
            end: (start + line.trim().len()) as u32,
            number,
            alone: true,
            quoted: false,
        }
    }

    fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

impl DocumentRule for RepeatedText {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut findings: Vec<Finding> = Vec::new();
        for found in &context.scan.loops {
            findings.extend(circle(context, found));
        }
        sentences(context, &mut findings);
        findings.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
        let mut end = 0;
        for finding in findings {
            if finding.span.start >= end {
                end = finding.span.end;
                sink.report(context, finding);
            }
        }
    }
}

/// A phrase that goes round.
fn circle(context: &RuleContext, found: &Loop) -> Option<Finding> {
    let text = context.text();
    let all = found.span.slice(text);
    let unit = found.unit.slice(text);
    // Chants and slogans are shouted, refrains and tables have lines.
    let after = text.get(found.span.end as usize..).unwrap_or("");
    let shouted = all.contains(['!', '！']) || after.starts_with(['!', '！']);
    // A name of many parts may stand twice.
    let short =
        found.times == 2 && !unit.contains(is_ideograph) && unit.split_whitespace().count() < WORDS;
    if short || shouted || all.contains('\n') || context.document.zone_at(found.span).is_some() {
        return None;
    }
    let times = match found.times {
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    let message = format!("“{}” stands {times} in a row", shorten(unit));
    Some(finding(text, found.span, message, Some(unit)))
}

/// Sentences and lines that stand twice.
fn sentences(context: &RuleContext, findings: &mut Vec<Finding>) {
    let text = context.text();
    let mut seen: FxHashMap<u64, Sentence> = FxHashMap::default();
    let (mut number, mut first_line) = (0, true);
    let mut last: Option<(u32, u32)> = None;
    let mut pairs: Vec<(Sentence, Sentence)> = Vec::new();
    let mut lines = 0;
    let mut line_before: Option<Sentence> = None;
    let document = context.document;
    for Range { start: from, end } in document.lines() {
        // Titles, tables and lists say things again.
        if document.kind_at(from) != SegmentKind::Paragraph {
            continue;
        }
        let Some(line) = text.get(from..end).filter(|line| !line.trim().is_empty()) else {
            continue;
        };
        let whole = Sentence::of_line(line, from, number + 1);
        let before = line_before.filter(|before| {
            let same = before.span().slice(text) == whole.span().slice(text);
            same && counts(line, before, &whole)
        });
        // The first line may be a heading, which comes again.
        let heading = first_line && !ends_sentence(line);
        line_before = (!heading).then_some(Sentence { number, ..whole });
        if let Some(before) = before {
            (number, lines) = (number + 1, lines + 1);
            line_before = Some(whole);
            pairs.push((before, whole));
            continue;
        }
        for (a, b) in split(line) {
            let Some(part) = line.get(a..b).map(bare) else {
                continue;
            };
            number += 1;
            if part.len() < LONG / 3 {
                continue;
            }
            let offset = from + (part.as_ptr() as usize - line.as_ptr() as usize);
            let alone = a == 0 && b == line.len();
            let sentence = Sentence {
                start: offset as u32,
                end: (offset + part.len()) as u32,
                number,
                alone,
                quoted: alone && is_quoted(line),
            };
            let before = match seen.entry(hash_folded(part)) {
                std::collections::hash_map::Entry::Vacant(slot) => {
                    if !heading {
                        slot.insert(sentence);
                    }
                    continue;
                }
                std::collections::hash_map::Entry::Occupied(mut slot) => slot.insert(sentence),
            };
            let same = before.span().slice(text) == part;
            if same && counts(part, &before, &sentence) {
                pairs.push((before, sentence));
            }
        }
        line_before = line_before.map(|line| Sentence { number, ..line });
        lines += 1;
        first_line = false;
    }
    // Where nearly every line is one sentence, it says nothing that one stands alone.
    let paragraphs = number * 2 > lines * 3;
    for (before, sentence) in pairs {
        if paragraphs && before.alone != sentence.alone && sentence.number > before.number + 1 {
            continue;
        }
        let goes_on = last.is_some_and(|(b, n)| {
            before.number.wrapping_sub(b) == sentence.number - n && sentence.number - n <= 2
        });
        last = Some((before.number, sentence.number));
        add(context, findings, (&before, &sentence), goes_on);
    }
}

/// Reports the second of two equal sentences, or lets the finding before it go on.
fn add(
    context: &RuleContext,
    findings: &mut Vec<Finding>,
    (before, sentence): (&Sentence, &Sentence),
    goes_on: bool,
) {
    let text = context.text();
    let span = sentence.span();
    if context
        .document
        .zone_at(span)
        .is_some_and(|z| z.span.contains(span))
    {
        return;
    }
    let part = shorten(span.slice(text));
    let message = if sentence.number == before.number + 1 {
        format!("stands twice in a row: “{part}”")
    } else {
        format!("stood in the text before: “{part}”")
    };
    match findings.last_mut().filter(|_| goes_on) {
        Some(last) => {
            let message = std::mem::take(&mut last.message);
            let whole = Span::new(last.span.start, span.end);
            *last = finding(text, whole, message, None);
        }
        None => findings.push(finding(text, span, message, None)),
    }
}

/// Whether the repetition says something: enough words, and no sign that it is meant.
fn counts(part: &str, before: &Sentence, sentence: &Sentence) -> bool {
    let ideographs = part.chars().filter(|c| is_ideograph(*c)).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let words = part
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphabetic))
        .count();
    let words = words.max(ideographs / 2);
    if letters * 2 < part.chars().count() {
        return false;
    }
    if sentence.number == before.number + 1 {
        let line = before.alone && sentence.alone;
        return words >= WORDS - usize::from(line);
    }
    // A pull quote.
    let pulled = before.quoted || sentence.quoted;
    !pulled && part.chars().count() + 2 * ideographs >= LONG
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A line between quotation marks.
fn is_quoted(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['"', '“', '«', '„', '‘', '「'])
        && line.ends_with(['"', '”', '»', '“', '’', '」'])
}

fn ends_sentence(line: &str) -> bool {
    let end = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    line.trim_end_matches(|c: char| !end(c) && !c.is_alphanumeric())
        .ends_with(end)
}

/// A sentence without the marks and spaces around it.
fn bare(part: &str) -> &str {
    part.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '“' | '”' | '«' | '»' | '„' | '‘' | '’' | '-' | '–' | '—' | '•'
            )
    })
}

/// Byte ranges of the sentences of a line.
fn split(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let ideographs = memchr::memmem::find(line.as_bytes(), "。".as_bytes()).is_some();
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
        let from = start;
        let end = match ideographs {
            true => rest.find(['。', '！', '？']).map(|at| at + 3),
            false => stop(rest),
        };
        start = end.map_or(line.len(), |end| start + end);
        Some((from, start))
    })
}

/// Where the first sentence of `text` ends: behind a full stop with a space after it.
fn stop(text: &str) -> Option<usize> {
    memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes())
        .map(|at| {
            let rest = text.get(at + 1..).unwrap_or("");
            text.len()
                - rest
                    .trim_start_matches(['"', '”', '“', '»', '’', ')'])
                    .len()
        })
        .find(|end| {
            let next = text.as_bytes().get(*end);
            next.is_some_and(u8::is_ascii_whitespace)
        })
}

fn finding(text: &str, span: Span, message: String, unit: Option<&str>) -> Finding {
    let mut finding = Finding::new(&META, span, span.slice(text), message);
    finding.cause = Some("possibly the translation engine went round in a circle".to_owned());
    let new = unit.unwrap_or("");
    finding.suggestions = unit.map(str::to_owned).into_iter().collect();
    finding.fix = Some(Fix {
        applicability: Applicability::Display,
        reason: "the source tells what should stand here".to_owned(),
        edits: vec![Edit {
            span,
            text: new.to_owned(),
        }],
    });
    finding
}

/// The first words, for a message.
fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.replace(['\n', '\r'], " ");
    match line.char_indices().nth(MOST) {
        None => line,
        Some((at, _)) => {
            let head = line.get(..at).unwrap_or(&line);
            let head = head.rsplit_once(' ').map_or(head, |(words, _)| words);
            format!("{head}…")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    fn found(text: &str) -> Vec<String> {
        let all = check("", None, &[("t.txt", text)]);
        let all = all.iter().map(|(_, f)| f);
        all.filter(|f| f.rule.name == "repeated-text")
            .map(|f| format!("{} | {}", f.text, f.message))
            .collect()
    }

    #[test]
    fn phrases_in_a_circle() {
        assert_eq!(
            found("It was the end of the of the of the of the treaty."),
            ["of the of the of the of the | “of the” stands 4 times in a row"]
        );
        assert_eq!(
            found("The state, the state, the state, the state must act."),
            ["The state, the state, the state, the state | “The state” stands 4 times in a row"]
        );
        assert_eq!(
            found(
                "He said that the talks in Vienna would go on, that the talks in Vienna would go on, he added."
            ),
            [
                "that the talks in Vienna would go on, that the talks in Vienna would go on | “that the talks in Vienna would go on” stands twice in a row"
            ]
        );
        assert_eq!(found("Переговоры аааааааааааа шли.").len(), 1);
        assert_eq!(
            found("双方同意继续谈判，双方同意继续谈判，双方同意继续谈判。").len(),
            1
        );
        assert_eq!(found("в ходе в ходе в ходе в ходе переговоров").len(), 1);
    }

    #[test]
    fn sentences_that_come_again() {
        let one = "The ministers of both sides met in the old town hall of Vienna on Monday.";
        let two = "They spoke of missiles and of the treaty for three hours and more.";
        assert_eq!(
            found(&format!("{one} {one} {two}")),
            [format!(
                "{} | “The ministers of both sides met in the…” stands twice in a row",
                format!("{one} {one}").trim_end_matches('.')
            )]
        );
        assert_eq!(found(&format!("{one}\n\n{one}\n\n{two}")).len(), 1);
        assert_eq!(found(&format!("{one} {two}\n\n{one} {two}")).len(), 1);
        assert_eq!(found("It was over.\n“Now we go on,” he said. So be it.\n“Now we go on,” he said. So be it.\n").len(), 1);
        assert_eq!(
            found(&format!("A b. {two}\nHe said: “{one}” {two}")).len(),
            1
        );
        assert_eq!(
            found(&format!(
                "A b. {one} {two}\n\nThen it was over. {one} {two}"
            ))
            .len(),
            1
        );
    }

    #[test]
    fn what_is_meant_is_silent() {
        let one = "The ministers of both sides met in the old town hall of Vienna on Monday";
        for text in [
            // A heading and its lead, a pull quote.
            &format!("{one}\n\n{one}. They spoke for hours."),
            &format!("He was calm. “{one}.” So it went.\n\n“{one}.”\n\nIt ended."),
            "Drill, baby, drill! Lock the door! Lock the door! Lock the door!",
            "He ran and ran and ran. Very, very, very good. Ha ha ha ha ha.",
            "1 2 1 2 1 2 1 2 1 2",
            "of the people, by the people, for the people",
            "I do not know. I do not know.",
            "Goooooal! 哈哈哈哈哈",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_long_text_takes_linear_time() {
        let text = "the state of the ".repeat(60_000);
        assert_eq!(found(&text).len(), text.len().div_ceil(64 * 1024).min(1));
    }

    proptest::proptest! {
        // Each case opens the packs.
        #![proptest_config(proptest::test_runner::Config::with_cases(40))]
        #[test]
        fn any_text_can_be_looked_at(text in "([ab。.!\\n ]|é|аб|的){0,80}") {
            let _ = found(&text);
        }
    }
}

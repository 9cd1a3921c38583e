//! `boilerplate`: lines that a page has around an article and a scraper took with it.

use std::ops::Range;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::zones::ZoneKind;
use crate::document::{Document, SegmentKind};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::lang::boilerplate::{Boilerplate, LONGEST, Strength};
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds whole lines that belong to the page and not to the article: photo credits, comment forms, share bars, links to other
    /// articles, sign-up and cookie notices, copyright lines, navigation, counters, notes on the translation. Neighbouring lines
    /// are one finding.
    ///
    /// ## Why
    /// An article taken from a page brings what stood around it. A translator works through it all the same, and `Be First to Comment`
    /// goes to print.
    ///
    /// ## Example
    /// ```text
    /// The talks will go on in Vienna next week, the ministry said.
    ///
    /// Be First to Comment
    ///
    /// Leave a Reply
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The talks will go on in Vienna next week, the ministry said.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the lines are deleted. Lines that could be part of an article (a lone agency, a lone date) are taken only beside one
    /// that could not.
    ///
    /// ## References
    /// - the tables in `glossary/boilerplate/` with their sources
    pub(crate) static META = {
        name: "boilerplate",
        summary: "lines of the web page that came with the article",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::Addition,
        mqm: Mqm { error_type: "addition", severity: MqmSeverity::Minor },
    };
}

/// A bulleted caption has at most this many bytes.
const LONGEST_CAPTION: usize = 160;

/// Kinds that a message names.
const MOST_KINDS: usize = 3;

/// The rule.
pub(crate) struct BoilerplateLines;

/// Neighbouring lines.
struct Block {
    start: usize,
    end: usize,
    kinds: Vec<&'static str>,
    lines: usize,
    alone: bool,
}

impl DocumentRule for BoilerplateLines {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for mut block in blocks(context, knowledge().boilerplate()) {
            if block.alone {
                with_captions(context.text(), &mut block);
                sink.report(context, finding(context.text(), &block));
            }
        }
    }
}

/// Lines that are boilerplate, joined where nothing stands between them.
fn blocks(context: &RuleContext, patterns: &'static Boilerplate) -> Vec<Block> {
    let text = context.text();
    let mut blocks: Vec<Block> = Vec::new();
    let document = context.document;
    for Range { start: from, end } in document.lines() {
        if end - from > LONGEST + 40 || is_named_so(document, from) {
            continue;
        }
        let Some(line) = text.get(from..end) else {
            continue;
        };
        let Some(found) = patterns.look(line) else {
            continue;
        };
        let span = trimmed(line, from);
        if is_code(context, span) {
            continue;
        }
        // No article ends with a button.
        let last = || text.get(end..).is_none_or(|rest| rest.trim().is_empty());
        let alone = found.strength == Strength::Alone
            || found.strength == Strength::Button && from > 0 && last();
        let joined = blocks.last_mut().filter(|block| {
            let between = text.get(block.end..span.start as usize);
            between.is_some_and(|t| t.trim().is_empty())
        });
        if let Some(block) = joined {
            block.end = span.end as usize;
            block.lines += 1;
            block.alone |= alone;
            if alone && !block.kinds.contains(&found.kind) {
                block.kinds.push(found.kind);
            }
        } else {
            blocks.push(Block {
                start: span.start as usize,
                end: span.end as usize,
                kinds: alone.then_some(found.kind).into_iter().collect(),
                lines: 1,
                alone,
            });
        }
    }
    blocks
}

/// A heading, a title, a cell of a table may be called what buttons are called; so may a point of a list that somebody wrote.
fn is_named_so(document: &Document, from: usize) -> bool {
    match document.kind_at(from) {
        SegmentKind::Paragraph => false,
        SegmentKind::Item => document.wraps,
        SegmentKind::Heading | SegmentKind::Cell | SegmentKind::Label => true,
    }
}

/// The line without the space around it; `from` is where it starts.
fn trimmed(line: &str, from: usize) -> Span {
    let start = from + (line.len() - line.trim_start().len());
    let end = from + line.trim_end().len();
    Span::new(start as u32, end as u32)
}

fn is_code(context: &RuleContext, span: Span) -> bool {
    context
        .document
        .zone_at(span)
        .is_some_and(|zone| zone.kind == ZoneKind::Code)
}

/// A picture gallery is a list: its captions go with the credits that have the same bullet.
fn with_captions(text: &str, block: &mut Block) {
    let bulleted = text.get(block.start..).is_some_and(|t| bullet(t).is_some());
    while let Some(line) = text
        .get(..block.start)
        .filter(|_| bulleted)
        .and_then(last_line)
    {
        block.start = line;
        block.lines += 1;
    }
}

/// The bullet of a list.
fn bullet(line: &str) -> Option<char> {
    line.chars()
        .next()
        .filter(|c| matches!(c, '•' | '·' | '▪' | '◦' | '●' | '■'))
}

/// Where the last line of `text` starts, when it is a caption with a bullet.
fn last_line(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1);
    let line = text.get(start..)?;
    let caption = line.trim_start();
    (caption.len() <= LONGEST_CAPTION
        && bullet(caption).is_some()
        && !caption.ends_with(['.', '!', '?', ';', ':', '"', '”']))
    .then(|| start + (line.len() - caption.len()))
}

fn finding(text: &str, block: &Block) -> Finding {
    let span = Span::new(block.start as u32, block.end as u32);
    let kinds = block.kinds.get(..MOST_KINDS).unwrap_or(&block.kinds);
    let message = format!("left over from a web page: {}", kinds.join(", "));
    let mut finding = Finding::new(&META, span, span.slice(text), message);
    finding.cause = Some("the page was taken with what stands around the article".to_owned());
    let deleted = with_breaks(text, block);
    finding.fix = Some(Fix {
        applicability: Applicability::Unsafe,
        reason: match block.lines {
            1 => "the line is deleted".to_owned(),
            lines => format!("{lines} lines are deleted"),
        },
        edits: vec![Edit {
            span: deleted,
            text: String::new(),
        }],
    });
    finding
}

/// The lines with the line breaks that go with them, so that what was before and after stands as if they had never been.
fn with_breaks(text: &str, block: &Block) -> Span {
    let before = text.get(..block.start).unwrap_or("");
    let after = text.get(block.end..).unwrap_or("");
    let indent = before.trim_end_matches([' ', '\t', '\u{a0}']).len();
    let rest = after.trim_start();
    let end = block.end + (after.len() - rest.len());
    if rest.is_empty() {
        // The end of the text keeps the one line break it had.
        let kept = before.trim_end().len();
        let last = match after.ends_with("\r\n") {
            true => 2,
            false => usize::from(after.ends_with('\n')),
        };
        return Span::new(kept as u32, (text.len() - last) as u32);
    }
    let next = text.get(..end).unwrap_or("");
    let next = next.trim_end_matches([' ', '\t', '\u{a0}']).len();
    Span::new(indent as u32, next.max(indent) as u32)
}

#[cfg(test)]
mod tests {
    use crate::finding::Applicability;
    use crate::rules::tests::check;
    use crate::{Checker, Input, LayerOptions, Layers, Settings};

    fn found(text: &str) -> Vec<String> {
        let all = check("", None, &[("t.txt", text)]);
        let all = all.iter().map(|(_, f)| f);
        all.filter(|f| f.rule.name == "boilerplate")
            .map(|f| format!("{} | {}", f.text.replace('\n', "⏎"), f.message))
            .collect()
    }

    fn fixed(text: &str) -> String {
        let layers = Layers::open(&[], &LayerOptions::default()).expect("packs open");
        let checker = Checker::new(layers, Settings::default());
        let mut inputs = [Input {
            path: "t.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }];
        checker.settle_alone(&mut inputs, Applicability::Unsafe);
        String::from_utf8_lossy(&inputs[0].bytes).into_owned()
    }

    #[test]
    fn neighbouring_lines_are_one_finding() {
        assert_eq!(
            found(
                "It went on, he said.\n\nLeave a Comment\n\n12 Comments\n\nYour email address will not be published. Fields with * must be filled in\n"
            ),
            [
                "Leave a Comment⏎⏎12 Comments⏎⏎Your email address will not be published. Fields with * must be filled in | left over from a web page: comment form"
            ]
        );
        assert_eq!(
            found(
                "It went on.\n\n  • A ship at sea\n\n  • Reuters\n\n  • © Jane Doe / Navy Photo\n\nIt ended.\n"
            ),
            [
                "• A ship at sea⏎⏎  • Reuters⏎⏎  • © Jane Doe / Navy Photo | left over from a web page: photo credit"
            ]
        );
        assert_eq!(
            found("Переговоры шли.\nЧитайте также: Министры в Вене\nОни закончились."),
            ["Читайте также: Министры в Вене | left over from a web page: link to another article"]
        );
    }

    #[test]
    fn prose_and_lists_are_silent() {
        for text in [
            "Leave a reply at the door, the sign says.\nNobody did.",
            "We came home.\n\n  • Bread\n\n  • Butter\n\n  • Reuters\n\nIt ended.",
            "Reuters\n\nThe talks went on.",
            "1991\n\nThe war ended.",
            "Reporting by Jane Doe; Editing by John Smith",
            "```\nLeave a Reply\n```",
            "Он сказал: «Подпишитесь на всё это, и мы закончим разговор раньше, чем вы успеете понять, о чём он».",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_deletion_leaves_the_lines_around_it() {
        for (text, wanted) in [
            ("A b.\n\nBe First to Comment\n\nLeave a Reply\n", "A b.\n"),
            ("A b.\n\nBe First to Comment", "A b."),
            ("A b.\nAdvertisement\nC d.\n", "A b.\nC d.\n"),
            (
                "A b.\r\n\r\n  Advertisement\r\n\r\n  C d.\r\n",
                "A b.\r\n\r\n  C d.\r\n",
            ),
            ("Skip to content\n\nA b.\n", "A b.\n"),
        ] {
            assert_eq!(fixed(text), wanted, "{text:?}");
        }
    }
}

//! "Ignore here": a comment in the text that silences one rule at one place.

use super::actions::{action, short};
use super::client::Capabilities;
use super::diagnostics::name_of;
use super::wire::CodeAction;
use super::worker::Analysis;
use crate::finding::Finding;
use crate::format;
use crate::text::span::Span;

/// Silences the rule of a finding on its line; nothing where the format has no comments.
pub(super) fn here(
    analysis: &Analysis,
    finding: &Finding,
    can: &Capabilities,
) -> Option<CodeAction> {
    let document = &analysis.document;
    let format = format::for_path(&name_of(document));
    if !format.takes_comment(&document.text, finding.span.start as usize) {
        return None;
    }
    let comment = |verb: &str| {
        let rule = finding.rule.name;
        format.comment(&format!("exonym: {verb} {rule}"))
    };
    let line = document.places.line(finding.span.start);
    let is_plain = format.name() == "text";
    let edit = if is_plain || begins_block(&document.text, line) {
        let end = newline(&document.text);
        let indent: String = line
            .slice(&document.text)
            .chars()
            .take_while(|c| c.is_whitespace())
            .collect();
        (
            Span::new(line.start, line.start),
            format!("{indent}{}{end}", comment("ignore-next")?),
        )
    } else {
        // A line of its own would part the paragraph or the list.
        let written = line.slice(&document.text).trim_end();
        let is_row = format.name() == "markdown" && written.trim_start().starts_with('|');
        // What stands behind the last bar of a row is no part of the table.
        let row = written.strip_suffix('|').filter(|_| is_row);
        let kept = row.map_or(written.len(), |row| row.trim_end().len());
        let at = line
            .start
            .saturating_add(u32::try_from(kept).unwrap_or(u32::MAX));
        (Span::new(at, at), format!(" {}", comment("ignore-line")?))
    };
    let title = format!(
        "Ignore {} for «{}» here",
        finding.rule.name,
        short(finding.shown())
    );
    action(analysis, title, Some(finding), &[edit], can)
}

/// Whether a line is the first of a paragraph and no part of a list, a table, a heading or a quotation.
fn begins_block(text: &str, line: Span) -> bool {
    let before = text.get(..line.start as usize).unwrap_or("");
    let above = before.lines().next_back().unwrap_or("");
    let first = line.slice(text).chars().next();
    above.trim().is_empty() && first.is_some_and(|c| c.is_alphabetic() || "“„«\"'‘—–".contains(c))
}

/// The line end that the text uses.
pub(super) fn newline(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| at.checked_sub(1));
    match first.and_then(|at| text.as_bytes().get(at)) {
        Some(b'\r') => "\r\n",
        _ => "\n",
    }
}

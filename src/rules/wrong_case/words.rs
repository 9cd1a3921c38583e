//! Words whose first letter a language decides: asks the parts of the rule for each of them.

use super::super::context::{RuleContext, Sink};
use super::{META, calendar, offices, peoples};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::scan::embedded;
use crate::text::span::Span;

/// Months, days, peoples and offices, where no listed name has been reported.
pub(super) fn check(context: &RuleContext, reported: &[Span], sink: &mut Sink) {
    let knowledge = embedded::knowledge();
    for span in &context.scan.cased {
        let language = context.language_at(*span);
        let Some(capitals) = language.and_then(|l| knowledge.capitals(l.primary())) else {
            continue;
        };
        let slip = calendar::check(context, capitals, *span)
            .or_else(|| peoples::check(context, capitals, *span))
            .or_else(|| offices::check(context, capitals, *span));
        let Some(slip) = slip else {
            continue;
        };
        let known = reported.iter().any(|r| r.overlaps(slip.span));
        if !known && context.document.zone_at(slip.span).is_none() {
            sink.report(context, slip.finding(context.text()));
        }
    }
}

/// A word with a first letter of the wrong size.
pub(super) struct Slip {
    pub span: Span,
    pub edits: Vec<Edit>,
    pub applicability: Applicability,
    /// What the language does, for the message.
    pub says: &'static str,
    /// Another reading that a person has to choose from.
    pub other: Option<String>,
}

impl Slip {
    fn finding(self, text: &str) -> Finding {
        let surface = self.span.slice(text);
        let written = applied(surface, self.span, &self.edits);
        let message = format!("{surface}: {}", self.says);
        let mut finding = Finding::new(&META, self.span, surface, message);
        finding.cause = Some("the capitals of another language were carried over".to_owned());
        finding.suggestions = std::iter::once(written).chain(self.other).collect();
        finding.fix = Some(Fix {
            applicability: self.applicability,
            reason: match self.applicability {
                Applicability::Safe => "only the size of a letter changes".to_owned(),
                _ => "it may be a name or a matter of style".to_owned(),
            },
            edits: self.edits,
        });
        finding
    }
}

/// A stretch of text with edits done.
pub(super) fn applied(surface: &str, span: Span, edits: &[Edit]) -> String {
    let mut written = surface.to_owned();
    for edit in edits.iter().rev() {
        let from = edit.span.start.saturating_sub(span.start) as usize;
        let to = edit.span.end.saturating_sub(span.start) as usize;
        if from <= to && surface.is_char_boundary(from) && surface.is_char_boundary(to) {
            written.replace_range(from..to, &edit.text);
        }
    }
    written
}

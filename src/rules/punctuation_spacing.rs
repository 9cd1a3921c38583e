//! `punctuation-spacing`: spaces that are too many or missing beside a punctuation mark, and marks that stand twice.

mod around;
mod brackets;
mod dashes;
mod joined;
mod marks;
mod national;
mod spaced;
mod wide;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::lang::locale::Locale;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds a space before a comma, full stop or closing bracket, a missing space between two sentences or after a comma
    /// (`treaty.The`), marks that stand twice (`,,`), a dash or hyphen with a space on one side only, endings parted from their word
    /// (`do n't`), Chinese marks in other text (`Moscow，which`), a French colon without its space, a Spanish question that is not
    /// opened. What stands beside a quotation mark is left to `quote-spacing`; decimals, initials, domains, abbreviations, smileys and
    /// hyphens that stand for a word (medium- and long-range) are left alone.
    ///
    /// ## Why
    /// Translation engines put a text together from pieces, and carry over the spaces and marks of the source.
    ///
    /// ## Example
    /// ```text
    /// The minister said , that both sides had left the treaty.The talks would go on in Geneva for another week.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The minister said, that both sides had left the treaty. The talks would go on in Geneva for another week.
    /// ```
    ///
    /// ## Fix safety
    /// Safe where only a space is added or taken away and nothing else can be meant; unsafe where a mark changes.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 6.7 and 6.9, on punctuation and spaces
    /// - Lexique des règles typographiques en usage à l’Imprimerie nationale, 2002, on spaces before double marks
    pub(crate) static META = {
        name: "punctuation-spacing",
        summary: "a space too many or missing beside a punctuation mark",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Typographical,
        mqm: Mqm { error_type: "punctuation", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct PunctuationSpacing;

impl DocumentRule for PunctuationSpacing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let place = Place::new(context);
        let mut slips = Vec::new();
        marks::find(&place, &mut slips);
        brackets::find(&place, &mut slips);
        dashes::find(&place, &mut slips);
        wide::find(&place, &mut slips);
        national::find(&place, &mut slips);
        for slip in slips {
            if context.document.zone_at(slip.span).is_none() {
                sink.report(context, finding(context.text(), slip));
            }
        }
    }
}

/// What the parts of the rule look at.
struct Place<'a, 'c> {
    context: &'c RuleContext<'a>,
    text: &'a str,
    bytes: &'a [u8],
}

impl<'a, 'c> Place<'a, 'c> {
    fn new(context: &'c RuleContext<'a>) -> Self {
        let text = context.text();
        Self {
            context,
            text,
            bytes: text.as_bytes(),
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The byte before `at`; zero at the start of the text.
    fn byte_before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |i| self.byte(i))
    }

    fn locale(&self, at: usize) -> Option<&'static Locale> {
        let at = u32::try_from(at).ok()?;
        self.context.locale_at(Span::new(at, at))
    }

    fn language(&self, at: usize) -> &str {
        let at = u32::try_from(at).unwrap_or(0);
        let language = self.context.language_at(Span::new(at, at));
        language.map_or("", |l| l.primary())
    }

    /// The text of the paragraph around `at` before it, and from it on.
    fn paragraph(&self, at: usize) -> (&'a str, &'a str) {
        let at = u32::try_from(at).unwrap_or(0);
        let span = self.context.document.paragraph(Span::new(at, at));
        (
            Span::new(span.start.min(at), at).slice(self.text),
            Span::new(at, span.end.max(at)).slice(self.text),
        )
    }
}

/// A place where something is wrong, and what to write there.
struct Slip {
    span: Span,
    written: String,
    message: String,
    cause: &'static str,
    severity: Severity,
    applicability: Applicability,
    /// Other marks that may be meant; with them, a person chooses.
    others: Vec<String>,
}

impl Slip {
    /// A slip of spaces between `start` and `end`, where `written` is to stand.
    fn new(start: usize, end: usize, written: &str, message: String) -> Option<Self> {
        Some(Self {
            span: Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?),
            written: written.to_owned(),
            message,
            cause: "spaces of the source, or of the pieces a sentence was put together from",
            severity: Severity::Info,
            applicability: Applicability::Safe,
            others: Vec::new(),
        })
    }

    fn not_safe(self) -> Self {
        Self {
            applicability: Applicability::Unsafe,
            ..self
        }
    }
}

fn finding(text: &str, slip: Slip) -> Finding {
    let surface = slip.span.slice(text);
    let mut finding = Finding::new(&META, slip.span, surface, slip.message);
    finding.severity = slip.severity;
    finding.cause = Some(slip.cause.to_owned());
    let reason = match slip.applicability {
        Applicability::Safe => "only a space or the shape of a mark changes",
        _ => "another mark may be meant",
    };
    finding.suggestions = std::iter::once(slip.written.clone())
        .chain(slip.others)
        .collect();
    finding.fix = (slip.applicability != Applicability::Display).then(|| Fix {
        applicability: slip.applicability,
        reason: reason.to_owned(),
        edits: vec![Edit {
            span: slip.span,
            text: slip.written,
        }],
    });
    finding
}

#[cfg(test)]
mod tests;

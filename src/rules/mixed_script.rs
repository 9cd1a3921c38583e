//! `mixed-script`: letters of another script that look like the right ones.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::trust;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::compile::FormTarget;
use crate::glossary::model::{Entry, EntryKind};
use crate::scan::mention::{Body, Mention};
use crate::text::confusable;
use crate::text::script::{Script, dominant_script, script_of};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds words in which letters of one script stand among letters of another and look the same: a Cyrillic М in 9М729, a Latin c
    /// in Сергей. Plain Russian, Greek letters as symbols (kΩ, β-carotene) and acronyms with a Cyrillic ending are left alone.
    ///
    /// ## Why
    /// Nobody sees it, and no search finds it. Such letters come from keyboards, from character recognition and from translation
    /// engines that copy a designation.
    ///
    /// ## Example
    /// ```text
    /// The 9М729 missile was shown to foreign officers at a briefing, together with its launcher and its container.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The 9M729 missile was shown to foreign officers at a briefing, together with its launcher and its container.
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the repaired word is a known entry; otherwise only shown.
    ///
    /// ## References
    /// - Unicode Technical Standard #39, Unicode Security Mechanisms, mixed-script detection, https://www.unicode.org/reports/tr39/
    pub(crate) static META = {
        name: "mixed-script",
        summary: "look-alike letters of another script inside a word or designation",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "character-encoding", severity: MqmSeverity::Major },
    };
}

/// Bytes on either side that show what script the neighbouring words are in.
const NEAR: usize = 24;

/// So much of a paragraph on each side tells its script; a file of one line must not be read anew at every finding.
const FAR: usize = 4096;

/// The rule.
pub(crate) struct MixedScript;

impl DocumentRule for MixedScript {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, _, entry) in context.certain() {
            if let Some(repaired) = repaired(context, mention, entry) {
                sink.report(context, known(context, mention, entry, repaired));
            }
        }
        for span in &context.scan.suspicious {
            let mentions = &context.scan.mentions;
            let next = mentions.partition_point(|m| m.span.end <= span.start);
            let covered = mentions.get(next).is_some_and(|m| m.span.overlaps(*span));
            if let Some(finding) = (!covered).then(|| unknown(context, *span)).flatten() {
                sink.report(context, finding);
            }
        }
    }
}

/// The mention with the right letters, when it has wrong ones. A code is put right only where that gives a form of its entry: С-400 in
/// a Russian gloss is no slip for C-400.
fn repaired(context: &RuleContext, mention: &Mention, entry: &Entry) -> Option<String> {
    let surface = mention.span.slice(context.text());
    let native = matches!(mention.body, Body::Form(FormTarget::Native(_)))
        && entry.kind == EntryKind::Designation;
    let foreign = native && is_latin_text(context, mention.span);
    if !mention.confused && !foreign {
        return None;
    }
    let scripts = [dominant_script(surface), Script::LATN, Script::CYRL];
    let converted = scripts
        .iter()
        .filter_map(|script| confusable::convert(surface, *script));
    let mut readings = confusable::mixed(surface)
        .and_then(|m| m.repaired)
        .into_iter()
        .chain(converted);
    readings.find(|reading| {
        reading != surface
            && (matches!(mention.body, Body::Person { .. }) || is_form(entry, reading))
    })
}

/// Whether the glossary has this form, spaces and hyphens aside.
fn is_form(entry: &Entry, reading: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let right = entry
        .designations
        .iter()
        .filter(|d| d.status.is_right())
        .map(|d| &d.text);
    right
        .chain(entry.native.iter().map(|n| &n.text))
        .any(|form| letters(form) == letters(reading))
}

/// Whether the words around a place are Latin: a Russian citation in an English article is plain Russian.
fn is_latin_text(context: &RuleContext, span: Span) -> bool {
    let text = context.text();
    let paragraph = context.document.paragraph(span);
    let window = |reach: usize| {
        let first = (span.start as usize).saturating_sub(reach);
        let last = span.end as usize + reach;
        let from = text.floor_char_boundary(first.max(paragraph.start as usize));
        (
            from,
            text.ceil_char_boundary(last.min(paragraph.end as usize)),
        )
    };
    let (from, to) = window(NEAR);
    let (first, last) = window(FAR);
    let wide = text.get(first..last).unwrap_or("");
    let around = [
        text.get(from..span.start as usize),
        text.get(span.end as usize..to),
    ];
    dominant_script(wide) == Script::LATN
        && around
            .into_iter()
            .flatten()
            .all(|part| dominant_script(part) != Script::CYRL)
}

fn known(context: &RuleContext, mention: &Mention, entry: &Entry, repaired: String) -> Finding {
    let surface = mention.span.slice(context.text());
    let trust = trust(context, mention);
    let mut finding = Finding::new(
        &META,
        mention.span,
        surface,
        format!("{surface}: {}", describe(surface, &repaired)),
    );
    finding.severity = if trust.protected {
        Severity::Info
    } else {
        Severity::Error
    };
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(repaired.clone());
    finding.cause = Some(describe(surface, &repaired));
    finding.suggestions = vec![repaired.clone()];
    // The letters look the same, so even a guessed language or a quotation loses nothing.
    let most = if trust.protected {
        Applicability::Display
    } else {
        Applicability::Safe
    };
    finding.fix = Some(Fix {
        applicability: most,
        reason: "the repaired word is a glossary entry".to_owned(),
        edits: vec![Edit {
            span: mention.span,
            text: repaired,
        }],
    });
    finding
}

/// A word outside the glossary.
fn unknown(context: &RuleContext, span: Span) -> Option<Finding> {
    let surface = span.slice(context.text());
    if context.document.zone_at(span).is_some() {
        return None;
    }
    let repaired = match confusable::mixed(surface) {
        Some(mixed) => mixed.repaired?,
        // Grown together with figures or Latin letters (9М730); С-400 in a gloss is plain Russian.
        None if is_latin_text(context, span) && touches_ascii(context.text(), span) => {
            confusable::convert(surface, Script::LATN).filter(|r| r != surface)?
        }
        None => return None,
    };
    let mut finding = Finding::new(
        &META,
        span,
        surface,
        format!("{surface}: {}", describe(surface, &repaired)),
    );
    if surface.chars().count() == 1 {
        // A lone letter between figures (90х190) is a multiplication sign, not a name.
        finding.severity = Severity::Info;
    }
    finding.cause = Some(describe(surface, &repaired));
    finding.suggestions = vec![repaired.clone()];
    finding.fix = Some(Fix {
        applicability: Applicability::Display,
        reason: "the word is not in the glossary".to_owned(),
        edits: vec![Edit {
            span,
            text: repaired,
        }],
    });
    Some(finding)
}

fn touches_ascii(text: &str, span: Span) -> bool {
    let before = text
        .get(..span.start as usize)
        .and_then(|t| t.chars().next_back());
    let after = text.get(span.end as usize..).and_then(|t| t.chars().next());
    [before, after]
        .into_iter()
        .flatten()
        .any(|c| c.is_ascii_alphanumeric())
}

/// `Cyrillic М (U+041C) for Latin M`, for each letter that changes.
fn describe(surface: &str, repaired: &str) -> String {
    let name = |script: Script| match script {
        Script::CYRL => "Cyrillic",
        Script::GREK => "Greek",
        Script::LATN => "Latin",
        _ => "other",
    };
    let mut seen: Vec<String> = Vec::new();
    for (old, new) in surface
        .chars()
        .zip(repaired.chars())
        .filter(|(old, new)| old != new)
    {
        let text = format!(
            "{} {old} (U+{:04X}) for {} {new}",
            name(script_of(old)),
            u32::from(old),
            name(script_of(new))
        );
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    if seen.is_empty() {
        "letters of another script".to_owned()
    } else {
        seen.join(", ")
    }
}

//! Reports traces of translation under the rule that their pattern names.

use std::collections::BTreeMap;

use super::capitals::opens_sentence;
use super::context::{RuleContext, Sink};
use crate::finding::{Applicability, Edit, Finding, Fix, RuleMeta, Severity};
use crate::glossary::pattern::Pattern;
use crate::glossary::pattern::program::{Level, Trust};
use crate::scan::traces::{Trace, pattern};
use crate::text::span::Span;

/// Reports the traces that belong to this rule.
pub(crate) fn report(context: &RuleContext, meta: &'static RuleMeta, sink: &mut Sink) {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for trace in &context.scan.traces {
        let Some(pattern) = pattern(context.layers, trace).filter(|p| p.rule == meta.name) else {
            continue;
        };
        if context.document.zone_at(trace.mark).is_some() {
            continue;
        }
        let before = said.entry(&pattern.id).or_default();
        *before += 1;
        if !(pattern.once && *before > 1) {
            sink.report(context, finding(context, meta, pattern, trace));
        }
    }
}

fn finding(
    context: &RuleContext,
    meta: &'static RuleMeta,
    pattern: &Pattern,
    trace: &Trace,
) -> Finding {
    let text = context.text();
    let filled = |template: &str| fill(template, pattern, trace, text);
    let surface = trace.mark.slice(text);
    let suggestions: Vec<String> = pattern
        .suggestions
        .iter()
        .map(|s| fitting(&filled(s), text, trace.mark))
        .collect();
    let fix = pattern
        .fix
        .zip(suggestions.first())
        .map(|(trust, text)| Fix {
            applicability: match trust {
                Trust::Safe => Applicability::Safe,
                Trust::Unsafe => Applicability::Unsafe,
                Trust::Display => Applicability::Display,
            },
            reason: match trust {
                Trust::Safe => "nothing else can be meant".to_owned(),
                _ => "the sentence may need more than these words".to_owned(),
            },
            edits: vec![Edit {
                span: trace.mark,
                text: text.clone(),
            }],
        });
    Finding {
        severity: match pattern.severity {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        },
        cause: pattern.cause.as_deref().map(filled),
        pattern: Some(pattern.id.clone()),
        suggestions,
        fix,
        ..Finding::new(meta, trace.mark, surface, filled(&pattern.message))
    }
}

/// `{name}` becomes what the pattern captured; an optional part that did not match leaves nothing.
fn fill(template: &str, pattern: &Pattern, trace: &Trace, text: &str) -> String {
    let mut out = template.to_owned();
    for (n, name) in pattern.captures.iter().enumerate() {
        let captured = trace.captures.get(n).copied().flatten();
        out = out.replace(
            &format!("{{{name}}}"),
            captured.map_or("", |s| s.slice(text)),
        );
    }
    let squeezed: Vec<&str> = out.split(' ').filter(|w| !w.is_empty()).collect();
    squeezed.join(" ")
}

/// A suggestion begins with a capital where the words it replaces open a sentence with one.
fn fitting(suggestion: &str, text: &str, mark: Span) -> String {
    let surface = mark.slice(text);
    let capital = surface.starts_with(char::is_uppercase) && opens_sentence(text, mark.start);
    let mut chars = suggestion.chars();
    match chars.next() {
        Some(first) if capital && first.is_lowercase() => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => suggestion.to_owned(),
    }
}

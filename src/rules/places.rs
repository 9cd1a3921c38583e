//! The places of people's names that go into a file's summary, for rules that compare files.

use super::context::RuleContext;
use super::judgement::{Verdict, judge, key};
use super::repair::{Trust, article, in_register, trust};
use crate::corpus::{NamePlace, PartOfName};
use crate::finding::Applicability;
use crate::glossary::derive::PartKind;
use crate::scan::mention::{Body, LinkedBy, Mention, Piece};
use crate::scan::{is_inflected, is_taken_back};
use crate::text::line_index::LineIndex;
use crate::text::script::{Script, dominant_script};

/// All places of certain people's names in Latin script.
pub(crate) fn collect(context: &RuleContext) -> Vec<NamePlace> {
    let mut out = Vec::new();
    for (mention, _, entry) in context.certain() {
        let Body::Person { family, given, .. } = &mention.body else {
            continue;
        };
        let Some(language) = context.language(mention).0 else {
            continue;
        };
        let linked = matches!(mention.linked_by, LinkedBy::Itself | LinkedBy::FullName);
        if !linked
            || mention.confused
            || is_taken_back(context.layers, mention)
            || is_inflected(mention)
            || dominant_script(mention.span.slice(context.text())) != Script::LATN
        {
            continue;
        }
        let trust = trust(context, mention);
        if trust.protected {
            continue;
        }
        let lines = context.document.source.lines();
        let preferred = entry.preferred(language.primary());
        out.extend(place(
            context,
            lines,
            mention,
            PartKind::Family,
            family,
            &trust,
            preferred.and_then(|d| d.family.clone()),
        ));
        if let Some(given) = given {
            out.extend(place(
                context,
                lines,
                mention,
                PartKind::Given,
                given,
                &trust,
                preferred.and_then(|d| d.given.clone()),
            ));
        }
    }
    out
}

fn place(
    context: &RuleContext,
    lines: &LineIndex,
    mention: &Mention,
    kind: PartKind,
    piece: &Piece,
    trust: &Trust,
    preferred: Option<String>,
) -> Option<NamePlace> {
    let (at, text) = (mention.entry?, context.text());
    let entry = context.layers.entry(at)?;
    let language = context.language(mention).0?.primary();
    let surface = piece.span.slice(text);
    // Places in a summary are those of the file, whatever its format.
    let (view, source) = (&context.document.view, &context.document.source.text);
    let place = view.source_span(piece.span);
    let position = lines.position(source, place.start);
    let verdict = judge(context, at, entry, kind, piece, language);
    let replacement = preferred
        .as_deref()
        .map(|form| in_register(text, piece.span, form, entry));
    let article = replacement
        .as_deref()
        .filter(|_| language == "en")
        .and_then(|form| article(text, piece.span, form));
    Some(NamePlace {
        start: place.start,
        end: place.end,
        line: position.line,
        column: position.column,
        entry: entry.id.clone(),
        part: if kind == PartKind::Family {
            PartOfName::Family
        } else {
            PartOfName::Given
        },
        language: language.to_owned(),
        text: surface.to_owned(),
        right: verdict == Verdict::Right,
        preferred: replacement,
        safe: trust.most == Applicability::Safe && is_pure(&verdict),
        reason: trust.reason.clone(),
        article: article.map(|(span, word)| {
            let span = view.source_span(span);
            (span.start, span.end, word)
        }),
        record: 0,
    })
}

/// Mixed and noisy readings never give a safe fix.
fn is_pure(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Derived(derivation) => derivation.tier == crate::finding::Tier::Pure,
        Verdict::Right => true,
        Verdict::Deprecated { doubtful, .. } => !doubtful,
        Verdict::Superseded { .. } | Verdict::Foreign => false,
    }
}

/// The form by which places are compared.
pub(crate) fn form_key(place: &NamePlace) -> String {
    name_key(&place.text)
}

/// al-Assad and Assad are one spelling.
pub(crate) fn name_key(name: &str) -> String {
    let particles = &crate::scan::embedded::knowledge().particles;
    key(particles.without_article(name).unwrap_or(name))
}

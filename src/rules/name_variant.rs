//! `name-variant`: a spelling of a listed person or place other than the one the glossary prefers.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::{Verdict, judge, key};
use super::opinion::{Variant, opinion};
use super::place_form::place;
use super::repair::{Trust, fix, in_register, rewritten, trust};
use crate::finding::{Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};
use crate::glossary::derive::PartKind;
use crate::glossary::model::{Designation, Entry, EntryKind};
use crate::scan::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use crate::scan::{is_inflected, is_taken_back};
use crate::text::script::{Script, dominant_script};

rule_meta! {
    /// ## What it does
    /// Finds spellings of a glossary name that the glossary does not use: romanizations by the rules of another language, mixed
    /// readings, forms listed as deprecated, and forms that were right until a date. Every romanization is derived from the native
    /// spelling; none has to be listed.
    ///
    /// ## Why
    /// One man who is Ryabkov, Riabkov and Rjabkow in three articles is three men to a reader and to a search engine.
    ///
    /// ## Example
    /// ```text
    /// Deputy minister Sergej Rjabkow told reporters that the talks had not failed, and the two sides would meet again.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Deputy minister Sergei Ryabkov told reporters that the talks had not failed, and the two sides would meet again.
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the full name stands or stands elsewhere in the text, one convention explains the form, and the place is neither a
    /// protected zone nor a verbatim quotation. Mixed and noisy readings are never safe.
    ///
    /// ## References
    /// - UNGEGN, Manual for the national standardization of geographical names (2006), on romanization
    /// - ISO 30042 (TBX), administrative status of terms
    pub(crate) static META = {
        name: "name-variant",
        summary: "a spelling of a name other than the one the glossary prefers",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "inconsistent-entities", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct NameVariant;

impl DocumentRule for NameVariant {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, at, entry) in context.certain() {
            let Some(language) = context.language(mention).0.map(|l| l.primary()) else {
                continue;
            };
            // Parts of a name are romanizations; a whole form may be listed in any script.
            let parts = matches!(mention.body, Body::Person { .. });
            let script = dominant_script(mention.span.slice(context.text()));
            if mention.confused
                || mention.linked_by == LinkedBy::Nothing
                || is_taken_back(context.layers, mention)
                || is_inflected(mention)
                || (parts && script != Script::LATN)
            {
                continue;
            }
            let Some(preferred) = entry.preferred(language) else {
                continue;
            };
            // A name left in Latin letters in a Chinese text is not spelled wrong.
            if parts && dominant_script(&preferred.text) != Script::LATN {
                continue;
            }
            let found = match &mention.body {
                Body::Person { family, given, .. } => person(
                    context,
                    (at, entry),
                    preferred,
                    (family, given.as_ref()),
                    language,
                ),
                Body::Form(target)
                    if matches!(entry.kind, EntryKind::Person | EntryKind::Place) =>
                {
                    place(context, mention, entry, preferred, *target, language)
                }
                Body::Given(_) | Body::Form(_) => None,
            };
            let Some(variant) = found else { continue };
            let trust = trust(context, mention);
            if !trust.silent {
                let found = finding(context, mention, entry, variant, trust, language);
                sink.report(context, found);
            }
        }
    }
}

fn person(
    context: &RuleContext,
    (at, entry): (EntryRef, &Entry),
    preferred: &Designation,
    (family, given): (&Piece, Option<&Piece>),
    language: &str,
) -> Option<Variant> {
    let family_verdict = judge(context, at, entry, PartKind::Family, family, language);
    let given_verdict = given.map_or(Verdict::Right, |g| {
        judge(context, at, entry, PartKind::Given, g, language)
    });
    if family_verdict == Verdict::Right && given_verdict == Verdict::Right {
        return None;
    }
    let native = native_of(entry, family_verdict == Verdict::Right);
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    let text = context.text();
    let mut replace = |piece: &Piece, form: Option<&str>| {
        if let Some(form) = form.filter(|f| key(f) != key(piece.span.slice(text))) {
            pieces.push((*piece, in_register(text, piece.span, form, entry)));
        }
    };
    if family_verdict != Verdict::Right {
        replace(family, preferred.family.as_deref());
    }
    if let (Some(given), false) = (given, given_verdict == Verdict::Right) {
        replace(given, preferred.given.as_deref());
    }
    pieces.sort_by_key(|(piece, _)| piece.span);
    let both = [(family_verdict, Some(family)), (given_verdict, given)];
    let opinion = opinion(context, at, &both, language, &native)?;
    Some(Variant { opinion, pieces })
}

fn native_of(entry: &Entry, given_only: bool) -> String {
    let part = entry.native.iter().find_map(|n| {
        if given_only {
            n.given.clone()
        } else {
            n.family.clone()
        }
    });
    part.or_else(|| entry.native_text().map(str::to_owned))
        .unwrap_or_default()
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    Variant { opinion, pieces }: Variant,
    trust: Trust,
    language: &str,
) -> Finding {
    let text = context.text();
    let surface = mention.span.slice(text);
    let forms: Vec<_> = pieces
        .into_iter()
        .map(|(piece, form)| (piece.span, form))
        .collect();
    let whole = rewritten(text, mention.span, &forms);
    let message = format!("{}: {}", surface.replace(['\n', '\r'], " "), opinion.cause);
    let mut finding = Finding::new(&META, mention.span, surface, message);
    finding.severity = if trust.protected || mention.linked_by == LinkedBy::FamilyOnly {
        Severity::Info
    } else {
        opinion.severity
    };
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(whole.clone());
    finding.cause = Some(opinion.cause);
    if let Some(derivation) = &opinion.derivation {
        finding.tier = Some(derivation.tier);
        finding.convention = derivation.systems.first().cloned();
    }
    if whole != surface {
        finding.suggestions = vec![whole];
        finding.fix = Some(fix(
            text,
            trust.at_most(
                opinion.most,
                "the form itself leaves doubt or is right elsewhere",
            ),
            language,
            &forms,
        ));
    }
    finding
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков, deprecated: { en: [Serge Ryabkov] } }
  - { id: kyiv, kind: place, preferred: Kyiv, deprecated: { en: [ { form: Kieff, since: 2000-01-01 } ] } }
";

    #[test]
    fn the_least_trusted_part_decides_on_safety() {
        assert_eq!(
            lines(NAMES, None, "Serge Rjabkow spoke."),
            ["name-variant warning \"Serge Rjabkow\" → Sergei Ryabkov safe"]
        );
        let mixed = lines(NAMES, None, "Serge Ryabkow spoke.");
        assert_eq!(
            mixed,
            ["name-variant warning \"Serge Ryabkow\" → Sergei Ryabkov unsafe"]
        );
    }

    #[test]
    fn a_short_key_has_no_opinion_on_given_names() {
        let short = "Ryabkov: Сергей Рябков";
        for text in ["Sergei Ryabkov spoke.", "Sergej Ryabkov spoke."] {
            assert!(lines(short, None, text).is_empty(), "{text}");
        }
        assert_eq!(
            lines(short, None, "Sergej Rjabkow spoke."),
            ["name-variant warning \"Sergej Rjabkow\" → Sergej Ryabkov safe"]
        );
    }

    #[test]
    fn dates_settle_deprecated_forms() {
        let found = |date| lines(NAMES, date, "talks in Kieff");
        assert_eq!(found(None), ["name-variant info \"Kieff\" → Kyiv unsafe"]);
        assert_eq!(
            found(Some("2010-01-01")),
            ["name-variant warning \"Kieff\" → Kyiv safe"]
        );
        assert!(found(Some("1990-01-01")).is_empty());
    }
}

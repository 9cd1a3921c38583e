//! `name-variant`: a spelling of a listed person or place other than the one the glossary prefers.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::{Derivation, Verdict, derivation, judge, key, standing, tier};
use super::repair::{Trust, fix, in_register, trust};
use crate::document::words::has;
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity, Tier,
};
use crate::glossary::compile::FormTarget;
use crate::glossary::derive::PartKind;
use crate::glossary::model::{Designation, DesignationRole, Entry, EntryKind};
use crate::lang::tag::english_name;
use crate::scan::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use crate::scan::{is_inflected, is_native_acronym, is_taken_back};
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

/// What a form amounts to: how bad, why, and how well explained.
struct Opinion {
    severity: Severity,
    cause: String,
    derivation: Option<Derivation>,
    /// The best a fix may be on account of the form itself.
    most: Applicability,
}

/// A spelling to report: what it amounts to, and the pieces to write anew, in order.
struct Variant {
    opinion: Opinion,
    pieces: Vec<(Piece, String)>,
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

/// The worst verdict names severity and cause; a fix is trusted as far as the least trusted part.
fn opinion(
    context: &RuleContext,
    at: EntryRef,
    both: &[(Verdict, Option<&Piece>)],
    language: &str,
    native: &str,
) -> Option<Opinion> {
    let derived = common_derivation(context, at, both, language)
        .map(|whole| explain(whole, ruling(context, at, language), language, native));
    both.iter()
        .filter_map(|(verdict, _)| listed_opinion(verdict))
        .chain(derived)
        .reduce(|first, next| {
            let most = first.most.max(next.most);
            let derivation = first.derivation.clone().or(next.derivation.clone());
            // Of two equally bad parts the listed one, which comes first, says more.
            let worst = if next.severity > first.severity {
                next
            } else {
                first
            };
            Opinion {
                most,
                derivation,
                ..worst
            }
        })
}

/// What is thought of a part that no derivation has to explain.
fn listed_opinion(verdict: &Verdict) -> Option<Opinion> {
    let (cause, doubtful, most) = match verdict {
        Verdict::Right | Verdict::Derived(_) => return None,
        Verdict::Deprecated { reason, doubtful } => {
            let cause = reason.as_deref().unwrap_or("listed as not to be used");
            (cause.to_owned(), *doubtful, Applicability::Safe)
        }
        Verdict::Superseded { until, late } => {
            let cause = until.as_ref().map_or_else(
                || "an earlier form".to_owned(),
                |date| format!("an earlier form, in use until {date}"),
            );
            (cause, !late, Applicability::Safe)
        }
        Verdict::Foreign => {
            let cause = "a form of another language".to_owned();
            (cause, false, Applicability::Unsafe)
        }
    };
    Some(if doubtful {
        Opinion {
            severity: Severity::Info,
            cause: format!("{cause}; the text has no date"),
            derivation: None,
            most: Applicability::Unsafe,
        }
    } else {
        Opinion {
            severity: Severity::Warning,
            cause,
            derivation: None,
            most,
        }
    })
}

/// What explains all derived parts together.
pub(super) fn common_derivation(
    context: &RuleContext,
    at: EntryRef,
    both: &[(Verdict, Option<&Piece>)],
    language: &str,
) -> Option<Derivation> {
    let mut whole = both
        .iter()
        .filter_map(|(verdict, _)| match verdict {
            Verdict::Derived(found) => Some(found.clone()),
            _ => None,
        })
        .reduce(|all, next| all.common(&next, language))?;
    // A right part takes part in naming the convention: Sergej Rjabkow is German as a whole. It never makes another part worse.
    for (verdict, piece) in both {
        let right = piece.filter(|_| *verdict == Verdict::Right);
        if let Some(other) = right.and_then(|p| derivation(context, at, p, language)) {
            let both = whole.common(&other, language);
            if both.tier == whole.tier && (both.at_home || !whole.at_home) {
                whole = both;
            }
        }
    }
    Some(whole)
}

/// Who has decided on the form of an entry, so that every other one is a variant.
#[derive(Clone, Copy)]
enum Ruling<'a> {
    /// Nobody: the packs admit what is usual.
    Open,
    /// The user's own entry.
    User,
    /// A house style, with what it writes.
    Style(&'a str),
}

fn ruling<'a>(context: &RuleContext<'a>, at: EntryRef, language: &str) -> Ruling<'a> {
    let layers = context.layers;
    let chosen = layers
        .entry(at)
        .and_then(|e| e.chosen(language, context.as_of));
    match chosen {
        Some(chosen) => Ruling::Style(&chosen.cause),
        None if layers.is_user(at) => Ruling::User,
        None => Ruling::Open,
    }
}

fn explain(derivation: Derivation, ruling: Ruling, language: &str, native: &str) -> Opinion {
    let name = derivation.short().unwrap_or("romanization");
    let (severity, cause, most) = match derivation.tier {
        Tier::Pure if derivation.at_home => {
            let wish = match ruling {
                Ruling::Style(cause) => cause,
                Ruling::User | Ruling::Open => "this glossary prefers another",
            };
            let cause = format!("correct {name} of {native}; {wish}");
            (Severity::Info, cause, Applicability::Display)
        }
        Tier::Pure => (
            Severity::Warning,
            format!("{name} of {native}; the text is {}", english_name(language)),
            Applicability::Safe,
        ),
        Tier::Mixed => (
            Severity::Info,
            format!("mixes conventions for {native}"),
            Applicability::Unsafe,
        ),
        Tier::Noise => (
            Severity::Info,
            format!("a slip in a romanization of {native}"),
            Applicability::Unsafe,
        ),
    };
    let decided = !matches!(ruling, Ruling::Open);
    let severity = if decided { Severity::Warning } else { severity };
    let most = if decided && derivation.tier == Tier::Pure {
        Applicability::Safe
    } else {
        most
    };
    Opinion {
        severity,
        cause,
        derivation: Some(derivation),
        most,
    }
}

fn place(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    preferred: &Designation,
    target: FormTarget,
    language: &str,
) -> Option<Variant> {
    let at = mention.entry?;
    let surface = mention.span.slice(context.text());
    let same = |d: &&Designation| key(&d.text) == key(surface) && d.language == language;
    if entry
        .designations
        .iter()
        .filter(same)
        .any(|d| d.status.is_right())
    {
        return None;
    }
    let native = entry.native_text().unwrap_or_default();
    // A form that counts only near certain words was looked for, and is the target where they stand.
    let listed = entry
        .designations
        .iter()
        .enumerate()
        .find(|(n, d)| same(d) && (d.context.is_empty() || target == FormTarget::Listed(*n)));
    let listed = listed.map(|(_, d)| d);
    let opinion = match listed {
        Some(form) => listed_opinion(&standing(form, context.as_of))?,
        // An acronym spelled out letter by letter is a matter of acronym-transliterated.
        None if !is_rendering(entry, target, language) => return None,
        None => explain(
            place_derivation(entry, surface, language)?,
            ruling(context, at, language),
            language,
            native,
        ),
    };
    let piece = Piece {
        span: mention.span,
        part: 0,
        origin: crate::glossary::index::Origin::Listed,
    };
    // A style that chose between acronyms says nothing of the name.
    let wanted = listed
        .and_then(|form| form.outruled.as_ref())
        .map_or(&preferred.text, |o| &o.by);
    let opinion = if same_article(context, mention, surface, wanted) {
        opinion
    } else {
        // The Czech Republic, but Czechia: the word before would have to come or go.
        Opinion {
            most: opinion.most.max(Applicability::Unsafe),
            ..opinion
        }
    };
    let new = in_register(context.text(), mention.span, wanted, entry);
    Some(Variant {
        opinion,
        pieces: vec![(piece, new)],
    })
}

/// Whether a form is a rendering of the native name: derived, or listed for another language.
fn is_rendering(entry: &Entry, target: FormTarget, language: &str) -> bool {
    match target {
        FormTarget::Derived(d) => !is_native_acronym(entry, d),
        FormTarget::Listed(n) => entry
            .designations
            .get(n)
            .is_some_and(|d| d.language != language && d.role == DesignationRole::Name),
        FormTarget::Native(_) => false,
    }
}

/// Whether two names of a place both take an article, or neither does.
fn same_article(context: &RuleContext, mention: &Mention, old: &str, new: &str) -> bool {
    let Some(words) = crate::scan::words_at(context.document, mention) else {
        return true;
    };
    let takes = |form: &str| {
        let mut parts = form.split(|c: char| !c.is_alphanumeric());
        parts.any(|word| has(&words.with_article, &word.to_lowercase()))
    };
    takes(old) == takes(new)
}

/// The conventions that explain a form of a place.
pub(super) fn place_derivation(entry: &Entry, surface: &str, language: &str) -> Option<Derivation> {
    let knowledge = crate::scan::embedded::knowledge();
    let name = entry.native.first()?;
    let found = crate::romanization::names::match_name(
        &knowledge.tables,
        &knowledge.inflections,
        &name.text,
        surface,
        Some(&name.language),
        Some(language),
    )
    .ok()?;
    let reading = found.tier.filter(|_| found.matched)?;
    Some(Derivation::new(tier(reading), found.conventions, language))
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
    let whole = rewritten(text, mention, &pieces);
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
        let forms: Vec<_> = pieces
            .iter()
            .map(|(piece, form)| (piece.span, form.clone()))
            .collect();
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

/// The mention with its pieces replaced.
fn rewritten(text: &str, mention: &Mention, pieces: &[(Piece, String)]) -> String {
    let mut out = String::new();
    let mut at = mention.span.start;
    for (piece, form) in pieces {
        out.push_str(
            text.get(at as usize..piece.span.start as usize)
                .unwrap_or(""),
        );
        out.push_str(form);
        at = piece.span.end;
    }
    out.push_str(
        text.get(at as usize..mention.span.end as usize)
            .unwrap_or(""),
    );
    out
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

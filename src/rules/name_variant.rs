//! `name-variant`: a spelling of a listed person or place other than the one the glossary prefers.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::{Derivation, Verdict, derivation, judge, key, superseded};
use super::repair::{Trust, article, in_register, trust};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
    Tier,
};
use crate::glossary::compile::FormTarget;
use crate::glossary::derive::PartKind;
use crate::glossary::model::{Designation, Entry, EntryKind, TermStatus};
use crate::lang::tag::english_name;
use crate::scan::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
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
            if mention.confused
                || mention.linked_by == LinkedBy::Nothing
                || dominant_script(mention.span.slice(context.text())) != Script::LATN
            {
                continue;
            }
            let Some(preferred) = entry.preferred(language) else {
                continue;
            };
            let found = match &mention.body {
                Body::Person { family, given, .. } => person(
                    context,
                    mention,
                    at,
                    entry,
                    preferred,
                    (family, given.as_ref()),
                    language,
                ),
                Body::Form(target) if entry.kind == EntryKind::Place => {
                    place(context, mention, entry, preferred, *target, language)
                }
                Body::Form(_) => None,
            };
            if let Some(finding) = found.filter(|_| !trust(context, mention).silent) {
                sink.report(context, finding);
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

fn person(
    context: &RuleContext,
    mention: &Mention,
    at: EntryRef,
    entry: &Entry,
    preferred: &Designation,
    (family, given): (&Piece, Option<&Piece>),
    language: &str,
) -> Option<Finding> {
    let family_verdict = judge(context, at, entry, PartKind::Family, family, language);
    let given_verdict = given.map_or(Verdict::Right, |g| {
        judge(context, at, entry, PartKind::Given, g, language)
    });
    if family_verdict == Verdict::Right && given_verdict == Verdict::Right {
        return None;
    }
    let user = context.layers.is_user(at);
    let both = [
        (family_verdict.clone(), Some(family)),
        (given_verdict.clone(), given),
    ];
    let native = native_of(entry, family_verdict == Verdict::Right);
    let opinion = opinion(context, at, &both, user, language, &native)?;
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    let text = context.text();
    let mut replace = |piece: &Piece, form: Option<&str>| {
        if let Some(form) = form.filter(|f| key(f) != key(piece.span.slice(text))) {
            pieces.push((*piece, in_register(piece.span.slice(text), form)));
        }
    };
    if family_verdict != Verdict::Right {
        replace(family, preferred.family.as_deref());
    }
    if let (Some(given), false) = (given, given_verdict == Verdict::Right) {
        replace(given, preferred.given.as_deref());
    }
    pieces.sort_by_key(|(piece, _)| piece.span);
    Some(finding(context, mention, entry, opinion, &pieces, language))
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

/// The worst verdict decides.
fn opinion(
    context: &RuleContext,
    at: EntryRef,
    both: &[(Verdict, Option<&Piece>)],
    user: bool,
    language: &str,
    native: &str,
) -> Option<Opinion> {
    let warning = |cause: String, most| Opinion {
        severity: Severity::Warning,
        cause,
        derivation: None,
        most,
    };
    for (verdict, _) in both {
        if let Verdict::Deprecated(reason) = verdict {
            return Some(warning(
                reason
                    .clone()
                    .unwrap_or_else(|| "listed as not to be used".to_owned()),
                Applicability::Safe,
            ));
        }
    }
    for (verdict, _) in both {
        if let Verdict::Superseded { until, late } = verdict {
            let cause = until.as_ref().map_or_else(
                || "an earlier form".to_owned(),
                |date| format!("an earlier form, in use until {date}"),
            );
            return Some(if *late {
                warning(cause, Applicability::Safe)
            } else {
                Opinion {
                    severity: Severity::Info,
                    most: Applicability::Unsafe,
                    ..warning(
                        format!("{cause}; the text has no date"),
                        Applicability::Unsafe,
                    )
                }
            });
        }
    }
    let derived: Vec<&Derivation> = both
        .iter()
        .filter_map(|(v, _)| {
            if let Verdict::Derived(d) = v {
                Some(d)
            } else {
                None
            }
        })
        .collect();
    let Some(first) = derived.first() else {
        return Some(warning(
            "a form of another language".to_owned(),
            Applicability::Unsafe,
        ));
    };
    // A right part takes part in naming the convention: Sergej Rjabkow is German as a whole.
    let others = both.iter().filter_map(|(v, piece)| {
        if *v == Verdict::Right {
            piece.and_then(|p| derivation(context, at, p, language))
        } else {
            None
        }
    });
    let mut whole = derived
        .iter()
        .skip(1)
        .fold((*first).clone(), |all, next| all.common(next));
    for other in others {
        let both = whole.common(&other);
        if both.tier == whole.tier {
            whole.systems = both.systems;
        }
    }
    Some(explain(whole, user, language, native))
}

fn explain(derivation: Derivation, user: bool, language: &str, native: &str) -> Opinion {
    let name = derivation.short().unwrap_or("romanization");
    let (severity, cause, most) = match derivation.tier {
        Tier::Pure if derivation.at_home => (
            Severity::Info,
            format!("correct {name} of {native}; this glossary prefers another"),
            Applicability::Display,
        ),
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
    let severity = if user { Severity::Warning } else { severity };
    let most = if user && derivation.tier == Tier::Pure {
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
) -> Option<Finding> {
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
    let verdict = match entry.designations.iter().find(same) {
        Some(d) if d.status == TermStatus::Superseded => superseded(d, context.as_of),
        Some(d) => Verdict::Deprecated(d.reason.clone()),
        None => Verdict::Foreign,
    };
    let native = entry.native_text().unwrap_or_default().to_owned();
    let opinion = match verdict {
        Verdict::Right => return None,
        Verdict::Foreign if !matches!(target, FormTarget::Derived(_)) => return None,
        Verdict::Foreign => explain(
            place_derivation(entry, surface, language)?,
            context.layers.is_user(at),
            language,
            &native,
        ),
        verdict => opinion(
            context,
            at,
            &[(verdict, None)],
            context.layers.is_user(at),
            language,
            &native,
        )?,
    };
    let piece = Piece {
        span: mention.span,
        part: 0,
        origin: crate::glossary::index::Origin::Listed,
    };
    Some(finding(
        context,
        mention,
        entry,
        opinion,
        &[(piece, in_register(surface, &preferred.text))],
        language,
    ))
}

fn place_derivation(entry: &Entry, surface: &str, language: &str) -> Option<Derivation> {
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
    let at_home = found.conventions.iter().any(|id| {
        knowledge
            .tables
            .system(id)
            .is_some_and(|s| s.home.iter().any(|h| h == language))
    });
    let tier = match found.tier.filter(|_| found.matched)? {
        crate::romanization::convention::Tier::Pure => Tier::Pure,
        crate::romanization::convention::Tier::Mixed => Tier::Mixed,
        crate::romanization::convention::Tier::Noise => Tier::Noise,
    };
    Some(Derivation {
        tier,
        systems: found.conventions,
        at_home: at_home && tier == Tier::Pure,
    })
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    opinion: Opinion,
    pieces: &[(Piece, String)],
    language: &str,
) -> Finding {
    let text = context.text();
    let surface = mention.span.slice(text);
    let trust = trust(context, mention);
    let whole = rewritten(text, mention, pieces);
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
            pieces,
            language,
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

fn fix(text: &str, trust: Trust, pieces: &[(Piece, String)], language: &str) -> Fix {
    let mut edits = Vec::new();
    if let Some((first, form)) = pieces.first().filter(|_| language == "en") {
        edits.extend(article(text, first.span, form).map(|(span, text)| Edit { span, text }));
    }
    edits.extend(pieces.iter().map(|(piece, form)| Edit {
        span: piece.span,
        text: form.clone(),
    }));
    Fix {
        applicability: trust.most,
        reason: trust.reason,
        edits,
    }
}

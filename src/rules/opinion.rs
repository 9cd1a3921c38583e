//! What a spelling amounts to: how bad it is, why, and how far a fix may go on account of the form itself.

use super::context::RuleContext;
use super::judgement::{Derivation, Verdict, derivation};
use crate::finding::{Applicability, Severity, Tier};
use crate::lang::tag::english_name;
use crate::scan::mention::{EntryRef, Piece};

/// What a form amounts to: how bad, why, and how well explained.
pub(super) struct Opinion {
    pub severity: Severity,
    pub cause: String,
    pub derivation: Option<Derivation>,
    /// The best a fix may be on account of the form itself.
    pub most: Applicability,
}

/// A spelling to report: what it amounts to, and the pieces to write anew, in order.
pub(super) struct Variant {
    pub opinion: Opinion,
    pub pieces: Vec<(Piece, String)>,
}

/// The worst verdict names severity and cause; a fix is trusted as far as the least trusted part.
pub(super) fn opinion(
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
pub(super) fn listed_opinion(verdict: &Verdict) -> Option<Opinion> {
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
pub(super) enum Ruling<'a> {
    /// Nobody: the packs admit what is usual.
    Open,
    /// The user's own entry.
    User,
    /// A house style, with what it writes.
    Style(&'a str),
}

pub(super) fn ruling<'a>(context: &RuleContext<'a>, at: EntryRef, language: &str) -> Ruling<'a> {
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

pub(super) fn explain(
    derivation: Derivation,
    ruling: Ruling,
    language: &str,
    native: &str,
) -> Opinion {
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

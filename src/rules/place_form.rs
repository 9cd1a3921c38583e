//! How a whole form of a place or person stands to what the glossary says: listed, derived, or a form of another language.

use super::beside::is_explained;
use super::context::RuleContext;
use super::judgement::{Derivation, Verdict, is_same, standing, tier};
use super::opinion::{Opinion, Variant, explain, listed_opinion, ruling};
use super::repair::in_register;
use crate::document::words::has;
use crate::finding::{Applicability, Severity};
use crate::glossary::compile::FormTarget;
use crate::glossary::model::{Designation, DesignationRole, Entry};
use crate::scan::is_native_acronym;
use crate::scan::mention::{Mention, Piece};
use crate::text::script::dominant_script;

pub(super) fn place(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    preferred: &Designation,
    target: FormTarget,
    language: &str,
) -> Option<Variant> {
    let at = mention.entry?;
    let surface = mention.span.slice(context.text());
    let same = |d: &&Designation| d.language == language && is_same(&d.text, surface);
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
    if listed.is_some_and(|form| is_explained(context, mention, entry, form)) {
        return None;
    }
    let opinion = match listed {
        Some(form) => listed_opinion(&standing(form, context.as_of))?,
        // An acronym spelled out letter by letter is a matter of acronym-transliterated.
        None if !is_rendering(entry, target, language) => return None,
        None => match place_derivation(entry, surface, language) {
            Some(found) => explain(found, ruling(context, at, language), language, native),
            // Moskau in English; what stands beside another name may be a club, a firm or a family name.
            None if matches!(target, FormTarget::Listed(_))
                && is_plain_name(surface, preferred)
                && stands_free(context, mention) =>
            {
                // Many a newspaper keeps Beijing in Spanish.
                Opinion {
                    severity: Severity::Info,
                    ..listed_opinion(&Verdict::Foreign)?
                }
            }
            None => return None,
        },
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

/// Letters of the script of the preferred form, and enough of them to be no ordinary word.
fn is_plain_name(surface: &str, preferred: &Designation) -> bool {
    const SHORTEST: usize = 5;
    surface.chars().count() >= SHORTEST
        && surface
            .chars()
            .all(|c| c.is_alphabetic() || c == ' ' || c == '-')
        && dominant_script(surface) == dominant_script(&preferred.text)
}

/// Whether no capitalized word touches the mention.
fn stands_free(context: &RuleContext, mention: &Mention) -> bool {
    let text = context.text();
    let before = text.get(..mention.span.start as usize).unwrap_or("");
    let after = text.get(mention.span.end as usize..).unwrap_or("");
    let word = before
        .trim_end_matches([' ', '\u{a0}', '-'])
        .rsplit(|c: char| !c.is_alphanumeric())
        .next();
    let next = after.trim_start_matches([' ', '\u{a0}', '-', '\'', '’']);
    !word.is_some_and(|w| w.starts_with(char::is_uppercase))
        && !next.starts_with(char::is_uppercase)
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

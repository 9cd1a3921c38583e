//! How a form of a name stands to what the glossary says, part by part.

use unicode_normalization::UnicodeNormalization;

use super::context::RuleContext;
use crate::finding::Tier;
use crate::glossary::derive::PartKind;
use crate::glossary::model::{Designation, Entry, TermStatus};
use crate::romanization::convention::Tier as ReadingTier;
use crate::scan::mention::{EntryRef, Piece};

/// Verdict on one part of a name in a text of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Preferred, admitted or the bearer's own.
    Right,
    /// Listed as not to be used, with the reason given.
    Deprecated(Option<String>),
    /// Right until a date; the second value tells whether the text is known to be later.
    Superseded { until: Option<String>, late: bool },
    /// A romanization of the native spelling.
    Derived(Derivation),
    /// Listed for another language, and no convention explains it.
    Foreign,
}

/// Which conventions explain a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Derivation {
    pub tier: Tier,
    /// System ids, best first for the language of the text.
    pub systems: Vec<String>,
    /// Whether one of them is at home in the language of the text.
    pub at_home: bool,
}

/// Lower-cased NFC: the comparison of listed forms, in which diacritics count.
pub(crate) fn key(form: &str) -> String {
    let straight: String = form
        .chars()
        .map(|c| {
            if matches!(c, '’' | 'ʼ' | '‘') {
                '\''
            } else {
                c
            }
        })
        .collect();
    straight.nfc().flat_map(char::to_lowercase).collect()
}

fn part_of(designation: &Designation, kind: PartKind) -> Option<&str> {
    match kind {
        PartKind::Family => designation.family.as_deref(),
        PartKind::Given => designation.given.as_deref(),
    }
}

/// Judges one part of a name.
pub(crate) fn judge(
    context: &RuleContext,
    at: EntryRef,
    entry: &Entry,
    kind: PartKind,
    piece: &Piece,
    language: &str,
) -> Verdict {
    let surface = key(piece.span.slice(context.text()));
    let listed = |d: &&Designation| part_of(d, kind).is_some_and(|form| key(form) == surface);
    let here = || {
        entry
            .designations
            .iter()
            .filter(|d| d.language == language)
            .filter(listed)
    };
    if here().any(|d| d.status.is_right()) {
        return Verdict::Right;
    }
    if let Some(found) = here()
        .find(|d| d.status == TermStatus::Superseded && only_this_part(entry, d, kind, language))
    {
        return superseded(found, context.as_of);
    }
    if let Some(found) = here()
        .find(|d| d.status == TermStatus::Deprecated && only_this_part(entry, d, kind, language))
    {
        return Verdict::Deprecated(found.reason.clone());
    }
    match derivation(context, at, piece, language) {
        Some(found) => Verdict::Derived(found),
        None if entry.designations.iter().any(|d| listed(&d)) => Verdict::Foreign,
        None => Verdict::Foreign,
    }
}

/// Whether this part is what makes the listed form wrong: it differs from the right forms.
fn only_this_part(entry: &Entry, found: &Designation, kind: PartKind, language: &str) -> bool {
    let form = part_of(found, kind).map(key);
    !entry
        .designations
        .iter()
        .any(|d| d.language == language && d.status.is_right() && part_of(d, kind).map(key) == form)
}

/// A form that was right until a date, judged by the date of the text.
pub(crate) fn superseded(designation: &Designation, as_of: Option<&str>) -> Verdict {
    match (&designation.until, as_of) {
        (Some(until), Some(date)) if date <= until.as_str() => Verdict::Right,
        (until, date) => Verdict::Superseded {
            until: until.clone(),
            late: until.is_some() && date.is_some(),
        },
    }
}

/// The conventions that explain a form; `None` when it has no native spelling or none explains it.
pub(crate) fn derivation(
    context: &RuleContext,
    at: EntryRef,
    piece: &Piece,
    language: &str,
) -> Option<Derivation> {
    let info = context.layers.part(at.layer, piece.part)?;
    let reading = info
        .lattice
        .as_ref()?
        .accept(piece.span.slice(context.text()))?;
    let tables = &crate::scan::embedded::knowledge().tables;
    let systems: Vec<String> = tables
        .convention_ids(&info.part.language, reading.conventions, Some(language))
        .into_iter()
        .map(str::to_owned)
        .collect();
    let at_home = systems.iter().any(|id| {
        tables
            .system(id)
            .is_some_and(|s| s.home.iter().any(|home| home == language))
    });
    Some(Derivation {
        tier: tier(reading.tier),
        systems,
        at_home: at_home && reading.tier == ReadingTier::Pure,
    })
}

fn tier(tier: ReadingTier) -> Tier {
    match tier {
        ReadingTier::Pure => Tier::Pure,
        ReadingTier::Mixed => Tier::Mixed,
        ReadingTier::Noise => Tier::Noise,
    }
}

impl Derivation {
    /// What both parts of a name have in common; pure parts without a common convention are a mixed reading.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let systems: Vec<String> = self
            .systems
            .iter()
            .filter(|s| other.systems.contains(s))
            .cloned()
            .collect();
        let tier = self.tier.max(other.tier);
        if systems.is_empty() {
            return Self {
                tier: tier.max(Tier::Mixed),
                systems: self.systems.clone(),
                at_home: false,
            };
        }
        Self {
            tier,
            systems,
            at_home: self.at_home && other.at_home,
        }
    }

    /// The name of the best convention for a message, such as `German transcription`.
    pub(crate) fn short(&self) -> Option<&'static str> {
        let id = self.systems.first()?;
        crate::scan::embedded::knowledge()
            .tables
            .system(id)
            .map(|s| s.short.as_str())
    }
}

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
    /// Listed as not to be used, with the reason given; doubtful when the form has dates and the text has none.
    Deprecated {
        reason: Option<String>,
        doubtful: bool,
    },
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
    if form.is_ascii() {
        return form.to_ascii_lowercase();
    }
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

/// Whether two forms have one key.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(b)
    } else {
        key(a) == key(b)
    }
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
    let surface = piece.span.slice(context.text());
    let listed = |d: &&Designation| part_of(d, kind).is_some_and(|form| is_same(form, surface));
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
    // Superseded before deprecated: a date says more than a bare prohibition.
    for status in [TermStatus::Superseded, TermStatus::Deprecated] {
        if let Some(found) =
            here().find(|d| d.status == status && only_this_part(entry, d, kind, language))
        {
            return standing(found, context.as_of);
        }
    }
    if kind == PartKind::Given && !lists_given(entry, language) {
        return Verdict::Right;
    }
    derivation(context, at, piece, language).map_or(Verdict::Foreign, Verdict::Derived)
}

/// Whether a form of the language has a given name; without one the glossary has no opinion on given names.
fn lists_given(entry: &Entry, language: &str) -> bool {
    entry
        .designations
        .iter()
        .any(|d| d.language == language && d.given.is_some())
}

/// Whether this part is what makes the listed form wrong: it differs from the right forms.
fn only_this_part(entry: &Entry, found: &Designation, kind: PartKind, language: &str) -> bool {
    let form = part_of(found, kind).map(key);
    !entry
        .designations
        .iter()
        .any(|d| d.language == language && d.status.is_right() && part_of(d, kind).map(key) == form)
}

/// What the dates of a form say about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    /// No dates, or the text falls into the time in which the form is wrong.
    Wrong,
    /// The form has dates, the text has none.
    Doubtful,
}

/// `None` when the form was right at the date of the text.
pub(crate) fn dated(form: &Designation, as_of: Option<&str>) -> Option<Dated> {
    if form.since.is_none() && form.until.is_none() {
        return Some(Dated::Wrong);
    }
    let Some(date) = as_of else {
        // Whoever chose a style is asked for no date: the style holds today.
        return Some(if form.outruled.is_some() {
            Dated::Wrong
        } else {
            Dated::Doubtful
        });
    };
    let wrong_by_since = form.since.as_deref().is_none_or(|since| date >= since);
    let right_by_until = form.until.as_deref().is_some_and(|until| date <= until);
    (wrong_by_since && !right_by_until).then_some(Dated::Wrong)
}

/// A form that is listed as deprecated or superseded, judged by the date of the text.
pub(crate) fn standing(form: &Designation, as_of: Option<&str>) -> Verdict {
    let has_dates = form.since.is_some() || form.until.is_some();
    match dated(form, as_of) {
        None => Verdict::Right,
        Some(date) if form.status == TermStatus::Superseded => Verdict::Superseded {
            until: form.until.clone(),
            late: has_dates && date == Dated::Wrong,
        },
        Some(date) => Verdict::Deprecated {
            reason: form.reason.clone(),
            doubtful: date == Dated::Doubtful,
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
    let reading = info.lattice()?.accept(piece.span.slice(context.text()))?;
    let tables = &crate::scan::embedded::knowledge().tables;
    let systems: Vec<String> = tables
        .convention_ids(&info.part.language, reading.conventions, Some(language))
        .into_iter()
        .map(str::to_owned)
        .collect();
    Some(Derivation::new(tier(reading.tier), systems, language))
}

pub(crate) fn tier(tier: ReadingTier) -> Tier {
    match tier {
        ReadingTier::Pure => Tier::Pure,
        ReadingTier::Mixed => Tier::Mixed,
        ReadingTier::Noise => Tier::Noise,
    }
}

impl Derivation {
    /// Only a pure reading is at home anywhere.
    pub(crate) fn new(tier: Tier, systems: Vec<String>, language: &str) -> Self {
        let tables = &crate::scan::embedded::knowledge().tables;
        let at_home = systems.iter().any(|id| {
            tables
                .system(id)
                .is_some_and(|s| s.home.iter().any(|home| home == language))
        });
        Self {
            tier,
            systems,
            at_home: at_home && tier == Tier::Pure,
        }
    }

    /// What both parts of a name have in common; pure parts without a common convention are a mixed reading.
    pub(crate) fn common(&self, other: &Self, language: &str) -> Self {
        let systems: Vec<String> = self
            .systems
            .iter()
            .filter(|s| other.systems.contains(s))
            .cloned()
            .collect();
        let tier = self.tier.max(other.tier);
        if systems.is_empty() {
            Self::new(tier.max(Tier::Mixed), self.systems.clone(), language)
        } else {
            Self::new(tier, systems, language)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_conventions_decide_who_is_at_home() {
        let of = |systems: &[&str]| {
            Derivation::new(
                Tier::Pure,
                systems.iter().map(|s| (*s).to_owned()).collect(),
                "en",
            )
        };
        let (en, de, it) = (
            "press-rus-Cyrl-Latn-en",
            "press-rus-Cyrl-Latn-de",
            "press-rus-Cyrl-Latn-it",
        );
        assert!(of(&[en, de]).at_home && !of(&[de]).at_home);
        let common = of(&[en, de]).common(&of(&[de, it]), "en");
        assert_eq!((common.tier, common.at_home), (Tier::Pure, false));
        // Each part is at home by a convention of its own, the whole by none.
        let both = of(&[en, de]).common(&of(&["bgnpcgn-rus-Cyrl-Latn-1947", de]), "en");
        assert_eq!((both.tier, both.at_home), (Tier::Pure, false));
        let apart = of(&[en]).common(&of(&[it]), "en");
        assert_eq!((apart.tier, apart.at_home), (Tier::Mixed, false));
    }
}

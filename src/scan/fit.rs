//! Whether a verified hit is the form at all: letter case, written gaps, context words, and texts that the entry rejects.

use super::SegmentView;
use crate::glossary::compile::{FormTarget, is_acronym};
use crate::glossary::model::{CasePolicy, DesignationRole, Entry, EntryKind, TermStatus};
use crate::glossary::surface::Surface;

/// Bytes on either side of a form in which context words count.
const NEAR: usize = 400;

/// Whether a text that the entry rejects stands around tokens `first..last`, letter for letter.
pub(crate) fn is_rejected(
    view: &SegmentView,
    (first, last): (usize, usize),
    entry: &Entry,
) -> bool {
    let (start, end) = view.range(first, last);
    entry.rejects.iter().any(|reject| {
        // It begins before the form ends, and ends behind the form.
        let starts = end.saturating_sub(reject.len())..=start;
        let mut texts = starts.map(|at| view.text.as_bytes().get(at..at + reject.len()));
        texts.any(|text| text == Some(reject.as_bytes()))
    })
}

/// Letter case, written gaps and context words.
pub(crate) fn form_fits(
    view: &SegmentView,
    entry: &Entry,
    designation: u32,
    (first, last): (usize, usize),
    confused: bool,
) -> bool {
    let surface = view.slice(first, last);
    let (form, context): (&str, &[String]) = match FormTarget::of(entry, designation) {
        FormTarget::Listed(d) => match entry.designations.get(d) {
            // A form of several words says by itself what it means, unless it has a context of its own.
            Some(found) if !found.context.is_empty() => (&found.text, &found.context),
            Some(found) if found.text.contains(' ') => (&found.text, &[]),
            Some(found) => (&found.text, &entry.context),
            None => return false,
        },
        FormTarget::Native(d) => (entry.native.get(d).map_or("", |n| &n.text), &[]),
        // Whether a short one is meant shows in the whole document only.
        FormTarget::Derived(d) if is_native_acronym(entry, d) => {
            return all_capitals(surface) && !Surface::has_other_gap(surface);
        }
        FormTarget::Derived(_) => {
            return starts_upper(surface)
                && (surface.contains(' ') || context_near(view, (first, last), &entry.context));
        }
    };
    if is_adjective(entry, designation) {
        // Polish, not polish: the letters decide, as nothing near could.
        return same_letters(surface, form) || all_capitals(surface);
    }
    let code = entry.kind == EntryKind::Designation || is_cross_reference(entry, designation);
    let cased = match entry.case {
        _ if confused => true,
        CasePolicy::Fold => true,
        CasePolicy::Exact => same_letters(surface, form),
        CasePolicy::Smart if code && form.chars().any(|c| c.is_ascii_digit()) => {
            same_letters(surface, form) || same_letters(surface, &form.to_uppercase())
        }
        CasePolicy::Smart => smart_case(surface, form),
    };
    cased
        && (!is_bare_code(entry, form, surface) || known_by_context(view, (first, last), entry))
        && (!Surface::has_other_gap(form) || surface.to_lowercase() == form.to_lowercase())
        && context_near(view, (first, last), context)
}

/// A short code without the glossary's hyphen (Renault R 12, Room S400) may be anything.
fn is_bare_code(entry: &Entry, form: &str, surface: &str) -> bool {
    let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
    let signs = surface.chars().filter(|c| c.is_alphanumeric()).count();
    entry.kind == EntryKind::Designation
        && !form.contains(' ')
        && (surface.contains([' ', '\u{a0}'])
            || (form.contains('-') && surface.chars().all(char::is_alphanumeric)))
        && form.chars().any(|c| c.is_ascii_digit())
        && letters < 3
        && signs < 5
}

fn known_by_context(view: &SegmentView, place: (usize, usize), entry: &Entry) -> bool {
    !entry.context.is_empty() && context_near(view, place, &entry.context)
}

fn is_cross_reference(entry: &Entry, designation: u32) -> bool {
    match FormTarget::of(entry, designation) {
        FormTarget::Listed(d) => entry
            .designations
            .get(d)
            .is_some_and(|d| d.status == TermStatus::CrossReference),
        FormTarget::Native(_) | FormTarget::Derived(_) => false,
    }
}

/// Whether the native name of this number is an acronym.
pub(crate) fn is_native_acronym(entry: &Entry, native: usize) -> bool {
    entry
        .native
        .get(native)
        .is_some_and(|n| is_acronym(entry, &n.text))
}

fn is_adjective(entry: &Entry, designation: u32) -> bool {
    match FormTarget::of(entry, designation) {
        FormTarget::Listed(d) => entry
            .designations
            .get(d)
            .is_some_and(|d| d.role == DesignationRole::Adjective),
        FormTarget::Native(_) | FormTarget::Derived(_) => false,
    }
}

fn all_capitals(surface: &str) -> bool {
    !surface.chars().any(char::is_lowercase) && surface.chars().any(char::is_uppercase)
}

fn starts_upper(surface: &str) -> bool {
    surface
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_uppercase)
}

/// The letters agree in case; spaces and hyphens play no part.
fn same_letters(surface: &str, form: &str) -> bool {
    let is_letter = |c: &char| c.is_alphanumeric();
    let letters = surface.chars().filter(is_letter);
    surface == form || letters.eq(form.chars().filter(is_letter))
}

/// Acronyms as written, a capitalized single word capitalized, other words in any case. ALL CAPS text is fine.
fn smart_case(surface: &str, form: &str) -> bool {
    if all_capitals(surface) || (surface == form && starts_upper(form)) {
        return true;
    }
    let split = |text: &'static [char]| text;
    let breaks = split(&[' ', '-', '\u{a0}', '‐', '‑', '–', '\n', '\r', '\t']);
    let (words, spoken): (Vec<&str>, Vec<&str>) = (
        form.split(breaks).filter(|w| !w.is_empty()).collect(),
        surface.split(breaks).filter(|w| !w.is_empty()).collect(),
    );
    if words.len() == 1 && spoken.len() == 1 {
        let lower = !form.chars().any(char::is_uppercase);
        return lower
            || if has_acronym_shape(form) {
                form == surface
            } else {
                starts_upper(surface)
            };
    }
    words.len() != spoken.len()
        || words
            .iter()
            .zip(&spoken)
            .all(|(word, said)| !has_acronym_shape(word) || same_letters(word, said))
}

fn has_acronym_shape(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2
        && letters.by_ref().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().filter(|c| c.is_lowercase()).count() <= 1
}

/// Whether one of the context words stands in the segment, outside the hit. No words = no condition.
fn context_near(view: &SegmentView, (first, last): (usize, usize), context: &[String]) -> bool {
    if context.is_empty() {
        return true;
    }
    let (start, end) = view.range(first, last);
    let from = view.text.floor_char_boundary(start.saturating_sub(NEAR));
    let to = view.text.ceil_char_boundary(end + NEAR);
    let around = [
        view.text.get(from..start).unwrap_or(""),
        view.text.get(end..to).unwrap_or(""),
    ];
    around.iter().any(|text| {
        let lower = text.to_lowercase();
        context.iter().any(|word| contains_word(&lower, word))
    })
}

/// `word` at word boundaries of `text`; both lower case. A trailing part of a word (plural) is allowed.
pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find(word)) {
        let at = from + at;
        if text
            .get(..at)
            .and_then(|t| t.chars().next_back())
            .is_none_or(|c| !c.is_alphanumeric())
        {
            return true;
        }
        from = at + word.len().max(1);
    }
    false
}

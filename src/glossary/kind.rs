//! What an entry names, inferred from its shape when it does not say so. `glossary check` shows the result.

use super::model::EntryKind;

/// What inference may look at.
pub(crate) struct Evidence<'a> {
    pub form: &'a str,
    pub has_native: bool,
    pub has_parts: bool,
    pub has_acronym: bool,
    pub has_expansion: bool,
    pub has_see: bool,
}

const TREATY_WORDS: &[&str] = &[
    "treaty",
    "agreement",
    "convention",
    "accord",
    "protocol",
    "vertrag",
    "traité",
    "tratado",
    "trattato",
    "договор",
];
const BODY_WORDS: &[&str] = &[
    "ministry",
    "department",
    "commission",
    "committee",
    "council",
    "agency",
    "organization",
    "organisation",
    "bureau",
    "office",
    "union",
];

/// The kind that fits best.
pub(crate) fn infer(evidence: &Evidence) -> EntryKind {
    let lower = evidence.form.to_lowercase();
    let has_word = |words: &[&str]| lower.split_whitespace().any(|w| words.contains(&w));
    let digits = evidence.form.chars().any(|c| c.is_ascii_digit());
    if evidence.has_parts {
        return EntryKind::Person;
    }
    if has_word(TREATY_WORDS) {
        return EntryKind::Treaty;
    }
    if has_word(BODY_WORDS) {
        return EntryKind::Organization;
    }
    if digits {
        return EntryKind::Designation;
    }
    if evidence.has_acronym || evidence.has_expansion || evidence.has_see {
        return EntryKind::Term;
    }
    let words = evidence.form.split_whitespace().count();
    let capitalized = evidence
        .form
        .split_whitespace()
        .all(|w| w.chars().next().is_some_and(char::is_uppercase));
    let acronym = evidence
        .form
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    if evidence.has_native && capitalized && (1..=4).contains(&words) && !acronym {
        EntryKind::Person
    } else {
        EntryKind::Term
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(form: &str, has_native: bool) -> EntryKind {
        infer(&Evidence {
            form,
            has_native,
            has_parts: false,
            has_acronym: false,
            has_expansion: false,
            has_see: false,
        })
    }

    #[test]
    fn shapes_tell_kinds() {
        assert_eq!(kind("Vladimir Yermakov", true), EntryKind::Person);
        assert_eq!(kind("Ryabkov", true), EntryKind::Person);
        assert_eq!(kind("9M729", false), EntryKind::Designation);
        assert_eq!(kind("INF Treaty", false), EntryKind::Treaty);
        assert_eq!(
            kind("Special Verification Commission", false),
            EntryKind::Organization
        );
        assert_eq!(kind("NATO", true), EntryKind::Term);
        assert_eq!(kind("open skies", true), EntryKind::Term);
    }
}

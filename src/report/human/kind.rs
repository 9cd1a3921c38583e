//! Which kind of thing a rule is about, for the sum under a report.

use std::collections::BTreeMap;

/// A kind of thing, in the singular and the plural.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub one: &'static str,
    pub many: &'static str,
    /// Beginnings of rule names.
    prefixes: &'static [&'static str],
}

/// In the order of the sum. The last one takes what no prefix claims.
const KINDS: &[Kind] = &[
    Kind {
        one: "name",
        many: "names",
        prefixes: &["name-", "source-disagreement", "gender-"],
    },
    Kind {
        one: "term",
        many: "terms",
        prefixes: &["term-", "acronym-"],
    },
    Kind {
        one: "designation",
        many: "designations",
        prefixes: &["designation-"],
    },
    Kind {
        one: "word in mixed script",
        many: "words in mixed script",
        prefixes: &["mixed-script"],
    },
    Kind {
        one: "trace of translation",
        many: "traces of translation",
        prefixes: &["calque", "wrong-sense", "untranslated-", "back-translated-"],
    },
    Kind {
        one: "damaged or invisible character",
        many: "damaged or invisible characters",
        prefixes: &["encoding-", "invisible-"],
    },
    Kind {
        one: "difference from the source",
        many: "differences from the source",
        prefixes: &["target-", "number-mismatch", "date-mismatch", "segment-"],
    },
    Kind {
        one: "problem in a glossary",
        many: "problems in the glossary",
        prefixes: &["glossary-"],
    },
    Kind {
        one: "doubtful suppression",
        many: "doubtful suppressions",
        prefixes: &["suppression-"],
    },
    Kind {
        one: "problem of input",
        many: "problems of input",
        prefixes: &["input-"],
    },
    Kind {
        one: "point of form",
        many: "points of form",
        prefixes: &[""],
    },
];

/// Rows by kind, in the order of `KINDS`, without the empty ones.
pub(super) fn sum<'a>(rules: impl Iterator<Item = &'a str>) -> Vec<(&'static Kind, usize)> {
    let mut counts = BTreeMap::new();
    for rule in rules {
        let at = KINDS
            .iter()
            .position(|kind| kind.prefixes.iter().any(|prefix| rule.starts_with(prefix)));
        *counts.entry(at.unwrap_or(KINDS.len() - 1)).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .filter_map(|(at, n)| Some((KINDS.get(at)?, n)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_counted_by_kind_in_a_fixed_order() {
        let sum = sum([
            "term-variant",
            "name-variant",
            "doubled-word",
            "name-inflected",
        ]
        .into_iter());
        let words: Vec<_> = sum.iter().map(|(kind, n)| (kind.many, *n)).collect();
        assert_eq!(words, [("names", 2), ("terms", 1), ("points of form", 1)]);
    }
}

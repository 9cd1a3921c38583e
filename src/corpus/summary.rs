//! Summaries of files. Merging is associative and commutative, so files may be checked in any order and on any machine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which part of a name a place shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartOfName {
    /// The family name.
    Family,
    /// The given name.
    Given,
}

/// One place where a part of a listed person's name stands. Offsets are bytes in the decoded text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamePlace {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in code points.
    pub column: u32,
    /// Id of the entry.
    pub entry: String,
    /// Given or family name.
    pub part: PartOfName,
    /// Primary language of the text.
    pub language: String,
    /// The form as it stands there.
    pub text: String,
    /// Whether the glossary accepts the form in that language.
    pub right: bool,
    /// The form the glossary prefers there.
    pub preferred: Option<String>,
    /// Whether a fix may be safe here: certain entity, no zone, no verbatim quotation.
    pub safe: bool,
    /// Why not, when it may not.
    pub reason: String,
    /// An article before the name that changes with it: (start, end, replacement).
    pub article: Option<(u32, u32, String)>,
    /// Number of the record it stands in; 0 in a file that is one text.
    #[serde(default)]
    pub record: u32,
}

/// What corpus rules need to know about files, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Places by path; sorted within a file.
    pub files: BTreeMap<String, Vec<NamePlace>>,
}

impl FileSummary {
    /// The summary of one file.
    #[must_use]
    pub fn of_file(path: &str, mut places: Vec<NamePlace>) -> Self {
        places.sort();
        let mut files = BTreeMap::new();
        if !places.is_empty() {
            files.insert(path.to_owned(), places);
        }
        Self { files }
    }

    /// The summary of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (path, places) in other.files {
            let mine = self.files.entry(path).or_default();
            mine.extend(places);
            mine.sort();
            mine.dedup();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(start: u32, entry: &str) -> NamePlace {
        NamePlace {
            start,
            end: start + 3,
            line: 1,
            column: start + 1,
            entry: entry.to_owned(),
            part: PartOfName::Family,
            language: "en".to_owned(),
            text: "abc".to_owned(),
            right: true,
            preferred: None,
            safe: true,
            reason: String::new(),
            article: None,
            record: 0,
        }
    }

    fn summary() -> impl Strategy<Value = FileSummary> {
        prop::collection::vec(("[ab]", 0u32..4, "[xy]"), 0..4).prop_map(|rows| {
            rows.into_iter()
                .fold(FileSummary::default(), |all, (path, start, entry)| {
                    all.merge(FileSummary::of_file(&path, vec![place(start, &entry)]))
                })
        })
    }

    proptest! {
        #[test]
        fn merge_is_associative_and_commutative(a in summary(), b in summary(), c in summary()) {
            prop_assert_eq!(a.clone().merge(b.clone()), b.clone().merge(a.clone()));
            prop_assert_eq!(a.clone().merge(b.clone()).merge(c.clone()), a.clone().merge(b.clone().merge(c.clone())));
            prop_assert_eq!(a.clone().merge(FileSummary::default()), a);
        }

        #[test]
        fn summaries_travel(a in summary()) {
            let bytes = postcard::to_allocvec(&a).unwrap();
            prop_assert_eq!(postcard::from_bytes::<FileSummary>(&bytes).unwrap(), a);
        }
    }
}

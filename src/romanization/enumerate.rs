//! Every spelling that one convention explains from end to end.
//!
//! Results are in comparison form, sorted, each with the conventions that write it. A cap keeps the main spelling of every
//! convention and then the first ones in lattice order; which ones is a function of the word and the cap alone.

use rustc_hash::FxHashMap;

use super::convention::ConventionSet;
use super::lattice::Lattice;

impl Lattice {
    /// The pure spellings, at most `cap` of them.
    pub(crate) fn enumerate_pure(&self, cap: usize) -> Vec<(String, ConventionSet)> {
        let (spellings, complete) = self.enumerate(cap);
        let spellings = spellings.into_iter();
        // A walk that was cut short may have missed conventions of the spellings it did find.
        spellings
            .map(|(text, set)| {
                if complete {
                    (text, set)
                } else {
                    self.with_conventions(text, set)
                }
            })
            .collect()
    }

    /// The same spellings without their conventions.
    pub(crate) fn pure_spellings(&self, cap: usize) -> Vec<String> {
        let (spellings, _) = self.enumerate(cap);
        spellings.into_iter().map(|(text, _)| text).collect()
    }

    /// The spellings that were found, sorted, and whether they are all, with all their conventions.
    fn enumerate(&self, cap: usize) -> (Vec<(String, ConventionSet)>, bool) {
        let mut found = Found {
            spellings: FxHashMap::default(),
            cap,
            steps: cap.saturating_mul(64).max(4096),
        };
        for index in self.all.iter() {
            if let Some(text) = self.main_spelling(index) {
                found.add(&text, ConventionSet::single(index));
            }
        }
        let mut prefix = String::new();
        self.extend(0, self.all, &mut prefix, &mut found);
        let complete = found.steps > 0 && found.spellings.len() < cap;
        let mut spellings: Vec<_> = found.spellings.into_iter().collect();
        spellings.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        (spellings, complete)
    }

    fn with_conventions(&self, text: String, known: ConventionSet) -> (String, ConventionSet) {
        let set = self.accept(&text).map_or(known, |reading| {
            if reading.foreign == 0 {
                reading.conventions
            } else {
                known
            }
        });
        (text, set)
    }

    /// What a convention writes first of all.
    fn main_spelling(&self, index: usize) -> Option<String> {
        let mut text = String::new();
        let mut at = 0;
        while at < self.letters {
            let arc = self.arcs(at).iter().find(|arc| arc.main.contains(index))?;
            text.push_str(self.text(arc));
            at = usize::from(arc.to);
        }
        Some(text)
    }

    fn extend(&self, at: usize, set: ConventionSet, prefix: &mut String, found: &mut Found) {
        if at >= self.letters {
            found.add(prefix, set);
            return;
        }
        for arc in self.arcs(at) {
            let shared = set.intersection(arc.set);
            if shared.is_empty() || found.steps == 0 {
                continue;
            }
            found.steps -= 1;
            let length = prefix.len();
            prefix.push_str(self.text(arc));
            self.extend(usize::from(arc.to), shared, prefix, found);
            prefix.truncate(length);
        }
    }
}

struct Found {
    spellings: FxHashMap<String, ConventionSet>,
    cap: usize,
    /// Arcs that may still be taken.
    steps: usize,
}

impl Found {
    fn add(&mut self, text: &str, set: ConventionSet) {
        if let Some(known) = self.spellings.get_mut(text) {
            *known = known.union(set);
        } else if self.spellings.len() < self.cap && !text.is_empty() {
            self.spellings.insert(text.to_owned(), set);
        }
    }
}

//! All patterns for texts in one language, found by their rarest words. Patterns are decoded when first needed.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compile::Anchor;
use super::program::Pattern;
use super::read::PatternFile;
use crate::glossary::knowledge::HashFilter;

/// One word of one pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct AnchorWord {
    pub hash: u64,
    pub pattern: u32,
    /// Pieces between the start of a match and the word, at least and at most.
    pub least: u16,
    pub most: u16,
}

/// The patterns for one target language, as they are stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Stored {
    target: String,
    anchors: Vec<AnchorWord>,
    /// Encoded patterns, one after another, and where each ends.
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// The patterns for one target language.
pub(crate) struct PatternSet {
    stored: Stored,
    filter: HashFilter,
    patterns: Vec<OnceLock<Option<Box<Pattern>>>>,
}

/// One set for each language of texts, in the order of the languages.
pub(crate) fn by_target<'a>(
    files: impl Iterator<Item = &'a PatternFile>,
) -> Result<Vec<PatternSet>, String> {
    let mut targets: BTreeMap<&str, Vec<(&Pattern, &Anchor)>> = BTreeMap::new();
    for file in files {
        let of_file = file.patterns.iter().map(|p| (&p.pattern, &p.anchor));
        targets.entry(&file.target).or_default().extend(of_file);
    }
    targets
        .iter()
        .map(|(target, patterns)| PatternSet::build(target, patterns))
        .collect()
}

impl PatternSet {
    /// Patterns with their anchors, for texts in `target`.
    pub(crate) fn build(target: &str, patterns: &[(&Pattern, &Anchor)]) -> Result<Self, String> {
        let mut stored = Stored {
            target: target.to_owned(),
            ..Stored::default()
        };
        for (n, (pattern, anchor)) in patterns.iter().enumerate() {
            let word = |hash: &u64| AnchorWord {
                hash: *hash,
                pattern: n as u32,
                least: anchor.least,
                most: anchor.most,
            };
            stored.anchors.extend(anchor.hashes.iter().map(word));
            let bytes = postcard::to_allocvec(pattern).map_err(|e| e.to_string())?;
            stored.bytes.extend(bytes);
            stored.ends.push(stored.bytes.len() as u32);
        }
        stored.anchors.sort_unstable();
        stored.anchors.dedup();
        Ok(Self::open(stored))
    }

    fn open(stored: Stored) -> Self {
        Self {
            // Anchors are sorted by hash.
            filter: HashFilter::new(stored.anchors.iter().map(|a| a.hash).collect()),
            patterns: stored.ends.iter().map(|_| OnceLock::new()).collect(),
            stored,
        }
    }

    /// One blob of several sets, for embedding.
    #[allow(dead_code, reason = "the build script writes with it")]
    pub(crate) fn to_bytes(sets: &[Self]) -> Result<Vec<u8>, String> {
        let stored: Vec<&Stored> = sets.iter().map(|s| &s.stored).collect();
        postcard::to_allocvec(&stored).map_err(|e| e.to_string())
    }

    /// Opens what `to_bytes` wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Vec<Self>, String> {
        let stored: Vec<Stored> = postcard::from_bytes(bytes).map_err(|e| e.to_string())?;
        Ok(stored.into_iter().map(Self::open).collect())
    }

    /// Changes with any pattern of the set.
    pub(crate) fn hash(&self) -> u64 {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(&self.stored.bytes);
        hasher.finish()
    }

    /// Language of the texts.
    pub(crate) fn target(&self) -> &str {
        &self.stored.target
    }

    /// Whether some pattern is found by this word; asked of every word of a text.
    #[inline]
    pub(crate) fn may_begin(&self, hash: u64) -> bool {
        self.filter.contains(hash)
    }

    /// The patterns that are found by this word.
    pub(crate) fn anchors(&self, hash: u64) -> &[AnchorWord] {
        let from = self.stored.anchors.partition_point(|a| a.hash < hash);
        let rest = self.stored.anchors.get(from..).unwrap_or_default();
        let count = rest.partition_point(|a| a.hash == hash);
        rest.get(..count).unwrap_or_default()
    }

    pub(crate) fn pattern(&self, n: u32) -> Option<&Pattern> {
        let n = n as usize;
        let decode = || {
            let start = match n.checked_sub(1) {
                Some(before) => *self.stored.ends.get(before)?,
                None => 0,
            };
            let end = *self.stored.ends.get(n)?;
            let bytes = self.stored.bytes.get(start as usize..end as usize)?;
            postcard::from_bytes(bytes).ok().map(Box::new)
        };
        self.patterns.get(n)?.get_or_init(decode).as_deref()
    }

    /// Every pattern, in the order of the files.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Pattern> {
        (0..self.patterns.len()).filter_map(|n| self.pattern(n as u32))
    }
}

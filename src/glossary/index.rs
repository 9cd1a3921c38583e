//! The compiled glossary: a trie over tokens in one flat blob that opens without parsing.
//!
//! Fold → tokenize → 64-bit hash → bloom → open-addressing table keyed by (parent node, token hash). A hit is verified against the
//! stored bytes. The blob may come from disk, so every access is checked and a wrong blob gives wrong or no hits, never a panic.

use std::borrow::Cow;

use super::bytes::Bytes;
use super::surface::GapSet;
use crate::text::token::Token;

pub(crate) const MAGIC: &[u8; 8] = b"exonymGL";
/// Raised whenever the layout or the fold changes.
pub(crate) const VERSION: u32 = 2;
pub(crate) const NONE: u32 = u32::MAX;
pub(crate) const ROOT: u32 = 0;
pub(crate) const HEADER: usize = 32;
pub(crate) const SLOT: usize = 16;
pub(crate) const OUTPUT: usize = 16;
/// Half a key and the number of a part.
const KEY: usize = 8;

/// Sections of the blob, in order.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Bloom,
    Slots,
    Outputs,
    Surfaces,
    EntryOffsets,
    Entries,
    PartOffsets,
    Parts,
    KeyFilter,
    Keys,
}
pub(crate) const SECTIONS: usize = 10;

/// A blob that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum IndexError {
    #[error("not a compiled glossary")]
    Magic,
    #[error("compiled by another version of exonym ({0})")]
    Version(u32),
    #[error("damaged: section {0} does not fit the file")]
    Section(usize),
}

/// What a surface leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    /// Designation `designation` of entry `entry`, or its native name counted from the end of the designations.
    Form { entry: u32, designation: u32 },
    /// A part of a person's name.
    Part { part: u32, origin: Origin },
}

/// Where a surface of a name part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Origin {
    /// Written in the glossary.
    Listed,
    /// Derived by a romanization.
    Derived,
    /// The native spelling or one of its case forms.
    Native,
    /// Spelled by ear from another script's rendering, as other people's names may be: never in the trie, and nobody without evidence.
    Respelled,
    /// A case form of the native spelling in Latin letters: never in the trie either.
    Inflected,
}

/// A terminal of the trie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    next: u32,
    surface: u32,
    pub target: Target,
}

/// Where a walk stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub node: u32,
    pub outputs: u32,
}

/// An opened blob.
#[derive(Debug)]
pub(crate) struct Index {
    bytes: Bytes,
    sections: [(usize, usize); SECTIONS],
    slot_mask: u64,
    bloom_mask: u64,
    filter_mask: u64,
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)
        .and_then(|b| b.try_into().ok())
        .map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..at + 8)
        .and_then(|b| b.try_into().ok())
        .map(u64::from_le_bytes)
}

/// Key of the edge from `node` by a token; never 0, which marks an empty slot.
pub(crate) fn edge_key(node: u32, hash: u64) -> u64 {
    let mixed = (hash ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 32)).max(1)
}

/// The two bits of a bloom filter that a hash sets: (word, mask).
pub(crate) fn bloom_bits(hash: u64, mask: u64) -> (usize, u64) {
    (
        ((hash >> 20) & mask) as usize,
        (1 << (hash & 63)) | (1 << ((hash >> 6) & 63)),
    )
}

impl Index {
    /// Checks header and section table.
    pub(crate) fn open(bytes: impl Into<Bytes>) -> Result<Self, IndexError> {
        let bytes = bytes.into();
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(IndexError::Magic);
        }
        let version = u32_at(&bytes, 8).unwrap_or(0);
        if version != VERSION {
            return Err(IndexError::Version(version));
        }
        let mut sections = [(0, 0); SECTIONS];
        for (n, section) in sections.iter_mut().enumerate() {
            let at = HEADER + n * 16;
            let start = u64_at(&bytes, at).and_then(|v| usize::try_from(v).ok());
            let len = u64_at(&bytes, at + 8).and_then(|v| usize::try_from(v).ok());
            let (Some(start), Some(len)) = (start, len) else {
                return Err(IndexError::Section(n));
            };
            let end = start
                .checked_add(len)
                .filter(|end| *end <= bytes.len())
                .ok_or(IndexError::Section(n))?;
            *section = (start, end);
        }
        let count = |section: Section, size: usize| {
            let (start, end) = sections[section as usize];
            let n = (end - start) / size;
            if n.is_power_of_two() {
                Ok(n as u64 - 1)
            } else {
                Err(IndexError::Section(section as usize))
            }
        };
        let (slot_mask, bloom_mask) = (count(Section::Slots, SLOT)?, count(Section::Bloom, 8)?);
        let filter_mask = count(Section::KeyFilter, 8)?;
        Ok(Self {
            bytes,
            sections,
            slot_mask,
            bloom_mask,
            filter_mask,
        })
    }

    /// The blob.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash of what the blob was compiled from.
    pub(crate) fn source_hash(&self) -> u64 {
        u64_at(&self.bytes, 16).unwrap_or(0)
    }

    fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The hot parts of the index, borrowed once per scan.
    pub(crate) fn walker(&self) -> Walker<'_> {
        Walker {
            bloom: self.section(Section::Bloom),
            slots: self.section(Section::Slots),
            slot_mask: self.slot_mask,
            bloom_mask: self.bloom_mask,
        }
    }

    /// The outputs chained from `head`. Chains only go down, so a damaged blob cannot loop.
    pub(crate) fn outputs(&self, head: u32) -> impl Iterator<Item = Output> + '_ {
        let mut at = head;
        std::iter::from_fn(move || {
            if at == NONE {
                return None;
            }
            let output = self.output(at)?;
            at = if output.next < at { output.next } else { NONE };
            Some(output)
        })
    }

    fn output(&self, n: u32) -> Option<Output> {
        let bytes = self.section(Section::Outputs);
        let at = n as usize * OUTPUT;
        let (next, surface, a, b) = (
            u32_at(bytes, at)?,
            u32_at(bytes, at + 4)?,
            u32_at(bytes, at + 8)?,
            u32_at(bytes, at + 12)?,
        );
        let target = match b >> 30 {
            0 => Target::Form {
                entry: a,
                designation: b & 0x3fff_ffff,
            },
            kind => Target::Part {
                part: a,
                origin: [Origin::Listed, Origin::Derived, Origin::Native][(kind - 1) as usize],
            },
        };
        Some(Output {
            next,
            surface,
            target,
        })
    }

    /// Compares the tokens of a text with the stored bytes and gaps. `folded(i)` gives the folded text of token `i` as it was looked up.
    pub(crate) fn verify(
        &self,
        output: &Output,
        tokens: &[Token],
        mut folded: impl FnMut(usize) -> Cow<'static, str>,
    ) -> bool {
        let bytes = self.section(Section::Surfaces);
        let mut at = output.surface as usize;
        let Some(&count) = bytes.get(at) else {
            return false;
        };
        at += 1;
        if usize::from(count) != tokens.len() {
            return false;
        }
        for (i, token) in tokens.iter().enumerate() {
            let Some(&[low, high, len]) = bytes.get(at..at + 3) else {
                return false;
            };
            let gaps = GapSet::from_le_bytes([low, high]);
            at += 3;
            if i > 0 && gaps & GapSet::from(token.gap.as_bit()) == 0 {
                return false;
            }
            if bytes.get(at..at + usize::from(len)) != Some(folded(i).as_bytes()) {
                return false;
            }
            at += usize::from(len);
        }
        true
    }

    fn record(&self, offsets: Section, records: Section, n: u32) -> Option<&[u8]> {
        let table = self.section(offsets);
        let (start, end) = (
            u32_at(table, n as usize * 4)?,
            u32_at(table, n as usize * 4 + 4)?,
        );
        self.section(records).get(start as usize..end as usize)
    }

    pub(crate) fn entry_count(&self) -> u32 {
        (self.section(Section::EntryOffsets).len() / 4).saturating_sub(1) as u32
    }

    pub(crate) fn part_count(&self) -> u32 {
        (self.section(Section::PartOffsets).len() / 4).saturating_sub(1) as u32
    }

    /// Bytes of an entry record (postcard).
    pub(crate) fn entry_bytes(&self, n: u32) -> Option<&[u8]> {
        self.record(Section::EntryOffsets, Section::Entries, n)
    }

    /// Bytes of a part record (postcard).
    pub(crate) fn part_bytes(&self, n: u32) -> Option<&[u8]> {
        self.record(Section::PartOffsets, Section::Parts, n)
    }

    /// Whether a part may be stored under a key; wrong only in saying yes.
    #[inline]
    pub(crate) fn may_have_key(&self, filter_key: u64) -> bool {
        let (word, bits) = bloom_bits(filter_key, self.filter_mask);
        u64_at(self.section(Section::KeyFilter), word * 8).is_some_and(|w| w & bits == bits)
    }

    /// Parts that are stored under a key, and perhaps others.
    pub(crate) fn by_key(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.section(Section::Keys);
        let (key, count) = (key as u32, bytes.len() / KEY);
        let at = move |i: usize| u32_at(bytes, i * KEY).unwrap_or(u32::MAX);
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if at(middle) < key {
                low = middle + 1
            } else {
                high = middle
            }
        }
        (low..count)
            .take_while(move |i| at(*i) == key)
            .filter_map(move |i| u32_at(bytes, i * KEY + 4))
    }
}

/// Lookup of edges.
pub(crate) struct Walker<'a> {
    bloom: &'a [u8],
    slots: &'a [u8],
    slot_mask: u64,
    bloom_mask: u64,
}

impl Walker<'_> {
    /// Whether a surface may start with this token; wrong only in saying yes.
    #[inline]
    pub(crate) fn may_start(&self, hash: u64) -> bool {
        let (word, bits) = bloom_bits(hash, self.bloom_mask);
        u64_at(self.bloom, word * 8).is_some_and(|w| w & bits == bits)
    }

    /// Follows the edge of a token.
    pub(crate) fn step(&self, node: u32, hash: u64) -> Option<Step> {
        let key = edge_key(node, hash);
        let mut at = key & self.slot_mask;
        for _ in 0..=self.slot_mask {
            let slot = self
                .slots
                .get(at as usize * SLOT..at as usize * SLOT + SLOT)?;
            let found = u64_at(slot, 0)?;
            if found == key {
                return Some(Step {
                    node: u32_at(slot, 8)?,
                    outputs: u32_at(slot, 12)?,
                });
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & self.slot_mask;
        }
        None
    }
}

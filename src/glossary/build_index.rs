//! Writes the blob that `index` opens. Output is a pure function of the surfaces and records given, in their order.

use rustc_hash::FxHashMap;

use super::index::{
    HEADER, MAGIC, NONE, Origin, ROOT, SECTIONS, SLOT, Target, VERSION, bloom_bits, edge_key,
};
use super::keys::Search;
use super::surface::Surface;
use crate::romanization::skeleton::Skeleton;
use crate::text::token::hash_folded;

/// A trie under construction.
#[derive(Default)]
pub(crate) struct IndexBuilder {
    /// Edge key → (child node, head of its outputs).
    edges: FxHashMap<u64, (u32, u32)>,
    nodes: u32,
    roots: Vec<u64>,
    outputs: Vec<u8>,
    output_count: u32,
    surfaces: Vec<u8>,
    seen: FxHashMap<(Vec<u8>, Target), ()>,
    entries: Records,
    parts: Records,
    /// Halves of keys, with the parts they lead to.
    keys: Vec<(u32, u32)>,
    filter_keys: Vec<u64>,
}

#[derive(Default)]
struct Records {
    offsets: Vec<u32>,
    bytes: Vec<u8>,
}

impl Records {
    fn push(&mut self, record: &[u8]) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.bytes.extend_from_slice(record);
        self.offsets.push(self.bytes.len() as u32);
    }

    fn offset_bytes(&self) -> Vec<u8> {
        self.offsets.iter().flat_map(|o| o.to_le_bytes()).collect()
    }
}

impl IndexBuilder {
    /// Adds a surface; the same surface to the same target is stored once.
    pub(crate) fn add(&mut self, surface: &Surface, target: Target) {
        let encoded = encode(surface);
        if self.seen.insert((encoded.clone(), target), ()).is_some() {
            return;
        }
        let mut node = ROOT;
        let last = surface.tokens.len() - 1;
        for (i, token) in surface.tokens.iter().enumerate() {
            let hash = hash_folded(token);
            if i == 0 {
                self.roots.push(hash);
            }
            let next = self.nodes + 1;
            let edge = self
                .edges
                .entry(edge_key(node, hash))
                .or_insert((next, NONE));
            if edge.0 == next {
                self.nodes = next;
            }
            node = edge.0;
            if i == last {
                let head = std::mem::replace(&mut edge.1, self.output_count);
                self.write_output(head, &encoded, target);
            }
        }
    }

    fn write_output(&mut self, next: u32, encoded: &[u8], target: Target) {
        let (a, b) = match target {
            Target::Form { entry, designation } => (entry, designation & 0x3fff_ffff),
            Target::Part { part, origin } => {
                let kind: u32 = match origin {
                    Origin::Listed => 1,
                    // Respellings and case forms are found by their lattices alone.
                    Origin::Derived | Origin::Respelled | Origin::Inflected => 2,
                    Origin::Native => 3,
                };
                (part, kind << 30)
            }
        };
        for value in [next, self.surfaces.len() as u32, a, b] {
            self.outputs.extend_from_slice(&value.to_le_bytes());
        }
        self.output_count += 1;
        self.surfaces.extend_from_slice(encoded);
    }

    pub(crate) fn entry(&mut self, record: &[u8]) {
        self.entries.push(record);
    }

    pub(crate) fn part(&mut self, record: &[u8]) {
        self.parts.push(record);
    }

    /// Adds a key by which a part is looked for.
    pub(crate) fn key(
        &mut self,
        search: Search,
        skeleton: Skeleton,
        edges: (char, char),
        part: u32,
    ) {
        self.keys.push((search.key(skeleton, edges) as u32, part));
        self.filter_keys.push(search.filter_key(skeleton, edges));
    }

    /// The finished blob.
    pub(crate) fn finish(mut self, source_hash: u64) -> Vec<u8> {
        self.keys.sort_unstable();
        self.keys.dedup();
        let keys = self.keys.iter();
        let keys: Vec<u8> = keys
            .flat_map(|(key, part)| [*key, *part])
            .flat_map(u32::to_le_bytes)
            .collect();
        self.filter_keys.sort_unstable();
        self.filter_keys.dedup();
        let sections: [Vec<u8>; SECTIONS] = [
            bloom(&self.roots),
            self.slots(),
            std::mem::take(&mut self.outputs),
            std::mem::take(&mut self.surfaces),
            self.entries.offset_bytes(),
            std::mem::take(&mut self.entries.bytes),
            self.parts.offset_bytes(),
            std::mem::take(&mut self.parts.bytes),
            bloom(&self.filter_keys),
            keys,
        ];
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        out.extend_from_slice(&source_hash.to_le_bytes());
        out.resize(HEADER, 0);
        let mut at = HEADER + SECTIONS * 16;
        for section in &sections {
            out.extend_from_slice(&(at as u64).to_le_bytes());
            out.extend_from_slice(&(section.len() as u64).to_le_bytes());
            at += section.len().next_multiple_of(8);
        }
        for section in &sections {
            out.extend_from_slice(section);
            out.resize(out.len().next_multiple_of(8), 0);
        }
        out
    }

    /// Open addressing with linear probing at a load of at most one half.
    fn slots(&self) -> Vec<u8> {
        let count = (self.edges.len() * 2).next_power_of_two().max(8);
        let mut slots = vec![0u8; count * SLOT];
        let mut edges: Vec<_> = self
            .edges
            .iter()
            .map(|(key, value)| (*key, *value))
            .collect();
        edges.sort_unstable();
        for (key, (child, outputs)) in edges {
            let mut at = (key as usize) & (count - 1);
            while slots[at * SLOT..at * SLOT + 8] != [0; 8] {
                at = (at + 1) & (count - 1);
            }
            slots[at * SLOT..at * SLOT + 8].copy_from_slice(&key.to_le_bytes());
            slots[at * SLOT + 8..at * SLOT + 12].copy_from_slice(&child.to_le_bytes());
            slots[at * SLOT + 12..at * SLOT + 16].copy_from_slice(&outputs.to_le_bytes());
        }
        slots
    }
}

/// Sixteen bits a hash: about one false yes in sixty.
fn bloom(hashes: &[u64]) -> Vec<u8> {
    let words = (hashes.len() / 4).next_power_of_two().max(8);
    let mut bloom = vec![0u64; words];
    for hash in hashes {
        let (word, bits) = bloom_bits(*hash, words as u64 - 1);
        bloom[word] |= bits;
    }
    bloom.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn encode(surface: &Surface) -> Vec<u8> {
    let mut out = vec![surface.tokens.len() as u8];
    for (token, gaps) in surface.tokens.iter().zip(&surface.gaps) {
        out.extend_from_slice(&gaps.to_le_bytes());
        out.push(token.len() as u8);
        out.extend_from_slice(token.as_bytes());
    }
    out
}

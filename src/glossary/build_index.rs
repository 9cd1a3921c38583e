//! Writes the blob that `index` opens. Output is a pure function of the surfaces and records given, in their order.

use rustc_hash::FxHashMap;

use super::index::{
    HEADER, MAGIC, NONE, Origin, ROOT, SECTIONS, SLOT, Target, VERSION, bloom_bits, edge_key,
};
use super::keys::Search;
use super::surface::{FIRST_GAP, GapSet, Surface};
use crate::romanization::skeleton::Skeleton;
use crate::text::token::hash_folded;

/// A trie under construction.
#[derive(Default)]
pub(crate) struct IndexBuilder {
    /// Edge key → (child node, head of its outputs).
    edges: FxHashMap<u64, (u32, u32)>,
    nodes: u32,
    roots: Vec<u64>,
    outputs: Outputs,
    /// Room for one surface.
    encoded: Vec<u8>,
    entries: Records,
    parts: Records,
    /// Halves of keys, with the parts they lead to.
    keys: Vec<(u32, u32)>,
    filter_keys: Vec<u64>,
}

/// What surfaces lead to, chained by node, and their bytes.
#[derive(Default)]
struct Outputs {
    /// Next of the chain, start of the surface, and the two numbers of the target.
    records: Vec<[u32; 4]>,
    surfaces: Vec<u8>,
}

impl Outputs {
    /// Whether the chain has this surface for this target. What leads to one entry or part stands together at its head.
    fn contain(&self, head: u32, encoded: &[u8], target: Target) -> bool {
        let (a, b) = numbers(target);
        let mut at = head;
        while let Some([next, surface, of, number]) = self.records.get(at as usize) {
            if *of != a || (number >> 30 == 0) != (b >> 30 == 0) {
                return false;
            }
            let stored = self.surfaces.get(*surface as usize..).unwrap_or_default();
            if *number == b && stored.starts_with(encoded) {
                return true;
            }
            at = *next;
        }
        false
    }

    /// Puts an output before the others of its chain.
    fn push(&mut self, next: u32, encoded: &[u8], target: Target) -> u32 {
        let (a, b) = numbers(target);
        self.records.push([next, self.surfaces.len() as u32, a, b]);
        self.surfaces.extend_from_slice(encoded);
        self.records.len() as u32 - 1
    }
}

/// A target as it is stored.
fn numbers(target: Target) -> (u32, u32) {
    match target {
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
    }
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
}

impl IndexBuilder {
    /// Adds a surface; the same surface to the same target is stored once. What leads to one entry or part is added in a row.
    pub(crate) fn add(&mut self, surface: &Surface, target: Target) {
        let mut encoded = std::mem::take(&mut self.encoded);
        encode(surface, &mut encoded);
        let mut node = ROOT;
        let last = surface.tokens.len() - 1;
        let mut root = None;
        for (i, token) in surface.tokens.iter().enumerate() {
            let hash = hash_folded(token);
            root.get_or_insert(hash);
            let end = (i == last).then_some((encoded.as_slice(), target));
            node = self.follow(node, hash, end);
        }
        self.roots.extend(root);
        self.encoded = encoded;
    }

    /// Adds a surface of one token that is its own folded form.
    pub(crate) fn add_word(&mut self, word: &str, target: Target) {
        let mut encoded = std::mem::take(&mut self.encoded);
        encoded.clear();
        encoded.push(1);
        encode_token(word, FIRST_GAP, &mut encoded);
        let hash = hash_folded(word);
        self.roots.push(hash);
        self.follow(ROOT, hash, Some((&encoded, target)));
        self.encoded = encoded;
    }

    /// Goes to the next node, which is made when there is none; at the end of a surface it gets the output.
    fn follow(&mut self, node: u32, hash: u64, end: Option<(&[u8], Target)>) -> u32 {
        let next = self.nodes + 1;
        let edge = self
            .edges
            .entry(edge_key(node, hash))
            .or_insert((next, NONE));
        let (child, head) = *edge;
        if child == next {
            self.nodes = next;
        }
        if let Some((encoded, target)) = end
            && !self.outputs.contain(head, encoded, target)
        {
            edge.1 = self.outputs.push(head, encoded, target);
        }
        child
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

    /// The finished blob. Each section is dropped as soon as it is written: a large glossary is not held twice.
    pub(crate) fn finish(mut self, source_hash: u64) -> Vec<u8> {
        let mut out = Blob::new(source_hash);
        for hashes in [&mut self.roots, &mut self.filter_keys] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        out.section(bloom(&std::mem::take(&mut self.roots)));
        out.section(slots(std::mem::take(&mut self.edges).into_iter().collect()));
        let outputs = std::mem::take(&mut self.outputs);
        out.section(
            outputs
                .records
                .iter()
                .flatten()
                .flat_map(|n| n.to_le_bytes()),
        );
        drop(outputs.records);
        out.section(outputs.surfaces);
        for records in [self.entries, self.parts] {
            out.section(records.offsets.iter().flat_map(|o| o.to_le_bytes()));
            out.section(records.bytes);
        }
        out.section(bloom(&self.filter_keys));
        self.keys.sort_unstable();
        self.keys.dedup();
        let keys = self.keys.iter().flat_map(|(key, part)| [*key, *part]);
        out.section(keys.flat_map(u32::to_le_bytes));
        out.bytes
    }
}

/// A blob while its sections are written.
struct Blob {
    bytes: Vec<u8>,
    sections: usize,
}

impl Blob {
    fn new(source_hash: u64) -> Self {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        bytes.extend_from_slice(&source_hash.to_le_bytes());
        bytes.resize(HEADER + SECTIONS * 16, 0);
        Self { bytes, sections: 0 }
    }

    /// Writes the next section, and where it stands.
    fn section(&mut self, content: impl IntoIterator<Item = u8>) {
        let start = self.bytes.len();
        self.bytes.extend(content);
        let at = HEADER + self.sections * 16;
        let numbers = [start as u64, (self.bytes.len() - start) as u64];
        for (n, number) in numbers.into_iter().enumerate() {
            self.bytes[at + n * 8..at + n * 8 + 8].copy_from_slice(&number.to_le_bytes());
        }
        self.sections += 1;
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }
}

/// Open addressing with linear probing at a load of at most one half.
fn slots(mut edges: Vec<(u64, (u32, u32))>) -> Vec<u8> {
    let count = (edges.len() * 2).next_power_of_two().max(8);
    let mut slots = vec![0u8; count * SLOT];
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

fn encode(surface: &Surface, out: &mut Vec<u8>) {
    out.clear();
    out.push(surface.tokens.len() as u8);
    for (token, gaps) in surface.tokens.iter().zip(&surface.gaps) {
        encode_token(token, *gaps, out);
    }
}

fn encode_token(token: &str, gaps: GapSet, out: &mut Vec<u8>) {
    out.extend_from_slice(&gaps.to_le_bytes());
    out.push(token.len() as u8);
    out.extend_from_slice(token.as_bytes());
}

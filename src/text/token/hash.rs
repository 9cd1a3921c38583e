//! The 64-bit hash of folded text, eight bytes at a time. The same on every platform and in every
//! run, because compiled glossaries store it. Not a defence against chosen collisions: whoever finds
//! a hash compares the stored bytes.

const SEED: u64 = 0xA076_1D64_78BD_642F;
const STEP: u64 = 0xE703_7ED1_A0B4_28DB;
const END: u64 = 0x8EBC_6AF0_9C88_C6E3;

/// The hash of folded text, such as `fold_token` returns.
pub(crate) fn hash_folded(folded: &str) -> u64 {
    let (words, rest) = folded.as_bytes().as_chunks::<8>();
    let add = |state: u64, word: &[u8; 8]| mix(state ^ u64::from_le_bytes(*word), STEP);
    let state = words.iter().fold(SEED, add);
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let hasher = Hasher {
        state,
        word: u64::from_le_bytes(last),
        fill: 0,
        len: folded.len() as u64,
    };
    hasher.finish()
}

/// Collects folded bytes in a register and mixes them in when it is full.
#[derive(Clone, Copy)]
pub(super) struct Hasher {
    state: u64,
    word: u64,
    /// Bits of `word` that are in use: always below 64. With none in use, `word` is zero.
    fill: u32,
    len: u64,
}

impl Hasher {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Hasher {
            state: SEED,
            word: 0,
            fill: 0,
            len: 0,
        }
    }

    /// Adds one to eight bytes, the first one lowest; the bytes above them must be zero.
    #[inline(always)]
    pub(super) fn push(&mut self, bytes: u64, count: u32) {
        self.len += u64::from(count);
        if self.fill == 0 {
            // Nearly always so, and then what is left to decide is what the caller decides as well.
            if count == 8 {
                self.state = mix(self.state ^ bytes, STEP);
            } else {
                self.word = bytes;
                self.fill = count * 8;
            }
            return;
        }
        self.word |= bytes << self.fill;
        let filled = self.fill + count * 8;
        if filled >= 64 {
            self.state = mix(self.state ^ self.word, STEP);
            self.word = bytes >> (64 - self.fill);
        }
        self.fill = filled & 63;
    }

    #[inline(always)]
    pub(super) fn push_char(&mut self, c: char) {
        let mut bytes = [0; 8];
        let count = c.len_utf8() as u32;
        if let Some(room) = bytes.get_mut(..4) {
            c.encode_utf8(room);
        }
        self.push(u64::from_le_bytes(bytes), count);
    }

    #[inline(always)]
    pub(super) fn finish(self) -> u64 {
        mix(mix(self.state ^ self.word, STEP) ^ self.len, END)
    }
}

/// Both halves of the product, folded together.
#[inline(always)]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn is_stable() {
        // Compiled glossaries hold these numbers: a change here needs a new format version.
        assert_eq!(hash_folded(""), 0xA550_6FF5_2926_AC13);
        assert_eq!(hash_folded("ryabkov"), 0x8CC2_0EF7_7AD0_039E);
        assert_eq!(hash_folded("рябков"), 0xB4C8_AFF2_EF24_469B);
    }

    #[test]
    fn short_words_do_not_collide() {
        let letters = "abcdefghijklmnopqrstuvwxyz";
        let mut low = BTreeSet::new();
        let mut all = BTreeSet::new();
        let mut words = 0;
        for a in letters.chars() {
            for b in letters.chars() {
                for c in letters.chars() {
                    let hash = hash_folded(&format!("{a}{b}{c}"));
                    all.insert(hash);
                    low.insert(hash & 0xFFFF_FFFF);
                    words += 1;
                }
            }
        }
        assert_eq!(all.len(), words);
        assert!(low.len() >= words - 2, "{} of {words}", low.len());
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_hash_alike(text in "\\PC{0,24}") {
            let mut hasher = Hasher::new();
            text.chars().for_each(|c| hasher.push_char(c));
            prop_assert_eq!(hasher.finish(), hash_folded(&text));
        }
    }
}

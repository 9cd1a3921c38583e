//! A 128-bit digest of bytes, at the speed of memory: tells whether a file is what it was. The same on every platform.
//!
//! Not a defence against somebody who chooses the bytes; it notices edits, other versions and damage.

const LANES: usize = 4;
/// Bytes that one round takes: two words for each lane.
const ROUND: usize = LANES * 16;
const SEEDS: [u64; LANES] = [
    0x2D35_8DCC_AA6C_78A5,
    0x8BB8_4B93_962E_ACC9,
    0x4B33_A62E_D433_D4A3,
    0x4D5A_2DA5_1DE1_AA47,
];
const STEP: u64 = 0xA076_1D64_78BD_642F;
const END: u64 = 0xE703_7ED1_A0B4_28DB;

/// The digest of `bytes`.
pub(crate) fn digest(bytes: &[u8]) -> u128 {
    let mut lanes = SEEDS;
    let (rounds, rest) = bytes.as_chunks::<ROUND>();
    for round in rounds {
        mix_round(&mut lanes, round);
    }
    let mut last = [0; ROUND];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mix_round(&mut lanes, &last);
    let [a, b, c, d] = lanes;
    let len = bytes.len() as u64;
    let low = mix(mix(a ^ len, b ^ STEP) ^ c, d ^ END);
    let high = mix(mix(c ^ STEP, d ^ len) ^ b, a ^ END);
    u128::from(high) << 64 | u128::from(low)
}

/// The digest of a list of byte strings; where one ends and the next begins counts.
pub(crate) fn digest_all<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let digests = parts
        .into_iter()
        .flat_map(|part| digest(part).to_le_bytes());
    digest(&digests.collect::<Vec<u8>>())
}

fn mix_round(lanes: &mut [u64; LANES], round: &[u8; ROUND]) {
    let (words, _) = round.as_chunks::<16>();
    for (lane, word) in lanes.iter_mut().zip(words) {
        let word = u128::from_le_bytes(*word);
        let (low, high) = (word as u64, (word >> 64) as u64);
        // Each half goes in twice, so that a factor of zero does not swallow the other half.
        *lane = mix(*lane ^ low, high ^ STEP).wrapping_add(low.rotate_left(32) ^ high);
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
    use std::collections::BTreeSet;

    #[test]
    fn every_bit_and_the_length_count() {
        let mut seen = BTreeSet::new();
        let mut count = 0;
        for len in [0, 1, 15, 16, 63, 64, 65, 128, 200] {
            let bytes = vec![0; len];
            seen.insert(digest(&bytes));
            count += 1;
            for bit in 0..len * 8 {
                let mut changed = bytes.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                seen.insert(digest(&changed));
                count += 1;
            }
        }
        assert_eq!(seen.len(), count);
        let halves: BTreeSet<u64> = seen.iter().map(|d| *d as u64).collect();
        assert_eq!(halves.len(), count);
    }

    #[test]
    fn the_border_between_parts_counts() {
        let of = |parts: &[&str]| digest_all(parts.iter().map(|p| p.as_bytes()));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["abc"]), of(&["abc", ""]));
    }
}

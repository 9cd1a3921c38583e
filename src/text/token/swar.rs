//! Eight bytes of text at a time in one register: which of them are letters, and their lower case.
//! The lowest byte is the first one in the text. Every answer is exact for every input.

const HIGH: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x2020_2020_2020_2020;
const ONES: u64 = 0x0101_0101_0101_0101;
/// One in each of four lanes of sixteen bits, one lane for each letter of two bytes.
const LANES: u64 = 0x0001_0001_0001_0001;

/// The byte at a place below 8.
#[inline(always)]
pub(super) fn byte(chunk: u64, place: u32) -> u8 {
    (chunk >> ((place & 7) * 8)) as u8
}

/// Leading ASCII letters of a chunk.
pub(super) struct Ascii {
    /// How many, up to 8.
    pub(super) count: u32,
    /// The letters as they stand; zero above them.
    pub(super) letters: u64,
    /// The letters in lower case; zero above them.
    pub(super) folded: u64,
}

impl Ascii {
    #[inline(always)]
    pub(super) fn some_lower(&self) -> bool {
        self.letters & SPACES != 0
    }

    #[inline(always)]
    pub(super) fn first_upper(&self) -> bool {
        self.letters & 0x20 == 0
    }
}

#[inline(always)]
pub(super) fn ascii_letters(chunk: u64) -> Ascii {
    // In each byte the high bit tells whether the low seven bits reach a bound; no carry crosses.
    let low = (chunk | SPACES) & !HIGH;
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x80 - (b'z' + 1) as u64);
    let stops = !(from_a & !past_z & !chunk) & HIGH;
    // All bits below the first byte that is no letter.
    let mask = ((stops & stops.wrapping_neg()) >> 7).wrapping_sub(1);
    let count = match std::num::NonZeroU64::new(stops) {
        Some(stops) => stops.trailing_zeros() / 8,
        None => 8,
    };
    Ascii {
        count,
        letters: chunk & mask,
        folded: (chunk | SPACES) & mask,
    }
}

/// Leading Cyrillic letters of a chunk.
pub(super) struct Cyrillic {
    /// How many letters, of two bytes each.
    pub(super) count: u32,
    /// The letters in lower case; zero above them.
    pub(super) folded: u64,
    pub(super) first_upper: bool,
    pub(super) some_lower: bool,
}

/// Reads letters from А to џ that fold to their lower case: not ё, ѐ, ѝ, and no capitals before А,
/// which are left to the table.
#[inline(always)]
pub(super) fn cyrillic_letters(chunk: u64) -> Cyrillic {
    // A lead byte D0 or D1 and a continuation byte leave nothing here.
    let misfit = (chunk & (LANES * 0xC0FE)) ^ (LANES * 0x80D0);
    let misfit = (((misfit & (LANES * 0x7FFF)) + LANES * 0x7FFF) | misfit) >> 8;
    // The letters as numbers from U+0400 on, at most 0x7F, so that bit 7 can take comparisons.
    let x = ((chunk & LANES) << 6) | ((chunk >> 8) & (LANES * 0x3F));
    let from_a = x + LANES * (0x80 - 0x10);
    let from_lower = x + LANES * (0x80 - 0x30);
    let past_end = x + LANES * (0x80 - 0x60);
    let not_yo = ((x & (LANES * 0x7E)) ^ (LANES * 0x50)) + LANES * 0x7F;
    let not_ie = (x ^ (LANES * 0x5D)) + LANES * 0x7F;
    let good = from_a & !past_end & not_yo & not_ie & !misfit & (LANES * 0x80);
    let count = (good ^ (LANES * 0x80)).trailing_zeros() / 16;
    if count == 0 {
        return Cyrillic {
            count,
            folded: 0,
            first_upper: false,
            some_lower: false,
        };
    }
    // The shift is below 64, since there is at least one letter.
    let mask = u64::MAX >> (64 - 16 * count);
    let upper = !from_lower & (LANES * 0x80) & mask;
    let x = x + (upper >> 2);
    let folded = ((LANES * 0x80D0) | ((x >> 6) & LANES) | ((x & (LANES * 0x3F)) << 8)) & mask;
    Cyrillic {
        count,
        folded,
        first_upper: upper & 0x80 != 0,
        some_lower: upper != (LANES * 0x80) & mask,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_letters_are_counted_exactly() {
        for byte in 0..=255u8 {
            for place in 0..8 {
                let mut bytes = *b"aZqMzAbY";
                bytes[place] = byte;
                let expected = if byte.is_ascii_alphabetic() {
                    8
                } else {
                    place as u32
                };
                let letters = ascii_letters(u64::from_le_bytes(bytes));
                assert_eq!(letters.count, expected);
                let kept = &bytes[..expected as usize];
                assert_eq!(&letters.letters.to_le_bytes()[..expected as usize], kept);
                assert_eq!(letters.letters.checked_shr(8 * expected).unwrap_or(0), 0);
                let folded = letters.folded.to_le_bytes();
                assert_eq!(folded[..expected as usize], kept.to_ascii_lowercase());
            }
        }
    }

    #[test]
    fn cyrillic_letters_are_read_exactly() {
        for lead in 0..=255u8 {
            for next in 0..=255u8 {
                for place in 0..4usize {
                    let mut bytes = *b"\xD0\x90\xD1\x8F\xD0\xB0\xD0\xAF";
                    bytes[place * 2] = lead;
                    bytes[place * 2 + 1] = next;
                    let c = str::from_utf8(&[lead, next])
                        .ok()
                        .and_then(|it| it.chars().next());
                    let read =
                        c.is_some_and(|c| matches!(c, 'А'..='џ') && !matches!(c, 'ё' | 'ѐ' | 'ѝ'));
                    let letters = cyrillic_letters(u64::from_le_bytes(bytes));
                    assert_eq!(letters.count, if read { 4 } else { place as u32 });
                    if let Some(c) = c.filter(|_| read && place == 0) {
                        let mut folded = [0; 2];
                        c.to_lowercase()
                            .next()
                            .unwrap_or(c)
                            .encode_utf8(&mut folded);
                        assert_eq!(
                            letters.folded & 0xFFFF,
                            u64::from(u16::from_le_bytes(folded))
                        );
                        assert_eq!(letters.first_upper, c.is_uppercase());
                    }
                }
            }
        }
        let word = |text: &str| {
            cyrillic_letters(u64::from_le_bytes(
                text.as_bytes().try_into().unwrap_or_default(),
            ))
        };
        assert!(!word("МИДА").some_lower && word("МИДа").some_lower && word("АБ1234").count == 2);
        assert_eq!(
            word("Рябк").folded,
            u64::from_le_bytes("рябк".as_bytes().try_into().unwrap_or_default())
        );
    }
}

//! Finds places whose first bytes fit one of a few patterns, in one pass over a text. Rules look closer at what comes through.

/// Inclusive ranges of bytes.
pub(super) type Ranges = &'static [(u8, u8)];

/// What the first four bytes of a place may be.
pub(super) type Pattern = [Ranges; 4];

/// Any byte.
pub(super) const ANY: Ranges = &[(0x00, 0xFF)];

/// Bytes looked at together.
const BLOCK: usize = 32;

/// Up to 64 patterns as one table a byte: a bit of every pattern that allows it there.
pub(super) struct Sieve {
    tables: [[u64; 256]; 4],
    needs: Needs,
}

/// What every pattern has one of: blocks without it are passed over at the speed of memory.
#[derive(Clone, Copy)]
pub(super) enum Needs {
    /// A byte outside ASCII, or a control character that is no tab and no line end.
    Outside,
    /// A sign that programs use, or a byte outside ASCII that opens one.
    Sign,
}

impl Sieve {
    pub(super) const fn new(patterns: &[Pattern], needs: Needs) -> Self {
        assert!(patterns.len() <= 64);
        let mut tables = [[0u64; 256]; 4];
        let mut n = 0;
        while n < patterns.len() {
            let mut place = 0;
            while place < 4 {
                let ranges = patterns[n][place];
                let mut r = 0;
                while r < ranges.len() {
                    let (mut byte, last) = (ranges[r].0 as usize, ranges[r].1 as usize);
                    while byte <= last {
                        tables[place][byte] |= 1 << n;
                        byte += 1;
                    }
                    r += 1;
                }
                place += 1;
            }
            n += 1;
        }
        Self { tables, needs }
    }

    /// Byte offsets that come through, in order. After the end of a text stand line feeds.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let bytes = text.as_bytes();
        (0..bytes.len())
            .step_by(BLOCK)
            .filter_map(move |start| {
                let end = (start + BLOCK + 3).min(bytes.len());
                let block = bytes.get(start..end)?;
                self.may_have(block).then_some((start, block))
            })
            .flat_map(move |(start, block)| {
                let last = (start + BLOCK).min(bytes.len());
                (start..last).filter(move |at| {
                    let byte = |n: usize| block.get(at - start + n).copied().unwrap_or(b'\n');
                    self.fits([byte(0), byte(1), byte(2), byte(3)])
                })
            })
    }

    #[inline]
    fn fits(&self, bytes: [u8; 4]) -> bool {
        let [a, b, c, d] = bytes;
        let [first, second, third, fourth] = &self.tables;
        first[a as usize] & second[b as usize] & third[c as usize] & fourth[d as usize] != 0
    }

    /// Whether some place of the block may come through; the end of the text always may.
    fn may_have(&self, block: &[u8]) -> bool {
        if block.len() < BLOCK + 3 {
            return true;
        }
        let needed = match self.needs {
            Needs::Outside => has_outside(block),
            Needs::Sign => has_sign(block),
        };
        if !needed {
            return false;
        }
        let [first, second, third, fourth] = &self.tables;
        let mut any = 0;
        for window in block.windows(4) {
            if let [a, b, c, d] = *window {
                any |=
                    first[a as usize] & second[b as usize] & third[c as usize] & fourth[d as usize];
            }
        }
        any != 0
    }
}

// Written without branches, so that the bytes of a block are compared together.

fn has_outside(block: &[u8]) -> bool {
    block.iter().fold(false, |any, b| {
        let control = (*b < 0x20) & (*b != 9) & (*b != 10) & (*b != 13);
        any | (*b >= 0x7F) | control
    })
}

fn has_sign(block: &[u8]) -> bool {
    let pairs = block.iter().zip(block.get(1..).unwrap_or_default());
    pairs.fold(false, |any, (a, b)| {
        let bracket = (*a == b'<') | (*a == b'[') | (*a == b'{');
        let sign = (*a == b'&') | (*a == b'%') | (*a == b'_') | (*a == b'@') | (*a == b'\\');
        let more = (*a == b'=') | (*a == b'*') | (*a == b'`') | (*a == b';') | (*a == b'#');
        let outside = ((*a == 0xE2) & ((*b == 0x9F) | (*b == 0x96) | (*b == 0x81)))
            | ((*a == 0xEF) & (*b == 0xBC));
        any | bracket | sign | more | outside
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static SIEVE: Sieve = Sieve::new(
        &[
            [&[(0xC3, 0xC3)], &[(0x82, 0x9F)], &[(0xC2, 0xC2)], ANY],
            [&[(0x13, 0x1F)], ANY, ANY, ANY],
        ],
        Needs::Outside,
    );

    #[test]
    fn places_come_through_anywhere() {
        for lead in 0..70 {
            let text = format!("{}Ã©, x", "a".repeat(lead));
            assert_eq!(SIEVE.find(&text).collect::<Vec<_>>(), [lead]);
        }
        assert_eq!(SIEVE.find("a\u{19}").collect::<Vec<_>>(), [1]);
        assert_eq!(SIEVE.find("é, ç").count(), 0);
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(text in "([aÃ©Â\u{19}é]|\\PC){0,120}") {
            let bytes = text.as_bytes();
            let byte = |n: usize| bytes.get(n).copied().unwrap_or(b'\n');
            let plain: Vec<_> = (0..bytes.len())
                .filter(|n| {
                    (byte(*n) == 0xC3 && (0x82..=0x9F).contains(&byte(n + 1)) && byte(n + 2) == 0xC2)
                        || (0x13..=0x1F).contains(&byte(*n))
                })
                .collect();
            prop_assert_eq!(SIEVE.find(&text).collect::<Vec<_>>(), plain);
        }
    }
}

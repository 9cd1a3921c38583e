//! Identity of a finding that survives edits elsewhere in the text.

use crate::text::token::hash_folded;

/// 64-bit identity made of rule, entry, form and the words around it; line numbers play no part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Mixes the pieces in order; `nth` tells equal findings of one file apart.
    pub(crate) fn new(pieces: &[&str], nth: u32) -> Self {
        let mut state = u64::from(nth).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for piece in pieces {
            state = state
                .rotate_left(23)
                .wrapping_add(hash_folded(piece))
                .wrapping_mul(0x2545_f491_4f6c_dd1d);
        }
        Self(state ^ (state >> 31))
    }

    /// Reads what `to_hex` writes.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let hex = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u64::from_str_radix(text, 16).ok().filter(|_| hex)?;
        Some(Self(value))
    }

    /// Sixteen hexadecimal digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

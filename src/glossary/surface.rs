//! Surfaces: the token sequences that are searched for, with the gaps each of them allows.

use crate::text::token::{Gap, Token, fold_token, tokenize};

/// What stands between two tokens of a surface, as a set of [`Gap`] bits.
pub(crate) type GapSet = u16;

/// How freely the gaps of a form may vary in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GapPolicy {
    /// Words of a name or term: space, NBSP, hyphen, one line break are the same.
    Words,
    /// A designation: space, hyphen and nothing are the same (9M729, 9M-729, 9M 729).
    Designation,
}

/// A surface ready for the trie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Surface {
    /// Folded tokens.
    pub tokens: Vec<String>,
    /// Allowed gaps before each token; the first is unused.
    pub gaps: Vec<GapSet>,
}

/// The gap of a first token, which allows nothing else.
pub(crate) const FIRST_GAP: GapSet = Gap::Start.as_bit() as GapSet;

/// Longest surface in tokens; longer forms are titles nobody repeats word for word, but official treaty names fit.
pub(crate) const MAX_TOKENS: usize = 40;

impl Surface {
    /// Tokenizes a listed or derived form. `None` when nothing searchable is left.
    pub(crate) fn new(form: &str, policy: GapPolicy, buffer: &mut Vec<Token>) -> Option<Self> {
        buffer.clear();
        tokenize(form, buffer);
        if buffer.is_empty() || buffer.len() > MAX_TOKENS {
            return None;
        }
        let mut surface = Self {
            tokens: Vec::with_capacity(buffer.len()),
            gaps: Vec::with_capacity(buffer.len()),
        };
        for token in buffer.iter() {
            let folded = fold_token(form.get(token.start as usize..token.end as usize)?);
            if folded.is_empty() || folded.len() > 255 {
                return None;
            }
            surface.gaps.push(allowed(token.gap, policy));
            surface.tokens.push(folded);
        }
        Some(surface)
    }

    /// Whether a written gap cannot be told from others by its class and must be compared as text.
    pub(crate) fn has_other_gap(form: &str) -> bool {
        let mut buffer = Vec::new();
        tokenize(form, &mut buffer);
        buffer.iter().skip(1).any(|t| t.gap == Gap::Other)
    }
}

fn allowed(gap: Gap, policy: GapPolicy) -> GapSet {
    let set = |gaps: &[Gap]| gaps.iter().fold(0, |set, g| set | GapSet::from(g.as_bit()));
    match (gap, policy) {
        (Gap::None | Gap::Space | Gap::Hyphen, GapPolicy::Designation) => {
            set(&[Gap::None, Gap::Space, Gap::Hyphen])
        }
        (Gap::Space | Gap::LineBreak, _) => set(&[Gap::Space, Gap::LineBreak, Gap::Hyphen]),
        (Gap::Hyphen, _) => set(&[Gap::Hyphen, Gap::Space, Gap::LineBreak]),
        (Gap::Period, _) => set(&[Gap::Period, Gap::Space]),
        (gap, _) => set(&[gap]),
    }
}

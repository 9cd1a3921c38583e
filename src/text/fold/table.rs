//! Ready folds of characters of two bytes, filled from the exact path on first use.

use std::sync::OnceLock;

use super::chars::fold_char;
use super::compose::Composer;

/// The fold of one character that no mark follows: none, one or two characters.
#[derive(Clone, Copy, Default)]
pub(crate) struct Folded {
    chars: [Option<char>; 2],
}

impl Folded {
    pub(crate) fn chars(&self) -> impl Iterator<Item = char> + use<> {
        self.chars.into_iter().flatten()
    }

    /// The fold, if it is one character.
    pub(crate) fn single(&self) -> Option<char> {
        match self.chars {
            [one, None] => one,
            _ => None,
        }
    }

    /// The fold in UTF-8 as a number, first byte lowest, and the number of bytes. No character of two
    /// bytes folds to more than four.
    pub(crate) fn packed(&self) -> (u32, u8) {
        let mut bytes = [0; 4];
        let mut len = 0;
        for byte in self.chars().collect::<String>().bytes() {
            if let Some(slot) = bytes.get_mut(usize::from(len)) {
                *slot = byte;
                len += 1;
            }
        }
        (u32::from_le_bytes(bytes), len)
    }
}

/// Characters of one block.
const BLOCK: usize = 64;

/// By code point, up to U+07FF, in blocks that are filled when a text first has a character of them.
static TABLE: [OnceLock<Box<[Folded; BLOCK]>>; 2048 / BLOCK] =
    [const { OnceLock::new() }; 2048 / BLOCK];

/// The fold of a character below U+0800 that no mark follows.
pub(crate) fn folded(c: char) -> Option<&'static Folded> {
    let number = c as usize / BLOCK;
    let block = TABLE.get(number)?.get_or_init(|| {
        let mut block = Box::new([Folded::default(); BLOCK]);
        let first = char::from_u32((number * BLOCK) as u32).unwrap_or_default();
        for (c, folded) in (first..).zip(block.iter_mut()) {
            *folded = fold_one(c);
        }
        block
    });
    block.get(c as usize % BLOCK)
}

fn fold_one(c: char) -> Folded {
    let mut folded = Folded::default();
    let mut composer = Composer::new(|piece: char| {
        if let Some(slot) = folded.chars.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(piece);
        }
    });
    fold_char(c, &mut |piece| composer.push(piece));
    composer.flush();
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut_off() {
        for c in '\0'..='\u{7FF}' {
            let mut exact = String::new();
            let mut composer = Composer::new(|piece| exact.push(piece));
            fold_char(c, &mut |piece| composer.push(piece));
            composer.flush();
            let folded = folded(c).copied().unwrap_or_default();
            assert_eq!(folded.chars().collect::<String>(), exact);
            assert_eq!(usize::from(folded.packed().1), exact.len());
        }
    }
}

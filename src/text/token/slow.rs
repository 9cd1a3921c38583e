//! The exact path of the tokenizer: one token, character by character, with marks joined.
//! The fast path hands over here whenever a token holds something unusual, and `fold_token` is
//! this same path writing letters instead of hashing them.

use super::Shape;
use super::class::{Class, Run, class_of, is_upper, letter_shape, run_of};
use crate::text::fold::chars::fold_char;
use crate::text::fold::compose::Composer;
use crate::text::fold::fold_to_string;

/// The Ukrainian apostrophe, which is a letter.
const LETTER_APOSTROPHE: char = '\u{2BC}';

/// The folded form of a token, as it was hashed. Text that is not one token is folded throughout.
pub(crate) fn fold_token(surface: &str) -> String {
    if !surface.bytes().any(may_begin_apostrophe) {
        return fold_to_string(surface);
    }
    let mut out = String::with_capacity(surface.len());
    let mut rest = surface;
    while let Some(c) = rest.chars().next() {
        let scanned = match class_of(c) {
            Class::Letter | Class::Digit => scan(rest, &mut |piece| out.push(piece)).end,
            _ => {
                fold_char(c, &mut |piece| out.push(piece));
                c.len_utf8()
            }
        };
        rest = rest.get(scanned.max(c.len_utf8())..).unwrap_or("");
    }
    out
}

/// Whether an apostrophe or a modifier letter may begin with this byte.
fn may_begin_apostrophe(byte: u8) -> bool {
    matches!(byte, b'\'' | b'`' | 0xC2 | 0xCA | 0xCB | 0xE2 | 0xEF)
}

/// What was found out about a token.
pub(super) struct Scanned {
    /// Length of the token in bytes.
    pub(super) end: usize,
    pub(super) facts: Facts,
    pub(super) run: Option<Run>,
}

/// What letters add up to in a shape.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    pub(super) shape: Shape,
    pub(super) letters: u32,
    /// Some letter is not upper case.
    pub(super) lower: bool,
    /// The first letter is upper case.
    pub(super) capital: bool,
}

impl Facts {
    #[inline(always)]
    pub(super) fn finish(self) -> Shape {
        // Sums instead of branches, since nothing foretells the shape of the next word.
        let scripts = self.shape.bits() & Shape::SCRIPTS.bits();
        let mixed = scripts & scripts.wrapping_sub(1) != 0;
        let all_caps = !self.lower & (self.letters > 1);
        self.shape
            .with(Shape::CAPITALIZED.when(self.capital))
            .with(Shape::SINGLE.when(self.letters == 1))
            .with(Shape::ALL_CAPS.when(all_caps))
            .with(Shape::MIXED.when(mixed))
    }

    fn add_letter(&mut self, c: char) {
        let upper = is_upper(c);
        self.shape = self.shape.with(letter_shape(c));
        self.capital |= self.letters == 0 && upper;
        self.lower |= !upper;
        self.letters = self.letters.saturating_add(1);
    }
}

/// Scans the token at the start of `text`, which begins with a letter or a digit, and hands its
/// folded characters to `out`.
pub(super) fn scan(text: &str, out: &mut impl FnMut(char)) -> Scanned {
    let mut composer = Composer::new(out);
    let first = text.chars().next().unwrap_or('0');
    let scanned = if class_of(first) == Class::Letter {
        letters(text, run_of(first), &mut composer)
    } else {
        digits(text, &mut composer)
    };
    composer.flush();
    scanned
}

fn digits(text: &str, composer: &mut Composer<impl FnMut(char)>) -> Scanned {
    let mut end = 0;
    let mut facts = Facts {
        shape: Shape::DIGITS,
        ..Facts::default()
    };
    for (at, c) in text.char_indices() {
        match class_of(c) {
            Class::Digit => {}
            Class::Ignorable => continue,
            _ => break,
        }
        if !c.is_ascii() {
            facts.shape = facts.shape.with(Shape::NON_ASCII);
        }
        fold_char(c, &mut |piece| composer.push(piece));
        end = at + c.len_utf8();
    }
    Scanned {
        end,
        facts,
        run: None,
    }
}

fn letters(text: &str, run: Run, composer: &mut Composer<impl FnMut(char)>) -> Scanned {
    let mut end = 0;
    let mut facts = Facts::default();
    let mut cyrillic = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let stop = at + c.len_utf8();
        match class_of(c) {
            Class::Letter if at == 0 || continues(run, c) => {
                let before = facts.shape;
                facts.shape = Shape::default();
                facts.add_letter(c);
                cyrillic = facts.shape.contains(Shape::CYRILLIC);
                facts.shape = facts.shape.with(before);
                fold_char(c, &mut |piece| composer.push(piece));
            }
            Class::Mark => {
                facts.shape = facts.shape.with(Shape::NON_ASCII);
                if facts.shape.contains(Shape::LATIN) && !cyrillic {
                    facts.shape = facts.shape.with(Shape::MARKED);
                }
                fold_char(c, &mut |piece| composer.push(piece));
            }
            Class::Silent => facts.shape = facts.shape.with(Shape::NON_ASCII),
            Class::Ignorable => continue,
            Class::Apostrophe | Class::Modifier if cyrillic && next_is_cyrillic(chars.peek()) => {
                composer.push(LETTER_APOSTROPHE);
                facts.shape = facts.shape.with(apostrophe_shape(c));
            }
            _ => break,
        }
        end = stop;
    }
    Scanned {
        end,
        facts,
        run: Some(run),
    }
}

fn next_is_cyrillic(next: Option<&(usize, char)>) -> bool {
    next.is_some_and(|(_, c)| is_cyrillic_letter(*c))
}

/// Whether an apostrophe before this character may be a letter.
pub(super) fn is_cyrillic_letter(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

fn apostrophe_shape(c: char) -> Shape {
    if c.is_ascii() {
        Shape::default()
    } else {
        Shape::NON_ASCII
    }
}

/// Whether a letter goes on the run that a token began with.
fn continues(run: Run, c: char) -> bool {
    match run {
        Run::Han | Run::Cluster => false,
        // The mark of a long vowel stands in either kana.
        Run::Hiragana => c == 'ー' || run_of(c) == Run::Hiragana,
        _ => run_of(c) == run,
    }
}

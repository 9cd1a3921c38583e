//! The fast path of the tokenizer: ASCII eight bytes at a time, characters of two bytes by table.
//! Whatever is unusual (marks, longer letters, invisible characters in a word) goes to `slow`, from
//! the start of the token, so that both paths give the same tokens.

use super::class::{self, ASCII, Class, Entry, Run, class_of, run_of};
use super::gap::{GapWatcher, Side};
use super::hash::Hasher;
use super::slow::{is_cyrillic_letter, scan};
use super::word::{Next, Word, after_cyrillic, ascii_shape};
use super::{Shape, Token, swar};

/// Appends the tokens of a text; offsets are relative to `text`. A text that is too long for
/// offsets of 32 bits has no tokens: decoding does not let it through.
pub(crate) fn tokenize(text: &str, out: &mut Vec<Token>) {
    if u32::try_from(text.len()).is_err() {
        return;
    }
    out.reserve(text.len() / 8 + 1);
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        gap: GapWatcher::new(),
        out,
    };
    tokenizer.run();
}

struct Tokenizer<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    gap: GapWatcher,
    out: &'o mut Vec<Token>,
}

impl Tokenizer<'_, '_> {
    /// Most of a text is short words of ASCII letters with one space between them: that loop comes
    /// first, and everything else leaves it.
    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            let chunk = self.chunk(at);
            if swar::byte(chunk, 0) & 0xFE == 0xD0 {
                at = self.cyrillic(at);
                continue;
            }
            let word = swar::ascii_letters(chunk);
            if word.count == 0 {
                at = self.other(at, swar::byte(chunk, 0));
                continue;
            }
            let next = swar::byte(chunk, word.count);
            if word.count == 8 || next >= 0x80 {
                at = self.word(at);
                continue;
            }
            let mut hasher = Hasher::new();
            hasher.push(word.folded, word.count);
            let end = at + word.count as usize;
            self.push(at, end, hasher.finish(), ascii_shape(&word), Side::Letters);
            at = if next == b' ' {
                self.gap.see(Class::Space);
                end + 1
            } else {
                self.other(end, next)
            };
        }
    }

    /// Between U+0400 and U+047F all are letters, and all but one up to U+0482.
    #[inline(always)]
    fn cyrillic(&mut self, at: usize) -> usize {
        if self.entry(at).class == Class::Letter {
            self.word(at)
        } else {
            self.two_bytes(at)
        }
    }

    /// Whatever does not begin with an ASCII letter. Returns where the scan goes on.
    #[inline(always)]
    fn other(&mut self, at: usize, byte: u8) -> usize {
        match ASCII[byte as usize] {
            Class::Two => self.two_bytes(at),
            Class::Long => self.longer(at),
            Class::Digit => self.digits(at),
            class => self.ascii_gap(at, byte, class),
        }
    }

    /// ASCII between tokens, as far as it goes.
    #[inline(always)]
    fn ascii_gap(&mut self, mut at: usize, mut byte: u8, mut class: Class) -> usize {
        loop {
            self.gap.see(class);
            at += 1;
            let Some(next) = self.bytes.get(at).copied() else {
                return at;
            };
            if byte == b'\r' && next == b'\n' {
                at += 1;
                return at;
            }
            byte = next;
            class = ASCII[byte as usize];
            if matches!(
                class,
                Class::Letter | Class::Digit | Class::Two | Class::Long
            ) {
                return at;
            }
        }
    }

    /// A word of any length, of letters of one and two bytes.
    #[inline(never)]
    fn word(&mut self, start: usize) -> usize {
        let mut word = Word::new(start);
        loop {
            let chunk = self.chunk(word.at);
            let lead = swar::byte(chunk, 0);
            let next = if lead & 0xFE == 0xD0 {
                let letters = swar::cyrillic_letters(chunk);
                word.cyrillic_letters(&letters);
                match letters.count {
                    0 => self.by_table(&mut word),
                    4 => Next::Go,
                    count => after_cyrillic(swar::byte(chunk, count * 2)),
                }
            } else if lead < 0x80 {
                let letters = swar::ascii_letters(chunk);
                word.ascii_letters(&letters);
                match letters.count {
                    0 => self.apostrophe(&word, lead),
                    8 => Next::Go,
                    count if swar::byte(chunk, count) < 0x80 => Next::End,
                    _ => Next::Go,
                }
            } else if lead < 0xE0 {
                self.by_table(&mut word)
            } else {
                self.long_letter(word.at, word.cyrillic)
            };
            match next {
                Next::Go => {}
                Next::End => break,
                Next::Apostrophe(len) => word.letter_apostrophe(len),
                Next::Slow => return self.slow(start),
            }
        }
        let (hash, shape) = (word.hasher.finish(), word.facts.finish());
        self.push(start, word.end, hash, shape, Side::Letters);
        if self.bytes.get(word.at) == Some(&b' ') {
            self.gap.see(Class::Space);
            return word.at + 1;
        }
        word.at
    }

    #[inline(always)]
    fn by_table(&self, word: &mut Word) -> Next {
        let entry = self.entry(word.at);
        if entry.class == Class::Letter {
            word.table_letter(entry);
            return Next::Go;
        }
        match entry.class {
            Class::Silent => {
                word.facts.shape = word.facts.shape.with(Shape::NON_ASCII);
                word.go_on(0, 2, word.cyrillic);
                Next::Go
            }
            Class::Ignorable => {
                word.at += 2;
                Next::Go
            }
            Class::Mark => Next::Slow,
            Class::Apostrophe | Class::Modifier if word.cyrillic => {
                self.letter_apostrophe(word.at, 2)
            }
            _ => Next::End,
        }
    }

    #[inline(always)]
    fn apostrophe(&self, word: &Word, byte: u8) -> Next {
        if word.cyrillic && matches!(byte, b'\'' | b'`') {
            return self.letter_apostrophe(word.at, 1);
        }
        Next::End
    }

    #[inline(never)]
    fn long_letter(&self, at: usize, cyrillic: bool) -> Next {
        if let [0xE2, 0x80, third, ..] = self.bytes.get(at..).unwrap_or(&[]) {
            return match class::punctuation(*third) {
                Class::Apostrophe if cyrillic => self.letter_apostrophe(at, 3),
                Class::Ignorable => Next::Slow,
                _ => Next::End,
            };
        }
        let Some(c) = self.char_at(at) else {
            return Next::End;
        };
        match class_of(c) {
            Class::Apostrophe | Class::Modifier if cyrillic => {
                self.letter_apostrophe(at, c.len_utf8())
            }
            Class::Letter if run_of(c) != Run::Word => Next::End,
            Class::Letter | Class::Mark | Class::Silent | Class::Ignorable => Next::Slow,
            _ => Next::End,
        }
    }

    /// An apostrophe of `len` bytes after a Cyrillic letter: a letter itself if another one follows.
    #[inline(never)]
    fn letter_apostrophe(&self, at: usize, len: usize) -> Next {
        match self.char_at(at + len) {
            Some(c) if is_cyrillic_letter(c) => Next::Apostrophe(len),
            _ => Next::End,
        }
    }

    #[inline(never)]
    fn digits(&mut self, start: usize) -> usize {
        let mut hasher = Hasher::new();
        let mut at = start;
        while let Some(byte) = self.bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            hasher.push(u64::from(*byte), 1);
            at += 1;
        }
        if let Some(c) = self.char_at(at).filter(|c| !c.is_ascii())
            && matches!(class_of(c), Class::Digit | Class::Ignorable)
        {
            return self.slow(start);
        }
        self.push(start, at, hasher.finish(), Shape::DIGITS, Side::Digits);
        at
    }

    #[inline(never)]
    fn two_bytes(&mut self, at: usize) -> usize {
        match self.entry(at).class {
            Class::Letter => self.word(at),
            Class::Digit => self.slow(at),
            class => {
                self.gap.see(class);
                at + 2
            }
        }
    }

    /// A character of three or four bytes. The common ones are told by their bytes alone.
    #[inline(never)]
    fn longer(&mut self, at: usize) -> usize {
        match self.bytes.get(at..).unwrap_or(&[]) {
            [0xE2, 0x80, third, ..] => {
                self.gap.see(class::punctuation(*third));
                return at + 3;
            }
            // The main block of ideographs begins with E4 B8.
            [0xE4, 0xB8..=0xBF, _, rest @ ..] | [0xE5..=0xE9, _, _, rest @ ..]
                if stands_alone(rest) =>
            {
                return self.ideograph(at);
            }
            _ => {}
        }
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        match class_of(c) {
            Class::Letter | Class::Digit => self.slow(at),
            class => {
                self.gap.see(class);
                at + c.len_utf8()
            }
        }
    }

    fn ideograph(&mut self, at: usize) -> usize {
        const SHAPE: Shape = Shape::OTHER_SCRIPT
            .with(Shape::CJK)
            .with(Shape::NON_ASCII)
            .with(Shape::SINGLE);
        let mut hasher = Hasher::new();
        hasher.push(self.chunk(at) & 0xFF_FFFF, 3);
        self.push(at, at + 3, hasher.finish(), SHAPE, Side::Cjk);
        at + 3
    }

    /// One token by the exact path.
    #[inline(never)]
    fn slow(&mut self, start: usize) -> usize {
        let mut hasher = Hasher::new();
        let rest = self.text.get(start..).unwrap_or("");
        let scanned = scan(rest, &mut |c| hasher.push_char(c));
        let end = start + scanned.end.max(1);
        let side = match scanned.run {
            None => Side::Digits,
            Some(Run::Han | Run::Katakana | Run::Hiragana) => Side::Cjk,
            Some(_) => Side::Letters,
        };
        self.push(start, end, hasher.finish(), scanned.facts.finish(), side);
        end
    }

    #[inline(always)]
    fn push(&mut self, start: usize, end: usize, hash: u64, shape: Shape, side: Side) {
        let gap = self.gap.close(side);
        self.out.push(Token {
            start: start as u32,
            end: end as u32,
            hash,
            gap,
            shape,
        });
    }

    /// Eight bytes from `at`, zero past the end of the text.
    #[inline(always)]
    fn chunk(&self, at: usize) -> u64 {
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        match rest.first_chunk() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => last_chunk(rest),
        }
    }

    /// The entry of the character of two bytes at `at`.
    #[inline(always)]
    fn entry(&self, at: usize) -> &'static Entry {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(0);
        class::entry(byte(at), byte(at + 1))
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }
}

/// Whether what follows an ideograph is known to be no mark or selector on it.
#[inline(always)]
fn stands_alone(rest: &[u8]) -> bool {
    match rest {
        [0xE4..=0xE9, ..] | [0..=0x7F, ..] | [] => true,
        // Ideographic punctuation, kana, fullwidth forms.
        [0xE3, 0x80, third, ..] => *third < 0xAA,
        [0xE3, 0x81 | 0x83, ..] | [0xEF, 0xBC, ..] => true,
        _ => false,
    }
}

#[cold]
fn last_chunk(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .take(8)
        .rev()
        .fold(0, |chunk, byte| chunk << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_last_chunk_is_padded() {
        assert_eq!(last_chunk(b"ab"), 0x6261);
        assert_eq!(last_chunk(b""), 0);
    }
}

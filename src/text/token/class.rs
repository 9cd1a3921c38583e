//! What a character is to the tokenizer, and the table of ready answers for characters of two
//! bytes. The table is filled from the slow path, so that the two cannot disagree.

use std::sync::{LazyLock, OnceLock};

use unicode_normalization::char::is_combining_mark;

use super::Shape;
use crate::text::fold::chars::{fold_char, is_ignorable, is_silent_mark};
use crate::text::fold::table::{Folded, folded};
use crate::text::script::{Script, script_of};

/// The part a character plays in or between tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Letter,
    Digit,
    /// A combining mark that belongs to the letter before it.
    Mark,
    /// A mark or sign inside a word that the fold drops, such as an Arabic vowel sign.
    Silent,
    /// An invisible character: neither in a token nor in a gap.
    Ignorable,
    Space,
    Line,
    Hyphen,
    Apostrophe,
    /// A modifier letter used as an apostrophe or a soft sign in romanizations.
    Modifier,
    Period,
    Comma,
    /// A middle dot.
    Dot,
    Other,
    /// First byte of a character of two bytes. Only in the table of bytes.
    Two,
    /// First byte of a longer character. Only in the table of bytes.
    Long,
}

impl Class {
    pub(super) const COUNT: usize = 16;
    pub(super) const ALL: [Class; Class::COUNT] = [
        Class::Letter,
        Class::Digit,
        Class::Mark,
        Class::Silent,
        Class::Ignorable,
        Class::Space,
        Class::Line,
        Class::Hyphen,
        Class::Apostrophe,
        Class::Modifier,
        Class::Period,
        Class::Comma,
        Class::Dot,
        Class::Other,
        Class::Two,
        Class::Long,
    ];
}

/// Which letters run together into one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Words of alphabets, including Arabic, Hebrew, Indic.
    Word,
    Katakana,
    Hiragana,
    Hangul,
    /// One character a token.
    Han,
    /// One letter with its marks a token: scripts that put no space between words.
    Cluster,
}

/// The class of a character of any length.
pub(super) fn class_of(c: char) -> Class {
    match c {
        '\0'..='\u{7F}' => ASCII.get(c as usize).copied().unwrap_or(Class::Other),
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Class::Letter,
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => Class::Letter,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' => Class::Space,
        '\u{202F}' | '\u{205F}' | '\u{3000}' => Class::Space,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        '\u{58A}' | '\u{5BE}' | '\u{2010}'..='\u{2013}' | '\u{2212}' => Class::Hyphen,
        '\u{FE63}' | '\u{FF0D}' => Class::Hyphen,
        '\u{B4}' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{FF07}' => Class::Apostrophe,
        '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}'..='\u{2CC}' => Class::Modifier,
        '\u{FF0E}' => Class::Period,
        '\u{60C}' | '\u{3001}' | '\u{FF0C}' => Class::Comma,
        '\u{B7}' | '\u{2022}' | '\u{2027}' | '\u{30FB}' | '\u{FF65}' => Class::Dot,
        '\u{80}'..='\u{A9}' | '\u{2014}'..='\u{2017}' | '\u{201A}'..='\u{2027}' => Class::Other,
        _ if is_ignorable(c) => Class::Ignorable,
        _ if is_silent_mark(c) => Class::Silent,
        _ if is_combining_mark(c) => Class::Mark,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() && is_digit(c) => Class::Digit,
        _ => Class::Other,
    }
}

/// The run a letter belongs to.
pub(super) fn run_of(c: char) -> Run {
    match c {
        '\0'..='\u{DFF}' => Run::Word,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => Run::Cluster,
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' => Run::Hangul,
        '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FFA0}'..='\u{FFDC}' => Run::Hangul,
        '\u{3041}'..='\u{309F}' => Run::Hiragana,
        '\u{30A1}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => {
            Run::Katakana
        }
        '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' => Run::Han,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Run::Han,
        '\u{A9E0}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}' => Run::Cluster,
        _ => Run::Word,
    }
}

/// Flags a letter gives to its token, as far as they do not depend on its place.
pub(super) fn letter_shape(c: char) -> Shape {
    let script = match script_of(c) {
        Script::LATN if is_marked_latin(c) => Shape::LATIN.with(Shape::MARKED),
        Script::LATN => Shape::LATIN,
        Script::CYRL => Shape::CYRILLIC,
        Script::GREK => Shape::GREEK,
        Script::HANI | Script::HIRA | Script::KANA => Shape::OTHER_SCRIPT.with(Shape::CJK),
        script if script.is_specific() => Shape::OTHER_SCRIPT,
        _ => Shape::default(),
    };
    if c.is_ascii() {
        script
    } else {
        script.with(Shape::NON_ASCII)
    }
}

fn is_marked_latin(c: char) -> bool {
    if !matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
        return false;
    }
    let mut pieces = 0;
    let mut same = false;
    fold_char(c, &mut |piece| {
        pieces += 1;
        same = c.to_lowercase().eq([piece]);
    });
    pieces != 1 || !same
}

fn is_digit(c: char) -> bool {
    let mut digit = false;
    fold_char(c, &mut |piece| digit = piece.is_ascii_digit());
    digit
}

/// Classes of ASCII, and of the first bytes of longer characters.
pub(super) const ASCII: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' => Class::Space,
            b'\n' | b'\r' | 0x0B | 0x0C => Class::Line,
            b'-' => Class::Hyphen,
            b'\'' | b'`' => Class::Apostrophe,
            b'.' => Class::Period,
            b',' => Class::Comma,
            0x80..=0xDF => Class::Two,
            0xE0..=0xFF => Class::Long,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

/// A character of two bytes, ready to use.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Folded form, first byte lowest; zero above `len` bytes.
    pub(super) bytes: u32,
    pub(super) len: u8,
    pub(super) class: Class,
    pub(super) shape: Shape,
    pub(super) upper: bool,
}

impl Entry {
    const BLANK: Entry = Entry {
        bytes: 0,
        len: 0,
        class: Class::Other,
        shape: Shape(0),
        upper: false,
    };
}

/// Characters of two bytes by the first byte, then by the second. A block is worked out when a text first has a character of it.
static TWO: [OnceLock<Box<[Entry; 64]>>; 32] = [const { OnceLock::new() }; 32];

/// Classes of U+2000 to U+203F, where dashes, quotation marks and spaces are.
static PUNCTUATION: LazyLock<[Class; 64]> = LazyLock::new(|| {
    let mut classes = [Class::Other; 64];
    for (c, class) in ('\u{2000}'..).zip(classes.iter_mut()) {
        *class = class_of(c);
    }
    classes
});

/// The entry of a character of two bytes. The masks keep the index inside the table whatever the bytes are.
#[inline(always)]
pub(super) fn entry(first: u8, second: u8) -> &'static Entry {
    let first = first & 0x1F;
    let block = TWO[usize::from(first)].get_or_init(|| block(first));
    &block[usize::from(second & 0x3F)]
}

/// The class of a character from U+2000 to U+203F by its third byte.
#[inline(always)]
pub(super) fn punctuation(third: u8) -> Class {
    PUNCTUATION[usize::from(third & 0x3F)]
}

#[cold]
fn block(first: u8) -> Box<[Entry; 64]> {
    let mut block = [Entry::BLANK; 64];
    for (code, entry) in (u32::from(first) << 6..).zip(block.iter_mut()) {
        // ASCII is never looked up here.
        if let Some(c) = char::from_u32(code).filter(|c| !c.is_ascii()) {
            *entry = entry_of(c);
        }
    }
    Box::new(block)
}

fn entry_of(c: char) -> Entry {
    let class = class_of(c);
    let (bytes, len) = folded(c).map_or((0, 0), Folded::packed);
    Entry {
        bytes,
        len,
        class,
        shape: if class == Class::Letter {
            letter_shape(c)
        } else {
            Shape::NON_ASCII
        },
        upper: is_upper(c),
    }
}

/// Upper case or title case.
pub(super) fn is_upper(c: char) -> bool {
    c.is_uppercase() || matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_byte_letters_fit_an_entry() {
        let entries =
            (0xC2..0xE0).flat_map(|first| (0x80..0xC0).map(move |second| entry(first, second)));
        for entry in entries.filter(|entry| entry.class == Class::Letter) {
            assert!((1..=4).contains(&entry.len));
        }
        assert_eq!(std::mem::size_of::<Entry>(), 12);
    }

    #[test]
    fn two_byte_letters_are_words() {
        for c in '\u{80}'..='\u{7FF}' {
            assert_eq!(run_of(c), Run::Word);
        }
    }

    #[test]
    fn classes() {
        for (c, class) in [
            ('я', Class::Letter),
            ('\u{301}', Class::Mark),
            ('\u{AD}', Class::Ignorable),
            ('\u{640}', Class::Silent),
            ('’', Class::Apostrophe),
            ('ʼ', Class::Modifier),
            ('–', Class::Hyphen),
            ('—', Class::Other),
            ('٣', Class::Digit),
            ('²', Class::Other),
            ('\u{3000}', Class::Space),
            ('ー', Class::Letter),
            ('々', Class::Letter),
            ('ก', Class::Letter),
        ] {
            assert_eq!(class_of(c), class, "{c}");
        }
    }
}

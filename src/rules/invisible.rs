//! Characters that a reader does not see: which they are, what they are called, and where they stand in a text.

/// What an unseen character is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Zero width space, word joiner, byte order mark and their kin.
    ZeroWidth,
    /// Zero width joiner and non-joiner, which some scripts and emoji need.
    Joiner,
    SoftHyphen,
    /// Marks that set the direction of writing.
    Direction,
    /// Directional overrides, which turn letters around.
    Override,
    /// Chooses the picture of the sign before it.
    Variation,
    /// Letters without a shape in Korean.
    HangulFiller,
    /// Line and paragraph separator, vertical tab, next line.
    LineBreak,
    /// The space of a full character in Chinese and Japanese.
    IdeographicSpace,
    Control,
}

/// The kind of a character that nobody sees.
pub(super) fn kind(c: char) -> Option<Kind> {
    Some(match c {
        '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' => {
            Kind::ZeroWidth
        }
        '\u{180E}' | '\u{34F}' | '\u{FFF9}'..='\u{FFFC}' | '\u{2800}' => Kind::ZeroWidth,
        '\u{200C}' | '\u{200D}' => Kind::Joiner,
        '\u{AD}' => Kind::SoftHyphen,
        '\u{202D}' | '\u{202E}' => Kind::Override,
        '\u{200E}' | '\u{200F}' | '\u{61C}' => Kind::Direction,
        '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => Kind::Direction,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' => Kind::Variation,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => Kind::HangulFiller,
        '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{85}' => Kind::LineBreak,
        '\u{3000}' => Kind::IdeographicSpace,
        '\n' | '\r' | '\t' => return None,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Kind::Control,
        _ => return None,
    })
}

/// What the Unicode Standard calls it.
pub(super) fn name(c: char) -> &'static str {
    match c {
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{206A}'..='\u{206F}' => "deprecated format character",
        '\u{2800}' => "braille pattern blank",
        '\u{3000}' => "ideographic space",
        '\u{61C}' => "Arabic letter mark",
        '\u{AD}' => "soft hyphen",
        '\u{34F}' => "combining grapheme joiner",
        '\u{180E}' => "Mongolian vowel separator",
        '\u{FEFF}' => "byte order mark",
        '\u{FFF9}'..='\u{FFFB}' => "interlinear annotation mark",
        '\u{FFFC}' => "object replacement character",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "variation selector",
        '\u{E0000}'..='\u{E007F}' => "tag character",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "Hangul filler",
        '\0' => "NUL",
        '\u{8}' => "backspace",
        '\u{B}' => "line tabulation",
        '\u{C}' => "form feed",
        '\u{1B}' => "escape",
        '\u{7F}' => "delete",
        '\u{85}' => "next line",
        _ => "control character",
    }
}

/// Whether a byte can begin the UTF-8 form of an unseen character.
#[inline]
fn is_anchor(byte: u8) -> bool {
    // 9, 10 and 13 are tab and line ends; E1, E2, E3, EF and F3 are followed up.
    (byte < 0x20 && !matches!(byte, 9 | 10 | 13))
        || byte == 0x7F
        || matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF3)
}

/// Whether the bytes after an anchor go on like an unseen character.
#[inline]
fn may_be(bytes: &[u8]) -> bool {
    match *bytes {
        [0xC2, second, ..] => second <= 0x9F || second == 0xAD,
        [0xCD, second, ..] => second == 0x8F,
        [0xD8, second, ..] => second == 0x9C,
        [0xE1, second, ..] => matches!(second, 0x85 | 0xA0),
        [0xE2, 0x80, third, ..] => matches!(third, 0x8B..=0x8F | 0xA8..=0xAE),
        [0xE2, second, third, ..] => second == 0x81 && third >= 0xA0 || second == 0xA0,
        [0xE3, second, third, ..] => {
            (second == 0x80 && third == 0x80) || (second == 0x85 && third == 0xA4)
        }
        [0xEF, second, ..] => matches!(second, 0xB8 | 0xBB | 0xBE | 0xBF),
        [0xF3, second, ..] => second == 0xA0,
        [first, ..] => first < 0x80,
        [] => false,
    }
}

/// Bytes looked at together; a block without an anchor is passed over.
const BLOCK: usize = 32;

/// Unseen characters of a text with their places, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    bytes
        .chunks(BLOCK)
        .enumerate()
        .filter(|(_, block)| block.iter().fold(false, |any, byte| any | is_anchor(*byte)))
        .flat_map(move |(n, block)| {
            let start = n * BLOCK;
            (start..start + block.len()).filter(|at| {
                let rest = bytes.get(*at..).unwrap_or_default();
                rest.first().is_some_and(|byte| is_anchor(*byte)) && may_be(rest)
            })
        })
        .filter_map(|at| {
            let c = text.get(at..)?.chars().next()?;
            kind(c).map(|_| (at, c))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_unseen_character_is_found_and_has_a_name() {
        for c in ('\0'..=char::MAX).filter(|c| kind(*c).is_some()) {
            let text = format!("я{c}x");
            assert_eq!(find(&text).collect::<Vec<_>>(), [(2, c)], "{c:?}");
            assert!(!name(c).is_empty());
        }
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(text in "([a-z \u{200B}\u{AD}]|\\PC|\\p{C}){0,80}") {
            let plain: Vec<_> = text.char_indices().filter(|(_, c)| kind(*c).is_some()).collect();
            prop_assert_eq!(find(&text).collect::<Vec<_>>(), plain);
        }
    }
}

//! Characters that a reader does not see: which they are, what they are called, and where they stand in a text.

use super::sieve::{ANY, Needs, Pattern, Ranges, Sieve};

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

static SIEVE: Sieve = Sieve::new(PATTERNS, Needs::Outside);

const E2: Ranges = &[(0xE2, 0xE2)];
const E3: Ranges = &[(0xE3, 0xE3)];
const EF: Ranges = &[(0xEF, 0xEF)];

/// The UTF-8 forms of unseen characters; what comes through is looked up in `kind`.
const PATTERNS: &[Pattern] = &[
    [
        &[(0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F)],
        ANY,
        ANY,
        ANY,
    ],
    [&[(0xC2, 0xC2)], &[(0x80, 0x9F), (0xAD, 0xAD)], ANY, ANY],
    [&[(0xCD, 0xCD)], &[(0x8F, 0x8F)], ANY, ANY],
    [&[(0xD8, 0xD8)], &[(0x9C, 0x9C)], ANY, ANY],
    [&[(0xE1, 0xE1)], &[(0x85, 0x85)], &[(0x9F, 0xA0)], ANY],
    [&[(0xE1, 0xE1)], &[(0xA0, 0xA0)], &[(0x8E, 0x8E)], ANY],
    [E2, &[(0x80, 0x80)], &[(0x8B, 0x8F), (0xA8, 0xAE)], ANY],
    [E2, &[(0x81, 0x81)], &[(0xA0, 0xAF)], ANY],
    [E2, &[(0xA0, 0xA0)], &[(0x80, 0x80)], ANY],
    [E3, &[(0x80, 0x80)], &[(0x80, 0x80)], ANY],
    [E3, &[(0x85, 0x85)], &[(0xA4, 0xA4)], ANY],
    [EF, &[(0xB8, 0xB8)], &[(0x80, 0x8F)], ANY],
    [EF, &[(0xBB, 0xBB)], &[(0xBF, 0xBF)], ANY],
    [EF, &[(0xBE, 0xBE)], &[(0xA0, 0xA0)], ANY],
    [EF, &[(0xBF, 0xBF)], &[(0xB9, 0xBC)], ANY],
    [&[(0xF3, 0xF3)], &[(0xA0, 0xA0)], ANY, ANY],
];

/// Unseen characters of a text with their places, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    SIEVE.find(text).filter_map(|at| {
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

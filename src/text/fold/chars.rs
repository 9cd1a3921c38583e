//! What one character folds to, before marks are joined to it: lower case, width, digits, Latin
//! letters with strokes, ligatures. Output is canonically decomposed; `compose` joins it again.

use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible,
};

/// The pieces of one folded character, in canonical decomposition. Nothing for a dropped character.
pub(crate) fn fold_char(c: char, out: &mut impl FnMut(char)) {
    match c {
        '\0'..='\u{7F}' => out(c.to_ascii_lowercase()),
        // Ideographs, kana and syllables of Hangul: the bulk of East Asian text folds to itself.
        '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => out(c),
        '\u{AC00}'..='\u{D7A3}' => out(c),
        '\u{3000}' => out(' '),
        '\u{FF01}'..='\u{FF5E}' => fold_char(shifted(c, 0xFF01, 0x21), out),
        '\u{FF61}'..='\u{FF9F}' => decompose_compatible(c, out),
        '\u{FFE0}'..='\u{FFE6}' => out(wide_sign(c)),
        _ if is_ignorable(c) => {}
        _ => decompose_canonical(c, |piece| fold_piece(piece, out)),
    }
}

/// Characters that leave no trace in a fold and stand in no word's extent: soft hyphen, zero-width
/// characters, directional marks, variation selectors.
pub(crate) fn is_ignorable(c: char) -> bool {
    match c {
        '\0'..='\u{AC}' => false,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => false,
    }
}

/// Marks that only help to read a word: Arabic vowel signs and the tatweel, Hebrew points. The signs
/// U+0653 to U+0655 are not among them, since they are part of letters such as `أ`.
pub(crate) fn is_silent_mark(c: char) -> bool {
    match c {
        '\0'..='\u{590}' => false,
        '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' => true,
        '\u{5C4}' | '\u{5C5}' | '\u{5C7}' => true,
        '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{652}' => true,
        '\u{656}'..='\u{65F}' | '\u{670}' => true,
        '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}' => true,
        '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}' => true,
        _ => false,
    }
}

/// Whether a character may change or vanish into the one before it.
#[inline]
pub(crate) fn joins_previous(c: char) -> bool {
    match c {
        '\0'..='\u{AC}' => false,
        '\u{370}'..='\u{482}' | '\u{48A}'..='\u{590}' => false,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{3041}'..='\u{3096}' => false,
        '\u{30A1}'..='\u{30FA}' => false,
        // Halfwidth voicing marks, and Tibetan vowels that decompose into marks.
        '\u{FF9E}' | '\u{FF9F}' | '\u{F73}' | '\u{F75}' | '\u{F81}' => true,
        _ => {
            is_ignorable(c)
                || is_silent_mark(c)
                || may_be_second(c)
                || canonical_combining_class(c) != 0
        }
    }
}

/// Characters of combining class 0 that canonical composition joins to a character before them.
pub(super) fn may_be_second(c: char) -> bool {
    match c {
        '\0'..='\u{9BD}' => false,
        '\u{9BE}' | '\u{9D7}' | '\u{B3E}' | '\u{B56}' | '\u{B57}' => true,
        '\u{BBE}' | '\u{BD7}' | '\u{CC2}' | '\u{CD5}' | '\u{CD6}' => true,
        '\u{D3E}' | '\u{D57}' | '\u{DCF}' | '\u{DDF}' | '\u{102E}' => true,
        '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' | '\u{1B35}' => true,
        '\u{10000}'.. => decomposes_elsewhere(c),
        _ => false,
    }
}

/// Second halves outside the basic plane: vowel signs of scripts that news is not written in.
fn decomposes_elsewhere(c: char) -> bool {
    matches!(
        c,
        '\u{11127}' | '\u{1133E}' | '\u{11357}' | '\u{113B8}' | '\u{113BB}' | '\u{113C2}'
            | '\u{113C5}' | '\u{113C7}'..='\u{113C9}' | '\u{114B0}' | '\u{114BA}' | '\u{114BD}'
            | '\u{115AF}' | '\u{11930}' | '\u{1611E}'..='\u{16120}' | '\u{16121}'..='\u{16129}'
            | '\u{16D67}'..='\u{16D6A}' | '\u{16D63}'
    )
}

fn fold_piece(c: char, out: &mut impl FnMut(char)) {
    if is_silent_mark(c) {
        return;
    }
    if let Some(digit) = ascii_digit(c) {
        return out(digit);
    }
    if matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB13}'..='\u{FB17}') {
        return decompose_compatible(c, out);
    }
    for lower in c.to_lowercase() {
        match unstroked(lower) {
            Some(plain) => plain.chars().for_each(&mut *out),
            None => out(lower),
        }
    }
}

/// Letters that Unicode does not decompose although readers take them for a letter with a sign, and
/// the odd ones of full case folding.
fn unstroked(c: char) -> Option<&'static str> {
    Some(match c {
        '\0'..='\u{B4}' => return None,
        'µ' => "μ",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' | 'ɗ' => "d",
        'ł' | 'ƚ' | 'ŀ' => "l",
        'ħ' => "h",
        'ŧ' | 'ⱦ' => "t",
        'ı' | 'ɨ' => "i",
        'ȷ' | 'ɉ' => "j",
        'ŉ' => "n",
        'ſ' => "s",
        'ƀ' | 'ɓ' => "b",
        'ǥ' => "g",
        'ƙ' => "k",
        'ƴ' | 'ɏ' => "y",
        'ƶ' => "z",
        'ȼ' => "c",
        'ɇ' => "e",
        'ɍ' => "r",
        'ʉ' => "u",
        'ⱥ' => "a",
        'ĳ' => "ij",
        'ǆ' | 'ǳ' => "dz",
        'ǉ' => "lj",
        'ǌ' => "nj",
        'ς' => "σ",
        'ϐ' => "β",
        'ϑ' => "θ",
        'ϕ' => "φ",
        'ϖ' => "π",
        'ϰ' => "κ",
        'ϱ' => "ρ",
        'ϵ' => "ε",
        'և' => "եւ",
        _ => return None,
    })
}

/// The ASCII digit with the value of a decimal digit of another script.
fn ascii_digit(c: char) -> Option<char> {
    /// The digit zero of each script; nine more digits follow it.
    const ZEROS: [u32; 19] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50,
        0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10,
    ];
    let code = u32::from(c);
    if code < 0x660 {
        return None;
    }
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

fn wide_sign(c: char) -> char {
    match c {
        '\u{FFE0}' => '¢',
        '\u{FFE1}' => '£',
        '\u{FFE2}' => '¬',
        '\u{FFE3}' => '¯',
        '\u{FFE4}' => '¦',
        '\u{FFE5}' => '¥',
        '\u{FFE6}' => '₩',
        _ => c,
    }
}

fn shifted(c: char, from: u32, to: u32) -> char {
    u32::from(c)
        .checked_sub(from)
        .and_then(|n| char::from_u32(n + to))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::compose;

    fn pieces(c: char) -> String {
        let mut out = String::new();
        fold_char(c, &mut |piece| out.push(piece));
        out
    }

    #[test]
    fn pieces_fold_to_themselves() {
        for c in '\0'..=char::MAX {
            let once = pieces(c);
            let twice: String = once.chars().map(pieces).collect();
            assert_eq!(once, twice, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn whatever_joins_says_so() {
        for c in '\0'..=char::MAX {
            let first = pieces(c).chars().next();
            let joins =
                first.is_none_or(|it| canonical_combining_class(it) != 0 || may_be_second(it));
            assert!(!joins || joins_previous(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn second_halves_are_complete() {
        let mut seconds = Vec::new();
        for c in '\0'..=char::MAX {
            let mut parts = Vec::new();
            decompose_canonical(c, |piece| parts.push(piece));
            if let [.., before, last] = parts.as_slice()
                && canonical_combining_class(*last) == 0
                && (parts.len() > 2 || compose(*before, *last) == Some(c))
            {
                seconds.push(*last);
            }
        }
        seconds.sort_unstable();
        seconds.dedup();
        for c in seconds {
            assert!(may_be_second(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn digits_of_scripts() {
        assert_eq!("٣۳३３๓".chars().map(pieces).collect::<String>(), "33333");
        for c in ('\0'..='\u{FFFF}').filter(|c| ascii_digit(*c).is_some()) {
            assert!(c.is_numeric(), "U+{:04X}", u32::from(c));
        }
    }
}

//! The Latin side: the one form in which outputs and tokens are compared, and what the modes remove from it.
//!
//! Comparison form: lower case, NFC, every single apostrophe or prime written `'` and every double one `''`. Nothing here
//! decides identity.

use unicode_normalization::UnicodeNormalization;

/// The tie over two letters that are one sound, as ALA-LC writes it.
const TIE: char = '\u{361}';

/// The form in which Latin is compared. Case, normalization form and the shape of apostrophes are gone; diacritics stay.
pub(crate) fn normalize_latin(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() && !text.contains(['`', '"']) {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\'' | '’' | '‘' | '`' | '´' | 'ʹ' | 'ʼ' | 'ʻ' | 'ʽ' | '′' | '‵' | '＇' => {
                out.push('\'')
            }
            '"' | '”' | '“' | 'ʺ' | '″' | '˝' | '„' | '‟' => out.push_str("''"),
            '·' | '‧' | '•' | '∙' | '⋅' => out.push('·'),
            // Older library records carry the tie as two halves.
            '\u{FE20}' => out.push(TIE),
            '\u{FE21}' | '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}'
            | '\u{FEFF}' => {}
            // Capitals do not tell the two apart: I is the capital of both outside Turkish.
            'İ' | 'ı' => out.push('i'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    if out.is_ascii() {
        out
    } else {
        out.nfc().collect()
    }
}

/// Whether the character is one of the marks that a table may write beside letters.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, 'ʹ' | 'ʺ' | '·' | TIE | '’' | '”' | '\'' | '`')
}

/// Whether the character is a letter of the Latin script.
pub(crate) fn is_latin_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7CA}' | '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

/// Whether the character is a combining diacritic.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{FE20}'..='\u{FE2F}')
}

/// A comparison form without soft signs, apostrophes, dots and ties.
pub(crate) fn strip_marks(normalized: &str) -> String {
    let bare: String = normalized
        .chars()
        .filter(|&c| !matches!(c, '\'' | '·' | TIE))
        .collect();
    if bare.is_ascii() {
        bare
    } else {
        bare.nfc().collect()
    }
}

/// Latin text without diacritics, strokes and ligatures.
pub(crate) fn strip_diacritics(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            c if is_combining(c) => {}
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ø' => out.push('o'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comparison_form() {
        assert_eq!(normalize_latin(" Rjabkow "), "rjabkow");
        assert_eq!(normalize_latin("Ob’yekt"), normalize_latin("Ob'yekt"));
        assert_eq!(normalize_latin("obʺekt"), normalize_latin("Ob''ekt"));
        assert_eq!(normalize_latin("S\u{30C}"), "š");
        assert_eq!(normalize_latin("İgor"), "igor");
        assert_eq!(
            normalize_latin("i\u{FE20}u\u{FE21}"),
            normalize_latin("i\u{361}u")
        );
    }

    #[test]
    fn stripping() {
        assert_eq!(strip_marks("ob''ekt'"), "obekt");
        assert_eq!(strip_marks(&normalize_latin("i\u{361}u")), "iu");
        assert_eq!(strip_diacritics("žłøß"), "zloss");
    }
}

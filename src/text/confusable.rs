//! Letters of different scripts that look alike.
//! The skeletons of Unicode Technical Standard #39 only compare strings. What a fix may write comes
//! from the table in `letters`, which holds letters that are identical in usual fonts, and nothing
//! that is merely similar. `mixed` tells an accident from ordinary use of two scripts in a word.

pub(crate) mod letters;
pub(crate) mod word;

pub(crate) use word::mixed;

use super::script::{Script, script_of};

/// The skeleton of a string: two strings with one skeleton look alike. Not text for people.
pub(crate) fn skeleton(text: &str) -> String {
    unicode_security::skeleton(text).collect()
}

/// Whether two strings look alike.
pub(crate) fn same_skeleton(one: &str, two: &str) -> bool {
    one == two || unicode_security::skeleton(one).eq(unicode_security::skeleton(two))
}

/// The text with every letter in one script, Latin or Cyrillic. Nothing when a letter of another
/// script has no identical counterpart. Digits, marks and punctuation stay.
pub(crate) fn convert(text: &str, script: Script) -> Option<String> {
    convert_by(text, script, |c| letters::to_script(c, script))
}

fn convert_by(
    text: &str,
    script: Script,
    counterpart: impl Fn(char) -> Option<char>,
) -> Option<String> {
    let one = |c: char| {
        let own = script_of(c);
        if !c.is_alphabetic() || own == script || !own.is_specific() {
            return Some(c);
        }
        counterpart(c)
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_all_or_nothing() {
        assert_eq!(convert("9М729", Script::LATN).as_deref(), Some("9M729"));
        assert_eq!(convert("МОСКВА", Script::LATN).as_deref(), Some("MOCKBA"));
        assert_eq!(convert("Москва", Script::LATN), None);
        assert_eq!(convert("Рябкoв", Script::CYRL).as_deref(), Some("Рябков"));
        assert_eq!(convert("ΝΑΤΟ", Script::LATN).as_deref(), Some("NATO"));
        assert_eq!(convert("ΝΑΤΟ", Script::CYRL), None);
        assert_eq!(convert("С-400", Script::CYRL).as_deref(), Some("С-400"));
        assert_eq!(convert("東A", Script::LATN), None);
        assert_eq!(convert("A1", Script::HANI), None);
        assert_eq!(convert("", Script::LATN).as_deref(), Some(""));
    }

    #[test]
    fn skeletons_compare() {
        assert!(same_skeleton("Москва".get(..2).unwrap_or(""), "M"));
        assert!(same_skeleton("pаypаl", "paypal"));
        assert!(!same_skeleton("Ryabkov", "Ryabov"));
        assert_eq!(skeleton("раура"), skeleton("paypa"));
    }
}

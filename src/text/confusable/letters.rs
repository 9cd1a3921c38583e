//! Letters of Cyrillic and Greek that are identical to Latin ones in usual fonts.
//! Capital and small letters are separate pairs: В is B, but в is not b.

use crate::text::script::Script;

/// Cyrillic and the identical Latin letter. Where two Cyrillic letters look like one Latin letter,
/// the one in wider use comes first.
const CYRILLIC: [(char, char); 50] = [
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('Ԛ', 'Q'),
    ('Ԝ', 'W'),
    ('Ү', 'Y'),
    ('Ӏ', 'I'),
    ('а', 'a'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('ӏ', 'l'),
    ('Ё', 'Ë'),
    ('ё', 'ë'),
    ('Ї', 'Ï'),
    ('ї', 'ï'),
    ('Ѐ', 'È'),
    ('ѐ', 'è'),
    ('Ӓ', 'Ä'),
    ('ӓ', 'ä'),
    ('Ӧ', 'Ö'),
    ('ӧ', 'ö'),
    ('Ӑ', 'Ă'),
    ('ӑ', 'ă'),
    ('Ә', 'Ə'),
    ('ә', 'ə'),
    ('Ӕ', 'Æ'),
    ('ӕ', 'æ'),
];

/// Greek and the identical Latin letter: capitals, and the small omicron.
const GREEK: [(char, char); 15] = [
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
];

/// The Latin letter that a Cyrillic or Greek letter looks like.
pub(crate) fn to_latin(c: char) -> Option<char> {
    CYRILLIC
        .iter()
        .chain(&GREEK)
        .find(|(other, _)| *other == c)
        .map(|(_, latin)| *latin)
}

/// The Cyrillic letter that a Latin or Greek letter looks like.
pub(crate) fn to_cyrillic(c: char) -> Option<char> {
    let latin = GREEK
        .iter()
        .find(|(greek, _)| *greek == c)
        .map_or(c, |(_, latin)| *latin);
    // The palochka is an `l` to the eye, but no `l` was ever meant to be one.
    CYRILLIC
        .iter()
        .find(|(cyrillic, it)| *it == latin && *cyrillic != 'ӏ')
        .map(|(cyrillic, _)| *cyrillic)
}

/// The Greek letter that a Latin or Cyrillic letter looks like.
pub(super) fn to_greek(c: char) -> Option<char> {
    let latin = CYRILLIC
        .iter()
        .find(|(cyrillic, _)| *cyrillic == c)
        .map_or(c, |(_, latin)| *latin);
    GREEK
        .iter()
        .find(|(_, it)| *it == latin)
        .map(|(greek, _)| *greek)
}

pub(super) fn to_script(c: char, script: Script) -> Option<char> {
    match script {
        Script::LATN => to_latin(c),
        Script::CYRL => to_cyrillic(c),
        Script::GREK => to_greek(c),
        _ => None,
    }
}

/// Like `to_cyrillic`, without letters of small alphabets: in a Russian or Ukrainian word a Latin
/// `s` or `h` was not mistaken for a letter that the language does not have.
pub(super) fn to_common_cyrillic(c: char) -> Option<char> {
    to_cyrillic(c).filter(|it| {
        !matches!(
            it,
            'Ѕ' | 'ѕ' | 'һ' | 'ԁ' | 'Ԛ' | 'ԛ' | 'Ԝ' | 'ԝ' | 'Ѐ' | 'ѐ'
        ) && !matches!(
            it,
            'Ӓ' | 'ӓ' | 'Ӧ' | 'ӧ' | 'Ӑ' | 'ӑ' | 'Ә' | 'ә' | 'Ӕ' | 'ӕ'
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::same_skeleton;
    use super::*;
    use crate::text::script::script_of;

    #[test]
    fn both_sides_are_of_their_script_and_case() {
        for (other, latin) in CYRILLIC {
            assert_eq!(
                (script_of(other), script_of(latin)),
                (Script::CYRL, Script::LATN)
            );
            // The palochka has no capital of its own in most fonts.
            assert!(other.is_uppercase() == latin.is_uppercase(), "{other}");
        }
        for (other, latin) in GREEK {
            assert_eq!(
                (script_of(other), script_of(latin)),
                (Script::GREK, Script::LATN)
            );
            assert_eq!(other.is_uppercase(), latin.is_uppercase());
        }
    }

    #[test]
    fn unicode_agrees_that_they_look_alike() {
        // Letters that usual fonts draw alike although Unicode does not list them.
        let ours = ['Ԛ', 'ә', 'Ә', 'Ү', 'У', 'ԛ', 'ԝ', 'Ԝ', 'ӕ', 'Ӕ', 'ӏ', 'Ӏ'];
        for (other, latin) in CYRILLIC.into_iter().chain(GREEK) {
            let (one, two) = (other.to_string(), latin.to_string());
            assert!(
                ours.contains(&other) || same_skeleton(&one, &two),
                "{other} {latin}"
            );
        }
    }

    #[test]
    fn there_and_back() {
        assert_eq!(to_cyrillic('I'), Some('І'));
        assert_eq!(to_cyrillic('Y'), Some('У'));
        assert_eq!(to_cyrillic('l'), None);
        assert_eq!(to_latin('в'), None);
        assert_eq!(to_cyrillic('Ρ'), Some('Р'));
        assert_eq!(to_greek('о'), Some('ο'));
        assert_eq!(to_common_cyrillic('S'), None);
    }
}

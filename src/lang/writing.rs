//! In which scripts a language is written, as far as names of one script stand out in a text of another.

use crate::text::script::Script;

/// Languages that are not written in Latin letters alone, with their scripts.
const SCRIPTS: &[(&str, &[Script])] = &[
    ("am", &[Script::ETHI]),
    ("ar", &[Script::ARAB]),
    ("az", &[Script::LATN, Script::CYRL]),
    ("be", &[Script::CYRL]),
    ("bg", &[Script::CYRL]),
    ("bn", &[Script::BENG]),
    ("bs", &[Script::LATN, Script::CYRL]),
    ("el", &[Script::GREK]),
    ("fa", &[Script::ARAB]),
    ("he", &[Script::HEBR]),
    ("hi", &[Script::DEVA]),
    ("hy", &[Script::ARMN]),
    ("ja", &[Script::HANI, Script::HIRA, Script::KANA]),
    ("ka", &[Script::GEOR]),
    ("kk", &[Script::LATN, Script::CYRL]),
    ("km", &[Script::KHMR]),
    ("ko", &[Script::HANG, Script::HANI]),
    ("ky", &[Script::CYRL]),
    ("lo", &[Script::LAOO]),
    ("mk", &[Script::CYRL]),
    ("mn", &[Script::CYRL]),
    ("my", &[Script::MYMR]),
    ("ru", &[Script::CYRL]),
    ("sr", &[Script::LATN, Script::CYRL]),
    ("ta", &[Script::TAML]),
    ("tg", &[Script::CYRL]),
    ("th", &[Script::THAI]),
    ("uk", &[Script::CYRL]),
    ("ur", &[Script::ARAB]),
    ("uz", &[Script::LATN, Script::CYRL]),
    ("yi", &[Script::HEBR]),
    ("zh", &[Script::HANI]),
];

/// Whether texts of the language (primary subtag) are written in this script.
pub(crate) fn writes_in(language: &str, script: Script) -> bool {
    SCRIPTS
        .iter()
        .find(|(tag, _)| *tag == language)
        .map_or(script == Script::LATN, |(_, scripts)| {
            scripts.contains(&script)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_scripts() {
        assert!(writes_in("en", Script::LATN) && !writes_in("en", Script::CYRL));
        assert!(writes_in("sr", Script::LATN) && writes_in("sr", Script::CYRL));
        assert!(writes_in("ja", Script::HANI) && !writes_in("zh", Script::HANG));
    }
}

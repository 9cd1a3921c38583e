//! Scripts of characters, as ISO 15924 codes (Unicode Standard Annex #24).
//! An open newtype, so that a script nobody listed here can still be named. This is the script of a
//! character or a run of letters, never the language.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_script::UnicodeScript;

/// A four-letter script code, such as `Latn`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Script([u8; 4]);

/// A script code that is not four ASCII letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a script code: four letters such as `Latn`")]
pub(crate) struct ScriptError(String);

impl Script {
    pub(crate) const LATN: Script = Script(*b"Latn");
    pub(crate) const CYRL: Script = Script(*b"Cyrl");
    pub(crate) const GREK: Script = Script(*b"Grek");
    pub(crate) const HANI: Script = Script(*b"Hani");
    pub(crate) const HIRA: Script = Script(*b"Hira");
    pub(crate) const KANA: Script = Script(*b"Kana");
    pub(crate) const HANG: Script = Script(*b"Hang");
    pub(crate) const ARAB: Script = Script(*b"Arab");
    pub(crate) const HEBR: Script = Script(*b"Hebr");
    pub(crate) const THAI: Script = Script(*b"Thai");
    pub(crate) const LAOO: Script = Script(*b"Laoo");
    pub(crate) const KHMR: Script = Script(*b"Khmr");
    pub(crate) const MYMR: Script = Script(*b"Mymr");
    pub(crate) const DEVA: Script = Script(*b"Deva");
    pub(crate) const BENG: Script = Script(*b"Beng");
    pub(crate) const TAML: Script = Script(*b"Taml");
    pub(crate) const GEOR: Script = Script(*b"Geor");
    pub(crate) const ARMN: Script = Script(*b"Armn");
    pub(crate) const ETHI: Script = Script(*b"Ethi");
    /// Shared by scripts: digits, punctuation, symbols.
    pub(crate) const ZYYY: Script = Script(*b"Zyyy");
    /// Inherited from the character before: combining marks.
    pub(crate) const ZINH: Script = Script(*b"Zinh");
    /// Unassigned or private use.
    pub(crate) const ZZZZ: Script = Script(*b"Zzzz");

    /// Reads a code in any letter case.
    pub(crate) fn new(code: &str) -> Option<Script> {
        let mut bytes = <[u8; 4]>::try_from(code.as_bytes()).ok()?;
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        bytes.make_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
        Some(Script(bytes))
    }

    /// The code, such as `Latn`.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("Zzzz")
    }

    /// Whether this names a writing system, not a class of shared or unassigned characters.
    pub(crate) fn is_specific(self) -> bool {
        !matches!(self, Script::ZYYY | Script::ZINH | Script::ZZZZ)
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Script {
    type Err = ScriptError;

    fn from_str(code: &str) -> Result<Self, ScriptError> {
        Script::new(code).ok_or_else(|| ScriptError(code.to_owned()))
    }
}

impl TryFrom<String> for Script {
    type Error = ScriptError;

    fn try_from(code: String) -> Result<Self, ScriptError> {
        code.parse()
    }
}

impl From<Script> for String {
    fn from(script: Script) -> String {
        script.as_str().to_owned()
    }
}

/// The script of a character. Ranges cover what news is written in; the rest is looked up.
pub(crate) fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʸ' => Script::LATN,
        '\0'..='\u{7F}' => Script::ZYYY,
        '\u{400}'..='\u{484}' | '\u{487}'..='\u{52F}' => Script::CYRL,
        '\u{300}'..='\u{341}' => Script::ZINH,
        '\u{3B1}'..='\u{3C9}' => Script::GREK,
        '\u{4E00}'..='\u{9FFF}' => Script::HANI,
        '\u{3041}'..='\u{3096}' => Script::HIRA,
        '\u{30A1}'..='\u{30FA}' => Script::KANA,
        '\u{AC00}'..='\u{D7A3}' => Script::HANG,
        '\u{2010}'..='\u{2027}' => Script::ZYYY,
        _ => looked_up(c),
    }
}

/// The script most letters of a text are in; the one seen first on a tie, `Zyyy` without letters.
pub(crate) fn dominant_script(text: &str) -> Script {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let script = script_of(c);
        if !script.is_specific() {
            continue;
        }
        match counts.iter_mut().find(|(it, _)| *it == script) {
            Some((_, n)) => *n += 1,
            None => counts.push((script, 1)),
        }
    }
    let mut best = (Script::ZYYY, 0);
    for (script, n) in counts {
        if n > best.1 {
            best = (script, n);
        }
    }
    best.0
}

fn looked_up(c: char) -> Script {
    Script::new(c.script().short_name()).unwrap_or(Script::ZZZZ)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_paths_agree_with_the_property() {
        for c in '\0'..=char::MAX {
            assert_eq!(script_of(c), looked_up(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn codes() {
        assert_eq!(Script::new("CYRL"), Some(Script::CYRL));
        assert_eq!(Script::new("Lat"), None);
        assert_eq!(Script::new("La1n"), None);
        assert_eq!(
            "hant".parse::<Script>().map(|s| s.to_string()),
            Ok("Hant".to_owned())
        );
        assert!("Я".parse::<Script>().is_err());
        assert!(Script::LATN.is_specific() && !Script::ZYYY.is_specific());
    }

    #[test]
    fn dominant_by_letters() {
        assert_eq!(dominant_script("9М729, 2019"), Script::CYRL);
        assert_eq!(dominant_script("Sergei Рябков"), Script::LATN);
        assert_eq!(dominant_script("12 + 3"), Script::ZYYY);
        assert_eq!(dominant_script("안녕 abc 하세요"), Script::HANG);
    }
}

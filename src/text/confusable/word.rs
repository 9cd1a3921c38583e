//! Whether one word mixes Latin, Cyrillic and Greek by accident, and what it should be.
//! Ordinary mixtures are silent: Greek symbols beside Latin (kΩ, β-carotene), an acronym or a brand
//! with a Cyrillic ending (SMSки), compounds of two words (IT-рынок), other scripts of any kind.

use std::ops::Range;

use super::convert_by;
use super::letters::{to_common_cyrillic, to_greek, to_latin};
use crate::text::script::{Script, script_of};

/// A word that mixes scripts as nobody writes on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mixed {
    /// The scripts in the word, in order of their codes.
    pub(crate) scripts: Vec<Script>,
    /// The script the word was meant to be in.
    pub(crate) majority: Script,
    /// The word in that script, when every foreign letter has an identical counterpart there.
    pub(crate) repaired: Option<String>,
    /// Byte ranges of foreign letters, neighbours joined.
    pub(crate) foreign: Vec<Range<usize>>,
}

/// Examines a word without knowing the text around it.
pub(crate) fn mixed(word: &str) -> Option<Mixed> {
    mixed_in(word, Script::ZYYY)
}

/// Examines a word of a text that is mostly in the script `context`, which decides when the word
/// could be either. `Zyyy` stands for an unknown context.
pub(crate) fn mixed_in(word: &str, context: Script) -> Option<Mixed> {
    let letters = Letters::of(word);
    let target = letters.target(word, context)?;
    Some(build(word, target, letters.repairable(target)))
}

/// What a letter could be besides what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    script: Script,
    /// No identical counterpart in the other scripts.
    only: bool,
    upper: bool,
}

/// Letters of the three scripts that have look-alikes, counted.
#[derive(Default)]
struct Letters {
    latin: usize,
    latin_only: usize,
    cyrillic: usize,
    cyrillic_only: usize,
    greek: usize,
    greek_only: usize,
    /// How often the script changes from one letter to the next, Greek symbols aside.
    changes: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut it = Letters::default();
        let mut before = None;
        for letter in word.chars().filter_map(letter) {
            let (all, only) = match letter.script {
                Script::LATN => (&mut it.latin, &mut it.latin_only),
                Script::CYRL => (&mut it.cyrillic, &mut it.cyrillic_only),
                _ => (&mut it.greek, &mut it.greek_only),
            };
            *all += 1;
            *only += usize::from(letter.only);
            if letter.script == Script::GREK && letter.only {
                continue;
            }
            it.changes += usize::from(before.is_some_and(|script| script != letter.script));
            before = Some(letter.script);
        }
        it
    }

    /// The script the word was meant to be in, or nothing if the word is as it should be.
    fn target(&self, word: &str, context: Script) -> Option<Script> {
        let others = self.latin + self.cyrillic;
        if self.greek_only >= 3 && self.greek > others {
            // A Greek word. Look-alikes of another script strayed into it, and nothing else did.
            return (others > 0 && self.repairable(Script::GREK)).then_some(Script::GREK);
        }
        if self.greek_only > 0 && self.cyrillic == 0 {
            return None;
        }
        let lookalikes = self.greek - self.greek_only;
        if usize::from(self.latin > 0)
            + usize::from(self.cyrillic > 0)
            + usize::from(lookalikes > 0)
            < 2
            || is_compound(word)
        {
            return None;
        }
        match (self.latin_only > 0, self.cyrillic_only > 0) {
            // One change only: a foreign word with an ending.
            (true, true) if self.changes < 2 => None,
            (true, true) => Some(self.larger(context)),
            (false, true) if is_acronym_with_ending(word) => None,
            (false, true) => Some(Script::CYRL),
            (true, false) => Some(Script::LATN),
            (false, false) => Some(self.larger(context)),
        }
    }

    fn larger(&self, context: Script) -> Script {
        match self.latin.cmp(&self.cyrillic) {
            std::cmp::Ordering::Greater => Script::LATN,
            std::cmp::Ordering::Less => Script::CYRL,
            std::cmp::Ordering::Equal if context == Script::CYRL => Script::CYRL,
            std::cmp::Ordering::Equal => Script::LATN,
        }
    }

    fn repairable(&self, target: Script) -> bool {
        match target {
            Script::LATN => self.cyrillic_only == 0,
            Script::CYRL => self.latin_only == 0,
            _ => true,
        }
    }
}

fn letter(c: char) -> Option<Letter> {
    if !c.is_alphabetic() {
        return None;
    }
    let script = script_of(c);
    let only = match script {
        Script::LATN => to_common_cyrillic(c).is_none(),
        Script::CYRL | Script::GREK => to_latin(c).is_none(),
        _ => return None,
    };
    Some(Letter {
        script,
        only,
        upper: c.is_uppercase(),
    })
}

fn build(word: &str, target: Script, repairable: bool) -> Mixed {
    let mut scripts = Vec::new();
    let mut foreign: Vec<Range<usize>> = Vec::new();
    for (at, c) in word.char_indices() {
        let Some(letter) = letter(c) else { continue };
        if !scripts.contains(&letter.script) {
            scripts.push(letter.script);
        }
        if letter.script == target || (letter.script == Script::GREK && letter.only) {
            continue;
        }
        let end = at + c.len_utf8();
        match foreign.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => foreign.push(at..end),
        }
    }
    scripts.sort_unstable();
    let repaired = repairable.then(|| repair(word, target)).flatten();
    Mixed {
        scripts,
        majority: target,
        repaired,
        foreign,
    }
}

fn repair(word: &str, target: Script) -> Option<String> {
    convert_by(word, target, |c| match target {
        // A Greek symbol stays what it is.
        _ if letter(c).is_some_and(|it| it.script == Script::GREK && it.only) => Some(c),
        Script::LATN => to_latin(c),
        Script::CYRL => to_common_cyrillic(c),
        _ => to_greek(c),
    })
}

/// Several words in one: each part in one script. A lone letter in a designation is no word.
fn is_compound(word: &str) -> bool {
    let mut pure = true;
    let mut parts: Vec<(Script, usize)> = Vec::new();
    let is_inside = |c: char| c.is_alphabetic() || matches!(script_of(c), Script::ZINH);
    for part in word.split(|c| !is_inside(c)) {
        let mut letters = part.chars().filter_map(letter).peekable();
        let Some(first) = letters.peek().copied() else {
            continue;
        };
        let count = part.chars().filter_map(letter).count();
        pure &= letters.all(|it| it.script == first.script);
        parts.push((first.script, count));
    }
    if !pure || parts.len() < 2 {
        return false;
    }
    let designation = word.chars().any(|c| c.is_numeric());
    !designation || !parts.iter().any(|(_, letters)| *letters == 1)
}

/// Two or more Latin capitals, then small Cyrillic letters: SMSки, ITшник.
fn is_acronym_with_ending(word: &str) -> bool {
    let letters: Vec<Letter> = word.chars().filter_map(letter).collect();
    let stem = letters
        .iter()
        .take_while(|it| it.script == Script::LATN)
        .count();
    let (stem, ending) = letters.split_at_checked(stem).unwrap_or((&[], &[]));
    stem.len() >= 2
        && stem.iter().all(|it| it.upper)
        && ending
            .iter()
            .all(|it| it.script == Script::CYRL && !it.upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn repaired(word: &str) -> Option<String> {
        mixed(word).and_then(|it| it.repaired)
    }

    #[test]
    fn accidents_are_repaired() {
        for (word, expected) in [
            // Written with escapes where a reader could not see the difference.
            ("Рябк\u{6F}в", "Рябков"),
            ("Ryabk\u{43E}v", "Ryabkov"),
            ("С\u{65}ргей", "Сергей"),
            ("\u{50}оссия", "Россия"),
            ("\u{4D}ИД", "МИД"),
            ("\u{43}\u{4D}И", "СМИ"),
            ("N\u{410}\u{422}\u{41E}", "NATO"),
            ("L\u{430}vrov", "Lavrov"),
            ("\u{39D}ATO", "NATO"),
            ("\u{39D}orth", "North"),
            ("\u{41}θήνα", "Αθήνα"),
            ("Т-72Б3\u{4D}", "Т-72Б3М"),
            ("\u{4A}овановић", "Јовановић"),
            ("Ки\u{EF}в", "Київ"),
            ("\u{3A1}ябков", "Рябков"),
        ] {
            assert_eq!(repaired(word).as_deref(), Some(expected), "{word}");
        }
    }

    #[test]
    fn ordinary_mixtures_are_silent() {
        for word in [
            "",
            "9M729",
            "9М729",
            "Рябков",
            "Ryabkov",
            "Αθήνα",
            "kΩ",
            "μm",
            "µm",
            "β-carotene",
            "Δt",
            "ΔE",
            "αA",
            "PRщик",
            "SMSки",
            "ITшник",
            "Facebookом",
            "IT-рынок",
            "T恤",
            "AKB48のメンバー",
            "Kim은",
            "K-поп",
            "web-сайт",
            "США’s",
            "ΩΔβ",
            "x²",
        ] {
            assert_eq!(mixed(word), None, "{word}");
        }
    }

    #[test]
    fn either_way_goes_by_majority_then_context() {
        assert_eq!(repaired("CM\u{41E}").as_deref(), Some("CMO"));
        assert_eq!(repaired("\u{421}\u{41C}O").as_deref(), Some("СМО"));
        let half = "\u{421}M";
        assert_eq!(
            mixed_in(half, Script::CYRL)
                .and_then(|it| it.repaired)
                .as_deref(),
            Some("СМ")
        );
        assert_eq!(
            mixed_in(half, Script::LATN)
                .and_then(|it| it.repaired)
                .as_deref(),
            Some("CM")
        );
    }

    #[test]
    fn beyond_repair_is_still_reported() {
        let found = mixed("\u{420}yab\u{43A}ovщ").expect("must be reported");
        assert_eq!(found.repaired, None);
        assert_eq!(found.scripts, [Script::CYRL, Script::LATN]);
        assert_eq!(found.majority, Script::LATN);
    }

    #[test]
    fn foreign_letters_are_marked() {
        let found = mixed("Рябк\u{6F}в").expect("must be reported");
        assert_eq!(found.majority, Script::CYRL);
        assert_eq!(found.foreign.first(), Some(&(8..9)));
        assert_eq!(found.foreign.len(), 1);
    }

    proptest! {
        #[test]
        fn repaired_words_are_clean(word in "[abcekmopxyABCEHKMOPTXавекмнорстухяйщІіΑΒΟο0-9-]{1,10}") {
            if let Some(repaired) = repaired(&word) {
                prop_assert_ne!(&repaired, &word);
                prop_assert_eq!(mixed(&repaired), None, "{}", word);
                prop_assert!(super::super::same_skeleton(&word, &repaired) || word.contains(['У', 'у', 'Y', 'y', 'Υ']));
            }
        }

        #[test]
        fn nothing_panics(word in any::<String>()) {
            if let Some(found) = mixed(&word) {
                for range in found.foreign {
                    prop_assert!(word.get(range).is_some());
                }
            }
        }
    }
}

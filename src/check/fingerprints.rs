//! Stamps findings with an identity made of rule, entry, form and neighbouring words.
//!
//! It stays the same when text elsewhere changes, when lines are broken anew, when a paragraph moves, and when quotation marks or
//! capitals around the form change: only letters and digits of the same paragraph are looked at.

use std::collections::BTreeMap;

use crate::finding::{Finding, Fingerprint};
use crate::text::fold::fold_to_string;
use crate::text::script::{Script, script_of};

/// Words on either side that take part.
const WORDS: usize = 2;

/// Longer words are cut, so that a line without spaces costs nothing.
const LONGEST_WORD: usize = 32;

/// How far a word is looked for beyond marks and spaces.
const FARTHEST: usize = 64;

/// Stamps all findings of one text, in order; `seen` counts the same ones in the file.
pub(super) fn stamp(text: &str, findings: &mut [Finding], seen: &mut BTreeMap<u64, u32>) {
    for finding in findings {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        let before = text.get(..start).unwrap_or("");
        let after = text.get(end..).unwrap_or("");
        let left = words(before.chars().rev());
        let right = words(after.chars());
        let form = fold_to_string(&joined(&finding.text));
        let entry = finding.entry.clone().unwrap_or_default();
        let mut pieces = vec![finding.rule.name, &entry, &form];
        // The border is told, or a word that moves from one side to the other would change nothing.
        pieces.extend(left.iter().map(String::as_str));
        pieces.push("");
        pieces.extend(right.iter().map(String::as_str));
        let base = Fingerprint::new(&pieces, 0);
        let nth = seen.entry(base.0).or_insert(0);
        finding.fingerprint = if *nth == 0 {
            base
        } else {
            Fingerprint::new(&pieces, *nth)
        };
        *nth += 1;
    }
}

/// A form that is broken over two lines is the same form.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The next words on the way from a border, folded; none beyond a blank line. On the way back they are spelt backwards.
fn words(chars: impl Iterator<Item = char>) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(WORDS);
    let mut word = String::new();
    let (mut letters, mut passed, mut lines) = (0, 0, 0);
    for c in chars {
        if c.is_alphanumeric() {
            if letters < LONGEST_WORD {
                word.push(c);
            }
            letters += 1;
            (passed, lines) = (0, 0);
            // Scripts without spaces have no end of a word to wait for.
            if letters < LONGEST_WORD && !is_unspaced(c) {
                continue;
            }
        } else {
            passed += 1;
            lines += u32::from(c == '\n');
            // A mark on a letter is no end of a word.
            if script_of(c) == Script::ZINH && !word.is_empty() {
                continue;
            }
        }
        if !word.is_empty() {
            words.push(fold_to_string(&word));
            word.clear();
        }
        letters = 0;
        if words.len() == WORDS || lines == 2 || passed > FARTHEST {
            return words;
        }
    }
    if !word.is_empty() {
        words.push(fold_to_string(&word));
    }
    words
}

fn is_unspaced(c: char) -> bool {
    let unspaced = [
        Script::HANI,
        Script::HIRA,
        Script::KANA,
        Script::THAI,
        Script::LAOO,
        Script::KHMR,
        Script::MYMR,
    ];
    !c.is_ascii() && unspaced.contains(&script_of(c))
}

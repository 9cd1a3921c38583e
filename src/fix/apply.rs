//! Chosen fixes → bytes of the file, in its own encoding; what no fix touches stays identical.

use std::ops::Range;

use super::choose::Chosen;
use crate::document::decode::SourceText;

/// A file after its fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Applied {
    pub bytes: Vec<u8>,
    /// Which of the chosen fixes were applied, in order.
    pub applied: Vec<usize>,
    /// Why a fix was left out, in words: its text cannot be written in the encoding of the file.
    pub refused: Vec<String>,
}

/// Applies `chosen` to the bytes that `source` was decoded from.
pub(crate) fn apply(source: &SourceText, original: &[u8], chosen: &[Chosen]) -> Applied {
    if let Ok(bytes) = source.splice(original, &edits(chosen.iter())) {
        return Applied {
            bytes,
            applied: (0..chosen.len()).collect(),
            refused: Vec::new(),
        };
    }
    // One letter that the encoding lacks must not cost the other fixes, so each is tried alone.
    let mut refused = Vec::new();
    let (mut kept, mut applied) = (Vec::new(), Vec::new());
    for (at, one) in chosen.iter().enumerate() {
        match source.splice(original, &edits([one].into_iter())) {
            Ok(_) => {
                kept.push(one);
                applied.push(at);
            }
            Err(error) => refused.push(error.to_string()),
        }
    }
    refused.sort();
    refused.dedup();
    match source.splice(original, &edits(kept.iter().copied())) {
        Ok(bytes) => Applied {
            bytes,
            applied,
            refused,
        },
        Err(error) => Applied {
            bytes: original.to_vec(),
            applied: Vec::new(),
            refused: vec![error.to_string()],
        },
    }
}

fn edits<'a>(chosen: impl Iterator<Item = &'a Chosen>) -> Vec<(Range<u32>, String)> {
    let mut edits: Vec<_> = chosen
        .flat_map(|chosen| chosen.edits.iter().cloned())
        .collect();
    // Edits of two fixes may interleave; the ranges never overlap.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits
}

#[cfg(test)]
mod tests {
    use super::super::choose;
    use super::*;
    use crate::document::decode::decode;
    use crate::finding::{Applicability, Finding};
    use crate::report::samples::{finding, with_fix};
    use crate::text::span::Span;
    use proptest::prelude::*;

    fn source(bytes: &[u8]) -> SourceText {
        decode(bytes, None).expect("small input").0
    }

    /// Every `x` gets a safe fix to `new`.
    fn findings(text: &str, new: &str) -> Vec<Finding> {
        let places = text
            .match_indices('x')
            .map(|(at, _)| u32::try_from(at).expect("short text"));
        places
            .map(|at| {
                let mut found = finding("x", "x");
                found.span = Span::new(at, at + 1);
                with_fix(found, Applicability::Safe, new)
            })
            .collect()
    }

    #[test]
    fn windows_1251_stays_windows_1251() {
        // "мир x" in windows-1251, long enough for the encoding to be recognized.
        let line: &[u8] = b"\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xe8\xed\xee\xf1\xf2\xf0\xe0\xed\xed\xfb\xf5 \xe4\xe5\xeb x\r\n";
        let bytes = line.repeat(6);
        let source = source(&bytes);
        let chosen = choose(
            &source.text,
            &findings(&source.text, "мир"),
            Applicability::Safe,
        );
        let applied = apply(&source, &bytes, &chosen);
        assert_eq!(applied.applied.len(), 6);
        assert_eq!(
            applied
                .bytes
                .windows(3)
                .filter(|window| window == b"\xec\xe8\xf0")
                .count(),
            6
        );
        let refused = apply(
            &source,
            &bytes,
            &choose(
                &source.text,
                &findings(&source.text, "東"),
                Applicability::Safe,
            ),
        );
        assert_eq!((refused.applied.len(), refused.refused.len()), (0, 1));
        assert_eq!(refused.bytes, bytes);
    }

    proptest! {
        #[test]
        fn untouched_bytes_are_identical_and_nothing_is_left(text in "[xab\u{301}д東\r\n🙂]{0,60}", new in "[abя東]{0,3}") {
            let source = source(text.as_bytes());
            let chosen = choose(&source.text, &findings(&source.text, &new), Applicability::Safe);
            let applied = apply(&source, text.as_bytes(), &chosen);
            prop_assert_eq!(String::from_utf8(applied.bytes.clone()).expect("UTF-8 stays UTF-8"), text.replace('x', &new));
            let again = super::tests::source(&applied.bytes);
            let left = choose(&again.text, &findings(&again.text, &new), Applicability::Safe);
            prop_assert!(left.is_empty());
        }
    }
}

//! The trie against a naive search over random glossaries and texts, and damaged blobs.

use std::borrow::Cow;

use proptest::prelude::*;

use super::hits::{Scratch, find_hits};
use super::layers::Layers;
use super::{SegmentView, embedded};
use crate::glossary::GlossaryFile;
use crate::glossary::compile::compile;
use crate::glossary::index::{Index, Target};
use crate::glossary::model::Entry;
use crate::glossary::surface::{GapPolicy, GapSet, Surface};
use crate::glossary::validate::read;
use crate::text::token::{Gap, Token, fold_token, tokenize};

fn entries(forms: &[String]) -> Vec<Entry> {
    let lines: String = forms
        .iter()
        .enumerate()
        .map(|(n, form)| {
            format!(
                "  - {{ id: e{n}, kind: term, case: fold, preferred: {} }}\n",
                serde_json::json!(form)
            )
        })
        .collect();
    let file = GlossaryFile {
        path: "g.yaml".to_owned(),
        text: format!("entries:\n{lines}"),
    };
    read(&file, "en", embedded::knowledge())
        .entries
        .into_iter()
        .map(|l| l.entry)
        .collect()
}

/// Hits of the trie as (first token, last token, entry); `None` when look-alike letters took part, which the oracle does not know.
fn by_trie(layers: &Layers, text: &str) -> Option<Vec<(usize, usize, u32)>> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let view = SegmentView {
        number: 0,
        text,
        offset: 0,
        tokens: &tokens,
        language: Some("en"),
    };
    let mut scratch = Scratch::default();
    find_hits(&view, layers, &mut scratch);
    if scratch.hits.iter().any(|h| h.confused) {
        return None;
    }
    let mut found: Vec<_> = scratch
        .hits
        .iter()
        .filter_map(|h| {
            if let Target::Form { entry, .. } = h.target {
                Some((h.first, h.last, entry))
            } else {
                None
            }
        })
        .collect();
    found.sort_unstable();
    Some(found)
}

/// Leftmost-longest by trying every form at every token.
fn naive(entries: &[Entry], text: &str) -> Vec<(usize, usize, u32)> {
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(text, &mut tokens);
    let folded: Vec<String> = tokens
        .iter()
        .map(|t| fold_token(&text[t.start as usize..t.end as usize]))
        .collect();
    let surfaces: Vec<(u32, Surface)> = entries
        .iter()
        .enumerate()
        .filter_map(|(n, e)| {
            Some((
                n as u32,
                Surface::new(&e.designations[0].text, GapPolicy::Words, &mut Vec::new())?,
            ))
        })
        .collect();
    let glued = |at: usize| tokens.get(at).is_some_and(|t| t.gap == Gap::None);
    let mut out = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let fits = |surface: &Surface| {
            let last = start + surface.tokens.len();
            let same = folded.get(start..last).is_some_and(|f| f == surface.tokens);
            let gaps = || {
                (1..surface.tokens.len())
                    .all(|i| surface.gaps[i] & GapSet::from(tokens[start + i].gap.as_bit()) != 0)
            };
            let after = || {
                !glued(last)
                    || matches!(
                        &text[tokens[last].start as usize..tokens[last].end as usize],
                        "s" | "x"
                    )
            };
            same && gaps() && (start == 0 || !glued(start)) && after()
        };
        let longest = surfaces
            .iter()
            .filter(|(_, s)| fits(s))
            .map(|(_, s)| s.tokens.len())
            .max();
        let Some(length) = longest else {
            start += 1;
            continue;
        };
        out.extend(
            surfaces
                .iter()
                .filter(|(_, s)| s.tokens.len() == length && fits(s))
                .map(|(n, _)| (start, start + length, *n)),
        );
        start += length;
    }
    out.sort_unstable();
    out
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]{1,2}",
        "[аб]{1,2}",
        Just("9M729".to_owned()),
        Just("é".to_owned()),
        Just("7".to_owned())
    ]
}

fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![5 => Just(" "), 1 => Just("-"), 1 => Just("\n"), 1 => Just(", "), 1 => Just(". "), 1 => Just("\u{a0}"), 1 => Just(""), 1 => Just("’"), 1 => Just("\n\n")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_trie_finds_what_a_naive_search_finds(
        forms in prop::collection::vec(prop::collection::vec(word(), 1..4).prop_map(|w| w.join(" ")), 1..8),
        pieces in prop::collection::vec((word(), gap()), 0..24),
    ) {
        let mut forms = forms;
        forms.sort();
        forms.dedup();
        let entries = entries(&forms);
        let blob = compile(&entries, embedded::knowledge(), "").unwrap();
        let layers = Layers::of_index(Index::open(Cow::Owned(blob)).unwrap());
        let text: String = pieces.iter().flat_map(|(word, gap)| [word.as_str(), gap]).collect();
        let Some(found) = by_trie(&layers, &text) else { return Ok(()) };
        prop_assert_eq!(found, naive(&entries, &text), "{:?} in {:?}", forms, text);
    }

    #[test]
    fn a_damaged_blob_never_panics(at in 0usize..4000, byte: u8, cut in 0usize..4000) {
        let entries = entries(&["ab a".to_owned(), "9M729".to_owned(), "b".to_owned()]);
        let mut blob = compile(&entries, embedded::knowledge(), "").unwrap();
        let at = at % blob.len();
        blob[at] ^= byte;
        blob.truncate(blob.len() - cut % blob.len() / 8);
        if let Ok(index) = Index::open(Cow::Owned(blob)) {
            let layers = Layers::of_index(index);
            let _ = by_trie(&layers, "ab a b 9M729 ab\na");
        }
    }
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    let entries = entries(&[
        "INF Treaty".to_owned(),
        "New START".to_owned(),
        "9M729".to_owned(),
    ]);
    let compile = || compile(&entries, embedded::knowledge(), "x").unwrap();
    assert_eq!(compile(), compile());
}

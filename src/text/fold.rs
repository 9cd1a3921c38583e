//! Folds: lossy mappings of text for comparison, each with a map back to the source.
//! `fold` removes what differs between spellings of one name (case, width, diacritics on Latin and
//! Greek, stress marks, vowel points, invisible characters) and keeps what makes another letter
//! (й, ї, ў, Indic and Thai signs). Folds are idempotent and never reach the user's text.

pub(crate) mod chars;
pub(crate) mod compose;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use chars::{fold_char, is_ignorable, joins_previous};
use compose::Composer;

use super::offset_map::{OffsetMap, OffsetMapBuilder};
use super::script::{Script, script_of};

/// The full fold, as the tokenizer hashes it, except that apostrophes are left alone.
pub(crate) fn fold(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(text, is_folded_byte, fold_into)
}

/// The full fold without a map.
pub(crate) fn fold_to_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Removes diacritics from Latin and Greek letters and keeps letter case; ł, ø, ß and the like stay.
pub(crate) fn strip_diacritics(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(
        text,
        |byte| byte.is_ascii(),
        |cluster, out| {
            let mut base = '\0';
            let stripped = cluster.nfd().filter(|c| {
                if !unicode_normalization::char::is_combining_mark(*c) {
                    base = *c;
                    return true;
                }
                !matches!(script_of(base), Script::LATN | Script::GREK)
            });
            out.extend(stripped.nfc());
        },
    )
}

/// Curly and angled quotation marks and primes become `"` and `'`.
pub(crate) fn straighten_quotes(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(
        text,
        |byte| byte.is_ascii(),
        |cluster, out| {
            out.extend(cluster.chars().map(straight_quote));
        },
    )
}

/// Canonical composition.
pub(crate) fn nfc(text: &str) -> (Cow<'_, str>, OffsetMap) {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    by_cluster(
        text,
        |byte| byte.is_ascii(),
        |cluster, out| out.extend(cluster.nfc()),
    )
}

fn straight_quote(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | '＂' => {
            '"'
        }
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | 'ʼ' | '＇' => '\'',
        _ => c,
    }
}

fn fold_into(text: &str, out: &mut String) {
    let mut composer = Composer::new(|c| out.push(c));
    for c in text.chars() {
        fold_char(c, &mut |piece| composer.push(piece));
    }
    composer.flush();
}

/// ASCII that every fold keeps.
fn is_folded_byte(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_uppercase()
}

/// Applies a fold cluster by cluster: a character with everything that may join it. `same` names
/// the bytes that stand for themselves unless a mark follows.
fn by_cluster(
    text: &str,
    same: impl Fn(u8) -> bool,
    apply: impl Fn(&str, &mut String),
) -> (Cow<'_, str>, OffsetMap) {
    if text.bytes().all(&same) {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    let mut view = String::with_capacity(text.len());
    let mut map = OffsetMap::builder();
    let mut rest = text;
    while !rest.is_empty() {
        let run = plain_run(rest, &same);
        if run > 0 {
            let (head, tail) = rest.split_at_checked(run).unwrap_or((rest, ""));
            view.push_str(head);
            map.keep(len(head));
            rest = tail;
            continue;
        }
        let (cluster, tail) = rest
            .split_at_checked(cluster_len(rest))
            .unwrap_or((rest, ""));
        push_cluster(cluster, &apply, &mut view, &mut map);
        rest = tail;
    }
    if view == text {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    (Cow::Owned(view), map.finish())
}

/// The length of the leading ASCII that no mark touches.
fn plain_run(text: &str, same: &impl Fn(u8) -> bool) -> usize {
    let run = text
        .bytes()
        .position(|byte| !same(byte))
        .unwrap_or(text.len());
    match text.as_bytes().get(run) {
        Some(byte) if !byte.is_ascii() => run.saturating_sub(1),
        _ => run,
    }
}

fn cluster_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars
        .find(|(_, c)| !joins_previous(*c))
        .map_or(text.len(), |(at, _)| at)
}

fn push_cluster(
    cluster: &str,
    apply: &impl Fn(&str, &mut String),
    view: &mut String,
    map: &mut OffsetMapBuilder,
) {
    let before = view.len();
    apply(cluster, view);
    let made = view.get(before..).unwrap_or("");
    if made == cluster {
        return map.keep(len(cluster));
    }
    // Invisible characters at the edges belong to no letter, so that a range ends before them.
    let left = cluster.trim_start_matches(is_ignorable);
    let core = left.trim_end_matches(is_ignorable);
    if made.is_empty() || len(made) == 0 {
        return map.skip(len(cluster));
    }
    if made.ends_with(is_ignorable) || made.starts_with(is_ignorable) {
        return map.replace(len(cluster), len(made));
    }
    map.skip(len(cluster).saturating_sub(len(left)));
    if made.len() == core.len() && core.chars().nth(1).is_none() && made.chars().nth(1).is_none() {
        map.keep(len(core));
    } else {
        map.replace(len(core), len(made));
    }
    map.skip(len(left).saturating_sub(len(core)));
}

fn len(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests;

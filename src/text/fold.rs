//! Folds: lossy mappings of text for comparison, each with a map back to the source.
//! `fold` removes what differs between spellings of one name (case, width, diacritics on Latin and
//! Greek, stress marks, vowel points, invisible characters) and keeps what makes another letter
//! (й, ї, ў, Indic and Thai signs). Folds are idempotent and never reach the user's text.

pub(crate) mod chars;
pub(crate) mod compose;
pub(crate) mod table;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use chars::{fold_char, is_ignorable, joins_previous};
use compose::Composer;
use table::folded;

use super::offset_map::{OffsetMap, OffsetMapBuilder};
use super::script::{Script, script_of};

/// The full fold, as the tokenizer hashes it, except that apostrophes are left alone.
pub(crate) fn fold(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(text, fold_alone, fold_cluster)
}

/// The full fold without a map.
pub(crate) fn fold_to_string(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = push_alone(text, fold_alone, &mut out).1;
    while !rest.is_empty() {
        let (cluster, tail) = rest
            .split_at_checked(cluster_len(rest))
            .unwrap_or((rest, ""));
        fold_cluster(cluster, &mut out);
        rest = push_alone(tail, fold_alone, &mut out).1;
    }
    out
}

/// Removes diacritics from Latin and Greek letters and keeps letter case; ł, ø, ß and the like stay.
pub(crate) fn strip_diacritics(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(text, same_ascii, |cluster, out| {
        let mut base = '\0';
        let stripped = cluster.nfd().filter(|c| {
            if !unicode_normalization::char::is_combining_mark(*c) {
                base = *c;
                return true;
            }
            !matches!(script_of(base), Script::LATN | Script::GREK)
        });
        out.extend(stripped.nfc());
    })
}

/// Curly and angled quotation marks and primes become `"` and `'`.
pub(crate) fn straighten_quotes(text: &str) -> (Cow<'_, str>, OffsetMap) {
    by_cluster(text, same_ascii, |cluster, out| {
        out.extend(cluster.chars().map(straight_quote));
    })
}

/// Canonical composition.
pub(crate) fn nfc(text: &str) -> (Cow<'_, str>, OffsetMap) {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    by_cluster(text, same_ascii, |cluster, out| out.extend(cluster.nfc()))
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

/// Folds a character together with what joins it.
fn fold_cluster(cluster: &str, out: &mut String) {
    let mut chars = cluster.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(folded) = folded(c)
    {
        out.extend(folded.chars());
        return;
    }
    let mut composer = Composer::new(|c| out.push(c));
    for c in cluster.chars() {
        fold_char(c, &mut |piece| composer.push(piece));
    }
    composer.flush();
}

/// The fold of a character that nothing joins, where it is one character and easily told.
fn fold_alone(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    folded(c)?.single()
}

fn same_ascii(c: char) -> Option<char> {
    c.is_ascii().then_some(c)
}

/// Applies a fold cluster by cluster: a character with everything that may join it. `alone` is a
/// shortcut for characters that nothing joins.
fn by_cluster(
    text: &str,
    alone: impl Fn(char) -> Option<char>,
    apply: impl Fn(&str, &mut String),
) -> (Cow<'_, str>, OffsetMap) {
    let unchanged = |c: char| c.is_ascii() && alone(c) == Some(c);
    if text.bytes().all(|byte| unchanged(char::from(byte))) {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    let mut view = String::with_capacity(text.len());
    let mut map = OffsetMap::builder();
    let mut rest = text;
    loop {
        let (run, tail) = push_alone(rest, &alone, &mut view);
        map.keep(run);
        if tail.is_empty() {
            break;
        }
        let (cluster, after) = tail
            .split_at_checked(cluster_len(tail))
            .unwrap_or((tail, ""));
        push_cluster(cluster, &apply, &mut view, &mut map);
        rest = after;
    }
    if view == text {
        return (Cow::Borrowed(text), OffsetMap::identity(len(text)));
    }
    (Cow::Owned(view), map.finish())
}

/// Folds leading characters that stand alone and keep their length. Returns their length and what
/// follows them.
fn push_alone<'t>(
    text: &'t str,
    alone: impl Fn(char) -> Option<char>,
    view: &mut String,
) -> (u32, &'t str) {
    let before = view.len();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joined = chars.peek().is_some_and(|next| joins_previous(*next));
        match alone(c).filter(|it| !joined && it.len_utf8() == c.len_utf8()) {
            Some(folded) => view.push(folded),
            None => break,
        }
    }
    let run = view.len() - before;
    (
        u32::try_from(run).unwrap_or(u32::MAX),
        text.get(run..).unwrap_or(""),
    )
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

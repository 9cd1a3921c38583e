//! The walk of a segment's tokens through the tries, and mentions of whole forms.

use std::borrow::Cow;

use super::SegmentView;
use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention};
use super::second_pass;
use crate::glossary::compile::FormTarget;
use crate::glossary::index::{NONE, ROOT, Target};
use crate::glossary::model::{
    CasePolicy, Designation, DesignationRole, Entry, EntryKind, TermStatus,
};
use crate::glossary::surface::Surface;
use crate::text::confusable;
use crate::text::script::Script;
use crate::text::token::{Gap, Shape, Token, fold_token, hash_folded};

/// A verified match of tokens `first..last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: usize,
    pub last: usize,
    pub layer: u8,
    pub target: Target,
    /// Found only after look-alike letters were put right.
    pub confused: bool,
    /// Bytes of a case ending of the text's language that was cut off to find it; 0 = none.
    pub ending: u32,
}

/// Buffers reused from segment to segment.
#[derive(Default)]
pub(crate) struct Scratch {
    pub hits: Vec<Hit>,
    /// Look-alike readings of suspicious tokens: (token, folded reading, hash).
    alternatives: Vec<(usize, String, u64)>,
    /// Tokens that mix scripts or stand beside digits and Latin letters in another script.
    pub suspicious: Vec<usize>,
}

impl Scratch {
    fn alternative(&self, token: usize) -> impl Iterator<Item = (&str, u64)> {
        let from = self.alternatives.partition_point(|(t, _, _)| *t < token);
        self.alternatives[from..]
            .iter()
            .take_while(move |(t, _, _)| *t == token)
            .map(|(_, folded, hash)| (folded.as_str(), *hash))
    }
}

/// Fills `scratch.hits`, ordered by first token.
pub(crate) fn find_hits(view: &SegmentView, layers: &Layers, scratch: &mut Scratch) {
    scratch.hits.clear();
    look_alikes(view, scratch);
    for l in 0..layers.layers.len() {
        walk_layer(view, layers, l, scratch);
    }
    second_pass::run(view, layers, scratch);
    scratch
        .hits
        .sort_by_key(|h| (h.first, h.layer, std::cmp::Reverse(h.last)));
}

/// Readings of tokens that mix scripts or stand beside digits and Latin letters in another script.
fn look_alikes(view: &SegmentView, scratch: &mut Scratch) {
    scratch.alternatives.clear();
    scratch.suspicious.clear();
    if view.text.is_ascii() {
        return;
    }
    let tokens = view.tokens;
    for (i, token) in tokens.iter().enumerate() {
        if !token.shape.contains(Shape::NON_ASCII) && !token.shape.contains(Shape::MIXED) {
            // A Latin letter between Cyrillic ones is a token of its own script only when the token is mixed.
            continue;
        }
        let mixed = token.shape.contains(Shape::MIXED);
        let near = |t: Option<&Token>| {
            t.is_some_and(|t| t.shape.contains(Shape::DIGITS) || t.shape.contains(Shape::LATIN))
        };
        let beside = token.shape.contains(Shape::CYRILLIC)
            && token.end - token.start <= 10
            && ((matches!(token.gap, Gap::None | Gap::Hyphen)
                && near(i.checked_sub(1).and_then(|p| tokens.get(p))))
                || tokens.get(i + 1).is_some_and(|next| {
                    matches!(next.gap, Gap::None | Gap::Hyphen) && near(Some(next))
                }));
        if !mixed && !beside {
            continue;
        }
        let surface = view.slice(i, i + 1);
        scratch.suspicious.push(i);
        for script in [Script::LATN, Script::CYRL] {
            if let Some(reading) = confusable::convert(surface, script).filter(|r| r != surface) {
                let folded = fold_token(&reading);
                let hash = hash_folded(&folded);
                scratch.alternatives.push((i, folded, hash));
            }
        }
    }
}

fn walk_layer(view: &SegmentView, layers: &Layers, l: usize, scratch: &mut Scratch) {
    let index = &layers.layers[l].index;
    let walker = index.walker();
    let mut start = 0;
    while let Some(token) = view.tokens.get(start) {
        let alternative =
            !scratch.alternatives.is_empty() && scratch.alternative(start).next().is_some();
        if !walker.may_start(token.hash) && !alternative {
            start += 1;
            continue;
        }
        let mut best = Longest {
            last: start,
            hits: Vec::new(),
        };
        let mut path = Vec::new();
        descend(
            view,
            index,
            &walker,
            l as u8,
            (start, start, ROOT),
            scratch,
            &mut path,
            &mut best,
        );
        scratch.hits.append(&mut best.hits);
        start = best.last.max(start + 1);
    }
}

struct Longest {
    last: usize,
    hits: Vec<Hit>,
}

type Path = Vec<Option<String>>;

/// Follows the trie from token `at`; keeps the hits of the longest verified surface.
#[allow(clippy::too_many_arguments)]
fn descend(
    view: &SegmentView,
    index: &crate::glossary::index::Index,
    walker: &crate::glossary::index::Walker,
    layer: u8,
    (start, at, node): (usize, usize, u32),
    scratch: &Scratch,
    path: &mut Path,
    best: &mut Longest,
) {
    let Some(token) = view.tokens.get(at) else {
        return;
    };
    if at > start && matches!(token.gap, Gap::Start) {
        return;
    }
    let readings = std::iter::once((None, token.hash)).chain(
        scratch
            .alternative(at)
            .map(|(folded, hash)| (Some(folded), hash)),
    );
    for (folded, hash) in readings {
        let Some(step) = walker.step(node, hash) else {
            continue;
        };
        path.push(folded.map(str::to_owned));
        let last = at + 1;
        if step.outputs != NONE && last >= best.last && ends_word(view, start, last) {
            collect(view, index, layer, (start, last), step.outputs, path, best);
        }
        descend(
            view,
            index,
            walker,
            layer,
            (start, last, step.node),
            scratch,
            path,
            best,
        );
        path.pop();
    }
}

fn collect(
    view: &SegmentView,
    index: &crate::glossary::index::Index,
    layer: u8,
    (first, last): (usize, usize),
    head: u32,
    path: &Path,
    best: &mut Longest,
) {
    let tokens = view.tokens.get(first..last).unwrap_or_default();
    let confused = path.iter().any(Option::is_some);
    for output in index.outputs(head) {
        let folded = |i: usize| -> Cow<'static, str> {
            match path.get(i).and_then(Option::as_ref) {
                Some(reading) => Cow::Owned(reading.clone()),
                None => Cow::Owned(fold_token(view.slice(first + i, first + i + 1))),
            }
        };
        if !index.verify(&output, tokens, folded) {
            continue;
        }
        let hit = Hit {
            first,
            last,
            layer,
            target: output.target,
            confused,
            ending: 0,
        };
        if last > best.last {
            best.hits.clear();
            best.last = last;
        }
        if !best.hits.contains(&hit) {
            best.hits.push(hit);
        }
    }
}

/// Whether tokens `first..last` are whole words: `9M729` is not found in `X9M729B`, but in `9M729s`.
fn ends_word(view: &SegmentView, first: usize, last: usize) -> bool {
    let glued =
        |token: &Token| token.gap == Gap::None && !token.shape.contains(Shape::OTHER_SCRIPT);
    let before = view
        .tokens
        .get(first)
        .is_none_or(|t| !glued(t) || first == 0 || is_unspaced(view, first - 1));
    let after = view.tokens.get(last).is_none_or(|t| {
        !glued(t) || is_unspaced(view, last - 1) || matches!(view.slice(last, last + 1), "s" | "x")
    });
    before && after
}

fn is_unspaced(view: &SegmentView, at: usize) -> bool {
    view.tokens
        .get(at)
        .is_some_and(|t| t.shape.contains(Shape::OTHER_SCRIPT))
}

/// Turns hits on whole forms into mentions.
pub(crate) fn forms(
    view: &SegmentView,
    layers: &Layers,
    scratch: &Scratch,
    out: &mut Vec<Mention>,
) {
    for hit in &scratch.hits {
        let Target::Form {
            entry: n,
            designation,
        } = hit.target
        else {
            continue;
        };
        let at = EntryRef {
            layer: hit.layer,
            entry: n,
        };
        let Some(entry) = layers.entry(at) else {
            continue;
        };
        if is_rejected(view, (hit.first, hit.last), entry)
            || !form_fits(view, entry, designation, hit)
        {
            continue;
        }
        let target = FormTarget::of(entry, designation);
        out.push(Mention {
            span: view.span(hit.first, hit.last),
            segment: view.number,
            entry: Some(at),
            candidates: vec![at],
            body: Body::Form(target),
            linked_by: LinkedBy::Itself,
            confused: hit.confused,
        });
    }
}

/// Whether a text that the entry rejects stands around tokens `first..last`, letter for letter.
pub(crate) fn is_rejected(
    view: &SegmentView,
    (first, last): (usize, usize),
    entry: &Entry,
) -> bool {
    let span = view.span(first, last);
    let (start, end) = (
        (span.start - view.offset) as usize,
        (span.end - view.offset) as usize,
    );
    entry.rejects.iter().any(|reject| {
        let mut from = floor_boundary(view.text, (start + 1).saturating_sub(reject.len()));
        while let Some(at) = view.text.get(from..).and_then(|t| t.find(reject.as_str())) {
            let at = from + at;
            if at > start {
                return false;
            }
            if at + reject.len() >= end {
                return true;
            }
            from = at
                + view
                    .text
                    .get(at..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8);
        }
        false
    })
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Letter case, written gaps and context words.
fn form_fits(view: &SegmentView, entry: &Entry, designation: u32, hit: &Hit) -> bool {
    let surface = view.slice(hit.first, hit.last);
    let (form, context): (&str, &[String]) = match FormTarget::of(entry, designation) {
        FormTarget::Listed(d) => match entry.designations.get(d) {
            Some(found) => (
                &found.text,
                if found.context.is_empty() {
                    &entry.context
                } else {
                    &found.context
                },
            ),
            None => return false,
        },
        FormTarget::Native(d) => (entry.native.get(d).map_or("", |n| &n.text), &[]),
        FormTarget::Derived(_) => {
            return starts_upper(surface) && context_near(view, hit, &entry.context);
        }
    };
    let cased = match entry.case {
        _ if hit.confused => true,
        CasePolicy::Fold => true,
        CasePolicy::Exact => same_letters(surface, form),
        CasePolicy::Smart => smart_case(surface, form),
    };
    cased
        && (!Surface::has_other_gap(form) || surface.to_lowercase() == form.to_lowercase())
        && context_near(view, hit, context)
}

fn starts_upper(surface: &str) -> bool {
    surface
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_uppercase)
}

/// The letters agree in case; spaces and hyphens play no part.
fn same_letters(surface: &str, form: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<Vec<_>>()
    };
    letters(surface) == letters(form)
}

/// Acronyms as written, a capitalized single word capitalized, other words in any case. ALL CAPS text is fine.
fn smart_case(surface: &str, form: &str) -> bool {
    if !surface.chars().any(char::is_lowercase) && surface.chars().any(char::is_uppercase) {
        return true;
    }
    let split = |text: &'static [char]| text;
    let breaks = split(&[' ', '-', '\u{a0}', '‐', '‑', '–', '\n', '\r', '\t']);
    let (words, spoken): (Vec<&str>, Vec<&str>) = (
        form.split(breaks).filter(|w| !w.is_empty()).collect(),
        surface.split(breaks).filter(|w| !w.is_empty()).collect(),
    );
    if words.len() == 1 && spoken.len() == 1 {
        let lower = !form.chars().any(char::is_uppercase);
        return lower
            || if is_acronym(form) {
                form == surface
            } else {
                starts_upper(surface)
            };
    }
    words.len() != spoken.len()
        || words
            .iter()
            .zip(&spoken)
            .all(|(word, said)| !is_acronym(word) || same_letters(word, said))
}

fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2
        && letters.by_ref().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().filter(|c| c.is_lowercase()).count() <= 1
}

/// Whether one of the context words stands in the segment, outside the hit. No words = no condition, and a form of several words
/// needs no context.
fn context_near(view: &SegmentView, hit: &Hit, context: &[String]) -> bool {
    if context.is_empty()
        || view
            .slice(hit.first, hit.last)
            .contains([' ', '\u{a0}', '\n'])
    {
        return true;
    }
    let start = view.tokens.get(hit.first).map_or(0, |t| t.start as usize);
    let end = view
        .tokens
        .get(hit.last.saturating_sub(1))
        .map_or(start, |t| t.end as usize);
    let around = [
        view.text.get(..start).unwrap_or(""),
        view.text.get(end..).unwrap_or(""),
    ];
    around.iter().any(|text| {
        let lower = text.to_lowercase();
        context.iter().any(|word| contains_word(&lower, word))
    })
}

/// `word` at word boundaries of `text`; both lower case. A trailing part of a word (plural) is allowed.
pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find(word)) {
        let at = from + at;
        if text
            .get(..at)
            .and_then(|t| t.chars().next_back())
            .is_none_or(|c| !c.is_alphanumeric())
        {
            return true;
        }
        from = at + word.len().max(1);
    }
    false
}

/// A listed designation of an entry, if the target is one.
pub(crate) fn listed(entry: &Entry, target: FormTarget) -> Option<&Designation> {
    match target {
        FormTarget::Listed(d) => entry.designations.get(d),
        _ => None,
    }
}

/// Whether a designation is an acronym or another system's name.
pub(crate) fn is_code(entry: &Entry, designation: &Designation) -> bool {
    entry.kind == EntryKind::Designation
        || designation.role == DesignationRole::Acronym
        || designation.status == TermStatus::CrossReference
}

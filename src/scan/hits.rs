//! The walk of a segment's tokens through the tries, and mentions of whole forms.

use std::borrow::Cow;

use super::SegmentView;
use super::fit::{form_fits, is_native_acronym, is_rejected};
use super::layers::Layers;
use super::mention::{Body, EntryRef, LinkedBy, Mention};
use super::{renderings, second_pass};
use crate::glossary::compile::FormTarget;
use crate::glossary::index::{Index, NONE, ROOT, Target, Walker};
use crate::glossary::model::{Designation, DesignationRole, Entry, EntryKind, TermStatus};
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
    /// Whether a word that reads like a rendering taken back has stood in the document.
    pub rendered: bool,
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
    second_pass::own_endings(view, layers, scratch);
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
        let mut walk = Walk {
            view,
            layers,
            layer: l as u8,
            index,
            walker: &walker,
            scratch,
            start,
            path: Vec::new(),
            last: start,
            hits: Vec::new(),
        };
        walk.descend(start, ROOT);
        let Walk { last, mut hits, .. } = walk;
        scratch.hits.append(&mut hits);
        start = last.max(start + 1);
    }
}

/// A walk from one token: the hits of the longest form that fits.
struct Walk<'a> {
    view: &'a SegmentView<'a>,
    layers: &'a Layers,
    layer: u8,
    index: &'a Index,
    walker: &'a Walker<'a>,
    scratch: &'a Scratch,
    start: usize,
    /// Look-alike readings by which the tokens were followed; `None` = as written.
    path: Vec<Option<String>>,
    last: usize,
    hits: Vec<Hit>,
}

impl Walk<'_> {
    /// Follows the trie from token `at`.
    fn descend(&mut self, at: usize, node: u32) {
        let Some(token) = self.view.tokens.get(at) else {
            return;
        };
        if at > self.start && token.gap == Gap::Start {
            return;
        }
        let scratch = self.scratch;
        let looks = scratch
            .alternative(at)
            .map(|(folded, hash)| (Some(folded), hash));
        for (folded, hash) in std::iter::once((None, token.hash)).chain(looks) {
            let Some(step) = self.walker.step(node, hash) else {
                continue;
            };
            self.path.push(folded.map(str::to_owned));
            let last = at + 1;
            if step.outputs != NONE && last >= self.last && ends_word(self.view, self.start, last) {
                self.collect(last, step.outputs);
            }
            self.descend(last, step.node);
            self.path.pop();
        }
    }

    /// Keeps the outputs that are verified and fit; a longer form replaces shorter ones.
    fn collect(&mut self, last: usize, head: u32) {
        let first = self.start;
        let tokens = self.view.tokens.get(first..last).unwrap_or_default();
        let confused = self.path.iter().any(Option::is_some);
        for output in self.index.outputs(head) {
            let folded = |i: usize| -> Cow<'static, str> {
                match self.path.get(i).and_then(Option::as_ref) {
                    Some(reading) => Cow::Owned(reading.clone()),
                    None => Cow::Owned(fold_token(self.view.slice(first + i, first + i + 1))),
                }
            };
            if !self.index.verify(&output, tokens, folded)
                || !self.fits(last, output.target, confused)
            {
                continue;
            }
            if last > self.last {
                self.hits.clear();
                self.last = last;
            }
            let hit = Hit {
                first,
                last,
                layer: self.layer,
                target: output.target,
                confused,
                ending: 0,
            };
            if !self.hits.contains(&hit) {
                self.hits.push(hit);
            }
        }
    }

    fn fits(&self, last: usize, target: Target, confused: bool) -> bool {
        let place = (self.start, last);
        let Target::Form { entry, designation } = target else {
            return renderings::whole_fits(self.view, place, self.layers, self.layer, target);
        };
        self.layers
            .entry(EntryRef {
                layer: self.layer,
                entry,
            })
            .is_some_and(|entry| {
                !is_rejected(self.view, place, entry)
                    && form_fits(self.view, entry, designation, place, confused)
            })
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

/// Turns hits on whole forms into mentions. Several entries on one stretch are nobody in particular.
pub(crate) fn forms(
    view: &SegmentView,
    layers: &Layers,
    scratch: &Scratch,
    out: &mut Vec<Mention>,
) {
    let mut hits: Vec<(&Hit, EntryRef, u32)> = scratch
        .hits
        .iter()
        .filter_map(|hit| match hit.target {
            Target::Form { entry, designation } => Some((
                hit,
                EntryRef {
                    layer: hit.layer,
                    entry,
                },
                designation,
            )),
            Target::Part { .. } => None,
        })
        .collect();
    hits.sort_by_key(|(hit, at, designation)| (hit.first, hit.last, *at, *designation));
    for same in
        hits.chunk_by(|a, b| (a.0.first, a.0.last, a.0.layer) == (b.0.first, b.0.last, b.0.layer))
    {
        // An acronym spelled out letter by letter gives way to a form that somebody lists: GRU, MID.
        let spelled = |at: &EntryRef, designation: u32| spelled_out(layers, *at, designation);
        let listed = same.iter().any(|(_, at, d)| !spelled(at, *d));
        let same = same.iter().filter(|(_, at, d)| !listed || !spelled(at, *d));
        let mut candidates: Vec<EntryRef> = same.clone().map(|(_, at, _)| *at).collect();
        candidates.dedup();
        let best = same.min_by_key(|(hit, at, designation)| {
            (hit.confused, foreign(view, layers, *at, *designation))
        });
        let Some((hit, at, designation)) = best else {
            continue;
        };
        let Some(entry) = layers.entry(*at) else {
            continue;
        };
        out.push(Mention {
            span: view.span(hit.first, hit.last),
            segment: view.number,
            entry: (candidates.len() == 1).then_some(*at),
            linked_by: if candidates.len() == 1 {
                LinkedBy::Itself
            } else {
                LinkedBy::Nothing
            },
            candidates,
            body: Body::Form(FormTarget::of(entry, *designation)),
            confused: hit.confused,
        });
    }
}

/// Whether a form is a native acronym in the letters of another script.
fn spelled_out(layers: &Layers, at: EntryRef, designation: u32) -> bool {
    layers.entry(at).is_some_and(|entry| {
        matches!(FormTarget::of(entry, designation), FormTarget::Derived(d) if is_native_acronym(entry, d))
    })
}

/// Whether a form is listed for another language than the text's; of two, the other one is meant.
fn foreign(view: &SegmentView, layers: &Layers, at: EntryRef, designation: u32) -> bool {
    let Some(entry) = layers.entry(at) else {
        return true;
    };
    match FormTarget::of(entry, designation) {
        FormTarget::Listed(d) => entry
            .designations
            .get(d)
            .is_none_or(|d| view.language.is_some_and(|l| l != d.language)),
        FormTarget::Native(_) | FormTarget::Derived(_) => true,
    }
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

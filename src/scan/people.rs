//! Puts people's names together: given name or initials, patronymic, family name, in either order.

use super::SegmentView;
use super::fit::is_rejected;
use super::hits::{Hit, Scratch};
use super::layers::{Layers, PartInfo};
use super::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use crate::document::words::has;
use crate::glossary::derive::PartKind;
use crate::glossary::index::{Origin, Target};
use crate::glossary::model::{Designation, Entry, NameOrder};
use crate::text::fold::fold_to_string;
use crate::text::span::Span;
use crate::text::token::{Gap, Shape, Token, fold_token};

/// Words between the first word of a given name and the family name, at most.
const NEAR: usize = 12;

/// Shorter parts in small letters are ordinary words too often (the bill Clinton signed): family and given name.
const SHORTEST_SMALL: (usize, usize) = (4, 5);

/// A hit on a name part.
#[derive(Clone, Copy)]
struct PartHit {
    first: usize,
    last: usize,
    layer: u8,
    part: u32,
    origin: Origin,
    confused: bool,
    ending: u32,
}

/// How the words before or after a family name complete it.
struct Completion {
    first: usize,
    last: usize,
    owners: Vec<EntryRef>,
    given: Option<Piece>,
    initial: bool,
    ending: bool,
    confused: bool,
    /// The order of the parts is not that of the name.
    unusual: bool,
}

/// Makes a mention of every family name, complete or alone.
pub(crate) fn assemble(
    view: &SegmentView,
    layers: &Layers,
    scratch: &mut Scratch,
    out: &mut Vec<Mention>,
) {
    let parts: Vec<PartHit> = scratch.hits.iter().filter_map(part_hit).collect();
    for hit in &parts {
        let Some(info) = layers.part(hit.layer, hit.part) else {
            continue;
        };
        let small = !capital(view, hit);
        if info.part.kind != PartKind::Family
            || (small && !may_be_small(view, hit, PartKind::Family))
        {
            continue;
        }
        let owners: Vec<EntryRef> = info
            .part
            .owners
            .iter()
            .map(|entry| EntryRef {
                layer: hit.layer,
                entry: *entry,
            })
            .collect();
        let accepts = |o: &EntryRef| {
            let entry = layers.entry(*o);
            entry.is_some_and(|e| {
                is_own_form(view, info, hit, e) && !is_rejected(view, (hit.first, hit.last), e)
            })
        };
        let owners: Vec<EntryRef> = owners.into_iter().filter(accepts).collect();
        if owners.is_empty() {
            continue;
        }
        let mention = mention(view, layers, hit, &parts, owners);
        // A family name in small letters is one only beside the given name: Donald trump.
        let beside = matches!(&mention.body, Body::Person { given: Some(given), .. }
            if is_beside(view, mention.span, given.span));
        if !small || beside {
            out.push(mention);
        }
    }
}

/// Whether nothing but the two parts stands in a full name.
fn is_beside(view: &SegmentView, whole: Span, given: Span) -> bool {
    let first = whole.start == given.start;
    let (from, to) = if first {
        (given.end, whole.end)
    } else {
        (whole.start, given.start)
    };
    let local = |at: u32| at.saturating_sub(view.offset) as usize;
    let rest = view.text.get(local(from)..local(to)).unwrap_or("");
    !rest.contains(char::is_uppercase)
}

/// Whether a part in small letters may be a name without its capital, and not a word of the language.
fn may_be_small(view: &SegmentView, hit: &PartHit, kind: PartKind) -> bool {
    if hit.ending > 0 || hit.confused {
        return false;
    }
    let words = super::embedded::knowledge().words(view.language.unwrap_or("en"));
    let lower = view.slice(hit.first, hit.last).to_lowercase();
    words.is_none_or(|w| {
        let function = [&w.openers, &w.saying, &w.calendar, &w.titles]
            .iter()
            .any(|list| has(list, &lower));
        !function && (kind == PartKind::Family || !has(&w.common, &lower))
    }) && lower.chars().count()
        >= if kind == PartKind::Family {
            SHORTEST_SMALL.0
        } else {
            SHORTEST_SMALL.1
        }
}

fn part_hit(hit: &Hit) -> Option<PartHit> {
    match hit.target {
        Target::Part { part, origin } => Some(PartHit {
            first: hit.first,
            last: hit.last,
            layer: hit.layer,
            part,
            origin,
            confused: hit.confused,
            ending: hit.ending,
        }),
        Target::Form { .. } => None,
    }
}

/// The part without the case ending that was cut off.
fn piece(view: &SegmentView, hit: &PartHit) -> Piece {
    let mut span = view.span(hit.first, hit.last);
    span.end = span.end.saturating_sub(hit.ending).max(span.start);
    Piece {
        span,
        part: hit.part,
        origin: hit.origin,
    }
}

/// Whether a form that is listed for somebody who shares the part is a form of this entry as well.
///
/// Namesakes share a part; what one of them is called in some language says nothing of the other.
fn is_own_form(view: &SegmentView, info: &PartInfo, hit: &PartHit, entry: &Entry) -> bool {
    if hit.origin != Origin::Listed || hit.confused || info.part.owners.len() < 2 {
        return true;
    }
    let surface = piece(view, hit).span;
    let (start, end) = (surface.start - view.offset, surface.end - view.offset);
    let surface = view.text.get(start as usize..end as usize).unwrap_or("");
    let folded = fold_to_string(surface);
    let part = |given: &Option<String>, family: &Option<String>| {
        let form = match info.part.kind {
            PartKind::Given => given,
            PartKind::Family => family,
        };
        form.as_deref().is_some_and(|f| fold_to_string(f) == folded)
    };
    entry.designations.iter().any(|d| part(&d.given, &d.family))
        || entry.native.iter().any(|n| part(&n.given, &n.family))
        || info
            .lattice
            .as_ref()
            .is_some_and(|l| l.accept(surface).is_some())
}

/// Names begin with a capital letter in scripts that have them.
fn capital(view: &SegmentView, hit: &PartHit) -> bool {
    let text = view.slice(hit.first, hit.last);
    // Parts of it may be small: von der Leyen, d’Estaing, Jong-un.
    text.chars().any(char::is_uppercase) || !text.chars().any(char::is_lowercase)
}

fn mention(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    parts: &[PartHit],
    owners: Vec<EntryRef>,
) -> Mention {
    let complete = before(view, layers, hit, parts, &owners)
        .or_else(|| after(view, layers, hit, parts, &owners));
    // The English ending is a plural (the Ryabkovs), and full names have none: Dmitrijs Peskovs is Latvian.
    let plural =
        view.language == Some("en") && complete.as_ref().is_some_and(|c| c.given.is_some());
    let hit = &PartHit {
        ending: if plural { 0 } else { hit.ending },
        ..*hit
    };
    let family = piece(view, hit);
    let confused = hit.confused || complete.as_ref().is_some_and(|c| c.confused);
    let (span, candidates, given, initial, ending, linked_by) = match complete {
        Some(c) => (
            view.span(c.first, c.last),
            c.owners,
            c.given,
            c.initial,
            hit.ending > 0 || c.ending,
            // An initial fits many people; the full name elsewhere in the text settles it.
            if c.initial || c.unusual {
                LinkedBy::Context
            } else {
                LinkedBy::Itself
            },
        ),
        None => (
            view.span(hit.first, hit.last),
            owners,
            None,
            false,
            hit.ending > 0,
            LinkedBy::Nothing,
        ),
    };
    let entry = (linked_by != LinkedBy::Nothing && candidates.len() == 1).then(|| candidates[0]);
    Mention {
        span,
        segment: view.number,
        entry,
        candidates,
        body: Body::Person {
            family,
            given,
            initial,
            ending,
        },
        linked_by,
        confused,
    }
}

pub(super) fn is_word_gap(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::LineBreak | Gap::Hyphen)
}

/// Given name, initials or patronymic before the family name.
fn before(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    parts: &[PartHit],
    owners: &[EntryRef],
) -> Option<Completion> {
    let gap = view.tokens.get(hit.first)?.gap;
    if is_word_gap(gap)
        && let Some(found) = given_at(view, layers, parts, hit, owners, |g| g.last == hit.first)
    {
        return Some(found);
    }
    // One word between: a patronymic or a middle initial.
    let middle = hit.first.checked_sub(1)?;
    let token = view.tokens.get(middle)?;
    let is_initial = token.shape.contains(Shape::SINGLE)
        && token.shape.contains(Shape::CAPITALIZED)
        && matches!(gap, Gap::Period | Gap::Space);
    if is_initial {
        // Middle initials: George H. W. Bush, George H.W. Bush.
        let first = first_initial(view, middle);
        if view.tokens.get(first).is_some_and(|t| is_word_gap(t.gap)) {
            // An initial that contradicts a known patronymic is another person's.
            let letter = fold_token(view.slice(first, first + 1));
            let known: Vec<EntryRef> = owners
                .iter()
                .copied()
                .filter(|o| {
                    layers
                        .entry(*o)
                        .is_some_and(|e| patronymic_may_start_with(e, &letter))
                })
                .collect();
            if let Some(found) = given_at(view, layers, parts, hit, &known, |g| g.last == first) {
                return Some(found);
            }
        }
    }
    if is_word_gap(gap) && is_word_gap(token.gap) && token.shape.contains(Shape::CAPITALIZED) {
        let known: Vec<EntryRef> = owners
            .iter()
            .copied()
            .filter(|o| is_patronymic(view, layers, *o, middle))
            .collect();
        if let Some(found) = given_at(view, layers, parts, hit, &known, |g| g.last == middle) {
            return Some(found);
        }
    }
    if let Some(found) = after_middle_names(view, layers, hit, parts, owners) {
        return Some(found);
    }
    if is_initial && gap == Gap::Period {
        initials(view, layers, hit, middle, owners)
    } else {
        None
    }
}

/// Middle names as a listed form has them: José Manuel Barroso, Recep Tayyip Erdoğan.
fn after_middle_names(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    parts: &[PartHit],
    owners: &[EntryRef],
) -> Option<Completion> {
    let capitalized = |at: usize| {
        view.tokens
            .get(at)
            .is_some_and(|t| t.shape.contains(Shape::CAPITALIZED))
    };
    if hit.first < 2 || !capitalized(hit.first - 1) {
        return None;
    }
    owners.iter().find_map(|owner| {
        let entry = layers.entry(*owner)?;
        entry.designations.iter().find_map(|designation| {
            let middle = middle_names(designation)?;
            let first = hit.first.checked_sub(middle.len())?;
            let stand = (first..hit.first).zip(&middle).all(|(at, word)| {
                view.tokens.get(at).is_some_and(|t| is_word_gap(t.gap))
                    && fold_token(view.slice(at, at + 1)) == fold_token(word)
            });
            stand
                .then(|| given_at(view, layers, parts, hit, &[*owner], |g| g.last == first))
                .flatten()
        })
    })
}

/// The words of a full form between given name and family name.
fn middle_names(designation: &Designation) -> Option<Vec<&str>> {
    let (given, family) = (
        designation.given.as_deref()?,
        designation.family.as_deref()?,
    );
    let middle = designation
        .text
        .strip_prefix(given)?
        .strip_suffix(family)?
        .trim();
    let words: Vec<&str> = middle.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    (!words.is_empty() && !middle.contains('.')).then_some(words)
}

/// The first of a run of initials that ends with token `at`.
fn first_initial(view: &SegmentView, at: usize) -> usize {
    let is_initial =
        |t: &Token| t.shape.contains(Shape::SINGLE) && t.shape.contains(Shape::CAPITALIZED);
    let mut first = at;
    while first > 0
        && view.tokens.get(first).is_some_and(|t| t.gap == Gap::Period)
        && view.tokens.get(first - 1).is_some_and(is_initial)
    {
        first -= 1;
    }
    first
}

/// `S. Ryabkov`, `S. A. Ryabkov`, `S.A. Ryabkov`.
fn initials(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    at: usize,
    owners: &[EntryRef],
) -> Option<Completion> {
    let first = first_initial(view, at);
    let letter = fold_token(view.slice(first, first + 1));
    let fitting: Vec<EntryRef> = owners
        .iter()
        .copied()
        .filter(|o| {
            layers
                .entry(*o)
                .is_some_and(|e| given_starts_with(e, &letter))
        })
        .collect();
    if fitting.is_empty() {
        return None;
    }
    Some(Completion {
        first,
        last: hit.last,
        owners: fitting,
        given: None,
        initial: true,
        ending: false,
        confused: false,
        unusual: false,
    })
}

fn given_starts_with(entry: &Entry, letter: &str) -> bool {
    let listed = entry.designations.iter().filter_map(|d| d.given.as_deref());
    let native = entry.native.iter().filter_map(|n| n.given.as_deref());
    listed
        .chain(native)
        .any(|given| fold_token(given).starts_with(letter))
}

/// Whether the patronymic, where it is known, may begin with this folded letter in some romanization.
fn patronymic_may_start_with(entry: &Entry, letter: &str) -> bool {
    let tables = &super::embedded::knowledge().tables;
    entry.native.iter().all(|name| {
        let Some(patronymic) = name.patronymic.as_deref() else {
            return true;
        };
        let systems = tables
            .systems()
            .iter()
            .filter(|s| s.language == name.language);
        let mut written = systems.filter_map(|s| tables.romanize(&s.id, patronymic));
        fold_token(patronymic).starts_with(letter)
            || written.any(|w| fold_token(&w).starts_with(letter))
    })
}

/// Family name first: `Рябков Сергей Алексеевич`, `Xi Jinping`.
fn after(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    parts: &[PartHit],
    owners: &[EntryRef],
) -> Option<Completion> {
    if !is_word_gap(view.tokens.get(hit.last)?.gap) {
        return None;
    }
    let mut found = given_at(view, layers, parts, hit, owners, |g| g.first == hit.last)?;
    // In Latin script this order is a list's or another country's; the parts are found, but nothing there is safe.
    let usual = |o: &EntryRef| {
        layers
            .entry(*o)
            .is_some_and(|e| e.order == NameOrder::FamilyFirst)
    };
    found.unusual = hit.origin != Origin::Native && !found.owners.iter().any(usual);
    let next = found.last;
    let follows = view
        .tokens
        .get(next)
        .is_some_and(|t| is_word_gap(t.gap) && t.shape.contains(Shape::CAPITALIZED));
    if follows
        && found
            .owners
            .iter()
            .any(|o| is_patronymic(view, layers, *o, next))
    {
        found.last = next + 1;
    }
    Some(found)
}

/// A given-name hit in the right place that shares owners with the family name.
fn given_at(
    view: &SegmentView,
    layers: &Layers,
    parts: &[PartHit],
    family: &PartHit,
    owners: &[EntryRef],
    place: impl Fn(&PartHit) -> bool,
) -> Option<Completion> {
    // Parts are ordered by their first token; a given name stands within a few words of the family name.
    let from = parts.partition_point(|p| p.first + NEAR < family.first);
    let near = parts
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|p| p.first <= family.last + NEAR);
    for given in near.filter(|g| g.layer == family.layer && place(g)) {
        let Some(info) = layers
            .part(given.layer, given.part)
            .filter(|p| p.part.kind == PartKind::Given)
        else {
            continue;
        };
        let shared: Vec<EntryRef> = owners
            .iter()
            .copied()
            .filter(|o| info.part.owners.binary_search(&o.entry).is_ok())
            .collect();
        let small = !capital(view, given);
        if small && !(capital(view, family) && may_be_small(view, given, PartKind::Given)) {
            continue;
        }
        if shared.is_empty() {
            continue;
        }
        return Some(Completion {
            first: given.first.min(family.first),
            last: given.last.max(family.last),
            owners: shared,
            given: Some(piece(view, given)),
            initial: false,
            ending: given.ending > 0,
            confused: given.confused,
            unusual: false,
        });
    }
    None
}

/// Whether token `at` is the patronymic of the entry, in any romanization.
pub(super) fn is_patronymic(
    view: &SegmentView,
    layers: &Layers,
    at: EntryRef,
    token: usize,
) -> bool {
    let Some(entry) = layers.entry(at) else {
        return false;
    };
    let surface = view.slice(token, token + 1);
    entry.native.iter().any(|name| {
        let Some(patronymic) = name.patronymic.as_deref() else {
            return false;
        };
        let stem: String = patronymic
            .chars()
            .take(patronymic.chars().count().saturating_sub(1))
            .collect();
        surface.starts_with(&stem)
            || super::embedded::knowledge()
                .tables
                .lattice(&name.language, patronymic)
                .is_some_and(|l| l.accept(surface).is_some())
    })
}

//! Puts people's names together: given name or initials, patronymic, family name, in either order.

use super::SegmentView;
use super::completion::{Completion, FamilyName};
use super::embedded;
use super::fit::is_rejected;
use super::hits::{Hit, Scratch};
use super::layers::{Layers, PartInfo};
use super::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use crate::document::words::has;
use crate::glossary::derive::PartKind;
use crate::glossary::index::{Origin, Target};
use crate::glossary::model::Entry;
use crate::text::fold::fold_to_string;
use crate::text::span::Span;

/// Shorter parts in small letters are ordinary words too often (the bill Clinton signed): family and given name.
const SHORTEST_SMALL: (usize, usize) = (4, 5);

/// A hit on a name part.
#[derive(Clone, Copy)]
pub(super) struct PartHit {
    pub first: usize,
    pub last: usize,
    pub layer: u8,
    pub part: u32,
    pub origin: Origin,
    pub confused: bool,
    pub ending: u32,
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
        let (owners, doubtful) = owners(view, layers, hit, info);
        if owners.is_empty() {
            continue;
        }
        let mention = mention(view, layers, hit, &parts, owners);
        let shown = matches!(&mention.body, Body::Person { given: Some(given), .. }
            if given.origin == Origin::Inflected);
        if doubtful && !shown {
            continue;
        }
        // A family name in small letters is one only beside the given name: Donald trump.
        let beside = matches!(&mention.body, Body::Person { given: Some(given), .. }
            if is_beside(view, mention.span, given.span));
        if !small || beside {
            out.push(mention);
        }
    }
}

/// Who may be meant, and whether the form is a case form that one of them rejects as a bare name.
///
/// Ryabkova is rejected as a woman's name; in Sergeya Ryabkova the given name says otherwise.
fn owners(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    info: &PartInfo,
) -> (Vec<EntryRef>, bool) {
    let case_form = hit.origin == Origin::Inflected;
    let mut doubtful = false;
    let mut owners = EntryRef::of_layer(hit.layer, &info.part.owners);
    owners.retain(|owner| {
        let Some(entry) = layers.entry(*owner) else {
            return false;
        };
        if !is_own_form(view, info, hit, entry) {
            return false;
        }
        let rejected = is_rejected(view, (hit.first, hit.last), entry);
        doubtful |= case_form && rejected;
        case_form || !rejected
    });
    (owners, doubtful)
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
pub(super) fn may_be_small(view: &SegmentView, hit: &PartHit, kind: PartKind) -> bool {
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
pub(super) fn piece(view: &SegmentView, hit: &PartHit) -> Piece {
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
pub(super) fn is_own_form(
    view: &SegmentView,
    info: &PartInfo,
    hit: &PartHit,
    entry: &Entry,
) -> bool {
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
        || info.lattice().is_some_and(|l| l.accept(surface).is_some())
}

/// Whether the ending that was cut off is one that no part of a full name takes.
fn stands_alone(view: &SegmentView, hit: &PartHit) -> bool {
    let surface = view.slice(hit.first, hit.last);
    let endings = view.language.map_or(&[][..], |language| {
        embedded::knowledge().inflections.latin_endings(language)
    });
    endings
        .iter()
        .any(|e| e.alone && e.ending.len() == hit.ending as usize && surface.ends_with(&e.ending))
}

/// Names begin with a capital letter in scripts that have them.
pub(super) fn capital(view: &SegmentView, hit: &PartHit) -> bool {
    let text = view.slice(hit.first, hit.last);
    // Parts of it may be small: von der Leyen, d’Estaing, Jong-un.
    text.chars().any(char::is_uppercase) || !text.chars().any(char::is_lowercase)
}

/// What an ending that was cut off the family name turns out to be in a full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// The ending that it looked like, or none.
    Alone,
    /// A part of the name: Dmitrijs Peskovs is Latvian.
    Latvian,
    /// Vladimir Putins, with a given name that no Latvian would write, may be two of him.
    Several,
    /// David Owens is not David Owen: no rendering of the name ends so, and full names have no plural.
    Other,
}

impl Cut {
    /// The English ending is a plural, and full names have none.
    fn of(view: &SegmentView, hit: &PartHit, complete: &Completion) -> Self {
        if !stands_alone(view, hit) {
            return Self::Alone;
        }
        let latvian = complete.given.is_some_and(|g| {
            let (start, end) = (g.span.start - view.offset, g.span.end - view.offset);
            let given = view.text.get(start as usize..end as usize).unwrap_or("");
            given.ends_with(['s', 'S'])
        });
        match (hit.origin == Origin::Listed, latvian) {
            (true, _) => Self::Other,
            (false, true) => Self::Latvian,
            (false, false) => Self::Several,
        }
    }
}

fn mention(
    view: &SegmentView,
    layers: &Layers,
    hit: &PartHit,
    parts: &[PartHit],
    owners: Vec<EntryRef>,
) -> Mention {
    let name = FamilyName {
        view,
        layers,
        parts,
        hit,
    };
    let complete = name.before(&owners).or_else(|| name.after(&owners));
    let full = complete.as_ref().filter(|c| c.given.is_some());
    let cut = full.map_or(Cut::Alone, |c| Cut::of(view, hit, c));
    let hit = &PartHit {
        ending: if cut == Cut::Alone { hit.ending } else { 0 },
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
            matches!(cut, Cut::Several | Cut::Other) || hit.ending > 0 || c.ending,
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
    let candidates = if cut == Cut::Other {
        Vec::new()
    } else {
        candidates
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

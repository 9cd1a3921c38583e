//! What the glossaries in use hold, in numbers, and which entries of the packs the user's own replace.

use std::collections::{BTreeMap, BTreeSet};

use crate::glossary::derive::{PartKind, PartTable, romanized};
use crate::glossary::model::{Entry, EntryKind, TermStatus};
use crate::scan::layers::Layer;
use crate::scan::mention::EntryRef;
use crate::scan::{Layers, embedded};
use crate::text::fold::fold_to_string;

/// All numbers.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    pub layers: Vec<LayerStats>,
    /// In order of the user's entries.
    pub replaced: Vec<Replaced>,
}

/// The numbers of the user's glossary or of one pack.
#[derive(Debug, Default)]
pub(crate) struct LayerStats {
    /// Name of the pack; `None` for the user's glossary.
    pub pack: Option<String>,
    pub entries: usize,
    pub kinds: BTreeMap<&'static str, usize>,
    /// Forms by language.
    pub listed: BTreeMap<String, usize>,
    /// Romanizations by native language.
    pub derived: BTreeMap<String, usize>,
    /// Native spellings and their cases by native language.
    pub native: BTreeMap<String, usize>,
    /// Entries with a preferred form, by language.
    pub preferred: BTreeMap<String, usize>,
    pub examples: usize,
    pub without_reference: Vec<String>,
    /// Bytes of the compiled glossary; of all packs together at the first of them.
    pub bytes: usize,
}

/// A user's entry that stands before one of a pack.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Replaced {
    pub entry: String,
    pub by: String,
    pub pack: String,
    /// Folded forms that are the user's now, sorted.
    pub forms: Vec<String>,
}

/// Counts everything that is in use.
pub(crate) fn stats(layers: &Layers) -> Stats {
    let mut out = Stats::default();
    for (number, layer) in layers.layers.iter().enumerate() {
        let mut by_pack: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
        for entry in active(layers, number, layer) {
            by_pack
                .entry(entry.pack.as_deref())
                .or_default()
                .push(entry);
        }
        let mut bytes = layer.index.bytes().len();
        for (pack, entries) in by_pack {
            let mut counted = count(&entries);
            counted.pack = pack.map(str::to_owned);
            counted.bytes = std::mem::take(&mut bytes);
            out.layers.push(counted);
        }
    }
    out.replaced = replaced(layers);
    out
}

fn active<'a>(
    layers: &'a Layers,
    number: usize,
    layer: &'a Layer,
) -> impl Iterator<Item = &'a Entry> {
    (0..layer.index.entry_count()).filter_map(move |entry| {
        layers.entry(EntryRef {
            layer: number as u8,
            entry,
        })
    })
}

fn count(entries: &[&Entry]) -> LayerStats {
    let knowledge = embedded::knowledge();
    let mut out = LayerStats {
        entries: entries.len(),
        ..LayerStats::default()
    };
    let mut parts = PartTable::default();
    for (n, entry) in entries.iter().enumerate() {
        *out.kinds.entry(entry.kind.as_str()).or_default() += 1;
        out.examples += entry.matches.len() + entry.rejects.len();
        if entry.references.is_empty() {
            out.without_reference.push(entry.id.clone());
        }
        let mut preferred = BTreeSet::new();
        for form in &entry.designations {
            *out.listed.entry(form.language.clone()).or_default() += 1;
            if matches!(form.status, TermStatus::Preferred | TermStatus::Own) {
                preferred.insert(form.language.as_str());
            }
        }
        for language in preferred {
            *out.preferred.entry(language.to_owned()).or_default() += 1;
        }
        for name in entry.native.iter().filter(|name| name.family.is_none()) {
            *out.native.entry(name.language.clone()).or_default() += 1;
            if entry.kind == EntryKind::Place {
                let forms = romanized(&name.text, &name.language, knowledge).len();
                *out.derived.entry(name.language.clone()).or_default() += forms;
            }
        }
        parts.add(n as u32, entry, knowledge);
    }
    for (part, forms) in &parts.parts {
        if !part.language.is_empty() {
            let distinct = |forms: &[String]| forms.iter().collect::<BTreeSet<_>>().len();
            let derived = forms.derived(part, part.lattice(knowledge).as_ref());
            *out.derived.entry(part.language.clone()).or_default() += distinct(&derived);
            *out.native.entry(part.language.clone()).or_default() += distinct(&forms.native);
        }
    }
    for forms in [&mut out.derived, &mut out.native] {
        forms.retain(|_, count| *count > 0);
    }
    out
}

/// Forms by which an entry is found, folded: of a person the family name, of anything else all forms.
fn surfaces(entry: &Entry) -> BTreeSet<String> {
    let knowledge = embedded::knowledge();
    let mut out = BTreeSet::new();
    if entry.kind == EntryKind::Person {
        let mut parts = PartTable::default();
        parts.add(0, entry, knowledge);
        for (part, forms) in &parts.parts {
            if part.kind == PartKind::Family {
                let derived = forms.derived(part, part.lattice(knowledge).as_ref());
                let all = [forms.listed.as_slice(), &forms.native, &derived];
                out.extend(all.into_iter().flatten().map(|form| fold_to_string(form)));
            }
        }
    }
    let is_whole = |family: &Option<String>| entry.kind != EntryKind::Person || family.is_none();
    let listed = entry.designations.iter().filter(|d| is_whole(&d.family));
    out.extend(listed.map(|d| fold_to_string(&d.text)));
    for name in entry.native.iter().filter(|n| is_whole(&n.family)) {
        out.insert(fold_to_string(&name.text));
        if entry.kind == EntryKind::Place {
            let forms = romanized(&name.text, &name.language, knowledge);
            out.extend(forms.iter().map(|form| fold_to_string(form)));
        }
    }
    out
}

/// Given names of a person, folded; empty when only the family name is known.
fn given(entry: &Entry) -> BTreeSet<String> {
    let listed = entry.designations.iter().filter_map(|d| d.given.as_deref());
    let native = entry.native.iter().filter_map(|n| n.given.as_deref());
    listed.chain(native).map(fold_to_string).collect()
}

/// Two people with one family name are different people when their given names are.
fn may_be_one(a: &Entry, b: &Entry) -> bool {
    let person = |entry: &Entry| entry.kind == EntryKind::Person;
    if !(person(a) && person(b)) {
        return true;
    }
    let (a, b) = (given(a), given(b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

fn replaced(layers: &Layers) -> Vec<Replaced> {
    let all = layers.layers.iter().enumerate();
    let entries = |user: bool| {
        let some = all.clone().filter(move |(_, layer)| layer.user == user);
        some.flat_map(|(number, layer)| active(layers, number, layer))
    };
    // Without a user's glossary nothing is derived for nothing.
    let mine: Vec<(&Entry, BTreeSet<String>)> = entries(true)
        .map(|entry| (entry, surfaces(entry)))
        .collect();
    if mine.is_empty() {
        return Vec::new();
    }
    let mut theirs: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries(false) {
        for surface in surfaces(entry) {
            theirs.entry(surface).or_default().push(entry);
        }
    }
    let mut out = Vec::new();
    for (entry, surfaces) in &mine {
        let mut hit: BTreeMap<&str, (&Entry, Vec<String>)> = BTreeMap::new();
        for surface in surfaces {
            let others = theirs.get(surface).into_iter().flatten();
            for other in others.filter(|other| may_be_one(entry, other)) {
                let found = hit.entry(&other.id).or_insert((other, Vec::new()));
                found.1.push(surface.clone());
            }
        }
        out.extend(hit.into_values().map(|(other, forms)| Replaced {
            entry: other.id.clone(),
            by: entry.id.clone(),
            pack: other.pack.clone().unwrap_or_default(),
            forms,
        }));
    }
    out
}

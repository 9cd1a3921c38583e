//! What is doubtful about entries that can be read: clashes, unexplained forms, missing references, ordinary words.

use std::collections::BTreeMap;

use super::knowledge::Knowledge;
use super::model::{Entry, EntryKind, TermStatus};
use super::validate::{Located, Problem};
use crate::document::words::has;
use crate::romanization::convention::Tier;
use crate::text::fold::fold_to_string;

/// Entries of all files of one layer: (file number, entry).
pub(crate) type Layer<'a> = Vec<(usize, &'a Located)>;

/// Problems by file number.
pub(crate) fn lint(layer: &Layer, knowledge: &Knowledge) -> Vec<(usize, Problem)> {
    let mut out = Vec::new();
    clashes(layer, &mut out);
    for (file, located) in layer {
        let entry = &located.entry;
        let mut report = |problem: Problem| out.push((*file, problem));
        if entry.pack.is_some() && entry.references.is_empty() {
            report(Problem::warning(
                "glossary-reference",
                located.span,
                format!("`{}` has no reference", entry.id),
            ));
        }
        if let Some(message) = ordinary_word(entry, knowledge) {
            report(Problem::warning(
                "glossary-common-word",
                located.span,
                message,
            ));
        }
        if let Some(message) = unexplained(entry, knowledge) {
            report(Problem::warning(
                "glossary-unexplained",
                located.span,
                message,
            ));
        }
    }
    out
}

/// Two entries with one id, or one listed form in one language.
fn clashes(layer: &Layer, out: &mut Vec<(usize, Problem)>) {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    let mut forms: BTreeMap<(String, &str), &Entry> = BTreeMap::new();
    for (n, (file, located)) in layer.iter().enumerate() {
        let entry = &located.entry;
        if ids.insert(&entry.id, n).is_some() {
            let message = format!(
                "two entries have the id `{}`; give one of them an `id` of its own",
                entry.id
            );
            out.push((
                *file,
                Problem::warning("glossary-clash", located.span, message),
            ));
        }
        for designation in &entry.designations {
            let key = (
                fold_to_string(&designation.text),
                designation.language.as_str(),
            );
            match forms.get(&key) {
                Some(other) if other.id != entry.id => {
                    let message = format!(
                        "`{}` is a form of `{}` as well as of `{}`",
                        designation.text, other.id, entry.id
                    );
                    out.push((
                        *file,
                        Problem::warning("glossary-clash", located.span, message),
                    ));
                }
                Some(_) => {}
                None => {
                    forms.insert(key, entry);
                }
            }
        }
    }
}

/// A one-word form that is an ordinary word, without context or exact case.
fn ordinary_word(entry: &Entry, knowledge: &Knowledge) -> Option<String> {
    if !entry.context.is_empty() || entry.kind == EntryKind::Person {
        return None;
    }
    entry
        .designations
        .iter()
        .filter(|d| d.context.is_empty())
        .find_map(|d| {
            let lower = d.text.to_lowercase();
            let words = knowledge.words(&d.language)?;
            (!d.text.contains(' ') && has(&words.common, &lower))
                .then(|| format!("`{}` is an ordinary word; add `context`", d.text))
        })
}

/// A preferred form of a person that no convention of its language explains.
fn unexplained(entry: &Entry, knowledge: &Knowledge) -> Option<String> {
    if entry.kind != EntryKind::Person {
        return None;
    }
    let native = entry.native.iter().find(|n| {
        n.family.is_some() && knowledge.tables.languages().contains(&n.language.as_str())
    })?;
    let lattice = knowledge
        .tables
        .lattice(&native.language, native.family.as_deref()?)?;
    let own = |language: &str| {
        entry
            .designations
            .iter()
            .any(|d| d.status == TermStatus::Own && d.language == language)
    };
    entry.designations.iter().filter(|d| d.status == TermStatus::Preferred && !own(&d.language)).find_map(|d| {
        let family = d.family.as_deref().filter(|f| has_latin(f))?;
        lattice.accept(family).is_none_or(|r| r.tier != Tier::Pure).then(|| {
            format!("no convention explains `{family}` from {}; correct the native spelling, or list the form under `own`", native.family.as_deref().unwrap_or(""))
        })
    })
}

fn has_latin(text: &str) -> bool {
    crate::text::script::dominant_script(text) == crate::text::script::Script::LATN
}

//! Entries to blob: surfaces into the trie, entries and parts as records.

use super::build_index::IndexBuilder;
use super::derive::{PartTable, romanized};
use super::index::{Origin, Target};
use super::keys::KeyWriter;
use super::knowledge::Knowledge;
use super::model::{Entry, EntryKind, TermStatus};
use super::surface::{GapPolicy, Surface};
use crate::text::token::{Token, hash_folded};

/// Compiles entries in order. `source` is hashed into the blob, to tell a cache that it is stale.
pub(crate) fn compile(
    entries: &[Entry],
    knowledge: &Knowledge,
    source: &str,
) -> Result<Vec<u8>, postcard::Error> {
    let mut builder = IndexBuilder::default();
    let mut tokens = Vec::new();
    let mut table = PartTable::default();
    for (n, entry) in entries.iter().enumerate() {
        builder.entry(&postcard::to_allocvec(entry)?);
        add_forms(&mut builder, n as u32, entry, knowledge, &mut tokens);
        table.add(n as u32, entry, knowledge);
    }
    let mut keys = KeyWriter::new(entries, knowledge);
    for (n, (part, forms)) in table.parts.iter().enumerate() {
        let n = n as u32;
        builder.part(&postcard::to_allocvec(part)?);
        let lattice = part.lattice(knowledge);
        for (list, origin) in [
            (forms.listed.as_slice(), Origin::Listed),
            (&forms.native, Origin::Native),
            (&forms.derived(part, lattice.as_ref()), Origin::Derived),
        ] {
            for form in list {
                add(
                    &mut builder,
                    form,
                    GapPolicy::Words,
                    Target::Part { part: n, origin },
                    &mut tokens,
                );
            }
        }
        keys.add(&mut builder, n, part, lattice.as_ref());
    }
    Ok(builder.finish(hash_folded(source)))
}

/// The bearer's own language.
pub(crate) fn own_language(entry: &Entry) -> Option<&str> {
    let native = entry.native.first().map(|n| n.language.as_str());
    native.or_else(|| entry.designations.first().map(|d| d.language.as_str()))
}

fn add(
    builder: &mut IndexBuilder,
    form: &str,
    policy: GapPolicy,
    target: Target,
    tokens: &mut Vec<Token>,
) {
    // Nearly all derived forms are such words.
    if (1..256).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_lowercase()) {
        builder.add_word(form, target);
    } else if let Some(surface) = Surface::new(form, policy, tokens) {
        builder.add(&surface, target);
    }
}

/// Listed forms of everything but people whose names have parts.
fn add_forms(
    builder: &mut IndexBuilder,
    n: u32,
    entry: &Entry,
    knowledge: &Knowledge,
    tokens: &mut Vec<Token>,
) {
    let policy = if entry.kind == EntryKind::Designation {
        GapPolicy::Designation
    } else {
        GapPolicy::Words
    };
    for (d, designation) in entry.designations.iter().enumerate() {
        if entry.kind == EntryKind::Person && designation.family.is_some() {
            continue;
        }
        // A cross-reference such as SSC-8 is a designation whatever the entry is.
        let policy = if designation.status == TermStatus::CrossReference {
            GapPolicy::Designation
        } else {
            policy
        };
        add(
            builder,
            &designation.text,
            policy,
            Target::Form {
                entry: n,
                designation: d as u32,
            },
            tokens,
        );
    }
    let listed = entry.designations.len();
    for (d, native) in entry.native.iter().enumerate() {
        if entry.kind == EntryKind::Person && native.family.is_some() {
            continue;
        }
        add(
            builder,
            &native.text,
            policy,
            Target::Form {
                entry: n,
                designation: (listed + d) as u32,
            },
            tokens,
        );
        if entry.kind == EntryKind::Place || is_acronym(entry, &native.text) {
            for form in romanized(&native.text, &native.language, knowledge) {
                let derived = (listed + entry.native.len() + d) as u32;
                add(
                    builder,
                    &form,
                    policy,
                    Target::Form {
                        entry: n,
                        designation: derived,
                    },
                    tokens,
                );
            }
        }
    }
}

/// Whether a native name is an acronym (РСМД, СНВ-3), which a translation must not spell out letter by letter.
///
/// Codes of weapons are no acronyms: their letters go over into other scripts as they are. Two letters may be anything.
pub(crate) fn is_acronym(entry: &Entry, native: &str) -> bool {
    let letters = native.chars().filter(|c| c.is_alphabetic());
    entry.kind != EntryKind::Designation
        && entry.kind != EntryKind::Person
        && native.chars().filter(|c| c.is_alphanumeric()).count() > 2
        && letters.clone().count() >= 2
        && letters.clone().all(char::is_uppercase)
        && letters.clone().any(|c| !c.is_ascii())
}

/// What a form target's number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormTarget {
    /// A listed designation.
    Listed(usize),
    /// A native name as written.
    Native(usize),
    /// A romanization of a native name.
    Derived(usize),
}

impl FormTarget {
    pub(crate) fn of(entry: &Entry, designation: u32) -> Self {
        let n = designation as usize;
        let (listed, native) = (entry.designations.len(), entry.native.len());
        if n < listed {
            Self::Listed(n)
        } else if n < listed + native {
            Self::Native(n - listed)
        } else {
            Self::Derived((n - listed - native).min(native.saturating_sub(1)))
        }
    }
}

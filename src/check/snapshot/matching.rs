//! Which findings are known. From the surest to the least sure: the same finding in its file; the same in another file; the same
//! form in the same file, when a text was translated anew; the same form in a file with another name. What several rules could say of
//! a form, such as a name that disagrees with another file when that file is looked at, is known when it was known as no less grave.
//!
//! Everything is counted: where a form was known twice and stands there three times, one of the three is new.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Record;
use crate::finding::{Finding, Suppression, SuppressionKind};
use crate::rules;
use crate::text::fold::fold_to_string;

/// Among so many known ones of one key that fit a finding only in part, the right one is looked for.
const MANY: usize = 64;

/// The findings of one file.
pub(crate) struct Checked<'a> {
    /// Path as the snapshot names it.
    pub path: String,
    /// Decoded text.
    pub text: &'a str,
    pub findings: &'a mut [Finding],
}

/// What was looked at in this run; the rest of a snapshot is neither known nor vanished.
pub(crate) struct Run<'a> {
    /// Whether a path of the snapshot would have been looked at if it were there.
    pub covers: &'a dyn Fn(&str) -> bool,
    /// Whether the rule of that name has run.
    pub runs: &'a dyn Fn(&str) -> bool,
    /// ISO date of today.
    pub today: &'a str,
}

/// What has changed since a snapshot.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// How many findings are known.
    pub known: usize,
    /// Not known; sorted by file and place.
    pub new: Vec<Record>,
    /// Known too long: what is said to be accepted until a day that has passed. They count as new.
    pub expired: Vec<Record>,
    /// Known, but not found any more.
    pub vanished: Vec<Record>,
    /// What the snapshot holds once all this is accepted, with notes kept.
    pub accepted: Vec<Record>,
}

/// A finding of this run.
struct Found {
    file: usize,
    finding: usize,
    /// As it would be recorded.
    record: Record,
    /// Which known one it is.
    known: Option<usize>,
    /// Silenced by a comment already: it needs no record, but takes away the one it had.
    silenced: bool,
}

/// Compares the findings of a run with the known ones, and marks those that are known.
pub(crate) fn compare(records: &[Record], files: &mut [Checked<'_>], run: &Run) -> Comparison {
    let mut found = findings(files);
    let mut free: Vec<bool> = records
        .iter()
        .map(|record| (run.covers)(&record.path) && (run.runs)(&record.rule))
        .collect();
    let retained: Vec<bool> = free.iter().map(|free| !free).collect();
    // What a rule finds by comparing files is not to be expected of some of them.
    let partial = records.iter().any(|record| !(run.covers)(&record.path));
    let compares = |rule: &str| {
        let mut all = rules::corpus_rules().iter();
        partial && all.any(|r| r.meta().name == rule)
    };
    pair(records, files, &mut free, &mut found);
    let mut out = Comparison::default();
    for found in found {
        settle(found, records, files, run.today, &mut out);
    }
    let rest = records.iter().zip(&free).zip(&retained);
    for ((record, free), retained) in rest {
        if *retained || *free && compares(&record.rule) {
            out.accepted.push(record.clone());
        } else if *free {
            out.vanished.push(record.clone());
        }
    }
    out.accepted.sort();
    out.vanished.sort();
    out
}

fn findings(files: &[Checked<'_>]) -> Vec<Found> {
    let mut out = Vec::new();
    for (n, file) in files.iter().enumerate() {
        for (at, finding) in file.findings.iter().enumerate() {
            out.push(Found {
                file: n,
                finding: at,
                record: Record::of(&file.path, file.text, finding),
                known: None,
                silenced: finding.suppression.is_some(),
            });
        }
    }
    out
}

/// The steps, each over what the ones before have left.
fn pair(records: &[Record], files: &[Checked<'_>], free: &mut [bool], found: &mut [Found]) {
    let fold = |record: &Record| fold_to_string(&record.form);
    let known: Vec<String> = records.iter().map(fold).collect();
    let own: Vec<String> = found.iter().map(|found| fold(&found.record)).collect();
    let form = |side: Side, record: &Record| {
        let folded = match side {
            Side::Record(n) => known.get(n),
            Side::Found(n) => own.get(n),
        };
        let (rule, entry) = (record.rule.clone(), record.entry.clone());
        (rule, entry, folded.cloned().unwrap_or_default())
    };
    for silenced in [false, true] {
        step(records, free, found, silenced, |_, r| {
            Some((r.path.clone(), r.fingerprint))
        });
        step(records, free, found, silenced, |_, r| {
            (!silenced).then_some(r.fingerprint)
        });
        step(records, free, found, silenced, |side, r| {
            Some((r.path.clone(), form(side, r)))
        });
    }
    pair_if(records, free, found, is_milder, |_, r| {
        Some((r.path.clone(), r.entry.clone()?))
    });
    let present: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let recorded: BTreeSet<&str> = records.iter().map(|record| record.path.as_str()).collect();
    step(records, free, found, false, |side, r| {
        let renamed = match side {
            Side::Record(_) => !present.contains(r.path.as_str()),
            Side::Found(_) => !recorded.contains(r.path.as_str()),
        };
        renamed.then(|| form(side, r))
    });
}

/// Which list a record is of, and where in it.
#[derive(Clone, Copy)]
enum Side {
    Record(usize),
    Found(usize),
}

/// Pairs what has the same key, in order.
fn step<K: Ord>(
    records: &[Record],
    free: &mut [bool],
    found: &mut [Found],
    silenced: bool,
    key: impl FnMut(Side, &Record) -> Option<K>,
) {
    pair_if(
        records,
        free,
        found,
        |found, _| found.silenced == silenced,
        key,
    );
}

/// Pairs findings with known ones that have the same key, in order, where `fits`.
fn pair_if<K: Ord>(
    records: &[Record],
    free: &mut [bool],
    found: &mut [Found],
    fits: impl Fn(&Found, &Record) -> bool,
    mut key: impl FnMut(Side, &Record) -> Option<K>,
) {
    let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (n, record) in records.iter().enumerate() {
        if free.get(n) == Some(&true)
            && let Some(key) = key(Side::Record(n), record)
        {
            by_key.entry(key).or_default().push_back(n);
        }
    }
    if by_key.is_empty() {
        return;
    }
    for (n, found) in found.iter_mut().enumerate() {
        if found.known.is_some() {
            continue;
        }
        let queue = key(Side::Found(n), &found.record).and_then(|key| by_key.get_mut(&key));
        let fits = |n: &usize| records.get(*n).is_some_and(|record| fits(found, record));
        let taken = queue.and_then(|queue| {
            let at = queue.iter().take(MANY).position(fits)?;
            queue.remove(at)
        });
        if let Some(known) = taken {
            found.known = Some(known);
            if let Some(free) = free.get_mut(known) {
                *free = false;
            }
        }
    }
}

/// Whether a finding is what is known, said by another rule and no graver: the family name, or the full name it is part of.
fn is_milder(found: &Found, known: &Record) -> bool {
    let own = fold_to_string(&found.record.form);
    let other = fold_to_string(&known.form);
    let (long, short) = if own.len() < other.len() {
        (&other, &own)
    } else {
        (&own, &other)
    };
    let same = long == short || long.split(' ').any(|word| word == short);
    let record = &found.record;
    same && !found.silenced && record.rule != known.rule && record.severity() <= known.severity()
}

/// Puts a finding where it belongs: known, expired or new.
fn settle(
    found: Found,
    records: &[Record],
    files: &mut [Checked<'_>],
    today: &str,
    out: &mut Comparison,
) {
    if found.silenced {
        return;
    }
    let Some(known) = found.known.and_then(|n| records.get(n)) else {
        out.accepted.push(found.record.clone());
        out.new.push(found.record);
        return;
    };
    let record = if known.rule == found.record.rule {
        Record {
            reason: known.reason.clone(),
            date: known.date.clone(),
            until: known.until.clone(),
            ..found.record
        }
    } else {
        known.clone()
    };
    out.accepted.push(record.clone());
    // ISO dates compare as they sort.
    if record.until.as_deref().is_some_and(|until| until < today) {
        out.expired.push(record);
        return;
    }
    out.known += 1;
    let file = files.get_mut(found.file);
    if let Some(finding) = file.and_then(|file| file.findings.get_mut(found.finding)) {
        finding.suppression = Some(Suppression {
            kind: SuppressionKind::External,
            reason: record.reason,
        });
    }
}

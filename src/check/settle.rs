//! Fixes in rounds, until none is left that may be trusted: the one loop behind `fix`, `normalize` and the fuzz target.
//!
//! Every round checks all texts again, because one fix can settle or uncover another finding, also in another file.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::{Checker, FileReport, Input};
use crate::finding::Applicability;
use crate::fix::{self, Trail};

/// Fixes settle in two or three rounds; more means that two rules contradict each other.
const ROUNDS: usize = 10;

/// What became of the texts.
pub(crate) struct Settled {
    /// Reports on the texts as they are now, sorted by path.
    pub reports: Vec<FileReport>,
    /// What was done, by path; a text that nothing was done to is not there.
    pub done: BTreeMap<String, Done>,
}

/// What was done to one text.
#[derive(Default)]
pub(crate) struct Done {
    /// Number of fixes.
    pub fixes: usize,
    /// Why fixes were left out, sorted: their text cannot be written in the encoding of the file.
    pub refused: Vec<String>,
    /// The way from the first text to the last.
    pub trail: Trail,
}

/// Fixes `inputs` in place. `check` gives the finished reports on all of them.
pub(crate) fn settle<E>(
    inputs: &mut [Input],
    threshold: Applicability,
    mut check: impl FnMut(&[Input]) -> Result<Vec<FileReport>, E>,
) -> Result<Settled, E> {
    let mut done: BTreeMap<String, Done> = BTreeMap::new();
    let mut round = 0;
    loop {
        let reports = check(inputs)?;
        let by_path: BTreeMap<&str, &FileReport> = reports
            .iter()
            .map(|report| (report.path.as_str(), report))
            .collect();
        let mut changed = false;
        for input in inputs.iter_mut().filter(|_| round < ROUNDS) {
            if let Some(report) = by_path.get(input.path.as_str()) {
                changed |= fix_once(input, report, threshold, &mut done);
            }
        }
        round += 1;
        if !changed {
            return Ok(Settled { reports, done });
        }
    }
}

/// Applies what `report` offers; whether the text is another one now.
fn fix_once(
    input: &mut Input,
    report: &FileReport,
    threshold: Applicability,
    done: &mut BTreeMap<String, Done>,
) -> bool {
    if report.failed || report.findings.iter().all(|finding| finding.fix.is_none()) {
        return false;
    }
    let chosen = fix::choose(&report.source.text, &report.findings, threshold);
    if chosen.is_empty() {
        return false;
    }
    let applied = fix::apply(&report.source, &input.bytes, &chosen);
    let changed = applied.bytes != input.bytes;
    if !changed && applied.refused.is_empty() {
        return false;
    }
    let done = done.entry(input.path.clone()).or_default();
    done.refused.extend(applied.refused);
    done.refused.sort();
    done.refused.dedup();
    if changed {
        done.fixes += applied.applied.len();
        let chosen = applied.applied.iter().filter_map(|n| chosen.get(*n));
        done.trail.extend(chosen, &report.findings);
        input.bytes = applied.bytes;
    }
    changed
}

impl Checker {
    /// The bytes of one file with every safe fix applied, until nothing safe is left.
    #[must_use]
    pub fn fix_alone(&self, input: &Input) -> Vec<u8> {
        let mut inputs = [input.clone()];
        self.settle_alone(&mut inputs, Applicability::Safe);
        let [input] = inputs;
        input.bytes
    }

    /// Fixes each of `inputs` for itself, whatever the others say.
    pub(crate) fn settle_alone(&self, inputs: &mut [Input], threshold: Applicability) -> Settled {
        let check = |inputs: &[Input]| -> Result<Vec<FileReport>, Infallible> {
            Ok(inputs.iter().map(|input| self.check_alone(input)).collect())
        };
        let Ok(settled) = settle(inputs, threshold, check);
        settled
    }
}

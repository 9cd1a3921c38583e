//! What a run found, in numbers.

use std::collections::BTreeMap;

use super::Reported;
use crate::finding::{Applicability, Severity, SuppressionKind};

/// Numbers of one run. Occurrences are counted, not rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Files that were read, with or without findings.
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Findings whose fix may be applied without looking.
    pub safe_fixes: usize,
    /// Findings whose fix a person should look at first.
    pub unsafe_fixes: usize,
    /// Findings that a comment in the text silences; they count nowhere else.
    pub suppressed: usize,
    /// Occurrences by rule.
    pub rules: BTreeMap<&'static str, usize>,
}

impl Totals {
    pub(crate) fn of(files: &[Reported<'_>]) -> Self {
        let mut totals = Self {
            files: files.len(),
            ..Self::default()
        };
        for finding in files.iter().flat_map(|file| file.findings) {
            if let Some(suppression) = &finding.suppression {
                let own = suppression.kind == SuppressionKind::InSource;
                totals.suppressed += usize::from(own);
                continue;
            }
            match finding.severity {
                Severity::Error => totals.errors += 1,
                Severity::Warning => totals.warnings += 1,
                Severity::Info => totals.infos += 1,
            }
            match super::resolve::offered_fix(finding).map(|fix| fix.applicability) {
                Some(Applicability::Safe) => totals.safe_fixes += 1,
                Some(Applicability::Unsafe) => totals.unsafe_fixes += 1,
                _ => {}
            }
            *totals.rules.entry(finding.rule.name).or_default() += 1;
        }
        totals
    }

    /// Findings of any severity.
    pub(crate) fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

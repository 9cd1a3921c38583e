//! What a run found, in numbers.

use std::collections::BTreeMap;

use super::Reported;
use crate::finding::{Applicability, RuleMeta, Severity, SuppressionKind};

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
    /// Every rule that has an occurrence, also one that is known and accepted and counted nowhere else.
    pub speaking: BTreeMap<&'static str, &'static RuleMeta>,
}

impl Totals {
    pub(crate) fn of(files: &[Reported<'_>]) -> Self {
        let mut totals = Self {
            files: files.len(),
            ..Self::default()
        };
        for finding in files.iter().flat_map(|file| file.findings) {
            totals.speaking.insert(finding.rule.name, finding.rule);
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

    /// `2 errors, 1 warning in 3 files`.
    pub(crate) fn sentence(&self) -> String {
        let files = count(self.files, "file");
        let found: Vec<String> = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.infos, "info"),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| count(n, noun))
        .collect();
        if found.is_empty() {
            return format!("nothing to report in {files}");
        }
        format!("{} in {files}", found.join(", "))
    }

    /// Findings of any severity.
    pub(crate) fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

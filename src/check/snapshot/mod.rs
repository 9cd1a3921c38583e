//! Snapshots: findings that are known and accepted, kept in a file beside the texts, and what is new or has vanished since.

mod excerpt;
mod file;
mod matching;
#[cfg(test)]
mod tests;

pub(crate) use file::{read, write};
pub(crate) use matching::{Checked, Comparison, Run, compare};

use crate::finding::{Finding, Fingerprint, Severity};

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    /// Path of its file, as the snapshot names it: from the folder of the snapshot, `/` separators.
    pub path: String,
    /// What stands there, on one line; long forms are cut.
    pub form: String,
    /// Name of the rule.
    pub rule: String,
    /// Entry, when it is certain.
    pub entry: Option<String>,
    /// Where it is not the default of the rule.
    pub severity: Option<Severity>,
    /// The form between ⟦ and ⟧ with some words around it. For people; nothing is decided by it.
    pub context: String,
    pub fingerprint: Fingerprint,
    /// Why it is accepted.
    pub reason: Option<String>,
    /// The day it was accepted, beside a reason.
    pub date: Option<String>,
    /// The last day it is accepted.
    pub until: Option<String>,
}

impl Record {
    fn of(path: &str, text: &str, finding: &Finding) -> Self {
        Self {
            path: path.to_owned(),
            form: excerpt::form(&finding.text),
            rule: finding.rule.name.to_owned(),
            entry: finding.entry.clone(),
            severity: Some(finding.severity).filter(|own| *own != finding.rule.severity),
            context: excerpt::context(text, finding),
            fingerprint: finding.fingerprint,
            reason: None,
            date: None,
            until: None,
        }
    }

    /// The severity it had when it was last seen.
    pub(crate) fn severity(&self) -> Severity {
        let default = || {
            let all = crate::rules::all();
            let rule = all.iter().find(|rule| rule.name == self.rule);
            rule.map_or(Severity::Warning, |rule| rule.severity)
        };
        self.severity.unwrap_or_else(default)
    }
}

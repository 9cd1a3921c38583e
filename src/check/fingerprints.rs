//! Stamps findings with an identity made of rule, entry, form and neighbouring words.

use std::collections::BTreeMap;

use crate::finding::{Finding, Fingerprint};
use crate::text::fold::fold_to_string;

/// Words on either side that take part.
const WORDS: usize = 2;

/// Stamps all findings of one text, in order; `seen` counts the same ones in the file.
pub(super) fn stamp(text: &str, findings: &mut [Finding], seen: &mut BTreeMap<u64, u32>) {
    for finding in findings {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        let before = text.get(..start).unwrap_or("");
        let after = text.get(end..).unwrap_or("");
        let left: Vec<String> = before
            .split_whitespace()
            .rev()
            .take(WORDS)
            .map(fold_to_string)
            .collect();
        let right: Vec<String> = after
            .split_whitespace()
            .take(WORDS)
            .map(fold_to_string)
            .collect();
        let form = fold_to_string(&finding.text);
        let entry = finding.entry.clone().unwrap_or_default();
        let mut pieces = vec![finding.rule.name, &entry, &form];
        pieces.extend(left.iter().chain(&right).map(String::as_str));
        let base = Fingerprint::new(&pieces, 0);
        let nth = seen.entry(base.0).or_insert(0);
        finding.fingerprint = if *nth == 0 {
            base
        } else {
            Fingerprint::new(&pieces, *nth)
        };
        *nth += 1;
    }
}

//! From places in views to places in files: merges what was found in the texts of a file, stamps it, and writes edits as the
//! format wants them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FileReport, TextReport, fingerprints, merge};
use crate::config::RuleSettings;
use crate::document::decode::SourceText;
use crate::document::view::View;
use crate::finding::{Finding, Related};
use crate::format::{Format, with_references, write_back};

/// Takes in what a corpus rule found, whose places are those of the file. The text it stands in has it from now on.
pub(super) fn take_in(report: &mut FileReport, path: &str, mut finding: Finding) {
    // Related places of corpus rules are places of files already; naming the file says so until the end.
    for related in finding.related.iter_mut().filter(|r| r.path.is_none()) {
        related.path = Some(path.to_owned());
    }
    for text in &mut report.texts {
        let (start, end) = text.reach;
        if finding.span.start < start || finding.span.start > end {
            continue;
        }
        if let Some(span) = text.view.view_span(finding.span) {
            finding.span = span;
            finding.fix = finding.fix.take().and_then(|mut fix| {
                for edit in &mut fix.edits {
                    edit.span = text.view.view_span(edit.span)?;
                }
                Some(fix)
            });
            text.findings.push(finding);
            return;
        }
    }
}

/// One finding a place, with its fingerprint, placed in the file. Why a file could not be checked is told whatever is switched off.
pub(super) fn finish(report: &mut FileReport, rules: &RuleSettings) {
    if !report.failed {
        rules.apply(&mut report.findings);
    }
    let source = Arc::clone(&report.source);
    let mut seen = BTreeMap::new();
    fingerprints::stamp(&source.text, &mut report.findings, &mut seen);
    let mut place = Placing {
        source: &source,
        format: report.format,
    };
    for TextReport {
        view, mut findings, ..
    } in std::mem::take(&mut report.texts)
    {
        rules.apply(&mut findings);
        merge::one_per_place(&mut findings);
        fingerprints::stamp(view.text(&source.text), &mut findings, &mut seen);
        findings.iter_mut().for_each(|it| place.finding(it, &view));
        report.findings.append(&mut findings);
    }
    for related in report.findings.iter_mut().flat_map(|f| &mut f.related) {
        related.path = related.path.take().filter(|path| *path != report.path);
    }
    merge::sort(&mut report.findings);
}

/// Turns places of a view into places of its file.
struct Placing<'a> {
    source: &'a SourceText,
    format: &'static dyn Format,
}

impl Placing<'_> {
    fn finding(&mut self, finding: &mut Finding, view: &View) {
        finding.fix = finding.fix.take().and_then(|mut fix| {
            let source = self.source.text.as_str();
            fix.edits = write_back(view, source, self.format, &fix.edits)?;
            for edit in &mut fix.edits {
                let text = std::mem::take(&mut edit.text);
                edit.text = with_references(self.source, self.format, text);
            }
            Some(fix)
        });
        if view.is_whole() {
            return;
        }
        finding.span = view.source_span(finding.span);
        let text = finding.span.slice(&self.source.text);
        if finding.text != text {
            finding.reading = Some(std::mem::replace(&mut finding.text, text.to_owned()));
        }
        for related in finding.related.iter_mut().filter(|r| r.path.is_none()) {
            related.span = view.source_span(related.span);
            self.relate(related);
        }
    }

    fn relate(&mut self, related: &mut Related) {
        let source = self.source.text.as_str();
        let position = self.source.lines().position(source, related.span.start);
        (related.line, related.column) = (position.line, position.column);
        related.span.slice(source).clone_into(&mut related.text);
    }
}

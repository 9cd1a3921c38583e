//! Code actions: what can be done about the findings at a place.

use std::sync::Arc;

use super::client::Capabilities;
use super::diagnostics::{diagnostic, name_of};
use super::document::Document;
use super::edits::Changes;
use super::house::House;
use super::ignore;
use super::wire::{CodeAction, CodeActionParams, Diagnostic};
use super::worker::Analysis;
use crate::finding::{Applicability, Finding, Fix};
use crate::fix::choose;
use crate::format;
use crate::report::resolve::{offered_fix, preview};
use crate::text::span::Span;

/// What one finding asks for.
pub(super) const QUICK_FIX: &str = "quickfix";
/// Every safe fix of a file; editors can be told to do it when a file is saved.
pub(super) const FIX_ALL: &str = "source.fixAll.exonym";
/// Characters of a form in a title.
const TITLE: usize = 50;

/// The actions for a place, the best first.
pub(super) fn actions(
    analysis: &Analysis,
    params: &CodeActionParams,
    open: &[Arc<Document>],
    can: &Capabilities,
) -> Vec<CodeAction> {
    let document = &analysis.document;
    let only = params.context.only.as_deref();
    let at = document.places.span(&document.text, params.range);
    let touches = |it: &&Finding| it.span.start <= at.end && at.start <= it.span.end;
    let findings: Vec<&Finding> = analysis.findings.iter().filter(touches).collect();
    let mut all = Vec::new();
    if wants(only, QUICK_FIX) {
        for finding in &findings {
            all.extend(replace(analysis, finding, can));
        }
        for finding in &findings {
            all.extend(same_entry(analysis, finding, can, &all));
        }
    }
    // Asked for by name, or because there is a fix here and others elsewhere.
    let near = findings.iter().any(|it| is_safe(it));
    if wants(only, FIX_ALL) && (only.is_some() || near) {
        all.extend(fix_all(analysis, can));
    }
    if wants(only, QUICK_FIX) {
        for finding in &findings {
            all.extend(ignore::here(analysis, finding, can));
        }
        let house = House {
            analysis,
            open,
            can,
        };
        for finding in &findings {
            all.extend(house.never(finding));
        }
        all.extend(house.add_selected(at));
        for finding in &findings {
            all.extend(house.add_found(finding));
        }
    }
    all
}

/// Whether a kind is asked for: by itself, or by one that it belongs to.
fn wants(only: Option<&[String]>, kind: &str) -> bool {
    let fits = |wanted: &String| {
        let rest = kind.strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || wanted.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|all| all.iter().any(fits))
}

fn is_safe(finding: &Finding) -> bool {
    offered_fix(finding).is_some_and(|fix| fix.applicability == Applicability::Safe)
}

/// An action on the text itself.
pub(super) fn action(
    analysis: &Analysis,
    title: String,
    about: Option<&Finding>,
    edits: &[(Span, String)],
    can: &Capabilities,
) -> Option<CodeAction> {
    finish(
        analysis,
        title,
        about,
        Changes::of(&analysis.document, edits),
        can,
    )
}

/// An action on any files.
pub(super) fn finish(
    analysis: &Analysis,
    title: String,
    about: Option<&Finding>,
    changes: Changes,
    can: &Capabilities,
) -> Option<CodeAction> {
    let about = about.map(|it| diagnostic(&analysis.document, it, can));
    Some(CodeAction {
        title,
        kind: QUICK_FIX,
        diagnostics: about.into_iter().collect::<Vec<Diagnostic>>(),
        is_preferred: false,
        edit: changes.finish(can)?,
    })
}

/// The fix of a finding, or every suggestion when a person has to choose.
fn replace(analysis: &Analysis, finding: &Finding, can: &Capabilities) -> Vec<CodeAction> {
    let text = &analysis.document.text;
    if let Some(fix) = offered_fix(finding) {
        let new = preview(text, finding.span, fix).unwrap_or_default();
        let title = title(finding.shown(), &new, fix.applicability);
        let edits = edits_of(fix);
        let action = action(analysis, title, Some(finding), &edits, can);
        return action
            .map(|it| CodeAction {
                is_preferred: can.is_preferred && fix.applicability == Applicability::Safe,
                ..it
            })
            .into_iter()
            .collect();
    }
    let old = finding.span.slice(text);
    let format = format::for_path(&name_of(&analysis.document));
    // Markup inside the stretch would be lost with it.
    if old.contains(['<', '>', '*', '[', ']', '`', '\n', '\\', '"']) {
        return Vec::new();
    }
    let offer = |new: &String| {
        let new = format.escape(text, finding.span.range(), new)?;
        let title = format!("Replace by «{}»", short(&new));
        action(analysis, title, Some(finding), &[(finding.span, new)], can)
    };
    let suggestions = finding.suggestions.iter();
    suggestions
        .filter(|it| *it != old)
        .filter_map(offer)
        .collect()
}

/// Guillemets, because many of the forms are quotation marks themselves.
fn title(old: &str, new: &str, how: Applicability) -> String {
    let how = match how {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe: look first",
        Applicability::Display => "only a guess",
    };
    if new.trim().is_empty() {
        format!("Delete «{}» ({how})", short(old))
    } else {
        format!("Replace by «{}» ({how})", short(new))
    }
}

/// The beginning of a long form, on one line.
pub(super) fn short(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(TITLE).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}

fn edits_of(fix: &Fix) -> Vec<(Span, String)> {
    let edits = fix.edits.iter();
    edits.map(|edit| (edit.span, edit.text.clone())).collect()
}

/// All fixes of the same entry, when there are others than this one.
fn same_entry(
    analysis: &Analysis,
    finding: &Finding,
    can: &Capabilities,
    before: &[CodeAction],
) -> Option<CodeAction> {
    let text = &analysis.document.text;
    let (entry, fix) = finding.entry.as_ref().zip(offered_fix(finding))?;
    let same: Vec<Finding> = analysis
        .findings
        .iter()
        .filter(|it| it.entry.as_ref() == Some(entry))
        .cloned()
        .collect();
    let chosen = choose(text, &same, fix.applicability);
    if chosen.len() < 2 {
        return None;
    }
    let name = finding.preferred.as_deref().unwrap_or(entry);
    let how = match fix.applicability {
        Applicability::Safe => "",
        _ => ", also unsafe ones",
    };
    let title = format!(
        "Fix all {} places of «{}» in this file{how}",
        chosen.len(),
        short(name)
    );
    if before.iter().any(|it| it.title == title) {
        return None;
    }
    let edits: Vec<(Span, String)> = chosen
        .into_iter()
        .flat_map(|it| it.edits)
        .map(|(range, text)| (Span::new(range.start, range.end), text))
        .collect();
    action(analysis, title, Some(finding), &edits, can)
}

/// Every safe fix of the text, until nothing safe is left.
fn fix_all(analysis: &Analysis, can: &Capabilities) -> Option<CodeAction> {
    if !analysis.findings.iter().any(is_safe) {
        return None;
    }
    let document = &analysis.document;
    let checker = &analysis.project.checker;
    let (fixes, edits) = checker.safe_edits(&name_of(document), &document.text);
    let title = match fixes {
        0 => return None,
        1 => "Apply the one safe fix of this file".to_owned(),
        n => format!("Apply all {n} safe fixes of this file"),
    };
    let action = action(analysis, title, None, &edits, can)?;
    Some(CodeAction {
        kind: FIX_ALL,
        ..action
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_wanted_by_itself_and_by_what_it_belongs_to() {
        let wants = |wanted: &str| super::wants(Some(&[wanted.to_owned()]), FIX_ALL);
        assert!(wants("source") && wants("source.fixAll") && wants(FIX_ALL) && wants(""));
        assert!(!wants("quickfix") && !wants("source.fix") && !wants("source.fixAll.exonym.x"));
        assert!(super::wants(None, QUICK_FIX));
    }

    #[test]
    fn titles_are_short() {
        assert_eq!(short("a\nb"), "a b");
        assert_eq!(short(&"я".repeat(60)).chars().count(), TITLE + 1);
        assert_eq!(
            title("a\u{a0}b", "", Applicability::Unsafe),
            "Delete «a\u{a0}b» (unsafe: look first)"
        );
    }
}

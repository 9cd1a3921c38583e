//! What is known about the place under the pointer: findings, and who is named there.

use super::markup::Page;
use super::wire::{Hover, Position};
use super::worker::{Analysis, Named};
use crate::finding::{Applicability, Finding, RuleMeta, Tier};
use crate::glossary::model::{Entry, TermStatus};
use crate::report::resolve::{offered_fix, preview};
use crate::scan::embedded;
use crate::text::span::Span;

/// References of an entry that are shown at most.
const REFERENCES: usize = 3;

/// The page for a position, and what it is about.
pub(super) fn hover(analysis: &Analysis, position: Position, markdown: bool) -> Option<Hover> {
    let document = &analysis.document;
    let offset = document.places.offset(&document.text, position);
    let here = |span: Span| span.start <= offset && offset <= span.end;
    let findings: Vec<&Finding> = analysis
        .findings
        .iter()
        .filter(|it| here(it.span))
        .collect();
    // Between two words that touch, the one that begins counts.
    let mentions = analysis.mentions();
    let inside = mentions.iter().find(|it| it.span.contains_offset(offset));
    let mention = inside.or_else(|| mentions.iter().find(|it| here(it.span)));
    let mut page = Page::new(markdown);
    for finding in &findings {
        page.rule();
        about_finding(&mut page, &document.text, finding);
    }
    if let Some(named) = mention {
        about_mention(&mut page, analysis, named);
    } else if let Some(id) = findings.iter().find_map(|it| it.entry.as_deref()) {
        let entries = analysis.project.checker.layers().find(id);
        if let Some(entry) = entries.first() {
            page.rule();
            about_entry(&mut page, entry, Vec::new());
        }
    }
    if let Some(finding) = findings.first() {
        about_rule(&mut page, finding);
    }
    let span = findings.first().map(|it| it.span);
    let span = span.or_else(|| mention.map(|it| it.span))?;
    (!page.is_empty()).then(|| Hover {
        range: document.places.range(&document.text, span),
        contents: page.finish(),
    })
}

fn about_finding(page: &mut Page, text: &str, finding: &Finding) {
    let head = format!(
        "{} ({})",
        page.bold(finding.rule.name),
        finding.severity.as_str()
    );
    page.paragraph(&format!("{head}: {}", page.plain(&finding.message)));
    let mut lines = Vec::new();
    if let Some(cause) = &finding.cause
        && !finding.message.contains(cause.as_str())
    {
        lines.push(format!("cause: {}", page.plain(cause)));
    }
    if let Some(id) = &finding.convention {
        lines.push(format!("convention: {}", convention(page, id)));
    }
    if let Some(form) = &finding.preferred {
        lines.push(format!("preferred: {}", page.bold(form)));
    }
    if finding.suggestions.len() > 1 {
        let all: Vec<String> = finding.suggestions.iter().map(|it| page.bold(it)).collect();
        lines.push(format!("perhaps: {}", all.join(" or ")));
    }
    if let Some(fix) = offered_fix(finding) {
        let new = preview(text, finding.span, fix);
        let how = fix.applicability.as_str();
        match new.as_deref() {
            _ if fix.applicability == Applicability::Display => {}
            Some("") => lines.push(format!(
                "fix ({how}): delete it; {}",
                page.plain(&fix.reason)
            )),
            Some(new) => lines.push(format!(
                "fix ({how}): {}; {}",
                page.bold(new),
                page.plain(&fix.reason)
            )),
            None => {}
        }
    }
    page.list(&lines);
}

/// What a rule is there for comes last: who reads many findings of one rule knows it.
fn about_rule(page: &mut Page, finding: &Finding) {
    page.rule();
    page.paragraph(&first_of_manual(finding.rule));
    let topic = finding.pattern.as_deref().unwrap_or(finding.rule.name);
    let command = format!("exonym explain {topic}");
    page.paragraph(&format!("More: {}", page.code(&command)));
}

/// What the rule does, from its manual.
fn first_of_manual(rule: &RuleMeta) -> String {
    let lines = rule.manual.lines().map(str::trim);
    let inside = lines
        .skip_while(|line| !line.ends_with("What it does"))
        .skip(1)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty() && !line.starts_with('#'));
    inside.collect::<Vec<_>>().join(" ")
}

fn convention(page: &Page, id: &str) -> String {
    let system = embedded::knowledge().tables.system(id);
    match system {
        Some(system) => format!("{} ({})", page.plain(&system.short), page.code(id)),
        None => page.code(id),
    }
}

fn about_mention(page: &mut Page, analysis: &Analysis, named: &Named) {
    let layers = analysis.project.checker.layers();
    let Some(id) = &named.entry else {
        let names: Vec<String> = named.candidates.iter().map(|id| page.code(id)).collect();
        page.rule();
        page.paragraph(&format!("Could be {}.", names.join(" or ")));
        return;
    };
    let entries = layers.find(id);
    let Some(entry) = entries.first() else { return };
    let mut lines = Vec::new();
    let text = &analysis.document.text;
    if let Some(form) = &named.preferred {
        lines.push(format!("here: {}", page.bold(form)));
    }
    if let Some(id) = &named.convention {
        let how = match named.tier {
            Some(Tier::Mixed) => ", mixed with others",
            Some(Tier::Noise) => ", but for a letter",
            _ => "",
        };
        let form = page.plain(named.span.slice(text));
        lines.push(format!("{form}: {}{how}", convention(page, id)));
    }
    match named.linked_by {
        Some("full-name") => {
            lines.push("who is meant: the full name stands in this text".to_owned())
        }
        Some("context") => lines.push("who is meant: words around it say so".to_owned()),
        _ => {}
    }
    page.rule();
    about_entry(page, entry, lines);
}

/// All that an editor has room for; `lines` come first.
fn about_entry(page: &mut Page, entry: &Entry, mut lines: Vec<String>) {
    let name = entry.designations.first().map(|form| form.text.as_str());
    let name = name.or_else(|| entry.native_text()).unwrap_or(&entry.id);
    let origin = match &entry.pack {
        Some(pack) => format!("pack {pack}"),
        None => "your glossary".to_owned(),
    };
    let head = format!("{} ({}, {origin})", page.bold(name), entry.kind.as_str());
    page.paragraph(&head);
    let native = entry.native.iter();
    lines.extend(native.map(|it| format!("native: {} ({})", page.plain(&it.text), it.language)));
    for (status, word) in [
        (TermStatus::Own, "own spelling"),
        (TermStatus::Preferred, "preferred"),
        (TermStatus::Admitted, "right as well"),
    ] {
        let forms = entry.designations.iter().filter(|it| it.status == status);
        let mut forms: Vec<(&str, &str)> = forms
            .map(|it| (it.language.as_str(), it.text.as_str()))
            .collect();
        forms.sort_unstable();
        if !forms.is_empty() {
            let forms = forms
                .iter()
                .map(|(language, text)| format!("{} ({language})", page.plain(text)));
            lines.push(format!("{word}: {}", forms.collect::<Vec<_>>().join(", ")));
        }
    }
    lines.extend(entry.chosen.iter().map(|it| page.plain(&it.cause)));
    let references = entry.references.iter().take(REFERENCES);
    lines.extend(references.map(|it| page.link(&it.title, it.url.as_deref())));
    lines.push(page.code(&format!("exonym explain {}", entry.id)));
    page.list(&lines);
}

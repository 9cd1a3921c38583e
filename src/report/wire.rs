//! The stable machine form of a finding: every key always present, in this order, null where it does not apply.
//!
//! Fields may be added at the end of a record, none removed and none renamed. These types are the only ones that are serialized.

use serde::Serialize;

use super::resolve::{ResolvedFile, ResolvedFinding, offered_fix};
use crate::finding::{Edit, Fix, Related};
use crate::text::span::Span;

#[derive(Serialize)]
pub(super) struct Record<'a> {
    path: &'a str,
    part: Option<String>,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
    language: Option<&'a str>,
    entry: Option<&'a str>,
    candidates: &'a [String],
    preferred: Option<&'a str>,
    cause: Option<&'a str>,
    convention: Option<&'a str>,
    tier: Option<&'static str>,
    group: Option<&'a str>,
    suggestions: &'a [String],
    fix: Option<FixRecord<'a>>,
    related: Vec<RelatedRecord<'a>>,
    issue_type: &'static str,
    mqm: MqmRecord,
    fingerprint: String,
    pattern: Option<&'a str>,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    applicability: &'static str,
    reason: &'a str,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    part: Option<String>,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    role: &'static str,
    path: &'a str,
    part: Option<String>,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct MqmRecord {
    #[serde(rename = "type")]
    error_type: &'static str,
    severity: &'static str,
}

/// The records of a file, in the order of its findings.
pub(super) fn records<'a>(file: &'a ResolvedFile<'a>) -> impl Iterator<Item = Record<'a>> {
    file.findings
        .iter()
        .map(|resolved| record(file.path, resolved))
}

fn record<'a>(path: &'a str, resolved: &'a ResolvedFinding<'a>) -> Record<'a> {
    let finding = resolved.finding;
    Record {
        path,
        part: part(finding.span),
        rule: finding.rule.name,
        severity: finding.severity.as_str(),
        message: &finding.message,
        start: finding.span.start,
        end: finding.span.end,
        line: resolved.start.line,
        column: resolved.start.column,
        end_line: resolved.end.line,
        end_column: resolved.end.column,
        text: &finding.text,
        language: finding.language.as_ref().map(|tag| tag.as_str()),
        entry: finding.entry.as_deref(),
        candidates: &finding.candidates,
        preferred: finding.preferred.as_deref(),
        cause: finding.cause.as_deref(),
        convention: finding.convention.as_deref(),
        tier: finding.tier.map(|tier| tier.as_str()),
        group: finding.group.as_deref(),
        suggestions: &finding.suggestions,
        fix: offered_fix(finding).map(fix_record),
        related: finding
            .related
            .iter()
            .map(|related| related_record(path, related))
            .collect(),
        issue_type: finding.rule.issue_type.as_str(),
        mqm: MqmRecord {
            error_type: finding.rule.mqm.error_type,
            severity: finding.rule.mqm.severity.as_str(),
        },
        fingerprint: finding.fingerprint.to_hex(),
        pattern: finding.pattern.as_deref(),
    }
}

fn fix_record(fix: &Fix) -> FixRecord<'_> {
    FixRecord {
        applicability: fix.applicability.as_str(),
        reason: &fix.reason,
        edits: fix.edits.iter().map(edit_record).collect(),
    }
}

fn edit_record(edit: &Edit) -> EditRecord<'_> {
    EditRecord {
        part: part(edit.span),
        start: edit.span.start,
        end: edit.span.end,
        text: &edit.text,
    }
}

fn related_record<'a>(path: &'a str, related: &'a Related) -> RelatedRecord<'a> {
    RelatedRecord {
        role: related.role.as_str(),
        path: related.path.as_deref().unwrap_or(path),
        part: part(related.span),
        start: related.span.start,
        end: related.span.end,
        line: related.line,
        column: related.column,
        text: &related.text,
        message: &related.message,
    }
}

/// The name of the archive member, null for a file that is one text.
fn part(span: Span) -> Option<String> {
    (!span.part.is_root()).then(|| span.part.get().to_string())
}

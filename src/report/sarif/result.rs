//! A finding as a `result`: place, fix, related places, what is known about it.

use serde::Serialize;

use super::{Text, level};
use crate::finding::{Applicability, Edit, Fix, Related, Suppression};
use crate::report::path::{is_absolute, uri};
use crate::report::printable::plain;
use crate::report::resolve::{ResolvedFile, ResolvedFinding, offered_fix};
use crate::report::sentence::sentence;
use crate::text::line_index::Position;

/// Bytes of the line that are shown on each side of a finding; a line can be a whole file.
const CONTEXT: usize = 160;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultRecord<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixRecord<'a>>,
    /// Always there: where it is missing, readers do not know whether the tool suppresses at all.
    suppressions: Vec<SuppressionRecord<'a>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "exonym/v1")]
    exonym: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation,
    region: Region<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context_region: Option<Region<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixRecord<'a> {
    description: Text<String>,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region<'a>,
    inserted_content: Text<&'a str>,
}

#[derive(Serialize)]
struct SuppressionRecord<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    language: Option<&'a str>,
    entry: Option<&'a str>,
    candidates: &'a [String],
    preferred: Option<&'a str>,
    cause: Option<&'a str>,
    convention: Option<&'a str>,
    tier: Option<&'static str>,
    group: Option<&'a str>,
    pattern: Option<&'a str>,
    suggestions: &'a [String],
    applicability: Option<&'static str>,
    fix_reason: Option<&'a str>,
    issue_type: &'static str,
    mqm_type: &'static str,
    mqm_severity: &'static str,
}

pub(super) fn result<'a>(
    file: &ResolvedFile<'a>,
    resolved: &ResolvedFinding<'a>,
    rule: Option<usize>,
) -> ResultRecord<'a> {
    let finding = resolved.finding;
    let fix = offered_fix(finding);
    // Tools apply what they find here, so a hint is none.
    let applied = fix.filter(|fix| fix.applicability != Applicability::Display);
    ResultRecord {
        rule_id: finding.rule.name,
        rule_index: rule,
        level: level(finding.severity),
        message: Text {
            text: sentence(resolved),
        },
        locations: [Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: artifact(file.path),
                region: region(resolved.start, resolved.end, Some(&finding.text)),
                context_region: context(resolved),
            },
            message: None,
        }],
        related_locations: related(file.path, &finding.related),
        partial_fingerprints: Fingerprints {
            exonym: finding.fingerprint.to_hex(),
        },
        fixes: applied
            .map(|fix| fix_record(file, fix))
            .into_iter()
            .collect(),
        suppressions: finding.suppression.iter().map(suppression).collect(),
        properties: Properties {
            language: finding.language.as_ref().map(|tag| tag.as_str()),
            entry: finding.entry.as_deref(),
            candidates: &finding.candidates,
            preferred: finding.preferred.as_deref(),
            cause: finding.cause.as_deref(),
            convention: finding.convention.as_deref(),
            tier: finding.tier.map(|tier| tier.as_str()),
            group: finding.group.as_deref(),
            pattern: finding.pattern.as_deref(),
            suggestions: &finding.suggestions,
            applicability: fix.map(|fix| fix.applicability.as_str()),
            fix_reason: fix.map(|fix| fix.reason.as_str()),
            issue_type: finding.rule.issue_type.as_str(),
            mqm_type: finding.rule.mqm.error_type,
            mqm_severity: finding.rule.mqm.severity.as_str(),
        },
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    let uri = uri(path);
    let uri_base_id = (!is_absolute(&uri)).then_some("SRCROOT");
    ArtifactLocation { uri, uri_base_id }
}

fn region<'a>(start: Position, end: Position, snippet: Option<&'a str>) -> Region<'a> {
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: snippet.map(|text| Text { text }),
    }
}

/// The line around a finding, as much of it as a reader needs; nothing where the finding leaves the line.
fn context<'a>(resolved: &ResolvedFinding<'a>) -> Option<Region<'a>> {
    let (start, end) = (resolved.start, resolved.end);
    let (line, mark) = (resolved.line, &resolved.mark);
    if start.line != end.line {
        return None;
    }
    let from = line.floor_char_boundary(mark.start.saturating_sub(CONTEXT));
    let to = line.ceil_char_boundary(mark.end.saturating_add(CONTEXT).min(line.len()));
    let points = |range| {
        let text: &str = line.get(range).unwrap_or("");
        u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
    };
    let first = start.column.saturating_sub(points(from..mark.start));
    let last = end.column.saturating_add(points(mark.end..to));
    // A context must hold more than what it surrounds.
    if (first, last) == (start.column, end.column) {
        return None;
    }
    Some(Region {
        start_line: start.line,
        start_column: first,
        end_line: end.line,
        end_column: last,
        snippet: line.get(from..to).map(|text| Text { text }),
    })
}

fn related<'a>(path: &str, related: &'a [Related]) -> Vec<Location<'a>> {
    let location = |(at, related): (usize, &'a Related)| {
        let start = Position {
            line: related.line.max(1),
            column: related.column.max(1),
        };
        let points = u32::try_from(related.text.chars().count()).unwrap_or(0);
        let one_line = !related.text.contains(['\n', '\r']);
        let end = Position {
            line: start.line,
            column: start.column + if one_line { points } else { 0 },
        };
        let what = if related.message.is_empty() {
            related.role.as_str()
        } else {
            &related.message
        };
        Location {
            id: Some(at + 1),
            physical_location: PhysicalLocation {
                artifact_location: artifact(related.path.as_deref().unwrap_or(path)),
                region: region(start, end, one_line.then_some(&related.text)),
                context_region: None,
            },
            message: Some(Text {
                text: format!("{}: {}", plain(&related.text), plain(what)),
            }),
        }
    };
    related.iter().enumerate().map(location).collect()
}

fn fix_record<'a>(file: &ResolvedFile<'_>, fix: &'a Fix) -> FixRecord<'a> {
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(
            file.position(edit.span.start),
            file.position(edit.span.end),
            None,
        ),
        inserted_content: Text { text: &edit.text },
    };
    FixRecord {
        description: Text {
            text: format!("{}: {}", fix.applicability.as_str(), plain(&fix.reason)),
        },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(file.path),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }
}

fn suppression(suppression: &Suppression) -> SuppressionRecord<'_> {
    SuppressionRecord {
        kind: suppression.kind.as_str(),
        status: "accepted",
        justification: suppression.reason.as_deref(),
    }
}

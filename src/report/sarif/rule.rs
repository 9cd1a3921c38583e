//! A rule as a `reportingDescriptor`: its manual page and where it stands in the standards of translation quality.

use serde::Serialize;

use super::{Text, level};
use crate::finding::{RuleMeta, Severity};

/// Longer descriptions are refused by code scanning.
const LONGEST: usize = 1000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: &'static str,
    short_description: Text<&'static str>,
    full_description: Text<String>,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    tags: [&'static str; 2],
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
    /// Issue type of ITS 2.0.
    issue_type: &'static str,
    mqm_type: &'static str,
    mqm_severity: &'static str,
    since: &'static str,
}

pub(super) fn descriptor(rule: &RuleMeta) -> Descriptor {
    let markdown = manual(rule);
    Descriptor {
        id: rule.name,
        short_description: Text { text: rule.summary },
        full_description: Text {
            text: description(rule, &markdown),
        },
        help: Help {
            text: markdown.replace("## ", ""),
            markdown,
        },
        default_configuration: Configuration {
            enabled: rule.default_on,
            level: level(rule.severity),
        },
        properties: Properties {
            tags: ["translation", rule.issue_type.as_str()],
            problem_severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
            issue_type: rule.issue_type.as_str(),
            mqm_type: rule.mqm.error_type,
            mqm_severity: rule.mqm.severity.as_str(),
            since: rule.since,
        },
    }
}

/// The manual without the space that a doc comment begins each line with. No text may be empty.
fn manual(rule: &RuleMeta) -> String {
    let line = |line: &'static str| line.strip_prefix(' ').unwrap_or(line);
    let text = rule
        .manual
        .trim()
        .lines()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n");
    if text.is_empty() {
        rule.summary.to_owned()
    } else {
        text
    }
}

/// The first section of the manual, without its heading, as one paragraph.
fn description(rule: &RuleMeta, manual: &str) -> String {
    let paragraph = manual
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty() || line.starts_with('#'))
        .take_while(|line| !line.starts_with('#') && !line.starts_with("```"))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match paragraph.char_indices().nth(LONGEST) {
        None if paragraph.is_empty() => rule.summary.to_owned(),
        None => paragraph,
        Some((at, _)) => format!("{}…", paragraph.get(..at).unwrap_or("")),
    }
}

//! `exonym rules`: what can be found.

use std::io::Write as _;

use clap::Args;
use serde::Serialize;

use super::options::ListFormat;
use super::problem::Stop;
use super::{console, table};
use crate::finding::{OptionKind, RuleMeta, RuleOption, RuleStatus};
use crate::rules;

/// List the rules
#[derive(Args)]
pub(super) struct Arguments {
    /// How the list is printed
    #[arg(long, value_enum, default_value = "human")]
    format: ListFormat,
}

#[derive(Serialize)]
struct Record {
    name: &'static str,
    severity: &'static str,
    status: &'static str,
    since: &'static str,
    summary: &'static str,
    issue_type: &'static str,
    mqm: &'static str,
    options: Vec<OptionRecord>,
}

#[derive(Serialize)]
struct OptionRecord {
    name: &'static str,
    values: Option<&'static [&'static str]>,
    default: &'static str,
    help: &'static str,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let mut out = console::raw();
    let mut rules: Vec<&RuleMeta> = rules::all();
    rules.sort_by_key(|rule| rule.name);
    match arguments.format {
        ListFormat::Human => {
            let row = |rule: &&RuleMeta| {
                [
                    rule.name.to_owned(),
                    severity(rule).to_owned(),
                    summary(rule),
                ]
            };
            table::write(&mut out, &rules.iter().map(row).collect::<Vec<_>>())?;
        }
        ListFormat::Jsonl => {
            for rule in rules {
                serde_json::to_writer(&mut out, &record(rule)).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(0)
}

/// The default severity, or that the rule is off.
fn severity(rule: &RuleMeta) -> &'static str {
    if rule.default_on {
        rule.severity.as_str()
    } else {
        "off"
    }
}

fn summary(rule: &RuleMeta) -> String {
    match rule.status {
        RuleStatus::Preview => format!("{} (preview)", rule.summary),
        RuleStatus::Stable => rule.summary.to_owned(),
    }
}

fn record(rule: &RuleMeta) -> Record {
    Record {
        name: rule.name,
        severity: severity(rule),
        status: match rule.status {
            RuleStatus::Preview => "preview",
            RuleStatus::Stable => "stable",
        },
        since: rule.since,
        summary: rule.summary,
        issue_type: rule.issue_type.as_str(),
        mqm: rule.mqm.error_type,
        options: rule.options.iter().map(option).collect(),
    }
}

fn option(option: &RuleOption) -> OptionRecord {
    OptionRecord {
        name: option.name,
        values: match option.kind {
            OptionKind::Choice(words) => Some(words),
            OptionKind::Words => None,
        },
        default: option.default,
        help: option.help,
    }
}

//! All that is known about a pattern of translation, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::glossary::pattern::Pattern;
use crate::glossary::pattern::program::Level;
use crate::report::human::Palette;

/// A pattern as JSON.
#[derive(Serialize)]
pub(super) struct PatternFacts<'a> {
    id: &'a str,
    rule: &'a str,
    severity: &'static str,
    /// `null`: any language.
    source: Option<&'a str>,
    pattern: &'a [String],
    message: &'a str,
    cause: Option<&'a str>,
    suggestions: &'a [String],
    bad: &'a [String],
    good: &'a [String],
}

/// What is told of a pattern.
pub(super) fn facts(pattern: &Pattern) -> PatternFacts<'_> {
    PatternFacts {
        id: &pattern.id,
        rule: &pattern.rule,
        severity: match pattern.severity {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
        },
        source: pattern.source.as_deref(),
        pattern: &pattern.written,
        message: &pattern.message,
        cause: pattern.cause.as_deref(),
        suggestions: &pattern.suggestions,
        bad: &pattern.bad,
        good: &pattern.good,
    }
}

/// Prints a pattern for people.
pub(super) fn explain(
    out: &mut dyn Write,
    palette: &Palette,
    facts: &PatternFacts,
) -> io::Result<()> {
    let bold = palette.bold;
    writeln!(out, "{bold}{}{bold:#}: {}", facts.id, facts.message)?;
    writeln!(out, "{} of {}\n", facts.severity, facts.rule)?;
    let source = facts.source.unwrap_or("any language");
    let mut row = |name: &str, value: &str| match value.is_empty() {
        true => Ok(()),
        false => writeln!(out, "{bold}{name:<11}{bold:#}{value}"),
    };
    row("source", source)?;
    row("cause", facts.cause.unwrap_or_default())?;
    row("pattern", &facts.pattern.join("\n           "))?;
    row("instead", &facts.suggestions.join("\n           "))?;
    row("finds", &facts.bad.join("\n           "))?;
    row("leaves", &facts.good.join("\n           "))
}

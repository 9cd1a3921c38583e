//! One row: a form of an entry with all its places, as a block for warnings and as a line for doubts.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::excerpt::{self, Excerpt};
use super::layout::{cut, display_width, gap, wrap};
use super::palette::Palette;
use crate::finding::{Applicability, Severity};
use crate::report::printable::{isolated, plain};
use crate::report::resolve::{ResolvedFinding, offered_fix};

/// Columns before the text of an excerpt.
const GUTTER: &str = "   │ ";
const POINT: &str = "   = ";
/// Places of one file, and files, that are listed before the rest is only counted.
const LISTED: usize = 8;
/// Other places that are quoted under a row.
const RELATED: usize = 3;

pub(super) struct Row {
    pub rule: &'static str,
    pub severity: Severity,
    /// What `exonym explain` would be asked.
    pub topic: String,
    path: String,
    line: u32,
    column: u32,
    text: String,
    preferred: Option<String>,
    excerpt: Excerpt,
    points: Vec<String>,
    message: String,
    /// Lines of further occurrences by path.
    also: BTreeMap<String, Vec<u32>>,
}

impl Row {
    pub(super) fn new(path: &str, resolved: &ResolvedFinding<'_>, width: usize) -> Self {
        let finding = resolved.finding;
        let single = finding
            .suggestions
            .first()
            .filter(|_| finding.suggestions.len() == 1);
        let label = finding.preferred.as_deref().or(single.map(String::as_str));
        let room = width.saturating_sub(display_width(GUTTER));
        let excerpt = if finding.severity == Severity::Info {
            Excerpt {
                text: String::new(),
                carets: String::new(),
            }
        } else {
            excerpt::draw(resolved.line, resolved.mark.clone(), label, room)
        };
        Self {
            rule: finding.rule.name,
            severity: finding.severity,
            topic: finding
                .entry
                .clone()
                .or_else(|| finding.pattern.clone())
                .unwrap_or_else(|| finding.rule.name.to_owned()),
            path: path.to_owned(),
            line: resolved.start.line,
            column: resolved.start.column,
            text: cut(&isolated(finding.shown()), 40).into_owned(),
            preferred: label.map(|label| cut(&isolated(label), 40).into_owned()),
            excerpt,
            points: points(resolved),
            message: isolated(&finding.message).into_owned(),
            also: BTreeMap::new(),
        }
    }

    /// Another occurrence of the same form.
    pub(super) fn add(&mut self, path: &str, resolved: &ResolvedFinding<'_>) {
        self.also
            .entry(path.to_owned())
            .or_default()
            .push(resolved.start.line);
    }

    /// The full form: head, excerpt, message, points.
    pub(super) fn block(
        &self,
        out: &mut dyn Write,
        palette: &Palette,
        width: usize,
        explain: bool,
    ) -> io::Result<()> {
        let (style, bold, dim) = (palette.severity(self.severity), palette.bold, palette.dim);
        let head = format!("{}[{}]", self.severity.as_str(), self.rule);
        let place = format!("{}:{}:{}", plain(&self.path), self.line, self.column);
        write!(out, "{style}{head}{style:#}: {bold}{}{bold:#}", self.text)?;
        match gap(
            display_width(&head) + 2 + display_width(&self.text),
            display_width(&place),
            width,
        ) {
            Some(gap) => writeln!(out, "{gap}{place}")?,
            None => writeln!(out, "\n   at {place}")?,
        }
        if !self.excerpt.text.is_empty() {
            writeln!(out, "{dim}{}{dim:#}{}", GUTTER, self.excerpt.text)?;
            let carets = self.excerpt.carets.trim_start();
            let indent = self.excerpt.carets.len() - carets.len();
            writeln!(
                out,
                "{dim}{GUTTER}{dim:#}{:indent$}{style}{carets}{style:#}",
                ""
            )?;
        }
        point(out, palette, &self.message, &self.others(", "), width)?;
        let tail = if explain {
            format!("exonym explain {}", self.topic)
        } else {
            String::new()
        };
        let last = self.points.len().saturating_sub(1);
        for (at, text) in self.points.iter().enumerate() {
            point(
                out,
                palette,
                text,
                if at == last { &tail } else { "" },
                width,
            )?;
        }
        if self.points.is_empty() && !tail.is_empty() {
            let indent = width.saturating_sub(display_width(&tail));
            writeln!(out, "{:indent$}{dim}{tail}{dim:#}", "")?;
        }
        Ok(())
    }

    /// The compact form: all in one line.
    pub(super) fn line(&self, out: &mut dyn Write, palette: &Palette) -> io::Result<()> {
        let (style, bold) = (palette.severity(self.severity), palette.bold);
        let head = format!("{}[{}]", self.severity.as_str(), self.rule);
        write!(
            out,
            "{style}{head}{style:#} {}:{}:{} ",
            plain(&self.path),
            self.line,
            self.column
        )?;
        write!(out, "{bold}{}{bold:#}", self.text)?;
        if let Some(preferred) = &self.preferred {
            write!(out, " → {preferred}")?;
        }
        write!(out, ": {}", self.message)?;
        let others = self.others(", ");
        if others.is_empty() {
            writeln!(out)
        } else {
            writeln!(out, " ({others})")
        }
    }

    /// `also lines 9, 12; paris.txt:3`, or nothing.
    fn others(&self, comma: &str) -> String {
        let mut parts = Vec::new();
        if let Some(lines) = self.also.get(&self.path) {
            parts.push(here(self.line, lines, comma));
        }
        let elsewhere: Vec<_> = self
            .also
            .iter()
            .filter(|(path, _)| **path != self.path)
            .collect();
        for (path, lines) in elsewhere.iter().take(LISTED) {
            parts.push(format!(
                "{}:{}",
                plain(beside(&self.path, path)),
                list(lines, comma)
            ));
        }
        if elsewhere.len() > LISTED {
            parts.push(format!("{} more files", elsewhere.len() - LISTED));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("also {}", parts.join("; "))
        }
    }
}

/// What stands under the message: the fix, the choices, other places.
fn points(resolved: &ResolvedFinding<'_>) -> Vec<String> {
    let finding = resolved.finding;
    let mut points = Vec::new();
    for related in finding.related.iter().take(RELATED) {
        let path = related
            .path
            .as_deref()
            .map_or("line ".to_owned(), |path| format!("{}:", plain(path)));
        let text = cut(&isolated(&related.text), 40).into_owned();
        let message = if related.message.is_empty() {
            String::new()
        } else {
            format!(" ({})", isolated(&related.message))
        };
        points.push(format!("{path}{}: {text}{message}", related.line));
    }
    if !finding.candidates.is_empty() {
        points.push(format!("could be: {}", finding.candidates.join(", ")));
    }
    match (offered_fix(finding), &resolved.fixed) {
        (Some(fix), Some(text)) if fix.applicability != Applicability::Display => {
            let shown = if text.is_empty() {
                "delete it".to_owned()
            } else if text.trim().is_empty() {
                format!("“{}”", isolated(text))
            } else {
                cut(&isolated(text), 60).into_owned()
            };
            points.push(format!("fix ({}): {shown}", fix.applicability.as_str()));
        }
        _ if finding.suggestions.len() > 1 => {
            let choices = finding
                .suggestions
                .iter()
                .map(|text| isolated(text))
                .collect::<Vec<_>>();
            points.push(format!("perhaps: {}", choices.join(" or ")));
        }
        _ => {}
    }
    points
}

/// A point, wrapped, with `tail` at the right edge of its last line or on a line of its own.
fn point(
    out: &mut dyn Write,
    palette: &Palette,
    text: &str,
    tail: &str,
    width: usize,
) -> io::Result<()> {
    let dim = palette.dim;
    let indent = display_width(POINT);
    let lines = wrap(text, width.saturating_sub(indent).max(20));
    let used = indent + lines.last().map_or(0, |line| display_width(line));
    for (at, line) in lines.iter().enumerate() {
        let lead = if at == 0 { POINT } else { "     " };
        write!(out, "{dim}{lead}{dim:#}{line}")?;
        if at + 1 < lines.len() {
            writeln!(out)?;
        }
    }
    if tail.is_empty() {
        return writeln!(out);
    }
    if let Some(gap) = gap(used, display_width(tail), width) {
        return writeln!(out, "{gap}{dim}{tail}{dim:#}");
    }
    writeln!(out)?;
    for line in wrap(tail, width.saturating_sub(indent).max(20)) {
        let gap = gap(0, display_width(&line), width).unwrap_or_default();
        writeln!(out, "{gap}{dim}{line}{dim:#}")?;
    }
    Ok(())
}

fn here(first: u32, lines: &[u32], comma: &str) -> String {
    let other: Vec<u32> = lines
        .iter()
        .copied()
        .filter(|line| *line != first)
        .collect();
    let same = if other.len() < lines.len() {
        "on this line"
    } else {
        ""
    };
    let mut distinct = other.clone();
    distinct.dedup();
    match (same.is_empty(), distinct.len()) {
        (_, 0) => same.to_owned(),
        (true, 1) => format!("line {}", list(&other, comma)),
        (true, _) => format!("lines {}", list(&other, comma)),
        (false, 1) => format!("{same} and line {}", list(&other, comma)),
        (false, _) => format!("{same} and lines {}", list(&other, comma)),
    }
}

/// Distinct line numbers in order; the rest is counted.
fn list(lines: &[u32], comma: &str) -> String {
    let mut lines = lines.to_vec();
    lines.dedup();
    let mut text = lines
        .iter()
        .take(LISTED)
        .map(u32::to_string)
        .collect::<Vec<_>>()
        .join(comma);
    if lines.len() > LISTED {
        text.push_str(&format!(" and {} more", lines.len() - LISTED));
    }
    text
}

/// `path` as seen from a file in the same folder.
fn beside<'a>(first: &str, path: &'a str) -> &'a str {
    let folder = first
        .rfind('/')
        .map_or("", |at| first.get(..=at).unwrap_or(""));
    path.strip_prefix(folder)
        .filter(|rest| !rest.contains('/'))
        .unwrap_or(path)
}

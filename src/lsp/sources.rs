//! Configuration and glossaries that are open in the editor: their own problems, while they are being written.

use std::path::Path;

use super::client::Capabilities;
use super::diagnostics::{SOURCE, diagnostic};
use super::document::Document;
use super::files::{glossary_files, is_same, is_yaml};
use super::project::Project;
use super::wire::Diagnostic;
use crate::check::{check_glossary, known};
use crate::config::{self, ConfigProblem};
use crate::glossary::GlossaryFile;
use crate::text::line_index::LineIndex;
use crate::text::span::Span;

/// The diagnostics of a file that is no article; nothing for an article.
pub(super) fn diagnose(
    document: &Document,
    project: &Project,
    can: &Capabilities,
) -> Option<Vec<Diagnostic>> {
    let path = document.file.as_deref()?;
    if path
        .file_name()
        .is_some_and(|name| name == config::FILE_NAME)
        || project.file.as_deref().is_some_and(|it| is_same(it, path))
    {
        return Some(of_config(document, path));
    }
    if is_yaml(path) {
        return Some(of_glossary(document, path, project, can));
    }
    // Code and settings hold no prose, and some files are left out on purpose.
    let is_code = matches!(document.language_id.as_str(), "toml" | "json" | "yaml");
    (is_code || project.is_excluded(path)).then(Vec::new)
}

fn of_config(document: &Document, path: &Path) -> Vec<Diagnostic> {
    let root = path.parent().unwrap_or(path);
    let Err(problems) = config::parse(&document.text, path, root, &known()) else {
        return Vec::new();
    };
    let index = LineIndex::new(&document.text);
    let one = |problem: &ConfigProblem| {
        let advice = problem.advice.iter().map(|it| format!("\n{it}"));
        Diagnostic {
            range: document
                .places
                .range(&document.text, place(&index, &document.text, problem)),
            severity: 1,
            code: "configuration",
            source: SOURCE,
            message: format!("{}{}", problem.message, advice.collect::<String>()),
            related_information: Vec::new(),
            data: None,
        }
    };
    problems.iter().map(one).collect()
}

/// The word at the place of a problem.
fn place(index: &LineIndex, text: &str, problem: &ConfigProblem) -> Span {
    let offset = index.offset(text, problem.line, problem.column);
    let start = offset.unwrap_or_else(|| index.line_range(problem.line).start);
    let line = index.line_range(index.line(start));
    let rest = text.get(start as usize..line.end as usize).unwrap_or("");
    let len = match rest.strip_prefix('"') {
        Some(inside) => inside.find('"').map_or(rest.len(), |at| at + 2),
        None => rest
            .find(|c: char| !c.is_alphanumeric() && !"-_.".contains(c))
            .unwrap_or(rest.len()),
    };
    Span::new(
        start,
        start
            .saturating_add(u32::try_from(len.max(1)).unwrap_or(1))
            .min(line.end.max(start)),
    )
}

/// All glossaries of the project are checked as one, with this one as it stands in the editor.
fn of_glossary(
    document: &Document,
    path: &Path,
    project: &Project,
    can: &Capabilities,
) -> Vec<Diagnostic> {
    let files = glossary_files(&project.glossaries).unwrap_or_default();
    let Some(own) = files.iter().position(|it| is_same(it, path)) else {
        return Vec::new();
    };
    let read = |(n, path): (usize, &std::path::PathBuf)| GlossaryFile {
        path: path.display().to_string(),
        text: if n == own {
            document.text.clone()
        } else {
            std::fs::read_to_string(path).unwrap_or_default()
        },
    };
    let files: Vec<GlossaryFile> = files.iter().enumerate().map(read).collect();
    let reports = check_glossary(&files, &project.glossary_language());
    let findings = reports.get(own).map(|it| it.findings.as_slice());
    let findings = findings.unwrap_or_default().iter();
    findings.map(|it| diagnostic(document, it, can)).collect()
}

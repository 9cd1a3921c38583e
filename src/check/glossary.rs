//! `glossary check`: reads glossary files, lints their entries, runs their examples.

use std::borrow::Cow;
use std::collections::BTreeMap;

#[cfg(test)]
use super::Checker;
use super::{examples, pattern_examples};
#[cfg(test)]
use crate::config::Settings;
use crate::finding::{Finding, Severity};
use crate::glossary::GlossaryFile;
use crate::glossary::compile::compile;
use crate::glossary::index::Index;
use crate::glossary::lint::lint;
use crate::glossary::model::{Entry, EntryKind};
use crate::glossary::pattern::is_pattern_file;
use crate::glossary::validate::{Problem, Read, read};
#[cfg(test)]
use crate::lang::LanguageTag;
use crate::rules;
use crate::scan::{Layers, embedded};

/// What was found in one glossary file.
#[derive(Debug)]
pub struct GlossaryReport {
    /// Path as given.
    pub path: String,
    /// Text of the file.
    pub text: String,
    /// Findings, sorted by place.
    pub findings: Vec<Finding>,
    /// Entries that could be read.
    pub entries: Vec<EntrySummary>,
    /// Whether the file cannot be used as a glossary.
    pub refused: bool,
}

/// An entry as it was understood.
#[derive(Debug, Clone)]
pub struct EntrySummary {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: EntryKind,
    /// Whether the kind was inferred.
    pub kind_inferred: bool,
    /// Language of the native spelling.
    pub native_language: Option<String>,
    /// The form that names it.
    pub form: String,
    /// Number of listed forms.
    pub forms: usize,
}

/// Checks files as one layer.
#[must_use]
pub fn check_glossary(files: &[GlossaryFile], language: &str) -> Vec<GlossaryReport> {
    let knowledge = embedded::knowledge();
    let files: Vec<GlossaryFile> = files.iter().map(GlossaryFile::without_mark).collect();
    let read: Vec<Read> = files
        .iter()
        .map(|file| match is_pattern_file(&file.text) {
            true => Read {
                problems: pattern_examples::check_file(file),
                ..Read::default()
            },
            false => read(file, language, knowledge),
        })
        .collect();
    let layer: Vec<_> = read
        .iter()
        .enumerate()
        .flat_map(|(n, r)| r.entries.iter().map(move |e| (n, e)))
        .collect();
    let mut problems: Vec<(usize, Problem)> = read
        .iter()
        .enumerate()
        .flat_map(|(n, r)| r.problems.iter().cloned().map(move |p| (n, p)))
        .collect();
    problems.extend(lint(&layer, knowledge));
    problems.extend(style_problems(&read, &layer));
    problems.extend(run_examples(&layer));
    let mut out = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let mut findings: Vec<Finding> = problems
            .iter()
            .filter(|(at, _)| *at == n)
            .map(|(_, p)| finding(file, p))
            .collect();
        findings.sort_by(|a, b| {
            (a.span, a.rule.name, &a.message).cmp(&(b.span, b.rule.name, &b.message))
        });
        super::fingerprints::stamp(&file.text, &mut findings, &mut BTreeMap::new());
        let entries = read[n].entries.iter().map(|l| summary(&l.entry)).collect();
        out.push(GlossaryReport {
            path: file.path.clone(),
            text: file.text.clone(),
            findings,
            entries,
            refused: read[n]
                .problems
                .iter()
                .any(|p| p.severity == Severity::Error),
        });
    }
    out
}

fn finding(file: &GlossaryFile, problem: &Problem) -> Finding {
    let mut finding = Finding::new(
        rules::glossary_rule(problem.rule),
        problem.span,
        problem.span.slice(&file.text),
        problem.message.clone(),
    );
    finding.severity = problem.severity;
    finding
}

fn summary(entry: &Entry) -> EntrySummary {
    let form = entry
        .designations
        .first()
        .map(|d| d.text.clone())
        .or_else(|| entry.native_text().map(str::to_owned));
    EntrySummary {
        id: entry.id.clone(),
        kind: entry.kind,
        kind_inferred: entry.kind_inferred,
        native_language: entry.native.first().map(|n| n.language.clone()),
        form: form.unwrap_or_default(),
        forms: entry.designations.len(),
    }
}

/// Choices of styles that fit neither an entry of these files nor one of the packs.
fn style_problems(read: &[Read], layer: &crate::glossary::lint::Layer) -> Vec<(usize, Problem)> {
    if read.iter().all(|r| r.style.is_none()) {
        return Vec::new();
    }
    let packs = Layers::packs();
    let mut entries: BTreeMap<&str, &Entry> = packs.entries().map(|e| (e.id.as_str(), e)).collect();
    entries.extend(layer.iter().map(|(_, l)| (l.entry.id.as_str(), &l.entry)));
    let styles = read
        .iter()
        .enumerate()
        .filter_map(|(n, r)| Some((n, r.style.as_ref()?)));
    styles
        .flat_map(|(n, style)| {
            let problems = style.lint(|id| entries.get(id).copied());
            problems.into_iter().map(move |p| (n, p))
        })
        .collect()
}

/// Runs `matches` and `rejects` of all entries against the layer alone.
fn run_examples(layer: &crate::glossary::lint::Layer) -> Vec<(usize, Problem)> {
    if layer
        .iter()
        .all(|(_, l)| l.matches.is_empty() && l.rejects.is_empty())
    {
        return Vec::new();
    }
    let entries: Vec<Entry> = layer.iter().map(|(_, l)| l.entry.clone()).collect();
    let Ok(blob) = compile(&entries, embedded::knowledge(), "") else {
        return Vec::new();
    };
    let Ok(index) = Index::open(Cow::Owned(blob)) else {
        return Vec::new();
    };
    let layers = Layers::of_index(index);
    let mut out = Vec::new();
    for (n, (file, located)) in layer.iter().enumerate() {
        let failures = examples::failing(&layers, 0, n as u32, &located.entry);
        out.extend(failures.into_iter().map(|failure| {
            let span = failure.place(located);
            let problem = Problem::error("glossary-example", span, failure.message);
            (*file, problem)
        }));
    }
    out
}

/// A checker over one glossary text, for tests and examples.
#[cfg(test)]
pub(crate) fn checker_for(text: &str) -> Checker {
    let file = GlossaryFile {
        path: "test.yaml".to_owned(),
        text: text.to_owned(),
    };
    let layers = Layers::open(&[file], &crate::scan::LayerOptions::default())
        .expect("the test glossary is valid");
    Checker::new(
        layers,
        Settings {
            language: LanguageTag::parse("en"),
            ..Settings::default()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let file = GlossaryFile {
            path: "g.yaml".to_owned(),
            text: text.to_owned(),
        };
        let reports = check_glossary(&[file], "en");
        reports[0]
            .findings
            .iter()
            .map(|f| format!("{} {:?} {}", f.rule.name, f.span.slice(text), f.message))
            .collect()
    }

    #[test]
    fn good_glossaries_are_silent() {
        assert!(
            messages(
                "Vladimir Yermakov: Владимир Ермаков\n9M729: { kind: designation, see: [SSC-8] }\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn problems_have_places_and_advice() {
        let unknown = messages("Ryabkov: { natve: Рябков }\n");
        assert!(
            unknown[0].contains("natve") && unknown[0].contains("did you mean `native`"),
            "{unknown:?}"
        );
        let value = messages("entries:\n  - { preferred: A B, kind: personn }\n");
        assert!(
            value[0].starts_with("glossary-value \"personn\""),
            "{value:?}"
        );
        let date = messages(
            "entries:\n  - preferred: Kyiv\n    superseded: { en: [ { form: Kiev, until: 14.08.2019 } ] }\n",
        );
        assert!(date[0].contains("14.08.2019"), "{date:?}");
        let example = messages(
            "Sergei Ryabkov: { native: Сергей Рябков, matches: [\"Sergej Rjabkow\", \"nobody\"], rejects: [\"Sergei Ryabov\"] }\n",
        );
        assert_eq!(example.len(), 1, "{example:?}");
        assert!(messages("Sergei Ryabkow: Сергей Рябов\n")[0].starts_with("glossary-unexplained"));
    }
}

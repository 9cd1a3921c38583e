//! The pipeline on one screen: decode → parse → language → scan → rules → findings; then what files say together.

mod directive;
mod examples;
mod fingerprints;
mod glossary;
mod merge;
mod normalize;
mod pattern_examples;
#[cfg(test)]
mod pattern_tests;
mod settle;
#[cfg(feature = "cli")]
pub(crate) mod snapshot;
#[cfg(feature = "cli")]
mod stats;
mod suppressions;
#[cfg(test)]
mod tests;

#[cfg(feature = "cli")]
pub(crate) use examples::{Failure, Tested, test_files, test_packs};
pub use glossary::{GlossaryReport, check_glossary};
pub use normalize::{Mention, Normalized, NormalizedEdit};
#[cfg(feature = "cli")]
pub(crate) use settle::{Done, settle};
#[cfg(feature = "cli")]
pub(crate) use stats::{LayerStats, Replaced, Stats, stats};

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::FileSummary;
use crate::document::decode::{DecodeNote, SourceText, decode};
use crate::document::{Document, KnownLanguage};
use crate::finding::{Finding, RuleMeta};
use crate::format;
use crate::lang::LanguageTag;
use crate::lang::detect::detect;
use crate::rules::{self, CorpusSink, RuleContext, Sink};
use crate::scan::{Layers, embedded, scan};
use crate::text::span::Span;

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path as given, `/` separators; `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the user declares about all inputs.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Language of the texts.
    pub language: Option<LanguageTag>,
    /// Language they were translated from.
    pub source_language: Option<LanguageTag>,
    /// ISO date of the texts.
    pub as_of: Option<String>,
    /// Names of rules that are off by default and wanted.
    pub enable: Vec<String>,
}

/// What was found in one file.
#[derive(Debug)]
pub struct FileReport {
    /// Path as given.
    pub path: String,
    /// Decoded text, from which places are computed.
    pub source: SourceText,
    /// Findings, sorted by place.
    pub findings: Vec<Finding>,
    /// Language of the text.
    pub language: Option<LanguageTag>,
    /// Whether the file could not be checked.
    pub failed: bool,
}

/// Checks files against glossaries. Shared between threads.
pub struct Checker {
    layers: Layers,
    settings: Settings,
}

impl Checker {
    /// A checker over these glossaries.
    #[must_use]
    pub fn new(layers: Layers, settings: Settings) -> Self {
        Self { layers, settings }
    }

    /// The glossaries.
    #[must_use]
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    /// Checks one file. Bad input gives findings, never a failure.
    #[must_use]
    pub fn check_file(&self, input: &Input) -> (FileReport, FileSummary) {
        let (source, notes) = match decode(&input.bytes, None) {
            Ok(decoded) => decoded,
            Err(error) => {
                return (
                    unreadable(input, &error.to_string()),
                    FileSummary::default(),
                );
            }
        };
        self.check_source(&input.path, source, &notes, &self.settings, &mut |_| {})
    }

    /// Checks a decoded text of which `declared` is known; `look` sees what the rules see.
    fn check_source(
        &self,
        path: &str,
        source: SourceText,
        notes: &[DecodeNote],
        declared: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> (FileReport, FileSummary) {
        let mut document = format::for_path(path).parse(source);
        declare(&mut document, declared);
        let scan = scan(&document, &self.layers);
        let context = RuleContext {
            document: &document,
            layers: &self.layers,
            scan: &scan,
            as_of: declared.as_of.as_deref(),
        };
        let mut sink = Sink::new();
        for rule in rules::document_rules()
            .iter()
            .filter(|rule| self.wants(rule.meta()))
        {
            rule.check(&context, &mut sink);
            rules::traces::report(&context, rule.meta(), &mut sink);
        }
        look(&context);
        let mut findings = sink.into_findings();
        findings.extend(encoding_finding(&document, notes));
        let places = rules::places::collect(&context);
        let summary = FileSummary::of_file(path, places);
        let language = document.language.map(|l| l.tag);
        (
            FileReport {
                path: path.to_owned(),
                source: document.source,
                findings,
                language,
                failed: false,
            },
            summary,
        )
    }

    /// Runs the corpus rules over the summaries of all files. Findings come with the path of their file.
    #[must_use]
    pub fn check_corpus(&self, summary: &FileSummary) -> Vec<(String, Finding)> {
        let mut sink = CorpusSink::default();
        for rule in rules::corpus_rules() {
            rule.check(summary, &self.layers, &mut sink);
        }
        sink.findings
    }

    /// Joins the findings of files and corpus: one finding a place and entry, sorted by path and place.
    #[must_use]
    pub fn finish(
        &self,
        mut reports: Vec<FileReport>,
        corpus: Vec<(String, Finding)>,
    ) -> Vec<FileReport> {
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        for (path, finding) in corpus {
            if let Ok(at) = reports.binary_search_by(|r| r.path.as_str().cmp(&path)) {
                reports[at].findings.push(finding);
            }
        }
        for report in &mut reports {
            let format = format::for_path(&report.path);
            merge::one_per_place(&mut report.findings);
            let edits = report
                .findings
                .iter_mut()
                .filter_map(|f| f.fix.as_mut())
                .flat_map(|fix| &mut fix.edits);
            edits.for_each(|edit| edit.text = format.escape(&edit.text));
            let text = &report.source.text;
            fingerprints::stamp(text, &mut report.findings, &mut BTreeMap::new());
            let comments = suppressions::comments(text);
            report
                .findings
                .retain(|f| !comments.iter().any(|c| c.overlaps(f.span)));
            suppressions::settle(text, &comments, &[], &mut report.findings, &self.known());
        }
        reports
    }

    /// What suppressions may speak of.
    fn known(&self) -> suppressions::Known<'_> {
        suppressions::Known {
            runs: Box::new(|meta| self.wants(meta)),
            has_entry: Box::new(|id| {
                self.layers.is_disabled(id) || self.layers.entries().any(|e| e.id == id)
            }),
        }
    }

    /// Names of the rules that do not run.
    #[cfg(feature = "cli")]
    pub(crate) fn resting_rules(&self) -> BTreeSet<&'static str> {
        let all = rules::all().into_iter();
        all.filter(|rule| !self.wants(rule))
            .map(|rule| rule.name)
            .collect()
    }

    fn wants(&self, meta: &RuleMeta) -> bool {
        meta.default_on || self.settings.enable.iter().any(|name| name == meta.name)
    }

    /// Checks one file for itself.
    #[must_use]
    pub fn check_alone(&self, input: &Input) -> FileReport {
        let (report, summary) = self.check_file(input);
        let failed = || unreadable(input, "nothing was checked");
        self.finish_alone(report, &summary).unwrap_or_else(failed)
    }

    /// A file is a corpus of one.
    fn finish_alone(&self, report: FileReport, summary: &FileSummary) -> Option<FileReport> {
        let corpus = self.check_corpus(summary);
        self.finish(vec![report], corpus).pop()
    }
}

/// Sets the languages: declared beats detected.
fn declare(document: &mut Document, declared: &Settings) {
    document
        .source_language
        .clone_from(&declared.source_language);
    if let Some(tag) = &declared.language {
        document.language = Some(KnownLanguage {
            tag: tag.clone(),
            certain: true,
        });
        return;
    }
    document.language = guess(document.text());
    let main = script_of_text(document.text());
    let Document {
        source, segments, ..
    } = document;
    for segment in segments.iter_mut() {
        let text = segment.span.slice(&source.text);
        if text.len() >= 120 && script_of_text(text) != main {
            segment.language = guess(text);
        }
    }
}

/// Dominant script of the first letters: enough to tell a Russian paragraph from an English one.
fn script_of_text(text: &str) -> crate::text::script::Script {
    let start = text.get(..text.floor_char_boundary(400)).unwrap_or("");
    crate::text::script::dominant_script(start)
}

fn guess(text: &str) -> Option<KnownLanguage> {
    let guess = detect(text, |word| embedded::knowledge().language_of_word(word))?;
    Some(KnownLanguage {
        tag: guess.tag,
        certain: guess.reliable,
    })
}

fn encoding_finding(document: &Document, notes: &[DecodeNote]) -> Option<Finding> {
    let bad: Vec<Span> = notes.iter().filter_map(DecodeNote::invalid_bytes).collect();
    let first = *bad.first()?;
    let encoding = document.source.encoding();
    let message = match bad.len() {
        1 => "bytes that are not text in the encoding of this file; save it again as UTF-8"
            .to_owned(),
        n => format!("{n} places with bytes that are not {encoding}; save the file again as UTF-8"),
    };
    Some(Finding::new(
        &rules::INPUT_ENCODING,
        first,
        first.slice(document.text()),
        message,
    ))
}

fn unreadable(input: &Input, message: &str) -> FileReport {
    let finding = Finding::new(
        &rules::INPUT_UNREADABLE,
        Span::new(0, 0),
        "",
        message.to_owned(),
    );
    FileReport {
        path: input.path.clone(),
        source: SourceText::default(),
        findings: vec![finding],
        language: None,
        failed: true,
    }
}

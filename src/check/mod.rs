//! The pipeline on one screen: decode → parse → language → scan → rules → findings; then what files say together.

mod examples;
mod fingerprints;
mod glossary;
mod locate;
mod merge;
mod normalize;
mod pattern_examples;
#[cfg(test)]
mod pattern_tests;
mod settle;
#[cfg(feature = "cli")]
mod stats;
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

use std::sync::Arc;

use crate::corpus::{FileSummary, NamePlace};
use crate::document::decode::{DecodeNote, SourceText, decode};
use crate::document::view::View;
use crate::document::{Document, KnownLanguage};
use crate::finding::{Finding, RuleMeta};
use crate::format::{self, Format, FormatOptions};
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
    /// How formats are read.
    pub formats: FormatOptions,
}

/// What was found in one file.
#[derive(Debug)]
pub struct FileReport {
    /// Path as given.
    pub path: String,
    /// Decoded text, from which places are computed.
    pub source: Arc<SourceText>,
    /// Findings, sorted by place; complete after [`Checker::finish`].
    pub findings: Vec<Finding>,
    /// Language of the main text.
    pub language: Option<LanguageTag>,
    /// Whether the file could not be checked.
    pub failed: bool,
    format: &'static dyn Format,
    /// What was found in the texts of the file, until the report is finished.
    texts: Vec<TextReport>,
    /// The inside of comments, where suppressions are written.
    #[allow(dead_code, reason = "suppressions read it")]
    comments: Vec<Span>,
}

/// What was found in one text of a file: places in its view.
#[derive(Debug)]
struct TextReport {
    view: View,
    findings: Vec<Finding>,
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

    /// Checks a decoded file of which `declared` is known; `look` sees what the rules see.
    fn check_source(
        &self,
        path: &str,
        source: SourceText,
        notes: &[DecodeNote],
        declared: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> (FileReport, FileSummary) {
        let format = format::for_path(path);
        let source = Arc::new(source);
        let parsed = format.parse(Arc::clone(&source), &declared.formats);
        let mut places = Vec::new();
        let mut texts: Vec<TextReport> = Vec::with_capacity(parsed.texts.len());
        let mut first: Option<KnownLanguage> = None;
        for (n, mut document) in parsed.texts.into_iter().enumerate() {
            if document.companion {
                document.language = first.clone();
            }
            declare(&mut document, declared);
            if n == 0 {
                first.clone_from(&document.language);
            }
            let (findings, found) = self.check_text(&document, declared, look);
            places.extend(found);
            texts.push(TextReport {
                view: document.view,
                findings,
            });
        }
        let mut findings: Vec<Finding> = encoding_finding(&source, notes).into_iter().collect();
        findings.extend(parsed.notes.into_iter().map(|(span, message)| {
            Finding::new(
                &rules::INPUT_FORMAT,
                span,
                span.slice(&source.text),
                message,
            )
        }));
        let report = FileReport {
            path: path.to_owned(),
            source,
            findings,
            language: first.map(|known| known.tag),
            failed: false,
            format,
            texts,
            comments: parsed.comments,
        };
        (report, FileSummary::of_file(path, places))
    }

    /// Runs the document rules over one text. Findings are places in its view.
    fn check_text(
        &self,
        document: &Document,
        declared: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> (Vec<Finding>, Vec<NamePlace>) {
        let scan = scan(document, &self.layers);
        let context = RuleContext {
            document,
            layers: &self.layers,
            scan: &scan,
            as_of: declared.as_of.as_deref().or(document.date.as_deref()),
        };
        let mut sink = Sink::new();
        let wanted = |meta: &RuleMeta| {
            meta.default_on || self.settings.enable.iter().any(|name| name == meta.name)
        };
        for rule in rules::document_rules()
            .iter()
            .filter(|rule| wanted(rule.meta()))
        {
            rule.check(&context, &mut sink);
            rules::traces::report(&context, rule.meta(), &mut sink);
        }
        look(&context);
        let mut findings = sink.into_findings();
        findings.retain(|finding| !document.is_opaque(finding.span));
        (findings, rules::places::collect(&context))
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
                locate::take_in(&mut reports[at], &path, finding);
            }
        }
        for report in &mut reports {
            locate::finish(report);
        }
        reports
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
    if let Some(tag) = &declared.source_language {
        document.source_language = Some(tag.clone());
    }
    if let Some(tag) = &declared.language {
        document.language = Some(KnownLanguage {
            tag: tag.clone(),
            certain: true,
        });
    }
    if document.language.is_some() {
        return;
    }
    document.language = guess(document.text());
    let main = script_of_text(document.text());
    let mut segments = std::mem::take(&mut document.segments);
    for segment in segments.iter_mut().filter(|s| s.language.is_none()) {
        let text = segment.span.slice(document.text());
        if text.len() >= 120 && script_of_text(text) != main {
            segment.language = guess(text);
        }
    }
    document.segments = segments;
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

fn encoding_finding(source: &SourceText, notes: &[DecodeNote]) -> Option<Finding> {
    let bad: Vec<Span> = notes.iter().filter_map(DecodeNote::invalid_bytes).collect();
    let first = *bad.first()?;
    let encoding = source.encoding();
    let message = match bad.len() {
        1 => "bytes that are not text in the encoding of this file; save it again as UTF-8"
            .to_owned(),
        n => format!("{n} places with bytes that are not {encoding}; save the file again as UTF-8"),
    };
    Some(Finding::new(
        &rules::INPUT_ENCODING,
        first,
        first.slice(&source.text),
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
        source: Arc::default(),
        findings: vec![finding],
        language: None,
        failed: true,
        format: format::for_path(&input.path),
        texts: Vec::new(),
        comments: Vec::new(),
    }
}

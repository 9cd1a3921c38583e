//! The pipeline on one screen: decode → parse → language → scan → rules → findings; then what files say together.

mod directive;
#[cfg(feature = "lsp")]
mod examine;
mod examples;
mod fingerprints;
mod glossary;
mod known;
mod locate;
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
pub use known::known;
pub use normalize::{Mention, Normalized, NormalizedEdit};
#[cfg(feature = "cli")]
pub(crate) use settle::{Done, settle};
#[cfg(feature = "cli")]
pub(crate) use stats::{LayerStats, Replaced, Stats, stats};

#[cfg(feature = "cli")]
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::{Config, RuleSettings, Settings};
use crate::corpus::{FileSummary, NamePlace};
use crate::document::decode::{DecodeNote, SourceText};
use crate::document::view::View;
use crate::document::{Document, KnownLanguage};
use crate::finding::{Finding, IgnoreList};
use crate::format::{self, Format};
use crate::lang::LanguageTag;
use crate::lang::detect::detect;
use crate::rules::{self, CorpusSink, RuleContext, Sink};
use crate::scan::{Layers, embedded, scan};
use crate::text::script::{Script, dominant_script, script_of};
use crate::text::span::Span;

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path as given, `/` separators; `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
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
    comments: Vec<Span>,
    /// What the file declares to be left alone.
    ignores: Vec<IgnoreList>,
}

/// What was found in one text of a file: places in its view.
#[derive(Debug)]
struct TextReport {
    view: View,
    /// Where it begins and ends in the file.
    reach: (u32, u32),
    findings: Vec<Finding>,
}

/// Checks files against glossaries. Shared between threads.
pub struct Checker {
    layers: Layers,
    config: Config,
}

impl Checker {
    /// A checker over these glossaries, under this configuration or the same settings for every file.
    #[must_use]
    pub fn new(layers: Layers, config: impl Into<Config>) -> Self {
        Self {
            layers,
            config: config.into(),
        }
    }

    /// The glossaries.
    #[must_use]
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    /// Checks one file. Bad input gives findings, never a failure.
    #[must_use]
    pub fn check_file(&self, input: &Input) -> (FileReport, FileSummary) {
        let (source, notes) = match format::decode(&input.path, &input.bytes) {
            Ok(decoded) => decoded,
            Err(error) => {
                return (
                    unreadable(&input.path, &error.to_string()),
                    FileSummary::default(),
                );
            }
        };
        let settings = self.config.settings_for(&input.path);
        self.check_source(&input.path, source, &notes, &settings, &mut |_| {})
    }

    /// Checks a decoded file under these settings; `look` sees what the rules see.
    fn check_source(
        &self,
        path: &str,
        source: SourceText,
        notes: &[DecodeNote],
        settings: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> (FileReport, FileSummary) {
        let format = format::for_path(path);
        let source = Arc::new(source);
        let parsed = format.parse(Arc::clone(&source), &settings.formats);
        let mut places = Vec::new();
        let mut texts: Vec<TextReport> = Vec::with_capacity(parsed.texts.len());
        let mut first: Option<KnownLanguage> = None;
        for (n, mut document) in parsed.texts.into_iter().enumerate() {
            if document.companion {
                document.language.clone_from(&first);
            }
            declare(&mut document, settings);
            if n == 0 {
                first.clone_from(&document.language);
            }
            let (findings, mut found) = self.check_text(&document, settings, look);
            if !document.companion {
                found.iter_mut().for_each(|place| place.record = n as u32);
            }
            places.extend(found);
            let len = document.text().len() as u32;
            let reach = document.view.source_span(Span::new(0, len));
            texts.push(TextReport {
                view: document.view,
                reach: (reach.start, reach.end),
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
            ignores: parsed.ignores,
        };
        (report, FileSummary::of_file(path, places))
    }

    /// Runs the document rules over one text. Findings are places in its view.
    fn check_text(
        &self,
        document: &Document,
        settings: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> (Vec<Finding>, Vec<NamePlace>) {
        let scan = scan(document, &self.layers);
        let context = RuleContext {
            document,
            layers: &self.layers,
            scan: &scan,
            as_of: settings
                .as_of
                .as_deref()
                .or(document.date.as_deref())
                .or(settings.fallback.as_of.as_deref()),
            settings: &settings.rules,
        };
        let mut sink = Sink::new();
        for rule in rules::document_rules()
            .iter()
            .filter(|rule| settings.rules.runs(rule.meta()))
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
            let settings = self.config.settings_for(&report.path);
            self.finish_one(report, &settings.rules);
        }
        reports
    }

    fn finish_one(&self, report: &mut FileReport, rules: &RuleSettings) {
        locate::finish(report, rules);
        let (comments, lists) = (&report.comments, &report.ignores);
        let (text, known) = (&report.source.text, self.known(rules));
        suppressions::settle(text, comments, lists, &mut report.findings, &known);
    }

    /// What suppressions may speak of.
    fn known<'a>(&'a self, rules: &'a RuleSettings) -> suppressions::Known<'a> {
        suppressions::Known {
            runs: Box::new(|meta| rules.runs(meta)),
            adjust: Box::new(|findings| rules.apply(findings)),
            has_entry: Box::new(|id| {
                self.layers.is_disabled(id) || self.layers.entries().any(|e| e.id == id)
            }),
        }
    }

    /// Names of the rules that do not run in this run.
    #[cfg(feature = "cli")]
    pub(crate) fn resting_rules(&self) -> BTreeSet<&'static str> {
        let settings = &self.config.base().rules;
        let all = rules::all().into_iter();
        all.filter(|rule| !settings.runs(rule))
            .map(|rule| rule.name)
            .collect()
    }

    /// Checks one file for itself.
    #[must_use]
    pub fn check_alone(&self, input: &Input) -> FileReport {
        let (report, summary) = self.check_file(input);
        let settings = self.config.settings_for(&input.path);
        self.finish_alone(report, &summary, &settings)
    }

    /// A file is a corpus of one.
    fn finish_alone(
        &self,
        mut report: FileReport,
        summary: &FileSummary,
        settings: &Settings,
    ) -> FileReport {
        let path = report.path.clone();
        for (_, finding) in self.check_corpus(summary) {
            locate::take_in(&mut report, &path, finding);
        }
        self.finish_one(&mut report, &settings.rules);
        report
    }
}

/// Sets the languages: declared beats detected.
fn declare(document: &mut Document, settings: &Settings) {
    let fallback = &settings.fallback;
    if let Some(tag) = &settings.source_language {
        document.source_language = Some(tag.clone());
    } else if document.source_language.is_none() {
        document
            .source_language
            .clone_from(&fallback.source_language);
    }
    let fallback = fallback
        .language
        .as_ref()
        .filter(|_| document.language.is_none());
    if let Some(tag) = settings.language.as_ref().or(fallback) {
        document.language = Some(KnownLanguage {
            tag: tag.clone(),
            certain: true,
        });
    }
    let guessed = match &document.language {
        Some(language) if language.certain => return,
        _ => guess(document.text(), &settings.languages),
    };
    document.language = match (document.language.take(), guessed) {
        // What a template declares is believed unless the text itself says otherwise.
        (Some(said), Some(seen)) if seen.certain && seen.tag.primary() != said.tag.primary() => {
            Some(seen)
        }
        (Some(said), _) => Some(KnownLanguage {
            certain: true,
            ..said
        }),
        (None, guessed) => guessed,
    };
    let main = script_of_text(document.text());
    let mut segments = std::mem::take(&mut document.segments);
    for segment in segments.iter_mut().filter(|s| s.language.is_none()) {
        let text = segment.span.slice(document.text());
        let long = text.len() >= 120 || (text.len() >= 24 && is_foreign(text, main));
        if long && script_of_text(text) != main {
            segment.language = guess(text, &settings.languages);
        }
    }
    document.segments = segments;
}

/// Whether a short text has nothing to do with that script. A line in Cyrillic may be a name that was left over.
fn is_foreign(text: &str, script: Script) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.all(|c| !matches!(script_of(c), it if it == script || it == Script::CYRL))
}

/// Dominant script of the first letters: enough to tell a Russian paragraph from an English one.
fn script_of_text(text: &str) -> Script {
    let start = text.get(..text.floor_char_boundary(400)).unwrap_or("");
    dominant_script(start)
}

fn guess(text: &str, among: &[LanguageTag]) -> Option<KnownLanguage> {
    let primary: Vec<&str> = among.iter().map(LanguageTag::primary).collect();
    let guess = detect(text, &primary, |word| {
        embedded::knowledge().language_of_word(word)
    })?;
    // Of a house that writes en-GB, an English text is one.
    let tag = among
        .iter()
        .find(|tag| tag.primary() == guess.tag.primary())
        .cloned()
        .unwrap_or(guess.tag);
    Some(KnownLanguage {
        tag,
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

fn unreadable(path: &str, message: &str) -> FileReport {
    let finding = Finding::new(
        &rules::INPUT_UNREADABLE,
        Span::new(0, 0),
        "",
        message.to_owned(),
    );
    FileReport {
        path: path.to_owned(),
        source: Arc::default(),
        findings: vec![finding],
        language: None,
        failed: true,
        format: format::for_path(path),
        texts: Vec::new(),
        comments: Vec::new(),
        ignores: Vec::new(),
    }
}

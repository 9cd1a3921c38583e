//! What a rule gets and where it reports. The sink stamps rule and language, so that rules cannot forget them.

use crate::config::RuleSettings;
use crate::corpus::FileSummary;
use crate::document::Document;
use crate::finding::{Finding, RuleMeta};
use crate::glossary::model::Entry;
use crate::lang::LanguageTag;
use crate::lang::locale::Locale;
use crate::scan::mention::{EntryRef, Mention};
use crate::scan::{Layers, Scan, embedded};
use crate::text::span::Span;

/// Defines the metadata of a rule from its doc comment, which is its manual page.
macro_rules! rule_meta {
    ($(#[doc = $doc:literal])+ $vis:vis static $name:ident = { $($field:ident: $value:expr),+ $(,)? };) => {
        $(#[doc = $doc])+
        $vis static $name: $crate::finding::RuleMeta = $crate::finding::RuleMeta {
            manual: concat!($($doc, "\n"),+),
            $($field: $value,)+
            ..$crate::finding::RuleMeta::BASE
        };
    };
}
pub(crate) use rule_meta;

/// A rule that looks at one document.
pub(crate) trait DocumentRule: Sync {
    fn meta(&self) -> &'static RuleMeta;
    fn check(&self, context: &RuleContext, sink: &mut Sink);
}

/// A rule that looks at the merged summary of all files.
pub(crate) trait CorpusRule: Sync {
    fn meta(&self) -> &'static RuleMeta;
    fn check(&self, summary: &FileSummary, layers: &Layers, sink: &mut CorpusSink);
}

/// A document and everything found in it.
pub(crate) struct RuleContext<'a> {
    pub document: &'a Document,
    pub layers: &'a Layers,
    pub scan: &'a Scan,
    /// ISO date of the text, when declared.
    pub as_of: Option<&'a str>,
    /// What the user settled about rules.
    pub settings: &'a RuleSettings,
}

impl<'a> RuleContext<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.document.text()
    }

    /// The word that is chosen for an option of a rule.
    pub(crate) fn choice(&self, rule: &RuleMeta, option: &str) -> &'a str {
        let set = self
            .settings
            .option(rule, option)
            .and_then(<[String]>::first);
        let known = rule.options.iter().find(|it| it.name == option);
        set.map_or_else(|| known.map_or("", |it| it.default), String::as_str)
    }

    /// Mentions of active entries that are certain.
    pub(crate) fn certain(&self) -> impl Iterator<Item = (&'a Mention, EntryRef, &'a Entry)> {
        let layers = self.layers;
        self.scan.mentions.iter().filter_map(move |m| {
            let at = m.entry?;
            layers.entry(at).map(|entry| (m, at, entry))
        })
    }

    /// Language of the text around a mention, and whether it is known for certain.
    pub(crate) fn language(&self, mention: &Mention) -> (Option<&'a LanguageTag>, bool) {
        let known = self
            .document
            .segments
            .get(mention.segment as usize)
            .and_then(|s| self.document.language_of(s));
        (known.map(|k| &k.tag), known.is_some_and(|k| k.certain))
    }

    /// How the language at a place writes marks, numbers, dates and times.
    pub(crate) fn locale_at(&self, span: Span) -> Option<&'static Locale> {
        let language = self.language_at(span)?;
        embedded::knowledge().locale(language.primary())
    }

    /// The language at a place.
    pub(crate) fn language_at(&self, span: Span) -> Option<&'a LanguageTag> {
        let at = self
            .document
            .segments
            .partition_point(|s| s.span.end <= span.start);
        self.document
            .segments
            .get(at)
            .and_then(|s| self.document.language_of(s))
            .map(|k| &k.tag)
    }
}

/// Collects findings of one rule over one document.
pub(crate) struct Sink {
    findings: Vec<Finding>,
}

impl Sink {
    pub(crate) fn new() -> Self {
        Self {
            findings: Vec::new(),
        }
    }

    pub(crate) fn report(&mut self, context: &RuleContext, mut finding: Finding) {
        if finding.language.is_none() {
            finding.language = context.language_at(finding.span).cloned();
        }
        // With two or more suggestions a person chooses.
        if finding.suggestions.len() > 1 {
            finding.fix = None;
        }
        self.findings.push(finding);
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Collects findings of corpus rules, each with the path of its file.
#[derive(Default)]
pub(crate) struct CorpusSink {
    pub findings: Vec<(String, Finding)>,
}

impl CorpusSink {
    pub(crate) fn report(&mut self, path: &str, finding: Finding) {
        self.findings.push((path.to_owned(), finding));
    }
}

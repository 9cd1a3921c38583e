//! The examples of entries, run: every text under `matches` must name its entry, no text under `rejects` may; and the tests of
//! whole glossaries, texts with what must become of them.

#[cfg(feature = "cli")]
use super::{Checker, pattern_examples};
use crate::config::Declared;
use crate::document::KnownLanguage;
#[cfg(feature = "cli")]
use crate::finding::Applicability;
use crate::format::plain;
#[cfg(feature = "cli")]
use crate::glossary::GlossaryFile;
use crate::glossary::model::Entry;
#[cfg(feature = "cli")]
use crate::glossary::pattern::{PatternFile, is_pattern_file};
use crate::glossary::validate::Located;
#[cfg(feature = "cli")]
use crate::glossary::validate::{LocatedTest, read};
use crate::lang::LanguageTag;
#[cfg(feature = "cli")]
use crate::scan::embedded;
use crate::scan::mention::EntryRef;
use crate::scan::{Layers, scan};
#[cfg(feature = "cli")]
use crate::text::line_index::{LineIndex, Position};
use crate::text::span::Span;

/// An example that fails.
pub(super) struct Failing {
    must_match: bool,
    /// Which of the texts under its key.
    number: usize,
    pub message: String,
}

/// What became of the examples of a glossary.
#[cfg(feature = "cli")]
#[derive(Debug, Default)]
pub(crate) struct Tested {
    pub passed: usize,
    pub failures: Vec<Failure>,
    /// Entries that have no example.
    pub untested: usize,
}

/// A failing example for a report.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub(crate) struct Failure {
    /// The file, or the pack.
    pub path: String,
    /// Where in the file; packs are compiled and have no places.
    pub position: Option<Position>,
    /// Whose example it is; a test belongs to the whole file.
    pub entry: Option<String>,
    pub message: String,
}

impl Failing {
    pub(super) fn new(must_match: bool, number: usize, message: String) -> Self {
        Self {
            must_match,
            number,
            message,
        }
    }

    /// Where the example is written, given the places of those that must be found and of those that must not.
    pub(super) fn place_in(&self, matches: &[Span], rejects: &[Span]) -> Option<Span> {
        let places = if self.must_match { matches } else { rejects };
        places.get(self.number).copied()
    }

    /// Where the example is written.
    pub(super) fn place(&self, located: &Located) -> Span {
        self.place_in(&located.matches, &located.rejects)
            .unwrap_or(located.span)
    }
}

/// Runs the examples of entry `n` of a layer.
pub(super) fn failing(layers: &Layers, layer: u8, n: u32, entry: &Entry) -> Vec<Failing> {
    let at = EntryRef { layer, entry: n };
    let id = &entry.id;
    let matches = entry.matches.iter().map(|text| (true, text)).enumerate();
    let rejects = entry.rejects.iter().map(|text| (false, text)).enumerate();
    let mut out = Vec::new();
    for (number, (must_match, text)) in matches.chain(rejects) {
        if is_found(layers, text, at) != must_match {
            let message = if must_match {
                format!("`{id}` is not found in «{text}»")
            } else {
                format!("`{id}` is found in «{text}», which it rejects")
            };
            out.push(Failing {
                must_match,
                number,
                message,
            });
        }
    }
    out
}

/// Whether the entry is found in the text. A bare family name counts: an example has no room for a full name.
fn is_found(layers: &Layers, text: &str, at: EntryRef) -> bool {
    let mut document = plain::document(text);
    document.language = LanguageTag::parse("en").map(|tag| KnownLanguage { tag, certain: true });
    let found = scan(&document, layers);
    found.mentions.iter().any(|m| m.candidates.contains(&at))
}

/// Runs examples and tests of the user's files, which are the first layer of the checker, as texts meet them: with the packs below.
#[cfg(feature = "cli")]
pub(crate) fn test_files(files: &[GlossaryFile], checker: &Checker) -> Tested {
    let mut tested = Tested::default();
    let mut n = 0;
    for file in files {
        let file = file.without_mark();
        if is_pattern_file(&file.text) {
            tested.run_patterns(&file, checker.layers());
            continue;
        }
        let lines = LineIndex::new(&file.text);
        let failure = |span: Span, entry: Option<&str>, message: String| Failure {
            path: file.path.clone(),
            position: Some(lines.position(&file.text, span.start)),
            entry: entry.map(str::to_owned),
            message,
        };
        let read = read(&file, "en", embedded::knowledge());
        for located in &read.entries {
            let failed = tested.run(checker.layers(), 0, n, &located.entry);
            n += 1;
            tested.failures.extend(failed.into_iter().map(|failing| {
                let place = failing.place(located);
                failure(place, Some(&located.entry.id), failing.message)
            }));
        }
        for located in &read.tests {
            match run_test(checker, located) {
                Ok(()) => tested.passed += 1,
                Err(message) => tested.failures.push(failure(located.span, None, message)),
            }
        }
    }
    tested
}

/// Runs one test; on failure, what came instead.
#[cfg(feature = "cli")]
fn run_test(checker: &Checker, located: &LocatedTest) -> Result<(), String> {
    let test = &located.test;
    let declared = Declared {
        language: Some(located.language.clone()),
        source_language: None,
        as_of: test.as_of.clone(),
    };
    let done = checker
        .normalize("", test.text.clone(), &declared, Applicability::Safe)
        .map_err(|error| error.to_string())?;
    if let Some(wanted) = test.normalized.as_ref().filter(|it| **it != done.text) {
        let message = format!("«{}» becomes «{}», not «{wanted}»", test.text, done.text);
        return Err(message);
    }
    let named: Vec<&str> = done.mentions.iter().filter_map(|m| m.entry).collect();
    match &test.mentions {
        Some(wanted) if *wanted != named => {
            let list = |ids: &[&str]| match ids {
                [] => "nothing".to_owned(),
                ids => ids.join(", "),
            };
            let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            let (named, wanted) = (list(&named), list(&wanted));
            Err(format!("«{}» names {named}, not {wanted}", test.text))
        }
        _ => Ok(()),
    }
}

/// Runs the examples of the packs in use.
#[cfg(feature = "cli")]
pub(crate) fn test_packs(layers: &Layers) -> Tested {
    let mut tested = Tested::default();
    for set in embedded::patterns() {
        for pattern in set.all() {
            let failed = pattern_examples::failing(layers, pattern, set.target());
            tested.passed += pattern.bad.len() + pattern.good.len() - failed.len();
            tested
                .failures
                .extend(failed.into_iter().map(|failing| Failure {
                    path: format!("artifacts ({})", set.target()),
                    position: None,
                    entry: Some(pattern.id.clone()),
                    message: failing.message,
                }));
        }
    }
    for (number, layer) in layers.layers.iter().enumerate().filter(|(_, l)| !l.user) {
        for n in 0..layer.index.entry_count() {
            let at = EntryRef {
                layer: number as u8,
                entry: n,
            };
            let Some(entry) = layers.entry(at) else {
                continue;
            };
            let failed = tested.run(layers, at.layer, n, entry);
            tested
                .failures
                .extend(failed.into_iter().map(|failing| Failure {
                    path: entry.pack.clone().unwrap_or_default(),
                    position: None,
                    entry: Some(entry.id.clone()),
                    message: failing.message,
                }));
        }
    }
    tested
}

#[cfg(feature = "cli")]
impl Tested {
    fn run(&mut self, layers: &Layers, layer: u8, n: u32, entry: &Entry) -> Vec<Failing> {
        let count = entry.matches.len() + entry.rejects.len();
        self.untested += usize::from(count == 0);
        let failed = failing(layers, layer, n, entry);
        self.passed += count - failed.len();
        failed
    }

    /// Runs the examples of a file of patterns, which the layers hold.
    fn run_patterns(&mut self, file: &GlossaryFile, layers: &Layers) {
        let lines = LineIndex::new(&file.text);
        let read = PatternFile::read(file, embedded::knowledge());
        for located in &read.patterns {
            let pattern = &located.pattern;
            let failed = pattern_examples::failing(layers, pattern, &read.target);
            self.passed += pattern.bad.len() + pattern.good.len() - failed.len();
            self.failures.extend(failed.into_iter().map(|failing| {
                let place = failing.place_in(&located.bad, &located.good);
                let start = place.unwrap_or(located.span).start;
                Failure {
                    path: file.path.clone(),
                    position: Some(lines.position(&file.text, start)),
                    entry: Some(pattern.id.clone()),
                    message: failing.message,
                }
            }));
        }
    }
}

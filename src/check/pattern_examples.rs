//! The examples of patterns, run: every text under `bad` must match its pattern, no text under `good` may.

use super::examples::Failing;
use crate::document::KnownLanguage;
use crate::format::plain;
use crate::glossary::GlossaryFile;
use crate::glossary::pattern::{Pattern, PatternFile};
use crate::glossary::validate::Problem;
use crate::lang::LanguageTag;
use crate::scan::{LayerOptions, Layers, embedded, scan, traces};

/// Reads a file of patterns and runs its examples: every problem with its place.
pub(super) fn check_file(file: &GlossaryFile) -> Vec<Problem> {
    let mut read = PatternFile::read(file, embedded::knowledge());
    if read.problems.is_empty()
        && let Ok(layers) = Layers::open(std::slice::from_ref(file), &LayerOptions::default())
    {
        for located in &read.patterns {
            let failures = failing(&layers, &located.pattern, &read.target);
            read.problems.extend(failures.into_iter().map(|failure| {
                let place = failure.place_in(&located.bad, &located.good);
                let span = place.unwrap_or(located.span);
                Problem::error("glossary-example", span, failure.message)
            }));
        }
    }
    read.problems
}

/// The examples of a pattern that fail, for texts in `target`.
pub(super) fn failing(layers: &Layers, pattern: &Pattern, target: &str) -> Vec<Failing> {
    let bad = pattern.bad.iter().map(|text| (true, text)).enumerate();
    let good = pattern.good.iter().map(|text| (false, text)).enumerate();
    let mut out = Vec::new();
    for (number, (must_match, text)) in bad.chain(good) {
        if matches(layers, pattern, target, text) != must_match {
            let message = match must_match {
                true => format!("`{}` is not found in «{text}»", pattern.id),
                false => format!("`{}` is found in «{text}», which is good", pattern.id),
            };
            out.push(Failing::new(must_match, number, message));
        }
    }
    out
}

fn matches(layers: &Layers, pattern: &Pattern, target: &str, text: &str) -> bool {
    let mut document = plain::document(text);
    document.language = LanguageTag::parse(target).map(|tag| KnownLanguage { tag, certain: true });
    document.source_language = pattern.source.as_deref().and_then(LanguageTag::parse);
    let found = scan(&document, layers);
    found
        .traces
        .iter()
        .filter_map(|trace| traces::pattern(layers, trace))
        .any(|p| p.id == pattern.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_embedded_patterns_hold() {
        let layers = Layers::packs();
        let (mut patterns, mut failures) = (0, Vec::new());
        for set in embedded::patterns() {
            for pattern in set.all() {
                patterns += 1;
                let failed = failing(&layers, pattern, set.target());
                failures.extend(failed.into_iter().map(|f| f.message));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
        assert!(patterns > 0, "no pattern was tested");
    }
}

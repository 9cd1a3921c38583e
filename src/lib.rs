//! exonym reads articles that have been through translation and makes their names, designations and terms agree: with a glossary,
//! inside one text, and across sources.
//!
//! The way in is [`Checker`]: open the glossaries with [`Layers::open`], check each file with [`Checker::check_file`], merge the
//! summaries, run [`Checker::check_corpus`] over them and join everything with [`Checker::finish`].

#![deny(unsafe_code)]

mod check;
pub mod config;
mod corpus;
mod document;
mod finding;
mod fix;
mod format;
mod glossary;
#[allow(
    dead_code,
    reason = "the build script reads tables with it; the library opens the result"
)]
mod lang;
#[cfg(feature = "cli")]
mod report;
#[allow(
    dead_code,
    reason = "the build script reads tables with it; the library opens the result"
)]
mod romanization;
mod rules;
mod scan;
#[allow(
    dead_code,
    reason = "a layer of its own: folds with offset maps are there for every format"
)]
mod text;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lsp")]
mod lsp;

pub use check::{
    Checker, FileReport, GlossaryReport, Input, Mention, Normalized, NormalizedEdit,
    check_glossary, known,
};
pub use config::{Config, Declared, RuleSettings, Settings};
pub use corpus::FileSummary;
pub use finding::{
    Applicability, Edit, Finding, Fingerprint, Fix, OptionKind, Related, RelatedRole, RuleMeta,
    RuleOption, Severity, Suppression, SuppressionKind, Tier,
};
pub use format::FormatOptions;
pub use glossary::GlossaryFile;
pub use lang::LanguageTag;
pub use rules::all as rules;
pub use scan::{LayerOptions, Layers, LoadError, UserGlossary};
pub use text::line_index::{LineIndex, Position};
pub use text::span::{PartId, Span};

/// Whether `latin` could render the native name `native`, in any convention known here; languages are BCP 47 tags.
///
/// # Errors
/// When one of the two has no letters that a name could be made of.
pub fn could_render(
    native: &str,
    latin: &str,
    native_language: Option<&str>,
    text_language: Option<&str>,
) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let knowledge = scan::embedded::knowledge();
    let found = romanization::names::match_name(
        &knowledge.tables,
        &knowledge.inflections,
        native,
        latin,
        native_language,
        text_language,
    )?;
    Ok(found.matched)
}

/// Folds and tokenizes a text and throws the tokens away: the yardstick of the benchmarks.
#[doc(hidden)]
#[must_use]
pub fn count_tokens(text: &str) -> usize {
    let mut tokens = Vec::new();
    text::token::tokenize(text, &mut tokens);
    tokens.len()
}

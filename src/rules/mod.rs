//! Rules: one file a rule, and one line in each of the two lists here.

mod context;
mod designation_format;
mod glossary_rules;
mod input_rules;
mod judgement;
mod mixed_script;
mod name_inconsistent;
mod name_variant;
pub(crate) mod places;
mod repair;
mod term_variant;

pub(crate) use context::{CorpusRule, CorpusSink, DocumentRule, RuleContext, Sink};
pub(crate) use glossary_rules::meta as glossary_rule;
pub(crate) use input_rules::INPUT_ENCODING;
pub(crate) use input_rules::INPUT_UNREADABLE;

use crate::finding::RuleMeta;

/// Rules that look at one document.
pub(crate) fn document_rules() -> &'static [&'static dyn DocumentRule] {
    &[
        &designation_format::DesignationFormat,
        &mixed_script::MixedScript,
        &name_variant::NameVariant,
        &term_variant::TermVariant,
    ]
}

/// Rules that look at all files together.
pub(crate) fn corpus_rules() -> &'static [&'static dyn CorpusRule] {
    &[&name_inconsistent::NameInconsistent]
}

/// Every rule that can appear in output, sorted by name.
#[must_use]
pub fn all() -> Vec<&'static RuleMeta> {
    let mut all: Vec<&'static RuleMeta> = document_rules().iter().map(|r| r.meta()).collect();
    all.extend(corpus_rules().iter().map(|r| r.meta()));
    all.extend(glossary_rules::all());
    all.extend(input_rules::all());
    all.sort_by_key(|meta| meta.name);
    all
}

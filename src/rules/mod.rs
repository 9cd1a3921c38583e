//! Rules: one file a rule, and one line in each of the two lists here.

mod acronym_expansion;
mod acronym_transliterated;
mod acronym_undefined;
mod back_translated_quote;
mod beside;
mod beside_number;
mod boilerplate;
mod bracket_note;
mod broken_line;
mod calque;
mod capitals;
mod clock;
mod clock_half;
mod context;
mod damage;
mod date_faults;
mod date_format;
mod date_words;
mod designation_format;
mod dialogue_dash;
mod doubled_word;
mod encoding_damage;
mod gender_mismatch;
mod glossary_rules;
mod input_rules;
mod invisible;
mod invisible_character;
mod judgement;
mod line_ends;
mod markup_residue;
mod mixed_script;
mod name_ambiguous;
mod name_back_transliterated;
mod name_inconsistent;
mod name_inflected;
mod name_untranslated;
mod name_variant;
mod number_faults;
mod number_format;
mod number_separators;
mod number_signs;
mod opinion;
mod place_form;
pub(crate) mod places;
mod punctuation_spacing;
mod quote_lone;
mod quote_place;
mod quote_single;
mod quote_spacing;
mod quote_style;
mod reading;
mod repair;
mod repeated_text;
mod residue;
mod sieve;
#[cfg(test)]
mod style_tests;
mod suppression_rules;
mod term_inconsistent;
mod term_variant;
mod time_format;
pub(crate) mod traces;
mod wording;
mod words_beside;
mod wrong_case;
mod wrong_sense;

pub(crate) use context::{CorpusRule, CorpusSink, DocumentRule, RuleContext, Sink};
pub(crate) use glossary_rules::meta as glossary_rule;
pub(crate) use input_rules::INPUT_ENCODING;
pub(crate) use input_rules::INPUT_FORMAT;
pub(crate) use input_rules::INPUT_UNREADABLE;
pub(crate) use reading::reading;
pub(crate) use suppression_rules::{SUPPRESSION_INVALID, SUPPRESSION_UNUSED};

use crate::finding::RuleMeta;

/// Rules that look at one document.
pub(crate) fn document_rules() -> &'static [&'static dyn DocumentRule] {
    &[
        &acronym_expansion::AcronymExpansion,
        &acronym_transliterated::AcronymTransliterated,
        &acronym_undefined::AcronymUndefined,
        &back_translated_quote::BackTranslatedQuote,
        &boilerplate::BoilerplateLines,
        &broken_line::BrokenLine,
        &calque::Calque,
        &date_format::DateFormat,
        &designation_format::DesignationFormat,
        &dialogue_dash::DialogueDash,
        &doubled_word::DoubledWord,
        &encoding_damage::EncodingDamage,
        &gender_mismatch::GenderMismatch,
        &invisible_character::InvisibleCharacter,
        &markup_residue::MarkupResidue,
        &mixed_script::MixedScript,
        &name_ambiguous::NameAmbiguous,
        &name_back_transliterated::NameBackTransliterated,
        &name_inflected::NameInflected,
        &name_untranslated::NameUntranslated,
        &name_variant::NameVariant,
        &number_format::NumberFormat,
        &punctuation_spacing::PunctuationSpacing,
        &quote_spacing::QuoteSpacing,
        &quote_style::QuoteStyle,
        &repeated_text::RepeatedText,
        &term_inconsistent::TermInconsistent,
        &term_variant::TermVariant,
        &time_format::TimeFormat,
        &wrong_case::WrongCase,
        &wrong_sense::WrongSense,
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
    all.extend(suppression_rules::all());
    all.sort_by_key(|meta| meta.name);
    all
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::finding::Finding;
    use crate::{Checker, GlossaryFile, Input, LanguageTag, LayerOptions, Layers, Settings};

    /// Findings of one text under one glossary, the packs and these settings.
    pub(crate) fn check_under(glossary: &str, settings: Settings, text: &str) -> Vec<Finding> {
        let file = GlossaryFile {
            path: "test.yaml".to_owned(),
            text: glossary.to_owned(),
        };
        let layers = Layers::open(&[file], &LayerOptions::default()).expect("a valid glossary");
        let input = Input {
            path: "t.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        Checker::new(layers, settings).check_alone(&input).findings
    }

    /// Findings over these files, each with the path of its file, under one glossary and the packs.
    pub(crate) fn check(
        glossary: &str,
        as_of: Option<&str>,
        files: &[(&str, &str)],
    ) -> Vec<(String, Finding)> {
        check_in_style(glossary, None, as_of, files)
    }

    /// Findings over these files under one glossary, the packs and a house style.
    pub(crate) fn check_in_style(
        glossary: &str,
        style: Option<&str>,
        as_of: Option<&str>,
        files: &[(&str, &str)],
    ) -> Vec<(String, Finding)> {
        let file = GlossaryFile {
            path: "test.yaml".to_owned(),
            text: glossary.to_owned(),
        };
        let options = LayerOptions {
            style: style.map(str::to_owned),
            ..LayerOptions::default()
        };
        let layers = Layers::open(&[file], &options).expect("a valid glossary");
        let checker = Checker::new(
            layers,
            Settings {
                language: LanguageTag::parse("en"),
                as_of: as_of.map(str::to_owned),
                ..Settings::default()
            },
        );
        let (reports, summaries): (Vec<_>, Vec<_>) = files
            .iter()
            .map(|(path, text)| {
                checker.check_file(&Input {
                    path: (*path).to_owned(),
                    bytes: text.as_bytes().to_vec(),
                })
            })
            .unzip();
        let summary = summaries
            .into_iter()
            .fold(crate::FileSummary::default(), crate::FileSummary::merge);
        let corpus = checker.check_corpus(&summary);
        checker
            .finish(reports, corpus)
            .into_iter()
            .flat_map(|r| r.findings.into_iter().map(move |f| (r.path.clone(), f)))
            .collect()
    }

    /// A finding as `rule severity "text" → suggestion applicability`.
    pub(crate) fn line(finding: &Finding) -> String {
        let fix = finding
            .fix
            .as_ref()
            .map_or("none", |f| f.applicability.as_str());
        format!(
            "{} {} {:?} → {} {fix}",
            finding.rule.name,
            finding.severity.as_str(),
            finding.text,
            finding.suggestions.join("|")
        )
    }

    /// What one rule finds in a text of this language, as lines without the name of the rule.
    pub(crate) fn found_by(rule: &str, language: &str, text: &str) -> Vec<String> {
        let settings = Settings {
            language: LanguageTag::parse(language),
            ..Settings::default()
        };
        let prefix = format!("{rule} ");
        check_under("", settings, text)
            .iter()
            .map(line)
            .filter_map(|l| l.strip_prefix(&prefix).map(str::to_owned))
            .collect()
    }

    /// The findings of one text.
    pub(crate) fn lines(glossary: &str, as_of: Option<&str>, text: &str) -> Vec<String> {
        check(glossary, as_of, &[("t.txt", text)])
            .iter()
            .map(|(_, finding)| line(finding))
            .collect()
    }
}

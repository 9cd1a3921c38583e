//! `name-inconsistent`: one listed person, two spellings, within a text or across the files given.

use std::collections::BTreeMap;

use super::context::{CorpusRule, CorpusSink, rule_meta};
use super::places::form_key;
use crate::corpus::{FileSummary, NamePlace, PartOfName};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, Related, RelatedRole, RuleMeta,
    RuleStatus, Severity,
};
use crate::lang::LanguageTag;
use crate::scan::Layers;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds a person of the glossary who is spelled in two ways, in one text or in the files of one run. The odd places are
    /// reported, one finding each; all places of one disagreement share a `group`. For family names the form of the glossary
    /// decides, then the majority; given names are compared within one text only.
    ///
    /// ## Why
    /// Machine translation decides on a spelling sentence by sentence: Yermakov becomes Ermakov three lines on.
    ///
    /// ## Example
    /// ```text
    /// Director Vladimir Yermakov spoke first. “There are no talks at state level and there will be none,” Ermakov added later.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Director Vladimir Yermakov spoke first. “There are no talks at state level and there will be none,” Yermakov added later.
    /// ```
    ///
    /// ## Fix safety
    /// Safe for a family name where one convention explains the form and the full name stands in the text; unsafe for given names.
    ///
    /// ## References
    /// - ITS 2.0, localization quality issue type `inconsistent-entities`, https://www.w3.org/TR/its20/
    pub(crate) static META = {
        name: "name-inconsistent",
        summary: "one person spelled in two ways, in one text or across the files given",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "inconsistent-entities", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct NameInconsistent;

/// Places of one part of one person's name in one language, by comparison key of the form.
type Forms<'a> = BTreeMap<String, Vec<(&'a str, &'a NamePlace)>>;

impl CorpusRule for NameInconsistent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, summary: &FileSummary, _layers: &Layers, sink: &mut CorpusSink) {
        let mut families: BTreeMap<(&str, &str), Forms> = BTreeMap::new();
        let mut given: BTreeMap<(&str, &str, &str), Forms> = BTreeMap::new();
        for (path, places) in &summary.files {
            for place in places {
                let row = (path.as_str(), place);
                let forms = match place.part {
                    PartOfName::Family => {
                        families.entry((&place.entry, &place.language)).or_default()
                    }
                    PartOfName::Given => given
                        .entry((path, &place.entry, &place.language))
                        .or_default(),
                };
                forms.entry(form_key(place)).or_default().push(row);
            }
        }
        for ((entry, language), forms) in &families {
            disagreement(forms, &format!("family:{entry}:{language}"), sink);
        }
        for ((path, entry, language), forms) in &given {
            disagreement(forms, &format!("given:{entry}:{language}:{path}"), sink);
        }
    }
}

/// Reports the odd places of one disagreement.
fn disagreement(forms: &Forms, group: &str, sink: &mut CorpusSink) {
    if forms.len() < 2 {
        return;
    }
    let Some(main) = main_form(forms) else { return };
    let Some((main_path, main_place)) = forms.get(main).and_then(|places| places.first()) else {
        return;
    };
    let all_right = forms.values().flatten().all(|(_, place)| place.right);
    for (form, places) in forms {
        if form == main {
            continue;
        }
        for (path, place) in places {
            // Two admitted family names in different files are each house's own choice.
            if place.right && place.part == PartOfName::Family && !(all_right && path == main_path)
            {
                continue;
            }
            // A given name that is wrong in itself is name-variant's to report.
            if place.part == PartOfName::Given && !place.right {
                continue;
            }
            sink.report(
                path,
                finding(place, path, forms, (main_path, main_place), group),
            );
        }
    }
}

/// The form to keep: right before wrong, then the more frequent, then the first.
fn main_form<'a>(forms: &'a Forms) -> Option<&'a String> {
    let right = |places: &[(&str, &NamePlace)]| places.iter().any(|(_, p)| p.right);
    let preferred = |form: &str, places: &[(&str, &NamePlace)]| {
        places.iter().any(|(_, p)| {
            p.part == PartOfName::Family
                && p.preferred
                    .as_deref()
                    .is_some_and(|f| super::judgement::key(f) == form)
        })
    };
    let first =
        |places: &[(&'a str, &'a NamePlace)]| places.iter().map(|(path, p)| (*path, p.start)).min();
    forms
        .iter()
        .min_by_key(|(form, places)| {
            (
                !preferred(form, places),
                !right(places),
                std::cmp::Reverse(places.len()),
                first(places),
            )
        })
        .map(|(form, _)| form)
}

fn finding(
    place: &NamePlace,
    path: &str,
    forms: &Forms,
    (main_path, main): (&str, &NamePlace),
    group: &str,
) -> Finding {
    let family = place.part == PartOfName::Family;
    // Where even the main form is not the glossary's, the glossary's is still what to write.
    let target = if family {
        place.preferred.clone().unwrap_or_else(|| main.text.clone())
    } else {
        main.text.clone()
    };
    let count = |form: &NamePlace| forms.get(&form_key(form)).map_or(0, Vec::len);
    let elsewhere = if path == main_path {
        "in this text"
    } else {
        "in other files"
    };
    let message = format!(
        "{}: {} {elsewhere} ({}×, here {}×)",
        place.text,
        main.text,
        count(main),
        count(place)
    );
    let span = Span::new(place.start, place.end);
    let mut finding = Finding::new(&META, span, &place.text, message);
    finding.severity = if family && !place.right {
        Severity::Warning
    } else {
        Severity::Info
    };
    finding.language = LanguageTag::parse(&place.language);
    finding.entry = Some(place.entry.clone());
    finding.preferred = Some(target.clone());
    finding.group = Some(group.to_owned());
    finding.suggestions = vec![target.clone()];
    let applicability = if family && !place.right && place.safe {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let mut edits: Vec<Edit> = Vec::new();
    if let Some((start, end, word)) = place.article.as_ref().filter(|_| family) {
        edits.push(Edit {
            span: Span::new(*start, *end),
            text: word.clone(),
        });
    }
    edits.push(Edit { span, text: target });
    finding.fix = Some(Fix {
        applicability,
        reason: place.reason.clone(),
        edits,
    });
    finding.related = vec![Related {
        role: RelatedRole::Majority,
        path: (path != main_path).then(|| main_path.to_owned()),
        span: Span::new(main.start, main.end),
        line: main.line,
        column: main.column,
        text: main.text.clone(),
        message: format!("{} stands here", main.text),
    }];
    finding
}

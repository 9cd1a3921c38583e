//! `name-inconsistent`: one listed person, two spellings, within a text or across the files given.

use std::collections::BTreeMap;

use super::context::{CorpusRule, CorpusSink, rule_meta};
use super::places::{form_key, name_key};
use super::repair::is_capitals;
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
        let mut admitted: BTreeMap<(PartOfName, &str, u32, &str, &str), Forms> = BTreeMap::new();
        for (path, places) in &summary.files {
            for place in places {
                let row = (path.as_str(), place);
                if place.part == PartOfName::Family {
                    let forms = families.entry((&place.entry, &place.language)).or_default();
                    forms.entry(form_key(place)).or_default().push(row);
                }
                if place.right {
                    let forms = admitted
                        .entry((
                            place.part,
                            path,
                            place.record,
                            &place.entry,
                            &place.language,
                        ))
                        .or_default();
                    forms.entry(form_key(place)).or_default().push(row);
                }
            }
        }
        for ((entry, language), forms) in &families {
            // A right form in another file is that house's own choice.
            disagreement(forms, &format!("family:{entry}:{language}"), false, sink);
        }
        // Two right forms disagree within one text only. A wrong given name is name-variant's to report.
        for ((part, path, record, entry, language), forms) in &admitted {
            let part = match part {
                PartOfName::Family => "family",
                PartOfName::Given => "given",
            };
            let record = match record {
                0 => String::new(),
                record => format!(":{record}"),
            };
            let group = format!("{part}:{entry}:{language}:{path}{record}");
            disagreement(forms, &group, true, sink);
        }
    }
}

/// Reports the odd places of one disagreement: the right ones, or the wrong ones.
fn disagreement(forms: &Forms, group: &str, right: bool, sink: &mut CorpusSink) {
    if forms.len() < 2 {
        return;
    }
    let Some(main) = main_form(forms) else { return };
    let Some(places) = forms.get(main) else {
        return;
    };
    // A headline in capitals shows no spelling to follow.
    let Some(keep) = places
        .iter()
        .find(|(_, p)| !is_capitals(&p.text))
        .or_else(|| places.first())
    else {
        return;
    };
    for (_, places) in forms.iter().filter(|(form, _)| *form != main) {
        for (path, place) in places.iter().filter(|(_, p)| p.right == right) {
            let counts = (forms.get(main).map_or(0, Vec::len), places.len());
            sink.report(path, finding(place, path, *keep, counts, group));
        }
    }
}

/// The form to keep: right before wrong, then the more frequent, then the first.
fn main_form<'a>(forms: &'a Forms) -> Option<&'a String> {
    let right = |places: &[(&str, &NamePlace)]| places.iter().any(|(_, p)| p.right);
    let preferred = |form: &str, places: &[(&str, &NamePlace)]| {
        places
            .iter()
            .any(|(_, p)| p.preferred.as_deref().is_some_and(|f| name_key(f) == form))
    };
    let first =
        |places: &[(&'a str, &'a NamePlace)]| places.iter().map(|(path, p)| (*path, p.start)).min();
    forms
        .iter()
        .min_by_key(|(form, places)| {
            // Of two admitted given names the majority decides; the glossary only breaks a tie.
            let given = places.iter().any(|(_, p)| p.part == PartOfName::Given);
            (
                !given && !preferred(form, places),
                !right(places),
                std::cmp::Reverse(places.len()),
                !preferred(form, places),
                first(places),
            )
        })
        .map(|(form, _)| form)
}

fn finding(
    place: &NamePlace,
    path: &str,
    (main_path, main): (&str, &NamePlace),
    (main_count, count): (usize, usize),
    group: &str,
) -> Finding {
    let target = target(place, main);
    let elsewhere = match path == main_path {
        true if place.record == main.record => "in this text",
        true => "in other records",
        false => "in other files",
    };
    let message = format!(
        "{}: {} {elsewhere} ({main_count}×, here {count}×)",
        place.text, main.text
    );
    let span = Span::new(place.start, place.end);
    let mut finding = Finding::new(&META, span, &place.text, message);
    finding.severity = if place.part == PartOfName::Family && !place.right {
        Severity::Warning
    } else {
        Severity::Info
    };
    finding.language = LanguageTag::parse(&place.language);
    finding.entry = Some(place.entry.clone());
    finding.preferred = Some(target.clone());
    finding.group = Some(group.to_owned());
    finding.suggestions = vec![target.clone()];
    finding.fix = Some(fix(place, target));
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

/// What to write at a place, in its own capitals.
fn target(place: &NamePlace, main: &NamePlace) -> String {
    match &place.preferred {
        // Where even the main form is not the glossary's, the glossary's is still what to write.
        Some(form) if place.part == PartOfName::Family && !place.right => form.clone(),
        // The preferred form is in the register of the place already.
        Some(form) if name_key(form) == form_key(main) => form.clone(),
        _ if is_capitals(&place.text) => main.text.to_uppercase(),
        _ if is_capitals(&main.text) => capitalized(&main.text),
        _ => main.text.clone(),
    }
}

/// A shouted name in ordinary capitals, the best that can be told from a headline.
fn capitalized(name: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for c in name.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic();
    }
    out
}

/// Safe only where the glossary has a form of this language: a majority has no authority to edit by.
fn fix(place: &NamePlace, target: String) -> Fix {
    let family = place.part == PartOfName::Family;
    let applicability = if place.preferred.is_none() {
        Applicability::Display
    } else if family && !place.right && place.safe {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let reason = if place.preferred.is_none() {
        "the glossary prefers no form in this language".to_owned()
    } else {
        place.reason.clone()
    };
    let mut edits: Vec<Edit> = Vec::new();
    // The article was found for the preferred form, and goes with no other.
    let article = place.article.as_ref();
    if let Some((start, end, word)) = article.filter(|_| place.preferred.as_ref() == Some(&target))
    {
        edits.push(Edit {
            span: Span::new(*start, *end),
            text: word.clone(),
        });
    }
    edits.push(Edit {
        span: Span::new(place.start, place.end),
        text: target,
    });
    Fix {
        applicability,
        reason,
        edits,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{check, line};

    const NAMES: &str = "
entries:
  - { id: ermakov, preferred: Vladimir Yermakov, native: Владимир Ермаков, admitted: { en: [Vladimir Ermakov] } }
  - { id: bondar, preferred: { de: Iwan Bondar }, native: Иван Рябков }
  - { id: ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков, admitted: { en: [Sergey Ryabkov] } }
";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(NAMES, None, files)
            .iter()
            .filter(|(_, f)| f.rule.name == "name-inconsistent")
            .map(|(path, f)| format!("{path} {}", line(f)))
            .collect()
    }

    #[test]
    fn admitted_forms_disagree_within_one_file_only() {
        let both = "Vladimir Yermakov spoke. Vladimir Ermakov left.";
        let wanted = "b.txt name-inconsistent info \"Ermakov\" → Yermakov unsafe";
        assert_eq!(found(&[("b.txt", both)]), [wanted]);
        assert_eq!(
            found(&[("a.txt", "Vladimir Yermakov spoke."), ("b.txt", both)]),
            [wanted]
        );
        assert!(
            found(&[
                ("a.txt", "Vladimir Yermakov spoke."),
                ("b.txt", "Vladimir Ermakov left.")
            ])
            .is_empty()
        );
    }

    #[test]
    fn without_a_preferred_form_nothing_is_edited() {
        let text = "Ivan Ryabkov spoke. Ivan Ryabkov sat. Ivan Riabkov left.";
        assert_eq!(
            found(&[("a.txt", text)]),
            ["a.txt name-inconsistent warning \"Riabkov\" → Ryabkov display"]
        );
    }

    #[test]
    fn a_headline_is_no_model() {
        let text = "SERGEY RYABKOV SPEAKS\n\nSergey Ryabkov spoke. Sergei Ryabkov left.";
        assert_eq!(
            found(&[("a.txt", text)]),
            ["a.txt name-inconsistent info \"Sergei\" → Sergey unsafe"]
        );
        let text = "SERGEY RYABKOV, SERGEY RYABKOV\n\nSergei Ryabkov left.";
        assert_eq!(
            found(&[("a.txt", text)]),
            ["a.txt name-inconsistent info \"Sergei\" → Sergey unsafe"]
        );
    }
}

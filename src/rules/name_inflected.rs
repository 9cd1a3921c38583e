//! `name-inflected`: a case ending of the source language left on a name.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::key;
use super::repair::{Trust, fix, in_register, rewritten, trust};
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::index::Origin;
use crate::glossary::model::{Designation, Entry};
use crate::lang::tag::english_name;
use crate::scan::cases;
use crate::scan::is_inflected;
use crate::scan::mention::{Body, EntryRef, Mention, Piece};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds names that keep a case ending of the language they were translated from: `with Sergeem Lavrovym`, `Ryabkovu`. The case
    /// forms are derived from the native spelling. Languages that put endings of their own on foreign names (Polish, Czech, Finnish)
    /// are left alone.
    ///
    /// ## Why
    /// `Ryabkovu` is not a name. A reader takes it for another person, and a search for Ryabkov does not find it.
    ///
    /// ## Example
    /// ```text
    /// The American side wrote to Sergeyu Ryabkovu that the talks could go on, and the two sides agreed to meet again in Geneva.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The American side wrote to Sergei Ryabkov that the talks could go on, and the two sides agreed to meet again in Geneva.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the sentence may have taken its sense from the case. A form in -a (Ryabkova) may be a woman's name: it is reported only
    /// beside a given name that shows whose it is, or after the full name where no other person of that name stands in the text.
    ///
    /// ## References
    /// - A. A. Zaliznyak, Grammatical Dictionary of Russian, declension of names
    /// - MQM, fluency: grammar, word form
    pub(crate) static META = {
        name: "name-inflected",
        summary: "a case ending of another language left on a name",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "inconsistent-entities", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct NameInflected;

impl DocumentRule for NameInflected {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, at, entry) in context.certain().filter(|(m, ..)| is_inflected(m)) {
            let Some(language) = context.language(mention).0.map(|l| l.primary()) else {
                continue;
            };
            let trust = trust(context, mention);
            let Some(preferred) = entry.preferred(language).filter(|_| !trust.silent) else {
                continue;
            };
            sink.report(
                context,
                finding(context, mention, (at, entry), preferred, trust, language),
            );
        }
    }
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    (at, entry): (EntryRef, &Entry),
    preferred: &Designation,
    trust: Trust,
    language: &str,
) -> Finding {
    let text = context.text();
    let surface = mention.span.slice(text);
    let pieces = inflected(mention);
    let case = pieces.iter().find_map(|(piece, _)| {
        let info = context.layers.part(at.layer, piece.part)?;
        let latin = key(piece.span.slice(text));
        let case = cases(info, entry, &latin, language).into_iter().next()?;
        Some(format!("{} {case}", english_name(&info.part.language)))
    });
    let cause = format!(
        "a {} left in; the text is {}",
        case.as_deref().unwrap_or("case ending"),
        english_name(language)
    );
    let message = format!("{}: {cause}", surface.replace(['\n', '\r'], " "));
    let mut finding = Finding::new(&META, mention.span, surface, message);
    if trust.protected {
        finding.severity = Severity::Info;
    }
    let mut forms: Vec<(Span, String)> = pieces
        .into_iter()
        .filter_map(|(piece, family)| {
            let part = if family {
                &preferred.family
            } else {
                &preferred.given
            };
            let form = in_register(text, piece.span, part.as_deref()?, entry);
            Some((piece.span, form))
        })
        .collect();
    forms.sort_by_key(|(span, _)| *span);
    let whole = rewritten(text, mention.span, &forms);
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(whole.clone());
    finding.cause = Some(cause);
    finding.suggestions = vec![whole];
    let trust = trust.at_most(Applicability::Unsafe, "the case may have carried the sense");
    finding.fix = Some(fix(text, trust, language, &forms));
    finding
}

/// The parts in a case, each with whether it is the family name.
fn inflected(mention: &Mention) -> Vec<(Piece, bool)> {
    let Body::Person { family, given, .. } = &mention.body else {
        return Vec::new();
    };
    let parts = [(Some(*family), true), (*given, false)];
    parts
        .into_iter()
        .filter_map(|(piece, family)| Some((piece?, family)))
        .filter(|(piece, _)| piece.origin == Origin::Inflected)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
Sergei Ryabkov: { native: Сергей Рябков, gender: m, context: [deputy minister] }
Vladimir Zzputin: { native: Владимир Жутин, gender: m, preferred: { en: Vladimir Zhutin } }
";

    #[test]
    fn case_endings_are_reported() {
        for (text, form, wanted) in [
            (
                "They wrote to Sergeyu Ryabkovu.",
                "Sergeyu Ryabkovu",
                "Sergei Ryabkov",
            ),
            (
                "They saw Sergeya Ryabkova.",
                "Sergeya Ryabkova",
                "Sergei Ryabkov",
            ),
            (
                "They saw Sergei Ryabkova.",
                "Sergei Ryabkova",
                "Sergei Ryabkov",
            ),
            (
                "Sergei Ryabkov left. Talks with Ryabkovym failed.",
                "Ryabkovym",
                "Ryabkov",
            ),
            (
                "Sergei Ryabkov left. A letter of Ryabkova came.",
                "Ryabkova",
                "Ryabkov",
            ),
        ] {
            let wanted = format!("name-inflected warning {form:?} → {wanted} unsafe");
            assert_eq!(lines(NAMES, None, text), [wanted], "{text}");
        }
    }

    #[test]
    fn women_and_strangers_are_silent() {
        for text in [
            "They saw Anna Ryabkova.",
            "Vladimira Zhutina came.",
            "Ryabkova spoke; the deputy minister Ryabkova left.",
            "Sergei Ryabkov came with Anna Ryabkova. Ryabkova spoke.",
            "Sergei Ryabkov met Ms Ryabkova. Ryabkova spoke.",
            "They wrote to Anna Ryabkovu.",
        ] {
            assert_eq!(lines(NAMES, None, text), Vec::<String>::new(), "{text}");
        }
    }
}

//! `name-back-transliterated`: a person's own Latin spelling lost on the way through another script.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::{Verdict, judge, key};
use super::repair::{Trust, fix, in_register, rewritten, trust};
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity, Tier,
};
use crate::glossary::derive::PartKind;
use crate::glossary::model::{Designation, Entry};
use crate::lang::tag::english_name;
use crate::scan::mention::{Body, EntryRef, LinkedBy, Mention, Piece};
use crate::scan::{back_conventions, is_rendering};
use crate::text::script::{Script, dominant_script};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds names of people who have a Latin spelling of their own, written as somebody would who saw them in Russian or Ukrainian
    /// only: romanized (Billingsli) or spelled by ear (Billingsley). Both are derived from the form that the entry gives for Russian
    /// or Ukrainian; none has to be listed.
    ///
    /// ## Why
    /// A translation from Russian has to find out how a foreign name is spelled, and a machine often does not. Marshall Billingsley is
    /// not a spelling of Marshall Billingslea: it is somebody else.
    ///
    /// ## Example
    /// ```text
    /// The American envoy for arms control Marshall Billingsley came to Vienna for the talks, and the two sides agreed to meet again.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The American envoy for arms control Marshall Billingslea came to Vienna for the talks, and the two sides agreed to meet again.
    /// ```
    ///
    /// ## Fix safety
    /// Safe for a full name, and for a bare family name that follows it. A spelling by ear counts only where the given name fits and
    /// the words around it, or the right full name elsewhere in the text, show who is meant: people of that very name may exist.
    /// A bare family name without its full name is not reported.
    ///
    /// ## References
    /// - R. S. Gilyarevsky, B. A. Starostin, Foreign names and titles in Russian text (1985), practical transcription
    /// - UNGEGN, Manual for the national standardization of geographical names (2006), on retranscription
    pub(crate) static META = {
        name: "name-back-transliterated",
        summary: "a Latin name that was taken back from its rendering in another script",
        severity: Severity::Error,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "inconsistent-entities", severity: MqmSeverity::Major },
    };
}

/// The rule.
pub(crate) struct NameBackTransliterated;

impl DocumentRule for NameBackTransliterated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, at, entry) in context.certain() {
            let Body::Person { family, given, .. } = &mention.body else {
                continue;
            };
            let parts = [
                (PartKind::Family, Some(family)),
                (PartKind::Given, given.as_ref()),
            ];
            let taken: Vec<(PartKind, &Piece)> = parts
                .into_iter()
                .filter_map(|(kind, piece)| Some((kind, piece?)))
                .filter(|(_, piece)| is_rendering(context.layers, mention, piece))
                .collect();
            if taken.is_empty()
                || mention.confused
                || mention.linked_by == LinkedBy::Nothing
                || dominant_script(mention.span.slice(context.text())) != Script::LATN
            {
                continue;
            }
            let Some(language) = context.language(mention).0.map(|l| l.primary()) else {
                continue;
            };
            let trust = trust(context, mention);
            let Some(preferred) = entry.preferred(language).filter(|_| !trust.silent) else {
                continue;
            };
            let name = Name { mention, at, entry };
            let both = (family, given.as_ref());
            sink.report(
                context,
                name.finding(context, &taken, both, (preferred, language), trust),
            );
        }
    }
}

/// A name in the text and who it is.
struct Name<'a> {
    mention: &'a Mention,
    at: EntryRef,
    entry: &'a Entry,
}

impl Name<'_> {
    fn finding(
        &self,
        context: &RuleContext,
        taken: &[(PartKind, &Piece)],
        (family, given): (&Piece, Option<&Piece>),
        (preferred, language): (&Designation, &str),
        trust: Trust,
    ) -> Finding {
        let text = context.text();
        let surface = self.mention.span.slice(text);
        let (rendering, of) = self.rendering(context, taken);
        let cause = format!("taken back from {} {rendering}", english_name(&of));
        let message = format!("{}: {cause}", surface.replace(['\n', '\r'], " "));
        let mut finding = Finding::new(&META, self.mention.span, surface, message);
        finding.severity = if trust.protected {
            Severity::Info
        } else {
            Severity::Error
        };
        finding.entry = Some(self.entry.id.clone());
        finding.cause = Some(cause);
        let conventions = taken.iter().find_map(|(_, p)| {
            back_conventions(context.layers, self.at, p, p.span.slice(text), language)
        });
        if let Some((romanized, ids)) = conventions {
            finding.tier = romanized.then_some(Tier::Pure);
            finding.convention = ids.into_iter().next();
        }
        let forms = self.replacements(text, taken, preferred);
        let whole = rewritten(text, self.mention.span, &forms);
        finding.preferred = Some(whole.clone());
        finding.suggestions = vec![whole];
        // Joe Bayden would be wrong in another way.
        let left = [(PartKind::Family, Some(family)), (PartKind::Given, given)];
        let half = left.into_iter().any(|(kind, piece)| {
            piece.is_some_and(|piece| {
                !taken.iter().any(|(part, _)| *part == kind)
                    && judge(context, self.at, self.entry, kind, piece, language) != Verdict::Right
            })
        });
        let trust = if half {
            trust.at_most(
                Applicability::Unsafe,
                "the other part of the name would stay wrong",
            )
        } else {
            trust
        };
        finding.fix = Some(fix(text, trust, language, &forms));
        finding
    }

    /// The rendering as the glossary writes it, both parts where both were taken back, and its language.
    fn rendering(&self, context: &RuleContext, taken: &[(PartKind, &Piece)]) -> (String, String) {
        let part = |piece: &Piece| {
            let info = context.layers.part(self.at.layer, piece.part)?;
            Some((info.part.language.as_str(), info.part.native.as_str()))
        };
        for designation in &self.entry.designations {
            let fits = |(kind, piece): &(PartKind, &Piece)| {
                let form = match kind {
                    PartKind::Family => designation.family.as_deref(),
                    PartKind::Given => designation.given.as_deref(),
                }?;
                let (language, native) = part(piece)?;
                (designation.language == language && form.to_lowercase() == native).then_some(form)
            };
            let forms: Vec<&str> = taken.iter().filter_map(fits).collect();
            if forms.len() == taken.len() {
                let form = if let [one] = forms.as_slice() {
                    (*one).to_owned()
                } else {
                    designation.text.clone()
                };
                return (form, designation.language.clone());
            }
        }
        // Each part comes from a form of its own.
        taken
            .iter()
            .find_map(|(_, piece)| part(piece))
            .map(|(language, native)| (native.to_owned(), language.to_owned()))
            .unwrap_or_default()
    }

    fn replacements(
        &self,
        text: &str,
        taken: &[(PartKind, &Piece)],
        preferred: &Designation,
    ) -> Vec<(Span, String)> {
        let mut forms: Vec<(Span, String)> = taken
            .iter()
            .filter_map(|(kind, piece)| {
                let form = match kind {
                    PartKind::Family => preferred.family.as_deref(),
                    PartKind::Given => preferred.given.as_deref(),
                }?;
                (key(form) != key(piece.span.slice(text)))
                    .then(|| (piece.span, in_register(text, piece.span, form, self.entry)))
            })
            .collect();
        forms.sort_by_key(|(span, _)| *span);
        forms
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: billingslea, kind: person, native: { en: Marshall Billingslea }, context: [envoy], preferred: { en: Marshall Billingslea, ru: Маршалл Биллингсли, uk: Маршалл Біллінгслі } }
  - { id: huntsman, kind: person, native: { en: Jon Huntsman }, context: [ambassador], preferred: { en: Jon Huntsman, ru: Джон Хантсман } }
  - { id: zz-kerry, kind: person, native: { en: John Kerry }, context: [secretary of state], preferred: { en: John Kerry, ru: Джон Керри } }
  - { id: zz-volker, kind: person, native: { en: Kurt Volker }, context: [envoy], preferred: { en: Kurt Volker, ru: Курт Волкер } }
  - { id: zz-pompeo, kind: person, native: { en: Mike Pompeo }, context: [secretary of state], preferred: { en: Mike Pompeo, ru: Майк Помпео } }
  - { id: zz-brien, kind: person, native: { en: Robert O'Brien }, context: [adviser], preferred: { en: Robert O'Brien, ru: Роберт О'Брайен } }
  - { id: zz-biegun, kind: person, native: { en: Stephen Biegun }, context: [deputy secretary], preferred: { en: Stephen Biegun, ru: Стивен Биган } }
  - { id: zz-shoigu, kind: person, native: { ru: Сергей Шойгу }, context: [minister], preferred: { en: Sergei Shoigu } }
";

    fn found(text: &str) -> Vec<String> {
        lines(NAMES, None, text)
    }

    #[test]
    fn romanized_renderings_are_errors_with_a_safe_fix() {
        for (text, wanted) in [
            (
                "Marshall Billingsli spoke.",
                "\"Marshall Billingsli\" → Marshall Billingslea safe",
            ),
            (
                "Dzhon Khantsman spoke.",
                "\"Dzhon Khantsman\" → Jon Huntsman safe",
            ),
            (
                "Secretary of state John Kerri spoke.",
                "\"John Kerri\" → John Kerry safe",
            ),
            ("Mayk Pompeo spoke.", "\"Mayk Pompeo\" → Mike Pompeo safe"),
            (
                "Robert O’Brayen spoke.",
                "\"Robert O’Brayen\" → Robert O'Brien safe",
            ),
            (
                "MARSHALL BILLINGSLI",
                "\"MARSHALL BILLINGSLI\" → MARSHALL BILLINGSLEA safe",
            ),
        ] {
            assert_eq!(
                found(text),
                [format!("name-back-transliterated error {wanted}")],
                "{text}"
            );
        }
    }

    #[test]
    fn spellings_by_ear_need_evidence() {
        for text in [
            "The envoy Marshall Billingsley spoke.",
            "The envoy Marshal Billingsley spoke.",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
        assert_eq!(
            found("Marshall Billingslea left.\n\nMarshall Billingsley spoke.").len(),
            1
        );
        assert_eq!(found("Deputy secretary Stephen Began came.").len(), 1);
        for text in [
            "Marshall Billingsley spoke.",
            "The envoy Peter Billingsley spoke.",
            "The envoy spoke. Billingsley and Billingsli left.",
            "Secretary of state John Carey met John Kerr, John Kelly and John Karey.",
            "The envoy Kurt Walker spoke.",
            "Stephen Began is a poet.",
            "John Kerri is a poet.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_bare_family_name_follows_the_full_one() {
        let linked = found("Marshall Billingsli spoke. Billingsli’s aide met Anna Billingsli.");
        assert_eq!(linked.len(), 2, "{linked:?}");
        assert_eq!(
            linked[1],
            "name-back-transliterated error \"Billingsli\" → Billingslea safe"
        );
        assert_eq!(
            found("Marshall Billingsli spoke. Billingsley left.").len(),
            1
        );
    }

    #[test]
    fn names_with_a_native_form_are_left_to_name_variant() {
        let found = found("Sergej Schojgu spoke to Sergei Shoigu.");
        assert!(
            found.iter().all(|f| !f.starts_with("name-back")),
            "{found:?}"
        );
    }
}

//! `acronym-undefined`: an acronym that not every reader knows, and that the text never spells out.

use std::collections::BTreeSet;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::trust;
use super::wording::{is_acronym, spelled_by, words};
use crate::finding::{Finding, IssueType, Mqm, MqmSeverity, RuleMeta, Severity};
use crate::glossary::model::{Designation, DesignationRole, Entry, EntryKind};
use crate::scan::mention::{Body, EntryRef, Mention};
use crate::scan::{listed, words_at};
use crate::text::span::Span;

/// Bytes before or after an acronym in which its expansion may stand.
const NEAR: usize = 160;

rule_meta! {
    /// ## What it does
    /// Finds acronyms of the glossary that the text uses without ever giving the name they stand for, unless the entry says that the
    /// acronym is `familiar` (UN, NATO). Reported once a text, at the first place. Off by default: a desk that writes for experts
    /// has no use for it.
    ///
    /// ## Why
    /// A reader who meets OSCC in the first paragraph of an article stops there.
    ///
    /// ## Example
    /// ```text
    /// Delegates of the OSCC met in Vienna on Monday and agreed on the quotas of the coming year.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Delegates of the Open Skies Consultative Commission (OSCC) met in Vienna on Monday and agreed on the quotas of the coming year.
    /// ```
    ///
    /// ## Fix safety
    /// No fix: where the name is given first is a matter of style.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 10.3, on giving an acronym with its expansion
    pub(crate) static META = {
        name: "acronym-undefined",
        summary: "an acronym that the text never spells out",
        severity: Severity::Info,
        default_on: false,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "unclear-reference", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct AcronymUndefined;

impl DocumentRule for AcronymUndefined {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut settled: BTreeSet<EntryRef> = context
            .certain()
            .filter(|(mention, _, entry)| spells_out(mention, entry))
            .map(|(_, at, _)| at)
            .collect();
        for (mention, at, entry) in context.certain() {
            if settled.contains(&at) || acronym(mention, entry).is_none() || entry.familiar {
                continue;
            }
            let trust = trust(context, mention);
            if trust.protected || context.language(mention).0.is_none() {
                continue;
            }
            settled.insert(at);
            if let Some(found) = finding(context, mention, entry) {
                sink.report(context, found);
            }
        }
    }
}

/// The acronym that stands there, if it is one of a treaty, body or term.
fn acronym<'a>(mention: &Mention, entry: &'a Entry) -> Option<&'a Designation> {
    let Body::Form(target) = mention.body else {
        return None;
    };
    let spoken = !matches!(
        entry.kind,
        EntryKind::Designation | EntryKind::Outlet | EntryKind::Person | EntryKind::Place
    );
    listed(entry, target)
        .filter(|d| spoken && d.role == DesignationRole::Acronym && d.status.is_right())
}

/// Whether the mention gives the name in words.
fn spells_out(mention: &Mention, entry: &Entry) -> bool {
    let Body::Form(target) = mention.body else {
        return false;
    };
    listed(entry, target).is_some_and(|form| {
        form.role != DesignationRole::Acronym
            && !words(&form.text).iter().any(|w| is_acronym(w.text))
    })
}

fn finding(context: &RuleContext, mention: &Mention, entry: &Entry) -> Option<Finding> {
    let text = context.text();
    let surface = mention.span.slice(text);
    let language = context.language(mention).0?.primary();
    // Only a name in the language of the text could have been given.
    let name = entry.designations.iter().find(|d| {
        let words = !words(&d.text).iter().any(|w| is_acronym(w.text));
        d.language == language && d.status.is_right() && d.role != DesignationRole::Acronym && words
    })?;
    if spelled_beside(context, mention, surface) {
        return None;
    }
    let message = format!("{surface}: {}, which the text never says", name.text);
    let mut finding = Finding::new(&META, mention.span, surface, message);
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(name.text.clone());
    finding.cause = Some("an acronym without its expansion".to_owned());
    Some(finding)
}

/// Whether words with these initials stand around a bracket at the acronym, listed or not.
fn spelled_beside(context: &RuleContext, mention: &Mention, acronym: &str) -> bool {
    let text = context.text();
    let Span { start, end, .. } = mention.span;
    let language = words_at(context.document, mention);
    let from = text.floor_char_boundary((start as usize).saturating_sub(NEAR));
    let to = text.ceil_char_boundary((end as usize + NEAR).min(text.len()));
    let before = text.get(from..start as usize).unwrap_or("");
    let after = text.get(end as usize..to).unwrap_or("").trim_start();
    let bracketed = before.strip_suffix('(').map(str::trim_end);
    let follows = after.strip_prefix('(').and_then(|t| t.split(')').next());
    [bracketed, follows]
        .into_iter()
        .flatten()
        .any(|long| spelled_by(long, acronym, language).is_some())
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::rules::tests::check_under;
    use crate::{LanguageTag, Settings};

    const NAMES: &str = "
entries:
  - { id: slo, kind: organization, preferred: Society for Lunar Observation, acronym: SLO }
  - { id: ml, kind: organization, preferred: Moon League, acronym: MOLE, familiar: true }
";

    fn check(enable: &[&str], text: &str) -> Vec<Finding> {
        let mut settings = Settings {
            language: LanguageTag::parse("en"),
            ..Settings::default()
        };
        enable.iter().for_each(|name| settings.rules.enable(name));
        check_under(NAMES, settings, text)
    }

    #[test]
    fn acronyms_without_their_names() {
        for (text, wanted) in [
            ("The SLO met. The SLO left.", 1),
            ("The MOLE met.", 0),
            (
                "The Society for Lunar Observation met, then the SLO left.",
                0,
            ),
            ("The Societe of Lunar Optics (SLO) met.", 0),
            ("The SLO (Society of Lunar Optics) met.", 0),
        ] {
            let found = check(&["acronym-undefined"], text);
            let found = found.iter().filter(|f| f.rule.name == "acronym-undefined");
            assert_eq!(found.count(), wanted, "{text}");
        }
        let off = check(&[], "The SLO met.");
        assert!(off.is_empty(), "the rule is off unless it is asked for");
    }
}

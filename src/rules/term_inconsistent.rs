//! `term-inconsistent`: one text that calls one treaty, body or term by two right names a reader could take for two things.

use std::collections::BTreeMap;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::{fix, in_register, trust};
use super::wording::{content, is_acronym, wording, words};
use crate::document::words::LanguageWords;
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, Related, RelatedRole, RuleMeta,
    RuleStatus, Severity,
};
use crate::glossary::model::{Designation, DesignationRole, Entry, EntryKind, TermStatus};
use crate::scan::mention::{Body, EntryRef, Mention};
use crate::scan::{listed, words_at};
use crate::text::line_index::LineIndex;

/// Official titles have at least so many words; the first mention may carry one.
const TITLE: usize = 6;

/// Terms with fewer words are varied on purpose: strike drone, combat drone.
const TERM: usize = 3;

/// Two names as close as this are given side by side on purpose: X, also known as Y.
const BESIDE: u32 = 40;

/// Letters by which Russia and Russian are one word.
const ROOT: usize = 4;

rule_meta! {
    /// ## What it does
    /// Finds texts that call one treaty, body, outlet or term of the glossary by two names, both right, of which neither is a shorter
    /// form of the other (Strategic Missile Forces, Strategic Rocket Forces), or by one name in two spellings (Defence Ministry,
    /// Defense Ministry). Acronyms, official titles, another order of the same words and names given side by side are no finding.
    ///
    /// ## Why
    /// A reader takes two names for two things.
    ///
    /// ## Example
    /// ```text
    /// The Strategic Missile Forces held an exercise in the spring. A month later the Strategic Rocket Forces denied any loss of equipment.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The Strategic Missile Forces held an exercise in the spring. A month later the Strategic Missile Forces denied any loss of equipment.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the other name may be quoted, or meant.
    ///
    /// ## References
    /// - ISO 704:2022, on synonymy
    /// - ISO 30042 (TBX), preferredTerm-admn-sts and admittedTerm-admn-sts
    pub(crate) static META = {
        name: "term-inconsistent",
        summary: "one treaty, body or term under two right names in one text",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "inconsistent-use-of-terminology", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct TermInconsistent;

/// A right name where it stands.
struct Place<'a> {
    mention: &'a Mention,
    entry: &'a Entry,
    form: &'a Designation,
}

impl DocumentRule for TermInconsistent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut entries: BTreeMap<EntryRef, Vec<Place>> = BTreeMap::new();
        for (mention, at, entry) in context.certain() {
            if let Some(form) = name(context, mention, entry) {
                let place = Place {
                    mention,
                    entry,
                    form,
                };
                entries.entry(at).or_default().push(place);
            }
        }
        for places in entries.values().filter(|p| p.len() > 1) {
            compare(context, places, sink);
        }
    }
}

/// The listed form, if it is a name in the language of the text and not an acronym.
fn name<'a>(
    context: &RuleContext<'a>,
    mention: &'a Mention,
    entry: &'a Entry,
) -> Option<&'a Designation> {
    let Body::Form(target) = mention.body else {
        return None;
    };
    let named = matches!(
        entry.kind,
        EntryKind::Treaty
            | EntryKind::Organization
            | EntryKind::Outlet
            | EntryKind::Office
            | EntryKind::Term
    );
    let form = listed(entry, target).filter(|_| named && !mention.confused)?;
    let language = context.language(mention).0?.primary();
    let right = form.status.is_right() && form.status != TermStatus::CrossReference;
    let name = matches!(
        form.role,
        DesignationRole::Name | DesignationRole::Expansion
    );
    let all = words(&form.text);
    // A name of one word (dpa, Xinhua) is what others are shortened to.
    let short = all.len() < 2 || all.iter().any(|w| is_acronym(w.text));
    (right && name && !short && form.language == language).then_some(form)
}

fn compare(context: &RuleContext, places: &[Place], sink: &mut Sink) {
    let Some(first) = places.first() else {
        return;
    };
    let language = words_at(context.document, first.mention);
    let mut forms: BTreeMap<String, Vec<&Place>> = BTreeMap::new();
    for place in places {
        forms
            .entry(spelling(&place.form.text))
            .or_default()
            .push(place);
    }
    if forms.len() < 2 || beside(places) {
        return;
    }
    let Some((main, kept)) = forms.iter().max_by_key(|(_, places)| {
        let start = places.first().map_or(0, |p| p.mention.span.start);
        (places.len(), std::cmp::Reverse(start))
    }) else {
        return;
    };
    let Some(keep) = kept.first() else { return };
    let lines = LineIndex::new(context.text());
    for (_, odd) in forms.iter().filter(|(form, _)| *form != main) {
        for place in odd.iter().filter(|p| disagree(p, keep, language)) {
            if let Some(found) = finding(context, place, keep, &lines) {
                sink.report(context, found);
            }
        }
    }
}

/// Small letters without spaces, hyphens and plural: what is left to differ is another word or another spelling.
fn spelling(form: &str) -> String {
    wording(form, None)
}

/// Whether two names of different letters stand side by side.
fn beside(places: &[Place]) -> bool {
    places.windows(2).any(|two| match two {
        [a, b] => {
            a.mention.span.end + BESIDE > b.mention.span.start
                && spelling(&a.form.text) != spelling(&b.form.text)
        }
        _ => false,
    })
}

fn disagree(a: &Place, b: &Place, language: Option<&LanguageWords>) -> bool {
    let same = |x: &str, y: &str| wording(x, language) == wording(y, language);
    if same(&a.form.text, &b.form.text) {
        return true;
    }
    let (one, two) = (
        content(&a.form.text, language),
        content(&b.form.text, language),
    );
    let (few, many) = (one.len().min(two.len()), one.len().max(two.len()));
    let short = a.entry.kind == EntryKind::Term && few < TERM;
    if a.entry.kind == EntryKind::Office || short || many >= TITLE {
        return false;
    }
    !within(&one, &two) && !within(&two, &one)
}

/// Whether every word of one list has its like in the other.
fn within(one: &[String], other: &[String]) -> bool {
    one.iter().all(|word| {
        let root: String = word.chars().take(ROOT).collect();
        let like = |w: &String| w == word || (root.chars().count() == ROOT && w.starts_with(&root));
        other.iter().any(like)
    })
}

fn finding(
    context: &RuleContext,
    place: &Place,
    keep: &Place,
    lines: &LineIndex,
) -> Option<Finding> {
    let text = context.text();
    let (surface, kept) = (
        place.mention.span.slice(text),
        keep.mention.span.slice(text),
    );
    let trust = trust(context, place.mention);
    if trust.silent {
        return None;
    }
    let shown = |form: &str| form.replace(['\n', '\r'], " ");
    let message = format!("{}: {} elsewhere in this text", shown(surface), shown(kept));
    let mut finding = Finding::new(&META, place.mention.span, surface, message);
    finding.entry = Some(place.entry.id.clone());
    finding.preferred = Some(keep.form.text.clone());
    finding.cause = Some("two right names of one thing".to_owned());
    finding.group = Some(format!("term:{}", place.entry.id));
    let position = lines.position(text, keep.mention.span.start);
    finding.related = vec![Related {
        role: RelatedRole::Majority,
        path: None,
        span: keep.mention.span,
        line: position.line,
        column: position.column,
        text: kept.to_owned(),
        message: format!("{} stands here", shown(kept)),
    }];
    let new = in_register(text, place.mention.span, &keep.form.text, place.entry);
    let trust = trust.at_most(Applicability::Unsafe, "the other name may be meant");
    finding.suggestions = vec![new.clone()];
    let edits = [(place.mention.span, new)];
    finding.fix = Some(fix(text, trust, &keep.form.language, &edits));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: mf, kind: organization, preferred: Lunar Missile Forces, admitted: [Lunar Rocket Forces, Missile Forces of the Moon] }
  - { id: md, kind: organization, preferred: Ruritanian Defence Ministry, admitted: [Ruritanian Defense Ministry, Ministry of Defence of Ruritania] }
  - { id: st, kind: treaty, preferred: Lunar Skies Treaty, admitted: [Treaty on Lunar Skies, LST, Treaty on the Peaceful Overflight of All Known Lunar Craters] }
  - { id: dr, kind: term, preferred: strike drone, admitted: [combat drone] }
";

    fn found(text: &str) -> Vec<String> {
        lines(NAMES, None, text)
            .iter()
            .map(|l| l.trim_start_matches("term-inconsistent info ").to_owned())
            .collect()
    }

    #[test]
    fn two_names_of_one_thing_are_found() {
        for (text, wanted) in [
            (
                "The Lunar Missile Forces moved out of their garrison in May. In June the Lunar Rocket Forces moved back.",
                "\"Lunar Rocket Forces\" → Lunar Missile Forces unsafe",
            ),
            (
                "The Ruritanian Defense Ministry denied it in the morning of Friday. The Ruritanian Defence Ministry said so, and the Ruritanian Defence Ministry wrote so.",
                "\"Ruritanian Defense Ministry\" → Ruritanian Defence Ministry unsafe",
            ),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn longer_and_shorter_forms_are_silent() {
        let gap = "and many other words that say nothing at all stand here";
        for (one, other) in [
            ("Lunar Skies Treaty", "Treaty on Lunar Skies"),
            ("Lunar Skies Treaty", "LST"),
            (
                "Treaty on the Peaceful Overflight of All Known Lunar Craters",
                "Lunar Skies Treaty",
            ),
            ("strike drone", "combat drone"),
            (
                "Ruritanian Defence Ministry",
                "Ministry of Defence of Ruritania",
            ),
        ] {
            let text = format!("the {one} {gap}, the {other}");
            assert_eq!(found(&text), Vec::<String>::new(), "{text}");
        }
        let text = "the Lunar Missile Forces, also known as Lunar Rocket Forces";
        assert_eq!(found(text), Vec::<String>::new());
    }
}

//! `name-ambiguous`: a bare name that two or more entries bear, where nothing in the text decides between them.

use std::collections::BTreeSet;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::key;
use super::repair::trust;
use crate::finding::{Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};
use crate::glossary::model::{Entry, EntryKind};
use crate::scan::mention::{Body, LinkedBy, Mention};
use crate::scan::{context_words, other_given, words_at};
use crate::text::span::Span;

/// More bearers than this, and the name says nothing about any of them.
const MOST: usize = 4;

rule_meta! {
    /// ## What it does
    /// Finds a family name that stands alone, fits two or more people of the glossary by the words around it, and is nowhere in the
    /// text made clear by a full name. Reported once for each form in a text, with the people who could be meant.
    ///
    /// ## Why
    /// The President Bush who signed START I is not the President Bush who left the ABM Treaty, and a reader of a translation cannot ask.
    ///
    /// ## Example
    /// ```text
    /// In July President Bush signed the treaty in Moscow and called it the end of an era.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// In July President George H. W. Bush signed the treaty in Moscow and called it the end of an era.
    /// ```
    ///
    /// ## Fix safety
    /// No fix: only the writer knows who is meant.
    ///
    /// ## References
    /// - ISO 704:2022, on homonymy
    pub(crate) static META = {
        name: "name-ambiguous",
        summary: "a bare name that could be two or more people of the glossary",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "ambiguous-reference", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct NameAmbiguous;

impl DocumentRule for NameAmbiguous {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut said: BTreeSet<String> = BTreeSet::new();
        for mention in &context.scan.mentions {
            let Some(entries) = unsettled(context, mention) else {
                continue;
            };
            let trust = trust(context, mention);
            let surface = mention.span.slice(context.text());
            if trust.protected || !said.insert(key(surface)) || has_namesake(context, mention) {
                continue;
            }
            let language = context.language(mention).0.map_or("", |l| l.primary());
            let shown = |e: &&Entry| {
                let form = e.preferred(language).or(e.designations.first());
                form.map_or_else(|| e.id.clone(), |d| d.text.clone())
            };
            let names: Vec<String> = entries.iter().map(shown).collect();
            let message = format!("{surface}: {}?", names.join(" or "));
            let mut finding = Finding::new(&META, mention.span, surface, message);
            finding.candidates = entries.iter().map(|e| e.id.clone()).collect();
            finding.cause = Some("nothing in the text tells who is meant".to_owned());
            sink.report(context, finding);
        }
    }
}

/// The people a bare name could be, where nothing decides.
fn unsettled<'a>(context: &RuleContext<'a>, mention: &Mention) -> Option<Vec<&'a Entry>> {
    let Body::Person {
        given: None,
        initial: false,
        ..
    } = mention.body
    else {
        return None;
    };
    let open = mention.entry.is_none() && mention.linked_by == LinkedBy::Nothing;
    if !open || mention.confused || !(2..=MOST).contains(&mention.candidates.len()) {
        return None;
    }
    let candidates = &mention.candidates;
    let entries: Vec<&Entry> = candidates
        .iter()
        .filter_map(|c| context.layers.entry(*c))
        .filter(|e| e.kind == EntryKind::Person)
        .collect();
    // Somebody whose full name stands in the text is known to the reader.
    let introduced = context.scan.mentions.iter().any(|m| {
        matches!(m.body, Body::Person { given: Some(_), .. })
            && m.candidates.iter().any(|c| candidates.contains(c))
    });
    // Of President Duterte and Vice President Duterte, the one of whom more is said is meant.
    let near = |e: &&Entry| context_words(context.document, mention, e).count();
    let most = entries.iter().map(near).max().unwrap_or(0);
    let decided = entries.iter().filter(|e| near(e) == most).count() == 1;
    (entries.len() == candidates.len() && !introduced && !decided).then_some(entries)
}

/// Whether the name stands beside somebody's given name anywhere in the text: then that is who is meant, listed or not.
fn has_namesake(context: &RuleContext, mention: &Mention) -> bool {
    let text = context.text();
    let surface = mention.span.slice(text);
    let words = words_at(context.document, mention);
    let before = text.get(..mention.span.start as usize).unwrap_or("");
    // al-Assad, Rimsky-Korsakov: part of a name that is written out.
    if before.ends_with('-') {
        return true;
    }
    memchr::memmem::find_iter(text.as_bytes(), surface).any(|at| {
        let span = Span::new(at as u32, (at + surface.len()) as u32);
        // Family names come first in Korea, China and Hungary.
        let after = text
            .get(at + surface.len()..)
            .and_then(|t| t.strip_prefix([' ', '\u{a0}']));
        let followed = after.is_some_and(|t| t.starts_with(char::is_uppercase));
        followed || other_given(context.document, span, words)
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    const NAMES: &str = "
entries:
  - { id: az, kind: person, preferred: Anna Zenda, context: [minister, lunar] }
  - { id: bz, kind: person, preferred: Bruno Zenda, context: [minister, banker] }
  - { id: cz, kind: person, preferred: Carl Zenda, context: [painter] }
";

    fn found(text: &str) -> Vec<String> {
        check(NAMES, None, &[("t.txt", text)])
            .iter()
            .map(|(_, f)| format!("{} {}: {}", f.rule.name, f.text, f.candidates.join(" ")))
            .collect()
    }

    #[test]
    fn a_name_of_two_people_is_found_once() {
        assert_eq!(
            found("The minister, Zenda, spoke. Minister Zenda left."),
            ["name-ambiguous Zenda: az bz"]
        );
    }

    #[test]
    fn what_decides_or_says_nothing_is_silent() {
        for text in [
            "Zenda spoke and Mr Zenda left.",
            "The banker Zenda left.",
            "Anna Zenda came. The minister, Zenda, spoke.",
            "Minister Olga Zenda spoke. Zenda left.",
            "Minister Zenda Olga spoke.",
            "Minister Ruri-Zenda spoke.",
            "The minister and banker Zenda left.",
            "Anna Zenda and Bruno Zenda came. Minister Zenda spoke.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

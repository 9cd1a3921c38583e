//! `name-untranslated`: a name left in the script of the source.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::{Trust, fix, trust};
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::compile::FormTarget;
use crate::glossary::model::{Designation, DesignationRole, Entry};
use crate::lang::tag::english_name;
use crate::lang::writing::writes_in;
use crate::scan::listed;
use crate::scan::mention::{Body, EntryRef, LinkedBy, Mention};
use crate::text::script::{Script, dominant_script};

rule_meta! {
    /// ## What it does
    /// Finds names of the glossary in the script of another language: Рябков or 习近平 in an English sentence. Case forms count as well.
    /// A gloss in brackets, a form beside the translated one, a quoted word, and words that stand among others of their language are
    /// left alone.
    ///
    /// ## Why
    /// A reader who does not know the script cannot read the name, and a search for it finds nothing.
    ///
    /// ## Example
    /// ```text
    /// Russian deputy foreign minister Сергей Рябков told reporters that the talks had not failed, and the sides would meet again.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Russian deputy foreign minister Sergei Ryabkov told reporters that the talks had not failed, and the sides would meet again.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the sentence around a word that was not translated may need work too.
    ///
    /// ## References
    /// - ITS 2.0, localization quality issue type `untranslated`
    /// - MQM, accuracy: untranslated
    pub(crate) static META = {
        name: "name-untranslated",
        summary: "a name left in the script of another language",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Untranslated,
        mqm: Mqm { error_type: "untranslated", severity: MqmSeverity::Major },
    };
}

/// Bytes on either side in which other words of the script show that a foreign passage stands there.
const AROUND: usize = 200;

/// Other words of the script that make a passage.
const PASSAGE: usize = 2;

/// The rule.
pub(crate) struct NameUntranslated;

impl DocumentRule for NameUntranslated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        // Names of other scripts are never plain ASCII.
        if context.text().is_ascii() {
            return;
        }
        for (n, mention) in context.scan.mentions.iter().enumerate() {
            let surface = mention.span.slice(context.text());
            if surface.is_ascii() || mention.confused || mention.linked_by == LinkedBy::Nothing {
                continue;
            }
            let Some((at, entry)) = mention
                .entry
                .and_then(|at| Some((at, context.layers.entry(at)?)))
            else {
                continue;
            };
            let Some(language) = context.language(mention).0.map(|l| l.primary()) else {
                continue;
            };
            let script = dominant_script(surface);
            if script == Script::LATN || !script.is_specific() || writes_in(language, script) {
                continue;
            }
            let Some(form) = replacement(entry, mention, language) else {
                continue;
            };
            if is_gloss(context, n, at)
                || is_quoted_word(context.text(), mention)
                || in_passage(context, n, script)
            {
                continue;
            }
            let trust = trust(context, mention);
            if !trust.silent {
                sink.report(
                    context,
                    finding(context, mention, entry, form, trust, language),
                );
            }
        }
    }
}

/// The form to write in a text of this language, in its own script.
fn replacement(entry: &Entry, mention: &Mention, language: &str) -> Option<String> {
    let preferred: &Designation = entry.preferred(language)?;
    let form = match &mention.body {
        Body::Person { given: Some(_), .. } => preferred.text.clone(),
        Body::Person { .. } => preferred
            .family
            .clone()
            .unwrap_or_else(|| preferred.text.clone()),
        Body::Given(_) => preferred.given.clone()?,
        Body::Form(target) => {
            // An adjective would need the adjective of the other language.
            let adjective = |d: &Designation| d.role == DesignationRole::Adjective;
            if listed(entry, *target).is_some_and(adjective)
                || matches!(target, FormTarget::Derived(_))
            {
                return None;
            }
            preferred.text.clone()
        }
    };
    writes_in(language, dominant_script(&form)).then_some(form)
}

/// In brackets, or beside a form of the same entry with nothing but punctuation between.
fn is_gloss(context: &RuleContext, n: usize, at: EntryRef) -> bool {
    let (text, mentions) = (context.text(), &context.scan.mentions);
    let Some(mention) = mentions.get(n) else {
        return false;
    };
    let start = mention.span.start as usize;
    let from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let before = text.get(from..start).unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    let opened = before.rfind(['(', '[', '（']);
    let closed = before.rfind([')', ']', '）']);
    if opened.is_some() && opened > closed {
        return true;
    }
    let beside = |other: Option<&Mention>| {
        other.is_some_and(|o| {
            let (first, last) = (
                o.span.end.min(mention.span.end),
                o.span.start.max(mention.span.start),
            );
            let between = text.get(first as usize..last as usize).unwrap_or("");
            o.entry == Some(at) && between.len() <= 8 && !between.contains(char::is_alphanumeric)
        })
    };
    beside(n.checked_sub(1).and_then(|i| mentions.get(i))) || beside(mentions.get(n + 1))
}

/// Nothing else stands between the quotation marks: the word itself is meant.
fn is_quoted_word(text: &str, mention: &Mention) -> bool {
    let mark = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(
                c,
                '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '「' | '」' | '《' | '》'
            )
        })
    };
    let before = text.get(..mention.span.start as usize);
    let after = text.get(mention.span.end as usize..);
    mark(before.and_then(|t| t.chars().next_back())) && mark(after.and_then(|t| t.chars().next()))
}

/// Whether other words of the script stand beside the mention, or several of them around it.
fn in_passage(context: &RuleContext, n: usize, script: Script) -> bool {
    let (text, mentions) = (context.text(), &context.scan.mentions);
    let Some(mention) = mentions.get(n) else {
        return false;
    };
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(end + AROUND);
    let before = text.get(from..start).unwrap_or("");
    let after = text.get(end..to).unwrap_or("");
    let foreign = |word: &&str| !word.is_empty() && dominant_script(word) == script;
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(foreign)
            .count()
    };
    let beside_before = before
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .rsplit(|c: char| !c.is_alphabetic())
        .next();
    let beside_after = after
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .split(|c: char| !c.is_alphabetic())
        .next();
    // Other untranslated names are no passage.
    let names: usize = mentions
        .get(n.saturating_sub(8)..(n + 9).min(mentions.len()))
        .unwrap_or_default()
        .iter()
        .filter(|m| {
            m.span != mention.span && m.span.start as usize >= from && m.span.end as usize <= to
        })
        .map(|m| words(m.span.slice(text)))
        .sum();
    beside_before.as_ref().is_some_and(foreign)
        || beside_after.as_ref().is_some_and(foreign)
        || (words(before) + words(after)).saturating_sub(names) >= PASSAGE
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    form: String,
    trust: Trust,
    language: &str,
) -> Finding {
    let surface = mention.span.slice(context.text());
    let cause = format!("not translated; the text is {}", english_name(language));
    let message = format!("{}: {cause}", surface.replace(['\n', '\r'], " "));
    let mut finding = Finding::new(&META, mention.span, surface, message);
    if trust.protected {
        finding.severity = Severity::Info;
    }
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(form.clone());
    finding.cause = Some(cause);
    finding.suggestions = vec![form.clone()];
    let trust = trust.at_most(
        Applicability::Unsafe,
        "the words around it may need translating too",
    );
    finding.fix = Some(fix(
        context.text(),
        trust,
        language,
        &[(mention.span, form)],
    ));
    finding
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков, context: [deputy minister] }
  - { id: xi, kind: person, preferred: Xi Jinping, native: { zh: 习近平 }, order: family-first }
  - { id: zz-ministry, kind: organization, preferred: { en: Ministry of Testing, ru: Минтест } }
";

    #[test]
    fn names_in_another_script_are_reported() {
        for (text, form, wanted) in [
            ("Deputy minister Рябков said so.", "Рябков", "Ryabkov"),
            (
                "He met Сергеем Рябковым today.",
                "Сергеем Рябковым",
                "Sergei Ryabkov",
            ),
            ("Then 习近平 left for home.", "习近平", "Xi Jinping"),
            (
                "He called the Минтест today.",
                "Минтест",
                "Ministry of Testing",
            ),
        ] {
            let wanted = format!("name-untranslated warning {form:?} → {wanted} unsafe");
            assert_eq!(lines(NAMES, None, text), [wanted], "{text}");
        }
    }

    #[test]
    fn glosses_titles_and_passages_are_silent() {
        for text in [
            "Sergei Ryabkov (Сергей Рябков) said so.",
            "Sergei Ryabkov (Russian: Сергей Рябков) said so.",
            "Sergei Ryabkov, Сергей Рябков, said so.",
            "Сергей Рябков (Sergei Ryabkov) said so.",
            "The deputy minister is “Рябков” in Russian.",
            "See: Рябков С. А. Контроль над вооружениями. Moscow, 2020.",
            "He said: Рябков сказал правду, deputy minister.",
            "The slogan 习近平新时代 is everywhere.",
        ] {
            assert_eq!(lines(NAMES, None, text), Vec::<String>::new(), "{text}");
        }
    }
}

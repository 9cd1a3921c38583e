//! `acronym-transliterated`: an acronym of another language, letter by letter in Latin (OTRK, RSMD, SNV-3).

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::{fix, is_capitals, trust};
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::compile::FormTarget;
use crate::glossary::model::{DesignationRole, Entry, EntryKind, NativeName};
use crate::scan::is_native_acronym;
use crate::scan::mention::{Body, Mention};
use crate::text::span::Span;

/// Letters and digits that show by themselves what is meant; fewer must follow a convention of the text's language as well.
const TELLING: usize = 4;

rule_meta! {
    /// ## What it does
    /// Finds acronyms of the glossary's native names that a translation left as they were, only in Latin letters: `OTRK` for ОТРК,
    /// `RSMD` for РСМД, `SNV-3` for СНВ-3. The spellings are derived from the native acronym by the romanization tables. A short one
    /// (MID, PRO) counts only where the text speaks of the same thing by another name as well.
    ///
    /// ## Why
    /// No reader of the translation can know what the letters stand for, and the thing has a name in the language of the text.
    ///
    /// ## Example
    /// ```text
    /// The country gave up its Oka OTRK, which the DRSMD did not cover, and asked for nothing in return.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The country gave up its Oka operational-tactical missile system, which the INF Treaty did not cover, and asked for nothing in return.
    /// ```
    ///
    /// ## Fix safety
    /// Never safe: articles and numbers around an acronym seldom fit the name that takes its place.
    ///
    /// ## References
    /// - Interinstitutional Style Guide of the European Union, annex A3, on acronyms and initialisms
    pub(crate) static META = {
        name: "acronym-transliterated",
        summary: "an acronym of another language spelled out in Latin letters",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "untranslated", severity: MqmSeverity::Major },
    };
}

/// The rule.
pub(crate) struct AcronymTransliterated;

impl DocumentRule for AcronymTransliterated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (n, mention) in context.scan.mentions.iter().enumerate() {
            let Body::Form(FormTarget::Derived(d)) = mention.body else {
                continue;
            };
            let Some(entry) = mention.entry.and_then(|at| context.layers.entry(at)) else {
                continue;
            };
            let Some(native) = entry.native.get(d).filter(|_| is_native_acronym(entry, d)) else {
                continue;
            };
            let previous = n.checked_sub(1).and_then(|p| context.scan.mentions.get(p));
            if let Some(found) = finding(context, (mention, previous), entry, native) {
                sink.report(context, found);
            }
        }
    }
}

fn finding(
    context: &RuleContext,
    (mention, previous): (&Mention, Option<&Mention>),
    entry: &Entry,
    native: &NativeName,
) -> Option<Finding> {
    let text = context.text();
    let surface = mention.span.slice(text);
    let language = context.language(mention).0?.primary();
    let new = replacement(text, mention.span, entry, language)?;
    let convention = convention(surface, native, language);
    let telling = surface.chars().filter(|c| c.is_alphanumeric()).count() >= TELLING;
    if !telling && (convention.is_none() || among_capitals(text, mention.span)) {
        return None;
    }
    let trust = trust(context, mention);
    if trust.silent {
        return None;
    }
    let glossed = is_gloss(text, mention, previous);
    // The Ministry of Foreign Affairs (MID): a gloss that the author wanted.
    if glossed && !telling {
        return None;
    }
    let cause = format!("{} letter by letter", native.text);
    let message = format!("{surface}: {cause}; {new} in this language");
    let mut finding = Finding::new(&META, mention.span, surface, message);
    if trust.protected || glossed {
        finding.severity = Severity::Info;
    }
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(new.clone());
    finding.cause = Some(cause);
    finding.convention = convention;
    finding.suggestions = vec![new.clone()];
    let trust = trust.at_most(
        Applicability::Unsafe,
        "articles and numbers around it may not fit",
    );
    finding.fix = Some(fix(text, trust, language, &[(mention.span, new)]));
    Some(finding)
}

/// The acronym of the language, or the name; a treaty keeps its noun, unless it stands there already.
fn replacement(text: &str, span: Span, entry: &Entry, language: &str) -> Option<String> {
    let preferred = entry.preferred(language)?;
    let acronym = entry.designations.iter().find(|d| {
        d.language == language && d.role == DesignationRole::Acronym && d.status.is_right()
    });
    let Some(acronym) = acronym else {
        return Some(without_repetition(text, span, &preferred.text));
    };
    let whole = entry.kind == EntryKind::Treaty
        && preferred.text.split(' ').any(|word| word == acronym.text);
    Some(if whole {
        without_repetition(text, span, &preferred.text)
    } else {
        acronym.text.clone()
    })
}

/// `DRSMD Treaty` → `INF Treaty`, not `INF Treaty Treaty`.
fn without_repetition(text: &str, span: Span, form: &str) -> String {
    let after = text.get(span.end as usize..).unwrap_or("").trim_start();
    let next = after
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    form.rsplit_once(' ')
        .filter(|(_, last)| last.to_lowercase() == next.to_lowercase())
        .map_or(form, |(first, _)| first)
        .to_owned()
}

/// The system by which the letters were written, if it is international or at home in the language.
fn convention(surface: &str, native: &NativeName, language: &str) -> Option<String> {
    let tables = &crate::scan::embedded::knowledge().tables;
    let surface = surface.to_uppercase();
    let at_home = |home: &[String]| home.iter().any(|h| h == language);
    let mut systems: Vec<_> = tables
        .systems_of(&native.language)
        .filter(|s| s.home.is_empty() || at_home(&s.home))
        .collect();
    systems.sort_by_key(|s| !at_home(&s.home));
    systems
        .into_iter()
        .find(|s| {
            let written = tables.romanize(&s.id, &native.text);
            written.is_some_and(|w| w.to_uppercase() == surface)
        })
        .map(|s| s.id.clone())
}

/// Whether the words on both sides are in capitals: a headline, in which an acronym looks like any word.
fn among_capitals(text: &str, span: Span) -> bool {
    let word = |c: char| !c.is_alphanumeric();
    let line = |t: &str| t.split('\n').next().unwrap_or("").to_owned();
    let after = line(text.get(span.end as usize..).unwrap_or(""));
    let before = text.get(..span.start as usize).unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    [
        before.trim_end_matches(word).rsplit(word).next(),
        after.trim_start_matches(word).split(word).next(),
    ]
    .into_iter()
    .flatten()
    .any(is_capitals)
}

/// Whether the form stands in brackets right after another name of the same thing.
fn is_gloss(text: &str, mention: &Mention, previous: Option<&Mention>) -> bool {
    previous.is_some_and(|p| {
        let between = text.get(p.span.end as usize..mention.span.start as usize);
        p.entry == mention.entry && between.is_some_and(|b| b.trim() == "(")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: mlt, kind: treaty, preferred: Moon Launcher Treaty, native: { ru: [ДОЛПУ, ДЛП-2] } }
  - { id: rmo, kind: organization, preferred: Ruritanian Moon Office, native: { ru: РЛК, de: RMA } }
  - { id: dalk, kind: term, preferred: far lunar launcher, acronym: FLL, native: { ru: [дальний лунный комплекс, ДАЛК] } }
  - { id: sdlu, kind: organization, preferred: SDLU, native: { ru: СДЛУ } }
";

    fn found(text: &str) -> Vec<String> {
        lines(NAMES, None, text)
            .iter()
            .map(|l| l.trim_start_matches("acronym-transliterated ").to_owned())
            .collect()
    }

    #[test]
    fn native_acronyms_in_latin_letters_are_found() {
        for (text, wanted) in [
            ("a new DALK was tested", "warning \"DALK\" → FLL unsafe"),
            (
                "they left the DOLPU in May",
                "warning \"DOLPU\" → Moon Launcher Treaty unsafe",
            ),
            (
                "they left the DOLPU treaty",
                "warning \"DOLPU\" → Moon Launcher unsafe",
            ),
            (
                "they left DLP-2 in May",
                "warning \"DLP-2\" → Moon Launcher Treaty unsafe",
            ),
            (
                "the far lunar launcher (DALK) flew",
                "info \"DALK\" → FLL unsafe",
            ),
            (
                "the Ruritanian Moon Office said so, and the RLK repeated it",
                "warning \"RLK\" → Ruritanian Moon Office unsafe",
            ),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn other_words_and_right_forms_are_silent() {
        for text in [
            "the RLK repeated it",
            "the SDLU said",
            "Dalk and Dolpu are villages; a dalk",
            "the Ruritanian Moon Office (RLK) said",
            "the RMA said",
            "see https://x.org/DALK",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

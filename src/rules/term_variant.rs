//! `term-variant`: a form of a treaty, body, outlet, office or term that the glossary lists as not to be used.

use super::beside::is_explained;
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::{Dated, dated, key};
use super::repair::{Trust, fix, in_register, trust};
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::model::{Designation, DesignationRole, Entry, EntryKind, TermStatus};
use crate::scan::listed;
use crate::scan::mention::{Body, Mention};

rule_meta! {
    /// ## What it does
    /// Finds forms of treaties, commissions, ministries, outlets and terms that the glossary lists as deprecated or superseded.
    ///
    /// ## Why
    /// A treaty has one name in a language. `Open Sky Treaty` is the Open Skies Treaty after a trip through Chinese, and a reader
    /// who searches for one does not find the other.
    ///
    /// ## Example
    /// ```text
    /// Canada and Hungary keep the papers of the Open Sky Treaty, and every party may ask them for a conference of all parties.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Canada and Hungary keep the papers of the Open Skies Treaty, and every party may ask them for a conference of all parties.
    /// ```
    ///
    /// ## Fix safety
    /// Safe where exactly a listed form stands and its dates do not leave a doubt; unsafe otherwise.
    ///
    /// ## References
    /// - ISO 30042 (TBX), deprecatedTerm-admn-sts and supersededTerm-admn-sts
    pub(crate) static META = {
        name: "term-variant",
        summary: "a form of a treaty, body, outlet or term that the glossary does not use",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "terminology", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct TermVariant;

impl DocumentRule for TermVariant {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for (mention, _, entry) in context.certain() {
            let Body::Form(target) = mention.body else {
                continue;
            };
            if matches!(entry.kind, EntryKind::Person | EntryKind::Place) || mention.confused {
                continue;
            }
            let Some(form) = listed(entry, target) else {
                continue;
            };
            let language = context
                .language(mention)
                .0
                .map_or(form.language.as_str(), |l| l.primary());
            let form = as_written(context, mention, entry, form, language);
            if form.language != language
                || form.status.is_right()
                || is_explained(context, mention, entry, form)
            {
                continue;
            }
            let (Some(preferred), Some(date)) = (
                replacement(entry, form, language),
                dated(form, context.as_of),
            ) else {
                continue;
            };
            let trust = trust(context, mention);
            if !trust.silent {
                let found = finding(context, mention, entry, (form, preferred), date, trust);
                sink.report(context, found);
            }
        }
    }
}

/// Of forms that only differ in hyphens or marks, the one that stands there, where a style chose between them.
fn as_written<'a>(
    context: &RuleContext,
    mention: &Mention,
    entry: &'a Entry,
    form: &'a Designation,
    language: &str,
) -> &'a Designation {
    if entry.chosen.is_empty() {
        return form;
    }
    let surface = key(mention.span.slice(context.text()));
    let same = |d: &&Designation| d.language == language && key(&d.text) == surface;
    entry.designations.iter().find(same).unwrap_or(form)
}

/// The form to write: what a style chose, an acronym for an acronym where there is one.
fn replacement<'a>(
    entry: &'a Entry,
    form: &Designation,
    language: &str,
) -> Option<&'a Designation> {
    if let Some(outruled) = &form.outruled {
        let chosen = |d: &&Designation| d.language == language && d.text == outruled.by;
        return entry.designations.iter().find(chosen);
    }
    let short = !form.text.contains(' ')
        && form
            .text
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
    let acronym = entry.designations.iter().find(|d| {
        d.language == language && d.role == DesignationRole::Acronym && d.status.is_right()
    });
    acronym
        .filter(|_| short)
        .or_else(|| entry.preferred(language))
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    (form, preferred): (&Designation, &Designation),
    date: Dated,
    trust: Trust,
) -> Finding {
    let text = context.text();
    let surface = mention.span.slice(text);
    let cause = form.reason.clone().unwrap_or_else(|| match &form.until {
        Some(until) if form.status == TermStatus::Superseded => {
            format!("an earlier form, in use until {until}")
        }
        _ => "listed as not to be used".to_owned(),
    });
    let mut finding = Finding::new(
        &META,
        mention.span,
        surface,
        format!("{}: {cause}", surface.replace(['\n', '\r'], " ")),
    );
    let doubtful = matches!(date, Dated::Doubtful);
    finding.severity = if trust.protected || doubtful {
        Severity::Info
    } else {
        Severity::Warning
    };
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(preferred.text.clone());
    finding.cause = Some(cause);
    let (written, number_kept) = in_number(surface, entry, form, &preferred.text);
    let new = in_register(text, mention.span, &written, entry);
    if new != surface {
        let trust = if doubtful {
            trust.at_most(
                Applicability::Unsafe,
                "the text has no date; declare it with --as-of",
            )
        } else {
            trust
        };
        let trust = if number_kept {
            trust
        } else {
            trust.at_most(Applicability::Unsafe, "a plural would be lost")
        };
        let trust = if entry.kind == EntryKind::Designation && loses_noun(surface, &new) {
            trust.at_most(
                Applicability::Unsafe,
                "a word of the sentence would be lost",
            )
        } else {
            trust
        };
        let trust = if leaves_article(text, mention, entry, form, &new) {
            trust.at_most(
                Applicability::Unsafe,
                "the article before it would be left over",
            )
        } else {
            trust
        };
        finding.suggestions = vec![new.clone()];
        finding.fix = Some(fix(text, trust, &form.language, &[(mention.span, new)]));
    }
    finding
}

/// `Caliber missiles` → `Kalibr`: a common noun goes that the new form does not have.
fn loses_noun(surface: &str, new: &str) -> bool {
    let last = surface.split_whitespace().next_back().unwrap_or("");
    let fewer = new.split_whitespace().count() < surface.split_whitespace().count();
    fewer && last.chars().all(char::is_lowercase) && !new.to_lowercase().contains(last)
}

/// `the Russian Satellite Network` → `the Sputnik`: an outlet of one name takes no article in English, and deletions are never safe.
fn leaves_article(
    text: &str,
    mention: &Mention,
    entry: &Entry,
    form: &Designation,
    new: &str,
) -> bool {
    let before = text
        .get(..mention.span.start as usize)
        .unwrap_or("")
        .trim_end();
    let word = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    entry.kind == EntryKind::Outlet
        && form.language == "en"
        && form.text.contains(' ')
        && !new.contains(' ')
        && word.eq_ignore_ascii_case("the")
}

/// The replacement in the number of the English form that stands there, and whether that is certain.
fn in_number(surface: &str, entry: &Entry, form: &Designation, new: &str) -> (String, bool) {
    let plain =
        |text: &str| -> String { key(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let written = plain(surface);
    let Some(stem) = written
        .strip_suffix('s')
        .filter(|stem| !stem.ends_with('s'))
    else {
        return (new.to_owned(), true);
    };
    if form.language != "en" || new.ends_with('s') {
        return (new.to_owned(), true);
    }
    // Glossaries list a plural beside its singular.
    let plural = entry
        .designations
        .iter()
        .any(|d| d.language == form.language && plain(&d.text) == stem);
    if plural && new.ends_with(char::is_alphabetic) && !new.ends_with(['x', 'z', 'h', 'y']) {
        return (format!("{new}s"), true);
    }
    // The s of a proper name listed so is no plural: RIA News.
    let name = entry.kind != EntryKind::Term && !plural && written == plain(&form.text);
    (new.to_owned(), name)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const TERMS: &str = "
loitering munition: { kind: term, deprecated: [barrage munition, barrage munitions] }
Open Skies Treaty: { kind: treaty, deprecated: [Open Sky Treaty] }
thermal trap: { kind: term, deprecated: [heat flares] }
Strategic Rocket Force: { kind: organization, deprecated: [Strategic Missile Troops] }
";

    #[test]
    fn a_plural_is_not_lost() {
        for (text, wanted) in [
            (
                "a barrage munition fell",
                "term-variant warning \"barrage munition\" → loitering munition safe",
            ),
            (
                "the barrage munitions fell",
                "term-variant warning \"barrage munitions\" → loitering munitions safe",
            ),
            (
                "the barrage\nmunitions fell",
                "term-variant warning \"barrage\\nmunitions\" → loitering munitions safe",
            ),
            (
                "the heat flares",
                "term-variant warning \"heat flares\" → thermal trap unsafe",
            ),
            (
                "the Strategic Missile Troops",
                "term-variant warning \"Strategic Missile Troops\" → Strategic Rocket Force safe",
            ),
        ] {
            assert_eq!(lines(TERMS, None, text), [wanted]);
        }
    }
}

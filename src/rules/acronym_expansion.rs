//! `acronym-expansion`: words beside an acronym in brackets that are not what it stands for.

use std::collections::BTreeMap;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::repair::{fix, in_register, trust};
use super::wording::{Word, content, is_acronym, is_link, shared, spelled_by, wording, words};
use crate::document::words::LanguageWords;
use crate::finding::{
    Applicability, Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::model::{Designation, DesignationRole, Entry};
use crate::scan::embedded::knowledge;
use crate::scan::listed;
use crate::scan::mention::{Body, Mention};
use crate::text::span::Span;

/// Longest text in brackets, and before them, in bytes, that is looked at.
const LONGEST: usize = 160;

rule_meta! {
    /// ## What it does
    /// Finds acronyms of the glossary that are expanded beside them, in the form `Long Form (ABC)` or `ABC (long form)`, by words
    /// that are like their expansion and are not it; and acronyms, listed or not, that are expanded in two ways in one text.
    ///
    /// ## Why
    /// A translator who knows the letters and guesses the words gives a treaty a name that it does not have.
    ///
    /// ## Example
    /// ```text
    /// Both sides talked about the Intermediate-Range Missile Treaty (INF) until midnight, and agreed on a second round in June.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// Both sides talked about the Intermediate-Range Nuclear Forces Treaty (INF) until midnight, and agreed on a second round in June.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: another body may have the same letters.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 10.3, on giving an acronym with its expansion
    pub(crate) static META = {
        name: "acronym-expansion",
        summary: "an acronym beside words that are not what it stands for",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Terminology,
        mqm: Mqm { error_type: "terminology", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct AcronymExpansion;

impl DocumentRule for AcronymExpansion {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let text = context.text();
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for open in memchr::memchr_iter(b'(', text.as_bytes()) {
            let Some(pair) = pair(text, open) else {
                continue;
            };
            let language = context
                .language_at(pair.acronym)
                .and_then(|l| knowledge().words(l.primary()));
            let found = match mention_at(context, pair.acronym) {
                Some((mention, entry)) => {
                    by_entry(context, mention, entry, &pair, language, &mut known)
                }
                None => unlisted(text, &pair, language, &mut known),
            };
            if let Some(found) = found {
                sink.report(context, found);
            }
        }
    }
}

/// An acronym and the stretch in which its expansion stands.
struct Pair {
    acronym: Span,
    long: Span,
    /// The expansion ends where `long` ends; otherwise it fills it.
    before: bool,
}

/// How an acronym was expanded for the first time in this text.
struct Known {
    wording: String,
    text: String,
}

fn pair(text: &str, open: usize) -> Option<Pair> {
    let span = |from: usize, to: usize| Span::new(from as u32, to as u32);
    let limit = text.floor_char_boundary((open + LONGEST).min(text.len()));
    let inside = text.get(open + 1..limit)?;
    let inside = inside.get(..inside.find([')', '(', '\n'])?)?;
    let before = text.get(..open)?.trim_end_matches([' ', '\u{a0}']);
    if open - before.len() > 2 {
        return None;
    }
    let floor = text.floor_char_boundary(before.len().saturating_sub(LONGEST));
    let near = before.get(floor..)?;
    let clause = near.rfind(|c: char| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '(' | ')' | '\n' | '!' | '?' | '"' | '“' | '”' | '«' | '»'
        )
    });
    let from = floor
        + clause.map_or(0, |at| {
            at + near
                .get(at..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8)
        });
    let content = words(inside);
    let first = content.first()?;
    if is_acronym(first.text) && content.len() <= 2 && first.at == 0 {
        // OSCE, INF Treaty
        let end = content.last().map_or(0, |w| w.at + w.text.len());
        let trailing = inside.get(end..).unwrap_or("");
        return trailing.is_empty().then(|| Pair {
            acronym: span(open + 1, open + 1 + end),
            long: span(from, before.len()),
            before: true,
        });
    }
    let last: Word = words(before.get(from..)?).pop()?;
    let acronym = span(from + last.at, from + last.at + last.text.len());
    let touches = acronym.end as usize == before.len();
    (content.len() > 1 && touches && is_acronym(last.text)).then(|| Pair {
        acronym,
        long: span(open + 1, open + 1 + inside.len()),
        before: false,
    })
}

/// The certain mention that covers exactly this place, give or take an article or plural.
fn mention_at<'a>(context: &RuleContext<'a>, at: Span) -> Option<(&'a Mention, &'a Entry)> {
    let mentions = &context.scan.mentions;
    let first = mentions.partition_point(|m| m.span.end <= at.start);
    let mention = mentions.get(first).filter(|m| m.span.overlaps(at))?;
    let entry = mention.entry.and_then(|e| context.layers.entry(e))?;
    let form = match mention.body {
        Body::Form(target) => listed(entry, target)?,
        Body::Person { .. } | Body::Given(_) => return None,
    };
    let acronym = words(&form.text).iter().any(|w| is_acronym(w.text));
    (form.status.is_right() && acronym).then_some((mention, entry))
}

/// Judges an expansion by what the glossary lists.
fn by_entry(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    pair: &Pair,
    words_of: Option<&'static LanguageWords>,
    known: &mut BTreeMap<String, Known>,
) -> Option<Finding> {
    let text = context.text();
    let language = context.language(mention).0?.primary();
    let long = pair.long.slice(text);
    let right: Vec<&Designation> = entry
        .designations
        .iter()
        .filter(|d| d.status.is_right() && !words(&d.text).iter().any(|w| is_acronym(w.text)))
        .collect();
    let said = wording(long, words_of);
    let fitting = right
        .iter()
        .filter(|d| !d.text.is_empty())
        .map(|d| (d, wording(&d.text, words_of)))
        .filter(|(_, form)| form.len() > 3 && said.contains(form.as_str()))
        .max_by_key(|(_, form)| form.len());
    let key = format!("{}:{}", mention.entry?.layer, entry.id);
    if let Some((form, plain)) = fitting {
        return two_ways(context, mention, pair, (&key, &plain, &form.text), known);
    }
    // The noun may stand behind the brackets: Intermediate-Range Nuclear Forces (INF) Treaty.
    let without_noun = |form: &str| {
        let head = form
            .rsplit_once(' ')
            .map(|(head, _)| wording(head, words_of));
        head.is_some_and(|head| head.len() > 8 && said.ends_with(&head))
    };
    if right.iter().any(|d| without_noun(&d.text)) {
        return None;
    }
    // Another mention of the same thing is right, or another rule speaks of it.
    if mentioned(context, mention, pair.long) {
        return None;
    }
    let acronym = pair.acronym.slice(text);
    let place = expansion(text, pair, acronym, &right, language, words_of)?;
    let wanted = right
        .iter()
        .find(|d| d.language == language && d.role == DesignationRole::Expansion)
        .or_else(|| right.iter().find(|d| d.language == language))?;
    let surface = place.slice(text);
    let new = in_register(text, place, &wanted.text, entry);
    let message = format!("{acronym} stands for {}, not {surface}", wanted.text);
    let mut finding = Finding::new(&META, place, surface, message);
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(wanted.text.clone());
    finding.cause = Some("words guessed from the letters".to_owned());
    let trust = trust(context, mention);
    if trust.silent {
        return None;
    }
    let trust = trust.at_most(
        Applicability::Unsafe,
        "another thing may have the same letters",
    );
    finding.suggestions = vec![new.clone()];
    finding.fix = Some(fix(text, trust, language, &[(place, new)]));
    Some(finding)
}

/// Whether another mention of the entry stands in the stretch.
fn mentioned(context: &RuleContext, mention: &Mention, long: Span) -> bool {
    let mentions = &context.scan.mentions;
    let first = mentions.partition_point(|m| m.span.end <= long.start);
    mentions
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|m| m.span.start < long.end)
        .any(|m| m.candidates.iter().any(|c| mention.candidates.contains(c)))
}

/// The words that look like the expansion: they share most of their words with a right form, or half and the initials.
fn expansion(
    text: &str,
    pair: &Pair,
    acronym: &str,
    right: &[&Designation],
    language: &str,
    words_of: Option<&LanguageWords>,
) -> Option<Span> {
    let long = pair.long.slice(text);
    let spelled = spelled_by(long, acronym, words_of);
    let forms: Vec<Vec<String>> = right
        .iter()
        .filter(|d| d.language == language)
        .map(|d| content(&d.text, words_of))
        .collect();
    let end = long.len() as u32;
    let starts = if pair.before {
        let mut starts = capitalized_starts(long, words_of);
        starts.extend(spelled.map(|s| s.start));
        starts
    } else {
        vec![0]
    };
    // Of all places where the name could begin, the one that leaves least besides the words of a right form; then the longest.
    let score = |start: u32, form: &Vec<String>| {
        let run = Span::new(start, end);
        let said = content(run.slice(long), words_of);
        let common = shared(&said, form);
        let initials = spelled == Some(run) && common >= 2;
        let like =
            said.len() <= form.len() + 1 && (initials || (common >= 2 && 2 * common > form.len()));
        let others = words(run.slice(long)).len() - links(run.slice(long), words_of);
        like.then(|| (2 * common as i64 - others as i64, std::cmp::Reverse(start)))
    };
    let (_, std::cmp::Reverse(start)) = starts
        .into_iter()
        .flat_map(|start| forms.iter().filter_map(move |form| score(start, form)))
        .max()?;
    Some(Span::new(pair.long.start + start, pair.long.start + end))
}

fn links(text: &str, words_of: Option<&LanguageWords>) -> usize {
    let all = words(text);
    all.iter().filter(|w| is_link(w.text, words_of)).count()
}

/// Where the capitalized words at the end of a stretch, with the links between them, may begin.
fn capitalized_starts(text: &str, words_of: Option<&LanguageWords>) -> Vec<u32> {
    let mut starts = Vec::new();
    for word in words(text).iter().rev() {
        let joined = text.get(..word.at).is_some_and(|t| t.ends_with('-'));
        if is_link(word.text, words_of) || joined {
            continue;
        }
        if !word.text.starts_with(char::is_uppercase) {
            break;
        }
        starts.push(word.at as u32);
    }
    starts
}

/// A second expansion that is as right as the first but is another one.
fn two_ways(
    context: &RuleContext,
    mention: &Mention,
    pair: &Pair,
    (key, plain, form): (&str, &str, &str),
    known: &mut BTreeMap<String, Known>,
) -> Option<Finding> {
    let first = known.entry(key.to_owned()).or_insert_with(|| Known {
        wording: plain.to_owned(),
        text: form.to_owned(),
    });
    if first.wording.contains(plain) || plain.contains(first.wording.as_str()) {
        return None;
    }
    let text = context.text();
    let acronym = pair.acronym.slice(text);
    let entry = mention.entry.and_then(|e| context.layers.entry(e))?;
    let message = format!("{acronym} is {} before, {form} here", first.text);
    let mut finding = Finding::new(&META, pair.acronym, acronym, message);
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(first.text.clone());
    finding.cause = Some("expanded in two ways in one text".to_owned());
    Some(finding)
}

/// An acronym that no entry has: only two expansions in one text can be told.
fn unlisted(
    text: &str,
    pair: &Pair,
    words_of: Option<&LanguageWords>,
    known: &mut BTreeMap<String, Known>,
) -> Option<Finding> {
    let acronym = pair.acronym.slice(text);
    let long = pair.long.slice(text);
    let place = spelled_by(long, acronym, words_of)?;
    if !pair.before && place.start > 0 {
        return None;
    }
    let form = place.slice(long);
    let plain = wording(form, words_of);
    let key = super::wording::initials_of(acronym).into_iter().collect();
    let first = known.entry(key).or_insert_with(|| Known {
        wording: plain.clone(),
        text: form.to_owned(),
    });
    if first.wording.contains(&plain) || plain.contains(first.wording.as_str()) {
        return None;
    }
    let message = format!("{acronym} is {} before, {form} here", first.text);
    let start = pair.long.start + place.start;
    let span = Span::new(start, start + place.len());
    let mut finding = Finding::new(&META, span, form, message);
    finding.cause = Some("expanded in two ways in one text".to_owned());
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - id: lbt
    kind: treaty
    preferred: LBT Treaty
    acronym: LBT
    expansion: Lunar Base Transparency Treaty
    admitted: [Treaty on the Openness of Lunar Bases]
  - { id: slo, kind: organization, preferred: Society for Lunar Observation, acronym: SLO }
";

    fn found(text: &str) -> Vec<String> {
        lines(NAMES, None, text)
            .iter()
            .map(|l| l.trim_start_matches("acronym-expansion info ").to_owned())
            .collect()
    }

    #[test]
    fn wrong_expansions_are_found() {
        for (text, wanted) in [
            (
                "signed the Lunar Base Openness Treaty (LBT) in May",
                "\"Lunar Base Openness Treaty\" → Lunar Base Transparency Treaty unsafe",
            ),
            (
                "signed the LBT (Lunar Base Openness Treaty) in May",
                "\"Lunar Base Openness Treaty\" → Lunar Base Transparency Treaty unsafe",
            ),
            (
                "They left the Moon Pact and the Lunar Base Openness Treaty (LBT).",
                "\"Lunar Base Openness Treaty\" → Lunar Base Transparency Treaty unsafe",
            ),
            (
                "The Society of Lunar Observation (SLO) met",
                "\"Society of Lunar Observation\" → Society for Lunar Observation unsafe",
            ),
            (
                "of the Society of Lunar Observation (SLO)",
                "\"Society of Lunar Observation\" → Society for Lunar Observation unsafe",
            ),
            (
                "the Lunar Base Transparency Treaty (LBT), later the Treaty on the Openness of Lunar Bases (LBT Treaty)",
                "\"LBT Treaty\" →  none",
            ),
            (
                "the Green Moon Party (GMP) and the Grand Moon Party (GMP)",
                "\"Grand Moon Party\" →  none",
            ),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn right_and_unrelated_words_are_silent() {
        for text in [
            "the Lunar Base Transparency Treaty (LBT) and the lunar-base transparency treaty (LBT)",
            "the Ruritanian Society for Lunar Observation (SLO)",
            "the Society for Lunar Observations (SLO), the SLO (Society for Lunar Observation)",
            "spoke with Anna Ivanova (LBT)",
            "the Green Moon Party (GMP) and the Green Moon Parties (GMP)",
            "the Green Moon Party (GMP) and the Grand Mouse Palace (GMPs are other things)",
            "LBT (see below)",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! `wrong-case`: a listed name some of whose words have lost their capitals (`Donald trump`, `Treaty on open skies`), and words whose
//! first letter a language decides: months, days, peoples, offices.

mod calendar;
mod near;
mod offices;
mod peoples;
mod words;

use super::capitals::{is_title_line, opens_sentence};
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::judgement::key;
use super::repair::trust;
use crate::document::words::{LanguageWords, has};
use crate::finding::{
    Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::glossary::model::{Designation, Entry, EntryKind};
use crate::scan::mention::{Body, LinkedBy, Mention, Piece};
use crate::scan::words_at;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds names of the glossary that are half capitalized: a full name whose family or given name has a small letter, a treaty,
    /// ministry, outlet or place of which some words have their capitals and others have lost them, a title such as
    /// `foreign Minister`. Names all in small letters are left alone, for they may be ordinary words, and so are headlines.
    ///
    /// Also months, days and peoples with a first letter that is wrong in the language of the text: `in late may`, `on friday` and
    /// `the russian ministry` in English, `en Mai` in French, `в Понедельник` in Russian; a word that is something else too (may,
    /// march, mars) counts in a date only. And offices and ministries outside the glossary of which one word has lost its capital:
    /// `Ministry of health`.
    ///
    /// ## Why
    /// Machine translation from languages that capitalize the first word only (Договор по открытому небу) carries their letters over,
    /// and into the other direction it brings English capitals.
    ///
    /// ## Example
    /// ```text
    /// The president, Donald trump, said that the country would leave the Treaty on open skies in the autumn.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The president, Donald Trump, said that the country would leave the Treaty on Open Skies in the autumn.
    /// ```
    ///
    /// ## Fix safety
    /// Safe: only the case of letters changes, towards a form that the glossary or the language has. Not in protected zones, and names
    /// not in verbatim quotations. Unsafe where a month is also a name or a title may be meant in small letters.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 8.1 and 8.62, on proper names and the names of organizations
    pub(crate) static META = {
        name: "wrong-case",
        summary: "a first letter of the wrong size: in a listed name, a month, a day, a people, an office",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "capitalization", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct WrongCase;

impl DocumentRule for WrongCase {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut reported: Vec<Span> = Vec::new();
        for (mention, _, entry) in context.certain() {
            if mention.confused || mention.linked_by != LinkedBy::Itself {
                continue;
            }
            let edits = match &mention.body {
                Body::Person { family, given, .. } => {
                    person(context, mention, entry, family, given)
                }
                Body::Given(_) => continue,
                Body::Form(_) => form(context, mention, entry),
            };
            if edits.is_empty() || is_title_line(context.text(), mention.span) {
                continue;
            }
            let trust = trust(context, mention);
            if !trust.silent {
                reported.push(mention.span);
                sink.report(context, finding(context, mention, entry, edits, trust));
            }
        }
        words::check(context, &reported, sink);
    }
}

/// The parts of a person's name that are all in small letters where the listed form is not.
fn person(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    family: &Piece,
    given: &Option<Piece>,
) -> Vec<Edit> {
    let (text, language) = (context.text(), language(context, mention));
    let Some(given) = given else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    for (piece, is_family) in [(family, true), (given, false)] {
        let surface = piece.span.slice(text);
        if surface.contains(char::is_uppercase) || !surface.contains(char::is_lowercase) {
            continue;
        }
        let part = |d: &Designation| {
            if is_family {
                d.family.clone()
            } else {
                d.given.clone()
            }
        };
        let same = |d: &&Designation| {
            d.status.is_right() && part(d).is_some_and(|form| key(&form) == key(surface))
        };
        let forms: Vec<&Designation> = entry.designations.iter().filter(same).collect();
        let here = forms.iter().find(|d| d.language == language);
        let native = entry.native.iter().find_map(|n| {
            let form = if is_family { &n.family } else { &n.given };
            form.clone().filter(|f| key(f) == key(surface))
        });
        let form = here.or(forms.first()).and_then(|d| part(d)).or(native);
        if let Some(form) = form.filter(|f| f.as_str() != surface) {
            edits.push(Edit {
                span: piece.span,
                text: form,
            });
        }
    }
    edits.sort_by_key(|e| e.span);
    edits
}

fn language<'a>(context: &RuleContext<'a>, mention: &Mention) -> &'a str {
    context.language(mention).0.map_or("", |l| l.primary())
}

/// A word of a form and where it stands.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    /// Byte offset in the form.
    at: usize,
    /// Joined to the word before by a hyphen: houses differ on its capital.
    joined: bool,
}

/// Words of a form; hyphens part them, other signs belong to them.
fn split(form: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word> = Vec::new();
    let breaks = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–');
    let mut at = 0;
    for text in form.split(breaks) {
        if !text.is_empty() {
            let before = form.get(..at).and_then(|t| t.chars().next_back());
            let joined = before.is_some_and(|c| !c.is_whitespace());
            out.push(Word { text, at, joined });
        }
        let end = at + text.len();
        let gap = form.get(end..).and_then(|t| t.chars().next());
        at = end + gap.map_or(0, char::len_utf8);
    }
    out
}

/// The words of a treaty, body, outlet, office or place that need other letters.
fn form(context: &RuleContext, mention: &Mention, entry: &Entry) -> Vec<Edit> {
    let Some(words) = words_at(context.document, mention).filter(|w| !w.heads.is_empty()) else {
        return Vec::new();
    };
    let cased = matches!(
        entry.kind,
        EntryKind::Treaty
            | EntryKind::Organization
            | EntryKind::Outlet
            | EntryKind::Office
            | EntryKind::Place
    );
    let text = context.text();
    let surface = mention.span.slice(text);
    if !cased
        || language(context, mention) != words.language
        || !surface.contains(char::is_lowercase)
        || !surface.contains(char::is_uppercase)
    {
        return Vec::new();
    }
    // Nearly every mention ends here.
    if entry
        .designations
        .iter()
        .any(|d| d.text == surface && d.status.is_right())
    {
        return Vec::new();
    }
    let said = split(surface);
    let right = || {
        let here = |d: &&Designation| d.language == words.language && d.status.is_right();
        entry
            .designations
            .iter()
            .filter(here)
            .map(|d| split(&d.text))
    };
    let forms: Vec<Vec<Word>> = right().filter(|form| same_words(form, &said)).collect();
    let sentence = opens_sentence(text, mention.span.start);
    // What is left without small words at the ends may be a right form by itself: nuclear Non-Proliferation Treaty.
    let letters = |form: &[Word]| form.iter().map(|w| w.text.to_owned()).collect::<Vec<_>>();
    let inner = letters(trimmed(&said));
    if forms.is_empty() || right().any(|form| letters(&form) == inner) {
        return Vec::new();
    }
    if forms
        .iter()
        .any(|form| is_fine(form, &said, sentence, words, entry.kind))
    {
        return Vec::new();
    }
    let title = entry.kind != EntryKind::Office || followed_by_name(text, mention.span);
    let Some(form) = best(&forms, &said, title) else {
        return Vec::new();
    };
    let edit = |(word, wanted): (&Word, &Word)| {
        let start = mention.span.start + word.at as u32;
        let first = word.at == 0 && sentence;
        let kept = first && is_upper(word.text);
        (word.text != wanted.text && !kept).then(|| Edit {
            span: Span::new(start, start + word.text.len() as u32),
            text: wanted.text.to_owned(),
        })
    };
    said.iter().zip(form).filter_map(edit).collect()
}

fn same_words(form: &[Word], said: &[Word]) -> bool {
    form.len() > 1
        && form.len() == said.len()
        && form
            .iter()
            .zip(said)
            .all(|(a, b)| key(a.text) == key(b.text))
}

fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_small(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Without the small words at either end.
fn trimmed<'a, 'b>(words: &'b [Word<'a>]) -> &'b [Word<'a>] {
    let first = words.iter().position(|w| is_upper(w.text)).unwrap_or(0);
    let last = words.iter().rposition(|w| is_upper(w.text)).unwrap_or(0);
    words.get(first..=last).unwrap_or_default()
}

/// Whether the letters may stand so beside this listed form.
fn is_fine(
    form: &[Word],
    said: &[Word],
    sentence: bool,
    words: &LanguageWords,
    kind: EntryKind,
) -> bool {
    let place = kind == EntryKind::Place;
    let listed = |list: &[String], word: &str| has(list, &word.to_lowercase());
    let compound = !form.iter().any(|w| is_small(w.text));
    let mut lost = None;
    for (n, (word, wanted)) in said.iter().zip(form).enumerate() {
        if !(is_small(word.text) && is_upper(wanted.text)) || word.joined {
            continue;
        }
        // Open Skies treaty: the noun that says what kind of thing it is may be small after its name.
        let kind_noun = n + 1 == said.len()
            && compound
            && kind != EntryKind::Office
            && listed(&words.heads, word.text);
        let feature = place && listed(&words.features, word.text);
        if !(kind_noun || feature) {
            lost = lost.or(Some(n));
        }
    }
    // An office or a ministry may be right all in small letters; then a capital among them is what is wrong.
    let lost = lost.or_else(|| {
        let titled = said
            .iter()
            .zip(form)
            .all(|(a, b)| is_upper(a.text) || is_function(b.text));
        let lower = !place && !titled && compound_small(form);
        let upper = |w: &&Word| is_upper(w.text) && !is_acronym(w.text);
        (lower && said.iter().skip(usize::from(sentence)).any(|w| upper(&w))).then_some(0)
    });
    let Some(lost) = lost else {
        return true;
    };
    // A capital that would not be there without the name shows that the name is meant. What comes after a preposition may be
    // a name of its own: an organization in Europe.
    let after_function = |n: usize| {
        n.checked_sub(1)
            .and_then(|p| said.get(p))
            .is_some_and(|w| is_function(w.text))
    };
    let shows = |(n, word): (usize, &Word)| {
        let own = is_acronym(word.text) || word.joined || (n == 0 && sentence);
        is_upper(word.text)
            && !own
            && (place || (n > lost && !after_function(n)) || listed(&words.heads, word.text))
    };
    !said.iter().enumerate().any(shows)
}

/// Whether no word of the form has a capital of its own.
fn compound_small(form: &[Word]) -> bool {
    form.iter().all(|w| is_small(w.text) || is_acronym(w.text))
}

/// Articles, prepositions and conjunctions stay small in titles: of, the, and, for.
fn is_function(word: &str) -> bool {
    word.chars().count() <= 3 && is_small(word)
}

/// `US`, `U.S.`
fn is_acronym(word: &str) -> bool {
    !word.contains(char::is_lowercase) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The form to write: the one with most capitals for a body or before a name, else the one with fewest changes.
fn best<'a, 'b>(
    forms: &'b [Vec<Word<'a>>],
    said: &[Word],
    title: bool,
) -> Option<&'b Vec<Word<'a>>> {
    let capitals = |form: &[Word]| form.iter().filter(|w| is_upper(w.text)).count();
    let changes = |form: &[Word]| {
        let differs = form.iter().zip(said).filter(|(a, b)| a.text != b.text);
        differs.count()
    };
    forms.iter().min_by_key(|form| {
        if title {
            (usize::MAX - capitals(form), changes(form))
        } else {
            (changes(form), capitals(form))
        }
    })
}

fn followed_by_name(text: &str, span: Span) -> bool {
    let after = text.get(span.end as usize..).unwrap_or("");
    after.strip_prefix([' ', '\u{a0}']).is_some_and(is_upper)
}

fn finding(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    edits: Vec<Edit>,
    trust: super::repair::Trust,
) -> Finding {
    let surface = mention.span.slice(context.text());
    let written = words::applied(surface, mention.span, &edits);
    let shown = |form: &str| form.replace(['\n', '\r'], " ");
    let message = format!("{}: written {}", shown(surface), shown(&written));
    let mut finding = Finding::new(&META, mention.span, surface, message);
    if trust.protected {
        finding.severity = Severity::Info;
    }
    finding.entry = Some(entry.id.clone());
    finding.preferred = Some(shown(&written));
    finding.cause = Some("capital letters are missing or too many".to_owned());
    finding.suggestions = vec![written];
    finding.fix = Some(Fix {
        applicability: trust.most,
        reason: trust.reason,
        edits,
    });
    finding
}

#[cfg(test)]
mod tests;

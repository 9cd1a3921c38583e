//! House styles: which of an entry's forms a house chose. A style has no forms of its own; it decides between those of the entries.

use serde::{Deserialize, Serialize};
use serde_yaml::Value as Yaml;

use super::convert::{is_date, reference};
use super::model::{
    Chosen, Designation, DesignationRole, Entry, EntryKind, Outruled, Reference, TermStatus,
};
use super::raw::{RawChoice, RawChoices, RawReference, RawReferenceOrText};
use super::validate::{Problem, check_keys};
use super::yaml::{Node, Value};
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// Keys of a file that belong to the style it defines.
pub(crate) const STYLE_KEYS: &[&str] = &["authority", "choices", "house", "references", "style"];
const CHOICE_KEYS: &[&str] = &["form", "instead-of", "reference", "since"];

/// A house style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Style {
    pub id: String,
    /// The house in full.
    pub title: String,
    /// The house in a message: `AP writes Kyiv`.
    pub house: String,
    /// Primary language of the texts that follow it.
    pub language: String,
    pub authority: Option<String>,
    pub choices: Vec<Choice>,
}

/// What a house writes for one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    pub entry: String,
    pub form: String,
    /// First day (ISO date) of the choice.
    pub since: Option<String>,
    /// The forms that are not written; empty = every other short form of the same kind.
    pub instead_of: Vec<String>,
    pub reference: Option<Reference>,
}

/// A style and where its parts were written.
#[derive(Debug)]
pub(crate) struct LocatedStyle {
    pub style: Style,
    /// Place of each choice, in the order of `style.choices`.
    pub spans: Vec<Span>,
}

impl LocatedStyle {
    /// Reads the style that a file defines.
    pub(crate) fn read(
        root: &Node,
        typed: &Yaml,
        language: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let string = |key: &str| typed.get(key).and_then(Yaml::as_str).map(str::to_owned);
        let place = |key: &str| root.get(key).map_or(root.span, |n| n.span);
        let Some(id) =
            string("style").filter(|id| !id.is_empty() && !id.contains(char::is_whitespace))
        else {
            problems.push(wrong(
                place("style"),
                "`style` is the id of the style that this file defines",
            ));
            return None;
        };
        let sources: Vec<RawReference> = typed
            .get("references")
            .and_then(|v| serde_yaml::from_value(v.clone()).ok())
            .unwrap_or_default();
        let title = string("title").unwrap_or_else(|| id.clone());
        let mut out = Self {
            style: Style {
                house: string("house").unwrap_or_else(|| title.clone()),
                language: LanguageTag::parse(language)
                    .map_or_else(|| "en".to_owned(), |t| t.primary().to_owned()),
                authority: string("authority"),
                choices: Vec::new(),
                id,
                title,
            },
            spans: Vec::new(),
        };
        let (Some(node), Some(values)) = (root.get("choices"), typed.get("choices")) else {
            problems.push(wrong(
                place("style"),
                "a style has `choices`: `entry-id: form`, or `entry-id: { form: …, reference: … }`",
            ));
            return Some(out);
        };
        if !matches!(node.value, Value::Mapping(_)) {
            problems.push(wrong(
                node.span,
                "`choices` is a mapping of entry ids to forms",
            ));
        }
        for (entry, span, node) in node.pairs() {
            if let Some(value) = values.get(entry.as_str()) {
                out.entry(entry, *span, node, value, &sources, problems);
            }
        }
        Some(out)
    }

    fn entry(
        &mut self,
        entry: &str,
        span: Span,
        node: &Node,
        value: &Yaml,
        sources: &[RawReference],
        problems: &mut Vec<Problem>,
    ) {
        let before = problems.len();
        match &node.value {
            Value::Mapping(_) => check_keys("", node, CHOICE_KEYS, "a choice", problems),
            Value::Sequence(items) => items
                .iter()
                .filter(|item| matches!(item.value, Value::Mapping(_)))
                .for_each(|item| check_keys("", item, CHOICE_KEYS, "a choice", problems)),
            Value::Scalar => {}
        }
        if problems.len() > before {
            return;
        }
        let Ok(raw) = serde_yaml::from_value::<RawChoices>(value.clone()) else {
            problems.push(wrong(
                node.span,
                "a choice is a form, or `{ form: …, since: …, instead-of: […], reference: … }`, or a list of these",
            ));
            return;
        };
        for raw in raw.list() {
            if let Some(date) = raw.since.as_ref().filter(|d| !is_date(d)) {
                problems.push(wrong(
                    span,
                    &format!("`{date}` is not a date of the form 2019-08-14"),
                ));
            }
            self.style.choices.push(choice(entry, raw, sources));
            self.spans.push(span);
        }
    }

    /// What does not fit the entries that `find` knows: (place, rule, message).
    pub(crate) fn lint<'a>(&self, find: impl Fn(&str) -> Option<&'a Entry>) -> Vec<Problem> {
        let mut out = Vec::new();
        for (choice, span) in self.style.choices.iter().zip(&self.spans) {
            let mut error =
                |message: String| out.push(Problem::error("glossary-choice", *span, message));
            let Some(entry) = find(&choice.entry) else {
                error(format!(
                    "there is no entry `{}` to choose a form of",
                    choice.entry
                ));
                continue;
            };
            for form in std::iter::once(&choice.form).chain(&choice.instead_of) {
                if self.style.find(entry, form).is_none() {
                    error(format!(
                        "`{form}` is no form of `{}` in `{}`; list it in the entry",
                        entry.id, self.style.language
                    ));
                }
            }
            if choice.reference.is_none() {
                let message = format!("the choice for `{}` has no reference", choice.entry);
                out.push(Problem::warning("glossary-reference", *span, message));
            }
        }
        out
    }
}

fn wrong(span: Span, message: &str) -> Problem {
    Problem::error("glossary-value", span, message.to_owned())
}

fn choice(entry: &str, raw: RawChoice, sources: &[RawReference]) -> Choice {
    Choice {
        entry: entry.to_owned(),
        form: nfc(&raw.form),
        since: raw.since,
        instead_of: raw.instead_of.iter().map(|f| nfc(f)).collect(),
        reference: raw.reference.map(|r| match r {
            RawReferenceOrText::Full(full) => reference(&full),
            // The title of a reference of the file stands for it.
            RawReferenceOrText::Text(text) => sources.iter().find(|s| s.title == text).map_or_else(
                || Reference {
                    title: text.clone(),
                    url: None,
                    date: None,
                },
                reference,
            ),
        }),
    }
}

fn nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.trim().nfc().collect()
}

impl RawChoices {
    fn list(self) -> Vec<RawChoice> {
        match self {
            Self::Form(form) => vec![RawChoice {
                form,
                ..RawChoice::default()
            }],
            Self::One(choice) => vec![choice],
            Self::Many(list) => list.into_iter().flat_map(Self::list).collect(),
        }
    }
}

impl Style {
    /// The choices for an entry.
    pub(crate) fn of<'s>(&'s self, entry: &str) -> impl Iterator<Item = &'s Choice> {
        self.choices.iter().filter(move |c| c.entry == entry)
    }

    /// The listed form of the entry in the language of the style.
    fn find(&self, entry: &Entry, form: &str) -> Option<usize> {
        entry
            .designations
            .iter()
            .position(|d| d.language == self.language && d.text == form)
    }

    /// Makes the chosen forms the only right ones of their kind.
    pub(crate) fn apply(&self, entry: &mut Entry) {
        let choices: Vec<&Choice> = self.of(&entry.id).collect();
        for choice in choices {
            let Some(at) = self.find(entry, &choice.form) else {
                continue;
            };
            let cause = format!("{} writes {}", self.house, choice.form);
            self.rule(entry, at, choice, &cause);
            entry.chosen.push(Chosen {
                language: self.language.clone(),
                since: choice.since.clone(),
                cause,
            });
        }
    }

    /// Gives every form of the entry its standing under one choice.
    fn rule(&self, entry: &mut Entry, at: usize, choice: &Choice, cause: &str) {
        let out = outruled(entry, at, choice);
        let role = entry.designations.get(at).map(|d| d.role);
        for (n, form) in entry.designations.iter_mut().enumerate() {
            let beside = form.language == self.language && Some(form.role) == role;
            if n == at {
                let acronym = form.role == DesignationRole::Acronym;
                form.status = if acronym {
                    TermStatus::Admitted
                } else {
                    TermStatus::Preferred
                };
                (form.since, form.until) = (None, None);
            } else if out.contains(&n) {
                form.status = TermStatus::Deprecated;
                (form.since, form.until) = (choice.since.clone(), None);
                form.reason = Some(cause.to_owned());
                form.outruled = Some(Outruled {
                    by: choice.form.clone(),
                });
            } else if beside && matches!(form.status, TermStatus::Preferred | TermStatus::Own) {
                form.status = TermStatus::Admitted;
            }
        }
    }
}

/// Numbers of the forms that a choice rules out.
fn outruled(entry: &Entry, at: usize, choice: &Choice) -> Vec<usize> {
    let Some(chosen) = entry.designations.get(at) else {
        return Vec::new();
    };
    let numbered = || entry.designations.iter().enumerate();
    if !choice.instead_of.is_empty() {
        return numbered()
            .filter(|(n, d)| {
                *n != at && d.language == chosen.language && choice.instead_of.contains(&d.text)
            })
            .map(|(n, _)| n)
            .collect();
    }
    let rival = |d: &Designation| {
        d.language == chosen.language
            && d.role == chosen.role
            && matches!(
                d.status,
                TermStatus::Preferred
                    | TermStatus::Own
                    | TermStatus::Admitted
                    | TermStatus::Superseded
            )
            && is_acronym(&d.text) == is_acronym(&chosen.text)
            && !has_words(&d.text, &chosen.text)
            && !drops_article(d, chosen)
            && !has_words(&chosen.text, &d.text)
    };
    let rivals: Vec<(usize, &Designation)> =
        numbered().filter(|(n, d)| *n != at && rival(d)).collect();
    // `Republic of Turkey` is a longer form of `Turkey`, about which a choice between the short forms says nothing.
    let is_longer = |d: &Designation| {
        entry.kind != EntryKind::Person
            && rivals
                .iter()
                .any(|(_, other)| has_words(&d.text, &other.text))
    };
    rivals
        .iter()
        .filter(|(_, d)| !is_longer(d))
        .map(|(n, _)| *n)
        .collect()
}

fn is_acronym(form: &str) -> bool {
    form.chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase)
}

/// `Bashar Assad` beside `Bashar al-Assad`: the family name may lose its article when it stands alone.
fn drops_article(short: &Designation, long: &Designation) -> bool {
    let (Some(short_family), Some(family)) = (&short.family, &long.family) else {
        return false;
    };
    let rest = family.strip_suffix(short_family.as_str());
    short.given == long.given && rest.is_some_and(|article| article.ends_with(['-', ' ']))
}

/// Whether `long` has the words of `short` in a row, and more.
fn has_words(long: &str, short: &str) -> bool {
    let (long, short): (Vec<&str>, Vec<&str>) = (
        long.split_whitespace().collect(),
        short.split_whitespace().collect(),
    );
    long.len() > short.len() && long.windows(short.len()).any(|w| w == short)
}

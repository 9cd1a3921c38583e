//! One text → the same text with every trusted fix, and who is named where in both.

use std::borrow::Cow;
use std::convert::Infallible;

use super::settle::{Done, settle};
use super::{Checker, FileReport, Input};
use crate::config::{Declared, Settings};
use crate::document::decode::SourceText;
use crate::finding::{Applicability, Tier};
use crate::fix::Trail;
use crate::glossary::model::{Entry, NameOrder};
use crate::lang::LanguageTag;
use crate::rules::{RuleContext, reading};
use crate::scan::mention::{EntryRef, LinkedBy};
use crate::text::span::Span;

/// A text after normalization. Offsets are bytes.
#[derive(Debug, Default)]
pub struct Normalized<'a> {
    /// The text with the fixes applied.
    pub text: String,
    /// Language of the text, declared or detected.
    pub language: Option<LanguageTag>,
    /// Everything that names an entry, in order.
    pub mentions: Vec<Mention<'a>>,
    /// What changed, in order.
    pub edits: Vec<NormalizedEdit>,
}

/// An occurrence of an entry, or of a form that several entries could be meant by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'a> {
    /// Where it stands in the text as it came.
    pub span: Span,
    /// Where it stands in the normalized text.
    pub normalized: Span,
    /// Id of the entry, when it is certain.
    pub entry: Option<&'a str>,
    /// Kind of the entry, or of all candidates.
    pub kind: Option<&'static str>,
    /// The name of the entry in the language of the text.
    pub preferred: Option<Cow<'a, str>>,
    /// How purely one convention explains the form; `None` for listed and native forms.
    pub tier: Option<Tier>,
    /// Id of the convention that explains the form.
    pub convention: Option<String>,
    /// What settled who is meant.
    pub linked_by: Option<&'static str>,
    /// Ids of the entries that could be meant, when none is certain.
    pub candidates: Vec<&'a str>,
    /// Wikidata item of the entry.
    pub wikidata: Option<&'a str>,
}

/// A stretch of the text that was written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalizedEdit {
    /// Where it stood in the text as it came.
    pub span: Span,
    /// Where its replacement stands in the normalized text.
    pub normalized: Span,
    /// Name of the rule that asked for it.
    pub rule: &'static str,
    /// Entry whose form was written.
    pub entry: Option<String>,
    /// How far the fix may be trusted.
    pub applicability: Applicability,
}

impl Checker {
    /// Applies every fix to `text` that is at least as trusted as `threshold`. It stood in the file at `path`, whose settings hold for
    /// it; `declared` is what its record says of it.
    ///
    /// # Errors
    /// When the text is larger than 4 GiB.
    pub fn normalize(
        &self,
        path: &str,
        text: String,
        declared: &Declared,
        threshold: Applicability,
    ) -> Result<Normalized<'_>, Box<dyn std::error::Error + Send + Sync>> {
        if u32::try_from(text.len()).is_err() {
            return Err("the text is larger than 4 GiB; split it".into());
        }
        let settings = self.config.settings_for(path).over(declared);
        let mut mentions = None;
        let mut inputs = [Input {
            path: String::new(),
            bytes: text.into_bytes(),
        }];
        let settled = settle(&mut inputs, threshold, |inputs| {
            let mut look = |context: &RuleContext| {
                mentions.get_or_insert_with(|| self.mentions(context));
            };
            let reports = inputs
                .iter()
                .map(|input| self.check_known(input, &settings, &mut look));
            Ok::<Vec<FileReport>, Infallible>(reports.collect())
        });
        let Ok(mut settled) = settled;
        let [input] = inputs;
        let trail = settled
            .done
            .remove(&input.path)
            .map_or_else(Trail::default, |done: Done| done.trail);
        let mut mentions = mentions.unwrap_or_default();
        for mention in &mut mentions {
            mention.normalized = span(trail.follow(mention.span.start..mention.span.end));
        }
        Ok(Normalized {
            text: String::from_utf8(input.bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
            language: settled.reports.pop().and_then(|report| report.language),
            mentions,
            edits: edits(&trail),
        })
    }

    /// Checks a text that is known to be UTF-8: its first bytes are no byte order mark, and nothing has to be guessed.
    fn check_known(
        &self,
        input: &Input,
        settings: &Settings,
        look: &mut dyn FnMut(&RuleContext),
    ) -> FileReport {
        let text = String::from_utf8_lossy(&input.bytes).into_owned();
        let source = SourceText::from(text);
        let (report, summary) = self.check_source(&input.path, source, &[], settings, look);
        self.finish_alone(report, &summary, settings)
    }

    /// Certain mentions and ambiguous ones, as they stand in the first text.
    pub(super) fn mentions(&self, context: &RuleContext) -> Vec<Mention<'_>> {
        let found = context.scan.mentions.iter();
        found
            .filter_map(|mention| self.mention(context, mention))
            .collect()
    }

    fn mention(
        &self,
        context: &RuleContext,
        mention: &crate::scan::mention::Mention,
    ) -> Option<Mention<'_>> {
        let entry_of = |at: &EntryRef| self.layers.entry(*at).map(|entry| (*at, entry));
        let certain = mention.entry.as_ref().and_then(entry_of);
        let mut candidates: Vec<(EntryRef, &Entry)> =
            mention.candidates.iter().filter_map(entry_of).collect();
        candidates.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let (first, entry) = certain.or_else(|| candidates.first().copied())?;
        let same_kind = candidates.iter().all(|(_, other)| other.kind == entry.kind);
        let language = context.language(mention).0.map_or("", |tag| tag.primary());
        let reading = reading(context, mention, first);
        Some(Mention {
            span: mention.span,
            normalized: mention.span,
            entry: certain.map(|(_, entry)| entry.id.as_str()),
            kind: (certain.is_some() || same_kind).then(|| entry.kind.as_str()),
            preferred: certain.and_then(|(_, entry)| name_in(entry, language)),
            tier: reading.as_ref().map(|reading| reading.tier),
            convention: reading.and_then(|reading| reading.systems.into_iter().next()),
            linked_by: certain.and_then(|_| linked_by(mention.linked_by)),
            candidates: match certain {
                Some(_) => Vec::new(),
                None => candidates.iter().map(|(_, e)| e.id.as_str()).collect(),
            },
            wikidata: certain.and_then(|(_, entry)| entry.wikidata.as_deref()),
        })
    }
}

/// The preferred form in a language; in the bearer's own it is the native spelling, without patronymic.
fn name_in<'a>(entry: &'a Entry, language: &str) -> Option<Cow<'a, str>> {
    if let Some(form) = entry.preferred(language) {
        return Some(Cow::Borrowed(&form.text));
    }
    let native = entry.native.iter().find(|name| name.language == language)?;
    Some(match (&native.given, &native.family, entry.order) {
        (Some(given), Some(family), NameOrder::GivenFirst) => format!("{given} {family}").into(),
        _ => Cow::Borrowed(&native.text),
    })
}

fn linked_by(by: LinkedBy) -> Option<&'static str> {
    match by {
        LinkedBy::Itself => Some("itself"),
        LinkedBy::FullName => Some("full-name"),
        LinkedBy::Context => Some("context"),
        LinkedBy::FamilyOnly => Some("family-only"),
        LinkedBy::Nothing => None,
    }
}

fn span(range: std::ops::Range<u32>) -> Span {
    Span::new(range.start, range.end)
}

fn edits(trail: &Trail) -> Vec<NormalizedEdit> {
    let changes = trail.changes().iter();
    changes
        .map(|change| NormalizedEdit {
            span: span(change.from.clone()),
            normalized: span(change.to.clone()),
            rule: change.cause.rule,
            entry: change.cause.entry.clone(),
            applicability: change.cause.applicability,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::glossary::checker_for;
    use super::*;
    use crate::config::Config;

    const GLOSSARY: &str = "
entries:
  - { id: ryabkov, preferred: { en: Sergei Ryabkov, de: Sergei Rjabkow }, native: Сергей Рябков, wikidata: Q1 }
  - { id: yermakov, preferred: Vladimir Yermakov, native: Владимир Ермаков }
  - { id: anatoly-antonov, preferred: Anatoly Antonov, native: Анатолий Антонов }
  - { id: oleg-antonov, preferred: Oleg Antonov, native: Олег Антонов }
  - { id: 9m729, kind: designation, preferred: 9M729, native: { ru: 9М729 } }
  - { id: open-skies, kind: treaty, preferred: Open Skies Treaty, deprecated: [Open Sky Treaty] }
  - { id: kyiv, kind: place, preferred: Kyiv, native: { ru: Киев }, superseded: { en: [ { form: Kiev, until: 2019-08-14 } ] } }
";

    fn normalize<'a>(checker: &'a Checker, text: &str, declared: &Declared) -> Normalized<'a> {
        checker
            .normalize("", text.to_owned(), declared, Applicability::Safe)
            .expect("a short text")
    }

    #[test]
    fn mentions_are_followed_into_the_new_text() {
        let checker = checker_for(GLOSSARY);
        let text = "Sergej Rjabkow told an Ermakov aide. Vladimir Ermakov and Rjabkow left Kiev. Anatoly Antonov met Oleg Antonov. Antonow stayed.";
        let done = normalize(&checker, text, &Declared::default());
        assert_eq!(
            done.text,
            "Sergei Ryabkov told a Yermakov aide. Vladimir Yermakov and Ryabkov left Kiev. Anatoly Antonov met Oleg Antonov. Antonow stayed."
        );
        let shown: Vec<_> = done
            .mentions
            .iter()
            .map(|m| {
                let (old, new) = (m.span.slice(text), m.normalized.slice(&done.text));
                (old, new, m.entry, m.tier, m.linked_by)
            })
            .collect();
        let (itself, full) = (Some("itself"), Some("full-name"));
        let (pure, listed) = (Some(Tier::Pure), None);
        assert_eq!(
            shown,
            [
                (
                    "Sergej Rjabkow",
                    "Sergei Ryabkov",
                    Some("ryabkov"),
                    pure,
                    itself
                ),
                ("Ermakov", "Yermakov", Some("yermakov"), pure, full),
                (
                    "Vladimir Ermakov",
                    "Vladimir Yermakov",
                    Some("yermakov"),
                    pure,
                    itself
                ),
                ("Rjabkow", "Ryabkov", Some("ryabkov"), pure, full),
                ("Kiev", "Kiev", Some("kyiv"), listed, itself),
                (
                    "Anatoly Antonov",
                    "Anatoly Antonov",
                    Some("anatoly-antonov"),
                    listed,
                    itself
                ),
                (
                    "Oleg Antonov",
                    "Oleg Antonov",
                    Some("oleg-antonov"),
                    listed,
                    itself
                ),
                ("Antonow", "Antonow", None, pure, None),
            ]
        );
        assert_eq!(
            done.mentions[7].candidates,
            ["anatoly-antonov", "oleg-antonov"]
        );
        assert_eq!(
            (done.mentions[7].kind, done.mentions[7].preferred.as_deref()),
            (Some("person"), None)
        );
        assert_eq!(
            done.mentions[0].convention.as_deref(),
            Some("press-rus-Cyrl-Latn-de")
        );
        assert_eq!(
            (
                done.mentions[3].preferred.as_deref(),
                done.mentions[3].wikidata
            ),
            (Some("Sergei Ryabkov"), Some("Q1"))
        );
    }

    #[test]
    fn what_is_declared_counts_for_this_text() {
        let mut checker = checker_for(GLOSSARY);
        checker.config = Config::default();
        let declared = |language: &str, date: Option<&str>| Declared {
            language: LanguageTag::parse(language),
            as_of: date.map(str::to_owned),
            ..Declared::default()
        };
        let text = "Sergei Ryabkov in Kiev";
        let german = normalize(&checker, text, &declared("de", None));
        assert_eq!(
            german.mentions[0].preferred.as_deref(),
            Some("Sergei Rjabkow")
        );
        let russian = normalize(&checker, "Рябков Сергей Рябков", &declared("ru", None));
        assert_eq!(
            russian.mentions[0].preferred.as_deref(),
            Some("Сергей Рябков")
        );
        let dated = normalize(&checker, text, &declared("en-GB", Some("2022-03-01")));
        assert_eq!(dated.text, "Sergei Ryabkov in Kyiv");
        assert_eq!(
            dated.language.map(|tag| tag.to_string()).as_deref(),
            Some("en-GB")
        );
        let before = normalize(&checker, text, &declared("en", Some("2014-03-01")));
        assert_eq!(before.text, text);
    }

    #[test]
    fn a_byte_order_mark_inside_a_record_is_a_character() {
        let checker = checker_for(GLOSSARY);
        let text = "\u{feff}Sergej Rjabkow\0 spoke.";
        let done = normalize(&checker, text, &Declared::default());
        // Both are characters that nobody sees; offsets of the record count them.
        assert_eq!(done.text, "Sergei Ryabkov spoke.");
        assert_eq!(done.mentions[0].span.start, 3);
    }

    const WORDS: &[&str] = &[
        "Sergej Rjabkow",
        "Ermakov",
        "Vladimir Yermakov",
        "9М729",
        "9M-729",
        "Open Sky Treaty",
        " ",
        ", ",
        "\n\n",
        "“",
        "” said ",
        "an ",
        "a ",
        "Рябкoв",
        "Riabkov",
        "Antonow",
        "é🙂",
        "The ",
    ];

    proptest! {
        #[test]
        fn offsets_are_exact(picked in prop::collection::vec(0..WORDS.len(), 0..24), risky: bool) {
            let checker = checker_for(GLOSSARY);
            let text: String = picked.iter().map(|n| WORDS[*n]).collect();
            let threshold = if risky { Applicability::Unsafe } else { Applicability::Safe };
            let done = checker.normalize("", text.clone(), &Declared::default(), threshold).expect("a short text");
            let (mut out, mut at) = (String::new(), 0);
            for edit in &done.edits {
                out.push_str(&text[at..edit.span.start as usize]);
                prop_assert_eq!(out.len(), edit.normalized.start as usize);
                out.push_str(edit.normalized.slice(&done.text));
                at = edit.span.end as usize;
            }
            out.push_str(&text[at..]);
            prop_assert_eq!(&out, &done.text);
            for mention in &done.mentions {
                let inside = |e: &&NormalizedEdit| mention.span.contains(e.span) && e.span.start < mention.span.end;
                let (mut form, mut at) = (String::new(), mention.span.start as usize);
                for edit in done.edits.iter().filter(inside).filter(|e| !e.span.is_empty() || e.span.start > mention.span.start) {
                    form.push_str(&text[at..edit.span.start as usize]);
                    form.push_str(edit.normalized.slice(&done.text));
                    at = edit.span.end as usize;
                }
                form.push_str(&text[at..mention.span.end as usize]);
                prop_assert_eq!(mention.normalized.slice(&done.text), form);
            }
            if !risky {
                let input = Input { path: "a.txt".to_owned(), bytes: text.clone().into_bytes() };
                prop_assert_eq!(checker.fix_alone(&input), done.text.clone().into_bytes());
                let again = normalize(&checker, &done.text, &Declared::default());
                prop_assert_eq!(again.text, done.text);
            }
        }
    }
}

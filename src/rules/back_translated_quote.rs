//! `back-translated-quote`: words first said in the language of the text that reached it through another language.

use std::collections::BTreeSet;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::quotations::QuoteStatus;
use crate::document::words::{LanguageWords, has};
use crate::finding::{Finding, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};
use crate::glossary::model::{Entry, EntryKind};
use crate::lang::tag::english_name;
use crate::scan::mention::{Body, LinkedBy, Mention};
use crate::scan::words_at;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds direct quotations of people, offices and outlets who speak the language of the text, in a text that was translated from
    /// another language. Speaks only where the source language is declared (`--source-language`, or by the file itself).
    ///
    /// ## Why
    /// An American official was quoted in Russian, and the Russian article was translated: the words between the quotation marks are
    /// not his. The original can be found and should be quoted.
    ///
    /// ## Example
    /// In a text that is declared to be a translation from Russian:
    /// ```text
    /// “The ball is now on the side of Moscow,” Marshall Billingslea said on Friday after the talks in Vienna had ended.
    /// ```
    ///
    /// ## Use instead
    /// The original words, or none of them:
    /// ```text
    /// Marshall Billingslea said on Friday that it was for Moscow to act now, after the talks in Vienna had ended.
    /// ```
    ///
    /// ## Fix safety
    /// There is no fix: the original words must be looked up.
    ///
    /// ## References
    /// - ISO 17100:2015, on quotations and other cited material in translations
    pub(crate) static META = {
        name: "back-translated-quote",
        summary: "words of a speaker of this language that went through another",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::InconsistentEntities,
        mqm: Mqm { error_type: "mistranslation", severity: MqmSeverity::Major },
    };
}

/// Shorter quotations are catchwords that anybody may have used.
const FEWEST_WORDS: usize = 4;

/// Words between a speaker and the quotation.
const MOST_BETWEEN: usize = 12;

/// Words between a speaker and the verb of saying on the far side.
const VERB_WITHIN: usize = 3;

/// The rule.
pub(crate) struct BackTranslatedQuote;

impl DocumentRule for BackTranslatedQuote {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let Some(source) = &context.document.source_language else {
            return;
        };
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        for (mention, _, entry) in context.certain() {
            let Some(language) = context.language(mention).0.map(|l| l.primary()) else {
                continue;
            };
            if language == source.primary()
                || mention.linked_by == LinkedBy::FamilyOnly
                || !speaks(entry, language)
            {
                continue;
            }
            for quote in quotes_of(context, mention) {
                if seen.insert(quote) {
                    sink.report(
                        context,
                        finding(context, quote, entry, (language, source.primary())),
                    );
                }
            }
        }
    }
}

/// Whether what the entry says in public is said in this language.
fn speaks(entry: &Entry, language: &str) -> bool {
    match &entry.speaks {
        Some(spoken) => spoken == language,
        None => {
            matches!(
                entry.kind,
                EntryKind::Person | EntryKind::Office | EntryKind::Outlet
            ) && entry.native.iter().any(|n| n.language == language)
        }
    }
}

/// The quotations of the paragraph that are said to be this speaker's.
fn quotes_of(context: &RuleContext, mention: &Mention) -> Vec<Span> {
    let quotations = context.document.quotations();
    if quotations.status(mention.span) != QuoteStatus::Outside {
        return Vec::new();
    }
    let Some(words) = words_at(context.document, mention) else {
        return Vec::new();
    };
    let paragraph = context.document.paragraph(mention.span);
    let mut found = quotations
        .within(paragraph)
        .filter(|quote| is_long(quote.slice(context.text())))
        .filter(|quote| is_attributed(context, mention, *quote, words))
        .peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    // What was written in this language in the first place never left it.
    let lower = paragraph.slice(context.text()).to_lowercase();
    if words
        .verbatim
        .iter()
        .any(|word| lower.contains(word.as_str()))
    {
        return Vec::new();
    }
    found.collect()
}

fn is_long(quote: &str) -> bool {
    let words = quote
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphabetic));
    words.take(FEWEST_WORDS).count() == FEWEST_WORDS
}

/// Whether the mention and a verb of saying stand beside the quotation, in one sentence and with nobody else between.
fn is_attributed(
    context: &RuleContext,
    mention: &Mention,
    quote: Span,
    words: &LanguageWords,
) -> bool {
    let text = context.text();
    let after = quote.end <= mention.span.start;
    let gap = if after {
        Span::new(quote.end, mention.span.start)
    } else {
        Span::new(mention.span.end, quote.start)
    };
    let between = gap.slice(text);
    let count = between
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphanumeric))
        .count();
    if count > MOST_BETWEEN || ends_sentence(between) || other_speaker(context, gap) {
        return false;
    }
    if has_saying(words, between, usize::MAX) {
        return true;
    }
    // The verb on the far side of the speaker: “…,” Billingslea said; said Billingslea: “…”.
    if count > VERB_WITHIN {
        return false;
    }
    let beyond = if after {
        let rest = text.get(mention.span.end as usize..).unwrap_or("");
        let end = rest
            .find(['.', '!', '?', '\n', '“', '"', '«', ';'])
            .unwrap_or(rest.len());
        rest.get(..end).unwrap_or("").to_owned()
    } else {
        let before = text.get(..mention.span.start as usize).unwrap_or("");
        let start = before
            .rfind(['.', '!', '?', '\n', '”', '"', '»', ';'])
            .map_or(0, |i| i + 1);
        let near = before
            .get(start..)
            .or_else(|| before.get(start + 2..))
            .unwrap_or("");
        near.split_whitespace().rev().collect::<Vec<_>>().join(" ")
    };
    has_saying(words, &beyond, VERB_WITHIN)
}

/// Whether one of the first `most` words is a verb of saying.
fn has_saying(words: &LanguageWords, text: &str, most: usize) -> bool {
    let mut all = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(most);
    all.any(|word| has(&words.saying, &word.to_lowercase()))
}

/// Whether a sentence ends inside. The quotation's own full stop stands before its closing mark, so not here.
fn ends_sentence(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['.', '!', '?', '\n', ';']) {
        let (before, after) = rest.split_at(at);
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        // Initials and abbreviated titles end nothing: J., Dr., Lt.
        let short = after.starts_with('.') && (1..=3).contains(&word.chars().count());
        let line = after.starts_with('\n')
            && !after
                .get(1..)
                .is_some_and(|t| t.trim_start_matches(' ').starts_with('\n'));
        if !short && !line {
            return true;
        }
        rest = after.get(1..).unwrap_or("");
    }
    false
}

fn other_speaker(context: &RuleContext, gap: Span) -> bool {
    let mentions = &context.scan.mentions;
    let from = mentions.partition_point(|m| m.span.end <= gap.start);
    let mut inside = mentions
        .iter()
        .skip(from)
        .take_while(|m| m.span.start < gap.end);
    inside.any(|m| matches!(m.body, Body::Person { .. }))
}

fn finding(
    context: &RuleContext,
    quote: Span,
    entry: &Entry,
    (language, source): (&str, &str),
) -> Finding {
    let (language, source) = (english_name(language), english_name(source));
    let who = entry
        .designations
        .first()
        .map_or(entry.id.as_str(), |d| d.text.as_str());
    let cause = format!("{who} speaks {language}; these words went through {source}");
    let mut finding = Finding::new(
        &META,
        quote,
        quote.slice(context.text()),
        format!("{cause}: find the original"),
    );
    finding.entry = Some(entry.id.clone());
    finding.cause = Some(cause);
    finding
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_under;
    use crate::{LanguageTag, Settings};

    const NAMES: &str = "
Marshall Billingslea: { native: { en: Marshall Billingslea }, kind: person }
Sergei Ryabkov: Сергей Рябков
Daily Bugle: { kind: outlet, speaks: en }
Foreign Gazette: { kind: outlet, speaks: fr, native: { en: Foreign Gazette } }
";

    fn found(source: Option<&str>, text: &str) -> Vec<String> {
        let settings = Settings {
            language: LanguageTag::parse("en"),
            source_language: source.and_then(LanguageTag::parse),
            ..Settings::default()
        };
        let ours = check_under(NAMES, settings, text)
            .into_iter()
            .filter(|f| f.rule.name == "back-translated-quote");
        ours.map(|f| f.text).collect()
    }

    #[test]
    fn quotations_of_native_speakers() {
        for text in [
            "“The ball is on your side,” Marshall Billingslea said.",
            "“The ball is on your side,” said the US special envoy Marshall Billingslea on Friday.",
            "Marshall Billingslea told reporters: “The ball is on your side.”",
            "As said Marshall Billingslea, “The ball is on your side”.",
            "\"The ball is on your side,\" the Daily Bugle writes.",
            "Marshall Billingslea spoke. “The ball is on your side,” Billingslea added.",
        ] {
            assert_eq!(found(Some("ru"), text).len(), 1, "{text}");
            assert!(found(None, text).is_empty(), "{text}");
            assert!(found(Some("en"), text).is_empty(), "{text}");
        }
    }

    #[test]
    fn words_of_others_and_words_that_never_left_the_language() {
        for text in [
            "“The ball is on your side,” Sergei Ryabkov said.",
            "“The ball is on your side,” Sergei Ryabkov said of Marshall Billingslea.",
            "Marshall Billingslea left. “The ball is on your side,” he said.",
            "“The ball is on your side,” Marshall Billingslea tweeted.",
            "“A ball game,” Marshall Billingslea said.",
            "“Marshall Billingslea said the ball was there,” Sergei Ryabkov said.",
            "“The ball is on your side,” the Foreign Gazette writes.",
            "“The ball is on your side, Marshall Billingslea said.",
            "Marshall Billingslea met the author of “The Ball on Your Side”.",
        ] {
            assert!(found(Some("ru"), text).is_empty(), "{text}");
        }
    }
}

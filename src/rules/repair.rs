//! The safe ladder: how far a replacement may be trusted at a place, and what else changes with it (a/an, capitals).

use super::context::RuleContext;
use crate::document::quotations::QuoteStatus;
use crate::document::words::LanguageWords;
use crate::document::zones::{Zone, ZoneKind, byline_zone, frozen_zone};
use crate::finding::Applicability;
use crate::scan::mention::{Body, LinkedBy, Mention};
use crate::text::span::Span;

/// Mentions of a paragraph that are looked at for a speaker; more are no paragraph of an article.
const MOST_SPEAKERS: usize = 64;

/// What speaks against a safe fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trust {
    /// The most that a fix may be here.
    pub most: Applicability,
    /// Why, in words for a person.
    pub reason: String,
    /// In a protected zone nothing is fixed and no finding is above info.
    pub protected: bool,
    /// The form is right here, or none of the text's own words: a spelling says nothing about it.
    pub silent: bool,
}

impl Trust {
    fn new(most: Applicability, reason: impl Into<String>) -> Self {
        Self {
            most,
            reason: reason.into(),
            protected: false,
            silent: false,
        }
    }

    /// The lower of this and `most`.
    pub(crate) fn at_most(self, most: Applicability, reason: &str) -> Self {
        if most > self.most {
            Self {
                most,
                reason: reason.to_owned(),
                ..self
            }
        } else {
            self
        }
    }
}

/// The protected zone around a mention, if any.
fn zone(context: &RuleContext, span: Span, words: Option<&LanguageWords>) -> Option<Zone> {
    let text = context.text();
    context
        .document
        .zone_at(span)
        .copied()
        .or_else(|| words.and_then(|w| frozen_zone(text, span, w)))
        .or_else(|| words.and_then(|w| byline_zone(text, span, w)))
}

/// How far a replacement of the mention may be trusted, by its place and by how certain the entity is.
pub(crate) fn trust(context: &RuleContext, mention: &Mention) -> Trust {
    let words = crate::scan::words_at(context.document, mention);
    if let Some(zone) = zone(context, mention.span, words) {
        let silent = zone.kind != ZoneKind::Byline;
        return Trust {
            most: Applicability::Display,
            reason: format!("inside {}", zone.kind.as_str()),
            protected: true,
            silent,
        };
    }
    let (language, certain) = context.language(mention);
    let mut trust = match (&mention.body, mention.linked_by) {
        (_, LinkedBy::Itself) => Trust::new(Applicability::Safe, "exactly this entry"),
        (_, LinkedBy::FullName) => {
            Trust::new(Applicability::Safe, "the full name stands in this text")
        }
        (_, LinkedBy::Context) => {
            Trust::new(Applicability::Unsafe, "known only by the words around it")
        }
        (_, LinkedBy::FamilyOnly) => Trust::new(
            Applicability::Display,
            "only a family name, and nothing near tells who is meant",
        ),
        (_, LinkedBy::Nothing) => {
            Trust::new(Applicability::Display, "several entries could be meant")
        }
    };
    if let Body::Person { ending: true, .. } = mention.body {
        trust = trust.at_most(Applicability::Unsafe, "a case ending would be lost");
    }
    if language.is_none() {
        trust = trust.at_most(
            Applicability::Unsafe,
            "the language of the text is not known",
        );
    } else if !certain {
        trust = trust.at_most(
            Applicability::Unsafe,
            "the language of the text is a guess; declare it with --language",
        );
    }
    match quotation(context, mention, words) {
        Quoted::Outside | Quoted::Translated => trust,
        Quoted::Verbatim => trust.at_most(
            Applicability::Unsafe,
            "inside words first written in this language",
        ),
        Quoted::Broken => trust.at_most(Applicability::Unsafe, "quotation marks do not pair here"),
    }
}

enum Quoted {
    Outside,
    Translated,
    Verbatim,
    Broken,
}

fn quotation(context: &RuleContext, mention: &Mention, words: Option<&LanguageWords>) -> Quoted {
    let quote = match context.document.quotations().status(mention.span) {
        QuoteStatus::Outside => return Quoted::Outside,
        QuoteStatus::Unknown => return Quoted::Broken,
        QuoteStatus::Inside(quote) => quote,
    };
    let (language, _) = context.language(mention);
    let same =
        |tag: &crate::lang::LanguageTag| language.is_some_and(|l| l.primary() == tag.primary());
    if context.document.source_language.as_ref().is_some_and(same) {
        return Quoted::Verbatim;
    }
    let paragraph = context.document.paragraph(mention.span);
    let lower = paragraph.slice(context.text()).to_lowercase();
    let written =
        words.is_some_and(|w| w.verbatim.iter().any(|word| lower.contains(word.as_str())));
    let mentions = &context.scan.mentions;
    let first = mentions.partition_point(|m| m.span.start < paragraph.start);
    let inside = mentions
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|m| m.span.start < paragraph.end);
    let native_speaker = inside.take(MOST_SPEAKERS).any(|other| {
        paragraph.contains(other.span)
            && !quote.contains(other.span)
            && other
                .entry
                .and_then(|e| context.layers.entry(e))
                .is_some_and(|e| {
                    e.native
                        .iter()
                        .any(|n| language.is_some_and(|l| l.primary() == n.language))
                })
            && matches!(other.body, Body::Person { .. })
    });
    if written || native_speaker {
        Quoted::Verbatim
    } else {
        Quoted::Translated
    }
}

/// `replacement` in the register of `surface`: capitals stay capitals.
pub(crate) fn in_register(surface: &str, replacement: &str) -> String {
    let letters = surface.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() > 3
        && letters.clone().all(char::is_uppercase)
        && !replacement.chars().all(char::is_uppercase)
    {
        return replacement.to_uppercase();
    }
    replacement.to_owned()
}

/// The English article before `span` that must change when `replacement` comes there: its span and the new article.
pub(crate) fn article(text: &str, span: Span, replacement: &str) -> Option<(Span, String)> {
    let before = text.get(..span.start as usize)?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - trimmed.len() != 1 && before.len() - trimmed.len() != 2 {
        return None;
    }
    let start = trimmed.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| {
        i + trimmed
            .get(i..)
            .and_then(|t| t.chars().next())
            .map_or(1, char::len_utf8)
    });
    let word = trimmed.get(start..)?;
    let wanted = if starts_with_vowel_sound(replacement) {
        "an"
    } else {
        "a"
    };
    if !(word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an"))
        || word.eq_ignore_ascii_case(wanted)
    {
        return None;
    }
    // An article that was wrong before, or right by an initialism, is left alone.
    let old = starts_with_vowel_sound(span.slice(text));
    if old == starts_with_vowel_sound(replacement) {
        return None;
    }
    let article = if word.starts_with('A') {
        format!("A{}", &wanted[1..])
    } else {
        wanted.to_owned()
    };
    Some((Span::new(start as u32, trimmed.len() as u32), article))
}

/// Names: a vowel letter sounds as a vowel, except ю-like "Eu", "U" + consonant + vowel and "Y".
fn starts_with_vowel_sound(word: &str) -> bool {
    let lower = word.to_lowercase();
    if ["eu", "uni", "uk", "us", "one"]
        .iter()
        .any(|p| lower.starts_with(p))
    {
        return false;
    }
    lower
        .chars()
        .next()
        .is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'é' | 'á' | 'ö' | 'ü' | 'ä'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_new_name() {
        let fix = |text: &str, old: &str, new: &str| {
            let start = text.find(old).unwrap() as u32;
            article(text, Span::new(start, start + old.len() as u32), new)
                .map(|(span, word)| format!("{}→{word}", span.slice(text)))
        };
        assert_eq!(
            fix("told an Ermakov aide", "Ermakov", "Yermakov").as_deref(),
            Some("an→a")
        );
        assert_eq!(
            fix("A Yerevan deal", "Yerevan", "Erevan").as_deref(),
            Some("A→An")
        );
        assert_eq!(fix("the Ermakov aide", "Ermakov", "Yermakov"), None);
        assert_eq!(fix("a Rjabkow aide", "Rjabkow", "Ryabkov"), None);
        assert_eq!(fix("Ermakov aide", "Ermakov", "Yermakov"), None);
    }

    #[test]
    fn capitals_stay_capitals() {
        assert_eq!(in_register("RJABKOW", "Ryabkov"), "RYABKOV");
        assert_eq!(in_register("Rjabkow", "Ryabkov"), "Ryabkov");
        assert_eq!(in_register("9М729", "9M729"), "9M729");
    }
}

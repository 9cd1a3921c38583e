//! The words around a bare family name: do they settle who is meant, or make another person of it?

use super::fit::contains_word;
use super::mention::Mention;
use crate::document::Document;
use crate::document::words::{LanguageWords, has};
use crate::glossary::model::Entry;
use crate::text::span::Span;

/// Bytes before and after a name in which context words count.
const NEAR: usize = 160;

/// Letters of the longest word in capitals that is taken for an acronym where everything is in capitals.
const LONGEST_ACRONYM: usize = 3;

/// Bytes before and after a full name in which they do: an article says once who somebody is.
const AROUND: usize = 2000;

/// Whether words of the entry's context stand around a full name, in whatever paragraph.
pub(crate) fn context_around(document: &Document, span: Span, entry: &Entry) -> bool {
    let text = document.text();
    let start = text.floor_char_boundary((span.start as usize).saturating_sub(AROUND));
    let end = text.ceil_char_boundary(span.end as usize + AROUND);
    let around = [
        text.get(start..span.start as usize),
        text.get(span.end as usize..end),
    ];
    around.into_iter().flatten().any(|part| {
        let lower = part.to_lowercase();
        entry.context.iter().any(|word| contains_word(&lower, word))
    })
}

/// Whether words of the entry's context stand near the mention, in its paragraph.
pub(crate) fn context_settles(document: &Document, mention: &Mention, entry: &Entry) -> bool {
    context_words(document, mention, entry).next().is_some()
}

/// The words of the entry's context that stand near the mention, in its paragraph.
pub(crate) fn context_words<'e>(
    document: &Document,
    mention: &Mention,
    entry: &'e Entry,
) -> impl Iterator<Item = &'e String> {
    let paragraph = document
        .segments
        .get(mention.segment as usize)
        .map_or(mention.span, |s| s.span);
    let text = document.text();
    let (first, last) = (mention.span.start as usize, mention.span.end as usize);
    let start = text.floor_char_boundary(first.saturating_sub(NEAR).max(paragraph.start as usize));
    let end = text.ceil_char_boundary((last + NEAR).min(paragraph.end as usize));
    let lower = |from: usize, to: usize| {
        let asked = !entry.context.is_empty();
        let part = text.get(from..to).filter(|_| asked).unwrap_or("");
        part.to_lowercase()
    };
    let around = [
        lower(start, mention.span.start as usize),
        lower(mention.span.end as usize, end),
    ];
    entry
        .context
        .iter()
        .filter(move |word| around.iter().any(|part| contains_word(part, word)))
}

/// Whether a title (Minister, Mr) stands right before the name.
pub(crate) fn titled(document: &Document, span: Span, words: Option<&LanguageWords>) -> bool {
    previous_word(document.text(), span)
        .is_some_and(|(word, _)| words.is_some_and(|w| has(&w.titles, &word.to_lowercase())))
}

/// Whether the word before a bare family name is somebody else's given name (`Anna Ryabkov`).
///
/// Any capitalized word counts, unless it is a title, a verb of saying or a word that opens sentences.
pub(crate) fn other_given(document: &Document, span: Span, words: Option<&LanguageWords>) -> bool {
    let Some((word, gap)) = previous_word(document.text(), span) else {
        return false;
    };
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if initial && gap.starts_with('.') {
        return true;
    }
    if !gap
        .chars()
        .all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '\n' | '\r'))
        || !word.chars().next().is_some_and(char::is_uppercase)
    {
        return false;
    }
    let harmless = words.is_some_and(|w| {
        [&w.titles, &w.openers, &w.saying, &w.calendar]
            .iter()
            .any(|list| has(list, &lower))
    });
    // In Geneva Ermakov said: what follows such a preposition is a place or a time.
    let start = span.start as usize - gap.len() - word.len();
    let before = previous_word(document.text(), Span::new(start as u32, start as u32));
    let placed =
        before.is_some_and(|(w, _)| words.is_some_and(|l| has(&l.prepositions, &w.to_lowercase())));
    // An acronym before a name is an office or a country: US, RIA, NATO. Where the name is in capitals too, longer words are names.
    let loud = !span.slice(document.text()).chars().any(char::is_lowercase);
    let letters = word.chars().count();
    let acronym = letters >= 2
        && word.chars().all(char::is_uppercase)
        && !(loud && letters > LONGEST_ACRONYM);
    // In a compound such as Trump-Putin the neighbour is not a given name.
    !harmless && !placed && !acronym && !gap.contains('-')
}

/// Whether the word after a bare family name makes a first name of it (`Healy Likely`, `Scott Ryan`).
///
/// Any capitalized word counts, unless it is a title, a verb of saying, a day or a word that opens sentences.
pub(crate) fn followed_by_name(
    document: &Document,
    span: Span,
    words: Option<&LanguageWords>,
) -> bool {
    let after = document.text().get(span.end as usize..).unwrap_or("");
    let Some(rest) = after.strip_prefix([' ', '\u{a0}']) else {
        return false;
    };
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or("");
    let mut letters = word.chars();
    let capitalized = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    let lower = word.to_lowercase();
    let harmless = words.is_some_and(|w| {
        [&w.titles, &w.openers, &w.saying, &w.calendar]
            .iter()
            .any(|list| has(list, &lower))
    });
    capitalized && !harmless
}

/// The word before `span` and what stands between.
fn previous_word(text: &str, span: Span) -> Option<(&str, &str)> {
    let before = text.get(..span.start as usize)?;
    let word_end = before
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .len();
    let gap = before.get(word_end..)?;
    if gap.len() > 4 || gap.is_empty() {
        return None;
    }
    let start = before
        .get(..word_end)?
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map(|(i, _)| i)?;
    Some((before.get(start..word_end)?, gap))
}

//! Offices and ministries outside the glossary: `Deputy foreign Minister Ivanov`, `Ministry of health`.

use super::super::capitals::opens_sentence;
use super::super::context::RuleContext;
use super::near::{edit, is_upper, lowered, raised, word_after, word_before};
use super::words::Slip;
use crate::document::words::has;
use crate::finding::{Applicability, Edit};
use crate::lang::capitals::Capitals;
use crate::text::span::Span;

/// A name of an office or body of which one word has lost its capital.
pub(super) fn check(context: &RuleContext, words: &Capitals, span: Span) -> Option<Slip> {
    let surface = span.slice(context.text());
    if words.offices.is_empty()
        || !is_upper(surface)
        || surface.chars().skip(1).any(char::is_uppercase)
    {
        return None;
    }
    let head = surface.to_lowercase();
    let heads = [&words.offices, &words.bodies, &words.matters];
    if heads.iter().any(|list| has(list, &head))
        && let Some(slip) = modified(context, words, span, &head)
    {
        return Some(slip);
    }
    has(&words.bodies, &head)
        .then(|| body(context, words, span))
        .flatten()
}

/// `foreign Minister`.
fn modified(context: &RuleContext, words: &Capitals, span: Span, head: &str) -> Option<Slip> {
    let text = context.text();
    let modifier = word_before(text, span.start as usize)?;
    if is_upper(modifier.text) || !has(&words.modifiers, modifier.text) {
        return None;
    }
    let before = word_before(text, modifier.start);
    let small = before.map_or(String::new(), |w| w.text.to_lowercase());
    let deputy = before.is_some_and(|w| is_upper(w.text)) && has(&words.deputies, &small);
    let named = word_after(text, span.end as usize).is_some_and(|w| is_upper(w.text));
    let raise = edit(modifier.start, modifier.end, raised(modifier.text))?;
    let whole = Span::new(raise.span.start, span.end);
    let slip = |edits: Vec<Edit>, applicability, other| Slip {
        span: whole,
        edits,
        applicability,
        says: "one word has a capital and the other has not",
        other,
    };
    if has(&words.matters, head) {
        // Ministry of foreign Affairs: only inside the name of a body.
        let inside = has(&words.naming, &small)
            || has(&words.linking, &small)
            || before.is_some_and(|w| is_upper(w.text));
        return inside.then(|| slip(vec![raise], Applicability::Safe, None));
    }
    if deputy || named || has(&words.bodies, head) {
        return Some(slip(vec![raise], Applicability::Safe, None));
    }
    // Without a name the title may be small: the foreign minister said.
    let other = format!("{} {}", modifier.text, lowered(span.slice(text)));
    Some(slip(vec![raise], Applicability::Unsafe, Some(other)))
}

/// `Ministry of health and social protection`.
fn body(context: &RuleContext, words: &Capitals, span: Span) -> Option<Slip> {
    let text = context.text();
    let of = word_after(text, span.end as usize).filter(|w| has(&words.naming, w.text))?;
    let (mut at, mut end) = (of.end, span.end as usize);
    let mut edits = Vec::new();
    let mut pending = Vec::new();
    while let Some(word) = word_after(text, at) {
        if has(&words.fields, word.text) {
            edits.append(&mut pending);
            edits.push(edit(word.start, word.end, raised(word.text))?);
            end = word.end;
        } else if is_upper(word.text) && has(&words.fields, &word.text.to_lowercase()) {
            edits.append(&mut pending);
            end = word.end;
        } else if !has(&words.linking, word.text) {
            break;
        }
        at = word.end;
        if text.get(at..).is_some_and(|t| t.starts_with(", ")) {
            at += 1;
        }
        if edits.len() > words.fields.len() {
            break;
        }
    }
    let sentence = opens_sentence(text, span.start);
    let whole = Span::new(span.start, u32::try_from(end).ok()?);
    if edits.is_empty() {
        return None;
    }
    Some(Slip {
        span: whole,
        edits,
        // At the start of a sentence the capital of the first word says nothing.
        applicability: if sentence {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        },
        says: "one word has a capital and the others have not",
        other: None,
    })
}

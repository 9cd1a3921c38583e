//! Peoples, nations and languages: `the russian ministry`, `in english`.

use super::super::context::RuleContext;
use super::near::{is_upper, raised, word_after};
use super::words::Slip;
use crate::document::words::has;
use crate::finding::{Applicability, Edit};
use crate::lang::capitals::Capitals;
use crate::text::span::Span;

/// Bytes on either side in which a capital shows that its writer uses capitals at all.
const NEAR: usize = 400;

/// A people in small letters, where the language gives it a capital.
pub(super) fn check(context: &RuleContext, words: &Capitals, span: Span) -> Option<Slip> {
    let text = context.text();
    let surface = span.slice(text);
    if !words.peoples_capitals
        || surface.chars().any(char::is_uppercase)
        || !has(&words.peoples, surface)
    {
        return None;
    }
    let (start, end) = (span.start as usize, span.end as usize);
    let beside =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '_' | '@' | '#' | '/' | '\\' | '.'));
    let before = text.get(..start)?.chars().next_back();
    let mut rest = text.get(end..)?.chars();
    let next = rest.next();
    let address = next == Some('.') && rest.next().is_some_and(char::is_alphanumeric);
    if beside(before) || address || next.is_some_and(|c| matches!(c, '_' | '@' | '/')) {
        return None;
    }
    let listed = |after: &str| {
        let words = words.collocations.get(surface);
        words.is_some_and(|list| list.iter().any(|w| w == &after.to_lowercase()))
    };
    if word_after(text, end).is_some_and(|w| listed(w.text)) || !uses_capitals(context, span) {
        return None;
    }
    Some(Slip {
        span,
        edits: vec![Edit {
            span,
            text: raised(surface),
        }],
        applicability: Applicability::Safe,
        says: "peoples and languages begin with a capital letter",
        other: None,
    })
}

/// A message all in small letters has no capitals to lose.
fn uses_capitals(context: &RuleContext, span: Span) -> bool {
    let text = context.text();
    let from = text.floor_char_boundary((span.start as usize).saturating_sub(NEAR));
    let to = text.ceil_char_boundary((span.end as usize + NEAR).min(text.len()));
    let near = text.get(from..to).unwrap_or("");
    near.split(|c: char| !c.is_alphanumeric()).any(is_upper)
}

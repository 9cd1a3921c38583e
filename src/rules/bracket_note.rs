//! Editor's notes in brackets that a program took apart: `(the meeting. - RT )`, or the name of the editors in a line of its own.

use super::broken_line::Broken;
use super::context::RuleContext;
use crate::finding::{Applicability, Edit};
use crate::lang::joints::Joints;
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

/// Bytes between the brackets.
const LONGEST: usize = 400;

/// Bytes of the name that signs a note.
const LONGEST_NAME: usize = 40;

/// Longer brackets are shown by their end.
const LONGEST_SHOWN: usize = 60;

/// Notes whose brackets, dashes or lines went wrong.
pub(super) fn find(context: &RuleContext) -> Vec<Broken> {
    let text = context.text();
    let ends = memchr::memchr_iter(b')', text.as_bytes());
    ends.filter_map(|end| note(context, text, end)).collect()
}

/// The note that ends with the bracket at `close`.
fn note(context: &RuleContext, text: &str, close: usize) -> Option<Broken> {
    let from = text.ceil_char_boundary(close.saturating_sub(LONGEST));
    let inside = text.get(from..close)?;
    // A note that is whole has no space and no line break before its bracket: most brackets end here.
    let name = inside.trim_end();
    let dash = name.rfind(['-', '–', '—'])?;
    let open = memchr::memrchr(b'(', inside.as_bytes())?;
    let signature = name.get(dash..)?.trim_start_matches(['-', '–', '—']);
    let body = inside.get(open + 1..dash)?;
    if signature.len() > LONGEST_NAME
        || !body.ends_with(char::is_whitespace)
        || !signature.starts_with(char::is_whitespace)
        || body.contains(')')
    {
        return None;
    }
    let language = context.language_at(Span::new(close as u32, close as u32 + 1));
    let joints = language.and_then(|l| knowledge().joints(l.primary()));
    let signature = signature.trim();
    if !signs(signature, joints) {
        return None;
    }
    let sentence = body.trim();
    let stop = sentence.ends_with('.') && !joints.is_some_and(|j| j.stop_before_note);
    let apart = name.len() < inside.len()
        || body.contains('\n')
        || body.chars().rev().take_while(|c| c.is_whitespace()).count() > 1;
    if sentence.is_empty() || !(stop || apart) {
        return None;
    }
    let kept = match stop {
        true => sentence.trim_end_matches('.'),
        false => sentence,
    };
    let open = from + open;
    let (start, new) = if close - open <= LONGEST_SHOWN {
        (open, format!("({kept} — {signature})"))
    } else {
        let word = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = kept.get(word..).unwrap_or(kept).trim_start();
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at, format!("{word} — {signature})"))
    };
    let span = Span::new(start as u32, close as u32 + 1);
    Some(Broken {
        span,
        message: "an editor's note that was taken apart",
        suggestions: vec![new.clone()],
        edit: Some(Edit { span, text: new }),
        applicability: Applicability::Unsafe,
        reason: "the note is set together again",
    })
}

/// Whether the words are those with which editors sign: the name of an outlet, `Ed.`, `Прим. ред.`
fn signs(words: &str, joints: Option<&Joints>) -> bool {
    let plain = words.trim_end_matches('.');
    if joints.is_some_and(|j| j.is_note(plain)) {
        return true;
    }
    let letters = plain
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.'));
    let capitals = plain
        .split(' ')
        .all(|word| word.starts_with(char::is_uppercase));
    letters && capitals && plain.split(' ').count() <= 3 && plain.len() > 1
}

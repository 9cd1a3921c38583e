//! Collects words, and pairs of words, that stand twice in a row. Whether that is a fault is for a rule to say.

use super::SegmentView;
use crate::text::span::Span;
use crate::text::token::{Gap, Shape, Token};

/// Words that stand twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Twice {
    pub first: Span,
    pub second: Span,
    /// What stood before the first.
    pub before: Gap,
    /// Two words, not one.
    pub pair: bool,
}

/// Appends what stands twice in a segment.
pub(super) fn collect(view: &SegmentView, out: &mut Vec<Twice>) {
    for (n, token) in view.tokens.iter().enumerate().skip(1) {
        let earlier = |back: usize| n.checked_sub(back).and_then(|at| view.tokens.get(at));
        if earlier(1).is_some_and(|t| t.hash == token.hash) {
            if is_word(token) && matches!(token.gap, Gap::Space | Gap::LineBreak) {
                out.extend(twice(view, n, 1));
            }
        } else if earlier(2).is_some_and(|t| t.hash == token.hash) && is_pair(view, n) {
            out.extend(twice(view, n, 2));
        }
    }
}

fn is_word(token: &Token) -> bool {
    !token.shape.intersects(Shape::DIGITS.with(Shape::CJK))
}

/// Whether the two words that end with token `n` stand twice, with nothing but spaces between them.
fn is_pair(view: &SegmentView, n: usize) -> bool {
    let Some([a, b, c, d]) = n.checked_sub(3).and_then(|from| view.tokens.get(from..=n)) else {
        return false;
    };
    a.hash == c.hash
        && b.hash == d.hash
        && [a, b].into_iter().all(is_word)
        && [b, c, d].into_iter().all(|t| t.gap == Gap::Space)
}

/// The unit of `length` words that ends with token `n`, and the one before it.
fn twice(view: &SegmentView, n: usize, length: usize) -> Option<Twice> {
    let middle = (n + 1).checked_sub(length)?;
    let from = middle.checked_sub(length)?;
    Some(Twice {
        first: view.span(from, middle),
        second: view.span(middle, n + 1),
        before: view.tokens.get(from)?.gap,
        pair: length > 1,
    })
}

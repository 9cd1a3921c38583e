//! Hyphens and dashes with a space on one side only.

use memchr::{memchr_iter, memmem};

use super::around::{after, before, is_letter, word_after, word_before};
use super::{Place, Slip};
use crate::lang::locale::Spacing;

/// Finds `word- word`, `word -word`, `word— word` and `word —word`.
pub(super) fn find(place: &Place, out: &mut Vec<Slip>) {
    for at in memchr_iter(b'-', place.bytes) {
        let (left, right) = (place.byte_before(at) == b' ', place.byte(at + 1) == b' ');
        if left != right {
            out.extend(one_sided(place, at, "-", left));
        }
    }
    for dash in ["–", "—"] {
        for at in memmem::find_iter(place.bytes, dash.as_bytes()) {
            let (left, right) = (
                place.byte_before(at) == b' ',
                place.byte(at + dash.len()) == b' ',
            );
            if left != right {
                out.extend(one_sided(place, at, dash, left));
            }
        }
    }
}

/// The sign at `at` with a space before it, or else after it.
fn one_sided(place: &Place, at: usize, sign: &str, space_before: bool) -> Option<Slip> {
    let text = place.text;
    let (start, end) = (
        at - usize::from(space_before),
        at + sign.len() + usize::from(!space_before),
    );
    let (left, right) = (word_before(text, start), word_after(text, end));
    let long = |word: &str| word.chars().nth(1).is_some();
    // A letter on either side: other signs, figures and prefixes of one letter have rules of their own.
    if !(before(text, start).is_some_and(is_letter) && after(text, end).is_some_and(is_letter)) {
        return None;
    }
    if !long(left) || !long(right) {
        return None;
    }
    let spacing = &place.locale(at)?.spacing;
    if spacing.unspaced || is_suspended(spacing, left, right) {
        return None;
    }
    let spaced = format!(" {sign} ");
    if sign == "-" {
        let slip = Slip::new(
            start,
            end,
            &spaced,
            "a hyphen with a space on one side".to_owned(),
        )?;
        return Some(
            Slip {
                others: vec![sign.to_owned()],
                ..slip
            }
            .not_safe(),
        );
    }
    if spacing.leaning_dash {
        return None;
    }
    let slip = Slip::new(
        start,
        end,
        &spaced,
        "a dash with a space on one side".to_owned(),
    )?;
    Some(slip.not_safe())
}

/// Medium- and long-range; Atomwaffen und -technologien.
fn is_suspended(spacing: &Spacing, left: &str, right: &str) -> bool {
    let listed = |word: &str| {
        let word = word.to_lowercase();
        spacing.suspended.contains(&word)
    };
    listed(left) || listed(right)
}

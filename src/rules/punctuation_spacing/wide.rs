//! Chinese and Japanese marks in other text, and ASCII commas in Chinese.

use memchr::memchr_iter;

use super::around::{after, before, is_letter, is_quote, is_space, is_wide};
use super::{Place, Slip};
use crate::finding::Severity;

/// First byte of the full-width forms.
const WIDE: u8 = 0xef;

/// Finds `Moscow，which`, and the first `，` written as an ASCII comma.
pub(super) fn find(place: &Place, out: &mut Vec<Slip>) {
    for at in memchr_iter(WIDE, place.bytes) {
        out.extend(wide_mark(place, at));
    }
    for at in memchr::memmem::find_iter(place.bytes, "。".as_bytes()) {
        out.extend(wide_mark(place, at));
    }
    for at in memchr::memmem::find_iter(place.bytes, "、".as_bytes()) {
        out.extend(wide_mark(place, at));
    }
    if place.language(0) == "zh" {
        let mut commas = memchr_iter(b',', place.bytes);
        out.extend(commas.find_map(|at| narrow_comma(place, at)));
    }
}

/// The mark of other scripts for a wide one.
fn narrow(mark: char) -> Option<char> {
    Some(match mark {
        '，' | '、' => ',',
        '。' | '．' => '.',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        '％' => '%',
        _ => return None,
    })
}

fn wide_mark(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let mark = after(text, at)?;
    let plain = narrow(mark)?;
    let spaces = |t: &str| t.trim_end_matches(is_space).len();
    let start = spaces(text.get(..at)?);
    let end = at + mark.len_utf8();
    let (left, right) = (before(text, start), after(text, end));
    let ours = |c: Option<char>| c.is_none_or(|c| !is_wide(c));
    let rest = text.get(end..)?;
    let next = rest.trim_start_matches(is_space).chars().next();
    // A word of another script in a Chinese sentence keeps the marks of the sentence.
    let foreign =
        |c: char| is_letter(c) || c.is_ascii_digit() || matches!(c, ')' | '%' | '.') || is_quote(c);
    let opens = plain == '(';
    let beside = if opens { next } else { left };
    if !ours(left) || !ours(next) || !beside.is_some_and(foreign) {
        return None;
    }
    if place.locale(at).is_none_or(|l| l.spacing.unspaced) {
        return None;
    }
    let word_follows = right
        .is_some_and(|c| is_letter(c) || c.is_ascii_digit() || matches!(c, '“' | '«' | '„' | '‘'));
    // A colon or a comma between figures is part of a number.
    let figures =
        left.is_some_and(|c| c.is_ascii_digit()) && right.is_some_and(|c| c.is_ascii_digit());
    let (start, written) = if opens {
        let parted = start < at || left.is_none_or(char::is_whitespace);
        (at, if parted { "(" } else { " (" }.to_owned())
    } else if word_follows && !figures {
        (start, format!("{plain} "))
    } else {
        (start, plain.to_string())
    };
    let slip = Slip::new(
        start,
        end,
        &written,
        format!("{mark}: a mark of Chinese text"),
    )?;
    Some(Slip {
        cause: "the mark was copied from the source",
        severity: Severity::Warning,
        ..slip
    })
}

/// A comma between two ideographs.
fn narrow_comma(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let ideographs =
        before(text, at).is_some_and(is_wide) && after(text, at + 1).is_some_and(is_wide);
    if !ideographs {
        return None;
    }
    let slip = Slip::new(
        at,
        at + 1,
        "，",
        "a comma of other scripts between Chinese words".to_owned(),
    )?;
    Some(slip.not_safe())
}

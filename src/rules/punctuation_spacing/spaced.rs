//! A space before a mark, and marks that stand twice.

use super::around::{
    after, before, ends_word, is_letter, is_quote, is_space, is_upper, is_wide, word_after,
};
use super::joined::is_opener;
use super::{Place, Slip};

/// A space before the mark at `at`.
pub(super) fn before_mark(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let mark = after(text, at)?;
    let space = before(text, at).filter(|c| is_space(*c))?;
    let start = at - space.len_utf8();
    let left = before(text, start)?;
    if !ends_word(left) {
        return None;
    }
    let end = at + mark.len_utf8();
    let right = after(text, end);
    // A bracket after a colon or semicolon is a smile.
    let smile = matches!(mark, ':' | ';');
    let closes = right.is_none_or(|c| c.is_whitespace() || (c == ')' && !smile));
    match mark {
        ',' if right.is_some_and(is_letter) => return leaning_comma(place, start, at),
        '.' if right.is_some_and(is_letter) => return leaning_stop(place, start, at),
        ',' | '.' => {}
        _ => {
            // French and others set these marks apart; where the language is not known, it may be one of them.
            let spacing = place.spacing(at)?;
            let ratio = mark == ':' && left.is_ascii_digit();
            if ratio || spacing.unspaced || spacing.before.contains(&mark) {
                return None;
            }
        }
    }
    // ... and . . . are no full stops of their own.
    if !closes
        || (mark == '.'
            && text
                .get(end..)
                .is_some_and(|t| t.trim_start().starts_with('.')))
    {
        return None;
    }
    // A table or a list of fields sets its columns with spaces.
    let column = mark == ':' && after(text, end) == Some(' ') && after(text, end + 1) == Some(' ');
    if column {
        return None;
    }
    Slip::new(
        start,
        end,
        &mark.to_string(),
        format!("space before {}", name(mark)),
    )
}

/// Bytes in which a quotation that a comma opened would close.
const NEAR: usize = 400;

/// `word ,word`: the space is on the wrong side, unless the comma stands for a low quotation mark.
fn leaning_comma(place: &Place, start: usize, at: usize) -> Option<Slip> {
    let locale = place.locale(at)?;
    let low = |pair: &(String, String)| pair.0.starts_with(['‚', '„']);
    let quotes = locale.quotes.outer.iter().chain(&locale.quotes.inner);
    let (_, rest) = place.paragraph(at);
    let near = rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or("");
    let closed = near.contains(['‘', '’', '\'', '`']);
    let mut quotes = quotes.filter(|p| low(p));
    (quotes.next().is_none() || !closed).then(|| {
        Slip::new(
            start,
            at + 1,
            ", ",
            "space before the comma, not after it".to_owned(),
        )
    })?
}

/// `word .The`: the space is on the wrong side; .NET is a name.
fn leaning_stop(place: &Place, start: usize, at: usize) -> Option<Slip> {
    let next = word_after(place.text, at + 1);
    let message = "space before the full stop, not after it".to_owned();
    (is_upper(next) && is_opener(place, at, next))
        .then(|| Slip::new(start, at + 1, ". ", message))?
}

/// `,,` `..` `,.`: the mark at `at` and the one after it.
pub(super) fn twice(place: &Place, at: usize) -> Option<Slip> {
    let text = place.text;
    let (first, second) = (after(text, at)?, after(text, at + 1)?);
    let left = before(text, at)?;
    let end = at + 2;
    let right = after(text, end);
    let closed = right.is_none_or(|c| c.is_whitespace());
    if !(is_letter(left) || left.is_ascii_digit() || matches!(left, ')' | '%')) || !closed {
        return None;
    }
    if is_quote(left) || is_wide(left) {
        return None;
    }
    let (written, sure) = match (first, second) {
        (',', ',') | (';', ';') => (first, true),
        (':', ':') => return None,
        // Two full stops may be an ellipsis that lost one, and an abbreviation may end before a comma.
        ('.', '.') => ('.', false),
        ('.', _) => return None,
        (',', mark) | (mark, ',') if mark != '.' => (mark, false),
        (',', '.') => ('.', false),
        _ => return None,
    };
    if matches!(first, '!' | '?') {
        return None;
    }
    let shown = text.get(at..end)?;
    let slip = Slip::new(
        at,
        end,
        &written.to_string(),
        format!("{shown}: two marks in a row"),
    )?;
    let slip = Slip {
        cause: "two pieces, each with its mark, were joined",
        ..slip
    };
    Some(if sure { slip } else { slip.not_safe() })
}

/// What an editor calls a mark.
pub(super) fn name(mark: char) -> &'static str {
    match mark {
        ',' => "the comma",
        '.' => "the full stop",
        ';' => "the semicolon",
        ':' => "the colon",
        '!' => "the exclamation mark",
        '?' => "the question mark",
        _ => "the bracket",
    }
}

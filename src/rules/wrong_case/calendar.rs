//! Months and days: `in late may` in English, `en Mai` in French.

use super::super::capitals::{is_title_line, opens_sentence};
use super::super::context::RuleContext;
use super::near::{
    Near, back, is_day, is_digits, is_upper, is_year, lowered, raised, word_after, word_before,
};
use super::words::Slip;
use crate::document::words::has;
use crate::finding::{Applicability, Edit};
use crate::lang::capitals::Capitals;
use crate::text::span::Span;

/// A month or day with a first letter of the wrong size.
pub(super) fn check(context: &RuleContext, words: &Capitals, span: Span) -> Option<Slip> {
    let text = context.text();
    let surface = span.slice(text);
    if is_upper(surface) == words.calendar_capitals {
        return None;
    }
    let small = surface.to_lowercase();
    let certain = has(&words.calendar, &small);
    if !certain && !has(&words.calendar_doubtful, &small) {
        return None;
    }
    let applicability = if words.calendar_capitals {
        lost(text, words, span, certain)?
    } else {
        foreign(context, words, span, certain)?
    };
    let (written, says) = if words.calendar_capitals {
        (
            raised(surface),
            "months and days begin with a capital letter",
        )
    } else {
        (
            lowered(surface),
            "months and days begin with a small letter",
        )
    };
    Some(Slip {
        span,
        edits: vec![Edit {
            span,
            text: written,
        }],
        applicability,
        says,
        other: None,
    })
}

/// A capital that is missing.
fn lost(text: &str, words: &Capitals, span: Span, certain: bool) -> Option<Applicability> {
    let surface = span.slice(text);
    if surface.chars().any(char::is_uppercase) || is_part_of_name(text, span) {
        return None;
    }
    (certain || is_date(text, words, span)).then_some(Applicability::Safe)
}

/// Part of an address, a file name or an identifier.
fn is_part_of_name(text: &str, span: Span) -> bool {
    let sign = |c: char| matches!(c, '_' | '@' | '#' | '/' | '\\' | '=' | '&' | '$');
    let head = text.get(..span.start as usize).unwrap_or("");
    let mut rest = text.get(span.end as usize..).unwrap_or("").chars();
    let (next, after) = (rest.next(), rest.next());
    head.ends_with(sign)
        || head.ends_with('.')
        || next.is_some_and(sign)
        || (next == Some('.') && after.is_some_and(|c| c.is_ascii_lowercase()))
}

/// Whether `may`, `march` or `august` stands in a date.
fn is_date(text: &str, words: &Capitals, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, after) = (word_before(text, start), word_after(text, end));
    let month = |near: Option<Near>| {
        near.is_some_and(|w| {
            let small = w.text.to_lowercase();
            has(&words.calendar, &small) || has(&words.calendar_doubtful, &small)
        })
    };
    // It may or may not be so.
    let own = text.get(start..end).unwrap_or("");
    let other = |near: &Near| !near.text.eq_ignore_ascii_case(own);
    // mid-may, april-may, may-june, may/june
    if let Some(joined) = joined_before(text, start)
        && (has(&words.date_before, &joined.text.to_lowercase()) || month(Some(joined)))
    {
        return true;
    }
    if month(joined_after(text, end)) {
        return true;
    }
    let closes = closes(text, words, end, after);
    if let Some(next) = after {
        if is_year(next.text) {
            return true;
        }
        // The may 25 death of a man.
        let leads = |w: Near| has(&words.day_before, w.text) || has(&words.date_before, w.text);
        if is_day(next.text) && (before.is_some_and(leads) || day_closes(text, words, next)) {
            return true;
        }
        let linked = has(&words.date_links, next.text);
        if linked && month(word_after(text, next.end).filter(other)) {
            return true;
        }
    }
    let Some(previous) = before else {
        return false;
    };
    if !closes {
        return false;
    }
    let small = previous.text.to_lowercase();
    if is_day(previous.text) || has(&words.date_before, &small) {
        return true;
    }
    let linked = has(&words.date_links, &small);
    linked && month(word_before(text, previous.start).filter(other))
}

/// A day after a month is a number of nothing else: may 5, but: may 5 people.
fn day_closes(text: &str, words: &Capitals, day: Near) -> bool {
    let ordinal = !is_digits(day.text);
    ordinal || closes(text, words, day.end, word_after(text, day.end))
}

/// Whether what follows shows that no verb came before it: a mark, a figure, a name, a function word, a past form.
fn closes(text: &str, words: &Capitals, end: usize, after: Option<Near>) -> bool {
    let Some(next) = after else {
        let rest = text.get(end..).unwrap_or("");
        return rest
            .chars()
            .next()
            .is_none_or(|c| !matches!(c, '-' | '‑' | '/' | '_'));
    };
    let small = next.text.to_lowercase();
    let past = small.ends_with("ed") && !small.ends_with("eed") && small.len() > 4;
    is_upper(next.text) && next.text.chars().nth(1).is_some()
        || next.text.starts_with(|c: char| c.is_ascii_digit())
        || has(&words.date_after, &small)
        || past
}

fn joined_before(text: &str, at: usize) -> Option<Near<'_>> {
    let head = text.get(..at)?;
    let sign = head
        .chars()
        .next_back()
        .filter(|c| matches!(c, '-' | '‑' | '–' | '/'))?;
    back(text, at - sign.len_utf8())
}

fn joined_after(text: &str, at: usize) -> Option<Near<'_>> {
    let rest = text.get(at..)?;
    let sign = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '‑' | '–' | '/'))?;
    let start = at + sign.len_utf8();
    let word = text.get(start..)?;
    let length: usize = word
        .chars()
        .take(16)
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    Some(Near {
        text: word.get(..length)?,
        start,
        end: start + length,
    })
}

/// A capital that another language put there.
fn foreign(
    context: &RuleContext,
    words: &Capitals,
    span: Span,
    certain: bool,
) -> Option<Applicability> {
    let text = context.text();
    let surface = span.slice(text);
    let (start, end) = (span.start as usize, span.end as usize);
    if surface.chars().skip(1).any(char::is_uppercase) || opens_sentence(text, span.start) {
        return None;
    }
    let after = word_after(text, end);
    let Some(before) = word_before(text, start) else {
        return after_comma(text, span, after, certain);
    };
    let lower = surface.to_lowercase();
    if is_title_line(text, span) || is_feast_day(words, before, &lower, after) {
        return None;
    }
    let (day, dated) = number_beside(text, before, after);
    if let Some(day) = day
        && !dated
        && is_feast(words, day, &lower)
    {
        return None;
    }
    if is_roman(before.text) {
        return None;
    }
    if certain {
        let named = is_named_after(text, before);
        return Some(if named {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        });
    }
    // В Субботу Иванов; but: Domingo García, Plácido Domingo, Plaza de Mayo, rue du 14 Juillet.
    let led = has(&words.date_before, &before.text.to_lowercase());
    let free = led || day.is_some();
    if is_named(text, before) || (!free && after.is_some_and(|w| is_upper(w.text))) {
        return None;
    }
    if day.is_some() || dated {
        return Some(Applicability::Safe);
    }
    led.then_some(Applicability::Unsafe)
}

/// `Norton, Samedi vers 4h`: a day or month after a comma that is nothing else.
fn after_comma(
    text: &str,
    span: Span,
    after: Option<Near>,
    certain: bool,
) -> Option<Applicability> {
    let head = text.get(..span.start as usize)?;
    let comma =
        head.trim_end_matches([' ', '\u{a0}']).ends_with(',') && head.ends_with([' ', '\u{a0}']);
    let goes_on = after.is_some_and(|w| !is_upper(w.text));
    (certain && comma && goes_on && !is_title_line(text, span)).then_some(Applicability::Safe)
}

/// Viernes Santo, Mardi Gras, Чистый Четверг: a day with a name.
fn is_feast_day(words: &Capitals, before: Near, day: &str, after: Option<Near>) -> bool {
    let listed = |pair: String| has(&words.feasts, &pair);
    let next = after.map_or(String::new(), |w| w.text.to_lowercase());
    listed(format!("{day} {next}")) || listed(format!("{} {day}", before.text.to_lowercase()))
}

/// The day before the month, and whether a year follows; a preposition may stand between (8 de mayo de 2020).
fn number_beside<'t>(
    text: &'t str,
    before: Near<'t>,
    after: Option<Near<'t>>,
) -> (Option<&'t str>, bool) {
    let short = |w: &Near| w.text.chars().count() <= 3;
    // 6-го листопада
    let ordinal = joined_before(text, before.start).filter(|w| is_digits(w.text));
    let day = if is_day(before.text) {
        Some(before.text)
    } else if let Some(number) = ordinal.filter(|w| short(&before) && is_day(w.text)) {
        Some(number.text)
    } else {
        let further = short(&before)
            .then(|| word_before(text, before.start))
            .flatten();
        further.map(|w| w.text).filter(|w| is_day(w))
    };
    let year = after.is_some_and(|w| {
        is_year(w.text) || (short(&w) && word_after(text, w.end).is_some_and(|y| is_year(y.text)))
    });
    (day, year)
}

fn is_feast(words: &Capitals, day: &str, month: &str) -> bool {
    words.feasts.iter().any(|feast| {
        feast.ends_with(month) && feast.starts_with(|c: char| c.is_ascii_digit()) && {
            let number = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
            feast.get(..number(feast)) == day.get(..number(day))
        }
    })
}

/// Whether the words before make a name of it: a capital directly before, or one before prepositions, articles and numbers.
fn is_named(text: &str, before: Near) -> bool {
    let mut word = before;
    for _ in 0..4 {
        // Acronyms name no street: в США 6 Листопада.
        let acronym = word.text.chars().count() > 1 && !word.text.contains(char::is_lowercase);
        if acronym && word.text.chars().all(char::is_alphabetic) {
            return false;
        }
        if is_upper(word.text) {
            // En Mai: a function word that opens the sentence is no name.
            let opener = is_small_word(word.text)
                && u32::try_from(word.start).is_ok_and(|at| opens_sentence(text, at));
            return !opener;
        }
        let passes = is_small_word(word.text) && word.text.starts_with('d')
            || is_digits(word.text)
            || is_day(word.text);
        if !passes {
            return false;
        }
        let Some(next) = word_before(text, word.start) else {
            return false;
        };
        let between = text.get(next.end..word.start).unwrap_or("");
        if between.contains([',', ';', ')', '(']) {
            return false;
        }
        word = next;
    }
    false
}

/// Via XX Settembre, the IV Novembre: streets and feasts count their day so.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && !word.is_empty()
}

/// Mezquita del Viernes, Nathalie Janvier: a name whose last word is a day or a month.
fn is_named_after(text: &str, before: Near) -> bool {
    let name = |w: Near| {
        is_upper(w.text) && u32::try_from(w.start).is_ok_and(|at| !opens_sentence(text, at))
    };
    let tied = is_small_word(before.text) && before.text.starts_with('d');
    name(before) || (tied && word_before(text, before.start).is_some_and(name))
}

/// Articles and prepositions are short.
fn is_small_word(word: &str) -> bool {
    word.chars().count() <= 3
}

//! Dates in words: what machine translation leaves between a day, its month and its year.

use super::beside_number::{Locales, after, before};
use super::context::RuleContext;
use super::date_faults::{Date, Fault, days, is_led, month, number, written};
use super::number_signs::{cyrillic_locales, is_cyrillic, is_cyrillic_text, is_year};
use crate::lang::locale::Locale;
use crate::text::numeral::Numeral;

/// The fault of a date or year around one number.
pub(super) fn words(
    context: &RuleContext,
    locales: &mut Locales,
    numeral: &Numeral,
) -> Option<Fault> {
    let text = context.text();
    let figures = numeral.digits(text, 0);
    // `8 December, 2020` and `December 8,2020` are read as far as the day.
    if numeral.parts().len() != 1 {
        return None;
    }
    match figures.len() {
        1 | 2 if (1..=31).contains(&number(figures)) => day(context, locales, numeral),
        4 if is_year(text, numeral) => year(text, locales, numeral),
        _ => None,
    }
}

fn day(context: &RuleContext, locales: &mut Locales, numeral: &Numeral) -> Option<Fault> {
    let text = context.text();
    let (start, end) = (numeral.start(), numeral.end());
    let tail = text.get(end..)?;
    let head = text.get(..start)?;
    // A month follows or stands before; anything else ends here.
    let near = tail.starts_with([' ', '.', '\u{a0}']) || head.ends_with([' ', '\u{a0}']);
    if !near || head.ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let locale = locales.at(start)?;
    let after_it = following_month(locale, text, end);
    if let Some((month, gap, month_end)) = after_it {
        return day_first(context, locale, numeral, (month, gap, month_end));
    }
    month_first(context, locale, numeral)
}

/// What stands between a day and the month after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Space,
    Of,
    Point,
}

fn following_month(locale: &Locale, text: &str, end: usize) -> Option<(u32, Gap, usize)> {
    let tail = text.get(end..)?;
    let calendar = &locale.calendar;
    let (gap, skip) = if calendar.month_first && tail.starts_with(" of ") {
        (Gap::Of, 3)
    } else if tail.starts_with(". ") {
        (Gap::Point, 1)
    } else {
        (Gap::Space, 0)
    };
    let word = after(text, end + skip);
    if word.gap.is_empty() || word.gap == "-" {
        return None;
    }
    Some((month(calendar, word.word)?, gap, word.end))
}

/// A day before its month.
fn day_first(
    context: &RuleContext,
    locale: &Locale,
    numeral: &Numeral,
    (month, gap, end): (u32, Gap, usize),
) -> Option<Fault> {
    let text = context.text();
    let start = numeral.start();
    let date = Date {
        day: number(numeral.digits(text, 0)),
        month,
        year: 0,
    };
    let tail = text.get(end..)?;
    if date.day > days(month, 0).max(if month == 2 { 29 } else { 0 }) {
        let sentence = gap == Gap::Point && !locale.calendar.day_point;
        return (!sentence).then(|| Fault::impossible(start, end));
    }
    if !locale.calendar.month_first || tail.starts_with(['\'', '’', '-']) {
        return None;
    }
    let led = is_led(text, locale, start);
    let closes = closes(locale, tail);
    let new = || written(context, locale, date, "");
    match gap {
        Gap::Of if led || closes || follows_year(tail) => Some(Fault::foreign(
            start,
            end,
            "a day and its month joined as in another language",
            new(),
        )),
        Gap::Point if led || follows_year(tail) => {
            Some(Fault::foreign(start, end, "a point after the day", new()))
        }
        Gap::Space => {
            let article = before(text, start);
            let spoken = article.word == "the" && is_led(text, locale, article.start);
            (spoken && closes).then(|| {
                Fault::foreign(
                    article.start,
                    end,
                    "an article before a day in figures",
                    new(),
                )
            })
        }
        _ => None,
    }
}

/// Whether the sentence goes on after a date, so that its day counts nothing: `on November, 6 - if`, but not `on November, 6 people`.
fn closes(locale: &Locale, tail: &str) -> bool {
    if tail.is_empty() || tail.starts_with(['.', ';', ':', ')', '!', '?', '"', '”', '\n']) {
        return true;
    }
    if let Some(rest) = tail.strip_prefix(',') {
        return !rest.starts_with(|c: char| c.is_ascii_digit());
    }
    let Some(rest) = tail.strip_prefix([' ', '\u{a0}']) else {
        return false;
    };
    let word = rest.split(|c: char| !c.is_alphabetic()).next();
    rest.starts_with(['-', '–', '—', '(', '"', '“'])
        || word.is_some_and(|w| locale.calendar.date_after.iter().any(|a| a == w))
}

fn follows_year(tail: &str) -> bool {
    let figures = tail.trim_start_matches([' ', ',']);
    figures.get(..4).is_some_and(|y| {
        y.bytes().all(|b| b.is_ascii_digit()) && (y.starts_with('1') || y.starts_with("20"))
    })
}

/// A month before its day.
fn month_first(context: &RuleContext, locale: &Locale, numeral: &Numeral) -> Option<Fault> {
    let text = context.text();
    let (start, end) = (numeral.start(), numeral.end());
    let head = text.get(..start)?;
    let trimmed = head.trim_end_matches([' ', '\u{a0}']);
    let comma = trimmed.ends_with(',') && trimmed.len() < head.len();
    let name = before(text, if comma { trimmed.len() - 1 } else { start });
    let month = month(&locale.calendar, name.word)?;
    if !comma && name.gap.is_empty() {
        return None;
    }
    let date = Date {
        day: number(numeral.digits(text, 0)),
        month,
        year: 0,
    };
    let tail = text.get(end..)?;
    let closes = closes(locale, tail);
    let led = is_led(text, locale, name.start) || after_weekday(text, locale, name.start);
    let most = if month == 2 { 29 } else { days(month, 0) };
    if date.day > most {
        // No people are counted after `on June`.
        let on = before(text, name.start).word.eq_ignore_ascii_case("on");
        let shown = on || closes && (led || follows_year(tail));
        let certain = locale.calendar.month_first && !comma && shown;
        return certain.then(|| Fault::impossible(name.start, end));
    }
    if locale.calendar.month_first {
        return (comma && led && (closes || follows_year(tail))).then(|| {
            let new = format!("{} {}", name.word, date.day);
            Fault::foreign(name.start, end, "a comma between a month and its day", new)
        });
    }
    // October 26, 2020 in the words of a language that puts the day first.
    let year = tail.strip_prefix(", ").filter(|t| follows_year(t))?;
    let whole = locale.calendar.written.is_some() && !comma;
    whole.then(|| {
        let year = year.get(..4).unwrap_or("");
        let new = written(context, locale, date, year);
        Fault::foreign(name.start, end + 6, "the month before its day", new)
    })
}

/// `Sunday, July 26`.
fn after_weekday(text: &str, locale: &Locale, start: usize) -> bool {
    let head = text
        .get(..start)
        .unwrap_or("")
        .trim_end_matches([' ', '\u{a0}', ',']);
    let word = before(text, head.len()).word;
    locale.calendar.weekdays.iter().any(|d| d == word)
}

/// `in 2019 year`, `1987 г.`
fn year(text: &str, locales: &mut Locales, numeral: &Numeral) -> Option<Fault> {
    let (start, end) = (numeral.start(), numeral.end());
    let tail = text.get(end..)?;
    if tail.starts_with(['t', 's', 'n', 'r']) {
        return year_in_order(text, locales, numeral);
    }
    if !tail.starts_with([' ', '\u{a0}']) && !tail.starts_with(is_cyrillic) {
        return None;
    }
    let word = after(text, end);
    let first = word.word.chars().next()?;
    if first != 'y' && !is_cyrillic(first) {
        return None;
    }
    let locale = locales.at(start)?;
    let rest = text.get(word.end..).unwrap_or("");
    let figures = numeral.digits(text, 0).to_owned();
    if locale.calendar.year_noun.iter().any(|n| n == word.word) {
        let own = before(text, start);
        let led = !own.gap.is_empty()
            && own.word != "the"
            && (locale.calendar.date_before.iter().any(|w| w == own.word)
                || matches!(own.word, "in" | "of" | "for" | "during" | "In"));
        let bare = !rest.starts_with(['-', '\'', '’']) && follows_year_number(&figures);
        return (led && bare).then(|| {
            Fault::foreign(
                start,
                word.end,
                "a word that the year does not need",
                figures,
            )
        });
    }
    if !is_cyrillic(first) || is_cyrillic_text(locale) || locale.spacing.unspaced {
        return None;
    }
    let known = cyrillic_locales().any(|l| l.calendar.year_words.iter().any(|w| w == word.word));
    let short = word.word.chars().count() <= 2;
    let point = usize::from(short && rest.starts_with('.') && !closes_sentence(rest));
    known.then(|| {
        Fault::foreign(
            start,
            word.end + point,
            "a word of another script after a year",
            figures,
        )
    })
}

/// `in the 2016th year`.
fn year_in_order(text: &str, locales: &mut Locales, numeral: &Numeral) -> Option<Fault> {
    let (start, end) = (numeral.start(), numeral.end() + 2);
    let ending = text.get(numeral.end()..end)?;
    let figures = numeral.digits(text, 0).to_owned();
    if !matches!(ending, "th" | "st" | "nd" | "rd") || !follows_year_number(&figures) {
        return None;
    }
    let noun = after(text, end);
    let locale = locales.at(start)?;
    let known = locale.calendar.year_noun.iter().any(|n| n == noun.word);
    // The 2000th year of the city is counted from its foundation.
    let rest = text.get(noun.end..)?;
    let counted = rest.starts_with([' ', '\u{a0}']) && after(text, noun.end).word == "of";
    if !known || noun.gap.is_empty() || counted || rest.starts_with(['-', '\'', '’']) {
        return None;
    }
    let article = before(text, start);
    let from = if article.word == "the" && !article.gap.is_empty() {
        article.start
    } else {
        start
    };
    let says = "a year counted as in another language";
    Some(Fault::foreign(from, noun.end, says, figures))
}

fn follows_year_number(figures: &str) -> bool {
    (1800..2100).contains(&number(figures))
}

/// A point after an abbreviation that also ends the sentence.
fn closes_sentence(rest: &str) -> bool {
    let after = rest.get(1..).unwrap_or("");
    let word = after.trim_start_matches(' ');
    word.is_empty()
        || word.starts_with('\n')
        || after.starts_with(' ') && word.starts_with(char::is_uppercase)
}

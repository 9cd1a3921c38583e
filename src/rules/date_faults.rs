//! Dates in figures: their parts, the days of a month, and the form that a text uses.

use super::beside_number::{Locales, after, before};
use super::context::RuleContext;
use crate::lang::locale::{Calendar, Locale};
use crate::text::numeral::{Numeral, numerals};

/// One foreign or impossible date.
pub(super) struct Fault {
    pub start: usize,
    pub end: usize,
    pub says: &'static str,
    pub new: Option<String>,
    pub impossible: bool,
}

impl Fault {
    pub(super) fn foreign(start: usize, end: usize, says: &'static str, new: String) -> Self {
        Self {
            start,
            end,
            says,
            new: Some(new),
            impossible: false,
        }
    }

    pub(super) fn impossible(start: usize, end: usize) -> Self {
        Self {
            start,
            end,
            says: "the month has no such day",
            new: None,
            impossible: true,
        }
    }
}

/// A day, a month and a year; 0 is no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub day: u32,
    pub month: u32,
    pub year: u32,
}

impl Date {
    pub(super) fn exists(self) -> bool {
        (1..=days(self.month, self.year)).contains(&self.day)
    }
}

/// Days of a month; 0 is no month, and February without a year has 29.
pub(super) fn days(month: u32, year: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

pub(super) fn number(figures: &str) -> u32 {
    figures.parse().unwrap_or(0)
}

/// The fault of a date in figures: `26.10.2020`, `10/26/2020`, `26.XI.2020`.
pub(super) fn figures(
    context: &RuleContext,
    locales: &mut Locales,
    numeral: &Numeral,
) -> Option<Fault> {
    let text = context.text();
    let (start, end, parts, mark) = parts(text, numeral)?;
    let locale = locales.at(start)?;
    let certain = locales.is_certain();
    let calendar = &locale.calendar;
    let [first, second, third] = parts;
    let (a, b) = (number(first), number(second));
    if mark == 'X' {
        let date = Date {
            day: a,
            month: roman(second)?,
            year: full_year(third)?,
        };
        return (!calendar.roman_months && calendar.written.is_some() && date.exists()).then(
            || {
                let new = written(context, locale, date, third);
                Fault::foreign(start, end, "a month in Roman figures", new)
            },
        );
    }
    let year = full_year(third)?;
    let date = |day, month| Date { day, month, year };
    let (day_first, month_first) = (date(a, b), date(b, a));
    let whole = third.len() == 4;
    if mark == '.' {
        let native = calendar.date.contains(&'.');
        if !day_first.exists() {
            let real = whole && (1..=12).contains(&b) && (1..=31).contains(&a);
            if real || !whole || !month_first.exists() || calendar.written.is_none() {
                return real.then(|| Fault::impossible(start, end));
            }
            let new = if native {
                format!("{second}.{first}.{third}")
            } else {
                written(context, locale, month_first, third)
            };
            return certain.then(|| Fault::foreign(start, end, "the month before its day", new));
        }
        if native || !certain || !whole && !is_led(text, locale, start) {
            return None;
        }
        let new = written(context, locale, day_first, third);
        return Some(Fault::foreign(start, end, "a date with points", new));
    }
    if !whole {
        return None;
    }
    let american = calendar.month_first;
    if !day_first.exists() && !month_first.exists() {
        let real = (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
        return real.then(|| Fault::impossible(start, end));
    }
    if !american && !day_first.exists() && calendar.written.is_some() {
        let mark = calendar.date.first().copied().unwrap_or('.');
        let new = format!("{second}{mark}{first}{mark}{third}");
        return Some(Fault::foreign(start, end, "the month before its day", new));
    }
    // Half of the English-speaking world writes so; only beside dates of the other order it is foreign.
    if american && !month_first.exists() && is_american(context, locale) == Some(true) {
        let new = written(context, locale, day_first, third);
        return Some(Fault::foreign(start, end, "the day before its month", new));
    }
    None
}

type Parts<'a> = (usize, usize, [&'a str; 3], char);

/// Start, end, three parts and the sign between them (`X` for a Roman month).
fn parts<'a>(text: &'a str, numeral: &Numeral) -> Option<Parts<'a>> {
    let start = numeral.start();
    let head = text.get(..start)?;
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | ':' | '#' | '№');
    let (end, parts, mark) = match numeral.parts().len() {
        3 => {
            let points =
                numeral.separator(text, 0) == Some('.') && numeral.separator(text, 1) == Some('.');
            let parts = [0, 1, 2].map(|i| numeral.digits(text, i));
            (numeral.end(), points.then_some(parts)?, '.')
        }
        1 => {
            let tail = text.get(numeral.end()..)?;
            let mark = tail.chars().next().filter(|c| matches!(c, '/' | '.'))?;
            let rest = tail.get(1..)?;
            let second = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
            let rest = rest.get(second.len()..)?.strip_prefix(mark)?;
            let third = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
            let is_roman = roman(second).is_some();
            if mark == '.' && !is_roman {
                return None;
            }
            let end = numeral.end() + 2 + second.len() + third.len();
            let mark = if is_roman { 'X' } else { mark };
            (end, [numeral.digits(text, 0), second, third], mark)
        }
        _ => return None,
    };
    let tail = text.get(end..)?;
    let goes_on = tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '%'))
        || tail.starts_with(['.', ',', '-', ':'])
            && tail[1..].starts_with(|c: char| c.is_ascii_digit());
    let [first, second, third] = parts;
    let last = if mark == 'X' { 4 } else { 2 };
    let sized = first.len() <= 2 && second.len() <= last && matches!(third.len(), 2 | 4);
    // `2020.10.26`: the year first.
    let ordered = mark == '.' && first.len() == 4 && second.len() <= 2 && third.len() <= 2;
    let (sized, parts) = (
        sized || ordered,
        if ordered {
            [third, second, first]
        } else {
            parts
        },
    );
    (sized && !goes_on && !head.ends_with(inside)).then_some((start, end, parts, mark))
}

fn roman(figures: &str) -> Option<u32> {
    let months = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let at = months.iter().position(|m| *m == figures)?;
    u32::try_from(at + 1).ok()
}

/// A year of four figures of our time or the last ten centuries, or of two.
fn full_year(figures: &str) -> Option<u32> {
    let year = figures.parse::<u32>().ok()?;
    match figures.len() {
        4 => (1000..2200).contains(&year).then_some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// Whether a word that leads to dates stands before a place.
pub(super) fn is_led(text: &str, locale: &Locale, start: usize) -> bool {
    let word = before(text, start);
    let lower = word.word.to_lowercase();
    let calendar = &locale.calendar;
    !word.gap.is_empty()
        && (calendar.date_before.contains(&lower)
            || calendar.weekdays.iter().any(|d| d == word.word))
}

/// A date in the words of the language and in the order of the other dates of the text.
pub(super) fn written(context: &RuleContext, locale: &Locale, date: Date, year: &str) -> String {
    let calendar = &locale.calendar;
    let month = (date.month as usize)
        .checked_sub(1)
        .and_then(|i| calendar.months.get(i))
        .map_or("", String::as_str);
    let day_first = calendar.month_first && is_american(context, locale) == Some(false);
    let form = match &calendar.written {
        Some(form) if !day_first => form.as_str(),
        _ => "{d} {m} {y}",
    };
    let year = if year.len() == 2 {
        date.year.to_string()
    } else {
        year.to_owned()
    };
    let form = if year.is_empty() {
        form.split("{y}")
            .next()
            .unwrap_or(form)
            .trim_end_matches([' ', ','])
    } else {
        form
    };
    form.replace("{d}", &date.day.to_string())
        .replace("{m}", month)
        .replace("{y}", &year)
}

/// Whether dates of the text put the month first; nothing where none shows it.
fn is_american(context: &RuleContext, locale: &Locale) -> Option<bool> {
    let text = context.text();
    let (mut month_first, mut day_first) = (0, 0);
    for numeral in numerals(text).filter(|n| n.parts().len() <= 2 && !n.is_overlong()) {
        let day = number(numeral.digits(text, 0));
        if !(1..=31).contains(&day) {
            continue;
        }
        let own = |word: &str| month(&locale.calendar, word).is_some();
        if own(before(text, numeral.start()).word) {
            month_first += 1;
        } else if own(after(text, numeral.end()).word) {
            day_first += 1;
        }
    }
    (month_first != day_first).then_some(month_first > day_first)
}

/// The number of a month by its name.
pub(super) fn month(calendar: &Calendar, word: &str) -> Option<u32> {
    if word.is_empty() {
        return None;
    }
    let at = calendar.months.iter().position(|m| m == word)?;
    u32::try_from(at + 1).ok()
}

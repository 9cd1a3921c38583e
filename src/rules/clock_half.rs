//! Halves of the day of English in a language of twenty-four hours: `в 4:00 p.m.`, `um 5 p.m.`

use super::beside_number::{Locales, before};
use super::clock::{Found, follows, is_zone_time, number};
use crate::lang::locale::Calendar;
use crate::text::numeral::Numeral;

/// After hours alone; `am` is a word of German and PM a minister.
const AFTER_HOURS: [&str; 3] = ["a.m.", "p.m.", "pm"];
/// After hours and minutes.
const AFTER_MINUTES: [&str; 9] = [
    "a.m.", "p.m.", "A.M.", "P.M.", "a.m", "p.m", "pm", "AM", "PM",
];

/// The clock that a house has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum House {
    Any,
    /// Two halves of twelve hours.
    Halves,
    /// One day of twenty-four hours.
    Day,
}

impl House {
    pub(super) fn of(choice: &str) -> Self {
        match choice {
            "12" => Self::Halves,
            "24" => Self::Day,
            _ => Self::Any,
        }
    }
}

/// A time of twelve hours whose half of the day is said in English; `everywhere`: in English as well.
pub(super) fn half_day(
    text: &str,
    locales: &mut Locales,
    numeral: &Numeral,
    everywhere: bool,
) -> Option<Found> {
    let (minutes, end) = minutes(text, numeral)?;
    let rest = text.get(end..)?;
    let words = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    // Nearly every number ends here.
    if !words.starts_with(['a', 'p', 'A', 'P']) {
        return None;
    }
    let known: &[&str] = if minutes.is_empty() {
        &AFTER_HOURS
    } else {
        &AFTER_MINUTES
    };
    let half = known.iter().find(|h| follows(words, h))?;
    let locale = locales.at(numeral.start())?;
    let hours = number(numeral.digits(text, 0));
    if !(locale.calendar.day_of_24 || everywhere) || !(1..=12).contains(&hours) {
        return None;
    }
    let afternoon = half.starts_with(['p', 'P']);
    let hours = hours % 12 + if afternoon { 12 } else { 0 };
    let mark = locale.calendar.time.first().copied().unwrap_or(':');
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    // The point of p.m. may end the sentence too.
    let after = words.get(half.len()..)?.trim_start_matches(' ');
    let closes = half.ends_with('.')
        && !goes_on(&locale.calendar, after)
        && (after.is_empty() || after.starts_with('\n') || after.starts_with(char::is_uppercase));
    let said = rest.len() - words.len() + half.len() - usize::from(closes);
    Some(Found {
        start: numeral.start(),
        end: end + said,
        says: match locale.calendar.day_of_24 {
            true => "half of the day as English says it",
            false => "a time of twelve hours; this house counts twenty-four",
        },
        new: format!("{hours}{mark}{minutes}"),
    })
}

/// Words after a time that speak of it still: `p.m. GMT`, `p.m. Monday`, `p.m. Moscow time`.
fn goes_on(calendar: &Calendar, rest: &str) -> bool {
    let words = calendar.clock_after.iter().chain(&calendar.weekdays);
    is_zone_time(rest) || words.into_iter().any(|word| follows(rest, word))
}

/// A time of twenty-four hours in a language that has halves of the day too: `at 21:30`.
pub(super) fn full_day(text: &str, locales: &mut Locales, numeral: &Numeral) -> Option<Found> {
    let colon = text.get(numeral.end()..)?.starts_with(':');
    let (minutes, end) =
        minutes(text, numeral).filter(|(minutes, _)| colon && !minutes.is_empty())?;
    let hours = number(numeral.digits(text, 0));
    let rest = text.get(end..)?;
    let inside = rest.starts_with(|c: char| c.is_alphanumeric() || "-–/:%".contains(c))
        || rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if inside || !(hours == 0 || (13..24).contains(&hours)) {
        return None;
    }
    let locale = locales.at(numeral.start())?;
    let calendar = &locale.calendar;
    let [afternoon, morning, ..] = calendar.half_day.as_slice() else {
        return None;
    };
    let word = before(text, numeral.start()).word;
    let listed = |list: &[String]| list.iter().any(|it| *it == word.to_lowercase());
    let shown = listed(&calendar.clock_before)
        || listed(&calendar.clock_near)
        || calendar.weekdays.iter().any(|day| day == word)
        || goes_on(calendar, rest.trim_start_matches(' '));
    // Beside a half of the day it is another fault.
    if !shown || calendar.half_day.iter().any(|half| follows(rest, half)) {
        return None;
    }
    let half = if hours < 12 { morning } else { afternoon };
    // One point closes the half of the day and the sentence.
    let half = match rest.starts_with('.') {
        true => half.trim_end_matches('.'),
        false => half,
    };
    let of_twelve = (hours + 11) % 12 + 1;
    Some(Found {
        start: numeral.start(),
        end,
        says: "a time of twenty-four hours; this house counts twelve",
        new: format!("{of_twelve}:{minutes} {half}"),
    })
}

/// The minutes after the hours, or nothing, and where the figures end.
fn minutes<'t>(text: &'t str, numeral: &Numeral) -> Option<(&'t str, usize)> {
    let short = |n: usize| numeral.digits(text, n).len() <= 2;
    let head = text.get(..numeral.start())?;
    if !short(0) || head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | ',')) {
        return None;
    }
    match numeral.parts().len() {
        2 if numeral.separator(text, 0) == Some('.') => {
            let minutes = numeral.digits(text, 1);
            (minutes.len() == 2 && number(minutes) < 60).then_some((minutes, numeral.end()))
        }
        1 => {
            let tail = text.get(numeral.end()..)?;
            let figures = tail
                .strip_prefix([':', 'h'])
                .and_then(|t| t.get(..2))
                .filter(|m| m.bytes().all(|b| b.is_ascii_digit()) && number(m) < 60);
            Some(figures.map_or(("", numeral.end()), |m| (m, numeral.end() + 3)))
        }
        _ => None,
    }
}

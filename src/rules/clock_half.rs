//! Halves of the day of English in a language of twenty-four hours: `в 4:00 p.m.`, `um 5 p.m.`

use super::beside_number::Locales;
use super::clock::{Found, follows, number};
use crate::text::numeral::Numeral;

/// After hours alone; `am` is a word of German and PM a minister.
const AFTER_HOURS: [&str; 3] = ["a.m.", "p.m.", "pm"];
/// After hours and minutes.
const AFTER_MINUTES: [&str; 9] = [
    "a.m.", "p.m.", "A.M.", "P.M.", "a.m", "p.m", "pm", "AM", "PM",
];

/// A time of twelve hours whose half of the day is said in English.
pub(super) fn half_day(text: &str, locales: &mut Locales, numeral: &Numeral) -> Option<Found> {
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
    if !locale.calendar.day_of_24 || !(1..=12).contains(&hours) {
        return None;
    }
    let afternoon = half.starts_with(['p', 'P']);
    let hours = hours % 12 + if afternoon { 12 } else { 0 };
    let mark = locale.calendar.time.first().copied().unwrap_or(':');
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    // The point of p.m. may end the sentence too.
    let after = words.get(half.len()..)?.trim_start_matches(' ');
    let closes = half.ends_with('.')
        && (after.is_empty() || after.starts_with('\n') || after.starts_with(char::is_uppercase));
    let said = rest.len() - words.len() + half.len() - usize::from(closes);
    Some(Found {
        start: numeral.start(),
        end: end + said,
        says: "half of the day as English says it",
        new: format!("{hours}{mark}{minutes}"),
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

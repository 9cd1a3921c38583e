//! Times of day in a text: what shows that two numbers are hours and minutes.

use super::beside_number::{Locales, after, before, is_money, meaning};
use super::clock_half::{House, full_day, half_day};
use super::context::RuleContext;
use crate::lang::locale::{Calendar, Locale};
use crate::text::numeral::Numeral;

/// How far around a time other times of the same text are looked for, in bytes.
const NEAR: usize = 2000;

/// A time in a foreign form and what it becomes.
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub says: &'static str,
    pub new: String,
}

/// Hours and minutes.
#[derive(Debug, Clone, Copy)]
struct Clock<'a> {
    hours: &'a str,
    minutes: &'a str,
}

impl Clock<'_> {
    fn new<'a>(hours: &'a str, minutes: &'a str) -> Option<Clock<'a>> {
        let valid = (1..=2).contains(&hours.len())
            && minutes.len() == 2
            && number(hours) <= 24
            && number(minutes) <= 59
            && (number(hours) < 24 || minutes == "00");
        valid.then_some(Clock { hours, minutes })
    }

    /// Hours that no amount has: `08`, `22`.
    fn is_plain(&self) -> bool {
        self.hours.len() == 2 && (number(self.hours) >= 13 || self.hours.starts_with('0'))
    }

    fn is_round(&self) -> bool {
        matches!(self.minutes, "00" | "15" | "30" | "45")
    }
}

pub(super) fn number(figures: &str) -> u32 {
    figures.parse().unwrap_or(u32::MAX)
}

/// The foreign times that this number shows: its own, and that of the number before it in a range.
pub(super) fn look(
    context: &RuleContext,
    locales: &mut Locales,
    numeral: &Numeral,
    previous: Option<&Numeral>,
    house: House,
) -> Vec<Found> {
    let text = context.text();
    let other = half_day(text, locales, numeral, house == House::Day)
        .or_else(|| (house == House::Halves).then(|| full_day(text, locales, numeral))?);
    if let Some(found) = other {
        return vec![found];
    }
    match numeral.parts().len() {
        2 if numeral.separator(text, 0) == Some('.') => {
            pointed(context, locales, numeral, previous)
        }
        1 if numeral.end() - numeral.start() <= 2 => {
            let found = plain(text, locales, numeral);
            found.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn clock<'a>(text: &'a str, numeral: &Numeral) -> Option<Clock<'a>> {
    if numeral.parts().len() != 2 || numeral.separator(text, 0) != Some('.') {
        return None;
    }
    let (head, tail) = around(text, numeral.start(), numeral.end());
    let inside = head
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/'))
        || tail.starts_with([':', '/', '%'])
        || tail.starts_with(['.', ',']) && tail[1..].starts_with(|c: char| c.is_ascii_digit());
    if inside {
        return None;
    }
    Clock::new(numeral.digits(text, 0), numeral.digits(text, 1))
}

fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    (
        text.get(..start).unwrap_or(""),
        text.get(end..).unwrap_or(""),
    )
}

/// `22.00`.
fn pointed(
    context: &RuleContext,
    locales: &mut Locales,
    numeral: &Numeral,
    previous: Option<&Numeral>,
) -> Vec<Found> {
    let text = context.text();
    let Some(time) = clock(text, numeral) else {
        return Vec::new();
    };
    let Some(locale) = locales.at(numeral.start()) else {
        return Vec::new();
    };
    if locale.calendar.time.contains(&'.') || locale.spacing.unspaced {
        return Vec::new();
    }
    let found = |n: &Numeral, t: Clock| Found {
        start: n.start(),
        end: n.end(),
        says: "a point between hours and minutes",
        new: written(locale, t),
    };
    let beside = after(text, numeral.end());
    if meaning(&locale.numbers, beside.word).is_some_and(|_| beside.word != "p") {
        return Vec::new();
    }
    let first = previous.and_then(|p| clock(text, p).map(|t| (p, t)));
    let range = first.filter(|(p, _)| is_range(text, p.end(), numeral.start()));
    let own = shows(context, locale, numeral, time);
    if let Some((first, other)) = range {
        let leads = shows(context, locale, first, other);
        let spans = time.is_round() && other.is_round() && number(other.hours) < number(time.hours);
        let hours = time.is_plain() || other.is_plain() || own || leads;
        // The first was reported when it was read, if it stood out by itself.
        let first_found = (!leads && (own || spans && hours)).then(|| found(first, other));
        let both = leads || own || spans && hours;
        let second = both.then(|| found(numeral, time));
        return first_found.into_iter().chain(second).collect();
    }
    own.then(|| found(numeral, time)).into_iter().collect()
}

fn written(locale: &Locale, time: Clock) -> String {
    let mark = locale.calendar.time.first().copied().unwrap_or(':');
    format!("{}{mark}{}", time.hours, time.minutes)
}

fn is_range(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or("").trim();
    matches!(
        between,
        "-" | "–" | "—" | "to" | "till" | "until" | "and" | "à" | "et" | "through"
    )
}

/// Whether words beside the number show a time of day.
fn shows(context: &RuleContext, locale: &Locale, numeral: &Numeral, time: Clock) -> bool {
    let text = context.text();
    let calendar = &locale.calendar;
    let (_, tail) = around(text, numeral.start(), numeral.end());
    let half_day = calendar.half_day.iter().any(|h| follows(tail, h));
    if half_day {
        return time.is_plain() || has_colon_time(calendar, text, numeral.start());
    }
    let tail_words = tail.trim_start_matches([' ', '\u{a0}']);
    if calendar.clock_after.iter().any(|w| follows(tail, w)) || is_zone_time(tail_words) {
        return true;
    }
    let own = before(text, numeral.start());
    if own.gap.is_empty() || own.word.starts_with(is_money) || starts_amount(tail_words) {
        return false;
    }
    // `Saturday, 10.00`.
    let comma = text.get(..own.start + own.word.len()).unwrap_or("");
    let day = before(comma, comma.strip_suffix(',').unwrap_or(comma).len()).word;
    let day = if own.word.is_empty() { day } else { own.word };
    if calendar.weekdays.iter().any(|d| d == day) {
        return time.minutes.ends_with(['0', '5']);
    }
    let word = own.word.to_lowercase();
    let listed = |list: &[String]| list.contains(&word);
    if listed(&calendar.clock_before) {
        let verb = before(text, own.start).word.to_lowercase();
        let priced =
            calendar.priced.contains(&verb) && !time.is_plain() || own_price(calendar, &verb, time);
        return !priced && (time.is_plain() || time.minutes.ends_with(['0', '5']));
    }
    listed(&calendar.clock_near)
        && (time.is_plain() && time.minutes.ends_with(['0', '5']) || time.minutes == "00")
}

/// `closed at 22.15`: minutes that are not round are a price even at night.
fn own_price(calendar: &Calendar, verb: &str, time: Clock) -> bool {
    calendar.priced.iter().any(|p| p == verb)
        && !(time.minutes == "00" || time.hours.starts_with('0'))
}

/// Whether `word` stands at the start of `tail`, after a space or none, and ends there.
pub(super) fn follows(tail: &str, word: &str) -> bool {
    let tail = tail.trim_start_matches([' ', '\u{a0}']);
    tail.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// `Moscow time`, `Beijing time`.
pub(super) fn is_zone_time(tail: &str) -> bool {
    tail.starts_with(char::is_uppercase)
        && tail
            .split([' ', '\u{a0}'])
            .nth(1)
            .is_some_and(|w| w.trim_end_matches(|c: char| !c.is_alphabetic()) == "time")
}

/// A number, a sign or `per` after it shows an amount.
fn starts_amount(tail: &str) -> bool {
    tail.starts_with(|c: char| c.is_ascii_digit() || is_money(c) || matches!(c, '%' | '°' | '×'))
        || [
            "per ", "a share", "a barrel", "an ounce", "against ", "to the ",
        ]
        .iter()
        .any(|w| tail.starts_with(w))
}

/// Whether the text around a place has a time of the form `9:30 p.m.`, beside which a point is foreign.
fn has_colon_time(calendar: &Calendar, text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let to = text.floor_char_boundary(at.saturating_add(NEAR));
    let near = text.get(from..to).unwrap_or("");
    let bytes = near.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|colon| {
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let tail = near.get(colon + 3..).unwrap_or("");
        colon > 0
            && [colon - 1, colon + 1, colon + 2].into_iter().all(digit)
            && calendar.half_day.iter().any(|h| follows(tail, h))
    })
}

/// `22-00`, `22h00`, `22:00 o'clock`, `22:00 p.m.`, `8 hours 30 minutes Moscow time`.
fn plain(text: &str, locales: &mut Locales, numeral: &Numeral) -> Option<Found> {
    let (head, tail) = around(text, numeral.start(), numeral.end());
    let mark = tail.chars().next()?;
    if !matches!(mark, '-' | 'h' | ':' | ' ' | '\u{a0}')
        || head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | ':' | '/' | '.' | ','))
    {
        return None;
    }
    if matches!(mark, ' ' | '\u{a0}') {
        return in_words(text, locales, numeral, tail);
    }
    let minutes = tail
        .get(1..3)
        .filter(|m| m.bytes().all(|b| b.is_ascii_digit()))?;
    let end = numeral.end() + 3;
    let rest = text.get(end..).unwrap_or("");
    let time = Clock::new(numeral.digits(text, 0), minutes)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) && mark != ':'
        || rest.starts_with(['-', '–', '/', ':', '%'])
        || rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let locale = locales.at(numeral.start())?;
    if mark == ':' {
        return redundant(locale, numeral.start(), end, rest, time);
    }
    let own = before(text, numeral.start());
    let at = locale
        .calendar
        .clock_before
        .contains(&own.word.to_lowercase());
    let near = locale
        .calendar
        .clock_near
        .contains(&own.word.to_lowercase());
    let dash = time.minutes == "00" && (at || near)
        || at && (time.hours.starts_with('0') || is_anchored(&locale.calendar, rest));
    let foreign = match mark {
        'h' => !locale.calendar.time.contains(&'h') && (locale.calendar.month_first || at || near),
        _ => dash && !locale.calendar.time.contains(&'-'),
    };
    foreign.then(|| Found {
        start: numeral.start(),
        end,
        says: "hours and minutes joined as in another language",
        new: written(locale, time),
    })
}

/// Whether what follows speaks of a time of day: a zone, `yesterday`, `on Friday`.
fn is_anchored(calendar: &Calendar, rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    let day = rest.strip_prefix("on ").unwrap_or(rest);
    is_zone_time(rest)
        || calendar.clock_after.iter().any(|w| follows(rest, w))
        || calendar.weekdays.iter().any(|d| follows(day, d))
}

/// `22:00 o'clock`, `22:00 p.m.`: the time without what says nothing beside it.
fn redundant(locale: &Locale, start: usize, end: usize, rest: &str, time: Clock) -> Option<Found> {
    let calendar = &locale.calendar;
    let word = calendar.clock_redundant.iter().find(|w| follows(rest, w));
    let half = calendar
        .half_day
        .iter()
        .filter(|h| number(time.hours) >= 13 && follows(rest, h))
        .max_by_key(|h| h.len());
    let (word, says) = match (word, half) {
        (Some(word), _) => (word, "a word that says nothing after hours and minutes"),
        (None, Some(half)) => (half, "half of the day beside a time of twenty-four hours"),
        (None, None) => return None,
    };
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    // The point of p.m. may end the sentence too.
    let tail = rest
        .get(gap + word.len()..)
        .unwrap_or("")
        .trim_start_matches(' ');
    let closes = word.ends_with('.')
        && !is_zone_time(tail)
        && (tail.is_empty() || tail.starts_with('\n') || tail.starts_with(char::is_uppercase));
    Some(Found {
        start,
        end: end + gap + word.len() - usize::from(closes),
        says,
        new: format!("{}:{}", time.hours, time.minutes),
    })
}

/// `8 hours 30 minutes Moscow time`.
fn in_words(text: &str, locales: &mut Locales, numeral: &Numeral, tail: &str) -> Option<Found> {
    let rest = tail
        .get(1..)?
        .strip_prefix("hours ")
        .or_else(|| tail.get(1..)?.strip_prefix("hour "))?;
    let locale = locales.at(numeral.start())?;
    if locale.language != "en" || number(numeral.digits(text, 0)) > 24 {
        return None;
    }
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (minutes, rest) = match figures {
        0 => ("0", rest),
        1 | 2 => {
            let (minutes, rest) = rest.split_at_checked(figures)?;
            (minutes, rest.trim_start().strip_prefix("minutes ")?)
        }
        _ => return None,
    };
    if number(minutes) > 59 || !is_zone_time(rest) && !rest.starts_with("local time") {
        return None;
    }
    let end = text.len() - rest.len() - 1;
    Some(Found {
        start: numeral.start(),
        end,
        says: "a time of day in words of duration",
        new: format!("{}:{minutes:0>2}", numeral.digits(text, 0)),
    })
}

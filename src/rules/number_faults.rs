//! What is foreign about a number: one function a kind of fault, each with its look-alikes.

use super::beside_number::{Beside, Locales, Meaning, after, meaning, span};
use super::number_separators::separators;
use super::number_signs::{degrees, leftover, money, ordinal, percent};
use crate::finding::{Applicability, Edit, Severity};
use crate::lang::locale::Locale;
use crate::text::numeral::Numeral;

/// Scripts without spaces between words begin here.
const WIDE: char = '\u{2e80}';

/// One fault, ready to be reported.
pub(super) struct Fault {
    pub start: usize,
    pub end: usize,
    pub says: &'static str,
    pub cause: &'static str,
    pub severity: Severity,
    /// What `start..end` becomes.
    pub suggestion: Option<String>,
    pub applicability: Applicability,
    pub reason: &'static str,
    pub edits: Vec<Edit>,
}

impl Fault {
    pub(super) fn new(start: usize, end: usize, says: &'static str, cause: &'static str) -> Self {
        Self {
            start,
            end,
            says,
            cause,
            severity: Severity::Info,
            suggestion: None,
            applicability: Applicability::Unsafe,
            reason: "a person sees whether the number is read rightly",
            edits: Vec::new(),
        }
    }

    /// The same with a replacement of the whole stretch.
    pub(super) fn becomes(mut self, new: String) -> Self {
        self.edits = vec![Edit {
            span: span(self.start, self.end),
            text: new.clone(),
        }];
        self.suggestion = Some(new);
        self
    }

    pub(super) fn safe(mut self, reason: &'static str) -> Self {
        self.applicability = Applicability::Safe;
        self.reason = reason;
        self
    }

    pub(super) fn warns(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// The fault of one number, if it has one.
pub(super) fn look(
    text: &str,
    locales: &mut Locales,
    numeral: &Numeral,
    previous: Option<&Numeral>,
) -> Option<Fault> {
    if numeral.is_overlong() || !may_be_foreign(text, numeral) {
        return None;
    }
    let (head, tail) = (
        text.get(..numeral.start()).unwrap_or(""),
        text.get(numeral.end()..).unwrap_or(""),
    );
    let (last, next) = (head.chars().next_back(), tail.chars().next());
    // Han and kana stand close to figures; letters close to them make a code.
    let code = |c: char| c.is_alphanumeric() && c < WIDE;
    if last.is_some_and(|c| code(c) || matches!(c, '_' | '#' | '№' | '§' | '=')) {
        return None;
    }
    let locale = locales.at(numeral.start())?;
    let beside = after(text, numeral.end());
    if next.is_some_and(|c| c.is_alphabetic()) {
        return glued(text, locale, numeral, beside);
    }
    // What separators mean depends on the language; a word of it beside the number is evidence enough.
    let certain = locales.is_certain()
        || beside.word.chars().count() >= 4 && meaning(&locale.numbers, beside.word).is_some();
    thousand(text, locale, numeral, previous, beside)
        .or_else(|| separators(text, locale, numeral, beside).filter(|_| certain))
        .or_else(|| percent(text, locale, numeral, beside))
        .or_else(|| money(text, locale, numeral, beside))
        .or_else(|| ordinal(text, locale, numeral, beside))
        .or_else(|| leftover(text, locale, numeral, beside))
        .or_else(|| degrees(text, numeral))
}

/// Most numbers are a few figures and an ordinary word; they are let go before anything is looked up.
fn may_be_foreign(text: &str, numeral: &Numeral) -> bool {
    if numeral.parts().len() > 1 {
        return true;
    }
    let bytes = text.as_bytes();
    let Some(next) = bytes.get(numeral.end()) else {
        return false;
    };
    match next {
        b'%' | b'$' | b'-' | 0x80.. => true,
        b' ' => bytes.get(numeral.end() + 1).is_some_and(|b| {
            matches!(
                b,
                b'%' | b'$' | b't' | b'n' | b'r' | b's' | b'm' | b'b' | 0x80..
            )
        }),
        _ => false,
    }
}

/// `3,5km`: only a unit may follow at once; anything else is a code.
fn glued(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> Option<Fault> {
    if let Some(Meaning::Measure(_)) = meaning(&locale.numbers, beside.word) {
        return separators(text, locale, numeral, beside);
    }
    leftover(text, locale, numeral, beside)
}

/// `5.5 thousand km` → `5,500 km`.
fn thousand(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    previous: Option<&Numeral>,
    beside: Beside,
) -> Option<Fault> {
    let numbers = &locale.numbers;
    let Some(Meaning::Measure(name)) = meaning(numbers, beside.word) else {
        return None;
    };
    let whole = numbers.whole.iter().any(|w| w == name);
    let plural = beside.word.strip_suffix('s').unwrap_or(beside.word);
    if !whole
        || numeral.parts().len() != 2
        || beside.gap.is_empty()
        || !is_one_of(numbers, name, plural)
    {
        return None;
    }
    let value = thousandths(text, numeral)?;
    let separator = numeral.separator(text, 0)?;
    // In English 1,500 thousand is a whole number.
    if separator != numbers.decimal && numeral.digits(text, 1).len() == 3 {
        return None;
    }
    let new = grouped(locale, &value.to_string());
    let mut fault = Fault::new(
        numeral.start(),
        beside.end,
        "a decimal before a small magnitude",
        "the number was copied with its magnitude (5,5 тыс., 5,5 mil), where whole figures are usual",
    )
    .becomes(new);
    // Translators write 5.7 thousand people as well; nobody measures so.
    let counted = meaning(numbers, after(text, beside.end).word);
    if counted.is_some_and(|m| m != Meaning::Measure("person")) {
        fault = fault.warns();
    }
    let rest = text.get(beside.end..).unwrap_or("");
    if rest.starts_with(" of ") || rest.starts_with(" von ") {
        fault.applicability = Applicability::Display;
        fault.reason = "the words after it change too";
    }
    if let Some(edit) = previous.and_then(|p| first_of_range(text, locale, p, numeral, value)) {
        fault.edits.insert(0, edit);
    }
    Some(fault)
}

fn is_one_of(numbers: &crate::lang::locale::Numbers, name: &str, word: &str) -> bool {
    numbers
        .measures
        .iter()
        .any(|(n, forms)| n == name && forms.iter().any(|f| f.eq_ignore_ascii_case(word)))
}

/// The number times a thousand, which makes it whole.
fn thousandths(text: &str, numeral: &Numeral) -> Option<u64> {
    let (whole, fraction) = (numeral.digits(text, 0), numeral.digits(text, 1));
    if whole.len() > 3 || fraction.len() > 3 {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok()
}

/// `5 to 5.5 thousand`: the first number counts thousands too when it is the smaller one.
fn first_of_range(
    text: &str,
    locale: &Locale,
    first: &Numeral,
    numeral: &Numeral,
    value: u64,
) -> Option<Edit> {
    let between = text.get(first.end()..numeral.start())?;
    if !matches!(
        between.trim(),
        "-" | "–" | "—" | "to" | "and" | "or" | "bis" | "und"
    ) {
        return None;
    }
    let own = match first.parts().len() {
        1 => first
            .digits(text, 0)
            .parse::<u64>()
            .ok()?
            .checked_mul(1000)?,
        2 => thousandths(text, first)?,
        _ => return None,
    };
    (own < value && own > 0).then(|| Edit {
        span: span(first.start(), first.end()),
        text: grouped(locale, &own.to_string()),
    })
}

/// Figures in groups of three.
pub(super) fn grouped(locale: &Locale, digits: &str) -> String {
    let digits = digits.trim_start_matches('0');
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.extend(locale.numbers.group.first());
        }
        out.push(c);
    }
    out
}

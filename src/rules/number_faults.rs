//! What is foreign about a number: one function a kind of fault, each with its look-alikes.

use memchr::memmem;

use super::beside_number::{
    Beside, Locales, Meaning, after, before, is_money, meaning, span, wording,
};
use super::number_separators::separators;
use crate::finding::{Applicability, Edit, Severity};
use crate::lang::locale::{Locale, Percent};
use crate::scan::embedded;
use crate::text::numeral::Numeral;

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

    fn safe(mut self, reason: &'static str) -> Self {
        self.applicability = Applicability::Safe;
        self.reason = reason;
        self
    }

    fn warns(mut self) -> Self {
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
    if last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#' | '№' | '§' | '=')) {
        return None;
    }
    let locale = locales.at(numeral.start())?;
    let beside = after(text, numeral.end());
    if next.is_some_and(|c| c.is_alphabetic()) {
        return glued(text, locale, numeral, beside);
    }
    thousand(text, locale, numeral, previous, beside)
        .or_else(|| separators(text, locale, numeral, beside))
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
    .becomes(new)
    .warns();
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
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.extend(locale.numbers.group.first());
        }
        out.push(c);
    }
    out
}

/// `5 %` in English, `5%` in Turkish.
fn percent(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> Option<Fault> {
    if beside.word != "%" || beside.gap == "-" {
        return None;
    }
    let rest = text.get(beside.end..).unwrap_or("");
    let number = text.get(numeral.start()..numeral.end())?;
    let cause = "the space of another language stands before the sign";
    match locale.numbers.percent? {
        Percent::Close if !beside.gap.is_empty() && !rest.starts_with(char::is_alphanumeric) => {
            Some(
                Fault::new(
                    numeral.start(),
                    beside.end,
                    "a space before the percent sign",
                    cause,
                )
                .becomes(format!("{number}%")),
            )
        }
        Percent::Before if before(text, numeral.start()).word != "%" => Some(
            Fault::new(
                numeral.start(),
                beside.end,
                "the percent sign stands after the number",
                "the sign stands where another language has it",
            )
            .becomes(format!("%{number}")),
        ),
        _ => None,
    }
}

/// `50$` and `5 billion $` in English.
fn money(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> Option<Fault> {
    if !locale.numbers.currency_first {
        return None;
    }
    let sign = match meaning(&locale.numbers, beside.word) {
        Some(Meaning::Measure("thousand" | "million" | "billion" | "trillion")) => {
            after(text, beside.end)
        }
        _ => beside,
    };
    let symbol = sign.word.chars().next().filter(|c| is_money(*c))?;
    let rest = text.get(sign.end..).unwrap_or("");
    let own = before(text, numeral.start());
    // Signs of roubles and hryvnias have no place of their own in English.
    if !matches!(symbol, '$' | '€' | '£' | '¥')
        || sign.gap == "-"
        || rest.starts_with(|c: char| c.is_alphanumeric())
        || after(text, sign.end).word.is_empty() && starts_with_digit(rest)
        || own.word.starts_with(is_money)
    {
        return None;
    }
    let amount = text.get(numeral.start()..sign.end - sign.word.len() - sign.gap.len())?;
    Some(
        Fault::new(
            numeral.start(),
            sign.end,
            "the sign of money stands after the number",
            "the sign stands where another language has it",
        )
        .becomes(format!("{symbol}{amount}")),
    )
}

fn starts_with_digit(rest: &str) -> bool {
    rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// `5-th`, `26 th`, `90-s`, `5-й`.
fn ordinal(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> Option<Fault> {
    let numbers = &locale.numbers;
    if numeral.parts().len() != 1 || beside.gap.is_empty() || beside.word.is_empty() {
        return None;
    }
    let figures = numeral.digits(text, 0);
    let end_of_word = !text
        .get(beside.end..)
        .unwrap_or("")
        .starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    if !end_of_word || figures.len() > 4 {
        return None;
    }
    let english = locale.language == "en";
    let fault = |new: String| {
        Fault::new(
            numeral.start(),
            beside.end,
            "the ending of a number stands apart from it",
            "the ending was joined as in another language (5-й, 90-е)",
        )
        .becomes(new)
    };
    let hyphen = beside.gap == "-";
    if english && numbers.ordinals.iter().any(|o| o == beside.word) {
        let right = english_ordinal(figures);
        let fits = beside.word == right && !(beside.word == "st" && !hyphen);
        return (hyphen || fits).then(|| {
            fault(format!("{figures}{right}")).safe("only the ending moves to its number")
        });
    }
    let decade = matches!(figures.len(), 2 | 4) && figures.ends_with('0');
    if english && hyphen && decade && matches!(beside.word, "s" | "ies") {
        return Some(fault(format!("{figures}s")).safe("only the ending moves to its number"));
    }
    let first = beside.word.chars().next()?;
    if !hyphen || !is_cyrillic(first) || is_cyrillic_text(locale) {
        return None;
    }
    let known = cyrillic_locales().any(|l| l.numbers.ordinals.iter().any(|o| o == beside.word));
    known.then(|| {
        let found = Fault::new(
            numeral.start(),
            beside.end,
            "an ending of another script",
            "the ending was left from the original",
        )
        .warns();
        if english {
            found.becomes(format!("{figures}{}", english_ordinal(figures)))
        } else {
            found
        }
    })
}

fn english_ordinal(figures: &str) -> &'static str {
    if figures.ends_with("11") || figures.ends_with("12") || figures.ends_with("13") {
        return "th";
    }
    match figures.bytes().next_back() {
        Some(b'1') => "st",
        Some(b'2') => "nd",
        Some(b'3') => "rd",
        _ => "th",
    }
}

pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

pub(super) fn is_cyrillic_text(locale: &Locale) -> bool {
    locale
        .calendar
        .months
        .first()
        .is_some_and(|m| m.starts_with(is_cyrillic))
}

pub(super) fn cyrillic_locales() -> impl Iterator<Item = &'static Locale> {
    let all = embedded::knowledge().locales();
    all.filter(|locale| is_cyrillic_text(locale))
}

/// `5 млн` and `100 руб.` in a text of another script.
fn leftover(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> Option<Fault> {
    let first = beside.word.chars().next()?;
    if !is_cyrillic(first) || is_cyrillic_text(locale) || beside.gap == "-" {
        return None;
    }
    if is_year(text, numeral)
        && cyrillic_locales().any(|l| l.calendar.year_words.iter().any(|w| w == beside.word))
    {
        return None;
    }
    let found = cyrillic_locales().find_map(|other| meaning(&other.numbers, beside.word))?;
    let point = usize::from(text.get(beside.end..).unwrap_or("").starts_with('.'));
    // The point of an abbreviation goes; one that may end the sentence stays.
    let inside = text
        .get(beside.end + point..)
        .unwrap_or("")
        .trim_start_matches(' ')
        .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    let end = beside.end + if inside { point } else { 0 };
    let fault = Fault::new(
        numeral.start(),
        end,
        "a word of another script beside a number",
        "the word was left from the original",
    )
    .warns();
    let number = text.get(numeral.start()..numeral.end())?;
    Some(match wording(&locale.numbers, found) {
        Some(word) => fault.becomes(format!("{number} {word}")),
        None => fault,
    })
}

/// Whether a number may be a year.
pub(super) fn is_year(text: &str, numeral: &Numeral) -> bool {
    let figures = numeral.digits(text, 0);
    numeral.parts().len() == 1
        && figures.len() == 4
        && (figures.starts_with("20") || figures.starts_with('1'))
}

/// `+ 20 °C`.
fn degrees(text: &str, numeral: &Numeral) -> Option<Fault> {
    let tail = text.get(numeral.end()..).unwrap_or("");
    if !tail.trim_start_matches([' ', '\u{a0}']).starts_with('°') {
        return None;
    }
    let head = text.get(..numeral.start()).unwrap_or("");
    let signed = head.strip_suffix([' ', '\u{a0}'])?;
    let sign = signed
        .chars()
        .next_back()
        .filter(|c| matches!(c, '+' | '−' | '-' | '–'))?;
    let outside = signed.strip_suffix(sign)?;
    // After a word or figure the sign is a dash of a range.
    if sign != '+'
        && outside.trim_end().ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '°' | ')' | '.' | '…' | '"' | '”')
        })
    {
        return None;
    }
    let number = text.get(numeral.start()..numeral.end())?;
    Some(
        Fault::new(
            outside.len(),
            numeral.end(),
            "a space between a sign and its number",
            "the sign was set apart as a word of its own",
        )
        .becomes(format!("{sign}{number}")),
    )
}

/// `№ 5` where another sign is usual.
pub(super) fn numero(text: &str, locales: &mut Locales) -> Vec<Fault> {
    let mut faults = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "№") {
        let mark = at + '№'.len_utf8();
        let rest = text.get(mark..).unwrap_or("");
        let figures = rest.trim_start_matches([' ', '\u{a0}']);
        let gap = rest.len() - figures.len();
        if gap > 2 || !figures.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some(new) = locales.at(at).and_then(|l| l.numbers.numero.as_ref()) else {
            continue;
        };
        let glued = text
            .get(..at)
            .is_some_and(|t| t.ends_with(char::is_alphanumeric));
        let fault = Fault::new(
            at,
            mark + gap,
            "a number sign of another language",
            "the sign was copied",
        );
        let new = if glued {
            format!(" {new}")
        } else {
            new.clone()
        };
        faults.push(fault.becomes(new).safe("the sign has one meaning"));
    }
    faults
}

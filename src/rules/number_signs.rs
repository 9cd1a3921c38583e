//! Signs, endings and words beside a number that belong to another language.

use memchr::memmem;

use super::beside_number::{Beside, Locales, Meaning, after, before, is_money, meaning, wording};
use super::number_faults::Fault;
use crate::lang::locale::{Locale, Percent};
use crate::scan::embedded;
use crate::text::numeral::Numeral;

/// `5 %` in English, `5%` in Turkish.
pub(super) fn percent(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    beside: Beside,
) -> Option<Fault> {
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
pub(super) fn money(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    beside: Beside,
) -> Option<Fault> {
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
pub(super) fn ordinal(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    beside: Beside,
) -> Option<Fault> {
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
        let fits = beside.word == right && (hyphen || right != "st");
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
pub(super) fn leftover(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    beside: Beside,
) -> Option<Fault> {
    let first = beside.word.chars().next()?;
    if !is_cyrillic(first) || is_cyrillic_text(locale) || beside.gap == "-" {
        return None;
    }
    // Letters close to figures are a code (9М729), and so is a capital.
    let rest = text.get(beside.end..).unwrap_or("");
    let close = beside.gap.is_empty() && beside.word.chars().count() < 2;
    if close || first.is_uppercase() || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    if is_year(text, numeral)
        && cyrillic_locales().any(|l| l.calendar.year_words.iter().any(|w| w == beside.word))
    {
        return None;
    }
    let found = cyrillic_locales().find_map(|other| meaning(&other.numbers, beside.word))?;
    let point = usize::from(rest.starts_with('.'));
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
pub(super) fn degrees(text: &str, numeral: &Numeral) -> Option<Fault> {
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
        let len = figures.bytes().take_while(u8::is_ascii_digit).count();
        let number = figures.get(..len).unwrap_or("");
        let space = if glued { " " } else { "" };
        let fault = Fault::new(
            at,
            mark + gap + len,
            "a number sign of another language",
            "the sign was copied",
        );
        faults.push(
            fault
                .becomes(format!("{space}{new}{number}"))
                .safe("the sign has one meaning"),
        );
    }
    faults
}

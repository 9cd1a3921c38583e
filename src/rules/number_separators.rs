//! Separators inside a number that mean something else in the language of the text.

use super::beside_number::{Beside, Meaning, after, before, is_money, meaning};
use super::capitals::opens_sentence;
use super::number_faults::{Fault, grouped};
use crate::finding::Applicability;
use crate::lang::locale::Locale;
use crate::scan::embedded;
use crate::text::numeral::{Numeral, is_group_space, numerals};

/// What the separators of a number say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// As the language writes it, or no number at all: a date, a version, an address.
    Own,
    /// One separator, which is the decimal sign of other languages: `3,5` in English.
    Decimal,
    /// One separator before three figures, which sets thousands apart in other languages: `25.000` in English.
    Group,
    /// Several groups of three with a separator of other languages: `1.500.000` in English.
    Groups,
    /// Groups and a fraction, with separators of other languages: `1.500,50` in English.
    Both,
    /// A group of more than three figures: `1,0000`.
    LongGroup,
}

/// A number with the separators of another language.
pub(super) fn separators(
    text: &str,
    locale: &Locale,
    numeral: &Numeral,
    beside: Beside,
) -> Option<Fault> {
    if numeral.parts().len() < 2 || is_label(text, locale, numeral) {
        return None;
    }
    let shape = shape(text, locale, numeral);
    let fault = |says, cause| Fault::new(numeral.start(), numeral.end(), says, cause);
    let decimal = "the decimal sign of another language";
    let group = "thousands set apart as in another language";
    let copied = "the figures were copied with their separators";
    match shape {
        Shape::Own => None,
        Shape::Decimal if is_usual(text, locale, numeral) => None,
        Shape::Group | Shape::Groups | Shape::Both if is_turned(text, locale, numeral) => None,
        Shape::Decimal => is_decimal(text, locale, numeral, beside).then(|| {
            let lost = numeral.digits(text, 1) == "00" && !is_sum(text, locale, numeral, beside);
            if lost {
                return fault(
                    "a group of figures that is too short",
                    "figures were lost where the number was set apart by another count",
                );
            }
            fault(decimal, copied).becomes(rewritten(text, locale, numeral, true))
        }),
        Shape::Group => is_group(text, locale, numeral, beside).then(|| {
            let mut found = fault(group, copied).becomes(rewritten(text, locale, numeral, false));
            if numeral.separator(text, 0) == Some(locale.numbers.decimal) {
                found.applicability = Applicability::Display;
                found.reason = "the last three figures may be a fraction";
            }
            found
        }),
        Shape::Groups => (!is_telephone(text, numeral))
            .then(|| fault(group, copied).becomes(rewritten(text, locale, numeral, false))),
        Shape::Both => Some(fault(decimal, copied).becomes(rewritten(text, locale, numeral, true))),
        Shape::LongGroup => (meaning(&locale.numbers, beside.word).is_some()
            || is_noun(locale, beside))
        .then(|| {
            fault(
                "a group of figures that is too long",
                "the number was set apart by another count, or figures were lost",
            )
        }),
    }
}

fn shape(text: &str, locale: &Locale, numeral: &Numeral) -> Shape {
    let numbers = &locale.numbers;
    let count = numeral.parts().len();
    let separators: Vec<char> = (0..count - 1)
        .filter_map(|i| numeral.separator(text, i))
        .map(|c| if is_group_space(c) { ' ' } else { c })
        .collect();
    let (Some(first), Some(last)) = (separators.first(), separators.last()) else {
        return Shape::Own;
    };
    let mark = |c: char| matches!(c, '.' | ',');
    let three = |part: usize| numeral.digits(text, part).len() == 3;
    let head = numeral.digits(text, 0);
    let leading = head.len() <= 3 && !head.starts_with('0');
    let groups = |c: char| {
        numbers.group.contains(&c) || c == ' ' && numbers.group.iter().any(|g| is_group_space(*g))
    };
    if matches!(first, '\'' | '’') {
        return Shape::Own;
    }
    let sum = || is_sum(text, locale, numeral, after(text, numeral.end()));
    if count == 2 {
        return match *first {
            ' ' if groups(' ') => Shape::Own,
            ' ' => Shape::Group,
            _ if head.len() > 4 => Shape::Own,
            c if three(1) && leading && groups(c) => Shape::Own,
            c if three(1) && leading && numbers.group_money.contains(&c) && sum() => Shape::Own,
            c if three(1) && leading => pick(mark(c), Shape::Group),
            c if numbers.group.contains(&c) && numeral.digits(text, 1).len() > 3 => pick(
                leading && !is_year(numeral.digits(text, 1)),
                Shape::LongGroup,
            ),
            c if mark(c) && c != numbers.decimal => Shape::Decimal,
            _ => Shape::Own,
        };
    }
    let even = separators.iter().all(|c| c == first);
    if even && leading && (1..count).all(three) {
        return pick(
            !groups(*first) && !matches!(first, '\'' | '’'),
            Shape::Groups,
        );
    }
    let (inner, ending) = (separators.len() - 1, numeral.digits(text, count - 1));
    let inside = separators.iter().take(inner).all(|c| c == first)
        && (1..count - 1).all(three)
        && leading
        && first != last
        && mark(*last)
        && ending.len() <= 3;
    let right = groups(*first) && (*last == numbers.decimal || numbers.admitted.contains(last));
    pick(inside && !right, Shape::Both)
}

fn pick(condition: bool, shape: Shape) -> Shape {
    if condition { shape } else { Shape::Own }
}

fn is_year(figures: &str) -> bool {
    figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20"))
}

/// Whether the sign is a decimal sign in part of the countries, and the text writes no other.
fn is_usual(text: &str, locale: &Locale, numeral: &Numeral) -> bool {
    let numbers = &locale.numbers;
    let Some(own) = numeral
        .separator(text, 0)
        .filter(|c| numbers.admitted.contains(c))
    else {
        return false;
    };
    let (same, other) = decimals(text, locale, own);
    same > 1 && other == 0
}

/// Whether the text sets its decimals and its thousands apart the other way round, as in Mexico: 1,250.5 and 3.5.
fn is_turned(text: &str, locale: &Locale, numeral: &Numeral) -> bool {
    let numbers = &locale.numbers;
    if numbers.decimal != ',' || !numbers.admitted.contains(&'.') {
        return false;
    }
    let last = numeral.parts().len().saturating_sub(2);
    let both = last > 0 && numeral.separator(text, last) == Some('.');
    if numeral.separator(text, 0) != Some(',') {
        return false;
    }
    let (same, other) = decimals(text, locale, '.');
    other == 0 && same + usize::from(both) > 1
}

/// How many decimals of the text are written with `own`, and how many with the sign of the language.
fn decimals(text: &str, locale: &Locale, own: char) -> (usize, usize) {
    let numbers = &locale.numbers;
    let (mut same, mut other) = (0, 0);
    for number in numerals(text).filter(|n| n.parts().len() == 2 && n.digits(text, 1).len() < 3) {
        match number.separator(text, 0) {
            Some(c) if c == own => same += 1,
            Some(c) if c == numbers.decimal => other += 1,
            _ => {}
        }
    }
    (same, other)
}

/// Whether the number is a sum of money, which may have no cents.
fn is_sum(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> bool {
    let is_currency =
        |word: &str| matches!(meaning(&locale.numbers, word), Some(Meaning::Currency(_)));
    is_currency(beside.word) || is_currency(before(text, numeral.start()).word)
}

/// The number in the separators of the language; `fraction` tells that the last part is one.
fn rewritten(text: &str, locale: &Locale, numeral: &Numeral, fraction: bool) -> String {
    let count = numeral.parts().len();
    let whole = if fraction { count - 1 } else { count };
    let figures: String = (0..whole).map(|i| numeral.digits(text, i)).collect();
    let mut out = if whole == 1 {
        figures
    } else {
        grouped(locale, &figures)
    };
    if fraction {
        out.push(locale.numbers.decimal);
        out.push_str(numeral.digits(text, count - 1));
    }
    out
}

/// Versions, chapters, scores, addresses, times: what stands close to the number or before it shows that it is no quantity.
fn is_label(text: &str, locale: &Locale, numeral: &Numeral) -> bool {
    let (head, tail) = (
        text.get(..numeral.start()).unwrap_or(""),
        text.get(numeral.end()..).unwrap_or(""),
    );
    let mut back = head.chars().rev();
    let (last, beyond) = (back.next(), back.next());
    let joined = match last {
        Some(':' | '/' | '.' | ',' | '\\' | '\'' | '&' | '@') => true,
        // A hyphen after a figure is a range, after a letter a code; after a space it is a minus.
        Some('-' | '‐' | '‑') => beyond.is_some_and(char::is_alphabetic),
        _ => false,
    };
    let mut front = tail.chars();
    let follows = matches!(
        (front.next(), front.next()),
        (Some(':' | '/' | '\\' | '@' | '_' | '='), _) | (Some('.'), Some('0'..='9'))
    );
    let word = before(text, numeral.start());
    joined || follows || is_listed(locale, word.word) || is_abbreviated_label(locale, head)
}

/// Whether a word makes a label of the number after it, in the singular or in the plural.
fn is_listed(locale: &Locale, word: &str) -> bool {
    let word = word.to_lowercase();
    let plain = word.strip_suffix('s').unwrap_or(&word);
    let mut labels = locale.numbers.labels.iter();
    !word.is_empty() && labels.any(|label| *label == word || label == plain)
}

/// `Art. 5.2`, `No. 3.5`, `гл. 2.1`.
fn is_abbreviated_label(locale: &Locale, head: &str) -> bool {
    let trimmed = head.trim_end_matches([' ', '\u{a0}']);
    let Some(word) = trimmed.strip_suffix('.') else {
        return false;
    };
    is_listed(locale, before(word, word.len()).word)
}

/// Whether one foreign separator is a decimal sign here, and not part of a list, a version, a date or a time of day.
fn is_decimal(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> bool {
    let (whole, fraction) = (numeral.digits(text, 0), numeral.digits(text, 1));
    let point = numeral.separator(text, 0) == Some('.');
    if whole.len() > 1 && whole.starts_with('0') || is_year(whole) || in_list(text, numeral) {
        return false;
    }
    let own = before(text, numeral.start());
    let clock = point && fraction.len() == 2 && at_most(whole, 31) && at_most(fraction, 59);
    let meant = meaning(&locale.numbers, beside.word);
    if clock && matches!(meant, Some(Meaning::Measure("hour"))) {
        return false;
    }
    if measured(text, locale, beside) || own.word.starts_with(is_money) {
        return fraction.len() <= 3 || whole == "0";
    }
    if locale.spacing.unspaced || fraction.len() > 2 && whole != "0" {
        return false;
    }
    let tail = text.get(numeral.end()..).unwrap_or("");
    // `3.5.` is a day and a month, `(3,5)` a list.
    let dated = point && tail.starts_with('.') && !ends_sentence(tail);
    let bracketed = own.word.is_empty() && tail.starts_with(')') && !point;
    let name = own.word.chars().next().is_some_and(char::is_uppercase)
        && !locale.numbers.quantities.iter().any(|q| q == own.word);
    let listed = !point && fraction.len() == 2 && at_most(whole, 99) && !is_plain(own);
    let quantity = !(clock && whole != "0") && whole.len() <= 3;
    quantity && !dated && !bracketed && !name && !listed
}

/// `8, 10,12`: the second of three numbers, the comma before which lost no space.
fn in_list(text: &str, numeral: &Numeral) -> bool {
    let head = text.get(..numeral.start()).unwrap_or("");
    let trimmed = head.trim_end_matches([' ', '\u{a0}']);
    numeral.separator(text, 0) == Some(',')
        && trimmed
            .strip_suffix(',')
            .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a measure follows, at once or after the second number of a range: `3,5–4,5 percent`.
fn measured(text: &str, locale: &Locale, beside: Beside) -> bool {
    let is_measure = |word: &str| meaning(&locale.numbers, word).is_some();
    if is_measure(beside.word) {
        return true;
    }
    let rest = text.get(beside.start - beside.gap.len()..).unwrap_or("");
    let second = rest.trim_start_matches([' ', '\u{a0}', '-', '–', '—']);
    let second = ["to ", "and ", "bis ", "à ", "a ", "do ", "до ", "to\u{a0}"]
        .iter()
        .find_map(|word| second.strip_prefix(word))
        .unwrap_or(second);
    let figures = second.len()
        - second
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
            .len();
    // `second` runs to the end of the text, so that its length tells the place.
    let at = text.len() - second.len() + figures;
    figures > 0 && is_measure(after(text, at).word)
}

fn at_most(figures: &str, most: u32) -> bool {
    figures.parse::<u32>().is_ok_and(|n| n <= most)
}

fn ends_sentence(tail: &str) -> bool {
    let mut rest = tail.chars().skip(1);
    match (rest.next(), rest.next()) {
        (None | Some('\n' | '\r'), _) => true,
        (Some(_), Some(c)) => c.is_uppercase() || c == '\n',
        _ => false,
    }
}

fn is_plain(word: Beside) -> bool {
    word.word.chars().next().is_some_and(char::is_lowercase)
}

/// A word that may be counted: four letters or more, no linking word.
fn is_noun(locale: &Locale, beside: Beside) -> bool {
    let letters = beside.word.chars().count();
    let known = embedded::knowledge().words(&locale.language);
    letters >= 4
        && beside.gap != "-"
        && beside.word.chars().all(char::is_alphabetic)
        && known.is_none_or(|w| !w.links.iter().any(|l| l == beside.word))
}

/// Whether one separator before three figures sets thousands apart, and is neither a fraction nor a chance neighbour.
fn is_group(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> bool {
    let own = before(text, numeral.start());
    let last = numeral.digits(text, 1);
    let money = own.word.starts_with(is_money);
    let meant = meaning(&locale.numbers, beside.word);
    if numeral.separator(text, 0).is_some_and(is_group_space) {
        return !is_telephone(text, numeral) && is_amount(text, locale, numeral, beside);
    }
    // A price in thousandths is a small one.
    let price = money && numeral.digits(text, 0).len() == 1;
    let counted = match meant {
        Some(Meaning::Measure(name)) => name == "person",
        Some(Meaning::Currency(_)) => true,
        None => is_noun(locale, beside) || money,
    };
    let measure = matches!(meant, Some(Meaning::Measure(name)) if name != "person");
    // No fraction ends in two noughts, but for the times of a race.
    let race = matches!(meant, Some(Meaning::Measure("second"))) && last != "000";
    last.ends_with("00") && !race || !measure && !price && counted
}

/// Two groups parted by a space are one number where words show it, and not the type of an aircraft beside a count.
fn is_amount(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> bool {
    let own = before(text, numeral.start());
    let known = |word: &str| meaning(&locale.numbers, word).is_some();
    if known(own.word) || own.word.starts_with(is_money) {
        return true;
    }
    let name = own.word.chars().next().is_some_and(char::is_uppercase)
        && !opens_sentence(text, own.start as u32);
    let counted = known(beside.word) || is_noun(locale, beside);
    let dialled = locale.numbers.dialled.contains(&own.word.to_lowercase());
    let round = numeral.digits(text, 1).ends_with("00");
    !name && (counted || round || is_plain(own) && !dialled)
}

/// A number that goes on in other groups, or that a plus or a closed bracket opens, is dialled.
fn is_telephone(text: &str, numeral: &Numeral) -> bool {
    let head = text.get(..numeral.start()).unwrap_or("");
    let tail = text.get(numeral.end()..).unwrap_or("");
    let near = |c: char| c.is_ascii_digit();
    // Behind a hyphen a round number is the other end of a range.
    let range = numeral
        .parts()
        .len()
        .checked_sub(1)
        .is_some_and(|last| numeral.digits(text, last).ends_with("00"));
    let joints: &[char] = if range {
        &[' ', '\u{a0}', ')']
    } else {
        &[' ', '\u{a0}', '-', ')']
    };
    head.ends_with(['+', ')'])
        || head.trim_end_matches(joints).ends_with(near)
        || tail.trim_start_matches(joints).starts_with(near)
}

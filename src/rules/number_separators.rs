//! Separators inside a number that mean something else in the language of the text.

use super::beside_number::{Beside, Meaning, after, before, is_money, meaning};
use super::number_faults::{Fault, grouped};
use crate::finding::Applicability;
use crate::lang::locale::Locale;
use crate::text::numeral::{Numeral, is_group_space};

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
        Shape::Decimal => is_decimal(text, locale, numeral, beside)
            .then(|| fault(decimal, copied).becomes(rewritten(text, locale, numeral, true))),
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
    let foreign = |c: char| mark(c) && c != numbers.decimal && !numbers.admitted.contains(&c);
    if matches!(first, '\'' | '’') {
        return Shape::Own;
    }
    if count == 2 {
        return match *first {
            ' ' if groups(' ') => Shape::Own,
            ' ' => Shape::Group,
            _ if head.len() > 4 => Shape::Own,
            c if three(1) && leading && groups(c) => Shape::Own,
            c if three(1) && leading => pick(mark(c), Shape::Group),
            c if numbers.group.contains(&c) && numeral.digits(text, 1).len() > 3 => pick(
                leading && !is_year(numeral.digits(text, 1)),
                Shape::LongGroup,
            ),
            c if foreign(c) => Shape::Decimal,
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
    let separator = numeral.separator(text, 0);
    let head = text.get(..numeral.start()).unwrap_or("");
    let trimmed = head.trim_end_matches([' ', '\u{a0}']);
    if whole.len() > 1 && whole.starts_with('0')
        || is_year(whole)
        || trimmed.ends_with(',') && separator == Some(',')
    {
        return false;
    }
    let own = before(text, numeral.start());
    let money = own.word.starts_with(is_money);
    let clock = separator == Some('.')
        && fraction.len() == 2
        && at_most(whole, 31)
        && at_most(fraction, 59);
    let hours = matches!(
        meaning(&locale.numbers, beside.word),
        Some(Meaning::Measure("hour"))
    );
    if clock && hours {
        return false;
    }
    if measured(text, locale, beside) || money {
        return fraction.len() <= 3 || whole == "0";
    }
    if locale.spacing.unspaced || fraction.len() > 2 && whole != "0" {
        return false;
    }
    let tail = text.get(numeral.end()..).unwrap_or("");
    // `3.5.` is a day and a month.
    let dated = separator == Some('.') && tail.starts_with('.') && !ends_sentence(tail);
    let name = own.word.chars().next().is_some_and(char::is_uppercase) && !trimmed_opens(text, own);
    let listed =
        separator == Some(',') && fraction.len() == 2 && at_most(whole, 99) && !is_plain(own);
    !dated && !(clock && whole != "0") && !name && !listed && whole.len() <= 3
}

/// Whether a measure follows, at once or after the second number of a range: `3,5–4,5 percent`.
fn measured(text: &str, locale: &Locale, beside: Beside) -> bool {
    let is_measure = |word: &str| meaning(&locale.numbers, word).is_some();
    if is_measure(beside.word) {
        return true;
    }
    let rest = text.get(beside.start - beside.gap.len()..).unwrap_or("");
    let second = rest.trim_start_matches([' ', '\u{a0}', '-', '–', '—']);
    let second = ["to ", "bis ", "à ", "a ", "до ", "do "]
        .iter()
        .find_map(|word| second.strip_prefix(word))
        .unwrap_or(second);
    let figures = second.len()
        - second
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
            .len();
    if figures == 0 {
        return false;
    }
    let at = text.len() - second.len() + figures;
    // `rest` runs to the end of the text, so that its end tells the place.
    is_measure(after(text, at).word)
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

/// A capital at the start of a sentence says nothing.
fn trimmed_opens(text: &str, word: Beside) -> bool {
    super::capitals::opens_sentence(text, word.start as u32)
}

/// A word that may be counted: four letters or more, no linking word.
fn is_noun(locale: &Locale, beside: Beside) -> bool {
    let letters = beside.word.chars().count();
    let known = crate::scan::embedded::knowledge().words(&locale.language);
    letters >= 4
        && beside.gap != "-"
        && beside.word.chars().all(char::is_alphabetic)
        && known.is_none_or(|w| !w.links.iter().any(|l| l == beside.word))
}

/// Whether one separator before three figures sets thousands apart, and is neither a fraction nor a chance neighbour.
fn is_group(text: &str, locale: &Locale, numeral: &Numeral, beside: Beside) -> bool {
    let separator = numeral.separator(text, 0);
    let own = before(text, numeral.start());
    let counted = match meaning(&locale.numbers, beside.word) {
        Some(Meaning::Measure(name)) => matches!(name, "person"),
        Some(Meaning::Currency(_)) => true,
        None => is_noun(locale, beside),
    };
    let round = numeral.digits(text, 1).ends_with("00");
    if separator.is_some_and(is_group_space) {
        let name = own.word.chars().next().is_some_and(char::is_uppercase)
            && meaning(&locale.numbers, own.word).is_none()
            && !trimmed_opens(text, own);
        let measure = meaning(&locale.numbers, beside.word).is_some();
        return !name && !is_telephone(text, numeral) && (counted || round || measure);
    }
    let fraction = matches!(
        meaning(&locale.numbers, beside.word),
        Some(Meaning::Measure(name)) if name != "person"
    );
    let money = own.word.starts_with(is_money);
    !fraction && (round || counted && !money)
}

/// A number that goes on in other groups, or that a plus or a bracket opens, is dialled.
fn is_telephone(text: &str, numeral: &Numeral) -> bool {
    let head = text.get(..numeral.start()).unwrap_or("");
    let tail = text.get(numeral.end()..).unwrap_or("");
    let near = |c: char| c.is_ascii_digit();
    head.ends_with(['+', '(', ')'])
        || head
            .trim_end_matches([' ', '\u{a0}', '-', ')'])
            .ends_with(near)
        || tail
            .trim_start_matches([' ', '\u{a0}', '-'])
            .starts_with(near)
}

//! Characters that are gone: replacement characters, question marks inside words, and bytes that lost half of a character.

use super::{Damage, word_around};

/// Endings after an English apostrophe.
const ENDINGS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

/// Damage at `at`; text before `from` belongs to something else.
pub(super) fn at(text: &str, at: usize, from: usize) -> Option<Damage> {
    let c = text.get(at..)?.chars().next()?;
    match c {
        '\u{FFFD}' => Some(replaced(text, at, from)),
        '\u{80}'..='\u{9F}' => control(text, (at, c), from),
        '\u{13}'..='\u{1F}' => half(text, (at, c), from),
        _ => None,
    }
}

/// The word with a sign of damage in it: its begin, its end, and what stands before and after the sign.
fn word(text: &str, (start, end): (usize, usize), from: usize) -> (usize, usize, &str, &str) {
    let (left, right) = word_around(text, (start, end), from);
    let head = text.get(left..start).unwrap_or("");
    let tail = text.get(end..right).unwrap_or("");
    (left, right, head, tail)
}

fn is_elision(head: &str, tail: &str) -> bool {
    let ascii = head.ends_with(|c: char| c.is_ascii_alphabetic());
    ascii && ENDINGS.contains(&tail) && (tail != "t" || head.ends_with('n'))
}

/// U+FFFD: what stood there is gone, unless only an apostrophe fits.
fn replaced(text: &str, at: usize, from: usize) -> Damage {
    let run: usize = text
        .get(at..)
        .unwrap_or("")
        .chars()
        .take_while(|c| *c == '\u{FFFD}')
        .map(char::len_utf8)
        .sum();
    let (start, end, head, tail) = word(text, (at, at + run), from);
    // `it�s`, but not `tr�s`: the words around are English.
    let one = is_elision(head, tail) && text.contains(" the ");
    // Damage in one word is one finding.
    let rest: usize = text
        .get(end..)
        .unwrap_or("")
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '\u{FFFD}')
        .map(char::len_utf8)
        .sum();
    Damage {
        start,
        end: end + rest,
        repaired: (one && rest == 0).then(|| format!("{head}’{tail}")),
        how: "a character that could not be read",
    }
}

/// A control character that is a quotation mark or a dash in windows-1252.
fn control(text: &str, (at, c): (usize, char), from: usize) -> Option<Damage> {
    let mark = match c {
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{96}' => '–',
        '\u{97}' => '—',
        '\u{85}' => '…',
        '\u{80}' => '€',
        '\u{99}' => '™',
        '\u{95}' => '•',
        '\u{8A}' => 'Š',
        '\u{8C}' => 'Œ',
        '\u{8E}' => 'Ž',
        '\u{9A}' => 'š',
        '\u{9C}' => 'œ',
        '\u{9E}' => 'ž',
        '\u{9F}' => 'Ÿ',
        _ => return None,
    };
    mark_in_place(text, (at, c, mark), from, "windows-1252 read as ISO 8859-1")
}

/// A control character that is the lower half of a quotation mark or a dash: U+0019 for U+2019.
fn half(text: &str, (at, c): (usize, char), from: usize) -> Option<Damage> {
    let mark = char::from_u32(0x2000 + u32::from(c)).filter(|m| "–—‘’“”".contains(*m))?;
    mark_in_place(
        text,
        (at, c, mark),
        from,
        "a character cut to its lower byte",
    )
}

/// The mark, where it is one that can stand there.
fn mark_in_place(
    text: &str,
    (at, c, mark): (usize, char, char),
    from: usize,
    how: &'static str,
) -> Option<Damage> {
    let end = at + c.len_utf8();
    let before = text.get(..at)?.chars().next_back();
    let after = text.get(end..)?.chars().next();
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (left, right) = (inside(before), inside(after));
    let fits = match mark {
        '’' => {
            let (_, _, head, tail) = word(text, (at, end), from);
            let short = head.chars().count() <= 3;
            is_elision(head, tail) || (left && (!right || short))
        }
        '“' => left != right,
        '‘' => !left && right,
        '•' => !left && !right,
        _ if mark.is_alphabetic() => left || right,
        '”' => !right && before.is_some_and(|c| !c.is_whitespace()),
        '…' => !right && left,
        '–' | '—' => !(left && right) || before.is_some_and(|c| c.is_ascii_digit()),
        '€' => right || left,
        _ => left && !right,
    };
    let (start, stop, head, tail) = word(text, (at, end), from);
    let (start, stop, repaired) = if (left && right) || mark.is_alphabetic() {
        (start, stop, format!("{head}{mark}{tail}"))
    } else {
        (at, end, mark.to_string())
    };
    fits.then_some(Damage {
        start,
        end: stop,
        repaired: Some(repaired),
        how,
    })
}

/// Question marks in place of letters: `Mal?ndez`, `don?t`, `???? ??????`.
pub(super) fn question_marks(text: &str) -> Vec<Damage> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b'?', bytes) {
        if at < done {
            continue;
        }
        let run = bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|b| **b == b'?')
            .count();
        done = at + run;
        // A sentence ends here, or a line: nearly every question mark.
        let next = bytes.get(done).copied().unwrap_or(b'\n');
        let grown = next.is_ascii_lowercase() || next >= 0x80;
        let damage = if run < 3 && grown {
            inside_word(text, at, run)
        } else {
            None
        };
        let damage = damage.or_else(|| (run >= 3).then(|| words_of_marks(text, at)).flatten());
        if let Some(damage) = damage {
            done = damage.end;
            found.push(damage);
        }
    }
    found
}

const LOST: &str = "a letter that the code page of the file does not have";

fn inside_word(text: &str, at: usize, run: usize) -> Option<Damage> {
    let (start, end, head, tail) = word(text, (at, at + run), 0);
    if head.is_empty() || tail.is_empty() || tail.contains(char::is_uppercase) {
        return None;
    }
    let after = text.get(end..)?.chars().next();
    if matches!(after, Some('=' | '/' | '&')) || run > 2 {
        return None;
    }
    if run == 1 && is_elision(head, tail) {
        return Some(Damage {
            start,
            end,
            repaired: Some(format!("{head}’{tail}")),
            how: LOST,
        });
    }
    let (short, long) = (head.chars().count(), tail.chars().count());
    // `trag?die`, `f?r`: the second half is no word of its own; `happy?unhappy` lacks a space.
    let small =
        head.ends_with(char::is_lowercase) && (short.min(long) <= 3 || is_damaged_line(text, at));
    (small || opens_small(text, start, head)).then_some(Damage {
        start,
        end,
        repaired: None,
        how: LOST,
    })
}

/// `S?o` in the middle of a sentence: a name. `Why?because` opens one.
fn opens_small(text: &str, start: usize, head: &str) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end_matches(' ');
    let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    inside && head.starts_with(char::is_uppercase) && head.chars().count() <= 3
}

/// Bytes on either side in which a second damaged word is looked for.
const NEAR: usize = 240;

/// Whether another question mark stands inside a word nearby.
fn is_damaged_line(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let to = text.ceil_char_boundary((at + NEAR).min(text.len()));
    let bytes = text.get(from..to).unwrap_or("").as_bytes();
    let inside = |w: &&[u8]| w[0].is_ascii_lowercase() && w[1] == b'?' && w[2].is_ascii_lowercase();
    bytes.windows(3).filter(inside).count() > 1
}

/// Words of question marks side by side; a single row of them is emphasis.
fn words_of_marks(text: &str, at: usize) -> Option<Damage> {
    let rest = text.get(at..)?;
    let marks: usize = rest
        .bytes()
        .take_while(|b| matches!(b, b'?' | b' ' | b',' | b'.' | b'-'))
        .count();
    let part = rest.get(..marks)?.trim_end_matches([' ', ',', '.', '-']);
    let words = part.split(' ').filter(|w| w.starts_with('?')).count();
    let goes_on = rest
        .get(marks..)
        .is_some_and(|t| t.starts_with(char::is_lowercase));
    let count = part.bytes().filter(|b| *b == b'?').count();
    let before = text.get(..at)?.chars().next_back();
    let apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '«' | '('));
    (apart && (words >= 2 && count >= 6 || goes_on && count >= 4 || count >= 10)).then(|| Damage {
        start: at,
        end: at + part.len(),
        repaired: None,
        how: "letters that the code page of the file does not have",
    })
}

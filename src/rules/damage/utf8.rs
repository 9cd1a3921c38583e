//! UTF-8 that was read in a code page of one byte a character: `donâ€™t`, `РџСѓС‚РёРЅ`.

use super::pages::{ALL, Page};
use super::{Damage, word_around};

/// What stands at a candidate.
pub(super) enum Found {
    Certain(Damage, Page),
    /// One odd pair, which counts beside others only.
    Doubtful(Damage, Page),
}

/// Characters that may stand between two damaged characters of one word.
const LONGEST_WORD: usize = 24;
/// Spaces and signs that may stand between two damaged words.
const LONGEST_GAP: usize = 6;

/// Marks that stand after words in sound text, and are continuation bytes in damaged text.
const CLOSERS: [char; 14] = [
    '’', '‘', '“', '”', '„', '‚', '…', '–', '—', '\u{A0}', '«', '»', '›', '‹',
];

/// How much one decoded character says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Sound text never has this.
    Strong,
    /// Two of them side by side say as much.
    Weak(Class),
}

/// Classes of characters that stand side by side in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Symbol,
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Caucasian,
    EastAsian,
    Punctuation,
    Picture,
}

/// One character as it was before.
struct Unit {
    /// Length of the damaged form in the text.
    len: usize,
    c: Option<char>,
    lead: u8,
    last: char,
}

/// Damage at `at`; text before `from` belongs to something else.
pub(super) fn at(text: &str, at: usize, from: usize) -> Option<Found> {
    let first = text.get(at..)?.chars().next()?;
    if first.is_ascii() {
        return None;
    }
    let mut best: Option<(Run, Page)> = None;
    for page in ALL
        .iter()
        .filter(|page| page.byte(first).is_some_and(|b| (0xC2..=0xF4).contains(&b)))
    {
        if let Some(run) = run(text, at, *page)
            && best.as_ref().is_none_or(|(other, _)| run.beats(other))
        {
            best = Some((run, *page));
        }
    }
    let (run, page) = best?;
    let (mut start, mut end, mut repaired) = (at, run.end, run.repaired);
    let open = repaired.chars().next().is_some_and(is_inner);
    let shut = repaired.chars().next_back().is_some_and(is_inner);
    if open || shut {
        let (left, right) = word_around(text, (at, run.end), from);
        let head = text.get(left..at).filter(|h| open && is_near(h));
        let tail = text.get(run.end..right).filter(|t| shut && is_near(t));
        start = at - head.map_or(0, str::len);
        end = run.end + tail.map_or(0, str::len);
        repaired = format!("{}{repaired}{}", head.unwrap_or(""), tail.unwrap_or(""));
    }
    let damage = Damage {
        start,
        end,
        repaired: (!run.lossy).then_some(repaired),
        how: page.how(),
    };
    if run.certain {
        return Some(Found::Certain(damage, page));
    }
    let sound = unit(text, at, page).is_some_and(|unit| is_word(text, at, &unit, page));
    (!sound).then_some(Found::Doubtful(damage, page))
}

/// Letters and apostrophes, which belong to a word.
fn is_inner(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '’' | '\'')
}

fn is_near(part: &str) -> bool {
    part.len() <= 3 * LONGEST_WORD
}

/// Damaged characters that belong together.
struct Run {
    end: usize,
    repaired: String,
    units: usize,
    certain: bool,
    lossy: bool,
}

impl Run {
    fn beats(&self, other: &Run) -> bool {
        (self.certain, !self.lossy, self.units, self.end)
            > (other.certain, !other.lossy, other.units, other.end)
    }
}

fn run(text: &str, at: usize, page: Page) -> Option<Run> {
    let mut run = Run {
        end: at,
        repaired: String::new(),
        units: 0,
        certain: false,
        lossy: false,
    };
    let mut previous: Option<Class> = None;
    let mut leads: Vec<u8> = Vec::new();
    loop {
        let Some(unit) = unit(text, run.end, page) else {
            if !go_on(text, page, &mut run, &leads) {
                break;
            }
            previous = None;
            continue;
        };
        let Some(weight) = weight(text, run.end, &unit, page) else {
            break;
        };
        match weight {
            Weight::Strong => run.certain = true,
            Weight::Weak(class) => {
                run.certain |= previous == Some(class);
                previous = Some(class);
            }
        }
        run.repaired.extend(unit.c);
        run.end += unit.len;
        run.units += 1;
        leads.push(unit.lead);
    }
    (run.units > 0).then_some(run)
}

/// Takes what stands between two damaged characters into the run: letters of the word, a space between words, or a lead byte whose
/// second half was dropped. Whether the run goes on.
fn go_on(text: &str, page: Page, run: &mut Run, leads: &[u8]) -> bool {
    let rest = text.get(run.end..).unwrap_or("");
    let Some(first) = rest.chars().next().filter(|_| run.units > 0) else {
        return false;
    };
    if !first.is_ascii() {
        let known = page
            .byte(first)
            .is_some_and(|b| leads.contains(&b) && b >= 0xCE);
        if known && leads.len() > 1 {
            run.repaired.push('\u{FFFD}');
            run.end += first.len_utf8();
            run.lossy = true;
        }
        return known && leads.len() > 1;
    }
    let gap: String = rest
        .chars()
        .take_while(char::is_ascii)
        .take(LONGEST_WORD)
        .collect();
    let word = gap.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let between = leads.last().is_some_and(|b| *b >= 0xC6)
        && gap.len() <= LONGEST_GAP
        && gap
            .chars()
            .all(|c| !c.is_ascii_alphabetic() && c != '\n' && c != '\r');
    if !word && !between {
        return false;
    }
    let next = run.end + gap.len();
    // The character after the gap must be damaged in the same way.
    let joins =
        unit(text, next, page).is_some_and(|unit| weight(text, next, &unit, page).is_some());
    if joins {
        run.repaired.push_str(&gap);
        run.end = next;
    }
    joins
}

/// `Рік`, `Ві`: letters that are a word as they stand, unless what follows is damaged too.
fn is_word(text: &str, at: usize, read: &Unit, page: Page) -> bool {
    let next = at + read.len;
    let after = text.get(next..).and_then(|t| t.chars().next());
    read.last.is_alphabetic()
        && after.is_some_and(char::is_alphabetic)
        && unit(text, next, page).is_none()
}

/// Reads one damaged character.
fn unit(text: &str, at: usize, page: Page) -> Option<Unit> {
    let mut chars = text.get(at..)?.chars();
    let first = chars.next()?;
    let lead = page.byte(first)?;
    let wanted = match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return None,
    };
    let mut bytes = vec![lead];
    let (mut len, mut last) = (first.len_utf8(), first);
    for c in chars.take(wanted) {
        let Some(byte) = page.byte(c).filter(|b| (0x80..0xC0).contains(b)) else {
            return cut_short(text, at + len, &bytes, (len, c));
        };
        bytes.push(byte);
        len += c.len_utf8();
        last = c;
    }
    if bytes.len() <= wanted {
        return cut_short(text, at + len, &bytes, (len, '\n'));
    }
    let c = std::str::from_utf8(&bytes).ok()?.chars().next();
    Some(Unit { len, c, lead, last })
}

/// A character whose last byte is gone: `â€` for ”, since windows-1252 has nothing at 9D; `Ã ` for à, whose no-break space became a space.
fn cut_short(text: &str, at: usize, bytes: &[u8], (len, c): (usize, char)) -> Option<Unit> {
    match *bytes {
        [0xE2, 0x80] if !c.is_alphanumeric() => {
            let gone = if c == '\u{FFFD}' { c.len_utf8() } else { 0 };
            Some(Unit {
                len: len + gone,
                c: Some('”'),
                lead: 0xE2,
                last: '€',
            })
        }
        [lead @ (0xC2 | 0xC3)] if c == ' ' => {
            let two = text.get(at..).is_some_and(|t| t.starts_with("  "));
            let c = if lead == 0xC3 { Some('à') } else { None };
            Some(Unit {
                len: len + usize::from(two && c.is_some()),
                c,
                lead,
                last: ' ',
            })
        }
        _ => None,
    }
}

/// What a decoded character says here, or nothing where it is no character of a text.
fn weight(text: &str, at: usize, unit: &Unit, page: Page) -> Option<Weight> {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + unit.len..).and_then(|t| t.chars().next());
    let small = before.is_some_and(char::is_lowercase);
    let letter = after.is_some_and(char::is_alphabetic);
    let Some(c) = unit.c else {
        // `10Â km`: what is left of a no-break space.
        let left = before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit());
        return (left && page.is_latin()).then_some(Weight::Strong);
    };
    if unit.last == ' ' {
        return (page.is_latin() && before.is_none_or(|b| b.is_lowercase() || b == ' '))
            .then_some(Weight::Strong);
    }
    let class = class(c)?;
    // `PÃO”`, `déjà »`: a capital or a word, and then a mark.
    let alone = c == 'à' && before.is_none_or(|b| !b.is_alphabetic());
    let natural = CLOSERS.contains(&unit.last) && !small && !letter && !alone;
    Some(match (class, page) {
        (Class::Picture, _) => Weight::Strong,
        (Class::Punctuation, Page::Macintosh | Page::MacCyrillic) if unit.lead != 0xE2 => {
            return None;
        }
        (Class::Punctuation, _) if is_common_mark(c) => Weight::Strong,
        (Class::Punctuation, _) => Weight::Weak(class),
        (
            Class::Symbol,
            Page::Cyrillic | Page::MacCyrillic | Page::Greek | Page::Hebrew | Page::Arabic,
        ) => {
            let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if (ascii(before) || ascii(after)) && !CLOSERS.contains(&unit.last) {
                Weight::Strong
            } else {
                Weight::Weak(class)
            }
        }
        (Class::Symbol, _) if before.is_some_and(char::is_uppercase) => return None,
        (Class::Symbol, _) => Weight::Strong,
        (Class::Latin, _) if natural => return None,
        (Class::Latin, _) if unit.lead > 0xC5 => {
            let beside = before.is_some_and(|b| b.is_ascii_alphabetic())
                || after.is_some_and(|a| a.is_ascii_alphabetic());
            let open = CLOSERS.contains(&unit.last) && !letter;
            if beside && !open {
                Weight::Strong
            } else {
                Weight::Weak(class)
            }
        }
        (Class::Latin, _) if page.is_latin() || matches!(page, Page::Dos437) => Weight::Strong,
        (Class::Latin, _) => {
            let latin = |c: char| c.is_ascii_alphabetic();
            if before.is_some_and(latin) || after.is_some_and(latin) {
                Weight::Strong
            } else {
                Weight::Weak(class)
            }
        }
        // A word of one letter: `Ð²`, `Ð¸`.
        (Class::Cyrillic, Page::Western)
            if unit.lead == 0xD0 && !CLOSERS.contains(&unit.last) && c.is_lowercase() =>
        {
            Weight::Strong
        }
        _ => Weight::Weak(class),
    })
}

/// Quotation marks, dashes, dots, spaces and currency signs: the damaged characters of an English text.
fn is_common_mark(c: char) -> bool {
    matches!(
        c,
        '\u{2002}'..='\u{203A}' | '€' | '™' | '№' | '→' | '●' | '\u{FEFF}'
    ) || ('\u{3000}'..='\u{3011}').contains(&c)
        || ('\u{FF01}'..='\u{FF5E}').contains(&c)
}

fn class(c: char) -> Option<Class> {
    Some(match c {
        // Control characters come out where text was damaged twice.
        '\u{80}'..='\u{BF}' => Class::Symbol,
        '×' | '÷' => return None,
        'À'..='ſ' | 'ƒ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' | 'Ạ'..='ỹ' => {
            Class::Latin
        }
        '\u{384}'..='\u{3CE}' => Class::Greek,
        '\u{400}'..='\u{45F}' | 'Ґ' | 'ґ' | '\u{4A0}'..='\u{4E9}' => Class::Cyrillic,
        '\u{5B0}'..='\u{5EA}' => Class::Hebrew,
        '\u{60C}'..='\u{6CC}' | '\u{6F0}'..='\u{6F9}' => Class::Arabic,
        '\u{900}'..='\u{E5B}' => Class::Indic,
        '\u{531}'..='\u{587}' | '\u{10D0}'..='\u{10FF}' => Class::Caucasian,
        '\u{3041}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => {
            Class::EastAsian
        }
        '\u{2002}'..='\u{2044}'
        | '\u{20A0}'..='\u{20BF}'
        | '\u{2100}'..='\u{2193}'
        | '\u{2212}'
        | '\u{2248}'
        | '\u{2260}'..='\u{2265}' => Class::Punctuation,
        '\u{25A0}'..='\u{25FF}'
        | '\u{2713}'
        | '\u{2714}'
        | '\u{3000}'..='\u{3011}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{FEFF}' => Class::Punctuation,
        '\u{1F300}'..='\u{1FAFF}' => Class::Picture,
        _ => return None,
    })
}

//! Numbers as they stand in a text: runs of digits, joined by the separators inside a number.
//!
//! Nothing here knows what a separator means in a language.

/// More parts than this are no number.
const MOST: usize = 6;

/// Bytes that are looked at together: digits are rare, and a block without one costs next to nothing.
const BLOCK: usize = 32;

/// One number with its separators: `5`, `5.5`, `1 500 000`, `26.10.2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    parts: [(usize, usize); MOST],
    len: usize,
    /// More parts follow than a number has.
    overlong: bool,
}

impl Numeral {
    /// Byte ranges of the runs of digits.
    pub(crate) fn parts(&self) -> &[(usize, usize)] {
        self.parts.get(..self.len).unwrap_or_default()
    }

    /// Whether it is a list, an address or noise rather than a number.
    pub(crate) fn is_overlong(&self) -> bool {
        self.overlong
    }

    /// First byte.
    pub(crate) fn start(&self) -> usize {
        self.parts[0].0
    }

    /// One past the last byte.
    pub(crate) fn end(&self) -> usize {
        self.parts().last().map_or(0, |p| p.1)
    }

    /// Digits of a part.
    pub(crate) fn digits<'a>(&self, text: &'a str, part: usize) -> &'a str {
        let range = self.parts().get(part).map_or(0..0, |p| p.0..p.1);
        text.get(range).unwrap_or("")
    }

    /// What stands between a part and the next.
    pub(crate) fn separator(&self, text: &str, part: usize) -> Option<char> {
        let (from, to) = (self.parts().get(part)?.1, self.parts().get(part + 1)?.0);
        text.get(from..to)?.chars().next()
    }

    fn push(&mut self, part: (usize, usize)) {
        match self.parts.get_mut(self.len) {
            Some(free) => {
                *free = part;
                self.len += 1;
            }
            None => {
                self.overlong = true;
                self.parts[MOST - 1].1 = part.1;
            }
        }
    }
}

/// All numbers of a text, in order.
pub(crate) fn numerals(text: &str) -> impl Iterator<Item = Numeral> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next_digit(text.as_bytes(), at)?;
        let numeral = read(text, start);
        at = numeral.end();
        Some(numeral)
    })
}

fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    // Near the last number every byte may be the next; farther away blocks go by at once.
    let near = bytes.get(at..(at + BLOCK).min(bytes.len()))?;
    if let Some(i) = near.iter().position(u8::is_ascii_digit) {
        return Some(at + i);
    }
    at += near.len();
    let rest = bytes.get(at..)?;
    let blocks = rest.chunks_exact(BLOCK);
    let tail = blocks.remainder();
    for block in blocks {
        let any = block
            .iter()
            .fold(false, |any, b| any | (b.wrapping_sub(b'0') < 10));
        if any {
            let i = block.iter().position(u8::is_ascii_digit)?;
            return Some(at + i);
        }
        at += BLOCK;
    }
    let i = tail.iter().position(u8::is_ascii_digit)?;
    Some(at + i)
}

/// End of the run of digits at `at`.
fn run(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Spaces that part groups of digits.
pub(crate) fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn read(text: &str, start: usize) -> Numeral {
    let bytes = text.as_bytes();
    let mut numeral = Numeral {
        parts: [(start, run(bytes, start)); MOST],
        len: 1,
        overlong: false,
    };
    let mut grouped = numeral.end() - start <= 3 && bytes.get(start) != Some(&b'0');
    loop {
        let end = numeral.end();
        let Some(separator) = text.get(end..).and_then(|t| t.chars().next()) else {
            return numeral;
        };
        let next = end + separator.len_utf8();
        let next_end = run(bytes, next);
        let three = next_end - next == 3;
        let joined = match separator {
            '.' | ',' => next_end > next,
            '\'' | '’' => three,
            c if is_group_space(c) => three && grouped,
            _ => false,
        };
        if !joined {
            return numeral;
        }
        grouped &= is_group_space(separator);
        numeral.push((next, next_end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_all(text: &str) -> Vec<&str> {
        numerals(text)
            .map(|n| text.get(n.start()..n.end()).unwrap_or(""))
            .collect()
    }

    #[test]
    fn separators_join_only_inside_numbers() {
        let text = "In 2020 300 men ran 5.5 km, then 1 500 000, 26.10.2020 and 12, 13. At 1,5–2.";
        let wanted = [
            "2020",
            "300",
            "5.5",
            "1 500 000",
            "26.10.2020",
            "12",
            "13",
            "1,5",
            "2",
        ];
        assert_eq!(read_all(text), wanted);
    }

    #[test]
    fn parts_and_separators() {
        let text = "x 1\u{a0}500,25";
        let numeral = numerals(text).next().expect("one");
        assert_eq!(numeral.parts().len(), 3);
        assert_eq!(numeral.separator(text, 0), Some('\u{a0}'));
        assert_eq!(numeral.separator(text, 1), Some(','));
        assert_eq!(numeral.digits(text, 2), "25");
    }

    #[test]
    fn a_list_is_overlong() {
        let text = "1,2,3,4,5,6,7,8 9";
        let numeral = numerals(text).next().expect("one");
        assert!(numeral.is_overlong());
        assert_eq!(read_all(text), ["1,2,3,4,5,6,7,8", "9"]);
    }

    #[test]
    fn a_digit_after_a_long_stretch() {
        let text = format!("{}7{}8", "слово ".repeat(40), "x".repeat(33));
        assert_eq!(read_all(&text), ["7", "8"]);
    }

    proptest! {
        #[test]
        fn every_digit_is_in_one_numeral(text in "[0-9a я.,' \u{a0}]{0,120}") {
            let mut last = 0;
            let mut digits = 0;
            for numeral in numerals(&text) {
                prop_assert!(numeral.start() >= last);
                last = numeral.end();
                let own = text.get(numeral.start()..last).expect("on boundaries");
                digits += own.bytes().filter(u8::is_ascii_digit).count();
            }
            prop_assert_eq!(digits, text.bytes().filter(u8::is_ascii_digit).count());
        }
    }
}

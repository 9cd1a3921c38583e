//! Double quotation marks in their places: which mark it is and what stands on both sides.

use memchr::memmem;

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Glyph {
    /// `"`
    Straight,
    /// `“`: opens in English, closes in German.
    LeftCurly,
    /// `”`
    RightCurly,
    /// `„`
    Low,
    /// `‟`
    Reversed,
    /// `«`
    LeftAngle,
    /// `»`
    RightAngle,
    /// `「`, `『`
    CornerOpen,
    /// `」`, `』`
    CornerClose,
    /// `《`
    TitleOpen,
    /// `》`
    TitleClose,
    /// Two backticks.
    Backticks,
    /// Two straight single marks.
    TwoSingles,
    /// `<<`
    TwoLess,
    /// `>>`
    TwoGreater,
    /// `″`, the sign of inches and seconds.
    Prime,
    /// A spaced dash after the end of a sentence, where a translated attribution may hide an opening mark.
    Dash,
}

/// How a mark is parted from its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    /// A no-break or thin space.
    Tight,
    Space,
    /// The line begins or ends here.
    Line,
}

/// One side of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Side {
    pub gap: Gap,
    /// Bytes of space between the mark and its neighbour.
    pub width: usize,
    /// The neighbour beyond the space, on the same line.
    pub next: Option<char>,
}

/// What kind of neighbour it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Opening,
    Closing,
    Dash,
    /// Another mark, double or single.
    Mark,
    /// A character of a script without spaces, or its punctuation.
    Wide,
    Other,
    End,
}

/// A mark in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    pub at: usize,
    pub len: usize,
    pub glyph: Glyph,
    pub before: Side,
    pub after: Side,
}

impl Side {
    pub(crate) fn kind(self) -> Kind {
        self.next.map_or(Kind::End, kind)
    }

    /// The neighbour when it touches the mark.
    pub(crate) fn touching(self) -> Option<char> {
        self.next.filter(|_| self.gap == Gap::None)
    }
}

/// What kind of neighbour a character is.
pub(crate) fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Word,
        '(' | '[' | '{' | '¿' | '¡' | '#' | '@' | '$' | '€' | '£' | '№' | '§' | '+' => {
            Kind::Opening
        }
        '.' | ',' | '!' | '?' | ';' | ':' | '…' | ')' | ']' | '}' | '%' | '‰' => Kind::Closing,
        '-' | '–' | '—' | '―' | '‐' | '‑' | '−' | '/' => Kind::Dash,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '’' | '‘' | '‚' | '‛' | '`' | '‹'
        | '›' => Kind::Mark,
        '\u{2e80}'..='\u{30ff}' | '\u{3100}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Kind::Wide,
        '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' => Kind::Wide,
        c if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Other,
    }
}

/// All double marks of `text` in order.
pub(crate) fn find(text: &str) -> Vec<Placed> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    // First bytes of: straight; « »; curly marks; CJK marks.
    let ascii = memchr::memchr_iter(b'"', bytes);
    let wide = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes);
    for at in ascii.chain(wide) {
        let found = text
            .get(at..)
            .and_then(|t| t.chars().next())
            .and_then(|c| Some((glyph(c)?, c.len_utf8())));
        if let Some((glyph, len)) = found {
            out.push(placed(text, at, len, glyph));
        }
    }
    for (pair, glyph) in [
        ("``", Glyph::Backticks),
        ("''", Glyph::TwoSingles),
        ("<<", Glyph::TwoLess),
        (">>", Glyph::TwoGreater),
    ] {
        let sign = pair.as_bytes().first();
        for at in memmem::find_iter(bytes, pair) {
            let alone =
                at.checked_sub(1).and_then(|i| bytes.get(i)) != sign && bytes.get(at + 2) != sign;
            if alone {
                out.push(placed(text, at, 2, glyph));
            }
        }
    }
    out.sort_by_key(|p| p.at);
    out
}

fn glyph(c: char) -> Option<Glyph> {
    Some(match c {
        '"' => Glyph::Straight,
        '“' => Glyph::LeftCurly,
        '”' => Glyph::RightCurly,
        '„' => Glyph::Low,
        '‟' => Glyph::Reversed,
        '«' => Glyph::LeftAngle,
        '»' => Glyph::RightAngle,
        '「' | '『' => Glyph::CornerOpen,
        '」' | '』' => Glyph::CornerClose,
        '《' => Glyph::TitleOpen,
        '》' => Glyph::TitleClose,
        '″' => Glyph::Prime,
        _ => return None,
    })
}

/// A mark with its sides.
pub(crate) fn placed(text: &str, at: usize, len: usize, glyph: Glyph) -> Placed {
    let before = text.get(..at).unwrap_or_default().chars().rev();
    let after = text.get(at + len..).unwrap_or_default().chars();
    Placed {
        at,
        len,
        glyph,
        before: side(before),
        after: side(after),
    }
}

/// Longer gaps are tables or noise, and following them from every mark would be quadratic.
const LONGEST_GAP: usize = 32;

fn side(chars: impl Iterator<Item = char>) -> Side {
    let mut side = Side {
        gap: Gap::None,
        width: 0,
        next: None,
    };
    for c in chars {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => break,
            ' ' | '\t' | '\u{3000}' => side.gap = Gap::Space,
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | '\u{2007}' | '\u{2008}' => {
                if side.gap == Gap::None {
                    side.gap = Gap::Tight;
                }
            }
            // What cannot be seen parts nothing.
            '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}' | '\u{2060}' => {}
            c => {
                side.next = Some(c);
                return side;
            }
        }
        side.width += c.len_utf8();
        if side.width >= LONGEST_GAP {
            return side;
        }
    }
    side.gap = Gap::Line;
    side
}

/// Adds the spaced dashes of a paragraph that follow the end of a sentence and precede another one, keeping the order.
pub(crate) fn dashes(part: &str, start: usize, marks: &mut Vec<Placed>) {
    let known = marks.len();
    for at in memmem::find_iter(part.as_bytes(), " - ")
        .chain(memmem::find_iter(part.as_bytes(), " – "))
        .chain(memmem::find_iter(part.as_bytes(), " — "))
        .map(|at| at + 1)
    {
        let Some(len) = part
            .get(at..)
            .and_then(|t| t.chars().next())
            .map(char::len_utf8)
        else {
            continue;
        };
        let mark = placed(part, at, len, Glyph::Dash);
        let ended = matches!(mark.before.next, Some('.' | '!' | '?' | '…'));
        if ended && mark.after.next.is_some_and(char::is_uppercase) {
            marks.push(Placed {
                at: start + at,
                ..mark
            });
        }
    }
    if marks.len() > known {
        marks.sort_by_key(|p| p.at);
    }
}

//! A paragraph as patterns see it: words, numbers and signs in order, with the starts of sentences.

use crate::text::token::{Shape, Token};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Word,
    Digits,
    Sign(char),
}

/// A word, a run of digits or a sign; byte offsets in the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub start: u32,
    pub end: u32,
    pub kind: PieceKind,
    /// Hash of the folded word; 0 for signs.
    pub hash: u64,
    pub capital: bool,
    /// Nothing stands between this piece and the one before.
    pub glued: bool,
    /// A sentence, quotation or line begins here.
    pub opens: bool,
}

/// A mention of an entry, as far as patterns ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Byte range in the paragraph.
    pub start: u32,
    pub end: u32,
    pub kind: &'a str,
}

/// Cuts a paragraph; `tokens` are those of `text`.
pub(crate) fn cut(text: &str, tokens: &[Token], out: &mut Vec<Piece>) {
    out.clear();
    let mut builder = Builder {
        text,
        out,
        opens: true,
        fresh_line: false,
    };
    let mut at = 0u32;
    for token in tokens {
        builder.signs(at, token.start);
        builder.word(token);
        at = token.end;
    }
    builder.signs(at, text.len() as u32);
}

struct Builder<'a> {
    text: &'a str,
    out: &'a mut Vec<Piece>,
    /// The next word opens a sentence.
    opens: bool,
    /// A line has ended since the last piece.
    fresh_line: bool,
}

impl Builder<'_> {
    fn signs(&mut self, from: u32, to: u32) {
        let gap = self.text.get(from as usize..to as usize).unwrap_or("");
        for (offset, c) in gap.char_indices() {
            if c == '\n' || c == '\u{2028}' {
                self.fresh_line = true;
            }
            if c.is_whitespace() || c.is_control() || is_silent(c) {
                continue;
            }
            let start = from + offset as u32;
            let c = plain(c);
            let opens = self.opens || self.fresh_line;
            let glued = self.out.last().is_some_and(|p| p.end == start);
            let end = start
                + self
                    .text
                    .get(start as usize..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8) as u32;
            self.out.push(Piece {
                start,
                end,
                kind: PieceKind::Sign(c),
                hash: 0,
                capital: false,
                glued,
                opens,
            });
            self.opens = ends_sentence(c)
                || (is_quote(c) || matches!(c, '(' | '•' | '–' | '-' | '*')) && (opens || !glued);
            self.fresh_line = false;
        }
    }

    fn word(&mut self, token: &Token) {
        let capital = token.shape.contains(Shape::CAPITALIZED);
        let line = self.fresh_line && capital;
        self.out.push(Piece {
            start: token.start,
            end: token.end,
            kind: match token.shape.contains(Shape::DIGITS) {
                true => PieceKind::Digits,
                false => PieceKind::Word,
            },
            hash: token.hash,
            capital,
            glued: self.out.last().is_some_and(|p| p.end == token.start),
            opens: self.opens || line,
        });
        self.opens = false;
        self.fresh_line = false;
    }
}

/// Signs that a pattern need not tell apart.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        '—' => '–',
        c => c,
    }
}

pub(super) fn plain_sign(c: char) -> char {
    plain(c)
}

fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    ) || unicode_normalization::char::is_combining_mark(c)
}

fn is_quote(c: char) -> bool {
    c == '"'
}

pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ':' | ';' | '…' | '。' | '！' | '？')
}

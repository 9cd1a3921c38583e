//! What web pages and programs leave in a text for people: character references, tags, placeholders, marks of tokenizers, remarks.

mod entities;
mod escapes;
mod markdown;
mod placeholders;
mod remarks;
mod tags;
mod tokens;

use super::sieve::{ANY, Needs, Pattern, Sieve};
use crate::finding::Applicability;
use crate::lang::residue::Residue;

/// A stretch that does not belong into a text for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leftover {
    pub start: usize,
    pub end: usize,
    pub what: &'static str,
    /// What stood there, or should.
    pub repaired: Option<String>,
    pub trust: Applicability,
    /// May be meant: `**so**`.
    pub doubtful: bool,
}

impl Leftover {
    fn new(start: usize, end: usize, what: &'static str) -> Self {
        Self {
            start,
            end,
            what,
            repaired: None,
            trust: Applicability::Display,
            doubtful: false,
        }
    }

    /// With what should stand there.
    fn repaired(self, text: impl Into<String>, trust: Applicability) -> Self {
        Self {
            repaired: Some(text.into()),
            trust,
            ..self
        }
    }
}

const UPPER: &[(u8, u8)] = &[(b'A', b'Z')];
const DIGIT: &[(u8, u8)] = &[(b'0', b'9')];
const HEX: &[(u8, u8)] = &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')];
/// Spaces between the parts of a mark that a translator put there, and the first byte of a no-break space.
const SPACE: &[(u8, u8)] = &[(b' ', b' '), (0xC2, 0xC2)];
const NAME: &[(u8, u8)] = &[(b'#', b'#'), (b'A', b'Z'), (b'a', b'z'), (0xC2, 0xF4)];

static SIEVE: Sieve = Sieve::new(PATTERNS, Needs::Sign);

/// One byte.
macro_rules! byte {
    ($($byte:expr),+) => {
        &[$(($byte, $byte)),+]
    };
}

const PATTERNS: &[Pattern] = &[
    // Character references, also with spaces, a wide ampersand, or without any.
    [byte!(b'&'), NAME, ANY, ANY],
    [byte!(b'&'), SPACE, NAME, ANY],
    [byte!(b'&'), byte!(0xC2), byte!(0xA0), NAME],
    [byte!(0xEF), byte!(0xBC), byte!(0x86), NAME],
    [
        byte!(b'o', b's', b'h', b'p'),
        byte!(b't', b'p', b'o'),
        byte!(b';'),
        ANY,
    ],
    [byte!(b's'), byte!(b'h'), byte!(b'h', b'p'), byte!(b';')],
    [
        byte!(b'q', b'n', b'#'),
        byte!(b'u', b'b', b'3'),
        byte!(b'o', b's', b'9'),
        byte!(b't', b'p', b';'),
    ],
    // Tags and marks in angle brackets.
    [
        byte!(b'<'),
        &[
            (b'!', b'!'),
            (b'/', b'/'),
            (b'?', b'?'),
            (b'<', b'<'),
            (b'|', b'|'),
            (b'A', b'Z'),
            (b'a', b'z'),
            (0xC3, 0xD1),
        ],
        ANY,
        ANY,
    ],
    [
        byte!(b'<'),
        SPACE,
        &[(b'/', b'/'), (b'A', b'Z'), (b'a', b'z')],
        ANY,
    ],
    // Codes, links and placeholders in brackets and braces.
    [byte!(b'['), ANY, ANY, ANY],
    [byte!(b']'), byte!(b';'), ANY, ANY],
    // Headings of Markdown.
    [byte!(b'#'), byte!(b'#'), byte!(b'#', b' '), ANY],
    [
        byte!(b'{'),
        &[
            (b'{', b'{'),
            (b'0', b'9'),
            (b'A', b'Z'),
            (b'a', b'z'),
            (b'_', b'_'),
            (b' ', b' '),
            (b'%', b'%'),
            (b'\n', b'\n'),
        ],
        ANY,
        ANY,
    ],
    [byte!(b'$', b'#', b'%'), byte!(b'{'), ANY, ANY],
    [byte!(b')'), byte!(b';'), ANY, ANY],
    [
        byte!(b')'),
        byte!(b' ', b'{'),
        byte!(b'{', b'\n', b'}', b' '),
        ANY,
    ],
    [byte!(0xE2), byte!(0x9F), byte!(0xA6, 0xA8), ANY],
    [
        byte!(b'%'),
        &[
            (b'(', b'('),
            (b'1', b'9'),
            (b's', b's'),
            (b'd', b'd'),
            (b'@', b'@'),
            (b'i', b'i'),
            (b'f', b'f'),
        ],
        ANY,
        ANY,
    ],
    [
        byte!(b'_'),
        byte!(b'_'),
        &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
        ANY,
    ],
    [UPPER, byte!(b'_'), DIGIT, ANY],
    // Marks of tokenizers.
    [
        byte!(b'@'),
        byte!(b'-', b',', b'.', b'/', b':'),
        byte!(b'@'),
        ANY,
    ],
    [byte!(b'@'), byte!(b'@'), byte!(b' '), ANY],
    [
        byte!(b' '),
        byte!(b'#'),
        byte!(b'#'),
        &[(b'a', b'z'), (0xC3, 0xD1)],
    ],
    [byte!(0xE2), byte!(0x96), byte!(0x81), ANY],
    [byte!(0xE2), byte!(0x81), byte!(0x87), ANY],
    // Escapes.
    [
        byte!(b'\\'),
        byte!(b'n', b'r', b't', b'u', b'x', b'"', b'\'', b'/'),
        ANY,
        ANY,
    ],
    [byte!(b'%'), HEX, HEX, ANY],
    [byte!(b'='), HEX, HEX, byte!(b'=')],
    [byte!(b'='), byte!(b'3'), byte!(b'D'), ANY],
    [
        byte!(b'='),
        byte!(b'2'),
        byte!(b'0'),
        byte!(b'\n', b'\r', b' '),
    ],
    // Emphasis and code of Markdown.
    [
        byte!(b'*'),
        byte!(b'*'),
        &[(b'A', b'Z'), (b'a', b'z'), (b'0', b'9'), (0x80, 0xFF)],
        ANY,
    ],
    [byte!(b'`'), byte!(b'`'), byte!(b'`'), ANY],
    // Style sheets.
    [
        byte!(b'@'),
        byte!(b'm', b'i', b'f'),
        byte!(b'e', b'm', b'o'),
        byte!(b'd', b'p', b'n'),
    ],
];

/// All leftovers of a text, in order, not overlapping. `paragraphs` are byte ranges.
pub(super) fn find<'a>(
    text: &str,
    paragraphs: impl Iterator<Item = (usize, usize)> + 'a,
    residue: &Residue,
) -> Vec<Leftover> {
    let mut found = Vec::new();
    if is_markup_file(text) {
        return found;
    }
    found.extend(remarks::find(text, paragraphs, residue));
    let mut done = 0;
    for at in SIEVE.find(text) {
        if at < done || !text.is_char_boundary(at) {
            continue;
        }
        if let Some(leftover) = at_place(text, at, residue).filter(|l| l.start >= done) {
            done = leftover.end;
            found.push(leftover);
        }
    }
    found.sort_by_key(|l| (l.start, std::cmp::Reverse(l.end)));
    let mut end = 0;
    found.retain(|l| {
        let apart = l.start >= end && l.start < l.end;
        if apart {
            end = l.end;
        }
        apart
    });
    found
}

fn at_place(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let first = *text.as_bytes().get(at)?;
    tokens::at(text, at, residue)
        .or_else(|| match first {
            b'&' | 0xEF | b'a'..=b'z' => entities::at(text, at, residue),
            b'#' => entities::at(text, at, residue).or_else(|| placeholders::at(text, at)),
            _ => None,
        })
        .or_else(|| match first {
            b'<' | b'[' => tags::at(text, at, residue),
            _ => None,
        })
        .or_else(|| match first {
            b'\\' | b'%' | b'=' => escapes::at(text, at),
            _ => None,
        })
        .or_else(|| match first {
            b'{' | b')' | b']' | b'@' => remarks::code(text, at, residue),
            _ => None,
        })
        .or_else(|| placeholders::at(text, at))
        .or_else(|| match first {
            b'*' => markdown::emphasis(text, at),
            b'`' => markdown::fence(text, at),
            b'[' => markdown::link(text, at),
            b'#' => markdown::heading(text, at),
            _ => None,
        })
}

/// A file of a page or a program, in which tags are at home.
fn is_markup_file(text: &str) -> bool {
    let head = text.trim_start();
    let head = head
        .get(..head.floor_char_boundary(16))
        .unwrap_or("")
        .to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<?xml",
        "{\\rtf",
        "<?php",
        "<tmx",
        "<xliff",
    ]
    .iter()
    .any(|open| head.starts_with(open))
}

/// The character before a place.
fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a place.
fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// At most `most` bytes from `at`.
fn ahead(text: &str, at: usize, most: usize) -> &str {
    let end = text.floor_char_boundary(at.saturating_add(most));
    text.get(at..end).unwrap_or("")
}

/// Lengths of the spaces with which a text begins; a translator puts at most one.
fn one_space(text: &str) -> usize {
    text.chars()
        .next()
        .filter(|c| matches!(c, ' ' | '\u{A0}'))
        .map_or(0, char::len_utf8)
}

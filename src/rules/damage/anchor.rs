//! Places that may be damaged, found by their first bytes. Sound text has next to none of them.

use super::super::sieve::{ANY, Needs, Pattern, Sieve};

/// Where continuation bytes are read as characters of these first bytes: symbols, Latin letters with marks, modifiers, punctuation.
const SIGNS: &[(u8, u8)] = &[(0xC2, 0xC2), (0xC5, 0xC6), (0xCB, 0xCB), (0xE2, 0xE2)];
const SIGNS_OR_LETTERS: &[(u8, u8)] = &[
    (0xC2, 0xC2),
    (0xC4, 0xC6),
    (0xCB, 0xCB),
    (0xE2, 0xE2),
    (0xEF, 0xEF),
];
/// В Г Д Е, О П, Р С, Ч Ш Щ: what lead bytes are read as in windows-1251.
const CYRILLIC_LEADS: &[(u8, u8)] = &[(0x92, 0x95), (0x9E, 0xA1), (0xA7, 0xA9)];
const OUTSIDE: &[(u8, u8)] = &[(0x80, 0xFF)];
const CYRILLIC: &[(u8, u8)] = &[(0xD0, 0xD1)];
const D0: &[(u8, u8)] = &[(0xD0, 0xD0)];
const E2: &[(u8, u8)] = &[(0xE2, 0xE2)];
const E9: &[(u8, u8)] = &[(0xE9, 0xE9)];
const C2: &[(u8, u8)] = &[(0xC2, 0xC2)];
const C3: &[(u8, u8)] = &[(0xC3, 0xC3)];
const C4: &[(u8, u8)] = &[(0xC4, 0xC4)];

static SIEVE: Sieve = Sieve::new(PATTERNS, Needs::Outside);

const PATTERNS: &[Pattern] = &[
    // Latin capitals, and small letters that lead three or four bytes, before a sign.
    [C3, &[(0x82, 0x9F)], SIGNS_OR_LETTERS, ANY],
    [
        C3,
        &[(0xA0, 0xB0)],
        &[(0xC5, 0xC6), (0xCB, 0xCB), (0xE2, 0xE2)],
        ANY,
    ],
    [C3, &[(0xA0, 0xB0)], C2, &[(0xA1, 0xBF)]],
    [C3, &[(0x82, 0x83)], &[(0x20, 0x20)], ANY],
    // Nothing but letters with accents, or such letters and symbols.
    [C3, OUTSIDE, C3, OUTSIDE],
    [C3, OUTSIDE, C2, &[(0xA1, 0xBF)]],
    [C2, &[(0xA1, 0xBF)], &[(0xC2, 0xC3)], OUTSIDE],
    // Ă Ć Ď Đ Ğ Ĺ Ń, ď before BOM and full-width signs, ğ đ before an emoji.
    [
        C4,
        &[
            (0x82, 0x82),
            (0x86, 0x86),
            (0x8E, 0x8E),
            (0x90, 0x90),
            (0x9E, 0x9E),
            (0xB9, 0xB9),
        ],
        SIGNS_OR_LETTERS,
        ANY,
    ],
    [&[(0xC5, 0xC5)], &[(0x83, 0x83)], SIGNS_OR_LETTERS, ANY],
    [C4, &[(0x8F, 0x8F)], &[(0xC2, 0xC2), (0xC4, 0xC4)], ANY],
    [C4, &[(0x9F, 0x9F)], &[(0xC5, 0xC5)], &[(0xB8, 0xB8)]],
    [C4, &[(0x91, 0x91)], &[(0xC5, 0xC5)], &[(0xBA, 0xBA)]],
    // Cyrillic capitals before signs and before letters that Russian does not have.
    [D0, CYRILLIC_LEADS, SIGNS, ANY],
    [D0, CYRILLIC_LEADS, &[(0xD1, 0xD1)], &[(0x90, 0x9F)]],
    [D0, CYRILLIC_LEADS, D0, &[(0x80, 0x8F)]],
    [D0, CYRILLIC_LEADS, &[(0xD2, 0xD2)], &[(0x90, 0x91)]],
    // вЂ, в„, рџ.
    [D0, &[(0xB2, 0xB2)], D0, &[(0x82, 0x82)]],
    [D0, &[(0xB2, 0xB2)], E2, &[(0x80, 0x84)]],
    [
        &[(0xD1, 0xD1)],
        &[(0x80, 0x80)],
        &[(0xD1, 0xD1)],
        &[(0x9F, 0x9F)],
    ],
    // A capital after a small letter.
    [D0, &[(0xB0, 0xBF)], D0, &[(0x90, 0xAF)]],
    [&[(0xD1, 0xD1)], &[(0x80, 0x91)], D0, &[(0x90, 0xAF)]],
    // Cyrillic beside what KOI8-R and code page 866 have in the place of continuation bytes.
    [
        CYRILLIC,
        OUTSIDE,
        E2,
        &[(0x88, 0x89), (0x8C, 0x8C), (0x94, 0x96)],
    ],
    [
        CYRILLIC,
        OUTSIDE,
        C2,
        &[(0xA9, 0xA9), (0xB0, 0xB0), (0xB2, 0xB2), (0xB7, 0xB7)],
    ],
    // Cyrillic read in another Cyrillic page: capitals side by side, letters after п side by side, and signs inside words.
    [D0, &[(0x90, 0xAF)], D0, &[(0x90, 0xAF)]],
    [
        &[(0xD1, 0xD1)],
        &[(0x80, 0x8F)],
        &[(0xD1, 0xD1)],
        &[(0x80, 0x8F)],
    ],
    [
        CYRILLIC,
        OUTSIDE,
        C2,
        &[(0xA4, 0xA4), (0xA6, 0xA7), (0xAC, 0xAE)],
    ],
    [
        C2,
        &[(0xA4, 0xA4), (0xA6, 0xA7), (0xA9, 0xA9), (0xAC, 0xAE)],
        CYRILLIC,
        OUTSIDE,
    ],
    // Greek, Hebrew and Arabic leads.
    [
        &[(0xCE, 0xCE)],
        &[(0x92, 0x93), (0x9E, 0xA1), (0xB2, 0xB2)],
        &[(0xC2, 0xC3), (0xC5, 0xC6), (0xCB, 0xCB), (0xE2, 0xE2)],
        ANY,
    ],
    [&[(0xD7, 0xD7)], &[(0x92, 0x93)], SIGNS, ANY],
    [&[(0xD8, 0xD8)], &[(0xB7, 0xB8)], SIGNS, ANY],
    // ƒ, box drawing, √, ≈ ≡, ‚Ä, dashes before letters, ¬.
    [&[(0xC6, 0xC6)], &[(0x92, 0x92)], OUTSIDE, ANY],
    [E2, &[(0x94, 0x96)], OUTSIDE, OUTSIDE],
    [E2, &[(0x88, 0x88)], &[(0x9A, 0x9A)], OUTSIDE],
    [E2, &[(0x89, 0x89)], &[(0x88, 0x88), (0xA1, 0xA1)], OUTSIDE],
    [E2, &[(0x80, 0x80)], &[(0x9A, 0x9A)], C3],
    [E2, &[(0x80, 0x80)], &[(0x93, 0x94)], &[(0xC2, 0xFF)]],
    [C2, &[(0xAC, 0xAC)], OUTSIDE, ANY],
    [C2, &[(0x80, 0x9F)], ANY, ANY],
    // 鈥 鈧 鈩 鈫 鈭, 锛 锟, 銆, 褋 褌; ideographs and ³ ¹ ¿ after a Latin letter.
    [E9, &[(0x88, 0x88)], &[(0xA5, 0xAD)], ANY],
    [E9, &[(0x94, 0x94)], &[(0x9B, 0x9F)], ANY],
    [E9, &[(0x8A, 0x8A)], &[(0x86, 0x86)], ANY],
    [&[(0xE8, 0xE8)], &[(0xA4, 0xA4)], &[(0x8B, 0x8C)], ANY],
    [
        &[(b'A', b'Z'), (b'a', b'z')],
        &[(0xE5, 0xE9)],
        OUTSIDE,
        OUTSIDE,
    ],
    [
        &[(b'a', b'z')],
        C2,
        &[(0xB3, 0xB3), (0xB9, 0xB9), (0xBF, 0xBF)],
        &[(b'a', b'z')],
    ],
    [&[(0xE5, 0xE9)], OUTSIDE, OUTSIDE, &[(b'a', b'z')]],
    // Replacement characters, and the lower halves of quotation marks.
    [&[(0xEF, 0xEF)], &[(0xBF, 0xBF)], &[(0xBD, 0xBD)], ANY],
    [&[(0x13, 0x1F)], ANY, ANY, ANY],
];

/// Byte offsets of candidates, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    // Two letters with accents side by side are common in Portuguese; damage has more of them.
    let is_pair = move |at: usize| {
        let byte = |n: usize| bytes.get(at + n).copied().unwrap_or(b'\n');
        byte(0) == 0xC3 && byte(2) == 0xC3 && !matches!(byte(4), 0xC2 | 0xC3)
    };
    // Three letters in a row, and a word that begins there: sound text has two all the time.
    let is_common = move |at: usize| {
        let byte = |n: usize| bytes.get(at + n).copied().unwrap_or(b'\n');
        let capital = |n: usize| byte(n) == 0xD0 && (0x90..=0xAF).contains(&byte(n + 1));
        let late = |n: usize| byte(n) == 0xD1 && (0x80..=0x8F).contains(&byte(n + 1));
        (capital(0) && capital(2) && !capital(4)) || (late(0) && late(2) && !late(4))
    };
    SIEVE
        .find(text)
        .filter(move |at| !is_pair(*at) && !is_common(*at))
}

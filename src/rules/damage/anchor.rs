//! Places that may be damaged, found by their bytes at the speed of memory. Sound text has next to none of them.

/// Bytes looked at together.
const BLOCK: usize = 32;

/// Whether four bytes in a row look like the begin of damaged text. Written without branches, so that a block is tested at once.
#[inline]
fn is_candidate(a: u8, b: u8, c: u8, d: u8) -> bool {
    let outside = c >= 0x80;
    // Capital and small Latin letters that lead bytes of UTF-8 are read as, before another character outside ASCII.
    let latin = (a == 0xC3)
        & (((b >= 0x82) & (b <= 0xB4) & (outside | ((c == 0x20) & (b <= 0x83)))) | (c == 0xC3));
    let central = ((a == 0xC4)
        & outside
        & ((b == 0x82)
            | (b == 0xB9)
            | (b == 0x8E)
            | (b == 0x90)
            | (b == 0x9E)
            | (b == 0x9F)
            | (b == 0x8F)
            | (b == 0x91)))
        | ((a == 0xC5) & (b == 0x83) & outside);
    let symbol = (c == 0xC2) | (c == 0xE2) | (c == 0xCB) | (c == 0xC6) | (c == 0xC5);
    let letter =
        ((c == 0xD1) & (d >= 0x90) & (d <= 0x9F)) | ((c == 0xD0) & (d < 0x90)) | (c == 0xD2);
    // В Г Д Е О П Р С Ч Ш Щ before what a continuation byte is read as; Ђ by itself; capitals after a small letter.
    let capital = (b == 0x92)
        | (b == 0x93)
        | (b == 0x94)
        | (b == 0x95)
        | (b == 0x9E)
        | (b == 0x9F)
        | (b == 0xA0)
        | (b == 0xA1)
        | (b == 0xA8);
    let cyrillic = ((a == 0xD0) & capital & (symbol | letter))
        | ((a == 0xD0) & (b == 0xB2) & (((c == 0xD0) & (d == 0x82)) | (c == 0xE2)))
        | ((a == 0xD1) & (b == 0x80) & (c == 0xD1) & (d == 0x9F))
        | (((a == 0xD0) & (b >= 0xB0)) | ((a == 0xD1) & (b <= 0x91)))
            & (((c == 0xD0) & (d >= 0x90) & (d <= 0xAF))
                | ((c == 0xE2) & (d >= 0x94) & (d <= 0x96)))
        | ((a == 0xD0) | (a == 0xD1))
            & (b >= 0x80)
            & (((c == 0xE2)
                & (((d >= 0x94) & (d <= 0x96)) | (d == 0x88) | (d == 0x89) | (d == 0x8C)))
                | ((c == 0xC2) & ((d == 0xA9) | (d == 0xB0) | (d == 0xB2) | (d == 0xB7))));
    let florin = (a == 0xC6) & (b == 0x92) & outside;
    let greek = (a == 0xCE)
        & ((b == 0x92)
            | (b == 0x93)
            | (b == 0x9E)
            | (b == 0x9F)
            | (b == 0xA0)
            | (b == 0xA1)
            | (b == 0xB2))
        & (symbol | (c == 0xC3));
    let semitic = ((a == 0xD7) & ((b == 0x92) | (b == 0x93)) & symbol)
        | ((a == 0xD8) & ((b == 0xB7) | (b == 0xB8)) & symbol)
        | ((a == 0xD8) & ((b == 0xB7) | (b == 0xB8)) & (c >= 0xD8) & (c <= 0xDB));
    let drawn = (a == 0xE2)
        & (((b >= 0x94) & (b <= 0x96))
            | ((b == 0x88) & (c == 0x9A))
            | ((b == 0x89) & ((c == 0x88) | (c == 0xA1)) & (d >= 0x80))
            | ((b == 0x80)
                & (((c == 0x9A) & (d == 0xC3)) | (((c == 0x93) | (c == 0x94)) & (d >= 0xC2)))));
    let logical = (a == 0xC2)
        & (((b == 0xAC) & outside) | (b <= 0x9F) | ((c == 0xC2) | (c == 0xC3)) & (b >= 0xA1));
    let signs = (c == 0xA5) | (c == 0xA7) | (c == 0xA9) | (c == 0xAB) | (c == 0xAD);
    let chinese = ((a == 0xE8) & (b == 0xA4) & ((c == 0x8B) | (c == 0x8C)))
        | (a == 0xE9)
            & (((b == 0x88) & signs)
                | ((b == 0x94) & ((c == 0x9B) | (c == 0x9F)))
                | ((b == 0x8A) & (c == 0x86)));
    let grown = ((a | 0x20) >= b'a')
        & ((a | 0x20) <= b'z')
        & (((b >= 0xE5) & (b <= 0xE9)) | ((b == 0xC2) & ((c == 0xB3) | (c == 0xB9) | (c == 0xBF))));
    let replaced = (a == 0xEF) & (b == 0xBF) & (c == 0xBD);
    let truncated = (a < 0x20) & (a >= 0x13) & (b != 0);
    latin
        | central
        | florin
        | cyrillic
        | greek
        | semitic
        | drawn
        | logical
        | chinese
        | grown
        | replaced
        | truncated
}

/// Byte offsets of candidates, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .step_by(BLOCK)
        .filter(move |start| has_candidate(bytes, *start))
        .flat_map(move |start| {
            (start..(start + BLOCK).min(bytes.len())).filter(move |at| {
                let byte = |n: usize| bytes.get(at + n).copied().unwrap_or(b'\n');
                is_candidate(byte(0), byte(1), byte(2), byte(3))
            })
        })
}

fn has_candidate(bytes: &[u8], start: usize) -> bool {
    let Some(block) = bytes.get(start..start + BLOCK + 3) else {
        return true;
    };
    if block.is_ascii() && !block.iter().fold(false, |any, b| any | (*b < 0x20)) {
        return false;
    }
    let quads = block
        .iter()
        .zip(block.get(1..).unwrap_or_default())
        .zip(block.get(2..).unwrap_or_default())
        .zip(block.get(3..).unwrap_or_default());
    quads.fold(false, |any, (((a, b), c), d)| {
        any | is_candidate(*a, *b, *c, *d)
    })
}

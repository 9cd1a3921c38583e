//! Walks over commas, full stops and the other marks, and looks closer only where a side is odd.

use memchr::{memchr3_iter, memmem};

use super::{Place, Slip, joined, spaced};
use crate::scan::embedded;

/// Finds marks with a space before them, without one after them, and marks that stand twice.
pub(super) fn find(place: &Place, out: &mut Vec<Slip>) {
    for set in [[b',', b'.', b';'], [b':', b'!', b'?']] {
        for at in memchr3_iter(set[0], set[1], set[2], place.bytes) {
            let (before, after) = (place.byte_before(at), place.byte(at + 1));
            if is_space_end(before) {
                out.extend(spaced::before_mark(place, at));
            }
            if matches!(after, b' ' | b'\n' | b'\r') {
                // Nearly every mark ends here.
                continue;
            }
            if is_mark(after) {
                out.extend(spaced::twice(place, at));
            } else if after != 0 {
                out.extend(joined::after_mark(place, at));
            }
        }
    }
    endings(place, out);
}

/// Last bytes of a space and of the no-break spaces.
fn is_space_end(byte: u8) -> bool {
    matches!(byte, b' ' | 0xa0 | 0xaf)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b';' | b':')
}

/// English endings that were parted from their word: do n't, Russia 's.
fn endings(place: &Place, out: &mut Vec<Slip>) {
    // Nearly every text is in one language.
    let Some(language) = &place.context.document.language else {
        return;
    };
    let locale = embedded::knowledge().locale(language.tag.primary());
    if locale.is_none_or(|l| l.spacing.endings.is_empty()) {
        return;
    }
    for apostrophe in ["'", "’"] {
        for at in memmem::find_iter(place.bytes, apostrophe.as_bytes()) {
            match place.byte_before(at) {
                b' ' => out.extend(joined::ending(place, at - 1, at, apostrophe)),
                b'n' if at > 1 && place.byte(at - 2) == b' ' => {
                    out.extend(joined::ending(place, at - 2, at, apostrophe));
                }
                _ => {}
            }
        }
    }
}

//! Which encoding bytes are in when nothing declares it: UTF-8, UTF-16 by its NULs, UTF-8 with some
//! damage, and otherwise what a browser would guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::codec::Codec;

/// How much of a file is looked at.
const SAMPLE: usize = 1 << 20;
/// How much of a file shows whether it is UTF-16.
const UTF16_SAMPLE: usize = 1 << 12;

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Certain,
    Guessed,
    /// UTF-16 without a byte order mark.
    Utf16,
}

pub(super) fn detect(bytes: &[u8]) -> (Codec, Found) {
    if let Some(big) = utf16(bytes) {
        return (Codec::Utf16 { big }, Found::Utf16);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (Codec::Utf8, Found::Certain);
    }
    if is_damaged_utf8(bytes) {
        return (Codec::Utf8, Found::Guessed);
    }
    let encoding = {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        // ASCII tells nothing, so the sample begins shortly before something else.
        let from = bytes
            .iter()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(0)
            .saturating_sub(256);
        let rest = bytes.get(from..).unwrap_or(bytes);
        let sample = rest.get(..SAMPLE).unwrap_or(rest);
        detector.feed(sample, sample.len() == rest.len());
        detector.guess(None, Utf8Detection::Deny)
    };
    (Codec::of(encoding), Found::Guessed)
}

/// Whether NULs stand where UTF-16 has the high bytes of ASCII: `Some(true)` for big-endian. One
/// unit in twenty is enough, since in other alphabets only spaces and digits have such a byte; but
/// then most other units must share one high byte, as the letters of an alphabet do.
fn utf16(bytes: &[u8]) -> Option<bool> {
    let sample = bytes.get(..UTF16_SAMPLE).unwrap_or(bytes);
    let (pairs, _) = sample.as_chunks::<2>();
    let (mut first, mut second) = ([0usize; 256], [0usize; 256]);
    for [one, two] in pairs {
        if let (Some(one), Some(two)) = (
            first.get_mut(usize::from(*one)),
            second.get_mut(usize::from(*two)),
        ) {
            *one += 1;
            *two += 1;
        }
    }
    let big = first[0] > second[0];
    let (high, low) = if big {
        (first, second)
    } else {
        (second, first)
    };
    if pairs.len() < 2 || high[0] * 20 < pairs.len() || low[0] * 20 > high[0] {
        return None;
    }
    let others = pairs.len() - high[0];
    let most = high.iter().skip(1).copied().max().unwrap_or(0);
    (most * 2 >= others).then_some(big)
}

/// Whether these bytes are UTF-8 with a few bad ones. Sequences of several bytes hardly ever come
/// out valid by chance, while ASCII says nothing.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut seen) = (0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
        seen += chunk.valid().len() + chunk.invalid().len();
        if seen > SAMPLE {
            break;
        }
    }
    good > bad * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        detect(bytes).0.name()
    }

    fn wide(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf16_without_a_mark() {
        for text in [
            "The minister said.\r\n",
            "Министр сказал, что 2 из 3 стран.\n",
        ] {
            assert_eq!(name(&wide(text, false)), "UTF-16LE");
            assert_eq!(name(&wide(text, true)), "UTF-16BE");
        }
        assert_eq!(name(b"a few \0 in ASCII are no UTF-16, of course"), "UTF-8");
        assert_eq!(name(b"\0\0\0\0\0\0\0\0"), "UTF-8");
        assert_eq!(name(b""), "UTF-8");
        assert_eq!(name(b"\0"), "UTF-8");
    }

    #[test]
    fn damaged_utf8_is_utf8() {
        let mut bytes = "Министр сказал, что страны согласны.".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        assert_eq!(detect(&bytes), (Codec::Utf8, Found::Guessed));
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        let text =
            "Министр иностранных дел сказал, что стороны продолжат переговоры о вооружениях.";
        assert_eq!(
            name(&encoding_rs::WINDOWS_1251.encode(text).0),
            "windows-1251"
        );
        assert!(name(&encoding_rs::KOI8_R.encode(text).0).starts_with("KOI8-"));
        let chinese = "外交部发言人在例行记者会上表示，双方将继续就军控问题进行磋商。";
        assert!(matches!(
            name(&encoding_rs::GB18030.encode(chinese).0),
            "GBK" | "gb18030"
        ));
        let japanese = "外務省の報道官は記者会見で、両国が交渉を続けると述べました。";
        assert_eq!(
            name(&encoding_rs::SHIFT_JIS.encode(japanese).0),
            "Shift_JIS"
        );
        assert_eq!(
            name(b"The minister\x92s word \x96 it\x92s final"),
            "windows-1252"
        );
    }
}

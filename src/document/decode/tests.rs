//! Tests of decoding and splicing: cases by encoding, then properties over random bytes.

use super::*;
use encoding_rs::*;
use proptest::prelude::*;
use std::ops::Range;

fn read(bytes: &[u8]) -> (SourceText, Vec<DecodeNote>) {
    decode(bytes, None).expect("small input")
}

fn replace(
    bytes: &[u8],
    declared: Option<&str>,
    old: &str,
    new: &str,
) -> Result<Vec<u8>, SpliceError> {
    let (source, _) = decode(bytes, declared).expect("small input");
    let edits: Vec<(Range<u32>, String)> = source
        .text
        .match_indices(old)
        .map(|(at, it)| (at as u32..(at + it.len()) as u32, new.to_owned()))
        .collect();
    source.splice(bytes, &edits)
}

#[test]
fn byte_order_marks_are_kept_outside_the_text() {
    let (source, notes) = read(b"\xEF\xBB\xBFab\r\n");
    assert_eq!(
        (source.text.as_str(), source.has_bom(), notes.len()),
        ("ab\r\n", true, 0)
    );
    assert_eq!(
        replace(b"\xEF\xBB\xBFab\r\n", None, "b", "я").as_deref(),
        Ok("\u{FEFF}aя\r\n".as_bytes())
    );
    let wide = b"\xFF\xFEa\0b\0\r\0\n\0";
    let (source, _) = read(wide);
    assert_eq!(
        (source.text.as_str(), source.encoding()),
        ("ab\r\n", "UTF-16LE")
    );
    assert_eq!(
        replace(wide, None, "b", "😀").as_deref(),
        Ok(&b"\xFF\xFEa\0\x3D\xD8\0\xDE\r\0\n\0"[..])
    );
    assert_eq!(read(b"\xFE\xFF\0a").0.text, "a");
}

#[test]
fn invalid_bytes_are_noted_and_kept() {
    let bytes = b"\xD0\x9C\xD0\xB8\xD1\x80 \xD0\xB8 \xD0\xBC\xD0\xB8\xD1\x80 \xFF\xFE x";
    let (source, notes) = read(bytes);
    assert_eq!(source.text, "Мир и мир \u{FFFD}\u{FFFD} x");
    let at = source.text.find('\u{FFFD}').expect("replacement") as u32;
    assert_eq!(
        notes.last(),
        Some(&DecodeNote::InvalidBytes {
            span: Span::new(at, at + 6),
            bytes: 2
        })
    );
    let fixed = replace(bytes, None, "x", "y").expect("spliced");
    assert_eq!(fixed, [&bytes[..bytes.len() - 1], b"y"].concat());
}

#[test]
fn joining_bytes_into_a_character_is_refused() {
    let mut bytes = "Мир и мир ".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xE2x\x82\xAC");
    let result = replace(&bytes, None, "x", "");
    assert_eq!(result, Err(SpliceError::Unfaithful { encoding: "UTF-8" }));
}

#[test]
fn declared_encodings() {
    let bytes = b"\xCC\xE8\xF0 x";
    let (source, notes) = decode(bytes, Some("windows-1251")).expect("small input");
    assert_eq!(
        (source.text.as_str(), source.is_guessed(), notes.len()),
        ("Мир x", false, 0)
    );
    assert_eq!(
        replace(bytes, Some("cp1251"), "x", "я").as_deref(),
        Ok(&b"\xCC\xE8\xF0 \xFF"[..])
    );
    let error = replace(bytes, Some("cp1251"), "x", "a東");
    let message = error.expect_err("no such letter").to_string();
    assert_eq!(message, "`東` (U+6771) cannot be written in windows-1251");
    let (source, notes) = decode(b"plain", Some("klingon")).expect("small input");
    assert_eq!(
        (source.text.as_str(), source.encoding()),
        ("plain", "UTF-8")
    );
    assert!(matches!(
        notes.as_slice(),
        [DecodeNote::UnknownLabel { used: "UTF-8", .. }]
    ));
}

#[test]
fn nuls_are_noted() {
    let (_, notes) = read(b"text with\0a NUL and\0another, and enough text around them");
    assert_eq!(
        notes,
        [DecodeNote::Nul {
            span: Span::new(9, 10),
            count: 2
        }]
    );
}

#[test]
fn edits_out_of_place_are_refused() {
    let source = SourceText::from("aяb".to_owned());
    let bytes = "aяb".as_bytes();
    for edits in [
        vec![(0..9, String::new())],
        vec![(2..3, String::new())],
        vec![(1..3, String::new()), (0..1, String::new())],
        vec![(0..3, String::new()), (1..4, String::new())],
    ] {
        assert!(matches!(
            source.splice(bytes, &edits),
            Err(SpliceError::OutOfPlace { .. })
        ));
    }
    let other = source.splice(b"a", &[(3..4, "c".to_owned())]);
    assert!(other.is_err());
}

#[test]
fn a_lead_byte_before_an_edit_stays() {
    // A lead byte with no second byte, in an encoding of two bytes.
    let bytes = b"\x82\xA0\x82 x\x82\xA2";
    let (source, _) = decode(bytes, Some("shift_jis")).expect("small input");
    assert_eq!(source.text, "あ\u{FFFD} xい");
    assert_eq!(
        replace(bytes, Some("shift_jis"), "x", "か").as_deref(),
        Ok(&b"\x82\xA0\x82 \x82\xA9\x82\xA2"[..])
    );
}

fn encodings() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1251",
        "koi8-r",
        "windows-1252",
        "iso-8859-2",
        "gb18030",
        "gbk",
        "shift_jis",
        "euc-jp",
        "euc-kr",
        "big5",
        "iso-2022-jp",
        "windows-1255",
        "x-user-defined",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_changes_without_edits(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let (source, _) = read(&bytes);
        let same = source.splice(&bytes, &[]);
        prop_assert_eq!(same.as_deref(), Ok(bytes.as_slice()));
    }

    #[test]
    fn pieces_add_up(bytes in prop::collection::vec(any::<u8>(), 0..64), label in encodings()) {
        let (source, _) = decode(&bytes, Some(label)).expect("small input");
        let body = bytes.get(source.bom..).unwrap_or(&[]);
        let (mut text, mut len) = (0, 0);
        source.codec.pieces(body, &mut |piece| {
            text += piece.text;
            len += piece.bytes;
        });
        prop_assert_eq!(text, source.text.len());
        prop_assert!(len <= body.len());
    }

    /// Replacing one character by itself leaves every byte, or is refused.
    #[test]
    fn an_edit_leaves_the_rest(
        bytes in prop::collection::vec(any::<u8>(), 1..48),
        label in encodings(),
        pick in any::<prop::sample::Index>(),
    ) {
        let (source, _) = decode(&bytes, Some(label)).expect("small input");
        let chars: Vec<(usize, char)> = source.text.char_indices().collect();
        prop_assume!(!chars.is_empty());
        let (at, c) = chars[pick.index(chars.len())];
        let range = at as u32..(at + c.len_utf8()) as u32;
        if let Ok(out) = source.splice(&bytes, &[(range, "x".to_owned())]) {
            let before = bytes.iter().zip(&out).take_while(|(a, b)| a == b).count();
            let after = bytes.iter().rev().zip(out.iter().rev()).take_while(|(a, b)| a == b).count();
            prop_assert!(before + after + 8 >= bytes.len());
            let again = source.codec.decode(out.get(source.bom..).unwrap_or(&[]));
            let mut expected = source.text.clone();
            expected.replace_range(at..at + c.len_utf8(), "x");
            prop_assert_eq!(again.map(|it| it.text), Some(expected));
        }
    }

    /// Text that the encoding carries can be edited anywhere.
    #[test]
    fn clean_text_is_editable(
        text in "[a-zа-я東京あア ]{1,20}",
        label in prop::sample::select(vec!["utf-8", "utf-16le", "utf-16be", "gb18030", "shift_jis", "euc-jp"]),
        pick in any::<prop::sample::Index>(),
    ) {
        let encoding = Encoding::for_label(label.as_bytes()).expect("known");
        let codec = Codec::of(encoding);
        let mut bytes = Vec::new();
        codec.encode(&text, &mut bytes).expect("carried");
        let (source, notes) = decode(&bytes, Some(label)).expect("small input");
        prop_assert_eq!(&source.text, &text);
        prop_assert!(notes.is_empty());
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let (at, c) = chars[pick.index(chars.len())];
        let range = at as u32..(at + c.len_utf8()) as u32;
        let out = source.splice(&bytes, &[(range, "я".to_owned())]).expect("spliced");
        let mut expected = text.clone();
        expected.replace_range(at..at + c.len_utf8(), "я");
        let mut wanted = Vec::new();
        codec.encode(&expected, &mut wanted).expect("carried");
        prop_assert_eq!(out, wanted);
    }
}

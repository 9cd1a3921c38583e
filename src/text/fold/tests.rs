//! Tests of the folds: tables of expected folds, then properties over random text.

use super::*;
use proptest::prelude::*;

#[test]
fn folds_what_spellings_differ_in() {
    for (text, folded) in [
        (
            "Šešelj Łódź Đorđe Øre Æsir Œuvre Þór Eiður",
            "seselj lodz dorde ore aesir oeuvre thor eidur",
        ),
        ("STRASSE Straße ﬁn ẞ", "strasse strasse fin ss"),
        ("İstanbul Iğdır", "istanbul igdir"),
        ("ΆΛΦΑ Σίσυφος", "αλφα σισυφοσ"),
        (
            "ЁЖИК Йод Її Ўсё Ѓорче Ќе Ґанок",
            "ежик йод її ўсе ѓорче ќе ґанок",
        ),
        ("за\u{301}мок све\u{301}кла ѝ", "замок свекла и"),
        (
            "и\u{306} і\u{308} е\u{308} у\u{306} г\u{301} к\u{301}",
            "й ї е ў ѓ ќ",
        ),
        ("ї\u{301}жа", "їжа"),
        ("ＡＢＣ１２３　Ｘ", "abc123 x"),
        ("ﾄﾞｲﾂ ﾊﾟﾘ ひらがな カタカナ", "ドイツ パリ ひらがな カタカナ"),
        ("مُحَمَّد مـحـمد أحمد ا\u{654}حمد", "محمد محمد أحمد أحمد"),
        ("שָׁלוֹם על־פי", "שלום על־פי"),
        ("٢٠٢٤ ۲۰۲۴ २०२४", "2024 2024 2024"),
        (
            "co\u{AD}op\u{200B}era\u{2060}te \u{202A}x\u{202C}",
            "cooperate x",
        ),
        ("می\u{200C}خواهم", "میخواهم"),
        ("ด้วย क़िला कि", "ด้วย क\u{93C}िला कि"),
        ("O’Brien “q”", "o’brien “q”"),
        ("µm ſ K Å", "μm s k a"),
    ] {
        assert_eq!(fold_to_string(text), folded, "{text}");
        assert_eq!(fold(text).0, folded, "{text}");
    }
}

#[test]
fn ranges_lead_back() {
    let text = "Vice\u{AD} Straße Rе\u{301}";
    let (view, map) = fold(text);
    assert_eq!(view, "vice strasse rе");
    assert_eq!(map.source_range(0..4), 0..4);
    let strasse = map.source_range(5..12);
    assert_eq!(
        &text[strasse.start as usize..strasse.end as usize],
        "Straße"
    );
    let last = map.source_range(13..16);
    assert_eq!(&text[last.start as usize..last.end as usize], "Rе\u{301}");
}

#[test]
fn other_folds() {
    assert_eq!(
        strip_diacritics("Dvořák à Århus й ё Łódź").0,
        "Dvorak a Arhus й ё Łodz"
    );
    assert_eq!(straighten_quotes("«a» „b“ ‘c’ d′").0, "\"a\" \"b\" 'c' d'");
    assert_eq!(nfc("и\u{306}о A\u{30A}").0, "йо Å");
    for (view, map) in [fold("plain text"), nfc("Дмитрий"), straighten_quotes("я")] {
        assert!(matches!(view, Cow::Borrowed(_)) && map.is_identity());
    }
}

/// Text with many marks, invisible characters and letters that fold oddly.
pub(crate) fn tricky() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z ]",
        3 => "[А-Яа-яЁёіїўґєћџѓќ]",
        2 => "[À-žΆ-ώ]",
        3 => prop::sample::select(vec![
            "\u{300}", "\u{301}", "\u{306}", "\u{308}", "\u{30A}", "\u{323}", "\u{345}", "\u{34F}",
            "\u{AD}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{653}", "\u{654}", "\u{64E}", "\u{3099}",
            "\u{5B8}", "\u{93C}", "\u{94D}", "\u{FE0F}", "\u{F73}", "\u{E34}", "\u{E48}",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "ß", "ﬁ", "İ", "ς", "ﾄﾞ", "ｱ", "か", "ガ", "ا", "أ", "ש", "कि", "क़", "ไ", "한", "ᄒ", "ᅡ", "ᆫ",
            "’", "'", "-", ".", ",", "\u{A0}", "9", "٣", "\u{9C7}\u{9BE}", "ǆ", "ế", "東", "ー", "・", "_",
            "😀", "\n", "\r\n",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

type Fold = fn(&str) -> (Cow<'_, str>, OffsetMap);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn idempotent(text in tricky()) {
        let folds: [Fold; 4] = [fold, strip_diacritics, straighten_quotes, nfc];
        for apply in folds {
            let once = apply(&text).0;
            prop_assert_eq!(&apply(&once).0, &once);
        }
    }

    #[test]
    fn normal_forms_fold_alike(text in tricky()) {
        let nfd: String = text.nfd().collect();
        let nfc: String = text.nfc().collect();
        prop_assert_eq!(fold_to_string(&nfd), fold_to_string(&text));
        prop_assert_eq!(fold_to_string(&nfc), fold_to_string(&text));
        prop_assert!(unicode_normalization::is_nfc(&fold_to_string(&text)));
    }

    #[test]
    fn view_and_map_agree(text in tricky()) {
        let folds: [Fold; 4] = [fold, strip_diacritics, straighten_quotes, nfc];
        for (n, apply) in folds.into_iter().enumerate() {
            let (view, map) = apply(&text);
            prop_assert_eq!(map.source_len() as usize, text.len());
            prop_assert_eq!(map.view_len() as usize, view.len());
            if n == 0 {
                prop_assert_eq!(&fold_to_string(&text), &view);
            } else if n == 3 {
                prop_assert_eq!(text.nfc().collect::<String>(), view.as_ref());
            }
            for (at, c) in view.char_indices() {
                let range = map.source_range(at as u32..(at + c.len_utf8()) as u32);
                let source = text.get(range.start as usize..range.end as usize);
                prop_assert!(source.is_some_and(|it| !it.is_empty()), "{:?} of {:?}", range, text);
            }
        }
    }
}

//! Tests of the tokenizer: tables of cuts, gaps and shapes, then properties over random text.

use super::*;
use crate::text::fold::tests::tricky;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize(text, &mut out);
    out
}

/// Folded tokens with a letter for the gap before each.
fn cut(text: &str) -> String {
    let mut out = String::new();
    for token in tokens(text) {
        out.push_str(match token.gap {
            Gap::Start => "",
            Gap::None => "|",
            Gap::Space => " ",
            Gap::Hyphen => "-",
            Gap::Joiner => "'",
            Gap::LineBreak => "/",
            Gap::Period => ".",
            Gap::Comma => ",",
            Gap::Other => "*",
        });
        out.push_str(&fold_token(token.surface(text)));
    }
    out
}

#[test]
fn cuts_and_gaps() {
    for (text, expected) in [
        ("", ""),
        ("  Sergei  Ryabkov\u{A0}said", "sergei ryabkov said"),
        ("9M729 and 9М729", "9|m|729 and 9|м|729"),
        ("Ryabkov’s O'Brien l’Iran", "ryabkov's o'brien l'iran"),
        (
            "Лук’яненко Лук'яненко Лукʼяненко",
            "лукʼяненко лукʼяненко лукʼяненко",
        ),
        ("Лук’ ’яненко МИДа’s", "лук*яненко мида's"),
        ("Nizhny-Novgorod a – b 5–6 ‑x", "nizhny-novgorod a*b 5-6*x"),
        ("S. Ryabkov, U.S. end. New", "s.ryabkov,u.s.end.new"),
        (
            "one\ntwo\r\nthree \n four\n\nfive",
            "one/two/three/four*five",
        ),
        ("a_b a/b (c) “d”", "a*b a*b*c*d"),
        ("習近平主席", "習|近|平|主|席"),
        (
            "ウラジーミル・プーチンは大統領です",
            "ウラジーミル プーチン|は|大|統|領|です",
        ),
        ("ﾌﾟｰﾁﾝ らーめん", "プーチン らーめん"),
        ("弗拉基米尔·普京", "弗|拉|基|米|尔 普|京"),
        ("l·l", "l*l"),
        ("문재인 대통령 Kim은", "문재인 대통령 kim|은"),
        ("ไทย กำ", "ไ|ท|ย ก|ำ"),
        ("محمد بن سلمان، مُحَمَّد", "محمد بن سلمان,محمد"),
        ("בן־גוריון", "בן-גוריון"),
        ("नरेन्द्र मोदी", "नरेन्द्र मोदी"),
        ("co\u{AD}op\u{200B}x\u{AD} y", "coopx y"),
        ("za\u{301}mok за\u{301}мок и\u{306}", "zamok замок й"),
        ("Rusʹ Kiev Gorʹkii ʿAbd", "rus kiev gor'kii abd"),
        ("Nguyễn Đặng ế", "nguyen dang e"),
        ("5°C 10% №5 ²x 1,000.5", "5*c 10*5*x 1,000.5"),
        ("٣٤ ٣\u{AD}٤x", "34 34|x"),
        ("Рябкoв", "рябкoв"),
        ("😀a😀", "a"),
        ("abcdefghijklmnop qrstuvwx", "abcdefghijklmnop qrstuvwx"),
    ] {
        assert_eq!(cut(text), expected, "{text}");
    }
}

#[test]
fn shapes() {
    let shape = |text: &str| {
        tokens(text)
            .first()
            .map_or(Shape::default(), |token| token.shape)
    };
    let (latin, cyrillic) = (Shape::LATIN, Shape::CYRILLIC.with(Shape::NON_ASCII));
    assert_eq!(shape("word"), latin);
    assert_eq!(shape("Word"), latin.with(Shape::CAPITALIZED));
    assert_eq!(
        shape("WORD"),
        latin.with(Shape::CAPITALIZED).with(Shape::ALL_CAPS)
    );
    assert_eq!(
        shape("A"),
        latin.with(Shape::CAPITALIZED).with(Shape::SINGLE)
    );
    assert_eq!(shape("iPhone"), latin);
    assert_eq!(shape("12"), Shape::DIGITS);
    assert_eq!(shape("٣"), Shape::DIGITS.with(Shape::NON_ASCII));
    assert_eq!(
        shape("МИД"),
        cyrillic.with(Shape::CAPITALIZED).with(Shape::ALL_CAPS)
    );
    assert_eq!(shape("к"), cyrillic.with(Shape::SINGLE));
    let both = cyrillic.with(latin).with(Shape::MIXED);
    assert_eq!(shape("Рябкoв"), both.with(Shape::CAPITALIZED));
    let marked = latin.with(Shape::NON_ASCII).with(Shape::MARKED);
    assert_eq!(shape("šek"), marked);
    assert_eq!(shape("s\u{30C}ek"), marked);
    assert_eq!(shape("Łódź"), marked.with(Shape::CAPITALIZED));
    assert_eq!(
        shape("Ａx"),
        latin.with(Shape::NON_ASCII).with(Shape::CAPITALIZED)
    );
    let cjk = Shape::OTHER_SCRIPT.with(Shape::CJK).with(Shape::NON_ASCII);
    assert_eq!(shape("東"), cjk.with(Shape::SINGLE));
    assert_eq!(
        shape("다"),
        Shape::OTHER_SCRIPT
            .with(Shape::NON_ASCII)
            .with(Shape::SINGLE)
    );
    assert!(shape("αa").contains(Shape::MIXED) && shape("αβ").contains(Shape::GREEK));
}

#[test]
fn spellings_that_hash_alike() {
    for (one, two) in [
        ("RYABKOV", "ryabkov"),
        ("Łukasz", "lukasz"),
        ("Йод", "И\u{306}од"),
        ("Ёлкин", "елкин"),
        ("Ї́жак", "ї\u{301}жак"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("ガザ", "ｶﾞｻﾞ"),
        ("Лук’яненко", "лукʼяненко"),
        ("مُحَمَّد", "محمد"),
        ("９Ｍ", "9M"),
    ] {
        let hashes = |text: &str| {
            tokens(text)
                .iter()
                .map(|token| token.hash)
                .collect::<Vec<_>>()
        };
        assert_eq!(hashes(one), hashes(two), "{one} {two}");
    }
    assert_ne!(
        hash_folded(&fold_token("иод")),
        hash_folded(&fold_token("йод"))
    );
    assert_ne!(
        hash_folded(&fold_token("ії")),
        hash_folded(&fold_token("іі"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn tokens_are_sound(text in tricky()) {
        let mut last = 0;
        for (n, token) in tokens(&text).into_iter().enumerate() {
            prop_assert!(token.start >= last && token.end > token.start);
            prop_assert_eq!(token.gap == Gap::Start, n == 0);
            prop_assert!(token.gap != Gap::None || text[last as usize..token.start as usize]
                .chars().all(|c| matches!(class::class_of(c), class::Class::Ignorable | class::Class::Silent)));
            last = token.end;
            let surface = text.get(token.start as usize..token.end as usize);
            prop_assert!(surface.is_some());
            let folded = fold_token(surface.unwrap_or(""));
            prop_assert_eq!(hash_folded(&folded), token.hash, "{} in {:?}", &folded, &text);
            prop_assert_eq!(&fold_token(&folded), &folded);
        }
    }

    #[test]
    fn both_paths_agree(text in tricky()) {
        for token in tokens(&text) {
            let rest = text.get(token.start as usize..).unwrap_or("");
            let mut folded = String::new();
            let scanned = slow::scan(rest, &mut |c| folded.push(c));
            prop_assert_eq!(scanned.end as u32, token.end - token.start, "{:?}", &text);
            prop_assert_eq!(scanned.facts.finish(), token.shape, "{:?}", &text);
            prop_assert_eq!(hash_folded(&folded), token.hash);
        }
    }

    #[test]
    fn normal_forms_hash_alike(word in "[A-Za-zÀ-žА-Яа-яЁёЇїЎўѓќ]{1,12}( [Ѐ-ӿ\u{300}-\u{308}]{1,6})?") {
        let hashes = |text: String| tokens(&text).iter().map(|token| token.hash).collect::<Vec<_>>();
        prop_assert_eq!(hashes(word.nfc().collect()), hashes(word.nfd().collect()));
    }

    #[test]
    fn random_text_does_not_panic(text in any::<String>()) {
        for token in tokens(&text) {
            prop_assert_eq!(hash_folded(&fold_token(token.surface(&text))), token.hash);
        }
    }
}

//! Marks and spaces by example, in many languages.

use proptest::prelude::*;

use crate::rules::tests::check_under;
use crate::{Checker, Input, LanguageTag, Layers, Settings};

fn settings(language: &str) -> Settings {
    Settings {
        language: LanguageTag::parse(language),
        ..Settings::default()
    }
}

/// Findings as `text → suggestion applicability`.
fn found(language: &str, text: &str) -> Vec<String> {
    let findings = check_under("{}", settings(language), text);
    let ours = findings
        .iter()
        .filter(|f| f.rule.name == "punctuation-spacing");
    ours.map(|f| {
        let fix = f.fix.as_ref().map_or("none", |x| x.applicability.as_str());
        format!("{}→{} {fix}", f.text, f.suggestions.join("|"))
    })
    .collect()
}

fn fixed(language: &str, text: &str) -> String {
    let checker = Checker::new(Layers::packs(), settings(language));
    let bytes = checker.fix_alone(&Input {
        path: "t.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn slips_are_found() {
    for (language, text, wanted) in [
        ("en", "He said , that", " ,→, safe"),
        ("en", "It ended .\n", " .→. safe"),
        ("en", "It ended . Then", " .→. safe"),
        ("en", "Why ? he", " ?→? safe"),
        ("en", "left the treaty.The rest", ".→.  safe"),
        ("en", "left the treaty.Moscow said", ".→.  safe"),
        ("en", "left Moscow.The rest", ".→.  safe"),
        ("en", "left “the treaty”.The rest", ".→.  safe"),
        ("en", "said it \"is good\".The rest", ".→.  safe"),
        ("en", "said,that it", ",→,  safe"),
        ("en", "in 1987,when it", ",→,  safe"),
        ("en", "know what to do?And children", "?→?  safe"),
        ("en", "the treaty ( INF) ended", "( →( safe"),
        ("en", "the treaty (INF ) ended", " )→) safe"),
        ("en", "the treaty(INF) ended", "(→ ( safe"),
        ("en", "the (INF)treaty ended", ")→)  safe"),
        ("en", "the end,, he", ",,→, safe"),
        ("en", "the end.. He", "..→. unsafe"),
        ("en", "it do n't matter", "do n't→don't safe"),
        ("en", "Russia ’s answer", "Russia ’s→Russia’s safe"),
        ("en", "Moscow，which", "，→,  safe"),
        ("en", "It ended。\n", "。→. safe"),
        ("en", "Moscow （Russia） said", "（→( safe|）→) safe"),
        ("en", "the capital- Moscow", "- → - |- none"),
        ("en", "the capital —Moscow", " —→ —  unsafe"),
        ("ru", "Он сказал , что", " ,→, safe"),
        ("ru", "из договора.Россия заявила", ".→.  safe"),
        ("fr", "le ministre , dit-il", " ,→, safe"),
        ("fr", "le gouvernement: il y a : oui", ":→ : unsafe"),
        (
            "es",
            "Sí. Es posible? Sí",
            "Es posible?→¿Es posible? unsafe",
        ),
        ("en", "a tsunami:hundreds died", ":→:  safe"),
        ("en", "Technology(BPPT) said", "(→ ( safe"),
        ("en", "intelligence ( AI) is", "( →( safe"),
        ("en", "intelligence ( AI ) is", "( AI )→(AI) safe"),
        ("zh", "协议.就像", ".→。 unsafe"),
        ("zh", "莫斯科,北京", ",→， unsafe"),
    ] {
        assert_eq!(found(language, text).join("|"), wanted, "{text}");
    }
}

#[test]
fn right_spaces_are_silent() {
    for (language, text) in [
        (
            "en",
            "He said ... and . . . then … 9.30, 1,500, U.S.A. and J.R. Ewing, e.g. this, etc., too.",
        ),
        (
            "en",
            "the .NET library, ASP.NET, Node.js, file.txt, Kostroma.Today, Gazeta.Ru, Yahoo!News",
        ),
        (
            "en",
            "medium- and long-range; a smile :) and ;-) :-D ( o ) 3 : 0",
        ),
        ("en", "He said “so ,” and ( “no” ) and \"so\" ,"),
        (
            "en",
            "minister(s), (re)build, print(value), teacher(in), f(x), the ' s",
        ),
        (
            "en",
            "https://x.org/a,b;c?d=e.Fa a@b.Com `a ,b` rock 'n' roll, the '80s, John's",
        ),
        (
            "en",
            "&quot;The &amp;so; A -- B, A - B, A—B, 1990–95, -word",
        ),
        ("en", "的，好。Moscow，莫斯科"),
        ("fr", "Quoi ? Non ! Il dit : oui ; non."),
        (
            "de",
            "Leser:innen, Vor- und Nachteile, Atomwaffen und -technologien, Kolleg(inn)en",
        ),
        ("es", "—dijo Juan— y ¿qué pasa? ¡Hola! ¿Hemos filtrado...?"),
        ("cs", "politici musí ,pocítit tlak‘ ze"),
        ("zh", "他说，莫斯科Moscow，北京。1,000人"),
        ("ru", "в 2030 г., и т. д., кто-то – что-то"),
        ("ja", "モスクワ、東京。"),
    ] {
        assert_eq!(found(language, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn names_with_colons_are_silent() {
    for text in ["dc:title, CSI:a, EU:n, 3:4, a: b, C++::x", "std::vec:iter"] {
        assert_eq!(found("en", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn safe_fixes_restore_the_text() {
    assert_eq!(
        fixed(
            "en",
            "He said , that the treaty ( INF ) was dead .The talks do n't go on ,he said.."
        ),
        "He said, that the treaty (INF) was dead. The talks don't go on, he said.."
    );
    assert_eq!(
        fixed("ru", "Он сказал , что договор.Россия"),
        "Он сказал, что договор. Россия"
    );
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in "([a-zA-Zа-я莫’“”«» .,;:!?()，。（）\u{a0}\n¿—–-]|n't|'s){0,60}") {
        for language in ["en", "fr", "es", "zh"] {
            let once = fixed(language, &text);
            prop_assert_eq!(&fixed(language, &once), &once);
        }
    }
}

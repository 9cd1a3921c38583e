//! `encoding-damage`: letters that became others because a program read the text in the wrong encoding.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::damage::{self, Damage};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds words that were read in the wrong encoding: `donâ€™t`, `РџСѓС‚РёРЅ`, `Ïóòèí`, `锛`, letters that became U+FFFD or a
    /// question mark. Where nothing is lost it says what stood there before, also when the text was damaged twice.
    ///
    /// ## Why
    /// A name in such letters is found by no search, and a reader takes the whole article for rubbish.
    ///
    /// ## Example
    /// ```text
    /// The president of MÃ©xico said that he wouldnâ€™t go to the summit, and the foreign minister will take his place.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The president of México said that he wouldn’t go to the summit, and the foreign minister will take his place.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the letters are decoded again, and a person should see the result. There is no fix where letters are lost.
    ///
    /// ## References
    /// - WHATWG Encoding Standard, https://encoding.spec.whatwg.org/
    /// - W3C, Character encodings: Essential concepts, https://www.w3.org/International/articles/definitions-characters/
    pub(crate) static META = {
        name: "encoding-damage",
        summary: "letters that were read in the wrong encoding, or lost",
        severity: Severity::Error,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "character-encoding", severity: MqmSeverity::Major },
    };
}

/// Characters of the damaged text that a message shows.
const SHOWN: usize = 40;

/// The rule.
pub(crate) struct EncodingDamage;

impl DocumentRule for EncodingDamage {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for damage in damage::find(context.text()) {
            if let Some(finding) = finding(context, &damage) {
                sink.report(context, finding);
            }
        }
    }
}

fn finding(context: &RuleContext, damage: &Damage) -> Option<Finding> {
    let span = Span::new(damage.start as u32, damage.end as u32);
    let surface = span.slice(context.text());
    let zone = context.document.zone_at(span);
    // A question mark in a web address begins its parameters.
    if zone.is_some() && damage.repaired.is_none() {
        return None;
    }
    // Bytes that are no text have a finding of their own.
    if context.document.source.is_lossy() && surface.contains('\u{FFFD}') {
        return None;
    }
    let shown = short(surface);
    let message = match &damage.repaired {
        Some(repaired) => format!("“{shown}” was “{}”: {}", short(repaired), damage.how),
        None => format!("“{shown}”: {}", damage.how),
    };
    let mut finding = Finding::new(&META, span, surface, message);
    finding.cause = Some(damage.how.to_owned());
    if let Some(repaired) = &damage.repaired {
        finding.suggestions = vec![repaired.clone()];
        let (applicability, reason) = match zone {
            Some(zone) => (Applicability::Display, format!("in {}", zone.kind.as_str())),
            None => (
                Applicability::Unsafe,
                "decoded again; compare it with the source".to_owned(),
            ),
        };
        finding.fix = Some(Fix {
            applicability,
            reason,
            edits: vec![Edit {
                span,
                text: repaired.clone(),
            }],
        });
    }
    Some(finding)
}

/// The first characters, without line ends.
fn short(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::META;
    use crate::Settings;
    use crate::rules::damage;
    use crate::rules::tests::check_under;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        check_under("{}", Settings::default(), text)
            .iter()
            .filter(|f| f.rule.name == META.name)
            .map(|f| format!("{} → {}", f.text, f.suggestions.join("|")))
            .collect()
    }

    #[test]
    fn damage_is_undone() {
        let mut wrong = Vec::new();
        for (text, said) in [
            ("He wouldnâ€™t go.", "wouldnâ€™t → wouldn’t"),
            ("â€œWe are ready,â€ he said", "â€œ → “"),
            ("President of MÃ©xico", "MÃ©xico → México"),
            ("10Â km away", "Â → "),
            ("РџСѓС‚РёРЅ уехал", "РџСѓС‚РёРЅ → Путин"),
            ("он сказал вЂ” да", "вЂ” → —"),
            ("donвЂ™t go", "donвЂ™t → don’t"),
            (
                "Ïóòèí ñêàçàë æóðíàëèñòàì",
                "Ïóòèí ñêàçàë æóðíàëèñòàì → Путин сказал журналистам",
            ),
            ("it鈥檚 late", "鈥檚 → ’s"),
            ("in M茅xico now", "M茅xico → México"),
            ("don¡¯t go", "¡¯ → ’"),
            ("donΓÇÖt go", "donΓÇÖt → don’t"),
            ("don‚Äôt go", "don‚Äôt → don’t"),
            ("don\u{92}t go", "don\u{92}t → don’t"),
            ("the Mal\u{FFFD}ndez case", "Mal\u{FFFD}ndez → "),
            ("облагая МЮКНЦНЛ основные", "МЮКНЦНЛ → налогом"),
            ("на ТБУУНПФТЕОЙЙ суда", "ТБУУНПФТЕОЙЙ → рассмотрении"),
            ("это яЁштхыю в", "яЁштхыю → привело"),
            (
                "усиливал б\u{A0}\u{AD}ЄжЁЁ в",
                "б\u{A0}\u{AD}ЄжЁЁ → санкции",
            ),
            (
                "nowy gość był tu, miał wykrywanie metodê łatwą",
                "metodê → metodę",
            ),
            (
                "ředitel řekl, že na universitì při Praze",
                "universitì → universitě",
            ),
            ("I don?t know", "don?t → don’t"),
            ("????? ???????, he said", "????? ??????? → "),
            ("Ã¢â‚¬Å“We", "Ã¢â‚¬Å“We → “We"),
        ] {
            let found = lines(text);
            if !found.contains(&said.to_owned()) {
                wrong.push(format!("{text:?}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(
            lines("ÐŸÑƒÑ‚Ð¸Ð½ Ð¿Ñ€Ð¸Ð±Ñ‹Ð»"),
            ["ÐŸÑƒÑ‚Ð¸Ð½ Ð¿Ñ€Ð¸Ð±Ñ‹Ð» → Путин прибыл"]
        );
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "SÃO PAULO, a cidade de MANHÃ – IRMÃ”, ESPAÑA…",
            "« Déjà »\u{A0}: l’été\u{A0}»\u{A0}; où «\u{A0}là\u{A0}»…",
            "„GRÖ“ sagte er – Spaß“, Ähnliches",
            "În România, cât și Âncora, CASĂ”",
            "Þórður Guðmundsson í Reykjavík",
            "РС Сёмин, Рік Січень, В «Газпроме», №\u{A0}5 — «Россия»",
            "СЈ ЂУРЂЕВИЋ, Ђоковић и Ђинђић",
            "РОССИЯ и ЕВРОПА, ПРЕЗИДЕНТ УКРАИНЫ, ГАЗПРОМ, МОСКВА, БЮДЖЕТ",
            "рвутся русую ту суть, пре\u{AD}зи\u{AD}дент, ст.\u{A0}5 § 4, © Иванов",
            "ВЪПРОСЪТ, СЪБИТИЯ В БЪЛГАРИЯ, ПОДІЇ В УКРАЇНІ",
            "był miał łowił crê, Tromsø i forêt-noire, wojny³ i pokoju",
            "кГц, дБ, вУЗ и США, ТАСС",
            "jäääär, hääyöaie, ÄÖÜäöüß",
            "A股市场和T恤, 张骞, 横浜, 外交部发言人",
            "ΑΘΗΝΑ – «Γεια»",
            "Really? yes. What?! Why??? sell????",
            "https://example.org/a?b=c&d?e",
            "10 м², 5 °C, √2 ≈ 1,41",
            "Erdoğan’ın “Ğ” harfi, İstanbul’dan…",
        ] {
            assert_eq!(lines(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_fit_any_text(text in "([a-zâ€™Ã©ÐÑРСвЂ鈥锛¡¯?\u{FFFD}\u{92}\u{19} ]|\\PC){0,60}") {
            let mut end = 0;
            for damage in damage::find(&text) {
                prop_assert!(damage.start >= end && damage.start < damage.end);
                prop_assert!(text.get(damage.start..damage.end).is_some());
                end = damage.end;
            }
        }

        #[test]
        fn utf8_read_as_windows_1251_comes_back(word in "[А-Я]?[а-я]{3,12}") {
            let damaged: String = encoding_rs::WINDOWS_1251.decode_without_bom_handling(word.as_bytes()).0.into_owned();
            let found = damage::find(&damaged);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].repaired.as_deref(), Some(word.as_str()));
        }
    }
}

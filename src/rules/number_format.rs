//! `number-format`: separators, signs and words beside a number that came from another language.

use super::beside_number::{Locales, span};
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::number_faults::{Fault, look};
use super::number_signs::numero;
use crate::document::SegmentKind;
use crate::finding::{Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity};
use crate::text::numeral::numerals;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds numbers that kept the form of another language: a decimal before a small magnitude (`5.5 thousand km`), a decimal comma
    /// in English and a decimal point where a comma is usual, thousands set apart as elsewhere (`25 000`, `1.500.000`), `5 %`, `50$`,
    /// `№ 5`, `90-s`, `26 th`, and words of another script left beside figures (`5 млн`). Versions, sections, scores, dates, clock
    /// times and telephone numbers are left alone.
    ///
    /// ## Why
    /// Machine translation copies figures as they stand. `1,500` is fifteen hundred in English and one and a half in German, so that
    /// a separator left over is not only ugly: it may be read as another number.
    ///
    /// ## Example
    /// ```text
    /// The pipeline would run for 4.5 thousand km through three countries, and about 3,5 percent of it was built.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The pipeline would run for 4,500 km through three countries, and about 3.5 percent of it was built.
    /// ```
    ///
    /// ## Fix safety
    /// Safe for `№ 5`, `90-s` and `26 th`, where no figure changes. Unsafe elsewhere, and only a hint where a group of three figures
    /// may be a fraction.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 9.8, 9.18 and 9.55, on large numbers, percentages and separators
    /// - ISO 80000-1:2022, 7.2, on numbers and the decimal sign
    pub(crate) static META = {
        name: "number-format",
        summary: "a number with the separators, signs or words of another language",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "number-format", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct NumberFormat;

impl DocumentRule for NumberFormat {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let text = context.text();
        let mut locales = Locales::new(context);
        let mut previous = None;
        for numeral in numerals(text) {
            if let Some(fault) = look(text, &mut locales, &numeral, previous.as_ref()) {
                report(context, sink, fault);
            }
            previous = Some(numeral);
        }
        let mut locales = Locales::new(context);
        for fault in numero(text, &mut locales) {
            report(context, sink, fault);
        }
    }
}

fn report(context: &RuleContext, sink: &mut Sink, fault: Fault) {
    let place = span(fault.start, fault.end);
    if context.document.zone_at(place).is_some() || is_section(context, place) {
        return;
    }
    let surface = place.slice(context.text());
    let message = format!("{surface}: {}", fault.says);
    let mut finding = Finding::new(&META, place, surface, message);
    finding.severity = fault.severity;
    finding.cause = Some(fault.cause.to_owned());
    if let Some(new) = fault.suggestion {
        finding.suggestions = vec![new];
        finding.fix = Some(Fix {
            applicability: fault.applicability,
            reason: fault.reason.to_owned(),
            edits: fault.edits,
        });
    }
    sink.report(context, finding);
}

/// Whether a number counts chapters: it begins a heading, a point of a list, a cell or a link.
fn is_section(context: &RuleContext, place: Span) -> bool {
    let document = context.document;
    let next = document
        .segments
        .partition_point(|s| s.span.end <= place.start);
    let segment = document.segments.get(next);
    segment.is_some_and(|it| it.span.start == place.start && it.kind != SegmentKind::Paragraph)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{check_under, found_by};
    use crate::{LanguageTag, Settings};
    use proptest::prelude::*;

    fn found(language: &str, text: &str) -> Vec<String> {
        found_by("number-format", language, text)
    }

    fn fires(language: &str, cases: &[(&str, &str)]) {
        for (text, wanted) in cases {
            assert_eq!(found(language, text), [*wanted], "{text}");
        }
    }

    #[test]
    fn decimals_before_a_small_magnitude() {
        fires(
            "en",
            &[
                (
                    "a pipe of 300 to 4.5 thousand km",
                    "warning \"4.5 thousand\" → 4,500 unsafe",
                ),
                (
                    "some 2,3 thousand people",
                    "info \"2,3 thousand\" → 2,300 unsafe",
                ),
                (
                    "about 12.25 thousand of them",
                    "info \"12.25 thousand\" → 12,250 display",
                ),
            ],
        );
        fires(
            "de",
            &[(
                "rund 5,5 Tausend Euro",
                "warning \"5,5 Tausend\" → 5.500 unsafe",
            )],
        );
        for text in [
            "5.5 million people",
            "12 thousand people",
            "1,500 thousand tons",
        ] {
            assert_eq!(found("en", text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("ru", "около 5,5 тысяч человек"), Vec::<String>::new());
    }

    #[test]
    fn separators_of_other_languages() {
        fires(
            "en",
            &[
                ("it rose by 3,5 percent", "info \"3,5\" → 3.5 unsafe"),
                ("it cost $2,5 billion", "info \"2,5\" → 2.5 unsafe"),
                ("it fell to 0,25 in May", "info \"0,25\" → 0.25 unsafe"),
                ("about 25 000 people", "info \"25 000\" → 25,000 unsafe"),
                (
                    "some 1 500 000 left",
                    "info \"1 500 000\" → 1,500,000 unsafe",
                ),
                (
                    "some 1.500.000 left",
                    "info \"1.500.000\" → 1,500,000 unsafe",
                ),
                ("about 25.000 people", "info \"25.000\" → 25,000 display"),
                ("paid 1.500,50 euros", "info \"1.500,50\" → 1,500.50 unsafe"),
            ],
        );
        fires(
            "de",
            &[
                ("um 3.5 Prozent", "info \"3.5\" → 3,5 unsafe"),
                (
                    "rund 1,500,000 Menschen",
                    "info \"1,500,000\" → 1.500.000 unsafe",
                ),
                ("rund 25,000 Menschen", "info \"25,000\" → 25.000 display"),
            ],
        );
        fires(
            "ru",
            &[("выросло на 3.5 процента", "info \"3.5\" → 3,5 unsafe")],
        );
    }

    #[test]
    fn what_looks_like_a_foreign_number() {
        for text in [
            "iOS 14.2, version 3.5 and Chapter 2.1",
            "won 6-4, 3-6, and 10,000 came",
            "beat him by 2.256 seconds; 4.176 million cases; 2.500 seconds",
            "call 0800 555 111 or 116 123 (UK)",
            "from 192.168.1.1 to 10.0.0.2",
            "in 2020 300 people came, aged 8, 10,12 and 14",
            "on 26.10.2020 at 22.00",
            "COVID-19,24 new cases on July 25,22 in May",
            "the Boeing 737 800 flew",
            "40% of 1,234,567.89 is $5",
            "pages 3,5 and 7",
        ] {
            assert_eq!(found("en", text), Vec::<String>::new(), "{text}");
        }
        for text in [
            "um 22.00 Uhr am 3.5. in Berlin",
            "Windows 8.1 kostet 1.500 Euro",
            "2,256 Sekunden vor ihm",
        ] {
            assert_eq!(found("de", text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn signs_and_endings() {
        fires(
            "en",
            &[
                ("some 5 % of it", "info \"5 %\" → 5% unsafe"),
                ("for 50$ in cash", "info \"50$\" → $50 unsafe"),
                (
                    "worth 5 billion $ now",
                    "info \"5 billion $\" → $5 billion unsafe",
                ),
                ("in hall № 29", "info \"№ 29\" → No. 29 safe"),
                ("on July 26 th", "info \"26 th\" → 26th safe"),
                ("the 21-st century", "info \"21-st\" → 21st safe"),
                ("in the 1990-s", "info \"1990-s\" → 1990s safe"),
                ("the 5-й regiment", "warning \"5-й\" → 5th unsafe"),
                ("worth 5 млн rubles", "warning \"5 млн\" → 5 million unsafe"),
                ("down to + 15 °C", "info \"+ 15\" → +15 unsafe"),
            ],
        );
        fires("tr", &[("oranı 5% arttı", "info \"5%\" → %5 unsafe")]);
        assert_eq!(found("en", "4 $20 notes"), Vec::<String>::new());
        assert_eq!(found("ru", "зал № 29"), Vec::<String>::new());
        assert_eq!(found("de", "5% und 5 %"), Vec::<String>::new());
    }

    #[test]
    fn other_languages_and_scripts() {
        fires(
            "uk",
            &[("зросло на 3.5 відсотка", "info \"3.5\" → 3,5 unsafe")],
        );
        fires(
            "es",
            &[("un 3.5 por ciento, antes 2,1", "info \"3.5\" → 3,5 unsafe")],
        );
        fires("zh", &[("增长了3,5%", "info \"3,5\" → 3.5 unsafe")]);
        for (language, text) in [
            ("zh", "约16,700人，1.25亿英镑"),
            ("ru", "25 000 человек, 1,5 тыс. и 22.00"),
            ("es", "un 3.5 por ciento y un 2.1 por ciento"),
            (
                "es",
                "un 3.5 por ciento, un 2.1 por ciento, 1,250,000 pesos y 52,345.67 puntos",
            ),
            ("ja", "1,500人"),
        ] {
            assert_eq!(found(language, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_doubtful_language_says_little_of_separators() {
        let text = "Voyage 25 000 plus";
        let settings = Settings::default();
        let silent = check_under("", settings, text)
            .iter()
            .all(|f| f.rule.name != "number-format");
        assert!(silent);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn edits_lie_on_boundaries_and_safe_fixes_settle(
            pieces in proptest::collection::vec(
                prop::sample::select(vec![
                    "5", "26", "2020", "000", ".", ",", " ", "\u{a0}", "-", "–", ":", "%", "$", "€", "№",
                    "°C", " thousand", " of ", "May", " at ", " year", " г.", "млн", "th", "-s", "h", "p.m.",
                    "/", "XI", "’", "о", "日", "\n",
                ]),
                0..24,
            ),
            language in prop::sample::select(vec!["en", "de", "fr", "ru", "tr", "zh"]),
        ) {
            let text = pieces.concat();
            let settings = Settings { language: LanguageTag::parse(language), ..Settings::default() };
            for finding in check_under("", settings, &text) {
                if !finding.rule.name.ends_with("-format") {
                    continue;
                }
                prop_assert_eq!(finding.span.slice(&text), finding.text.as_str());
                for edit in finding.fix.iter().flat_map(|f| &f.edits) {
                    prop_assert!(text.get(edit.span.range()).is_some());
                }
                let Some(fix) = finding.fix.filter(|f| f.applicability == crate::Applicability::Safe) else {
                    continue;
                };
                let mut fixed = text.clone();
                for edit in fix.edits.iter().rev() {
                    fixed.replace_range(edit.span.range(), &edit.text);
                }
                let settings = Settings { language: LanguageTag::parse(language), ..Settings::default() };
                let again = check_under("", settings, &fixed);
                prop_assert!(!again.iter().any(|f| f.rule.name == finding.rule.name && f.span.start == finding.span.start && f.text == finding.text));
            }
        }
    }
}

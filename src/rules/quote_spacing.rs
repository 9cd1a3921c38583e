//! `quote-spacing`: a quotation mark on the wrong side of its space, with a space too many or too few.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::quote_place::{Fault, Place, looks_odd};
use super::quote_single;
use crate::document::quotations::marks::Glyph;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::scan::embedded::knowledge;
use crate::text::script::{Script, dominant_script};
use crate::text::span::Span;

/// Bytes on either side of a mark that show which way the text runs.
const NEAR: usize = 40;

rule_meta! {
    /// ## What it does
    /// Finds quotation marks that stand on the wrong side of their space (`, ”said`), that have a space inside (`“ reach ”`) or none
    /// outside (`treaty”said`), and marks typed twice. Which mark opens and which closes is read from the whole text, so that straight
    /// marks count too. Inches, minutes, code and the case endings that some languages write after a closing mark are left alone.
    ///
    /// ## Why
    /// A machine translates the words between the marks one sentence at a time and puts marks and spaces back by guess. The reader
    /// stumbles, and nobody can tell whose words these are.
    ///
    /// ## Example
    /// ```text
    /// “The treaty has served both sides well for thirty years, ”said the minister after the talks in Geneva on Friday.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// “The treaty has served both sides well for thirty years,” said the minister after the talks in Geneva on Friday.
    /// ```
    ///
    /// ## Fix safety
    /// Safe where the mark can only be read one way: only spaces move. Straight marks (`"`) whose neighbours could be read otherwise
    /// give an unsafe fix, as does a mark at the wrong end of a line.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 6.9–6.11 and 13.30
    /// - the marks of each language in `glossary/locale/`, with their sources
    pub(crate) static META = {
        name: "quote-spacing",
        summary: "a quotation mark on the wrong side of its space",
        severity: Severity::Warning,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "punctuation", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct QuoteSpacing;

impl DocumentRule for QuoteSpacing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let quotations = context.document.quotations();
        let (marks, habits) = (quotations.marks(), quotations.habits());
        for (number, mark) in marks.iter().enumerate() {
            if !looks_odd(mark) {
                continue;
            }
            let span = Span::new(
                mark.placed.at as u32,
                (mark.placed.at + mark.placed.len) as u32,
            );
            let language = context.language_at(span).map(|l| l.primary());
            let place = Place {
                text: context.text(),
                words: language.and_then(|l| knowledge().words(l)),
                locale: context.locale_at(span),
                habits,
                marks,
                mark,
                number,
            };
            if is_mirrored(context.text(), mark.placed.glyph, span) {
                continue;
            }
            if let Some(fault) = place.fault() {
                let straight = mark.placed.glyph == Glyph::Straight;
                sink.report(context, finding(context.text(), fault, straight));
            }
        }
        for fault in quote_single::faults(context) {
            sink.report(context, finding(context.text(), fault, false));
        }
    }
}

/// Whether a curly mark stands in text that runs from right to left: keyboards and programs mirror it or not, so its shape does not tell
/// whether it opens or closes.
fn is_mirrored(text: &str, glyph: Glyph, span: Span) -> bool {
    if !matches!(glyph, Glyph::LeftCurly | Glyph::RightCurly) {
        return false;
    }
    let from = text.floor_char_boundary((span.start as usize).saturating_sub(NEAR));
    let to = text.ceil_char_boundary((span.end as usize + NEAR).min(text.len()));
    let around = dominant_script(text.get(from..to).unwrap_or(""));
    matches!(around, Script::ARAB | Script::HEBR)
}

fn finding(text: &str, fault: Fault, straight: bool) -> Finding {
    let span = shown(text, &fault.edit);
    let here = span.slice(text);
    let mut finding = Finding::new(&META, span, here, fault.message.to_owned());
    finding.cause = Some("marks and spaces put back by a machine".to_owned());
    if !fault.certain || (fault.forgotten && straight) {
        finding.severity = Severity::Info;
    }
    finding.suggestions = vec![with_edit(text, span, &fault.edit)];
    finding.fix = Some(Fix {
        applicability: if fault.certain {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        },
        reason: if fault.certain {
            "only spaces beside the mark change".to_owned()
        } else {
            "the mark could be read another way".to_owned()
        },
        edits: vec![fault.edit],
    });
    finding
}

/// The edit with the word or sign on each side.
fn shown(text: &str, edit: &Edit) -> Span {
    let (from, to) = (edit.span.start as usize, edit.span.end as usize);
    let head = text.get(..from).unwrap_or_default();
    let tail = text.get(to..).unwrap_or_default();
    let back = run(head.chars().rev());
    let on = run(tail.chars());
    Span::new((from - back) as u32, (to + on) as u32)
}

/// Longer words are not shown whole.
const LONGEST_SHOWN: usize = 24;

/// Bytes of the word at the start of `chars`, else of one sign, else of nothing.
fn run(mut chars: impl Iterator<Item = char>) -> usize {
    let Some(first) = chars.next().filter(|c| !c.is_whitespace()) else {
        return 0;
    };
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    let rest = chars
        .take_while(|c| c.is_alphanumeric())
        .take(LONGEST_SHOWN);
    first.len_utf8() + rest.map(char::len_utf8).sum::<usize>()
}

/// What stands at `span` after `edit`.
fn with_edit(text: &str, span: Span, edit: &Edit) -> String {
    let before = Span::new(span.start, edit.span.start).slice(text);
    let after = Span::new(edit.span.end, span.end).slice(text);
    format!("{before}{}{after}", edit.text)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    fn found(text: &str) -> Vec<String> {
        let mut found = lines("", None, text);
        found.retain(|l| l.starts_with("quote-spacing"));
        found
    }

    #[test]
    fn marks_on_the_wrong_side_of_their_space_move() {
        assert_eq!(
            found("“We are late, ”said Yermakov."),
            ["quote-spacing warning \", ”said\" → ,” said safe"]
        );
        assert_eq!(
            found("\"We are late, \"said Yermakov."),
            ["quote-spacing warning \", \\\"said\" → ,\" said safe"]
        );
        assert_eq!(
            found("where they“ reach ”countries"),
            [
                "quote-spacing warning \"they“ reach\" → they “reach safe",
                "quote-spacing warning \"reach ”countries\" → reach” countries safe"
            ]
        );
    }

    #[test]
    fn mirrored_marks_of_arabic_and_hebrew_are_left_alone() {
        for text in [
            "قال الوزير إن ”الاتفاق جاهز للتوقيع“ وأضاف أن المحادثات مستمرة.",
            "قال الوزير إن “الاتفاق جاهز للتوقيع” وأضاف أن المحادثات مستمرة.",
            "השר אמר כי ”ההסכם מוכן לחתימה“ והוסיף כי השיחות נמשכות.",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn spaces_too_many_and_too_few() {
        for (text, wanted) in [
            ("“We talk. ”\n\nHe left.", "\". ”\" → .” safe"),
            ("He said:“We talk.”", "\":“We\" → : “We safe"),
            (
                "the “treaty”said Antonov",
                "\"treaty”said\" → treaty” said safe",
            ),
            ("the “treaty” , he said", "\"treaty” ,\" → treaty”, safe"),
            ("““We talk,” he said.", "\"““We\" → “We safe"),
            ("““We talk,” he said.\n“No.”\nThis.”", "\"““We\" → “We safe"),
            ("the “treaty”of Geneva", "\"treaty”of\" → treaty” of safe"),
            ("in Putin’s“own words”.", "\"s“own\" → s “own safe"),
            (
                "the role of“treaty” here",
                "\"of“treaty\" → of “treaty safe",
            ),
        ] {
            assert_eq!(
                found(text),
                [format!("quote-spacing warning {wanted}")],
                "{text}"
            );
        }
    }

    #[test]
    fn single_marks_move_too() {
        for (text, wanted) in [
            (
                "‘We are late, ’said Yermakov.",
                "\", ’said\" → ,’ said safe",
            ),
            (
                "'We are late, 'said Yermakov.",
                "\", 'said\" → ,' said safe",
            ),
            ("‘We isn’t late. ’\n\nHe left.", "\". ’\" → .’ safe"),
            ("They ‘ reach’ it.", "\"‘ reach\" → ‘reach safe"),
            (
                "He was ‘making plans, ’the paper has it.",
                "\", ’the\" → ,’ the safe",
            ),
        ] {
            assert_eq!(
                found(text),
                [format!("quote-spacing warning {wanted}")],
                "{text}"
            );
        }
        for text in [
            "In the ’80s, ’twas said; rock ’n’ roll, ’em.",
            "‘Well, ’tis late,’ he said.",
            "The ministers’ talks, 'they said, failed.",
            "Er sagte ‚ja‘ und ging, ’s war spät.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_french_mark_glued_to_a_word_does_not_turn_the_others() {
        let text = "Il voit une « réponse »des États-Unis aux mesures de la ville, un « trésor ».";
        let settings = crate::Settings {
            language: crate::LanguageTag::parse("fr"),
            ..crate::Settings::default()
        };
        let found: Vec<String> = crate::rules::tests::check_under("", settings, text)
            .iter()
            .map(crate::rules::tests::line)
            .collect();
        assert_eq!(found, ["quote-spacing warning \"»des\" → » des safe"]);
    }

    #[test]
    fn marks_at_the_wrong_end_of_a_line() {
        assert_eq!(
            found("“We are late.\n” He left."),
            ["quote-spacing warning \".\\n” He\" → .”\nHe safe"]
        );
        assert_eq!(
            found("He said: “\nWe are late.”"),
            ["quote-spacing warning \": “\\nWe\" → :\n“We safe"]
        );
    }

    #[test]
    fn right_marks_inches_and_endings_are_silent() {
        for text in [
            "“We talk,” he said. “They”—the others—“do not.”",
            "a 19\" screen and a 6'2\" man who said \"no\" in \"2020\"",
            "\"We talk,\" he said, \"and you \"listen\" to us.\"",
            "the “it”s and the (“so-called”) “X”-class, “...and more”",
            "“First.\n\n“Second.”\n\nThird.",
            "to focus on the”beautiful county” in spring",
            "let x = \"\"; `a = \"b \"`; {\"key\":\"value\"}",
            "他说：“我们谈。”然后“走”了。",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn marks_that_lost_their_partner_are_not_turned_around_safely() {
        for text in [
            "Er erwähnte \"Fehler und sagte, sie sei \"klug\" und alt.",
            "He said that \"the crisis has grown since.",
            "Il évite les erreurs courantes\" sont les mots du texte.",
            "Сказал, что \" не ждёт ничего хорошего от них.",
        ] {
            let found = found(text);
            let safe = found.iter().any(|l| l.ends_with(" safe"));
            assert!(!safe, "{text}: {found:?}");
        }
    }

    #[test]
    fn rows_of_tables_and_particles_are_silent() {
        for text in [
            "\"Smith, John\",\"He said \"\"no\"\" to me\",1999",
            "\"Trump called it a \"\"pipe dream\"\" that would end.\"",
            "그는 \"안녕\"이라고 말했다.",
            "Powiedział: „Tak, jest. Drugi dodał: “Ostateczne słowo padło”.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn edits_fit_the_text(text in "[\"“”„«»‘’'a1жs., :\\-\n語]{0,50}") {
            for (_, finding) in crate::rules::tests::check("", None, &[("t.txt", &text)]) {
                for edit in finding.fix.iter().flat_map(|f| &f.edits) {
                    proptest::prop_assert!(text.get(edit.span.range()).is_some());
                }
            }
        }
    }
}

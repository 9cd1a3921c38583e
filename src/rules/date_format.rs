//! `date-format`: a date in the form of another language (`26.10.2020`, `8 of December`, `in 2019 year`), and dates that no calendar has.

use super::beside_number::{Locales, span};
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::date_faults::{Fault, figures};
use super::date_words::words;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::text::numeral::numerals;

rule_meta! {
    /// ## What it does
    /// Finds dates that kept the form of another language: `26.10.2020` in English, `10/26/2020` where the day comes first,
    /// `8 of December`, `8. January`, `December, 8`, `on the 26 October`, `in 2019 year`, `1987 г.`, a month in Roman figures; and
    /// days that a month does not have. ISO dates, `26th of October` and either order of day and month in English are left alone.
    ///
    /// ## Why
    /// Machine translation copies a date sign by sign. `10.12.2020` is in December where it was written and in October to many of
    /// those who read it in English.
    ///
    /// ## Example
    /// ```text
    /// The agreement was signed on 26.10.2020 in Moscow, and the embassy confirmed the date in a letter to the newspaper.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The agreement was signed on October 26, 2020 in Moscow, and the embassy confirmed the date in a letter to the newspaper.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the order of day and month follows the other dates of the text, and a person sees whether it fits.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 9.31 and 9.35, on the form of dates
    pub(crate) static META = {
        name: "date-format",
        summary: "a date in the form of another language, or one that does not exist",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "date-format", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct DateFormat;

impl DocumentRule for DateFormat {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut locales = Locales::new(context);
        let mut done = 0;
        for numeral in numerals(context.text()) {
            if numeral.is_overlong() || numeral.start() < done {
                continue;
            }
            let fault = figures(context, &mut locales, &numeral)
                .or_else(|| words(context, &mut locales, &numeral));
            if let Some(fault) = fault {
                done = fault.end;
                report(context, sink, fault);
            }
        }
    }
}

fn report(context: &RuleContext, sink: &mut Sink, fault: Fault) {
    let place = span(fault.start, fault.end);
    if context.document.zone_at(place).is_some() {
        return;
    }
    let surface = place.slice(context.text());
    let message = format!("{surface}: {}", fault.says);
    let mut finding = Finding::new(&META, place, surface, message);
    if fault.impossible {
        finding.severity = Severity::Warning;
        finding.cause = Some("figures were changed or mixed up".to_owned());
    } else {
        finding.cause = Some("the date was copied in the form of the original".to_owned());
    }
    if let Some(new) = fault.new {
        finding.suggestions = vec![new.clone()];
        finding.fix = Some(Fix {
            applicability: Applicability::Unsafe,
            reason: "a person sees whether the date is read rightly".to_owned(),
            edits: vec![Edit {
                span: place,
                text: new,
            }],
        });
    }
    sink.report(context, finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::found_by;

    fn found(language: &str, text: &str) -> Vec<String> {
        found_by("date-format", language, text)
    }

    fn fires(language: &str, cases: &[(&str, &str)]) {
        for (text, wanted) in cases {
            assert_eq!(found(language, text), [*wanted], "{text}");
        }
    }

    #[test]
    fn dates_of_other_languages() {
        fires(
            "en",
            &[
                (
                    "signed on 26.10.2020 in",
                    "info \"26.10.2020\" → October 26, 2020 unsafe",
                ),
                (
                    "on 3 May they met; signed on 01.09.2004.",
                    "info \"01.09.2004\" → 1 September 2004 unsafe",
                ),
                (
                    "of 2020.10.26, on",
                    "info \"2020.10.26\" → October 26, 2020 unsafe",
                ),
                (
                    "on 8 of December he",
                    "info \"8 of December\" → December 8 unsafe",
                ),
                (
                    "closed on 15. July last year",
                    "info \"15. July\" → July 15 unsafe",
                ),
                (
                    "On Sunday, July, 26, rain",
                    "info \"July, 26\" → July 26 unsafe",
                ),
                (
                    "on the 26 October, he said",
                    "info \"the 26 October\" → 26 October unsafe",
                ),
                (
                    "it began in 2019 year and",
                    "info \"2019 year\" → 2019 unsafe",
                ),
                (
                    "Skopje (30 of September), he",
                    "info \"30 of September\" → September 30 unsafe",
                ),
                (
                    "tonight, 29 of September, 2018.",
                    "info \"29 of September\" → September 29 unsafe",
                ),
                (
                    "on November, 6 - if, as",
                    "info \"November, 6\" → November 6 unsafe",
                ),
                (
                    "the war in the 1953th year.",
                    "info \"the 1953th year\" → 1953 unsafe",
                ),
                ("of 1987 г. on arms", "info \"1987 г.\" → 1987 unsafe"),
                (
                    "on 26.XI.2020 in",
                    "info \"26.XI.2020\" → November 26, 2020 unsafe",
                ),
            ],
        );
        fires(
            "ru",
            &[("от 10.26.2020 в", "info \"10.26.2020\" → 26.10.2020 unsafe")],
        );
        fires(
            "de",
            &[(
                "am 10/26/2020 in",
                "info \"10/26/2020\" → 26.10.2020 unsafe",
            )],
        );
        fires(
            "fr",
            &[(
                "le octobre 26, 2020 à",
                "info \"octobre 26, 2020\" → 26 octobre 2020 unsafe",
            )],
        );
    }

    #[test]
    fn dates_that_no_calendar_has() {
        fires(
            "en",
            &[
                ("on February 30, they", "warning \"February 30\" →  none"),
                ("on 31 April 2020 in", "warning \"31 April\" →  none"),
                ("on 31.02.2020 in", "warning \"31.02.2020\" →  none"),
            ],
        );
        fires(
            "ru",
            &[("31 июня 2020 года", "warning \"31 июня\" →  none")],
        );
    }

    #[test]
    fn what_looks_like_a_foreign_date() {
        for text in [
            "on 2020-10-26 and October 26, 2020",
            "on the 26th of October and 26 October",
            "the 24 December election date",
            "Since June, 11 high school students and since April, 9 of whom",
            "He scored 27. March was cold.",
            "a history of 2000 years, the year 2020, the 2020 year-end",
            "version 1.2.3, 192.168.10.20",
            "in November 31 people died",
            "on 29 February 2020 and February 29",
            "in May 68",
            "the 1000th year of the city, in the 2000th yearly review",
            "eight of March, 30 of Marchs",
            "on 26/10/2020",
        ] {
            assert_eq!(found("en", text), Vec::<String>::new(), "{text}");
        }
        for (language, text) in [
            ("de", "am 26.10.2020 und am 8. Januar"),
            ("ru", "26.10.2020, 8 января 1987 г."),
            ("fr", "le 26/10/2020, 8 octobre"),
            ("zh", "2020.10.26"),
        ] {
            assert_eq!(found(language, text), Vec::<String>::new(), "{text}");
        }
    }
}

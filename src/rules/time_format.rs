//! `time-format`: a time of day in the form of another language (`at 22.00`, `22-00`, `22:00 o'clock`).

use super::beside_number::{Locales, span};
use super::clock::{Found, look};
use super::clock_half::House;
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, OptionKind, RuleMeta,
    RuleOption, RuleStatus, Severity,
};
use crate::text::numeral::numerals;

rule_meta! {
    /// ## What it does
    /// Finds times of day that kept the form of another language: `at 22.00`, `22-00`, `22h00`, `9.00–18.00`, a time of twenty-four
    /// hours with `p.m.`, `22:00 o'clock`, `8 hours 30 minutes Moscow time`. A number with a point counts as a time only beside a
    /// word that shows it; prices, scores, lengths and British `9.30am` are left alone. Where a house has chosen a clock of twelve or of
    /// twenty-four hours, English times of the other one are found too.
    ///
    /// ## Why
    /// Russian, German and many other languages write a point between hours and minutes, and machine translation copies it. To an
    /// English reader 22.00 is a number.
    ///
    /// ## Example
    /// ```text
    /// The spacecraft is to leave the station at 22.00 Moscow time, and the crew will land in the steppe in the morning.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The spacecraft is to leave the station at 22:00 Moscow time, and the crew will land in the steppe in the morning.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: a person sees whether it is a time of day. The figures stay as they are.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 9.37 and 9.39, on times of day
    pub(crate) static META = {
        name: "time-format",
        summary: "a time of day in the form of another language",
        severity: Severity::Info,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "time-format", severity: MqmSeverity::Minor },
        options: &[RuleOption {
            name: "clock",
            kind: OptionKind::Choice(&["any", "12", "24"]),
            default: "any",
            help: "the hours of the day in languages that have both, as in 9:30 p.m. or 21:30",
        }],
    };
}

/// The rule.
pub(crate) struct TimeFormat;

impl DocumentRule for TimeFormat {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let mut locales = Locales::new(context);
        let house = House::of(context.choice(&META, "clock"));
        let mut previous = None;
        for numeral in numerals(context.text()) {
            for found in look(context, &mut locales, &numeral, previous.as_ref(), house) {
                report(context, sink, found);
            }
            previous = Some(numeral);
        }
    }
}

fn report(context: &RuleContext, sink: &mut Sink, found: Found) {
    let place = span(found.start, found.end);
    if context.document.zone_at(place).is_some() {
        return;
    }
    let surface = place.slice(context.text());
    let message = format!("{surface}: {}", found.says);
    let mut finding = Finding::new(&META, place, surface, message);
    finding.cause = Some("the time was copied in the form of the original".to_owned());
    finding.suggestions = vec![found.new.clone()];
    finding.fix = Some(Fix {
        applicability: Applicability::Unsafe,
        reason: "a person sees whether it is a time of day".to_owned(),
        edits: vec![Edit {
            span: place,
            text: found.new,
        }],
    });
    sink.report(context, finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{check_under, found_by, line};
    use crate::{LanguageTag, Settings};

    fn found(language: &str, text: &str) -> Vec<String> {
        let found = found_by("time-format", language, text);
        found.iter().map(|l| l.replacen("info ", "", 1)).collect()
    }

    #[test]
    fn times_of_other_languages() {
        for (text, wanted) in [
            ("begins at 22.00.", "\"22.00\" → 22:00 unsafe"),
            ("at 7.30 I read", "\"7.30\" → 7:30 unsafe"),
            ("(13.00 GMT)", "\"13.00\" → 13:00 unsafe"),
            ("landed by 08.00 on Friday", "\"08.00\" → 08:00 unsafe"),
            ("at 9.30 Moscow time", "\"9.30\" → 9:30 unsafe"),
            ("on Saturday, 10.00 to", "\"10.00\" → 10:00 unsafe"),
            ("at 22-00 they left", "\"22-00\" → 22:00 unsafe"),
            ("begins at 22h00", "\"22h00\" → 22:00 unsafe"),
            ("at 22:00 o'clock", "\"22:00 o'clock\" → 22:00 unsafe"),
            ("at 22:00 p.m. on", "\"22:00 p.m.\" → 22:00 unsafe"),
            (
                "at 8 hours 30 minutes Moscow time",
                "\"8 hours 30 minutes\" → 8:30 unsafe",
            ),
        ] {
            assert_eq!(found("en", text), [wanted], "{text}");
        }
        let range = ["\"9.00\" → 9:00 unsafe", "\"18.00\" → 18:00 unsafe"];
        assert_eq!(found("en", "open from 9.00 to 18.00 daily"), range);
        assert_eq!(found("en", "open 9.00–18.00"), range);
        assert_eq!(
            found("fr", "à 22.00, heure locale"),
            ["\"22.00\" → 22h00 unsafe"]
        );
    }

    #[test]
    fn the_clock_of_the_house() {
        let found = |clock: &str, text: &str| -> Vec<String> {
            let mut settings = Settings {
                language: LanguageTag::parse("en"),
                ..Settings::default()
            };
            let options = &mut settings.rules.entry("time-format").options;
            options.insert("clock".to_owned(), vec![clock.to_owned()]);
            let findings = check_under("", settings, text);
            let lines = findings.iter().map(line);
            lines
                .filter_map(|it| it.strip_prefix("time-format info ").map(str::to_owned))
                .collect()
        };
        for (clock, text, wanted) in [
            ("24", "at 9:30 p.m. on", "\"9:30 p.m.\" → 21:30 unsafe"),
            ("24", "by 4 p.m. Moscow time", "\"4 p.m.\" → 16:00 unsafe"),
            ("24", "at 12:15 a.m. GMT", "\"12:15 a.m.\" → 0:15 unsafe"),
            ("24", "at 9 p.m. They left", "\"9 p.m\" → 21:00 unsafe"),
            ("12", "at 21:30 on Friday", "\"21:30\" → 9:30 p.m. unsafe"),
            ("12", "It began at 0:15.", "\"0:15\" → 12:15 a.m unsafe"),
            ("12", "on Sunday 13:05 GMT", "\"13:05\" → 1:05 p.m. unsafe"),
        ] {
            assert_eq!(found(clock, text), [wanted], "{text}");
        }
        for (clock, text) in [
            ("12", "at 9:30 p.m. and at 10:30"),
            ("12", "won 21:15 in the final, a ratio of 20:30"),
            ("24", "at 21:30 and 9:30"),
            ("any", "at 21:30 and at 9:30 p.m."),
        ] {
            assert_eq!(found(clock, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_time() {
        for text in [
            "at 9.30am and 4.40 pm",
            "closed at 22.15",
            "rose by 0.20 meters, by 2.30 percent",
            "at 24.04 seconds, at 1.25 billion",
            "at 10.50 yuan, at $9.30 and at 9.35%",
            "20-30 people by 8-10 thousand",
            "won 2.30 m, version 3.15",
            "at 22:00 and 9:30 p.m.",
            "from 12.50 to 13.75 euros",
            "open 24h a day",
        ] {
            assert_eq!(found("en", text), Vec::<String>::new(), "{text}");
        }
        for (language, text, wanted) in [
            (
                "ru",
                "в 4:00 p.m. по местному",
                "\"4:00 p.m.\" → 16:00 unsafe",
            ),
            ("de", "um 5:30 p.m., so", "\"5:30 p.m.\" → 17:30 unsafe"),
            ("fr", "à 11:15 a.m. le", "\"11:15 a.m.\" → 11h15 unsafe"),
            ("fr", "à 7 p.m.", "\"7 p.m\" → 19h00 unsafe"),
            ("de", "samstags um 17h30, so", "\"17h30\" → 17:30 unsafe"),
            ("en", "was found at 07-55 with", "\"07-55\" → 07:55 unsafe"),
            ("en", "at 14-30 on Tuesday", "\"14-30\" → 14:30 unsafe"),
        ] {
            assert_eq!(found(language, text), [wanted], "{text}");
        }
        for (language, text) in [
            ("de", "die 5 am Montag, 8:30 am Sonntag"),
            ("es", "a las 4:00 p.m."),
            ("en", "at 20-30 people, at 15-10 up"),
            ("de", "um 22.00 Uhr"),
            ("ru", "в 22.00 по Москве"),
            ("fr", "à 22h00"),
            ("fr", "à 2.50 euros"),
        ] {
            assert_eq!(found(language, text), Vec::<String>::new(), "{text}");
        }
        // Beside 9:30, a point is foreign with a.m. too.
        assert_eq!(
            found("en", "at 9:30 a.m. and at 4.40 p.m."),
            ["\"4.40\" → 4:40 unsafe"]
        );
    }
}

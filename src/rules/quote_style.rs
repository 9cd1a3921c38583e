//! `quote-style`: quotation marks of another language, and two kinds of marks in one text.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::quotations::marks::{Gap, Glyph, Kind};
use crate::document::quotations::{Mark, Role, SURE};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, OptionKind, RuleMeta,
    RuleOption, RuleStatus, Severity,
};
use crate::lang::locale::Locale;
use crate::text::script::dominant_script;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds quotation marks of another language („…“, «…» or 《…》 in English), substitutes for them (``…'', <<…>>), and straight
    /// marks beside curly ones in one text; in French, «…» without the spaces that belong inside. Each kind is reported once a text,
    /// at its first mark. Words quoted in another script keep their marks.
    ///
    /// ## Why
    /// Marks are the first thing a reader sees of a text that was not finished: they show which language it came from, or that it
    /// was put together from two sources.
    ///
    /// ## Example
    /// ```text
    /// The minister called the treaty „a relic of the cold war“ and said that the government would leave it next year.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The minister called the treaty “a relic of the cold war” and said that the government would leave it next year.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: all marks of the kind are replaced at once by those of the language, or by the kind that the text uses most.
    ///
    /// ## References
    /// - the marks of each language in `glossary/locale/`, with their sources
    pub(crate) static META = {
        name: "quote-style",
        summary: "quotation marks of another language, or of two kinds in one text",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "punctuation", severity: MqmSeverity::Minor },
        options: &[RuleOption {
            name: "marks",
            kind: OptionKind::Choice(&["agree", "typographic", "straight"]),
            default: "agree",
            help: "agree: one kind in a text; typographic: those of the language, as “…” or «…»; straight: \"…\"",
        }],
    };
}

/// Pairs of a text in which straight marks beside curly ones are told, and pairs in all for each of the rarer kind.
const MIXED_LEAST: usize = 4;
const MIXED_RATIO: usize = 3;

/// The rule.
pub(crate) struct QuoteStyle;

impl DocumentRule for QuoteStyle {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let marks = context.document.quotations().marks();
        let Some(first) = marks.first() else {
            return;
        };
        let at = Span::new(first.placed.at as u32, first.placed.at as u32 + 1);
        let Some(locale) = context.locale_at(at) else {
            return;
        };
        let mut survey = Survey::of(context.text(), marks, locale);
        survey.house = match context.choice(&META, "marks") {
            "straight" => Some(Style::Straight),
            "typographic" => Some(Style::Own),
            _ => None,
        };
        for finding in survey.findings() {
            if context.language_at(finding.span).map(|l| l.primary()) == Some(&*locale.language) {
                sink.report(context, finding);
            }
        }
    }
}

/// A pair of marks.
#[derive(Clone, Copy)]
struct Pair<'a> {
    open: &'a Mark,
    close: &'a Mark,
}

/// What kind of marks a pair is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Straight,
    /// The marks of the language.
    Own,
    Low,
    Curly,
    Angle,
    Cjk,
    Substitute,
}

const FOREIGN: [Style; 5] = [
    Style::Low,
    Style::Curly,
    Style::Angle,
    Style::Cjk,
    Style::Substitute,
];

/// All pairs of a text by kind.
struct Survey<'a> {
    text: &'a str,
    locale: &'static Locale,
    pairs: Vec<(Style, Pair<'a>)>,
    /// The marks that the house has chosen.
    house: Option<Style>,
}

impl<'a> Survey<'a> {
    fn of(text: &'a str, marks: &'a [Mark], locale: &'static Locale) -> Self {
        // Inside a quotation the marks “…” and straight ones are right in many languages.
        let mut end = 0;
        let pairs = marks.iter().filter_map(|open| {
            let close = open.partner.and_then(|n| marks.get(n))?;
            let opens = open.role == Role::Open && open.margin.min(close.margin) >= SURE;
            let pair = Pair { open, close };
            let nested = open.placed.at < end;
            end = end.max(close.placed.at);
            let style = style(pair, locale);
            if nested && matches!(style, Some(Style::Curly | Style::Straight)) {
                return None;
            }
            opens.then(|| Some((style?, pair))).flatten()
        });
        Self {
            text,
            locale,
            pairs: pairs.collect(),
            house: None,
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let mut out: Vec<Finding> = FOREIGN.iter().filter_map(|s| self.foreign(*s)).collect();
        match self.house {
            Some(house) => out.extend(self.against_house(house)),
            None => out.extend(self.mixed()),
        }
        if self.house != Some(Style::Straight) {
            out.extend(self.unspaced());
        }
        out
    }

    fn count(&self, style: Style) -> usize {
        self.pairs.iter().filter(|(s, _)| *s == style).count()
    }

    /// Marks of another language.
    fn foreign(&self, style: Style) -> Option<Finding> {
        if self.count(style) == 0 {
            return None;
        }
        let script = dominant_script(self.text.get(..self.text.floor_char_boundary(400))?);
        let of_text = |pair: &Pair| {
            let inside = inside(self.text, *pair);
            let letters = inside
                .get(..inside.floor_char_boundary(200))
                .unwrap_or_default();
            dominant_script(letters) == script
        };
        let pairs: Vec<Pair> = self.pairs_of(style).filter(of_text).collect();
        let first = *pairs.first()?;
        let message = match style {
            Style::Substitute => "signs that stand for quotation marks",
            _ => "quotation marks of another language",
        };
        let fix = self.rewritten(&pairs);
        Some(self.finding(first, message.to_owned(), pairs.len(), fix))
    }

    /// Marks that the house does not write: straight ones, or those of the language.
    fn against_house(&self, house: Style) -> Option<Finding> {
        let (other, says) = match house {
            Style::Straight => (Style::Own, "this house writes straight quotation marks"),
            _ => (
                Style::Straight,
                "straight quotation marks; this house writes those of the language",
            ),
        };
        let pairs: Vec<Pair> = self.pairs_of(other).collect();
        let first = *pairs.first()?;
        let fix = self.rewritten(&pairs);
        Some(self.finding(first, says.to_owned(), pairs.len(), fix))
    }

    /// Straight marks beside those of the language.
    fn mixed(&self) -> Option<Finding> {
        let (straight, own) = (self.count(Style::Straight), self.count(Style::Own));
        if straight == 0 || own == 0 || !self.locale.quotes.one_kind {
            return None;
        }
        let rare = if straight <= own {
            Style::Straight
        } else {
            Style::Own
        };
        let pairs: Vec<Pair> = self.pairs_of(rare).collect();
        // People mix them as well; one kind throughout with a few of the other is a text that was put together.
        if straight + own < MIXED_LEAST || pairs.len() * MIXED_RATIO > straight + own {
            return None;
        }
        let first = *pairs.first()?;
        let message = format!(
            "straight and curly quotation marks in one text: {straight} straight and {own} curly pairs"
        );
        let fix = self.rewritten(&pairs);
        Some(self.finding(first, message, 1, fix))
    }

    /// French marks without their spaces, where the others have them.
    fn unspaced(&self) -> Option<Finding> {
        let (open, close) = self.locale.quotes.outer.first()?;
        if !self.locale.quotes.has_inner_space() {
            return None;
        }
        let tight = |pair: &Pair| {
            let inner = [pair.open.placed.after, pair.close.placed.before];
            inner
                .iter()
                .all(|side| side.gap == Gap::None && side.kind() != Kind::Mark)
        };
        let angle = |pair: &Pair| pair.open.placed.glyph == Glyph::LeftAngle;
        let pairs: Vec<Pair> = self
            .pairs_of(Style::Own)
            .filter(|p| angle(p) && tight(p))
            .collect();
        let first = *pairs.first()?;
        let edits = pairs
            .iter()
            .flat_map(|p| [replace(p.open, open), replace(p.close, close)]);
        let message = "no spaces inside « »".to_owned();
        Some(self.finding(first, message, pairs.len(), edits.collect()))
    }

    fn pairs_of(&self, style: Style) -> impl Iterator<Item = Pair<'a>> + '_ {
        let pairs = self.pairs.iter();
        pairs.filter(move |(s, _)| *s == style).map(|(_, p)| *p)
    }

    /// The pairs with the marks that the text should have.
    fn rewritten(&self, pairs: &[Pair]) -> Vec<Edit> {
        let outer = self.locale.quotes.outer.first();
        let Some((open, close)) = outer else {
            return Vec::new();
        };
        let others = self.count(Style::Own);
        let rare = pairs.first().and_then(|p| style(*p, self.locale));
        let straight = match rare {
            _ if self.house.is_some() => self.house == Some(Style::Straight),
            Some(Style::Straight) => false,
            Some(Style::Own) => true,
            _ => self.count(Style::Straight) > others,
        };
        let (open, close) = if straight {
            ("\"", "\"")
        } else {
            (open.as_str(), close.as_str())
        };
        pairs
            .iter()
            .flat_map(|p| [replace(p.open, open), replace(p.close, close)])
            .collect()
    }

    fn finding(&self, first: Pair, message: String, count: usize, mut edits: Vec<Edit>) -> Finding {
        let span = Span::new(
            first.open.placed.at as u32,
            (first.open.placed.at + first.open.placed.len) as u32,
        );
        let message = match count {
            1 => message,
            n => format!("{message} ({n} pairs in this text)"),
        };
        edits.sort_by_key(|e| e.span);
        let mut finding = Finding::new(&META, span, span.slice(self.text), message);
        let new = edits.iter().find(|e| e.span.start == span.start);
        finding.suggestions = new.map(|e| e.text.clone()).into_iter().collect();
        finding.fix = (!edits.is_empty()).then(|| Fix {
            applicability: Applicability::Unsafe,
            reason: "a matter of style: all marks of this kind change".to_owned(),
            edits,
        });
        finding
    }
}

fn inside<'a>(text: &'a str, pair: Pair) -> &'a str {
    let from = pair.open.placed.at + pair.open.placed.len;
    text.get(from..pair.close.placed.at).unwrap_or_default()
}

/// A mark with another one in its place, and the space inside that belongs to the new one only.
fn replace(mark: &Mark, new: &str) -> Edit {
    let placed = &mark.placed;
    let (mut from, mut to) = (placed.at, placed.at + placed.len);
    let angle = matches!(placed.glyph, Glyph::LeftAngle | Glyph::RightAngle);
    if angle && mark.role == Role::Open && placed.after.gap != Gap::Line {
        to += placed.after.width;
    }
    if angle && mark.role == Role::Close && placed.before.gap != Gap::Line {
        from -= placed.before.width;
    }
    Edit {
        span: Span::new(from as u32, to as u32),
        text: new.to_owned(),
    }
}

/// The kind of a pair; `None` where the two marks do not belong together.
fn style(pair: Pair, locale: &Locale) -> Option<Style> {
    let (open, close) = (pair.open.placed.glyph, pair.close.placed.glyph);
    let (style, marks) = match (open, close) {
        (Glyph::Straight, Glyph::Straight) => return Some(Style::Straight),
        (Glyph::LeftCurly, Glyph::RightCurly) => (Style::Curly, ("“", "”")),
        (Glyph::Low, Glyph::LeftCurly) => (Style::Low, ("„", "“")),
        (Glyph::Low, Glyph::RightCurly) => (Style::Low, ("„", "”")),
        (Glyph::LeftAngle, Glyph::RightAngle) => (Style::Angle, ("«", "»")),
        (Glyph::RightAngle, Glyph::LeftAngle) => (Style::Angle, ("»", "«")),
        (Glyph::CornerOpen, Glyph::CornerClose) => (Style::Cjk, ("「", "」")),
        (Glyph::TitleOpen, Glyph::TitleClose) => (Style::Cjk, ("《", "》")),
        (Glyph::Backticks, Glyph::TwoSingles | Glyph::Straight) => return Some(Style::Substitute),
        (Glyph::TwoLess, Glyph::TwoGreater) | (Glyph::TwoSingles, Glyph::TwoSingles) => {
            return Some(Style::Substitute);
        }
        _ => return None,
    };
    let own = locale.quotes.has(marks.0, marks.1) || locale.spacing.unspaced;
    Some(if own { Style::Own } else { style })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{check_under, line, lines};
    use crate::{LanguageTag, Settings};

    fn found(text: &str) -> Vec<String> {
        let mut found = lines("", None, text);
        found.retain(|l| l.starts_with("quote-style"));
        found
    }

    #[test]
    fn marks_of_another_language() {
        for (text, wanted) in [
            ("He called it „a relic“ and „a joke“.", "\"„\" → “ unsafe"),
            ("He called it « a relic » today.", "\"«\" → “ unsafe"),
            ("He read 《The Times》 today.", "\"《\" → “ unsafe"),
            ("He called it ``a relic'' today.", "\"``\" → “ unsafe"),
            ("He called it <<a relic>> today.", "\"<<\" → “ unsafe"),
        ] {
            assert_eq!(
                found(text),
                [format!("quote-style info {wanted}")],
                "{text}"
            );
        }
    }

    #[test]
    fn two_kinds_of_marks_in_one_text() {
        assert_eq!(
            found("He said “no” and “yes” and “well” and then \"no\" again."),
            ["quote-style info \"\\\"\" → “ unsafe"]
        );
        // People mix a few as well.
        assert_eq!(found("He said “no” and then \"yes\" again."), [""; 0]);
    }

    #[test]
    fn marks_of_the_house() {
        let under = |marks: &str, text: &str| -> Vec<String> {
            let mut settings = Settings {
                language: LanguageTag::parse("en"),
                ..Settings::default()
            };
            let options = &mut settings.rules.entry("quote-style").options;
            options.insert("marks".to_owned(), vec![marks.to_owned()]);
            let findings = check_under("", settings, text);
            let lines = findings.iter().map(line);
            lines
                .filter_map(|it| it.strip_prefix("quote-style info ").map(str::to_owned))
                .collect()
        };
        let (curly, straight) = ("He said “no” and left.", "He said \"no\" and left.");
        assert_eq!(under("straight", curly), ["\"“\" → \" unsafe"]);
        assert_eq!(under("typographic", straight), ["\"\\\"\" → “ unsafe"]);
        assert_eq!(
            under("straight", "He called it „a relic“ today."),
            ["\"„\" → \" unsafe"]
        );
        for (marks, text) in [
            ("straight", straight),
            ("typographic", curly),
            ("agree", curly),
            ("agree", straight),
        ] {
            assert_eq!(under(marks, text), [""; 0], "{marks} {text}");
        }
    }

    #[test]
    fn marks_of_the_language_and_of_quoted_words_are_silent() {
        for text in [
            "He said “no” and “yes”, and ‘never’.",
            "He said \"no\" and a 19\" screen at 6'2\".",
            "The old song that everybody knows, «Подмосковные вечера», and the 《红楼梦》 are old.",
            "if a << b && c >> d { e(''); }",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! `quote-spacing`: a quotation mark on the wrong side of its space, with a space too many or too few.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::words_beside::{first_word, last_word};
use crate::document::quotations::marks::{Gap, Glyph, Kind};
use crate::document::quotations::{Habits, Mark, Role, SURE};
use crate::document::words::{LanguageWords, has};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::lang::locale::Locale;
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

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

/// Shorter words right after a closing mark may be endings (“it”s), right before an opening one prefixes.
const SHORTEST: usize = 3;

/// No case endings that are written right after a closing mark are as long as this, in bytes.
const LONGEST_ENDING: usize = 24;

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
            if let Some(fault) = place.fault() {
                sink.report(context, place.finding(fault));
            }
        }
    }
}

/// Whether the sides of a mark ask for a closer look; most do not.
fn looks_odd(mark: &Mark) -> bool {
    let (before, after) = (mark.placed.before, mark.placed.after);
    match mark.role {
        Role::Open | Role::Again => {
            let touched = before.gap == Gap::None && before.next.is_some();
            after.gap != Gap::None || touched
        }
        Role::Close | Role::Stray => {
            let spaced = before.gap != Gap::None || after.gap == Gap::Space;
            spaced || after.kind() == Kind::Word || before.next == Some(':')
        }
        Role::Twice => true,
        Role::Literal => false,
    }
}

/// What is wrong with a mark.
struct Fault {
    /// What goes, and what comes in its place.
    edit: Edit,
    message: &'static str,
    /// Whether the text can only have been meant so.
    certain: bool,
    /// Whether only a space is missing, which people forget too.
    forgotten: bool,
}

/// A mark, its text and the habits of its language.
struct Place<'a> {
    text: &'a str,
    words: Option<&'static LanguageWords>,
    locale: Option<&'static Locale>,
    habits: Habits,
    marks: &'a [Mark],
    mark: &'a Mark,
    /// The number of the mark.
    number: usize,
}

impl Place<'_> {
    fn fault(&self) -> Option<Fault> {
        match self.mark.role {
            Role::Open if self.opened_twice() => self.twice(),
            Role::Open | Role::Again => self.opening(),
            Role::Close => self.closing(),
            Role::Stray => self.stray(),
            Role::Twice => self.twice(),
            Role::Literal => None,
        }
    }

    fn opening(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if matches!(placed.glyph, Glyph::Dash | Glyph::TwoLess) {
            return None;
        }
        if placed.after.gap == Gap::Line {
            return None;
        }
        let missing = self.needs_space_before();
        let extra = self.is_space_inside(placed.after.gap);
        let message = match (missing, extra) {
            (true, true) => "the opening quotation mark stands before its space, not after it",
            (true, false) => "no space before the opening quotation mark",
            (false, true) => "a space after the opening quotation mark",
            (false, false) => return None,
        };
        let from = placed.at;
        let to = placed.at + placed.len + if extra { placed.after.width } else { 0 };
        let glyph = self.text.get(placed.at..placed.at + placed.len)?;
        let space = if missing { " " } else { "" };
        Some(Fault {
            edit: edit(from, to, format!("{space}{glyph}")),
            message,
            certain: self.is_certain(),
            forgotten: !extra,
        })
    }

    fn closing(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if placed.glyph == Glyph::TwoGreater || placed.before.gap == Gap::Line || self.is_said() {
            return None;
        }
        let extra = self.is_space_inside(placed.before.gap);
        let missing = self.needs_space_after();
        let parted = self.is_parted_from_stop();
        let message = match (extra, missing, parted) {
            (true, true, _) => "the closing quotation mark stands after its space, not before it",
            (true, ..) => "a space before the closing quotation mark",
            (_, true, _) => "no space after the closing quotation mark",
            (.., true) => "a space between the closing quotation mark and what follows",
            _ => return None,
        };
        let from = placed.at - if extra { placed.before.width } else { 0 };
        let to = placed.at + placed.len + if parted { placed.after.width } else { 0 };
        let glyph = self.text.get(placed.at..placed.at + placed.len)?;
        let space = if missing { " " } else { "" };
        Some(Fault {
            edit: edit(from, to, format!("{glyph}{space}")),
            message,
            certain: self.is_certain(),
            forgotten: missing && !extra,
        })
    }

    /// Whether a straight mark follows `he said, ` or a colon: it opens what he said, though it may look like one that closes.
    fn is_said(&self) -> bool {
        let placed = &self.mark.placed;
        let Some(words) = self.words.filter(|_| placed.glyph == Glyph::Straight) else {
            return false;
        };
        match placed
            .before
            .next
            .filter(|_| placed.before.gap == Gap::Space)
        {
            Some(':') => return true,
            Some(',') => {}
            _ => return false,
        }
        let head = self.text.get(..placed.at - placed.before.width - 1);
        let tail = self.text.get(placed.at + placed.len..).unwrap_or_default();
        let before = last_word(head.unwrap_or_default()).to_lowercase();
        let after = first_word(tail).to_lowercase();
        has(&words.saying, &before) && !has(&words.saying, &after)
    }

    /// A mark whose partner was lost counts where its shape, or the colon before it, says what it is.
    fn stray(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if placed.before.touching() == Some(':') {
            return self.opening();
        }
        match self.habits.closes(placed.glyph)? {
            true if placed.before.gap == Gap::Space => self.closing(),
            false => self.opening(),
            true => None,
        }
    }

    /// Two opening marks side by side that are not closed by two.
    fn opened_twice(&self) -> bool {
        let placed = &self.mark.placed;
        let before = self.number.checked_sub(1).and_then(|n| self.marks.get(n));
        before.is_some_and(|b| {
            b.placed.glyph == placed.glyph
                && b.placed.at + b.placed.len == placed.at
                && b.role == Role::Open
                && (b.partner.is_none() || self.mark.partner.is_none())
        })
    }

    fn twice(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        Some(Fault {
            edit: edit(placed.at, placed.at + placed.len, String::new()),
            message: "a quotation mark typed twice",
            certain: self.is_certain() && placed.glyph != Glyph::Straight,
            forgotten: false,
        })
    }

    /// Whether a mark of this language has no space on its inner side.
    fn is_space_inside(&self, gap: Gap) -> bool {
        // Where words are not parted, a stray space is common and harmless; a pair of them is not.
        if self.is_unspaced() && !self.is_spaced_pair() {
            return false;
        }
        let glyph = self.mark.placed.glyph;
        let angle = matches!(glyph, Glyph::LeftAngle | Glyph::RightAngle);
        let set_apart = self.locale.is_none_or(|l| l.quotes.has_inner_space());
        match gap {
            Gap::Space => !(angle && set_apart),
            Gap::Tight => !set_apart,
            Gap::None | Gap::Line => false,
        }
    }

    fn needs_space_after(&self) -> bool {
        let placed = &self.mark.placed;
        if placed.after.gap != Gap::None || placed.after.kind() != Kind::Word || self.is_unspaced()
        {
            return false;
        }
        let rest = self.text.get(placed.at + placed.len..).unwrap_or_default();
        let end = rest.char_indices().find(|(_, c)| !c.is_alphanumeric());
        let end = end.map_or(rest.len(), |(at, _)| at);
        let word = rest.get(..end.min(LONGEST_ENDING)).unwrap_or_default();
        let short = end < LONGEST_ENDING && word.chars().count() < SHORTEST;
        let ending = end < LONGEST_ENDING && self.locale.is_some_and(|l| l.quotes.is_ending(word));
        let sentence = placed.before.kind() == Kind::Closing;
        let moved = placed.before.gap == Gap::Space;
        let note = rest.starts_with(char::is_numeric);
        !note && (sentence || moved || !(short || ending))
    }

    /// Whether both marks of the pair are parted from what they enclose.
    fn is_spaced_pair(&self) -> bool {
        let partner = self.mark.partner.and_then(|n| self.marks.get(n));
        let inner = |mark: &Mark| match mark.role {
            Role::Open => mark.placed.after.gap,
            _ => mark.placed.before.gap,
        };
        inner(self.mark) == Gap::Space && partner.is_some_and(|p| inner(p) == Gap::Space)
    }

    /// Whether words are not parted by spaces here.
    fn is_unspaced(&self) -> bool {
        let placed = &self.mark.placed;
        let wide = [placed.before.kind(), placed.after.kind()].contains(&Kind::Wide);
        wide || self.locale.is_some_and(|l| l.spacing.unspaced)
    }

    fn needs_space_before(&self) -> bool {
        let placed = &self.mark.placed;
        let before = placed.before.touching().filter(|_| !self.is_unspaced());
        let Some(before) = before else {
            return false;
        };
        let head = self.text.get(..placed.at).unwrap_or_default();
        match placed.before.kind() {
            Kind::Word => {
                let word = head.chars().rev().take_while(|c| c.is_alphabetic());
                word.take(SHORTEST).count() == SHORTEST || placed.after.gap == Gap::Space
            }
            Kind::Closing => {
                let previous = head.chars().rev().nth(1).unwrap_or(' ');
                matches!(before, ',' | ':' | ';' | '!' | '?' | '.')
                    && (previous.is_alphabetic() || previous.is_whitespace())
                    && placed.after.kind() != Kind::Closing
            }
            _ => false,
        }
    }

    /// Whether a space parts a closing mark from the comma or full stop that belongs to it.
    fn is_parted_from_stop(&self) -> bool {
        let placed = &self.mark.placed;
        let Some(stop) = placed.after.next else {
            return false;
        };
        let tail = placed.at + placed.len + placed.after.width + stop.len_utf8();
        let beyond = self.text.get(tail..).and_then(|t| t.chars().next());
        let apart = self
            .locale
            .is_some_and(|l| l.spacing.before.contains(&stop));
        placed.after.gap == Gap::Space
            && matches!(stop, ',' | '.' | ';' | ':' | '!' | '?')
            && beyond.is_none_or(char::is_whitespace)
            && !apart
    }

    /// Whether the mark can only be read one way.
    fn is_certain(&self) -> bool {
        let shape = self.habits.closes(self.mark.placed.glyph).is_some();
        let needed = if shape { SURE / 2 } else { SURE };
        self.mark.margin >= needed || self.mark.placed.before.touching() == Some(':')
    }

    fn finding(&self, fault: Fault) -> Finding {
        let span = self.shown(&fault.edit);
        let shown = span.slice(self.text);
        let mut finding = Finding::new(&META, span, shown, fault.message.to_owned());
        finding.cause = Some("marks and spaces put back by a machine".to_owned());
        if !fault.certain || (fault.forgotten && self.mark.placed.glyph == Glyph::Straight) {
            finding.severity = Severity::Info;
        }
        finding.suggestions = vec![with_edit(self.text, span, &fault.edit)];
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
    fn shown(&self, edit: &Edit) -> Span {
        let (from, to) = (edit.span.start as usize, edit.span.end as usize);
        let head = self.text.get(..from).unwrap_or_default();
        let tail = self.text.get(to..).unwrap_or_default();
        let back = run(head.chars().rev());
        let on = run(tail.chars());
        Span::new((from - back) as u32, (to + on) as u32)
    }
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

fn edit(from: usize, to: usize, text: String) -> Edit {
    Edit {
        span: Span::new(from as u32, to as u32),
        text,
    }
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
        ] {
            assert_eq!(
                found(text),
                [format!("quote-spacing warning {wanted}")],
                "{text}"
            );
        }
    }

    #[test]
    fn right_marks_inches_and_endings_are_silent() {
        for text in [
            "“We talk,” he said. “They”—the others—“do not.”",
            "a 19\" screen and a 6'2\" man who said \"no\" in \"2020\"",
            "\"We talk,\" he said, \"and you \"listen\" to us.\"",
            "the “it”s and the (“so-called”) “X”-class, “...and more”",
            "“First.\n\n“Second.”\n\nThird.",
            "let x = \"\"; `a = \"b \"`; {\"key\":\"value\"}",
            "他说：“我们谈。”然后“走”了。",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! `dialogue-dash`: the dash with which other languages part direct speech from its attribution, left in the translation.

use memchr::memmem;

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::quotations::marks::Glyph;
use crate::document::quotations::{Mark, Role};
use crate::document::words::{LanguageWords, has};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds the dash of Russian, Ukrainian or French dialogue in a language that has none: after a quotation (`", - said`), between
    /// an attribution and the words that go on after it (`he said. - The state`), and at the start of a line of speech. Languages in
    /// which the dash is at home are left alone, and so is every dash that only parts a sentence (`Moscow - the capital`).
    ///
    /// ## Why
    /// A machine translates the words and leaves the signs. In English the dash after a closing mark has no meaning, and where it
    /// stands for an opening mark the reader cannot see that the quotation goes on.
    ///
    /// ## Example
    /// ```text
    /// “The talks will go on in Geneva next week, whatever the other side says about them,” - said the deputy minister on Friday.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// “The talks will go on in Geneva next week, whatever the other side says about them,” said the deputy minister on Friday.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the dash goes, or becomes an opening mark where the closing one of the same quotation follows. Where it cannot be told
    /// which words are quoted, nothing is offered.
    ///
    /// ## References
    /// - The Chicago Manual of Style, 17th edition, 13.30 and 13.37
    /// - Правила русской орфографии и пунктуации, 2006, § 133–137
    pub(crate) static META = {
        name: "dialogue-dash",
        summary: "a dash of dialogue left from the language of the source",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::LocaleViolation,
        mqm: Mqm { error_type: "punctuation", severity: MqmSeverity::Minor },
    };
}

/// Words after a dash, or before one, among which the verb of saying stands.
const NEAR: usize = 7;

/// How far around a dash words are read, in bytes.
const WINDOW: usize = 160;

/// The rule.
pub(crate) struct DialogueDash;

impl DocumentRule for DialogueDash {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let text = context.text();
        let mut found: Vec<Finding> = ["- ", "– ", "— "]
            .iter()
            .flat_map(|dash| {
                memmem::find_iter(text.as_bytes(), dash).map(|at| (at, dash.len() - 1))
            })
            .filter_map(|(at, len)| Place::new(context, at, len)?.finding())
            .collect();
        found.sort_by_key(|f| f.span);
        for finding in found {
            sink.report(context, finding);
        }
    }
}

/// A dash before a space, and the text on both sides.
struct Place<'a> {
    text: &'a str,
    marks: &'a [Mark],
    words: &'static LanguageWords,
    /// The dash.
    at: usize,
    len: usize,
    /// The line before the dash, as far as it is read, without the spaces at its end.
    before: &'a str,
    /// Where `before` begins, and whether that is the start of the line.
    start: usize,
    whole: bool,
    /// The line after the dash and its spaces, as far as it is read.
    after: &'a str,
}

impl<'a> Place<'a> {
    fn new(context: &RuleContext<'a>, at: usize, len: usize) -> Option<Self> {
        let text = context.text();
        let first = text.ceil_char_boundary(at.saturating_sub(WINDOW));
        let head = text.get(first..at)?;
        let line = head.rfind(['\n', '\r']).map_or(0, |n| n + 1);
        let whole = line > 0 || first == 0;
        let before = head.get(line..)?;
        let spaced = before.len();
        let before = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\t']);
        // A hyphen inside a word or a range is no dash; after a comma or a mark it may lack its space.
        if before.len() == spaced && !before.is_empty() && !before.ends_with([',', '"', '”']) {
            return None;
        }
        let tail = text.get(at + len..)?.trim_start_matches([' ', '\u{a0}']);
        let last = tail.floor_char_boundary(WINDOW);
        let after = tail.get(..last)?;
        let after = after.split(['\n', '\r']).next().unwrap_or(after);
        after
            .chars()
            .next()
            .filter(|c| c.is_alphabetic() || is_mark(*c))?;
        let span = Span::new(at as u32, (at + len) as u32);
        let locale = context.locale_at(span)?;
        if locale.quotes.dialogue_dash || context.document.zone_at(span).is_some() {
            return None;
        }
        Some(Self {
            text,
            marks: context.document.quotations().marks(),
            words: knowledge().words(&locale.language)?,
            at,
            len,
            before,
            start: first + line,
            whole,
            after,
        })
    }

    fn finding(&self) -> Option<Finding> {
        if self.before.is_empty() {
            return self.whole.then(|| self.opens_line()).flatten();
        }
        self.after_speech().or_else(|| self.before_speech())
    }

    /// `", - said`, `,” - said`, `We will stay, - the minister said`.
    fn after_speech(&self) -> Option<Finding> {
        let bare = self.before.trim_end_matches([',', ' ']);
        let comma_last = bare.len() < self.before.len() && self.before.ends_with(',');
        let quoted = bare.trim_end_matches(is_mark).trim_end();
        let mark = quoted.len() < bare.len();
        let comma = comma_last || (mark && quoted.ends_with(','));
        let says = self.says_soon();
        let fits = match (comma, mark) {
            (true, true) => says || self.after.starts_with(char::is_lowercase),
            (true, false) => says,
            (false, true) => self.says_at_once() && self.closes(bare),
            (false, false) => false,
        };
        if !fits {
            return None;
        }
        let from = self.start + quoted.len();
        let from = if comma && quoted.ends_with(',') {
            from - 1
        } else {
            from
        };
        let to = self.text.len() - self.text.get(self.at + self.len..)?.trim_start().len();
        let new = mark.then(|| {
            let sign = bare.get(quoted.len()..).unwrap_or_default().trim();
            let needed = quoted.ends_with(char::is_alphanumeric) || quoted.ends_with(',');
            let comma = if needed { "," } else { "" };
            format!("{comma}{sign} ")
        });
        Some(self.report(
            Span::new(from as u32, to as u32),
            "a dash between a quotation and the words that say whose it is",
            new,
        ))
    }

    /// `Yermakov said. - The state, which …`
    fn before_speech(&self) -> Option<Finding> {
        if !self.before.ends_with(['.', '!', '?', '…'])
            || !self.after.starts_with(char::is_uppercase)
        {
            return None;
        }
        let mark = self.mark();
        let sentence = self.before.trim_end_matches(['.', '!', '?', '…']);
        let from = sentence
            .rfind(['.', '!', '?', '"', '”', '“', '»'])
            .map_or(0, |n| n);
        let attribution = sentence.get(from..).unwrap_or_default();
        if !self.says(attribution.split(|c: char| !c.is_alphabetic()).rev()) {
            return None;
        }
        let partner = mark.and_then(|m| m.partner).and_then(|n| self.marks.get(n));
        let opening = partner.map(|p| match p.placed.glyph {
            Glyph::RightCurly => "“",
            Glyph::RightAngle => "«",
            _ => "\"",
        });
        let to = self.text.len() - self.text.get(self.at + self.len..)?.trim_start().len();
        Some(self.report(
            Span::new(self.at as u32, to as u32),
            "a dash where the quotation goes on",
            opening.map(str::to_owned),
        ))
    }

    /// `- We will not leave, - the minister said.`
    fn opens_line(&self) -> Option<Finding> {
        if !self.after.starts_with(char::is_uppercase) {
            return None;
        }
        let at = [", - ", ", – ", ", — "]
            .iter()
            .filter_map(|sign| self.after.find(sign).map(|n| (n, sign.len())))
            .min()?;
        let rest = self.after.get(at.0 + at.1..)?;
        if !self.says(rest.split(|c: char| !c.is_alphabetic())) {
            return None;
        }
        let to = self.text.len() - self.text.get(self.at + self.len..)?.trim_start().len();
        Some(self.report(
            Span::new(self.at as u32, to as u32),
            "a dash that opens direct speech",
            None,
        ))
    }

    /// The dash as a mark that opens a quotation, where it was read as one.
    fn mark(&self) -> Option<&Mark> {
        let at = self.marks.partition_point(|m| m.placed.at < self.at);
        self.marks
            .get(at)
            .filter(|m| m.placed.at == self.at && m.role == Role::Open)
    }

    /// Whether the mark at the end of `bare` closes a quotation.
    fn closes(&self, bare: &str) -> bool {
        let end = self.start + bare.len();
        let at = self.marks.partition_point(|m| m.placed.at < end);
        at.checked_sub(1)
            .and_then(|n| self.marks.get(n))
            .is_some_and(|m| m.role == Role::Close && m.placed.at + m.placed.len == end)
    }

    /// Whether a verb of saying is among the next words.
    fn says_soon(&self) -> bool {
        let clause = self.after.split(['.', '!', '?', '"', '“']).next();
        self.says(
            clause
                .unwrap_or_default()
                .split(|c: char| !c.is_alphabetic()),
        )
    }

    /// Whether the next words are `said`, `he said`, `the minister said`.
    fn says_at_once(&self) -> bool {
        let mut words = self
            .after
            .split(|c: char| !c.is_alphabetic())
            .map(str::to_lowercase);
        let (Some(first), second, third) = (words.next(), words.next(), words.next()) else {
            return false;
        };
        let says = |word: Option<String>| word.is_some_and(|w| has(&self.words.saying, &w));
        if self.after.starts_with(char::is_uppercase) {
            return says(second) || says(third);
        }
        if has(&self.words.links, &first) {
            says(third)
        } else {
            says(Some(first)) || says(second)
        }
    }

    fn says<'w>(&self, words: impl Iterator<Item = &'w str>) -> bool {
        words
            .filter(|w| !w.is_empty())
            .take(NEAR)
            .any(|w| has(&self.words.saying, &w.to_lowercase()))
    }

    fn report(&self, span: Span, message: &str, new: Option<String>) -> Finding {
        let mut finding = Finding::new(&META, span, span.slice(self.text), message.to_owned());
        finding.cause = Some("the dash of dialogue, kept from the source".to_owned());
        if let Some(new) = new {
            finding.suggestions = vec![new.trim_end().to_owned()];
            finding.fix = Some(Fix {
                applicability: Applicability::Unsafe,
                reason: "the source tells which words are quoted".to_owned(),
                edits: vec![Edit { span, text: new }],
            });
        }
        finding
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '»' | '’' | '\'')
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    fn found(text: &str) -> Vec<String> {
        let mut found = lines("", None, text);
        found.retain(|l| l.starts_with("dialogue-dash"));
        found
    }

    #[test]
    fn a_dash_after_a_quotation() {
        for (text, wanted) in [
            (
                "\"We will stay\", - said the minister.",
                "\"\\\", - \" → ,\" unsafe",
            ),
            (
                "“We will stay,” - said the minister.",
                "\",” - \" → ,” unsafe",
            ),
            ("“Will you stay?” – he asked.", "\"” – \" → ” unsafe"),
            ("“We will stay” - they said.", "\"” - \" → ,” unsafe"),
            ("We will stay, - the minister said.", "\", - \" →  none"),
        ] {
            assert_eq!(
                found(text),
                [format!("dialogue-dash info {wanted}")],
                "{text}"
            );
        }
    }

    #[test]
    fn a_dash_where_the_quotation_goes_on() {
        let text = "“They are wrong,” Yermakov said. - The state, which is strong, talks. ”";
        assert_eq!(found(text), ["dialogue-dash info \"- \" → “ unsafe"]);
        let text = "“They are wrong,” Yermakov said. - The state talks.";
        assert_eq!(found(text), ["dialogue-dash info \"- \" →  none"]);
    }

    #[test]
    fn a_dash_that_opens_a_line() {
        assert_eq!(
            found("- We will stay, - the minister said."),
            [
                "dialogue-dash info \"- \" →  none",
                "dialogue-dash info \", - \" →  none"
            ]
        );
    }

    #[test]
    fn other_dashes_are_silent() {
        for text in [
            "Moscow - the capital - said no. The “treaty” - signed in 1992 - stands.",
            "- We will stay.\n- The state pays, as he said.",
            "MOSCOW, May 5. - The minister left. In Paris, - 5 degrees.",
            "“We will stay,” he said – and left. The “state” – a report – was said to be weak.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

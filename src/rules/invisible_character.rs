//! `invisible-character`: characters that nobody sees and every search trips over.

#![allow(
    clippy::invisible_characters,
    reason = "the example of the manual has one"
)]

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::invisible::{self, Kind};
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::text::script::{Script, script_of};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds characters that nobody sees: zero width spaces, soft hyphens, byte order marks inside a text, control characters, marks of
    /// direction in a text that is written in one direction, ideographic spaces between Latin words. What a script needs is left alone:
    /// joiners in Persian and Hindi, word breaks in Thai, marks of direction beside Hebrew and Arabic, the pieces of an emoji.
    ///
    /// ## Why
    /// Translation engines and web pages leave them behind. A name with a zero width space inside is not found by any search, and
    /// breaks in the wrong place on a page.
    ///
    /// ## Example
    /// ```text
    /// The landslide covered an area of ​​forty hectares, and the road along the river was closed until the evening.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The landslide covered an area of forty hectares, and the road along the river was closed until the evening.
    /// ```
    ///
    /// ## Fix safety
    /// Safe: what goes is not seen. Beside a space it hides no word and is an info. Unsafe where the character may stand for a space or a line break, and in web addresses only shown.
    ///
    /// ## References
    /// - The Unicode Standard, chapter 23, Special Areas and Format Characters
    /// - Unicode Technical Report #36, Unicode Security Considerations, https://www.unicode.org/reports/tr36/
    pub(crate) static META = {
        name: "invisible-character",
        summary: "a character that nobody sees, such as a zero width space inside a word",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "character-encoding", severity: MqmSeverity::Minor },
    };
}

/// Characters of a word that a message shows.
const SHOWN: usize = 24;

/// How far a colour code of a terminal goes on after its escape.
const LONGEST_CODE: usize = 12;

/// The rule.
pub(crate) struct InvisibleCharacter;

impl DocumentRule for InvisibleCharacter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let text = context.text();
        let mut run: Option<Run> = None;
        for (at, c) in invisible::find(text) {
            match &mut run {
                Some(run) if run.end == at => run.push(c),
                _ => {
                    let last = run.replace(Run::new(at, c));
                    report(context, last, sink);
                }
            }
        }
        report(context, run, sink);
    }
}

/// Unseen characters side by side.
struct Run {
    start: usize,
    end: usize,
    characters: Vec<char>,
}

impl Run {
    fn new(at: usize, c: char) -> Self {
        Self {
            start: at,
            end: at + c.len_utf8(),
            characters: vec![c],
        }
    }

    fn push(&mut self, c: char) {
        self.end += c.len_utf8();
        self.characters.push(c);
    }
}

fn report(context: &RuleContext, run: Option<Run>, sink: &mut Sink) {
    if let Some(finding) = run.and_then(|run| finding(context, &run)) {
        sink.report(context, finding);
    }
}

/// What stands around a run.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
    previous: Option<char>,
    next: Option<char>,
}

impl<'a> Around<'a> {
    fn new(text: &'a str, run: &Run) -> Self {
        let before = text.get(..run.start).unwrap_or("");
        let after = text.get(run.end..).unwrap_or("");
        Self {
            before,
            after,
            previous: before.chars().next_back(),
            next: after.chars().next(),
        }
    }

    /// The characters beside the run.
    fn sides(&self) -> impl Iterator<Item = char> {
        self.previous.into_iter().chain(self.next)
    }

    fn parts_letters(&self) -> bool {
        self.previous.is_some_and(char::is_alphanumeric)
            && self.next.is_some_and(char::is_alphanumeric)
    }

    fn beside_space(&self) -> bool {
        self.previous.is_none_or(char::is_whitespace) || self.next.is_none_or(char::is_whitespace)
    }
}

fn finding(context: &RuleContext, run: &Run) -> Option<Finding> {
    let text = context.text();
    let around = Around::new(text, run);
    let span = Span::new(run.start as u32, run.end as u32);
    let odd = |c: &&char| {
        invisible::kind(**c).is_some_and(|kind| !is_needed(context, **c, kind, &around, span))
    };
    let first = *run.characters.iter().find(odd)?;
    let end = run.end + terminal_code(first, around.after);
    let span = Span::new(span.start, end as u32);
    let (new, most, reason) = repair(first, &around);
    let protected = context.document.zone_at(span);
    let (most, reason) = match protected {
        Some(zone) => (Applicability::Display, format!("in {}", zone.kind.as_str())),
        None => (most, reason.to_owned()),
    };
    let more = match run.characters.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let message = format!(
        "U+{:04X} {}{more} {}",
        u32::from(first),
        invisible::name(first),
        place(&around)
    );
    let mut finding = Finding::new(&META, span, span.slice(text), message);
    // Beside a space it hides no word; translation engines leave it there, and translators copy it.
    let hidden = matches!(
        invisible::kind(first),
        Some(Kind::ZeroWidth | Kind::Joiner | Kind::SoftHyphen)
    );
    if hidden && around.beside_space() {
        finding.severity = Severity::Info;
    }
    finding.cause = Some("left over from a web page, an editor or a translation engine".to_owned());
    finding.suggestions = vec![new.to_owned()];
    finding.fix = Some(Fix {
        applicability: most,
        reason,
        edits: vec![Edit {
            span,
            text: new.to_owned(),
        }],
    });
    Some(finding)
}

/// `[31m` after an escape: the colour of a terminal, which means nothing in a text.
fn terminal_code(first: char, after: &str) -> usize {
    let code = after.strip_prefix('[').filter(|_| first == '\u{1B}');
    let Some(code) = code else {
        return 0;
    };
    let parameters = code
        .bytes()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b';' | b'?'))
        .count();
    let letter = code
        .as_bytes()
        .get(parameters)
        .is_some_and(u8::is_ascii_alphabetic);
    if letter && parameters <= LONGEST_CODE {
        parameters + 2
    } else {
        0
    }
}

/// Whether a script, an emoji or the direction of writing needs the character here.
fn is_needed(context: &RuleContext, c: char, kind: Kind, around: &Around, span: Span) -> bool {
    let unspaced = |c: char| {
        let script = script_of(c);
        script.is_specific() && !is_plain(script)
    };
    match kind {
        // Scripts without spaces mark where a line may break.
        Kind::ZeroWidth => match c {
            '\u{2800}' => around
                .sides()
                .any(|c| ('\u{2801}'..='\u{28FF}').contains(&c)),
            '\u{200B}' | '\u{2060}' | '\u{34F}' | '\u{180E}' => around.sides().any(unspaced),
            _ => false,
        },
        Kind::Joiner => {
            around.sides().any(unspaced)
                || (c == '\u{200D}' && around.previous.is_some_and(is_picture))
        }
        Kind::SoftHyphen | Kind::Control => false,
        Kind::Override => false,
        Kind::Direction => {
            is_right_to_left(context, span) || around.sides().any(|c| is_turned(script_of(c)))
        }
        Kind::Variation => around.previous.is_some_and(|before| match c {
            '\u{E0000}'..='\u{E007F}' => before >= '\u{1F000}',
            _ => !before.is_whitespace() && !is_alphabet(script_of(before)),
        }),
        Kind::HangulFiller => around.sides().any(|c| script_of(c) == Script::HANG),
        Kind::LineBreak => false,
        Kind::IdeographicSpace => is_wide(context, span),
    }
}

/// Scripts that part words by spaces and join letters by themselves, or need no joining.
fn is_plain(script: Script) -> bool {
    is_alphabet(script)
        || matches!(
            script,
            Script::HANI | Script::HIRA | Script::KANA | Script::HANG
        )
}

fn is_alphabet(script: Script) -> bool {
    matches!(
        script,
        Script::LATN | Script::CYRL | Script::GREK | Script::GEOR | Script::ARMN
    )
}

/// Emoji and signs that can be pieces of one.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{20E3}')
}

/// Scripts written from right to left.
fn is_turned(script: Script) -> bool {
    matches!(
        script.as_str(),
        "Hebr" | "Arab" | "Syrc" | "Thaa" | "Nkoo" | "Samr" | "Mand" | "Adlm" | "Rohg"
    )
}

/// Whether the paragraph, or the language around it, is written from right to left in part.
fn is_right_to_left(context: &RuleContext, span: Span) -> bool {
    let turned = |c: char| c > '\u{58F}' && is_turned(script_of(c));
    let language = context
        .document
        .language
        .as_ref()
        .map_or("", |l| l.tag.primary());
    matches!(language, "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "ckb")
        || context
            .document
            .paragraph(span)
            .slice(context.text())
            .chars()
            .any(turned)
}

/// Whether the paragraph has Chinese, Japanese or Korean letters.
fn is_wide(context: &RuleContext, span: Span) -> bool {
    let wide = |c: char| {
        c >= '\u{2E80}' && c != '\u{3000}' && c < '\u{FE00}'
            || ('\u{FF01}'..='\u{FFEF}').contains(&c)
    };
    context
        .document
        .paragraph(span)
        .slice(context.text())
        .chars()
        .any(wide)
}

/// What comes in place of the run, how certain that is, and why.
fn repair(first: char, around: &Around) -> (&'static str, Applicability, &'static str) {
    let unseen = ("", Applicability::Safe, "nothing that is seen changes");
    let ends_line = around.next.is_none_or(|c| matches!(c, '\n' | '\r'));
    match invisible::kind(first) {
        Some(Kind::LineBreak) if around.beside_space() => unseen,
        Some(Kind::LineBreak) if around.parts_letters() && !opens_line(around) => {
            (" ", Applicability::Unsafe, "it may stand for a space")
        }
        Some(Kind::LineBreak) if first == '\u{2029}' => (
            "\n\n",
            Applicability::Safe,
            "a line break that every program knows",
        ),
        Some(Kind::LineBreak) => (
            "\n",
            Applicability::Safe,
            "a line break that every program knows",
        ),
        Some(Kind::IdeographicSpace) if around.beside_space() => unseen,
        Some(Kind::IdeographicSpace) => (
            " ",
            Applicability::Safe,
            "a space of the width of the others",
        ),
        Some(Kind::SoftHyphen) if ends_line && around.previous.is_some_and(char::is_alphabetic) => {
            (
                "",
                Applicability::Unsafe,
                "the rest of the word is on the next line",
            )
        }
        Some(Kind::SoftHyphen) if around.next == Some(' ') && around.previous == Some(' ') => {
            ("", Applicability::Unsafe, "a word may be cut in two here")
        }
        _ if stands_for_space(around) => (" ", Applicability::Unsafe, "it may stand for a space"),
        _ => unseen,
    }
}

/// A sentence that ends before the run and another that begins after it.
fn opens_line(around: &Around) -> bool {
    around.next.is_some_and(char::is_uppercase)
}

/// `said.The`, `treatyThe`: without the run two words would grow together.
fn stands_for_space(around: &Around) -> bool {
    let (Some(previous), Some(next)) = (around.previous, around.next) else {
        return false;
    };
    match previous {
        _ if !next.is_alphabetic() || !is_alphabet(script_of(next)) => false,
        '.' | '!' | '?' => {
            next.is_uppercase()
                && around
                    .before
                    .chars()
                    .rev()
                    .nth(1)
                    .is_some_and(char::is_lowercase)
        }
        ',' | ';' | ':' => true,
        _ => previous.is_lowercase() && next.is_uppercase(),
    }
}

/// `inside “Ryabkov”`, `before “Sunday”`.
fn place(around: &Around) -> String {
    let word = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let reversed: Vec<char> = around
        .before
        .chars()
        .rev()
        .take_while(word)
        .take(SHOWN)
        .collect();
    let left: String = reversed.into_iter().rev().collect();
    let right: String = around
        .after
        .chars()
        .filter(|c| invisible::kind(*c).is_none())
        .take_while(word)
        .take(SHOWN)
        .collect();
    match (left.is_empty(), right.is_empty()) {
        (false, false) => format!("inside “{left}{right}”"),
        (true, false) => format!("before “{right}”"),
        (false, true) => format!("after “{left}”"),
        (true, true) => "between words".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::META;
    use crate::rules::tests::check_under;
    use crate::{Checker, Input, LanguageTag, LayerOptions, Layers, Settings};

    fn settings() -> Settings {
        Settings {
            language: LanguageTag::parse("en"),
            ..Settings::default()
        }
    }

    fn lines(text: &str) -> Vec<String> {
        check_under("{}", settings(), text)
            .iter()
            .filter(|f| f.rule.name == META.name)
            .map(|f| {
                let fix = f.fix.as_ref().map_or("none", |f| f.applicability.as_str());
                format!("{}: {:?} {fix}", f.message, f.suggestions.join("|"))
            })
            .collect()
    }

    fn fixed(text: &str) -> String {
        let layers = Layers::open(&[], &LayerOptions::default()).expect("the packs open");
        let input = Input {
            path: "t.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let bytes = Checker::new(layers, settings()).fix_alone(&input);
        String::from_utf8(bytes).expect("text stays text")
    }

    #[test]
    fn unseen_characters_are_found_and_named() {
        for (text, said) in [
            (
                "Rya\u{200B}bkov spoke",
                "U+200B zero width space inside “Ryabkov”: \"\" safe",
            ),
            (
                "the \u{200B}\u{200B}Sunday paper",
                "U+200B zero width space and 1 more before “Sunday”: \"\" safe",
            ),
            (
                "a co\u{AD}operation",
                "U+00AD soft hyphen inside “cooperation”: \"\" safe",
            ),
            (
                "the \u{FEFF}treaty",
                "U+FEFF byte order mark before “treaty”: \"\" safe",
            ),
            (
                "the\u{7} treaty",
                "U+0007 control character after “the”: \"\" safe",
            ),
            (
                "left\u{200E} to right",
                "U+200E left-to-right mark after “left”: \"\" safe",
            ),
            (
                "two\u{3000}words",
                "U+3000 ideographic space inside “twowords”: \" \" safe",
            ),
            (
                "the treaty\u{200B}The",
                "U+200B zero width space inside “treatyThe”: \" \" unsafe",
            ),
            (
                "he said.\u{2028}The next",
                "U+2028 line separator before “The”: \"\\n\" safe",
            ),
            (
                "a \u{202E}turned\u{202C} word",
                "U+202E right-to-left override before “turned”: \"\" safe",
            ),
            (
                "a v\u{FE0F}ariant",
                "U+FE0F variation selector inside “variant”: \"\" safe",
            ),
            ("\u{1B}[31mred", "U+001B escape before “[”: \"\" safe"),
        ] {
            let found = lines(text);
            let said = said.replace("before “[”", "between words");
            assert!(found.contains(&said.to_owned()), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn what_a_script_needs_is_left_alone() {
        for text in [
            "می\u{200C}خواهم به خانه بروم",
            "क्\u{200D}ष",
            "ภาษา\u{200B}ไทย",
            "the word שלום\u{200F}, he said",
            "a family 👨\u{200D}👩\u{200D}👧 and a heart ❤\u{FE0F}\u{200D}🔥",
            "press 1\u{FE0F}\u{20E3}, ◻\u{FE0F}\u{A0}The bodies",
            "　中国外交部",
            "葛\u{E0100}城市",
            "a non\u{A0}breaking, thin\u{2009}and narrow\u{202F}space",
            "tab\tand\r\nline",
        ] {
            assert_eq!(lines(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn fixes_restore_the_words() {
        for (text, wanted) in [
            (
                "Rya\u{200B}bkov \u{200B}\u{200B}spoke of the tre\u{AD}aty",
                "Ryabkov spoke of the treaty",
            ),
            ("Переговоры в Жене\u{200B}ве", "Переговоры в Женеве"),
            ("中国\u{200B}外交部", "中国外交部"),
            ("\u{1B}[1mbold\u{1B}[0m", "bold"),
            ("He left.\u{2028}They stayed.", "He left.\nThey stayed."),
        ] {
            assert_eq!(fixed(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn names_are_known_behind_an_unseen_character() {
        let found = check_under(
            "{}",
            settings(),
            "Deputy minister Sergej Rjab\u{200B}kow spoke in Vienna.",
        );
        assert!(
            found
                .iter()
                .any(|f| f.entry.as_deref() == Some("sergei-ryabkov")),
            "{found:?}"
        );
        let found = check_under(
            "{}",
            settings(),
            "Deputy minister Sergej Rjab\u{AD}kow spoke in Vienna.",
        );
        assert!(
            found
                .iter()
                .any(|f| f.entry.as_deref() == Some("sergei-ryabkov")),
            "{found:?}"
        );
    }
}

//! The safe ladder: how far a replacement may be trusted at a place, and what else changes with it (a/an, capitals).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::context::RuleContext;
use crate::document::quotations::QuoteStatus;
use crate::document::words::LanguageWords;
use crate::document::zones::{Zone, ZoneKind, byline_zone, frozen_zone};
use crate::finding::{Applicability, Edit, Fix};
use crate::glossary::model::{Entry, EntryKind};
use crate::scan::mention::{Body, LinkedBy, Mention};
use crate::text::span::Span;

/// Mentions of a paragraph that are looked at for a speaker; more are no paragraph of an article.
const MOST_SPEAKERS: usize = 64;

/// What speaks against a safe fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trust {
    /// The most that a fix may be here.
    pub most: Applicability,
    /// Why, in words for a person.
    pub reason: String,
    /// In a protected zone nothing is fixed and no finding is above info.
    pub protected: bool,
    /// The form is right here, or none of the text's own words: a spelling says nothing about it.
    pub silent: bool,
}

impl Trust {
    fn new(most: Applicability, reason: impl Into<String>) -> Self {
        Self {
            most,
            reason: reason.into(),
            protected: false,
            silent: false,
        }
    }

    /// The lower of this and `most`.
    pub(crate) fn at_most(self, most: Applicability, reason: &str) -> Self {
        if most > self.most {
            Self {
                most,
                reason: reason.to_owned(),
                ..self
            }
        } else {
            self
        }
    }
}

/// The protected zone around a mention, if any.
fn zone(context: &RuleContext, span: Span, words: Option<&LanguageWords>) -> Option<Zone> {
    let text = context.text();
    context
        .document
        .zone_at(span)
        .copied()
        .or_else(|| words.and_then(|w| frozen_zone(text, span, w)))
        .or_else(|| words.and_then(|w| byline_zone(text, span, w)))
}

/// How far a replacement of the mention may be trusted, by its place and by how certain the entity is.
pub(crate) fn trust(context: &RuleContext, mention: &Mention) -> Trust {
    let words = crate::scan::words_at(context.document, mention);
    if let Some(zone) = zone(context, mention.span, words) {
        let silent = zone.kind != ZoneKind::Byline;
        return Trust {
            most: Applicability::Display,
            reason: format!("inside {}", zone.kind.as_str()),
            protected: true,
            silent,
        };
    }
    let (language, certain) = context.language(mention);
    let mut trust = match (&mention.body, mention.linked_by) {
        (_, LinkedBy::Itself) => Trust::new(Applicability::Safe, "exactly this entry"),
        (_, LinkedBy::FullName) => {
            Trust::new(Applicability::Safe, "the full name stands in this text")
        }
        (_, LinkedBy::Context) => {
            Trust::new(Applicability::Unsafe, "known only by the words around it")
        }
        (_, LinkedBy::FamilyOnly) => Trust::new(
            Applicability::Display,
            "only a family name, and nothing near tells who is meant",
        ),
        (_, LinkedBy::Nothing) => {
            Trust::new(Applicability::Display, "several entries could be meant")
        }
    };
    if has_middle_name(context.text(), mention) {
        trust = trust.at_most(
            Applicability::Unsafe,
            "the patronymic would keep its spelling",
        );
    }
    if let Body::Person { ending: true, .. } = mention.body {
        trust = trust.at_most(Applicability::Unsafe, "a case ending would be lost");
    }
    if language.is_none() {
        trust = trust.at_most(
            Applicability::Unsafe,
            "the language of the text is not known",
        );
    } else if !certain {
        trust = trust.at_most(
            Applicability::Unsafe,
            "the language of the text is a guess; declare it with --language",
        );
    }
    match quotation(context, mention, words) {
        Quoted::Outside | Quoted::Translated => trust,
        Quoted::Verbatim => trust.at_most(
            Applicability::Unsafe,
            "inside words first written in this language",
        ),
        Quoted::Broken => trust.at_most(Applicability::Unsafe, "quotation marks do not pair here"),
    }
}

/// Whether a whole word stands between given and family name.
fn has_middle_name(text: &str, mention: &Mention) -> bool {
    let Body::Person {
        family,
        given: Some(given),
        ..
    } = &mention.body
    else {
        return false;
    };
    let between = Span::new(
        given.span.end.min(family.span.end),
        family.span.start.max(given.span.start),
    );
    between
        .slice(text)
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 1)
}

enum Quoted {
    Outside,
    Translated,
    Verbatim,
    Broken,
}

fn quotation(context: &RuleContext, mention: &Mention, words: Option<&LanguageWords>) -> Quoted {
    let quote = match context.document.quotations().status(mention.span) {
        QuoteStatus::Outside => return Quoted::Outside,
        QuoteStatus::Unknown => return Quoted::Broken,
        QuoteStatus::Inside(quote) => quote,
    };
    let (language, _) = context.language(mention);
    let same =
        |tag: &crate::lang::LanguageTag| language.is_some_and(|l| l.primary() == tag.primary());
    if context.document.source_language.as_ref().is_some_and(same) {
        return Quoted::Verbatim;
    }
    let opener = context
        .text()
        .get(..quote.start as usize)
        .and_then(|t| t.trim_end().chars().next_back());
    if opener == Some('«') && language.is_some_and(|l| l.primary() == "en") {
        // English does not quote so: the words are in another language.
        return Quoted::Verbatim;
    }
    let paragraph = context.document.paragraph(mention.span);
    let lower = paragraph.slice(context.text()).to_lowercase();
    let written =
        words.is_some_and(|w| w.verbatim.iter().any(|word| lower.contains(word.as_str())));
    let mentions = &context.scan.mentions;
    let first = mentions.partition_point(|m| m.span.start < paragraph.start);
    let inside = mentions
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|m| m.span.start < paragraph.end);
    let speaks = |other: &Mention| {
        paragraph.contains(other.span)
            && !quote.contains(other.span)
            && other
                .entry
                .and_then(|e| context.layers.entry(e))
                .is_some_and(|e| {
                    e.native
                        .iter()
                        .any(|n| language.is_some_and(|l| l.primary() == n.language))
                })
            && matches!(other.body, Body::Person { .. })
    };
    // One mention too many, and nobody knows who speaks: then the words count as verbatim.
    let native_speaker = inside
        .take(MOST_SPEAKERS + 1)
        .enumerate()
        .any(|(n, other)| n == MOST_SPEAKERS || speaks(other));
    if written || native_speaker {
        Quoted::Verbatim
    } else {
        Quoted::Translated
    }
}

/// The fix that puts each form in its place, in order, and repairs an English article before the first.
pub(crate) fn fix(text: &str, trust: Trust, language: &str, forms: &[(Span, String)]) -> Fix {
    let mut edits = Vec::new();
    let elided = forms
        .first()
        .is_some_and(|(span, form)| changes_elision(text, *span, form, language));
    let trust = if elided {
        trust.at_most(
            Applicability::Unsafe,
            "the word before it would change as well",
        )
    } else {
        trust
    };
    if let Some((span, form)) = forms.first().filter(|_| language == "en") {
        edits.extend(article(text, *span, form).map(|(span, text)| Edit { span, text }));
    }
    edits.extend(forms.iter().map(|(span, form)| Edit {
        span: *span,
        text: form.clone(),
    }));
    Fix {
        applicability: trust.most,
        reason: trust.reason,
        edits,
    }
}

/// Whether a word before the name is shortened before a vowel, and the name gains or loses one: de Ieltsine, d’Eltsine.
fn changes_elision(text: &str, span: Span, replacement: &str, language: &str) -> bool {
    let vowel = |word: &str| {
        let first = word.chars().next().map(|c| c.to_ascii_lowercase());
        first.is_some_and(|c| "aeiouhéèêâîïôû".contains(c))
    };
    let before = text.get(..span.start as usize).unwrap_or("");
    let beside = before.ends_with(['\'', '’']) || before.ends_with("e ") || before.ends_with("a ");
    matches!(language, "fr" | "it" | "ca")
        && beside
        && vowel(span.slice(text)) != vowel(replacement)
}

/// The text at `span` with the forms in their places.
pub(crate) fn rewritten(text: &str, span: Span, forms: &[(Span, String)]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for (place, form) in forms {
        out.push_str(Span::new(at, place.start).slice(text));
        out.push_str(form);
        at = place.end;
    }
    out.push_str(Span::new(at, span.end).slice(text));
    out
}

/// `replacement` in the register of the form of `entry` that stands at `span`: shouted words stay in capitals, and so does the
/// first letter of a sentence.
pub(crate) fn in_register(text: &str, span: Span, replacement: &str, entry: &Entry) -> String {
    let surface = span.slice(text);
    if is_shouted(text, span, entry) {
        return replacement.to_uppercase();
    }
    let mut rest = replacement.chars();
    match (surface.chars().next(), rest.next()) {
        (Some(old), Some(new)) if old.is_uppercase() && new.is_lowercase() => {
            new.to_uppercase().chain(rest).collect()
        }
        _ => replacement.to_owned(),
    }
}

/// Whether a form is written in capitals because the text is, and not because it is an acronym or a code.
fn is_shouted(text: &str, span: Span, entry: &Entry) -> bool {
    let surface = span.slice(text);
    let own = entry.designations.iter().any(|d| {
        d.text == surface
            || d.family.as_deref() == Some(surface)
            || d.given.as_deref() == Some(surface)
    });
    if own || !is_capitals(surface) {
        return false;
    }
    // The name of a person or place is no acronym: its capitals are meant, as in `Sergej RJABKOW` and the dateline `KIEV`.
    if matches!(entry.kind, EntryKind::Person | EntryKind::Place) && surface.chars().count() > 3 {
        return true;
    }
    let word = |c: char| !c.is_alphanumeric();
    let before = text.get(..span.start as usize).and_then(|t| {
        t.rsplit('\n')
            .next()?
            .trim_end_matches(word)
            .rsplit(word)
            .next()
    });
    let after = text.get(span.end as usize..).and_then(|t| {
        t.split('\n')
            .next()?
            .trim_start_matches(word)
            .split(word)
            .next()
    });
    let inside = surface.split(word).filter(|w| is_capitals(w)).count() > 1;
    inside || [before, after].into_iter().flatten().any(is_capitals)
}

/// At least two letters, none of them small.
pub(crate) fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2 && letters.all(char::is_uppercase)
}

/// The English article before `span` that must change when `replacement` comes there: its span and the new article.
pub(crate) fn article(text: &str, span: Span, replacement: &str) -> Option<(Span, String)> {
    let before = text.get(..span.start as usize)?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - trimmed.len() != 1 && before.len() - trimmed.len() != 2 {
        return None;
    }
    let start = trimmed.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| {
        i + trimmed
            .get(i..)
            .and_then(|t| t.chars().next())
            .map_or(1, char::len_utf8)
    });
    let word = trimmed.get(start..)?;
    let wanted = if starts_with_vowel_sound(replacement) {
        "an"
    } else {
        "a"
    };
    if !(word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an"))
        || word.eq_ignore_ascii_case(wanted)
    {
        return None;
    }
    // An article that was wrong before, or right by an initialism, is left alone.
    let old = starts_with_vowel_sound(span.slice(text));
    if old == starts_with_vowel_sound(replacement) {
        return None;
    }
    let article = if word.starts_with('A') {
        format!("A{}", &wanted[1..])
    } else {
        wanted.to_owned()
    };
    Some((Span::new(start as u32, trimmed.len() as u32), article))
}

/// Words that begin with a vowel letter and the sound of `you` or `one`.
const CONSONANT_SOUND: &[&str] = &[
    "eugene",
    "eurasia",
    "eurasian",
    "euro",
    "eurofighter",
    "europe",
    "european",
    "europeans",
    "euros",
    "once",
    "one",
    "uganda",
    "ugandan",
    "ukraine",
    "ukrainian",
    "ukrainians",
    "unesco",
    "unicef",
    "unified",
    "uniform",
    "unilateral",
    "union",
    "unique",
    "unit",
    "united",
    "universal",
    "university",
    "uranium",
    "uruguay",
    "uruguayan",
    "use",
    "used",
    "user",
    "usual",
    "utah",
    "utility",
];

/// Whether `an` comes before a name or a code. Initialisms are read letter by letter, other names as they are spelled.
fn starts_with_vowel_sound(name: &str) -> bool {
    let word: String = name
        .nfd()
        .skip_while(|c| !c.is_alphanumeric())
        .filter(|c| !is_combining_mark(*c))
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.starts_with('8') || matches!(digits.as_str(), "11" | "18");
    }
    let Some(first) = word.chars().next().map(|c| c.to_ascii_lowercase()) else {
        return false;
    };
    if is_spelled_out(&word) {
        return "aefhilmnorsx".contains(first);
    }
    let lower = word.to_lowercase();
    "aeiouæø".contains(first) && !CONSONANT_SOUND.contains(&lower.as_str())
}

/// `US`, `INF`, `S` of S-400; but `NATO` and `MIRV`, with a vowel to read them by, are words.
fn is_spelled_out(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let readable = letters.len() > 3
        && letters
            .iter()
            .skip(1)
            .any(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y'));
    letters.iter().all(|c| c.is_uppercase()) && !readable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_new_name() {
        let fix = |text: &str, old: &str, new: &str| {
            let start = text.find(old).unwrap() as u32;
            article(text, Span::new(start, start + old.len() as u32), new)
                .map(|(span, word)| format!("{}→{word}", span.slice(text)))
        };
        assert_eq!(
            fix("told an Ermakov aide", "Ermakov", "Yermakov").as_deref(),
            Some("an→a")
        );
        assert_eq!(
            fix("A Yerevan deal", "Yerevan", "Erevan").as_deref(),
            Some("A→An")
        );
        assert_eq!(fix("the Ermakov aide", "Ermakov", "Yermakov"), None);
        assert_eq!(fix("a Rjabkow aide", "Rjabkow", "Ryabkov"), None);
        assert_eq!(fix("Ermakov aide", "Ermakov", "Yermakov"), None);
    }

    #[test]
    fn articles_go_by_sound() {
        for name in [
            "Ushakov",
            "Ermakov",
            "Öcalan",
            "X-101",
            "S-400",
            "RS-24",
            "INF Treaty",
            "EU",
            "8K14",
            "Il-76",
            "SNV",
            "OSCE",
        ] {
            assert!(starts_with_vowel_sound(name), "an {name}");
        }
        for name in [
            "US",
            "UK",
            "USSR",
            "Ukraine’s",
            "European",
            "Kh-101",
            "9M729",
            "NATO",
            "MIRV",
            "Su-27",
            "U-2",
            "UNESCO",
            "START",
            "Yermakov",
            "",
        ] {
            assert!(!starts_with_vowel_sound(name), "a {name}");
        }
        let text = "an Ouchakov aide";
        assert_eq!(article(text, Span::new(3, 11), "Ushakov"), None);
    }

    const TERMS: &str = "
New START: { kind: treaty, deprecated: [START-3] }
cruise missiles: { kind: term, deprecated: [winged missiles] }
Sergei Ryabkov: Сергей Рябков
";

    #[test]
    fn capitals_stay_capitals() {
        let suggested = |text: &str| -> Vec<String> {
            let findings = crate::rules::tests::check(TERMS, None, &[("a.txt", text)]);
            findings
                .into_iter()
                .flat_map(|(_, f)| f.suggestions)
                .collect()
        };
        for (text, wanted) in [
            ("talks on START-3 failed", "New START"),
            ("TALKS ON START-3 FAILED", "New START"),
            ("Winged missiles fell", "Cruise missiles"),
            ("the winged missiles fell", "cruise missiles"),
            ("THE WINGED MISSILES FELL", "CRUISE MISSILES"),
            ("TALKS WITH SERGEJ RJABKOW", "SERGEI RYABKOV"),
            ("talks with Sergej RJABKOW", "Sergei RYABKOV"),
        ] {
            assert_eq!(suggested(text), [wanted], "{text}");
        }
    }

    #[test]
    fn a_crowded_paragraph_counts_as_verbatim() {
        let few = "“Sergej Rjabkow is here,” the paper wrote.";
        let crowd = "Sergei Ryabkov, ".repeat(MOST_SPEAKERS + 1);
        let safe = |text: &str| {
            let findings = crate::rules::tests::check(TERMS, None, &[("a.txt", text)]);
            findings
                .iter()
                .flat_map(|(_, f)| &f.fix)
                .any(|f| f.applicability == Applicability::Safe)
        };
        assert!(safe(few));
        assert!(!safe(&format!("{crowd}{few}")));
    }
}

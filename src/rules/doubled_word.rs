//! `doubled-word`: a word that stands twice in a row (`the the`), or two articles of which one must go (`the a`).

use memchr::memmem;

use super::capitals::opens_sentence;
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use crate::document::words::has;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::lang::doubled::Doubled;
use crate::scan::{Twice, embedded};
use crate::text::span::Span;
use crate::text::token::Gap;

rule_meta! {
    /// ## What it does
    /// Finds a word that stands twice in a row, a pair of words that stands twice (`of the of the`), and two articles in a row
    /// (`the a`). Words that are doubled by right are left alone: emphasis (very very), names (Duran Duran), grammar (had had, German
    /// die die after a comma, French nous nous); `glossary/doubled/` lists them.
    ///
    /// ## Why
    /// Translation engines repeat a word where two words of the source have one translation, and pasted texts repeat one at a seam.
    ///
    /// ## Example
    /// ```text
    /// The minister said that the the talks would go on in Geneva, and that both sides had agreed on the agenda.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The minister said that the talks would go on in Geneva, and that both sides had agreed on the agenda.
    /// ```
    ///
    /// Function words are warnings; other words, pairs and articles are infos.
    ///
    /// ## Fix safety
    /// Safe for function words that never stand twice in the language of the text (the, of, and; и, der); unsafe for other words.
    ///
    /// ## References
    /// - The Cambridge Grammar of the English Language, 2002, on determiners, of which a noun phrase has one
    pub(crate) static META = {
        name: "doubled-word",
        summary: "a word that stands twice in a row, or two articles",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Duplication,
        mqm: Mqm { error_type: "duplication", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct DoubledWord;

impl DocumentRule for DoubledWord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        for twice in &context.scan.doubled {
            let verdict = words_at(context, twice.first).and_then(|words| {
                if twice.pair {
                    pair(context, twice, words)
                } else {
                    single(context, twice, words)
                }
            });
            if let Some((severity, applicability)) = verdict {
                report(context, sink, twice, severity, applicability);
            }
        }
        clashes(context, sink);
    }
}

fn words_at(context: &RuleContext, span: Span) -> Option<&'static Doubled> {
    let language = context.language_at(span)?;
    embedded::knowledge().doubled(language.primary())
}

type Verdict = Option<(Severity, Applicability)>;

/// What to say of one word that stands twice.
fn single(context: &RuleContext, twice: &Twice, words: &Doubled) -> Verdict {
    let text = context.text();
    let (first, second) = (twice.first.slice(text), twice.second.slice(text));
    let small = second.to_lowercase();
    // Part of a longer word: Moon Jae-in in Seoul, что что-то.
    if is_tied(text, twice.first.start)
        || is_joined(text, twice.second.end)
        || first.to_lowercase() != small
        || has(&words.fine, &small)
    {
        return None;
    }
    let never = has(&words.once, &small);
    if second.chars().any(char::is_uppercase) {
        // Names and headlines; The The may open a sentence, and AND AND a headline in capitals.
        let listed = never && first == second && small.chars().count() > 2;
        return (listed && opens_sentence(text, twice.first.start))
            .then_some((Severity::Warning, Applicability::Unsafe));
    }
    let opening = first.chars().any(char::is_uppercase);
    // PO po wyborach, IT it is: letters that stand for a name are another word.
    let acronym = first.chars().filter(|c| c.is_uppercase()).count() > 1;
    if acronym || (opening && !opens_sentence(text, twice.first.start)) {
        return None;
    }
    let threefold = is_threefold(text, twice);
    if never {
        // La la la; the the the.
        let sure = if threefold {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        return Some((Severity::Warning, sure));
    }
    if has(&words.relative, &small) {
        let clause = twice.before != Gap::Space || opens_clause(text, twice, words);
        let severity = if opening {
            // Die die Macht haben: rare, but right.
            Severity::Info
        } else {
            Severity::Warning
        };
        return (!clause || opening).then_some((severity, Applicability::Unsafe));
    }
    if has(&words.doubtful, &small) && !threefold {
        return Some((Severity::Warning, Applicability::Unsafe));
    }
    if has(&words.clause, &small) {
        return Some((Severity::Info, Applicability::Unsafe));
    }
    // A single letter is a name or a list; a word that is repeated over a line break opens a verse.
    let ordinary = !words.reduplication
        && !opening
        && second.chars().nth(1).is_some()
        && !text
            .get(twice.first.end as usize..twice.second.start as usize)
            .is_some_and(|gap| gap.contains('\n'))
        && !threefold;
    ordinary.then_some((Severity::Info, Applicability::Unsafe))
}

/// What to say of two words that stand twice.
fn pair(context: &RuleContext, twice: &Twice, words: &Doubled) -> Verdict {
    let text = context.text();
    let (first, second) = (twice.first.slice(text), twice.second.slice(text));
    if words.reduplication
        || second.chars().any(char::is_uppercase)
        || first.to_lowercase() != second
        || is_tied(text, twice.first.start)
        || is_joined(text, twice.second.end)
    {
        return None;
    }
    let mut parts = second.split_whitespace();
    let (a, b) = (parts.next()?, parts.next()?);
    // More and more and more; but: to the to the.
    let link = |one: &str, other: &str| has(&words.links, one) && !has(&words.once, other);
    let emphasis = link(a, b) || link(b, a) || has(&words.fine, a) || has(&words.fine, b);
    // One-letter words and sounds make refrains.
    let short = a.chars().count() < 2 && b.chars().count() < 2;
    (!emphasis && !short && !is_threefold(text, twice))
        .then_some((Severity::Info, Applicability::Unsafe))
}

/// Whether the word at `start` goes on with one before it: Jae-in in, 2020'de de.
fn is_tied(text: &str, start: u32) -> bool {
    let mut before = text.get(..start as usize).unwrap_or("").chars().rev();
    before.next().is_some_and(|c| {
        let sign = matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '_' | '@' | '.' | '/');
        c.is_alphanumeric() || (sign && before.next().is_some_and(char::is_alphanumeric))
    })
}

/// Whether a hyphen or an apostrophe ties the word that ends at `end` to the next letters.
fn is_joined(text: &str, end: u32) -> bool {
    let mut after = text.get(end as usize..).unwrap_or("").chars();
    after
        .next()
        .is_some_and(|c| matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '_' | '@'))
        && after.next().is_some_and(char::is_alphanumeric)
}

/// Three or more in a row are emphasis or a refrain.
fn is_threefold(text: &str, twice: &Twice) -> bool {
    let word = twice.second.slice(text);
    let after = text.get(twice.second.end as usize..).unwrap_or("");
    let before = text.get(..twice.first.start as usize).unwrap_or("");
    let first = word.split_whitespace().next().unwrap_or(word);
    let letters = |rest: &str| !rest.chars().next_back().is_some_and(char::is_alphanumeric);
    let follows = after.trim_start().strip_prefix(first);
    let head = before.trim_end();
    let split = head.len().saturating_sub(word.len());
    let same = |end: &&str| *end == word || end.to_lowercase() == word;
    let precedes = head.get(split..).filter(same).and(head.get(..split));
    follows.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        || precedes.is_some_and(letters)
}

/// Whether the word before the first opens a relative clause: an die die Spieler denken, und die die Wirtschaft tragen.
fn opens_clause(text: &str, twice: &Twice, words: &Doubled) -> bool {
    let head = text
        .get(..twice.first.start as usize)
        .unwrap_or("")
        .trim_end();
    let letters = head.chars().rev().take_while(|c| c.is_alphanumeric());
    let length: usize = letters.take(LONGEST).map(char::len_utf8).sum();
    let (rest, word) = head.split_at(head.len() - length);
    let small = word.to_lowercase();
    let parted = rest.trim_end().ends_with([',', ';', '–', '—', '(']);
    has(&words.joins, &small) || (parted && has(&words.after, &small))
}

/// Longer runs of letters are no words.
const LONGEST: usize = 40;

fn report(
    context: &RuleContext,
    sink: &mut Sink,
    twice: &Twice,
    severity: Severity,
    applicability: Applicability,
) {
    let text = context.text();
    let span = twice.first.cover(twice.second);
    if context.document.zone_at(span).is_some() {
        return;
    }
    let surface = span.slice(text);
    let word = twice.first.slice(text);
    let mut finding = Finding::new(&META, span, surface, format!("{word} stands twice"));
    finding.severity = severity;
    finding.cause = Some("a word was repeated".to_owned());
    finding.suggestions = vec![word.to_owned()];
    finding.fix = Some(Fix {
        applicability,
        reason: if applicability == Applicability::Safe {
            "this word never stands twice".to_owned()
        } else {
            "the repetition may be meant".to_owned()
        },
        edits: vec![Edit {
            span: extra(text, twice),
            text: String::new(),
        }],
    });
    sink.report(context, finding);
}

/// What goes: the second with the gap before it, or with the gap after it where a line break stands between the two.
fn extra(text: &str, twice: &Twice) -> Span {
    let gap = Span::new(twice.first.end, twice.second.start).slice(text);
    let next = text.as_bytes().get(twice.second.end as usize);
    if gap.contains('\n') && next == Some(&b' ') {
        Span::new(twice.second.start, twice.second.end + 1)
    } else {
        Span::new(twice.first.end, twice.second.end)
    }
}

/// Two articles in a row.
fn clashes(context: &RuleContext, sink: &mut Sink) {
    let text = context.text();
    let Some(language) = &context.document.language else {
        return;
    };
    let Some(words) = embedded::knowledge().doubled(language.tag.primary()) else {
        return;
    };
    for (first, second) in &words.clash {
        let needle = format!("{first} {second} ");
        for at in memmem::find_iter(text.as_bytes(), needle.as_bytes()) {
            let span = Span::new(at as u32, (at + needle.len()) as u32 - 1);
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.');
            let after = text.get(at + needle.len()..).unwrap_or("");
            let word = after
                .split(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or("");
            if before.is_some_and(inner)
                || has(&words.clash_fine, word)
                || context.document.zone_at(span).is_some()
            {
                continue;
            }
            let surface = span.slice(text);
            let message = format!("{surface}: two articles");
            let mut finding = Finding::new(&META, span, surface, message);
            finding.severity = Severity::Info;
            finding.cause = Some("two translations of one phrase were joined".to_owned());
            finding.suggestions = vec![first.clone(), second.clone()];
            sink.report(context, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_under;
    use crate::{Checker, Input, LanguageTag, Layers, Settings};

    fn settings(language: &str) -> Settings {
        Settings {
            language: LanguageTag::parse(language),
            ..Settings::default()
        }
    }

    fn found(language: &str, text: &str) -> Vec<String> {
        let findings = check_under("{}", settings(language), text);
        let ours = findings.iter().filter(|f| f.rule.name == "doubled-word");
        ours.map(|f| {
            let fix = f.fix.as_ref().map_or("none", |x| x.applicability.as_str());
            format!("{} {fix}", f.text)
        })
        .collect()
    }

    #[test]
    fn a_word_that_may_stand_twice_by_grammar_is_never_cut_safely() {
        for (language, text) in [
            ("de", "Man kann nicht nicht kommunizieren."),
            ("de", "Es geht um um ein Drittel höhere Preise."),
            ("fr", "Le groupe a trouvé son son cette année."),
            ("fr", "Oh la la, quelle histoire."),
            ("fr", "Sur sur sur le pont."),
            ("de", "Er fing eine eine Elle lange Forelle."),
            ("es", "El tren no para para nadie."),
            ("pt", "O carro para para abastecer."),
            ("cs", "To to ale trvalo dlouho."),
            ("pl", "PO po wyborach straciła głosy."),
            ("tr", "Onu çok çok seviyorum."),
        ] {
            let found = found(language, text);
            assert!(
                !found.iter().any(|l| l.ends_with(" safe")),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn repeated_words_are_found() {
        for (language, text, wanted) in [
            ("en", "It left the the treaty.", "the the safe"),
            ("en", "The the treaty ended.", "The the safe"),
            ("en", "parties of\nof the treaty", "of\nof safe"),
            ("en", "what it is is a question", "is is unsafe"),
            (
                "en",
                "an application application form",
                "application application unsafe",
            ),
            ("en", "none of the of the houses", "of the of the unsafe"),
            ("en", "to watch the a game", "the a none"),
            ("en", "he came in in May", "in in unsafe"),
            ("ru", "он был в в городе", "в в safe"),
            ("de", "Sie sah die die Frau.", "die die unsafe"),
            ("de", "er und und sie", "und und safe"),
            ("de", "mit mit der Frau", "mit mit unsafe"),
            ("fr", "le le ministre", "le le safe"),
            ("tr", "okul ve ve ev", "ve ve safe"),
        ] {
            assert_eq!(found(language, text), [wanted], "{text}");
        }
    }

    #[test]
    fn words_doubled_by_right_are_silent() {
        for (language, text) in [
            (
                "en",
                "Fang Fang had had enough of that that day, very very late.",
            ),
            (
                "en",
                "The hotel Roa Roa. The the-band. Moon Jae-in in Seoul.",
            ),
            (
                "en",
                "It rang and rang and rang; more and more and more people, face to face to see.",
            ),
            (
                "en",
                "an hour. An hour; the, the; the\n\nthe; on-the-the; 10 10 10",
            ),
            (
                "en",
                "blah blah blah; na na na na; the a cappella choir; see https://x.org/the/the the",
            ),
            (
                "de",
                "eine Gruppe, die die Wahl leitet, an die die Spieler denken, weil sie sie sah",
            ),
            (
                "fr",
                "Nous nous souvenons, vous vous souvenez, en en parlant",
            ),
            ("ru", "Он знал, что что-то не так."),
            ("tr", "yavaş yavaş, zaman zaman, 2020'de de"),
            ("zh", "他天天看，慢慢走。"),
            ("xx", "the the"),
        ] {
            assert_eq!(found(language, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn safe_fixes_restore_the_text() {
        for (text, wanted) in [
            ("The the treaty of of\n1987.", "The treaty of\n1987."),
            ("left the\nthe treaty", "left the\ntreaty"),
            ("he came in in May", "he came in in May"),
        ] {
            let checker = Checker::new(Layers::packs(), settings("en"));
            let bytes = checker.fix_alone(&Input {
                path: "t.txt".to_owned(),
                bytes: text.as_bytes().to_vec(),
            });
            assert_eq!(String::from_utf8_lossy(&bytes), wanted);
        }
    }
}

//! Reads one comment: `exonym: ignore-next name-variant @sergei-ryabkov -- quoted from the letter`.

use crate::finding::RuleMeta;
use crate::rules;
use crate::text::span::Span;

/// What a directive holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Line,
    Next,
    Paragraph,
    Start,
    End,
    File,
}

const VERBS: &[(&str, Verb)] = &[
    ("ignore-line", Verb::Line),
    ("ignore-next", Verb::Next),
    ("ignore-paragraph", Verb::Paragraph),
    ("ignore-start", Verb::Start),
    ("ignore-end", Verb::End),
    ("ignore-file", Verb::File),
];

/// What is silenced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Only this rule.
    pub rule: Option<&'static RuleMeta>,
    /// Only this entry.
    pub entry: Option<String>,
}

/// A comment that was understood.
#[derive(Debug)]
pub(super) struct Directive {
    pub verb: Verb,
    /// What is silenced, with the place of each name, or of the verb where there is none; never empty.
    pub targets: Vec<(Target, Span)>,
    pub reason: Option<String>,
}

/// What is wrong with a comment, and where.
pub(super) type Fault = (Span, String);

/// Reads the inside of a comment; `None` when it is not meant for this program, or nothing is left of it.
pub(super) fn read(source: &str, comment: Span, faults: &mut Vec<Fault>) -> Option<Directive> {
    let words = words(source, comment);
    let (first, rest) = words.split_first()?;
    let text = first.slice(source);
    let mut rest = rest.iter().copied();
    let verb = match text.strip_prefix("exonym")? {
        ":" => rest.next(),
        // `exonym:ignore-next`, without a space.
        glued if glued.starts_with(':') => Some(Span {
            start: first.start + 7,
            ..*first
        }),
        "" if rest.clone().next()?.slice(source).starts_with("ignore") => {
            let advice = "write a colon after `exonym`: `exonym: ignore-next`";
            faults.push((*first, advice.to_owned()));
            return None;
        }
        _ => return None,
    };
    let place = verb.unwrap_or(*first);
    let name = verb.map_or("", |place| place.slice(source));
    let Some((_, verb)) = VERBS.iter().find(|(known, _)| *known == name) else {
        faults.push((place, unknown_verb(name)));
        return None;
    };
    let (names, reason) = split_reason(source, comment, &rest.collect::<Vec<_>>());
    let mut targets = Vec::new();
    for place in &names {
        match target(place.slice(source)) {
            Ok(target) => targets.push((target, *place)),
            Err(message) => faults.push((*place, message)),
        }
    }
    if names.is_empty() {
        targets.push((Target::EVERYTHING, place));
    }
    (!targets.is_empty()).then_some(Directive {
        verb: *verb,
        targets,
        reason,
    })
}

impl Target {
    pub(super) const EVERYTHING: Self = Self {
        rule: None,
        entry: None,
    };
}

/// `name-variant`, `@sergei-ryabkov` or `name-variant@sergei-ryabkov`.
pub(super) fn target(name: &str) -> Result<Target, String> {
    let (rule, entry) = match name.split_once('@') {
        Some((rule, entry)) => (rule, Some(entry)),
        None => (name, None),
    };
    if entry == Some("") {
        return Err("the id of an entry is missing after `@`".to_owned());
    }
    let rule = match rule {
        "" => None,
        rule => Some(find_rule(rule)?),
    };
    Ok(Target {
        rule,
        entry: entry.map(str::to_owned),
    })
}

fn find_rule(name: &str) -> Result<&'static RuleMeta, String> {
    let all = rules::all();
    all.iter()
        .find(|rule| rule.name == name)
        .copied()
        .ok_or_else(|| {
            let known = all.iter().map(|rule| rule.name);
            nearest(name, known).map_or_else(
                || format!("unknown rule `{name}`; `exonym rules` lists them, and entries are written `@{name}`"),
                |known| format!("unknown rule `{name}`; did you mean `{known}`?"),
            )
        })
}

fn unknown_verb(name: &str) -> String {
    let all: Vec<&str> = VERBS.iter().map(|(verb, _)| *verb).collect();
    let list = all.join(", ");
    if name.is_empty() {
        return format!("say what to ignore: {list}");
    }
    nearest(name, all.into_iter()).map_or_else(
        || format!("unknown `{name}`; these are known: {list}"),
        |known| format!("unknown `{name}`; did you mean `{known}`?"),
    )
}

/// The known name most like `name`, to help a person; it decides nothing.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (strsim::jaro_winkler(name, k), k))
        .filter(|(likeness, _)| *likeness >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, k)| k)
}

/// Words between spaces and commas. XML allows no `--` in comments, so dashes begin a reason as well.
fn words(source: &str, within: Span) -> Vec<Span> {
    let text = within.slice(source);
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        let start = within.start + at as u32;
        if !word.is_empty() {
            out.push(Span {
                start,
                end: start + word.len() as u32,
                ..within
            });
        }
        // The separator is one character; its length is found where the next word would begin.
        at += word.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    out
}

fn split_reason(source: &str, comment: Span, words: &[Span]) -> (Vec<Span>, Option<String>) {
    let is_dash = |word: &&Span| {
        let text = word.slice(source);
        text.starts_with("--") || text.starts_with(['—', '–'])
    };
    let names: Vec<Span> = words
        .iter()
        .take_while(|word| !is_dash(word))
        .copied()
        .collect();
    let reason = words.get(names.len()).map(|dash| {
        let rest = source.get(dash.start as usize..comment.end as usize);
        let rest = rest.unwrap_or("").trim_start_matches(['-', '—', '–']);
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    (names, reason.filter(|reason| !reason.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(comment: &str) -> String {
        let mut faults = Vec::new();
        let whole = Span::new(0, comment.len() as u32);
        let read = read(comment, whole, &mut faults).map(|d| {
            let names: Vec<&str> = d.targets.iter().map(|(_, at)| at.slice(comment)).collect();
            format!("{:?} {} {:?}", d.verb, names.join("|"), d.reason)
        });
        let faults: Vec<String> = faults
            .into_iter()
            .map(|(at, message)| format!("{}: {message}", at.slice(comment)))
            .collect();
        format!("{} {}", read.unwrap_or_default(), faults.join(" / "))
            .trim()
            .to_owned()
    }

    #[test]
    fn names_and_reasons_are_told_apart() {
        for (comment, wanted) in [
            (" exonym: ignore-next ", "Next ignore-next None"),
            (
                "exonym: ignore-line name-variant, @sergei-ryabkov -- as in the letter -- really",
                "Line name-variant|@sergei-ryabkov Some(\"as in the letter -- really\")",
            ),
            (
                "exonym:ignore-paragraph name-variant@kyiv — Zitat\n  vom Vortag",
                "Paragraph name-variant@kyiv Some(\"Zitat vom Vortag\")",
            ),
            ("exonym: ignore-file --", "File ignore-file None"),
            ("exonym is a program", ""),
            ("a comment", ""),
            ("", ""),
        ] {
            assert_eq!(shown(comment), wanted, "{comment}");
        }
    }

    #[test]
    fn faults_say_what_is_meant() {
        for (comment, wanted) in [
            ("exonym ignore-next", "write a colon after `exonym`"),
            ("exonym:", "exonym:: say what to ignore: ignore-line, "),
            ("exonym: ignore-nxt", "did you mean `ignore-next`?"),
            ("exonym: disable", "unknown `disable`; these are known"),
            (
                "exonym: ignore-next name-varient",
                "name-varient: unknown rule `name-varient`; did you mean `name-variant`?",
            ),
            ("exonym: ignore-next kyiv", "entries are written `@kyiv`"),
            ("exonym: ignore-next name-variant@", "missing after `@`"),
        ] {
            assert!(
                shown(comment).contains(wanted),
                "{comment}: {}",
                shown(comment)
            );
        }
        let half = shown("exonym: ignore-next mixed-script quote-stile");
        assert!(half.starts_with("Next mixed-script None"), "{half}");
    }

    proptest::proptest! {
        #[test]
        fn any_comment_is_read(comment in "(exonym:? ?)?(ignore-[a-z]{1,5} ?)?\\PC{0,30}") {
            shown(&comment);
        }
    }
}

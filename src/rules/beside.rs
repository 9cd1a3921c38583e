//! What stands beside a form that the glossary does not use, and makes it right there: the form it glosses, or a year of its own time.

use super::context::RuleContext;
use super::judgement::key;
use crate::glossary::model::{Designation, Entry, TermStatus};
use crate::scan::mention::Mention;
use crate::text::span::Span;

/// Bytes to either side in which a right form of the same entry shows that the writer names both: Bakhmut, formerly Artemivsk.
const NEAR: usize = 60;

/// Whether the sentence names the right form as well, or a year in which this form was right.
pub(super) fn is_explained(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    form: &Designation,
) -> bool {
    let sentence = sentence(context, mention.span);
    let dated = form.status == TermStatus::Superseded;
    names_both(context, mention, entry, sentence, dated)
        || (dated
            && form
                .until
                .as_deref()
                .is_some_and(|until| names_year(sentence.slice(context.text()), until)))
}

/// The sentence around a place, within its segment.
fn sentence(context: &RuleContext, span: Span) -> Span {
    let text = context.text();
    let paragraph = context.document.paragraph(span);
    let before = Span::new(paragraph.start, span.start).slice(text);
    let after = Span::new(span.end, paragraph.end).slice(text);
    let start = before.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let end = after.find(['.', '!', '?', '\n']).unwrap_or(after.len());
    Span::new(paragraph.start + start as u32, span.end + end as u32)
}

/// A right form of the same entry close by in the sentence: the name of today beside that of old, or, directly, a gloss.
fn names_both(
    context: &RuleContext,
    mention: &Mention,
    entry: &Entry,
    sentence: Span,
    dated: bool,
) -> bool {
    let text = context.text();
    let from = (mention.span.start as usize)
        .saturating_sub(NEAR)
        .max(sentence.start as usize);
    let to = (mention.span.end as usize + NEAR).min(sentence.end as usize);
    let near = |from: usize, to: usize| {
        let (from, to) = (text.floor_char_boundary(from), text.ceil_char_boundary(to));
        key(text.get(from..to).unwrap_or(""))
    };
    let around = [
        near(from, mention.span.start as usize),
        near(mention.span.end as usize, to),
    ];
    let rights = entry
        .designations
        .iter()
        .filter(|d| d.status.is_right() && d.text.chars().count() > 3);
    rights.map(|d| key(&d.text)).any(|right| {
        if dated {
            return around.iter().any(|part| part.contains(&right));
        }
        // Komsomolskaya Pravda (Komsomol Truth), “Ukrainian Truth” (Ukrainska Pravda)
        let [before, after] = &around;
        let (left, right_side) = (
            before.trim_end_matches(is_gloss_mark),
            after.trim_start_matches(is_gloss_mark),
        );
        (left.len() + 1 < before.len() && left.ends_with(&right))
            || (right_side.len() + 1 < after.len() && right_side.starts_with(&right))
    })
}

/// What stands between a name and its gloss.
fn is_gloss_mark(c: char) -> bool {
    matches!(
        c,
        ' ' | '('
            | ')'
            | '['
            | ']'
            | ','
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '\''
            | '–'
            | '—'
            | '-'
            | '/'
            | '='
    )
}

/// A year up to the one in which the form went out of use.
fn names_year(sentence: &str, until: &str) -> bool {
    let last: Option<u32> = until.get(..4).and_then(|year| year.parse().ok());
    let years = sentence
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse::<u32>().ok());
    last.is_some_and(|last| years.into_iter().any(|year| (1000..=last).contains(&year)))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::lines;

    const NAMES: &str = "
entries:
  - { id: zz-dorf, kind: place, preferred: Newdorf, superseded: { en: [ { form: Olddorf, until: 2016-05-19 } ] } }
  - { id: zz-paper, kind: outlet, preferred: Zvonka Pravda, deprecated: { en: [ Bell Truth ] } }
";

    #[test]
    fn a_form_beside_the_right_one_is_a_gloss() {
        for text in [
            "Newdorf, known as Olddorf until 2016, was quiet.",
            "He reads Zvonka Pravda (Bell Truth) every day.",
            "It was founded in Olddorf in December 1991.",
        ] {
            assert_eq!(
                lines(NAMES, Some("2024-01-01"), text),
                Vec::<String>::new(),
                "{text}"
            );
        }
        for text in [
            "Olddorf was quiet in 2023.",
            "He reads Bell Truth every day.",
            "Newdorf was quiet. Olddorf was not.",
        ] {
            assert_eq!(lines(NAMES, Some("2024-01-01"), text).len(), 1, "{text}");
        }
    }
}

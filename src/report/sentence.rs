//! A finding in one sentence, for formats whose reader sees neither the line nor the mark under it.

use super::human::cut;
use super::printable::isolated;
use super::resolve::ResolvedFinding;

/// Forms longer than this are cut; a whole paragraph that stands twice is such a form.
const FORM: usize = 60;

/// `Rjabkow: German transcription of Рябков → Ryabkov`, fit for any terminal and page.
pub(super) fn sentence(resolved: &ResolvedFinding<'_>) -> String {
    let mut text = statement(resolved);
    // Some messages end in it already: `trump: written Trump`.
    if let Some(replacement) = replacement(resolved).filter(|it| !text.ends_with(it.as_str())) {
        text.push_str(" → ");
        text.push_str(&replacement);
    }
    text
}

/// The message with the form it is about in front, which most messages have by themselves.
pub(super) fn statement(resolved: &ResolvedFinding<'_>) -> String {
    let finding = resolved.finding;
    let message = isolated(&finding.message);
    let shown = finding.shown();
    if shown.is_empty() || finding.message.starts_with(shown) {
        return message.into_owned();
    }
    format!("{}: {message}", form(shown))
}

/// What should stand there instead, as far as anything is proposed.
pub(super) fn replacement(resolved: &ResolvedFinding<'_>) -> Option<String> {
    let shown = |text: &String| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            form(text)
        }
    };
    let suggestions = &resolved.finding.suggestions;
    if suggestions.is_empty() {
        return resolved.fixed.as_ref().map(shown);
    }
    Some(
        suggestions
            .iter()
            .map(shown)
            .collect::<Vec<_>>()
            .join(" or "),
    )
}

/// Characters from a text; in quotation marks when a space at an end would not be seen.
fn form(text: &str) -> String {
    let shown = isolated(text);
    let shown = cut(&shown, FORM);
    if shown.starts_with(' ') || shown.ends_with(' ') {
        format!("“{shown}”")
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reported;
    use super::super::resolve::resolve;
    use super::super::samples::{finding, with_fix};
    use super::*;
    use crate::finding::{Applicability, Finding};

    fn of(text: &str, finding: Finding) -> String {
        let findings = [finding];
        let file = Reported {
            path: "a.txt",
            text,
            findings: &findings,
        };
        sentence(&resolve(&file, false).findings[0])
    }

    #[test]
    fn the_form_stands_in_front_once() {
        let text = "told Rjabkow that";
        let mut found = finding(text, "Rjabkow");
        assert_eq!(
            of(text, found.clone()),
            "Rjabkow: German transcription of Рябков; the text is English"
        );
        found.message = "Rjabkow: a German form".to_owned();
        assert_eq!(of(text, found), "Rjabkow: a German form");
    }

    #[test]
    fn what_is_proposed_follows_an_arrow() {
        let text = "told Rjabkow that";
        let mut found = with_fix(finding(text, "Rjabkow"), Applicability::Safe, "Ryabkov");
        assert!(of(text, found.clone()).ends_with(" → Ryabkov"));
        found.message = "Rjabkow: written Ryabkov".to_owned();
        assert_eq!(of(text, found.clone()), found.message);
        found.suggestions.push("Riabkov ".to_owned());
        assert!(of(text, found.clone()).ends_with(" → Ryabkov or “Riabkov ”"));
        found.suggestions = vec![String::new()];
        assert!(of(text, found).ends_with(" → nothing"));
    }

    #[test]
    fn hidden_characters_are_spelled_out() {
        let text = "a\u{202e}b";
        let out = of(text, finding(text, "a\u{202e}b"));
        assert!(out.starts_with("a<U+202E>b: "), "{out}");
    }
}

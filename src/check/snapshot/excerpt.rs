//! A finding in its context, on one line, for people who read a snapshot file or its difference.

use crate::finding::Finding;

/// Longer forms are cut; so much of them tells them apart.
const LONGEST_FORM: usize = 80;

/// Characters of context on either side.
const AROUND: usize = 32;

/// The form on one line.
pub(super) fn form(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_FORM) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("").trim_end()),
        None => line,
    }
}

/// `…Vice minister Sergej ⟦Rjabkow⟧ told reporters…`: whole words of the same paragraph.
pub(super) fn context(text: &str, finding: &Finding) -> String {
    let before = text.get(..finding.span.start as usize).unwrap_or("");
    let after = text.get(finding.span.end as usize..).unwrap_or("");
    let (left, left_cut) = window(before.chars().rev());
    let (right, right_cut) = window(after.chars());
    let left: String = left.chars().rev().collect();
    let sign = |cut: bool| if cut { "…" } else { "" };
    let form = form(&finding.text);
    let (first, last) = (sign(left_cut), sign(right_cut));
    format!("{first}{left}⟦{form}⟧{right}{last}")
}

/// Up to [`AROUND`] characters with single spaces, cut before a word that does not fit; whether anything was cut off.
fn window(chars: impl Iterator<Item = char>) -> (String, bool) {
    let mut out = String::new();
    let (mut length, mut last_space) = (0, None);
    let mut lines = 0;
    for c in chars {
        if c.is_whitespace() {
            lines += u32::from(c == '\n');
            if lines == 2 {
                break;
            }
            if !out.ends_with(' ') {
                last_space = Some(out.len());
                out.push(' ');
                length += 1;
            }
            continue;
        }
        lines = 0;
        if length >= AROUND {
            // A script without spaces is cut anywhere.
            if let Some(end) = last_space.filter(|end| *end > 0) {
                out.truncate(end);
            }
            return (out, true);
        }
        out.push(c);
        length += 1;
    }
    // A space at the far end has nothing behind it; one beside the form belongs there.
    if out.len() > 1 {
        out.truncate(out.trim_end().len());
    }
    if out == " " {
        out.clear();
    }
    (out, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::SUPPRESSION_UNUSED;
    use crate::text::span::Span;

    fn shown(text: &str, form: &str) -> String {
        let start = text.find(form).expect("it stands there") as u32;
        let span = Span::new(start, start + form.len() as u32);
        context(
            text,
            &Finding::new(&SUPPRESSION_UNUSED, span, form, String::new()),
        )
    }

    #[test]
    fn context_is_whole_words_of_one_paragraph() {
        let text = "Before.\n\nVice minister\n Sergej Rjabkow told the reporters who had come that all was well.\n\nAfter.";
        assert_eq!(
            shown(text, "Rjabkow"),
            "Vice minister Sergej ⟦Rjabkow⟧ told the reporters who had come…"
        );
        assert_eq!(shown(text, "After"), "⟦After⟧.");
        assert_eq!(shown("«Rjabkow»", "Rjabkow"), "«⟦Rjabkow⟧»");
        assert_eq!(
            shown(&"東".repeat(80).replacen("東東", "東京", 1), "京")
                .chars()
                .count(),
            37
        );
    }

    #[test]
    fn long_forms_are_cut() {
        assert_eq!(form(" a\n b "), "a b");
        assert_eq!(form(&"é".repeat(100)).chars().count(), 81);
    }
}

//! A window on one line around the place that is marked, with carets under it.
//!
//! Only as much of the line is read as can be shown, so a line of ten megabytes costs no more than a short one. Tabs become
//! spaces and invisible characters are spelled out before anything is measured; the carets stand under what is really printed.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_segmentation::UnicodeSegmentation;

use super::layout::{cut, display_width};
use crate::report::printable;

/// Two printable lines: the text, and the carets with their label.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub text: String,
    pub carets: String,
}

/// Draws `mark` of `line` within `room` columns.
pub(super) fn draw(line: &str, mark: Range<usize>, label: Option<&str>, room: usize) -> Excerpt {
    let label = label.map(|label| cut(&printable::isolated(label), room / 3).into_owned());
    let (text, mark) = window(
        line,
        mark,
        label.as_deref().map_or(0, |label| display_width(label) + 1),
        room,
    );
    let carets = carets(&text, mark, label.as_deref());
    Excerpt { text, carets }
}

fn window(line: &str, mark: Range<usize>, label: usize, room: usize) -> (String, Range<usize>) {
    let (before, marked, after) = (
        line.get(..mark.start).unwrap_or(""),
        line.get(mark.clone()).unwrap_or(""),
        line.get(mark.end..).unwrap_or(""),
    );
    let (marked, _) = take(marked.graphemes(true), room.saturating_sub(2 + label));
    let marked = marked.concat();
    let free = room.saturating_sub(display_width(&marked));
    // What follows the name often decides how it reads, so a third of the free room is kept for it.
    let (right, _) = take(after.graphemes(true), free);
    let right_width = right
        .iter()
        .map(|piece| display_width(piece))
        .sum::<usize>();
    let (left, left_whole) = take(
        before.graphemes(true).rev(),
        free - right_width.min(free / 3).max(label.min(free)),
    );
    let left = left.iter().rev().map(String::as_str).collect::<String>();
    let mut text = if left_whole {
        left.trim_start().to_owned()
    } else {
        format!("…{}", left.trim_start())
    };
    let (right, right_whole) = take(
        after.graphemes(true),
        room.saturating_sub(display_width(&text) + display_width(&marked)),
    );
    let start = text.len();
    text.push_str(&marked);
    let end = text.len();
    text.push_str(&right.concat());
    if right_whole {
        text.truncate(text.trim_end().len().max(end));
    } else {
        text.push('…');
    }
    (text, start..end)
}

/// Printable graphemes that fit into `room` columns; when some are left over, a column is free for an ellipsis and `false` comes back.
fn take<'a>(graphemes: impl Iterator<Item = &'a str>, room: usize) -> (Vec<String>, bool) {
    let mut pieces = Vec::new();
    let mut used = 0;
    for grapheme in graphemes {
        let piece = show(grapheme);
        used += display_width(&piece);
        // A run of marks without width must not be read to its end either.
        let full = used > room || pieces.len() > 4 * room;
        pieces.push(piece);
        if full {
            while used > room.saturating_sub(1) {
                let Some(piece) = pieces.pop() else { break };
                used -= display_width(&piece);
            }
            return (pieces, false);
        }
    }
    (pieces, true)
}

fn show(grapheme: &str) -> String {
    let mut out = String::new();
    // Half of the terminals join emoji and half do not; apart they are as wide as they are counted.
    let emoji =
        grapheme.contains('\u{200d}') && !grapheme.chars().next().is_some_and(char::is_alphabetic);
    for c in grapheme.chars() {
        match c {
            '\t' => out.push_str("    "),
            '\u{200d}' if emoji => {}
            _ => printable::push(c, &mut out),
        }
    }
    out
}

/// The second line of the drawing. The first is not used, because the renderer drops joiners, which Persian and Hindi need.
fn carets(text: &str, mark: Range<usize>, label: Option<&str>) -> String {
    let annotation = AnnotationKind::Primary.span(mark).label(label);
    let snippet = Snippet::source(text)
        .line_numbering(false)
        .annotation(annotation);
    let renderer = Renderer::plain()
        .decor_style(DecorStyle::Ascii)
        .term_width(usize::from(u16::MAX));
    let drawn = renderer.render(&[Group::with_level(Level::WARNING).element(snippet)]);
    drawn
        .lines()
        .last()
        .and_then(|line| line.strip_prefix(" | "))
        .unwrap_or("")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(line: &str, word: &str, label: Option<&str>, room: usize) -> String {
        let start = line.find(word).expect("the word stands in the line");
        let drawn = draw(line, start..start + word.len(), label, room);
        format!("{}\n{}", drawn.text, drawn.carets)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(
            at("\tminister Rjabkow told", "Rjabkow", Some("Ryabkov"), 60),
            "minister Rjabkow told\n         ^^^^^^^ Ryabkov"
        );
    }

    #[test]
    fn wide_and_combining_text_keeps_the_carets_under_the_word() {
        assert_eq!(
            at("東京のリャブコフ氏", "リャブコフ", None, 60),
            "東京のリャブコフ氏\n      ^^^^^^^^^^"
        );
        assert_eq!(
            at("го\u{301}род Рябкоу", "Рябкоу", None, 60),
            "го\u{301}род Рябкоу\n      ^^^^^^"
        );
        assert_eq!(
            at("👨\u{200d}👩\u{200d}👧 🇩🇪 Rjabkow", "Rjabkow", None, 60),
            "👨👩👧 🇩🇪 Rjabkow\n          ^^^^^^^"
        );
        assert_eq!(
            at("می\u{200c}خواهم ab", "ab", None, 60),
            "می\u{200c}خواهم ab\n        ^^"
        );
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{} Rjabkow {}", "left ".repeat(2000), "right ".repeat(2000));
        let drawn = at(&line, "Rjabkow", Some("Sergei Ryabkov"), 60);
        let (text, carets) = drawn.split_once('\n').expect("two lines");
        assert!(text.starts_with('…') && text.ends_with('…'), "{drawn}");
        assert!(
            display_width(text) <= 60 && display_width(carets) <= 60,
            "{drawn}"
        );
        assert_eq!(
            carets.find('^'),
            text.find("Rjabkow").map(|at| at - "…".len() + 1)
        );
    }

    #[test]
    fn controls_are_spelled_out_under_the_carets() {
        assert_eq!(
            at("abc\u{202e}def", "\u{202e}", None, 60),
            "abc<U+202E>def\n   ^^^^^^^^"
        );
    }

    #[test]
    fn an_empty_mark_gets_one_caret() {
        let drawn = draw("abc", 1..1, None, 40);
        assert_eq!(drawn.carets, " ^");
    }

    proptest! {
        #[test]
        fn any_line_fits_and_keeps_its_mark(before in "\\PC{0,80}", word in "\\PC{0,30}", after in "\\PC{0,80}", room in 30_usize..100) {
            let line = format!("{before}{word}{after}");
            let drawn = draw(&line, before.len()..before.len() + word.len(), Some("Ryabkov"), room);
            prop_assert!(display_width(&drawn.text) <= room, "{:?}", drawn);
            prop_assert!(display_width(&drawn.carets) <= room + 1, "{:?}", drawn);
            prop_assert!(drawn.carets.contains('^'), "{:?}", drawn);
        }
    }
}

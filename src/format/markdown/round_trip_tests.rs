//! Random Markdown and random edits: a reader sees the text as edited, and everything else as before.

use proptest::prelude::*;

use super::reader;
use super::tests::edited;
use crate::finding::Edit;
use crate::text::span::Span;

/// Pieces that make Markdown when they are put in a row.
fn fragment() -> impl Strategy<Value = String> {
    let words = [
        "Sergej", "Rjabkow", "Kiew", "die", "9M729", "und", "Мир", "文", "x", "a_b", "1986", "C#",
        "ça",
    ];
    let inline = [
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "~~",
        "[",
        "]",
        "](/u)",
        "](/u \"t t\")",
        "[k]",
        "![",
        "&amp;",
        "&lt;",
        "&#1057;",
        "&",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<span lang=\"ru\">",
        "</span>",
        "<!-- c -->",
        "\\*",
        "\\",
        "|",
        "\\|",
        "#",
        "!",
        "(",
        ")",
        ". ",
        ", ",
        "-",
        "+",
        "=",
        ":",
        "\"",
        "'",
        "<img alt=\"q w\">",
        "[^1]",
        "<http://e.x>",
        "$",
        "{{ v }}",
        "[[w|",
        "]]",
        "<code>",
        "</code>",
        " ",
        " ",
        " ",
        " ",
        "  ",
    ];
    let lines = [
        "\n",
        "\n",
        "\n",
        "\r\n",
        "  \n",
        "\\\n",
        "\n\n",
        "\n\n",
        "\n\n# ",
        "\n> ",
        "\n> > ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n   ",
        "\n    ",
        "\n\t",
        "\n\n| a | b |\n|---|---|\n| ",
        " | ",
        " |\n",
        "\n===\n",
        "\n---\n",
        "\n```\n",
        "\n~~~\n",
        "\n<div>\n",
        "\n</div>\n",
        "\n\n<p>",
        "</p>\n",
        "\n[k]: /u\n",
        "\n\n[^1]: ",
        "\n- [x] ",
        "\n\n<!-- d\n",
        "\n* * *\n",
        "\n<pre>\n",
        "</pre>\n",
        "\n:::note ",
        "\n\n",
    ];
    prop_oneof![
        4 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        3 => proptest::sample::select(inline.to_vec()).prop_map(str::to_owned),
        2 => proptest::sample::select(lines.to_vec()).prop_map(str::to_owned),
        1 => Just(" ".to_owned()),
    ]
}

fn markdown() -> impl Strategy<Value = String> {
    let front = prop_oneof![
        6 => Just(String::new()),
        1 => Just("---\ntitle: Kiew und Mir\nsummary: 'It''s Kiew'\n---\n".to_owned()),
        1 => Just("+++\ntitle = \"Kiew \\\"und\\\" Mir\"\n+++\n".to_owned()),
    ];
    (front, proptest::collection::vec(fragment(), 0..40))
        .prop_map(|(front, all)| front + &all.concat())
}

fn replacement() -> impl Strategy<Value = String> {
    let all = [
        "Sergei",
        "Kyiv",
        "Sergei Ryabkov",
        "a",
        "",
        " ",
        "*",
        "_x_",
        "a*b",
        "`",
        "[x]",
        "<b>",
        "&amp;",
        "&",
        "|",
        "# h",
        "- i",
        "1. n",
        "1986",
        "\"",
        "'",
        "”",
        " – ",
        ",",
        "x: y",
        "x #y",
        "!",
        "~~",
        "\\",
        "$",
        "k",
        "Мир",
        "x.",
        "= =",
        "a\nb",
        "> q",
        "::: x",
        "{{ y",
        "[[",
        "http",
        "www",
        "é",
        "<",
        "9M729 (SSC-8)",
    ];
    proptest::sample::select(all.to_vec()).prop_map(str::to_owned)
}

/// A stretch of words of the view: from one boundary of characters to another.
fn stretch(text: &str, from: usize, len: usize, words: bool) -> Span {
    let mut start = text.floor_char_boundary(from % (text.len() + 1));
    let mut end = text.ceil_char_boundary((start + len).min(text.len()));
    if words {
        let inside = |c: char| c.is_alphanumeric();
        let before = text.get(..start).unwrap_or("");
        start = before.trim_end_matches(inside).len();
        let after = text.get(end..).unwrap_or("");
        end += after.len() - after.trim_start_matches(inside).len();
    }
    Span::new(start as u32, end as u32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 8 } else { 500 }))]

    /// The heart: after an edit a reader sees the text as edited, and everything else as before.
    #[test]
    fn an_edit_changes_what_it_means_to_change(
        source in markdown(), from in 0usize..200, len in 0usize..24, words in any::<bool>(), new in replacement(),
    ) {
        let read = reader::read(&source);
        for (part, other) in [(&read.main, false), (&read.labels, true)] {
            let text = part.view.text(&source);
            let span = stretch(text, from, len, words);
            let edit = Edit { span, text: new.clone() };
            let inside = |s: &crate::document::Segment| s.span.start <= span.start && span.end <= s.span.end;
            if !part.segments.iter().any(inside) {
                continue;
            }
            let Some(out) = edited(&source, part, &[edit]) else { continue };
            let mut want = text.to_owned();
            want.replace_range(span.range(), &new);
            let again = reader::read(&out);
            let (same, beside) = if other { (&again.labels, &again.main) } else { (&again.main, &again.labels) };
            let before = if other { &read.main } else { &read.labels };
            prop_assert_eq!(same.view.text(&out), want, "{:?} → {:?}", source, out);
            prop_assert_eq!(beside.view.text(&out), before.view.text(&source));
            prop_assert_eq!(same.segments.len(), part.segments.len());
            prop_assert_eq!(again.comments.len(), read.comments.len());
        }
    }

    /// All names of a file at once, as `fix` does.
    #[test]
    fn many_edits_go_together(source in markdown(), new in proptest::sample::select(vec!["Kyiv", "the Kyiv", "Ukraine’s Kyiv"])) {
        let read = reader::read(&source);
        let part = &read.main;
        let text = part.view.text(&source);
        let mut want = text.to_owned();
        let mut edits = Vec::new();
        for (at, name) in text.match_indices("Kiew") {
            let edit = Edit { span: Span::new(at as u32, (at + name.len()) as u32), text: new.to_owned() };
            if edited(&source, part, std::slice::from_ref(&edit)).is_some() {
                edits.push(edit);
            }
        }
        for edit in edits.iter().rev() {
            want.replace_range(edit.span.range(), new);
        }
        let out = edited(&source, part, &edits);
        prop_assert!(out.is_some());
        let out = out.unwrap_or_default();
        let again = reader::read(&out);
        prop_assert_eq!(again.main.view.text(&out), want, "{:?} → {:?}", source, out);
    }

    /// Any text is Markdown, and its views are in order.
    #[test]
    fn views_are_in_order(source in prop_oneof![markdown(), any::<String>()]) {
        let read = reader::read(&source);
        for part in [&read.main, &read.labels] {
            let text = part.view.text(&source);
            let mut last = 0;
            for segment in &part.segments {
                prop_assert!(last <= segment.span.start && segment.span.start < segment.span.end);
                prop_assert!(!segment.span.slice(text).is_empty());
                last = segment.span.end;
            }
            prop_assert!(last as usize <= text.len());
            let apart = part.opaque.windows(2).all(|w| w[0].end < w[1].start);
            prop_assert!(apart);
            for (at, c) in text.char_indices() {
                let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
                let place = part.view.source_span(span);
                prop_assert!(source.get(place.range()).is_some(), "{:?}", source);
            }
        }
        for comment in &read.comments {
            prop_assert!(source.get(comment.range()).is_some());
        }
    }
}

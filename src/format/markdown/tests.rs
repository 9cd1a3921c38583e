//! Markdown as a reader sees it, and edits that change what they mean to change and nothing else.

use proptest::prelude::*;

use super::reader::{self, Part};
use super::*;
use crate::document::SegmentKind;
use crate::finding::Edit;
use crate::format::write_back;
use crate::text::span::Span;

/// The main text: segments by `|`, what is opaque in angle quotes, the kind of a segment before it where it is no paragraph.
fn shown(source: &str) -> String {
    part_shown(&reader::read(source).main, source)
}

fn labels(source: &str) -> String {
    part_shown(&reader::read(source).labels, source)
}

fn part_shown(part: &Part, source: &str) -> String {
    let text = part.view.text(source);
    let one = |segment: &crate::document::Segment| {
        let mut out = match segment.kind {
            SegmentKind::Paragraph => String::new(),
            kind => format!("{kind:?}: "),
        };
        if let Some(known) = &segment.language {
            out.push_str(&format!("({}) ", known.tag));
        }
        let mut at = segment.span.start;
        for code in part.opaque.iter().filter(|o| segment.span.contains(**o)) {
            out.push_str(Span::new(at, code.start).slice(text));
            out.push_str(&format!("«{}»", code.slice(text)));
            at = code.end;
        }
        out.push_str(Span::new(at, segment.span.end).slice(text));
        out.replace('\n', "⏎")
    };
    let all: Vec<String> = part.segments.iter().map(one).collect();
    all.join(" | ")
}

fn comments(source: &str) -> Vec<&str> {
    let all = reader::read(source).comments;
    all.into_iter().map(|span| span.slice(source)).collect()
}

#[test]
fn blocks_are_segments() {
    assert_eq!(
        shown("# A *b* {#x}\n\nfoo\nbar  \nbaz\\\nend\n\nSet\next\n===\n\n***\nlast"),
        "Heading: A b | foo⏎bar⏎baz⏎end | Heading: Set⏎ext | last"
    );
    assert_eq!(
        shown("- a\n  b\n  - c\n\n    d\n- [x] e\n1. f\n"),
        "Item: a⏎b | Item: c | Item: d | Item: e | Item: f"
    );
    assert_eq!(
        shown("> q *b*\nlazy\n> > in\n>\n> - it\n"),
        "q b⏎lazy | in | Item: it"
    );
    assert_eq!(
        shown("| a \\| b | **c** |\n|--|:-:|\n| d | `x\\|y` |\n"),
        "Cell: a | b | Cell: c | Cell: d | Cell: «x|y»"
    );
    assert_eq!(shown("> [!NOTE]\n> Mind this.\n"), "Mind this.");
    assert_eq!(
        shown("a[^1]. b [^1], c\n\n[^1]: The note.\n"),
        "a. b «\u{fffc}», c | The note."
    );
}

#[test]
fn marks_destinations_and_code_are_no_text() {
    assert_eq!(
        shown(
            "S*er*gej **Rjab**_kow_ ~~x~~ [a *b*](http://c \"d\") [e][f] <http://g>\n\n[f]: http://h\n"
        ),
        "Sergej Rjabkow x a b e http://g"
    );
    assert_eq!(
        shown("a &amp; b &#1057;ergej \\*c\\* AT&T &nosuch; \\d"),
        "a & b Сergej *c* AT&T &nosuch; \\d"
    );
    assert_eq!(
        shown("run `` a ` b `` now\n\n```sh\nx\n```\n\n    y\n\n~~~\nz\n~~~\n"),
        "run «a ` b» now"
    );
    assert_eq!(shown("one `two\nthree` four"), "one «two three» four");
    assert_eq!(
        shown("![logo](x) Text ![al *t*](u \"ti\") end, ![z](y)."),
        "Text «\u{fffc}» end, «\u{fffc}»."
    );
    assert_eq!(
        labels("![logo](x) [a](u \"ti\") ![al *t*](u 'it')"),
        "Label: logo | Label: ti | Label: it"
    );
    assert_eq!(shown("a\r\nb\r\n\r\nc\r\n"), "a\r⏎b | c");
    assert_eq!(shown("\ta tab\n\n-\tb\tc"), "Item: b\tc");
}

#[test]
fn html_is_read_as_html() {
    assert_eq!(
        shown("<b>Rja</b>bkow<br>next <code>a b</code> <span lang=\"ru\">да</span> <kbd>K</kbd>"),
        "Rjabkow⏎next «a b» «да» «K»"
    );
    assert_eq!(
        shown(
            "<div class=\"x\">\n  A &amp; B\n  <p>two <b>c</b></p>\n<h2>H</h2></div>\n\nend\n\n<style>\np {}\n</style>\n"
        ),
        "A & B | two c | Heading: H | end"
    );
    assert_eq!(
        shown("<div lang=\"ru\">\n\nда **нет**\n\n</div>\n\nend"),
        "(ru) да нет | end"
    );
    assert_eq!(
        shown("<p translate=\"no\">a</p>\n\nb <i class='notranslate'>c</i> d"),
        "b «c» d"
    );
    assert_eq!(
        labels(
            "<img src=\"a\" alt=\"One &amp; two\">\n\nx <img alt='three'> <a title=\"f\nour\">z</a>"
        ),
        "Label: One & two | Label: three | Label: f⏎our"
    );
    assert_eq!(
        comments(
            "a <!-- one --> b\n\n<!-- two\nlines -->\n\n`<!-- no -->`\n\n> <!-- three -->\n\n```\n<!-- no -->\n```\n"
        ),
        [" one ", " two\nlines ", " three "]
    );
    assert_eq!(
        shown("a < b and <3 & <unclosed\n"),
        "a < b and <3 & <unclosed"
    );
    assert_eq!(shown("<pre>\ncode\n</pre>\ntext"), "text");
}

#[test]
fn templates_are_opaque() {
    assert_eq!(
        shown(
            "{{< fig src=\"a\" >}} Text {{ site.name }} {% raw %} [[Page|shown]] $x^2$ for $5 and $6"
        ),
        "«{{< fig src=\"a\" >}}» Text «{{ site.name }}» «{% raw %}» «[[Page|»shown]] «$x^2$» for $5 and $6"
    );
    assert_eq!(
        shown(":::note Title\ntext\n:::"),
        "«:::note» Title⏎text⏎«:::»"
    );
    assert_eq!(
        shown("A.\n{% highlight ruby %}\ncode\n{% endhighlight %}\nB."),
        "A.⏎«{% highlight ruby %}⏎code⏎{% endhighlight %}»⏎B."
    );
    assert_eq!(
        shown(
            "import Tabs from 'a';\nexport const x = 'b';\n\n--8<-- 'a b.md'\n\nimport duties from China rose"
        ),
        "«import Tabs from 'a';»⏎«export const x = 'b';» | «--8<-- 'a b.md'» | import duties from China rose"
    );
}

#[test]
fn front_matter_declares_and_has_prose() {
    let source = "---\ntitle: \"A \\\"b\\\" c\" # note\ndate: 2022-03-01T10:00:00Z\nlang: en-GB\ntranslated_from: ru\ntags: [x]\nsummary: 'It''s'\ndescription: >\n  no\nlayout: post\n---\nBody\n";
    let front = reader::read(source).front;
    assert_eq!(
        front.language.map(|t| t.to_string()).as_deref(),
        Some("en-GB")
    );
    assert_eq!(
        front.source_language.map(|t| t.to_string()).as_deref(),
        Some("ru")
    );
    assert_eq!(front.date.as_deref(), Some("2022-03-01"));
    assert_eq!(shown(source), "Label: A \"b\" c | Label: It's | Body");
    assert_eq!(
        shown("+++\ntitle = 'A'\nother = 5\n[x]\ntitle = \"no\"\n+++\nBody"),
        "Label: A | Body"
    );
    assert_eq!(
        shown("---\n\nNot front\n\n---\n\nmatter"),
        "Not front | matter"
    );
    assert_eq!(shown("---\nopen: 1\n"), "open: 1");
}

/// The file after the edits, or `None` when one of them cannot be written.
fn edited(source: &str, part: &Part, edits: &[Edit]) -> Option<String> {
    let mut written = write_back(&part.view, source, &Markdown, edits)?;
    written.sort();
    let mut out = source.to_owned();
    for edit in written.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    Some(out)
}

/// The file after `old` became `new` in the main text.
fn replaced(source: &str, old: &str, new: &str) -> Option<String> {
    let read = reader::read(source);
    let (main, text) = (&read.main, read.main.view.text(source));
    let (part, at) = match text.find(old) {
        Some(at) => (main, at),
        None => (&read.labels, read.labels.view.text(source).find(old)?),
    };
    let edit = Edit {
        span: Span::new(at as u32, (at + old.len()) as u32),
        text: new.to_owned(),
    };
    edited(source, part, &[edit])
}

#[test]
fn edits_are_written_as_the_place_wants_them() {
    let all: &[(&str, &str, &str, Option<&str>)] = &[
        (
            "**Sergej** [Rjabkow](x)",
            "Sergej Rjabkow",
            "Sergei Ryabkov",
            Some("**Sergei** [Ryabkov](x)"),
        ),
        (
            "> Sergej\n> Rjabkow",
            "Sergej\nRjabkow",
            "Sergei\nRyabkov",
            Some("> Sergei\n> Ryabkov"),
        ),
        ("a b c", "b", "*b*", Some("a \\*b\\* c")),
        ("a b c", "b", "x_y", Some("a x_y c")),
        ("a\n\nb c", "b", "# b", Some("a\n\n\\# b c")),
        (
            "| a | b |\n|--|--|\n| c | d |",
            "c",
            "x|y",
            Some("| a | b |\n|--|--|\n| x\\|y | d |"),
        ),
        (
            "<div>\na b\n</div>",
            "b",
            "x <y",
            Some("<div>\na x &lt;y\n</div>"),
        ),
        (
            "<img alt=\"a b\">",
            "b",
            "\"c\"",
            Some("<img alt=\"a &quot;c&quot;\">"),
        ),
        ("[Kiew] is big\n\n[kiew]: /x", "Kiew", "Kyiv", None),
        (
            "[Kiew](/x) is big",
            "Kiew",
            "Kyiv",
            Some("[Kyiv](/x) is big"),
        ),
        ("---\ntitle: a b\n---\n", "b", "c: d", None),
        (
            "---\ntitle: 'a b'\n---\n",
            "b",
            "b's",
            Some("---\ntitle: 'a b''s'\n---\n"),
        ),
        (
            "---\ntitle: \"a b\"\n---\n",
            "b",
            "\"b\"",
            Some("---\ntitle: \"a \\\"b\\\"\"\n---\n"),
        ),
        ("[a](b \"c d\")", "d", "\"d\"", None),
        ("go `now` here", "go now", "gone", None),
        ("\\*a b", "*a", "x", Some("x b")),
        ("x &amp; y", "&", "and", Some("x and y")),
        ("Hello - foo", "Hello ", "", None),
    ];
    for (source, old, new, want) in all {
        assert_eq!(
            replaced(source, old, new).as_deref(),
            *want,
            "{source:?}: {old:?} → {new:?}"
        );
    }
}

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
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 8 } else { 1500 }))]

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

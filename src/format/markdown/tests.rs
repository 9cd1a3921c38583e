//! Markdown as a reader sees it, and edits that change what they mean to change and nothing else.

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
    assert_eq!(
        shown("<div markdown=\"1\">\n## Head\n[a](http://b) c\n</div>"),
        "«##» Head⏎«[a](http://b)» c"
    );
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
    assert_eq!(
        shown("---\n\n# comment\ntitle: 'It&#8217;s <b>*a*</b> `c`'\n---\nB"),
        "Label: It’s a «c» | B"
    );
}

#[test]
fn front_matter_silences_rules() {
    let ignored = |source: &str| {
        let ignored = reader::read(source).front.ignored;
        ignored.map(|(at, names)| (source[at].to_owned(), names.join(" ")))
    };
    let list = "---\ntitle: x\nexonym:\n  ignore:\n  - doubled-word\n  - calque\nb: 1\n---\n";
    let place = "exonym:\n  ignore:\n  - doubled-word\n  - calque";
    assert_eq!(
        ignored(list),
        Some((place.to_owned(), "doubled-word calque".to_owned()))
    );
    let line = "exonym: {ignore: calque}";
    assert_eq!(
        ignored(&format!("---\n{line}\n---\n")),
        Some((line.to_owned(), "calque".to_owned()))
    );
    let table = "[exonym]\nignore = [\"calque\"]";
    assert_eq!(
        ignored(&format!("+++\na = 1\n{table}\n[b]\nc = 1\n+++\n")),
        Some((table.to_owned(), "calque".to_owned()))
    );
    assert_eq!(ignored("---\nexonym: [\n---\n"), None);
}

/// The file after the edits, or `None` when one of them cannot be written.
pub(super) fn edited(source: &str, part: &Part, edits: &[Edit]) -> Option<String> {
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

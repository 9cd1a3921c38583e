//! Pages as readers see them.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::write_back;
use super::*;
use crate::document::SegmentKind;
use crate::finding::Edit;
use crate::text::span::Span;

fn parse(html: &str) -> Parsed {
    Html.parse(
        Arc::new(SourceText::from(html.to_owned())),
        &FormatOptions::default(),
    )
}

/// The prose of a page, with `⟨⟩` around what is opaque.
fn shown(html: &str) -> String {
    let parsed = parse(html);
    let document = &parsed.texts[0];
    let mut out = document.text().to_owned();
    for span in document.opaque.iter().rev() {
        out.insert(span.end as usize, '⟩');
        out.insert(span.start as usize, '⟨');
    }
    out
}

#[test]
fn a_page_is_read_as_it_is_shown() {
    for (html, text) in [
        (
            "<p>Sergej <b>Rja</b>bkow\n   said</p><p>no</p>",
            "Sergej Rjabkow said\n\nno",
        ),
        ("one <b> two</b> <i> </i>three", "one two three"),
        (
            "one<br>two<br />\nthree<br><br>four",
            "one\ntwo\nthree\n\nfour",
        ),
        (
            "R&amp;D &lt;b&gt; it&rsquo;s Rjab&shy;kow",
            "R&D <b> it’s Rjabkow",
        ),
        ("<pre>one\n  two\n\nthree</pre>", "one\n  two\n\nthree"),
        ("<p>&nbsp;</p><p>a&nbsp;b</p>", "a\u{a0}b"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\n\nb\n\nc\n\nd"),
        ("<p>a<p>b<div>c</div>d", "a\n\nb\n\nc\n\nd"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"),
        ("a<script>x < y && z</script>b<style>p{}</style>c", "abc"),
        ("a<svg><title>x</title><p>y</p></svg>b", "ab"),
        (
            "<a href=1>One</a><a href=2>Two</a> <a href=3>Three</a>",
            "One\n\nTwo Three",
        ),
        (
            "run <code>ls</code> <kbd>x <b>y</b></kbd> now",
            "run ⟨ls x y⟩ now",
        ),
        ("<p>text<pre><code>let x</code></pre>more", "text\n\nmore"),
        (
            "<div class=highlight><pre><span>let x</span></pre></div>t",
            "t",
        ),
        (
            "said.<sup>[<a href=1>1</a>]</sup> 5<sup>th</sup>",
            "said. 5th",
        ),
        ("<p hidden>a</p><i aria-hidden=true>b</i>c", "c"),
        (
            "<p translate=no>a</p>b <span class='x notranslate'>c</span> d",
            "b ⟨c⟩ d",
        ),
        (
            "x {{ name }} y {% if a %}z{% endif %} <?= $b ?>",
            "x ⟨{{ name }}⟩ y z ⟨<?= $b ?>⟩",
        ),
        (
            "<nav>a</nav><header>b</header>c<footer>d</footer>",
            "b\n\nc",
        ),
        ("<article>c<footer>d</footer></article>", "c\n\nd"),
        (
            "<title>t</title><div>a</div><h1>h</h1><main>b<div>c</div></main><aside>d</aside>",
            "t\n\nh\n\nb\n\nc",
        ),
        ("<div role=navigation>a</div><div role=main>b</div>c", "b"),
        ("<b><p>a</b> b</p></i>c", "a b\n\nc"),
        ("<td>a</td></div>b</p>c", "a\n\nb\n\nc"),
        ("a<!-- b -->c<!--[if IE]>d<![endif]-->e", "ace"),
        ("a < b > c <", "a < b > c <"),
        ("a</>b", "ab"),
        (
            "<b>Next</b>10.4 <b>Up</b>Top <b>i</b>Phone CO<sub>2</sub> wor<sub>2</sub>",
            "Next 10.4 Up Top iPhone CO2 wor2",
        ),
        ("<P>A<BR>B</P>", "A\nB"),
        ("a<wbr>b <img alt=x> c", "ab c"),
        ("", ""),
        ("<p>\n</p>", ""),
    ] {
        assert_eq!(shown(html), text, "{html}");
    }
}

#[test]
fn languages_are_declared_by_elements() {
    let html = "<html lang=en-GB><p>He said <i lang=ru>всё</i> and <i lang=en>all</i>.<blockquote lang=ru><p>Рябков</blockquote><p>end";
    assert_eq!(shown(html), "He said ⟨всё⟩ and all.\n\nРябков\n\nend");
    let parsed = parse(html);
    let document = &parsed.texts[0];
    let tags: Vec<_> = document
        .segments
        .iter()
        .map(|s| s.language.as_ref().map(|l| l.tag.as_str().to_owned()))
        .collect();
    assert_eq!(tags, [None, Some("ru".to_owned()), None]);
    let said = document
        .language
        .as_ref()
        .map(|l| (l.tag.as_str(), l.certain));
    assert_eq!(said, Some(("en-GB", false)));
    // What most of a page is declared to be is its language, to be checked.
    let parsed = parse("<h1>a</h1><div lang=de><p>one</p><p>two</p></div>");
    let document = &parsed.texts[0];
    assert!(document.segments.iter().all(|s| s.language.is_none()));
    assert_eq!(
        document.language.as_ref().map(|l| l.tag.as_str()),
        Some("de")
    );
    // Everything is declared to be English, so nothing is.
    assert_eq!(
        shown("<p><span lang=EN-US>one two</span> three</p>"),
        "one two three"
    );
}

#[test]
fn blocks_have_kinds() {
    let parsed =
        parse("<h2>a</h2>b<li><p>c</p><table><td><p>d</p></table><figcaption>e</figcaption>");
    let kinds: Vec<_> = parsed.texts[0].segments.iter().map(|s| s.kind).collect();
    use SegmentKind::{Cell, Heading, Item, Label, Paragraph};
    assert_eq!(kinds, [Heading, Paragraph, Item, Cell, Label]);
    let links =
        parse("<ul><li><a href=x>Home</a> <a href=y>Top</a></li><li>a <a href=z>b</a></li></ul>");
    let kinds: Vec<_> = links.texts[0].segments.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Label, Item]);
}

#[test]
fn attributes_are_a_text_of_their_own() {
    let html = "<meta property='og:title' content='Rjabkow &amp;\n co'><meta name=keywords content='no'><p title=\"a 'b'\">x<img src=y alt=\"Рябков\"></p>\
        <img alt=\"a < b\"><img alt=word><nav title=\"no\"></nav><input type=submit value=\"Go\"><input value=\"no\"><a title=\"{{ x }}\">";
    let parsed = parse(html);
    assert_eq!(parsed.texts.len(), 2);
    assert_eq!(
        parsed.texts[1].text(),
        "Rjabkow & co\n\na 'b'\n\nРябков\n\nGo"
    );
    assert_eq!(parse("<p>x").texts.len(), 1);
}

#[test]
fn replacements_are_written_as_their_place_wants() {
    let html = "<p title=\"abc\" class='x'>abc <i title='abc'>";
    let at = |n: usize| html.match_indices("abc").nth(n).expect("it is there").0;
    let written = |n: usize| {
        Html.escape(html, at(n)..at(n) + 3, "<\"&'>")
            .expect("it can")
    };
    assert_eq!(written(0), "&lt;&quot;&amp;'&gt;");
    assert_eq!(written(1), "&lt;\"&amp;'&gt;");
    assert_eq!(written(2), "&lt;\"&amp;&#39;&gt;");
}

#[test]
fn comments_and_dates_are_found() {
    let html = "<meta property=article:published_time content=2019-02-03T10:00Z><!-- exonym: ignore --><p>x<!---->";
    let parsed = parse(html);
    let comments: Vec<_> = parsed.comments.iter().map(|s| s.slice(html)).collect();
    assert_eq!(comments, [" exonym: ignore "]);
    assert_eq!(parsed.texts[0].date.as_deref(), Some("2019-02-03"));
}

#[test]
fn soup_takes_linear_time() {
    for part in [
        "<div>",
        "<b>",
        "</i><b>",
        "<li><div>",
        "<p><b>",
        "<a href=\"",
        "{{",
        "<ul><li>",
        "<!--",
        "<table><td>",
        "&#",
        "<?php ",
    ] {
        let html = part.repeat(20_000);
        let parsed = parse(&html);
        assert_eq!(parsed.texts.len(), 1);
    }
    let nested = format!(
        "{}x{}",
        "<div><b>".repeat(20_000),
        "</b></i></div>".repeat(20_000)
    );
    assert_eq!(shown(&nested), "x");
}

/// Pieces of pages; `%` is a place for words.
const PIECES: &[&str] = &[
    "<p>%",
    "</p>",
    "<b>%</b>",
    "% <i>%</i>%",
    "<br>",
    "%<br>%",
    "<div>%</div>",
    "<ul><li>%<li>%</ul>",
    "% ",
    " %\n  % ",
    "&amp;",
    "&lt;%&gt;",
    "% &nbsp; %",
    "&rsquo;",
    "%&shy;%",
    "<pre>%\n %</pre>",
    "<code>%</code>",
    "<img alt=\"% &quot; %\">",
    "<img alt='% it&#39;s %'>",
    "<a title=\"%\">%</a>",
    "<script>%</script>",
    "<!-- % -->",
    "<span lang=ru>%</span>",
    "<table><td>%<td>%</table>",
    "{{ % }}",
    "% & %",
    "<h1>%</h1>",
    "<title>%</title>",
    "\u{a0}%",
    "<p title=%>",
    "<nav>%</nav>",
    "<sup>1</sup>",
    "<",
    "\"%\"",
    "<textarea>%</textarea>",
    "%<wbr>%",
    "\r\n",
];

proptest! {
    /// Every word of the views may be replaced, by anything: the page then reads as the view with the word replaced, and nothing else
    /// of the file has changed.
    #[test]
    fn what_is_edited_is_what_is_read(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12),
        words in prop::collection::vec("[a-zа-я]{2,5}", 24),
        new in "[a-z<>&\"';#]{0,4}[a-zя][a-z<>&\"';#\u{a0}]{0,3}",
        at in any::<prop::sample::Index>(),
    ) {
        let mut words = words.iter().cycle();
        let html: String = pieces.concat().split('%').enumerate().map(|(n, part)| match n {
            0 => part.to_owned(),
            _ => format!("{}{part}", words.next().map_or("", String::as_str)),
        }).collect();
        let parsed = parse(&html);
        for (n, document) in parsed.texts.iter().enumerate() {
            let text = document.text();
            let found: Vec<(usize, &str)> = text
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| word.len() > 1)
                .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
                .collect();
            let Some((start, word)) = found.get(at.index(found.len().max(1))).copied() else {
                continue;
            };
            let span = Span::new(start as u32, (start + word.len()) as u32);
            if document.is_opaque(span) {
                continue;
            }
            let edit = Edit { span, text: new.clone() };
            let Some(edits) = write_back(&document.view, &html, &Html, &[edit]) else {
                let before = document.view.source_span(span).start as usize;
                let broken = !document.view.is_unbroken(span) || begins_markup(&html.as_bytes()[..before]);
                prop_assert!(broken, "{html}: {word} cannot be replaced");
                continue;
            };
            let mut edited = html.clone();
            for edit in edits.iter().rev() {
                edited.replace_range(edit.span.range(), &edit.text);
            }
            let mut wanted = text.to_owned();
            wanted.replace_range(span.range(), &new);
            let again = parse(&edited);
            prop_assert_eq!(again.texts[n].text(), wanted, "{} -> {}", html, edited);
        }
    }
}

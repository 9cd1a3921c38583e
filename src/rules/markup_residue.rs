//! `markup-residue`: what web pages, programs and translation engines leave in a text for people.

use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::residue::{self, Leftover};
use crate::document::zones::ZoneKind;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::scan::embedded;
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds what is written for programs in a text for people: character references (`&quot;`, `&amp;nbsp;`, `& quot ;`), tags, codes
    /// of forums and wikis, placeholders (`{0}`, `%s`, `__PH1__`), marks of tokenizers (`@-@`, `</s>`, `##ing`), escapes (`\u0441`,
    /// `=E2=80=99`), code of pages, remarks of a language model. Code between back-quotes, web addresses and files that begin like a
    /// page are left alone.
    ///
    /// ## Why
    /// Translation engines see these marks as words: they move them, put spaces into them and translate them, and no browser
    /// understands the result.
    ///
    /// ## Example
    /// ```text
    /// The ministry said that the &quot;third round&quot; of talks between Ford &amp; Sons and the state @-@ owned works will begin in May.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The ministry said that the "third round" of talks between Ford & Sons and the state-owned works will begin in May.
    /// ```
    ///
    /// ## Fix safety
    /// Safe for whole character references, which say what they stand for. Unsafe for marks that can go or be read back, shown only
    /// where words of the text may go with them.
    ///
    /// ## References
    /// - HTML Living Standard, named character references, https://html.spec.whatwg.org/multipage/named-characters.html
    /// - The Unicode Technical Report #20, Unicode in XML and other Markup Languages
    pub(crate) static META = {
        name: "markup-residue",
        summary: "marks of web pages, programs and translation engines left in the text",
        severity: Severity::Warning,
        status: RuleStatus::Stable,
        since: "0.1.0",
        issue_type: IssueType::Characters,
        mqm: Mqm { error_type: "markup", severity: MqmSeverity::Minor },
    };
}

/// Characters of a leftover that a message shows.
const SHOWN: usize = 40;

/// The rule.
pub(crate) struct MarkupResidue;

impl DocumentRule for MarkupResidue {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let paragraphs = context
            .document
            .segments
            .iter()
            .map(|s| (s.span.start as usize, s.span.end as usize));
        let residue = embedded::knowledge().residue();
        for leftover in residue::find(context.text(), paragraphs, residue) {
            let span = Span::new(leftover.start as u32, leftover.end as u32);
            if !is_at_home(context, span) {
                sink.report(context, finding(context, span, leftover));
            }
        }
    }
}

/// Whether the mark is part of an address or of code. A tag is a zone by itself.
fn is_at_home(context: &RuleContext, span: Span) -> bool {
    context.document.zone_at(span).is_some_and(|zone| {
        let own = matches!(zone.kind, ZoneKind::Code | ZoneKind::Tag | ZoneKind::Handle);
        zone.span.start < span.start || (zone.span.start == span.start && !own)
    })
}

fn finding(context: &RuleContext, span: Span, leftover: Leftover) -> Finding {
    let surface = span.slice(context.text());
    let shown = short(surface);
    let message = match leftover.repaired.as_deref() {
        Some(repaired) if !repaired.trim().is_empty() => {
            format!("{shown} is {}: “{}”", leftover.what, short(repaired))
        }
        _ => format!("{shown} is {}", leftover.what),
    };
    let mut finding = Finding::new(&META, span, surface, message);
    if leftover.doubtful {
        finding.severity = Severity::Info;
    }
    finding.cause = Some(format!("{} left in plain text", leftover.what));
    if let Some(repaired) = leftover.repaired {
        let reason = match leftover.trust {
            Applicability::Safe => "the reference says which character it stands for",
            _ => "words of the text may stand beside it wrongly",
        };
        finding.suggestions = vec![repaired.clone()];
        finding.fix = Some(Fix {
            applicability: leftover.trust,
            reason: reason.to_owned(),
            edits: vec![Edit {
                span,
                text: repaired,
            }],
        });
    }
    finding
}

/// The first characters, without line ends.
fn short(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut out: String = text.chars().take(SHOWN).map(plain).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::META;
    use crate::rules::residue;
    use crate::rules::tests::check_under;
    use crate::scan::embedded;
    use crate::{Checker, Input, LayerOptions, Layers, Settings};
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        check_under("{}", Settings::default(), text)
            .iter()
            .filter(|f| f.rule.name == META.name)
            .map(|f| {
                let fix = f.fix.as_ref().map_or("none", |f| f.applicability.as_str());
                format!("{} → {:?} {fix}", f.text, f.suggestions.join("|"))
            })
            .collect()
    }

    #[test]
    fn leftovers_are_found() {
        let mut wrong = Vec::new();
        for (text, said) in [
            ("the &quot;plan", "&quot; → \"\\\"\" safe"),
            ("Ford &amp; Sons", "&amp; → \"&\" safe"),
            ("it &amp;quot;was", "&amp;quot; → \"\\\"\" safe"),
            ("it&#39;s", "&#39; → \"'\" safe"),
            ("it&#8217;s", "&#8217; → \"’\" safe"),
            ("it&#146;s", "&#146; → \"’\" safe"),
            ("the & quot; plan", "& quot; → \"\\\"\" safe"),
            ("Ford & amp ; Sons", "& amp ; → \"&\" safe"),
            ("& # 39; s", "& # 39; → \"'\" safe"),
            ("the &Quot;plan", "&Quot; → \"\\\"\" safe"),
            ("10&nbspkm", "&nbsp → \"\\u{a0}\" unsafe"),
            ("said &copy 2020", "&copy → \"©\" safe"),
            ("caf&eacute; au lait", "&eacute; → \"é\" safe"),
            ("он сказал &цитата;да", "&цитата; → \"\\\"\" safe"),
            ("the quot;plan", "quot; → \"\\\"\" unsafe"),
            ("the &lt;b&gt;plan&lt;/b&gt;", "&lt;b&gt; → \"\" unsafe"),
            ("the <b>plan</b>", "</b> → \"\" unsafe"),
            ("one<br/>two", "<br/> → \"\\n\" unsafe"),
            ("the < b > plan < / b >", "< / b > → \"\" unsafe"),
            ("<a href=\"x\">the plan", "<a href=\"x\"> → \"\" none"),
            (
                "[caption id=\"a1\"]A ship[/caption]",
                "[/caption] → \"\" none",
            ),
            ("the [b]plan[/b]", "[b] → \"\" unsafe"),
            (
                "[url=http://example.org/]the plan[/url]",
                "[url=http://example.org/] → \"\" none",
            ),
            (
                "x = 1; window.data = f();",
                "window.data = f(); → \"\" none",
            ),
            ("150 %(name)s units", "%(name)s → \"\" none"),
            ("the [[Vienna|city]]", "[[Vienna|city]] → \"city\" unsafe"),
            ("state @-@ owned", " @-@  → \"-\" unsafe"),
            ("a wo@@ rd", "@@  → \"\" unsafe"),
            ("the end </s>", "</s> → \"\" unsafe"),
            ("the <unk> man", "<unk> → \"\" none"),
            ("believ ##able", " ## → \"\" unsafe"),
            ("Hello {0} and {{count}}", "{0} → \"\" none"),
            ("Hello ${name}", "${name} → \"\" none"),
            ("Hello %1$s", "%1$s → \"\" none"),
            ("Hello %s!", "%s → \"\" none"),
            ("see __PH1__ there", "__PH1__ → \"\" none"),
            ("see XXPLACEHOLDER1XX", "XXPLACEHOLDER1XX → \"\" none"),
            ("see ⟦1⟧ there", "⟦1⟧ → \"\" none"),
            ("the end.\\nThe next", "\\n → \"\\n\" unsafe"),
            ("\\u0434\\u0430", "\\u0434\\u0430 → \"да\" unsafe"),
            ("he said \\\"no\\\"", "\\\" → \"\\\"\" unsafe"),
            ("donE2 don=E2=80=99t", "=E2=80=99 → \"’\" unsafe"),
            ("New%20York", "%20 → \" \" unsafe"),
            ("Lorem ipsum dolor", "Lorem ipsum → \"\" none"),
            (
                "Here is the translation:\n\nThe text.",
                "Here is the translation: → \"\" none",
            ),
            ("the **plan** is", "**plan** → \"plan\" unsafe"),
            (
                "the [plan](https://example.org/a) is",
                "[plan](https://example.org/a) → \"plan\" unsafe",
            ),
            (
                "новый [план](https://example.org) готов",
                "[план](https://example.org) → \"план\" unsafe",
            ),
            ("## The plan\nIt is ready.", "##  → \"\" unsafe"),
            ("It is ready.\n```\nThey went.", "``` → \"\" none"),
            (
                "Ready.\nwindow.dataLayer = window.dataLayer || [];",
                "window.dataLayer = window.dataLayer || []; → \"\" none",
            ),
            (
                "Ready.\n.post-title { font-size: 14px; color: #333; }",
                ".post-title { font-size: 14px; color: #333; } → \"\" none",
            ),
            ("the old&nbsp;plan", "&nbsp; → \" \" safe"),
        ] {
            let found = lines(text);
            if !found.contains(&said.to_owned()) {
                wrong.push(format!("{text:?}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn signs_that_are_meant_are_left_alone() {
        for text in [
            "R&D; AT&T; Q & A; Smith & Sons; black & white;",
            "a < b, 3 < 5 > 2, I <3 you, <x@example.org>",
            "«[b]ecause [i]t [video] [laughs] [1] [sic]»",
            "the `<b>` tag and `{0}` in code",
            "https://example.org/?a=1&amp;b=%D0%9F&quot;",
            "up 5 %, 30 % des gens, 100%, 20 % d’entre eux",
            "He looked out of the window. It rained (a lot); then he left the document. (So it was);",
            "a_b __________ sign here, snake_case",
            "he called it f**k and d**n, ***",
            "C:\\new\\table.txt and ¯\\_(ツ)_/¯",
            "the set {a, b} and {a}",
            "a text about Lorem, the lore of placeholders",
            "Here is the translation of the treaty that was signed in Vienna.",
            "<!DOCTYPE html><html><body><p>Text &quot;so&quot;</p></body></html>",
            "# One\n\n## Two\n\nA [link](https://example.org) and **so**.",
            "He said [sic] (https://example.org), [1](2), a [note] (so)",
            "the set {color: red} and a dict {name: x}; ### 5 ###",
            "E = mc2, x=10=y, #1 and #hashtag, C#, @handle",
        ] {
            assert_eq!(lines(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn references_are_decoded_in_one_go() {
        let layers = Layers::open(&[], &LayerOptions::default()).expect("the packs open");
        let input = Input {
            path: "t.txt".to_owned(),
            bytes: "Ford &amp;amp; Sons &lt; &quot;3&quot; &lt;b&gt;"
                .as_bytes()
                .to_vec(),
        };
        let bytes = Checker::new(layers, Settings::default()).fix_alone(&input);
        assert_eq!(
            String::from_utf8(bytes).expect("text"),
            "Ford & Sons < \"3\" &lt;b&gt;"
        );
    }

    proptest! {
        #[test]
        fn spans_fit_any_text(text in "([&;<>/\\[\\]{}%$#@_=\\\\*` a-zA-Z0-9é\\n]|quot|&amp;|\\PC){0,60}") {
            let mut end = 0;
            for found in residue::find(&text, [(0, text.len())].into_iter(), embedded::knowledge().residue()) {
                prop_assert!(found.start >= end && found.start < found.end, "{found:?}");
                prop_assert!(text.get(found.start..found.end).is_some(), "{found:?}");
                end = found.end;
            }
        }
    }
}

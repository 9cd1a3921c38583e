//! `broken-line`: sentences, words and brackets that a line break, an inserted note or the end of the text cuts in two.

use super::bracket_note;
use super::context::{DocumentRule, RuleContext, Sink, rule_meta};
use super::line_ends;
use crate::document::SegmentKind;
use crate::finding::{
    Applicability, Edit, Finding, Fix, IssueType, Mqm, MqmSeverity, RuleMeta, RuleStatus, Severity,
};
use crate::text::span::Span;

rule_meta! {
    /// ## What it does
    /// Finds sentences that go on in the next paragraph, words broken over two lines, lines that begin with the closing bracket or the
    /// comma of the line before, editor's notes that a program took apart (`(the meeting. - Ed. )`), and texts that break off. Texts
    /// whose lines end anywhere, such as wrapped ones and verse, are left alone.
    ///
    /// ## Why
    /// A translation engine gets a text line by line. Where a link or a note stood in a line of its own, half a sentence was
    /// translated at a time, and the halves do not fit.
    ///
    /// ## Example
    /// ```text
    /// The ministers met in Vienna on Monday.
    ///
    /// The spokesman told the reporters who had waited for hours
    ///
    /// that the talks would go on in the autumn.
    /// ```
    ///
    /// ## Use instead
    /// ```text
    /// The ministers met in Vienna on Monday.
    ///
    /// The spokesman told the reporters who had waited for hours that the talks would go on in the autumn.
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where the second line goes on in lower case; shown only where a word or a capital leaves a doubt, and at the end of a
    /// text.
    ///
    /// ## References
    /// - the tables in `glossary/joints/` with their sources
    pub(crate) static META = {
        name: "broken-line",
        summary: "a sentence cut in two by a line break, a note or the end of the text",
        severity: Severity::Info,
        status: RuleStatus::Preview,
        since: "0.1.0",
        issue_type: IssueType::Formatting,
        mqm: Mqm { error_type: "formatting", severity: MqmSeverity::Minor },
    };
}

/// The rule.
pub(crate) struct BrokenLine;

/// A fault with what should stand there.
pub(super) struct Broken {
    pub span: Span,
    pub message: &'static str,
    /// What should stand in the span, best first.
    pub suggestions: Vec<String>,
    /// What changes, where one suggestion is the right one.
    pub edit: Option<Edit>,
    pub applicability: Applicability,
    pub reason: &'static str,
}

impl DocumentRule for BrokenLine {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, context: &RuleContext, sink: &mut Sink) {
        let notes = bracket_note::find(context);
        let lines = line_ends::find(context);
        let lines = lines.into_iter().filter(|line| {
            let same = |note: &Broken| note.span.overlaps(line.span);
            !notes.iter().any(same) && !leaves_heading(context, line.span)
        });
        let lines: Vec<Broken> = lines.collect();
        for broken in notes.into_iter().chain(lines) {
            sink.report(context, finding(context.text(), broken));
        }
    }
}

/// Whether a break is the end of a heading, a label or a cell: none of them goes on in what follows.
fn leaves_heading(context: &RuleContext, span: Span) -> bool {
    let segments = &context.document.segments;
    let first = segments.partition_point(|it| it.span.end <= span.start);
    segments.get(first).is_some_and(|it| {
        let is_whole = matches!(
            it.kind,
            SegmentKind::Heading | SegmentKind::Label | SegmentKind::Cell
        );
        is_whole && it.span.start <= span.start && it.span.end < span.end
    })
}

fn finding(text: &str, broken: Broken) -> Finding {
    let message = broken.message.to_owned();
    let mut finding = Finding::new(&META, broken.span, broken.span.slice(text), message);
    finding.cause =
        Some("the text was translated line by line, or taken from a page in pieces".to_owned());
    finding.suggestions = broken.suggestions;
    finding.fix = broken.edit.map(|edit| Fix {
        applicability: broken.applicability,
        reason: broken.reason.to_owned(),
        edits: vec![edit],
    });
    finding
}

#[cfg(test)]
mod tests {
    use crate::finding::Applicability;
    use crate::rules::tests::check;
    use crate::{Checker, Input, LayerOptions, Layers, Settings};

    fn found(text: &str) -> Vec<String> {
        let all = check("", None, &[("t.txt", text)]);
        let all = all.iter().map(|(_, f)| f);
        all.filter(|f| f.rule.name == "broken-line")
            .map(|f| {
                let fix = f.fix.as_ref().map_or("none", |f| f.applicability.as_str());
                format!(
                    "{} → {} {fix}",
                    f.text.replace('\n', "⏎"),
                    f.suggestions.join("|")
                )
            })
            .collect()
    }

    #[test]
    fn headings_do_not_go_on() {
        let breaks = |path: &str, text: &str| {
            let all = check("", None, &[(path, text)]);
            all.iter().any(|(_, f)| f.rule.name == "broken-line")
        };
        let below = "mouthpiece makes the texts of a house agree.\n\nThe end.\n";
        assert!(!breaks("a.md", &format!("# Mouthpiece\n\n{below}")));
        assert!(!breaks(
            "a.md",
            &format!("---\ntitle: Mouthpiece\n---\n{below}")
        ));
        assert!(!breaks("a.html", &format!("<h1>Mouthpiece</h1><p>{below}")));
        let half = "He told the reporters\n\nthat the talks would go on.\n";
        assert!(breaks("a.md", &format!("{BEFORE}{half}")));
    }

    fn fixed(text: &str) -> String {
        let layers = Layers::open(&[], &LayerOptions::default()).expect("packs open");
        let checker = Checker::new(layers, Settings::default());
        let mut inputs = [Input {
            path: "t.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }];
        checker.settle_alone(&mut inputs, Applicability::Unsafe);
        String::from_utf8_lossy(&inputs[0].bytes).into_owned()
    }

    const BEFORE: &str = "The ministers met in Vienna.\n\nThey spoke for hours.\n\n";

    #[test]
    fn sentences_go_on_in_the_next_line() {
        assert_eq!(
            found(&format!(
                "{BEFORE}He told the reporters\n\nthat the talks would go on.\n"
            )),
            ["reporters⏎⏎that → reporters that unsafe"]
        );
        assert_eq!(
            found(&format!(
                "{BEFORE}He told the reporters of the\nViennese papers that it was over.\nThey left.\n"
            )),
            ["the⏎Viennese → the Viennese display"]
        );
        assert_eq!(
            found(
                "Министры встретились в Вене.\n\nОни говорили о договоре и\n\nракетах три часа.\n"
            ),
            ["и⏎⏎ракетах → и ракетах unsafe"]
        );
        assert_eq!(
            found(
                "部长们在维也纳会晤。\n他们谈了三个小时。\n他说，\n谈判将继续进行。\n会谈结束了。\n"
            ),
            ["，⏎谈 → ，谈 display"]
        );
    }

    #[test]
    fn notes_and_marks_are_put_back() {
        assert_eq!(
            found("“She (the meeting. - RT ) will go on,” he said."),
            ["(the meeting. - RT ) → (the meeting — RT) unsafe"]
        );
        assert_eq!(
            fixed("He said that such a refusal (of the missiles -\n\nRT\n\n) does not help.\n"),
            "He said that such a refusal (of the missiles — RT) does not help.\n"
        );
        assert_eq!(
            fixed(&format!(
                "{BEFORE}The talks with the minister Ivan Petrov\n\n, who came late, went on.\n"
            )),
            format!("{BEFORE}The talks with the minister Ivan Petrov, who came late, went on.\n")
        );
    }

    #[test]
    fn words_and_texts_that_break_off() {
        assert_eq!(
            found(
                "The agreement was signed. They spoke of the agree-\nment for hours. It was over."
            ),
            ["agree-⏎ment → agreement unsafe"]
        );
        assert_eq!(
            found("They spoke of a long-\nterm plan. It was over."),
            ["long-⏎term → longterm|long-term none"]
        );
        assert_eq!(
            found(&format!("{BEFORE}The spokesman said that the\n")),
            ["the →  none"]
        );
    }

    #[test]
    fn lines_that_end_anywhere_are_silent() {
        for text in [
            // Wrapped text, verse, headings, lists, letters, names in lower case.
            "The ministers met in Vienna on Monday and they\nspoke for hours about all of the treaties that\nthey had brought with them from home, and then\nthey left the town by train.\n",
            "we went along the sea\nand saw the ships go by\nand none of them had seen\nthe sorrow in the sky\n",
            "Scope of security\n\nThe ministers met in Vienna.\n\nDetente offer\n\nThey spoke for hours.\n",
            "They brought:\n\nbread\n\nbutter\n\nwine\n\nThen they left.\n",
            "Sehr geehrte Damen und Herren,\n\nvielen Dank für die Nachricht. Wir kommen am Montag.\n",
            "New telephones at the fair\n\niPhone sales rose. So it went on.\n",
            "short- and\nlong-range missiles are banned. They left.\n",
            "«Она (встреча. — Прим. ред.) будет», — сказал он.",
            "The range (500 km – RT) is short. (It was over.) He left (late).",
            "The ministers met\n\nReuters\n\nThey spoke for hours.\n",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest::proptest! {
        // Each case opens the packs.
        #![proptest_config(proptest::test_runner::Config::with_cases(40))]
        #[test]
        fn any_text_can_be_looked_at(text in "([a-zA-Z,.()\\- \\n]|é|。|的|«|\\r\\n|the |RT){0,60}") {
            for finding in check("", None, &[("t.txt", &text)]) {
                for edit in finding.1.fix.iter().flat_map(|f| &f.edits) {
                    proptest::prop_assert!(text.get(edit.span.start as usize..edit.span.end as usize).is_some());
                }
            }
        }
    }
}

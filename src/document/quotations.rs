//! Quotations: which stretches are someone's words, and where the marks are too broken to tell.
//!
//! Double marks are paired over the whole document, because translated articles break one quotation over several one-sentence paragraphs;
//! single ones (British ‘…’) within a paragraph. Paragraphs are the segments of the document. Apostrophes play no part. Marks on the
//! wrong side of their space count for what they must have been.

mod costs;
pub(crate) mod marks;
mod pairing;
mod single;

use super::Segment;
use super::zones::Zone;
use crate::text::span::Span;
pub(crate) use costs::Habits;
use marks::Placed;
pub(crate) use pairing::{Mark, Role};

/// A mark is taken at its reading when every other one is at least this much dearer.
pub(crate) const SURE: u32 = 10;

/// What a place is, as far as quotation marks tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuoteStatus {
    Outside,
    /// Inside this quotation (without the marks).
    Inside(Span),
    /// The marks of this paragraph do not pair.
    Unknown,
}

/// All quotations of a text.
#[derive(Debug, Default)]
pub(crate) struct Quotations {
    marks: Vec<Mark>,
    habits: Habits,
    /// Sorted, not overlapping; nested quotations belong to the outer one.
    quoted: Vec<Span>,
    /// Stretches where the marks do not pair; sorted, not overlapping.
    broken: Vec<Span>,
}

impl Quotations {
    /// Pairs the marks of `text`, whose paragraphs are the sorted `segments`; marks inside `zones` are code.
    pub(crate) fn find(text: &str, segments: &[Segment], zones: &[Zone]) -> Self {
        let mut placed = marks::find(text);
        drop_zones(&mut placed, zones);
        let habits = Habits::of(&placed);
        let mut out = Self {
            marks: pairing::read(text, segments, &placed, habits),
            habits,
            ..Self::default()
        };
        out.spans(segments);
        for segment in segments {
            let part = segment.span.slice(text);
            single::pair(
                part,
                segment.span.start as usize,
                &mut out.quoted,
                &mut out.broken,
            );
        }
        join(&mut out.quoted);
        join(&mut out.broken);
        out
    }

    /// What the marks enclose, and where they do not pair.
    fn spans(&mut self, segments: &[Segment]) {
        let paragraph = |n: usize| {
            segments
                .get(n)
                .map_or((0, 0), |s| (s.span.start as usize, s.span.end as usize))
        };
        // Where the last mark stood that began the quotation or went on with it.
        let mut until = 0;
        let mut lost: Option<usize> = None;
        for mark in &self.marks {
            let end = mark.placed.at + mark.placed.len;
            match mark.role {
                Role::Open | Role::Again => {
                    let again = mark.role == Role::Again;
                    if let Some(start) = lost.take_if(|_| !again) {
                        self.broken.push(between(start, until));
                    }
                    until = paragraph(mark.paragraph).1;
                    if !again && mark.partner.is_none() {
                        lost = Some(end);
                    }
                }
                Role::Close => {
                    let open = mark.partner.and_then(|n| self.marks.get(n));
                    if let Some(open) = open.map(|o| o.placed) {
                        self.quoted
                            .push(between(open.at + open.len, mark.placed.at));
                    }
                }
                Role::Stray => {
                    let from = paragraph(mark.paragraph).0;
                    self.broken.push(between(from, mark.placed.at));
                }
                Role::Literal | Role::Twice => {}
            }
        }
        if let Some(start) = lost {
            self.broken.push(between(start, until));
        }
    }

    /// Habits of the text that turn marks around.
    pub(crate) fn habits(&self) -> Habits {
        self.habits
    }

    /// All double marks with their readings, in order.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The quotations of a paragraph, without their marks; of one that runs over several paragraphs, the part in this one.
    pub(crate) fn within(&self, paragraph: Span) -> impl Iterator<Item = Span> + '_ {
        let from = self.quoted.partition_point(|s| s.end <= paragraph.start);
        let inside = self.quoted.iter().skip(from);
        inside
            .take_while(move |s| s.start < paragraph.end)
            .map(move |s| Span::new(s.start.max(paragraph.start), s.end.min(paragraph.end)))
    }

    /// Status of a place.
    pub(crate) fn status(&self, span: Span) -> QuoteStatus {
        if around(&self.broken, span).is_some() {
            return QuoteStatus::Unknown;
        }
        around(&self.quoted, span).map_or(QuoteStatus::Outside, QuoteStatus::Inside)
    }
}

fn between(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// Sorts spans and makes one of those that overlap.
fn join(spans: &mut Vec<Span>) {
    spans.sort();
    spans.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
}

/// The one of sorted, separate `spans` that overlaps `span`.
fn around(spans: &[Span], span: Span) -> Option<Span> {
    let at = spans.partition_point(|s| s.end <= span.start);
    spans.get(at).copied().filter(|s| s.overlaps(span))
}

/// Drops the marks that stand in code, addresses and markup.
fn drop_zones(placed: &mut Vec<Placed>, zones: &[Zone]) {
    let mut rest = zones;
    placed.retain(|mark| {
        let passed = rest.partition_point(|z| z.span.end as usize <= mark.at);
        rest = rest.get(passed..).unwrap_or_default();
        // Two backticks that stand for a mark look like an empty piece of code.
        rest.first().is_none_or(|z| {
            z.span.start as usize > mark.at
                || (mark.glyph == marks::Glyph::TwoGreater && z.span.end as usize == mark.at + 1)
                || (mark.glyph == marks::Glyph::Backticks && z.span.len() == 2)
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::document::Document;

    fn document(text: &str) -> Document {
        crate::format::plain::document(text)
    }

    fn status_in(text: &str, word: &str) -> &'static str {
        let start = text.find(word).unwrap();
        let span = Span::new(start as u32, (start + word.len()) as u32);
        match document(text).quotations().status(span) {
            QuoteStatus::Outside => "outside",
            QuoteStatus::Inside(_) => "inside",
            QuoteStatus::Unknown => "unknown",
        }
    }

    /// The status, which the kind of line ends must not change.
    fn status(text: &str, word: &str) -> &'static str {
        let found = status_in(text, word);
        for end in ["\r\n", "\r\n ", "\n \t"] {
            assert_eq!(
                status_in(&text.replace('\n', end), word),
                found,
                "{text} {end:?}"
            );
        }
        found
    }

    #[test]
    fn marks_of_many_languages_pair() {
        for text in [
            "He said “X is here” to Y.",
            "He said \"X is here\" to Y.",
            "Er sagte: „X ist da“, so Y.",
            "Il dit « X est là » à Y.",
            "Er sagte »X ist da« zu Y.",
            "“We know X. ”said Y.",
            "Он сказал «X „тут“ был» и Y",
            "他说“X”，Y",
        ] {
            assert_eq!(
                (status(text, "X"), status(text, "Y")),
                ("inside", "outside"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_quotation_runs_over_paragraphs() {
        let text = "“First.\n\nX second.\n\nThird, ”said Y.\n\nZ.";
        assert_eq!(
            (status(text, "X"), status(text, "Y"), status(text, "Z")),
            ("inside", "outside", "outside")
        );
        let english = "“First.\n\n“X second.”\n\nY said.";
        assert_eq!(
            (status(english, "X"), status(english, "Y")),
            ("inside", "outside")
        );
    }

    #[test]
    fn broken_marks_are_unknown_for_their_paragraph_only() {
        let text = "“X never ends.\n\nA.\n\nB.\n\nC.\n\nD.\n\nE.\n\nF.\n\nY.";
        assert_eq!(
            (status(text, "X"), status(text, "Y")),
            ("unknown", "outside")
        );
        assert_eq!(status("X ends,” he said. Y.", "X"), "unknown");
        assert_eq!(status("a 5\" gun and X", "X"), "outside");
    }

    #[test]
    fn an_odd_straight_mark_does_not_turn_inside_out() {
        let text = "\"The talks failed, he said.\n\n\"X is here,\" Y tweeted.\n\n\"Z,\" V said.";
        assert_eq!(
            ["X", "Y", "Z", "V"].map(|w| status(text, w)),
            ["inside", "outside", "inside", "outside"]
        );
        let close = "The talks failed,\" he said.\n\n\"X is here,\" Y tweeted.";
        assert_eq!(
            ["talks", "X", "Y"].map(|w| status(close, w)),
            ["unknown", "inside", "outside"]
        );
        let inner = "\"The talks failed, W said. \"X is here,\" Y tweeted.\n\n\"Z,\" V said.";
        assert_eq!(
            ["W", "X", "Y", "Z", "V"].map(|w| status(inner, w)),
            ["unknown", "unknown", "unknown", "inside", "outside"]
        );
        let later = "\"The talks failed.\n\nW said: \"X is here,\" and Y.\n\nZ.";
        assert_eq!(
            ["W", "X", "Y", "Z"].map(|w| status(later, w)),
            ["outside", "inside", "outside", "outside"]
        );
    }

    #[test]
    fn straight_marks_are_read_by_their_neighbours() {
        for text in [
            "He said (\"X\") to Y.",
            "\"'X,' he said,\" Y.",
            "\"X in 2020\" said Y",
            "\"Talks,\" he said—\"X is here\"—to Y.",
            "\"We know X, \"said Y.",
            "\"We know X, \"said Y. \"Yes,\" he said.",
            "\"First.\n\nX second, \"said Y.",
            "The \" X \" of Y",
            "\"...and X...\" said Y",
        ] {
            assert_eq!(
                (status(text, "X"), status(text, "Y")),
                ("inside", "outside"),
                "{text}"
            );
        }
    }

    #[test]
    fn single_marks_pair_within_a_paragraph() {
        for text in [
            "He said ‘X is here’ to Y.",
            "‘X isn’t here,’ said Y’s aide.",
            "‘X “knows” it,’ the ministers’ aide Y said.",
            "“We ‘heard’ X,” Y said.",
            "He said ‘X of the hawks’ to Y.",
            "The ministers’ talks on ‘X’; Y.",
        ] {
            assert_eq!(
                (status(text, "X"), status(text, "Y")),
                ("inside", "outside"),
                "{text}"
            );
        }
        let odd = "‘X is here, he said.\n\nY’s here.";
        assert_eq!((status(odd, "X"), status(odd, "Y")), ("unknown", "outside"));
        assert_eq!(status("‘The hawks’ talks on X,’ he said.", "X"), "unknown");
        assert_eq!(status("The ministers’ X isn’t Ka‘ba.", "X"), "outside");
    }

    #[test]
    fn stray_marks_cost_linear_time() {
        // Every mark stands alone: looking back to the start of its paragraph from each would take minutes.
        for unit in ["a” ", "‘a ", "“a ", "a” \n\n"] {
            let text = unit.repeat(100_000);
            assert_eq!(status_in(&text, "a"), "unknown", "{unit}");
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_are_sorted_and_separate(text in "[\"“”„«»‘’a1s., \n\r]{0,60}") {
            let document = document(&text);
            let found = document.quotations();
            for spans in [&found.quoted, &found.broken] {
                proptest::prop_assert!(spans.windows(2).all(|w| w[0].end < w[1].start));
                proptest::prop_assert!(spans.iter().all(|s| text.get(s.range()).is_some()));
            }
        }
    }
}

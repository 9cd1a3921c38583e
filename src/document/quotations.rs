//! Quotations: which stretches are someone's words, and where the marks are too broken to tell.
//!
//! Double marks are paired over the whole document, because translated articles break one quotation over several one-sentence paragraphs;
//! single ones (British ‘…’) within a paragraph. Paragraphs are the segments of the document. Apostrophes play no part.

use super::Segment;
use crate::text::span::Span;

/// Paragraphs a quotation may run over before its opening mark counts as broken.
const MOST_PARAGRAPHS: usize = 6;

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
    /// Sorted, not overlapping; nested quotations belong to the outer one.
    quoted: Vec<Span>,
    /// Stretches where the marks do not pair; sorted, not overlapping.
    broken: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// A straight mark whose neighbours do not tell.
    Either,
    /// A straight mark after a digit: inches, unless a quotation is open.
    Measure,
}

/// A double mark in its place.
#[derive(Debug, Clone, Copy)]
struct Placed {
    at: usize,
    character: char,
    mark: Mark,
}

/// An opening mark that waits for its partner.
#[derive(Debug, Clone, Copy)]
struct Opened {
    character: char,
    /// First byte of what is quoted.
    start: usize,
    /// End of the last paragraph that began the quotation or went on with it by a mark of its own.
    until: usize,
    /// Paragraphs since then.
    paragraphs: usize,
    depth: usize,
}

impl Quotations {
    /// Pairs the marks of `text`, whose paragraphs are the sorted `segments`.
    pub(crate) fn find(text: &str, segments: &[Segment]) -> Self {
        let mut out = Self::default();
        let mut open: Option<Opened> = None;
        for segment in segments {
            let (from, to) = (segment.span.start as usize, segment.span.end as usize);
            let part = segment.span.slice(text);
            out.single(part, from);
            if let Some(opened) = &mut open {
                opened.paragraphs += 1;
                if opened.paragraphs >= MOST_PARAGRAPHS {
                    out.broken.push(between(opened.start, opened.until));
                    open = None;
                }
            }
            let mut marks = marks(part).peekable();
            while let Some(placed) = marks.next() {
                let closes_next = marks.peek().is_some_and(|next| next.mark == Mark::Close);
                open = out.step(open, placed, part, (from, to), closes_next);
            }
        }
        if let Some(opened) = open {
            out.broken.push(between(opened.start, opened.until));
        }
        join(&mut out.quoted);
        join(&mut out.broken);
        out
    }

    /// Takes one mark of the paragraph `part`, which stands at `bounds`; returns the quotation that is open after it.
    fn step(
        &mut self,
        open: Option<Opened>,
        placed: Placed,
        part: &str,
        (from, to): (usize, usize),
        closes_next: bool,
    ) -> Option<Opened> {
        let new = Opened {
            character: placed.character,
            start: from + placed.at + placed.character.len_utf8(),
            until: to,
            paragraphs: 0,
            depth: 1,
        };
        let Some(opened) = open else {
            return match placed.mark {
                Mark::Open | Mark::Either => Some(new),
                Mark::Close => {
                    self.broken.push(between(from, from + placed.at));
                    None
                }
                Mark::Measure => None,
            };
        };
        if placed.mark == Mark::Open {
            // Each paragraph of a long quotation opens with a mark of its own.
            if opens_line(part, placed.at) && same_family(opened.character, placed.character) {
                return Some(Opened {
                    until: to,
                    paragraphs: 0,
                    ..opened
                });
            }
            let nests =
                opened.character != placed.character || !matches!(placed.character, '"' | '“');
            if nests {
                return Some(Opened {
                    depth: opened.depth + 1,
                    ..opened
                });
            }
            // A closing mark on the wrong side of its space (`, "said`) reads as an opening one.
            if closes_next || !after_punctuation(part, placed.at) {
                self.broken.push(between(opened.start, to));
                return Some(new);
            }
        }
        if placed.mark == Mark::Measure && opened.character != '"' {
            return open;
        }
        if opened.depth > 1 {
            return Some(Opened {
                depth: opened.depth - 1,
                ..opened
            });
        }
        self.quoted.push(between(opened.start, from + placed.at));
        None
    }

    /// Pairs the single marks of one paragraph: `‘` that opens a word with the `’` that can only close it.
    fn single(&mut self, part: &str, from: usize) {
        let mut open: Option<usize> = None;
        // A closing mark that may as well be the apostrophe of a plural (`the ministers’ talks`).
        let mut doubtful: Option<usize> = None;
        let mut pairs = true;
        for at in memchr::memchr_iter(0xe2, part.as_bytes()) {
            let (before, after) = neighbours(part, at, '‘');
            match part.get(at..).and_then(|t| t.chars().next()) {
                Some('‘') if begins(before) && after.is_some_and(is_content) => {
                    match (open, doubtful.take()) {
                        (Some(start), Some(end)) => {
                            self.quoted.push(between(from + start, from + end))
                        }
                        (Some(_), None) => pairs = false,
                        (None, _) => {}
                    }
                    open = Some(at + '‘'.len_utf8());
                }
                Some('’') if before.is_some_and(|c| !c.is_whitespace()) && ends(after) => {
                    let Some(start) = open else { continue };
                    if doubtful.is_some() {
                        pairs = false;
                    } else if before.is_some_and(|c| matches!(c, 's' | 'S')) {
                        doubtful = Some(at);
                        continue;
                    } else {
                        self.quoted.push(between(from + start, from + at));
                    }
                    (open, doubtful) = (None, None);
                }
                _ => {}
            }
        }
        match (open, doubtful) {
            (Some(start), Some(end)) => self.quoted.push(between(from + start, from + end)),
            (Some(_), None) => pairs = false,
            (None, _) => {}
        }
        if !pairs {
            self.broken.push(between(from, from + part.len()));
        }
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

/// Whether only space stands between the start of the line and `at`.
fn opens_line(part: &str, at: usize) -> bool {
    part.get(..at).is_some_and(|t| {
        let t = t.trim_end_matches([' ', '\t', '\u{a0}']);
        t.is_empty() || t.ends_with(['\n', '\r'])
    })
}

/// Whether what is quoted could end before the space at `at`.
fn after_punctuation(part: &str, at: usize) -> bool {
    part.get(..at).is_some_and(|t| {
        t.trim_end()
            .ends_with([',', '.', '!', '?', '…', '，', '。'])
    })
}

/// Whether a paragraph that opens with `b` goes on with a quotation that `a` opened.
fn same_family(a: char, b: char) -> bool {
    let family = |c| match c {
        '"' | '“' | '‟' => '"',
        '«' | '»' => '«',
        other => other,
    };
    family(a) == family(b)
}

/// Double marks of a paragraph in order.
fn marks(part: &str) -> impl Iterator<Item = Placed> + '_ {
    let bytes = part.as_bytes();
    // First bytes of: straight; « »; curly marks; CJK corner marks.
    let ascii = memchr::memchr_iter(b'"', bytes);
    let wide = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes);
    merge(ascii, wide).filter_map(move |at| {
        let character = part.get(at..)?.chars().next()?;
        let mark = match character {
            '"' => straight(part, at),
            '“' => curly(part, at, character),
            '«' | '»' => angle(part, at, character),
            '”' | '」' | '』' | '》' => Mark::Close,
            '„' | '「' | '『' | '《' | '‟' => Mark::Open,
            _ => return None,
        };
        Some(Placed {
            at,
            character,
            mark,
        })
    })
}

fn merge(
    a: impl Iterator<Item = usize>,
    b: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(x), Some(y)) if x < y => a.next(),
        (Some(_), None) => a.next(),
        _ => b.next(),
    })
}

/// The characters on both sides of the mark `c` at `at`.
fn neighbours(part: &str, at: usize, c: char) -> (Option<char>, Option<char>) {
    (
        part.get(..at).and_then(|t| t.chars().next_back()),
        part.get(at + c.len_utf8()..).and_then(|t| t.chars().next()),
    )
}

/// Whether a quotation may begin after this character.
fn begins(before: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '—' | '–' | '-' | '/' | '"' | '“' | '„' | '«' | '‘' | '\''
            )
    })
}

/// Whether a quotation may end before this character.
fn ends(after: Option<char>) -> bool {
    after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '‘' | '“' | '„' | '«'))
}

/// Whether a quotation may have this as its first character.
fn is_content(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '(' | '[' | '…' | '"' | '“' | '‘' | '\'' | '#' | '@' | '$' | '¿' | '¡'
        )
}

/// Straight marks open before a word and close after one; after a digit they may be inches.
fn straight(part: &str, at: usize) -> Mark {
    let (before, after) = neighbours(part, at, '"');
    let measure = before.is_some_and(|c| c.is_ascii_digit())
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != ',');
    let opens = begins(before) && after.is_some_and(is_content);
    let closes =
        before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[')) && ends(after);
    match (measure, opens, closes) {
        (true, ..) => Mark::Measure,
        (_, true, false) => Mark::Open,
        (_, false, true) => Mark::Close,
        _ => Mark::Either,
    }
}

/// “ opens in English and closes in German („…“).
fn curly(text: &str, at: usize, c: char) -> Mark {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
    let closes = before
        .is_some_and(|b| !b.is_whitespace() && !matches!(b, '(' | '[' | '—' | '–' | '-'))
        && after.is_none_or(|a| {
            a.is_whitespace() || a.is_ascii_punctuation() || matches!(a, '…' | '—' | '–')
        });
    if closes { Mark::Close } else { Mark::Open }
}

/// « opens and » closes, except in German »…«: the side with the word decides.
fn angle(text: &str, at: usize, c: char) -> Mark {
    let before = text
        .get(..at)
        .and_then(|t| t.chars().next_back())
        .is_some_and(|b| b.is_alphanumeric() || matches!(b, '.' | ',' | '!' | '?' | '…'));
    let after = text
        .get(at + c.len_utf8()..)
        .and_then(|t| t.chars().next())
        .is_some_and(char::is_alphanumeric);
    match (before, after) {
        (true, false) => Mark::Close,
        (false, true) => Mark::Open,
        _ if c == '«' => Mark::Open,
        _ => Mark::Close,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::document::Document;
    use crate::document::decode::decode;

    fn document(text: &str) -> Document {
        use crate::format::Format;
        crate::format::plain::Plain.parse(decode(text.as_bytes(), None).unwrap().0)
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
            ["unknown", "unknown", "unknown", "outside"]
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
        for unit in ["a” ", "a\" ", "\"a ", "‘a ", "“a ", "a” \n\n"] {
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

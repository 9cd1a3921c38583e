//! Quotations: which stretches are someone's words, and where the marks are too broken to tell.
//!
//! Marks are paired over the whole document, because translated articles break one quotation over several one-sentence paragraphs.
//! Apostrophes and single quotes play no part.

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
    /// Straight, or a curly mark that opens in one language and closes in another.
    Either,
    Paragraph,
}

impl Quotations {
    /// Pairs the marks of `text`.
    pub(crate) fn find(text: &str) -> Self {
        let mut out = Self::default();
        let mut open: Option<(usize, usize)> = None;
        let mut depth = 0usize;
        for (at, len, mark) in marks(text) {
            match (mark, open) {
                (Mark::Paragraph, Some((start, paragraphs))) => {
                    if paragraphs + 1 >= MOST_PARAGRAPHS {
                        out.give_up(text, start);
                        (open, depth) = (None, 0);
                    } else {
                        open = Some((start, paragraphs + 1));
                    }
                }
                (Mark::Paragraph, None) => depth = 0,
                (Mark::Open | Mark::Either, None) => {
                    open = Some((at + len, 0));
                    depth = 1;
                }
                // Each paragraph of a long quotation opens with a mark of its own.
                (Mark::Open, Some((_, paragraphs)))
                    if paragraphs > 0 && opens_paragraph(text, at) =>
                {
                    open = open.map(|(s, _)| (s, 0))
                }
                (Mark::Open, Some(_)) => depth += 1,
                (Mark::Close | Mark::Either, Some((start, _))) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        out.quoted.push(Span::new(start as u32, at as u32));
                        open = None;
                    }
                }
                (Mark::Close, None) => {
                    let start = paragraph_start(text, at);
                    out.broken.push(Span::new(start as u32, at as u32));
                }
            }
        }
        if let Some((start, _)) = open {
            out.give_up(text, start);
        }
        out.broken.sort();
        out.broken.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            if joins {
                last.end = last.end.max(next.end);
            }
            joins
        });
        out
    }

    /// The opening mark at `start` has no partner: its paragraph is of unknown status.
    fn give_up(&mut self, text: &str, start: usize) {
        let end = text
            .get(start..)
            .and_then(|t| t.find("\n\n").or_else(|| t.find("\r\n\r\n")))
            .map_or(text.len(), |i| start + i);
        self.broken.push(Span::new(start as u32, end as u32));
    }

    /// Status of a place.
    pub(crate) fn status(&self, span: Span) -> QuoteStatus {
        if around(&self.broken, span).is_some() {
            return QuoteStatus::Unknown;
        }
        around(&self.quoted, span).map_or(QuoteStatus::Outside, QuoteStatus::Inside)
    }
}

/// The one of sorted, separate `spans` that overlaps `span`.
fn around(spans: &[Span], span: Span) -> Option<Span> {
    let at = spans.partition_point(|s| s.end <= span.start);
    spans.get(at).copied().filter(|s| s.overlaps(span))
}

fn paragraph_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|t| t.rfind("\n\n"))
        .map_or(0, |i| i + 2)
}

/// Whether only space stands between the start of the line and `at`.
fn opens_paragraph(text: &str, at: usize) -> bool {
    let line = text
        .get(..at)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |i| i + 1);
    text.get(line..at).is_some_and(|t| t.trim().is_empty())
}

/// Marks and paragraph ends in order: (offset, length, mark).
fn marks(text: &str) -> impl Iterator<Item = (usize, usize, Mark)> + '_ {
    let bytes = text.as_bytes();
    // First bytes of: straight and line feed; « »; curly marks; CJK corner marks.
    let ascii = memchr::memchr2_iter(b'"', b'\n', bytes).map(|at| (at, bytes[at]));
    let wide = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes).map(|at| (at, bytes[at]));
    merge(ascii, wide).filter_map(move |(at, byte)| match byte {
        b'"' => is_straight_quote(text, at).then_some((at, 1, Mark::Either)),
        b'\n' => {
            let rest = text.get(at + 1..)?;
            (rest.starts_with('\n') || rest.starts_with("\r\n")).then_some((at, 1, Mark::Paragraph))
        }
        _ => {
            let c = text.get(at..)?.chars().next()?;
            let mark = match c {
                '“' => curly(text, at, c),
                '«' | '»' => angle(text, at, c),
                '”' | '」' | '』' | '》' => Mark::Close,
                '„' | '「' | '『' | '《' | '‟' => Mark::Open,
                _ => return None,
            };
            Some((at, c.len_utf8(), mark))
        }
    })
}

fn merge(
    a: impl Iterator<Item = (usize, u8)>,
    b: impl Iterator<Item = (usize, u8)>,
) -> impl Iterator<Item = (usize, u8)> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(x), Some(y)) if x.0 < y.0 => a.next(),
        (Some(_), None) => a.next(),
        _ => b.next(),
    })
}

/// Inches and seconds are no quotation marks.
fn is_straight_quote(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + 1..).and_then(|t| t.chars().next());
    !(before.is_some_and(|c| c.is_ascii_digit())
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != ','))
        || after.is_some_and(char::is_alphabetic)
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

    fn status(text: &str, word: &str) -> &'static str {
        let start = text.find(word).unwrap();
        match Quotations::find(text).status(Span::new(start as u32, (start + word.len()) as u32)) {
            QuoteStatus::Outside => "outside",
            QuoteStatus::Inside(_) => "inside",
            QuoteStatus::Unknown => "unknown",
        }
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
}

//! Maps byte ranges of a *view* (folded or unescaped text) to the *source* text it was made from.
//! A view is a sequence of pieces: runs copied byte for byte, and blocks where some source bytes
//! became some view bytes. Ranges grow to whole blocks, never shrink; maps compose. The map holds
//! positions only, no text.

use std::ops::Range;

/// Positions of a view in its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OffsetMap {
    source_len: u32,
    view_len: u32,
    /// In order in both texts, without gaps in the view. Empty means: the same bytes throughout.
    pieces: Vec<Piece>,
}

/// Appends pieces from left to right.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMapBuilder {
    map: OffsetMap,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    view: Range<u32>,
    source: Range<u32>,
    /// Whether byte n of the one is byte n of the other.
    copied: bool,
}

impl OffsetMap {
    /// The map of a view that is its source.
    pub(crate) fn identity(len: u32) -> Self {
        OffsetMap {
            source_len: len,
            view_len: len,
            pieces: Vec::new(),
        }
    }

    pub(crate) fn builder() -> OffsetMapBuilder {
        OffsetMapBuilder::default()
    }

    pub(crate) fn is_identity(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(crate) fn source_len(&self) -> u32 {
        self.source_len
    }

    pub(crate) fn view_len(&self) -> u32 {
        self.view_len
    }

    /// The smallest source range that holds everything a view range was made from. An empty range is
    /// a place between pieces, after anything that was deleted there.
    pub(crate) fn source_range(&self, view: Range<u32>) -> Range<u32> {
        self.translate(view, self.view_len, self.source_len, |piece| {
            (&piece.view, &piece.source)
        })
    }

    /// The smallest view range that holds everything a source range became.
    pub(crate) fn view_range(&self, source: Range<u32>) -> Range<u32> {
        self.translate(source, self.source_len, self.view_len, |piece| {
            (&piece.source, &piece.view)
        })
    }

    /// Whether a view range is one run of the source: nothing was deleted or inserted inside it.
    pub(crate) fn is_unbroken(&self, view: Range<u32>) -> bool {
        let first = self.pieces.partition_point(|it| it.view.end <= view.start);
        let touched = self.pieces.get(first..).unwrap_or(&[]).iter();
        touched
            .take_while(|it| it.view.start < view.end)
            .all(|it| !it.is_one_sided() || (it.view.is_empty() && it.view.start <= view.start))
    }

    /// With `self` from C to B and `inner` from B to A: the map from C to A.
    pub(crate) fn compose(&self, inner: &OffsetMap) -> OffsetMap {
        if self.is_identity() {
            return inner.clone();
        }
        if inner.is_identity() {
            return self.clone();
        }
        let mut out = OffsetMap {
            source_len: inner.source_len,
            view_len: self.view_len,
            pieces: Vec::with_capacity(self.pieces.len() + inner.pieces.len()),
        };
        // The first inner piece that may still have to be shown as deleted.
        let mut next = 0;
        for piece in &self.pieces {
            next = out.push_deleted(inner, next, piece.source.start, piece.view.start);
            if piece.copied {
                next = out.push_copied(inner, next, piece);
            } else {
                out.push(
                    piece.view.clone(),
                    inner.source_range(piece.source.clone()),
                    false,
                );
                let end = piece.source.end;
                next = next.max(inner.pieces.partition_point(|it| it.view.end < end));
            }
        }
        out.push_deleted(inner, next, inner.view_len, out.view_len);
        out
    }

    fn translate(
        &self,
        range: Range<u32>,
        from_len: u32,
        to_len: u32,
        sides: fn(&Piece) -> (&Range<u32>, &Range<u32>),
    ) -> Range<u32> {
        let start = range.start.min(from_len);
        let end = range.end.clamp(start, from_len);
        if self.is_identity() {
            return start..end;
        }
        let first = self
            .pieces
            .partition_point(|piece| sides(piece).0.end <= start);
        let Some(piece) = self.pieces.get(first) else {
            return to_len..to_len;
        };
        let (from, to) = sides(piece);
        if start == end && (piece.copied || from.start >= start) {
            let at = to.start + start.saturating_sub(from.start);
            return at..at;
        }
        let last = self
            .pieces
            .partition_point(|piece| sides(piece).0.start < end);
        // What was only deleted or inserted at the edges of the range does not widen the answer.
        let mut touched = self.pieces.get(first..last.max(first)).unwrap_or(&[]);
        while let [edge, rest @ ..] = touched
            && edge.is_one_sided()
        {
            touched = rest;
        }
        while let [rest @ .., edge] = touched
            && edge.is_one_sided()
        {
            touched = rest;
        }
        let (Some(left), Some(right)) = (touched.first(), touched.last()) else {
            return to.start..to.start;
        };
        let ((left_from, left_to), (right_from, right_to)) = (sides(left), sides(right));
        let shift = if left.copied {
            start.saturating_sub(left_from.start)
        } else {
            0
        };
        let trim = if right.copied {
            right_from.end.saturating_sub(end)
        } else {
            0
        };
        left_to.start + shift..right_to.end - trim
    }

    /// Shows inner pieces that had no view at `at` as deleted, from piece `next` on.
    fn push_deleted(&mut self, inner: &OffsetMap, next: usize, at: u32, view: u32) -> usize {
        let from = next.max(inner.pieces.partition_point(|it| it.view.end < at));
        let mut next = from;
        for piece in inner.pieces.get(from..).unwrap_or(&[]) {
            if piece.view.start > at || (piece.view.start == at && !piece.view.is_empty()) {
                break;
            }
            if piece.view.is_empty() {
                self.push(view..view, piece.source.clone(), false);
            }
            next += 1;
        }
        next
    }

    /// Cuts a copied piece along the pieces of the inner map.
    fn push_copied(&mut self, inner: &OffsetMap, next: usize, piece: &Piece) -> usize {
        let start = piece.source.start;
        let from = inner.pieces.partition_point(|it| it.view.end <= start);
        let mut at = from;
        for it in inner.pieces.get(from..).unwrap_or(&[]) {
            if it.view.start >= piece.source.end {
                break;
            }
            at += 1;
            let low = it.view.start.max(start);
            let high = it.view.end.min(piece.source.end);
            let view = piece.view.start + (low - start)..piece.view.start + (high - start);
            let source = if it.copied {
                it.source.start + (low - it.view.start)..it.source.start + (high - it.view.start)
            } else {
                it.source.clone()
            };
            self.push(view, source, it.copied);
        }
        next.max(at)
    }

    fn push(&mut self, view: Range<u32>, source: Range<u32>, copied: bool) {
        if view.is_empty() && source.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.view.end == view.start
            && last.source.end == source.start
            && last.joins(&view, &source, copied)
        {
            last.view.end = view.end;
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece {
            view,
            source,
            copied,
        });
    }
}

impl Piece {
    fn is_one_sided(&self) -> bool {
        self.view.is_empty() || self.source.is_empty()
    }

    /// Whether what follows is more of the same: copied, only deleted, or only inserted.
    fn joins(&self, view: &Range<u32>, source: &Range<u32>, copied: bool) -> bool {
        (self.copied && copied)
            || (self.view.is_empty() && view.is_empty())
            || (self.source.is_empty() && source.is_empty())
    }
}

impl OffsetMapBuilder {
    /// The next `len` bytes are the same in both texts.
    pub(crate) fn keep(&mut self, len: u32) {
        self.append(len, len, true);
    }

    /// The next source bytes became the next view bytes, as a block.
    pub(crate) fn replace(&mut self, source_len: u32, view_len: u32) {
        self.append(source_len, view_len, false);
    }

    /// The next source bytes are not in the view.
    pub(crate) fn skip(&mut self, source_len: u32) {
        self.append(source_len, 0, false);
    }

    /// How far the source is described.
    pub(crate) fn source_len(&self) -> u32 {
        self.map.source_len
    }

    /// How long the view is so far.
    pub(crate) fn view_len(&self) -> u32 {
        self.map.view_len
    }

    pub(crate) fn finish(mut self) -> OffsetMap {
        if self.map.pieces.iter().all(|piece| piece.copied) {
            self.map.pieces.clear();
        }
        self.map
    }

    /// Texts are limited to `u32::MAX` bytes where they are decoded, so nothing is cut off here.
    fn append(&mut self, source_len: u32, view_len: u32, copied: bool) {
        let source = self.map.source_len..self.map.source_len.saturating_add(source_len);
        let view = self.map.view_len..self.map.view_len.saturating_add(view_len);
        self.map.source_len = source.end;
        self.map.view_len = view.end;
        self.map.push(view, source, copied);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_grow_and_runs_do_not() {
        // "Straße" → "strasse".
        let mut builder = OffsetMap::builder();
        builder.keep(4);
        builder.replace(2, 2);
        builder.keep(1);
        let map = builder.finish();
        assert_eq!(map.source_range(1..3), 1..3);
        assert_eq!(map.source_range(4..5), 4..6);
        assert_eq!(map.source_range(5..7), 4..7);
        assert_eq!(map.view_range(4..6), 4..6);
        assert_eq!(map.source_range(5..5), 4..6);
        assert_eq!(map.source_range(2..2), 2..2);
        assert_eq!(map.source_range(7..99), 7..7);
    }

    #[test]
    fn deletions_stay_outside_unless_inside() {
        let mut builder = OffsetMap::builder();
        builder.skip(3);
        builder.keep(2);
        builder.skip(2);
        builder.keep(2);
        builder.skip(1);
        let map = builder.finish();
        assert_eq!((map.source_len(), map.view_len()), (10, 4));
        assert_eq!(map.source_range(0..4), 3..9);
        assert_eq!(map.source_range(0..2), 3..5);
        assert_eq!(map.source_range(2..2), 7..7);
        assert_eq!(map.view_range(5..7), 2..2);
        assert_eq!(map.view_range(0..10), 0..4);
        assert_eq!(map.view_range(4..8), 1..3);
    }

    /// One step of an edit script: what happens to one character.
    #[derive(Clone, Debug)]
    enum Step {
        Keep,
        Replace(String),
        Delete,
        Insert(String),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            6 => Just(Step::Keep),
            2 => "[a-zя字]{1,3}".prop_map(Step::Replace),
            1 => Just(Step::Delete),
            1 => "[a-zя字]{1,2}".prop_map(Step::Insert),
        ];
        prop::collection::vec(step, 1..40)
    }

    fn edit(source: &str, steps: &[Step]) -> (String, OffsetMap) {
        let mut view = String::new();
        let mut builder = OffsetMap::builder();
        for (c, step) in source.chars().zip(steps.iter().cycle()) {
            let len = c.len_utf8() as u32;
            match step {
                Step::Keep => {
                    view.push(c);
                    builder.keep(len);
                }
                Step::Replace(with) => {
                    view.push_str(with);
                    builder.replace(len, with.len() as u32);
                }
                Step::Delete => builder.skip(len),
                Step::Insert(text) => {
                    view.push_str(text);
                    builder.replace(0, text.len() as u32);
                    view.push(c);
                    builder.keep(len);
                }
            }
        }
        (view, builder.finish())
    }

    fn ranges(text: &str) -> Vec<Range<u32>> {
        let mut stops: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        stops.push(text.len() as u32);
        let mut ranges = Vec::new();
        for (n, start) in stops.iter().enumerate() {
            ranges.extend(stops.iter().skip(n).take(8).map(|end| *start..*end));
        }
        ranges
    }

    fn aligned(text: &str, range: &Range<u32>) -> bool {
        text.get(range.start as usize..range.end as usize).is_some()
    }

    proptest! {
        #[test]
        fn aligned_and_monotone(source in "\\PC{0,30}", steps in steps()) {
            let (view, map) = edit(&source, &steps);
            prop_assert_eq!(map.source_len() as usize, source.len());
            prop_assert_eq!(map.view_len() as usize, view.len());
            let inserts = steps.iter().any(|step| matches!(step, Step::Insert(_)));
            let mut last = 0..0;
            for range in ranges(&view) {
                let there = map.source_range(range.clone());
                prop_assert!(aligned(&source, &there), "{:?} -> {:?}", range, there);
                if !range.is_empty() && !inserts {
                    let back = map.view_range(there.clone());
                    prop_assert!(there.is_empty() || (back.start <= range.start && range.end <= back.end));
                }
                if range.len() == 1 {
                    prop_assert!(last.start <= there.start && last.end <= there.end);
                    last = there;
                }
            }
            for range in ranges(&source) {
                let there = map.view_range(range);
                prop_assert!(aligned(&view, &there));
            }
        }

        #[test]
        fn composition_is_both_in_turn(source in "\\PC{0,30}", one in steps(), two in steps()) {
            let (middle, inner) = edit(&source, &one);
            let (view, outer) = edit(&middle, &two);
            let both = outer.compose(&inner);
            prop_assert_eq!(both.source_len() as usize, source.len());
            prop_assert_eq!(both.view_len() as usize, view.len());
            // Inserted text has no source, so the edge of a range in it may move once both maps are
            // known; otherwise the two ways agree to the byte.
            let exact = !one.iter().chain(&two).any(|step| matches!(step, Step::Insert(_)));
            for range in ranges(&view).into_iter().filter(|range| !range.is_empty()) {
                let between = outer.source_range(range.clone());
                let (direct, in_turn) = (both.source_range(range), inner.source_range(between));
                if exact {
                    prop_assert_eq!(direct, in_turn);
                } else {
                    prop_assert!(aligned(&source, &direct));
                }
            }
            for range in ranges(&source).into_iter().filter(|range| exact && !range.is_empty()) {
                let between = inner.view_range(range.clone());
                if !between.is_empty() {
                    prop_assert_eq!(both.view_range(range), outer.view_range(between));
                }
            }
        }

        #[test]
        fn identity_is_neutral(source in "\\PC{0,30}", steps in steps()) {
            let (view, map) = edit(&source, &steps);
            let left = OffsetMap::identity(view.len() as u32).compose(&map);
            let right = map.compose(&OffsetMap::identity(source.len() as u32));
            prop_assert_eq!(&left, &map);
            prop_assert_eq!(&right, &map);
            for range in ranges(&source) {
                prop_assert_eq!(OffsetMap::identity(source.len() as u32).source_range(range.clone()), range);
            }
        }
    }
}

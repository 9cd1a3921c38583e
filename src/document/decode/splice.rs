//! Edits of the text, written into the bytes it came from. What no edit covers is copied, so bytes
//! that are no text survive. Where an encoding could read the result differently, the result is
//! decoded once more and compared.

use std::ops::Range;

use super::codec::{Codec, Piece};
use super::{SourceText, SpliceError};

impl SourceText {
    /// Applies edits, sorted and not overlapping, given in offsets of the text. `original` are the
    /// bytes this text was decoded from.
    pub(crate) fn splice(
        &self,
        original: &[u8],
        edits: &[(Range<u32>, String)],
    ) -> Result<Vec<u8>, SpliceError> {
        self.check_order(edits)?;
        if edits.is_empty() {
            return Ok(original.to_vec());
        }
        let (bom, body) = original
            .split_at_checked(self.bom)
            .unwrap_or((&[], original));
        let places = self.places(body, edits)?;
        let mut out = Vec::with_capacity(original.len() + edits.len() * 8);
        out.extend_from_slice(bom);
        let mut done = 0;
        for ((range, text), place) in edits.iter().zip(&places) {
            let outside = SpliceError::OutOfPlace {
                offset: range.start,
            };
            out.extend_from_slice(body.get(done..place.start).ok_or(outside)?);
            self.codec.encode(text, &mut out)?;
            done = place.end;
        }
        out.extend_from_slice(body.get(done..).unwrap_or(&[]));
        self.check_result(&out, edits)?;
        Ok(out)
    }

    fn check_order(&self, edits: &[(Range<u32>, String)]) -> Result<(), SpliceError> {
        let mut done = 0;
        for (range, _) in edits {
            let inside = self
                .text
                .get(range.start as usize..range.end as usize)
                .is_some();
            if !inside || range.start < done {
                return Err(SpliceError::OutOfPlace {
                    offset: range.start,
                });
            }
            done = range.end;
        }
        Ok(())
    }

    /// The bytes that each edit replaces.
    fn places(
        &self,
        body: &[u8],
        edits: &[(Range<u32>, String)],
    ) -> Result<Vec<Range<usize>>, SpliceError> {
        if self.codec == Codec::Utf8 && !self.lossy {
            let place =
                |(range, _): &(Range<u32>, String)| range.start as usize..range.end as usize;
            return Ok(edits.iter().map(place).collect());
        }
        let wanted: Vec<u32> = edits
            .iter()
            .flat_map(|(it, _)| [it.start, it.end])
            .collect();
        let found = self.byte_offsets(body, &wanted)?;
        let (pairs, _) = found.as_chunks::<2>();
        Ok(pairs.iter().map(|[start, end]| *start..*end).collect())
    }

    /// Where offsets of the text, in order, lie in the bytes.
    fn byte_offsets(&self, body: &[u8], wanted: &[u32]) -> Result<Vec<usize>, SpliceError> {
        let mut found = Vec::with_capacity(wanted.len());
        let (mut text, mut bytes) = (0, 0);
        let mut next = wanted.iter().map(|it| *it as usize).peekable();
        while next.next_if_eq(&0).is_some() {
            found.push(0);
        }
        let mut unaligned = None;
        self.codec.pieces(body, &mut |piece: Piece| {
            while let Some(at) = next.next_if(|at| *at <= text + piece.text) {
                found.push(match at - text {
                    inside if inside == piece.text => bytes + piece.bytes,
                    inside if piece.copied => bytes + inside,
                    _ => {
                        unaligned.get_or_insert(at);
                        bytes
                    }
                });
            }
            text += piece.text;
            bytes += piece.bytes;
        });
        let unaligned = unaligned.or(next.next());
        match unaligned {
            Some(at) => Err(SpliceError::Unaligned {
                offset: u32::try_from(at).unwrap_or(u32::MAX),
                encoding: self.codec.name(),
            }),
            None => Ok(found),
        }
    }

    /// Reads the result back where joining bytes could have made other characters of them.
    fn check_result(&self, out: &[u8], edits: &[(Range<u32>, String)]) -> Result<(), SpliceError> {
        if !self.lossy && !matches!(self.codec, Codec::Legacy(_)) {
            return Ok(());
        }
        let again = self.codec.decode(out.get(self.bom..).unwrap_or(&[]));
        if again.is_some_and(|it| it.text == self.edited(edits)) {
            return Ok(());
        }
        Err(SpliceError::Unfaithful {
            encoding: self.codec.name(),
        })
    }

    fn edited(&self, edits: &[(Range<u32>, String)]) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (range, text) in edits {
            out.push_str(self.text.get(done..range.start as usize).unwrap_or(""));
            out.push_str(text);
            done = range.end as usize;
        }
        out.push_str(self.text.get(done..).unwrap_or(""));
        out
    }
}

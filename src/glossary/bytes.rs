//! The bytes of a compiled glossary, wherever they are kept: in the program, in memory, or in a file that somebody else holds open.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What holds bytes and never changes them.
pub(crate) type Holder = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A range of bytes that are kept somewhere.
#[derive(Clone)]
pub(crate) struct Bytes {
    kept: Kept,
    range: Range<usize>,
}

#[derive(Clone)]
enum Kept {
    Static(&'static [u8]),
    Held(Holder),
}

impl Bytes {
    /// All bytes of a holder.
    pub(crate) fn held(holder: Holder) -> Self {
        let range = 0..holder.as_ref().as_ref().len();
        Self {
            kept: Kept::Held(holder),
            range,
        }
    }

    /// A part of these bytes; `None` where they do not reach so far.
    pub(crate) fn part(&self, range: Range<usize>) -> Option<Self> {
        let start = self.range.start.checked_add(range.start)?;
        let end = self.range.start.checked_add(range.end)?;
        (start <= end && end <= self.range.end).then(|| Self {
            kept: self.kept.clone(),
            range: start..end,
        })
    }
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        let all = match &self.kept {
            Kept::Static(bytes) => bytes,
            Kept::Held(holder) => holder.as_ref().as_ref(),
        };
        all.get(self.range.clone()).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::held(Arc::new(bytes))
    }
}

impl From<Cow<'static, [u8]>> for Bytes {
    fn from(bytes: Cow<'static, [u8]>) -> Self {
        match bytes {
            Cow::Borrowed(bytes) => Self {
                range: 0..bytes.len(),
                kept: Kept::Static(bytes),
            },
            Cow::Owned(bytes) => bytes.into(),
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.range.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_inside() {
        let all = Bytes::from(b"abcdef".to_vec());
        let part = all.part(2..5).unwrap();
        assert_eq!(&*part, b"cde");
        assert_eq!(&*part.part(1..3).unwrap(), b"de");
        assert!(part.part(1..4).is_none());
        assert!(all.part(usize::MAX..usize::MAX).is_none());
        assert!(all.part(0..7).is_none());
    }
}

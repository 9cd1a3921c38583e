//! A value that is decoded when it is first asked for: a short text needs few of the languages that the program knows.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes of a value and, once it was asked for, the value.
pub(crate) struct Packed<T> {
    bytes: Cow<'static, [u8]>,
    value: OnceLock<T>,
}

impl<T: Serialize + DeserializeOwned + Default> Packed<T> {
    /// What `pack` of this very build wrote; other bytes give an empty value.
    pub(crate) fn open(bytes: &'static [u8]) -> Self {
        Self {
            bytes: Cow::Borrowed(bytes),
            value: OnceLock::new(),
        }
    }

    /// A value that is there already.
    #[allow(dead_code, reason = "the build script packs with it")]
    pub(crate) fn pack(value: T) -> Result<Self, postcard::Error> {
        Ok(Self {
            bytes: Cow::Owned(postcard::to_allocvec(&value)?),
            value: OnceLock::from(value),
        })
    }

    #[allow(dead_code, reason = "the build script writes with it")]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn get(&self) -> &T {
        let decoded = || postcard::from_bytes(&self.bytes).unwrap_or_default();
        self.value.get_or_init(decoded)
    }
}

impl<T> PartialEq for Packed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_there_and_garbage_is_empty() {
        let words = vec!["да".to_owned(), "нет".to_owned()];
        let packed = Packed::pack(words.clone()).unwrap_or_else(|e| panic!("{e}"));
        let bytes: &'static [u8] = packed.bytes().to_vec().leak();
        let opened: Packed<Vec<String>> = Packed::open(bytes);
        assert_eq!((opened.get(), &opened), (&words, &packed));
        assert_eq!(Packed::<Vec<String>>::open(b"\xff\xff").get().len(), 0);
    }
}

//! A compiled glossary as a file that a later run opens: for which sources and by which build it was made, and checksums.
//!
//! The file is untrusted. What does not fit exactly is refused, and the caller compiles again.

use std::borrow::Cow;
use std::ops::Range;

use crate::glossary::{Bytes, GlossaryFile};
use crate::text::digest::{digest, digest_all};

const MAGIC: &[u8; 8] = b"exonymGC";
/// Raised whenever the layout changes; changes of what is compiled are told by the build.
const VERSION: u32 = 1;
/// What the build script saw of the compiler of glossaries and of the data it works with.
const BUILD: &str = env!("EXONYM_BUILD");
const ALIGNMENT: usize = 16;
/// Magic, version, number of sections, key.
const HEAD: usize = 32;
/// Start, length, checksum of all bytes, checksum of samples.
const RECORD: usize = 32;
const TABLE_END: usize = HEAD + SECTIONS * RECORD;
/// With the checksum of everything before it.
const HEADER: usize = TABLE_END + 16;
/// Blocks and bytes a block that stand for a large section.
const SAMPLES: usize = 64;
const SAMPLE: usize = 4096;

/// Sections of the file, in order.
pub(crate) const SECTIONS: usize = 3;

/// How closely a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Every byte is summed up: for what is in memory anyway.
    AllBytes,
    /// Samples are: for a file so large that reading it would take the time that is to be saved.
    Samples,
}

/// Tells apart everything that changes what is compiled: the files in their order, the language of plain strings, this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(u128);

impl Key {
    pub(crate) fn new(files: &[GlossaryFile], language: &str) -> Self {
        let head = [BUILD.as_bytes(), language.as_bytes()];
        let texts = files.iter().map(|file| file.text.as_bytes());
        Self(digest_all(head.into_iter().chain(texts)))
    }

    /// What stands for `Key::new` where the texts are not read.
    pub(crate) fn context(language: &str) -> Vec<u8> {
        [BUILD, language].join("/").into_bytes()
    }

    /// Reads what was written by `Display`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The pieces of the file, to be written one after another.
pub(crate) fn pieces(key: Key, sections: [&[u8]; SECTIONS]) -> Vec<Cow<'_, [u8]>> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    header.extend_from_slice(&key.0.to_le_bytes());
    let mut at = HEADER.next_multiple_of(ALIGNMENT);
    let mut body = Vec::new();
    for section in sections {
        for number in [
            at as u64,
            section.len() as u64,
            digest(section) as u64,
            samples(section),
        ] {
            header.extend_from_slice(&number.to_le_bytes());
        }
        let end = (at + section.len()).next_multiple_of(ALIGNMENT);
        body.push(Cow::Borrowed(section));
        body.push(Cow::Owned(vec![0; end - at - section.len()]));
        at = end;
    }
    header.extend_from_slice(&digest(&header).to_le_bytes());
    header.resize(HEADER.next_multiple_of(ALIGNMENT), 0);
    body.insert(0, Cow::Owned(header));
    body
}

/// The sections of a file that was written for `key`; `None` when it was not, or is damaged.
pub(crate) fn open(bytes: &Bytes, key: Key, trust: Trust) -> Option<[Bytes; SECTIONS]> {
    let sum = bytes.get(TABLE_END..HEADER)?.first_chunk::<16>()?;
    let is_ours = bytes.get(..8)? == MAGIC
        && bytes.get(8..12)? == VERSION.to_le_bytes()
        && bytes.get(16..HEAD)? == key.0.to_le_bytes()
        && digest(bytes.get(..TABLE_END)?) == u128::from_le_bytes(*sum);
    if !is_ours {
        return None;
    }
    let section = |n: usize| {
        let at = HEAD + n * RECORD;
        let (numbers, _) = bytes.get(at..at + RECORD)?.as_chunks::<8>();
        let &[start, len, all, sampled] = numbers else {
            return None;
        };
        let start = usize::try_from(u64::from_le_bytes(start)).ok()?;
        let len = usize::try_from(u64::from_le_bytes(len)).ok()?;
        let part = bytes.part(start..start.checked_add(len)?)?;
        let fits = match trust {
            Trust::AllBytes => digest(&part) as u64 == u64::from_le_bytes(all),
            Trust::Samples => samples(&part) == u64::from_le_bytes(sampled),
        };
        fits.then_some(part)
    };
    Some([section(0)?, section(1)?, section(2)?])
}

/// A checksum of blocks that are spread over the whole, with the first and the last.
fn samples(bytes: &[u8]) -> u64 {
    if bytes.len() <= SAMPLES * SAMPLE {
        return digest(bytes) as u64;
    }
    let last = bytes.len() - SAMPLE;
    let block = |n: usize| -> Range<usize> {
        let start = last / (SAMPLES - 1) * n;
        start..start + SAMPLE
    };
    let spread = (0..SAMPLES - 1)
        .map(block)
        .chain(std::iter::once(last..bytes.len()));
    digest_all(spread.filter_map(|range| bytes.get(range))) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str, language: &str) -> Key {
        let file = GlossaryFile {
            path: String::new(),
            text: text.to_owned(),
        };
        Key::new(&[file], language)
    }

    fn written(key: Key, sections: [&[u8]; SECTIONS]) -> Vec<u8> {
        pieces(key, sections).concat()
    }

    fn read(bytes: &[u8], key: Key, trust: Trust) -> Option<Vec<Vec<u8>>> {
        let sections = open(&bytes.to_vec().into(), key, trust)?;
        Some(sections.iter().map(|s| s.to_vec()).collect())
    }

    #[test]
    fn what_was_written_is_read_for_the_same_key_only() {
        let (ours, large) = (key("a: а", "en"), vec![7; SAMPLES * SAMPLE + 999]);
        let sections = [b"index".as_slice(), &large, b""];
        let bytes = written(ours, sections);
        for trust in [Trust::AllBytes, Trust::Samples] {
            assert_eq!(read(&bytes, ours, trust).unwrap(), sections);
            assert!(read(&bytes, key("a: б", "en"), trust).is_none());
            assert!(read(&bytes, key("a: а", "de"), trust).is_none());
        }
    }

    #[test]
    fn a_large_file_that_lost_its_end_is_noticed_by_samples() {
        let (ours, large) = (key("", "en"), vec![7; 3_000_000]);
        let mut bytes = written(ours, [&large, b"", b""]);
        let len = bytes.len();
        bytes[len / 2..].fill(0);
        assert!(read(&bytes, ours, Trust::Samples).is_none());
        bytes.truncate(len / 2);
        assert!(read(&bytes, ours, Trust::Samples).is_none());
    }

    proptest! {
        #[test]
        fn damage_is_noticed(at in 0usize..400, byte in 1u8.., cut in 0usize..200) {
            let ours = key("x", "en");
            let bytes = written(ours, [b"an index", b"patterns of some length", b"styles"]);
            let mut damaged = bytes.clone();
            damaged[at % bytes.len()] ^= byte;
            // What fills up between sections is not looked at; the sections are what they were, or nothing is.
            let sound = read(&bytes, ours, Trust::AllBytes);
            for trust in [Trust::AllBytes, Trust::Samples] {
                let found = read(&damaged, ours, trust);
                prop_assert!(found.is_none() || found == sound);
            }
            let _ = read(&bytes[..bytes.len() - cut.min(bytes.len())], ours, Trust::AllBytes);
        }
    }
}

//! Formats: bytes to documents, and edits back to bytes through the format's escaping. One file a format.
//!
//! A format says which stretches of a file are prose and makes views of them; rules read the views and know nothing of markup.
//! A new format is one file, its `mod` line and its line in `FORMATS`.

mod fields;
pub(crate) mod html;
mod jsonl;
pub(crate) mod markdown;
pub(crate) mod plain;
#[cfg(feature = "cli")]
pub(crate) mod record;
mod write_back;

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::document::decode::{self, DecodeError, DecodeNote, SourceText};
use crate::finding::IgnoreList;
use crate::text::span::Span;
pub(crate) use write_back::{with_references, write_back};

/// A file format.
pub(crate) trait Format: Sync {
    /// Its name in configuration and messages.
    fn name(&self) -> &'static str;
    /// File name endings, lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];
    /// The encoding that a file declares; asked where its bytes are not UTF-8.
    fn encoding(&self, _: &[u8]) -> Option<&'static str> {
        None
    }
    /// Finds the prose. Never fails: a broken file gives what can be read.
    fn parse(&self, source: Arc<SourceText>, options: &FormatOptions) -> Parsed;
    /// A replacement as it must be written at a place (bytes of `source`, the decoded file); `None` where it cannot be.
    fn escape(&self, source: &str, place: Range<usize>, text: &str) -> Option<String>;
    /// A comment with this text, as it is written on a line of its own; `None` where a file cannot hold one.
    fn comment(&self, text: &str) -> Option<String>;
    /// Whether such a comment may stand on the line of a place.
    fn takes_comment(&self, _source: &str, _at: usize) -> bool {
        true
    }
    /// How a character is written that the encoding of the file cannot hold; `None` where there is no way.
    fn reference(&self, _: char) -> Option<String> {
        None
    }
}

impl std::fmt::Debug for dyn Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A file taken apart.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// Its texts: one, or the records of a file that holds many. The first is the main one.
    pub texts: Vec<Document>,
    /// The inside of comments, in order; places in the decoded file.
    pub comments: Vec<Span>,
    /// What the file declares to be left alone.
    pub ignores: Vec<IgnoreList>,
    /// What could not be read, with words for a person; places in the decoded file.
    pub notes: Vec<(Span, String)>,
}

impl Parsed {
    /// A file that holds one text.
    pub(crate) fn one(document: Document, comments: Vec<Span>) -> Self {
        Self {
            texts: vec![document],
            comments,
            ..Self::default()
        }
    }
}

/// What a user may set about formats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatOptions {
    /// Fields of a record that hold text.
    pub record_fields: Vec<String>,
}

impl Default for FormatOptions {
    fn default() -> Self {
        let fields = ["title", "headline", "lead", "text", "body"];
        Self {
            record_fields: fields.map(str::to_owned).to_vec(),
        }
    }
}

static FORMATS: &[&dyn Format] = &[
    &plain::Plain,
    &markdown::Markdown,
    &html::Html,
    &jsonl::Jsonl,
];

/// All formats; the first one takes what no other claims.
pub(crate) fn all() -> &'static [&'static dyn Format] {
    FORMATS
}

/// The format for a path.
pub(crate) fn for_path(path: &str) -> &'static dyn Format {
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let claimed = ending.and_then(|e| all().iter().find(|f| f.endings().contains(&e.as_str())));
    *claimed.unwrap_or(&all()[0])
}

/// The text of a file. An encoding that it declares counts where the bytes do not speak for themselves.
pub(crate) fn decode(
    path: &str,
    bytes: &[u8],
) -> Result<(SourceText, Vec<DecodeNote>), DecodeError> {
    let declared = match std::str::from_utf8(bytes) {
        Ok(_) => None,
        Err(_) => for_path(path).encoding(bytes),
    };
    // Bytes that are not UTF-8 refute a file that says they are.
    decode::decode(bytes, declared.filter(|label| *label != "UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_endings_are_plain_text() {
        for path in ["a.txt", "a.xyz", "-", "dir.d/file"] {
            assert!(for_path(path).endings().contains(&"txt"), "{path}");
        }
    }
}

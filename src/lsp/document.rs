//! A text that is open in the editor.

use std::path::PathBuf;
use std::sync::Arc;

use super::position::{Encoding, Places};
use super::uri;
use super::wire::{Change, TextDocumentItem};

/// One version of an open text. A change makes another one, so a thread may keep what it is reading.
#[derive(Debug)]
pub(super) struct Document {
    pub uri: String,
    /// Where it lies; nothing for a text that was never saved.
    pub file: Option<PathBuf>,
    /// What the editor takes it for: `markdown`, `html`, `plaintext`.
    pub language_id: String,
    pub version: i32,
    pub text: String,
    pub places: Places,
}

impl Document {
    pub(super) fn open(item: TextDocumentItem, encoding: Encoding) -> Arc<Self> {
        Arc::new(Self {
            file: uri::to_path(&item.uri),
            places: Places::new(&item.text, encoding),
            uri: item.uri,
            language_id: item.language_id,
            version: item.version,
            text: item.text,
        })
    }

    /// The text after changes, each of which counts on the text that the one before left.
    pub(super) fn changed(
        &self,
        changes: Vec<Change>,
        version: i32,
        encoding: Encoding,
    ) -> Arc<Self> {
        let mut text = self.text.clone();
        let mut places = None;
        for change in changes {
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let span = places.as_ref().unwrap_or(&self.places).span(&text, range);
                    text.replace_range(span.range(), &change.text);
                }
            }
            places = Some(Places::new(&text, encoding));
        }
        Arc::new(Self {
            uri: self.uri.clone(),
            file: self.file.clone(),
            language_id: self.language_id.clone(),
            version,
            places: places.unwrap_or_else(|| Places::new(&text, encoding)),
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::wire::{Position, Range};
    use proptest::prelude::*;

    fn open(text: &str) -> Arc<Document> {
        let item = TextDocumentItem {
            uri: "untitled:1".to_owned(),
            language_id: String::new(),
            version: 1,
            text: text.to_owned(),
        };
        Document::open(item, Encoding::Utf16)
    }

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> Change {
        let at = |(line, character)| Position { line, character };
        Change {
            range: Some(Range {
                start: at(from),
                end: at(to),
            }),
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_count_on_each_other() {
        let document = open("😀 one\r\ntwo\n");
        let changes = vec![
            change((0, 3), (0, 6), "eins\nzwei"),
            change((2, 0), (2, 3), "drei"),
        ];
        let document = document.changed(changes, 2, Encoding::Utf16);
        assert_eq!(document.text, "😀 eins\nzwei\r\ndrei\n");
        assert_eq!(document.version, 2);
        let all = Change {
            range: None,
            text: "new".to_owned(),
        };
        let document = document.changed(vec![all, change((0, 3), (0, 3), "!")], 3, Encoding::Utf16);
        assert_eq!(document.text, "new!");
    }

    proptest! {
        #[test]
        fn no_range_does_harm(ranges in prop::collection::vec((0u32..5, 0u32..9, 0u32..5, 0u32..9), 0..8)) {
            let changes = ranges.iter().map(|&(a, b, c, d)| change((a, b), (c, d), "я😀\n")).collect();
            open("ab😀\r\nя\rz").changed(changes, 2, Encoding::Utf16);
        }
    }
}

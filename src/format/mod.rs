//! Formats: bytes to `Document`, and edits back to bytes through the format's escaping. One file a format.

pub(crate) mod plain;
#[cfg(feature = "cli")]
pub(crate) mod record;

use crate::document::Document;
use crate::document::decode::SourceText;

/// A file format.
pub(crate) trait Format: Sync {
    /// File name endings, lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];
    /// Finds the prose. Never fails: a broken file gives what can be read.
    fn parse(&self, source: SourceText) -> Document;
    /// A replacement as it must be written at its place.
    fn escape(&self, text: &str) -> String;
}

/// All formats; the first one takes what no other claims.
pub(crate) fn all() -> &'static [&'static dyn Format] {
    &[&plain::Plain]
}

/// The format for a path.
pub(crate) fn for_path(path: &str) -> &'static dyn Format {
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let claimed = ending.and_then(|e| all().iter().find(|f| f.endings().contains(&e.as_str())));
    *claimed.unwrap_or(&all()[0])
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

//! Bytes of a file → text, and edits of the text → bytes of the file.
//! The encoding is declared, marked by a byte order mark, or guessed, and is kept for writing: a
//! splice changes nothing but what an edit covers, also beside bytes that are not text. Offsets are
//! in the decoded text, without the byte order mark. Formats and languages are not known here.

mod codec;
mod detect;
mod splice;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use encoding_rs::Encoding;

use crate::text::line_index::LineIndex;
use crate::text::span::Span;
use codec::Codec;
use detect::Found;

/// Notes on single places stop here: a file with more of them is no text.
const MOST_PLACES: usize = 1000;

/// The text of a file, and how to write it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The decoded text, without the byte order mark.
    pub text: String,
    codec: Codec,
    /// Length of the byte order mark.
    bom: usize,
    guessed: bool,
    /// Some bytes became U+FFFD.
    lossy: bool,
    /// Made when a place is first asked for: many records may stand in one file.
    lines: OnceLock<LineIndex>,
}

/// Something that a reader of the file should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DecodeNote {
    /// Bytes that are no text in this encoding; the span is that of the U+FFFD in their place.
    InvalidBytes { span: Span, bytes: u32 },
    /// The encoding was guessed from the bytes.
    GuessedEncoding { encoding: &'static str },
    /// UTF-16 without a byte order mark.
    UndeclaredUtf16 { encoding: &'static str },
    /// The declared encoding is not known, so another one was used.
    UnknownLabel { label: String, used: &'static str },
    /// NUL characters; the span is that of the first one.
    Nul { span: Span, count: u32 },
}

/// A file that cannot become text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DecodeError {
    #[error("the text is larger than 4 GiB; split the file")]
    TooLarge,
}

/// Why edits could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SpliceError {
    #[error("an edit at byte {offset} of the text overlaps another one or lies outside the text")]
    OutOfPlace { offset: u32 },
    #[error("`{character}` (U+{:04X}) cannot be written in {encoding}", u32::from(*.character))]
    NotInEncoding {
        character: char,
        encoding: &'static str,
    },
    #[error(
        "an edit at byte {offset} of the text touches bytes that cannot be told apart in {encoding}"
    )]
    Unaligned { offset: u32, encoding: &'static str },
    #[error("the edits would change other text when the file is read again as {encoding}")]
    Unfaithful { encoding: &'static str },
}

/// Decodes the bytes of a file. `declared` is the name of an encoding from outside, such as the
/// declaration of an XML file; a byte order mark outranks it.
pub(crate) fn decode(
    bytes: &[u8],
    declared: Option<&str>,
) -> Result<(SourceText, Vec<DecodeNote>), DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLarge);
    }
    let mut notes = Vec::new();
    let (codec, bom, found) = choose(bytes, declared, &mut notes);
    let guessed = found != Found::Certain;
    match found {
        Found::Certain => {}
        Found::Guessed => notes.push(DecodeNote::GuessedEncoding {
            encoding: codec.name(),
        }),
        Found::Utf16 => notes.push(DecodeNote::UndeclaredUtf16 {
            encoding: codec.name(),
        }),
    }
    let body = bytes.get(bom..).unwrap_or(&[]);
    let decoded = codec.decode(body).ok_or(DecodeError::TooLarge)?;
    let lossy = !decoded.invalid.is_empty();
    notes.extend(
        decoded
            .invalid
            .iter()
            .take(MOST_PLACES)
            .map(|it| DecodeNote::InvalidBytes {
                span: Span::new(it.start, it.end),
                bytes: it.bytes,
            }),
    );
    notes.extend(nul(&decoded.text));
    Ok((
        SourceText {
            text: decoded.text,
            codec,
            bom,
            guessed,
            lossy,
            lines: OnceLock::new(),
        },
        notes,
    ))
}

fn choose(
    bytes: &[u8],
    declared: Option<&str>,
    notes: &mut Vec<DecodeNote>,
) -> (Codec, usize, Found) {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return (Codec::of(encoding), bom, Found::Certain);
    }
    let Some(label) = declared else {
        let (codec, found) = detect::detect(bytes);
        return (codec, 0, found);
    };
    if let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) {
        return (Codec::of(encoding), 0, Found::Certain);
    }
    let (codec, found) = detect::detect(bytes);
    notes.push(DecodeNote::UnknownLabel {
        label: label.to_owned(),
        used: codec.name(),
    });
    (codec, 0, found)
}

fn nul(text: &str) -> Option<DecodeNote> {
    let first = u32::try_from(text.find('\0')?).ok()?;
    let count = text.bytes().filter(|byte| *byte == 0).count();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Some(DecodeNote::Nul {
        span: Span::new(first, first + 1),
        count,
    })
}

impl DecodeNote {
    /// Where bytes are that are no text.
    pub(crate) fn invalid_bytes(&self) -> Option<Span> {
        match self {
            DecodeNote::InvalidBytes { span, .. } => Some(*span),
            _ => None,
        }
    }
}

impl SourceText {
    /// The name of the encoding, as browsers write it.
    pub(crate) fn encoding(&self) -> &'static str {
        self.codec.name()
    }

    /// The lines of the text.
    pub(crate) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Whether the encoding of the file has a character.
    pub(crate) fn can_hold(&self, c: char) -> bool {
        let mut buffer = [0; 4];
        let text = c.encode_utf8(&mut buffer);
        self.codec.encode(text, &mut Vec::new()).is_ok()
    }

    /// Whether some bytes of the file were no text and became U+FFFD.
    pub(crate) fn is_lossy(&self) -> bool {
        self.lossy
    }

    /// Whether the file begins with a byte order mark.
    #[cfg(test)]
    pub(crate) fn has_bom(&self) -> bool {
        self.bom > 0
    }

    /// Whether nothing but the bytes themselves told the encoding.
    #[cfg(test)]
    pub(crate) fn is_guessed(&self) -> bool {
        self.guessed
    }
}

impl From<String> for SourceText {
    /// A text that never was bytes in another encoding.
    fn from(text: String) -> Self {
        SourceText {
            text,
            ..SourceText::default()
        }
    }
}

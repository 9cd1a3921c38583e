//! One encoding: its bytes to text and back, and which bytes became which text.
//! Bytes that are no text become one U+FFFD a sequence and never stop the decoding.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::SpliceError;

/// How a file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Codec {
    #[default]
    Utf8,
    Utf16 {
        big: bool,
    },
    Legacy(&'static Encoding),
}

/// Text, and where it stands for bytes that are none.
#[derive(Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) invalid: Vec<Invalid>,
}

/// A run of U+FFFD in the text, and the number of bytes it stands for.
pub(super) struct Invalid {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) bytes: u32,
}

/// Bytes and the text they became, both as lengths.
pub(super) struct Piece {
    pub(super) text: usize,
    pub(super) bytes: usize,
    /// Byte n of the one is byte n of the other.
    pub(super) copied: bool,
}

const REPLACEMENT: char = '\u{FFFD}';

impl Codec {
    pub(super) fn of(encoding: &'static Encoding) -> Self {
        if encoding == UTF_8 {
            Codec::Utf8
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            Codec::Utf16 {
                big: encoding == UTF_16BE,
            }
        } else {
            Codec::Legacy(encoding)
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => UTF_8.name(),
            Codec::Utf16 { big: true } => UTF_16BE.name(),
            Codec::Utf16 { big: false } => UTF_16LE.name(),
            Codec::Legacy(encoding) => encoding.name(),
        }
    }

    /// The text of these bytes, or nothing when it is too long for offsets of 32 bits.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Decoded> {
        let mut out = Decoded::default();
        match self {
            Codec::Utf8 => {
                out.text.reserve(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    out.text.push_str(chunk.valid());
                    out.push_invalid(chunk.invalid().len());
                }
            }
            Codec::Utf16 { big } => {
                out.text.reserve(bytes.len());
                utf16(bytes, big, &mut |c, len| match c {
                    Some(c) => out.text.push(c),
                    None => out.push_invalid(len),
                });
            }
            Codec::Legacy(encoding) => legacy(encoding, bytes, &mut out)?,
        }
        u32::try_from(out.text.len()).ok()?;
        Some(out)
    }

    /// Tells which bytes became which text, in order.
    pub(super) fn pieces(self, bytes: &[u8], see: &mut impl FnMut(Piece)) {
        match self {
            Codec::Utf8 => {
                for chunk in bytes.utf8_chunks() {
                    let len = chunk.valid().len();
                    see(Piece {
                        text: len,
                        bytes: len,
                        copied: true,
                    });
                    if !chunk.invalid().is_empty() {
                        let bytes = chunk.invalid().len();
                        see(Piece {
                            text: REPLACEMENT.len_utf8(),
                            bytes,
                            copied: false,
                        });
                    }
                }
            }
            Codec::Utf16 { big } => utf16(bytes, big, &mut |c, len| {
                let text = c.unwrap_or(REPLACEMENT).len_utf8();
                see(Piece {
                    text,
                    bytes: len,
                    copied: false,
                });
            }),
            Codec::Legacy(encoding) => legacy_pieces(encoding, bytes, see),
        }
    }

    /// The bytes of a text, or the first character that the encoding lacks.
    pub(super) fn encode(self, text: &str, out: &mut Vec<u8>) -> Result<(), SpliceError> {
        match self {
            Codec::Utf8 => out.extend_from_slice(text.as_bytes()),
            Codec::Utf16 { big } => {
                for unit in text.encode_utf16() {
                    out.extend_from_slice(&if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    });
                }
            }
            Codec::Legacy(encoding) => {
                let (bytes, _, failed) = encoding.encode(text);
                if failed {
                    let lacks = |c: &char| encoding.encode(c.encode_utf8(&mut [0; 4])).2;
                    let character = text.chars().find(lacks).unwrap_or(REPLACEMENT);
                    return Err(SpliceError::NotInEncoding {
                        character,
                        encoding: self.name(),
                    });
                }
                out.extend_from_slice(&bytes);
            }
        }
        Ok(())
    }
}

impl Decoded {
    /// Adds U+FFFD for some bytes; neighbours become one run.
    fn push_invalid(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let start = clip(self.text.len());
        self.text.push(REPLACEMENT);
        let end = clip(self.text.len());
        match self.invalid.last_mut() {
            Some(last) if last.end == start => {
                last.end = end;
                last.bytes = last.bytes.saturating_add(clip(bytes));
            }
            _ => self.invalid.push(Invalid {
                start,
                end,
                bytes: clip(bytes),
            }),
        }
    }
}

/// Calls back with each character and its length in bytes; nothing for a lone surrogate or an odd
/// last byte.
fn utf16(bytes: &[u8], big: bool, see: &mut impl FnMut(Option<char>, usize)) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| {
        if big {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    });
    for unit in char::decode_utf16(units) {
        see(
            unit.as_ref().ok().copied(),
            unit.map_or(2, |c| c.len_utf16() * 2),
        );
    }
    if !odd.is_empty() {
        see(None, odd.len());
    }
}

fn legacy(encoding: &'static Encoding, bytes: &[u8], out: &mut Decoded) -> Option<()> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    loop {
        out.text
            .reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len())?);
        let (result, read) =
            decoder.decode_to_string_without_replacement(rest, &mut out.text, true);
        rest = rest.get(read..).unwrap_or(&[]);
        match result {
            DecoderResult::InputEmpty => return Some(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(len, _) => out.push_invalid(usize::from(len)),
        }
    }
}

/// Feeds the decoder byte by byte, so that every character shows where its bytes end.
fn legacy_pieces(encoding: &'static Encoding, bytes: &[u8], see: &mut impl FnMut(Piece)) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = String::with_capacity(64);
    let mut fed = 0;
    // Where the bytes of the last piece ended.
    let mut done = 0;
    loop {
        let last = fed == bytes.len();
        let next = bytes.get(fed..(fed + 1).min(bytes.len())).unwrap_or(&[]);
        buffer.clear();
        let (result, read) = decoder.decode_to_string_without_replacement(next, &mut buffer, last);
        fed += read;
        let (bad, after) = match result {
            DecoderResult::Malformed(len, after) => (usize::from(len), usize::from(after)),
            _ => (0, 0),
        };
        if !buffer.is_empty() {
            let end = fed.saturating_sub(bad + after).max(done);
            see(Piece {
                text: buffer.len(),
                bytes: end - done,
                copied: false,
            });
            done = end;
        }
        if bad > 0 {
            let end = fed.saturating_sub(after).max(done);
            see(Piece {
                text: REPLACEMENT.len_utf8(),
                bytes: end - done,
                copied: false,
            });
            done = end;
        }
        if last && result == DecoderResult::InputEmpty {
            return;
        }
    }
}

//! A record after normalization: its own fields as they were, then what was found and done. The stable machine form.
//!
//! Fields may be added, none removed and none renamed.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::lang::LanguageTag;
use crate::text::unit::{Converter, OffsetUnit};

/// Fields that are written here; of a record that was normalized before, they are written anew.
const WRITTEN: &[&str] = &["normalized", "mentions", "edits", "glossary"];

/// How records are written.
pub(crate) struct RecordOptions {
    pub offsets: OffsetUnit,
    /// `text` becomes the normalized text, which is then not written a second time.
    pub in_place: bool,
    pub glossary: GlossaryMark,
}

/// Which names were known.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GlossaryMark {
    /// Changes with any entry of any glossary in use.
    pub hash: String,
    /// Version of the program, and so of its packs.
    pub version: &'static str,
}

/// A normalized text as the writer takes it.
pub(crate) struct NormalizedRecord<'a> {
    pub text: &'a str,
    pub language: Option<&'a LanguageTag>,
    pub mentions: Vec<MentionRecord<'a>>,
    pub edits: Vec<EditRecord<'a>>,
}

/// Offsets come as bytes and are written in the wanted unit.
#[derive(Serialize)]
pub(crate) struct MentionRecord<'a> {
    pub start: usize,
    pub end: usize,
    pub normalized_start: usize,
    pub normalized_end: usize,
    pub text: &'a str,
    pub entry: Option<&'a str>,
    pub kind: Option<&'static str>,
    pub preferred: Option<&'a str>,
    pub tier: Option<&'static str>,
    pub convention: Option<&'a str>,
    pub linked_by: Option<&'static str>,
    pub candidates: &'a [&'a str],
    pub wikidata: Option<&'a str>,
}

/// Offsets come as bytes and are written in the wanted unit; `text` is what stands there now.
#[derive(Serialize)]
pub(crate) struct EditRecord<'a> {
    pub start: usize,
    pub end: usize,
    pub normalized_start: usize,
    pub normalized_end: usize,
    pub text: &'a str,
    pub rule: &'static str,
    pub entry: Option<&'a str>,
    pub applicability: &'static str,
}

/// A record as it came.
#[derive(Clone, Copy)]
pub(crate) struct Original<'a> {
    pub fields: &'a [(String, &'a RawValue)],
    pub text: &'a str,
    /// The language it declares.
    pub language: Option<&'a LanguageTag>,
}

/// Appends the line of a good record.
pub(crate) fn write(
    out: &mut Vec<u8>,
    record: Original<'_>,
    mut done: NormalizedRecord<'_>,
    options: &RecordOptions,
) -> serde_json::Result<()> {
    let mut before = Converter::new(record.text, options.offsets);
    let mut after = Converter::new(done.text, options.offsets);
    for m in &mut done.mentions {
        (m.start, m.end) = (before.at(m.start), before.at(m.end));
        m.normalized_start = after.at(m.normalized_start);
        m.normalized_end = after.at(m.normalized_end);
    }
    for e in &mut done.edits {
        (e.start, e.end) = (before.at(e.start), before.at(e.end));
        e.normalized_start = after.at(e.normalized_start);
        e.normalized_end = after.at(e.normalized_end);
    }
    let mut object = Object { out, empty: true };
    let mut language_written = false;
    for (key, value) in record.fields {
        match key.as_str() {
            key if WRITTEN.contains(&key) => {}
            "text" if options.in_place => object.field(key, done.text)?,
            "lang" => {
                // What was declared stands as it was written, unless the user declared something else over it.
                if record.language.is_some() && record.language == done.language {
                    object.raw(key, value)?;
                } else {
                    object.field(key, &done.language.map(LanguageTag::as_str))?;
                }
                language_written = true;
            }
            _ => object.raw(key, value)?,
        }
    }
    if !options.in_place {
        object.field("normalized", done.text)?;
    }
    if !language_written {
        object.field("lang", &done.language.map(LanguageTag::as_str))?;
    }
    object.field("mentions", &done.mentions)?;
    object.field("edits", &done.edits)?;
    object.field("glossary", &options.glossary)?;
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// Appends the line that stands in the place of a bad record.
pub(crate) fn write_error(
    out: &mut Vec<u8>,
    id: Option<&RawValue>,
    message: &str,
) -> serde_json::Result<()> {
    let mut object = Object { out, empty: true };
    object.field("id", &id)?;
    object.field("error", message)?;
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// An object that is being written.
struct Object<'a> {
    out: &'a mut Vec<u8>,
    empty: bool,
}

impl Object<'_> {
    fn key(&mut self, key: &str) -> serde_json::Result<()> {
        self.out.push(if self.empty { b'{' } else { b',' });
        self.empty = false;
        serde_json::to_writer(&mut *self.out, key)?;
        self.out.push(b':');
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> serde_json::Result<()> {
        self.key(key)?;
        serde_json::to_writer(&mut *self.out, value)
    }

    fn raw(&mut self, key: &str, value: &RawValue) -> serde_json::Result<()> {
        self.key(key)?;
        self.out.extend_from_slice(value.get().as_bytes());
        Ok(())
    }
}

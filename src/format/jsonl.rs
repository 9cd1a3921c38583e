//! JSON Lines: every line is a record, its chosen fields are one text, and everything else stays as it is.

mod strings;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::fields::{Fields, date, field, plain, tag};
use super::plain::paragraphs;
use super::{Format, FormatOptions, Parsed};
use crate::document::decode::SourceText;
use crate::document::view::ViewBuilder;
use crate::document::{Document, KnownLanguage, Segment, SegmentKind};
use crate::finding::IgnoreList;
use crate::text::span::Span;

/// One JSON object a line.
pub(crate) struct Jsonl;

/// So many bad lines are named one by one.
const MOST_NOTES: usize = 20;

/// Fields that are headings wherever they stand.
const HEADINGS: &[&str] = &["title", "headline", "subtitle"];

impl Format for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn parse(&self, source: Arc<SourceText>, options: &FormatOptions) -> Parsed {
        let mut reader = Reader {
            source: &source,
            wanted: &options.record_fields,
            parsed: Parsed::default(),
            bad: 0,
            textless: Vec::new(),
        };
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let record = line.trim_end_matches(['\n', '\r']);
            if !record.trim().is_empty() {
                reader.record(record, start);
            }
            start += line.len();
        }
        reader.finish()
    }

    fn escape(&self, source: &str, place: Range<usize>, text: &str) -> Option<String> {
        Some(strings::escape(source, place, text))
    }

    fn comment(&self, _: &str) -> Option<String> {
        None
    }
}

/// A file while it is read.
struct Reader<'a> {
    source: &'a Arc<SourceText>,
    wanted: &'a [String],
    parsed: Parsed,
    bad: usize,
    /// Beginnings of records without any of the fields.
    textless: Vec<usize>,
}

/// A string of a record that is text.
struct Text<'a> {
    kind: SegmentKind,
    value: &'a RawValue,
}

impl Reader<'_> {
    /// Reads the record that is written at `start`.
    fn record(&mut self, line: &str, start: usize) {
        let fields = match serde_json::from_str::<Fields>(line) {
            Ok(Fields(fields)) => fields,
            Err(_) if !line.trim_start().starts_with('{') => {
                let message = "this line is no JSON object; it is left alone";
                return self.note(line, start, 0, message.to_owned());
            }
            Err(error) => {
                let at = error.column().saturating_sub(1).min(line.len());
                let message = format!("no JSON object: {}; the line is left alone", plain(&error));
                return self.note(line, start, at, message);
            }
        };
        let mut texts = Vec::new();
        let any = collect(&fields, "", self.wanted, &mut texts);
        if !any {
            self.textless.push(start);
        }
        let mut builder = ViewBuilder::new(&self.source.text);
        let mut segments = Vec::new();
        for text in texts {
            let place = place_in(line, text.value.get());
            add(
                &mut builder,
                &mut segments,
                start + place.start..start + place.end,
                text.kind,
            );
        }
        let known = self.known(line, start, &fields);
        if segments.is_empty() {
            return;
        }
        let mut document = Document::of_view(
            Arc::clone(self.source),
            builder.finish(),
            segments,
            Vec::new(),
        );
        (document.language, document.source_language, document.date) = known;
        self.parsed.texts.push(document);
    }

    /// What a record says about its text, and what it wants to be left alone.
    #[allow(
        clippy::type_complexity,
        reason = "a name for it would be longer than the use"
    )]
    fn known(
        &mut self,
        line: &str,
        start: usize,
        fields: &[(String, &RawValue)],
    ) -> (
        Option<KnownLanguage>,
        Option<crate::lang::LanguageTag>,
        Option<String>,
    ) {
        let mut bad = Vec::new();
        let mut said = |key: &str, result| match result {
            Ok(it) => it,
            Err(message) => {
                bad.push((key.to_owned(), message));
                None
            }
        };
        let language = said("lang", tag(fields, "lang"));
        let source_language = said("source_lang", tag(fields, "source_lang"));
        let day = date(fields).unwrap_or_else(|message| {
            bad.push(("date".to_owned(), message));
            None
        });
        for (key, message) in bad {
            let value = fields.iter().find(|(name, _)| *name == key);
            let at = value.map_or(0, |(_, value)| place_in(line, value.get()).start);
            self.note(line, start, at, message);
        }
        if let Ok(Some(value)) = field(fields, "exonym") {
            self.ignores(line, start, value);
        }
        let language = language.map(|tag| KnownLanguage { tag, certain: true });
        (language, source_language, day)
    }

    /// `"exonym": {"ignore": ["name-variant", "@sergei-ryabkov"]}`, or `true` for everything.
    fn ignores(&mut self, line: &str, start: usize, value: &RawValue) {
        let place = place_in(line, value.get());
        let names = serde_json::from_str::<Fields>(value.get())
            .ok()
            .and_then(|Fields(inside)| {
                let ignore = field(&inside, "ignore").ok()??;
                match ignore.get() {
                    "true" => Some(Vec::new()),
                    list => serde_json::from_str::<Vec<String>>(list)
                        .ok()
                        .filter(|it| !it.is_empty()),
                }
            });
        let Some(names) = names else {
            let message =
                "`exonym` is not like {\"ignore\": [\"name-variant\"]} or {\"ignore\": true}";
            return self.note(line, start, place.start, message.to_owned());
        };
        self.parsed.ignores.push(IgnoreList {
            scope: span(start..start + line.len()),
            place: span(start + place.start..start + place.end),
            names,
        });
    }

    fn note(&mut self, line: &str, start: usize, at: usize, message: String) {
        self.bad += 1;
        if self.bad > MOST_NOTES {
            return;
        }
        let at = line.floor_char_boundary(at);
        // A line may be a megabyte; a few characters show where to look.
        let end = line.ceil_char_boundary((at + 24).min(line.len()));
        self.parsed
            .notes
            .push((span(start + at..start + end), message));
    }

    fn finish(mut self) -> Parsed {
        if let Some(more) = self.bad.checked_sub(MOST_NOTES).filter(|more| *more > 0)
            && let Some((_, message)) = self.parsed.notes.last_mut()
        {
            message.push_str(&format!("; {more} more problems like this are not listed"));
        }
        if let Some(first) = self.textless.first() {
            let fields = self.wanted.join(", ");
            let others = match self.textless.len() {
                1 => "this record has".to_owned(),
                2 => "this record and another one have".to_owned(),
                n => format!("this record and {} others have", n - 1),
            };
            let message = format!(
                "{others} none of the fields {fields}; name those that hold text with --fields"
            );
            let end = (first + 1).min(self.source.text.len());
            self.parsed.notes.push((span(*first..end), message));
        }
        self.parsed
    }
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// Where a value stands in the line it was read from.
fn place_in(line: &str, value: &str) -> Range<usize> {
    let start = (value.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    start..start + value.len()
}

/// Finds the strings of wanted fields, in the order of the line; whether any such field is there.
fn collect<'a>(
    fields: &[(String, &'a RawValue)],
    prefix: &str,
    wanted: &[String],
    out: &mut Vec<Text<'a>>,
) -> bool {
    let mut any = false;
    for (key, value) in fields {
        let path = match prefix {
            "" => key.clone(),
            _ => format!("{prefix}.{key}"),
        };
        let leads_on = wanted.iter().any(|it| {
            it.strip_prefix(path.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        });
        let is_text = wanted.contains(&path);
        any |= is_text;
        if !is_text && !leads_on {
            continue;
        }
        let kind = match HEADINGS.contains(&key.as_str()) {
            true => SegmentKind::Heading,
            false => SegmentKind::Paragraph,
        };
        for value in elements(value) {
            if is_text && value.get().starts_with('"') {
                out.push(Text { kind, value });
            } else if leads_on && let Ok(Fields(inside)) = serde_json::from_str(value.get()) {
                any |= collect(&inside, &path, wanted, out);
            }
        }
    }
    any
}

/// The elements of an array, or the one value.
fn elements(value: &RawValue) -> Vec<&RawValue> {
    match value.get().starts_with('[') {
        true => serde_json::from_str(value.get()).unwrap_or_default(),
        false => vec![value],
    }
}

/// Adds the string that is written at `place`, with its quotation marks.
fn add(
    builder: &mut ViewBuilder,
    segments: &mut Vec<Segment>,
    place: Range<usize>,
    kind: SegmentKind,
) {
    let gap = builder.len();
    if gap > 0 {
        builder.insert("\n\n");
    }
    let start = builder.len();
    strings::show(builder, place.start + 1..place.end.saturating_sub(1));
    let text = builder.text().get(start as usize..).unwrap_or("");
    let mut parts = paragraphs(text);
    for part in &mut parts {
        part.kind = kind;
        part.span = Span::new(start + part.span.start, start + part.span.end);
    }
    segments.append(&mut parts);
}

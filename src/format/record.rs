//! One JSON record a line: a text with what is known about it, between fields that nobody here has to understand.
//!
//! Values stay as they are written, so numbers keep every digit and objects their order.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fields::{Fields, date, field, plain, string, tag};
use crate::lang::LanguageTag;

/// A record with a text.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    /// All fields in order, with their values as written.
    pub fields: Vec<(String, &'a RawValue)>,
    pub text: Cow<'a, str>,
    pub language: Option<LanguageTag>,
    pub source_language: Option<LanguageTag>,
    /// ISO date.
    pub date: Option<String>,
}

/// A line that is no such record.
#[derive(Debug)]
pub(crate) struct BadRecord<'a> {
    /// Its `id` as written, when that much can be read.
    pub id: Option<&'a RawValue>,
    /// What is wrong with it.
    pub message: String,
}

impl<'a> Record<'a> {
    /// Reads one line.
    pub(crate) fn parse(line: &'a [u8]) -> Result<Self, BadRecord<'a>> {
        let bad = |message: String| BadRecord { id: None, message };
        let line = std::str::from_utf8(line)
            .map_err(|error| bad(format!("not UTF-8 at byte {}", error.valid_up_to())))?;
        if line.trim().is_empty() {
            return Err(bad("an empty line is no record".to_owned()));
        }
        let Fields(fields) = serde_json::from_str(line)
            .map_err(|error| bad(format!("no JSON object: {}", plain(&error))))?;
        Self::from_fields(fields)
    }

    fn from_fields(fields: Vec<(String, &'a RawValue)>) -> Result<Self, BadRecord<'a>> {
        let id = field(&fields, "id").unwrap_or(None);
        let read = || -> Result<_, String> {
            let text = field(&fields, "text")?.ok_or("there is no `text`")?;
            let text = string(text).ok_or("`text` is not a string")?;
            let languages = (tag(&fields, "lang")?, tag(&fields, "source_lang")?);
            Ok((text, languages, date(&fields)?))
        };
        match read() {
            Ok((text, (language, source_language), date)) => Ok(Self {
                fields,
                text,
                language,
                source_language,
                date,
            }),
            Err(message) => Err(BadRecord { id, message }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: &str) -> (Option<String>, String) {
        let bad = Record::parse(line.as_bytes()).expect_err("it is bad");
        (bad.id.map(|id| id.get().to_owned()), bad.message)
    }

    #[test]
    fn fields_are_read_and_kept() {
        let line = r#"{"n":1.00000000000000000001,"id":"a","text":"x\u0041","lang":"EN-gb","source_lang":null,"date":"2022-03-01T10:00:00Z"}"#;
        let record = Record::parse(line.as_bytes()).expect("a record");
        assert_eq!(record.text, "xA");
        assert_eq!(
            record.language.map(|tag| tag.to_string()).as_deref(),
            Some("en-GB")
        );
        assert_eq!(record.source_language, None);
        assert_eq!(record.date.as_deref(), Some("2022-03-01"));
        let kept: Vec<_> = record
            .fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.get()))
            .collect();
        assert_eq!(kept[0], ("n", "1.00000000000000000001"));
        assert_eq!(kept.len(), 6);
        let open = br#"{"text":"","lang":"und","date":""}"#;
        assert!(Record::parse(open).is_ok_and(|r| r.language.is_none() && r.date.is_none()));
    }

    #[test]
    fn bad_records_say_why_and_keep_their_id() {
        for (line, id, why) in [
            ("nonsense", None, "no JSON object"),
            ("[1]", None, "no JSON object"),
            ("{\"id\":1}", Some("1"), "there is no `text`"),
            ("{\"id\":\"a\",\"text\":5}", Some("\"a\""), "not a string"),
            ("{\"text\":\"\\ud800\"}", None, "not a string"),
            ("{\"text\":\"\",\"text\":\"\"}", None, "twice"),
            ("{\"text\":\"\",\"lang\":\"English\"}", None, "language tag"),
            (
                "{\"text\":\"\",\"date\":\"3 Feb 2019\"}",
                None,
                "a day such as",
            ),
            ("{\"text\":\"\",\"date\":20190203}", None, "a day such as"),
            (
                "{\"text\":\"\",\"date\":\"2019-02-0é\"}",
                None,
                "a day such as",
            ),
            ("", None, "empty"),
        ] {
            let (found, message) = error(line);
            assert_eq!(found.as_deref(), id, "{line}");
            assert!(message.contains(why), "{line}: {message}");
        }
        assert!(Record::parse(b"{\"text\":\"\xff\"}").is_err());
    }
}

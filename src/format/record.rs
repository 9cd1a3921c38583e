//! One JSON record a line: a text with what is known about it, between fields that nobody here has to understand.
//!
//! Values stay as they are written, so numbers keep every digit and objects their order.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

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

/// The one value under `key`.
fn field<'a>(fields: &[(String, &'a RawValue)], key: &str) -> Result<Option<&'a RawValue>, String> {
    let mut found = fields.iter().filter(|(name, _)| name == key);
    let first = found.next().map(|(_, value)| *value);
    match found.next() {
        Some(_) => Err(format!("`{key}` stands there twice")),
        None => Ok(first),
    }
}

/// The string a value is. Half a surrogate pair is no text.
fn string(value: &RawValue) -> Option<Cow<'_, str>> {
    let written = value.get();
    let inner = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))?;
    if inner.contains('\\') {
        serde_json::from_str(written).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// A field that may be left out, null or empty.
fn optional<'a>(
    fields: &[(String, &'a RawValue)],
    key: &str,
    wanted: &str,
) -> Result<Option<Cow<'a, str>>, String> {
    let Some(value) = field(fields, key)?.filter(|value| value.get() != "null") else {
        return Ok(None);
    };
    let text = string(value).ok_or_else(|| format!("`{key}` is not {wanted}"))?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

/// A language that may be left out.
fn tag(fields: &[(String, &RawValue)], key: &str) -> Result<Option<LanguageTag>, String> {
    let wanted = "a language tag such as en or zh-Hant";
    let Some(text) = optional(fields, key, wanted)? else {
        return Ok(None);
    };
    let tag = LanguageTag::parse(text.trim()).ok_or_else(|| format!("`{key}` is not {wanted}"))?;
    // `und` says that nobody knows.
    Ok(Some(tag).filter(|tag| tag.primary() != "und"))
}

/// The day of a date or time in ISO 8601.
fn date(fields: &[(String, &RawValue)]) -> Result<Option<String>, String> {
    let wanted = "a day such as 2019-02-03";
    let Some(text) = optional(fields, "date", wanted)? else {
        return Ok(None);
    };
    let (day, rest) = text
        .trim()
        .split_at_checked(10)
        .ok_or_else(|| format!("`date` is not {wanted}"))?;
    let shape = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let number = |range: std::ops::Range<usize>| {
        day.get(range)
            .and_then(|digits| digits.parse::<u32>().ok())
            .unwrap_or(0)
    };
    let real = (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10));
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    if shape && real && ends {
        Ok(Some(day.to_owned()))
    } else {
        Err(format!("`date` is not {wanted}"))
    }
}

/// A message without the line, which is always the first.
fn plain(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at byte ")
}

/// An object as a list.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
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

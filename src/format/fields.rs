//! The fields of a JSON object as they are written, and what records say about their text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::lang::LanguageTag;

/// The one value under `key`.
pub(super) fn field<'a>(
    fields: &[(String, &'a RawValue)],
    key: &str,
) -> Result<Option<&'a RawValue>, String> {
    let mut found = fields.iter().filter(|(name, _)| name == key);
    let first = found.next().map(|(_, value)| *value);
    match found.next() {
        Some(_) => Err(format!("`{key}` stands there twice")),
        None => Ok(first),
    }
}

/// The string a value is. Half a surrogate pair is no text.
pub(super) fn string(value: &RawValue) -> Option<Cow<'_, str>> {
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
pub(super) fn tag(
    fields: &[(String, &RawValue)],
    key: &str,
) -> Result<Option<LanguageTag>, String> {
    let wanted = "a language tag such as en or zh-Hant";
    let Some(text) = optional(fields, key, wanted)? else {
        return Ok(None);
    };
    let tag = LanguageTag::parse(text.trim()).ok_or_else(|| format!("`{key}` is not {wanted}"))?;
    // `und` says that nobody knows.
    Ok(Some(tag).filter(|tag| tag.primary() != "und"))
}

/// The day of a date or time in ISO 8601.
pub(super) fn date(fields: &[(String, &RawValue)]) -> Result<Option<String>, String> {
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
pub(super) fn plain(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at byte ")
}

/// An object as a list.
pub(super) struct Fields<'a>(pub Vec<(String, &'a RawValue)>);

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

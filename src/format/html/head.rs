//! What a page declares about itself: language, date, encoding.

use encoding_rs::Encoding;
use memchr::memmem;

use super::tokens::{Tag, Token, tokens};
use crate::lang::LanguageTag;

/// Browsers look for the encoding in so many bytes.
const SNIFFED: usize = 1024;

/// What is declared.
#[derive(Debug, Default)]
pub(super) struct Head {
    language: Option<LanguageTag>,
    /// The one of `Content-Language`, which says less.
    weak_language: Option<LanguageTag>,
    pub date: Option<String>,
}

impl Head {
    pub(super) fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref().or(self.weak_language.as_ref())
    }

    pub(super) fn declare_language(&mut self, tag: &Tag) {
        let declared = tag.get("lang").or_else(|| tag.get("xml:lang"));
        if let Some(language) = declared.and_then(LanguageTag::parse)
            && (self.language.is_none() || tag.name == "body")
        {
            self.language = Some(language);
        }
    }

    pub(super) fn meta(&mut self, tag: &Tag) {
        let content = tag.get("content").unwrap_or("").trim();
        let is = |key: &str, names: &[&str]| {
            let value = tag.get(key).unwrap_or("");
            names.iter().any(|name| value.eq_ignore_ascii_case(name))
        };
        if is("http-equiv", &["content-language"]) && self.weak_language.is_none() {
            self.weak_language = LanguageTag::parse(content);
        }
        const DATES: &[&str] = &[
            "article:published_time",
            "date",
            "datePublished",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "pubdate",
        ];
        let dated = ["property", "name", "itemprop"]
            .iter()
            .any(|key| is(key, DATES));
        if dated && self.date.is_none() {
            self.date = day(content);
        }
    }
}

/// The day of a date or time in ISO 8601.
fn day(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked(10)?;
    let digits = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let number = |range: std::ops::Range<usize>| day.get(range)?.parse::<u32>().ok();
    let real = number(5..7).is_some_and(|m| (1..=12).contains(&m))
        && number(8..10).is_some_and(|d| (1..=31).contains(&d));
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    (digits && real && ends).then(|| day.to_owned())
}

/// The encoding that a page declares, by `<meta charset>` or an XML declaration.
pub(super) fn encoding(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..SNIFFED).unwrap_or(bytes);
    // Markup is ASCII in every encoding a page can declare.
    let text: String = start
        .iter()
        .map(|b| if b.is_ascii() { char::from(*b) } else { 'x' })
        .collect();
    let label = declared_in_xml(&text).or_else(|| declared_in_meta(&text))?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    // A page in UTF-16 could not have been read this far.
    let plausible = encoding != encoding_rs::UTF_16LE && encoding != encoding_rs::UTF_16BE;
    plausible.then(|| encoding.name())
}

fn declared_in_xml(text: &str) -> Option<String> {
    let declaration = text
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value.split(quote).nth(1)?.to_owned())
}

fn declared_in_meta(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    memmem::find(lower.as_bytes(), b"charset")?;
    tokens(&lower, 0..lower.len())
        .into_iter()
        .find_map(|token| match token {
            Token::Start(tag) if tag.name == "meta" => {
                let content = || {
                    tag.get("content")?
                        .split_once("charset")?
                        .1
                        .trim_start()
                        .strip_prefix('=')
                };
                let label = tag.get("charset").or_else(content)?;
                Some(label.trim_matches(['"', '\'', ' ', ';']).to_owned())
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_declared() {
        for (page, name) in [
            ("<meta charset=windows-1251>", Some("windows-1251")),
            (
                "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>",
                Some("KOI8-R"),
            ),
            (
                "<?xml version='1.0' encoding='ISO-8859-2'?>",
                Some("ISO-8859-2"),
            ),
            (
                "<!-- <meta charset=koi8-r> --><meta charset=\"cp1251\">",
                Some("windows-1251"),
            ),
            ("<meta charset=utf-16>", None),
            ("<meta charset=nonsense>", None),
            ("<p>charset</p>", None),
        ] {
            assert_eq!(encoding(page.as_bytes()), name, "{page}");
        }
    }

    #[test]
    fn days_are_read() {
        assert_eq!(
            day("2019-02-03T10:00:00+03:00").as_deref(),
            Some("2019-02-03")
        );
        assert_eq!(day("2019-13-03"), None);
        assert_eq!(day("3 February 2019"), None);
    }
}

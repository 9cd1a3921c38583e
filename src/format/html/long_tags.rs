//! Tags with very many attributes, written so that the tokenizer reads them without going deeper into its stack at each.

use std::borrow::Cow;

/// The tokenizer goes one level deeper at each value in double quotation marks, and comes back at one in single ones.
const DEEPEST: usize = 32;

/// The same text, at the same places; in tags with very many attributes some stand in the other quotation marks.
pub(super) fn ease(text: &str) -> Cow<'_, str> {
    let values = values_to_turn(text.as_bytes());
    if values.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for (open, close) in values {
        let Some(value) = bytes.get_mut(open..=close) else {
            continue;
        };
        for byte in value.iter_mut() {
            match *byte {
                b'"' => *byte = b'\'',
                b'\'' => *byte = b' ',
                _ => {}
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The quotation marks around every so manieth value of a tag.
fn values_to_turn(text: &[u8]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = find(text, at, |rest| memchr::memchr(b'<', rest)) {
        at = start + 1;
        if !text.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut values = 0;
        while let Some(sign) = find(text, at, |rest| memchr::memchr3(b'"', b'\'', b'>', rest)) {
            at = sign + 1;
            let byte = text.get(sign).copied().unwrap_or(b'>');
            if byte == b'>' {
                break;
            }
            if !follows_equals(text, sign) {
                continue;
            }
            let Some(close) = find(text, at, |rest| memchr::memchr(byte, rest)) else {
                return out;
            };
            at = close + 1;
            values += usize::from(byte == b'"');
            if byte == b'"' && values % DEEPEST == 0 {
                out.push((sign, close));
            }
        }
    }
    out
}

fn find(text: &[u8], from: usize, search: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    search(text.get(from..)?).map(|at| from + at)
}

fn follows_equals(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.trim_ascii_end().ends_with(b"=")
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, tokens};
    use super::*;

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = r#"<p a="1" b='2' c=3>it's "x"</p><a href="x">"#.repeat(100);
        assert!(matches!(ease(&page), Cow::Borrowed(_)));
        assert!(matches!(ease("<p a=\"1"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_tag_with_very_many_attributes_is_read() {
        let values: String = (0..50_000).map(|n| format!(" a{n}=\"it's\"")).collect();
        let html = format!("<p{values} title=\"Ryabkov\">text</p>");
        let all = tokens(&html, 0..html.len());
        let Some(Token::Start(tag)) = all.first() else {
            panic!("{:?}", all.first());
        };
        assert_eq!(tag.attributes.len(), 50_001);
        assert_eq!(tag.get("title"), Some("Ryabkov"));
        let place = tag.attributes.get(31).map(|it| it.place.clone());
        assert_eq!(place.map(|at| &html[at]), Some("it's"));
    }
}

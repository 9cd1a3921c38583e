//! Character references: `&amp;`, `&#8217;`, `&copy` without its semicolon.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The longest name is `CounterClockwiseContourIntegral;`; numbers may have any number of leading zeros.
const LONGEST: usize = 40;

/// The character reference that begins at `at`, where a `&` stands: its length and what it stands for. In the value of
/// an attribute, `&copy=` is part of an address.
pub(crate) fn entity(
    text: &str,
    at: usize,
    in_attribute: bool,
) -> Option<(usize, Cow<'static, str>)> {
    let rest = text.as_bytes().get(at..)?;
    let name = rest.get(1..)?.iter().take(LONGEST);
    let len = 1 + name
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'#')
        .count();
    if len < 3 {
        return None;
    }
    let closed = rest.get(len) == Some(&b';');
    let written = text.get(at..at + len + usize::from(closed))?;
    let (len, shown) = match written {
        "&amp;" => (5, Cow::Borrowed("&")),
        "&lt;" => (4, Cow::Borrowed("<")),
        "&gt;" => (4, Cow::Borrowed(">")),
        "&quot;" => (6, Cow::Borrowed("\"")),
        "&nbsp;" => (6, Cow::Borrowed("\u{a0}")),
        _ => rare(written)?,
    };
    let next = rest.get(len);
    let open = rest.get(len - 1) != Some(&b';');
    let is_address = open && next.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'=');
    (!(in_attribute && is_address)).then_some((len, shown))
}

/// What a browser makes of it. Only references without a semicolon leave something of the text behind them, and
/// none of those stands for a letter or digit that could be taken for it.
fn rare(written: &str) -> Option<(usize, Cow<'static, str>)> {
    let shown = decoded(written);
    let left = std::iter::zip(written.bytes().rev(), shown.bytes().rev())
        .take_while(|(a, b)| a == b && a.is_ascii())
        .count();
    let len = written.len() - left;
    let text = shown.get(..shown.len() - left)?;
    (len > 0).then(|| (len, Cow::Owned(text.to_owned())))
}

fn decoded(written: &str) -> String {
    let mut out = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        if let CallbackEvent::String { value } = event {
            out.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(written, emitter).finish();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_do() {
        for (text, len, shown) in [
            ("&amp;", 5, "&"),
            ("&rsquo;s", 7, "’"),
            ("&#8217;", 7, "’"),
            ("&#x2019;", 8, "’"),
            ("&#0000000000000000000008217;", 28, "’"),
            ("&#150;", 6, "–"),
            ("&notit;", 4, "¬"),
            ("&copy 2020", 5, "©"),
            ("&ampamp;", 4, "&"),
            ("&#1056;&#1103;", 7, "Р"),
            ("&fjlig;", 7, "fj"),
            ("&CounterClockwiseContourIntegral;", 33, "∳"),
            ("&#65bc", 4, "A"),
            ("&#x41g", 5, "A"),
        ] {
            let found = entity(text, 0, false);
            assert_eq!(found, Some((len, Cow::Borrowed(shown))), "{text}");
        }
        for text in ["& ", "&", "&;", "&xothing;", "&#;", "&#x;", "AT&T"] {
            let at = text.find('&').unwrap_or(0);
            assert_eq!(entity(text, at, false), None, "{text}");
        }
    }

    #[test]
    fn parameters_of_addresses_are_none() {
        assert_eq!(entity("&copy=1", 0, true), None);
        assert_eq!(entity("&copy1", 0, true), None);
        assert!(entity("&copy;=1", 0, true).is_some());
        assert!(entity("&copy 1", 0, true).is_some());
    }
}

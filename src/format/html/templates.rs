//! Stretches that a program fills in later, such as `{{ name }}`, `{% if x %}` and `<?php … ?>`, hidden from the tokenizer.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hole {
    pub place: Range<usize>,
    /// Whether text will stand in its place.
    pub shown: bool,
}

/// Opening, closing, whether text will stand there, whether a file may end inside.
const KINDS: &[(&str, &str, bool, bool)] = &[
    ("<?=", "?>", true, true),
    ("<?php", "?>", false, true),
    ("<?", "?>", false, false),
    ("<%=", "%>", true, false),
    ("<%", "%>", false, false),
    ("{{", "}}", true, false),
    ("{%", "%}", false, false),
    ("{#", "#}", false, false),
];

/// Longer ones are taken for text, except programs.
const LONGEST: usize = 4096;

/// The text with spaces for everything that is no HTML, byte for byte at the same places, and what was hidden.
pub(super) fn hide(text: &str) -> (Cow<'_, str>, Vec<Hole>) {
    let holes = find(text);
    let elements = match is_xml(text) {
        true => empty_elements(text),
        false => Vec::new(),
    };
    if holes.is_empty() && elements.is_empty() && memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return (Cow::Borrowed(text), holes);
    }
    // A line end of two characters is one to the tokenizer; both are spaces.
    let mut masked: Vec<u8> = text
        .bytes()
        .map(|b| if b == b'\r' { b' ' } else { b })
        .collect();
    for place in holes.iter().map(|hole| &hole.place).chain(&elements) {
        if let Some(bytes) = masked.get_mut(place.clone()) {
            bytes.fill(b' ');
        }
    }
    match String::from_utf8(masked) {
        Ok(masked) => (Cow::Owned(masked), holes),
        Err(_) => (Cow::Borrowed(text), Vec::new()),
    }
}

fn find(text: &str) -> Vec<Hole> {
    let mut holes = Vec::new();
    let mut done = 0;
    // Where each kind closes next, found once.
    let mut closings = [0; KINDS.len()];
    for at in memchr::memchr2_iter(b'<', b'{', text.as_bytes()) {
        let Some(rest) = text.get(at..).filter(|_| at >= done) else {
            continue;
        };
        let kind = KINDS.iter().zip(&mut closings);
        let Some((kind, closing)) = kind.into_iter().find(|(it, _)| rest.starts_with(it.0)) else {
            continue;
        };
        let &(open, close, shown, program) = kind;
        if *closing < at + open.len() {
            let after = rest.get(open.len()..).unwrap_or("");
            let len = memmem::find(after.as_bytes(), close.as_bytes());
            *closing = len.map_or(usize::MAX, |len| at + open.len() + len);
        }
        done = match *closing {
            usize::MAX if program => text.len(),
            usize::MAX => continue,
            end if end - at > LONGEST && !open.starts_with("<?") => continue,
            end => end + close.len(),
        };
        holes.push(Hole {
            place: at..done,
            shown,
        });
    }
    holes
}

/// Whether tags are those of XML, where `<script src="a"/>` is complete.
fn is_xml(text: &str) -> bool {
    text.trim_start().starts_with("<?xml")
}

/// Elements whose content HTML reads to their end tag, written without content.
fn empty_elements(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for start in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = text.get(start + 1..).unwrap_or("");
        let named = ["script", "style", "title", "textarea", "iframe", "noscript"]
            .iter()
            .find_map(|name| rest.strip_prefix(name));
        let Some(rest) =
            named.filter(|it| it.starts_with(|c: char| c == '/' || c.is_ascii_whitespace()))
        else {
            continue;
        };
        let at = text.len() - rest.len();
        if let Some(len) = memchr::memchr2(b'>', b'<', rest.as_bytes())
            && rest.get(..=len).is_some_and(|tag| tag.ends_with("/>"))
        {
            out.push(start..at + len + 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> Vec<&str> {
        let (masked, holes) = hide(text);
        assert_eq!(masked.len(), text.len());
        holes.iter().map(|hole| &text[hole.place.clone()]).collect()
    }

    #[test]
    fn templates_are_hidden() {
        assert_eq!(
            hidden("a {{ x }} b {% if a > b %} <?php if ($a > 0): ?> <%= y %> { c }"),
            [
                "{{ x }}",
                "{% if a > b %}",
                "<?php if ($a > 0): ?>",
                "<%= y %>"
            ]
        );
        assert_eq!(hidden("<?php echo '<p>';"), ["<?php echo '<p>';"]);
        assert!(hidden("{{ open, <? open, <% open").is_empty());
        assert!(hidden(&"{{ ".repeat(10_000)).is_empty());
    }

    #[test]
    fn empty_elements_of_xml_are_complete() {
        let text = "<?xml version=\"1.0\"?><head><title/><script src=\"a\"/></head>Рябков";
        let (masked, _) = hide(text);
        assert_eq!(
            masked.trim(),
            "<head>                         </head>Рябков"
        );
        assert_eq!(hide("<title/>a").0, "<title/>a");
    }
}

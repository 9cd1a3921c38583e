//! Tags of HTML and XML, and codes of forums in square brackets: `<b>`, `</p>`, `< / b >`, `[/caption]`, `[url=…]`, `[[link|text]]`.

use super::{Leftover, after, ahead, before, one_space};
use crate::finding::Applicability;
use crate::lang::residue::Residue;

/// A tag with its attributes is not longer.
const LONGEST: usize = 600;
const LONGEST_NAME: usize = 20;

const WHAT: &str = "a tag of a web page";
const CODE: &str = "a code of a web page";

pub(super) fn at(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    match after(text, at)? {
        '<' => comment(text, at).or_else(|| tag(text, at, residue)),
        _ if ahead(text, at, 2) == "[[" => link(text, at),
        _ => code(text, at, residue),
    }
}

fn comment(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at, 8 * LONGEST);
    let close = if rest.starts_with("<!--") {
        "-->"
    } else if rest.starts_with("<?")
        || rest.starts_with("<!DOCTYPE")
        || rest.starts_with("<!doctype")
        || rest.starts_with("<![CDATA[")
    {
        ">"
    } else {
        return None;
    };
    let end = rest.find(close)?;
    Some(Leftover::new(
        at,
        at + end + close.len(),
        "a comment of a web page",
    ))
}

/// The letters and figures of a name.
fn name(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != ':')
        .unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn tag(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let rest = ahead(text, at + 1, LONGEST);
    let space = one_space(rest);
    let closing = rest.get(space..)?.starts_with('/');
    let mut from = space + usize::from(closing);
    let inner = if closing {
        one_space(rest.get(from..)?)
    } else {
        0
    };
    from += inner;
    let name = name(rest.get(from..)?);
    let tail = rest.get(from + name.len()..)?;
    let close = tail.find('>')?;
    let attributes = tail.get(..close)?;
    if name.is_empty()
        || name.len() > LONGEST_NAME
        || attributes.contains(['<', '\n']) && !attributes.contains('=')
    {
        return None;
    }
    let known = residue.is_element(name);
    let bare = attributes.trim().is_empty() || attributes.trim() == "/";
    let closed = closing || attributes.trim_end().ends_with('/');
    let sound = if closing {
        bare && (known || name.chars().all(char::is_alphabetic))
    } else if !known {
        // `<strong>` that was translated has a closing tag of the same name.
        bare && name.chars().all(char::is_alphabetic) && has_close(text, at, name)
    } else {
        bare || (attributes.starts_with(char::is_whitespace) && attributes.contains('='))
    };
    // `a < b > c` is a comparison.
    let spaced = space > 0 || (!attributes.is_empty() && attributes.trim().is_empty());
    let lone = spaced && !closed && name.chars().count() < 3 && !has_close(text, at, name);
    if !sound || lone {
        return None;
    }
    let end = at + 1 + from + name.len() + close + 1;
    let found = Leftover::new(at, end, WHAT);
    Some(if residue.is_plain(name) || !known {
        found.repaired("", Applicability::Unsafe)
    } else if name.eq_ignore_ascii_case("br") {
        found.repaired("\n", Applicability::Unsafe)
    } else {
        found
    })
}

/// Whether the element is closed further on, in whatever spacing.
fn has_close(text: &str, at: usize, name: &str) -> bool {
    let rest = ahead(text, at, 4 * LONGEST);
    rest.match_indices('/').any(|(slash, _)| {
        let opens = rest
            .get(..slash)
            .is_some_and(|t| t.trim_end_matches([' ', '\u{A0}']).ends_with(['<', '[']));
        let tail = rest
            .get(slash + 1..)
            .unwrap_or("")
            .trim_start_matches([' ', '\u{A0}']);
        opens
            && tail
                .get(..name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name))
            && tail.get(name.len()..).is_some_and(|t| {
                t.trim_start_matches([' ', '\u{A0}'])
                    .starts_with(['>', ']'])
            })
    })
}

/// `[b]`, `[/b]`, `[url=…]`, `[caption id="…"]`; never `[b]ecause` or `[video]`.
fn code(text: &str, at: usize, residue: &Residue) -> Option<Leftover> {
    let rest = ahead(text, at + 1, LONGEST);
    let closing = rest.starts_with('/');
    let from = usize::from(closing);
    let name = name(rest.get(from..)?);
    let tail = rest.get(from + name.len()..)?;
    let close = tail.find(']')?;
    let attributes = tail.get(..close)?;
    let known = residue.is_code(name);
    let short = name.len() <= LONGEST_NAME && !name.is_empty() && !attributes.contains('\n');
    let sound = if closing {
        attributes.is_empty() && (known || name.chars().all(|c| c.is_ascii_lowercase()))
    } else if attributes.is_empty() {
        known && has_close(text, at, name)
    } else {
        let quoted = attributes.starts_with(' ')
            && attributes.contains('=')
            && attributes.contains(['"', '\'', '”', '″']);
        (known && attributes.starts_with('=')) || quoted
    };
    if !short || !sound {
        return None;
    }
    let end = at + 1 + from + name.len() + close + 1;
    let found = Leftover::new(at, end, CODE);
    let plain = matches!(
        name,
        "b" | "i" | "u" | "s" | "color" | "size" | "font" | "center"
    );
    Some(if plain {
        found.repaired("", Applicability::Unsafe)
    } else {
        found
    })
}

/// `[[link|text]]` of a wiki.
fn link(text: &str, at: usize) -> Option<Leftover> {
    let rest = ahead(text, at + 2, LONGEST);
    let inside = rest.get(..rest.find("]]")?)?;
    if inside.is_empty() || inside.contains(['\n', '[']) || before(text, at) == Some('[') {
        return None;
    }
    let end = at + 2 + inside.len() + 2;
    let found = Leftover::new(at, end, "a link of a wiki");
    let shown = inside.rsplit('|').next().unwrap_or(inside);
    let number = shown.chars().all(|c| c.is_ascii_digit());
    Some(if number || inside.contains(':') {
        found
    } else {
        found.repaired(shown, Applicability::Unsafe)
    })
}

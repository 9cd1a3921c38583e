//! What the front matter of a file says is to be left alone: `exonym: {ignore: [rule]}`, in YAML or TOML, on one line or several.

use crate::finding::IgnoreList;
use crate::text::span::Span;

/// The list, for the whole file; `end` is where the front matter ends.
pub(super) fn read(source: &str, end: usize) -> Option<IgnoreList> {
    let mut at = 0;
    let mut place: Option<(usize, usize)> = None;
    let mut names = Vec::new();
    let mut listing = false;
    for line in source.get(..end)?.split_inclusive('\n') {
        let (start, text) = (at, line.trim_end());
        at += line.len();
        let inside = text.starts_with([' ', '\t', '-']) && text != "---";
        let Some((from, _)) = place else {
            let own = text
                .strip_prefix("exonym")
                .or_else(|| text.strip_prefix("[exonym]"));
            let rest = own.map(|rest| rest.trim_start_matches([':', '=', ' ']));
            if let Some(rest) = rest.filter(|it| it.is_empty() || it.starts_with('{')) {
                place = Some((start, start + text.len()));
                listing = take(rest.trim_start_matches('{'), &mut names);
            }
            continue;
        };
        let item = text.trim_start();
        let is_key = item.starts_with("ignore");
        if !inside && !is_key {
            break;
        }
        place = Some((from, start + text.len()));
        if let Some(name) = item.strip_prefix("- ").filter(|_| listing) {
            add(name, &mut names);
        } else {
            listing = take(item, &mut names);
        }
    }
    let (from, to) = place.filter(|_| !names.is_empty())?;
    Some(IgnoreList {
        scope: Span::new(0, u32::try_from(source.len()).ok()?),
        place: Span::new(from as u32, to as u32),
        names,
    })
}

/// Takes the names after `ignore:`; whether they follow on lines of their own.
fn take(text: &str, names: &mut Vec<String>) -> bool {
    let Some(rest) = text.trim_start().strip_prefix("ignore") else {
        return false;
    };
    let Some(value) = rest.trim_start().strip_prefix([':', '=']) else {
        return false;
    };
    let value = value.split(" #").next().unwrap_or("").trim();
    for name in value.split(['[', ']', ',', '}']) {
        add(name, names);
    }
    value.is_empty()
}

fn add(name: &str, names: &mut Vec<String>) {
    let name = name.trim().trim_matches(['"', '\'']);
    if !name.is_empty() {
        names.push(name.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str) -> String {
        let list = read(source, source.len());
        list.map_or_else(String::new, |it| {
            format!("{} @ {}", it.names.join(","), it.place.slice(source))
        })
    }

    #[test]
    fn every_form_is_read() {
        for (text, names_found) in [
            (
                "exonym: {ignore: [calque, \"wrong-case\"]}",
                "calque,wrong-case",
            ),
            ("exonym:\n  ignore: [calque] # why", "calque"),
            ("exonym:\n  ignore: calque", "calque"),
            (
                "exonym:\n  ignore:\n    - calque\n    - '@donald-trump'",
                "calque,@donald-trump",
            ),
            ("exonym:\n  ignore:\n  - calque", "calque"),
            ("exonym = {ignore = ['calque']}", "calque"),
            ("[exonym]\nignore = [\"calque\"]", "calque"),
        ] {
            let source = format!("---\ntitle: a\n{text}\ntags: [b]\n---\n");
            assert_eq!(names(&source), format!("{names_found} @ {text}"));
        }
        for text in [
            "exonyms: {ignore: [a]}",
            "exonym:\n  other: [a]",
            "exonym: b",
            "x:\n  ignore: [a]",
            "exonym:\nignore_x: [a]",
        ] {
            assert_eq!(names(&format!("---\n{text}\n---\n")), "", "{text}");
        }
    }
}

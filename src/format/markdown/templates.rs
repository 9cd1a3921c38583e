//! What site generators read inside Markdown and readers never see as prose: placeholders, shortcodes, formulas, links of wikis.

use crate::document::Segment;
use crate::text::span::Span;

/// Longer stretches between two signs are text with stray signs.
const LONGEST: usize = 2000;

/// Signs that open and close what is no prose.
const PAIRS: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("{%", "%}"),
    ("{:", "}"),
    ("{#", "}"),
    ("{.", "}"),
    ("${", "}"),
    ("<%", "%>"),
    ("$$", "$$"),
    ("`", "`"),
];

/// Tags of site generators around programs and notes, which may hold blank lines.
const BLOCKS: &[(&str, &str)] = &[
    ("{% highlight", "{% endhighlight"),
    ("{% comment", "{% endcomment"),
    ("{{< highlight", "{{< /highlight"),
    ("{{< mermaid", "{{< /mermaid"),
];

/// Adds the stretches of the segments that are no prose.
pub(super) fn find(text: &str, segments: &[Segment], opaque: &mut Vec<Span>) {
    let any = memchr::memchr3(b'{', b'$', b'`', text.as_bytes()).is_some()
        || memchr::memchr3(b'[', b':', b'!', text.as_bytes()).is_some()
        || memchr::memchr(b'<', text.as_bytes()).is_some()
        || ["import ", "export "].iter().any(|it| text.contains(it));
    if !any {
        return;
    }
    blocks(text, opaque);
    for segment in segments {
        let part = segment.span.slice(text);
        let mut add = |start: usize, end: usize| {
            let at = segment.span.start;
            opaque.push(Span::new(at + start as u32, at + end as u32));
        };
        directives(part, &mut add);
        let mut at = 0;
        while let Some(next) = next_sign(part, at) {
            at = match stretch(part, next) {
                Some(len) => {
                    add(next, next + len);
                    next + len
                }
                None => next + 1,
            };
        }
    }
}

fn blocks(text: &str, opaque: &mut Vec<Span>) {
    for (open, close) in BLOCKS {
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.find(open)) {
            let start = at + start;
            let Some(len) = text.get(start..).and_then(|rest| rest.find(close)) else {
                break;
            };
            at = start + len + close.len();
            opaque.push(Span::new(start as u32, at as u32));
        }
    }
}

fn next_sign(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?.as_bytes();
    let one = memchr::memchr3(b'{', b'$', b'`', rest);
    let two = memchr::memchr2(b'[', b'<', rest);
    let first = one.into_iter().chain(two).min()?;
    Some(from + first)
}

/// Length of what begins at a sign and is no prose.
fn stretch(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let window = rest.get(..rest.floor_char_boundary(LONGEST))?;
    if let Some(inside) = window.strip_prefix("[[") {
        let line = inside.split('\n').next()?;
        let target = line.get(..line.find("]]")?)?;
        return Some(2 + target.find('|').map_or(target.len() + 2, |bar| bar + 1));
    }
    if let Some(tag) = window
        .strip_prefix('<')
        .filter(|t| t.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
    {
        return broken_tag(tag).map(|len| len + 1);
    }
    if let Some(link) = window.strip_prefix('[') {
        return unread_link(link).map(|len| len + 1);
    }
    for (open, close) in PAIRS {
        if let Some(inside) = window.strip_prefix(open) {
            return inside.find(close).map(|len| open.len() + len + close.len());
        }
    }
    let inside = window.strip_prefix('$')?;
    let line = inside.split('\n').next()?;
    let formula = line.get(..line.find('$')?)?;
    let signs = formula.contains(['\\', '^', '_', '{', '=']);
    (signs && !formula.starts_with(' ')).then_some(formula.len() + 2)
}

/// A tag that holds a placeholder, whose quotation marks keep it from being one.
fn broken_tag(text: &str) -> Option<usize> {
    let (open, close) = (text.find("{{")?, text.find("}}")?);
    let end = close + 2 + text.get(close + 2..)?.find('>')?;
    let inside = text.get(..open)?;
    (!inside.contains(['<', '>']) && open < close).then_some(end + 1)
}

/// A link that stands inside HTML, where Markdown is not read everywhere.
fn unread_link(text: &str) -> Option<usize> {
    let middle = text.find("](")?;
    let end = middle + text.get(middle..)?.find(')')?;
    let label = text.get(..middle)?;
    let address = text.get(middle + 2..end)?;
    let whole = !label.contains(['\n', '[']) && !address.contains(char::is_whitespace);
    whole.then_some(end + 1)
}

/// Lines that open or close a box: `:::note`, `!!! warning`, `=== "Linux"`.
fn directives(text: &str, add: &mut dyn FnMut(usize, usize)) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_program(line) {
            add(at, at + line.trim_end().len());
            at += line.len();
            continue;
        }
        let start = ["!!!", "???", ":::", "==="]
            .iter()
            .find(|mark| line.starts_with(**mark));
        if let Some(mark) = start {
            let rest = line.get(mark.len()..).unwrap_or("");
            let name = rest.trim_start_matches([':', '+', ' ']);
            let word = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let end = line.len() - name.len() + word.unwrap_or(name.trim_end().len());
            add(at, at + end);
        }
        at += line.len();
    }
}

/// Lines that name files and programs: imports of MDX, files taken in by MkDocs and MyST.
fn is_program(line: &str) -> bool {
    let quoted = |rest: &str| rest.contains(['"', '\'']);
    let begins = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    let import = line.strip_prefix("import ");
    let is_import = import.is_some_and(|rest| {
        quoted(rest) && (rest.contains(" from ") || rest.starts_with(['"', '\'']))
    });
    let is_export = begins(&["export const ", "export default ", "export function "]);
    let is_include = line.starts_with("--8<--") && quoted(line);
    let is_figure = begins(&[":::{figure}", ":::{image}", ":::{include}"]);
    is_import || is_export || is_include || is_figure
}

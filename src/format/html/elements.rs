//! What the elements of HTML are to a reader: blocks of text, parts of a sentence, code, or nothing that is read.

use crate::document::SegmentKind;

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Text of its own; `None`: of the kind that stands around it.
    Block(Option<SegmentKind>),
    /// Part of the sentence around it.
    Inline,
    /// Part of the sentence around it that is no prose: code, keys, formulas.
    Code,
    /// Nobody reads it as text, and the sentence goes on behind it.
    Skipped,
    /// Nobody reads it as text, and no sentence goes across it.
    SkippedBlock,
    /// A line break.
    Break,
}

/// The role of an element; its name in lower case.
pub(crate) fn role(name: &str) -> Role {
    use SegmentKind::{Cell, Heading, Item, Label, Paragraph};
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" => Role::Block(Some(Heading)),
        "p" | "blockquote" | "pre" | "address" | "textarea" | "xmp" | "listing" | "plaintext" => {
            Role::Block(Some(Paragraph))
        }
        "li" | "dt" | "dd" => Role::Block(Some(Item)),
        "td" | "th" => Role::Block(Some(Cell)),
        "caption" | "figcaption" | "label" | "legend" | "button" | "summary" => {
            Role::Block(Some(Label))
        }
        "article" | "aside" | "body" | "center" | "details" | "dialog" | "dir" | "div" | "dl"
        | "fieldset" | "figure" | "footer" | "form" | "frameset" | "header" | "hgroup" | "hr"
        | "html" | "main" | "menu" | "ol" | "optgroup" | "option" | "search" | "section"
        | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Role::Block(None),
        "code" | "kbd" | "samp" | "var" | "tt" | "math" => Role::Code,
        "audio" | "canvas" | "del" | "noembed" | "noscript" | "object" | "rp" | "rt" | "script"
        | "style" | "svg" | "template" | "video" => Role::Skipped,
        "applet" | "datalist" | "iframe" | "map" | "nav" | "noframes" | "select" => {
            Role::SkippedBlock
        }
        "br" => Role::Break,
        _ => Role::Inline,
    }
}

/// Whether an element has no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether spaces and line ends of an element are shown as they are written.
pub(crate) fn is_preformatted(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "xmp" | "listing" | "plaintext")
}

/// Open elements that end where this one begins, and those behind which they are not looked for.
pub(super) fn ends_before(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["table", "tr"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select", "datalist"]),
        _ => (&[], &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_apart() {
        assert_eq!(role("h2"), Role::Block(Some(SegmentKind::Heading)));
        assert_eq!(role("div"), Role::Block(None));
        assert_eq!(role("b"), Role::Inline);
        assert_eq!(role("my-element"), Role::Inline);
        assert_eq!(role("kbd"), Role::Code);
        assert_eq!(role("script"), Role::Skipped);
        assert!(is_void("img") && !is_void("p"));
    }
}

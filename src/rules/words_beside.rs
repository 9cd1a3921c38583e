//! Single words beside a place in a text, for rules about punctuation.

/// The letters at the start of `text`.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The letters at the end of `text`.
pub(super) fn last_word(text: &str) -> &str {
    let end = text.char_indices().rev().find(|(_, c)| !c.is_alphabetic());
    let start = end.map_or(0, |(at, c)| at + c.len_utf8());
    text.get(start..).unwrap_or_default()
}

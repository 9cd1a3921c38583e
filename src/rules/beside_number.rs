//! What stands beside a number: signs, words and what they mean in a language.

use super::context::RuleContext;
use crate::lang::locale::{Locale, Numbers};
use crate::scan::embedded;
use crate::text::span::Span;

/// Words are read no farther than this.
const LONGEST: usize = 48;

/// Letters from which a listed word stands for its endings too.
const STEM: usize = 4;

/// A word or sign beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beside<'a> {
    /// What parts it from the number.
    pub gap: &'a str,
    pub word: &'a str,
    /// First byte of the word.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Whether a character is a sign of money.
pub(super) fn is_money(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₴' | '₺')
}

fn is_sign(c: char) -> bool {
    is_money(c) || matches!(c, '%' | '‰' | '％' | '٪' | '°')
}

/// The word or sign after `at`, close to it or behind one space or hyphen.
pub(super) fn after(text: &str, at: usize) -> Beside<'_> {
    let rest = text.get(at..).unwrap_or("");
    let rest = rest
        .get(..rest.floor_char_boundary(LONGEST))
        .unwrap_or(rest);
    let gap = rest
        .chars()
        .next()
        .filter(|c| is_space(*c) || *c == '-')
        .map_or(0, char::len_utf8);
    let tail = rest.get(gap..).unwrap_or("");
    let len = match tail.chars().next() {
        Some(c) if is_sign(c) => c.len_utf8(),
        _ => tail
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(tail.len()),
    };
    Beside {
        gap: rest.get(..gap).unwrap_or(""),
        word: tail.get(..len).unwrap_or(""),
        start: at + gap,
        end: at + gap + len,
    }
}

/// The word or sign before `at`, close to it or before one space.
pub(super) fn before(text: &str, at: usize) -> Beside<'_> {
    let head = text.get(..at).unwrap_or("");
    let head = head
        .get(head.ceil_char_boundary(at.saturating_sub(LONGEST))..)
        .unwrap_or("");
    let trimmed = head.strip_suffix(is_space).unwrap_or(head);
    let from = match trimmed.chars().next_back() {
        Some(c) if is_sign(c) => trimmed.len() - c.len_utf8(),
        _ => trimmed
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or(trimmed.len(), |(i, _)| i),
    };
    let word = trimmed.get(from..).unwrap_or("");
    let end = at - (head.len() - trimmed.len());
    Beside {
        gap: head.get(trimmed.len()..).unwrap_or(""),
        word,
        start: end - word.len(),
        end,
    }
}

/// What a word beside a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// A magnitude or unit: `thousand`, `percent`, `kilometre`.
    Measure(&'a str),
    Currency(&'a str),
}

/// Whether `word` is a listed form; of longer forms the beginning is enough.
fn is_form(form: &str, word: &str) -> bool {
    // Nearly every word ends here.
    let (Some(a), Some(b)) = (form.chars().next(), word.chars().next()) else {
        return false;
    };
    let alike = if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(&b)
    } else {
        a == b || a.to_lowercase().eq(b.to_lowercase())
    };
    if !alike {
        return false;
    }
    let wide = form.chars().next().is_some_and(|c| c >= '\u{2e80}');
    if wide || form.chars().count() >= STEM {
        word.to_lowercase().starts_with(&form.to_lowercase())
    } else {
        word == form || word.to_lowercase() == form.to_lowercase()
    }
}

/// What `word` means in the language of `numbers`.
pub(super) fn meaning<'a>(numbers: &'a Numbers, word: &str) -> Option<Meaning<'a>> {
    if word.is_empty() {
        return None;
    }
    let named = |list: &'a [(String, Vec<String>)]| {
        list.iter()
            .find(|(_, forms)| forms.iter().any(|form| is_form(form, word)))
            .map(|(name, _)| name.as_str())
    };
    named(&numbers.measures)
        .map(Meaning::Measure)
        .or_else(|| named(&numbers.currencies).map(Meaning::Currency))
}

/// The usual word of a language for a meaning.
pub(super) fn wording<'a>(numbers: &'a Numbers, meaning: Meaning) -> Option<&'a str> {
    let (list, name) = match meaning {
        Meaning::Measure(name) => (&numbers.measures, name),
        Meaning::Currency(name) => (&numbers.currencies, name),
    };
    let (_, forms) = list.iter().find(|(n, _)| n == name)?;
    forms.first().map(String::as_str)
}

/// Locales at places that come in order: the next place is mostly in the same segment.
pub(super) struct Locales<'a> {
    context: &'a RuleContext<'a>,
    until: u32,
    locale: Option<&'static Locale>,
    certain: bool,
}

impl<'a> Locales<'a> {
    pub(super) fn new(context: &'a RuleContext<'a>) -> Self {
        Self {
            context,
            until: 0,
            locale: None,
            certain: false,
        }
    }

    /// Whether the language of the last place is known, and not a doubtful guess.
    pub(super) fn is_certain(&self) -> bool {
        self.certain
    }

    /// How the language at a place writes.
    pub(super) fn at(&mut self, at: usize) -> Option<&'static Locale> {
        let at = at as u32;
        if at >= self.until {
            let document = self.context.document;
            let segment = document.segments.partition_point(|s| s.span.end <= at);
            let segment = document.segments.get(segment)?;
            self.until = segment.span.end;
            let known = document.language_of(segment);
            self.certain = known.is_some_and(|k| k.certain);
            self.locale = known.and_then(|k| embedded::knowledge().locale(k.tag.primary()));
        }
        self.locale
    }
}

/// A byte range as a span.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs() {
        let text = "über 3,5\u{a0}Prozent, $5, 7%";
        let at = text.find('3').expect("there");
        assert_eq!(before(text, at).word, "über");
        assert_eq!(after(text, at + 3).word, "Prozent");
        assert_eq!(after(text, at + 3).gap, "\u{a0}");
        let at = text.find("5,").map(|_| text.find("$5").expect("there") + 1);
        assert_eq!(before(text, at.expect("there")).word, "$");
        assert_eq!(after(text, text.len() - 1).word, "%");
        assert_eq!(after("5", 1).word, "");
        assert_eq!(before("5", 0).word, "");
    }

    #[test]
    fn meanings() {
        let ru = &embedded::knowledge().locale("ru").expect("ru").numbers;
        let en = &embedded::knowledge().locale("en").expect("en").numbers;
        let found = meaning(ru, "миллионов");
        assert_eq!(found, Some(Meaning::Measure("million")));
        assert_eq!(found.and_then(|m| wording(en, m)), Some("million"));
        assert_eq!(meaning(ru, "руб"), Some(Meaning::Currency("ruble")));
        assert_eq!(meaning(en, "man"), None);
        let zh = &embedded::knowledge().locale("zh").expect("zh").numbers;
        assert_eq!(meaning(zh, "公里以外"), Some(Meaning::Measure("kilometre")));
    }
}

//! Joins folded pieces: marks are dropped, kept in canonical order, or composed with the letter
//! before them, so that NFC and NFD input fold alike. Marks vanish on Latin and Greek letters only.

use unicode_normalization::char::{canonical_combining_class, compose};

use super::chars::may_be_second;
use crate::text::script::{Script, script_of};

/// Takes pieces from `fold_char` and hands on folded text in NFC.
pub(crate) struct Composer<F: FnMut(char)> {
    out: F,
    starter: Option<char>,
    /// Marks on the starter, with their combining classes.
    marks: Vec<(u8, char)>,
}

impl<F: FnMut(char)> Composer<F> {
    pub(crate) fn new(out: F) -> Self {
        Composer {
            out,
            starter: None,
            marks: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, c: char) {
        let class = if c < '\u{300}' {
            0
        } else {
            canonical_combining_class(c)
        };
        if class != 0 {
            if !self.starter.is_some_and(|base| is_dropped_after(base, c)) {
                self.marks.push((class, c));
            }
            return;
        }
        if self.marks.is_empty()
            && may_be_second(c)
            && let Some(joined) = self.starter.and_then(|base| compose(base, c))
        {
            self.starter = Some(joined);
            return;
        }
        self.flush();
        self.starter = Some(c);
    }

    /// Hands on what is held back. Call it after the last piece.
    pub(crate) fn flush(&mut self) {
        if self.marks.is_empty() {
            if let Some(c) = self.starter.take() {
                (self.out)(c);
            }
            return;
        }
        self.flush_marked();
    }

    #[cold]
    fn flush_marked(&mut self) {
        self.marks.sort_by_key(|(class, _)| *class);
        let mut starter = self.starter.take();
        let mut last = 0;
        let mut kept = 0;
        for at in 0..self.marks.len() {
            let Some((class, mark)) = self.marks.get(at).copied() else {
                break;
            };
            if class != last
                && let Some(joined) = starter.and_then(|base| compose(base, mark))
            {
                starter = Some(joined);
                continue;
            }
            // Madda and hamza that belong to no letter are as silent as the other Arabic signs.
            if matches!(mark, '\u{653}'..='\u{655}') {
                continue;
            }
            last = class;
            if let Some(slot) = self.marks.get_mut(kept) {
                *slot = (class, mark);
                kept += 1;
            }
        }
        if let Some(c) = starter {
            (self.out)(c);
        }
        for (_, mark) in self.marks.drain(..).take(kept) {
            (self.out)(mark);
        }
    }
}

/// Whether a mark after this folded letter is left out.
fn is_dropped_after(base: char, mark: char) -> bool {
    if !is_diacritic(mark) {
        return false;
    }
    match script_of(base) {
        Script::LATN | Script::GREK => true,
        Script::CYRL => match mark {
            // Stress accents, and the dots of ё; but not the signs of й, ї, ў, ѓ, ќ.
            '\u{300}' | '\u{301}' => is_cyrillic_vowel(base),
            '\u{308}' => base == 'е',
            _ => false,
        },
        _ => false,
    }
}

fn is_diacritic(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}' | '\u{FE20}'..='\u{FE2F}'
    )
}

fn is_cyrillic_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'і'
            | 'є'
            | 'ѣ'
            | 'ѵ'
            | 'ә'
            | 'ө'
            | 'ү'
            | 'ұ'
    )
}

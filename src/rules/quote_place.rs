//! What is wrong with the spaces beside one double quotation mark.

use super::words_beside::{first_word, last_word};
use crate::document::quotations::marks::{Gap, Glyph, Kind, kind};
use crate::document::quotations::{Habits, Mark, Role, SURE};
use crate::document::words::{LanguageWords, has};
use crate::finding::Edit;
use crate::lang::doubled::Doubled;
use crate::lang::locale::Locale;
use crate::scan::embedded::knowledge;
use crate::text::span::Span;

/// Shorter words right after a closing mark may be endings (“it”s), right before an opening one prefixes.
const SHORTEST: usize = 3;

/// No case endings that are written right after a closing mark are as long as this, in bytes.
const LONGEST_ENDING: usize = 24;

/// Whether the sides of a mark ask for a closer look; most do not.
pub(super) fn looks_odd(mark: &Mark) -> bool {
    let (before, after) = (mark.placed.before, mark.placed.after);
    match mark.role {
        Role::Open | Role::Again => {
            let touched = before.gap == Gap::None && before.next.is_some();
            after.gap != Gap::None || touched
        }
        Role::Close | Role::Stray => {
            let spaced = before.gap != Gap::None || after.gap == Gap::Space;
            spaced || after.kind() == Kind::Word || before.next == Some(':')
        }
        Role::Twice => true,
        Role::Literal => false,
    }
}

/// What is wrong with a mark.
pub(super) struct Fault {
    /// What goes, and what comes in its place.
    pub edit: Edit,
    pub message: &'static str,
    /// Whether the text can only have been meant so.
    pub certain: bool,
    /// Whether only a space is missing, which people forget too.
    pub forgotten: bool,
}

/// A mark, its text and the habits of its language.
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub words: Option<&'static LanguageWords>,
    pub locale: Option<&'static Locale>,
    pub habits: Habits,
    pub marks: &'a [Mark],
    pub mark: &'a Mark,
    /// The number of the mark.
    pub number: usize,
}

impl Place<'_> {
    pub(super) fn fault(&self) -> Option<Fault> {
        match self.mark.role {
            Role::Open | Role::Again | Role::Close | Role::Stray if self.is_table_row() => None,
            Role::Open if self.opened_twice() => self.twice(),
            Role::Open | Role::Again => self.opening(),
            Role::Close => self.closing(),
            Role::Stray => self.stray(),
            Role::Twice => self.twice(),
            Role::Literal => None,
        }
    }

    fn opening(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if matches!(placed.glyph, Glyph::Dash | Glyph::TwoLess) {
            return None;
        }
        let ends = placed
            .after
            .touching()
            .is_some_and(|c| kind(c) == Kind::Closing && c != '…' && c != '.');
        if placed.after.gap == Gap::Line {
            return self.at_line_end();
        }
        if ends || self.is_said_after() || self.is_empty() {
            return None;
        }
        let missing = self.needs_space_before();
        let extra = self.is_space_inside(placed.after.gap);
        let message = match (missing, extra) {
            (true, true) => "the opening quotation mark stands before its space, not after it",
            (true, false) => "no space before the opening quotation mark",
            (false, true) => "a space after the opening quotation mark",
            (false, false) => return None,
        };
        let from = placed.at;
        let to = placed.at + placed.len + if extra { placed.after.width } else { 0 };
        let space = if missing { " " } else { "" };
        Some(Fault {
            edit: edit(from, to, format!("{space}{}", self.glyph())),
            message,
            certain: self.is_certain(),
            forgotten: !extra,
        })
    }

    fn closing(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if placed.before.gap == Gap::Line {
            return self.at_line_start();
        }
        if placed.glyph == Glyph::TwoGreater
            || self.is_said()
            || self.is_empty()
            || (placed.before.gap == Gap::None && placed.before.kind() == Kind::Opening)
        {
            return None;
        }
        let extra = self.is_space_inside(placed.before.gap);
        let missing = self.needs_space_after();
        let parted = self.is_parted_from_stop();
        // Nothing ends with `the`: in the”beautiful county the mark was meant to open.
        if missing && !extra && self.hangs() {
            return None;
        }
        let message = match (extra, missing, parted) {
            (true, true, _) => "the closing quotation mark stands after its space, not before it",
            (true, ..) => "a space before the closing quotation mark",
            (_, true, _) => "no space after the closing quotation mark",
            (.., true) => "a space between the closing quotation mark and what follows",
            _ => return None,
        };
        let from = placed.at - if extra { placed.before.width } else { 0 };
        let to = placed.at + placed.len + if parted { placed.after.width } else { 0 };
        // In a text of “…” a closing “ was turned by the space before it.
        let turned = placed.glyph == Glyph::LeftCurly && self.habits.left_opens;
        let glyph = if turned { "”" } else { self.glyph() };
        let space = if missing { " " } else { "" };
        Some(Fault {
            edit: edit(from, to, format!("{glyph}{space}")),
            message,
            certain: self.is_certain(),
            forgotten: missing && !extra,
        })
    }

    /// An opening mark left at the end of its line.
    fn at_line_end(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        let (line, next) = self.line_break(placed.at + placed.len)?;
        let sure = self.habits.closes(placed.glyph) == Some(false) && self.mark.partner.is_some();
        let head = self.text.get(..placed.at)?;
        let from = head.trim_end_matches([' ', '\t']).len();
        sure.then(|| Fault {
            edit: edit(from, next, format!("{}{}", line, self.glyph())),
            message: "an opening quotation mark at the end of a line",
            certain: self.is_certain() && from > 0,
            forgotten: false,
        })
    }

    /// A closing mark at the start of the line after.
    fn at_line_start(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        let head = self.text.get(..placed.at)?;
        let end = head.trim_end().len();
        let (line, next) = self.line_break(end)?;
        let sure = self.habits.closes(placed.glyph) == Some(true) && next == placed.at;
        let to = placed.at + placed.len;
        let rest = self.text.get(to..)?;
        let alone = placed.after.gap == Gap::Line;
        let skip = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let (to, line) = if alone { (to, "") } else { (to + skip, line) };
        sure.then(|| Fault {
            edit: edit(end, to, format!("{}{line}", self.glyph())),
            message: "a closing quotation mark at the start of a line",
            certain: self.is_certain() && end > 0,
            forgotten: false,
        })
    }

    /// The one line break at `at` with the spaces around it, and where the next line begins.
    fn line_break(&self, at: usize) -> Option<(&str, usize)> {
        let rest = self.text.get(at..)?;
        let next = rest.find(|c: char| !c.is_whitespace())?;
        let gap = rest.get(..next)?;
        (gap.bytes().filter(|b| *b == b'\n').count() == 1).then_some((gap, at + next))
    }

    fn glyph(&self) -> &str {
        let placed = &self.mark.placed;
        let range = placed.at..placed.at + placed.len;
        self.text.get(range).unwrap_or_default()
    }

    /// Whether `said` follows a straight mark at a comma: it closes what was said, though nothing seems open.
    fn is_said_after(&self) -> bool {
        let placed = &self.mark.placed;
        let comma = matches!(placed.before.touching(), Some(',' | '!' | '?' | '.'));
        placed.glyph == Glyph::Straight && comma && self.is_attributed()
    }

    /// Whether a straight mark follows `he said, ` or a colon: it opens what he said, though it may look like one that closes.
    fn is_said(&self) -> bool {
        let placed = &self.mark.placed;
        let straight = placed.glyph == Glyph::Straight;
        let spaced = placed.before.gap == Gap::Space;
        match placed.before.next.filter(|_| spaced) {
            // “ closes in many languages, and is typed for the mark that opens in all of them.
            Some(':') => return straight || placed.glyph == Glyph::LeftCurly,
            Some(',') => {}
            _ => return false,
        }
        let Some(words) = self.words.filter(|_| straight) else {
            return false;
        };
        let head = self.text.get(..placed.at - placed.before.width - 1);
        let tail = self.text.get(placed.at + placed.len..).unwrap_or_default();
        let before = last_word(head.unwrap_or_default()).to_lowercase();
        let after = first_word(tail).to_lowercase();
        has(&words.saying, &before) && !has(&words.saying, &after)
    }

    /// A mark whose partner was lost counts where its shape, or the colon before it, says what it is.
    fn stray(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        if placed.before.touching() == Some(':') {
            return self.opening();
        }
        match self.habits.closes(placed.glyph)? {
            true if placed.before.gap == Gap::Space => self.closing(),
            false => self.opening(),
            true => None,
        }
    }

    /// Two opening marks side by side that are not closed by two.
    fn opened_twice(&self) -> bool {
        let placed = &self.mark.placed;
        let before = self.number.checked_sub(1).and_then(|n| self.marks.get(n));
        before.is_some_and(|b| {
            b.placed.glyph == placed.glyph
                && b.placed.at + b.placed.len == placed.at
                && b.role == Role::Open
                && !self.closed_together(b)
        })
    }

    /// Whether this mark and the one before it are closed in one line; a mark that closes lines later belongs to another.
    fn closed_together(&self, before: &Mark) -> bool {
        let closing = |mark: &Mark| mark.partner.and_then(|n| self.marks.get(n));
        let (Some(a), Some(b)) = (closing(self.mark), closing(before)) else {
            return false;
        };
        let (from, to) = (a.placed.at.min(b.placed.at), a.placed.at.max(b.placed.at));
        let between = self.text.get(from..to).unwrap_or_default();
        memchr::memchr(b'\n', between.as_bytes()).is_none()
    }

    fn twice(&self) -> Option<Fault> {
        let placed = &self.mark.placed;
        Some(Fault {
            // Both marks are written anew: a place where text only went could no longer be told from its neighbours.
            edit: edit(
                placed.at.checked_sub(placed.len)?,
                placed.at + placed.len,
                self.glyph().to_owned(),
            ),
            message: "a quotation mark typed twice",
            // Straight marks and «…» may be a quotation inside a quotation, and two quotations may end at once.
            certain: self.is_certain()
                && placed.after.touching().is_some_and(char::is_alphanumeric)
                && !matches!(
                    placed.glyph,
                    Glyph::Straight | Glyph::LeftAngle | Glyph::RightAngle
                ),
            forgotten: false,
        })
    }

    /// Whether a mark of this language has no space on its inner side.
    fn is_space_inside(&self, gap: Gap) -> bool {
        // Where words are not parted, a stray space is common and harmless; a pair of them is not.
        if self.is_unspaced() && !self.is_spaced_pair() {
            return false;
        }
        let glyph = self.mark.placed.glyph;
        let angle = matches!(glyph, Glyph::LeftAngle | Glyph::RightAngle);
        let set_apart = self
            .locale
            .is_none_or(|l| l.quotes.has_inner_space() || (angle && !l.quotes.has("«", "»")));
        match gap {
            Gap::Space => !(angle && set_apart),
            Gap::Tight => !set_apart,
            Gap::None | Gap::Line => false,
        }
    }

    fn needs_space_after(&self) -> bool {
        let placed = &self.mark.placed;
        if placed.after.gap != Gap::None || placed.after.kind() != Kind::Word || self.is_unspaced()
        {
            return false;
        }
        let rest = self.text.get(placed.at + placed.len..).unwrap_or_default();
        let end = rest.char_indices().find(|(_, c)| !c.is_alphanumeric());
        let end = end.map_or(rest.len(), |(at, _)| at);
        let word = rest.get(..end.min(LONGEST_ENDING)).unwrap_or_default();
        let short = end < LONGEST_ENDING
            && word.chars().count() < SHORTEST
            && !(rest.get(end..).is_some_and(|t| t.starts_with(' ')) && self.stands_alone(word));
        let ending = end < LONGEST_ENDING && self.locale.is_some_and(|l| l.quotes.is_ending(word));
        let sentence = placed.before.kind() == Kind::Closing;
        let moved = placed.before.gap == Gap::Space;
        let note = rest.starts_with(char::is_numeric);
        // Korean writes its particles right after the mark.
        let particle = rest.starts_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
        !note && !particle && (sentence || moved || !(short || ending))
    }

    /// Whether both marks of the pair are parted from what they enclose.
    fn is_spaced_pair(&self) -> bool {
        let partner = self.mark.partner.and_then(|n| self.marks.get(n));
        let inner = |mark: &Mark| match mark.role {
            Role::Open => mark.placed.after.gap,
            _ => mark.placed.before.gap,
        };
        inner(self.mark) == Gap::Space && partner.is_some_and(|p| inner(p) == Gap::Space)
    }

    /// Whether words are not parted by spaces here.
    fn is_unspaced(&self) -> bool {
        let placed = &self.mark.placed;
        let wide = [placed.before.kind(), placed.after.kind()].contains(&Kind::Wide);
        wide || self.locale.is_some_and(|l| l.spacing.unspaced)
    }

    fn needs_space_before(&self) -> bool {
        let placed = &self.mark.placed;
        let before = placed.before.touching().filter(|_| !self.is_unspaced());
        let Some(before) = before else {
            return false;
        };
        let head = self.text.get(..placed.at).unwrap_or_default();
        match placed.before.kind() {
            Kind::Word => {
                // A possessive is part of its word: Putin’s“words”.
                let letter = |c: &char| c.is_alphabetic() || matches!(c, '’' | '\'');
                let word = head.chars().rev().take_while(letter);
                word.take(SHORTEST).count() == SHORTEST
                    || placed.after.gap == Gap::Space
                    || self.stands_alone(last_word(head))
            }
            Kind::Closing => {
                let previous = head.chars().rev().nth(1).unwrap_or(' ');
                matches!(before, ',' | ':' | ';' | '!' | '?' | '.')
                    && (previous.is_alphabetic() || previous.is_whitespace())
                    && placed.after.kind() != Kind::Closing
            }
            _ => false,
        }
    }

    /// Whether a space parts a closing mark from the comma or full stop that belongs to it.
    fn is_parted_from_stop(&self) -> bool {
        let placed = &self.mark.placed;
        let Some(stop) = placed.after.next else {
            return false;
        };
        let tail = placed.at + placed.len + placed.after.width + stop.len_utf8();
        let beyond = self.text.get(tail..).and_then(|t| t.chars().next());
        let apart = self
            .locale
            .is_some_and(|l| l.spacing.before.contains(&stop));
        placed.after.gap == Gap::Space
            && matches!(stop, ',' | '.' | ';' | ':' | '!' | '?')
            && beyond.is_none_or(char::is_whitespace)
            && !apart
    }

    /// Whether the mark touches a word with which no sentence ends.
    fn hangs(&self) -> bool {
        let head = self.text.get(..self.mark.placed.at).unwrap_or_default();
        let joints = self.locale.and_then(|l| knowledge().joints(&l.language));
        joints.is_some_and(|j| j.is_open(last_word(head)))
    }

    /// Whether a short word is one of the language's function words, and so no ending and no prefix: `the “treaty”of`.
    fn stands_alone(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let language = self.locale.map_or("", |l| l.language.as_str());
        let knowledge = knowledge();
        let linking = |w: &LanguageWords| has(&w.prepositions, &word) || has(&w.links, &word);
        let grammatical = |d: &Doubled| {
            [&d.once, &d.doubtful, &d.clause]
                .into_iter()
                .any(|list| has(list, &word))
        };
        self.words.is_some_and(linking)
            || knowledge.joints(language).is_some_and(|j| j.is_open(&word))
            || knowledge.doubled(language).is_some_and(grammatical)
    }

    /// Whether the mark can only be read one way.
    fn is_certain(&self) -> bool {
        if self.is_lonely() && !(self.mark.role == Role::Close && self.is_attributed()) {
            return false;
        }
        let shape = self.habits.closes(self.mark.placed.glyph).is_some();
        let placed = &self.mark.placed;
        // Between two words a straight mark that looks right for one side may be just that.
        let between = placed.before.kind() == Kind::Word && !shape;
        let moved = match self.mark.role {
            Role::Open | Role::Again => {
                placed.before.gap == Gap::None && placed.after.gap == Gap::Space
            }
            _ => placed.before.gap == Gap::Space && placed.after.gap == Gap::None,
        };
        let partner = self.mark.partner.and_then(|n| self.marks.get(n));
        // A straight mark alone in its line may stand for an apostrophe (Mercedes" team).
        let alone = !partner.is_some_and(|p| self.is_on_line_of(p));
        if between && moved && alone && placed.glyph == Glyph::Straight {
            return false;
        }
        let closes = self.mark.role == Role::Close;
        let needed = if shape || (closes && self.is_attributed()) {
            SURE / 2
        } else if between && moved && !partner.is_some_and(looks_odd) {
            2 * SURE
        } else {
            SURE
        };
        self.mark.margin >= needed || self.mark.placed.before.touching() == Some(':')
    }

    /// Whether no line ends between this mark and the other.
    fn is_on_line_of(&self, other: &Mark) -> bool {
        let (here, there) = (self.mark.placed.at, other.placed.at);
        let between = self.text.get(here.min(there)..here.max(there));
        between.is_some_and(|t| !t.contains('\n'))
    }

    /// Whether a verb of saying is among the next words: `, "Antonov said`.
    fn is_attributed(&self) -> bool {
        let tail = self.text.get(self.mark.placed.at + self.mark.placed.len..);
        let words = tail.unwrap_or_default().split(|c: char| !c.is_alphabetic());
        let near = words.take(3).map(str::to_lowercase);
        let list = self.words.map_or(&[][..], |w| &w.saying);
        near.into_iter().any(|w| has(list, &w))
    }
}

pub(super) fn edit(from: usize, to: usize, text: String) -> Edit {
    Edit {
        span: Span::new(from as u32, to as u32),
        text,
    }
}

//! What it costs to read a mark as opening or closing: its neighbours and its own shape. The cheapest reading of a text wins.
//!
//! Costs are in tenths of a doubt: 10 is unusual, 14 a slip of the pen, 30 a lost mark.

use super::marks::{Gap, Glyph, Kind, Placed};

/// A mark that was lost: a quotation that never closes, or a closing mark without an opening one.
pub(crate) const LOST: u32 = 30;
/// A quotation goes on in the next paragraph without a mark of its own.
pub(super) const NEXT_PARAGRAPH: u32 = 3;
/// A paragraph opens again what is open already.
pub(super) const AGAIN: u32 = 16;
/// A quotation that opens inside another right after its mark; a mark typed twice is likelier.
pub(super) const AT_ONCE: u32 = 10;
/// A quotation inside a quotation inside a quotation.
pub(super) const THIRD: u32 = 12;
/// One closing mark for two quotations.
pub(super) const CLOSES_TWO: u32 = 10;
/// A mark typed twice.
pub(super) const TWICE: u32 = 8;
/// The same between two words, where no comma or full stop speaks for it.
const WORD_SLIP: u32 = 20;
/// A mark on the wrong side of its space costs no more than this, though both of its sides look odd.
const SLIP: u32 = 14;

/// Which marks may pair: the family of an opening mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Straight = 1,
    Curly,
    Low,
    Angle,
    Corner,
    Title,
    Backticks,
    Less,
    Dash,
}

/// Habits of a text that turn marks around.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Habits {
    /// »…« as in German books.
    pub angles_turned: bool,
    /// ”…” as in Swedish.
    pub right_opens: bool,
    /// “ closes, as in German „…“.
    pub left_closes: bool,
    /// “ opens, as in English “…”.
    pub left_opens: bool,
}

impl Habits {
    pub(super) fn of(marks: &[Placed]) -> Self {
        let count = |test: &dyn Fn(&Placed) -> bool| marks.iter().filter(|m| test(m)).count();
        let word = |m: &Placed| m.after.gap == Gap::None && m.after.kind() == Kind::Word;
        let opens = |m: &Placed| m.before.gap != Gap::None && word(m);
        // French has a space inside its marks: one glued » must not turn them all.
        let usual = count(&|m| {
            let set_apart = m.before.gap != Gap::None && m.after.kind() == Kind::Word;
            m.glyph == Glyph::LeftAngle && set_apart
        });
        let turned = count(&|m| m.glyph == Glyph::RightAngle && opens(m));
        let right = count(&|m| m.glyph == Glyph::RightCurly && opens(m));
        let low = count(&|m| m.glyph == Glyph::Low);
        let left = count(&|m| m.glyph == Glyph::LeftCurly);
        let left_opens = count(&|m| m.glyph == Glyph::LeftCurly && opens(m));
        Self {
            angles_turned: turned > usual,
            right_opens: low + left == 0 && right > 1,
            left_closes: low > 0 && left > 2 * left_opens,
            left_opens: low == 0 && count(&|m| m.glyph == Glyph::RightCurly) > 0,
        }
    }
}

impl Habits {
    /// Which side the shape of a mark alone speaks for: whether it closes.
    pub(crate) fn closes(self, glyph: Glyph) -> Option<bool> {
        match glyph {
            Glyph::RightCurly if !self.right_opens => Some(true),
            Glyph::LeftCurly if self.left_closes || self.left_opens => Some(self.left_closes),
            Glyph::LeftAngle => Some(self.angles_turned),
            Glyph::RightAngle => Some(!self.angles_turned),
            Glyph::Low => Some(false),
            _ => None,
        }
    }
}

pub(super) fn family(glyph: Glyph) -> Family {
    match glyph {
        Glyph::Straight | Glyph::TwoSingles | Glyph::Prime => Family::Straight,
        Glyph::LeftCurly | Glyph::RightCurly | Glyph::Reversed => Family::Curly,
        Glyph::Low => Family::Low,
        Glyph::LeftAngle | Glyph::RightAngle => Family::Angle,
        Glyph::CornerOpen | Glyph::CornerClose => Family::Corner,
        Glyph::TitleOpen | Glyph::TitleClose => Family::Title,
        Glyph::Backticks => Family::Backticks,
        Glyph::TwoLess | Glyph::TwoGreater => Family::Less,
        Glyph::Dash => Family::Dash,
    }
}

/// Reading the mark as one that opens.
pub(super) fn opening(mark: &Placed, habits: Habits) -> u32 {
    let shape = match mark.glyph {
        Glyph::LeftAngle if habits.angles_turned => 40,
        Glyph::RightAngle if habits.angles_turned => 0,
        Glyph::RightCurly if habits.right_opens => 0,
        Glyph::RightCurly | Glyph::RightAngle => 2 * LOST,
        Glyph::CornerClose | Glyph::TitleClose | Glyph::TwoGreater | Glyph::Prime => 40,
        Glyph::LeftCurly if habits.left_closes => 25,
        Glyph::TwoSingles => 15,
        Glyph::Dash => 10,
        _ => 0,
    };
    if mark.glyph == Glyph::Dash {
        return shape;
    }
    let left = match (mark.before.gap, mark.before.kind()) {
        (Gap::None, Kind::Word) if mark.before.next.is_some_and(|c| c.is_ascii_digit()) => 17,
        (Gap::None, Kind::Word) => 12,
        (Gap::None, Kind::Closing) => 8,
        _ => 0,
    };
    let right = match (mark.after.gap, mark.after.kind()) {
        (Gap::Line, _) => 15,
        (_, Kind::Wide) => 0,
        (Gap::Space, _) => spaced(mark, 15),
        (Gap::Tight, _) => spaced(mark, 5),
        (Gap::None, Kind::Closing) if matches!(mark.after.next, Some('.' | '…')) => 2,
        (Gap::None, Kind::Closing) => 15,
        (Gap::None, Kind::Dash) => 3,
        _ => 0,
    };
    let looks_closing = left > 0
        && match (mark.after.gap, mark.after.kind()) {
            (Gap::Line, _) | (Gap::None, Kind::Closing) => true,
            (Gap::None, Kind::Mark) => mark.before.kind() == Kind::Closing,
            _ => false,
        };
    if looks_closing && !shaped(mark.glyph) {
        return shape + LOST;
    }
    let between = left > 0 && right > 0 && mark.before.kind() == Kind::Word;
    shape + (left + right).min(slip(mark.glyph, between))
}

fn slip(glyph: Glyph, between_words: bool) -> u32 {
    if between_words && !shaped(glyph) {
        WORD_SLIP
    } else {
        SLIP
    }
}

/// Whether the shape alone tells an opening mark from a closing one.
fn shaped(glyph: Glyph) -> bool {
    !matches!(
        glyph,
        Glyph::Straight | Glyph::LeftCurly | Glyph::TwoSingles
    )
}

/// Reading the mark as one that closes, whatever it closes.
pub(super) fn closing(mark: &Placed) -> u32 {
    let looks_opening = mark.after.gap == Gap::None
        && mark.after.kind() == Kind::Word
        && match (mark.before.gap, mark.before.next) {
            (Gap::Line, _) => true,
            (Gap::None, _) => mark.before.kind() == Kind::Opening,
            (Gap::Space | Gap::Tight, next) => next == Some(':'),
        };
    if looks_opening && !shaped(mark.glyph) {
        return LOST;
    }
    let left = match (mark.before.gap, mark.before.kind()) {
        (Gap::Line, _) => 15,
        (_, Kind::Wide) => 0,
        (Gap::Space, _) => spaced(mark, 15),
        (Gap::Tight, _) => spaced(mark, 5),
        (Gap::None, Kind::Opening) => 15,
        (Gap::None, Kind::Dash) => 4,
        _ => 0,
    };
    let right = match (mark.after.gap, mark.after.kind()) {
        (Gap::None, Kind::Word) => 12,
        (Gap::None, Kind::Opening) => 4,
        _ => 0,
    };
    let between = left > 0 && right > 0 && mark.before.kind() == Kind::Word;
    (left + right).min(slip(mark.glyph, between))
}

/// Space inside «…» is French; inside other marks it counts.
fn spaced(mark: &Placed, cost: u32) -> u32 {
    if family(mark.glyph) == Family::Angle {
        0
    } else {
        cost
    }
}

/// Reading the mark as no quotation mark at all: inches, seconds, an operator.
pub(super) fn literal(mark: &Placed) -> u32 {
    let number = mark.before.touching().is_some_and(|c| c.is_ascii_digit())
        && !(mark.after.gap == Gap::None && mark.after.kind() == Kind::Word);
    // The possessive of a plural, typed with the wrong mark: the ministers" talks.
    let possessive = mark.glyph == Glyph::Straight
        && mark.before.touching() == Some('s')
        && mark.after.gap == Gap::Space;
    match (mark.glyph, number) {
        _ if possessive => 6,
        (Glyph::Dash, _) | (Glyph::Prime, true) => 0,
        (Glyph::TwoLess | Glyph::TwoGreater, _) => 5,
        (Glyph::Straight | Glyph::RightCurly | Glyph::TwoSingles, true) => 5,
        (Glyph::Prime, false) => 15,
        _ => 2 * LOST,
    }
}

/// A mark of this shape closes a quotation of that family.
pub(super) fn matching(top: Family, glyph: Glyph, habits: Habits) -> u32 {
    match (top, glyph) {
        (Family::Straight, Glyph::Straight) => 0,
        (Family::Straight, Glyph::TwoSingles) => 12,
        (Family::Curly, Glyph::RightCurly) => 0,
        (Family::Curly, Glyph::LeftCurly) => 25,
        (Family::Low, Glyph::LeftCurly | Glyph::RightCurly | Glyph::Reversed) => 0,
        (Family::Low, Glyph::Straight | Glyph::TwoSingles) => 3,
        (Family::Angle, Glyph::RightAngle) if !habits.angles_turned => 0,
        (Family::Angle, Glyph::LeftAngle) if habits.angles_turned => 0,
        (Family::Corner, Glyph::CornerClose) | (Family::Title, Glyph::TitleClose) => 0,
        (Family::Backticks, Glyph::TwoSingles) | (Family::Less, Glyph::TwoGreater) => 0,
        (Family::Dash, Glyph::RightCurly | Glyph::Straight | Glyph::RightAngle) => 0,
        (Family::Curly | Family::Backticks | Family::Dash, _)
            if matches!(glyph, Glyph::Straight | Glyph::RightCurly) =>
        {
            4
        }
        (Family::Straight, Glyph::RightCurly) => 4,
        (Family::Angle, Glyph::Straight | Glyph::RightCurly | Glyph::LeftCurly) => 13,
        (_, Glyph::LeftCurly | Glyph::RightCurly | Glyph::Straight | Glyph::RightAngle) => 20,
        _ => 2 * LOST,
    }
}

/// A quotation of this family opens inside one of that family.
pub(super) fn nesting(top: Family, new: Family) -> u32 {
    match (top, new) {
        (_, Family::Dash) => 2 * LOST,
        (Family::Straight, Family::Straight) => 25,
        (Family::Curly, Family::Curly) => 8,
        (a, b) if a == b => 3,
        _ => 1,
    }
}

//! What stands between two tokens, as a small state machine over classes of characters.
//! It tells apart the gaps a name of several words may have; everything else is `Other`.

use super::class::Class;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Gap {
    /// This is the first token.
    Start,
    /// Nothing: a boundary between letters and digits, or between ideographs.
    None,
    /// Spaces or tabs; the middle dot between words in ideographs or katakana.
    Space,
    /// One hyphen, minus or short dash, without spaces.
    Hyphen,
    /// One apostrophe between letters.
    Joiner,
    /// One line break, with or without spaces.
    LineBreak,
    /// A full stop, then optional spaces.
    Period,
    /// A comma, then optional spaces.
    Comma,
    /// Anything else: quotation marks, brackets, a blank line, several marks.
    Other,
}

impl Gap {
    /// One bit for each kind, for sets of allowed gaps.
    pub(crate) const fn as_bit(self) -> u16 {
        1 << self as u8
    }
}

/// What has been seen since the last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum State {
    Nothing,
    Space,
    Hyphen,
    Apostrophe,
    /// A modifier letter such as the ʹ of a romanized soft sign. At the edge of a word it is taken
    /// as part of the word, so that `Rusʹ Kiev` has a space in it.
    Modifier,
    Line,
    Period,
    Comma,
    Dot,
    Other,
}

const STATES: [State; 10] = [
    State::Nothing,
    State::Space,
    State::Hyphen,
    State::Apostrophe,
    State::Modifier,
    State::Line,
    State::Period,
    State::Comma,
    State::Dot,
    State::Other,
];

const fn step(state: State, class: Class) -> State {
    match (state, class) {
        (_, Class::Ignorable | Class::Silent) => state,
        (State::Nothing | State::Modifier, Class::Space) => State::Space,
        (State::Nothing | State::Modifier, Class::Line) => State::Line,
        (State::Nothing | State::Modifier, Class::Hyphen) => State::Hyphen,
        (State::Nothing | State::Modifier, Class::Period) => State::Period,
        (State::Nothing | State::Modifier, Class::Comma) => State::Comma,
        (State::Nothing | State::Modifier, Class::Dot) => State::Dot,
        (State::Nothing, Class::Apostrophe) => State::Apostrophe,
        (State::Nothing, Class::Modifier) => State::Modifier,
        (State::Space | State::Line, Class::Line) => match state {
            State::Space => State::Line,
            _ => State::Other,
        },
        (State::Space | State::Line | State::Period | State::Comma, Class::Space) => state,
        (State::Space | State::Line | State::Period | State::Comma, Class::Modifier) => state,
        (State::Hyphen, Class::Modifier) => state,
        _ => State::Other,
    }
}

/// What kind of token stands at a side of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Side {
    /// There is no token on this side.
    Edge,
    Letters,
    Digits,
    /// Ideographs and kana.
    Cjk,
}

const SIDES: [Side; 4] = [Side::Edge, Side::Letters, Side::Digits, Side::Cjk];

const fn gap(state: State, left: Side, right: Side) -> Gap {
    match (state, left, right) {
        (_, Side::Edge, _) => Gap::Start,
        (State::Space, ..) => Gap::Space,
        (State::Nothing, ..) => Gap::None,
        (State::Hyphen, ..) => Gap::Hyphen,
        (State::Line, ..) => Gap::LineBreak,
        (State::Period, ..) => Gap::Period,
        (State::Comma, ..) => Gap::Comma,
        (State::Apostrophe | State::Modifier, Side::Digits, _) => Gap::Other,
        (State::Apostrophe | State::Modifier, _, Side::Digits) => Gap::Other,
        (State::Apostrophe | State::Modifier, ..) => Gap::Joiner,
        (State::Dot, Side::Cjk, Side::Cjk) => Gap::Space,
        _ => Gap::Other,
    }
}

/// A state together with the token on the left: the row of both tables.
type Row = u8;

const ROWS: usize = STATES.len() * SIDES.len();

const fn row(state: State, left: Side) -> Row {
    state as u8 * SIDES.len() as u8 + left as u8
}

const STEPS: [[Row; Class::COUNT]; ROWS] = {
    let mut steps = [[0; Class::COUNT]; ROWS];
    let mut from = 0;
    while from < ROWS {
        let (state, left) = (STATES[from / SIDES.len()], SIDES[from % SIDES.len()]);
        let mut class = 0;
        while class < Class::COUNT {
            steps[from][class] = row(step(state, Class::ALL[class]), left);
            class += 1;
        }
        from += 1;
    }
    steps
};

const GAPS: [[Gap; SIDES.len()]; ROWS] = {
    let mut gaps = [[Gap::Other; SIDES.len()]; ROWS];
    let mut from = 0;
    while from < ROWS {
        let (state, left) = (STATES[from / SIDES.len()], SIDES[from % SIDES.len()]);
        let mut right = 0;
        while right < SIDES.len() {
            gaps[from][right] = gap(state, left, SIDES[right]);
            right += 1;
        }
        from += 1;
    }
    gaps
};

/// Watches the characters between tokens. Tables, not branches: what stands between words is hard
/// to foresee, and this runs once for every character there.
pub(super) struct GapWatcher {
    row: Row,
}

impl GapWatcher {
    pub(super) fn new() -> Self {
        GapWatcher {
            row: row(State::Nothing, Side::Edge),
        }
    }

    #[inline(always)]
    pub(super) fn see(&mut self, class: Class) {
        // The tables hold rows only, so this cannot miss; `get` keeps it free of panics.
        let steps = STEPS.get(usize::from(self.row));
        self.row = steps.map_or(0, |steps| steps[class as usize]);
    }

    /// The gap before a token of this kind, which becomes the left side of the next gap.
    #[inline(always)]
    pub(super) fn close(&mut self, right: Side) -> Gap {
        let gap = GAPS
            .get(usize::from(self.row))
            .map_or(Gap::Other, |gaps| gaps[right as usize]);
        self.row = row(State::Nothing, right);
        gap
    }
}

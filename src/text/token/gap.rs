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

const STEPS: [[State; Class::COUNT]; STATES.len()] = {
    let mut steps = [[State::Other; Class::COUNT]; STATES.len()];
    let mut state = 0;
    while state < STATES.len() {
        let mut class = 0;
        while class < Class::COUNT {
            steps[state][class] = step(STATES[state], Class::ALL[class]);
            class += 1;
        }
        state += 1;
    }
    steps
};

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

const GAPS: [[[Gap; 4]; 4]; STATES.len()] = {
    let mut gaps = [[[Gap::Other; 4]; 4]; STATES.len()];
    let mut state = 0;
    while state < STATES.len() {
        let mut pair = 0;
        while pair < 16 {
            let (left, right) = (pair / 4, pair % 4);
            gaps[state][left][right] = gap(STATES[state], SIDES[left], SIDES[right]);
            pair += 1;
        }
        state += 1;
    }
    gaps
};

/// Watches the characters between tokens. Tables, not branches: what stands between words is hard
/// to foresee, and this runs once for every character there.
pub(super) struct GapWatcher {
    state: State,
    left: Side,
}

impl GapWatcher {
    pub(super) fn new() -> Self {
        GapWatcher {
            state: State::Nothing,
            left: Side::Edge,
        }
    }

    #[inline(always)]
    pub(super) fn see(&mut self, class: Class) {
        self.state = STEPS[self.state as usize][class as usize];
    }

    /// The gap before a token of this kind, which becomes the left side of the next gap.
    #[inline(always)]
    pub(super) fn close(&mut self, right: Side) -> Gap {
        let gap = GAPS[self.state as usize][self.left as usize][right as usize];
        self.state = State::Nothing;
        self.left = right;
        gap
    }
}

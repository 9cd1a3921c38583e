//! The cheapest reading of all double marks of a text: which open, which close, which are lost.
//!
//! Most paragraphs pair at a glance. The others are read together, from left to right, keeping the few cheapest readings; a second
//! pass from right to left tells for each mark by how much the best reading beats every one that takes the mark otherwise.

use super::costs::{self, Family, Habits, LOST};
use super::marks::{self, Gap, Glyph, Placed};
use crate::document::Segment;

/// What a mark does in the best reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Open,
    /// Each paragraph of a long quotation opens with a mark of its own.
    Again,
    Close,
    /// Inches, seconds, an operator, a dash that is only a dash.
    Literal,
    /// A closing mark without an opening one.
    Stray,
    /// The mark before, typed twice.
    Twice,
}

/// A mark with its reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub placed: Placed,
    pub role: Role,
    /// By how much this reading beats the best one that takes the mark otherwise.
    pub margin: u32,
    /// The other mark of the pair, as its number.
    pub partner: Option<usize>,
    /// Number of the paragraph.
    pub paragraph: usize,
}

/// A margin that no doubt touches.
pub(crate) const CERTAIN: u32 = 60;
/// Readings dearer than the best by more than this are given up.
const FAR: u32 = 70;
/// Readings kept at a mark.
const WIDTH: usize = 8;
/// Marks read together at most, so that memory stays flat.
const LONGEST: usize = 512;

/// Open quotations, the innermost in the lowest four bits.
type State = u32;

struct Item {
    placed: Placed,
    paragraph: usize,
    opening: u32,
    closing: u32,
    literal: u32,
}

#[derive(Clone, Copy)]
struct Node {
    state: State,
    cost: u32,
    /// The edge that led here.
    back: usize,
}

#[derive(Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    action: Action,
    cost: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Open,
    /// What was open is given up.
    OpenAnew,
    Again,
    Close,
    CloseTwo,
    Literal,
    Stray,
    Twice,
}

impl Action {
    fn role(self) -> Role {
        match self {
            Self::Open | Self::OpenAnew => Role::Open,
            Self::Again => Role::Again,
            Self::Close | Self::CloseTwo => Role::Close,
            Self::Literal => Role::Literal,
            Self::Stray => Role::Stray,
            Self::Twice => Role::Twice,
        }
    }

    /// Readings that differ in the side of the mark.
    fn side(self) -> u8 {
        match self {
            Self::Open | Self::OpenAnew | Self::Again => 0,
            Self::Close | Self::CloseTwo => 1,
            Self::Literal | Self::Stray | Self::Twice => 2,
        }
    }
}

/// Reads the marks of `text`.
pub(super) fn read(
    text: &str,
    segments: &[Segment],
    placed: &[Placed],
    habits: Habits,
) -> Vec<Mark> {
    let mut reader = Reader {
        habits,
        out: Vec::with_capacity(placed.len()),
        open: Vec::new(),
        items: Vec::new(),
        trellis: Trellis::new(0),
    };
    let mut rest = placed;
    for (number, segment) in segments.iter().enumerate() {
        let end = segment.span.end as usize;
        let (here, later) = rest.split_at(rest.partition_point(|p| p.at < end));
        rest = later;
        if here.is_empty() || (reader.is_idle() && reader.at_a_glance(here, number)) {
            continue;
        }
        reader.add(
            here,
            number,
            segment.span.slice(text),
            segment.span.start as usize,
        );
        if reader.trellis.is_settled() {
            reader.flush(false);
        }
    }
    reader.flush(true);
    reader.out
}

struct Reader {
    habits: Habits,
    out: Vec<Mark>,
    /// Opening marks that wait, as numbers in `out`.
    open: Vec<usize>,
    items: Vec<Item>,
    trellis: Trellis,
}

impl Reader {
    /// Whether nothing is open and nothing waits to be read.
    fn is_idle(&self) -> bool {
        self.items.is_empty() && self.open.is_empty()
    }

    /// Takes a paragraph in which opening and closing marks alternate beyond doubt.
    fn at_a_glance(&mut self, here: &[Placed], paragraph: usize) -> bool {
        let pairs = here.chunks(2).all(|pair| match pair {
            [a, b] => {
                costs::opening(a, self.habits) == 0
                    && costs::closing(a) >= 12
                    && costs::closing(b) == 0
                    && costs::opening(b, self.habits) >= 12
                    && costs::matching(costs::family(a.glyph), b.glyph, self.habits) == 0
            }
            _ => false,
        });
        if !pairs {
            return false;
        }
        for (n, placed) in here.iter().enumerate() {
            let at = self.out.len();
            let (role, partner) = if n.is_multiple_of(2) {
                (Role::Open, at + 1)
            } else {
                (Role::Close, at.saturating_sub(1))
            };
            self.out.push(Mark {
                placed: *placed,
                role,
                margin: CERTAIN,
                partner: Some(partner),
                paragraph,
            });
        }
        true
    }

    /// Queues the marks of a paragraph, and the dashes that may hide an opening mark.
    fn add(&mut self, here: &[Placed], paragraph: usize, part: &str, start: usize) {
        let mut all = here.to_vec();
        marks::dashes(part, start, &mut all);
        for placed in all {
            if self.items.len() >= LONGEST {
                self.flush(false);
            }
            let item = Item {
                placed,
                paragraph,
                opening: costs::opening(&placed, self.habits),
                closing: costs::closing(&placed),
                literal: costs::literal(&placed),
            };
            self.trellis.step(&Step {
                item: &item,
                last: self.items.last(),
                habits: self.habits,
            });
            self.items.push(item);
        }
    }

    /// Reads the queued marks.
    fn flush(&mut self, last: bool) {
        let items = std::mem::take(&mut self.items);
        let (readings, state) = self.trellis.best(last);
        for (item, (action, margin)) in items.iter().zip(readings) {
            self.take(item, action, margin);
        }
        self.trellis = Trellis::new(state);
    }

    /// Writes down the reading of one mark.
    fn take(&mut self, item: &Item, action: Action, margin: u32) {
        if item.placed.glyph == Glyph::Dash && action == Action::Literal {
            return;
        }
        let at = self.out.len();
        let mut partner = None;
        match action {
            Action::Open => self.open.push(at),
            Action::OpenAnew => {
                self.open.clear();
                self.open.push(at);
            }
            Action::Close => partner = self.open.pop(),
            Action::CloseTwo => {
                let inner = self.open.pop();
                self.pair(inner, at);
                partner = self.open.pop();
            }
            Action::Again | Action::Literal | Action::Stray | Action::Twice => {}
        }
        self.pair(partner, at);
        self.out.push(Mark {
            placed: item.placed,
            role: action.role(),
            margin,
            partner,
            paragraph: item.paragraph,
        });
    }

    fn pair(&mut self, open: Option<usize>, close: usize) {
        if let Some(mark) = open.and_then(|n| self.out.get_mut(n)) {
            mark.partner = Some(close);
        }
    }
}

/// All readings worth keeping, mark by mark.
struct Trellis {
    nodes: Vec<Node>,
    /// Nodes before the first mark, after it, and so on.
    layers: Vec<std::ops::Range<usize>>,
    edges: Vec<Edge>,
    /// Edges of each mark.
    steps: Vec<std::ops::Range<usize>>,
}

impl Trellis {
    fn new(state: State) -> Self {
        let start = Node {
            state,
            cost: 0,
            back: 0,
        };
        Self {
            nodes: vec![start],
            layers: std::iter::once(0..1).collect(),
            edges: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Whether nothing is open by now, whatever comes.
    fn is_settled(&self) -> bool {
        let last = self.layers.last().cloned().unwrap_or(0..0);
        let nodes = self.nodes.get(last).unwrap_or_default();
        let empty = nodes.iter().find(|n| n.state == 0).map(|n| n.cost);
        let other = nodes.iter().filter(|n| n.state != 0).map(|n| n.cost).min();
        empty.is_some_and(|e| other.is_none_or(|o| o >= e + LOST))
    }

    fn step(&mut self, step: &Step) {
        let from = self.layers.last().cloned().unwrap_or(0..0);
        let mut moves: Vec<(usize, State, Action, u32)> = Vec::new();
        for n in from {
            if let Some(node) = self.nodes.get(n).copied() {
                step.moves(node.state, &mut |state, action, cost| {
                    moves.push((n, state, action, node.cost + cost));
                });
            }
        }
        let mut reached: Vec<(State, u32)> = Vec::new();
        for &(_, state, _, cost) in &moves {
            match reached.iter_mut().find(|(s, _)| *s == state) {
                Some((_, least)) => *least = cost.min(*least),
                None => reached.push((state, cost)),
            }
        }
        reached.sort_by_key(|&(state, cost)| (cost, state));
        reached.truncate(WIDTH);
        let best = reached.first().map_or(0, |r| r.1);
        reached.retain(|r| r.1 <= best + FAR);
        let (first_node, first_edge) = (self.nodes.len(), self.edges.len());
        for &(state, cost) in &reached {
            self.nodes.push(Node {
                state,
                cost,
                back: usize::MAX,
            });
        }
        for (from, state, action, cost) in moves {
            let Some(to) = reached.iter().position(|r| r.0 == state) else {
                continue;
            };
            let (to, edge) = (first_node + to, self.edges.len());
            if let Some(node) = self.nodes.get_mut(to)
                && node.cost == cost
                && node.back == usize::MAX
            {
                node.back = edge;
            }
            let before = self.nodes.get(from).map_or(0, |n| n.cost);
            self.edges.push(Edge {
                from,
                to,
                action,
                cost: cost - before,
            });
        }
        self.layers.push(first_node..self.nodes.len());
        self.steps.push(first_edge..self.edges.len());
    }

    /// The best reading of each mark with its margin, and what is open at the end.
    fn best(&self, last: bool) -> (Vec<(Action, u32)>, State) {
        let ends = self.layers.last().cloned().unwrap_or(0..0);
        let unclosed = |state: State| {
            let each = if last { LOST } else { LOST / 3 };
            each * depth(state)
        };
        let mut to_go = vec![u32::MAX / 4; self.nodes.len()];
        let mut end: Option<(u32, usize)> = None;
        for n in ends {
            if let (Some(node), Some(cost)) = (self.nodes.get(n), to_go.get_mut(n)) {
                *cost = unclosed(node.state);
                let total = (node.cost + *cost, n);
                end = Some(end.map_or(total, |e| e.min(total)));
            }
        }
        for edge in self.edges.iter().rev() {
            let after = to_go.get(edge.to).copied().unwrap_or(u32::MAX / 4);
            if let Some(cost) = to_go.get_mut(edge.from) {
                *cost = (*cost).min(after.saturating_add(edge.cost));
            }
        }
        let Some((least, mut node)) = end else {
            return (Vec::new(), 0);
        };
        let state = self.nodes.get(node).map_or(0, |n| n.state);
        let mut out = Vec::with_capacity(self.steps.len());
        for step in self.steps.iter().rev() {
            let Some(edge) = self.nodes.get(node).and_then(|n| self.edges.get(n.back)) else {
                break;
            };
            let others = self.edges.get(step.clone()).unwrap_or_default();
            let other = others
                .iter()
                .filter(|e| e.action.side() != edge.action.side())
                .map(|e| {
                    let before = self.nodes.get(e.from).map_or(0, |n| n.cost);
                    let after = to_go.get(e.to).copied().unwrap_or(u32::MAX / 4);
                    (before + e.cost).saturating_add(after)
                })
                .min();
            let margin = other.map_or(CERTAIN, |o| o.saturating_sub(least).min(CERTAIN));
            out.push((edge.action, margin));
            node = edge.from;
        }
        out.reverse();
        (out, state)
    }
}

/// One mark and what may become of it.
struct Step<'a> {
    item: &'a Item,
    last: Option<&'a Item>,
    habits: Habits,
}

impl Step<'_> {
    /// Calls `go` with every state that may follow `state`, the action and its cost.
    fn moves(&self, state: State, go: &mut impl FnMut(State, Action, u32)) {
        let (item, glyph) = (self.item, self.item.placed.glyph);
        let crossed = self.last.map_or(0, |l| item.paragraph - l.paragraph) as u32;
        let new = costs::family(glyph);
        let top = top(state);
        let cross = match top {
            Some(_) => costs::NEXT_PARAGRAPH * crossed,
            None => 0,
        };
        go(state, Action::Literal, cross + item.literal);
        if glyph == Glyph::Dash {
            if state == 0 {
                go(push(state, new), Action::Open, item.opening);
            }
            return;
        }
        let twice = self.last.is_some_and(|l| {
            l.placed.glyph == glyph && l.placed.at + l.placed.len == item.placed.at
        });
        // A mark that looks as if it opens something is less likely to be a closing one left over.
        go(state, Action::Stray, cross + LOST + item.closing / 2);
        match top {
            None => go(push(0, new), Action::Open, item.opening),
            Some(top) => {
                if depth(state) < 3 {
                    let nested = costs::nesting(top, new) + if twice { costs::AT_ONCE } else { 0 };
                    go(
                        push(state, new),
                        Action::Open,
                        cross + item.opening + nested,
                    );
                }
                go(push(0, new), Action::OpenAnew, LOST + item.opening);
                if item.placed.before.gap == Gap::Line && top == new {
                    go(state, Action::Again, cross + item.opening + costs::AGAIN);
                }
                let matching = costs::matching(top, glyph, self.habits);
                go(state >> 4, Action::Close, cross + item.closing + matching);
                if depth(state) > 1 {
                    let cost = cross + item.closing + matching + costs::CLOSES_TWO;
                    go(state >> 8, Action::CloseTwo, cost);
                }
            }
        }
        if twice {
            go(state, Action::Twice, cross + costs::TWICE);
        }
    }
}

fn push(state: State, family: Family) -> State {
    state << 4 | family as u32
}

fn top(state: State) -> Option<Family> {
    const ALL: [Family; 9] = [
        Family::Straight,
        Family::Curly,
        Family::Low,
        Family::Angle,
        Family::Corner,
        Family::Title,
        Family::Backticks,
        Family::Less,
        Family::Dash,
    ];
    ((state & 15) as usize)
        .checked_sub(1)
        .and_then(|n| ALL.get(n).copied())
}

fn depth(state: State) -> u32 {
    (32 - state.leading_zeros()).div_ceil(4)
}

//! Text that was decoded with the wrong table: which stretches of it, and what they were before.
//!
//! A candidate is found by pairs of bytes that sound text hardly ever has; only then are code pages tried. A stretch counts as damaged
//! when its bytes, written back in the wrong code page, are sound text in the right one, and clearly better text than what stands there.

mod anchor;
mod central;
mod chinese;
mod letters;
mod lost;
mod pages;
mod single;
mod swapped;
mod utf8;

use pages::Page;

/// A stretch that was decoded with the wrong table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Damage {
    pub start: usize,
    pub end: usize,
    /// What stood there before, when nothing of it is lost.
    pub repaired: Option<String>,
    /// What happened, in words.
    pub how: &'static str,
}

/// Text that was damaged more often than this stays as it is.
const MOST_ROUNDS: usize = 4;

/// All damaged stretches of a text, in order, not overlapping.
pub(super) fn find(text: &str) -> Vec<Damage> {
    let mut found = find_once(text);
    for damage in &mut found {
        damage.repaired = damage.repaired.take().map(deeper);
    }
    found
}

/// Text that was damaged twice shows it after the first repair.
fn deeper(mut text: String) -> String {
    for _ in 1..MOST_ROUNDS {
        let again = find_once(&text);
        let mut next = String::new();
        let mut done = 0;
        for damage in again.iter().filter(|d| d.how.starts_with("UTF-8")) {
            if let Some(repaired) = &damage.repaired {
                next.push_str(text.get(done..damage.start).unwrap_or(""));
                next.push_str(repaired);
                done = damage.end;
            }
        }
        if done == 0 {
            break;
        }
        next.push_str(text.get(done..).unwrap_or(""));
        text = next;
    }
    text
}

fn find_once(text: &str) -> Vec<Damage> {
    let mut found: Vec<Damage> = Vec::new();
    let mut doubtful: Vec<(Damage, Page)> = Vec::new();
    let mut pages: Vec<Page> = Vec::new();
    let mut done = 0;
    for at in anchor::find(text) {
        if at < done || !text.is_char_boundary(at) {
            continue;
        }
        let damage = match utf8::at(text, at, done) {
            Some(utf8::Found::Certain(damage, page)) => {
                pages.push(page);
                Some(damage)
            }
            Some(utf8::Found::Doubtful(damage, page)) => {
                let other = swapped::at(text, at, done);
                if other.is_none() {
                    doubtful.push((damage, page));
                }
                other
            }
            None => chinese::at(text, at, done)
                .or_else(|| single::at(text, at, done))
                .or_else(|| swapped::at(text, at, done))
                .or_else(|| lost::at(text, at, done)),
        };
        if let Some(damage) = damage {
            done = damage.end;
            found.push(damage);
        }
    }
    found.extend(lost::question_marks(text));
    found.extend(central::find(text));
    // One odd pair says little by itself; beside others that came the same way it is one of them.
    let beside = |(damage, page): (Damage, Page)| pages.contains(&page).then_some(damage);
    found.extend(doubtful.into_iter().filter_map(beside));
    found.sort_by_key(|d| (d.start, std::cmp::Reverse(d.end)));
    let mut end = 0;
    found.retain(|d| {
        let apart = d.start >= end;
        end = end.max(d.end);
        apart
    });
    found
}

/// Where the word around `start..end` begins and ends, within `from..`.
fn word_around(text: &str, (start, end): (usize, usize), from: usize) -> (usize, usize) {
    let part = |c: &char| c.is_alphabetic();
    let before = text.get(from..start).unwrap_or("");
    let left: usize = before
        .chars()
        .rev()
        .take_while(part)
        .map(char::len_utf8)
        .sum();
    let after = text.get(end..).unwrap_or("");
    let right: usize = after.chars().take_while(part).map(char::len_utf8).sum();
    (start - left, end + right)
}

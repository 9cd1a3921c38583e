//! One native word and everything the conventions of its language may write for it.
//!
//! At every position of the word each convention has the arcs of its own longest fitting n-gram, so the paths whose arcs
//! share a convention are exactly that convention's spellings. Arcs at positions a convention itself never reaches serve
//! mixed readings only. There is no arc that loses a consonant.

use std::collections::BTreeSet;

use super::alphabet::Alphabet;
use super::convention::ConventionSet;
use super::rules::{LanguageRules, Spelling};
use super::table::Tables;

/// Words longer than this are no names.
pub(crate) const MAX_NATIVE: usize = 63;

/// Letters at the end of a native word that decide on its last Latin letter.
const END: usize = 3;

/// A step from one native position to another that writes a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub to: u8,
    start: u32,
    end: u32,
    pub set: ConventionSet,
    /// Those of the set for which it is the first choice.
    pub main: ConventionSet,
}

/// The arcs of one native word. It owns its data.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    pub(super) native: String,
    pub(super) letters: usize,
    pub(super) all: ConventionSet,
    /// By native position.
    arcs: Vec<Vec<Arc>>,
    /// Arcs of an interchangeable letter in place of the one written, by native position.
    exchanged: Vec<Vec<Arc>>,
    texts: String,
    /// Positions whose consonant is the same as the next one.
    doubled: u64,
}

impl Tables {
    /// The lattice of a native word of any case and normalization form; none where it is not a word of the language.
    pub(crate) fn lattice(&self, language: &str, native_word: &str) -> Option<Lattice> {
        Some(self.builder(language, native_word)?.build())
    }

    pub(super) fn builder(&self, language: &str, native_word: &str) -> Option<Builder<'_>> {
        let (alphabet, rules) = self.language(language)?;
        let word = alphabet.encode(native_word)?;
        let fits = word.len() <= MAX_NATIVE && !rules.conventions.is_empty();
        fits.then(|| Builder {
            alphabet,
            rules,
            word,
            texts: String::new(),
        })
    }

    /// The letters at the end of a native word on which its last Latin letter depends.
    pub(crate) fn end(native_word: &str) -> &str {
        let from = native_word.char_indices().rev().nth(END - 1);
        let end = from.and_then(|(at, _)| native_word.get(at..));
        end.unwrap_or(native_word)
    }

    /// The last letters that some convention writes where a word ends so: cheaper than the lattice of the word.
    pub(crate) fn finals(&self, language: &str, end: &str) -> BTreeSet<char> {
        let lattice = self.lattice(language, end);
        lattice.map(|l| l.finals()).unwrap_or_default()
    }
}

impl Lattice {
    /// The native word, normalized.
    pub(crate) fn native(&self) -> &str {
        &self.native
    }

    /// The first letters that any convention may write, also for a letter that writers exchange.
    pub(crate) fn initials(&self) -> BTreeSet<char> {
        let mut initials = BTreeSet::new();
        let mut at = 0;
        // A letter that is not written lets the next one be the first.
        while at < self.letters {
            let arcs = self.arcs(at).iter().chain(self.exchanged(at));
            let texts = arcs.map(|arc| self.text(arc));
            initials.extend(texts.clone().filter_map(|text| text.chars().next()));
            if texts.clone().all(|text| !text.is_empty()) {
                break;
            }
            at += 1;
        }
        initials
    }

    /// The last letters that any convention may write, also for a letter that writers exchange.
    pub(crate) fn finals(&self) -> BTreeSet<char> {
        let mut finals = BTreeSet::new();
        // What is not written at the end lets the letter before it be the last.
        let mut ends = vec![false; self.letters + 1];
        if let Some(end) = ends.last_mut() {
            *end = true;
        }
        for at in (0..self.letters).rev() {
            for arc in self.arcs(at).iter().chain(self.exchanged(at)) {
                if !ends.get(usize::from(arc.to)).is_some_and(|end| *end) {
                    continue;
                }
                match self.text(arc).chars().next_back() {
                    Some(last) => {
                        finals.insert(last);
                    }
                    None => {
                        if let Some(end) = ends.get_mut(at) {
                            *end = true;
                        }
                    }
                }
            }
        }
        finals
    }

    /// The first and last letters that any convention may write, in pairs.
    pub(crate) fn edges(&self) -> Vec<(char, char)> {
        let finals = self.finals();
        let pairs = |first| finals.iter().map(move |last| (first, *last));
        self.initials().into_iter().flat_map(pairs).collect()
    }

    pub(super) fn arcs(&self, at: usize) -> &[Arc] {
        self.arcs.get(at).map_or(&[], Vec::as_slice)
    }

    pub(super) fn exchanged(&self, at: usize) -> &[Arc] {
        self.exchanged.get(at).map_or(&[], Vec::as_slice)
    }

    pub(super) fn text(&self, arc: &Arc) -> &str {
        self.texts
            .get(arc.start as usize..arc.end as usize)
            .unwrap_or("")
    }

    pub(super) fn is_doubled(&self, at: usize) -> bool {
        at < 64 && self.doubled >> at & 1 == 1
    }

    /// How many foreign steps a mixed reading may have.
    pub(super) fn most_foreign(&self) -> usize {
        if self.letters <= 7 { 1 } else { 2 }
    }
}

/// The arcs that start at one position, while they are collected.
#[derive(Default)]
struct Row(Vec<(usize, Spelling)>);

impl Row {
    fn add(&mut self, to: usize, new: Spelling) {
        match self
            .0
            .iter_mut()
            .find(|(other, known)| *other == to && known.text == new.text)
        {
            Some((_, known)) => {
                known.set = known.set.union(new.set);
                known.main = known.main.union(new.main);
            }
            None => self.0.push((to, new)),
        }
    }

    fn get(&self, to: usize, text: u16) -> ConventionSet {
        let known = self
            .0
            .iter()
            .find(|(other, known)| *other == to && known.text == text);
        known.map_or(ConventionSet::EMPTY, |(_, known)| known.set)
    }
}

/// A native word with the rules of its language.
pub(super) struct Builder<'t> {
    alphabet: &'t Alphabet,
    rules: &'t LanguageRules,
    pub(super) word: Vec<u8>,
    texts: String,
}

impl Builder<'_> {
    pub(super) fn build(mut self) -> Lattice {
        let letters = self.word.len();
        let rows: Vec<Row> = (0..letters).map(|at| self.row(&self.word, at)).collect();
        let exchanged_rows: Vec<Row> = (0..)
            .zip(&rows)
            .map(|(at, row)| self.exchanged_row(at, row))
            .collect();
        let arcs = rows.iter().map(|row| self.arcs(row)).collect();
        let exchanged = exchanged_rows.iter().map(|row| self.arcs(row)).collect();
        let doubled = (0..letters)
            .filter(|at| self.is_doubled(*at))
            .fold(0, |set, at| set | 1 << at);
        Lattice {
            native: self.alphabet.decode(&self.word),
            letters,
            all: ConventionSet::first(self.rules.conventions.len()),
            arcs,
            exchanged,
            texts: self.texts,
            doubled,
        }
    }

    /// Whether the letter is a consonant and the next one is the same.
    pub(super) fn is_doubled(&self, at: usize) -> bool {
        let letter = self.word.get(at);
        letter.is_some()
            && letter == self.word.get(at + 1)
            && letter.is_some_and(|a| self.alphabet.consonants >> a & 1 == 1)
    }

    /// What is written from a position on: where it leads, and the text.
    pub(super) fn steps(&self, at: usize) -> impl Iterator<Item = (usize, &str)> {
        let row = self.row(&self.word, at);
        let exchanged = self.exchanged_row(at, &row);
        let texts = &self.rules.texts;
        row.0
            .into_iter()
            .chain(exchanged.0)
            .filter_map(move |(to, s)| {
                let text = texts.get(usize::from(s.text))?;
                Some((to, text.as_str()))
            })
    }

    /// Each convention's arcs at a position.
    fn row(&self, word: &[u8], at: usize) -> Row {
        let mut row = Row::default();
        let Some(settled) = word
            .get(at)
            .and_then(|&letter| self.rules.settled.get(usize::from(letter)))
        else {
            return row;
        };
        row.0
            .extend(settled.spellings.iter().map(|&spelling| (at + 1, spelling)));
        for system in settled.others.iter().map(|&number| usize::from(number)) {
            let Some((length, case)) = self
                .rules
                .systems
                .get(system)
                .and_then(|set| set.longest(word, at))
            else {
                continue;
            };
            self.rules
                .spellings(system, case, |spelling| row.add(at + length, spelling));
        }
        row
    }

    /// What would be written from a position on if an interchangeable letter stood there or behind.
    fn exchanged_row(&self, at: usize, ordinary: &Row) -> Row {
        let mut exchanged = Row::default();
        let longest = usize::from(self.rules.longest).max(1);
        for (place, &letter) in self.word.iter().enumerate().skip(at).take(longest) {
            for &(a, b) in &self.alphabet.interchangeable {
                let other = match letter {
                    _ if letter == a => b,
                    _ if letter == b => a,
                    _ => continue,
                };
                let mut word = self.word.clone();
                if let Some(slot) = word.get_mut(place) {
                    *slot = other;
                }
                for (to, spelling) in self.row(&word, at).0 {
                    if to > place && !spelling.set.is_subset(ordinary.get(to, spelling.text)) {
                        exchanged.add(to, spelling);
                    }
                }
            }
        }
        exchanged
    }

    fn arcs(&mut self, row: &Row) -> Vec<Arc> {
        let mut arcs = Vec::with_capacity(row.0.len());
        for &(to, Spelling { text, set, main }) in &row.0 {
            let start = self.texts.len();
            self.texts.push_str(
                self.rules
                    .texts
                    .get(usize::from(text))
                    .map_or("", String::as_str),
            );
            let (Ok(to), Ok(start), Ok(end)) = (
                u8::try_from(to),
                u32::try_from(start),
                u32::try_from(self.texts.len()),
            ) else {
                continue;
            };
            arcs.push(Arc {
                to,
                start,
                end,
                set,
                main,
            });
        }
        arcs
    }
}

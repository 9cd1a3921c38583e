//! A pattern that has been read → steps, and the words by which it is found.

use std::collections::{BTreeMap, BTreeSet};

use super::PatternError;
use super::pieces::plain_sign;
use super::program::{Literal, LiteralPart, Step};
use super::syntax::{Element, Sequence, parse};
use crate::document::words::LanguageWords;
use crate::glossary::knowledge::Knowledge;
use crate::text::token::{Shape, Token, fold_token, hash_folded, tokenize};

/// Kinds of entries that a class may name.
const KINDS: &[&str] = &[
    "designation",
    "office",
    "organization",
    "outlet",
    "person",
    "place",
    "term",
    "treaty",
];

/// What a word of a pattern costs to look for: words that stand in every sentence are poor anchors.
const COMMON_WORD: u32 = 1000;
const SHORT_WORD: u32 = 60;
const LONG_WORD: u32 = 10;

/// Where to begin when one of these words is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Hashes of folded words, one of which stands in every match.
    pub hashes: Vec<u64>,
    /// Pieces between the start of a match and the word, at least and at most.
    pub least: u16,
    pub most: u16,
}

/// Compiles the patterns of one file.
pub(super) struct Compiler<'a> {
    language: &'a str,
    knowledge: &'a Knowledge,
    classes: &'a BTreeMap<String, Vec<String>>,
    common: BTreeSet<u64>,
    /// Hash → cost of the words seen so far.
    costs: BTreeMap<u64, u32>,
    captures: Vec<String>,
    /// Classes that are being expanded, so that none contains itself.
    open: Vec<String>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        language: &'a str,
        knowledge: &'a Knowledge,
        classes: &'a BTreeMap<String, Vec<String>>,
    ) -> Self {
        let lists = |w: &'a LanguageWords| {
            [&w.openers, &w.prepositions, &w.links, &w.saying]
                .into_iter()
                .flatten()
        };
        let common = knowledge.words(language).into_iter().flat_map(lists);
        Self {
            language,
            knowledge,
            classes,
            common: common.map(|w| hash_folded(&fold_token(w))).collect(),
            costs: BTreeMap::new(),
            captures: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Compiles one pattern; the names of its captures come with it.
    pub(super) fn pattern(&mut self, text: &str) -> Result<(Vec<Step>, Vec<String>), PatternError> {
        let sequence = parse(text)?;
        self.captures.clear();
        let steps = self.sequence(&sequence)?;
        Ok((steps, std::mem::take(&mut self.captures)))
    }

    /// Hashes of single words, each of which may be a lemma (`~missile`).
    pub(super) fn words(&mut self, words: &[String]) -> Result<Vec<u64>, PatternError> {
        let mut out = BTreeSet::new();
        for word in words {
            let (steps, _) = self.pattern(word)?;
            let [Step::Words(literals)] = steps.as_slice() else {
                return Err(PatternError {
                    at: 0,
                    message: format!(
                        "`{word}` is not one word; what stands near is given as single words"
                    ),
                });
            };
            for literal in literals {
                if literal.parts.len() != 1 {
                    return Err(PatternError {
                        at: 0,
                        message: format!(
                            "`{word}` is not one word; what stands near is given as single words"
                        ),
                    });
                }
                out.insert(literal.first());
            }
        }
        Ok(out.into_iter().collect())
    }

    fn sequence(&mut self, sequence: &Sequence) -> Result<Vec<Step>, PatternError> {
        let mut out = Vec::new();
        for (at, element) in sequence {
            out.push(self.element(*at, element)?);
        }
        Ok(out)
    }

    fn element(&mut self, at: usize, element: &Element) -> Result<Step, PatternError> {
        Ok(match element {
            Element::Word(word) => Step::Words(vec![self.literal(at, word)?]),
            Element::Lemma(word) => self.lemma(at, word)?,
            Element::Class(name) => self.class(at, name)?,
            Element::Sign(c) => Step::Sign(plain_sign(*c)),
            Element::Any => Step::Any,
            Element::Gap(most) => Step::Gap(*most),
            Element::Start => Step::Start,
            Element::End => Step::End,
            Element::Either(branches) => self.either(branches)?,
            Element::Maybe(inner) => Step::Maybe(self.sequence(inner)?),
            Element::Mark(inner) => Step::Mark(self.sequence(inner)?),
            Element::Capture(name, inner) => {
                let number = match self.captures.iter().position(|c| c == name) {
                    Some(number) => number,
                    None => {
                        self.captures.push(name.clone());
                        self.captures.len() - 1
                    }
                };
                Step::Capture(number as u8, self.sequence(inner)?)
            }
        })
    }

    fn either(&mut self, branches: &[Sequence]) -> Result<Step, PatternError> {
        let mut steps = Vec::new();
        for branch in branches {
            steps.push(self.sequence(branch)?);
        }
        Ok(merged(steps))
    }

    fn lemma(&mut self, at: usize, word: &str) -> Result<Step, PatternError> {
        let Some(lemmas) = self.knowledge.lemmas(self.language) else {
            return Err(PatternError {
                at,
                message: format!(
                    "there is no table of word forms for `{}` (glossary/lemmas); list the forms: `one|two`",
                    self.language
                ),
            });
        };
        let mut literals = Vec::new();
        for form in lemmas.forms(word) {
            literals.push(self.literal(at, &form)?);
        }
        Ok(Step::Words(sorted(literals)))
    }

    fn class(&mut self, at: usize, name: &str) -> Result<Step, PatternError> {
        let simple = match name {
            "name" => Some(Step::Name),
            "number" => Some(Step::Number),
            kind if KINDS.contains(&kind) => Some(Step::Mention(kind.to_owned())),
            _ => None,
        };
        if let Some(step) = simple {
            return Ok(step);
        }
        let items = match self.classes.get(name) {
            Some(items) => items.clone(),
            None => self.listed(name).ok_or_else(|| self.unknown(at, name))?,
        };
        if self.open.iter().any(|open| open == name) {
            return Err(PatternError {
                at,
                message: format!("the class <{name}> contains itself"),
            });
        }
        self.open.push(name.to_owned());
        let mut branches = Vec::new();
        for item in &items {
            let sequence = parse(item).map_err(|error| PatternError {
                at,
                message: format!("in the class <{name}>, `{item}`: {}", error.message),
            })?;
            let branch = self
                .sequence(&sequence)
                .map_err(|error| PatternError { at, ..error })?;
            branches.push(branch);
        }
        self.open.pop();
        Ok(merged(branches))
    }

    /// Lists that the language has anyway.
    fn listed(&self, name: &str) -> Option<Vec<String>> {
        let words = self.knowledge.words(self.language);
        let calendar = self.knowledge.locale(self.language).map(|l| &l.calendar);
        let small = |list: &[String]| {
            let plain = |w: &&String| w.chars().all(|c| c.is_alphanumeric() || c == ' ');
            list.iter()
                .filter(plain)
                .map(|w| w.to_lowercase())
                .collect()
        };
        match name {
            "saying" => words.map(|w| small(&w.saying)),
            "title" => words.map(|w| small(&w.titles)),
            "month" => calendar.map(|c| small(&c.months)),
            "weekday" => calendar.map(|c| small(&c.weekdays)),
            _ => None,
        }
    }

    fn unknown(&self, at: usize, name: &str) -> PatternError {
        let mut known: Vec<&str> =
            ["name", "number", "saying", "title", "month", "weekday"].to_vec();
        known.extend(KINDS);
        known.extend(self.classes.keys().map(String::as_str));
        let near = known
            .iter()
            .map(|k| (strsim::osa_distance(k, name), *k))
            .filter(|(distance, _)| *distance <= 2)
            .min();
        let hint = near.map_or_else(
            || format!("there are {}", known.join(", ")),
            |(_, k)| format!("did you mean <{k}>?"),
        );
        PatternError {
            at,
            message: format!("unknown class <{name}>; {hint}"),
        }
    }

    /// The tokens of a word as the tokenizer cuts them, with the signs between them.
    fn literal(&mut self, at: usize, word: &str) -> Result<Literal, PatternError> {
        let mut tokens: Vec<Token> = Vec::new();
        tokenize(word, &mut tokens);
        let mut parts = Vec::new();
        let mut end = 0;
        for token in &tokens {
            let gap = word.get(end..token.start as usize).unwrap_or("");
            parts.extend(gap.chars().map(|c| LiteralPart::Sign(plain_sign(c))));
            end = token.end as usize;
            let surface = token.surface(word);
            let has_capital = surface.contains(char::is_uppercase);
            self.note(token, surface);
            parts.push(LiteralPart::Word {
                hash: token.hash,
                exact: has_capital.then(|| surface.to_owned()),
            });
        }
        if !matches!(parts.first(), Some(LiteralPart::Word { .. })) {
            return Err(PatternError {
                at,
                message: format!("`{word}` has no word in it"),
            });
        }
        Ok(Literal { parts })
    }

    fn note(&mut self, token: &Token, surface: &str) {
        let cost = if self.common.contains(&token.hash) {
            COMMON_WORD
        } else if surface.chars().count() < 5 || token.shape.contains(Shape::DIGITS) {
            SHORT_WORD
        } else {
            LONG_WORD
        };
        self.costs.insert(token.hash, cost);
    }

    /// The cheapest words of which one stands in every match.
    pub(super) fn anchor(&self, steps: &[Step]) -> Option<Anchor> {
        self.best(steps).map(|(_, anchor)| anchor)
    }

    fn best(&self, steps: &[Step]) -> Option<(u32, Anchor)> {
        let mut best: Option<(u32, Anchor)> = None;
        let (mut least, mut most) = (0u16, 0u16);
        for step in steps {
            if let Some((cost, mut anchor)) = self.of_step(step) {
                anchor.least += least;
                anchor.most += most;
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, anchor));
                }
            }
            let (a, b) = width(step);
            least = least.saturating_add(a).min(500);
            most = most.saturating_add(b).min(500);
        }
        best
    }

    fn of_step(&self, step: &Step) -> Option<(u32, Anchor)> {
        match step {
            Step::Words(literals) => self.of_literals(literals),
            Step::Capture(_, inner) | Step::Mark(inner) => self.best(inner),
            Step::Either(branches) => {
                let mut joint = (
                    0,
                    Anchor {
                        hashes: Vec::new(),
                        least: u16::MAX,
                        most: 0,
                    },
                );
                for branch in branches {
                    let (cost, anchor) = self.best(branch)?;
                    joint.0 += cost;
                    joint.1.hashes.extend(anchor.hashes);
                    joint.1.least = joint.1.least.min(anchor.least);
                    joint.1.most = joint.1.most.max(anchor.most);
                }
                Some(joint)
            }
            _ => None,
        }
    }

    /// Of each phrase its rarest word.
    fn of_literals(&self, literals: &[Literal]) -> Option<(u32, Anchor)> {
        let mut joint = (
            0u32,
            Anchor {
                hashes: Vec::new(),
                least: u16::MAX,
                most: 0,
            },
        );
        for literal in literals {
            let words = literal
                .parts
                .iter()
                .enumerate()
                .filter_map(|(n, part)| match part {
                    LiteralPart::Word { hash, .. } => Some((n as u16, *hash)),
                    LiteralPart::Sign(_) => None,
                });
            let cost = |hash: u64| self.costs.get(&hash).copied().unwrap_or(COMMON_WORD);
            let (n, hash) = words.min_by_key(|(n, hash)| (cost(*hash), *n))?;
            joint.0 = joint.0.saturating_add(cost(hash));
            joint.1.hashes.push(hash);
            joint.1.least = joint.1.least.min(n);
            joint.1.most = joint.1.most.max(n);
        }
        (!joint.1.hashes.is_empty()).then_some(joint)
    }
}

/// Branches that are single words or phrases become one step.
fn merged(branches: Vec<Vec<Step>>) -> Step {
    let words_only = |branch: &Vec<Step>| matches!(branch.as_slice(), [Step::Words(_)]);
    let phrase = |branch: &Vec<Step>| {
        let single = |s: &Step| matches!(s, Step::Words(l) if l.len() == 1);
        branch.len() > 1 && branch.iter().all(single)
    };
    if !branches.iter().all(|b| words_only(b) || phrase(b)) {
        return Step::Either(branches);
    }
    let mut literals = Vec::new();
    for branch in branches {
        let mut parts = Vec::new();
        let alone = branch.len() == 1;
        for step in branch {
            let Step::Words(list) = step else { continue };
            if alone {
                literals.extend(list);
            } else {
                parts.extend(list.into_iter().flat_map(|l| l.parts));
            }
        }
        if !parts.is_empty() {
            literals.push(Literal { parts });
        }
    }
    Step::Words(sorted(literals))
}

fn sorted(mut literals: Vec<Literal>) -> Vec<Literal> {
    literals.sort_by_key(|l| (l.first(), std::cmp::Reverse(l.parts.len())));
    literals.dedup();
    literals
}

/// How many pieces a step takes, at least and at most.
fn width(step: &Step) -> (u16, u16) {
    let all = |steps: &[Step]| {
        steps.iter().fold((0u16, 0u16), |(a, b), step| {
            let (least, most) = width(step);
            (a.saturating_add(least), b.saturating_add(most))
        })
    };
    let widest = |widths: &mut dyn Iterator<Item = (u16, u16)>| {
        widths.fold((u16::MAX, 0), |(a, b), (least, most)| {
            (a.min(least), b.max(most))
        })
    };
    match step {
        Step::Words(literals) => widest(&mut literals.iter().map(|l| {
            let n = l.parts.len() as u16;
            (n, n)
        })),
        Step::Number => (1, 7),
        Step::Name | Step::Mention(_) => (1, 12),
        Step::Any | Step::Sign(_) => (1, 1),
        // Each word may have a sign beside it.
        Step::Gap(most) => (0, u16::from(*most) * 2 + 1),
        Step::Start | Step::End => (0, 0),
        Step::Either(branches) => widest(&mut branches.iter().map(|b| all(b))),
        Step::Maybe(inner) => (0, all(inner).1),
        Step::Capture(_, inner) | Step::Mark(inner) => all(inner),
    }
}

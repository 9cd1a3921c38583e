//! A compiled pattern: what to look for, and what to say about it.

use serde::{Deserialize, Serialize};

/// One step of a program. Words are compared by the hash of their folded form, as in the glossary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// One of these words or phrases, sorted by the hash of the first word, longer ones first.
    Words(Vec<Literal>),
    /// A run of digits, with its separators.
    Number,
    /// A capitalized word that does not open a sentence, or a mention of a person, place or body.
    Name,
    /// A mention of an entry of this kind.
    Mention(String),
    /// Any one word or number.
    Any,
    /// Up to so many words, not over the end of a clause.
    Gap(u8),
    Sign(char),
    Start,
    End,
    Either(Vec<Vec<Step>>),
    Maybe(Vec<Step>),
    Capture(u8, Vec<Step>),
    Mark(Vec<Step>),
}

/// A word or phrase of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Literal {
    pub parts: Vec<LiteralPart>,
}

/// One token of a literal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LiteralPart {
    Word {
        hash: u64,
        /// The letters as they must stand, where the pattern has capitals.
        exact: Option<String>,
    },
    Sign(char),
}

impl Literal {
    /// Hash of the first word; literals begin with one.
    pub(crate) fn first(&self) -> u64 {
        match self.parts.first() {
            Some(LiteralPart::Word { hash, .. }) => *hash,
            _ => 0,
        }
    }
}

/// How far around a match its context is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    Sentence,
    Paragraph,
}

/// Words of which one must stand near, or none may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Near {
    /// Sorted hashes of folded words.
    pub words: Vec<u64>,
    pub scope: Scope,
}

/// How far a fix is trusted; the words of the YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Trust {
    Safe,
    Unsafe,
    Display,
}

/// Severity in the YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

/// A pattern with everything that is said when it matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pattern {
    /// `<source>-<target>/<id>`.
    pub id: String,
    /// Language that the text was translated from; `None` = any.
    pub source: Option<String>,
    /// Name of the rule that reports it.
    pub rule: String,
    /// The pattern as it was written.
    pub written: Vec<String>,
    pub steps: Vec<Step>,
    /// Names of captures, by number.
    pub captures: Vec<String>,
    /// Matches that overlap one of these do not count.
    pub unless: Vec<Vec<Step>>,
    pub near: Option<Near>,
    pub unless_near: Option<Near>,
    pub message: String,
    pub cause: Option<String>,
    pub suggestions: Vec<String>,
    pub severity: Level,
    pub fix: Option<Trust>,
    /// Reported once a text.
    pub once: bool,
    /// Counts only where the source language is declared.
    pub needs_source: bool,
    pub bad: Vec<String>,
    pub good: Vec<String>,
}

//! Names from one script into another: tables of published systems, compiled per source language into lattices.
//!
//! Everything here is derived from the YAML of `glossary/alphabets` and `glossary/romanization`. A *convention* is one
//! system in one mode (as written, without marks, without diacritics). Two questions are answered: how does this system
//! write that text (`render`), and which conventions could have written this Latin token for that native word (`accept`)?
//! Latin is never compared with Latin by edit distance, and no list of names is consulted.

pub(crate) mod accept;
pub(crate) mod align;
pub(crate) mod alphabet;
mod compile;
pub(crate) mod convention;
mod enumerate;
pub(crate) mod latin;
pub(crate) mod lattice;
mod lint;
pub(crate) mod names;
pub(crate) mod raw;
mod reach;
mod render;
mod rules;
pub(crate) mod skeleton;
pub(crate) mod table;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

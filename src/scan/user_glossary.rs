//! The user's glossaries, compiled: one trie of their names, their patterns, their styles. A cache may keep them from run to run.

use std::borrow::Cow;

use super::cached::{self, Key, Trust};
use super::embedded;
use super::layers::{LayerOptions, LoadError, load_error};
use super::user_patterns;
use crate::finding::Severity;
use crate::glossary::compile::compile;
use crate::glossary::index::Index;
use crate::glossary::knowledge::Knowledge;
use crate::glossary::model::Entry;
use crate::glossary::pattern::PatternSet;
use crate::glossary::style::Style;
use crate::glossary::validate::read;
use crate::glossary::{Bytes, GlossaryFile};

/// What the files of a user came to.
#[derive(Default)]
pub struct UserGlossary {
    /// `None` where no file holds names.
    pub(super) index: Option<Index>,
    pub(super) patterns: Vec<PatternSet>,
    pub(super) styles: Vec<Style>,
}

impl UserGlossary {
    /// Reads and compiles files.
    ///
    /// # Errors
    /// The first error found in them, with its place.
    pub fn compile(files: &[GlossaryFile], options: &LayerOptions) -> Result<Self, LoadError> {
        let (names, patterns) = user_patterns::split(files)?;
        if names.is_empty() {
            return Ok(Self {
                patterns,
                ..Self::default()
            });
        }
        let (entries, source, styles) =
            read_files(&names, options.first_language(), embedded::knowledge())?;
        let path = || names.first().map(|f| f.path.clone()).unwrap_or_default();
        let failed = |message: String| LoadError {
            path: path(),
            line: 1,
            column: 1,
            message,
        };
        let blob = compile(&entries, embedded::knowledge(), &source)
            .map_err(|error| failed(error.to_string()))?;
        let index = Index::open(blob).map_err(|error| {
            failed(format!("compiled to something that does not open: {error}"))
        })?;
        Ok(Self {
            index: Some(index),
            patterns,
            styles,
        })
    }

    /// The key under which a cache keeps what these files come to.
    pub(crate) fn key(files: &[GlossaryFile], options: &LayerOptions) -> Key {
        Key::new(files, options.first_language())
    }

    /// What, beside the files, a key depends on.
    pub(crate) fn context(options: &LayerOptions) -> Vec<u8> {
        Key::context(options.first_language())
    }

    /// Hands the pieces of a file for a cache to `write`; whether there are any.
    pub(crate) fn store<E>(
        &self,
        key: Key,
        write: impl FnOnce(&[Cow<'_, [u8]>]) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        let index = self.index.as_ref().map_or(&[][..], Index::bytes);
        let patterns = PatternSet::to_bytes(&self.patterns).ok()?;
        let styles = postcard::to_allocvec(&self.styles).ok()?;
        Some(write(&cached::pieces(key, [index, &patterns, &styles])))
    }

    /// Opens a file of a cache; `None` when it is not for this key, or damaged.
    pub(crate) fn open(bytes: &Bytes, key: Key, trust: Trust) -> Option<Self> {
        let [index, patterns, styles] = cached::open(bytes, key, trust)?;
        Some(Self {
            index: match index.len() {
                0 => None,
                _ => Some(Index::open(index).ok()?),
            },
            patterns: PatternSet::from_bytes(&patterns).ok()?,
            styles: postcard::from_bytes(&styles).ok()?,
        })
    }
}

/// Reads files of one layer: entries, their text, styles.
fn read_files(
    files: &[GlossaryFile],
    language: &str,
    knowledge: &Knowledge,
) -> Result<(Vec<Entry>, String, Vec<Style>), LoadError> {
    let (mut entries, mut styles) = (Vec::new(), Vec::new());
    let mut source = String::new();
    for file in files {
        let file = &file.without_mark();
        let found = read(file, language, knowledge);
        if let Some(problem) = found
            .problems
            .iter()
            .find(|p| p.severity == Severity::Error)
        {
            return Err(load_error(file, problem));
        }
        entries.extend(found.entries.into_iter().map(|l| l.entry));
        styles.extend(found.style.map(|s| s.style));
        source.push_str(&file.text);
    }
    Ok((entries, source, styles))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> GlossaryFile {
        GlossaryFile {
            path: "mine.yaml".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_comes_from_a_cache_is_what_was_compiled() {
        let files = [
            file("Ryabkov: Рябков\n9M729: { kind: designation }\n"),
            file(
                "source: ru\ntarget: en\npatterns:\n  - id: my-steel\n    pattern: \"[steel] agreement\"\n    cause: \"стали (became) read as сталь\"\n    rule: wrong-sense\n    message: no agreement is meant\n    bad: [\"They steel agreement.\"]\n    good: [\"A steel bridge.\"]\n",
            ),
            file("style: mine\nlanguage: en\nchoices: { ryabkov: Ryabkov }\n"),
        ];
        let options = LayerOptions::default();
        let compiled = UserGlossary::compile(&files, &options).expect("valid glossaries");
        let key = UserGlossary::key(&files, &options);
        let mut bytes = Vec::new();
        let stored = compiled.store(key, |pieces| {
            bytes = pieces.concat();
            Ok::<(), ()>(())
        });
        assert_eq!(stored, Some(Ok(())));
        let opened = UserGlossary::open(&bytes.clone().into(), key, Trust::AllBytes).unwrap();
        let index = |user: &UserGlossary| user.index.as_ref().unwrap().bytes().to_vec();
        assert_eq!(index(&opened), index(&compiled));
        assert_eq!(opened.patterns.len(), 1);
        assert_eq!(opened.patterns[0].hash(), compiled.patterns[0].hash());
        assert_eq!(opened.styles, compiled.styles);
        let other = UserGlossary::key(&files[..1], &options);
        assert!(UserGlossary::open(&bytes.into(), other, Trust::AllBytes).is_none());
    }
}

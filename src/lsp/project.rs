//! Glossaries and settings for the texts of a folder. Files are watched by their time and size, so every editor sees changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value;

use super::document::Document;
use crate::check::Checker;
use crate::config::Settings;
use crate::glossary::GlossaryFile;
use crate::lang::LanguageTag;
use crate::scan::{LayerOptions, Layers};

/// What the editor was told by its user, as `exonym` in its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub config: Option<PathBuf>,
    pub language: Option<LanguageTag>,
    pub source_language: Option<LanguageTag>,
    pub glossaries: Vec<PathBuf>,
}

impl Options {
    /// Reads settings leniently, with or without `exonym` around them; what is wrong is returned in words.
    pub(super) fn read(value: &Value, folder: Option<&Path>) -> (Self, Vec<String>) {
        let value = value.get("exonym").unwrap_or(value);
        let mut wrong = Vec::new();
        let path = |text: &str| folder.map_or_else(|| PathBuf::from(text), |it| it.join(text));
        let mut options = Self::default();
        for (key, value) in value.as_object().into_iter().flatten() {
            let text = value.as_str().filter(|text| !text.is_empty());
            let mut tag = || {
                let tag = text.and_then(LanguageTag::parse);
                if tag.is_none() && !is_nothing(value) {
                    wrong.push(format!("exonym.{key} is no language tag such as \"en\""));
                }
                tag
            };
            match key.as_str() {
                "config" => options.config = text.map(path),
                "language" => options.language = tag(),
                "source-language" | "sourceLanguage" => options.source_language = tag(),
                "glossaries" => {
                    let items = value.as_array().into_iter().flatten();
                    options.glossaries = items.filter_map(Value::as_str).map(path).collect();
                }
                // Editors send settings of other programs, and their own, along.
                _ => {}
            }
        }
        (options, wrong)
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// What all texts under one configuration have in common.
pub(super) struct Project {
    pub checker: Checker,
}

/// A project, as far as it could be opened.
#[derive(Default)]
struct Slot {
    /// The last one that was in order.
    good: Option<Arc<Project>>,
    seen: Vec<(PathBuf, Option<Stamp>)>,
}

type Stamp = (Option<SystemTime>, u64);

/// All projects that texts are open of.
#[derive(Default)]
pub(super) struct Projects {
    options: Options,
    /// By configuration file.
    open: BTreeMap<Option<PathBuf>, Slot>,
}

impl Projects {
    /// Starts again with other options.
    pub(super) fn set_options(&mut self, options: Options) {
        if self.options != options {
            *self = Self {
                options,
                ..Self::default()
            };
        }
    }

    /// The project of a text, opened again if its files have changed. What is wrong with it is told once, to `complain`.
    pub(super) fn of(
        &mut self,
        document: &Document,
        complain: &mut dyn FnMut(String),
    ) -> Arc<Project> {
        let config = self.config_of(document);
        let slot = self.open.entry(config).or_default();
        if let Some(good) = slot.good.as_ref().filter(|_| !is_stale(&slot.seen)) {
            return Arc::clone(good);
        }
        let mut seen = Vec::new();
        let opened = open(&self.options, &mut seen);
        slot.seen = seen;
        match opened {
            Ok(project) => slot.good = Some(Arc::new(project)),
            Err(problem) => complain(problem),
        }
        Arc::clone(
            slot.good
                .get_or_insert_with(|| Arc::new(packs_only(&self.options))),
        )
    }

    /// Whether a file of a project has changed since it was opened.
    pub(super) fn any_stale(&self) -> bool {
        self.open.values().any(|slot| is_stale(&slot.seen))
    }

    fn config_of(&self, _document: &Document) -> Option<PathBuf> {
        self.options.config.clone()
    }
}

fn settings(options: &Options) -> Settings {
    Settings {
        language: options.language.clone(),
        source_language: options.source_language.clone(),
        ..Settings::default()
    }
}

fn open(options: &Options, seen: &mut Vec<(PathBuf, Option<Stamp>)>) -> Result<Project, String> {
    let user = read_glossaries(&options.glossaries, seen)?;
    let layers = Layers::open(&user, &LayerOptions::default()).map_err(|it| it.to_string())?;
    Ok(Project {
        checker: Checker::new(layers, settings(options)),
    })
}

/// A broken glossary is no reason to say nothing about what the packs know.
fn packs_only(options: &Options) -> Project {
    Project {
        checker: Checker::new(Layers::packs(), settings(options)),
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len()))
}

fn is_stale(seen: &[(PathBuf, Option<Stamp>)]) -> bool {
    seen.iter().any(|(path, was)| stamp(path) != *was)
}

fn read_glossaries(
    paths: &[PathBuf],
    seen: &mut Vec<(PathBuf, Option<Stamp>)>,
) -> Result<Vec<GlossaryFile>, String> {
    let mut files = Vec::new();
    for path in paths {
        seen.push((path.clone(), stamp(path)));
        if path.is_dir() {
            files.extend(yaml_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("cannot read the glossary {}: {error}", path.display()));
        text.map(|text| GlossaryFile {
            path: path.display().to_string(),
            text,
        })
    };
    seen.extend(files.iter().map(|path| (path.clone(), stamp(path))));
    files.iter().map(read).collect()
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let problem = |error| format!("cannot read the folder {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        let ending = path.extension();
        if path.is_file() && ending.is_some_and(|end| end == "yaml" || end == "yml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

//! Glossaries and settings for the texts of a folder. Files are watched by their time and size, so every editor sees changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Document;
use super::files::{self, Seen};
use super::options::Options;
use crate::check::{Checker, known};
use crate::config::{self, Config};
use crate::scan::{LayerOptions, Layers};

/// What all texts under one configuration have in common.
pub(super) struct Project {
    pub checker: Checker,
    pub config: Config,
    /// The configuration file in force, if any.
    pub file: Option<PathBuf>,
    /// The first folder of the workspace.
    pub folder: Option<PathBuf>,
    /// Glossaries as they are named: files and folders.
    pub glossaries: Vec<PathBuf>,
}

impl Project {
    /// Whether the user wants to hear nothing about a file.
    pub(super) fn is_excluded(&self, path: &Path) -> bool {
        self.config.is_excluded(path)
    }

    /// Language of plain names in glossaries.
    pub(super) fn glossary_language(&self) -> String {
        let all = self.config.glossary_languages();
        all.into_iter().next().unwrap_or_else(|| "en".to_owned())
    }
}

/// A project, as far as it could be opened.
#[derive(Default)]
struct Slot {
    /// The last one that was in order.
    good: Option<Arc<Project>>,
    seen: Seen,
}

/// All projects that texts are open of.
#[derive(Default)]
pub(super) struct Projects {
    options: Options,
    /// By configuration file.
    open: BTreeMap<Option<PathBuf>, Slot>,
    /// The configuration that was found for a folder.
    found: BTreeMap<PathBuf, Option<PathBuf>>,
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
        let file = self.config_of(document);
        let slot = self.open.entry(file.clone()).or_default();
        if let Some(good) = slot.good.as_ref().filter(|_| !slot.seen.is_stale()) {
            return Arc::clone(good);
        }
        slot.seen = Seen::default();
        match open(&self.options, file.as_deref(), &mut slot.seen) {
            Ok(project) => slot.good = Some(Arc::new(project)),
            Err(problem) => complain(problem),
        }
        let good = &mut slot.good;
        Arc::clone(good.get_or_insert_with(|| Arc::new(packs_only(&self.options, file))))
    }

    /// Whether a file of a project has changed since it was opened, or another configuration counts now.
    pub(super) fn any_stale(&self) -> bool {
        self.open.values().any(|slot| slot.seen.is_stale())
            || self
                .found
                .iter()
                .any(|(folder, was)| config::discover(folder) != *was)
    }

    fn config_of(&mut self, document: &Document) -> Option<PathBuf> {
        if self.options.config.is_some() {
            return self.options.config.clone();
        }
        let folder = document.file.as_deref().and_then(Path::parent);
        let folder = folder.or(self.options.folder.as_deref())?;
        let file = config::discover(folder);
        self.found.insert(folder.to_owned(), file.clone());
        file
    }
}

fn open(options: &Options, file: Option<&Path>, seen: &mut Seen) -> Result<Project, String> {
    let mut config = Config::default();
    let mut glossaries = Vec::new();
    if let Some(file) = file {
        seen.add(file);
        let root = file.parent().unwrap_or(Path::new("/"));
        config = config::load(file, root, &known()).map_err(|error| error.to_string())?;
        glossaries.extend(config.glossaries().iter().map(|path| root.join(path)));
    }
    let more = options
        .glossaries
        .iter()
        .filter(|it| !glossaries.contains(it));
    let more: Vec<PathBuf> = more.cloned().collect();
    glossaries.extend(more);
    let user = files::read_glossaries(&glossaries, seen)?;
    let wanted = LayerOptions {
        packs: config.packs().map(<[String]>::to_vec),
        disable: config.disable().to_vec(),
        languages: config.glossary_languages(),
        style: config.style().map(str::to_owned),
    };
    let layers = Layers::open(&user, &wanted).map_err(|error| error.to_string())?;
    options.apply(&mut config);
    Ok(Project {
        checker: Checker::new(layers, config.clone()),
        config,
        file: file.map(Path::to_owned),
        folder: options.folder.clone(),
        glossaries,
    })
}

/// A broken configuration or glossary is no reason to say nothing about what the packs know.
fn packs_only(options: &Options, file: Option<PathBuf>) -> Project {
    let mut config = Config::default();
    options.apply(&mut config);
    Project {
        checker: Checker::new(Layers::packs(), config.clone()),
        config,
        folder: options.folder.clone(),
        file: file.filter(|it| fs::exists(it).unwrap_or(false)),
        glossaries: options.glossaries.clone(),
    }
}

//! The configuration as a run asks it: which settings hold for which file, and what holds for all.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use super::fail_on::FailOn;
use super::patterns::Patterns;
use super::raw::{RawConfig, Section};
use super::settings::Settings;

/// Settings for every file of a run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    base: Settings,
    overrides: Vec<Override>,
    exclude: Patterns,
    raw: RawConfig,
    place: Option<Place>,
}

/// Settings for some files.
#[derive(Clone, Debug)]
struct Override {
    paths: Patterns,
    /// Which of the tables in the file, from 0.
    number: usize,
}

/// Where the configuration lies, and what paths are relative to.
#[derive(Clone, Debug)]
struct Place {
    file: PathBuf,
    /// Its folder, absolute.
    root: PathBuf,
    /// The folder that paths of a run are relative to, absolute.
    working: PathBuf,
    /// The file as people see it.
    shown: String,
}

impl From<Settings> for Config {
    fn from(base: Settings) -> Self {
        Self {
            base,
            ..Self::default()
        }
    }
}

impl Config {
    /// Resolves what was read from `file`; paths of the run are relative to `working`. Both are absolute.
    pub(super) fn resolve(raw: RawConfig, file: &Path, working: &Path) -> Self {
        let mut base = Settings::default();
        apply(&raw.section, &mut base);
        if let Some(languages) = &raw.languages {
            base.languages.clone_from(&languages.value);
        }
        if let Some(fields) = raw.formats.get("jsonl.fields") {
            base.formats.record_fields.clone_from(&fields.value);
        }
        // The reader has refused what is no pattern.
        let patterns = |paths: &[String]| Patterns::new(paths).unwrap_or_default();
        let overrides = raw.overrides.iter().enumerate();
        let overrides = overrides
            .map(|(number, it)| Override {
                paths: patterns(&it.paths),
                number,
            })
            .collect();
        let exclude = raw.exclude.as_ref().map(|it| patterns(&it.value));
        let root = file.parent().unwrap_or(file).to_owned();
        Self {
            base,
            overrides,
            exclude: exclude.unwrap_or_default(),
            raw,
            place: Some(Place {
                shown: seen_from(working, file),
                file: file.to_owned(),
                root,
                working: working.to_owned(),
            }),
        }
    }

    /// What holds for the file at `path`.
    #[must_use]
    pub fn settings_for(&self, path: &str) -> Cow<'_, Settings> {
        let mut settings = Cow::Borrowed(&self.base);
        for number in self.overrides_for(path) {
            if let Some(found) = self.raw.overrides.get(number) {
                apply(&found.section, settings.to_mut());
            }
        }
        settings
    }

    /// Numbers of the overrides that hold for a path, in order.
    pub(crate) fn overrides_for(&self, path: &str) -> Vec<usize> {
        if self.overrides.is_empty() {
            return Vec::new();
        }
        let Some(path) = self.below_root(Path::new(path)) else {
            return Vec::new();
        };
        let fitting = self.overrides.iter().filter(|it| it.paths.matches(&path));
        fitting.map(|it| it.number).collect()
    }

    /// Whether a file is left out when its folder is checked.
    #[must_use]
    pub fn is_excluded(&self, path: &Path) -> bool {
        !self.exclude.is_empty()
            && self
                .below_root(path)
                .is_some_and(|path| self.exclude.matches(&path))
    }

    /// Whether nothing below a folder is wanted.
    #[must_use]
    pub fn is_excluded_folder(&self, path: &Path) -> bool {
        !self.exclude.is_empty()
            && self.exclude.prunes()
            && self
                .below_root(path)
                // What fits anything inside fits the folder as a whole.
                .is_some_and(|path| self.exclude.matches(&format!("{path}/\u{1}")))
    }

    /// What holds where nothing is said about single files.
    #[must_use]
    pub fn base(&self) -> &Settings {
        &self.base
    }

    /// The same, to be changed: the command line stands above the file.
    #[must_use]
    pub fn base_mut(&mut self) -> &mut Settings {
        &mut self.base
    }

    /// The file it was read from.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        Some(&self.place.as_ref()?.file)
    }

    /// The file as people see it, from the folder they are in.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        Some(&self.place.as_ref()?.shown)
    }

    /// Glossaries of the user: files and folders, as seen from the folder of the run.
    #[must_use]
    pub fn glossaries(&self) -> Vec<PathBuf> {
        let named = self.raw.glossaries.iter().flat_map(|it| &it.value);
        named.map(|path| self.beside(path)).collect()
    }

    /// Packs that take part; `None` means all.
    #[must_use]
    pub fn packs(&self) -> Option<&[String]> {
        Some(&self.raw.packs.as_ref()?.value)
    }

    /// Entries that are left out.
    #[must_use]
    pub fn disable(&self) -> &[String] {
        let named = self.raw.disable.as_ref();
        named.map_or(&[], |it| it.value.as_slice())
    }

    /// The house style.
    #[must_use]
    pub fn style(&self) -> Option<&str> {
        Some(&self.raw.style.as_ref()?.value)
    }

    /// The level from which on a run counts as failed.
    #[must_use]
    pub fn fail_on(&self) -> Option<FailOn> {
        Some(self.raw.fail_on.as_ref()?.value)
    }

    /// The snapshot of known findings, as seen from the folder of the run.
    #[must_use]
    pub fn snapshot(&self) -> Option<PathBuf> {
        Some(self.beside(&self.raw.snapshot.as_ref()?.value))
    }

    /// Languages of plain names in glossaries, the first counts; empty means English.
    #[must_use]
    pub fn glossary_languages(&self) -> Vec<String> {
        let several = self.raw.languages.iter().flat_map(|it| &it.value);
        let one = self.raw.section.language.iter().map(|it| &it.value);
        several
            .chain(one)
            .map(|tag| tag.primary().to_owned())
            .collect()
    }

    /// What was written, with its lines.
    pub(crate) fn raw(&self) -> &RawConfig {
        &self.raw
    }

    /// A path that is relative to the file, as seen from the folder of the run.
    fn beside(&self, path: &str) -> PathBuf {
        let Some(place) = &self.place else {
            return PathBuf::from(path);
        };
        PathBuf::from(seen_from(&place.working, &clean(&place.root.join(path))))
    }

    /// A path below the folder of the configuration, with `/` between its parts.
    fn below_root(&self, path: &Path) -> Option<String> {
        let place = self.place.as_ref()?;
        let whole = clean(&place.working.join(path));
        let below = whole.strip_prefix(&place.root).ok()?;
        let parts: Vec<Cow<'_, str>> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        (!parts.is_empty()).then(|| parts.join("/"))
    }
}

/// Puts what a section says over the settings. What an override allows is allowed beside what is allowed everywhere.
fn apply(section: &Section, settings: &mut Settings) {
    let fallback = &mut settings.fallback;
    if let Some(language) = &section.language {
        fallback.language = Some(language.value.clone());
    }
    if let Some(language) = &section.source_language {
        fallback.source_language = Some(language.value.clone());
    }
    if let Some(day) = &section.as_of {
        fallback.as_of = Some(day.value.clone());
    }
    for (name, rule) in &section.rules {
        let setting = settings.rules.entry(name);
        if let Some(level) = &rule.level {
            setting.level = Some(level.value);
        }
        let allowed = rule.allow.iter().flat_map(|it| &it.value);
        setting.allow.extend(allowed.cloned());
        let options = rule.options.iter();
        setting
            .options
            .extend(options.map(|(name, it)| (name.clone(), it.value.clone())));
    }
}

/// A path without `.` and `..`, by its letters alone.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// An absolute path as someone in the folder `from` writes it.
pub(super) fn seen_from(from: &Path, path: &Path) -> String {
    let mut up = PathBuf::new();
    for folder in from.ancestors() {
        if let Ok(below) = path.strip_prefix(folder) {
            // The way over the root of the disk is no help to anyone.
            if folder.parent().is_none() && !up.as_os_str().is_empty() {
                break;
            }
            let seen = up.join(below);
            // An empty path names nothing; the folder itself has a name.
            return if seen.as_os_str().is_empty() {
                ".".to_owned()
            } else {
                slashes(&seen)
            };
        }
        up.push("..");
    }
    slashes(path)
}

fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

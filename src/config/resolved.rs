//! The configuration as the checker asks it: which settings hold for which file.

use std::borrow::Cow;

use super::settings::Settings;

/// Settings for every file of a run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    base: Settings,
}

impl Config {
    /// What holds for the file at `path`.
    #[must_use]
    pub fn settings_for(&self, _path: &str) -> Cow<'_, Settings> {
        Cow::Borrowed(&self.base)
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
}

impl From<Settings> for Config {
    fn from(base: Settings) -> Self {
        Self { base }
    }
}

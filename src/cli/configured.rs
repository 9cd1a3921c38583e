//! The configuration of a command: found or named, read, and the command line put over it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::inputs::Scope;
use super::options::{GlossaryOptions, InputOptions, TextOptions};
use super::problem::{Problem, Stop, shown};
use super::session;
use crate::check::{Checker, known};
use crate::config::{self, Config, ConfigError, ConfigProblem, FILE_NAME, FailOn};
use crate::scan::Layers;

/// Where the configuration comes from.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct ConfigOptions {
    /// The configuration; without it, the nearest exonym.toml at or above what is checked
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub config: Option<PathBuf>,
    /// Heed no configuration
    #[arg(long, conflicts_with = "config", help_heading = "Configuration")]
    pub isolated: bool,
}

impl ConfigOptions {
    /// The arguments that lead to the same configuration again.
    pub(super) fn arguments(&self) -> Vec<String> {
        match &self.config {
            Some(path) => vec!["--config".to_owned(), shown(path)],
            None if self.isolated => vec!["--isolated".to_owned()],
            None => Vec::new(),
        }
    }

    /// The configuration for what these paths have in common; without paths, for the folder of the run.
    pub(super) fn load(&self, paths: &[&Path]) -> Result<Config, Stop> {
        if self.isolated {
            return Ok(Config::default());
        }
        let working = std::env::current_dir()
            .map_err(|error| Problem::io("find", "the folder of this run", &error))?;
        let file = match &self.config {
            Some(file) => file.clone(),
            None => match config::discover(&common_folder(paths, &working)) {
                Some(file) => file,
                None => return Ok(Config::default()),
            },
        };
        config::load(&file, &working, &known()).map_err(stop)
    }
}

/// What a command works with: the configuration, and the command line over it.
pub(super) struct Setup {
    pub config: Config,
    /// Which names are known.
    pub glossary: GlossaryOptions,
}

impl Setup {
    pub(super) fn new(
        options: &ConfigOptions,
        paths: &[&Path],
        glossary: &GlossaryOptions,
        text: &TextOptions,
    ) -> Result<Self, Stop> {
        let config = with_text(options.load(paths)?, text);
        Ok(Self {
            glossary: self::glossary(glossary, &config),
            config,
        })
    }

    /// For commands that look at glossaries alone.
    pub(super) fn of_glossary(
        options: &ConfigOptions,
        glossary: &GlossaryOptions,
    ) -> Result<Self, Stop> {
        Self::new(options, &[], glossary, &TextOptions::default())
    }

    /// What is left out of folders.
    pub(super) fn scope<'a>(&'a self, options: &'a InputOptions, reports: &[PathBuf]) -> Scope<'a> {
        Scope {
            except: self
                .glossary
                .glossary
                .iter()
                .chain(reports)
                .cloned()
                .collect(),
            config: &self.config,
            options,
        }
    }

    /// Files that a run reads beside its texts.
    pub(super) fn own_files(&self) -> Vec<PathBuf> {
        let file = self.config.file().map(Path::to_owned);
        let own = file.into_iter().chain(self.config.snapshot());
        own.chain(self.glossary.glossary.iter().cloned()).collect()
    }

    /// The level of the command line, of the configuration, or the default.
    pub(super) fn fail_on(&self, option: Option<FailOn>) -> FailOn {
        option.or(self.config.fail_on()).unwrap_or_default()
    }

    pub(super) fn layers(&self) -> Result<Layers, Problem> {
        session::layers(&self.glossary)
    }

    pub(super) fn checker(self) -> Result<Checker, Problem> {
        Ok(Checker::new(self.layers()?, self.config))
    }
}

/// All problems of a file are told at once.
fn stop(error: ConfigError) -> Stop {
    match error {
        ConfigError::Problems(problems) => {
            Stop::Problems(problems.into_iter().map(problem).collect())
        }
        ConfigError::Read { path, error } => Problem::io("read", &path, &error).into(),
        other => Problem::new(other.to_string())
            .advise(format!("--config names a file such as {FILE_NAME}"))
            .into(),
    }
}

fn problem(found: ConfigProblem) -> Problem {
    let problem = Problem::new(found.to_string());
    match found.advice {
        Some(advice) => problem.advise(advice),
        None => problem,
    }
}

/// The deepest folder that holds all paths, absolute.
fn common_folder(paths: &[&Path], working: &Path) -> PathBuf {
    let folders = paths
        .iter()
        .filter(|path| path.as_os_str() != "-")
        .map(|path| {
            let whole = config::clean(&working.join(path));
            if whole.is_dir() {
                whole
            } else {
                whole.parent().map_or_else(|| whole.clone(), Path::to_owned)
            }
        });
    let common = folders.reduce(|a, b| {
        let shared = a.components().zip(b.components());
        shared
            .take_while(|(a, b)| a == b)
            .map(|(part, _)| part)
            .collect()
    });
    common.unwrap_or_else(|| working.to_owned())
}

/// What the command line says of glossaries; where it is silent, the configuration.
fn glossary(options: &GlossaryOptions, config: &Config) -> GlossaryOptions {
    let mut merged = options.clone();
    let place = |line: Option<u32>| Some(format!("{}:{}", config.shown()?, line?));
    let raw = config.raw();
    if merged.glossary.is_empty() {
        merged.glossary = config.glossaries();
        merged.origins.glossaries = place(raw.glossaries.as_ref().map(|it| it.line));
    }
    if merged.packs.is_none() && !merged.no_packs {
        merged.packs = config.packs().map(<[String]>::to_vec);
        merged.origins.packs = true;
    }
    if merged.disable.is_empty() {
        merged.disable = config.disable().to_vec();
        merged.origins.disable = place(raw.disable.as_ref().map(|it| it.line));
    }
    if merged.style.is_none() {
        merged.style = config.style().map(str::to_owned);
        merged.origins.style = place(raw.style.as_ref().map(|it| it.line));
    }
    merged.languages = config.glossary_languages();
    merged
}

/// The configuration with what the command line says of texts above it.
fn with_text(mut config: Config, text: &TextOptions) -> Config {
    let settings = config.base_mut();
    settings.language.clone_from(&text.language);
    settings.source_language.clone_from(&text.source_language);
    settings.as_of.clone_from(&text.as_of);
    if !text.fields.is_empty() {
        settings.formats.record_fields.clone_from(&text.fields);
    }
    for rule in &text.enable {
        settings.rules.enable(rule);
    }
    if !text.select.is_empty() {
        let rules = text.select.iter().chain(&text.enable);
        settings.rules.select(rules.map(String::as_str));
    }
    let ignored = text.ignore.iter().map(String::as_str);
    settings.rules.ignore(ignored);
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_the_deepest_folder_in_common() {
        let common = |paths: &[&str]| {
            let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
            common_folder(&paths, Path::new("/home/desk"))
        };
        assert_eq!(common(&[]), Path::new("/home/desk"));
        assert_eq!(common(&["-"]), Path::new("/home/desk"));
        assert_eq!(common(&["a/b.txt"]), Path::new("/home/desk/a"));
        assert_eq!(common(&["a/b.txt", "a/c/d.txt"]), Path::new("/home/desk/a"));
        assert_eq!(common(&["../x/y.txt", "a.txt"]), Path::new("/home"));
        assert_eq!(common(&["ab/y.txt", "a/y.txt"]), Path::new("/home/desk"));
    }
}

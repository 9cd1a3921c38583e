//! What can be wrong with a configuration, and what it is checked against.

use crate::finding::RuleMeta;

/// A problem of `exonym.toml`, at its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{path}:{line}:{column}: {message}")]
#[non_exhaustive]
pub struct ConfigProblem {
    /// The file as it is shown.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in code points.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: Option<String>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {error}")]
    Read {
        /// The file as it is shown.
        path: String,
        /// Why not.
        error: std::io::Error,
    },
    /// It is larger than any configuration.
    #[error("{path} is larger than 1 MiB: it is no configuration")]
    TooLarge {
        /// The file as it is shown.
        path: String,
    },
    /// Problems in it, by place.
    #[error("{}", shown(.0))]
    Problems(Vec<ConfigProblem>),
}

fn shown(problems: &[ConfigProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Names that a configuration may use; they come from the registries of higher layers.
#[derive(Clone, Debug)]
pub struct Known {
    /// All rules.
    pub rules: Vec<&'static RuleMeta>,
    /// All packs; asked for only where a configuration names some, because it means to read them all.
    pub packs: fn() -> Vec<String>,
}

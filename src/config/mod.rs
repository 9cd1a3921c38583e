//! What the user settled beforehand: languages, rules, glossaries, by file. `exonym.toml` is found, read (every problem with its
//! place, all at once) and resolved, once; a run then asks [`Config::settings_for`] each file.

mod day;
mod discover;
mod fail_on;
pub(crate) mod keys;
mod patterns;
mod problem;
pub(crate) mod raw;
mod read;
pub(crate) mod read_rules;
mod resolved;
#[cfg(feature = "cli")]
mod schema;
mod settings;
#[cfg(feature = "cli")]
mod starter;
#[cfg(test)]
mod tests;

pub(crate) use day::check_day;
pub use discover::{FILE_NAME, discover, load, parse};
pub use fail_on::FailOn;
pub use problem::{ConfigError, ConfigProblem, Known};
pub(crate) use read_rules::is_settable;
pub use resolved::Config;
pub(crate) use resolved::clean;
#[cfg(feature = "cli")]
pub(crate) use schema::schema;
pub use settings::{Declared, RuleLevel, RuleSetting, RuleSettings, Settings};
#[cfg(feature = "cli")]
pub(crate) use starter::{GLOSSARY, STARTER_GLOSSARY, starter};

//! What the user settled beforehand: languages, rules, glossaries, by file. Raw `exonym.toml` is resolved here, once.

mod resolved;
mod settings;

pub use resolved::Config;
pub use settings::{Declared, RuleLevel, RuleSetting, RuleSettings, Settings};

//! `exonym: {ignore: […]}` in front matter: rules that a file silences for itself.

use serde::Deserialize;

/// A longer list is none.
const LONGEST: usize = 4096;

#[derive(Deserialize)]
struct Declared {
    exonym: Own,
}

#[derive(Deserialize)]
struct Own {
    #[serde(default)]
    ignore: Names,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

/// The names in a block of YAML or TOML that begins with our key.
pub(super) fn names(block: &str, yaml: bool) -> Vec<String> {
    if block.len() > LONGEST {
        return Vec::new();
    }
    let declared: Option<Declared> = match yaml {
        true => serde_yaml::from_str(block).ok(),
        false => toml::from_str(block).ok(),
    };
    match declared.map(|it| it.exonym.ignore) {
        Some(Names::One(name)) => vec![name],
        Some(Names::Many(names)) => names,
        None => Vec::new(),
    }
}

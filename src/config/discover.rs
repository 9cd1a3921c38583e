//! Finds and reads `exonym.toml`: the one place below the command line, beside glossaries, that looks at the disk.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::problem::{ConfigError, ConfigProblem, Known};
use super::read::read;
use super::resolved::{Config, clean};

/// Name of the file.
pub const FILE_NAME: &str = "exonym.toml";

/// No configuration that a person writes is larger.
const LARGEST: u64 = 1 << 20;

/// The nearest configuration at or above `folder`, which is absolute. The first one counts alone.
#[must_use]
pub fn discover(folder: &Path) -> Option<PathBuf> {
    let places = folder.ancestors().map(|folder| folder.join(FILE_NAME));
    places.into_iter().find(|path| path.is_file())
}

/// Reads the configuration at `path`. Paths of the run are relative to `working`, which is absolute.
///
/// # Errors
/// When it cannot be read, or says something that it cannot mean; all problems are told at once.
pub fn load(path: &Path, working: &Path, known: &Known) -> Result<Config, ConfigError> {
    let file = clean(&working.join(path));
    let shown = || path.to_string_lossy().replace('\\', "/");
    let failed = |error| ConfigError::Read {
        path: shown(),
        error,
    };
    let mut bytes = Vec::new();
    File::open(&file)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ConfigError::TooLarge { path: shown() });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        ConfigError::Problems(vec![not_text(
            &super::resolved::seen_from(working, &file),
            before,
        )])
    })?;
    parse(&text, &file, working, known).map_err(ConfigError::Problems)
}

/// Reads a configuration that is in memory; `file` is where it lies. Both paths are absolute.
///
/// # Errors
/// The problems of the text, by place.
pub fn parse(
    text: &str,
    file: &Path,
    working: &Path,
    known: &Known,
) -> Result<Config, Vec<ConfigProblem>> {
    let shown = super::resolved::seen_from(working, file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw = read(&shown, text, known)?;
    Ok(Config::resolve(raw, file, working))
}

/// Where the bytes stop being text.
fn not_text(path: &str, before: &[u8]) -> ConfigProblem {
    let lines = before.iter().filter(|byte| **byte == b'\n').count();
    let last = before.rsplit(|byte| *byte == b'\n').next();
    let column = last.map_or(0, |line| String::from_utf8_lossy(line).chars().count());
    ConfigProblem {
        path: path.to_owned(),
        line: u32::try_from(lines + 1).unwrap_or(u32::MAX),
        column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        message: "this is not UTF-8".to_owned(),
        advice: Some("save the file as UTF-8".to_owned()),
    }
}

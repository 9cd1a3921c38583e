//! The cache of compiled glossaries: a folder of the user's, in which the next run finds what takes long to compile.
//!
//! Nothing here fails: where there is no folder, no right to write or no room, the glossary is compiled as if there were no cache.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::glossary::{Bytes, GlossaryFile};
use crate::scan::cached::{Key, Trust};
use crate::scan::{LayerOptions, LoadError, UserGlossary};

/// Bytes of source from which on compiling takes longer than some milliseconds. Time itself is not asked, so that what is kept is the
/// same on every machine.
const WORTH: usize = 8 << 10;
/// A file is dropped when it was not used for so long.
const KEPT: Duration = Duration::from_secs(30 * DAY);
/// The largest sum of all files; the newest one stays in any case.
const ROOM: u64 = 512 << 20;
const DAY: u64 = 24 * 60 * 60;
const ENDING: &str = "glossary";
const TEMPORARY: &str = ".exonym-";

/// Where a compiled glossary came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Compiled,
    /// Compiled, and kept for the next run.
    Stored,
    Cached,
}

/// The user's glossaries: from the cache where it has them, else compiled and, when that took its time, put there.
pub(super) fn compiled(
    files: &[GlossaryFile],
    options: &LayerOptions,
    folder: Option<&Path>,
) -> Result<(UserGlossary, Origin), LoadError> {
    let size: usize = files.iter().map(|file| file.text.len()).sum();
    let Some(folder) = folder.filter(|_| size >= WORTH) else {
        return Ok((UserGlossary::compile(files, options)?, Origin::Compiled));
    };
    let key = UserGlossary::key(files, options);
    let path = folder.join(format!("{key}.{ENDING}"));
    if let Some(user) = opened(&path, key) {
        return Ok((user, Origin::Cached));
    }
    let user = UserGlossary::compile(files, options)?;
    if let Some(Ok(())) = user.store(key, |pieces| write(folder, &path, pieces)) {
        clean(folder, &path, SystemTime::now());
        return Ok((user, Origin::Stored));
    }
    Ok((user, Origin::Compiled))
}

/// The folder of the cache: `EXONYM_CACHE_DIR`, else the place that the system has for caches.
pub(super) fn folder() -> Option<PathBuf> {
    let variable = |name: &str| {
        let value = env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
    if let Some(own) = variable("EXONYM_CACHE_DIR") {
        return Some(own);
    }
    if cfg!(windows) {
        return Some(absolute("LOCALAPPDATA")?.join("exonym").join("cache"));
    }
    let of_home = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    let caches = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(of_home)));
    Some(caches?.join("exonym"))
}

fn opened(path: &Path, key: Key) -> Option<UserGlossary> {
    let mut file = File::open(path).ok()?;
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut file, &mut bytes).ok()?;
    let user = UserGlossary::open(&Bytes::held(Arc::new(bytes)), key, Trust::AllBytes)?;
    note_use(path);
    Some(user)
}

/// Says once a day that a file is in use.
fn note_use(path: &Path) {
    let now = SystemTime::now();
    let old = fs::metadata(path).and_then(|data| data.modified());
    let age = old.ok().and_then(|old| now.duration_since(old).ok());
    if age.is_some_and(|age| age > Duration::from_secs(DAY))
        && let Ok(file) = File::options().append(true).open(path)
    {
        let _ = file.set_modified(now);
    }
}

/// Writes beside the target, then renames, so that another run sees all or nothing.
fn write(folder: &Path, path: &Path, pieces: &[impl AsRef<[u8]>]) -> io::Result<()> {
    make(folder)?;
    // Readable by the user alone, as temporary files are made.
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .tempfile_in(folder)?;
    for piece in pieces {
        file.write_all(piece.as_ref())?;
    }
    file.persist(path)?;
    Ok(())
}

/// Makes the folder, for the user alone.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Drops what was not used for long, what others left half-written, and the oldest of what is too much.
fn clean(folder: &Path, newest: &Path, now: SystemTime) {
    let mut files = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = path.path();
        let Ok(data) = fs::symlink_metadata(&path) else {
            continue;
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let age = data.modified().ok();
        let age = age
            .and_then(|at| now.duration_since(at).ok())
            .unwrap_or_default();
        let kept = if path.extension().is_some_and(|end| end == ENDING) {
            KEPT
        } else if name.starts_with(TEMPORARY) {
            Duration::from_secs(DAY)
        } else {
            continue;
        };
        if !data.is_file() || path == newest {
            continue;
        }
        if age > kept {
            let _ = fs::remove_file(&path);
        } else {
            files.push((age, path.clone(), data.len()));
        }
    }
    // The name decides between files of one age, so that two runs agree on what goes.
    files.sort();
    let mut sum = fs::metadata(newest).map_or(0, |data| data.len());
    for (_, path, len) in files {
        sum = sum.saturating_add(len);
        if sum > ROOM {
            let _ = fs::remove_file(path);
        }
    }
}

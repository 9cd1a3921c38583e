//! The cache of compiled glossaries: a folder of the user's, in which the next run finds what takes long to compile.
//!
//! Nothing here fails: where there is no folder, no right to write or no room, the glossary is compiled as if there were no cache.

use std::env;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::cache_stamp::{self, Stamp};
use crate::glossary::{Bytes, GlossaryFile, Holder};
use crate::scan::cached::{Key, Trust};
use crate::scan::{LayerOptions, LoadError, UserGlossary};

/// Bytes of source from which on compiling takes longer than some milliseconds. Time itself is not asked, so that what is kept is the
/// same on every machine.
const WORTH: usize = 8 << 10;
/// A file is dropped when it was not used for so long.
const KEPT: Duration = Duration::from_secs(30 * DAY);
/// The largest sum of all files; the newest one stays in any case.
const ROOM: u64 = 512 << 20;
/// From this size on a file is not read but mapped.
const MAPPED: u64 = 4 << 20;
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

/// Glossary files and what decides how they are compiled.
pub(super) struct Wanted<'a> {
    paths: &'a [PathBuf],
    options: &'a LayerOptions,
    folder: Option<&'a Path>,
    stamp: Option<Stamp>,
}

impl<'a> Wanted<'a> {
    /// `folder` is that of the cache; `None` to compile in any case. To be made before the files are read.
    pub(super) fn new(
        paths: &'a [PathBuf],
        options: &'a LayerOptions,
        folder: Option<&'a Path>,
    ) -> Self {
        Self {
            paths,
            options,
            folder,
            stamp: folder.and_then(|_| stamp_of(paths, options)),
        }
    }

    /// The files compiled, when the cache has them and they need not even be read.
    pub(super) fn known(&self) -> Option<UserGlossary> {
        let folder = self.folder?;
        let key = self.stamp?.key(folder)?;
        opened(&path(folder, key), key)
    }

    /// The files compiled, from the cache where it has them; else they are put there when that is worth it.
    pub(super) fn compiled(
        &self,
        files: &[GlossaryFile],
    ) -> Result<(UserGlossary, Origin), LoadError> {
        let size: usize = files.iter().map(|file| file.text.len()).sum();
        let Some(folder) = self.folder.filter(|_| size >= WORTH) else {
            let user = UserGlossary::compile(files, self.options)?;
            return Ok((user, Origin::Compiled));
        };
        let key = UserGlossary::key(files, self.options);
        let path = path(folder, key);
        if let Some(user) = opened(&path, key) {
            self.note(folder, key);
            return Ok((user, Origin::Cached));
        }
        let user = UserGlossary::compile(files, self.options)?;
        let stored = user.store(key, |pieces| write(folder, &path, pieces));
        if let Some(Ok(())) = stored {
            self.note(folder, key);
            clean(folder, &path, SystemTime::now());
            return Ok((user, Origin::Stored));
        }
        Ok((user, Origin::Compiled))
    }

    /// Notes under which key the files of this stamp are found, unless they changed while they were read.
    fn note(&self, folder: &Path, key: Key) {
        if let Some(stamp) = self.stamp
            && stamp_of(self.paths, self.options) == Some(stamp)
        {
            let _ = write(folder, &stamp.path(folder), &[key.to_string()]);
        }
    }
}

fn stamp_of(paths: &[PathBuf], options: &LayerOptions) -> Option<Stamp> {
    let context = UserGlossary::context(options);
    Stamp::of(paths, &context, SystemTime::now())
}

fn path(folder: &Path, key: Key) -> PathBuf {
    folder.join(format!("{key}.{ENDING}"))
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
    let data = file.metadata().ok()?;
    let (holder, trust): (Holder, _) = match mapped(&file, &data) {
        Some(map) => (map, Trust::Samples),
        None => {
            let mut bytes = Vec::with_capacity(usize::try_from(data.len()).ok()?);
            file.read_to_end(&mut bytes).ok()?;
            (Arc::new(bytes), Trust::AllBytes)
        }
    };
    let user = UserGlossary::open(&Bytes::held(holder), key, trust)?;
    note_use(path, &data);
    Some(user)
}

/// A large file in place: of a million entries a text needs some hundred pages.
#[allow(unsafe_code, reason = "the one place; the proof stands below")]
fn mapped(file: &File, data: &Metadata) -> Option<Holder> {
    #[cfg(unix)]
    let is_private = std::os::unix::fs::MetadataExt::mode(data) & 0o022 == 0;
    #[cfg(not(unix))]
    let is_private = true;
    if data.len() < MAPPED || !is_private {
        return None;
    }
    // SAFETY: the bytes of a map must not change under it. Files of the cache are written under another name, renamed when they
    // are whole, and removed; no run of this program changes one in place or cuts it, and nobody but the user may write it.
    let map = unsafe { memmap2::Mmap::map(file) }.ok()?;
    Some(Arc::new(map))
}

/// Says once a day that a file is in use.
fn note_use(path: &Path, data: &Metadata) {
    let now = SystemTime::now();
    let age = data
        .modified()
        .ok()
        .and_then(|old| now.duration_since(old).ok());
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
    if file.as_file().metadata()?.len() >= MAPPED {
        // A large one is opened without looking at all of it, so all of it must be there whatever happens to the machine.
        file.as_file().sync_data()?;
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
        let ours = [ENDING, cache_stamp::ENDING];
        let kept = if path
            .extension()
            .is_some_and(|end| ours.iter().any(|e| end == *e))
        {
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

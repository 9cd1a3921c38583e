//! Atomic writing: a temporary file beside the target, then a rename, so that a file is old or new and never half.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::inputs::Source;
use super::problem::{Problem, Stop};

/// Replaces the content of the file of `source`, provided that it still holds `old`. Mode is kept; a link stays a link.
pub(super) fn replace(source: &Source, old: &[u8], new: &[u8]) -> Result<(), Problem> {
    let Some(path) = &source.path else {
        return Ok(());
    };
    let problem = |error: &std::io::Error| Problem::io("write", &source.shown, error);
    let target = target(source, path)?;
    let metadata = fs::metadata(&target).map_err(|error| problem(&error))?;
    if metadata.permissions().readonly() {
        return Err(
            Problem::new(format!("cannot write {}: it is read-only", source.shown))
                .advise("make it writable and run again"),
        );
    }
    if !metadata.is_file() {
        return Err(Problem::new(format!(
            "cannot write {}: it is no ordinary file",
            source.shown
        ))
        .advise("leave it out"));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".exonym-")
        .tempfile_in(folder)
        .map_err(|error| problem(&error))?;
    file.write_all(new).map_err(|error| problem(&error))?;
    file.as_file()
        .set_permissions(metadata.permissions())
        .map_err(|error| problem(&error))?;
    file.as_file().sync_all().map_err(|error| problem(&error))?;
    // Somebody may have saved the file meanwhile; that work must not be lost.
    if fs::read(&target).map_err(|error| problem(&error))? != old {
        return Err(Problem::new(format!(
            "cannot write {}: it changed while it was checked",
            source.shown
        ))
        .advise("run again"));
    }
    file.persist(&target)
        .map_err(|error| problem(&error.error))?;
    Ok(())
}

/// Makes the file at `path` with what `fill` writes; an existing one is replaced only with `force`. Pipes and devices are written to.
pub(super) fn create<T>(
    path: &Path,
    force: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let name = super::problem::shown(path);
    let problem = |error: &std::io::Error| Problem::io("write", &name, error);
    let exists = || {
        Problem::new(format!("cannot write {name}: it exists"))
            .advise("--force replaces it; the file is as it was")
    };
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut file = fs::File::create(path).map_err(|error| problem(&error))?;
        return fill(&mut file);
    }
    if old.is_some() && !force {
        return Err(exists().into());
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".exonym-");
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt as _;
        // As a new file of anybody's: the system takes away what the user does not want.
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(old.as_ref().map_or(mode, fs::Metadata::permissions));
    let mut file = builder
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| problem(&error))?;
    let done = fill(&mut file)?;
    let placed = if force {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    placed.map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(),
        _ => problem(&error.error),
    })?;
    Ok(done)
}

/// The file behind `path`. A link that was found in a folder must not lead out of it: nobody named what lies there.
fn target(source: &Source, path: &Path) -> Result<PathBuf, Problem> {
    let problem = |error: &std::io::Error| Problem::io("write", &source.shown, error);
    let target = path.canonicalize().map_err(|error| problem(&error))?;
    if let Some(folder) = &source.folder
        && !target.starts_with(folder.canonicalize().map_err(|error| problem(&error))?)
    {
        let message = format!(
            "not changed: {} is a link to {}, outside the folder",
            source.shown,
            super::problem::shown(&target)
        );
        return Err(Problem::new(message).advise("name that file itself to fix it"));
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &Path, folder: Option<&Path>) -> Source {
        Source {
            shown: path.display().to_string(),
            path: Some(path.to_owned()),
            folder: folder.map(Path::to_owned),
        }
    }

    #[test]
    fn content_is_replaced_and_nothing_is_left_beside_it() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let path = root.path().join("a.txt");
        fs::write(&path, "old").expect("written");
        replace(&source(&path, None), b"old", b"new").expect("replaced");
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(fs::read_dir(root.path()).expect("readable").count(), 1);
        assert!(
            replace(&source(&path, None), b"old", b"newer").is_err(),
            "it changed meanwhile"
        );
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(fs::read_dir(root.path()).expect("readable").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn mode_is_kept_and_links_do_not_lead_out() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let root = tempfile::tempdir().expect("a temporary folder");
        let outside = root.path().join("outside.txt");
        let folder = root.path().join("wire");
        fs::create_dir(&folder).expect("made");
        fs::write(&outside, "old").expect("written");
        fs::set_permissions(&outside, fs::Permissions::from_mode(0o640)).expect("set");
        let link = folder.join("link.txt");
        symlink(&outside, &link).expect("linked");
        assert!(replace(&source(&link, Some(&folder)), b"old", b"new").is_err());
        assert_eq!(fs::read(&outside).expect("readable"), b"old");
        replace(&source(&link, None), b"old", b"new").expect("a link that was named is followed");
        assert!(
            fs::symlink_metadata(&link)
                .expect("there")
                .file_type()
                .is_symlink()
        );
        assert_eq!(
            fs::metadata(&outside).expect("there").permissions().mode() & 0o777,
            0o640
        );
    }
}

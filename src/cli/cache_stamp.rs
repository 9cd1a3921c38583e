//! Stamps of large glossaries: size, times and number of a file stand for its text, so that the text need not be read.
//!
//! The system changes one of them whenever a file is written or replaced. A file that changed within the last moments is read: two
//! changes may carry the same time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::scan::cached::Key;
use crate::text::digest::digest_all;

pub(super) const ENDING: &str = "stamp";
/// Smaller glossaries are read faster than it matters.
const LARGE: u64 = 1 << 20;
/// Times of files are no finer than this everywhere.
const MOMENT: Duration = Duration::from_secs(3);

/// What stands for the texts of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp(u128);

impl Stamp {
    /// The stamp of files in their order, when together they are large and none of them is new.
    pub(super) fn of(paths: &[PathBuf], context: &[u8], now: SystemTime) -> Option<Self> {
        let mut parts = vec![context.to_vec()];
        let mut size = 0;
        for path in paths {
            let (marks, len) = marks(path, now)?;
            parts.push(
                path.canonicalize()
                    .ok()?
                    .into_os_string()
                    .into_encoded_bytes(),
            );
            parts.push(marks.iter().flat_map(|mark| mark.to_le_bytes()).collect());
            size += len;
        }
        let digest = || digest_all(parts.iter().map(Vec::as_slice));
        (size >= LARGE).then(|| Self(digest()))
    }

    /// The key that was noted for these files.
    pub(super) fn key(self, folder: &Path) -> Option<Key> {
        Key::parse(&fs::read_to_string(self.path(folder)).ok()?)
    }

    pub(super) fn path(self, folder: &Path) -> PathBuf {
        folder.join(format!("{:032x}.{ENDING}", self.0))
    }
}

/// What changes with a file, and its size; nothing where the system does not tell.
#[cfg(unix)]
fn marks(path: &Path, now: SystemTime) -> Option<([i64; 7], u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let since = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let settled = i64::try_from(since.checked_sub(MOMENT)?.as_secs()).ok()?;
    let marks = [
        data.dev().cast_signed(),
        data.ino().cast_signed(),
        data.len().cast_signed(),
        data.mtime(),
        data.mtime_nsec(),
        data.ctime(),
        data.ctime_nsec(),
    ];
    (data.mtime() < settled && data.ctime() < settled).then_some((marks, data.len()))
}

#[cfg(not(unix))]
fn marks(_: &Path, _: SystemTime) -> Option<([i64; 7], u64)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_the_file_and_waits_for_new_ones() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let paths = [folder.path().join("a.yaml")];
        fs::write(&paths[0], vec![b'#'; LARGE as usize]).expect("written");
        let now = SystemTime::now();
        assert_eq!(Stamp::of(&paths, b"en", now), None, "it may change again");
        let later = now + Duration::from_secs(60);
        let first = Stamp::of(&paths, b"en", later).expect("large and settled");
        assert_eq!(Stamp::of(&paths, b"en", later), Some(first));
        assert_ne!(Stamp::of(&paths, b"de", later), Some(first));
        // Replaced by one of the same size, as editors do.
        let other = folder.path().join("b.yaml");
        fs::write(&other, vec![b'#'; LARGE as usize]).expect("written");
        fs::rename(&other, &paths[0]).expect("renamed");
        assert_ne!(Stamp::of(&paths, b"en", later), Some(first));
        fs::write(&paths[0], "small").expect("written");
        assert_eq!(Stamp::of(&paths, b"en", later), None);
    }
}

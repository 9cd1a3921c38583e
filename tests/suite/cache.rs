//! The cache of compiled glossaries: whatever is in it, the output is the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::stdout;

const TEXT: &str = "Sergej Rjabkow met Oleg Baban and Denis Babatenin in Moscow.\n";

/// A folder with a text and a glossary that is worth keeping.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Small glossaries are not kept; a long remark makes this one large.
    let remark = "# a long remark about somebody's names\n".repeat(300);
    let glossary = format!("Sergei Ryabkov: Сергей Рябков\nOleg Baban: Олег Бабан\n{remark}");
    fs::write(folder.path().join("names.yaml"), glossary).expect("written");
    fs::write(folder.path().join("a.txt"), TEXT).expect("written");
    folder
}

fn run(folder: &Path, cache: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_exonym"))
        .args(arguments)
        .current_dir(folder)
        .env("EXONYM_CACHE_DIR", cache)
        .output()
        .expect("the program starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    stdout(&output)
}

fn check(folder: &Path, cache: &Path) -> String {
    let arguments = ["check", "--format=jsonl", "--glossary=names.yaml", "a.txt"];
    let found = run(folder, cache, &arguments);
    assert!(found.contains("Sergei Ryabkov"), "{found}");
    found
}

fn files(cache: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[test]
fn the_second_run_opens_what_the_first_one_compiled() {
    let folder = workplace();
    let cache = folder.path().join("cache");
    let found = check(folder.path(), &cache);
    assert_eq!(files(&cache).len(), 1);
    assert_eq!(check(folder.path(), &cache), found);
    let stats = run(folder.path(), &cache, &["glossary", "stats", "names.yaml"]);
    assert!(stats.contains(" KiB, yours from the cache\n"), "{stats}");
    // Another text of the glossary is another file.
    fs::write(
        folder.path().join("names.yaml"),
        "Sergei Ryabkov: Рябков\n# new\n",
    )
    .expect("written");
    let _ = check(folder.path(), &cache);
    let stats = run(folder.path(), &cache, &["glossary", "stats", "names.yaml"]);
    assert!(!stats.contains("\nyour glossary  201 "), "{stats}");
}

#[test]
fn a_damaged_file_is_compiled_again_and_replaced() {
    let folder = workplace();
    let cache = folder.path().join("cache");
    let found = check(folder.path(), &cache);
    let path = files(&cache).pop().expect("a file");
    let good = fs::read(&path).expect("readable");
    for damaged in [
        &[][..],
        &good[..good.len() / 2],
        &good[1..],
        "not a glossary at all".as_bytes(),
    ] {
        fs::write(&path, damaged).expect("written");
        assert_eq!(check(folder.path(), &cache), found);
        assert_eq!(fs::read(&path).expect("readable"), good);
    }
    let mut flipped = good.clone();
    for at in (0..good.len()).step_by(good.len() / 7) {
        flipped[at] ^= 0x40;
        fs::write(&path, &flipped).expect("written");
        assert_eq!(check(folder.path(), &cache), found);
    }
}

#[test]
fn no_cache_and_no_place_for_one_change_nothing() {
    let folder = workplace();
    let cache = folder.path().join("cache");
    let arguments = [
        "check",
        "--format=jsonl",
        "--no-cache",
        "--glossary=names.yaml",
        "a.txt",
    ];
    let found = run(folder.path(), &cache, &arguments);
    assert!(files(&cache).is_empty());
    // A file stands where the folder should be.
    fs::write(&cache, "").expect("written");
    assert_eq!(check(folder.path(), &cache), found);
    let homeless = Command::new(env!("CARGO_BIN_EXE_exonym"))
        .args(["check", "--format=jsonl", "--glossary=names.yaml", "a.txt"])
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program starts");
    assert_eq!(stdout(&homeless), found);
    assert_eq!(String::from_utf8_lossy(&homeless.stderr), "");
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let folder = workplace();
    let cache = folder.path().join("cache");
    let found: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| check(folder.path(), &cache)))
            .collect();
        let ended = threads
            .into_iter()
            .map(|thread| thread.join().expect("ran"));
        ended.collect()
    });
    assert!(found.iter().all(|one| *one == found[0]));
    assert_eq!(files(&cache).len(), 1, "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn only_the_user_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = workplace();
    let cache = folder.path().join("deep/cache");
    let _ = check(folder.path(), &cache);
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&cache), 0o700);
    assert_eq!(mode(&files(&cache)[0]), 0o600);
}

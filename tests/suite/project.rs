//! A desk sets exonym up, freezes what it knows, gets a bad article, and teaches its glossary: `fixtures/projects/wire-desk`,
//! run from the first command to the last. What the story leaves behind must be what the repository shows.
//!
//! `EXONYM_UPDATE=1` writes what is left behind into the fixture.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{root, run_in, settings};

/// Files that the story writes.
const WRITTEN: &[&str] = &[
    "exonym.toml",
    "exonym.snapshot.yaml",
    "glossary/names.yaml",
    "articles/inspection.md",
    "articles/ferry.html",
    "articles/feed.jsonl",
    "articles/harbour.md",
];

/// A project in a folder of its own, and what its owner saw on the screen.
struct Desk {
    folder: tempfile::TempDir,
    screen: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = Self {
            folder,
            screen: String::new(),
        };
        copy(&fixture().join("incoming"), &desk.path("incoming"));
        desk.git(&["init", "--quiet"]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn git(&self, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git runs");
        assert!(done.status.success(), "git {arguments:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "work"]);
    }

    /// Runs a command as the owner would, and checks its status.
    fn exonym(&mut self, command: &str, status: i32) {
        let arguments = words(command);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run_in(self.folder.path(), &arguments, b"");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        self.screen
            .push_str(&format!("$ exonym {command}\n{out}{err}"));
        let code = output.status.code().unwrap_or(-1);
        self.screen.push_str(&format!("[{code}]\n\n"));
        assert_eq!(code, status, "exonym {command}\n{out}{err}");
    }

    /// Changes a file by hand.
    fn edit(&mut self, name: &str, from: &str, to: &str) {
        let path = self.path(name);
        let text = fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{name} has no {from:?}:\n{text}");
        fs::write(&path, text.replacen(from, to, 1)).expect("the file is writable");
        let plus = to.trim().replace('\n', "\n+ ");
        self.screen.push_str(&format!("# {name}\n+ {plus}\n\n"));
    }
}

fn fixture() -> PathBuf {
    root().join("fixtures/projects/wire-desk")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

/// Words of a command line; single quotes hold some together.
fn words(command: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (n, part) in command.split('\'').enumerate() {
        if n % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}

/// A snapshot notes the day; the story happens on the same one for ever.
fn on_one_day(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(
            |line| match line.trim_start().starts_with("date: 2") && line.starts_with("    ") {
                true => "    date: 2024-05-03\n",
                false => line,
            },
        )
        .collect()
}

#[test]
fn a_desk_from_the_first_run_to_green() {
    let mut desk = Desk::new();
    copy(&desk.path("incoming/first"), &desk.path("articles"));

    desk.exonym("init", 0);
    desk.edit("exonym.toml", "# language = ", "language = ");
    desk.edit(
        "glossary/names.yaml",
        "",
        "Marat Zheltukhin: Марат Желтухин\n",
    );
    desk.exonym("glossary check", 0);
    desk.exonym("check articles", 1);
    desk.exonym("fix articles", 1);
    desk.exonym("check articles --update-snapshot --snapshot exonym.snapshot.yaml --reason 'wording of the agency'", 0);
    desk.edit("exonym.toml", "# snapshot = ", "snapshot = ");
    desk.exonym("check articles", 0);
    desk.commit();

    let harbour = desk.path("articles/harbour.md");
    fs::copy(desk.path("incoming/later/harbour.md"), &harbour).expect("a copy");
    desk.exonym("check articles --format github", 1);
    desk.exonym("fix articles --diff", 0);
    desk.edit(
        "glossary/names.yaml",
        "Marat Zheltukhin: Марат Желтухин\n",
        "Marat Zheltukhin: { native: Марат Желтухин, admitted: [Marat Zheltuhin] }\n",
    );
    desk.exonym("fix articles", 0);
    desk.exonym("check articles --format github", 0);
    desk.exonym("check articles --since HEAD --format concise", 0);

    settings("projects").bind(|| insta::assert_snapshot!("wire-desk", desk.screen));
    for name in WRITTEN {
        let left = fs::read_to_string(desk.path(name)).expect("the story wrote it");
        let left = on_one_day(&left);
        let shown = fixture().join(name);
        if std::env::var_os("EXONYM_UPDATE").is_some() {
            fs::create_dir_all(shown.parent().expect("a folder")).expect("a folder");
            fs::write(&shown, &left).expect("the fixture is writable");
        }
        let expected = fs::read_to_string(&shown).expect("the repository shows it");
        assert_eq!(
            left, expected,
            "{name} differs from the one in fixtures/projects/wire-desk"
        );
    }
}

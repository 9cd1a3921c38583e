//! Actions on the files of the house: a name for the glossary, a form that a rule shall never report.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::actions::{finish, short};
use super::allow;
use super::client::Capabilities;
use super::document::Document;
use super::edits::Changes;
use super::files::{glossary_files, is_same};
use super::uri;
use super::wire::{CodeAction, TextDocumentItem};
use super::worker::Analysis;
use crate::check::{check_glossary, known};
use crate::config;
use crate::finding::Finding;
use crate::glossary::GlossaryFile;
use crate::text::span::Span;

/// What a glossary is called where there is none.
const GLOSSARY: &str = "names.yaml";
/// Keys of a glossary file that are no names.
const KEYS: &[&str] = &[
    "pack",
    "title",
    "language",
    "style",
    "house",
    "authority",
    "references",
    "choices",
    "entries",
    "tests",
];
/// Bytes of the longest name.
const LONGEST: usize = 100;

/// The editor's side: what is open in it, and what it can do.
pub(super) struct House<'a> {
    pub analysis: &'a Analysis,
    pub open: &'a [Arc<Document>],
    pub can: &'a Capabilities,
}

impl House<'_> {
    /// Adds what is selected to the glossary.
    pub(super) fn add_selected(&self, at: Span) -> Option<CodeAction> {
        let text = &self.analysis.document.text;
        let name = at.slice(text).trim();
        let starts_well =
            |c: char| c.is_uppercase() || c.is_numeric() || !(c.is_lowercase() || c.is_ascii());
        if name.chars().count() < 2 || !name.starts_with(starts_well) {
            return None;
        }
        // Editors select what a finding is about, so that is no wish of the user; and what is known need not be added.
        let found = self.analysis.findings.iter().any(|it| it.span == at);
        let known = |it: &super::worker::Named| it.entry.is_some() && it.span.slice(text) == name;
        if found || self.analysis.mentions().iter().any(known) {
            return None;
        }
        self.add(name, native_behind(text, at.end), None)
    }

    /// Adds a name that findings are about and that is in no glossary.
    pub(super) fn add_found(&self, finding: &Finding) -> Option<CodeAction> {
        let is_name = finding.rule.name.starts_with("name-");
        if !is_name || finding.entry.is_some() || !finding.candidates.is_empty() {
            return None;
        }
        let name = finding.preferred.as_ref().or(finding.suggestions.first());
        self.add(
            name.map_or(finding.shown(), String::as_str),
            None,
            Some(finding),
        )
    }

    fn add(&self, name: &str, native: Option<&str>, about: Option<&Finding>) -> Option<CodeAction> {
        let entry = entry(name, native)?;
        let mut changes = Changes::default();
        let glossary = match self.analysis.project.glossaries.first() {
            Some(path) if path.is_dir() => {
                let inside = glossary_files(std::slice::from_ref(path)).ok()?;
                inside
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| path.join(GLOSSARY))
            }
            Some(path) => path.clone(),
            None => self.name_glossary(&mut changes)?,
        };
        match self.file(&glossary) {
            Some((file, version)) => {
                let edit = append(&file.text, &entry)?;
                changes.edit(&file, version, &[edit]);
            }
            None => changes.create(uri::of_path(&glossary), entry),
        }
        let title = format!(
            "Add «{}» to the glossary {}",
            short(name),
            file_name(&glossary)
        );
        finish(self.analysis, title, about, changes, self.can)
    }

    /// Makes the configuration name a glossary, which it does not yet.
    fn name_glossary(&self, changes: &mut Changes) -> Option<PathBuf> {
        let (path, file) = self.config()?;
        match file {
            Some((file, version)) => {
                let (range, new) = allow::name_glossary(&file.text, GLOSSARY)?;
                changes.edit(&file, version, &[(span(&range), new)]);
            }
            None => changes.create(
                uri::of_path(&path),
                format!("glossaries = [\"{GLOSSARY}\"]\n"),
            ),
        }
        Some(path.with_file_name(GLOSSARY))
    }

    /// Tells the configuration that a rule never reports this form.
    pub(super) fn never(&self, finding: &Finding) -> Option<CodeAction> {
        if !is_form(finding.shown()) {
            return None;
        }
        let (path, file) = self.config()?;
        let rule = finding.rule.name;
        let mut changes = Changes::default();
        let after = match file {
            Some((file, version)) => {
                let (range, new) = allow::allow(&file.text, rule, finding.shown())?;
                let mut after = file.text.clone();
                after.replace_range(range.clone(), &new);
                changes.edit(&file, version, &[(span(&range), new)]);
                after
            }
            None => {
                let new = allow::new_file(rule, finding.shown())?;
                changes.create(uri::of_path(&path), new.clone());
                new
            }
        };
        config::parse(&after, &path, path.parent()?, &known()).ok()?;
        let title = format!(
            "Never report «{}» as {rule} in this project",
            short(finding.shown())
        );
        finish(self.analysis, title, Some(finding), changes, self.can)
    }

    /// The configuration of the text, as it is or as it would be called.
    #[allow(
        clippy::type_complexity,
        reason = "a path, and the file if it is there"
    )]
    fn config(&self) -> Option<(PathBuf, Option<(Arc<Document>, Option<i32>)>)> {
        let project = &self.analysis.project;
        if let Some(path) = &project.file {
            return Some((path.clone(), Some(self.file(path)?)));
        }
        let own = self.analysis.document.file.as_deref();
        let folder = project.folder.as_deref();
        let folder = folder.filter(|it| own.is_none_or(|own| own.starts_with(it)));
        let path = folder.or(own?.parent())?.join(config::FILE_NAME);
        Some((path.clone(), self.file(&path)))
    }

    /// A file as it stands in the editor, or else on disk.
    fn file(&self, path: &Path) -> Option<(Arc<Document>, Option<i32>)> {
        let is_it =
            |it: &&Arc<Document>| it.file.as_deref().is_some_and(|file| is_same(file, path));
        if let Some(open) = self.open.iter().find(is_it) {
            return Some((Arc::clone(open), Some(open.version)));
        }
        let text = fs::read_to_string(path).ok()?;
        let item = TextDocumentItem {
            uri: uri::of_path(path),
            language_id: String::new(),
            version: 0,
            text,
        };
        Some((Document::open(item, self.can.encoding), None))
    }
}

/// Whether a form could stand elsewhere as well: words, no punctuation with its neighbours.
fn is_form(text: &str) -> bool {
    let ends = text.chars().next().zip(text.chars().next_back());
    text.len() <= LONGEST
        && ends.is_some_and(|(first, last)| first.is_alphanumeric() && last.is_alphanumeric())
        && !text.contains(['"', '“', '”', '„', '«', '»'])
}

fn span(range: &std::ops::Range<usize>) -> Span {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(at(range.start), at(range.end))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// `Igor Vetrov: Игорь Ветров`, a line of a glossary.
fn entry(name: &str, native: Option<&str>) -> Option<String> {
    let name = name.trim();
    let bad = name.is_empty() || name.len() > LONGEST || name.chars().any(char::is_control);
    if bad || KEYS.contains(&name) {
        return None;
    }
    let native = native.map_or_else(String::new, |it| format!(" {}", scalar(it)));
    Some(format!("{}:{native}\n", scalar(name)))
}

/// A string of YAML: bare where nothing in it has a meaning.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '’');
    let word = text.to_lowercase();
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let bare = text.starts_with(char::is_alphabetic)
        && text.chars().all(plain)
        && !text.ends_with(' ')
        && !reserved.contains(&word.as_str());
    if bare {
        text.to_owned()
    } else {
        serde_json::to_string(text).unwrap_or_default()
    }
}

/// Where an entry goes in a glossary; nothing when it would not be read as one more entry there.
fn append(text: &str, entry: &str) -> Option<(Span, String)> {
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let entry = if text.contains("\r\n") {
        entry.replace('\n', "\r\n")
    } else {
        entry.to_owned()
    };
    let new = format!("{gap}{entry}");
    let read = |text: String| {
        let file = GlossaryFile {
            path: GLOSSARY.to_owned(),
            text,
        };
        let report = check_glossary(&[file], "en").into_iter().next();
        report.filter(|it| !it.refused).map(|it| it.entries.len())
    };
    let before = read(text.to_owned())?;
    let after = read(format!("{text}{new}"))?;
    (after == before + 1).then(|| (span(&(text.len()..text.len())), new))
}

/// The native spelling in brackets behind a name.
fn native_behind(text: &str, end: u32) -> Option<&str> {
    let rest = text
        .get(end as usize..)?
        .trim_start_matches(' ')
        .strip_prefix('(')?;
    let inside = rest.get(..rest.find(')')?)?;
    let inside = inside.split([',', ';']).next()?.trim();
    let foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
    let fits = inside
        .chars()
        .all(|c| foreign(c) || matches!(c, ' ' | '-' | '’'));
    (fits && inside.len() <= LONGEST && inside.chars().any(foreign)).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_a_line_of_yaml() {
        assert_eq!(
            entry("Igor Vetrov", Some("Игорь Ветров")).as_deref(),
            Some("Igor Vetrov: Игорь Ветров\n")
        );
        assert_eq!(entry("9M729", None).as_deref(), Some("\"9M729\":\n"));
        assert_eq!(entry("No", None).as_deref(), Some("\"No\":\n"));
        assert_eq!(entry("a: b #c", None).as_deref(), Some("\"a: b #c\":\n"));
        assert_eq!(entry("title", None), None);
        assert_eq!(entry("a\nb", None), None);
    }

    #[test]
    fn entries_go_where_they_are_read_as_such() {
        let entry = "Igor Vetrov: Игорь Ветров\n";
        let after = |text: &str| append(text, entry).map(|(_, new)| format!("{text}{new}"));
        assert_eq!(after("").as_deref(), Some(entry));
        assert_eq!(
            after("Ryabkov: Рябков").as_deref(),
            Some(format!("Ryabkov: Рябков\n{entry}").as_str())
        );
        let full = "entries:\n  - { id: x, preferred: X-Ray }\n";
        assert_eq!(after(full), Some(format!("{full}{entry}")));
        assert_eq!(
            after("Ryabkov: Рябков\r\n"),
            Some("Ryabkov: Рябков\r\nIgor Vetrov: Игорь Ветров\r\n".to_owned())
        );
        assert_eq!(after("{ a: b }\n"), None);
        assert_eq!(after(&format!("# x\n{entry}")), None);
    }

    #[test]
    fn only_words_can_be_allowed_everywhere() {
        assert!(is_form("Rjabkow") && is_form("9M-729") && is_form("in turn"));
        assert!(!is_form(", ”said") && !is_form("reach ”NATO") && !is_form("") && !is_form("x,"));
    }

    #[test]
    fn a_native_spelling_stands_in_brackets() {
        let text = "Igor Vetrov (Игорь Ветров, born 1970) and Ann (Bob)";
        assert_eq!(native_behind(text, 11), Some("Игорь Ветров"));
        let ann = u32::try_from(text.find(" (Bob").expect("there")).expect("short");
        assert_eq!(native_behind(text, ann), None);
        assert_eq!(native_behind(text, 99), None);
    }
}

//! A client in the same process, in a folder with a configuration and a glossary.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::tests::{Editor, actions, range, titles};
use super::uri;

const NAMES: &str = "Igor Vetrov: Игорь Ветров\n";
const TEXT: &str = "The minister Igor Wetrow said on Friday that the talks would go on.\n";

struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("дом 1%")
            .tempdir()
            .expect("a folder");
        let house = Self { folder };
        files
            .iter()
            .for_each(|(name, text)| house.write(name, text));
        house
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("written");
    }

    fn uri(&self, name: &str) -> String {
        uri::of_path(&self.folder.path().join(name))
    }

    fn editor(&self) -> Editor {
        let mut editor = Editor::plain();
        let folder = json!({ "uri": uri::of_path(self.folder.path()), "name": "x" });
        editor.notify(
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": { "added": [folder], "removed": [] } }),
        );
        // A request is answered after everything that was sent before it.
        assert_eq!(editor.request("nonsense", Value::Null), Err(-32601));
        editor
    }
}

/// Codes and texts of what was published for a URI, the next time.
fn published(editor: &mut Editor, uri: &str) -> Vec<(String, String)> {
    loop {
        let params = editor.diagnostics();
        if params["uri"] != uri {
            continue;
        }
        let all = params["diagnostics"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let word = |it: &Value, key: &str| it[key].as_str().unwrap_or("").to_owned();
        return all
            .iter()
            .map(|it| (word(it, "code"), word(it, "message")))
            .collect();
    }
}

fn rules(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(rule, _)| rule.as_str()).collect()
}

#[test]
fn configuration_and_glossary_are_obeyed_and_read_again_when_they_change() {
    let house = House::new(&[
        ("exonym.toml", "glossaries = [\"names.yaml\"]\n"),
        ("names.yaml", NAMES),
        ("a.txt", TEXT),
    ]);
    let (mut editor, uri) = (house.editor(), house.uri("a.txt"));
    editor.open(&uri, TEXT);
    assert_eq!(rules(&published(&mut editor, &uri)), ["name-variant"]);

    house.write(
        "exonym.toml",
        "glossaries = [\"names.yaml\"]\nrules = { name-variant = \"off\" }\n",
    );
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(published(&mut editor, &uri), []);

    house.write("exonym.toml", "glossaries = [\"names.yaml\"]\n");
    editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri } }),
    );
    assert_eq!(rules(&published(&mut editor, &uri)), ["name-variant"]);

    // Nobody tells: the server looks for itself from time to time.
    house.write("names.yaml", "Igor Wetrow: Игорь Ветров\n");
    assert_eq!(published(&mut editor, &uri), []);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn what_is_broken_is_told_once_and_the_last_good_one_stays() {
    let house = House::new(&[
        ("exonym.toml", "glossaries = [\"names.yaml\"]\n"),
        ("names.yaml", NAMES),
        ("a.txt", TEXT),
    ]);
    let (mut editor, uri) = (house.editor(), house.uri("a.txt"));
    editor.open(&uri, TEXT);
    assert_eq!(rules(&published(&mut editor, &uri)), ["name-variant"]);
    house.write("names.yaml", "Igor Vetrov: [\n");
    editor.notify("workspace/didChangeWatchedFiles", Value::Null);
    assert_eq!(rules(&published(&mut editor, &uri)), ["name-variant"]);
    let told = editor.hear("window/showMessage");
    let message = told["message"].as_str().expect("words");
    assert!(message.contains("names.yaml:"), "{message}");
    editor.change(&uri, 2, range((0, 0), (0, 3)), "A");
    assert_eq!(rules(&published(&mut editor, &uri)), ["name-variant"]);
    assert!(!editor.has_heard("window/showMessage"));
    house.write("exonym.toml", "glossaries = 5\n");
    editor.notify("workspace/didChangeWatchedFiles", Value::Null);
    let told = editor.hear("window/showMessage");
    let message = told["message"].as_str().expect("words");
    assert!(message.contains("exonym.toml:1:14"), "{message}");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn configuration_and_glossary_are_checked_while_they_are_written() {
    let house = House::new(&[
        ("exonym.toml", "glossaries = [\"names.yaml\"]\n"),
        ("names.yaml", NAMES),
    ]);
    let mut editor = house.editor();
    let (config, names, other) = (
        house.uri("exonym.toml"),
        house.uri("names.yaml"),
        house.uri("ci.yaml"),
    );
    editor.open(&config, "# ё\nlanguage = \"en\"\nglosaries = []\n");
    let params = editor.diagnostics();
    let found = &params["diagnostics"][0];
    assert_eq!(
        (&found["code"], &found["range"]),
        (&json!("configuration"), &range((2, 0), (2, 9)))
    );
    assert!(
        found["message"]
            .as_str()
            .is_some_and(|it| it.contains("glossaries")),
        "{found}"
    );
    editor.open(
        &names,
        "Igor Vetrov: Игорь Ветров\nИгорь Ветров: { kidn: person }\n",
    );
    let found = published(&mut editor, &names);
    assert!(
        found
            .iter()
            .any(|(rule, message)| rule.starts_with("glossary-") && message.contains("kidn")),
        "{found:?}"
    );
    editor.open(&other, "said: Sergej Rjabkow said\n");
    assert_eq!(published(&mut editor, &other), []);
    assert_eq!(editor.leave(), 0);
}

/// The files after the edits of an action, by name.
fn applied(house: &House, action: &Value) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for change in action["edit"]["documentChanges"]
        .as_array()
        .expect("changes")
    {
        let uri = change["uri"]
            .as_str()
            .or(change["textDocument"]["uri"].as_str());
        let path = uri::to_path(uri.expect("a file")).expect("a path");
        assert_eq!(path.parent(), Some(house.folder.path()));
        let name = path
            .file_name()
            .and_then(|it| it.to_str())
            .expect("a name")
            .to_owned();
        if change["kind"] == "create" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let places = super::position::Places::new(&text, Default::default());
        let edit = &change["edits"][0];
        let place = serde_json::from_value(edit["range"].clone()).expect("a range");
        let mut after = text.clone();
        after.replace_range(
            places.span(&text, place).range(),
            edit["newText"].as_str().expect("text"),
        );
        files.push((name, after));
    }
    files
}

fn action<'a>(all: &'a [Value], start: &str) -> &'a Value {
    let found = all
        .iter()
        .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with(start)));
    found.unwrap_or_else(|| panic!("{start}: {:?}", titles(all)))
}

#[test]
fn a_form_can_be_allowed_and_a_name_added() {
    let house = House::new(&[
        (
            "exonym.toml",
            "# ours\nglossaries = [\"names.yaml\"]\n[rules]\nname-variant = \"error\" # loud\n",
        ),
        ("names.yaml", NAMES),
    ]);
    let (mut editor, uri) = (house.editor(), house.uri("a.txt"));
    editor.open(&uri, "The minister Igor Wetrow met Oleg Lugovoy (Олег Луговой) on Friday in the house of talks.\n");
    let all = actions(&mut editor, &uri, &range((0, 14), (0, 14)), None);
    let never = action(&all, "Never report «Igor Wetrow» as name-variant");
    assert_eq!(
        applied(&house, never),
        [(
            "exonym.toml".to_owned(),
            "# ours\nglossaries = [\"names.yaml\"]\n[rules]\nname-variant = { severity = \"error\", allow = [\"Igor Wetrow\"] } # loud\n".to_owned()
        )]
    );
    let all = actions(&mut editor, &uri, &range((0, 29), (0, 41)), None);
    let add = action(&all, "Add «Oleg Lugovoy» to the glossary names.yaml");
    assert_eq!(
        add["edit"]["documentChanges"][0]["textDocument"]["version"],
        Value::Null
    );
    let expected = format!("{NAMES}Oleg Lugovoy: Олег Луговой\n");
    assert_eq!(applied(&house, add), [("names.yaml".to_owned(), expected)]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_folder_without_configuration_gets_one() {
    let house = House::new(&[]);
    let (mut editor, uri) = (house.editor(), house.uri("a.txt"));
    editor.open(
        &uri,
        "On Friday Oleg Lugovoy met Sergej Rjabkow, and they said that the talks would go on.\n",
    );
    let all = actions(&mut editor, &uri, &range((0, 10), (0, 22)), None);
    let add = action(&all, "Add «Oleg Lugovoy»");
    assert_eq!(add["edit"]["documentChanges"][0]["kind"], "create");
    assert_eq!(
        applied(&house, add),
        [
            (
                "exonym.toml".to_owned(),
                "glossaries = [\"names.yaml\"]\n".to_owned()
            ),
            ("names.yaml".to_owned(), "Oleg Lugovoy:\n".to_owned()),
        ]
    );
    let all = actions(&mut editor, &uri, &range((0, 30), (0, 30)), None);
    let never = action(&all, "Never report «Sergej Rjabkow»");
    assert_eq!(
        applied(&house, never)[0].1,
        "[rules.name-variant]\nallow = [\"Sergej Rjabkow\"]\n"
    );
    assert!(
        Path::new(house.folder.path())
            .read_dir()
            .is_ok_and(|mut it| it.next().is_none())
    );
    assert_eq!(editor.leave(), 0);
}

//! A client in the same process: what an editor sends, and what it gets.

use std::thread;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

/// An editor of few words.
pub(super) struct Editor {
    connection: Option<Connection>,
    server: Option<thread::JoinHandle<u8>>,
    next: i32,
    /// Notifications that came while something else was waited for.
    heard: Vec<Notification>,
}

impl Editor {
    fn start(capabilities: Value, options: Value) -> (Self, Value) {
        let (server, client) = Connection::memory();
        let mut editor = Self {
            connection: Some(client),
            server: Some(thread::spawn(move || super::server::run(server))),
            next: 1,
            heard: Vec::new(),
        };
        let params = json!({ "capabilities": capabilities, "initializationOptions": options, "processId": null });
        let answer = editor
            .request("initialize", params)
            .expect("it introduces itself");
        editor.notify("initialized", json!({}));
        (editor, answer)
    }

    pub(super) fn plain() -> Self {
        let can = json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true, "dataSupport": true, "relatedInformation": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } }, "isPreferredSupport": true } },
            "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } } });
        Self::start(can, Value::Null).0
    }

    fn send(&self, message: Message) {
        let connection = self.connection.as_ref().expect("connected");
        connection.sender.send(message).expect("the server listens");
    }

    pub(super) fn notify(&self, method: &str, params: Value) {
        let method = method.to_owned();
        self.send(Notification { method, params }.into());
    }

    fn receive(&self) -> Message {
        let connection = self.connection.as_ref().expect("connected");
        let patience = Duration::from_secs(60);
        connection
            .receiver
            .recv_timeout(patience)
            .expect("the server answers")
    }

    pub(super) fn request(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = RequestId::from(self.next);
        self.next += 1;
        let method = method.to_owned();
        let sent = id.clone();
        self.send(
            Request {
                id: sent,
                method,
                params,
            }
            .into(),
        );
        loop {
            match self.receive() {
                Message::Response(it) if it.id == id => {
                    return it.response_result.map_err(|error| error.code);
                }
                Message::Notification(it) => self.heard.push(it),
                _ => {}
            }
        }
    }

    /// The next notification of that kind.
    pub(super) fn hear(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|it| it.method == method) {
                return self.heard.remove(at).params;
            }
            if let Message::Notification(it) = self.receive() {
                self.heard.push(it);
            }
        }
    }

    pub(super) fn has_heard(&self, method: &str) -> bool {
        self.heard.iter().any(|it| it.method == method)
    }

    pub(super) fn diagnostics(&mut self) -> Value {
        self.hear("textDocument/publishDiagnostics")
    }

    pub(super) fn open(&self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    pub(super) fn change(&self, uri: &str, version: i32, range: Value, text: &str) {
        let change = json!({ "range": range, "text": text });
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    pub(super) fn leave(mut self) -> u8 {
        self.request("shutdown", Value::Null)
            .expect("it shuts down");
        self.notify("exit", Value::Null);
        let server = self.server.take().expect("it runs");
        server.join().expect("it ends")
    }
}

pub(super) fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    let at = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": at(from), "end": at(to) })
}

const TEXT: &str =
    "The talks were held in Geneva on Friday. 😀 Sergej Rjabkow said that they would go on.\r\n";

#[test]
fn a_text_is_checked_as_it_is_opened_changed_and_closed() {
    let mut editor = Editor::plain();
    editor.open("untitled:1", TEXT);
    let first = editor.diagnostics();
    assert_eq!(first["version"], 1);
    let found = &first["diagnostics"][0];
    assert_eq!(found["code"], "name-variant");
    assert_eq!(found["source"], "exonym");
    assert_eq!(found["severity"], 2);
    assert_eq!(found["range"], range((0, 44), (0, 58)));
    assert_eq!(
        found["data"]["fingerprint"].as_str().map(str::len),
        Some(16)
    );
    let message = found["message"].as_str().expect("words");
    assert!(
        message.starts_with("Sergej Rjabkow: German transcription"),
        "{message}"
    );
    assert!(message.ends_with("preferred: Sergei Ryabkov"), "{message}");

    editor.change("untitled:1", 2, range((0, 44), (0, 58)), "Sergei Ryabkov");
    let second = editor.diagnostics();
    assert_eq!(
        (&second["version"], &second["diagnostics"]),
        (&json!(2), &json!([]))
    );

    editor.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": "untitled:1" } }),
    );
    assert_eq!(
        editor.diagnostics(),
        json!({ "uri": "untitled:1", "diagnostics": [] })
    );
    assert_eq!(editor.leave(), 0);
}

#[test]
fn what_nobody_knows_is_answered_and_what_is_malformed_does_no_harm() {
    let mut editor = Editor::plain();
    assert_eq!(editor.request("workspace/nonsense", json!({})), Err(-32601));
    assert_eq!(
        editor.request("textDocument/hover", json!({ "a": 1 })),
        Err(-32602)
    );
    assert_eq!(editor.request("initialize", json!({})), Err(-32600));
    editor.notify("textDocument/didOpen", json!({ "textDocument": 5 }));
    editor.notify("textDocument/didChange", Value::Null);
    editor.notify("$/nonsense", json!([1]));
    editor.notify("$/cancelRequest", json!({ "id": {} }));
    editor.open("untitled:2", TEXT);
    assert_eq!(
        editor.diagnostics()["diagnostics"].as_array().map(Vec::len),
        Some(1)
    );
    let nowhere = json!({ "textDocument": { "uri": "untitled:9" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(
        editor.request("textDocument/hover", nowhere),
        Ok(Value::Null)
    );
    assert_eq!(editor.leave(), 0);
}

#[test]
fn an_editor_that_just_goes_is_told_by_the_status() {
    let mut editor = Editor::plain();
    editor.notify("exit", Value::Null);
    let server = editor.server.take().expect("it runs");
    assert_eq!(server.join().expect("it ends"), 1);
    let mut editor = Editor::plain();
    editor.connection = None;
    let server = editor.server.take().expect("it runs");
    assert_eq!(server.join().expect("it ends"), 1);
}

#[test]
fn positions_count_what_was_agreed_on() {
    for (offered, name, start) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 46),
        (Value::Null, "utf-16", 44),
    ] {
        let can = json!({ "general": { "positionEncodings": offered } });
        let (mut editor, answer) = Editor::start(can, json!({ "language": "en" }));
        assert_eq!(answer["capabilities"]["positionEncoding"], name);
        editor.open("untitled:3", TEXT);
        let found = editor.diagnostics();
        assert_eq!(
            found["diagnostics"][0]["range"]["start"]["character"],
            start
        );
        assert_eq!(found.get("version"), None);
        assert_eq!(editor.leave(), 0);
    }
}

const TWICE: &str = "“I will not go,” 😀 said Sergej Rjabkow on Friday.\r\n\r\nRjabkow went to Geneva, and the talks were held on the new treaty.\r\n";

fn at(uri: &str, line: u32, character: u32) -> Value {
    let position = json!({ "line": line, "character": character });
    json!({ "textDocument": { "uri": uri }, "position": position })
}

pub(super) fn actions(
    editor: &mut Editor,
    uri: &str,
    range: &Value,
    only: Option<&str>,
) -> Vec<Value> {
    let only = only.map(|only| vec![only]);
    let context = json!({ "diagnostics": [], "only": only });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    let answer = editor.request("textDocument/codeAction", params);
    let Ok(Value::Array(all)) = answer else {
        panic!("no list of actions: {answer:?}");
    };
    all
}

pub(super) fn titles(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .filter_map(|it| it["title"].as_str())
        .collect()
}

#[test]
fn a_hover_explains_findings_and_whoever_is_named() {
    let mut editor = Editor::plain();
    editor.open("untitled:4", TWICE);
    let hover = editor
        .request("textDocument/hover", at("untitled:4", 0, 26))
        .expect("a hover");
    assert_eq!(hover["range"], range((0, 25), (0, 39)));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"]
        .as_str()
        .expect("words")
        .to_owned();
    insta::with_settings!({ snapshot_path => "../../snapshots/lsp", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("hover", text);
    });
    // Right forms are explained as well, and other words are not.
    editor.change("untitled:4", 2, range((0, 25), (0, 39)), "Sergei Ryabkov");
    let hover = editor
        .request("textDocument/hover", at("untitled:4", 0, 30))
        .expect("a hover");
    let text = hover["contents"]["value"].as_str().expect("words");
    assert!(
        text.starts_with("**Sergei Ryabkov** (person, pack"),
        "{text}"
    );
    assert_eq!(
        editor.request("textDocument/hover", at("untitled:4", 2, 40)),
        Ok(Value::Null)
    );
    assert_eq!(editor.leave(), 0);
}

#[test]
fn findings_can_be_settled_one_by_one_by_entry_and_all_at_once() {
    let mut editor = Editor::plain();
    editor.open("untitled:5", TWICE);
    let place = range((0, 27), (0, 27));
    let all = actions(&mut editor, "untitled:5", &place, None);
    assert_eq!(
        titles(&all),
        [
            "Replace by «Sergei Ryabkov» (safe)",
            "Fix all 2 places of «Sergei Ryabkov» in this file",
            "Apply all 2 safe fixes of this file",
            "Ignore name-variant for «Sergej Rjabkow» here",
        ]
    );
    assert_eq!(all[0]["isPreferred"], true);
    assert_eq!(all[0]["diagnostics"][0]["code"], "name-variant");
    let edit = |n: usize| all[n]["edit"]["documentChanges"][0].clone();
    assert_eq!(
        edit(0)["textDocument"],
        json!({ "uri": "untitled:5", "version": 1 })
    );
    let given = json!({ "range": range((0, 25), (0, 31)), "newText": "Sergei" });
    let family = json!({ "range": range((0, 32), (0, 39)), "newText": "Ryabkov" });
    let second = json!({ "range": range((2, 0), (2, 7)), "newText": "Ryabkov" });
    assert_eq!(edit(0)["edits"], json!([given, family]));
    assert_eq!(edit(1)["edits"], json!([given, family, second]));
    assert_eq!(edit(2)["edits"], json!([given, family, second]));
    assert_eq!(all[2]["kind"], "source.fixAll.exonym");
    let ignored = json!({ "range": range((0, 0), (0, 0)), "newText": "<!-- exonym: ignore-next name-variant -->\r\n" });
    assert_eq!(edit(3)["edits"], json!([ignored]));

    let save = actions(
        &mut editor,
        "untitled:5",
        &range((0, 0), (0, 0)),
        Some("source.fixAll"),
    );
    assert_eq!(titles(&save), ["Apply all 2 safe fixes of this file"]);
    let elsewhere = actions(&mut editor, "untitled:5", &range((0, 3), (0, 4)), None);
    assert_eq!(titles(&elsewhere), [""; 0]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_client_of_old_gets_edits_without_versions_and_plain_text() {
    let can = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } });
    let (mut editor, answer) = Editor::start(can, Value::Null);
    assert_eq!(
        answer["capabilities"]["codeActionProvider"]["codeActionKinds"][0],
        "quickfix"
    );
    editor.open("untitled:6", TWICE);
    let all = actions(
        &mut editor,
        "untitled:6",
        &range((2, 0), (2, 7)),
        Some("quickfix"),
    );
    let edits = &all[0]["edit"]["changes"]["untitled:6"];
    assert_eq!(
        edits,
        &json!([{ "range": range((2, 0), (2, 7)), "newText": "Ryabkov" }])
    );
    assert_eq!(all[0].get("isPreferred"), None);
    let hover = editor
        .request("textDocument/hover", at("untitled:6", 2, 1))
        .expect("a hover");
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().expect("words");
    assert!(!text.contains("**"), "{text}");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn front_matter_gets_no_comment() {
    let mut editor = Editor::plain();
    let text = "---\ntitle: Talks with Sergej Rjabkow went on\n---\n\nText.\n";
    let item = json!({ "uri": "untitled:8", "languageId": "markdown", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
    let found = editor.diagnostics()["diagnostics"][0].clone();
    assert_eq!(found["code"], "name-variant");
    let all = actions(&mut editor, "untitled:8", &found["range"], Some("quickfix"));
    let titles = titles(&all);
    assert!(titles[0].starts_with("Replace by"), "{titles:?}");
    assert!(
        !titles.iter().any(|it| it.starts_with("Ignore")),
        "{titles:?}"
    );
    assert_eq!(editor.leave(), 0);
}

#[test]
fn what_is_ignored_is_silent_and_markdown_keeps_its_shape() {
    let paragraph =
        "The talks were held on Friday, and Sergej Rjabkow said that they would go on.\n";
    let comment = "<!-- exonym: ignore-next name-variant -->\n";
    let inline = " <!-- exonym: ignore-line name-variant -->";
    for (language, text, line, expected) in [
        (
            "plaintext",
            format!("One line.\n{paragraph}"),
            1,
            format!("One line.\n{comment}{paragraph}"),
        ),
        (
            "markdown",
            format!("# One\n\n{paragraph}"),
            2,
            format!("# One\n\n{comment}{paragraph}"),
        ),
        (
            "markdown",
            format!("- {paragraph}- two\n"),
            0,
            format!("- {}{inline}\n- two\n", paragraph.trim_end()),
        ),
        (
            "markdown",
            format!("| a | b |\n|---|---|\n| {} | c |\n", paragraph.trim_end()),
            2,
            format!(
                "| a | b |\n|---|---|\n| {} | c{inline} |\n",
                paragraph.trim_end()
            ),
        ),
    ] {
        let mut editor = Editor::plain();
        let item =
            json!({ "uri": "untitled:7", "languageId": language, "version": 1, "text": text });
        editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
        let found = editor.diagnostics()["diagnostics"][0].clone();
        assert_eq!(
            (&found["code"], &found["range"]["start"]["line"]),
            (&json!("name-variant"), &json!(line)),
            "{text}"
        );
        let all = actions(&mut editor, "untitled:7", &found["range"], Some("quickfix"));
        let ignore = all
            .iter()
            .find(|it| it["title"] == "Ignore name-variant for «Sergej Rjabkow» here");
        let edit = &ignore.expect("an action")["edit"]["documentChanges"][0]["edits"][0];
        editor.change(
            "untitled:7",
            2,
            edit["range"].clone(),
            edit["newText"].as_str().expect("text"),
        );
        assert_eq!(editor.diagnostics()["diagnostics"], json!([]), "{text}");
        let start = serde_json::from_value(edit["range"].clone()).expect("a range");
        let place = super::position::Places::new(&text, Default::default()).span(&text, start);
        let mut after = text;
        after.replace_range(place.range(), edit["newText"].as_str().expect("text"));
        assert_eq!(after, expected);
        assert_eq!(editor.leave(), 0);
    }
}

//! A client in the same process: what an editor sends, and what it gets.

use std::thread;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

/// An editor of few words.
struct Editor {
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

    fn plain() -> Self {
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

    fn notify(&self, method: &str, params: Value) {
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

    fn request(&mut self, method: &str, params: Value) -> Result<Value, i32> {
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
    fn hear(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|it| it.method == method) {
                return self.heard.remove(at).params;
            }
            if let Message::Notification(it) = self.receive() {
                self.heard.push(it);
            }
        }
    }

    fn diagnostics(&mut self) -> Value {
        self.hear("textDocument/publishDiagnostics")
    }

    fn open(&self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    fn change(&self, uri: &str, version: i32, range: Value, text: &str) {
        let change = json!({ "range": range, "text": text });
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    fn leave(mut self) -> u8 {
        self.request("shutdown", Value::Null)
            .expect("it shuts down");
        self.notify("exit", Value::Null);
        let server = self.server.take().expect("it runs");
        server.join().expect("it ends")
    }
}

fn range(from: (u32, u32), to: (u32, u32)) -> Value {
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

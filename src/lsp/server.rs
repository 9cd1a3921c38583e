//! The thread that talks: handshake, open texts, requests.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{FIX_ALL, QUICK_FIX};
use super::client::{Capabilities, Client, Tone};
use super::document::Document;
use super::options::Options;
use super::queue::{Ask, Question, Queue};
use super::uri;
use super::wire::{
    AboutDocument, AtPosition, CodeActionParams, DidChange, DidOpen, FoldersChanged,
    WorkspaceFolder,
};
use super::worker::Worker;

/// Talks with the editor until it goes; the exit status of the process.
pub(super) fn run(connection: Connection) -> u8 {
    let Some((client, params)) = greet(connection) else {
        return 1;
    };
    let client = Arc::new(client);
    let queue = Arc::new(Queue::default());
    let options = Arc::new(Mutex::new(None));
    let worker = Worker::new(queue.clone(), client.clone(), options.clone());
    let worker = thread::spawn(move || worker.run());
    let mut server = Server {
        client,
        queue: queue.clone(),
        options,
        folders: folders(&params),
        settings: params
            .get("initializationOptions")
            .cloned()
            .unwrap_or_default(),
        waiting: None,
        shut_down: false,
    };
    server.configure();
    watch_parent(params.get("processId"), &queue);
    let status = server.talk();
    queue.stop();
    // The worker ends after what it is doing; nothing it could say has a reader.
    let _ = worker.join();
    status
}

/// The handshake. Nothing when the editor left before it said what it is.
fn greet(connection: Connection) -> Option<(Client, Value)> {
    loop {
        match connection.receiver.recv().ok()? {
            Message::Request(request) if request.method == "initialize" => {
                let no = Value::Null;
                let can = request.params.get("capabilities").unwrap_or(&no);
                let client = Client::new(connection, Capabilities::read(can));
                client.answer(request.id, abilities(&client.can));
                return Some((client, request.params));
            }
            Message::Request(request) => {
                let message = "the first request is initialize".to_owned();
                let code = ErrorCode::ServerNotInitialized as i32;
                let refused = Response::new_err(request.id, code, message);
                connection.sender.send(refused.into()).ok()?;
            }
            Message::Notification(it) if it.method == "exit" => return None,
            _ => {}
        }
    }
}

fn abilities(can: &Capabilities) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": can.encoding.as_str(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "hoverProvider": true,
            "codeActionProvider": if can.code_action_literals {
                json!({ "codeActionKinds": [QUICK_FIX, FIX_ALL] })
            } else {
                Value::Bool(false)
            },
            "workspace": {
                "workspaceFolders": { "supported": true, "changeNotifications": true },
            },
        },
        "serverInfo": { "name": "exonym", "version": env!("CARGO_PKG_VERSION") },
    })
}

fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(|it| it.get("uri"));
    let root = params.get("rootUri").into_iter();
    let mut all: Vec<PathBuf> = Vec::new();
    let old = params.get("rootPath").and_then(Value::as_str);
    for uri in listed.chain(root).filter_map(Value::as_str) {
        all.extend(uri::to_path(uri).filter(|path| !all.contains(path)));
    }
    if all.is_empty() {
        all.extend(old.map(PathBuf::from));
    }
    all
}

/// An editor that crashed cannot say so. Only a process that is seen now can be missed later.
fn watch_parent(id: Option<&Value>, queue: &Arc<Queue>) {
    let Some(id) = id.and_then(Value::as_u64) else {
        return;
    };
    let process = PathBuf::from(format!("/proc/{id}"));
    if !process.exists() {
        return;
    }
    let queue = Arc::downgrade(queue);
    thread::spawn(move || {
        while queue.strong_count() > 0 {
            thread::sleep(Duration::from_secs(3));
            if !process.exists() {
                std::process::exit(1);
            }
        }
    });
}

struct Server {
    client: Arc<Client>,
    queue: Arc<Queue>,
    options: Arc<Mutex<Option<Options>>>,
    folders: Vec<PathBuf>,
    /// What the editor was told by its user.
    settings: Value,
    /// The question about settings that was asked last.
    waiting: Option<RequestId>,
    shut_down: bool,
}

impl Server {
    fn talk(&mut self) -> u8 {
        while let Some(message) = self.client.receive() {
            match message {
                Message::Request(request) => self.request(request),
                Message::Response(response) => self.response(response),
                Message::Notification(it) if it.method == "exit" => {
                    return u8::from(!self.shut_down);
                }
                Message::Notification(it) => self.notification(it),
            }
        }
        1
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.shut_down {
            let message = "the server is shutting down";
            return self.client.refuse(id, ErrorCode::InvalidRequest, message);
        }
        match method.as_str() {
            "shutdown" => {
                self.shut_down = true;
                self.client.answer(id, Value::Null);
            }
            "textDocument/hover" => self.ask(id, params, |params: AtPosition| {
                let uri = params.text_document.uri;
                let position = params.position;
                (uri, Box::new(move |it| Question::Hover(it, position)))
            }),
            "textDocument/codeAction" => self.ask(id, params, |params: CodeActionParams| {
                let uri = params.text_document.uri.clone();
                (uri, Box::new(move |it| Question::Actions(it, params)))
            }),
            "initialize" => {
                let message = "the server is initialized already";
                self.client.refuse(id, ErrorCode::InvalidRequest, message);
            }
            _ => {
                let message = format!("exonym does not know {method}");
                self.client.refuse(id, ErrorCode::MethodNotFound, &message);
            }
        }
    }

    /// Passes a question about a text on to the worker.
    fn ask<P: DeserializeOwned>(
        &self,
        id: RequestId,
        params: Value,
        read: impl FnOnce(P) -> (String, Box<dyn FnOnce(Arc<Document>) -> Question>),
    ) {
        let (uri, question) = match serde_json::from_value(params) {
            Ok(params) => read(params),
            Err(error) => {
                let message = error.to_string();
                return self.client.refuse(id, ErrorCode::InvalidParams, &message);
            }
        };
        match self.queue.get(&uri) {
            Some(document) => self.queue.ask(Ask {
                id,
                question: question(document),
            }),
            // The text was closed meanwhile.
            None => self.client.answer(id, Value::Null),
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => self.read(&method, params, Self::open),
            "textDocument/didChange" => self.read(&method, params, Self::change),
            "textDocument/didClose" => self.read(&method, params, Self::close),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.queue.look(),
            "workspace/didChangeConfiguration" => self.settings_changed(&params),
            "workspace/didChangeWorkspaceFolders" => {
                self.read(&method, params, Self::folders_changed);
            }
            "$/cancelRequest" => self.cancel(&params),
            // Notifications that nobody knows are passed over, as the protocol asks.
            _ => {}
        }
    }

    fn read<P: DeserializeOwned>(
        &mut self,
        method: &str,
        params: Value,
        then: impl FnOnce(&mut Self, P),
    ) {
        match serde_json::from_value(params) {
            Ok(params) => then(self, params),
            Err(error) => self.log(&format!("{method} was passed over: {error}")),
        }
    }

    fn log(&self, message: &str) {
        let params = json!({ "type": 2, "message": message });
        self.client.notify("window/logMessage", params);
    }

    fn initialized(&mut self) {
        if self.client.can.watch_files {
            let watchers: Vec<Value> = ["**/exonym.toml", "**/*.yaml", "**/*.yml"]
                .iter()
                .map(|glob| json!({ "globPattern": glob }))
                .collect();
            let registration = json!({
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            let params = json!({ "registrations": [registration] });
            self.client.ask("client/registerCapability", params);
        }
        self.ask_settings();
    }

    fn ask_settings(&mut self) {
        if self.client.can.configuration {
            let params = json!({ "items": [{ "section": "exonym" }] });
            self.waiting = Some(self.client.ask("workspace/configuration", params));
        }
    }

    fn response(&mut self, response: Response) {
        if self.waiting.as_ref() != Some(&response.id) {
            return;
        }
        self.waiting = None;
        let settings = response.response_result.unwrap_or_default();
        // An editor without such settings answers null; then what came at the start holds.
        if let Some(settings) = settings.get(0).filter(|it| it.is_object()) {
            self.settings = settings.clone();
            self.configure();
        }
    }

    fn settings_changed(&mut self, params: &Value) {
        if self.client.can.configuration {
            return self.ask_settings();
        }
        if let Some(settings) = params.pointer("/settings/exonym") {
            self.settings = settings.clone();
            self.configure();
        }
    }

    /// Puts the settings into force; paths in them begin at the first folder.
    fn configure(&mut self) {
        let folder = self.folders.first().map(PathBuf::as_path);
        let (options, wrong) = Options::read(&self.settings, folder);
        for problem in wrong {
            self.client
                .show(Tone::Warning, &format!("exonym: {problem}"));
        }
        *self.options.lock().unwrap_or_else(PoisonError::into_inner) = Some(options);
        self.queue.check_all();
    }

    fn folders_changed(&mut self, changed: FoldersChanged) {
        let paths = |all: Vec<WorkspaceFolder>| -> Vec<PathBuf> {
            all.iter().filter_map(|it| uri::to_path(&it.uri)).collect()
        };
        let removed = paths(changed.event.removed);
        self.folders.retain(|it| !removed.contains(it));
        self.folders.extend(paths(changed.event.added));
        self.configure();
    }

    fn open(&mut self, params: DidOpen) {
        let document = Document::open(params.text_document, self.client.can.encoding);
        self.queue.put(document, true);
    }

    fn change(&mut self, params: DidChange) {
        let Some(document) = self.queue.get(&params.text_document.uri) else {
            return self.log("a text was changed that is not open");
        };
        let version = params.text_document.version;
        let version = version.unwrap_or_else(|| document.version.saturating_add(1));
        let encoding = self.client.can.encoding;
        let document = document.changed(params.content_changes, version, encoding);
        self.queue.put(document, false);
    }

    fn close(&mut self, params: AboutDocument) {
        let uri = params.text_document.uri;
        self.queue.close(&uri, || {
            let nothing = json!({ "uri": uri, "diagnostics": [] });
            let method = "textDocument/publishDiagnostics";
            self.client.notify(method, nothing);
        });
    }

    fn cancel(&self, params: &Value) {
        let id = params.get("id").cloned().unwrap_or_default();
        let Ok(id) = serde_json::from_value::<RequestId>(id) else {
            return;
        };
        if self.queue.cancel(&id) {
            self.client
                .refuse(id, ErrorCode::RequestCanceled, "cancelled");
        }
    }
}

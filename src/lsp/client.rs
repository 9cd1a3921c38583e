//! The editor at the other end: what it can do, and how it is told something.

use std::sync::atomic::{AtomicI32, Ordering};

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::Value;

use super::position::Encoding;

/// What the client said that it understands.
#[derive(Clone, Debug, Default)]
pub(super) struct Capabilities {
    pub encoding: Encoding,
    pub related_information: bool,
    pub diagnostic_version: bool,
    pub diagnostic_data: bool,
    pub code_action_literals: bool,
    pub is_preferred: bool,
    pub hover_markdown: bool,
    pub document_changes: bool,
    pub create_files: bool,
    pub configuration: bool,
    pub watch_files: bool,
}

impl Capabilities {
    /// Read leniently: what is missing or malformed is not understood.
    pub(super) fn read(client: &Value) -> Self {
        let yes = |at: &str| client.pointer(at).and_then(Value::as_bool) == Some(true);
        let lists = |at: &str, what: &str| {
            let all = client.pointer(at).and_then(Value::as_array);
            all.is_some_and(|all| all.iter().any(|it| it == what))
        };
        let published = "/textDocument/publishDiagnostics";
        let edits = "/workspace/workspaceEdit";
        Self {
            encoding: Encoding::negotiate(client.pointer("/general/positionEncodings")),
            related_information: yes(&format!("{published}/relatedInformation")),
            diagnostic_version: yes(&format!("{published}/versionSupport")),
            diagnostic_data: yes(&format!("{published}/dataSupport")),
            code_action_literals: client
                .pointer("/textDocument/codeAction/codeActionLiteralSupport")
                .is_some_and(Value::is_object),
            is_preferred: yes("/textDocument/codeAction/isPreferredSupport"),
            hover_markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            document_changes: yes(&format!("{edits}/documentChanges")),
            create_files: lists(&format!("{edits}/resourceOperations"), "create"),
            configuration: yes("/workspace/configuration"),
            watch_files: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// How severe a message to the user is, in the numbers of the protocol.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Error = 1,
    Warning = 2,
}

/// The way to the editor. A message that cannot be sent is lost: then the editor is gone.
pub(super) struct Client {
    connection: Connection,
    pub can: Capabilities,
    next: AtomicI32,
}

impl Client {
    pub(super) fn new(connection: Connection, can: Capabilities) -> Self {
        Self {
            connection,
            can,
            next: AtomicI32::new(1),
        }
    }

    /// The next message; nothing when the editor is gone.
    pub(super) fn receive(&self) -> Option<Message> {
        self.connection.receiver.recv().ok()
    }

    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        let method = method.to_owned();
        self.send(Notification { method, params }.into());
    }

    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        let result = serde_json::to_value(result).unwrap_or_default();
        let response_result = Ok(result);
        self.send(
            Response {
                id,
                response_result,
            }
            .into(),
        );
    }

    pub(super) fn refuse(&self, id: RequestId, code: lsp_server::ErrorCode, message: &str) {
        self.send(Response::new_err(id, code as i32, message.to_owned()).into());
    }

    /// Asks the editor; the answer comes as a message with this number.
    pub(super) fn ask(&self, method: &str, params: impl Serialize) -> RequestId {
        let id = RequestId::from(self.next.fetch_add(1, Ordering::Relaxed));
        let params = serde_json::to_value(params).unwrap_or_default();
        let method = method.to_owned();
        let id_sent = id.clone();
        self.send(
            Request {
                id: id_sent,
                method,
                params,
            }
            .into(),
        );
        id
    }

    /// Shows a line to the user.
    pub(super) fn show(&self, tone: Tone, message: &str) {
        let params = serde_json::json!({ "type": tone as u8, "message": message });
        self.notify("window/showMessage", params);
    }

    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}

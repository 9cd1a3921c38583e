//! Changes of texts, as the client wants to be asked for them.

use std::collections::BTreeMap;

use serde_json::json;

use super::client::Capabilities;
use super::document::Document;
use super::wire::{
    CreateFile, DocumentChange, Position, Range, TextDocumentEdit, TextEdit, Versioned,
    WorkspaceEdit,
};
use crate::text::span::Span;

/// Edits of several files, in the order in which they are made.
#[derive(Default)]
pub(super) struct Changes {
    files: Vec<Changed>,
}

struct Changed {
    uri: String,
    version: Option<i32>,
    create: bool,
    edits: Vec<TextEdit>,
}

impl Changes {
    /// Edits of an open text, which must not have changed since.
    pub(super) fn of(document: &Document, edits: &[(Span, String)]) -> Self {
        let mut changes = Self::default();
        changes.edit(document, Some(document.version), edits);
        changes
    }

    pub(super) fn edit(
        &mut self,
        document: &Document,
        version: Option<i32>,
        edits: &[(Span, String)],
    ) {
        let edits = edits.iter().map(|(span, text)| TextEdit {
            range: document.places.range(&document.text, *span),
            new_text: text.clone(),
        });
        self.files.push(Changed {
            uri: document.uri.clone(),
            version,
            create: false,
            edits: edits.collect(),
        });
    }

    /// A file that is not there yet.
    pub(super) fn create(&mut self, uri: String, text: String) {
        let start = Position::default();
        self.files.push(Changed {
            uri,
            version: None,
            create: true,
            edits: vec![TextEdit {
                range: Range { start, end: start },
                new_text: text,
            }],
        });
    }

    /// Nothing when the client cannot do what is needed.
    pub(super) fn finish(self, can: &Capabilities) -> Option<WorkspaceEdit> {
        if !can.document_changes {
            if self.files.iter().any(|file| file.create) {
                return None;
            }
            let mut changes: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
            for file in self.files {
                changes.entry(file.uri).or_default().extend(file.edits);
            }
            return Some(WorkspaceEdit {
                changes: Some(changes),
                document_changes: None,
            });
        }
        if !can.create_files && self.files.iter().any(|file| file.create) {
            return None;
        }
        let mut all = Vec::new();
        for Changed {
            uri,
            version,
            create,
            edits,
        } in self.files
        {
            if create {
                all.push(DocumentChange::Create(CreateFile {
                    kind: "create",
                    uri: uri.clone(),
                    options: json!({ "ignoreIfExists": true }),
                }));
            }
            let text_document = Versioned { uri, version };
            all.push(DocumentChange::Edit(TextDocumentEdit {
                text_document,
                edits,
            }));
        }
        Some(WorkspaceEdit {
            changes: None,
            document_changes: Some(all),
        })
    }
}

//! The thread that checks texts and answers what depends on findings.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use lsp_server::{ErrorCode, RequestId};
use serde_json::Value;

use super::actions::actions;
use super::client::{Capabilities, Client, Tone};
use super::diagnostics::{diagnostic, name_of};
use super::document::Document;
use super::hover::hover;
use super::options::Options;
use super::project::{Project, Projects};
use super::queue::{Ask, Question, Queue, Task};
use super::sources;
use super::wire::{Diagnostic, PublishDiagnostics};
use crate::check::Mention;
use crate::finding::{Finding, Tier};
use crate::text::span::Span;

/// How often files are looked at when nothing else happens.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is known of one version of a text.
pub(super) struct Analysis {
    pub document: Arc<Document>,
    pub project: Arc<Project>,
    pub findings: Vec<Finding>,
    mentions: OnceLock<Vec<Named>>,
    /// What is wrong with a file that is no article.
    own: Option<Vec<Diagnostic>>,
}

impl Analysis {
    /// Who is named in the text. Found out when first asked for: nobody asks while typing.
    pub(super) fn mentions(&self) -> &[Named] {
        self.mentions.get_or_init(|| {
            if self.own.is_some() {
                return Vec::new();
            }
            let (checker, document) = (&self.project.checker, &self.document);
            let found = checker.named(&name_of(document), document.text.clone());
            found.into_iter().map(Named::from).collect()
        })
    }
}

/// Somebody or something that is named in the text.
pub(super) struct Named {
    pub span: Span,
    /// Id of the entry, when it is certain.
    pub entry: Option<String>,
    pub candidates: Vec<String>,
    pub tier: Option<Tier>,
    pub convention: Option<String>,
    pub linked_by: Option<&'static str>,
    pub preferred: Option<String>,
}

impl From<Mention<'_>> for Named {
    fn from(it: Mention<'_>) -> Self {
        Self {
            span: it.span,
            entry: it.entry.map(str::to_owned),
            candidates: it.candidates.into_iter().map(str::to_owned).collect(),
            tier: it.tier,
            convention: it.convention,
            linked_by: it.linked_by,
            preferred: it.preferred.map(Cow::into_owned),
        }
    }
}

pub(super) struct Worker {
    pub queue: Arc<Queue>,
    pub client: Arc<Client>,
    /// Options that the editor sent and that are not in force yet.
    pub options: Arc<Mutex<Option<Options>>>,
    projects: Projects,
    known: BTreeMap<String, Arc<Analysis>>,
}

impl Worker {
    pub(super) fn new(
        queue: Arc<Queue>,
        client: Arc<Client>,
        options: Arc<Mutex<Option<Options>>>,
    ) -> Self {
        Self {
            queue,
            client,
            options,
            projects: Projects::default(),
            known: BTreeMap::new(),
        }
    }

    /// Works until it is told to stop.
    pub(super) fn run(mut self) {
        loop {
            let task = self.queue.next(PATIENCE);
            self.take_options();
            match task {
                Task::Stop => return,
                Task::Look => self.look(),
                Task::Check(document) => self.check(&document),
                Task::Answer(ask) => self.answer(ask),
            }
        }
    }

    fn take_options(&mut self) {
        let mut waiting = self.options.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(options) = waiting.take() {
            self.projects.set_options(options);
            self.known.clear();
        }
    }

    /// Files that changed change what is found.
    fn look(&mut self) {
        let queue = &self.queue;
        self.known.retain(|uri, _| queue.get(uri).is_some());
        if self.projects.any_stale() {
            self.known.clear();
            self.queue.check_all();
        }
    }

    /// Checks a text and publishes what was found, unless a newer version came meanwhile.
    fn check(&mut self, document: &Arc<Document>) {
        let Some(analysis) = self.analysis(document) else {
            return;
        };
        let findings = analysis.findings.iter();
        let diagnostics = match &analysis.own {
            Some(own) => own.clone(),
            None => findings
                .map(|finding| diagnostic(document, finding, &self.client.can))
                .collect(),
        };
        let params = PublishDiagnostics {
            uri: document.uri.clone(),
            version: self
                .client
                .can
                .diagnostic_version
                .then_some(document.version),
            diagnostics,
        };
        let params = serde_json::to_value(params).unwrap_or_default();
        self.queue.if_current(document, || {
            let method = "textDocument/publishDiagnostics";
            self.client.notify(method, params);
        });
    }

    /// What is known of this version of a text, found out now if need be; nothing when that failed.
    fn analysis(&mut self, document: &Arc<Document>) -> Option<Arc<Analysis>> {
        let known = self.known.get(&document.uri);
        if let Some(known) = known.filter(|it| Arc::ptr_eq(&it.document, document)) {
            return Some(Arc::clone(known));
        }
        let client = &self.client;
        let project = self.projects.of(document, &mut |problem| {
            client.show(Tone::Error, &format!("exonym: {problem}"));
        });
        // A fault in a rule must not take the editor's help away for the rest of the day.
        let analysis = catch_unwind(AssertUnwindSafe(|| analyse(document, project, &client.can)));
        let Ok(analysis) = analysis else {
            let message = "exonym: this text could not be checked; that is a fault of exonym";
            client.show(Tone::Error, message);
            return None;
        };
        let analysis = Arc::new(analysis);
        self.known
            .insert(document.uri.clone(), Arc::clone(&analysis));
        Some(analysis)
    }

    fn answer(&mut self, ask: Ask) {
        let Ask { id, question } = ask;
        let document = match &question {
            Question::Hover(document, _) | Question::Actions(document, _) => Arc::clone(document),
        };
        let Some(analysis) = self.analysis(&document) else {
            let message = "the text could not be checked";
            self.client.refuse(id, ErrorCode::InternalError, message);
            return;
        };
        let answer = catch_unwind(AssertUnwindSafe(|| self.reply(&analysis, &question)));
        self.respond(id, answer.ok());
    }

    fn respond(&self, id: RequestId, answer: Option<Value>) {
        match answer {
            Some(answer) => self.client.answer(id, answer),
            None => self
                .client
                .refuse(id, ErrorCode::InternalError, "a fault of exonym"),
        }
    }

    fn reply(&self, analysis: &Analysis, question: &Question) -> Value {
        let can = &self.client.can;
        let reply = match question {
            Question::Hover(_, position) => {
                serde_json::to_value(hover(analysis, *position, can.hover_markdown))
            }
            Question::Actions(_, params) => {
                let open = self.queue.all();
                serde_json::to_value(actions(analysis, params, &open, can))
            }
        };
        reply.unwrap_or_default()
    }
}

fn analyse(document: &Arc<Document>, project: Arc<Project>, can: &Capabilities) -> Analysis {
    if let Some(own) = sources::diagnose(document, &project, can) {
        return Analysis {
            document: Arc::clone(document),
            project,
            findings: Vec::new(),
            mentions: OnceLock::new(),
            own: Some(own),
        };
    }
    let name = name_of(document);
    let report = project.checker.examine(&name, document.text.clone());
    let mut findings = report.findings;
    findings.retain(|finding| finding.suppression.is_none());
    Analysis {
        document: Arc::clone(document),
        project,
        findings,
        mentions: OnceLock::new(),
        own: None,
    }
}

//! What the two threads share: the open texts, and what is to be done with them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lsp_server::RequestId;

use super::document::Document;
use super::wire::{CodeActionParams, Position};

/// How long after the last change a text is checked.
const DEBOUNCE: Duration = Duration::from_millis(50);

/// What the worker does next.
pub(super) enum Task {
    Answer(Ask),
    Check(Arc<Document>),
    /// Nothing happened for a while: look whether files have changed.
    Look,
    Stop,
}

/// A request that depends on findings.
pub(super) struct Ask {
    pub id: RequestId,
    pub question: Question,
}

pub(super) enum Question {
    Hover(Arc<Document>, Position),
    Actions(Arc<Document>, CodeActionParams),
}

#[derive(Default)]
struct State {
    open: BTreeMap<String, Arc<Document>>,
    /// When a text is to be checked.
    due: BTreeMap<String, Instant>,
    asked: VecDeque<Ask>,
    look: bool,
    stop: bool,
}

#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

impl Queue {
    /// A text that was opened is checked at once, one that was changed when its writer pauses.
    pub(super) fn put(&self, document: Arc<Document>, at_once: bool) {
        let mut state = self.lock();
        let wait = if at_once { Duration::ZERO } else { DEBOUNCE };
        state
            .due
            .insert(document.uri.clone(), Instant::now() + wait);
        state.open.insert(document.uri.clone(), document);
        drop(state);
        self.wake.notify_one();
    }

    pub(super) fn get(&self, uri: &str) -> Option<Arc<Document>> {
        self.lock().open.get(uri).cloned()
    }

    /// All open texts, by URI.
    pub(super) fn all(&self) -> Vec<Arc<Document>> {
        self.lock().open.values().cloned().collect()
    }

    /// Forgets a text; `then` runs before anybody can publish something about it.
    pub(super) fn close(&self, uri: &str, then: impl FnOnce()) {
        let mut state = self.lock();
        state.open.remove(uri);
        state.due.remove(uri);
        then();
    }

    /// Runs `then` if the text is still at that version, and keeps it there meanwhile.
    pub(super) fn if_current(&self, document: &Document, then: impl FnOnce()) {
        let state = self.lock();
        let open = state.open.get(&document.uri);
        if open.is_some_and(|open| open.version == document.version) {
            then();
        }
    }

    pub(super) fn ask(&self, ask: Ask) {
        self.lock().asked.push_back(ask);
        self.wake.notify_one();
    }

    /// Takes back a request that nobody has begun to answer.
    pub(super) fn cancel(&self, id: &RequestId) -> bool {
        let mut state = self.lock();
        let before = state.asked.len();
        state.asked.retain(|ask| ask.id != *id);
        state.asked.len() < before
    }

    /// Every text is to be checked again.
    pub(super) fn check_all(&self) {
        let mut state = self.lock();
        let now = Instant::now();
        let State { open, due, .. } = &mut *state;
        for uri in open.keys() {
            due.entry(uri.clone()).or_insert(now);
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Files may have changed.
    pub(super) fn look(&self) {
        self.lock().look = true;
        self.wake.notify_one();
    }

    pub(super) fn stop(&self) {
        self.lock().stop = true;
        self.wake.notify_one();
    }

    /// Waits for something to do; after `patience` without anything, that is to look around.
    pub(super) fn next(&self, patience: Duration) -> Task {
        let mut state = self.lock();
        let deadline = Instant::now() + patience;
        loop {
            if state.stop {
                return Task::Stop;
            }
            if std::mem::take(&mut state.look) {
                return Task::Look;
            }
            if let Some(ask) = state.asked.pop_front() {
                return Task::Answer(ask);
            }
            let now = Instant::now();
            let first = state.due.iter().min_by_key(|(_, at)| **at);
            let first = first.map(|(uri, at)| (uri.clone(), *at));
            let until = match first {
                Some((uri, at)) if at <= now => {
                    state.due.remove(&uri);
                    match state.open.get(&uri) {
                        Some(document) => return Task::Check(Arc::clone(document)),
                        None => continue,
                    }
                }
                Some((_, at)) => at.min(deadline),
                None => deadline,
            };
            if deadline <= now {
                return Task::Look;
            }
            let (locked, _) = self
                .wake
                .wait_timeout(state, until - now)
                .unwrap_or_else(PoisonError::into_inner);
            state = locked;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No change of the state is made in steps that could be interrupted.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The language server: the findings of `exonym check` in an editor, while the text is being written.
//!
//! One thread reads messages and keeps the open texts; another checks them and answers what depends on findings. A text is checked
//! shortly after its last change, and only the findings of its newest version are published.

mod actions;
mod allow;
mod client;
mod diagnostics;
mod document;
mod edits;
mod files;
mod house;
mod hover;
mod ignore;
mod markup;
mod options;
mod position;
mod project;
#[cfg(test)]
mod project_tests;
mod queue;
mod server;
mod sources;
mod stdio;
#[cfg(test)]
mod tests;
mod uri;
mod wire;
mod worker;

/// Serves the editor that started this process; the exit status of the process.
pub(crate) fn serve() -> u8 {
    stdio::serve(server::run)
}

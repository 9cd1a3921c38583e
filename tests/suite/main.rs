//! The one integration binary: house rules, fixtures with snapshots, the command line from outside.

mod cache;
mod cli;
mod config;
mod fixtures;
mod formats;
#[cfg(feature = "lsp")]
mod lsp;
mod normalize;
mod plumbing;
mod project;
mod readme;
mod reports;
mod snapshot;
mod styles;
mod support;
mod tidy;

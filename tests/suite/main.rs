//! The one integration binary: house rules, fixtures with snapshots, the command line from outside.

mod cli;
mod fixtures;
mod normalize;
mod readme;
mod snapshot;
mod styles;
mod support;
mod tidy;

//! The one integration binary: house rules, fixtures with snapshots, the command line from outside.

mod cache;
mod cli;
mod fixtures;
mod normalize;
mod readme;
mod styles;
mod support;
mod tidy;

//! Edits from findings: which ones may be applied, the bytes that result, and a diff for people.
//!
//! Nothing is read or written here. Safe fixes are idempotent because a run repeats until nothing safe is left; the loop is the
//! caller's, since checking lies in a higher layer.

mod apply;
mod choose;
#[cfg(feature = "cli")]
mod diff;

pub(crate) use apply::apply;
pub(crate) use choose::choose;
#[cfg(feature = "cli")]
pub(crate) use diff::unified;

//! Edits from findings: which ones may be applied, the bytes that result, and a diff for people.
//!
//! Nothing is read or written here. Safe fixes are idempotent because a run repeats until nothing safe is left; the loop lies with
//! checking, in a higher layer, and `trail` joins the edits of its rounds.

mod apply;
mod choose;
#[cfg(feature = "cli")]
mod diff;
mod trail;

pub(crate) use apply::apply;
pub(crate) use choose::choose;
#[cfg(feature = "cli")]
pub(crate) use diff::unified;
pub(crate) use trail::Trail;

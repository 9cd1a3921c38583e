//! The names that a configuration may use, from the registries.

use crate::config::Known;
use crate::rules;
use crate::scan::Layers;

/// Rules and packs of this version.
#[must_use]
pub fn known() -> Known {
    Known {
        rules: rules::all(),
        packs: Layers::pack_names,
    }
}

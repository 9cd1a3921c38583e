//! HTML.

pub(crate) mod elements;
pub(crate) mod entities;
pub(crate) mod tokens;

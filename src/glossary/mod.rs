//! The glossary: raw YAML → validated model → derived surfaces → one compiled blob.
//!
//! Loading is the caller's: this module gets texts and gives values and problems with their places.

pub(crate) mod build_index;
mod bytes;
pub(crate) mod compile;
mod convert;
pub(crate) mod derive;
pub(crate) mod index;
pub(crate) mod keys;
mod kind;
pub(crate) mod knowledge;
pub(crate) mod lint;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod pattern;
mod raw;
pub(crate) mod schema;
pub(crate) mod style;
pub(crate) mod surface;
pub(crate) mod validate;
mod yaml;

pub(crate) use bytes::{Bytes, Holder};
pub use validate::GlossaryFile;

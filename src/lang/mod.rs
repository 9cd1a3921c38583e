//! Languages: tags, detection, and what a language does to a name (inflection).

pub(crate) mod boilerplate;
pub(crate) mod detect;
pub(crate) mod doubled;
pub(crate) mod given_names;
pub(crate) mod inflection;
pub(crate) mod joints;
pub(crate) mod lemma;
pub(crate) mod locale;
pub(crate) mod packed;
pub(crate) mod tag;
pub(crate) mod writing;

pub use tag::LanguageTag;

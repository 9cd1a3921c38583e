//! Who is called what, where: the mergeable summary of files that corpus rules read.

mod summary;

pub use summary::{FileSummary, NamePlace, PartOfName};

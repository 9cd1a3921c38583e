//! The text layer: positions in decoded text, folds that keep positions, scripts, look-alike
//! letters and the tokenizer. Nothing here knows about languages, glossaries or files, nothing does
//! I/O, and nothing panics on any input.

pub(crate) mod confusable;
pub(crate) mod digest;
pub(crate) mod fold;
pub(crate) mod line_index;
pub(crate) mod numeral;
pub(crate) mod offset_map;
pub(crate) mod script;
pub(crate) mod similar;
pub(crate) mod span;
pub(crate) mod token;
pub(crate) mod unit;

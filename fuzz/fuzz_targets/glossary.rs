//! Any text can be given as a glossary: refused with a place, or compiled and used.
#![no_main]

use exonym::{GlossaryFile, LayerOptions, Layers, check_glossary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = GlossaryFile { path: "fuzz.yaml".to_owned(), text: text.to_owned() };
    let reports = check_glossary(std::slice::from_ref(&file), "en");
    assert!(reports.iter().flat_map(|r| &r.findings).all(|f| f.span.end as usize <= text.len()));
    let options = LayerOptions { packs: Some(Vec::new()), ..LayerOptions::default() };
    let _ = Layers::open(&[file], &options);
});

//! Any bytes can be checked: no panic, places inside the text, findings in order.
#![no_main]

use std::sync::OnceLock;

use exonym::{Checker, Input, LayerOptions, Layers, Settings};
use libfuzzer_sys::fuzz_target;

fn checker() -> &'static Checker {
    static CELL: OnceLock<Checker> = OnceLock::new();
    CELL.get_or_init(|| Checker::new(Layers::open(&[], &LayerOptions::default()).expect("packs open"), Settings::default()))
}

fuzz_target!(|data: &[u8]| {
    let report = checker().check_alone(&Input { path: "fuzz.txt".to_owned(), bytes: data.to_vec() });
    for finding in &report.findings {
        assert!(report.failed || finding.span.end as usize <= report.source.text.len());
        assert!(report.failed || report.source.text.get(finding.span.range()).is_some());
    }
    assert!(report.findings.windows(2).all(|w| w[0].span <= w[1].span));
});

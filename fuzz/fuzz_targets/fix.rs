//! Safe fixes converge: applied again, nothing safe is left, and nothing else has changed.
#![no_main]

use std::sync::OnceLock;

use exonym::{Checker, Input, LanguageTag, LayerOptions, Layers, Settings};
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &[
    "Sergej Rjabkow", "Ermakov", "Vladimir Yermakov", "9М729", "9M-729", "Open Sky Treaty", " ", ", ", "\n\n", "“", "” said ", "an ", "a ", "RIA News", "Рябкoв", "Riabkov",
];

fn checker() -> &'static Checker {
    static CELL: OnceLock<Checker> = OnceLock::new();
    CELL.get_or_init(|| {
        let settings = Settings { language: LanguageTag::parse("en"), ..Settings::default() };
        Checker::new(Layers::open(&[], &LayerOptions::default()).expect("packs open"), settings)
    })
}

fuzz_target!(|data: &[u8]| {
    let text: String = data.iter().map(|b| WORDS[usize::from(*b) % WORDS.len()]).collect();
    let input = Input { path: "fuzz.txt".to_owned(), bytes: text.into_bytes() };
    let once = checker().fix_alone(&input);
    let twice = checker().fix_alone(&Input { path: "fuzz.txt".to_owned(), bytes: once.clone() });
    assert_eq!(once, twice);
});

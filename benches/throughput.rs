//! Throughput of `check` against tokenize-and-fold alone, interleaved in one run: medians and ratios, no absolute claims.
//!
//! `cargo bench --bench throughput [-- TEXT_FILE]`; without a file, text is made from the fixtures.

use std::hint::black_box;
use std::time::Instant;

use exonym::{
    Checker, GlossaryFile, Input, LanguageTag, LayerOptions, Layers, Settings, count_tokens,
};

const MEGABYTES: usize = 56;
const FILE: usize = 64 * 1024;
const ROUNDS: usize = 5;

fn main() {
    let argument = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let text = argument.map_or_else(made_text, |path| {
        std::fs::read_to_string(path).expect("the text is readable")
    });
    let files: Vec<Input> = pieces(&text)
        .into_iter()
        .enumerate()
        .map(|(n, t)| Input {
            path: format!("{n}.txt"),
            bytes: t.as_bytes().to_vec(),
        })
        .collect();
    let total: usize = files.iter().map(|f| f.bytes.len()).sum();
    println!("{:.1} MB in {} files", total as f64 / 1e6, files.len());
    let small = checker(&[]);
    let start = Instant::now();
    let large = checker(&[many(100_000)]);
    println!(
        "100,000 user entries compiled in {:.2} s",
        start.elapsed().as_secs_f64()
    );
    let mut rows: Vec<(&str, Vec<f64>)> = vec![
        ("tokenize and fold", vec![]),
        ("check, packs", vec![]),
        ("check, packs and 100,000 entries", vec![]),
    ];
    for _ in 0..ROUNDS {
        let speeds = [
            speed(total, || {
                files
                    .iter()
                    .map(|f| count_tokens(std::str::from_utf8(&f.bytes).unwrap_or("")))
                    .sum()
            }),
            speed(total, || {
                files
                    .iter()
                    .map(|f| small.check_file(f).0.findings.len())
                    .sum()
            }),
            speed(total, || {
                files
                    .iter()
                    .map(|f| large.check_file(f).0.findings.len())
                    .sum()
            }),
        ];
        for (row, speed) in rows.iter_mut().zip(speeds) {
            row.1.push(speed);
        }
    }
    let base = median(&mut rows[0].1);
    for (name, speeds) in &mut rows {
        let speed = median(speeds);
        println!(
            "{name:34} {:7.1} MB/s  {:.2} of tokenize and fold",
            speed,
            speed / base
        );
    }
}

fn checker(glossaries: &[GlossaryFile]) -> Checker {
    let layers = Layers::open(glossaries, &LayerOptions::default()).expect("glossaries open");
    Checker::new(
        layers,
        Settings {
            language: LanguageTag::parse("en"),
            ..Settings::default()
        },
    )
}

fn speed(bytes: usize, work: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A glossary of invented terms, two words each.
fn many(n: usize) -> GlossaryFile {
    let syllables = [
        "ba", "ko", "ri", "ten", "lu", "mar", "shi", "vo", "den", "ga", "pol", "zu", "fer", "nik",
        "ost", "qua",
    ];
    let mut random = Random(7);
    let mut word = || -> String {
        (0..3)
            .map(|_| syllables[random.below(syllables.len())])
            .collect()
    };
    let mut text = String::new();
    for i in 0..n {
        let (mut a, b) = (word(), word());
        a[..1].make_ascii_uppercase();
        text.push_str(&format!("{a} {b} {i}: {{ kind: term }}\n"));
    }
    GlossaryFile {
        path: "many.yaml".to_owned(),
        text,
    }
}

/// Sentences of the fixtures in random order, until there is enough.
fn made_text() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let read = |name: &str| {
        std::fs::read_to_string(format!("{folder}/{name}")).expect("fixtures are readable")
    };
    let all = [
        read("clean/en.txt"),
        read("wire/agency.txt"),
        read("wire/berlin.txt"),
        read("wire/kyiv.txt"),
    ]
    .join(" ");
    let sentences: Vec<&str> = all.split_inclusive(". ").collect();
    let mut random = Random(1);
    let mut text = String::with_capacity(MEGABYTES * 1_000_000 + 1000);
    while text.len() < MEGABYTES * 1_000_000 {
        text.push_str(sentences[random.below(sentences.len())]);
        if random.below(6) == 0 {
            text.push_str("\n\n");
        }
    }
    text
}

fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while rest.len() > FILE {
        let cut = rest[..rest.floor_char_boundary(FILE)]
            .rfind('\n')
            .map_or_else(|| rest.floor_char_boundary(FILE), |i| i + 1);
        out.push(&rest[..cut]);
        rest = &rest[cut..];
    }
    out.push(rest);
    out
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

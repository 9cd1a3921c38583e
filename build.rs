//! Compiles the linguistic data and the packs under `glossary/` into two blobs that the binary opens without parsing.
//!
//! The modules below are those of the library, so that a pack and a user's glossary go through the very same code. They are the
//! layers up to the glossary; nothing here knows of documents, rules or reports.

#![allow(dead_code, unused_imports)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/finding/mod.rs"]
mod finding;
#[path = "src/glossary/mod.rs"]
mod glossary;
#[path = "src/romanization/mod.rs"]
mod romanization;
#[path = "src/text/mod.rs"]
mod text;

#[path = "src/lang"]
mod lang {
    pub(crate) mod boilerplate;
    pub(crate) mod capitals;
    pub(crate) mod doubled;
    pub(crate) mod given_names;
    pub(crate) mod inflection;
    pub(crate) mod joints;
    pub(crate) mod lemma;
    pub(crate) mod locale;
    pub(crate) mod packed;
    pub(crate) mod residue;
    pub(crate) mod tag;
    pub use tag::LanguageTag;
}

#[path = "src/document"]
mod document {
    pub(crate) mod words;
}

use glossary::GlossaryFile;
use glossary::compile::compile;
use glossary::knowledge::{Knowledge, Sources};
use glossary::model::Entry;
use glossary::pattern::{PatternFile, PatternSet, set::by_target};
use glossary::style::Style;
use glossary::validate::{Problem, Read, read};
use text::digest::digest_all;

/// Folders of `src/` that decide what a glossary is compiled to.
const SOURCES: [&str; 6] = [
    "finding",
    "glossary",
    "romanization",
    "text",
    "lang",
    "document",
];

fn main() {
    println!("cargo::rerun-if-changed=glossary");
    for folder in SOURCES {
        println!("cargo::rerun-if-changed=src/{folder}");
    }
    if let Err(message) = run() {
        eprintln!("{message}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let build = build_hash(&package).map_err(|e| format!("the sources cannot be read: {e}"))?;
    println!("cargo::rustc-env=EXONYM_BUILD={build:032x}");
    let root = package.join("glossary");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let folder = |name: &str| yaml_files(&root, name).map_err(|e| format!("glossary/{name}: {e}"));
    let mut knowledge = Knowledge::from_yaml(folder).map_err(|e| e.to_string())?;
    let (packs, entries) = compile_packs(&folder("packs")?, &knowledge)?;
    knowledge.learn(&entries).map_err(|e| e.to_string())?;
    let styles = read_styles(&folder("styles")?, &entries, &knowledge)?;
    let styles = postcard::to_allocvec(&styles).map_err(|e| e.to_string())?;
    fs::write(out.join("styles.bin"), styles).map_err(|e| e.to_string())?;
    let patterns = compile_patterns(&root, &knowledge)?;
    fs::write(out.join("patterns.bin"), patterns).map_err(|e| e.to_string())?;
    let bytes = knowledge.to_bytes().map_err(|e| e.to_string())?;
    fs::write(out.join("knowledge.bin"), bytes).map_err(|e| e.to_string())?;
    fs::write(out.join("packs.bin"), packs).map_err(|e| e.to_string())
}

/// Changes with everything that a user's glossary is compiled by, so that a cache of another build is not taken for one of this.
fn build_hash(package: &Path) -> io::Result<u128> {
    let mut files = vec![package.join("build.rs")];
    let mut folders: Vec<PathBuf> = SOURCES
        .iter()
        .map(|f| package.join("src").join(f))
        .collect();
    folders.push(package.join("glossary"));
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "yaml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let mut parts = vec![version.into_bytes()];
    for file in files {
        // Line ends differ by checkout and change nothing.
        parts.push(fs::read_to_string(file)?.replace("\r\n", "\n").into_bytes());
    }
    Ok(digest_all(parts.iter().map(Vec::as_slice)))
}

fn compile_packs(files: &Sources, knowledge: &Knowledge) -> Result<(Vec<u8>, Vec<Entry>), String> {
    let mut entries = Vec::new();
    let mut source = String::new();
    for (path, text) in files {
        let found = read_file(path, text, knowledge)?;
        if found.pack.is_none() {
            return Err(format!("{path}: a pack names itself with `pack:`"));
        }
        entries.extend(found.entries.into_iter().map(|l| l.entry));
        source.push_str(text);
    }
    let blob = compile(&entries, knowledge, &source).map_err(|e| e.to_string())?;
    Ok((blob, entries))
}

/// Files of `glossary/artifacts/<source>-<target>/`; a pattern that cannot be used ends the build.
fn compile_patterns(root: &Path, knowledge: &Knowledge) -> Result<Vec<u8>, String> {
    let mut files = Vec::new();
    let error = |e: io::Error| format!("glossary/artifacts: {e}");
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("artifacts"))
        .map_err(error)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()
        .map_err(error)?;
    folders.sort();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        let pair = folder.file_name().map(|n| n.to_string_lossy().into_owned());
        let pair = pair.unwrap_or_default();
        for (path, text) in yaml_files(root, &format!("artifacts/{pair}")).map_err(error)? {
            let file = GlossaryFile { path, text };
            let found = PatternFile::read(&file, knowledge);
            if let Some(problem) = found.problems.first() {
                return Err(located(&file.path, &file.text, problem));
            }
            let said = format!(
                "{}-{}",
                found.source.as_deref().unwrap_or("any"),
                found.target
            );
            if said != pair {
                return Err(format!("{}: its patterns are {said}", file.path));
            }
            files.push(found);
        }
    }
    PatternSet::to_bytes(&by_target(files.iter())?)
}

/// Styles choose between forms of the packs; a choice that fits none ends the build.
fn read_styles(
    files: &Sources,
    entries: &[Entry],
    knowledge: &Knowledge,
) -> Result<Vec<Style>, String> {
    let by_id: BTreeMap<&str, &Entry> = entries.iter().map(|e| (e.id.as_str(), e)).collect();
    let mut styles = Vec::new();
    for (path, text) in files {
        let found = read_file(path, text, knowledge)?;
        let style = found
            .style
            .ok_or_else(|| format!("{path}: a style names itself with `style:`"))?;
        if let Some(problem) = style.lint(|id| by_id.get(id).copied()).first() {
            return Err(located(path, text, problem));
        }
        styles.push(style.style);
    }
    Ok(styles)
}

/// Reads a file without problems, or says where the first one is.
fn read_file(path: &str, text: &str, knowledge: &Knowledge) -> Result<Read, String> {
    let file = GlossaryFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let found = read(&file, "en", knowledge);
    match found.problems.first() {
        Some(problem) => Err(located(path, text, problem)),
        None => Ok(found),
    }
}

fn located(path: &str, text: &str, problem: &Problem) -> String {
    let before = text.get(..problem.span.start as usize).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    format!("{path}:{line}: {}", problem.message)
}

/// YAML files of a folder as (path under `glossary/`, text), sorted by path.
fn yaml_files(root: &Path, folder: &str) -> io::Result<Sources> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            files.push((
                format!("glossary/{folder}/{name}"),
                fs::read_to_string(&path)?,
            ));
        }
    }
    files.sort();
    Ok(files)
}

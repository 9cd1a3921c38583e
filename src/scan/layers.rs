//! Glossaries in layers: the user's over the packs. Records are decoded when first needed.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use crate::glossary::GlossaryFile;
use crate::glossary::derive::Part;
use crate::glossary::index::Index;
use crate::glossary::model::Entry;
use crate::glossary::pattern::PatternSet;
use crate::glossary::style::Style;
use crate::glossary::validate::Problem;
use crate::romanization::convention::Reading;
use crate::romanization::lattice::Lattice;
use crate::text::line_index::LineIndex;

use super::cells::Cells;
use super::embedded;
use super::mention::EntryRef;
use super::user_glossary::UserGlossary;

/// Which glossaries take part.
#[derive(Debug, Clone, Default)]
pub struct LayerOptions {
    /// Names of packs; `None` = all embedded packs, an empty list = none.
    pub packs: Option<Vec<String>>,
    /// Ids of entries that are switched off.
    pub disable: Vec<String>,
    /// Languages of plain strings in user glossaries, the first counts; default `en`.
    pub languages: Vec<String>,
    /// House style that decides between forms of the packs; `None` = no opinion.
    pub style: Option<String>,
}

impl LayerOptions {
    /// The language of plain strings in user glossaries.
    pub(super) fn first_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

/// A user glossary that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.shown())]
#[non_exhaustive]
pub struct LoadError {
    /// Path as given.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// 1-based column in code points.
    pub column: u32,
    /// What is wrong, and what to do.
    pub message: String,
}

impl LoadError {
    /// What concerns no place in a file is said without one.
    fn shown(&self) -> String {
        let Self {
            path,
            line,
            column,
            message,
        } = self;
        if path.is_empty() {
            message.clone()
        } else {
            format!("{path}:{line}:{column}: {message}")
        }
    }
}

/// A part with its lattices, which are built when first needed.
pub(crate) struct PartInfo {
    pub part: Part,
    lattice: OnceLock<Option<Lattice>>,
    /// Whether a word was compared with the native spelling before.
    asked: AtomicBool,
    respelling: OnceLock<Option<Lattice>>,
}

impl PartInfo {
    fn new(part: Part) -> Self {
        Self {
            part,
            lattice: OnceLock::new(),
            asked: AtomicBool::new(false),
            respelling: OnceLock::new(),
        }
    }

    /// How the native spelling is romanized.
    pub(crate) fn lattice(&self) -> Option<&Lattice> {
        let build = |part: &Part| {
            let tables = &embedded::knowledge().tables;
            tables.lattice(&part.language, &part.native)
        };
        self.lattice.get_or_init(|| build(&self.part)).as_ref()
    }

    /// How a word in comparison form reads the native spelling. Nearly all words that are asked about do not: the first one needs no
    /// lattice, and where more come it has been worth its time.
    pub(crate) fn reading(&self, latin: &str) -> Option<Reading> {
        let (tables, part) = (&embedded::knowledge().tables, &self.part);
        let first = !self.asked.swap(true, Ordering::Relaxed);
        if first && !tables.may_read(&part.language, &part.native, latin) {
            return None;
        }
        self.lattice()?.accept_word(latin)
    }

    /// For a rendering: how it is spelled by the rules of the bearer's own language.
    pub(crate) fn respelling(&self) -> Option<&Lattice> {
        let build = |part: &Part| {
            let tables = &embedded::knowledge().respellings;
            part.rendering
                .then(|| tables.lattice(&part.language, &part.native))
                .flatten()
        };
        self.respelling.get_or_init(|| build(&self.part)).as_ref()
    }
}

/// One compiled glossary.
pub(crate) struct Layer {
    pub index: Index,
    pub user: bool,
    /// The house style, when it speaks of entries of this layer.
    style: Option<Arc<Style>>,
    entries: Cells<Entry>,
    parts: Cells<PartInfo>,
}

impl Layer {
    fn new(index: Index, user: bool, style: Option<Arc<Style>>) -> Self {
        Self {
            entries: Cells::new(index.entry_count()),
            parts: Cells::new(index.part_count()),
            index,
            user,
            style,
        }
    }

    /// Decodes an entry on first use; `None` on a damaged record.
    pub(crate) fn entry(&self, n: u32) -> Option<&Entry> {
        self.entries.get_or_make(n, || {
            let mut entry: Entry = postcard::from_bytes(self.index.entry_bytes(n)?).ok()?;
            if let Some(style) = &self.style {
                style.apply(&mut entry);
            }
            Some(entry)
        })
    }

    /// Decodes a part on first use.
    pub(crate) fn part(&self, n: u32) -> Option<&PartInfo> {
        self.parts.get_or_make(n, || {
            let part: Part = postcard::from_bytes(self.index.part_bytes(n)?).ok()?;
            Some(PartInfo::new(part))
        })
    }
}

/// Words that are known to be no name in any layer: a direct-mapped table of hashes.
///
/// It only remembers what would be computed again, so it changes nothing but the time, whatever the threads do.
pub(crate) struct Misses(Box<[AtomicU64]>);

impl Misses {
    const SLOTS: usize = 1 << 14;

    fn new() -> Self {
        Self((0..Self::SLOTS).map(|_| AtomicU64::new(0)).collect())
    }

    fn slot(&self, key: u64) -> Option<&AtomicU64> {
        self.0.get((key >> 40) as usize & (Self::SLOTS - 1))
    }

    pub(crate) fn contains(&self, key: u64) -> bool {
        key != 0
            && self
                .slot(key)
                .is_some_and(|s| s.load(Ordering::Relaxed) == key)
    }

    pub(crate) fn insert(&self, key: u64) {
        if let Some(slot) = self.slot(key) {
            slot.store(key, Ordering::Relaxed);
        }
    }
}

/// All glossaries of a run, the user's first.
pub struct Layers {
    pub(crate) layers: Vec<Layer>,
    pub(crate) misses: Misses,
    /// The user's patterns.
    pub(crate) patterns: Vec<PatternSet>,
    packs: Option<Vec<String>>,
    disable: Vec<String>,
}

impl Layers {
    /// Opens the embedded packs and compiles the user's glossaries over them.
    ///
    /// # Errors
    /// The first error found in a user glossary, with its place.
    pub fn open(user: &[GlossaryFile], options: &LayerOptions) -> Result<Self, LoadError> {
        Self::with_user(UserGlossary::compile(user, options)?, options)
    }

    /// Opens the embedded packs under a user's glossaries that are compiled.
    ///
    /// # Errors
    /// When the style that is asked for does not exist.
    pub fn with_user(user: UserGlossary, options: &LayerOptions) -> Result<Self, LoadError> {
        let mut layers = Vec::new();
        let style = match &options.style {
            Some(id) => Some(style(id, user.styles)?),
            None => None,
        };
        if let Some(index) = user.index {
            let own = style.as_ref().filter(|s| s.user);
            layers.push(Layer::new(index, true, own.map(|s| Arc::clone(&s.style))));
        }
        if options.packs.as_ref().is_none_or(|p| !p.is_empty()) {
            let style = style.map(|s| s.style);
            layers.push(Layer::new(embedded::packs(), false, style));
        }
        Ok(Self {
            layers,
            misses: Misses::new(),
            patterns: user.patterns,
            packs: options.packs.clone(),
            disable: options.disable.clone(),
        })
    }

    /// One user layer and nothing else.
    pub(crate) fn of_index(index: Index) -> Self {
        Self {
            layers: vec![Layer::new(index, true, None)],
            misses: Misses::new(),
            patterns: Vec::new(),
            packs: None,
            disable: Vec::new(),
        }
    }

    /// The embedded packs and nothing else.
    pub(crate) fn packs() -> Self {
        Self {
            layers: vec![Layer::new(embedded::packs(), false, None)],
            misses: Misses::new(),
            patterns: Vec::new(),
            packs: None,
            disable: Vec::new(),
        }
    }

    /// Names of the embedded packs, sorted.
    #[must_use]
    pub fn pack_names() -> Vec<String> {
        let layer = Layer::new(embedded::packs(), false, None);
        let mut names: Vec<String> = (0..layer.index.entry_count())
            .filter_map(|n| layer.entry(n)?.pack.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Changes with any text of any glossary in use, with the packs and the entries that are chosen, and with nothing else.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut key = String::new();
        for layer in &self.layers {
            key.push_str(&format!("{:016x} ", layer.index.source_hash()));
            // Its choices as well: a style that comes with the program may change.
            key.push_str(&format!("{:?} ", layer.style));
        }
        for set in &self.patterns {
            key.push_str(&format!("{:016x} ", set.hash()));
        }
        for names in [self.packs.as_ref(), Some(&self.disable)] {
            let mut names = names.cloned().unwrap_or_default();
            names.sort();
            key.push_str(&format!("/{}", names.join(",")));
        }
        crate::text::token::hash_folded(&key)
    }

    /// The entry, unless it is switched off.
    pub(crate) fn entry(&self, at: EntryRef) -> Option<&Entry> {
        let layer = self.layers.get(usize::from(at.layer))?;
        let entry = layer.entry(at.entry)?;
        // The choice of packs is a choice among the embedded ones.
        let off = self.disable.contains(&entry.id)
            || entry
                .pack
                .as_ref()
                .filter(|_| !layer.user)
                .is_some_and(|pack| {
                    self.packs
                        .as_ref()
                        .is_some_and(|names| !names.contains(pack))
                });
        (!off).then_some(entry)
    }

    /// Whether an entry or a pattern of this id is switched off.
    pub(crate) fn is_disabled(&self, id: &str) -> bool {
        self.disable.iter().any(|d| d == id)
    }

    /// Whether the entry belongs to the user.
    pub(crate) fn is_user(&self, at: EntryRef) -> bool {
        self.layers
            .get(usize::from(at.layer))
            .is_some_and(|l| l.user)
    }

    pub(crate) fn part(&self, layer: u8, part: u32) -> Option<&PartInfo> {
        self.layers.get(usize::from(layer))?.part(part)
    }

    /// All active entries, the user's first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.layers.iter().enumerate().flat_map(move |(l, layer)| {
            (0..layer.index.entry_count()).filter_map(move |entry| {
                self.entry(EntryRef {
                    layer: l as u8,
                    entry,
                })
            })
        })
    }

    /// Entries that `name` means: an id, an earlier id, or any listed or native form (case and diacritics ignored).
    pub(crate) fn find(&self, name: &str) -> Vec<&Entry> {
        let folded = crate::text::fold::fold_to_string(name.trim());
        let by_id: Vec<&Entry> = self
            .entries()
            .filter(|e| e.id == name.trim() || e.was.iter().any(|w| w == name.trim()))
            .collect();
        if !by_id.is_empty() {
            return by_id;
        }
        let is = |form: &str| crate::text::fold::fold_to_string(form) == folded;
        self.entries()
            .filter(|e| {
                e.designations
                    .iter()
                    .any(|d| is(&d.text) || d.family.as_deref().is_some_and(is))
                    || e.native
                        .iter()
                        .any(|n| is(&n.text) || n.family.as_deref().is_some_and(is))
            })
            .collect()
    }
}

/// The style that was asked for.
struct WantedStyle {
    style: Arc<Style>,
    /// Defined in a file of the user's, so that it speaks of the user's entries as well.
    user: bool,
}

/// The style of this id: the user's own, else an embedded one.
fn style(id: &str, own: Vec<Style>) -> Result<WantedStyle, LoadError> {
    let mut known: Vec<String> = own.iter().map(|s| s.id.clone()).collect();
    if let Some(found) = own.into_iter().find(|s| s.id == id) {
        return Ok(WantedStyle {
            style: Arc::new(found),
            user: true,
        });
    }
    if let Some(found) = embedded::styles().iter().find(|s| s.id == id) {
        return Ok(WantedStyle {
            style: Arc::new(found.clone()),
            user: false,
        });
    }
    known.extend(embedded::styles().iter().map(|s| s.id.clone()));
    known.sort();
    known.dedup();
    Err(LoadError {
        path: String::new(),
        line: 1,
        column: 1,
        message: format!("unknown style {id}; the styles are {}", known.join(", ")),
    })
}

pub(super) fn load_error(file: &GlossaryFile, problem: &Problem) -> LoadError {
    let position = LineIndex::new(&file.text).position(&file.text, problem.span.start);
    LoadError {
        path: file.path.clone(),
        line: position.line,
        column: position.column,
        message: problem.message.clone(),
    }
}

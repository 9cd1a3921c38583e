//! What the binary carries: compiled packs and linguistic knowledge. Opened on first use, without parsing YAML.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::glossary::index::Index;
use crate::glossary::knowledge::Knowledge;
use crate::glossary::pattern::PatternSet;
use crate::glossary::style::Style;

static PACKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.bin"));
static STYLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/styles.bin"));
static PATTERNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
static KNOWLEDGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

/// Romanization, inflection and word lists.
pub(crate) fn knowledge() -> &'static Knowledge {
    static CELL: OnceLock<Knowledge> = OnceLock::new();
    CELL.get_or_init(|| match Knowledge::from_bytes(KNOWLEDGE) {
        Ok(knowledge) => knowledge,
        // Written by build.rs of this very build; a failure is a defect of the build, and there is nothing to go on with.
        Err(error) => panic!("embedded knowledge does not open: {error}"),
    })
}

/// The compiled packs.
pub(crate) fn packs() -> Index {
    match Index::open(Cow::Borrowed(PACKS)) {
        Ok(index) => index,
        // As above: without its packs the program would call every text clean.
        Err(error) => panic!("embedded packs do not open: {error}"),
    }
}

/// House styles, sorted by id.
pub(crate) fn styles() -> &'static [Style] {
    static CELL: OnceLock<Vec<Style>> = OnceLock::new();
    CELL.get_or_init(|| match postcard::from_bytes(STYLES) {
        Ok(styles) => styles,
        // As above: a style that does not open would have no opinion where the user asked for one.
        Err(error) => panic!("embedded styles do not open: {error}"),
    })
}

/// Patterns of translation, a set for each language of texts.
pub(crate) fn patterns() -> &'static [PatternSet] {
    static CELL: OnceLock<Vec<PatternSet>> = OnceLock::new();
    CELL.get_or_init(|| match PatternSet::from_bytes(PATTERNS) {
        Ok(sets) => sets,
        // As above.
        Err(error) => panic!("embedded patterns do not open: {error}"),
    })
}

//! Code pages as tables of their upper half, to write a character back as the byte it was read from.

use std::sync::OnceLock;

use encoding_rs::Encoding;

/// A code page that text is read in by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Page {
    Western,
    Cyrillic,
    Central,
    Turkish,
    Greek,
    Hebrew,
    Arabic,
    Macintosh,
    MacCyrillic,
    Koi8,
    Dos866,
    Dos437,
}

/// Those that are tried, the commonest first.
pub(super) const ALL: &[Page] = &[
    Page::Western,
    Page::Cyrillic,
    Page::Central,
    Page::Turkish,
    Page::Greek,
    Page::Hebrew,
    Page::Arabic,
    Page::Macintosh,
    Page::MacCyrillic,
    Page::Koi8,
    Page::Dos866,
    Page::Dos437,
];

/// The upper half of code page 437, which browsers do not know.
const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

impl Page {
    /// What happened to UTF-8 that was read in this page.
    pub(super) fn how(self) -> &'static str {
        match self {
            Page::Western => "UTF-8 read as windows-1252",
            Page::Cyrillic => "UTF-8 read as windows-1251",
            Page::Central => "UTF-8 read as windows-1250",
            Page::Turkish => "UTF-8 read as windows-1254",
            Page::Greek => "UTF-8 read as windows-1253",
            Page::Hebrew => "UTF-8 read as windows-1255",
            Page::Arabic => "UTF-8 read as windows-1256",
            Page::Macintosh => "UTF-8 read as Mac Roman",
            Page::MacCyrillic => "UTF-8 read as Mac Cyrillic",
            Page::Koi8 => "UTF-8 read as KOI8-R",
            Page::Dos866 => "UTF-8 read as code page 866",
            Page::Dos437 => "UTF-8 read as code page 437",
        }
    }

    fn encoding(self) -> Option<&'static Encoding> {
        Some(match self {
            Page::Western => encoding_rs::WINDOWS_1252,
            Page::Cyrillic => encoding_rs::WINDOWS_1251,
            Page::Central => encoding_rs::WINDOWS_1250,
            Page::Turkish => encoding_rs::WINDOWS_1254,
            Page::Greek => encoding_rs::WINDOWS_1253,
            Page::Hebrew => encoding_rs::WINDOWS_1255,
            Page::Arabic => encoding_rs::WINDOWS_1256,
            Page::Macintosh => encoding_rs::MACINTOSH,
            Page::MacCyrillic => encoding_rs::X_MAC_CYRILLIC,
            Page::Koi8 => encoding_rs::KOI8_R,
            Page::Dos866 => encoding_rs::IBM866,
            Page::Dos437 => return None,
        })
    }

    /// The byte from 80 to FF that this page reads as `c`.
    pub(super) fn byte(self, c: char) -> Option<u8> {
        let table = tables().get(self as usize)?;
        if let Ok(found) = table.binary_search_by_key(&c, |(c, _)| *c) {
            return table.get(found).map(|(_, byte)| *byte);
        }
        // What a page leaves open is read as the control character of the same number.
        u8::try_from(u32::from(c))
            .ok()
            .filter(|b| (0x80..0xA0).contains(b))
    }

    /// Whether a Latin letter stands for the lead bytes in this page.
    pub(super) fn is_latin(self) -> bool {
        matches!(self, Page::Western | Page::Central | Page::Turkish)
    }
}

type Table = Vec<(char, u8)>;

fn tables() -> &'static Vec<Table> {
    static CELL: OnceLock<Vec<Table>> = OnceLock::new();
    CELL.get_or_init(|| ALL.iter().map(|page| table(*page)).collect())
}

fn table(page: Page) -> Table {
    let upper: Vec<u8> = (0x80..=0xFF).collect();
    let read = match page.encoding() {
        Some(encoding) => encoding.decode_without_bom_handling(&upper).0.into_owned(),
        None => DOS_437.to_owned(),
    };
    let mut table: Table = read.chars().zip(0x80..=0xFF).collect();
    table.retain(|(c, _)| *c != '\u{FFFD}');
    table.sort_unstable();
    table
}

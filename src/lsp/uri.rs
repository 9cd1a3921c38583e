//! `file:` URIs and paths. Any other scheme, such as `untitled:`, has no path.

use std::path::{Path, PathBuf};

/// The path of a `file:` URI.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = strip_scheme(uri)?;
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = decode(path)?;
    // `/C:/wire` and `/c%3A/wire` are the drive C on Windows.
    let drive = path
        .strip_prefix('/')
        .filter(|rest| cfg!(windows) && is_drive(rest));
    let path = drive.map_or(path.clone(), str::to_owned);
    match host {
        "" | "localhost" => Some(PathBuf::from(path)),
        host if cfg!(windows) => Some(PathBuf::from(format!("//{host}{path}"))),
        _ => None,
    }
}

/// The `file:` URI of an absolute path.
pub(super) fn of_path(path: &Path) -> String {
    let text = path
        .to_string_lossy()
        .replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let mut uri = String::from(if text.starts_with("//") {
        "file:"
    } else if text.starts_with('/') {
        "file://"
    } else {
        "file:///"
    });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn strip_scheme(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once(':')?;
    scheme.eq_ignore_ascii_case("file").then_some(rest)
}

fn is_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':')
}

/// Undoes percent-encoding; nothing when the bytes are not UTF-8. A lone percent sign stands for itself.
fn decode(text: &str) -> Option<String> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = digit(bytes.get(at + 1)).zip(digit(bytes.get(at + 2)));
        match hex.filter(|_| *byte == b'%') {
            Some((high, low)) => {
                out.push(u8::try_from(high * 16 + low).ok()?);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_all_kinds_come_back() {
        for path in ["/wire/день 1.txt", "/a%b/c#d?e", "/😀/it's (1).md", "/"] {
            let uri = of_path(Path::new(path));
            assert!(uri.is_ascii() && uri.starts_with("file:///"), "{uri}");
            assert_eq!(to_path(&uri).as_deref(), Some(Path::new(path)));
        }
    }

    #[test]
    fn clients_write_them_in_many_ways() {
        let path = |uri: &str| to_path(uri).map(|it| it.to_string_lossy().into_owned());
        assert_eq!(path("file:///a/%D1%8F.txt").as_deref(), Some("/a/я.txt"));
        assert_eq!(path("file:///a/я.txt").as_deref(), Some("/a/я.txt"));
        assert_eq!(path("file:/a/b").as_deref(), Some("/a/b"));
        assert_eq!(path("FILE://localhost/a%20b").as_deref(), Some("/a b"));
        assert_eq!(path("file:///50%").as_deref(), Some("/50%"));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:///%FF"), None);
        assert_eq!(path(""), None);
        let drive = path("file:///c%3A/wire/x.txt");
        let expected = if cfg!(windows) {
            "c:/wire/x.txt"
        } else {
            "/c:/wire/x.txt"
        };
        assert_eq!(drive.as_deref(), Some(expected));
    }

    #[test]
    fn a_drive_has_three_slashes() {
        assert_eq!(of_path(Path::new("C:/wire")), "file:///C%3A/wire");
    }
}

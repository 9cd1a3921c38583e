//! Paths as services compare them with the files of a repository.

use std::fmt::Write as _;

/// A path without the `./` that `find` and shells put in front.
pub(super) fn plain_path(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}

/// A path as a URI reference of RFC 3986: relative as it is, absolute as a `file:` URI.
pub(super) fn uri(path: &str) -> String {
    let path = plain_path(path);
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = String::with_capacity(path.len() + 8);
    if drive {
        uri.push_str("file:///");
    } else if path.starts_with('/') {
        uri.push_str("file://");
    }
    for (at, &byte) in path.as_bytes().iter().enumerate() {
        let bare = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/')
            || (drive && at == 1);
        if bare {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Whether `uri` of that path stands by itself.
pub(super) fn is_absolute(uri: &str) -> bool {
    uri.starts_with("file:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_encoded_and_relative_where_the_path_is() {
        for (path, expected) in [
            ("wire/berlin.txt", "wire/berlin.txt"),
            ("./wire/a b.txt", "wire/a%20b.txt"),
            (
                "день #1 100%.txt",
                "%D0%B4%D0%B5%D0%BD%D1%8C%20%231%20100%25.txt",
            ),
            ("a:b?.txt", "a%3Ab%3F.txt"),
            ("../up.txt", "../up.txt"),
            ("/tmp/x y", "file:///tmp/x%20y"),
            ("C:/wire/x.txt", "file:///C:/wire/x.txt"),
            ("-", "-"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}

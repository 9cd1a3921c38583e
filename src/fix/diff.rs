//! A unified diff that `git apply` and `patch -p1` take.

use similar::TextDiff;

/// The diff from `old` to `new` of the file at `path`; empty when they are equal.
pub(crate) fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_and_line_ends_are_kept() {
        let diff = unified("./wire/a.txt", "one\r\nRjabkow\r\n", "one\r\nRyabkov\r\n");
        assert_eq!(
            diff,
            "--- a/wire/a.txt\n+++ b/wire/a.txt\n@@ -1,2 +1,2 @@\n one\r\n-Rjabkow\r\n+Ryabkov\r\n"
        );
        assert_eq!(unified("a", "x", "x"), "");
    }

    #[test]
    fn a_missing_last_line_end_is_said() {
        assert!(unified("a", "Rjabkow", "Ryabkov").contains("\\ No newline at end of file"));
    }
}

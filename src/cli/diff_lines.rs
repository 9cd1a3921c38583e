//! What `git diff` says about lines: which are new, and in which files.

use std::collections::BTreeMap;

use memchr::memchr_iter;

/// Lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    All,
    Some(Ranges),
}

/// First and last lines, counted from 1, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Whether any line from `first` to `last` is among them.
    pub(super) fn touch(&self, first: u32, last: u32) -> bool {
        let next = self.0.partition_point(|range| range.1 < first);
        self.0.get(next).is_some_and(|range| range.0 <= last)
    }
}

/// Offsets of the ends of lines, as git has them.
pub(super) struct LineEnds(Vec<usize>);

pub(super) fn line_ends(text: &str) -> LineEnds {
    LineEnds(memchr_iter(b'\n', text.as_bytes()).collect())
}

impl LineEnds {
    /// The first and last line of a stretch of text. A line break at its end does not touch the next line.
    pub(super) fn lines_of(&self, start: u32, end: u32) -> (u32, u32) {
        let line = |at: usize| {
            let before = self.0.partition_point(|&end| end < at);
            u32::try_from(before + 1).unwrap_or(u32::MAX)
        };
        let last = (end as usize).saturating_sub(1).max(start as usize);
        (line(start as usize), line(last))
    }
}

/// New and changed lines of the files in a patch without context.
pub(super) fn of_patch(patch: &[u8]) -> BTreeMap<String, Lines> {
    let mut files: BTreeMap<String, Lines> = BTreeMap::new();
    let mut path = None;
    // Lines that still belong to the hunk: they may look like headers.
    let mut left = 0_u32;
    for line in patch.split(|&byte| byte == b'\n') {
        if left > 0 && matches!(line.first(), Some(b'+' | b'-')) {
            left -= 1;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            path = new_path(name);
        } else if let Some((old, start, new)) = hunk(line) {
            left = old.saturating_add(new);
            let Some(path) = path.as_ref().filter(|_| new > 0) else {
                continue;
            };
            let file = files
                .entry(path.clone())
                .or_insert_with(|| Lines::Some(Ranges::default()));
            if let Lines::Some(ranges) = file {
                ranges.0.push((start, start.saturating_add(new - 1)));
            }
        }
    }
    files
}

/// The path behind `+++ `; nothing for a file that is gone.
fn new_path(name: &[u8]) -> Option<String> {
    // Git marks the end of a path that holds spaces with a tab.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let name = match name
        .strip_prefix(b"\"")
        .and_then(|it| it.strip_suffix(b"\""))
    {
        Some(quoted) => unquote(quoted),
        None => name.to_vec(),
    };
    let path = name.strip_prefix(b"b/")?;
    Some(String::from_utf8_lossy(path).into_owned())
}

/// `@@ -a,b +c,d @@` as b, c, d; a number that is not written is 1.
fn hunk(line: &[u8]) -> Option<(u32, u32, u32)> {
    let line = std::str::from_utf8(line.get(..line.len().min(80))?)
        .or_else(|error| std::str::from_utf8(line.get(..error.valid_up_to()).unwrap_or(&[])))
        .ok()?;
    let (old, rest) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let pair = |text: &str| {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
    };
    let ((_, removed), (start, added)) = (pair(old)?, pair(new)?);
    Some((removed, start, added))
}

/// A path in the quotation of C, which git uses for control characters, quotation marks and backslashes.
fn unquote(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(escape) = bytes.next() else { break };
        out.push(match escape {
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            b'0'..=b'7' => {
                let mut value = escape - b'0';
                for _ in 0..2 {
                    if let Some(digit) = bytes.next_if(|it| matches!(it, b'0'..=b'7')) {
                        value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                    }
                }
                value
            }
            other => other,
        });
    }
    out
}

/// Files that `git diff --numstat -z` has no numbers for: `-␉-␉path`, and for a rename `-␉-␉` with the old and the new path behind.
pub(super) fn binaries(numstat: &[u8]) -> Vec<String> {
    let mut paths = Vec::new();
    let mut fields = numstat.split(|&byte| byte == 0);
    while let Some(field) = fields.next() {
        let mut parts = field.splitn(3, |&byte| byte == b'\t');
        let (Some(added), Some(_), Some(path)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let path = if path.is_empty() {
            let _old = fields.next();
            fields.next().unwrap_or_default()
        } else {
            path
        };
        if added == b"-" {
            paths.push(String::from_utf8_lossy(path).into_owned());
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(ranges: &[(u32, u32)]) -> Lines {
        Lines::Some(Ranges(ranges.to_vec()))
    }

    #[test]
    fn hunks_belong_to_the_new_path() {
        let patch = "diff --git a/old b/new name.txt\n--- a/old\n+++ b/new name.txt\t\n@@ -3 +3,2 @@ words\n-x\n+y\n+z\n\
            @@ -9,2 +10,0 @@\n-gone\n-gone too\n@@ -20,0 +20 @@\n+one\n\\ No newline at end of file\n\
            diff --git a/gone b/gone\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
            diff --git \"a/\\320\\264\\\"\\t\" \"b/\\320\\264\\\"\\t\"\n--- /dev/null\n+++ \"b/\\320\\264\\\"\\t\"\n@@ -0,0 +1,2 @@\n+a\n+b\n";
        let files = of_patch(patch.as_bytes());
        assert_eq!(files.len(), 2);
        assert_eq!(files["new name.txt"], some(&[(3, 4), (20, 20)]));
        assert_eq!(files["д\"\t"], some(&[(1, 2)]));
    }

    #[test]
    fn text_that_looks_like_a_header_is_text() {
        let patch = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-- a/y\n-old\n+++ b/y\n+@@ -1 +1,9 @@\n@@ -7 +7 @@\n-a\n+b\n";
        let files = of_patch(patch.as_bytes());
        assert_eq!(files.len(), 1);
        assert_eq!(files["x"], some(&[(1, 2), (7, 7)]));
    }

    #[test]
    fn a_finding_over_lines_counts_when_one_of_them_is_touched() {
        let text = "one\ntwo\r\nthree\n";
        let ends = line_ends(text);
        assert_eq!(ends.lines_of(0, 3), (1, 1));
        assert_eq!(
            ends.lines_of(0, 4),
            (1, 1),
            "a line break belongs to its line"
        );
        assert_eq!(ends.lines_of(2, 6), (1, 2));
        assert_eq!(ends.lines_of(9, 9), (3, 3));
        let Lines::Some(ranges) = some(&[(2, 2), (5, 8)]) else {
            unreachable!()
        };
        assert!(ranges.touch(1, 2) && ranges.touch(8, 9) && ranges.touch(6, 6));
        assert!(!ranges.touch(1, 1) && !ranges.touch(3, 4) && !ranges.touch(9, 20));
    }

    #[test]
    fn binary_files_have_no_numbers() {
        let numstat = b"1\t2\ta.txt\0-\t-\tb.bin\0-\t-\t\0old.bin\0new name.bin\0".as_slice();
        assert_eq!(binaries(numstat), ["b.bin", "new name.bin"]);
    }

    proptest! {
        #[test]
        fn nothing_that_git_could_say_breaks_it(patch in "[-+@ ,0-9a-b/\"\\\\\n\t]*") {
            of_patch(patch.as_bytes());
            binaries(patch.as_bytes());
        }
    }
}

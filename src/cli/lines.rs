//! Lines in, lines out: standard input answered line by line, also for a partner that waits for each answer.

use std::io::{self, BufRead, BufReader, Write};

/// Calls `answer` for every line of standard input, without its end; bytes that are not UTF-8 come as an error.
pub(super) fn each(
    out: &mut dyn Write,
    mut answer: impl FnMut(&mut dyn Write, Result<&str, std::str::Utf8Error>) -> io::Result<()>,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut line = Vec::new();
    let mut first = true;
    loop {
        // Nothing more is at hand, so the partner may be waiting.
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return out.flush();
        }
        let mut text = line.strip_suffix(b"\n").unwrap_or(&line);
        text = text.strip_suffix(b"\r").unwrap_or(text);
        if first {
            text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
            first = false;
        }
        answer(out, std::str::from_utf8(text))?;
    }
}

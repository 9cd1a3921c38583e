//! How a line of a page is folded before it is compared: case, bullets, marks at the ends and the kind of separator play no part.

use super::{NAME, NUMBER, TEXT};

/// Bytes that tell most lines from all patterns of their first word.
const HEAD: usize = 24;

/// The line as it is compared.
pub(super) fn fold(line: &str) -> String {
    let (out, _) = fold_until(line, usize::MAX);
    let out = out.trim_end_matches(is_end);
    match out.strip_prefix("(c)") {
        Some(rest) => format!("©{rest}"),
        None => out.trim_start().to_owned(),
    }
}

/// The beginning of a long line as it is compared; what is left of the line cannot change it.
pub(super) fn folded_head(line: &str) -> Option<String> {
    let (out, rest) = fold_until(line, HEAD);
    let head = out.trim_end_matches(is_end).trim_start();
    (!rest.is_empty() && !head.starts_with("(c)")).then(|| head.to_owned())
}

/// Folds until so many bytes are written; also what is left of the line.
fn fold_until(line: &str, most: usize) -> (String, &str) {
    let mut out = String::with_capacity(line.len().min(most.saturating_add(16)));
    let line = line.trim_matches(is_decoration).trim_end_matches(is_end);
    let mut rest = line;
    while let Some(c) = rest.chars().next().filter(|_| out.len() < most) {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            'a'..='z' => {
                out.push(c);
                continue;
            }
            'A'..='Z' => {
                out.push(c.to_ascii_lowercase());
                continue;
            }
            '0'..='9' => {
                rest = after_number(rest);
                out.push(NUMBER);
            }
            // French sets a colon apart.
            ':' | '：' => {
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.push_str(": ");
            }
            '/' | '>' | '›' | '»' | '|' | '·' | '•' | '→' | '｜' | '／' => {
                space(&mut out);
                out.push_str("/ ");
            }
            '’' | '‘' | 'ʼ' => out.push('\''),
            '“' | '”' | '„' | '«' => out.push('"'),
            '–' | '—' => out.push('-'),
            '（' => out.push('('),
            '）' => out.push(')'),
            '，' => out.push(','),
            '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{307}' => {}
            c if c.is_whitespace() => space(&mut out),
            c => out.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
        }
        while out.ends_with("  ") {
            out.pop();
        }
    }
    (out, rest)
}

/// What follows a number, whose groups may be parted by points, commas, colons or one space.
fn after_number(mut rest: &str) -> &str {
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = digits.chars().next().unwrap_or('x');
        let next = digits.get(mark.len_utf8()..).unwrap_or("");
        let group = next.bytes().take_while(u8::is_ascii_digit).count();
        let goes_on = match mark {
            '.' | ',' | ':' => group > 0,
            ' ' | '\u{a0}' | '\u{202f}' => group == 3,
            _ => false,
        };
        if !goes_on {
            return digits;
        }
        rest = next;
    }
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Bullets, arrows, pictures and lines around the words of a link.
pub(super) fn is_decoration(c: char) -> bool {
    !(c.is_alphanumeric()
        || matches!(
            c,
            '©' | '(' | ')' | '"' | '“' | '”' | '«' | NUMBER | NAME | TEXT
        ))
}

pub(super) fn is_end(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ':' | '!' | '*' | '…' | ',' | ';' | '/' | '-' | '。'
        )
}

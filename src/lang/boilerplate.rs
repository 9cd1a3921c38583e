//! Lines that a page has around an article: credits, share bars, comment forms, links. Data in `glossary/boilerplate/`.
//!
//! A pattern is a line as it stands on the page, with `<number>`, `<name>` (up to eight words), `<text>` (anything) and `<month>` in
//! it. Lines and patterns are folded alike: case, bullets, marks at the ends and the kind of separator play no part.

mod fold;

use serde::{Deserialize, Serialize};

use super::locale::Locale;
use fold::{fold, folded_head, is_decoration, is_end};

/// The YAML file, one to one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "sources are for people; the reader checks that they are there"
)]
pub(crate) struct RawBoilerplate {
    language: String,
    authority: String,
    references: Vec<serde_yaml::Value>,
    groups: Vec<RawGroup>,
}

/// Lines of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawGroup {
    /// What such a line is, in words for a person.
    of: String,
    /// Left over wherever they stand.
    #[serde(default)]
    lines: Vec<String>,
    /// Left over only beside a line that is so by itself.
    #[serde(default)]
    beside: Vec<String>,
    /// A line of two or more of these and nothing else is left over; one alone only beside another line.
    #[serde(default)]
    words: Vec<String>,
    /// Lines that must be found.
    bad: Vec<String>,
    /// Lines that must not be found by themselves.
    #[serde(default)]
    good: Vec<String>,
}

/// How much a line says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Strength {
    /// Left over beside another such line.
    Beside,
    /// A button: left over at the end of a text as well.
    Button,
    /// Left over wherever it stands.
    Alone,
}

/// A line that was recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leftover<'a> {
    pub kind: &'a str,
    pub strength: Strength,
}

/// Patterns of all languages: a page may carry lines of the language it was translated from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Boilerplate {
    kinds: Vec<String>,
    /// Folded patterns, one after the other.
    text: String,
    patterns: Vec<Pattern>,
    /// Hash of the first word (else of the last) with the number of its pattern; sorted.
    keys: Vec<(u32, u16)>,
    /// One bit for each hash: most lines end here.
    filter: Vec<u64>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Pattern {
    /// Where it ends in `text`.
    end: u32,
    kind: u16,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Form {
    Line(Strength),
    Word,
}

const NUMBER: char = '\u{1}';
const NAME: char = '\u{2}';
const TEXT: char = '\u{3}';

/// Longer lines are prose.
pub(crate) const LONGEST: usize = 320;

const MOST_WORDS: usize = 8;

const FILTER_WORDS: usize = 256;

impl Boilerplate {
    /// Reads the files and runs their examples.
    #[allow(dead_code, reason = "the build script reads with it")]
    pub(crate) fn from_yaml(
        files: &[(String, String)],
        locales: &[Locale],
    ) -> Result<Self, String> {
        let mut all = Self {
            filter: vec![0; FILTER_WORDS],
            ..Self::default()
        };
        let mut raws = Vec::new();
        for (path, text) in files {
            let raw: RawBoilerplate =
                serde_yaml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
            let months = locales
                .iter()
                .find(|l| l.language == raw.language)
                .map_or(&[][..], |l| &l.calendar.months);
            for group in &raw.groups {
                all.add(group, months).map_err(|e| format!("{path}: {e}"))?;
            }
            raws.push((path, raw));
        }
        all.keys.sort_unstable();
        let groups = raws
            .iter()
            .flat_map(|(path, raw)| raw.groups.iter().map(move |g| (path, g)));
        let failed: Vec<String> = groups
            .flat_map(|(path, group)| {
                let failed = all.failed_examples(group);
                failed.map(move |message| format!("{path}: {message}"))
            })
            .collect();
        if !failed.is_empty() {
            return Err(failed.join("\n"));
        }
        Ok(all)
    }

    fn add(&mut self, group: &RawGroup, months: &[String]) -> Result<(), String> {
        let known = self.kinds.iter().position(|k| *k == group.of);
        let kind = known.unwrap_or_else(|| {
            self.kinds.push(group.of.clone());
            self.kinds.len() - 1
        }) as u16;
        let alone = group.lines.iter().map(|l| (l, Form::Line(Strength::Alone)));
        let beside = group
            .beside
            .iter()
            .map(|l| (l, Form::Line(Strength::Beside)));
        let words = group.words.iter().map(|l| (l, Form::Word));
        for (line, form) in alone.chain(beside).chain(words) {
            if line.contains("<month>") {
                for month in months {
                    let short = month.chars().take(3).collect::<String>();
                    for month in [month.as_str(), short.as_str()] {
                        self.push(&line.replace("<month>", month), kind, form)?;
                    }
                }
            } else {
                self.push(line, kind, form)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, line: &str, kind: u16, form: Form) -> Result<(), String> {
        let marked = [("<number>", NUMBER), ("<name>", NAME), ("<text>", TEXT)]
            .iter()
            .fold(line.to_owned(), |l, (word, mark)| {
                l.replace(word, &mark.to_string())
            });
        if marked.contains(['<', '>']) {
            return Err(format!("unknown placeholder in `{line}`"));
        }
        let folded = fold(&marked);
        let key = match first_key(&folded) {
            Some(key) if !folded.starts_with([NAME, TEXT]) => key,
            _ => last_key(&folded).ok_or_else(|| format!("`{line}` has no word of its own"))?,
        };
        let number = u16::try_from(self.patterns.len()).map_err(|_| "too many lines".to_owned())?;
        self.text.push_str(&folded);
        self.patterns.push(Pattern {
            end: self.text.len() as u32,
            kind,
            form,
        });
        self.keys.push((key, number));
        if let Some(word) = self.filter.get_mut(filter_word(key)) {
            *word |= 1 << (key & 63);
        }
        Ok(())
    }

    fn failed_examples<'a>(&'a self, group: &'a RawGroup) -> impl Iterator<Item = String> + 'a {
        let missed = group.bad.iter().filter(|line| self.look(line).is_none());
        let alone = |line: &&String| {
            let found = self.look(line);
            found.is_some_and(|l| l.strength == Strength::Alone)
        };
        let found = group.good.iter().filter(alone);
        let missed = missed.map(|line| format!("`{line}` is not found"));
        missed.chain(found.map(|line| format!("`{line}` is found")))
    }

    /// What `line` is, when it is no part of an article.
    pub(crate) fn look(&self, line: &str) -> Option<Leftover<'_>> {
        let line = line.trim();
        if line.is_empty() || line.len() > LONGEST {
            return None;
        }
        let keys = [first_key(line), last_key(line)];
        let keys = keys.map(|key| key.filter(|key| self.may_have(*key)));
        if keys == [None, None] {
            return None;
        }
        if keys[1].is_none() && keys[0].is_some_and(|key| !self.may_match(key, line)) {
            return None;
        }
        let folded = fold(line);
        let found = keys.iter().flatten().flat_map(|key| self.with_key(*key));
        found
            .filter_map(|(text, pattern)| {
                let strength = match pattern.form {
                    Form::Line(strength) => matches(text, &folded).then_some(strength),
                    Form::Word => self.bar(&folded),
                }?;
                let kind = self.kinds.get(usize::from(pattern.kind))?;
                Some(Leftover { kind, strength })
            })
            .max_by_key(|found| found.strength)
    }

    /// Whether a pattern of this first word goes on as the line does; most lines that begin with a word of a pattern do not, and
    /// need not be folded to their end.
    fn may_match(&self, key: u32, line: &str) -> bool {
        let Some(head) = folded_head(line) else {
            return true;
        };
        self.with_key(key).any(|(text, _)| may_begin(text, &head))
    }

    fn may_have(&self, key: u32) -> bool {
        let word = self.filter.get(filter_word(key)).copied().unwrap_or(0);
        word >> (key & 63) & 1 == 1
    }

    fn with_key(&self, key: u32) -> impl Iterator<Item = (&str, Pattern)> {
        let from = self.keys.partition_point(|(k, _)| *k < key);
        let keys = self.keys.get(from..).unwrap_or_default();
        keys.iter()
            .take_while(move |(k, _)| *k == key)
            .filter_map(|(_, number)| {
                let number = usize::from(*number);
                let pattern = *self.patterns.get(number)?;
                let start = match number.checked_sub(1) {
                    Some(before) => self.patterns.get(before)?.end,
                    None => 0,
                };
                Some((
                    self.text.get(start as usize..pattern.end as usize)?,
                    pattern,
                ))
            })
    }

    /// A line that is nothing but the buttons of a share bar.
    fn bar(&self, folded: &str) -> Option<Strength> {
        let mut rest = folded;
        let mut count = 0;
        while !rest.is_empty() {
            let key = first_key(rest)?;
            let words = self.with_key(key).filter(|(_, p)| p.form == Form::Word);
            let tail = words
                .filter_map(|(text, _)| rest.strip_prefix(text))
                .filter(|tail| !tail.starts_with(char::is_alphanumeric))
                .min_by_key(|tail| tail.len())?;
            rest = tail.trim_start_matches([' ', '/', ',', '+', '&', '.']);
            count += 1;
        }
        match count {
            0 => None,
            1 => Some(Strength::Button),
            _ => Some(Strength::Alone),
        }
    }
}

fn filter_word(key: u32) -> usize {
    (key >> 6) as usize % FILTER_WORDS
}

/// Whether a pattern and a folded line are alike up to the first placeholder, or to the end of one of them.
fn may_begin(pattern: &str, line: &str) -> bool {
    let alike = pattern.bytes().zip(line.bytes());
    let alike = alike.take_while(|(a, b)| a == b && !is_mark(*a)).count();
    let mut next = pattern.bytes().skip(alike);
    line.len() == alike || next.next().is_none_or(is_mark)
}

/// Whether a byte is a placeholder that stands for text of any length.
fn is_mark(byte: u8) -> bool {
    [NAME, TEXT].contains(&char::from(byte))
}

/// Whether the folded line is what the folded pattern says.
fn matches(pattern: &str, line: &str) -> bool {
    if !may_begin(pattern, line) {
        return false;
    }
    let Some(at) = pattern.find([NAME, TEXT]) else {
        return pattern == line;
    };
    let (Some(head), Some(rest)) = (pattern.get(..at), pattern.get(at..)) else {
        return false;
    };
    let Some(line) = line.strip_prefix(head) else {
        // What follows a whole phrase may be missing.
        let phrase = head
            .strip_suffix(' ')
            .filter(|head| !head.ends_with([':', '/', '-']));
        let optional = rest.chars().eq([TEXT]) && head.matches(' ').count() >= 3;
        return optional && phrase.is_some_and(|head| head.trim_end_matches(is_end) == line);
    };
    let mut marks = rest.chars();
    let mark = marks.next().unwrap_or(TEXT);
    let rest = marks.as_str();
    let literal = rest.find([NAME, TEXT]).unwrap_or(rest.len());
    let literal = rest.get(..literal).unwrap_or("");
    if rest.is_empty() {
        return fits(mark, line);
    }
    let ends = line.match_indices(literal).map(|(end, _)| end);
    let ends = ends.filter(|_| !literal.is_empty());
    ends.into_iter().any(|end| {
        line.get(..end).is_some_and(|part| fits(mark, part))
            && line.get(end..).is_some_and(|tail| matches(rest, tail))
    })
}

/// Whether a stretch can stand for a placeholder.
fn fits(mark: char, part: &str) -> bool {
    let part = part.trim();
    match mark {
        NAME => {
            let words = part.split(' ').count();
            !part.is_empty()
                && words <= MOST_WORDS
                && part.chars().filter(|c| is_han(*c)).count() <= 2 * MOST_WORDS
        }
        _ => true,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ac00}'..='\u{d7af}')
}

/// The first word of a line, or its first sign where it is no word; all numbers count alike.
fn first_key(line: &str) -> Option<u32> {
    let line = line.trim_start_matches(is_decoration);
    let first = line.chars().next()?;
    if first.is_ascii_digit() {
        return Some(key(NUMBER.encode_utf8(&mut [0; 4])));
    }
    if is_han(first) || !first.is_alphanumeric() {
        // (c) stands for the sign itself.
        let first = if first == '(' { '©' } else { first };
        return Some(key(first.encode_utf8(&mut [0; 4])));
    }
    let len = line
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(line.len());
    line.get(..len).map(key)
}

/// The last word of a line.
fn last_key(line: &str) -> Option<u32> {
    let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = line.chars().next_back()?;
    if is_han(last) {
        return Some(key(last.encode_utf8(&mut [0; 4])));
    }
    let start = line.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
        line.get(at..)
            .and_then(|t| t.chars().next())
            .map_or(at, |c| at + c.len_utf8())
    });
    line.get(start..).map(key)
}

/// FNV-1a over lower-case letters.
fn key(word: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut add = |c: char| hash = (hash ^ c as u32).wrapping_mul(0x0100_0193);
    for c in word.chars() {
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
        } else {
            c.to_lowercase()
                .filter(|c| *c != '\u{307}')
                .for_each(&mut add);
        }
    }
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(patterns: &[&str]) -> Boilerplate {
        let lines: String = patterns
            .iter()
            .map(|p| format!("      - '{p}'\n"))
            .collect();
        let yaml = format!(
            "language: en\nauthority: a\nreferences: []\ngroups:\n  - of: links\n    bad: []\n    words: [Share, Tweet, Google Plus]\n    lines:\n{lines}"
        );
        Boilerplate::from_yaml(&[("t.yaml".to_owned(), yaml)], &[]).expect("patterns are right")
    }

    #[test]
    fn placeholders_stand_for_what_they_say() {
        let all = lines(&[
            "Photo: <name>",
            "<number> min read",
            "<text> / Getty Images",
            "© <name>",
        ]);
        for line in [
            "Photo: AFP",
            "• PHOTO:AFP",
            "5 min read",
            "12,5 min read.",
            "A man / Getty Images",
            "A man/Getty Images",
            "© Maxim Blinov",
            "(c) Maxim Blinov",
            "Share | Tweet",
            "Google Plus Share",
        ] {
            assert!(all.look(line).is_some(), "{line}");
        }
        for line in [
            "",
            "Photo",
            "Photo: one two three four five six seven eight nine",
            "Five min read",
            "min read",
            "Getty Images",
            "Share it",
            "Photographs by AFP",
        ] {
            assert!(all.look(line).is_none(), "{line}");
        }
        assert_eq!(
            all.look("Share").map(|l| l.strength),
            Some(Strength::Button)
        );
    }

    #[test]
    fn a_wrong_file_says_where() {
        let yaml = "language: en\nauthority: a\nreferences: []\ngroups: [{ of: x, lines: ['<what>'], bad: [] }]";
        let found = Boilerplate::from_yaml(&[("t.yaml".to_owned(), yaml.to_owned())], &[]);
        assert!(found.is_err_and(|e| e.contains("t.yaml: unknown placeholder")));
    }

    proptest::proptest! {
        #[test]
        fn any_line_can_be_looked_at(line in "\\PC*") {
            let all = lines(&["Photo: <name>", "<text> photo <number>", "<name> x"]);
            let _ = all.look(&line);
            let _ = matches(&fold(&line), &fold(&line));
        }
    }
}

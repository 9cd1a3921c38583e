//! A pattern as a linguist writes it → a tree, or the place where it cannot be read.
//!
//! `word`, `one|two`, `(one phrase|another)`, `maybe?`, `~lemma`, `<class>`, `*` (any word), `..3` (up to three words), `^` and `$` (start
//! and end of a sentence), `name=element`, `[what is marked]`, and punctuation as it stands; `\` makes a sign of the character after it.

use super::PatternError;

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// A word as written; a capital letter in it must stand so in the text.
    Word(String),
    /// Every inflected form of a word.
    Lemma(String),
    /// A named class: `<name>`, `<saying>`, `<place>`.
    Class(String),
    Sign(char),
    /// Any one word.
    Any,
    /// Up to so many words.
    Gap(u8),
    Start,
    End,
    Either(Vec<Sequence>),
    Maybe(Sequence),
    Capture(String, Sequence),
    Mark(Sequence),
}

/// Elements in order, each with its byte offset in the pattern.
pub(super) type Sequence = Vec<(usize, Element)>;

/// Brackets inside brackets stop here.
const DEEPEST: usize = 8;

/// Words that a gap may skip.
const WIDEST_GAP: u8 = 12;

/// Reads a whole pattern.
pub(super) fn parse(pattern: &str) -> Result<Sequence, PatternError> {
    let mut reader = Reader {
        text: pattern,
        at: 0,
        depth: 0,
    };
    let sequence = reader.sequence(false)?;
    if let Some(c) = reader.peek() {
        return Err(reader.error(format!("`{c}` closes nothing")));
    }
    if sequence.is_empty() {
        return Err(reader.error("the pattern is empty".to_owned()));
    }
    Ok(sequence)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn error(&self, message: String) -> PatternError {
        PatternError {
            at: self.at,
            message,
        }
    }

    fn skip_spaces(&mut self) -> bool {
        let before = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        self.at > before
    }

    /// Elements up to the end, or to what closes the bracket; inside round brackets `|` ends a phrase.
    fn sequence(&mut self, in_brackets: bool) -> Result<Sequence, PatternError> {
        let mut out = Sequence::new();
        loop {
            let spaced = self.skip_spaces();
            match self.peek() {
                None | Some(')' | ']') => return Ok(out),
                Some('|') if in_brackets => return Ok(out),
                Some('|') => {
                    return Err(self.error(
                        "`|` joins single words without spaces (`say|tell`); put phrases in round brackets"
                            .to_owned(),
                    ));
                }
                Some(_) => {}
            }
            let start = self.at;
            let mut element = self.element()?;
            if !in_brackets && self.peek() == Some('|') {
                element = self.either(start, element)?;
            }
            if self.eat('?') {
                element = Element::Maybe(vec![(start, element)]);
            }
            if !spaced && is_wordy(&element) && out.last().is_some_and(|(_, e)| is_wordy(e)) {
                return Err(PatternError {
                    at: start,
                    message: "a space parts words".to_owned(),
                });
            }
            out.push((start, element));
        }
    }

    /// `one|two|three` outside brackets.
    fn either(&mut self, start: usize, first: Element) -> Result<Element, PatternError> {
        let mut branches = vec![vec![(start, first)]];
        while self.eat('|') {
            let at = self.at;
            if self
                .peek()
                .is_none_or(|c| c.is_whitespace() || matches!(c, '|' | ')' | ']'))
            {
                return Err(self.error("a word is missing after `|`".to_owned()));
            }
            branches.push(vec![(at, self.element()?)]);
        }
        Ok(Element::Either(branches))
    }

    fn element(&mut self) -> Result<Element, PatternError> {
        let start = self.at;
        let Some(c) = self.peek() else {
            return Err(self.error("something is missing here".to_owned()));
        };
        match c {
            '(' => self.group(),
            '[' => {
                self.at += 1;
                let inner = self.nested(|r| r.sequence(false))?;
                if !self.eat(']') {
                    return Err(PatternError {
                        at: start,
                        message: "`[` is never closed".to_owned(),
                    });
                }
                not_empty(inner, start, "[ ]").map(Element::Mark)
            }
            '<' => {
                let name = self.enclosed('<', '>')?;
                Ok(Element::Class(name))
            }
            '~' => {
                self.at += 1;
                let word = self.word();
                if word.is_empty() {
                    return Err(self.error("a word is missing after `~`".to_owned()));
                }
                Ok(Element::Lemma(word))
            }
            '^' => self.single(Element::Start),
            '$' => self.single(Element::End),
            '*' => self.single(Element::Any),
            '\\' => {
                self.at += 1;
                let Some(c) = self.peek() else {
                    return Err(self.error("a sign is missing after `\\`".to_owned()));
                };
                self.at += c.len_utf8();
                Ok(Element::Sign(c))
            }
            '.' if self.rest().starts_with("..") && !self.rest().starts_with("...") => self.gap(),
            '?' => Err(self.error(
                "`?` follows what may be missing; write `\\?` for a question mark".to_owned(),
            )),
            '=' | '>' | '{' | '}' => Err(self.error(format!(
                "`{c}` has no place here; write `\\{c}` for the sign"
            ))),
            c if is_letter(c) => {
                let word = self.word();
                if self.eat('=') {
                    return self.capture(start, word);
                }
                Ok(Element::Word(word))
            }
            c => {
                self.at += c.len_utf8();
                Ok(Element::Sign(c))
            }
        }
    }

    fn single(&mut self, element: Element) -> Result<Element, PatternError> {
        self.at += 1;
        Ok(element)
    }

    fn gap(&mut self) -> Result<Element, PatternError> {
        let start = self.at;
        self.at += 2;
        let digits: String = self
            .rest()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        self.at += digits.len();
        match digits.parse::<u8>() {
            Ok(most) if (1..=WIDEST_GAP).contains(&most) => Ok(Element::Gap(most)),
            _ => Err(PatternError {
                at: start,
                message: format!(
                    "`..` needs the number of words it may skip, 1 to {WIDEST_GAP}: `..3`"
                ),
            }),
        }
    }

    fn capture(&mut self, start: usize, name: String) -> Result<Element, PatternError> {
        if !name.chars().all(|c| c.is_ascii_lowercase()) {
            return Err(PatternError {
                at: start,
                message: "the name before `=` has small letters a–z only".to_owned(),
            });
        }
        let at = self.at;
        if self.peek().is_none_or(char::is_whitespace) {
            return Err(self.error(format!("nothing follows `{name}=`")));
        }
        let mut inner = self.element()?;
        if self.peek() == Some('|') {
            inner = self.either(at, inner)?;
        }
        Ok(Element::Capture(name, vec![(at, inner)]))
    }

    fn group(&mut self) -> Result<Element, PatternError> {
        let start = self.at;
        self.at += 1;
        let mut branches = Vec::new();
        loop {
            let at = self.at;
            let branch = self.nested(|r| r.sequence(true))?;
            branches.push(not_empty(branch, at, "a phrase")?);
            if self.eat(')') {
                return Ok(Element::Either(branches));
            }
            if !self.eat('|') {
                return Err(PatternError {
                    at: start,
                    message: "`(` is never closed".to_owned(),
                });
            }
        }
    }

    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Sequence, PatternError>,
    ) -> Result<Sequence, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("more than {DEEPEST} brackets inside each other")));
        }
        let out = read(self);
        self.depth -= 1;
        out
    }

    fn enclosed(&mut self, open: char, close: char) -> Result<String, PatternError> {
        let start = self.at;
        self.at += open.len_utf8();
        let rest = self.rest();
        let Some(end) = rest.find(close) else {
            return Err(PatternError {
                at: start,
                message: format!("`{open}` is never closed"),
            });
        };
        let name = rest.get(..end).unwrap_or("").to_owned();
        self.at += end + close.len_utf8();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            return Err(PatternError {
                at: start,
                message: format!("`{open}{name}{close}` is no name of a class"),
            });
        }
        Ok(name)
    }

    /// Letters and digits, with the hyphens, apostrophes and full stops between them.
    fn word(&mut self) -> String {
        let rest = self.rest();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let joins = matches!(c, '-' | '\'' | '’' | '.')
                && at > 0
                && rest
                    .get(at + c.len_utf8()..)
                    .and_then(|t| t.chars().next())
                    .is_some_and(is_letter);
            if !is_letter(c) && !joins {
                break;
            }
            end = at + c.len_utf8();
        }
        let word = rest.get(..end).unwrap_or("").to_owned();
        self.at += end;
        word
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_wordy(element: &Element) -> bool {
    matches!(
        element,
        Element::Word(_) | Element::Lemma(_) | Element::Any | Element::Class(_)
    )
}

fn not_empty(sequence: Sequence, at: usize, what: &str) -> Result<Sequence, PatternError> {
    if sequence.is_empty() {
        return Err(PatternError {
            at,
            message: format!("{what} is empty"),
        });
    }
    Ok(sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(w: &str) -> Element {
        Element::Word(w.to_owned())
    }

    #[test]
    fn elements_are_read() {
        let elements = |p: &str| -> Vec<Element> {
            parse(p)
                .unwrap_or_else(|e| panic!("{p}: {}", e.message))
                .into_iter()
                .map(|(_, e)| e)
                .collect()
        };
        assert_eq!(
            elements("^ [recall that] , <place>"),
            [
                Element::Start,
                Element::Mark(vec![(3, word("recall")), (10, word("that"))]),
                Element::Sign(','),
                Element::Class("place".to_owned()),
            ]
        );
        assert_eq!(
            elements("drone-free don't U.S."),
            [
                word("drone-free"),
                word("don't"),
                word("U.S"),
                Element::Sign('.')
            ]
        );
        assert_eq!(
            elements("a|b c? (d e|f)? ..3 * ~say"),
            [
                Element::Either(vec![vec![(0, word("a"))], vec![(2, word("b"))]]),
                Element::Maybe(vec![(4, word("c"))]),
                Element::Maybe(vec![(
                    7,
                    Element::Either(vec![
                        vec![(8, word("d")), (10, word("e"))],
                        vec![(12, word("f"))]
                    ])
                )]),
                Element::Gap(3),
                Element::Any,
                Element::Lemma("say".to_owned()),
            ]
        );
        assert_eq!(
            elements("who=<person> \\?"),
            [
                Element::Capture(
                    "who".to_owned(),
                    vec![(4, Element::Class("person".to_owned()))]
                ),
                Element::Sign('?'),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics_and_errors_have_a_place(text in "[a-z ()\\[\\]|?~<>.*^$=\\\\0-9é’,-]{0,40}") {
            if let Err(error) = parse(&text) {
                proptest::prop_assert!(error.at <= text.len());
                proptest::prop_assert!(text.is_char_boundary(error.at));
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_place() {
        for (pattern, at, message) in [
            ("", 0, "the pattern is empty"),
            ("the (steel", 4, "`(` is never closed"),
            ("the steel)", 9, "`)` closes nothing"),
            ("the [steel", 4, "`[` is never closed"),
            ("a ..x b", 2, "`..` needs the number"),
            ("a ..99 b", 2, "`..` needs the number"),
            ("~ agree", 1, "a word is missing after `~`"),
            ("a | b", 2, "`|` joins single words"),
            ("a|", 2, "a word is missing after `|`"),
            ("<Name>", 0, "`<Name>` is no name of a class"),
            ("<name", 0, "`<` is never closed"),
            ("Who=<name>", 0, "the name before `=`"),
            ("()", 1, "a phrase is empty"),
            ("? a", 0, "`?` follows what may be missing"),
            ("((((((((((a))))))))))", 9, "more than 8 brackets"),
        ] {
            let error = parse(pattern).expect_err(pattern);
            assert!(
                error.message.starts_with(message),
                "{pattern}: {}",
                error.message
            );
            assert_eq!(error.at, at, "{pattern}");
        }
    }
}

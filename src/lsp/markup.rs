//! Text for a hover, in Markdown or plain, as the client likes it.

use super::wire::MarkupContent;

/// A page that is written from top to bottom.
pub(super) struct Page {
    markdown: bool,
    text: String,
}

impl Page {
    pub(super) fn new(markdown: bool) -> Self {
        Self {
            markdown,
            text: String::new(),
        }
    }

    /// Words from outside, with nothing that Markdown would take for a sign.
    pub(super) fn plain(&self, text: &str) -> String {
        if !self.markdown {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
            ) {
                out.push('\\');
            }
            out.push(c);
        }
        out
    }

    pub(super) fn bold(&self, text: &str) -> String {
        let text = self.plain(text);
        if self.markdown {
            format!("**{text}**")
        } else {
            text
        }
    }

    pub(super) fn code(&self, text: &str) -> String {
        if self.markdown {
            format!("`{text}`")
        } else {
            text.to_owned()
        }
    }

    /// A link; only addresses that a browser opens become one.
    pub(super) fn link(&self, title: &str, url: Option<&str>) -> String {
        let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        match url {
            Some(url) if self.markdown => {
                let url: String = url
                    .chars()
                    .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>'))
                    .collect();
                format!("[{}](<{url}>)", self.plain(title))
            }
            Some(url) => format!("{title}: {url}"),
            None => self.plain(title),
        }
    }

    /// A paragraph; an empty one is left out.
    pub(super) fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(text);
    }

    /// Lines that stay lines.
    pub(super) fn list(&mut self, lines: &[String]) {
        let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
        self.paragraph(&lines.join("\n"));
    }

    /// A line between two topics.
    pub(super) fn rule(&mut self) {
        if !self.text.is_empty() {
            self.paragraph("---");
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn finish(self) -> MarkupContent {
        MarkupContent {
            kind: if self.markdown {
                "markdown"
            } else {
                "plaintext"
            },
            value: self.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_outside_are_no_markup() {
        let page = Page::new(true);
        assert_eq!(page.bold("a*b_[c](d)"), r"**a\*b\_\[c\](d)**");
        assert_eq!(page.link("x", Some("https://a b>c")), "[x](<https://abc>)");
        assert_eq!(page.link("x", Some("javascript:1")), "x");
        assert_eq!(Page::new(false).bold("a*b"), "a*b");
    }
}

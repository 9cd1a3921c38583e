//! Patterns of paths with the meaning of `.gitignore`, relative to the folder of the configuration.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Compiled patterns; the last one that fits decides.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    set: GlobSet,
    /// For each glob of the set, whether it takes back what earlier ones matched.
    negated: Vec<bool>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            set: GlobSet::empty(),
            negated: Vec::new(),
        }
    }
}

impl Patterns {
    /// Compiles patterns; else, why one is none.
    pub(crate) fn new(patterns: &[String]) -> Result<Self, String> {
        let mut builder = GlobSetBuilder::new();
        let mut negated = Vec::new();
        for pattern in patterns {
            let (negation, body) = match pattern.strip_prefix('!') {
                Some(body) => (true, body),
                None => (false, pattern.as_str()),
            };
            for glob in globs(body)? {
                let glob = GlobBuilder::new(&glob)
                    .literal_separator(true)
                    .backslash_escape(true)
                    .build();
                builder.add(glob.map_err(|error| error.kind().to_string())?);
                negated.push(negation);
            }
        }
        let set = builder.build().map_err(|error| error.kind().to_string())?;
        Ok(Self { set, negated })
    }

    /// Whether a path below the folder, with `/` between its parts, is meant.
    pub(crate) fn matches(&self, path: &str) -> bool {
        if self.set.is_empty() {
            return false;
        }
        let last = self.set.matches(path).into_iter().max();
        last.is_some_and(|n| self.negated.get(n) == Some(&false))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether a folder that is meant can be left out unseen: nothing below it is taken back.
    pub(crate) fn prunes(&self) -> bool {
        !self.negated.contains(&true)
    }
}

/// The globs of one pattern: what it names, and what lies in it. Without a slash before its end, it may lie anywhere.
fn globs(pattern: &str) -> Result<Vec<String>, String> {
    let pattern = pattern.trim_start_matches("./");
    let (path, is_folder) = match pattern.strip_suffix('/') {
        Some(path) => (path, true),
        None => (pattern, false),
    };
    if path.split('/').any(|part| part == "..") {
        return Err("it leads out of the folder of the configuration".to_owned());
    }
    // A backslash takes the meaning from a sign such as `*`. Before a letter or `**` it is meant as a separator, and would match nothing.
    let mut after = path.split('\\').skip(1);
    if after.any(|rest| rest.starts_with("**") || rest.starts_with(char::is_alphanumeric)) {
        return Err("folders are parted by /, on every system".to_owned());
    }
    let anchored = path.contains('/');
    let path = path.trim_start_matches('/');
    if path.is_empty() {
        return Err("it names nothing".to_owned());
    }
    let start = if anchored {
        path.to_owned()
    } else {
        format!("**/{path}")
    };
    let inside = format!("{start}/**");
    Ok(if is_folder {
        vec![inside]
    } else {
        vec![start, inside]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(patterns: &[&str], path: &str) -> bool {
        let patterns: Vec<String> = patterns.iter().map(|it| (*it).to_owned()).collect();
        Patterns::new(&patterns).expect("patterns").matches(path)
    }

    #[test]
    fn patterns_mean_what_they_mean_to_git() {
        for (patterns, path, wanted) in [
            (&["drafts/"][..], "drafts/a.txt", true),
            (&["drafts/"], "wire/drafts/a.txt", true),
            (&["drafts/"], "drafts", false),
            (&["/drafts"], "wire/drafts/a.txt", false),
            (&["/drafts"], "drafts/deep/a.txt", true),
            (&["drafts/**"], "drafts/deep/a.txt", true),
            (&["./drafts/**"], "drafts/a.txt", true),
            (&["*.log"], "deep/x.log", true),
            (&["wire/*.txt"], "wire/deep/x.txt", false),
            (&["wire/**/*.txt"], "wire/deep/x.txt", true),
            (&["*.txt", "!keep.txt"], "wire/keep.txt", false),
            (&["*.txt", "!keep.txt"], "wire/drop.txt", true),
            (&["день/**"], "день/1.txt", true),
            (&["a\\*.txt"], "a*.txt", true),
            (&["a{b,c}.txt"], "ac.txt", true),
        ] {
            assert_eq!(matches(patterns, path), wanted, "{patterns:?} {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for bad in ["", "/", "../x", "a[", "a/../b", "{a", "de\\a.txt", "de\\**"] {
            assert!(Patterns::new(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}

//! Errors for people: one line that names the thing and the cause, one that says what to do.

use std::io::{self, Write as _};
use std::path::Path;

use crate::report::printable::plain;

/// Something the user has to put right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Problem {
    message: String,
    advice: Option<String>,
}

/// Why a command ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The reader of the output went away, as `head` does.
    ClosedPipe,
    Problem(Problem),
    /// Several of one file.
    Problems(Vec<Problem>),
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            advice: None,
        }
    }

    pub(super) fn advise(self, advice: impl Into<String>) -> Self {
        Self {
            advice: Some(advice.into()),
            ..self
        }
    }

    /// With the place of the configuration that led to it, if one did.
    pub(super) fn noted(self, place: Option<&String>) -> Self {
        match place {
            Some(place) => Self {
                message: format!("{place}: {}", self.message),
                ..self
            },
            None => self,
        }
    }

    /// `cannot read wire/x.txt: permission denied`, with advice by the kind of error.
    pub(super) fn io(verb: &str, path: &str, error: &io::Error) -> Self {
        let problem = Self::new(format!("cannot {verb} {path}: {}", cause(error)));
        match error.kind() {
            io::ErrorKind::NotFound => problem.advise("look at the spelling, or leave it out"),
            io::ErrorKind::PermissionDenied => {
                problem.advise(format!("allow to {verb} it, or leave it out"))
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                problem.advise("make room and run again; the file is as it was")
            }
            _ => problem.advise("leave it out, or try again"),
        }
    }

    /// Prints to standard error. Paths come from outside, so they are made printable.
    pub(super) fn print(&self) {
        let mut text = format!("exonym: {}\n", plain_lines(&self.message));
        if let Some(advice) = &self.advice {
            text.push_str(&format!("  help: {}\n", plain_lines(advice)));
        }
        // Nobody is left to tell when standard error is closed.
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Problem(
                Problem::new(format!("cannot write the output: {}", cause(&error)))
                    .advise("look at the disk or the pipe it goes to"),
            )
        }
    }
}

/// A path as it was given, with `/` between its parts.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The cause in lower case and without the number of the operating system.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            // Walking a folder puts the path before the cause, which is said already.
            let walked = text.strip_prefix("IO error for operation on ");
            let text = walked
                .and_then(|rest| rest.rsplit_once(": "))
                .map_or(text, |(_, cause)| cause);
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_lowercase().chain(letters).collect()
            })
        }
    }
}

fn plain_lines(text: &str) -> String {
    text.lines()
        .map(|line| plain(line).into_owned())
        .collect::<Vec<_>>()
        .join("\n        ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_words_without_numbers() {
        assert_eq!(
            cause(&io::Error::from_raw_os_error(13)),
            "permission denied"
        );
        assert_eq!(
            cause(&io::Error::other("Disk on fire (os error 99)")),
            "disk on fire"
        );
        let walked = "IO error for operation on a: b/c: Too many levels (os error 40)";
        assert_eq!(cause(&io::Error::other(walked)), "too many levels");
    }

    #[test]
    fn a_closed_pipe_is_no_problem() {
        assert!(matches!(
            Stop::from(io::Error::from(io::ErrorKind::BrokenPipe)),
            Stop::ClosedPipe
        ));
        assert!(matches!(
            Stop::from(io::Error::from(io::ErrorKind::StorageFull)),
            Stop::Problem(_)
        ));
    }
}

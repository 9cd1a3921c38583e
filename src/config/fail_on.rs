//! The severity from which on a run counts as failed.

use crate::finding::Severity;

/// A severity, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    #[default]
    Warning,
    /// Whatever is found.
    Info,
    /// Nothing.
    Never,
}

impl FailOn {
    /// All of them, the gravest first.
    pub(crate) const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Never];

    /// The word on the command line and in `exonym.toml`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }

    /// The lowest severity that fails the run.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }

    /// Whether a finding of this severity fails the run.
    #[must_use]
    pub fn is_reached_by(self, severity: Severity) -> bool {
        self.severity().is_some_and(|level| severity >= level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_include_what_is_worse() {
        assert!(FailOn::Warning.is_reached_by(Severity::Error));
        assert!(!FailOn::Warning.is_reached_by(Severity::Info));
        assert!(FailOn::Info.is_reached_by(Severity::Info));
        assert!(!FailOn::Never.is_reached_by(Severity::Error));
    }
}

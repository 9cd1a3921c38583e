//! The few styles of human output; all empty when colour is not wanted.

use anstyle::{AnsiColor, Style};

use crate::finding::Severity;

/// Styles by meaning.
#[derive(Clone, Copy)]
pub(crate) struct Palette {
    pub bold: Style,
    pub dim: Style,
    error: Style,
    warning: Style,
    info: Style,
}

impl Palette {
    pub(crate) const fn plain() -> Self {
        let none = Style::new();
        Self {
            bold: none,
            dim: none,
            error: none,
            warning: none,
            info: none,
        }
    }

    pub(crate) const fn colored() -> Self {
        Self {
            bold: Style::new().bold(),
            dim: Style::new().dimmed(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            info: AnsiColor::Cyan.on_default(),
        }
    }

    pub(crate) const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

//! Standard output: buffered, coloured only where that is wanted, as wide as the terminal.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};

use super::options::ColorWhen;
use crate::report::View;
use crate::report::human::Palette;

/// Columns in a pipe, and on a terminal that does not say.
const DEFAULT_WIDTH: usize = 80;

/// What standard output is connected to.
#[derive(Clone, Copy)]
pub(super) struct Console {
    color: bool,
    terminal: bool,
}

impl Console {
    pub(super) fn new(when: ColorWhen) -> Self {
        let stdout = io::stdout();
        let color = match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            // Respects NO_COLOR, CLICOLOR_FORCE and TERM.
            ColorWhen::Auto => AutoStream::choice(&stdout) != ColorChoice::Never,
        };
        Self {
            color,
            terminal: stdout.is_terminal(),
        }
    }

    /// A file: no colour, and the width of a pipe.
    pub(super) fn file() -> Self {
        Self {
            color: false,
            terminal: false,
        }
    }

    pub(super) fn view(self, quiet: bool, fix_command: Option<String>) -> View {
        View {
            width: self.width(),
            color: self.color,
            terminal: self.terminal,
            quiet,
            fix_command,
            ..View::default()
        }
    }

    pub(super) fn palette(self) -> Palette {
        if self.color {
            Palette::colored()
        } else {
            Palette::plain()
        }
    }

    pub(super) fn is_terminal(self) -> bool {
        self.terminal
    }

    /// Standard output for text that may carry colour.
    pub(super) fn open(self) -> Box<dyn Write> {
        if self.color {
            // Old Windows consoles need their colours translated.
            Box::new(BufWriter::new(AutoStream::always(io::stdout())))
        } else {
            Box::new(raw())
        }
    }

    /// A pipe always gets the default, so that output does not depend on a window.
    fn width(self) -> usize {
        let columns = std::env::var("COLUMNS").ok().filter(|_| self.terminal);
        columns
            .and_then(|columns| columns.parse().ok())
            .map_or(DEFAULT_WIDTH, |columns: usize| columns.clamp(40, 100))
    }
}

/// Standard output as it is, for machines.
pub(super) fn raw() -> BufWriter<io::Stdout> {
    BufWriter::with_capacity(1 << 16, io::stdout())
}

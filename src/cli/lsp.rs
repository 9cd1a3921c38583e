//! `exonym lsp`: the language server, on standard input and output.

use std::io::{self, IsTerminal as _, Write as _};

use clap::Args;

use super::problem::Stop;
use crate::lsp;

/// Serve an editor over standard input and output (language server protocol)
#[derive(Args)]
pub(super) struct Arguments {
    /// Accepted because editors pass it; there is no other way to talk
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let Arguments { stdio: _ } = arguments;
    if io::stdin().is_terminal() {
        // Whoever typed this waits for something to happen.
        let hint = "exonym: the language server waits for an editor; the README says how editors start it (Ctrl+C ends it)";
        let _ = writeln!(io::stderr(), "{hint}");
    }
    Ok(lsp::serve())
}

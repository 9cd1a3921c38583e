//! `exonym lsp`: the language server, on standard input and output.

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
    Ok(lsp::serve())
}

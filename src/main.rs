//! The `exonym` program; all of it lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    exonym::cli::main()
}

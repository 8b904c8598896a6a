//! The binary `eku`; everything stands in the library beside it.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    eku_cli::run()
}

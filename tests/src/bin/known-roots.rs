//! Writes the table of known public roots into the engine.

use std::process::ExitCode;

use eku_tests::known_roots;

fn main() -> ExitCode {
    let file = known_roots::file();
    match std::fs::write(&file, known_roots::source()) {
        Ok(()) => {
            println!("{} roots", known_roots::roots().len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the table could not be written: {error}", file.display());
            ExitCode::FAILURE
        }
    }
}

//! Writes the table of look-alikes into the engine.

use std::process::ExitCode;

use eku_tests::look_alikes;

fn main() -> ExitCode {
    let file = look_alikes::file();
    match std::fs::write(&file, look_alikes::source()) {
        Ok(()) => {
            println!("{}: written", file.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the table could not be written: {error}", file.display());
            ExitCode::FAILURE
        }
    }
}

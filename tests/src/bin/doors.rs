//! Writes random deployments in every form in which one can be handed over, and their reports:
//! `doors FOLDER COUNT`.

use std::path::Path;
use std::process::ExitCode;

use eku_tests::doors;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.nth(1).and_then(|count| count.parse().ok());
    let (Some(folder), Some(count)) = (std::env::args().nth(1), count) else {
        eprintln!("usage: doors FOLDER COUNT");
        return ExitCode::from(2);
    };
    match doors::write(Path::new(&folder), count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doors: {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

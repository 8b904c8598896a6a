//! Writes the fixtures: `fixtures [FOLDER]`, without a folder into `tests/certs`.
//!
//! Files that belong to no fixture are removed from that folder.

use std::path::PathBuf;
use std::process::ExitCode;

use eku_tests::fixtures;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(fixtures::folder, PathBuf::from);
    match fixtures::write(&folder) {
        Ok(changes) => {
            for path in &changes.written {
                println!("written: {path}");
            }
            for path in &changes.removed {
                println!("removed: {path}");
            }
            println!(
                "{} fixtures, {} written, {} removed",
                changes.total,
                changes.written.len(),
                changes.removed.len()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the fixtures could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

//! Writes what fuzzing starts from: `fuzz-seeds [FOLDER]`, without a folder into `fuzz/seeds`.

use std::path::PathBuf;
use std::process::ExitCode;

use eku_tests::fuzzing::seeds;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(seeds::folder, PathBuf::from);
    match seeds::write(&folder) {
        Ok(count) => {
            println!("{count} seeds written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the seeds could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

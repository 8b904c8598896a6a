//! Writes random deployments in every form: `doors FOLDER COUNT`. They are made for the test that
//! holds the reports of every way in equal; they are not committed.

use std::path::PathBuf;
use std::process::ExitCode;

use eku_tests::doors;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let count = arguments.next().and_then(|word| word.to_string_lossy().parse().ok());
    let (Some(folder), Some(count)) = (folder, count) else {
        eprintln!("doors: name a folder and a number: doors FOLDER COUNT");
        return ExitCode::FAILURE;
    };
    match doors::write(&folder, count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: the deployments could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

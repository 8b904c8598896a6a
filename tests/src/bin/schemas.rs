//! Writes the JSON Schemas, and the types of the JavaScript package that are made of them.

use std::process::ExitCode;

use eku_tests::{schemas, typescript};

fn main() -> ExitCode {
    let written = schemas::write(&schemas::folder())
        .and_then(|()| std::fs::write(typescript::file(), typescript::source()));
    match written {
        Ok(()) => {
            println!("{} schemas, and {}", schemas::all().len(), typescript::file().display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the schemas could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

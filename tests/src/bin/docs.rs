//! Writes the documentation that is made of the program: the page of the rules, man pages and
//! completions; and the list of the libraries in the page.

use std::process::ExitCode;

use eku_tests::{documentation, licences};

fn main() -> ExitCode {
    let folder = documentation::folder();
    let written = documentation::write(&folder)
        .and_then(|()| std::fs::write(licences::file(), licences::text()));
    match written {
        Ok(()) => {
            println!("{} files", documentation::all().len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the documentation could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

//! Writes the documentation that is made of the program: the page of the rules, man pages and
//! completions.

use std::process::ExitCode;

use eku_tests::documentation;

fn main() -> ExitCode {
    let folder = documentation::folder();
    match documentation::write(&folder) {
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

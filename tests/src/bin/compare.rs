//! Holds this program's reader against OpenSSL's over every file below a folder: `compare FOLDER`.
//!
//! Ends with 1 where a certificate is lost or read differently.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Vec::from_iter(std::env::args_os().skip(1));
    let [folder] = arguments.as_slice() else {
        eprintln!("compare: name one folder");
        return ExitCode::from(2);
    };
    match eku_tests::compare::folder(Path::new(folder)) {
        Ok(result) => {
            print!("{result}");
            ExitCode::from(u8::from(!result.findings.is_empty()))
        }
        Err(error) => {
            eprintln!("compare: {}: {error}", Path::new(folder).display());
            ExitCode::from(2)
        }
    }
}

//! Writes private keys in every form, each in a file of its own: `key-forms FOLDER`.
//!
//! `index.json` says of each what it is, its file, and what of it nothing may show. The keys protect
//! nothing; the files are for the tests of the page, and are not committed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use eku_tests::keys;
use serde_json::json;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("key-forms: name a folder: key-forms FOLDER");
        return ExitCode::FAILURE;
    };
    match write(&folder) {
        Ok(count) => {
            println!("written: {count} forms of private keys to {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the forms could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let forms = keys::forms();
    let mut index = Vec::new();
    for form in &forms {
        fs::write(folder.join(&form.file), &form.bytes)?;
        let secret: String = form.secret.iter().map(|byte| format!("{byte:02x}")).collect();
        index.push(json!({ "what": form.what, "file": form.file, "secret": secret }));
    }
    fs::write(folder.join("index.json"), serde_json::to_string_pretty(&index)?)?;
    Ok(forms.len())
}

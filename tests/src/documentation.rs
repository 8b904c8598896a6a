//! Documentation that is made of the program itself, so that it cannot drift.
//!
//! [`all`] makes every file of it; [`folder`] is where they are committed. `cargo xtask docs` writes
//! them.

mod command_line;
mod verdicts;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Every file, by its path below [`folder`]: what is in it.
pub fn all() -> Vec<(String, String)> {
    let mut files = vec![("how-a-verdict-is-made.md".to_owned(), verdicts::page())];
    files.extend(command_line::man_pages());
    files.extend(command_line::completions());
    files
}

/// Where they are committed.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Writes every file into a folder, and removes what is left of others in the folders that hold
/// nothing else.
///
/// # Errors
///
/// Where a file cannot be written or removed.
pub fn write(folder: &Path) -> io::Result<()> {
    for made in MADE {
        if folder.join(made).exists() {
            fs::remove_dir_all(folder.join(made))?;
        }
    }
    for (path, text) in all() {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
    }
    Ok(())
}

/// What in a folder is not what [`write()`] would leave there, one line each.
///
/// # Errors
///
/// Where a file or folder cannot be read.
pub fn differences(folder: &Path) -> io::Result<Vec<String>> {
    let mut differences = Vec::new();
    let mut known = BTreeSet::new();
    for (path, text) in all() {
        match fs::read_to_string(folder.join(&path)) {
            Ok(present) if present == text => {}
            Ok(_) => differences.push(format!("{path}: differs")),
            Err(_) => differences.push(format!("{path}: missing")),
        }
        known.insert(path);
    }
    for made in MADE {
        for entry in fs::read_dir(folder.join(made))? {
            let path = format!("{made}/{}", entry?.file_name().to_string_lossy());
            if !known.contains(&path) {
                differences.push(format!("{path}: not made by the command"));
            }
        }
    }
    Ok(differences)
}

/// Folders that hold nothing but what is made.
const MADE: [&str; 2] = ["completions", "man"];

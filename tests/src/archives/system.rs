//! Folders, and the commands of the system that pack them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A new folder of files of several sizes and names, one of them long.
///
/// # Panics
///
/// Where it cannot be written.
pub fn folder(inside: &str, name: &str) -> PathBuf {
    let folder = Path::new(inside).join(format!("archive-{name}"));
    let _ = fs::remove_dir_all(&folder);
    let long = format!("long/{}/{}", "folder".repeat(20), "name".repeat(30));
    for (path, content) in [
        ("a.pem", b"-----BEGIN CERTIFICATE-----\n".to_vec()),
        ("empty", Vec::new()),
        ("block", vec![b'x'; 512]),
        ("inner/noise.bin", noise(20_000)),
        ("inner/log.txt", b"a line that repeats itself\n".repeat(2000)),
        (&long, b"long".to_vec()),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

/// The files below a folder.
///
/// # Panics
///
/// Where they cannot be read.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
                found.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

/// What a command writes to standard output, run in a folder.
///
/// # Panics
///
/// Where it is missing or fails.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| {
        panic!("these tests need the command {program}, which could not be started ({error}): install it")
    });
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Bytes that do not compress, the same each time.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

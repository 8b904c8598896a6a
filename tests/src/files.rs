//! Files that other programs read in tests, named by what they hold.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, process};

use sha2::{Digest, Sha256};

/// A PEM file in `folder` that holds `text`. It appears as a whole, so tests that run beside each
/// other may ask for the same one.
///
/// # Panics
///
/// Where it cannot be written.
pub fn kept(folder: &Path, text: &str) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name: String =
        Sha256::digest(text)[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let path = folder.join(format!("{name}.pem"));
    if !path.exists() {
        fs::create_dir_all(folder).expect("a folder can be made");
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let unfinished = folder.join(format!("{name}.{}.{number}", process::id()));
        fs::write(&unfinished, text).expect("a file can be written");
        fs::rename(&unfinished, &path).expect("a file can be renamed");
    }
    path
}

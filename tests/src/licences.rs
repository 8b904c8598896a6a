//! The libraries that are in the page, and their licences, as cargo knows them.
//!
//! [`text`] makes the list; [`file()`] is where it is committed, as a text of the page. `cargo xtask
//! docs` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the list stands.
pub fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/text/licences.txt")
}

/// A line for each licence, the most common first: `MIT OR Apache-2.0: base64ct, cfg-if`.
///
/// # Panics
///
/// Where cargo does not answer, or a library names no licence.
pub fn text() -> String {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--package", "eku-web", "--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe"])
        .args(["--format", "{p}\t{l}", "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    let mut licences: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let (package, licence) = line.split_once('\t').expect("a package and its licence");
        let name = package.split(' ').next().unwrap_or_default();
        // Our own, of which the page tells the licence itself.
        if package.contains('/') {
            continue;
        }
        assert!(!licence.is_empty(), "{name} names no licence");
        licences.entry(usual(licence)).or_default().insert(name);
    }
    let mut licences = Vec::from_iter(licences);
    licences.sort_by_key(|(licence, names)| (usize::MAX - names.len(), licence.clone()));
    let mut text = String::new();
    for (licence, names) in licences {
        let names = Vec::from_iter(names).join(", ");
        text.push_str(&format!("{licence}: {names}\n"));
    }
    text
}

/// One spelling for the licence that most have.
fn usual(licence: &str) -> String {
    let licence = licence.replace(" / ", " OR ").replace('/', " OR ");
    if licence == "Apache-2.0 OR MIT" { "MIT OR Apache-2.0".into() } else { licence }
}

//! Reads versions and checksums out of `Cargo.lock`: a tool that must equal a library's version
//! follows it.

use crate::error::{Error, Outcome};

/// The version of `package` in the text of a lock file. Two versions of one package are an error:
/// nobody could say which one a tool has to equal.
pub(crate) fn version_of(lock_file: &str, package: &str) -> Outcome<String> {
    let mut versions = Vec::new();
    for block in lock_file.split("[[package]]").skip(1) {
        if value(block, "name") == Some(package)
            && let Some(version) = value(block, "version")
        {
            versions.push(version);
        }
    }
    match versions.as_slice() {
        [version] => Ok((*version).to_owned()),
        [] => Err(Error::new(format!(
            "Cargo.lock has no package {package}: run `cargo metadata` once to bring it up to date"
        ))),
        several => Err(Error::new(format!(
            "Cargo.lock has {package} more than once ({}): bring them to one version",
            several.join(", ")
        ))),
    }
}

/// The checksum that the text of a lock file states for a package; none for a member.
pub(crate) fn checksum_of<'text>(
    lock_file: &'text str,
    (name, version): &(String, String),
) -> Option<&'text str> {
    let block = lock_file.split("[[package]]").skip(1).find(|block| {
        value(block, "name") == Some(name) && value(block, "version") == Some(version)
    })?;
    value(block, "checksum")
}

/// The value of `key = "value"` in one block.
fn value<'text>(block: &'text str, key: &str) -> Option<&'text str> {
    block.lines().find_map(|line| {
        let rest = line.strip_prefix(key)?.strip_prefix(" = \"")?;
        rest.strip_suffix('"')
    })
}

#[cfg(test)]
mod tests {
    use super::{checksum_of, version_of};

    const LOCK_FILE: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.131"

[[package]]
name = "twice"
version = "1.0.0"

[[package]]
name = "twice"
version = "2.0.0"
checksum = "c0ffee"
"#;

    #[test]
    fn the_checksum_is_that_of_the_version() {
        let named = |version: &str| ("twice".to_owned(), version.to_owned());
        assert_eq!(checksum_of(LOCK_FILE, &named("2.0.0")), Some("c0ffee"));
        assert_eq!(checksum_of(LOCK_FILE, &named("1.0.0")), None);
        assert_eq!(checksum_of(LOCK_FILE, &named("3.0.0")), None);
    }

    #[test]
    fn the_version_is_that_of_the_package_with_exactly_this_name() {
        assert_eq!(version_of(LOCK_FILE, "wasm-bindgen").as_deref(), Ok("0.2.130"));
        assert_eq!(version_of(LOCK_FILE, "wasm-bindgen-macro").as_deref(), Ok("0.2.131"));
    }

    #[test]
    fn a_missing_or_doubled_package_is_an_error_that_names_it() {
        for package in ["yew", "twice"] {
            let message = version_of(LOCK_FILE, package).unwrap_err().to_string();
            assert!(message.contains(package), "{message}");
        }
    }
}

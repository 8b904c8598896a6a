//! The table of known public roots in the engine, made from the crate `webpki-root-certs`.
//!
//! [`source`] writes it; [`file()`] is where it stands.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use eku_engine::certificate::Certificate;
use eku_engine::issuer::{certificate_hash, key_hash, name_hash};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// Where the table stands.
pub fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/eku-engine/src/issuer/known_roots.rs")
}

/// Every root of the crate, as the engine reads it.
///
/// # Panics
///
/// Where the engine cannot read one.
pub fn roots() -> Vec<Certificate> {
    TLS_SERVER_ROOT_CERTS
        .iter()
        .map(|root| Certificate::from_der(root).expect("the engine reads every public root"))
        .collect()
}

/// The table as Rust source, sorted for a binary search.
pub fn source() -> String {
    let mut rows: Vec<_> = roots()
        .iter()
        .map(|root| {
            let subject = root.subject.to_string();
            (name_hash(&root.subject), key_hash(root), certificate_hash(root), subject)
        })
        .collect();
    rows.sort();
    rows.dedup_by(|one, other| one.0 == other.0 && one.1 == other.1);
    let mut text = String::from(HEAD);
    writeln!(text, "static ROOTS: [([u8; 8], [u8; 16], [u8; 8]); {}] = [", rows.len())
        .expect("a string");
    for (name, key, certificate, subject) in rows {
        writeln!(text, "    // {}", subject.escape_debug()).expect("a string");
        writeln!(text, "    ({name:?}, {key:?}, {certificate:?}),").expect("a string");
    }
    text.push_str("];\n");
    text
}

const HEAD: &str = r"//! The public roots of Mozilla's store: their names and keys.
//!
//! Made by `cargo xtask known-roots` from the crate `webpki-root-certs` 1.0.11 (CDLA-Permissive-2.0,
//! <https://crates.io/crates/webpki-root-certs/1.0.11>); do not edit. A root that stands here is
//! public; whether Chrome's rule binds it is another question, see [`crate::policy`].

/// The known roots with this name: each one's [`certificate_hash`](super::certificate_hash).
pub fn with_name(name: [u8; 8]) -> impl Iterator<Item = [u8; 8]> {
    let first = ROOTS.partition_point(|(other, ..)| *other < name);
    let rest = ROOTS.iter().skip(first);
    rest.take_while(move |(other, ..)| *other == name).map(|(.., certificate)| *certificate)
}

/// The known root with this name and this key.
#[must_use]
pub fn with_key(name: &[u8; 8], key: &[u8; 16]) -> Option<[u8; 8]> {
    let place = ROOTS.binary_search_by_key(&(name, key), |(name, key, _)| (name, key)).ok()?;
    ROOTS.get(place).map(|(.., certificate)| *certificate)
}

/// The first eight bytes of the SHA-256 of the name's canonical form, the first 16 of that of the
/// subjectPublicKeyInfo, and the first eight of that of the certificate; in ascending order.
#[rustfmt::skip]
";

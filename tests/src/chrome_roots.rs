//! The engine's table of Chrome's roots, made from the CSV beside it.
//!
//! [`source`] writes it; [`file()`] is where it stands, [`data`] what it is made from.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use eku_engine::time::Timestamp;

/// A line of the CSV.
pub struct Root {
    /// SHA-256 of the certificate, in hexadecimal.
    pub sha256: String,
    /// Its subject, as the file's comment has it.
    pub subject: String,
    /// From this day on Chrome trusts no newer certificate of it.
    pub distrusted_from: Option<Timestamp>,
}

/// Where the table stands.
pub fn file() -> PathBuf {
    folder().join("chrome_roots.rs")
}

/// What it is made from.
///
/// # Panics
///
/// Where the file cannot be read.
pub fn data() -> String {
    let file = folder().join("chrome-root-store.csv");
    std::fs::read_to_string(file).expect("the CSV can be read")
}

/// Every line of the CSV.
///
/// # Panics
///
/// Where a line is none.
pub fn roots() -> Vec<Root> {
    let data = data();
    let mut lines = data.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("sha256,subject,sct_not_after,note"));
    lines.map(|line| root(line).unwrap_or_else(|| panic!("no root: {line}"))).collect()
}

/// `hash,"subject",instant,note`.
fn root(line: &str) -> Option<Root> {
    let (sha256, rest) = line.split_once(",\"")?;
    let (subject, rest) = rest.split_once("\",")?;
    let (until, _) = rest.split_once(',')?;
    let last = (!until.is_empty()).then(|| Timestamp::parse(until));
    let last = last.transpose().ok()?;
    // The last second of a day is the last that is trusted.
    let distrusted_from = last.map(|last| last.plus_days(1).start_of_day());
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| Root { sha256: sha256.into(), subject: subject.into(), distrusted_from })
}

/// The table as Rust source, sorted for a binary search.
///
/// # Panics
///
/// Where the CSV's head does not say its version and when it was read.
pub fn source() -> String {
    let data = data();
    let after = |mark: &str| data.split_once(mark).expect("the head of the CSV").1;
    let number = |text: &str| {
        text.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default().to_owned()
    };
    let version = number(after("Chrome Root Store, version "));
    let read = &after("Read on ")[..10];
    let [year, month, day] =
        Vec::from_iter(read.split('-').map(|part| part.parse::<u64>().expect("a number")))[..]
    else {
        panic!("no date: {read}")
    };
    let mut rows = roots();
    rows.sort_by(|one, other| one.sha256.cmp(&other.sha256));
    let mut text = String::from(HEAD);
    let mut line = |line: String| writeln!(text, "{line}").expect("a string");
    line(format!("pub const VERSION: u16 = {version};\n"));
    line("/// The day on which the copy of it was read.".into());
    line(format!("pub const READ: Timestamp = Timestamp::of_date({year}, {month}, {day});\n"));
    line(TABLE.into());
    line("#[rustfmt::skip]".into());
    line(format!("static ROOTS: [([u8; 8], u16); {}] = [", rows.len()));
    for row in rows {
        let day = |day: Timestamp| format!(", from {}", day.date());
        let from = row.distrusted_from.map_or_else(String::new, day);
        line(format!("    // {}{from}", row.subject));
        let byte = |place: usize| u8::from_str_radix(&row.sha256[2 * place..2 * place + 2], 16);
        let hash: [u8; 8] = std::array::from_fn(|place| byte(place).expect("two digits"));
        let days = row.distrusted_from.map_or(0, |day| day.unix_seconds() / 86_400);
        line(format!("    ({hash:?}, {days}),"));
    }
    line("];".into());
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/eku-engine/src/policy")
}

const HEAD: &str = r"//! The roots of Chrome's store.
//!
//! Made by `cargo xtask policy` from `chrome-root-store.csv`, whose head says where that comes from;
//! do not edit. A certificate counts as a root by the first eight bytes of its SHA-256: to make
//! another with those takes 2^57 attempts, and would only mislead a forecast.

use crate::time::Timestamp;

/// What Chrome's store says of one root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChromeRoot {
    /// From this day on Chrome trusts no newer certificate of it.
    pub distrusted_from: Option<Timestamp>,
}

/// The root whose SHA-256 begins with these bytes, where Chrome's store has it.
#[must_use]
pub fn root(sha256: &[u8; 8]) -> Option<ChromeRoot> {
    let place = ROOTS.binary_search_by_key(sha256, |(hash, _)| *hash).ok()?;
    let (_, days) = ROOTS.get(place)?;
    let from = Timestamp::default().plus_days((*days).into());
    Some(ChromeRoot { distrusted_from: (*days > 0).then_some(from) })
}

/// The version of the store.
";

const TABLE: &str = "/// The first eight bytes of the SHA-256 of the certificate, in ascending order, and the day from which
/// no newer certificate is trusted, in days since 1970; 0 for most, which have none.";

//! What `openssl verify -purpose` says of the cases.
//!
//! One command judges all leaves that share a chain, a trusted CA list, a purpose and a date, at one
//! security level. The default trust of the machine is never used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;

use eku_engine::time::Timestamp;

use super::{Case, Purpose};
use crate::maker::Certificate;
use crate::{files, openssl};

/// The numbers of the errors that OpenSSL found, in its order; none where it accepts the chain, and
/// [`NOT_READ`] where it does not read a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The numbers, `X509_V_ERR_…`.
    pub errors: Vec<u32>,
    /// What it printed.
    pub words: String,
}

impl Answer {
    /// Whether it accepts the chain.
    pub fn accepts(&self) -> bool {
        self.errors.is_empty()
    }

    /// `OK`, its first error, or that a certificate was not read.
    pub fn outcome(&self) -> String {
        match self.errors.first() {
            None => "OK".into(),
            Some(&NOT_READ) => "not read".into(),
            Some(error) => format!("error {error}"),
        }
    }
}

/// What stands for an error where OpenSSL does not read a certificate.
pub const NOT_READ: u32 = 0;

/// OpenSSL's answers, in the order of the cases, at a security level. Files are kept in `folder`.
///
/// # Panics
///
/// Where there is no `openssl`, or it prints what is not understood.
pub fn answers(cases: &[&Case], level: Option<u8>, folder: &Path) -> Vec<Answer> {
    let mut runs: BTreeMap<Vec<String>, Vec<(usize, PathBuf)>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        let leaf = write(folder, std::slice::from_ref(&case.leaf));
        runs.entry(arguments(case, level, folder)).or_default().push((place, leaf));
    }
    let runs: Vec<_> = runs.into_iter().collect();
    let (one_half, other_half) = runs.split_at(runs.len() / 2);
    let mut answers: Vec<(usize, Answer)> = thread::scope(|scope| {
        let other = scope.spawn(|| other_half.iter().flat_map(run).collect::<Vec<_>>());
        let one: Vec<_> = one_half.iter().flat_map(run).collect();
        [one, other.join().expect("comparing does not panic")].concat()
    });
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn arguments(case: &Case, level: Option<u8>, folder: &Path) -> Vec<String> {
    let at = Timestamp::parse(case.at).expect("a date").unix_seconds().to_string();
    let purpose = match case.purpose {
        Purpose::ServerAuth => "sslserver",
        Purpose::ClientAuth => "sslclient",
    };
    let mut arguments =
        ["verify", "-no-CApath", "-no-CAstore", "-purpose", purpose, "-attime", &at]
            .map(String::from)
            .to_vec();
    arguments.extend(level.iter().flat_map(|level| ["-auth_level".into(), level.to_string()]));
    let mut add = |option: &str, certificates: &[Certificate]| {
        let file = write(folder, certificates);
        arguments.extend([option.into(), file.to_str().expect("a path in UTF-8").into()]);
    };
    if !case.chain.is_empty() {
        add("-untrusted", &case.chain);
    }
    if !case.trusted.is_empty() {
        add("-CAfile", &case.trusted);
    } else {
        arguments.push("-no-CAfile".into());
    }
    arguments
}

/// A file of these certificates, named by what it holds.
fn write(folder: &Path, certificates: &[Certificate]) -> PathBuf {
    files::kept(folder, &certificates.iter().map(Certificate::pem).collect::<String>())
}

fn run((arguments, leaves): &(Vec<String>, Vec<(usize, PathBuf)>)) -> Vec<(usize, Answer)> {
    // The same leaf may stand in several cases.
    let files: BTreeSet<&str> =
        leaves.iter().map(|(_, path)| path.to_str().expect("a path in UTF-8")).collect();
    let all: Vec<&str> = arguments.iter().map(String::as_str).chain(files).collect();
    let output = openssl::run(&all, &[]);
    let printed = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    let answer = |path: &Path| {
        let path = path.display();
        if printed.lines().any(|line| line == format!("{path}: OK")) {
            return Answer { errors: Vec::new(), words: "OK".into() };
        }
        let not_read = |what: &str| complaints.contains(what);
        if not_read(&format!("from {path}"))
            || not_read("Could not read any")
            || not_read("Error loading file")
        {
            return Answer { errors: vec![NOT_READ], words: complaints.trim().into() };
        }
        // Each leaf's errors stand before the line that says that it failed.
        let end = format!("error {path}: verification failed");
        let (before, _) = complaints
            .split_once(&end)
            .unwrap_or_else(|| panic!("{all:?}: {path} is not in\n{printed}{complaints}"));
        let own = before.rsplit(": verification failed").next().unwrap_or(before);
        let errors: Vec<u32> = own.lines().filter_map(error_number).collect();
        assert!(!errors.is_empty(), "no number of an error in\n{own}");
        Answer { errors, words: own.trim().into() }
    };
    leaves.iter().map(|(place, path)| (*place, answer(path))).collect()
}

/// From `error 26 at 1 depth lookup: unsuitable certificate purpose`, 26.
fn error_number(line: &str) -> Option<u32> {
    let (number, rest) = line.strip_prefix("error ")?.split_once(' ')?;
    rest.starts_with("at ").then(|| number.parse().ok())?
}

/// The rules that say what one of OpenSSL's errors says. It finds no issuer (20) for a certificate
/// whose extensions it cannot read, nor in one.
pub fn rules_of(error: u32) -> &'static [&'static str] {
    match error {
        20 => &["issuer-not-trusted", "eku-unreadable", "key-usage-forbids", "chain-restricts-eku"],
        // A signature that is wrong, no CA, too long, without end, or nothing that is trusted.
        2 | 7 | 18 | 19 | 21 | 22 | 24 | 25 | 30 | 32 | 40 | 79 => &["issuer-not-trusted"],
        // What ends before it begins is expired for the engine.
        9 => &["certificate-not-yet-valid", "certificate-expired"],
        10 => &["certificate-expired"],
        // What is no date is never reached, or long past.
        13 => &["certificate-not-yet-valid"],
        14 => &["certificate-expired"],
        26 => &[
            "client-auth-required",
            "server-auth-required",
            "key-usage-forbids",
            "chain-restricts-eku",
        ],
        _ => &[],
    }
}

//! The deployment file: TOML to a deployment.
//!
//! Entry points: `read`, and [`parse`] for a text whose files somebody else opens. File names in it
//! are relative to it. What the tables mean is known by `eku_deployment`; here the text becomes
//! tables, and what TOML refuses gets its key and line.
//!
//! What a file is instead of a deployment is told before what TOML thinks of it, and messages quote
//! no more than a name: a private key that is given by mistake is not repeated.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eku_deployment::{Described, Description};
use eku_engine::bundle::{Bundle, InputProblemKind, Place};
use eku_engine::report::{self, Problem};
use eku_engine::secret::quoted;
use eku_intake::certificates;
use eku_intake::collection::CertificateFile;

use crate::input::{self, Input};
use crate::output::Output;

/// Reads a deployment file and every certificate that it names.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub(crate) fn read(
    path: &Path,
    input: Input,
    output: &Output,
) -> Result<Description, Vec<Problem>> {
    let name = input.name.clone();
    let bytes = input.bytes(LARGEST).map_err(|problem| vec![problem])?;
    let folder = path.parent().unwrap_or(Path::new(""));
    // A file that is named for several places is read once.
    let known = RefCell::new(BTreeMap::new());
    parse(&name, &bytes, |file| {
        let mut known = known.borrow_mut();
        let read = known.entry(file.to_owned());
        read.or_insert_with_key(|file| input::read(&folder.join(file), output)).clone()
    })
}

/// Reads the text of the deployment file `name`. Each certificate file that it names goes to `open`
/// as it is written there.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub fn parse(
    name: &str,
    bytes: &[u8],
    open: impl Fn(&Path) -> Result<CertificateFile, Problem>,
) -> Result<Description, Vec<Problem>> {
    let bundle = certificates::read(bytes);
    if let Some(key) = bundle.problems.iter().find(|problem| problem.kind.is_key()) {
        return Err(vec![report::problem(name, key)]);
    }
    let described: Described<PathBuf> = match core::str::from_utf8(bytes) {
        Ok(text) => toml::from_str(text)
            .map_err(|error| vec![instead(name, &bundle).unwrap_or(of_toml(name, text, &error))])?,
        Err(_) => return Err(vec![instead(name, &bundle).unwrap_or_else(|| not_text(name))]),
    };
    eku_deployment::build(name, &described, |file: &PathBuf| open(file))
}

/// What a file that is no deployment is, where that is known.
fn instead(name: &str, bundle: &Bundle) -> Option<Problem> {
    if !bundle.certificates.is_empty() {
        return Some(Problem {
            file: name.into(),
            what: "contains certificates and is not a deployment file".into(),
            place: String::new(),
            remedy: "name the store of each: --core-server, --core-client, --edge-server, \
                     --edge-client"
                .into(),
            count: 1,
        });
    }
    let known = bundle.problems.iter().find(|problem| {
        matches!(problem.kind, InputProblemKind::NotACertificate(_)) && problem.place == Place::File
    });
    known.map(|problem| report::problem(name, problem))
}

fn not_text(name: &str) -> Problem {
    Problem {
        file: name.into(),
        what: "is not a deployment file: it is not UTF-8 text".into(),
        place: String::new(),
        remedy: "use a deployment file in TOML, or options such as --core-server for certificates"
            .into(),
        count: 1,
    }
}

/// What the TOML reader says, with the key and the line it speaks of.
fn of_toml(name: &str, text: &str, error: &toml::de::Error) -> Problem {
    let place = error.span().map(|span| place(text, span.start)).unwrap_or_default();
    let otherwise = "see the documentation of the deployment file";
    let (what, remedy) = eku_deployment::refusal(error.message(), otherwise);
    Problem { file: name.into(), what, place, remedy, count: 1 }
}

/// The line of a byte, and the key where the byte stands in its value: `core.eku_check, line 3`.
fn place(text: &str, byte: usize) -> String {
    let before = text.get(..byte).unwrap_or(text);
    let number = before.matches('\n').count() + 1;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some((key, _)) = line.split_once('=') else {
        return format!("line {number}");
    };
    let table = before.lines().rev().find_map(|line| line.trim_start().strip_prefix('['));
    let table = table.and_then(|table| table.trim_start_matches('[').split(']').next());
    match table {
        Some(table) => format!("{}.{}, line {number}", quoted(table.trim()), quoted(key.trim())),
        None => format!("{}, line {number}", quoted(key.trim())),
    }
}

/// Nobody writes a larger one.
pub const LARGEST: u64 = 16 << 20;

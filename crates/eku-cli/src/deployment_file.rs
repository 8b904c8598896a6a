//! The deployment file: TOML to a deployment.
//!
//! Entry points: `read`, and [`parse`] for a text whose files somebody else opens. File names in it
//! are relative to it. What the tables mean is known by `eku_deployment`; here the text becomes
//! tables, and what TOML refuses gets its key and line.

use std::path::{Path, PathBuf};

use eku_deployment::{Described, Read, Source};
use eku_engine::report::Problem;

use crate::input;

/// Reads a deployment file and every certificate that it names.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub(crate) fn read(path: &Path) -> Result<Read, Vec<Problem>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let mut problem = input::unreadable(&name, &error);
        if error.kind() == std::io::ErrorKind::InvalidData {
            problem.what = "is not a deployment file: it is not UTF-8 text".into();
            problem.remedy =
                "give a deployment file in TOML, or certificates by --core-server and the like"
                    .into();
        }
        vec![problem]
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    parse(&name, &text, |file| input::read(&folder.join(file)))
}

/// Reads the text of the deployment file `name`. Each certificate file that it names goes to `open`
/// as it is written there.
///
/// # Errors
///
/// What stops the check, one problem for each thing that is wrong.
pub fn parse(
    name: &str,
    text: &str,
    open: impl Fn(&Path) -> Result<Source, Problem>,
) -> Result<Read, Vec<Problem>> {
    let described: Described<PathBuf> =
        toml::from_str(text).map_err(|error| vec![of_toml(name, text, &error)])?;
    eku_deployment::build(name, &described, |file: &PathBuf| open(file))
}

/// What the TOML reader says, with the key and the line it speaks of.
fn of_toml(name: &str, text: &str, error: &toml::de::Error) -> Problem {
    let place = error.span().map(|span| place(text, span.start)).unwrap_or_default();
    let message = error.message().trim().replace('\n', " ");
    let (what, remedy) = match message.split_once(", expected ") {
        Some((what, expected)) => (what.to_owned(), format!("use {expected}")),
        None if message.starts_with("missing field") => (message, "add it".to_owned()),
        None => (message, "see the documentation of the deployment file".to_owned()),
    };
    Problem { file: name.into(), what, place, remedy }
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
        Some(table) => format!("{}.{}, line {number}", table.trim(), key.trim()),
        None => format!("{}, line {number}", key.trim()),
    }
}

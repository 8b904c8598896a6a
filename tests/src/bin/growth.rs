//! Writes a deployment with much of one thing, and the same as a case for the page: `growth FOLDER KIND
//! COUNT`.
//!
//! The files are for measurements, such as `eku check FOLDER/deployment.toml` under a profiler; they are
//! not committed.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use eku_tests::growth::{self, Kind};

fn main() -> ExitCode {
    let arguments = Vec::from_iter(std::env::args().skip(1));
    let [folder, kind, count] = arguments.as_slice() else { return usage() };
    let kind = Kind::ALL.into_iter().find(|one| one.name() == kind);
    let (Some(kind), Ok(count)) = (kind, count.parse()) else { return usage() };
    let folder = PathBuf::from(folder);
    let written = fs::create_dir_all(&folder).and_then(|()| {
        let files = growth::files(kind, count);
        fs::write(folder.join("case.json"), eku_case::write(&growth::case(&files)))?;
        files.iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    let kinds = Kind::ALL.map(Kind::name).join(", ");
    eprintln!(
        "growth: name a folder, a kind and a count: growth FOLDER KIND COUNT\nkinds: {kinds}"
    );
    ExitCode::FAILURE
}

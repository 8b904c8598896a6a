//! Writes diagnostic archives of four machines: `diagnostic-archives FOLDER [MEGABYTES]`.
//!
//! MEGABYTES is how much log each holds when expanded, 1 unless given. The files are for trying
//! the program by hand and for measurements; they are not committed.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;

use eku_tests::diagnostics;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("diagnostic-archives: name a folder: diagnostic-archives FOLDER [MEGABYTES]");
        return ExitCode::FAILURE;
    };
    let megabytes = match arguments.next().map(|word| word.to_string_lossy().parse::<u64>()) {
        None => 1,
        Some(Ok(megabytes)) => megabytes,
        Some(Err(error)) => {
            eprintln!("diagnostic-archives: MEGABYTES: {error}");
            return ExitCode::FAILURE;
        }
    };
    match write(&folder, megabytes * 1_000_000) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: the archives could not be written: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &std::path::Path, log_bytes: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let captures = diagnostics::captures()?;
    for machine in diagnostics::deployment() {
        let path = folder.join(machine.file_name());
        let captures = if machine.is_core { &[][..] } else { &captures };
        machine.write(BufWriter::new(File::create(&path)?), log_bytes, captures)?;
        println!("written: {}", path.display());
    }
    Ok(())
}

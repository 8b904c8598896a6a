//! Writes the table of Chrome's roots into the engine; with a date, checks instead that no source of
//! the policy data was read too long before it.

use std::process::ExitCode;

use eku_engine::time::Timestamp;
use eku_tests::{chrome_roots, policy_age};

fn main() -> ExitCode {
    match std::env::args().nth(1) {
        None => write(),
        Some(date) => check(&date),
    }
}

fn write() -> ExitCode {
    let file = chrome_roots::file();
    match std::fs::write(&file, chrome_roots::source()) {
        Ok(()) => {
            println!("{} roots", chrome_roots::roots().len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: the table could not be written: {error}", file.display());
            ExitCode::FAILURE
        }
    }
}

fn check(date: &str) -> ExitCode {
    let Ok(at) = Timestamp::parse(date) else {
        eprintln!("`{date}` is no date: give one as 2027-03-15");
        return ExitCode::FAILURE;
    };
    let old = policy_age::too_old(at);
    for line in &old {
        eprintln!("{line}");
    }
    if old.is_empty() {
        println!("no source is older than {} days on {date}", policy_age::MOST_DAYS);
        return ExitCode::SUCCESS;
    }
    eprintln!("read these again, change their rows, and set their days");
    ExitCode::FAILURE
}

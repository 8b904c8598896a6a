//! Records the captures anew: `captures [NAME...]`, without a name all of them, into
//! `tests/captures`.
//!
//! Needs root, OpenSSL 3, and Wireshark's `dumpcap` and `editcap` (on Debian the package `tshark`
//! brings both). Never part of the tests: what they read is committed.

use std::path::Path;
use std::process::ExitCode;

use eku_tests::captures;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let folder = captures::folder();
    let scratch = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/captures");
    let mut count = 0;
    for recording in captures::all() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == recording.file) {
            continue;
        }
        if let Err(why) = captures::record(&recording, &folder, &scratch) {
            eprintln!("{}: {why}", recording.file);
            return ExitCode::FAILURE;
        }
        println!("recorded: {}", recording.file);
        count += 1;
    }
    println!("{count} captures");
    ExitCode::SUCCESS
}

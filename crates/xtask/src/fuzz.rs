//! Runs the fuzz targets under `fuzz/`, one after the other.
//!
//! Needs a nightly toolchain and cargo-fuzz, which setup does not install: no other command does.
//! What is found goes into `fuzz/artifacts`, what was learnt into `fuzz/corpus`; neither is kept
//! in the repository.

use std::process::Command;

use crate::error::{Error, Outcome};
use crate::process;
use crate::workspace::{self, Workspace};

/// Runs one target, or all of them, for so many seconds each. A finding ends it.
pub(crate) fn run(workspace: &Workspace, target: Option<&str>, seconds: u32) -> Outcome {
    let known = targets(workspace)?;
    let wanted: Vec<&String> =
        known.iter().filter(|name| target.is_none_or(|target| target == *name)).collect();
    if wanted.is_empty() {
        let (given, known) = (target.unwrap_or_default(), known.join(", "));
        return Err(Error::new(format!("there is no fuzz target `{given}`: take one of {known}")));
    }
    if process::output(cargo_fuzz(workspace, "--version")).is_none() {
        return Err(Error::new(
            "fuzzing needs a nightly toolchain and cargo-fuzz: `rustup toolchain install nightly \
             --profile minimal` and `cargo install --locked cargo-fuzz`",
        ));
    }
    for name in wanted {
        println!("\n== {name}, {seconds} s");
        let corpus = format!("corpus/{name}");
        workspace::create_folder(&workspace.path("fuzz").join(&corpus))?;
        let mut command = cargo_fuzz(workspace, "run");
        command.args(["--fuzz-dir", ".", name, &corpus, &format!("seeds/{}", seeds(name)), "--"]);
        command.args(LIMITS).arg(format!("-max_total_time={seconds}"));
        if let Some(dictionary) = dictionary(name) {
            command.arg(format!("-dict=dictionaries/{dictionary}.dict"));
        }
        process::run(command)?;
    }
    Ok(())
}

/// The names of all targets, in order.
fn targets(workspace: &Workspace) -> Outcome<Vec<String>> {
    let files = workspace::list(&workspace.path("fuzz/fuzz_targets"))?;
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|path| Some(workspace::file_name(path).strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn cargo_fuzz(workspace: &Workspace, subcommand: &str) -> Command {
    let mut command = Command::new("cargo");
    process::forget_toolchain(&mut command);
    command.current_dir(workspace.path("fuzz")).args(["+nightly", "fuzz", subcommand]);
    command
}

/// What a target reads: those that hold what is said of it are called `message_` and that.
fn kind(target: &str) -> &str {
    target.strip_prefix("message_").unwrap_or(target)
}

/// The folder of a target's seeds.
fn seeds(target: &str) -> &str {
    match kind(target) {
        "certificate_openssl" | "certificate_tree" => "certificate",
        other => other,
    }
}

/// The words that help a target.
fn dictionary(target: &str) -> Option<&str> {
    match kind(target) {
        "pem" | "encodings" | "pkcs7" => Some("encodings"),
        "settings" | "status" => Some("settings"),
        "archive" => Some("archive"),
        "capture" => Some("capture"),
        "deployment_file" => Some("deployment_file"),
        "log" => Some("log"),
        _ => None,
    }
}

/// What one input may take: seconds, megabytes and bytes.
const LIMITS: [&str; 4] =
    ["-timeout=10", "-rss_limit_mb=1024", "-max_len=16384", "-print_final_stats=1"];

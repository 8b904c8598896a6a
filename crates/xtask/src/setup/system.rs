//! What comes from the system: the compiler's targets, and for tests the browser and the programs
//! that are compared with.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::{Purpose, Report, debian};
use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::{self, BROWSER_TARGET, Browser, Toolbox};

/// The target without a standard library, on which the engine has to build alone.
pub(crate) const TARGET_WITHOUT_STD: &str = "wasm32v1-none";

/// Where rustup's server is out of reach, the answer may never come.
const RUSTUP_LIMIT: Duration = Duration::from_secs(300);

/// Names under which a Chromium goes, the most ordinary first.
const BROWSER_NAMES: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Programs that the tests compare with, each with its Debian package.
const COMPARED_WITH: [(&str, &str, &str); 3] = [
    ("gnutls-serv", "gnutls-bin", "GnuTLS's server, at which the tests look as at a live system,"),
    ("tshark", "tshark", "tshark, with which the tests compare what captures hold,"),
    ("zip", "zip", "zip, of which the tests read the archives,"),
];

/// Finds or installs the compiler's targets, and for tests the browser, which is the answer, and what is
/// compared with.
pub(super) fn install(
    toolbox: &Toolbox,
    report: &Report,
    purpose: Purpose,
) -> Outcome<Option<Browser>> {
    find_or_add_target(BROWSER_TARGET, toolbox, report)?;
    if purpose != Purpose::Test {
        return Ok(None);
    }
    find_or_add_target(TARGET_WITHOUT_STD, toolbox, report)?;
    let browser = find_browser();
    // One run of the package manager is quicker than two.
    let mut packages = Vec::new();
    let mut reasons = Vec::new();
    if browser.is_none() {
        packages.extend(["chromium", "chromium-driver"]);
        reasons.push("a Chromium with its driver for the tests");
    }
    for (program, package, reason) in COMPARED_WITH {
        if toolbox::find_on_path(program).is_none() {
            packages.push(package);
            reasons.push(reason);
        }
    }
    if !packages.is_empty() {
        debian::install(toolbox, report, &packages, &reasons.join(" and "))?;
    }
    Ok(browser.or_else(find_browser))
}

/// Makes sure that the toolchain of `rust-toolchain.toml` builds for `target`. rustup adds the target
/// with the toolchain; where the toolchain was there before, it is asked to.
fn find_or_add_target(target: &str, toolbox: &Toolbox, report: &Report) -> Outcome {
    if has_target(target) {
        return Ok(());
    }
    let mut command = Command::new("rustup");
    command.args(["target", "add", target]).env("RUST_BACKTRACE", "0");
    let log = toolbox.log("rustup");
    report
        .step(&format!("{target} (rustup)"), || process::run_logged(command, &log, RUSTUP_LIMIT))
        .map_err(|cause| {
            Error::new(format!(
                "the compiler cannot build for {target}, and rustup could not add it ({cause}): \
                 install rustup from https://rustup.rs, and run `rustup target add {target}`"
            ))
        })
}

/// Whether the toolchain in use has a library for `target`.
fn has_target(target: &str) -> bool {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", target]);
    command.stderr(std::process::Stdio::null());
    let Some(folder) = process::output(command) else {
        return false;
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}

/// The browser and its driver that the environment names or `PATH` holds.
fn find_browser() -> Option<Browser> {
    let named = |variable: &str| {
        std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
    };
    let chromium = named("CHROMIUM")
        .or_else(|| BROWSER_NAMES.iter().find_map(|name| toolbox::find_on_path(name)))?;
    // Hosted runners keep the driver in a folder that a variable names.
    let hosted = std::env::var_os("CHROMEWEBDRIVER")
        .map(|folder| PathBuf::from(folder).join("chromedriver"))
        .filter(|path| path.is_file());
    let driver =
        named("CHROMEDRIVER").or_else(|| toolbox::find_on_path("chromedriver")).or(hosted)?;
    Some(Browser { chromium, driver })
}

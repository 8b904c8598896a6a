//! The compiler's browser target, and what else comes from the system: the browser for tests, and
//! tshark.
//!
//! Ordinary way: the toolchain in use has the target, or rustup adds it. Fallback: Debian's
//! packages bring a compiler with the WebAssembly backend and the source of the standard library,
//! which is then built once ([`fallback`]).

mod fallback;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Purpose, Report, debian};
use crate::error::Outcome;
use crate::process;
use crate::toolbox::{self, BROWSER_TARGET, Browser, LibrarySource, Toolbox};

/// The target without a standard library, on which the engine has to build alone.
pub(crate) const TARGET_WITHOUT_STD: &str = "wasm32v1-none";

/// Where rustup's server is out of reach, the answer may never come.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Names under which a Chromium goes, the most ordinary first.
const BROWSER_NAMES: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What this line of work found or installed.
pub(super) struct BrowserTarget {
    /// The fallback's toolchain; nothing where the ordinary way was taken.
    pub(super) toolchain: Option<PathBuf>,
    /// Changes whenever what was built for the browser has to be built again.
    pub(super) identity: String,
    /// The browser, where tests need it.
    pub(super) browser: Option<Browser>,
    /// The source of the standard library, where it is there.
    pub(super) library_source: Option<LibrarySource>,
}

/// How the engine is built alone.
pub(crate) enum WithoutStd {
    /// The toolchain in use has the target.
    Ordinary,
    /// This toolchain builds `core` and `alloc` along.
    BuildCore(PathBuf),
}

/// Programs that the tests compare with, each with its Debian package.
const COMPARED_WITH: [(&str, &str, &str); 3] = [
    ("gnutls-serv", "gnutls-bin", "GnuTLS's server, at which the tests look as at a live system,"),
    ("tshark", "tshark", "tshark, with which the tests compare what captures hold,"),
    ("zip", "zip", "zip, of which the tests read the archives,"),
];

/// Finds or installs the browser target, and for tests the browser and what is compared with.
pub(super) fn install(
    toolbox: &Toolbox,
    report: &Report,
    purpose: Purpose,
) -> Outcome<BrowserTarget> {
    let ordinary = has_or_gets_target(BROWSER_TARGET, toolbox, report);
    let mut browser = if purpose == Purpose::Test { find_browser() } else { None };
    if purpose == Purpose::Test {
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
            if !ordinary {
                packages.extend(fallback::PACKAGES);
            }
            debian::install(toolbox, report, &packages, &reasons.join(" and "))?;
            browser = browser.or_else(find_browser);
        }
    }
    if ordinary {
        let library_source = find_or_get_library_source(toolbox, report);
        let identity = "ordinary".to_owned();
        return Ok(BrowserTarget { toolchain: None, identity, browser, library_source });
    }
    let toolchain = fallback::install(toolbox, report)?;
    let identity = fallback::identity(&toolchain);
    let library_source = LibrarySource::of(&toolchain.join("bin/rustc"));
    Ok(BrowserTarget { toolchain: Some(toolchain), identity, browser, library_source })
}

/// Finds or installs what the engine's build without a standard library needs.
pub(crate) fn install_without_std(toolbox: &Toolbox, report: &Report) -> Outcome<WithoutStd> {
    if has_or_gets_target(TARGET_WITHOUT_STD, toolbox, report) {
        return Ok(WithoutStd::Ordinary);
    }
    fallback::install(toolbox, report).map(WithoutStd::BuildCore)
}

/// Whether the ordinary toolchain can build for `target`, after rustup had its try.
fn has_or_gets_target(target: &str, toolbox: &Toolbox, report: &Report) -> bool {
    if std::env::var_os("EKU_FALLBACK").is_some_and(|value| value == "1") {
        return false;
    }
    if has_target(target) {
        return true;
    }
    // Once the fallback was needed, it stays: asking again would cost time at every call.
    if fallback::is_installed(toolbox) {
        return false;
    }
    if toolbox::find_on_path("rustup").is_none() {
        report.note(&format!("{target}: no rustup on PATH, taking the fallback"));
        return false;
    }
    let mut command = Command::new("rustup");
    command
        .args(["target", "add", target])
        .env("RUSTUP_MAX_RETRIES", "0")
        .env("RUST_BACKTRACE", "0");
    let log = toolbox.log("rustup");
    let what = format!("{target} (ordinary way: rustup)");
    let added = report.step(&what, || process::run_logged(command, &log, RUSTUP_LIMIT)).is_ok();
    if !added {
        report.note(&format!("{target}: rustup could not add it, taking the fallback"));
    }
    added && has_target(target)
}

/// The source of the standard library, after rustup had its try.
fn find_or_get_library_source(toolbox: &Toolbox, report: &Report) -> Option<LibrarySource> {
    let found = || LibrarySource::of(Path::new("rustc"));
    if let Some(source) = found() {
        return Some(source);
    }
    let mut command = Command::new("rustup");
    command
        .args(["component", "add", "rust-src"])
        .env("RUSTUP_MAX_RETRIES", "0")
        .env("RUST_BACKTRACE", "0");
    let log = toolbox.log("rustup-source");
    let what = "the source of the standard library (rustup)";
    let added = toolbox::find_on_path("rustup").is_some()
        && report.step(what, || process::run_logged(command, &log, RUSTUP_LIMIT)).is_ok();
    if !added {
        report.note(
            "the source of the standard library is missing, so the page will weigh a tenth more: \
             add it by hand with `rustup component add rust-src`",
        );
    }
    found()
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

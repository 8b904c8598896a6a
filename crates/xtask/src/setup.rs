//! Installs what the other commands need: says what it does, how long that took and which way was
//! taken, and does nothing twice.
//!
//! Every tool has an ordinary way (what is on `PATH`, `rustup`, `cargo binstall`) and a fallback
//! (Debian's packages, a quick build from source) for machines that reach package registries
//! only. Three lines of work run side by side: compiling tools, what the package manager and the
//! browser target need, and npm.

mod browser_target;
mod cargo_tools;
mod debian;
mod node_packages;
mod report;

use std::fs::File;
use std::path::Path;
use std::thread;

use crate::error::{Error, Outcome};
use crate::toolbox::Toolbox;
use crate::workspace::{self, Workspace};
pub(crate) use browser_target::{TARGET_WITHOUT_STD, WithoutStd, install_without_std};
pub(crate) use node_packages::{install_lighthouse, install_packages};
pub(crate) use report::Report;

/// What the tools are for: building needs fewer than testing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The page is built and shown.
    Build,
    /// The JavaScript package is made.
    Package,
    /// The page is tested in a browser, too.
    Test,
}

/// Finds or installs everything for `purpose`.
pub(crate) fn run(workspace: &Workspace, purpose: Purpose) -> Outcome<Toolbox> {
    let toolbox = Toolbox::new(workspace)?;
    workspace::create_folder(&toolbox.directory)?;
    let _lock = lock(&toolbox)?;
    let report = Report::start();

    let (tools, packages, node) = thread::scope(|scope| {
        let tools = scope.spawn(|| cargo_tools::install(workspace, &toolbox, &report, purpose));
        let node = scope.spawn(|| node_packages::install(workspace, &toolbox, &report, purpose));
        let packages = browser_target::install(&toolbox, &report, purpose);
        (join(tools.join()), packages, join(node.join()))
    });
    // The line of work that failed first in time is as good as any other: show all of them.
    let (tools, packages, node) = match (tools, packages, node) {
        (Ok(tools), Ok(packages), Ok(node)) => (tools, packages, node),
        (tools, packages, node) => {
            let errors = [tools.err(), packages.err(), node.err()];
            let lines: Vec<String> = errors.iter().flatten().map(Error::to_string).collect();
            return Err(Error::new(lines.join("\nxtask: ")));
        }
    };
    let mut toolbox = Toolbox {
        fallback: packages.toolchain,
        browser: packages.browser,
        library_source: packages.library_source,
        ..toolbox
    };
    toolbox.search_path.extend(tools);
    toolbox.search_path.extend(node);
    clean_after_new_library(workspace, &packages.identity)?;
    report.finish();
    Ok(toolbox)
}

/// Keeps a second setup waiting until this one is done: both would install the same. The lock goes
/// with the value.
fn lock(toolbox: &Toolbox) -> Outcome<File> {
    let path = toolbox.directory.join(".lock");
    let file = File::create(&path).map_err(|cause| Error::file("write", &path, &cause))?;
    if file.try_lock().is_err() {
        println!("setup: waiting for another setup to end ...");
        file.lock().map_err(|cause| Error::file("lock", &path, &cause))?;
    }
    Ok(file)
}

/// Cargo does not notice that the standard library of its target was built anew, so whatever was
/// built for the browser with another one goes.
fn clean_after_new_library(workspace: &Workspace, identity: &str) -> Outcome {
    let target = workspace.browser_target();
    let note: &Path = &target.join("toolchain.txt");
    if std::fs::read_to_string(note).is_ok_and(|found| found == identity) {
        return Ok(());
    }
    workspace::remove_folder(&target)?;
    workspace::write(note, identity)
}

/// The outcome of a line of work, whose thread should never panic.
fn join<T>(joined: thread::Result<Outcome<T>>) -> Outcome<T> {
    joined.unwrap_or_else(|_| Err(Error::new("a part of setup ended unexpectedly; run it again")))
}

//! Installs what the other commands need: says what it does, how long that took and which way was
//! taken, and does nothing twice.
//!
//! Every tool has an ordinary way (what is on `PATH`, `cargo binstall`) and a fallback (a quick build from
//! source) for machines that reach package registries only. Three lines of work run side by side:
//! compiling tools, what comes from the system, and npm.

mod cargo_tools;
mod debian;
mod node_packages;
mod report;
mod system;

use std::fs::File;
use std::thread;

use crate::error::{Error, Outcome};
use crate::toolbox::Toolbox;
use crate::workspace::{self, Workspace};
pub(crate) use node_packages::{install_lighthouse, install_packages};
pub(crate) use report::Report;
pub(crate) use system::TARGET_WITHOUT_STD;

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

    let (tools, browser, node) = thread::scope(|scope| {
        let tools = scope.spawn(|| cargo_tools::install(workspace, &toolbox, &report, purpose));
        let node = scope.spawn(|| node_packages::install(workspace, &toolbox, &report, purpose));
        let browser = system::install(&toolbox, &report, purpose);
        (join(tools.join()), browser, join(node.join()))
    });
    // The line of work that failed first in time is as good as any other: show all of them.
    let (tools, browser, node) = match (tools, browser, node) {
        (Ok(tools), Ok(browser), Ok(node)) => (tools, browser, node),
        (tools, browser, node) => {
            let errors = [tools.err(), browser.err(), node.err()];
            let lines: Vec<String> = errors.iter().flatten().map(Error::to_string).collect();
            return Err(Error::new(lines.join("\nxtask: ")));
        }
    };
    let mut toolbox = Toolbox { browser, ..toolbox };
    toolbox.search_path.extend(tools);
    toolbox.search_path.extend(node);
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

/// The outcome of a line of work, whose thread should never panic.
fn join<T>(joined: thread::Result<Outcome<T>>) -> Outcome<T> {
    joined.unwrap_or_else(|_| Err(Error::new("a part of setup ended unexpectedly; run it again")))
}

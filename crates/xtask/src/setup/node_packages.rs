//! What npm brings: `wasm-opt` for builds, Playwright and axe for tests. Versions and content are
//! pinned by the lock file beside each package file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Purpose, Report, debian};
use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::{self, BINARYEN_VERSION, LIGHTHOUSE_VERSION, Toolbox};
use crate::workspace::{self, Workspace};

/// A slow registry.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(900);

/// Finds or installs what `purpose` needs; returns the folders of the programs.
pub(super) fn install(
    workspace: &Workspace,
    toolbox: &Toolbox,
    report: &Report,
    purpose: Purpose,
) -> Outcome<Vec<PathBuf>> {
    if toolbox::find_on_path("node").is_none() || toolbox::find_on_path("npm").is_none() {
        debian::install(toolbox, report, &["nodejs", "npm"], "Node with npm")?;
    }
    let mut folders = Vec::new();
    match optimizer_on_path() {
        Some(folder) => folders.push(folder),
        None => {
            let folder = toolbox.folder("binaryen", BINARYEN_VERSION);
            let what = format!("wasm-opt (npm binaryen {BINARYEN_VERSION})");
            let source = workspace.path("crates/xtask/node");
            let instead = format!(", or put wasm-opt {BINARYEN_VERSION} on PATH by hand");
            install_locked(&source, &folder, toolbox, report, &what, &instead)?;
            folders.push(folder.join("node_modules/.bin"));
        }
    }
    if purpose == Purpose::Test {
        let folder = workspace.path("tests/browser");
        let what = "Playwright and axe (npm)";
        install_locked(&folder, &folder, toolbox, report, what, "")?;
    }
    Ok(folders)
}

/// Finds or installs Lighthouse; returns its program.
pub(crate) fn install_lighthouse(
    workspace: &Workspace,
    toolbox: &Toolbox,
    report: &Report,
) -> Outcome<PathBuf> {
    let folder = toolbox.folder("lighthouse", LIGHTHOUSE_VERSION);
    let source = workspace.path("crates/xtask/lighthouse");
    let what = format!("Lighthouse (npm lighthouse {LIGHTHOUSE_VERSION})");
    install_locked(&source, &folder, toolbox, report, &what, "")?;
    Ok(folder.join("node_modules/.bin/lighthouse"))
}

/// Installs in `folder` exactly what its own lock file says.
pub(crate) fn install_packages(
    folder: &Path,
    toolbox: &Toolbox,
    report: &Report,
    what: &str,
) -> Outcome {
    install_locked(folder, folder, toolbox, report, what, "")
}

/// The folder on `PATH` that holds a `wasm-opt` of the right version.
fn optimizer_on_path() -> Option<PathBuf> {
    let program = toolbox::find_on_path("wasm-opt")?;
    let mut command = Command::new(&program);
    command.arg("--version");
    let told = process::output(command)?;
    let found = told.split_whitespace().any(|word| word == BINARYEN_VERSION);
    found.then(|| program.parent().map(Path::to_path_buf))?
}

/// Installs in `folder` exactly what the lock file in `source` says. An error ends with what can
/// be done `instead`.
fn install_locked(
    source: &Path,
    folder: &Path,
    toolbox: &Toolbox,
    report: &Report,
    what: &str,
    instead: &str,
) -> Outcome {
    let lock_file = workspace::read_text(&source.join("package-lock.json"))?;
    let modules = folder.join("node_modules");
    if toolbox::is_stamped(&modules, &lock_file) {
        return Ok(());
    }
    let by_hand = |cause: Error| {
        Error::new(format!(
            "{what} is missing and could not be installed ({cause}): reach the npm registry and \
             run this again{instead}"
        ))
    };
    let install = || {
        workspace::create_folder(folder)?;
        if source != folder {
            for name in ["package.json", "package-lock.json"] {
                let from = source.join(name);
                fs::copy(&from, folder.join(name))
                    .map_err(|cause| Error::file("copy", &from, &cause))?;
            }
        }
        let mut command = Command::new("npm");
        command
            .current_dir(folder)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .args(["--fetch-retries", "1", "--loglevel", "error"]);
        let log = format!("npm-{}", workspace::file_name(folder));
        process::run_logged(command, &toolbox.log(&log), DOWNLOAD_LIMIT)?;
        toolbox::stamp(&modules, &lock_file)
    };
    report.step(what, install).map_err(by_hand)
}

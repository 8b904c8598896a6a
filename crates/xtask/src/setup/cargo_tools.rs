//! Trunk, the command line of wasm-bindgen, and wasm-pack.
//!
//! In this order: the one setup installed before, one on `PATH` with the right version, a
//! prebuilt one by `cargo binstall`, and a build from source that is tuned to be done soon: trunk
//! and wasm-pack copy files, and wasm-bindgen rewrites a megabyte, so none needs an optimized build.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Purpose, Report};
use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::{self, TRUNK_VERSION, Toolbox, WASM_PACK_VERSION};
use crate::workspace::{self, Workspace};

/// A prebuilt tool is small: a download that takes longer is not going to come.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(120);

/// A build from source on a slow machine.
const COMPILE_LIMIT: Duration = Duration::from_secs(3600);

/// One tool that cargo can install.
struct CargoTool<'text> {
    package: &'text str,
    version: &'text str,
    /// What it installs; the first one tells the version.
    programs: &'text [&'text str],
    /// For `cargo install`: `0` compiles soonest, `1` runs fast enough on large input.
    optimization: &'text str,
    /// Whether the versions that the package was published with are taken. Those of wasm-bindgen
    /// are not: they can be newer than what a registry mirror serves.
    locked: bool,
}

/// Finds or installs what `purpose` needs; returns the folders their programs are in.
pub(super) fn install(
    workspace: &Workspace,
    toolbox: &Toolbox,
    report: &Report,
    purpose: Purpose,
) -> Outcome<Vec<PathBuf>> {
    let mut tools = vec![
        CargoTool {
            package: "wasm-bindgen-cli",
            version: &toolbox.bindgen_version,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            optimization: "1",
            locked: false,
        },
        CargoTool {
            package: "trunk",
            version: TRUNK_VERSION,
            programs: &["trunk"],
            optimization: "0",
            locked: true,
        },
    ];
    if purpose != Purpose::Build {
        tools.push(CargoTool {
            package: "wasm-pack",
            version: WASM_PACK_VERSION,
            programs: &["wasm-pack"],
            optimization: "0",
            locked: true,
        });
    }
    let mut folders = Vec::new();
    for tool in &tools {
        folders.push(find_or_install(tool, workspace, toolbox, report)?);
    }
    Ok(folders)
}

/// The folder of one tool's programs.
fn find_or_install(
    tool: &CargoTool<'_>,
    workspace: &Workspace,
    toolbox: &Toolbox,
    report: &Report,
) -> Outcome<PathBuf> {
    let CargoTool { package, version, .. } = tool;
    let folder = toolbox.folder(package, version);
    if toolbox::is_stamped(&folder, version) {
        return Ok(folder.join("bin"));
    }
    if let Some(found) = on_path(tool) {
        return Ok(found);
    }
    if toolbox::find_on_path("cargo-binstall").is_some() {
        let what = format!("{package} {version} (ordinary way: cargo binstall)");
        if report.step(&what, || download(tool, workspace, toolbox, &folder)).is_ok() {
            return Ok(folder.join("bin"));
        }
    }
    let what = format!("{package} {version} (fallback: built from source)");
    report.step(&what, || compile(tool, workspace, toolbox, &folder)).map_err(|cause| {
        Error::new(format!(
            "{package} {version} is missing and could not be built ({cause}): reach the crates \
             registry and try again, or put its programs on PATH by hand, for example with \
             `cargo install {package} --version {version}`"
        ))
    })?;
    Ok(folder.join("bin"))
}

/// The folder on `PATH` that holds all programs of a tool in the right version.
fn on_path(tool: &CargoTool<'_>) -> Option<PathBuf> {
    let program = toolbox::find_on_path(tool.programs.first()?)?;
    let folder = program.parent()?.to_path_buf();
    if !tool.programs.iter().all(|name| folder.join(name).is_file()) {
        return None;
    }
    let mut command = Command::new(&program);
    command.arg("--version");
    let told = process::output(command)?;
    told.split_whitespace().any(|word| word == tool.version).then_some(folder)
}

/// Installs a prebuilt tool.
fn download(
    tool: &CargoTool<'_>,
    workspace: &Workspace,
    toolbox: &Toolbox,
    folder: &Path,
) -> Outcome {
    workspace::remove_folder(folder)?;
    let mut command = workspace.cargo();
    command
        .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"])
        .arg(folder)
        .arg(format!("{}@{}", tool.package, tool.version));
    process::run_logged(command, &toolbox.log(tool.package), DOWNLOAD_LIMIT)?;
    toolbox::stamp(folder, tool.version)
}

/// Builds a tool from source, with as little optimization as it bears.
fn compile(
    tool: &CargoTool<'_>,
    workspace: &Workspace,
    toolbox: &Toolbox,
    folder: &Path,
) -> Outcome {
    workspace::remove_folder(folder)?;
    let build = toolbox.directory.join("build").join(tool.package);
    let mut command = workspace.cargo();
    command
        // Outside the workspace, whose settings are for the project.
        .current_dir(&toolbox.directory)
        .args(["install", tool.package, "--version", tool.version, "--no-default-features"])
        .arg("--root")
        .arg(folder)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.optimization)
        .env_remove("RUSTFLAGS");
    if tool.locked {
        command.arg("--locked");
    }
    process::run_logged(command, &toolbox.log(tool.package), COMPILE_LIMIT)?;
    workspace::remove_folder(&build)?;
    toolbox::stamp(folder, tool.version)
}

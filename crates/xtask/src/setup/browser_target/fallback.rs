//! The browser target where rustup cannot download it: Debian's compiler, with a standard library
//! built from Debian's source.
//!
//! The result is a toolchain in a folder of its own: `bin` with cargo and a compiler that takes
//! this folder for its root, `lib/rustlib` with the host's library by reference and the browser's
//! library in full. Nothing outside the folder changes, and a command uses the toolchain by
//! finding its `bin` first.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use super::super::{Report, debian};
use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::{self, BROWSER_TARGET, Toolbox};
use crate::workspace;

/// Compiler, cargo, linker and the library's source.
pub(super) const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "libstd-rust-web-dev", "rust-web-llvm", "lld-22"];

/// The standard library on a slow machine.
const COMPILE_LIMIT: Duration = Duration::from_secs(1800);

/// The name of the crate that is built for the sake of the library below it.
const EMPTY_CRATE: &str = "only_the_library";

/// Where Debian puts the compiler.
const DEBIAN_ROOT: &str = "/usr";

/// Whether the toolchain is complete and the compiler it was made with still there.
pub(super) fn is_installed(toolbox: &Toolbox) -> bool {
    debian_version().is_some_and(|version| toolbox::is_stamped(&folder(toolbox), &version))
}

/// The toolchain's folder, after installing what is missing.
pub(super) fn install(toolbox: &Toolbox, report: &Report) -> Outcome<PathBuf> {
    let folder = folder(toolbox);
    if is_installed(toolbox) {
        return Ok(folder);
    }
    debian::install(toolbox, report, &PACKAGES, "the compiler's browser target")?;
    let version = debian_version().ok_or_else(|| {
        Error::new(format!("{DEBIAN_ROOT}/bin/rustc does not run: reinstall rustc-web"))
    })?;
    let what = format!("the standard library for {BROWSER_TARGET} (fallback: built from source)");
    report.step(&what, || {
        workspace::remove_folder(&folder)?;
        lay_out(&folder)?;
        build_library(toolbox, &folder)?;
        toolbox::stamp(&folder, &version)
    })?;
    Ok(folder)
}

/// Changes whenever the library was built anew.
pub(super) fn identity(toolchain: &Path) -> String {
    let built = fs::metadata(library_folder(toolchain)).and_then(|data| data.modified()).ok();
    let built = built.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("fallback {} {}", toolchain.display(), built.unwrap_or_default().as_millis())
}

/// Where the toolchain is.
fn folder(toolbox: &Toolbox) -> PathBuf {
    toolbox.folder("toolchain", "browser")
}

/// Where the toolchain's library for the browser is.
fn library_folder(toolchain: &Path) -> PathBuf {
    toolchain.join("lib/rustlib").join(BROWSER_TARGET).join("lib")
}

/// What Debian's compiler says of itself.
fn debian_version() -> Option<String> {
    process::output(debian_command("rustc", &["--version"]))
}

/// A program of Debian's toolchain, without what another toolchain left in the environment.
fn debian_command(program: &str, arguments: &[&str]) -> Command {
    let folder = Path::new(DEBIAN_ROOT).join("bin");
    let mut command = Command::new(folder.join(program));
    process::forget_toolchain(&mut command);
    command.args(arguments).env("RUSTC", folder.join("rustc"));
    command
}

/// Makes the folder, all but the library for the browser.
fn lay_out(folder: &Path) -> Outcome {
    let debian = Path::new(DEBIAN_ROOT);
    let link =
        |from: &Path, to: &Path| symlink(from, to).map_err(|cause| Error::file("link", to, &cause));
    let bin = folder.join("bin");
    workspace::create_folder(&bin)?;
    link(&debian.join("bin/cargo"), &bin.join("cargo"))?;
    for program in ["rustc", "rustdoc"] {
        let path = bin.join(program);
        let original = debian.join("bin").join(program);
        let script = format!(
            "#!/bin/sh\nexec '{}' --sysroot '{}' \"$@\"\n",
            original.display(),
            folder.display()
        );
        workspace::write(&path, script)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
            .map_err(|cause| Error::file("make executable", &path, &cause))?;
    }
    let libraries = folder.join("lib/rustlib");
    workspace::create_folder(&libraries)?;
    for entry in workspace::list(&debian.join("lib/rustlib"))? {
        let name = workspace::file_name(&entry);
        if name != BROWSER_TARGET {
            link(&entry, &libraries.join(name))?;
        }
    }
    workspace::create_folder(&library_folder(folder))
}

/// Builds an empty crate together with the library, and keeps the library.
fn build_library(toolbox: &Toolbox, folder: &Path) -> Outcome {
    let project = toolbox.directory.join("build/library");
    workspace::remove_folder(&project)?;
    let manifest = format!(
        "[package]\nname = \"{EMPTY_CRATE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n"
    );
    workspace::write(&project.join("Cargo.toml"), manifest)?;
    workspace::write(&project.join("src/lib.rs"), "#![no_std]\n")?;
    let mut command = debian_command("cargo", &["build", "--release", "--target", BROWSER_TARGET]);
    command
        .current_dir(&project)
        // `test` is what the page's own tests link.
        .arg("-Zbuild-std=std,panic_abort,test,proc_macro")
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a later link-time optimization fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", project.join("target"));
    process::run_logged(command, &toolbox.log("library"), COMPILE_LIMIT).map_err(|cause| {
        Error::new(format!(
            "the standard library for {BROWSER_TARGET} is missing and could not be built \
             ({cause}): reach the crates registry and try again, or install a toolchain that has \
             it by hand with `rustup target add {BROWSER_TARGET}`"
        ))
    })?;
    let built = project.join("target").join(BROWSER_TARGET).join("release/deps");
    for library in workspace::list(&built)? {
        let name = workspace::file_name(&library);
        if name.ends_with(".rlib") && !name.contains(EMPTY_CRATE) {
            let target = library_folder(folder).join(&name);
            fs::copy(&library, &target).map_err(|cause| Error::file("copy", &library, &cause))?;
        }
    }
    workspace::remove_folder(&project)
}

//! Makes the JavaScript package `eku-js` in `target/npm/eku-js`: wasm-pack builds it for each
//! target, and one package file leads every reader to the right one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::dependencies::{Product, licences};
use crate::error::{Error, Outcome};
use crate::process::{self, show_duration};
use crate::site;
use crate::toolbox::Toolbox;
use crate::workspace::{self, Workspace};

/// What wasm-pack builds for, and the folder of each in the package.
const TARGETS: [&str; 3] = ["bundler", "nodejs", "web"];

/// The module of each.
const MODULE: &str = "eku_js_bg.wasm";

/// Where the package is made.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.path("target/npm/eku-js")
}

/// Makes the package.
pub(crate) fn build(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    let started = Instant::now();
    let package = folder(workspace);
    let source = workspace.path("crates/eku-js");
    workspace::remove_folder(&package)?;
    workspace::create_folder(&package)?;
    for target in TARGETS {
        let mut wasm_pack = toolbox.command(workspace, "wasm-pack")?;
        wasm_pack
            .args(["--quiet", "build"])
            .arg(&source)
            .args(["--target", target, "--profile", "browser", "--mode", "no-install"])
            // The package file is one for all targets, and so is the optimized module.
            .args(["--no-pack", "--no-opt", "--no-gitignore", "--out-name", "eku_js", "--out-dir"])
            .arg(package.join(target));
        process::run(wasm_pack)?;
    }
    optimize(workspace, toolbox, &package)?;
    // Below a package of modules, what Node requires is not a module.
    let not_a_module = "{ \"type\": \"commonjs\" }\n";
    workspace::write(&package.join("nodejs/package.json"), not_a_module)?;
    workspace::copy_folder(&source.join("example"), &package.join("example"))?;
    for (from, to) in [
        (source.join("README.md"), "README.md"),
        (workspace.path("LICENSE-APACHE"), "LICENSE-APACHE"),
        (workspace.path("LICENSE-MIT"), "LICENSE-MIT"),
    ] {
        workspace::write(&package.join(to), workspace::read_bytes(&from)?)?;
    }
    let licences = licences::text(workspace, &[Product::JavaScript])?;
    workspace::write(&package.join(site::LICENCES), licences)?;
    let description = workspace::read_text(&source.join("package.json"))?;
    workspace::write(&package.join("package.json"), with_version(&description)?)?;
    println!("js: {} in {}", package.display(), show_duration(started.elapsed()));
    Ok(())
}

/// Optimizes the module, which is the same for every target. Node reads that of the bundlers; the
/// folder that a site serves keeps its own, so that it can be copied alone.
fn optimize(workspace: &Workspace, toolbox: &Toolbox, package: &Path) -> Outcome {
    let [bundler, nodejs, web] = TARGETS.map(|target| package.join(target).join(MODULE));
    let content = workspace::read_bytes(&bundler)?;
    for other in [&nodejs, &web] {
        if workspace::read_bytes(other)? != content {
            let shown = other.display();
            return Err(Error::new(format!("{shown} differs from {}", bundler.display())));
        }
    }
    let mut optimizer = toolbox.command(workspace, "wasm-opt")?;
    optimizer.arg("-Oz").arg(&bundler).arg("-o").arg(&bundler);
    process::run(optimizer)?;
    workspace::write(&web, workspace::read_bytes(&bundler)?)?;
    for unused in [nodejs.with_extension("wasm.d.ts"), nodejs] {
        std::fs::remove_file(&unused).map_err(|cause| Error::file("remove", &unused, &cause))?;
    }
    let script = package.join("nodejs/eku_js.js");
    let own = format!("${{__dirname}}/{MODULE}");
    let shared = format!("${{__dirname}}/../bundler/{MODULE}");
    workspace::write(&script, replaced_once(&workspace::read_text(&script)?, &own, &shared)?)
}

/// Runs the package's tests, in Node and in a browser.
pub(crate) fn test(workspace: &Workspace, mut node: Command, tests: &[PathBuf]) -> Outcome {
    // The target for bundlers imports its WebAssembly as a module.
    node.args(["--experimental-wasm-modules", "--no-warnings"])
        .args(tests)
        .env("EKU_PACKAGE", folder(workspace));
    process::run(node)
}

/// The package file with the version that everything in this repository has.
fn with_version(description: &str) -> Outcome<String> {
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    replaced_once(description, "\"version\": \"0.0.0\"", &version)
}

/// `text` with `new` instead of `old`, which has to stand in it once.
fn replaced_once(text: &str, old: &str, new: &str) -> Outcome<String> {
    match text.matches(old).count() {
        1 => Ok(text.replace(old, new)),
        count => {
            Err(Error::new(format!("eku-js: `{old}` should be there once, not {count} times")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_version;

    #[test]
    fn the_package_gets_the_version_of_the_workspace() {
        let made = with_version("{ \"version\": \"0.0.0\" }").unwrap();
        assert_eq!(made, format!("{{ \"version\": \"{}\" }}", env!("CARGO_PKG_VERSION")));
        assert!(with_version("{}").is_err());
    }
}

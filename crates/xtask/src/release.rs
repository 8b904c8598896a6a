//! What is published, made in one folder: the single file, the site, the npm package, the native
//! program, the bill of materials, the licences of others, and a checksum for each.
//!
//! The same commit gives the same bytes, wherever it lies: no path of the machine gets in, archives
//! have one order, one owner and one time ([`archive`]), and that time is the commit's.
//! [`reproduce`] proves it by building twice. The version is that of the workspace; whatever says
//! another one ends the release.

mod archive;
pub(crate) mod reproduce;
mod sbom;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::dependencies::{Product, licences};
use crate::error::{Error, Outcome};
use crate::process::{self, heading, show_duration};
use crate::setup::{self, Purpose};
use crate::toolbox::{self, TRUNK_VERSION, Toolbox, WASM_PACK_VERSION};
use crate::workspace::{self, Workspace};
use crate::{package, site};
use archive::{Archive, Time};

/// The one version, which every package of the workspace has.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The file with the checksums, as `sha256sum --check` reads it.
const CHECKSUMS: &str = "SHA256SUMS";

/// Where the files are made.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.path("target/release-files")
}

/// Makes everything.
pub(crate) fn make(workspace: &Workspace) -> Outcome {
    let started = Instant::now();
    let time = Time::of_commit(workspace)?;
    heading("the age of the policy data");
    crate::check_policy(workspace, &time.to_string())?;
    let toolbox = setup::run(workspace, Purpose::Package)?;
    let compiler = compiler()?;
    heading("the native program");
    let program = native_program(workspace, &toolbox)?;
    heading("the page");
    site::build(workspace, &toolbox)?;
    heading("the npm package");
    package::build(workspace, &toolbox)?;
    heading("the files");
    let files = files(workspace, &toolbox, &compiler, &program, time)?;
    let folder = folder(workspace);
    workspace::remove_folder(&folder)?;
    let mut sums = String::new();
    for (name, content) in &files {
        workspace::write(&folder.join(name), content)?;
        sums.push_str(&format!("{}  {name}\n", in_hexadecimal(&Sha256::digest(content))));
    }
    workspace::write(&folder.join(CHECKSUMS), &sums)?;
    print!("{sums}");
    println!("release: {} in {}", folder.display(), show_duration(started.elapsed()));
    Ok(())
}

/// Every file by its name, in the order of the names.
fn files(
    workspace: &Workspace,
    toolbox: &Toolbox,
    compiler: &Compiler,
    program: &Path,
    time: Time,
) -> Outcome<Vec<(String, Vec<u8>)>> {
    let dist = workspace.dist();
    let npm = package::folder(workspace);
    let all_licences = licences::text(workspace, &Product::ALL)?;
    says_version(workspace, program)?;
    knows_no_place(workspace, toolbox, program)?;

    let mut site = Archive::new(&named("expressway-eku", "site"), time);
    site.folder("", &dist, &|name| name != site::SINGLE_FILE)?;
    let mut javascript = Archive::new("package", time);
    javascript.folder("", &npm, &|_| true)?;

    let triple = &compiler.host;
    let mut native = Archive::new(&named("eku", triple), time);
    native.program(&format!("eku{}", std::env::consts::EXE_SUFFIX), program)?;
    for name in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        native.text(name, &workspace::read_bytes(&workspace.path(name))?)?;
    }
    let own = licences::text(workspace, &[Product::CommandLine])?;
    native.text(site::LICENCES, own.as_bytes())?;
    for folder in ["man", "completions"] {
        native.folder(folder, &workspace.path("docs").join(folder), &|_| true)?;
    }

    let tools = [
        ("rustc".to_owned(), compiler.version.clone()),
        ("wasm-bindgen".to_owned(), toolbox.bindgen_version.clone()),
        ("trunk".to_owned(), TRUNK_VERSION.to_owned()),
        ("wasm-pack".to_owned(), WASM_PACK_VERSION.to_owned()),
        ("binaryen".to_owned(), toolbox::BINARYEN_VERSION.to_owned()),
    ];
    let about = sbom::About { version: VERSION, timestamp: &time.to_string(), tools: &tools };
    let mut files = vec![
        (format!("expressway-eku-{VERSION}.html"), {
            workspace::read_bytes(&dist.join(site::SINGLE_FILE))?
        }),
        (format!("{}.tar.gz", named("expressway-eku", "site")), site.packed()?),
        (format!("eku-js-{VERSION}.tgz"), javascript.packed()?),
        (format!("{}.tar.gz", named("eku", triple)), native.packed()?),
        (format!("expressway-eku-{VERSION}.cdx.json"), {
            sbom::make(workspace, &about)?.into_bytes()
        }),
        (format!("{}.txt", named("expressway-eku", "third-party-licences")), {
            all_licences.into_bytes()
        }),
    ];
    files.sort();
    Ok(files)
}

fn named(name: &str, what: &str) -> String {
    format!("{name}-{VERSION}-{what}")
}

/// Builds `eku` for this machine, smaller than for daily use and without a path of the machine.
fn native_program(workspace: &Workspace, toolbox: &Toolbox) -> Outcome<PathBuf> {
    // A folder of its own: other flags would build everything again for daily use.
    let target = workspace.path("target/native-release");
    let mut cargo = workspace.cargo();
    cargo
        .args(["build", "--release", "--locked", "--package", "eku-cli", "--bin", "eku"])
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", toolbox.compiler_flags(workspace))
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "thin");
    process::run(cargo)?;
    Ok(target.join("release").join(format!("eku{}", std::env::consts::EXE_SUFFIX)))
}

/// Whether every product says the version.
fn says_version(workspace: &Workspace, program: &Path) -> Outcome {
    let mut eku = Command::new(program);
    eku.arg("--version");
    let told = process::output(eku).unwrap_or_default();
    let description = workspace::read_text(&package::folder(workspace).join("package.json"))?;
    let page = workspace::read_bytes(&site::find_files(&workspace.dist())?.module)?;
    let version = format!("\"version\": \"{VERSION}\"");
    for (what, says) in [
        ("eku --version", told.lines().next() == Some(&format!("eku {VERSION}"))),
        ("package.json of eku-js", description.contains(&version)),
        ("the page", holds(&page, VERSION.as_bytes())),
    ] {
        if !says {
            return Err(Error::new(format!("{what} does not say version {VERSION}")));
        }
    }
    Ok(())
}

/// Whether what was compiled names no folder of this machine.
fn knows_no_place(workspace: &Workspace, toolbox: &Toolbox, program: &Path) -> Outcome {
    let npm = package::folder(workspace);
    let compiled = [
        program.to_owned(),
        site::find_files(&workspace.dist())?.module,
        npm.join("web/eku_js_bg.wasm"),
        npm.join("nodejs/eku_js_bg.wasm"),
    ];
    let places =
        [Some(workspace.root.clone()), toolbox::cargo_home(), { Some(toolbox.directory.clone()) }];
    for path in compiled {
        let bytes = workspace::read_bytes(&path)?;
        for place in places.iter().flatten() {
            let shown = place.display().to_string();
            if holds(&bytes, shown.as_bytes()) {
                return Err(Error::new(format!("{} names the folder {shown}", path.display())));
            }
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The compiler in use.
struct Compiler {
    version: String,
    /// The target triple of this machine.
    host: String,
}

fn compiler() -> Outcome<Compiler> {
    let mut rustc = Command::new("rustc");
    rustc.arg("-vV");
    let told = process::output(rustc).unwrap_or_default();
    let value = |key: &str| {
        let mut lines = told.lines();
        lines.find_map(|line| line.strip_prefix(key)).map(str::to_owned)
    };
    match (value("release: "), value("host: ")) {
        (Some(version), Some(host)) => Ok(Compiler { version, host }),
        _ => Err(Error::new("rustc does not say its version: is it on PATH?")),
    }
}

fn in_hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{VERSION, holds, in_hexadecimal, named};
    use crate::workspace::{Workspace, read_text};

    #[test]
    fn names_of_files_say_the_version() {
        assert_eq!(named("eku", "a-b-c"), format!("eku-{VERSION}-a-b-c"));
    }

    #[test]
    fn the_version_stands_in_one_place() {
        let workspace = Workspace::find().unwrap();
        let root = read_text(&workspace.path("Cargo.toml")).unwrap();
        assert_eq!(root.matches(&format!("\nversion = \"{VERSION}\"\n")).count(), 1);
        for folder in ["crates/eku-engine", "crates/eku-cli", "crates/eku-js", "web", "tests"] {
            let manifest = read_text(&workspace.path(folder).join("Cargo.toml")).unwrap();
            assert!(manifest.contains("\nversion.workspace = true\n"), "{folder}");
        }
        // A workspace of its own, which inherits nothing and is not released.
        let fuzz = read_text(&workspace.path("fuzz/Cargo.toml")).unwrap();
        assert!(fuzz.contains("\nversion = \"0.0.0\"\n"));
    }

    #[test]
    fn bytes_are_found_in_bytes_and_written_in_hexadecimal() {
        assert!(holds(b"abc", b"bc") && !holds(b"abc", b"ac") && !holds(b"", b"a"));
        assert_eq!(in_hexadecimal(&[0, 171]), "00ab");
    }
}

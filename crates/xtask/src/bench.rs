//! `cargo xtask bench`: this program's speed and weight beside others, into `BENCHMARKS.md`.
//!
//! What is measured against lives in `bench/`, a workspace of its own. Here everything is built and
//! run, one part after the other, and [`table`] writes what came of it: nothing of the page is
//! written by hand.

mod audit;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::error::{Error, Outcome};
use crate::process::{self, heading};
use crate::setup::{self, Purpose, Report};
use crate::toolbox::{BROWSER_TARGET, Browser, Toolbox};
use crate::workspace::{self, Workspace};
use crate::{site, size};

/// What was measured; a part that cannot be measured yet has nothing.
struct Measured {
    native: Value,
    browser: Value,
    /// The part about the audit, as it stands on the page.
    audit: String,
    /// The page after brotli, where it was built.
    weight: Option<u64>,
    /// What the page's own measurements print.
    page: Vec<(&'static str, String)>,
}

/// Measures everything, prints the table and writes it. The audit is of so many certificates.
pub(crate) fn run(workspace: &Workspace, certificates: usize) -> Outcome {
    heading("setup");
    let toolbox = setup::run(workspace, Purpose::Test)?;
    let browser = toolbox.browser_found()?;
    let folder = workspace.path("bench/browser");
    setup::install_packages(&folder, &toolbox, &Report::start(), "the peers in JavaScript (npm)")?;

    heading("building");
    let target = BenchTarget::build(workspace)?;
    let module = build_module(workspace, &toolbox)?;

    heading("readers on one thread");
    let corpus = target.folder.join("corpus");
    let mut native = Command::new(target.program("native"));
    native.arg(&corpus);
    let native = json(native)?;

    heading("readers in one page of Chromium");
    let mut node = toolbox.command(workspace, "node")?;
    node.arg(folder.join("run.mjs")).args([&module, &corpus]).env("CHROMIUM", &browser.chromium);
    let in_browser = json(node)?;

    let audit = audit::part(&audit::measure(workspace, &target, certificates)?, "");

    heading("the page");
    let measured = Measured {
        native,
        browser: in_browser,
        audit,
        weight: weight(workspace, &toolbox)?,
        page: page(workspace, &toolbox, browser, &OF_THE_PAGE)?,
    };
    let text = table::write(&measured, &table::Machine::of(workspace));
    print!("\n{text}");
    workspace::write(&workspace.path("BENCHMARKS.md"), text)
}

/// Measures the audit alone, prints that and writes it in its place.
pub(crate) fn run_audit(workspace: &Workspace, certificates: usize) -> Outcome {
    heading("building");
    let target = BenchTarget::build(workspace)?;
    let measured = audit::measure(workspace, &target, certificates)?;
    let when = table::when_alone(&table::Machine::of(workspace));
    let part = audit::part(&measured, &when);
    print!("\n{part}");
    let path = workspace.path("BENCHMARKS.md");
    let all = workspace::read_text(&path)?;
    workspace::write(&path, table::with_part(&all, audit::HEADING, &part))
}

/// What measures natively, built.
struct BenchTarget {
    folder: PathBuf,
}

impl BenchTarget {
    /// Builds it, and the program that it measures.
    fn build(workspace: &Workspace) -> Outcome<Self> {
        let folder = workspace.path("target/bench");
        let mut cargo = workspace.cargo();
        cargo.current_dir(workspace.path("bench")).env("CARGO_TARGET_DIR", &folder);
        cargo.args(["build", "--release", "--locked", "--package", "eku-bench"]);
        process::run(cargo)?;
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--release", "--package", "eku-cli"]);
        process::run(cargo)?;
        Ok(Self { folder })
    }

    fn program(&self, name: &str) -> PathBuf {
        self.folder.join("release").join(name)
    }
}

/// Measures what a hand does on the page, prints that and writes it in its place.
pub(crate) fn run_page(workspace: &Workspace) -> Outcome {
    heading("setup");
    let toolbox = setup::run(workspace, Purpose::Test)?;
    let browser = toolbox.browser_found()?;
    site::find_files(&workspace.dist())?;
    heading("the page");
    let path = workspace.path("BENCHMARKS.md");
    let mut all = workspace::read_text(&path)?;
    let machine = table::Machine::of(workspace);
    let of_a_hand = OF_THE_PAGE.iter().filter(|one| one.is_of_a_hand);
    for (title, text) in page(workspace, &toolbox, browser, of_a_hand)? {
        print!("\n{text}");
        all = table::with_part(
            &all,
            &format!("### {title}"),
            &table::part_alone(title, &text, &machine),
        );
    }
    workspace::write(&path, all)
}

/// One of the page's own measurements, in `tests/browser`.
struct Measurement {
    title: &'static str,
    program: &'static str,
    /// The folder below `target/bench` with what it is given.
    folder: Option<&'static str>,
    /// The programs of the tests that fill the folder: folder in it, name, further arguments.
    made_by: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// Whether it measures what a hand does, and needs no quarter of an hour.
    is_of_a_hand: bool,
}

static OF_THE_PAGE: [Measurement; 3] = [
    Measurement {
        title: "Time to the first verdict",
        program: "first-verdict.mjs",
        folder: None,
        made_by: &[],
        is_of_a_hand: true,
    },
    Measurement {
        title: "From input to the next frame",
        program: "interactions.mjs",
        folder: Some("page"),
        made_by: &[
            ("peers", "growth", &["peers", "6"]),
            ("far-ends", "growth", &["far-end-certificates", "10"]),
        ],
        is_of_a_hand: true,
    },
    Measurement {
        title: "Reading diagnostic archives",
        program: "throughput.mjs",
        folder: Some("archives"),
        made_by: &[("", "diagnostic-archives", &["200"])],
        is_of_a_hand: false,
    },
];

/// Builds the readers as WebAssembly with the page's own profile and optimizer.
fn build_module(workspace: &Workspace, toolbox: &Toolbox) -> Outcome<PathBuf> {
    let target = workspace.path("target/bench-browser");
    let manifest = workspace::read_text(&workspace.path("Cargo.toml"))?;
    let profile = target.join("profile.toml");
    workspace::write(&profile, browser_profile(&manifest))?;
    let mut cargo = toolbox.command(workspace, "cargo")?;
    cargo.current_dir(workspace.path("bench")).env("CARGO_TARGET_DIR", &target);
    cargo.args(["build", "--locked", "--package", "eku-bench-wasm", "--profile", "browser"]);
    cargo.args(["--target", BROWSER_TARGET, "--config"]).arg(&profile);
    process::run(cargo)?;
    let page = workspace::read_text(&workspace.path("index.html"))?;
    let options = page
        .split_once("data-wasm-opt-params=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .ok_or_else(|| Error::new("index.html names no data-wasm-opt-params"))?;
    let built = target.join(BROWSER_TARGET).join("browser/eku_bench_wasm.wasm");
    let module = target.join("readers.wasm");
    let mut optimizer = toolbox.command(workspace, "wasm-opt")?;
    optimizer.arg("-Oz").args(options.0.split(' ')).arg("--strip-debug");
    optimizer.arg(&built).arg("-o").arg(&module);
    process::run(optimizer)?;
    Ok(module)
}

/// The sections of the browser's profile in a manifest.
fn browser_profile(manifest: &str) -> String {
    let mut inside = false;
    let mut profile = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[profile.browser");
        }
        if inside {
            profile.push_str(line);
            profile.push('\n');
        }
    }
    profile
}

/// The page's weight after brotli, if it was built.
fn weight(workspace: &Workspace, toolbox: &Toolbox) -> Outcome<Option<u64>> {
    match site::find_files(&workspace.dist()) {
        Ok(_) => size::measure(workspace, toolbox).map(Some),
        Err(_) => Ok(None),
    }
}

/// What the page's own measurements in `tests/browser` print, where they and the page are there.
fn page(
    workspace: &Workspace,
    toolbox: &Toolbox,
    browser: &Browser,
    measurements: impl IntoIterator<Item = &'static Measurement>,
) -> Outcome<Vec<(&'static str, String)>> {
    let dist = workspace.dist();
    let mut told = Vec::new();
    for one in measurements {
        let program = workspace.path("tests/browser").join(one.program);
        if !program.is_file() || site::find_files(&dist).is_err() {
            continue;
        }
        let folder = one.folder.map(|folder| workspace.path("target/bench").join(folder));
        for ((part, name, further), folder) in one.made_by.iter().zip(folder.iter().cycle()) {
            let mut make = workspace.cargo();
            make.args(["run", "--release", "--quiet", "--package", "eku-tests", "--bin", name]);
            make.arg("--").arg(folder.join(part)).args(*further);
            process::run(make)?;
        }
        let mut node = toolbox.command(workspace, "node")?;
        node.arg(&program).arg(&dist).args(folder).env("CHROMIUM", &browser.chromium);
        told.push((one.title, text(node)?));
    }
    Ok(told)
}

/// What a program prints.
fn text(command: Command) -> Outcome<String> {
    let shown = Path::new(command.get_program()).display().to_string();
    process::output(command).ok_or_else(|| Error::new(format!("`{shown}` failed: see above")))
}

/// The JSON that a program prints on its last line.
fn json(command: Command) -> Outcome<Value> {
    let text = text(command)?;
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|cause| Error::new(format!("no JSON but `{last}`: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::browser_profile;

    #[test]
    fn the_browsers_profile_is_cut_out_of_the_manifest() {
        let manifest = "[profile.dev]\ndebug = 1\n[profile.browser]\nlto = \"fat\"\n\n\
                        [profile.browser.package.der]\nopt-level = 3\n[lints]\nx = 1\n";
        assert_eq!(
            browser_profile(manifest),
            "[profile.browser]\nlto = \"fat\"\n\n[profile.browser.package.der]\nopt-level = 3\n"
        );
    }
}

//! Every check, one after the other: the same here, in continuous integration and for
//! contributors.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::ValueEnum;

use crate::dependencies::policy;
use crate::error::{Error, Outcome};
use crate::process::{self, heading, show_duration};
use crate::setup::{self, Purpose};
use crate::toolbox::{BROWSER_TARGET, Toolbox};
use crate::workspace::Workspace;
use crate::{package, site, size};

/// One check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// rustfmt.
    #[value(name = "fmt")]
    Format,
    /// Licences, bans and sources of every dependency.
    Deny,
    /// clippy over everything.
    Clippy,
    /// The documentation builds without a warning.
    #[value(name = "doc")]
    Documentation,
    /// Unit and integration tests on this machine.
    Native,
    /// The engine builds alone where there is no standard library.
    NoStd,
    /// The page's own tests in a browser.
    Components,
    /// Both products.
    Build,
    /// Their size against the budget.
    Size,
    /// Both products in a browser, from end to end.
    Browser,
    /// The JavaScript package in Node and in a browser.
    #[value(name = "js")]
    Package,
}

impl Step {
    /// These steps, or all, in the order in which they are declared: what fails soonest comes first. What
    /// is measured or opened in a browser is built first, because an old product proves nothing.
    pub(crate) fn with_what_they_need(wanted: &[Self]) -> Vec<Self> {
        let opens = |step| matches!(step, &Self::Size | &Self::Browser);
        let runs = |step: &Self| {
            wanted.is_empty()
                || wanted.contains(step)
                || *step == Self::Build && wanted.iter().any(opens)
        };
        Self::value_variants().iter().copied().filter(runs).collect()
    }

    /// What it is called on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What its heading says.
    fn title(self) -> &'static str {
        match self {
            Self::Format => "formatting (rustfmt)",
            Self::Deny => "licences, bans and sources of dependencies (deny.toml)",
            Self::Clippy => "lints, warnings denied (clippy)",
            Self::Documentation => "documentation, warnings denied (rustdoc)",
            Self::Native => "native tests",
            Self::NoStd => "the engine alone, without a standard library",
            Self::Components => "the page's components in headless Chromium",
            Self::Build => "dist/ and the single file",
            Self::Size => "size after brotli",
            Self::Browser => "both products in headless Chromium, end to end",
            Self::Package => "the JavaScript package in Node and in headless Chromium",
        }
    }
}

/// Sets up, runs `steps`, and ends with a summary. The first failure ends it. `all` runs also what is
/// slow and rarely fails.
pub(crate) fn run(workspace: &Workspace, steps: &[Step], all: bool) -> Outcome {
    let started = Instant::now();
    heading("setup");
    let toolbox = setup::run(workspace, Purpose::Test)?;
    let mut took = vec![("setup".to_owned(), started.elapsed())];
    let mut browser_tests = BrowserTests { all, inputs: None };
    for &step in steps {
        heading(&format!("{}: {}", step.name(), step.title()));
        let step_started = Instant::now();
        run_step(step, workspace, &toolbox, &mut browser_tests)
            .map_err(|error| Error::new(format!("test step `{}` failed: {error}", step.name())))?;
        let elapsed = step_started.elapsed();
        println!("-- {}: {}", step.name(), show_duration(elapsed));
        took.push((step.name(), elapsed));
    }
    heading("summary");
    for (name, elapsed) in &took {
        println!("{:>14}  {name}", show_duration(*elapsed));
    }
    println!("{:>14}  together", show_duration(started.elapsed()));
    println!("steps: {} passed, 0 failed", took.len());
    Ok(())
}

/// Runs one check.
fn run_step(
    step: Step,
    workspace: &Workspace,
    toolbox: &Toolbox,
    browser_tests: &mut BrowserTests,
) -> Outcome {
    match step {
        Step::Format => cargo(workspace, &["fmt", "--all", "--check"], &[]),
        Step::Deny => policy::check(workspace),
        Step::Clippy => cargo(
            workspace,
            &["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"],
            &[],
        ),
        Step::Documentation => cargo(
            workspace,
            &["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"],
            &[("RUSTDOCFLAGS", "--deny warnings")],
        ),
        Step::Native => {
            cargo(workspace, &["test"], &[])?;
            // What the page computes without a browser.
            cargo(workspace, &["test", "--package", "eku-web", "--lib"], &[])
        }
        Step::NoStd => build_without_std(workspace),
        Step::Components => test_components(workspace, toolbox),
        Step::Build => site::build(workspace, toolbox),
        Step::Size => size::check(workspace, toolbox),
        Step::Browser => test_in_browser(workspace, toolbox, browser_tests),
        Step::Package => test_package(workspace, toolbox, browser_tests),
    }
}

/// Runs cargo of the ordinary toolchain.
fn cargo(workspace: &Workspace, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let mut command = workspace.cargo();
    command.args(arguments).envs(environment.iter().copied());
    process::run(command)
}

/// Builds the engine alone, plain and with `serde`, for a target that has no standard library.
fn build_without_std(workspace: &Workspace) -> Outcome {
    for features in ["", "serde"] {
        let mut command = workspace.cargo();
        command
            .args(["build", "--quiet", "--package", "eku-engine", "--no-default-features"])
            .args(["--target", setup::TARGET_WITHOUT_STD, "--features", features])
            .env("CARGO_TARGET_DIR", workspace.path("target/no-std"));
        process::run(command)?;
        let shown = if features.is_empty() { "no feature" } else { features };
        println!("eku-engine builds for {} with {shown}", setup::TARGET_WITHOUT_STD);
    }
    Ok(())
}

/// Runs the page's own tests in a browser.
fn test_components(workspace: &Workspace, toolbox: &Toolbox) -> Outcome {
    let browser = toolbox.browser_found()?;
    let mut command = toolbox.command(workspace, "cargo")?;
    command
        .args(["test", "--package", "eku-web", "--target", BROWSER_TARGET])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    process::run(command)
}

/// What the tests of the page and of the package have in common.
struct BrowserTests {
    /// Whether they run in full.
    all: bool,
    /// What they are given, by variables that name it: made once a run.
    inputs: Option<Vec<(&'static str, PathBuf)>>,
}

impl BrowserTests {
    /// Node's test runner with as many files at a time as this machine has cores, and with a browser
    /// and inputs.
    fn runner(&mut self, workspace: &Workspace, toolbox: &Toolbox) -> Outcome<Command> {
        let browser = toolbox.browser_found()?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut node = toolbox.command(workspace, "node")?;
        node.args(["--test", &format!("--test-concurrency={cores}")])
            .env("CHROMIUM", &browser.chromium)
            .envs(self.inputs(workspace)?);
        if self.all {
            node.env("EKU_ALL", "1");
        }
        Ok(node)
    }

    fn inputs(&mut self, workspace: &Workspace) -> Outcome<Vec<(&'static str, PathBuf)>> {
        if let Some(made) = &self.inputs {
            return Ok(made.clone());
        }
        let folder = |name: &str| workspace.path("target").join(name);
        let mut made = Vec::new();
        for (variable, program, folder, further) in [
            ("EKU_ARCHIVES", "diagnostic-archives", folder("diagnostic-archives"), &[][..]),
            ("EKU_KEYS", "key-forms", folder("key-forms"), &[]),
            // Random deployments in every form, with the command line's reports of them.
            ("EKU_DOORS", "doors", folder("doors"), &[if self.all { "120" } else { "40" }]),
            // What the page is given much of.
            ("EKU_FAR_ENDS", "growth", folder("growth"), &["far-ends", "10000"]),
        ] {
            let mut make = workspace.cargo();
            make.args(["run", "--quiet", "--package", "eku-tests", "--bin", program, "--"]);
            make.arg(&folder).args(further);
            process::run(make)?;
            made.push((variable, folder));
        }
        self.inputs = Some(made.clone());
        Ok(made)
    }
}

/// Runs the end-to-end tests against what is in `dist/`.
fn test_in_browser(workspace: &Workspace, toolbox: &Toolbox, tests: &mut BrowserTests) -> Outcome {
    site::find_files(&workspace.dist())?;
    let mut node = tests.runner(workspace, toolbox)?;
    node.args(test_files(&workspace.path("tests/browser"))?).env("EKU_DIST", workspace.dist());
    process::run(node)
}

/// Makes the JavaScript package and runs its tests.
fn test_package(workspace: &Workspace, toolbox: &Toolbox, tests: &mut BrowserTests) -> Outcome {
    package::build(workspace, toolbox)?;
    let node = tests.runner(workspace, toolbox)?;
    package::test(workspace, node, &test_files(&workspace.path("tests/browser/package"))?)
}

/// The end-to-end tests: none found is an error, not a success.
fn test_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = crate::workspace::list(folder)?;
    files.retain(|path| crate::workspace::file_name(path).ends_with(".test.mjs"));
    if files.is_empty() {
        return Err(Error::new(format!("{} holds no *.test.mjs", folder.display())));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::Step::{self, *};

    #[test]
    fn steps_run_in_their_own_order_after_what_they_need() {
        assert_eq!(Step::with_what_they_need(&[Native, Format]), [Format, Native]);
        assert_eq!(Step::with_what_they_need(&[Browser]), [Build, Browser]);
        assert_eq!(Step::with_what_they_need(&[]).len(), 11);
    }
}

//! `cargo xtask`: all automation of the project.
//!
//! [`arguments`] says which commands there are; [`setup`] installs what they need; [`site`] makes
//! both products; [`package`] makes the JavaScript package; [`release`] makes what is published;
//! [`dependencies`] knows what it is made of; [`server`] shows the page while it is worked on;
//! [`mod@test`] runs every check; [`mod@bench`] measures.
//! Nothing here knows what a certificate is.

#![forbid(unsafe_code)]

mod arguments;
mod bench;
mod dependencies;
mod error;
mod fuzz;
mod lighthouse;
mod lock_file;
mod package;
mod process;
mod release;
mod server;
mod setup;
mod site;
mod size;
mod test;
mod toolbox;
mod workspace;

use std::process::ExitCode;

use arguments::{Arguments, BenchPart, Command};
use clap::Parser;
use error::Outcome;
use setup::Purpose;
use test::Step;
use workspace::Workspace;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what one command line asks for.
fn run(command: Command) -> Outcome {
    let workspace = Workspace::find()?;
    match command {
        Command::Setup => {
            let toolbox = setup::run(&workspace, Purpose::Test)?;
            println!("setup: everything is there, in {}", toolbox.directory.display());
            Ok(())
        }
        Command::Serve { port } => {
            server::check_port(port)?;
            let toolbox = setup::run(&workspace, Purpose::Build)?;
            server::serve(&workspace, &toolbox, port)
        }
        Command::Build => {
            let toolbox = setup::run(&workspace, Purpose::Build)?;
            site::build(&workspace, &toolbox)?;
            size::print(&workspace, &toolbox)
        }
        Command::Package => {
            let toolbox = setup::run(&workspace, Purpose::Package)?;
            package::build(&workspace, &toolbox)
        }
        Command::Release { verify: false } => release::make(&workspace),
        Command::Release { verify: true } => release::reproduce::verify(&workspace),
        Command::Size => {
            let toolbox = setup::run(&workspace, Purpose::Build)?;
            size::print(&workspace, &toolbox)?;
            size::print_parts(&workspace, &toolbox)
        }
        Command::Bench { part: None, certificates } => bench::run(&workspace, certificates),
        Command::Bench { part: Some(BenchPart::Audit { certificates }), .. } => {
            bench::run_audit(&workspace, certificates)
        }
        Command::Bench { part: Some(BenchPart::Page), .. } => bench::run_page(&workspace),
        Command::Test { steps, all } => {
            test::run(&workspace, &Step::with_what_they_need(&steps), all)
        }
        Command::Lighthouse => lighthouse::run(&workspace),
        Command::Fixtures => make_again(&workspace, "fixtures"),
        Command::Icons => icons(&workspace),
        Command::Compare { folder } => compare(&workspace, &folder),
        Command::Documentation => {
            make_again(&workspace, "docs")?;
            dependencies::list::write(&workspace)
        }
        Command::Schemas => make_again(&workspace, "schemas"),
        Command::Policy { date: None } => make_again(&workspace, "policy"),
        Command::Policy { date: Some(date) } => check_policy(&workspace, &date),
        Command::KnownRoots => make_again(&workspace, "known-roots"),
        Command::LookAlikes => make_again(&workspace, "look-alikes"),
        Command::Captures => make_again(&workspace, "captures"),
        Command::FuzzSeeds => make_again(&workspace, "fuzz-seeds"),
        Command::Fuzz { target, seconds } => fuzz::run(&workspace, target.as_deref(), seconds),
    }
}

/// Holds the reader against OpenSSL over every file below a folder.
fn compare(workspace: &Workspace, folder: &str) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--release", "--quiet", "--package", "eku-tests", "--bin", "compare"]);
    cargo.args(["--", folder]);
    process::run(cargo)
}

/// Renders the icon of the site in Chromium, at the sizes that its manifest names.
fn icons(workspace: &Workspace) -> Outcome {
    let toolbox = setup::run(workspace, Purpose::Test)?;
    let browser = toolbox.browser_found()?;
    let mut node = toolbox.command(workspace, "node")?;
    node.arg(workspace.path("tests/browser/icons.mjs")).arg(workspace.path("web/site"));
    node.env("CHROMIUM", &browser.chromium);
    process::run(node)
}

/// Checks how old the sources of the policy data are on a day.
fn check_policy(workspace: &Workspace, date: &str) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--package", "eku-tests", "--bin", "policy", "--", date]);
    process::run(cargo)
}

/// Runs the program of the tests that makes committed files.
fn make_again(workspace: &Workspace, program: &str) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--package", "eku-tests", "--bin", program]);
    process::run(cargo)
}

//! What Lighthouse says of the page in `dist/`, in a real browser: the medians of three runs.
//!
//! Its performance is a matter of timing, so this is a command and no step of the tests; what it
//! says of accessibility axe says there, in every state of the page.

use crate::error::Outcome;
use crate::process;
use crate::setup::{self, Purpose, Report};
use crate::site;
use crate::workspace::Workspace;

/// How often each setting is measured.
const RUNS: &str = "3";

/// Installs Lighthouse where it is missing, and measures. A score below 95 is an error.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    let toolbox = setup::run(workspace, Purpose::Test)?;
    site::find_files(&workspace.dist())?;
    let browser = toolbox.browser_found()?;
    let program = setup::install_lighthouse(workspace, &toolbox, &Report::start())?;
    let mut command = toolbox.command(workspace, "node")?;
    command
        .arg(workspace.path("crates/xtask/lighthouse/measure.mjs"))
        .arg(workspace.dist())
        .arg(program)
        .arg(RUNS)
        .env("CHROME_PATH", &browser.chromium);
    process::run(command)
}

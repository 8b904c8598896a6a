//! Debian's packages: which are missing, and how they are installed, by root or by sudo without a
//! password.

use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use super::Report;
use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::{self, Toolbox};

/// A slow mirror.
const PACKAGE_LIMIT: Duration = Duration::from_secs(1800);

/// Held while the package manager runs: it runs once at a time. Tells whether the lists of
/// packages are fresh.
static PACKAGE_MANAGER: Mutex<bool> = Mutex::new(false);

/// Installs those of `packages` that are missing, which the project needs for `reason`.
pub(super) fn install(
    toolbox: &Toolbox,
    report: &Report,
    packages: &[&str],
    reason: &str,
) -> Outcome {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let by_hand = |why: &str| {
        Error::new(format!(
            "{reason} is missing and {why}: install it by hand, on Debian with \
             `apt-get update && apt-get install {names}` as root, elsewhere as the README says"
        ))
    };
    if toolbox::find_on_path("apt-get").is_none() {
        return Err(by_hand("this system has no apt-get"));
    }
    let Some(prefix) = root_prefix() else {
        return Err(by_hand("only root can install packages"));
    };
    let mut lists_are_fresh = PACKAGE_MANAGER
        .lock()
        .map_err(|_| Error::new("the package manager ended unexpectedly; run setup again"))?;
    let run = |step: &str, arguments: &[&str]| {
        let mut words = prefix.clone();
        words.push("apt-get");
        words.extend(arguments);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        process::run_logged(command, &toolbox.log(step), PACKAGE_LIMIT)
    };
    report
        .step(&format!("Debian packages {names}"), || {
            if !*lists_are_fresh {
                run("apt-update", &["update", "--quiet"])?;
                *lists_are_fresh = true;
            }
            let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
            arguments.extend(&missing);
            run(&format!("apt-install-{}", missing[0]), &arguments)
        })
        .map_err(|cause| by_hand(&format!("could not be installed ({cause})")))
}

/// Those of `packages` that are not installed; all of them on a system without dpkg.
fn missing<'name>(packages: &[&'name str]) -> Vec<&'name str> {
    let is_installed = |package: &str| {
        let mut command = Command::new("dpkg-query");
        command.args(["--show", "--showformat", "${db:Status-Status}", package]);
        command.stderr(std::process::Stdio::null());
        process::output(command).is_some_and(|status| status == "installed")
    };
    packages.iter().copied().filter(|package| !is_installed(package)).collect()
}

/// What has to stand before a command for it to run as root; nothing where that cannot be had
/// without asking.
fn root_prefix() -> Option<Vec<&'static str>> {
    let mut who = Command::new("id");
    who.arg("-u");
    if process::output(who)? == "0" {
        return Some(Vec::new());
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", "true"]);
    process::output(sudo).map(|_| vec!["sudo", "-n"])
}

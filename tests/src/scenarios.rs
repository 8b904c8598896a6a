//! The scenarios under `tests/scenarios`: one folder each, `<authority>-<what>-<verdict>`, with a
//! deployment file and the reports that are expected of it.
//!
//! The authority is who says that the verdict is right: `seed` is Cisco document 225693, `prepare`
//! Cisco document 225482, `openssl` a measurement, `rfc5280` that standard, and `spec` what this
//! project settled where no document does. The first line of a deployment file may be
//! `# at: 2026-11-23`, the date that is judged.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Eku, Ran};

/// The words that a folder name may begin with.
pub const AUTHORITIES: [&str; 5] = ["seed", "prepare", "openssl", "rfc5280", "spec"];

/// One scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The date that is judged.
    pub at: String,
}

impl Scenario {
    /// The scenario of this name.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn named(name: &str) -> Scenario {
        let folder = folder().join(name);
        let file = folder.join("deployment.toml");
        let text =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let first = text.lines().next().unwrap_or_default();
        let at = first.strip_prefix("# at: ").unwrap_or(USUAL_DATE).trim();
        Scenario { name: name.into(), folder, at: at.into() }
    }

    /// The verdict that its name ends with.
    pub fn expected(&self) -> &str {
        self.name.rsplit('-').next().unwrap_or_default()
    }

    /// The authority that its name begins with.
    pub fn authority(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }

    /// Runs `eku check` on it, in its folder, so that no path of the machine is shown.
    pub fn check(&self, format: &str) -> Ran {
        let arguments = ["check", "--at", &self.at, "--format", format];
        Eku::new(arguments.into_iter().chain(["deployment.toml"])).in_folder(&self.folder).run()
    }

    /// The expected JSON report.
    ///
    /// # Panics
    ///
    /// Where it is missing, or no JSON.
    pub fn expected_report(&self) -> serde_json::Value {
        let file = self.folder.join("expected.json");
        let text =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }
}

/// Every scenario, by name.
///
/// # Panics
///
/// Where the folder cannot be read.
pub fn all() -> Vec<Scenario> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("tests/scenarios can be read")
        .map(|entry| entry.expect("tests/scenarios can be read"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.iter().map(|name| Scenario::named(name)).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// The date that is judged where a scenario names none.
const USUAL_DATE: &str = "2026-11-23";

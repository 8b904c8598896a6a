//! What the products are made of, as cargo tells it.
//!
//! [`Packages`] is everything that the lock file names, for every platform and every feature, tests
//! and tools included; [`carried`] is what one product really carries. [`policy`] holds the first
//! against `deny.toml`, [`licences`] collects texts, and [`list`] is the committed list.

pub(crate) mod licences;
pub(crate) mod list;
pub(crate) mod policy;
mod spdx;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::error::{Error, Outcome};
use crate::process;
use crate::toolbox::BROWSER_TARGET;
use crate::workspace::Workspace;

/// A package's name and version.
pub(crate) type PackageName = (String, String);

/// What is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    /// The page, as a site and as one file.
    Page,
    /// The native program.
    CommandLine,
    /// The npm package.
    JavaScript,
}

impl Product {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Page, Self::CommandLine, Self::JavaScript];

    /// The package that it is built from.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Page => "eku-web",
            Self::CommandLine => "eku-cli",
            Self::JavaScript => "eku-js",
        }
    }

    /// What it is called where something is said of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::CommandLine => "eku",
            Self::JavaScript => "eku-js",
        }
    }

    /// What it is built for; nothing where that is the machine that builds it.
    fn target(self) -> Option<&'static str> {
        match self {
            Self::CommandLine => None,
            Self::Page | Self::JavaScript => Some(BROWSER_TARGET),
        }
    }
}

/// One package.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    /// Cargo's own name for it.
    pub(crate) id: String,
    /// Its name and version.
    pub(crate) name: PackageName,
    /// Its licence, an SPDX expression; empty where it states none.
    pub(crate) licence: String,
    /// Where it comes from; nothing for a member of the workspace.
    pub(crate) source: Option<String>,
    /// The folder of its source.
    pub(crate) folder: PathBuf,
    /// What it asks for: name, version requirement, and whether that is a path.
    pub(crate) requirements: Vec<(String, String, bool)>,
}

/// Every package of the lock file, and who depends on whom.
#[derive(Debug, Default)]
pub(crate) struct Packages {
    /// In the order of their names.
    pub(crate) all: Vec<Package>,
    /// From a package to what it depends on, by their ids.
    pub(crate) edges: BTreeSet<(String, String)>,
}

impl Packages {
    /// Asks cargo.
    pub(crate) fn of(workspace: &Workspace) -> Outcome<Self> {
        let mut cargo = workspace.cargo();
        cargo.args(["metadata", "--format-version", "1", "--locked", "--all-features"]);
        let told = told(cargo)?;
        let metadata: Value = serde_json::from_str(&told)
            .map_err(|cause| Error::new(format!("cargo metadata wrote no JSON: {cause}")))?;
        Ok(Self::read(&metadata))
    }

    fn read(metadata: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let mut all: Vec<Package> = list(&metadata["packages"])
            .iter()
            .map(|package| Package {
                id: text(&package["id"]),
                name: (text(&package["name"]), text(&package["version"])),
                licence: text(&package["license"]),
                source: package["source"].as_str().map(str::to_owned),
                folder: PathBuf::from(text(&package["manifest_path"]))
                    .parent()
                    .map(PathBuf::from)
                    .unwrap_or_default(),
                requirements: list(&package["dependencies"])
                    .iter()
                    .map(|asked| {
                        (text(&asked["name"]), text(&asked["req"]), asked["path"].is_string())
                    })
                    .collect(),
            })
            .collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        let mut edges = BTreeSet::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            for to in list(&node["dependencies"]) {
                edges.insert((text(&node["id"]), text(&to)));
            }
        }
        Self { all, edges }
    }

    /// The package with this name and version.
    pub(crate) fn named(&self, name: &PackageName) -> Outcome<&Package> {
        self.all.iter().find(|package| package.name == *name).ok_or_else(|| {
            Error::new(format!("cargo metadata does not know {} {}", name.0, name.1))
        })
    }
}

/// The packages of others that a product carries: neither what only builds it, nor macros.
pub(crate) fn carried(workspace: &Workspace, product: Product) -> Outcome<BTreeSet<PackageName>> {
    let mut cargo = workspace.cargo();
    cargo.args(["tree", "--locked", "--package", product.package()]).args([
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    if let Some(target) = product.target() {
        cargo.args(["--target", target]);
    }
    let names: BTreeSet<PackageName> = told(cargo)?.lines().filter_map(third_party).collect();
    if names.is_empty() {
        return Err(Error::new(format!("cargo tree says nothing of {}", product.package())));
    }
    Ok(names)
}

/// `serde v1.0.229 (*)` to name and version; nothing for a member of the workspace, which has a
/// path.
fn third_party(line: &str) -> Option<PackageName> {
    let mut words = line.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let is_member = words.next().is_some_and(|word| word != "(*)");
    (!is_member).then(|| (name.to_owned(), version.to_owned()))
}

/// What cargo prints; its messages go to the terminal.
fn told(mut cargo: Command) -> Outcome<String> {
    cargo.stderr(std::process::Stdio::inherit());
    let shown = format!("{cargo:?}");
    process::output(cargo).ok_or_else(|| Error::new(format!("{shown} failed")))
}

#[cfg(test)]
mod tests {
    use super::{Packages, Product, carried, third_party};
    use crate::workspace::Workspace;

    #[test]
    fn a_line_of_the_tree_is_a_package_of_others_or_none() {
        let named = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
        for (line, expected) in [
            ("serde v1.0.229", named("serde", "1.0.229")),
            ("der v0.8.3 (*)", named("der", "0.8.3")),
            ("eku-web v0.1.0 (/a b/web)", None),
            ("", None),
        ] {
            assert_eq!(third_party(line), expected, "{line}");
        }
    }

    #[test]
    fn products_carry_what_they_are_made_of_and_no_tool_of_the_tests() {
        let workspace = Workspace::find().unwrap();
        let packages = Packages::of(&workspace).unwrap();
        for (product, has, has_not) in [
            (Product::Page, "yew", "clap"),
            (Product::CommandLine, "clap", "yew"),
            (Product::JavaScript, "serde-wasm-bindgen", "proptest"),
        ] {
            let carried = carried(&workspace, product).unwrap();
            let named = |name: &str| carried.iter().any(|(carried, _)| carried == name);
            assert!(named(has) && named("der") && !named(has_not), "{}", product.name());
            assert!(!named("serde_derive") && !named("eku-engine"), "{}", product.name());
            for name in &carried {
                assert!(packages.named(name).is_ok(), "{name:?}");
            }
        }
    }

    #[test]
    fn every_member_has_the_version_of_the_workspace() {
        let packages = Packages::of(&Workspace::find().unwrap()).unwrap();
        let members: Vec<_> = packages.all.iter().filter(|one| one.source.is_none()).collect();
        assert!(members.len() >= 8, "{members:?}");
        for member in members {
            assert_eq!(member.name.1, env!("CARGO_PKG_VERSION"), "{}", member.name.0);
        }
    }
}

//! Holds every dependency against `deny.toml`: licences, bans and sources.
//!
//! The file is cargo-deny's, which the public workflow runs with it, advisories included. Building
//! cargo-deny takes minutes, and this takes a second, so every run of the tests can afford it. A key
//! of the file that is not known here is an error: nothing in it goes unchecked.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{Package, Packages, spdx};
use crate::error::{Error, Outcome};
use crate::workspace::{self, Workspace};

/// Checks every dependency; what breaks the policy is the error.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    let policy = Policy::read(&workspace::read_text(&workspace.path("deny.toml"))?)?;
    let packages = Packages::of(workspace)?;
    let broken = policy.broken(&packages);
    if !broken.is_empty() {
        return Err(Error::new(format!("deny.toml does not allow:\n  {}", broken.join("\n  "))));
    }
    let twice = several_versions(&packages);
    println!("{} packages, all allowed by deny.toml", packages.all.len());
    println!("in several versions, which is allowed: {}", twice.join(", "));
    Ok(())
}

/// What `deny.toml` says.
#[derive(Debug, Default)]
struct Policy {
    allowed_licences: Vec<String>,
    /// By package.
    exceptions: BTreeMap<String, Vec<String>>,
    /// Packages, and who alone may depend on each.
    banned: BTreeMap<String, Vec<String>>,
    registries: Vec<String>,
}

impl Policy {
    fn read(text: &str) -> Outcome<Self> {
        let wrong = |cause: String| Error::new(format!("deny.toml: {cause}"));
        let table: Table = text.parse().map_err(|cause| wrong(format!("{cause}")))?;
        let mut policy = Self::default();
        for (section, keys) in &table {
            let keys = keys.as_table().ok_or_else(|| wrong(format!("{section} is no table")))?;
            for (key, value) in keys {
                match (section.as_str(), key.as_str()) {
                    ("licenses", "allow") => policy.allowed_licences = texts(value),
                    ("licenses", "exceptions") => {
                        policy.exceptions = by_crate(value, "allow").map_err(wrong)?;
                    }
                    ("bans", "deny") => {
                        policy.banned = by_crate(value, "wrappers").map_err(wrong)?;
                    }
                    ("sources", "allow-registry") => policy.registries = texts(value),
                    // What is always so here.
                    ("licenses", "private") if is(value, "ignore", &Value::Boolean(false)) => {}
                    ("licenses", "confidence-threshold") => {}
                    ("graph", "all-features") if *value == Value::Boolean(true) => {}
                    ("bans", "allow-wildcard-paths") if *value == Value::Boolean(true) => {}
                    ("bans", "multiple-versions") if value.as_str() == Some("warn") => {}
                    ("bans", "wildcards") | ("sources", "unknown-registry" | "unknown-git")
                        if value.as_str() == Some("deny") => {}
                    _ => {
                        return Err(wrong(format!("this check does not know {section}.{key}")));
                    }
                }
            }
        }
        Ok(policy)
    }

    /// What breaks it.
    fn broken(&self, packages: &Packages) -> Vec<String> {
        let mut broken = Vec::new();
        for package in &packages.all {
            let (name, version) = &package.name;
            let mut say = |what: String| broken.push(format!("{name} {version}: {what}"));
            if let Some(what) = self.licence(package) {
                say(what);
            }
            match &package.source {
                None => {
                    for (asked, requirement, is_path) in &package.requirements {
                        if requirement == "*" && !is_path {
                            say(format!("asks for any version of {asked}"));
                        }
                    }
                }
                Some(source) => {
                    let registry = source.strip_prefix("registry+").unwrap_or_default();
                    if !self.registries.iter().any(|allowed| allowed == registry) {
                        say(format!("comes from {source}"));
                    }
                }
            }
            if let Some(wrappers) = self.banned.get(name) {
                let mut users = users(packages, package).peekable();
                if users.peek().is_none() {
                    say("is banned".to_owned());
                }
                for user in users.filter(|user| !wrappers.contains(user)) {
                    say(format!("is banned, and {user} depends on it"));
                }
            }
        }
        broken
    }

    /// What is wrong with a package's licence.
    fn licence(&self, package: &Package) -> Option<String> {
        let own = self.exceptions.get(&package.name.0);
        let allows = |licence: &str| {
            let mut allowed = self.allowed_licences.iter().chain(own.into_iter().flatten());
            allowed.any(|allowed| allowed == licence)
        };
        match spdx::is_satisfied(&package.licence, &allows) {
            Some(true) => None,
            Some(false) => Some(format!("is under {}", package.licence)),
            None => Some(format!("states no licence that can be read: {:?}", package.licence)),
        }
    }
}

/// The names of the packages that depend on one.
fn users<'p>(packages: &'p Packages, used: &'p Package) -> impl Iterator<Item = String> + 'p {
    packages.all.iter().filter_map(move |package| {
        let edge = (package.id.clone(), used.id.clone());
        packages.edges.contains(&edge).then(|| package.name.0.clone())
    })
}

/// Names of packages that are there in more than one version.
fn several_versions(packages: &Packages) -> Vec<&str> {
    let mut names: Vec<&str> = packages
        .all
        .windows(2)
        .filter(|pair| pair[0].name.0 == pair[1].name.0)
        .map(|pair| pair[0].name.0.as_str())
        .collect();
    names.dedup();
    names
}

fn is(value: &Value, key: &str, expected: &Value) -> bool {
    value.as_table().is_some_and(|table| table.len() == 1 && table.get(key) == Some(expected))
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// `[{ crate = "a", KEY = [...] }]` by crate; the list may be left out.
fn by_crate(value: &Value, key: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut found = BTreeMap::new();
    for entry in value.as_array().into_iter().flatten() {
        let table = entry.as_table().ok_or("an entry is no table")?;
        if let Some(other) = table.keys().find(|other| *other != "crate" && *other != key) {
            return Err(format!("this check does not know {other} of an entry"));
        }
        let name = table.get("crate").and_then(Value::as_str).ok_or("an entry has no crate")?;
        found.insert(name.to_owned(), table.get(key).map(texts).unwrap_or_default());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Package, Packages, Policy};

    const POLICY: &str = r#"
[graph]
all-features = true
[licenses]
allow = ["MIT"]
exceptions = [{ crate = "data", allow = ["CDLA-2.0"] }]
[bans]
wildcards = "deny"
deny = [{ crate = "curl" }, { crate = "ring", wrappers = ["rustls"] }]
[sources]
allow-registry = ["https://index"]
"#;

    fn package(name: &str, licence: &str, source: Option<&str>) -> Package {
        Package {
            id: name.to_owned(),
            name: (name.to_owned(), "1.0.0".to_owned()),
            licence: licence.to_owned(),
            source: source.map(str::to_owned),
            folder: PathBuf::new(),
            requirements: Vec::new(),
        }
    }

    #[test]
    fn what_is_not_allowed_is_named_and_nothing_else() {
        let policy = Policy::read(POLICY).unwrap();
        let index = Some("registry+https://index");
        for (name, licence, source, user, expected) in [
            ("good", "MIT OR GPL-3.0", index, "a", ""),
            ("bad", "GPL-3.0", index, "a", "is under GPL-3.0"),
            ("none", "", index, "a", "states no licence"),
            ("data", "CDLA-2.0", index, "a", ""),
            ("other", "CDLA-2.0", index, "a", "is under CDLA-2.0"),
            ("far", "MIT", Some("registry+https://else"), "a", "comes from"),
            ("git", "MIT", Some("git+https://index"), "a", "comes from"),
            ("curl", "MIT", index, "a", "is banned, and a depends on it"),
            ("ring", "MIT", index, "rustls", ""),
            ("ring", "MIT", index, "a", "is banned, and a depends on it"),
        ] {
            let packages = Packages {
                all: vec![package(name, licence, source), package(user, "MIT", None)],
                edges: [(user.to_owned(), name.to_owned())].into(),
            };
            let broken = policy.broken(&packages);
            assert_eq!(broken.is_empty(), expected.is_empty(), "{name}: {broken:?}");
            assert!(broken.iter().all(|what| what.contains(expected)), "{name}: {broken:?}");
        }
    }

    #[test]
    fn a_member_may_ask_for_any_version_by_path_alone() {
        let policy = Policy::read(POLICY).unwrap();
        for (is_path, fine) in [(true, true), (false, false)] {
            let mut member = package("member", "MIT", None);
            member.requirements = vec![("a".to_owned(), "*".to_owned(), is_path)];
            let packages = Packages { all: vec![member], ..Packages::default() };
            assert_eq!(policy.broken(&packages).is_empty(), fine);
        }
    }

    #[test]
    fn what_the_file_says_and_nobody_checks_is_an_error() {
        for (from, to, word) in [
            ("all-features = true", "all-features = false", "graph.all-features"),
            ("wildcards = \"deny\"", "wildcards = \"allow\"", "bans.wildcards"),
            ("[sources]", "[sources]\nallow-git = []", "sources.allow-git"),
            ("{ crate = \"curl\" }", "{ crate = \"curl\", reason = \"a\" }", "reason"),
            ("[graph]", "[advisories]\nyanked = \"deny\"\n[graph]", "advisories.yanked"),
        ] {
            let message = Policy::read(&POLICY.replace(from, to)).unwrap_err().to_string();
            assert!(message.contains(word), "{message}");
        }
    }
}

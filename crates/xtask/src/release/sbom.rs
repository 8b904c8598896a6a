//! The software bill of materials, CycloneDX 1.5 in JSON: what each product carries, from where, with
//! the checksum of the lock file, and who brings whom.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::dependencies::{Package, PackageName, Packages, Product, carried};
use crate::error::Outcome;
use crate::lock_file;
use crate::workspace::{self, Workspace};

/// What the bill says of itself.
pub(super) struct About<'a> {
    /// The version of everything.
    pub(super) version: &'a str,
    /// When the released commit was made, RFC 3339.
    pub(super) timestamp: &'a str,
    /// Names and versions of what built it.
    pub(super) tools: &'a [(String, String)],
}

/// The bill.
pub(super) fn make(workspace: &Workspace, about: &About<'_>) -> Outcome<String> {
    let packages = Packages::of(workspace)?;
    let lock = workspace::read_text(&workspace.path("Cargo.lock"))?;
    let mut carried_by: BTreeMap<PackageName, Vec<Product>> = BTreeMap::new();
    for product in Product::ALL {
        for name in carried(workspace, product)? {
            carried_by.entry(name).or_default().push(product);
        }
    }
    let root = format!("pkg:generic/expressway-eku-check@{}", about.version);
    let product_reference = |product: Product| format!("{root}#{}", product.name());
    let mut components = Vec::new();
    let mut dependencies = vec![json!({
        "ref": root,
        "dependsOn": Product::ALL.map(product_reference),
    })];
    for product in Product::ALL {
        components.push(json!({
            "type": "application",
            "bom-ref": product_reference(product),
            "name": product.name(),
            "version": about.version,
            "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
        }));
        let names = carried_by.iter().filter(|(_, products)| products.contains(&product));
        let all: BTreeSet<String> = names.map(|(name, _)| address(name)).collect();
        dependencies.push(json!({ "ref": product_reference(product), "dependsOn": all }));
    }
    let ids: BTreeMap<&str, &Package> =
        packages.all.iter().map(|package| (package.id.as_str(), package)).collect();
    for (name, products) in &carried_by {
        let package = packages.named(name)?;
        components.push(component(package, products, lock_file::checksum_of(&lock, name)));
        let used: BTreeSet<String> = packages
            .edges
            .iter()
            .filter(|(from, _)| *from == package.id)
            .filter_map(|(_, to)| Some(&ids.get(to.as_str())?.name))
            .filter(|name| carried_by.contains_key(*name))
            .map(address)
            .collect();
        dependencies.push(json!({ "ref": address(name), "dependsOn": used }));
    }
    let tools = about.tools.iter();
    let tools = tools
        .map(|(name, version)| json!({ "type": "application", "name": name, "version": version }));
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": about.timestamp,
            "tools": { "components": Vec::from_iter(tools) },
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "expressway-eku-check",
                "version": about.version,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    Ok(format!("{bill:#}\n"))
}

fn component(package: &Package, products: &[Product], checksum: Option<&str>) -> Value {
    let (name, version) = &package.name;
    let expression = package.licence.replace(" / ", " OR ").replace('/', " OR ");
    let carried_by: Vec<&str> = products.iter().map(|product| product.name()).collect();
    let mut component = json!({
        "type": "library",
        "bom-ref": address(&package.name),
        "name": name,
        "version": version,
        "scope": "required",
        "purl": address(&package.name),
        "licenses": [{ "expression": expression }],
        "properties": [{ "name": "expressway-eku-check:in", "value": carried_by.join(" ") }],
    });
    if let Some(checksum) = checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// The package URL of a package of the registry.
fn address((name, version): &PackageName) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{About, make};
    use crate::workspace::Workspace;

    #[test]
    fn the_bill_names_every_package_once_with_its_checksum_and_refers_to_nothing_else() {
        let workspace = Workspace::find().unwrap();
        let about = About {
            version: "1.2.3",
            timestamp: "2026-11-23T00:00:00Z",
            tools: &[("rustc".to_owned(), "1.95.0".to_owned())],
        };
        let made = make(&workspace, &about).unwrap();
        assert_eq!(made, make(&workspace, &about).unwrap());
        assert!(!made.contains(&workspace.root.display().to_string()), "a path of this machine");
        let bill: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(bill["metadata"]["component"]["version"], "1.2.3");
        let components = bill["components"].as_array().unwrap();
        let mut references = BTreeSet::from([bill["metadata"]["component"]["bom-ref"].as_str()]);
        for component in components {
            assert!(references.insert(component["bom-ref"].as_str()), "{component}");
            assert!(component["licenses"][0]["expression"].as_str().is_some_and(|it| it.len() > 2));
            if component["type"] == "library" {
                let hash = component["hashes"][0]["content"].as_str().unwrap();
                assert_eq!(hash.len(), 64, "{component}");
            }
        }
        assert!(references.contains(&Some("pkg:generic/expressway-eku-check@1.2.3#page")));
        for entry in bill["dependencies"].as_array().unwrap() {
            let used = entry["dependsOn"].as_array().unwrap().iter();
            for reference in used.chain([&entry["ref"]]) {
                assert!(references.contains(&reference.as_str()), "{reference}");
            }
        }
    }
}

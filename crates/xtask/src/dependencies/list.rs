//! `docs/third-party.tsv`: what the products carry of others, one package a line.
//!
//! Made by `cargo xtask docs`; a test holds it equal to what cargo says. It is written so that a
//! program can include it: name, version, licence and products, parted by tabs, sorted by name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{PackageName, Packages, Product, carried};
use crate::error::Outcome;
use crate::workspace::{self, Workspace};

/// Where the list is.
const PATH: &str = "docs/third-party.tsv";

/// Every package that a product carries, and the products that do.
pub(crate) fn all(workspace: &Workspace) -> Outcome<BTreeMap<PackageName, Vec<Product>>> {
    let mut all: BTreeMap<PackageName, Vec<Product>> = BTreeMap::new();
    for product in Product::ALL {
        for name in carried(workspace, product)? {
            all.entry(name).or_default().push(product);
        }
    }
    Ok(all)
}

/// Writes the list.
pub(crate) fn write(workspace: &Workspace) -> Outcome {
    workspace::write(&workspace.path(PATH), made(workspace)?)
}

fn made(workspace: &Workspace) -> Outcome<String> {
    let packages = Packages::of(workspace)?;
    let mut text = String::from("name\tversion\tlicence\tin\n");
    for (name, products) in all(workspace)? {
        let licence = packages.named(&name)?.licence.replace(" / ", " OR ").replace('/', " OR ");
        let products: Vec<&str> = products.iter().map(|product| product.name()).collect();
        // Writing to a String does not fail.
        let _ = writeln!(text, "{}\t{}\t{licence}\t{}", name.0, name.1, products.join(" "));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{PATH, made};
    use crate::workspace::{Workspace, read_text};

    #[test]
    fn the_committed_list_is_what_the_products_carry() {
        let workspace = Workspace::find().unwrap();
        let committed = read_text(&workspace.path(PATH)).unwrap();
        assert!(
            committed == made(&workspace).unwrap(),
            "docs/third-party.tsv is old: `cargo xtask docs` makes it again"
        );
    }
}

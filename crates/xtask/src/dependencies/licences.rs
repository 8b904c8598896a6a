//! The licence texts of everything that the products carry of others, in one file.
//!
//! Every file of a package that is called like a licence, a notice or a list of authors is taken as it
//! stands; one that several packages have is written once, with all of their names. A package that
//! brings no such file has to be allowed under the Apache License, whose text is everywhere the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{PackageName, Packages, Product, list, spdx};
use crate::error::{Error, Outcome};
use crate::workspace::{self, Workspace};

/// How the names of such files begin, in capitals.
const BEGINNINGS: [&str; 7] =
    ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE", "AUTHORS"];

/// What stands between two texts.
const RULE: &str =
    "--------------------------------------------------------------------------------";

/// The file, for these products.
pub(crate) fn text(workspace: &Workspace, products: &[Product]) -> Outcome<String> {
    let packages = Packages::of(workspace)?;
    let apache = workspace::read_text(&workspace.path("LICENSE-APACHE"))?;
    let mut names = Vec::new();
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, carried_by) in list::all(workspace)? {
        if !products.iter().any(|product| carried_by.contains(product)) {
            continue;
        }
        let package = packages.named(&name)?;
        let shown = format!("{} {}", name.0, name.1);
        let mut texts = Vec::new();
        for path in workspace::list(&package.folder)? {
            let file = workspace::file_name(&path).to_uppercase();
            if path.is_file() && BEGINNINGS.iter().any(|beginning| file.starts_with(beginning)) {
                texts.push(plain(&workspace::read_bytes(&path)?));
            }
        }
        if texts.is_empty() {
            is_apache(&name, &package.licence)?;
            texts.push(plain(apache.as_bytes()));
        }
        for text in texts {
            users.entry(text).or_default().push(shown.clone());
        }
        names.push(format!("{shown}: {}", package.licence));
    }
    // Rust's own library is part of every program that Rust compiles.
    names.push("The Rust standard library: MIT OR Apache-2.0".to_owned());
    users.entry(plain(apache.as_bytes())).or_default().push("the Rust standard library".to_owned());
    Ok(laid_out(&names, &users))
}

fn laid_out(names: &[String], users: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = String::from(
        "Expressway EKU Check is under MIT OR Apache-2.0. It carries these packages of others:\n\n",
    );
    for name in names {
        let _ = writeln!(text, "  {name}");
    }
    // In the order of the first package that has each.
    let mut texts: Vec<(&Vec<String>, &String)> =
        users.iter().map(|(text, users)| (users, text)).collect();
    texts.sort();
    for (users, licence) in texts {
        let _ = write!(text, "\n{RULE}\n{}\n{RULE}\n\n{licence}", users.join(", "));
    }
    text
}

/// A text with the line ends of every other, and one at its end.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// Whether a package that brings no text may be taken under the Apache License.
fn is_apache(name: &PackageName, licence: &str) -> Outcome {
    match spdx::is_satisfied(licence, &|licence| licence == "Apache-2.0") {
        Some(true) => Ok(()),
        _ => Err(Error::new(format!(
            "{} {} is under {licence} and brings no text of it: add the text to \
             crates/xtask/src/dependencies/licences.rs",
            name.0, name.1
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_apache, plain, text};
    use crate::dependencies::Product;
    use crate::workspace::Workspace;

    #[test]
    fn every_carried_package_is_named_with_a_text() {
        let workspace = Workspace::find().unwrap();
        let texts = text(&workspace, &[Product::Page]).unwrap();
        assert_eq!(texts, text(&workspace, &[Product::Page]).unwrap());
        for words in
            ["\n  yew 0.", "Permission is hereby granted", "Apache License", "Redistribution"]
        {
            assert!(texts.contains(words), "{words}");
        }
        assert!(!texts.contains("\n  clap "));
    }

    #[test]
    fn a_package_without_a_text_has_to_be_under_the_apache_license() {
        let name = ("a".to_owned(), "1.0.0".to_owned());
        assert!(is_apache(&name, "MIT OR Apache-2.0").is_ok());
        assert!(is_apache(&name, "MIT").unwrap_err().to_string().contains("a 1.0.0"));
    }

    #[test]
    fn texts_that_differ_in_line_ends_alone_are_one() {
        assert_eq!(plain(b"\r\na \r\nb"), plain(b"a\nb\n\n"));
    }
}

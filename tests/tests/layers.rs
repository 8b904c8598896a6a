//! A module uses only those that ARCHITECTURE.md puts before it, and none that uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::layers::{Modules, Use, circle};

/// Every crate that the products are made of.
const CRATES: [&str; 8] = [
    "crates/eku-case",
    "crates/eku-cli",
    "crates/eku-deployment",
    "crates/eku-engine",
    "crates/eku-intake",
    "crates/eku-js",
    "crates/eku-one-file",
    "web",
];

#[test]
fn no_two_modules_use_each_other_directly_or_over_others() {
    let all = CRATES.into_iter().chain(["crates/xtask", "tests"]);
    let circles: Vec<_> = all.filter_map(|folder| in_words(&modules(folder).uses())).collect();
    assert!(circles.is_empty(), "modules use each other in a circle:\n{}", circles.join("\n\n"));
}

#[test]
fn a_module_uses_only_those_that_architecture_puts_before_it() {
    let orders = orders(&fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("text"));
    for folder in CRATES {
        let modules = modules(folder);
        let order = orders.get(folder).unwrap_or_else(|| panic!("no order of {folder}"));
        assert_eq!(
            BTreeSet::from_iter(order.iter().map(String::as_str)),
            modules.names(),
            "{folder}"
        );
        let wrong = against(order, &modules.uses());
        assert!(wrong.is_empty(), "against the order of {folder}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn a_circle_and_a_use_against_the_order_are_seen_and_tests_are_passed_over() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("layers");
    for (file, text) in [
        ("lib.rs", "mod low;\nmod middle;\npub mod top;\npub use top::Top;"),
        (
            "low.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::Top;\n}\nfn f(_: crate::middle::A) {}",
        ),
        ("middle.rs", "mod one;\nmod two;\npub use two::B;\nuse super::top::{self as t, C};"),
        ("middle/one.rs", "use super::B;"),
        ("middle/two.rs", "fn f() {\n    println!(\"{}\", super::one::X);\n}"),
        ("top.rs", "use crate::{\n    low::Y,\n};"),
    ] {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        fs::write(file, text).expect("it can be written");
    }
    let modules = Modules::read(&folder);
    assert_eq!(Vec::from_iter(modules.names()), ["lib", "low", "middle", "top"]);
    let uses = modules.uses();
    let order = ["low", "middle", "top", "lib"].map(String::from);
    let named = |text: &str| text.replace(&format!("{}/", folder.display()), "");
    let wrong: Vec<_> = against(&order, &uses).iter().map(|line| named(line)).collect();
    assert_eq!(wrong, ["low.rs:5: low uses middle", "middle.rs:4: middle uses top"]);
    let circle = named(&in_words(&uses).expect("a circle"));
    assert_eq!(
        circle,
        "top.rs:2: top uses low\nlow.rs:5: low uses middle\nmiddle.rs:4: middle uses top"
    );
    let inner: Vec<_> = uses.into_iter().filter(|one| !one.within.is_empty()).collect();
    let circle = named(&in_words(&inner).expect("a circle"));
    assert_eq!(circle, "middle/one.rs:1: one uses two\nmiddle/two.rs:2: two uses one");
}

/// The order of each crate's modules, in the section "Layers": a line `- `crate`: `first`, `second``.
fn orders(text: &str) -> BTreeMap<String, Vec<String>> {
    let section = text.split("\n## ").find(|section| section.starts_with("Layers\n"));
    let lists = section.expect("a section on layers").split("\n- ").skip(1);
    let names = |list: &str| list.split('`').skip(1).step_by(2).map(String::from).collect();
    let lists = lists.map(names).map(|mut names: Vec<String>| (names.remove(0), names));
    lists.collect()
}

/// The uses that the order does not allow, a line each.
fn against(order: &[String], uses: &[Use]) -> Vec<String> {
    let place = |name: &str| order.iter().position(|listed| listed == name);
    let outermost = uses.iter().filter(|one| one.within.is_empty());
    outermost.filter(|one| place(&one.used) > place(&one.user)).map(line).collect()
}

fn in_words(uses: &[Use]) -> Option<String> {
    circle(uses).map(|circle| circle.into_iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn line(one: &Use) -> String {
    format!("{}: {} uses {}", one.at, one.user, one.used)
}

fn modules(folder: &str) -> Modules {
    Modules::read(&workspace().join(folder).join("src"))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

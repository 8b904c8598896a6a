use alloc::sync::Arc;

use super::*;
use crate::bundle;
use crate::certificate::Certificate;
use crate::testing::authority::{authority, issued};

const TWINS: &str = include_str!("../../../../../tests/certs/refused/twins.pem");
const TWIN_ROOTS: &str = include_str!("../../../../../tests/certs/refused/twin-roots.pem");
const CORE: &str = include_str!("../../../../../tests/certs/core-both-ca1.pem");
const ROOTS: &str = include_str!("../../../../../tests/certs/ca-both-roots.pem");
const TWICE: &str = include_str!("../../../../../tests/certs/rules/issuer-twice.pem");
const COPY: &str = include_str!("../../../../../tests/certs/refused/valid-copy.pem");
const COPIES: &str = include_str!("../../../../../tests/certs/refused/expired-copy-in-list.pem");

type Certificates = Vec<Arc<Certificate>>;

fn read(text: &str) -> Certificates {
    bundle::read(text.as_bytes()).certificates.into_iter().map(Arc::new).collect()
}

fn dead_ends(file: Certificates, list: Certificates) -> Vec<String> {
    let [leaf, chain @ ..] = file.as_slice() else { panic!("no leaf") };
    let presented = Presented { leaf: leaf.clone(), chain: chain.to_vec(), incomplete: false };
    let trusted = TrustedCas::new(list, false);
    let links = Links::among(presented.all().chain(&trusted.certificates));
    let found = Examiner::new(&links).dead_ends(&presented, &trusted);
    assert!(!found.bound_met);
    found.names
}

#[test]
fn the_name_of_a_ca_is_told_where_one_of_its_certificates_leads_to_no_root() {
    let leaf = || read(TWINS);
    let roots = || read(TWIN_ROOTS);
    let [other, own] = roots().try_into().unwrap();
    let with = |more: &[&Arc<Certificate>]| {
        Certificates::from_iter(leaf().into_iter().chain(more.iter().map(|one| Arc::clone(one))))
    };
    let name = "Twin Root CA";
    for (what, file, list, expected) in [
        ("both in the list", leaf(), roots(), &[name][..]),
        ("in the other order", leaf(), roots().into_iter().rev().collect(), &[name]),
        ("its own alone", leaf(), [own.clone()].into(), &[]),
        ("the other alone", leaf(), [other.clone()].into(), &[]),
        // The list comes first, whatever was sent.
        ("its own in the list, the other sent", with(&[&other]), [own.clone()].into(), &[]),
        ("the other in the list, its own sent", with(&[&own]), [other.clone()].into(), &[]),
        ("both in the list, the other sent", with(&[&other]), roots(), &[name]),
        ("no list", leaf(), Vec::new(), &[]),
    ] {
        assert_eq!(dead_ends(file, list), expected, "{what}");
    }
}

#[test]
fn several_certificates_that_all_lead_to_a_root_are_no_trouble() {
    for (what, file, list) in [
        ("one of each", read(CORE), read(ROOTS)),
        ("an intermediate certified twice", read(TWICE), read(ROOTS)),
        ("a copy in the list, another sent", read(COPY), read(COPIES)),
    ] {
        assert_eq!(dead_ends(file, list), [""; 0], "{what}");
    }
}

#[test]
fn an_intermediate_in_the_list_that_leads_nowhere_is_told() {
    // Without its root, the copy in the list is a dead end, and so is every other.
    let copies = read(COPIES);
    let [expired, root] = copies.as_slice() else { panic!("two certificates") };
    assert_eq!(dead_ends(read(COPY), [expired.clone()].into()), [""; 0]);
    assert_eq!(dead_ends(read(COPY), [root.clone()].into()), [""; 0]);
}

#[test]
fn a_way_ends_where_the_list_goes_no_further_or_a_path_length_is_not_kept() {
    let root = &authority("absent", "root", "root").made();
    let upper = &authority("absent", "upper", "root").made();
    let tight = &authority("absent", "upper", "root").serial(2).path_length(0).made();
    let lower = &authority("absent", "lower", "upper").made();
    let copy = &authority("absent", "lower", "upper").serial(2).made();
    let leaf = &issued("S C", "leaf", "lower").made();
    let direct = &issued("S C", "direct", "upper").made();
    let alone = &issued("S C", "alone", "alone").made();
    let twin = &authority("absent", "alone", "alone").serial(2).made();
    for (what, file, list, expected) in [
        (
            "copies of which one is in the list",
            &[leaf, copy, upper][..],
            &[lower, root][..],
            &["lower"][..],
        ),
        ("with what is above them", &[leaf, copy], &[lower, upper, root], &[]),
        ("a path length of 0 above a CA", &[leaf, lower, upper, tight], &[root], &["upper"]),
        ("a path length of 0 above the leaf", &[direct, upper, tight], &[root], &[]),
        ("a leaf that is its own root", &[alone], &[alone], &[]),
        ("beside another root of its name", &[alone], &[alone, twin], &["alone"]),
        ("which was sent", &[alone, twin], &[alone], &[]),
    ] {
        let copied = |some: &[&Arc<Certificate>]| some.iter().map(|one| Arc::clone(one)).collect();
        assert_eq!(dead_ends(copied(file), copied(list)), expected, "{what}");
    }
}

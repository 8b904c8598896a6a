//! What the CAs above a certificate leave it.

use super::{came_of, check};
use crate::testing::authority::{authority, issued};

#[test]
fn a_ca_with_extended_key_usage_leaves_only_what_it_lists() {
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    for (purposes, expected) in [
        ("absent", "given, reached"),
        ("S C", "given, reached"),
        ("S", "given, reached, every C middle"),
        ("C", "given, reached, every S middle"),
        ("code", "given, reached, every S middle, every C middle"),
        ("any", "given, reached, every S middle, every C middle"),
        ("any S", "given, reached, every C middle"),
        ("empty", "given, reached, every S middle, every C middle"),
        ("unreadable", "given, reached, every S middle, every C middle"),
        // OpenSSL takes the two old identifiers for server authentication.
        ("gated", "given, reached, every C middle"),
        ("step-up", "given, reached, every C middle"),
        ("gated C", "given, reached"),
    ] {
        let middle = &authority(purposes, "middle", "root").made();
        assert_eq!(came_of(&[leaf, middle], Some(&[root]), &[]), expected, "{purposes}");
    }
}

#[test]
fn every_certificate_above_the_leaf_counts_the_root_too() {
    let root = &authority("absent", "root", "root").made();
    let strict = &authority("S", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let narrow = &authority("S", "middle", "root").made();
    let client = &authority("C", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let server = &issued("S", "leaf", "middle").made();
    check(&[
        ("the root", &[leaf, middle], Some(&[strict]), "given, reached, every C root"),
        ("the root, no list", &[leaf, middle, strict], None, "given, no list, every C root"),
        (
            "both, the nearest named",
            &[leaf, narrow],
            Some(&[strict]),
            "given, reached, every C middle",
        ),
        (
            "one purpose each",
            &[leaf, client],
            Some(&[strict]),
            "given, reached, every S middle, every C root",
        ),
        ("the leaf is no CA", &[server, middle], Some(&[root]), "given, reached"),
        ("no root given", &[leaf, narrow], None, "given, no list, every C middle"),
        (
            "a root that is not trusted",
            &[leaf, narrow, root],
            None,
            "given, no list, every C middle",
        ),
        ("no path at all", &[leaf, narrow], Some(&[]), "given, not reached"),
    ]);
    // A root of another store does not make the path longer.
    let elsewhere = came_of(&[leaf, narrow], None, &[root]);
    assert_eq!(elsewhere, "given, no list, every C middle");
}

#[test]
fn paths_that_differ_are_told_from_paths_that_agree() {
    let root = &authority("absent", "root", "root").made();
    let strict = &authority("S", "root", "root").serial(2).made();
    let middle = &authority("absent", "middle", "root").made();
    let narrow = &authority("S", "middle", "root").serial(2).made();
    let stale = &authority("S", "middle", "root").serial(3).valid("200101", "210101").made();
    let aged = &authority("absent", "middle", "root").serial(4).valid("200101", "210101").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    check(&[
        (
            "two intermediates",
            &[leaf, narrow, middle],
            Some(&[root]),
            "given, reached, some C middle",
        ),
        (
            "the other order",
            &[leaf, middle, narrow],
            Some(&[root]),
            "given, reached, some C middle",
        ),
        (
            "one from the list",
            &[leaf, middle],
            Some(&[narrow, root]),
            "given, reached, some C middle",
        ),
        ("two roots", &[leaf, middle], Some(&[strict, root]), "given, reached, some C root"),
        ("no list", &[leaf, narrow, middle, root], None, "given, no list, some C middle"),
        ("a root off the list", &[leaf, middle, strict], Some(&[root]), "given, reached"),
        // OpenSSL prefers issuers in their validity, so one that is not is no path.
        ("the restricted one expired", &[leaf, stale, middle], Some(&[root]), "given, reached"),
        (
            "the free one expired",
            &[leaf, narrow, aged],
            Some(&[root]),
            "given, reached, every C middle",
        ),
        (
            "the only one restricted and expired",
            &[leaf, stale],
            Some(&[root]),
            "given, reached, middle expired 2021-01-01, every C middle",
        ),
    ]);
}

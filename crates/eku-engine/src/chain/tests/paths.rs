//! Trust, validity and path length.

use super::{came_of, check};
use crate::testing::authority::{authority, issued};

#[test]
fn a_path_has_to_end_in_a_self_signed_certificate_of_the_list() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let direct = &issued("S C", "direct", "root").made();
    let alone = &issued("S C", "alone", "alone").made();
    let other = &authority("absent", "other", "other").made();
    check(&[
        ("a whole chain", &[leaf, middle, root], Some(&[root]), "given, reached"),
        ("the root from the list", &[leaf, middle], Some(&[root]), "given, reached"),
        ("the intermediate from the list", &[leaf], Some(&[middle, root]), "given, reached"),
        ("right below the root", &[direct], Some(&[root]), "given, reached"),
        ("no intermediate", &[leaf], Some(&[root]), "alone, not reached"),
        ("an intermediate in the list", &[leaf], Some(&[middle]), "given, not reached"),
        ("a root in the file only", &[leaf, middle, root], Some(&[other]), "given, not reached"),
        ("an empty list", &[leaf, middle, root], Some(&[]), "given, not reached"),
        ("no list", &[leaf, middle, root], None, "given, no list"),
        ("no list and no root", &[leaf, middle], None, "given, no list"),
        ("no list and nothing above", &[leaf], None, "alone, no list"),
        ("the leaf itself in the list", &[leaf], Some(&[leaf]), "alone, not reached"),
        ("a self-signed leaf", &[alone], Some(&[alone]), "alone, reached"),
        ("a self-signed leaf of another list", &[alone], Some(&[root]), "alone, not reached"),
        ("a self-signed leaf and no list", &[alone], None, "alone, no list"),
    ]);
}

#[test]
fn a_self_signed_certificate_ends_the_path_whoever_else_has_its_name_and_key() {
    let root = &authority("absent", "root", "root").made();
    let twin = &authority("absent", "root", "root").serial(3).made();
    let leaf = &issued("S C", "leaf", "root").made();
    let bound = &issued("S C", "bound", "root").authority_serial(3).made();
    let own = &issued("S C", "root", "root").serial(4).made();
    check(&[
        ("both may be the issuer", &[leaf, twin], Some(&[root]), "given, reached"),
        ("only the one off the list", &[bound, twin], Some(&[root]), "given, not reached"),
        ("only the one of the list", &[bound], Some(&[root, twin]), "given, reached"),
        ("a leaf with a root's name and key", &[own], Some(&[root]), "alone, not reached"),
    ]);
}

#[test]
fn a_certificate_of_another_store_never_helps() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    assert_eq!(came_of(&[leaf], Some(&[root]), &[middle]), "alone, not reached");
    assert_eq!(came_of(&[leaf], None, &[middle, root]), "alone, no list");
}

#[test]
fn a_ca_outside_its_validity_fails_where_every_path_needs_it() {
    let valid = |from, to| authority("absent", "root", "root").valid(from, to).made();
    let root = &valid("260101", "270101");
    let expired = &valid("200101", "261123");
    let future = &valid("261124", "301124");
    let middle = &authority("absent", "middle", "root").made();
    let old = &authority("absent", "middle", "root").serial(2).valid("200101", "250101").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let own = &issued("S C", "leaf", "middle").valid("200101", "210101").made();
    check(&[
        (
            "the root expired that second",
            &[leaf, middle],
            Some(&[expired]),
            "given, reached, root expired 2026-11-23",
        ),
        (
            "the root is not yet valid",
            &[leaf, middle],
            Some(&[future]),
            "given, reached, root begins 2026-11-24",
        ),
        (
            "the intermediate expired",
            &[leaf, old],
            Some(&[root]),
            "given, reached, middle expired 2025-01-01",
        ),
        (
            "the nearest is named",
            &[leaf, old],
            Some(&[expired]),
            "given, reached, middle expired 2025-01-01",
        ),
        ("no list", &[leaf, old, root], None, "given, no list, middle expired 2025-01-01"),
        ("a valid one beside it", &[leaf, old, middle], Some(&[root]), "given, reached"),
        ("a valid root beside it", &[leaf, middle], Some(&[expired, root]), "given, reached"),
        ("the leaf is no CA", &[own, middle], Some(&[root]), "given, reached"),
        ("off the path", &[leaf, middle, expired], Some(&[root]), "given, reached"),
    ]);
}

#[test]
fn a_path_length_counts_the_intermediates_below_that_are_not_self_issued() {
    let root = |length| authority("absent", "root", "root").path_length(length).made();
    let upper = |length| authority("absent", "upper", "root").path_length(length).made();
    let lower = &authority("absent", "lower", "upper").made();
    let leaf = &issued("S C", "leaf", "lower").made();
    let below = &issued("S C", "below", "upper").made();
    let direct = &issued("S C", "direct", "root").made();
    // A new key, certified by the old one: both certificates carry the same name.
    let rolled = authority("absent", "upper", "upper").key("new").signed_with("upper");
    let rolled = &rolled.subject_key_id("new").authority_key_id("old").made();
    let tight_old =
        &authority("absent", "upper", "root").path_length(0).subject_key_id("old").made();
    let under = &issued("S C", "under", "upper").signed_with("new").authority_key_id("new").made();
    let (none, one, two) = (&root(0), &root(1), &root(2));
    let (tight, wide) = (&upper(0), &upper(9));
    check(&[
        ("nothing below a root of 0", &[direct], Some(&[none]), "given, reached"),
        ("one below a root of 0", &[below, wide], Some(&[none]), "given, not reached"),
        ("one below a root of 1", &[below, wide], Some(&[one]), "given, reached"),
        ("two below a root of 1", &[leaf, lower, wide], Some(&[one]), "given, not reached"),
        ("two below a root of 2", &[leaf, lower, wide], Some(&[two]), "given, reached"),
        (
            "one below an intermediate of 0",
            &[leaf, lower, tight],
            Some(&[two]),
            "given, not reached",
        ),
        ("none below an intermediate of 0", &[below, tight], Some(&[two]), "given, reached"),
        ("a self-issued one below 0", &[under, rolled, tight_old], Some(&[one]), "given, reached"),
    ]);
}

#[test]
fn a_loop_of_cas_ends() {
    let root = &authority("absent", "root", "root").made();
    let one = &authority("absent", "one", "two").made();
    let two = &authority("absent", "two", "one").made();
    let out = &authority("absent", "two", "root").serial(2).made();
    let leaf = &issued("S C", "leaf", "one").made();
    check(&[
        ("a loop alone", &[leaf, one, two], Some(&[root]), "given, not reached"),
        ("a loop in the list", &[leaf], Some(&[one, two]), "given, not reached"),
        ("a loop with a way out", &[leaf, one, two, out], Some(&[root]), "given, reached"),
        ("no list", &[leaf, one, two], None, "given, no list"),
    ]);
}

#[test]
fn a_signature_that_cannot_be_verified_is_never_trusted_and_never_refused() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let strange = &authority("absent", "middle", "root").serial(2).unknown_algorithm().made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let odd = &issued("S C", "odd", "middle").unknown_algorithm().made();
    let forged = &issued("S C", "forged", "middle").signed_with("thief").made();
    check(&[
        ("the leaf", &[odd, middle], Some(&[root]), "alone, not checked"),
        ("the intermediate", &[leaf, strange], Some(&[root]), "given, not checked"),
        ("another way", &[leaf, strange, middle], Some(&[root]), "given, reached"),
        ("no way even so", &[odd, middle], Some(&[]), "alone, not reached"),
        ("the leaf, no list", &[odd, middle], None, "alone, not checked"),
        ("further up, no list", &[leaf, strange, root], None, "given, no list"),
        ("nothing above, no list", &[odd], None, "alone, no list"),
        ("a wrong signature", &[forged, middle], Some(&[root]), "alone, not reached"),
        ("a wrong signature, no list", &[forged, middle], None, "alone, no list"),
    ]);
}

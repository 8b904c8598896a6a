//! Trust, validity and path length.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{came_of, check};
use crate::chain::MOST_INTERMEDIATES;
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
fn what_names_itself_and_is_not_told_apart_is_self_signed_whoever_signed_it() {
    let root = &authority("absent", "root", "root").made();
    let own = || issued("S C", "root", "root").key("own").serial(4);
    let leaf = &own().made();
    let told_apart = &own().subject_key_id("own").authority_key_id("root").made();
    let other = &own().subject_key_id("own").authority_key_id("own").made();
    let damaged = &issued("S C", "alone", "alone").signed_with("thief").made();
    let odd = &issued("S C", "alone", "alone").unknown_algorithm().made();
    check(&[
        ("signed by the root", &[leaf], Some(&[root]), "alone, not reached"),
        ("itself in the list", &[leaf], Some(&[leaf]), "alone, reached"),
        ("told apart by key", &[told_apart], Some(&[root]), "given, reached"),
        ("its own key is named", &[other], Some(&[root]), "alone, not reached"),
        ("a wrong signature, in the list", &[damaged], Some(&[damaged]), "alone, reached"),
        ("a wrong signature, not in the list", &[damaged], Some(&[root]), "alone, not reached"),
        ("an unknown algorithm, in the list", &[odd], Some(&[odd]), "alone, not checked"),
        ("an unknown algorithm, not in the list", &[odd], Some(&[root]), "alone, not reached"),
    ]);
}

#[test]
fn a_root_counts_for_its_name_and_key_and_not_for_its_own_signature() {
    let leaf = &issued("S C", "leaf", "root").made();
    let damaged = &authority("absent", "root", "root").signed_with("thief").made();
    let unknown = &authority("absent", "root", "root").unknown_algorithm().made();
    let old = &authority("absent", "root", "root").version_1().made();
    let middle = &authority("absent", "middle", "root").version_1().made();
    let below = &issued("S C", "below", "middle").made();
    check(&[
        ("a wrong signature", &[leaf], Some(&[damaged]), "given, reached"),
        ("an algorithm that nobody knows", &[leaf], Some(&[unknown]), "given, not checked"),
        ("version 1", &[leaf], Some(&[old]), "given, reached"),
        ("version 1 in the file only", &[leaf, old], Some(&[below]), "given, not reached"),
        ("an intermediate of version 1", &[below, middle], Some(&[damaged]), "alone, not reached"),
    ]);
}

#[test]
fn above_a_certificate_of_the_list_only_the_list_is_looked_at() {
    let root = &authority("absent", "root", "root").made();
    let upper = &authority("absent", "upper", "root").made();
    let lower = &authority("absent", "lower", "upper").made();
    let leaf = &issued("S C", "leaf", "lower").made();
    check(&[
        ("all were sent", &[leaf, lower, upper], Some(&[root]), "given, reached"),
        ("the upper one listed", &[leaf, lower], Some(&[upper, root]), "given, reached"),
        ("the lower one listed", &[leaf, upper], Some(&[lower, root]), "given, not reached"),
        ("the lower one both", &[leaf, lower, upper], Some(&[lower, root]), "given, not reached"),
        ("both listed", &[leaf], Some(&[lower, upper, root]), "given, reached"),
        ("the leaf listed", &[leaf, lower, upper], Some(&[leaf, root]), "given, reached"),
    ]);
}

#[test]
fn a_path_goes_over_a_hundred_intermediates_and_no_more() {
    let root = authority("absent", "0", "0").made();
    let mut way = Vec::from([root]);
    for step in 1..=MOST_INTERMEDIATES + 1 {
        let (subject, issuer) = (step.to_string(), (step - 1).to_string());
        way.push(authority("absent", &subject, &issuer).made());
    }
    for (length, expected) in [(99, "reached"), (100, "reached"), (101, "not reached")] {
        let leaf = issued("S C", "leaf", &length.to_string()).made();
        let file = Vec::from_iter([&leaf].into_iter().chain(&way[1..=length]));
        let came_of = came_of(&file, Some(&[&way[0]]), &[]);
        assert_eq!(came_of, format!("given, {expected}"), "{length}");
    }
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

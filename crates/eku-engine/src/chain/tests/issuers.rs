//! Who may have issued whom.

use super::*;
use crate::deployment::{Initiates, Store, StoreId, StoreKind};
use crate::testing::authority::{Sketch, authority, issued};
use crate::testing::deployments::{check_off, with_far_end, x15_5};

/// Whether a leaf reaches a trusted root that is its issuer.
fn reaches(issuer: &Sketch, leaf: &Sketch) -> bool {
    let root = &issuer.made();
    came_of(&[&leaf.made()], Some(&[root]), &[]) == "given, reached"
}

#[test]
fn an_issuer_is_a_ca_that_may_sign_certificates_and_fits_the_key_identifier() {
    let ca = || authority("absent", "root", "root");
    let leaf = || issued("S C", "leaf", "root");
    for (case, issuer, leaf, expected) in [
        ("nothing said", ca(), leaf(), true),
        ("no CA", issued("absent", "root", "root"), leaf(), false),
        ("key usage for certificates", ca().key_usage(0x04), leaf(), true),
        ("key usage for both", ca().key_usage(0x84), leaf(), true),
        ("key usage for anything else", ca().key_usage(0xfa), leaf(), false),
        ("another name", authority("absent", "other", "other").key("root"), leaf(), false),
        ("another case", authority("absent", "ROOT", "root").key("root"), leaf(), true),
        ("another key", ca(), leaf().signed_with("thief"), false),
        ("the key identified", ca().subject_key_id("a"), leaf().authority_key_id("a"), true),
        ("another key identified", ca().subject_key_id("a"), leaf().authority_key_id("b"), false),
        ("the issuer says none", ca(), leaf().authority_key_id("b"), true),
        ("the leaf says none", ca().subject_key_id("a"), leaf(), true),
        ("the serial number", ca().serial(7), leaf().authority_serial(7), true),
        ("another serial number", ca().serial(7), leaf().authority_serial(8), false),
        ("the issuer's issuer", ca(), leaf().authority_issuer("ROOT"), true),
        ("another issuer", ca(), leaf().authority_issuer("other"), false),
        ("two algorithms in the leaf", ca(), leaf().other_algorithm_outside(), false),
        ("two algorithms in the root", ca().other_algorithm_outside(), leaf(), true),
        ("version 1", ca().version_1(), leaf(), true),
        (
            "key usage for certificates alone",
            issued("absent", "root", "root").key_usage(0x04),
            leaf(),
            true,
        ),
        (
            "key usage for nothing of it",
            issued("absent", "root", "root").key_usage(0x02),
            leaf(),
            false,
        ),
        ("a wrong signature of its own", ca().signed_with("thief"), leaf(), true),
        ("version 1 and a wrong signature", ca().version_1().signed_with("thief"), leaf(), true),
        (
            "names another as its issuer",
            ca().subject_key_id("a").authority_key_id("b"),
            leaf(),
            false,
        ),
        ("is of an algorithm that nobody knows", ca().unknown_algorithm(), leaf(), false),
    ] {
        assert_eq!(reaches(&issuer, &leaf), expected, "{case}");
    }
}

#[test]
fn a_certificate_may_be_its_own_issuer_without_being_a_ca() {
    for (case, sketch, expected) in [
        ("plain", issued("S C", "leaf", "leaf"), Some(true)),
        ("key usage for signing alone", issued("S C", "leaf", "leaf").key_usage(0x80), Some(true)),
        ("a CA", authority("absent", "leaf", "leaf"), Some(true)),
        ("equal names, another key", issued("S C", "leaf", "leaf").key("other"), Some(false)),
        ("issued", issued("S C", "leaf", "root"), Some(false)),
        ("not verifiable", issued("S C", "leaf", "leaf").unknown_algorithm(), None),
    ] {
        let certificate = &sketch.made();
        let links = Links::among([certificate, &authority("absent", "root", "root").made()]);
        assert_eq!(links.self_signed(certificate), expected, "{case}");
    }
}

#[test]
fn what_is_not_among_the_certificates_is_not_answered() {
    let known = &authority("absent", "root", "root").made();
    let stranger = &issued("S C", "leaf", "root").made();
    let imagined = &Arc::new(crate::testing::leaf("S C"));
    let links = Links::among([known, imagined]);
    for unknown in [stranger, imagined] {
        assert_eq!(links.self_signed(unknown), None);
        assert!(links.above(unknown).is_empty());
        assert!(links.issuers_of(unknown).is_empty());
        assert_eq!(links.turns(unknown), [unknown.not_before, unknown.not_after]);
    }
}

#[test]
fn what_stands_above_is_told_nearest_first_with_the_instants_at_which_it_turns() {
    let root = &authority("absent", "root", "root").valid("200101", "300101").made();
    let middle = &authority("absent", "middle", "root").valid("210101", "290101").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let odd = &issued("S C", "odd", "middle").unknown_algorithm().made();
    let links = Links::among([root, leaf, middle, odd]);
    assert_eq!(links.above(leaf), [middle.as_ref(), root.as_ref()]);
    assert_eq!(links.above(middle), [root.as_ref()]);
    assert!(links.above(root).is_empty());
    assert!(links.above(odd).is_empty(), "over a signature that is not verified");
    assert_eq!(links.issuers_of(leaf), [middle]);
    assert!(links.issuers_of(odd).is_empty());
    let days = |certificate: &Certificate| {
        let days = links.turns(certificate).into_iter().map(|instant| instant.date());
        days.map(|day| format!("{day}")).collect::<Vec<_>>().join(" ")
    };
    let above = "2021-01-01 2029-01-01 2020-01-01 2030-01-01 2026-01-01 2027-01-01";
    assert_eq!(days(leaf), above);
    // What may stand above turns, too.
    assert_eq!(days(odd), above);
    assert_eq!(days(root), "2020-01-01 2030-01-01");
}

#[test]
fn a_renewed_intermediate_is_valid_longer_and_a_root_stays_as_it_is() {
    let root = &authority("absent", "root", "root").valid("200101", "300101").made();
    let old = &authority("absent", "old", "old").valid("200101", "261124").made();
    let middle = &authority("absent", "middle", "root").valid("210101", "261124").made();
    let below_old = &authority("absent", "below", "old").valid("210101", "261124").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let other = &issued("S C", "other", "below").made();
    let links = Links::among([root, old, middle, below_old, leaf, other]);
    let (leaf, other) = (file(leaf, &[middle]), file(other, &[below_old, old]));
    let trusted = list(&[root, old]);
    let renewed = links.renewed([&leaf, &other].into_iter());
    let with = |presented, on| {
        words(&Examiner::new(&links).with(&renewed).examine(presented, Some(&trusted), at(on)))
    };
    let without = |presented, on| words(&links.examine(presented, Some(&trusted), at(on)));
    // It comes with the next certificate, and that with the end of the one before.
    assert_eq!(with(&leaf, "2026-12-31"), "given, reached, middle expired 2026-11-24");
    assert_eq!(with(&leaf, "2027-01-01"), "given, reached");
    assert_eq!(without(&leaf, "2027-01-01"), "given, reached, middle expired 2026-11-24");
    assert_eq!(with(&other, "2027-01-01"), "given, reached, old expired 2026-11-24");
}

#[test]
fn the_same_certificate_in_two_files_is_one() {
    let root = &authority("absent", "root", "root").made();
    let again = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "root").made();
    let links = Links::among([leaf, root, again]);
    assert_eq!(links.above(leaf), [root.as_ref()]);
    assert_eq!(links.self_signed(again), Some(true));
}

#[test]
fn the_certificates_of_every_store_list_and_far_end_are_linked() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let held = || Store::Holds(file(leaf, &[middle]));
    for node in NodeName::ALL {
        for kind in [StoreKind::Server, StoreKind::Client] {
            let mut deployment = x15_5(["none"; 2], ["none"; 2]);
            deployment.node_mut(node).replace(&StoreId { node, peer: None, kind }, held());
            deployment.node_mut(node.other()).trusted_cas = Some(list(&[root]));
            let links = Links::of(&deployment);
            assert_eq!(links.above(leaf), [middle.as_ref(), root.as_ref()], "{node} {kind:?}");
        }
    }
    let deployment = check_off(x15_5(["none"; 2], ["none"; 2]), NodeName::Edge);
    let deployment = with_far_end(deployment, NodeName::Edge, Initiates::Both, |far_end| {
        far_end.certificate = held();
        far_end.trusted_cas = Some(list(&[root]));
    });
    assert_eq!(Links::of(&deployment).above(leaf), [middle.as_ref(), root.as_ref()]);
}

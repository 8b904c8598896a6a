//! The bounds: what is beyond one makes what meets it undecided, and nothing else.

use super::*;
use crate::testing::authority::{Sketch, authority, issued};

fn ca(name: &str, key: &str) -> Sketch {
    authority("absent", name, "nobody").key(key)
}

#[test]
fn so_many_certificates_of_one_name_are_looked_at() {
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "ca").signed_with("right").made();
    let wrong = |count| {
        Vec::from_iter((0..count).map(|number| ca("ca", &format!("wrong {number}")).made()))
    };
    let right = &ca("ca", "right").made();
    for (others, expected) in [
        (0, "given, no list"),
        (MOST_OF_ONE_NAME - 1, "given, no list"),
        (MOST_OF_ONE_NAME, "given, bound met"),
    ] {
        let wrong = wrong(others);
        let mut files = Vec::from([leaf]);
        files.extend(&wrong);
        files.push(right);
        assert_eq!(came_of(&files, None, &[root]), expected, "{others} others");
    }
}

#[test]
fn certificates_that_cannot_be_the_issuer_do_not_count() {
    let leaf = &issued("S C", "leaf", "ca").signed_with("right").authority_key_id("right").made();
    let other_keys = (0..MOST_OF_ONE_NAME).map(|number| {
        ca("ca", &format!("wrong {number}")).subject_key_id(&format!("{number}")).made()
    });
    let no_cas = (0..MOST_OF_ONE_NAME)
        .map(|number| issued("S C", "ca", "ca").key(&format!("leaf {number}")).made());
    let others = Vec::from_iter(other_keys.chain(no_cas));
    let right = &ca("ca", "right").subject_key_id("right").made();
    let mut files = Vec::from([leaf]);
    files.extend(&others);
    files.push(right);
    assert_eq!(came_of(&files, None, &[]), "given, no list");
}

#[test]
fn so_many_signatures_are_verified_those_above_what_is_presented_first() {
    // Each of these is tried with the keys of so many others of its name.
    let names = MOST_VERIFICATIONS / MOST_OF_ONE_NAME + 1;
    let others = (0..names).flat_map(|name| {
        (0..MOST_OF_ONE_NAME).map(move |key| {
            let name = format!("ca {name}");
            authority("absent", &name, &name).key(&format!("{name} {key}")).signed_with("x").made()
        })
    });
    let others = Vec::from_iter(others);
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "root").made();
    let mut deployment = crate::testing::deployments::x15_5(["none"; 2], ["none"; 2]);
    let presented = file(leaf, &[root]);
    let store = crate::deployment::Store::Holds(presented.clone());
    let id = crate::deployment::StoreId {
        node: NodeName::Edge,
        peer: None,
        kind: crate::deployment::StoreKind::Server,
    };
    deployment.edge.replace(&id, store);
    let listed = Vec::from_iter(others.iter().chain([root]));
    deployment.core.trusted_cas = Some(list(&listed));
    let at = at("2026-11-23");
    let trusted = deployment.core.trusted_cas.as_ref();
    let found = Links::of(&deployment).examine(&presented, trusted, at);
    assert_eq!(words(&found), "given, reached");
    // Where nothing comes first, the signatures are used up by the others.
    let among = Links::among(others.iter().chain([leaf, root]));
    assert_eq!(words(&among.examine(&presented, trusted, at)), "given, bound met");
}

#[test]
fn several_certificates_with_one_key_are_verified_once() {
    let names = Vec::from_iter((0..=MOST_VERIFICATIONS / MOST_OF_ONE_NAME).map(|n| format!("{n}")));
    let certificates = Vec::from_iter(names.iter().flat_map(|name| {
        let serials = 1..=u8::try_from(MOST_OF_ONE_NAME).unwrap();
        serials.map(|serial| ca(name, name).serial(serial).made())
    }));
    assert!(certificates.len() > MOST_VERIFICATIONS);
    let leaves = Vec::from_iter(names.iter().map(|name| issued("S C", "leaf", name).made()));
    let links = Links::among(leaves.iter().chain(&certificates));
    for leaf in &leaves {
        assert_eq!(links.issuers_of(leaf).len(), MOST_OF_ONE_NAME);
    }
}

#[test]
fn so_many_steps_are_gone_for_one_judgement() {
    let root = &authority("absent", "root", "root").made();
    let middle = &authority("absent", "middle", "root").made();
    let leaf = &issued("S C", "leaf", "middle").made();
    let presented = file(leaf, &[middle]);
    let trusted = list(&[root]);
    let links = Links::among([leaf, middle, root]);
    let mut whole = Examiner::new(&links);
    let at = at("2026-11-23");
    assert_eq!(words(&whole.examine(&presented, Some(&trusted), at)), "given, reached");
    let steps = whole.steps();
    // What is asked again is known.
    assert_eq!(words(&whole.examine(&presented, Some(&trusted), at)), "given, reached");
    assert_eq!(whole.steps(), steps);
    for (bound, expected) in [(steps, "given, reached"), (steps - 1, "given, bound met")] {
        let mut bounded = Examiner::new(&links).with_bound(bound);
        assert_eq!(words(&bounded.examine(&presented, Some(&trusted), at)), expected, "{bound}");
    }
}

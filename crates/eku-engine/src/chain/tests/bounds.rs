//! The bound on signatures.

use super::*;
use crate::testing::authority::{authority, issued};

#[test]
fn so_many_signatures_are_verified_and_what_is_beyond_counts_as_not_checked() {
    let root = &authority("absent", "root", "root").made();
    let leaf = &issued("S C", "leaf", "ca").signed_with("right").made();
    // Without an issuer of their own, only the leaf's signature is tried, with one key after
    // another.
    let wrong = |count| {
        let keys = (0..count).map(|number| format!("wrong {number}"));
        Vec::from_iter(keys.map(|key| authority("absent", "ca", "nobody").key(&key).made()))
    };
    let right = &authority("absent", "ca", "nobody").key("right").made();
    for (others, expected) in [
        (0, "given, no list"),
        (MOST_VERIFICATIONS - 1, "given, no list"),
        (MOST_VERIFICATIONS, "alone, not checked"),
    ] {
        let wrong = wrong(others);
        let mut files = Vec::from([leaf]);
        files.extend(&wrong);
        files.push(right);
        assert_eq!(came_of(&files, None, &[root]), expected, "{others} others");
    }
}

#[test]
fn several_certificates_with_one_key_are_verified_once() {
    let leaf = &issued("S C", "leaf", "ca").made();
    let count = u8::MAX;
    let cas = Vec::from_iter((1..=count).flat_map(|serial| {
        ["a", "b", "c", "d", "e"]
            .map(|id| authority("absent", "ca", "nobody").serial(serial).subject_key_id(id).made())
    }));
    assert!(cas.len() > MOST_VERIFICATIONS);
    let links = Links::among(cas.iter().chain([leaf]));
    assert_eq!(links.issuers_of(leaf).len(), cas.len());
}

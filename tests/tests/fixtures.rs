//! The committed fixtures are those that the command makes.

use eku_tests::{fixtures, openssl};

#[test]
fn fixtures_are_regenerated_without_a_difference() {
    let differences = fixtures::differences(&fixtures::folder()).expect("tests/certs can be read");
    assert!(
        differences.is_empty(),
        "tests/certs is not what `cargo xtask fixtures` makes; run it:\n{}",
        differences.join("\n")
    );
}

#[test]
fn fixtures_are_written_into_an_empty_folder_and_only_once() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder of an earlier run can be removed");
    }
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    std::fs::write(folder.join("left-over.pem"), "old").expect("a file can be written");
    let first = fixtures::write(&folder).expect("the fixtures can be written");
    assert_eq!(first.written.len(), first.total);
    assert_eq!(first.removed, ["left-over.pem"]);
    let second = fixtures::write(&folder).expect("the fixtures can be written again");
    assert_eq!((second.written, second.removed), (vec![], vec![]));
    assert_eq!(fixtures::differences(&folder).expect("it can be read"), Vec::<String>::new());
}

#[test]
fn every_fixture_says_what_it_is_for_and_that_it_is_a_test() {
    for fixture in fixtures::all() {
        assert!(!fixture.what.is_empty(), "{}: not said what it is for", fixture.path);
        let certificates = !fixture.path.contains('/') || fixture.path.starts_with("rules/");
        if certificates && fixture.path.ends_with(".pem") {
            let text = String::from_utf8(fixture.bytes).expect("PEM is text");
            let blocks = text.matches("-----BEGIN CERTIFICATE-----").count();
            let words = text.matches("test certificate, made by cargo xtask fixtures").count();
            assert_eq!(blocks, words, "{}", fixture.path);
            assert!(text.contains(&fixture.what), "{}", fixture.path);
        }
    }
}

#[test]
fn every_chain_verifies_with_openssl_but_for_those_that_are_made_to_fail() {
    let folder = fixtures::folder();
    let roots = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixture-roots.pem");
    let list: String = ["ca1-root.pem", "ca2-root.pem", "ca-rsa-root.pem"]
        .iter()
        .map(|name| std::fs::read_to_string(folder.join(name)).expect("a root can be read"))
        .collect();
    std::fs::write(&roots, list).expect("a file can be written");
    for fixture in fixtures::all() {
        let other = ["bad/", "forms/", "ca-", "README"];
        if other.iter().any(|start| fixture.path.starts_with(start))
            || fixture.path.ends_with("-leaf.pem")
        {
            continue;
        }
        let path = folder.join(&fixture.path).into_os_string();
        let output = openssl::run(
            &[
                "verify".as_ref(),
                "-attime".as_ref(),
                SUMMER_OF_2026.as_ref(),
                "-CAfile".as_ref(),
                roots.as_os_str(),
                "-untrusted".as_ref(),
                path.as_os_str(),
                path.as_os_str(),
            ],
            &[],
        );
        let complaint = String::from_utf8_lossy(&output.stderr);
        match MADE_TO_FAIL.iter().find(|(name, _)| *name == fixture.path) {
            None => assert!(output.status.success(), "{}: {complaint}", fixture.path),
            Some((name, error)) => assert!(complaint.contains(error), "{name}: {complaint}"),
        }
    }
}

/// 2026-06-09, inside of the usual validity.
const SUMMER_OF_2026: &str = "1781000000";

const MADE_TO_FAIL: &[(&str, &str)] = &[
    // Issued later, for no longer than public CAs then may.
    ("forecast/core-both-ends-after-stop.pem", "error 9 at 0 depth"),
    ("forecast/core-both-ends-before-stop.pem", "error 9 at 0 depth"),
    ("forecast/core-client-only-unknown-issuer.pem", "error 9 at 0 depth"),
    ("forecast/edge-both-ends-after-stop.pem", "error 9 at 0 depth"),
    ("forecast/core-server-only-stopped.pem", "error 9 at 0 depth"),
    // Its root is given nowhere: a known name stands for it.
    ("forecast/edge-server-only-chrome-distrusts.pem", "error 20 at 1 depth"),
    ("rules/date-without-seconds.pem", "error 14 at 0 depth"),
    ("refused/addresses.pem", "error 46 at 1 depth"),
    ("refused/algorithms-differ.pem", "error 7 at 0 depth"),
    ("refused/below-damaged-root.pem", "error 20 at 0 depth"),
    ("refused/below-version-1-root.pem", "error 20 at 0 depth"),
    ("refused/critical-extension.pem", "error 34 at 0 depth"),
    ("refused/damaged-root.pem", "error 18 at 0 depth"),
    ("refused/expired-copy-in-list.pem", "error 10 at 0 depth"),
    ("refused/key-unknown.pem", "error 1 at 0 depth"),
    ("refused/name-constraints.pem", "error 47 at 0 depth"),
    ("refused/names-unreadable.pem", "error 20 at 0 depth"),
    ("refused/points-twice.pem", "error 20 at 0 depth"),
    ("refused/proxy.pem", "error 40 at 0 depth"),
    ("refused/self-issued.pem", "error 18 at 0 depth"),
    ("refused/twin-roots.pem", "error 18 at 0 depth"),
    ("refused/twins.pem", "error 20 at 0 depth"),
    ("refused/version-1-root.pem", "error 18 at 0 depth"),
    ("refused/weak.pem", "error 20 at 1 depth"),
    ("refused/weak-root.pem", "error 18 at 0 depth"),
    ("rules/damaged-signature.pem", "error 7 at 0 depth"),
    ("rules/eku-twice.pem", "error 20 at 0 depth"),
    ("rules/eku-unreadable.pem", "error 20 at 0 depth"),
    ("rules/eku-unreadable-text.pem", "error 20 at 0 depth"),
    ("rules/expired.pem", "error 10 at 0 depth"),
    ("rules/not-yet-valid.pem", "error 9 at 0 depth"),
    ("rules/issuer-expired.pem", "error 10 at 1 depth"),
    ("rules/self-signed.pem", "error 18 at 0 depth"),
    ("rules/signature-unknown.pem", "error 20 at 0 depth"),
];

//! What the engine makes of whole files: good ones in several forms, and bad ones, of which each
//! gets exactly one problem that says what it is.

use std::collections::BTreeSet;

use eku_engine::bundle::{self, InputProblemKind, LARGEST_CERTIFICATE};
use eku_engine::report;
use eku_tests::fixtures::{self, Fixture};

#[test]
fn every_bad_file_gets_one_problem_that_says_what_it_is() {
    for fixture in files("bad/") {
        let (_, expected, certificates) = BAD
            .iter()
            .find(|(name, ..)| *name == fixture.path)
            .unwrap_or_else(|| panic!("{}: add it to the table", fixture.path));
        let bundle = bundle::read(&fixture.bytes);
        assert_eq!(bundle.certificates.len(), *certificates, "{}", fixture.path);
        let [problem] = bundle.problems.as_slice() else {
            panic!("{}: not one problem: {:?}", fixture.path, bundle.problems);
        };
        let kind = format!("{:?}", problem.kind);
        assert!(kind.contains(expected), "{}: {kind}", fixture.path);
        let shown = report::problem(&fixture.path, problem);
        assert!(!shown.what.is_empty() && !shown.remedy.is_empty(), "{}", fixture.path);
        assert_eq!(bundle.has_private_key(), kind.contains("PrivateKey"), "{}", fixture.path);
    }
}

#[test]
fn the_table_names_bad_files_that_exist() {
    let named: BTreeSet<&str> = BAD.iter().map(|(name, ..)| *name).collect();
    let present = files("bad/");
    let present: BTreeSet<&str> = present.iter().map(|fixture| fixture.path.as_str()).collect();
    assert_eq!(named, present);
}

#[test]
fn one_certificate_is_read_from_every_form_but_bare_base64() {
    for fixture in files("forms/") {
        let bundle = bundle::read(&fixture.bytes);
        let names: Vec<&[String]> =
            bundle.certificates.iter().map(|one| one.dns_names.as_slice()).collect();
        if fixture.path == "forms/bare-base64.txt" {
            assert!(names.is_empty(), "bare base64 is read now: say so in this test");
        } else {
            assert_eq!(names, [["forms.example.com"]], "{}", fixture.path);
            assert_eq!(bundle.problems, [], "{}", fixture.path);
        }
    }
}

#[test]
fn every_certificate_among_the_fixtures_is_read_without_a_problem() {
    for fixture in fixtures::all() {
        if fixture.path.contains("forms/") || fixture.path.contains("bad/") {
            continue;
        }
        let bundle = bundle::read(&fixture.bytes);
        if fixture.path.ends_with(".pem") {
            let text = String::from_utf8_lossy(&fixture.bytes);
            let blocks = text.matches("-----BEGIN CERTIFICATE-----").count();
            assert_eq!(bundle.certificates.len(), blocks, "{}", fixture.path);
            assert_eq!(bundle.problems, [], "{}", fixture.path);
        }
    }
}

#[test]
fn thirty_megabytes_in_a_block_are_refused_in_one_problem() {
    let size = 30 * 1024 * 1024;
    let text =
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", "A".repeat(size));
    let bundle = bundle::read(text.as_bytes());
    assert!(bundle.certificates.is_empty());
    let [problem] = bundle.problems.as_slice() else {
        panic!("not one problem: {:?}", bundle.problems);
    };
    let InputProblemKind::TooLarge { bytes } = problem.kind else {
        panic!("another problem: {problem:?}");
    };
    assert!(bytes > LARGEST_CERTIFICATE);
}

fn files(start: &str) -> Vec<Fixture> {
    fixtures::all().into_iter().filter(|fixture| fixture.path.starts_with(start)).collect()
}

/// Bad file, what its one problem is, and how many certificates are read all the same.
const BAD: &[(&str, &str, usize)] = &[
    ("bad/empty.pem", "Empty", 0),
    ("bad/junk.bin", "NoCertificate", 0),
    ("bad/key-and-certificate.pem", "PrivateKey", 1),
    ("bad/key-ec.pem", "PrivateKey", 0),
    ("bad/key-encrypted.pem", "PrivateKey", 0),
    ("bad/key-pkcs8.der", "PrivateKey", 0),
    ("bad/key-pkcs8.pem", "PrivateKey", 0),
    ("bad/key-rsa-pkcs8.pem", "PrivateKey", 0),
    ("bad/key-rsa.pem", "PrivateKey", 0),
    ("bad/no-end-line.pem", "BlockWithoutEnd", 0),
    ("bad/page.html", "WebPage", 0),
    ("bad/pkcs12.p12", "Pkcs12", 0),
    ("bad/pkcs7.p7b", "Pkcs7", 0),
    ("bad/pkcs7.pem", "Pkcs7", 0),
    ("bad/request.der", "CertificateRequest", 0),
    ("bad/request.pem", "CertificateRequest", 0),
    ("bad/revocation-list.der", "RevocationList", 0),
    ("bad/revocation-list.pem", "RevocationList", 0),
    ("bad/trailing-bytes.pem", "TrailingBytes", 0),
    ("bad/truncated-base64.pem", "NotBase64", 0),
    ("bad/truncated-inside.pem", "Truncated", 0),
    ("bad/truncated.der", "Truncated", 0),
    ("bad/utf-16le.pem", "Utf16Text", 0),
    ("bad/wrong-characters.pem", "NotBase64", 0),
];

//! What the engine makes of whole files: good ones in several forms, and bad ones, of which each
//! gets exactly one problem that says what it is.

use std::collections::BTreeSet;

use eku_engine::bundle::{self, InputProblemKind, LARGEST_CERTIFICATE, Recognised};
use eku_engine::report::{self, A_REPORT};
use eku_tests::fixtures::{self, Fixture};
use eku_tests::scenarios::{self, Scenario};

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
fn a_report_of_this_tool_is_told_in_every_format() {
    let some = Scenario::named("prepare-core-finds-another-name-fails");
    let mut reports: Vec<_> = ["text", "markdown", "html", "json"]
        .map(|format| {
            (format!("{format} of {}", some.name), some.check(format).output.into_bytes())
        })
        .into();
    for scenario in scenarios::all() {
        for file in ["expected.txt", "expected.json"] {
            let bytes = std::fs::read(scenario.folder.join(file)).expect("an expected report");
            reports.push((format!("{}/{file}", scenario.name), bytes));
        }
    }
    for (name, bytes) in reports {
        let bundle = bundle::read(&bytes);
        let kinds: Vec<_> = bundle.problems.iter().map(|problem| &problem.kind).collect();
        let [InputProblemKind::NotACertificate(Recognised::Report)] = kinds.as_slice() else {
            panic!("{name}: {kinds:?}");
        };
        let told = report::problem(&name, &bundle.problems[0]);
        assert_eq!((told.what.as_str(), told.remedy.as_str()), A_REPORT);
    }
}

#[test]
fn der_that_went_through_a_text_editor_is_named_so() {
    let text = std::fs::read(format!("{}/certs/core-both-ca1.pem", env!("CARGO_MANIFEST_DIR")));
    let bundle = bundle::read(&text.expect("a fixture"));
    let der = bundle.certificates.iter().map(|one| one.der()).find(|der| der.contains(&b'\n'));
    let mut der = der.map_or_else(|| bundle.certificates[0].der().to_vec(), <[u8]>::to_vec);
    // In the signature it changes nothing else.
    let last = der.len() - 2;
    der[last] = b'\n';
    let replaced = |byte: &u8| String::from_utf8_lossy(&[*byte]).into_owned().into_bytes();
    let latin = |byte: &u8| char::from(*byte).to_string().into_bytes();
    let with_returns = |byte: &u8| match byte {
        b'\n' => b"\r\n".to_vec(),
        other => vec![*other],
    };
    let as_it_is = |byte: &u8| vec![*byte];
    type Way<'w> = &'w dyn Fn(&u8) -> Vec<u8>;
    let ways: [Way<'_>; 4] = [&replaced, &latin, &with_returns, &as_it_is];
    let unchanged = bundle::read(&der);
    assert_eq!((unchanged.certificates.len(), unchanged.problems.len()), (1, 0));
    for (place, way) in ways.into_iter().enumerate() {
        let changed: Vec<u8> = der.iter().flat_map(way).collect();
        // A return that is gone leaves no other in the file.
        let changed = if place == 3 { der_without_a_return(&der) } else { changed };
        let found = bundle::read(&changed);
        let [problem] = &found.problems[..] else { panic!("{place}: {:?}", found.problems) };
        assert_eq!(problem.kind, InputProblemKind::ThroughEditor, "{place}");
        assert!(found.certificates.is_empty() && found.first_unreadable, "{place}");
    }
}

/// A certificate that had `\r\n` in it, of which `\n` is left.
fn der_without_a_return(der: &[u8]) -> Vec<u8> {
    let mut der = der.to_vec();
    let last = der.len() - 3;
    der.remove(last);
    der
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
    ("bad/truncated-base64.pem", "NotBase64", 0),
    ("bad/truncated-inside.pem", "Truncated", 0),
    ("bad/truncated.der", "Truncated", 0),
    ("bad/utf-16le.pem", "Utf16Text", 0),
    ("bad/wrong-characters.pem", "NotBase64", 0),
];

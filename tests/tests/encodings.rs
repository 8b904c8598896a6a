//! Certificates in any encoding: what is read equals what `openssl` reads in the same input, what
//! cannot be used is named with its place, and no private key gets through.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eku_engine::bundle::{Bundle, InputProblemKind, Place, Recognised};
use eku_engine::report;
use eku_intake::certificates;
use eku_tests::encodings::{self, base64_lines, every_encoding};
use eku_tests::fixtures::{self, Authorities};
use eku_tests::maker::{Certificate, Template, container, oid, pem};
use eku_tests::{files, openssl};

#[test]
fn one_certificate_is_read_from_every_encoding() {
    let leaf = leaf("encodings.example.com");
    for (encoding, bytes) in every_encoding(&leaf.pem(), leaf.der()) {
        let bundle = certificates::read(&bytes);
        assert_eq!(digests(&bundle), [leaf.sha256()], "{encoding}: {:?}", bundle.problems);
        assert_eq!(bundle.problems, [], "{encoding}");
        assert!(!bundle.first_unreadable, "{encoding}");
    }
}

#[test]
fn every_fixture_that_the_engine_reads_is_read_alike() {
    for fixture in fixtures::all() {
        let engine = eku_engine::bundle::read(&fixture.bytes);
        let intake = certificates::read(&fixture.bytes);
        if !engine.certificates.is_empty() {
            assert_eq!(engine.certificates, intake.certificates, "{}", fixture.path);
        }
        assert_eq!(engine.has_private_key(), intake.has_private_key(), "{}", fixture.path);
    }
}

#[test]
fn pkcs7_holds_what_openssl_finds_in_it_and_the_leaf_comes_first() {
    let chain = chain();
    let text: String = chain.iter().rev().map(Certificate::pem).collect();
    let file = kept(&text);
    let key = kept(&pem::encode("PRIVATE KEY", &chain[0].key().pkcs8()));
    let leaf = kept(&chain[0].pem());
    let issuers = kept(&chain[1..].iter().map(Certificate::pem).collect::<String>());
    let (file, key, leaf) = (shown(&file), shown(&key), shown(&leaf));
    let issuers = shown(&issuers);
    let bag = ["crl2pkcs7", "-nocrl", "-certfile", &file];
    let by = ["-sign", "-nodetach", "-signer", &leaf, "-inkey", &key, "-certfile"];
    let signed = [&by[..], &[&issuers]].concat();
    // The leaf stands there twice.
    let twice = [&by[..], &[&file]].concat();
    for (what, form, arguments) in [
        ("a bag in DER", "DER", [&bag[..], &["-outform", "DER"]].concat()),
        ("a bag in PEM", "PEM", [&bag[..], &["-outform", "PEM"]].concat()),
        ("a signed message", "DER", [&["smime", "-outform", "DER"], &signed[..]].concat()),
        ("a leaf twice", "DER", [&["smime", "-outform", "DER"], &twice[..]].concat()),
        ("BER", "DER", [&["smime", "-stream", "-outform", "DER"], &signed[..]].concat()),
        ("BER in PEM", "PEM", [&["smime", "-stream", "-outform", "PEM"], &signed[..]].concat()),
        ("CMS in BER", "DER", [&["cms", "-stream", "-outform", "DER"], &signed[..]].concat()),
        ("CMS in PEM", "PEM", [&["cms", "-outform", "PEM"], &signed[..]].concat()),
    ] {
        let made = openssl::run(&arguments, b"a message, of more than a few bytes");
        assert!(made.status.success(), "{what}: {}", String::from_utf8_lossy(&made.stderr));
        let bundle = certificates::read(&made.stdout);
        assert_eq!(bundle.problems, [], "{what}");
        assert_eq!(digests(&bundle)[0], chain[0].sha256(), "{what}: the leaf is not first");
        let printed = openssl::run(&["pkcs7", "-print_certs", "-inform", form], &made.stdout);
        // The label CMS is not known to this command of OpenSSL.
        let expected = if printed.status.success() {
            eku_engine::bundle::read(&printed.stdout)
        } else {
            assert_eq!(what, "CMS in PEM");
            eku_engine::bundle::read(text.as_bytes())
        };
        assert_eq!(set(&bundle), set(&expected), "{what}");
        if form == "DER" {
            for encoding in
                [base64_lines(&made.stdout), pem::encode("PKCS #7 SIGNED DATA", &made.stdout)]
            {
                assert_eq!(
                    digests(&certificates::read(encoding.as_bytes())),
                    digests(&bundle),
                    "{what}"
                );
            }
        }
    }
}

#[test]
fn pkcs7_without_certificates_or_broken_is_said_to_be_so() {
    let bag = container::pkcs7(&[&leaf("bag.example.com")]);
    let bytes = certificates::read(&container::pkcs7(&[]));
    let without = InputProblemKind::NotACertificate(Recognised::Pkcs7WithoutCertificate);
    assert_eq!(bytes.problems[0].kind, without);
    for length in 20..bag.len() {
        let bundle = certificates::read(&bag[..length]);
        assert_eq!(bundle.certificates.len(), 0, "{length}");
        assert_eq!(bundle.problems.len(), 1, "{length}: {:?}", bundle.problems);
    }
}

#[test]
fn texts_that_openssl_prints_are_read_in_their_order() {
    let chain = chain();
    let printed: Vec<u8> = chain
        .iter()
        .flat_map(|one| openssl::run(&["x509", "-inform", "DER", "-text"], one.der()).stdout)
        .collect();
    let text = String::from_utf8(printed).expect("text");
    assert!(text.contains("Signature Algorithm"));
    let mut session = String::from("CONNECTED(00000003)\n---\nCertificate chain\n");
    for (place, one) in chain.iter().enumerate() {
        session += &format!(" {place} s:CN = {place}\n   i:CN = {}\n{}", place + 1, one.pem());
    }
    session += "---\nServer certificate\nsubject=CN = 0\n\nissuer=CN = 1\n\n---\n\
                Acceptable client certificate CA names\nCN = Example\n---\nSSL handshake has read\n";
    for (what, text) in [("x509 -text", &text), ("s_client -showcerts", &session)] {
        let bundle = certificates::read(text.as_bytes());
        assert_eq!(bundle.problems, [], "{what}");
        let expected: Vec<String> = chain.iter().map(Certificate::sha256).collect();
        assert_eq!(digests(&bundle), expected, "{what}");
        assert_eq!(
            digests(&certificates::read(&encodings::utf_16_be(text, true))),
            expected,
            "{what}"
        );
    }
}

#[test]
fn decoded_text_without_pem_asks_for_the_pem() {
    let printed =
        openssl::run(&["x509", "-inform", "DER", "-text", "-noout"], leaf("a.example.com").der());
    let bundle = certificates::read(&printed.stdout);
    let [problem] = bundle.problems.as_slice() else { panic!("{:?}", bundle.problems) };
    assert!(report::problem("f", problem).remedy.contains("Show (PEM file)"), "{problem:?}");
}

#[test]
fn trusted_certificates_of_openssl_are_read_without_what_they_are_trusted_for() {
    let leaf = leaf("trusted.example.com");
    for extra in [
        &[][..],
        &["-addtrust", "clientAuth"],
        &["-addreject", "emailProtection"],
        &["-setalias", "an alias"],
        &["-addtrust", "serverAuth", "-addreject", "clientAuth", "-setalias", "both"],
    ] {
        for form in ["PEM", "DER"] {
            let arguments = ["x509", "-inform", "DER", "-trustout", "-outform", form];
            let made = openssl::run(&[&arguments[..], extra].concat(), leaf.der());
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            let bundle = certificates::read(&made.stdout);
            assert_eq!(bundle.problems, [], "{form} {extra:?}");
            assert_eq!(digests(&bundle), [leaf.sha256()], "{form} {extra:?}");
        }
    }
}

#[test]
fn der_certificates_on_end_are_read_and_the_broken_one_is_named() {
    let chain = chain();
    let mut bytes: Vec<u8> = chain.iter().flat_map(|one| one.der()).copied().collect();
    let expected: Vec<String> = chain.iter().map(Certificate::sha256).collect();
    assert_eq!(digests(&certificates::read(&bytes)), expected);
    let second = chain[0].der().len();
    bytes[second + 6] ^= 0xff;
    let bundle = certificates::read(&bytes);
    assert_eq!(digests(&bundle), [expected[0].clone(), expected[2].clone()]);
    assert_eq!(bundle.problems[0].place, Place::Part { number: 2, byte: second });
}

#[test]
fn a_mixed_bundle_gives_what_openssl_gives_and_names_the_rest_by_block_and_line() {
    let chain = chain();
    let bag = pem::encode("PKCS7", &container::pkcs7(&[&chain[1], &chain[2]]));
    let trusted = openssl::run(&["x509", "-inform", "DER", "-trustout"], chain[0].der()).stdout;
    let request = fixture("bad/request.pem");
    let text = format!(
        "Good morning,\n{}{}prose\n{}{}{}-----BEGIN CERTIFICATE-----\nMIIB!\n-----END CERTIFICATE-----\n{}",
        String::from_utf8_lossy(&trusted),
        pem::encode("PRIVATE KEY", &chain[0].key().pkcs8()),
        bag,
        String::from_utf8_lossy(&request),
        fixture_text("bad/revocation-list.pem"),
        chain[0].pem(),
    );
    let line_of =
        |needle: &str| 1 + text[..text.find(needle).expect("it is there")].matches('\n').count();
    let expected: Vec<String> =
        [&chain[0], &chain[1], &chain[2], &chain[0]].map(Certificate::sha256).to_vec();
    let places = [
        ("PrivateKey", 2, line_of("-----BEGIN PRIVATE KEY")),
        ("CertificateRequest", 4, line_of("-----BEGIN CERTIFICATE REQUEST")),
        ("RevocationList", 5, line_of("-----BEGIN X509 CRL")),
        ("NotBase64", 6, line_of("MIIB!")),
    ];
    for (encoding, bytes) in [
        ("UTF-8", text.clone().into_bytes()),
        ("UTF-16LE", encodings::utf_16_le(&text, true)),
        ("UTF-16BE without a mark", encodings::utf_16_be(&text, false)),
    ] {
        let bundle = certificates::read(&bytes);
        assert_eq!(digests(&bundle), expected, "{encoding}");
        let found: Vec<_> =
            bundle.problems.iter().map(|one| (format!("{:?}", one.kind), one.place)).collect();
        assert_eq!(found.len(), places.len(), "{encoding}: {found:?}");
        for ((kind, place), (expected, number, line)) in found.iter().zip(places) {
            assert!(kind.contains(expected), "{encoding}: {kind}");
            assert_eq!(*place, Place::Block { number, line }, "{encoding}: {kind}");
        }
    }
}

#[test]
fn a_request_shows_what_it_asks_for() {
    for (encoding, bytes) in
        every_encoding(&fixture_text("bad/request.pem"), &fixture("bad/request.der"))
    {
        let bundle = certificates::read(&bytes);
        let [problem] = bundle.problems.as_slice() else { panic!("{encoding}: {bundle:?}") };
        assert!(bundle.certificates.is_empty() && !bundle.first_unreadable, "{encoding}");
        let what = report::problem("f", problem).what;
        for part in [
            "CSR, not a certificate",
            "server and client authentication",
            "core.example.com",
            "CN=core.example.com,O=Example",
        ] {
            assert!(what.contains(part), "{encoding}: {what}");
        }
    }
}

#[test]
fn base64_without_armour_that_breaks_off_is_named_by_line() {
    let leaf = leaf("broken.example.com");
    let lines = base64_lines(leaf.der());
    let broken =
        format!("first\nsecond\n{}", lines.replacen("\n", "\n!", 3).replacen("\n!", "\n", 2));
    let bundle = certificates::read(broken.as_bytes());
    assert_eq!(bundle.problems[0].kind, InputProblemKind::NotBase64);
    assert_eq!(bundle.problems[0].place, Place::Block { number: 1, line: 6 });
    assert!(bundle.first_unreadable);
    let several = format!("{}{}\n{lines}", lines, base64_lines(chain()[1].der()));
    assert_eq!(certificates::read(several.as_bytes()).certificates.len(), 3);
}

#[test]
fn what_only_looks_like_base64_or_digits_is_passed_over() {
    for text in [
        "MAINTENANCE/OF/THE/SYSTEM/IS/PLANNED/FOR/NEXT/WEEK+AND+MORE+OF+IT",
        // A signature: two numbers.
        "MEUCIQDKZokqnCjrRtw1i3ZeR4kN8MZVtAn2dKoCKzMkB0lP8QIgHq3yV1bO3YQ7b2vFq9H1o0mJ2n3o4p5q6r7s8t",
        "303030303030303030303030303030303030303030303030303030303030303030303030303030303030",
        "0 is the first digit of this text, and no certificate begins so, whatever one may say",
        "MIIBogIBAAJBALRiMLAHudeSA2ai",
    ] {
        let bundle = certificates::read(text.as_bytes());
        let [problem] = bundle.problems.as_slice() else { panic!("{text}: {bundle:?}") };
        let kind = &problem.kind;
        assert!(!matches!(kind, InputProblemKind::NotACertificate(_)), "{text}: {kind:?}");
    }
}

#[test]
fn large_input_is_refused_in_one_problem() {
    let text = "A".repeat(20 << 20);
    let bundle = certificates::read(&encodings::utf_16_le(&text, true));
    assert!(matches!(bundle.problems[0].kind, InputProblemKind::TextTooLarge { .. }));
    let blocks = "-----BEGIN CERTIFICATE-----\n".repeat(200_000);
    let bundle = certificates::read(blocks.as_bytes());
    let counts: Vec<_> = bundle.problems.iter().map(|problem| problem.count).collect();
    assert_eq!(counts, [eku_engine::bundle::MOST_PARTS, 1]);
    let claims = "MIN/////MIIA".repeat(1_000_000);
    assert!(certificates::read(claims.as_bytes()).certificates.is_empty());
}

fn leaf(name: &str) -> Certificate {
    Authorities::new()
        .private_issuing
        .issue(Template::leaf(name).dns(&[name]).purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]))
}

/// Leaf, intermediate, root.
fn chain() -> Vec<Certificate> {
    let authorities = Authorities::new();
    let leaf = authorities.private_issuing.issue(
        Template::leaf("chain.example.com")
            .dns(&["chain.example.com"])
            .purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
    );
    let issuing = authorities.private_issuing.certificate().clone();
    vec![leaf, issuing, authorities.private_root.certificate().clone()]
}

fn digests(bundle: &Bundle) -> Vec<String> {
    bundle
        .certificates
        .iter()
        .map(|one| one.sha256().iter().map(|byte| format!("{byte:02x}")).collect())
        .collect()
}

fn set(bundle: &Bundle) -> BTreeSet<String> {
    digests(bundle).into_iter().collect()
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(fixtures::folder().join(path)).expect("a fixture")
}

fn fixture_text(path: &str) -> String {
    String::from_utf8(fixture(path)).expect("text")
}

fn kept(text: &str) -> PathBuf {
    files::kept(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("encodings"), text)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

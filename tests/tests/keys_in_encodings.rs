//! Private keys in any encoding: recognised, refused in words, and never decoded.

use eku_engine::bundle::{InputProblemKind, Recognised};
use eku_engine::certificate::Certificate;
use eku_engine::report;
use eku_intake::certificates;
use eku_tests::encodings::{self, base64_lines, every_encoding};
use eku_tests::fixtures::{self, Authorities};
use eku_tests::maker::{Key, Template, pem};
use eku_tests::openssl;

#[test]
fn no_private_key_gets_through_in_any_encoding() {
    let mut count = 0;
    let ec = Key::p256("encodings");
    let rsa = Key::rsa(2048, 4);
    let mut keys = vec![
        ("PRIVATE KEY", ec.pkcs8()),
        ("EC PRIVATE KEY", ec.sec1()),
        ("ENCRYPTED PRIVATE KEY", ec.encrypted_pkcs8("test")),
        ("PRIVATE KEY", rsa.pkcs8()),
        ("RSA PRIVATE KEY", rsa.pkcs1()),
        ("ENCRYPTED PRIVATE KEY", rsa.encrypted_pkcs8("test")),
    ];
    for algorithm in ["ED25519", "X25519"] {
        let made = openssl::run(&["genpkey", "-algorithm", algorithm, "-outform", "DER"], b"");
        keys.push(("PRIVATE KEY", made.stdout));
    }
    for (label, der) in &keys {
        for (encoding, bytes) in every_encoding(&pem::encode(label, der), der) {
            let bundle = certificates::read(&bytes);
            assert!(bundle.certificates.is_empty(), "{label} as {encoding}");
            assert!(bundle.has_private_key(), "{label} as {encoding}: {:?}", bundle.problems);
            assert_eq!(bundle.problems.len(), 1, "{label} as {encoding}: {:?}", bundle.problems);
            let shown = format!("{bundle:?}{:?}", report::problem("f", &bundle.problems[0]));
            let letters = pem::base64(der);
            let inside = &letters[letters.len() / 2..letters.len() / 2 + 12];
            assert!(!shown.contains(inside), "{label} as {encoding}: {shown}");
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn containers_of_keys_are_refused_in_words_with_the_command_that_exports() {
    let pkcs12 = std::fs::read(fixtures::folder().join("bad/pkcs12.p12")).expect("a fixture");
    let indefinite = [&[0x30, 0x80, 2, 1, 3, 0x30, 0x80][..], &[0; 100]].concat();
    let jks = [&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2][..], &[7; 60]].concat();
    let jceks = [&[0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2][..], &[7; 60]].concat();
    let putty =
        b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 6\nAAAA\n";
    let openssh =
        pem::encode("OPENSSH PRIVATE KEY", b"openssh-key-v1\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    let ssh2 = b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n";
    let legacy = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    let pgp =
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n";
    for (what, bytes, kind, words) in [
        ("PKCS#12", pkcs12.clone(), Recognised::Pkcs12, "openssl pkcs12"),
        ("PKCS#12 in BER", indefinite, Recognised::Pkcs12, "-nokeys"),
        ("PKCS#12 in base64", base64_lines(&pkcs12).into(), Recognised::Pkcs12, "-nokeys"),
        (
            "PKCS#12 in digits",
            encodings::hexadecimal(&pkcs12, "", "").into(),
            Recognised::Pkcs12,
            "-nokeys",
        ),
        ("JKS", jks.clone(), Recognised::JavaKeystore, "keytool -exportcert"),
        ("JKS in base64", base64_lines(&jks).into(), Recognised::JavaKeystore, "keytool"),
        ("JCEKS", jceks.clone(), Recognised::JavaKeystore, "keytool"),
        ("JCEKS in base64", base64_lines(&jceks).into(), Recognised::JavaKeystore, "keytool"),
        ("PuTTY", putty.to_vec(), Recognised::PrivateKey, "only the certificate"),
        (
            "PuTTY in UTF-16",
            encodings::utf_16_le(&String::from_utf8_lossy(putty), true),
            Recognised::PrivateKey,
            "only the certificate",
        ),
        ("OpenSSH", openssh.clone().into(), Recognised::PrivateKey, "only the certificate"),
        (
            "OpenSSH in base64",
            base64_lines(b"openssh-key-v1\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").into(),
            Recognised::PrivateKey,
            "only the certificate",
        ),
        ("SSH.com", ssh2.to_vec(), Recognised::PrivateKey, "only the certificate"),
        (
            "OpenSSL's older encryption",
            legacy.into(),
            Recognised::PrivateKey,
            "only the certificate",
        ),
        ("PGP", pgp.into(), Recognised::PrivateKey, "only the certificate"),
    ] {
        let bundle = certificates::read(&bytes);
        assert!(bundle.certificates.is_empty(), "{what}");
        let [problem] = bundle.problems.as_slice() else { panic!("{what}: {:?}", bundle.problems) };
        assert_eq!(problem.kind, InputProblemKind::NotACertificate(kind), "{what}");
        let shown = report::problem("f", problem);
        assert!(shown.remedy.contains(words), "{what}: {}", shown.remedy);
    }
}

#[test]
fn a_key_beside_certificates_is_refused_and_the_certificates_are_read() {
    let leaf = Authorities::new().private_issuing.issue(Template::leaf("beside.example.com"));
    let key = pem::base64(&leaf.key().pkcs8());
    for (what, text) in [
        ("base64 beside PEM", format!("{}\nkey:\n{key}\n", leaf.pem())),
        ("both as base64", format!("{}\n\n{key}\n", base64_lines(leaf.der()))),
        ("JSON", format!("{{\"key\":\"{key}\",\"cert\":\"{}\"}}", pem::base64(leaf.der()))),
        (
            "base64 of both PEM",
            pem::base64(
                format!("{}{}", pem::encode("PRIVATE KEY", &leaf.key().pkcs8()), leaf.pem())
                    .as_bytes(),
            ),
        ),
    ] {
        let bundle = certificates::read(text.as_bytes());
        assert_eq!(
            bundle.certificates.iter().map(Certificate::der).collect::<Vec<_>>(),
            [leaf.der()],
            "{what}: {:?}",
            bundle.problems
        );
        assert!(bundle.has_private_key() && bundle.problems.len() == 1, "{what}");
    }
}

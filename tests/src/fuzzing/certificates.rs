//! Certificates, alone and in every encoding.

use eku_engine::bundle::{self, Bundle, MOST_PARTS, Place};
use eku_engine::certificate::{Certificate, Deviation};
use eku_engine::disguise;
use eku_engine::report::{self, text};
use eku_intake::certificates as intake;

use super::choice;
use crate::maker::container::signed_data;
use crate::maker::{der, oid, pem as armour};
use crate::reader::judge;
use crate::{engine, openssl};

/// Reads one DER certificate. What can be read is read from its own DER once more as the same;
/// nothing of it hides when it is shown; and bytes behind it change nothing of it. It is what `x509-cert`
/// reads, and more.
pub fn certificate(bytes: &[u8]) {
    judge(bytes);
    let certificate = match Certificate::from_der(bytes) {
        Ok(certificate) => certificate,
        Err(error) => {
            let within = |position| position as usize <= bytes.len();
            assert!(error.position.is_none_or(within), "{error:?} of {}", bytes.len());
            return;
        }
    };
    // What is not signed is rewritten where it is BER.
    let is_ber = certificate.deviations.contains(&Deviation::Ber);
    assert!(is_ber || bytes.starts_with(certificate.der()));
    is_read_again(&certificate);
    let longer = [bytes, &[0]].concat();
    let longer = Certificate::from_der(&longer).expect("bytes behind it are skipped");
    assert_eq!(alone(&longer), alone(&certificate));
    let shorter = certificate.der().split_last().map_or(bytes, |(_, rest)| rest);
    Certificate::from_der(shorter).expect_err("a byte too few is refused");
    is_shown(&certificate);
}

/// Holds the reader against `openssl x509`: both read the same bytes or refuse them, and find the same
/// purposes, key usage, CA and number of names.
pub fn certificate_openssl(bytes: &[u8]) {
    let ours = Certificate::from_der(bytes);
    let theirs = openssl::uses(bytes);
    let (Ok(certificate), Some(theirs)) = (&ours, &theirs) else {
        // What is read and used by nobody is said to be so.
        let is_named = |one: &Deviation| matches!(one, Deviation::NameUnreadable { .. });
        let named = ours.as_ref().is_ok_and(|read| read.deviations.iter().any(is_named));
        assert!(named || ours.is_ok() == theirs.is_some(), "{ours:?}, {theirs:?}");
        return;
    };
    let mut ours = engine::uses(certificate);
    let is_broken = |extension: &str| {
        certificate.deviations.iter().any(|one| match one {
            Deviation::ExtensionRepeated { id } | Deviation::ExtensionUnreadable { id } => {
                id == extension
            }
            _ => false,
        })
    };
    // Of what neither uses, each shows something else; and a name may look like two in a line.
    let splits = |name: &String| name.contains(|letter: char| letter.is_control() || letter == ',');
    // A SAN with a name that OpenSSL has no words for is printed as bytes.
    let is_in_bytes = theirs.names == 0;
    if is_broken(oid::SUBJECT_ALTERNATIVE_NAME)
        || is_in_bytes
        || certificate.names().iter().any(splits)
    {
        ours.names = theirs.names;
    }
    if is_broken(oid::BASIC_CONSTRAINTS) {
        ours.is_ca = theirs.is_ca;
    }
    assert_eq!(ours, *theirs);
}

/// A certificate as it is read where no bytes follow it.
fn alone(certificate: &Certificate) -> Certificate {
    let mut certificate = certificate.clone();
    certificate.deviations.retain(|one| !matches!(one, Deviation::BytesBehind { .. }));
    certificate
}

/// Reads certificates and words what is wrong.
pub fn certificates(bytes: &[u8]) {
    holds(bytes, &intake::read(bytes));
}

/// Reads a bundle as the engine does. The certificates of it, written as PEM, are read as the same.
pub fn pem(bytes: &[u8]) {
    let bundle = bundle::read(bytes);
    holds(bytes, &bundle);
    let written = |certificate: &Certificate| armour::encode("CERTIFICATE", certificate.der());
    let text: String = bundle.certificates.iter().map(written).collect();
    if !text.is_empty() {
        let again = bundle::read(text.as_bytes());
        let certificates = Vec::from_iter(bundle.certificates.iter().map(alone));
        assert_eq!(again.certificates, certificates);
        assert!(again.problems.is_empty() && !again.first_unreadable, "{:?}", again.problems);
        assert_eq!(intake::read(text.as_bytes()).certificates, certificates);
    }
}

/// Reads certificates in any encoding, then the same with a private key put in somewhere. Nothing of
/// the key is in what is told.
pub fn encodings(bytes: &[u8]) {
    certificates(bytes);
    let (place, bytes) = choice(bytes, bytes.len().saturating_sub(1));
    let (before, after) = bytes.split_at(place.min(bytes.len()));
    let key = armour::encode("PRIVATE KEY", &private_key());
    let text = [before, b"\n", key.as_bytes(), after].concat();
    let bundle = intake::read(&text);
    holds(&text, &bundle);
    let told = format!("{bundle:?}");
    let secret = armour::base64(SECRET);
    assert!(!told.contains("hunter2hunter2") && !told.contains(&secret), "{told}");
    assert!(!told.contains(&format!("{SECRET:?}")[1..60]), "{told}");
}

/// Reads bytes as PKCS#7, and as the set of certificates in it. In DER and in BER of indefinite
/// length the same is found.
pub fn pkcs7(bytes: &[u8]) {
    certificates(bytes);
    let wrapped = signed_data(bytes, der::element);
    let der = intake::read(&wrapped);
    holds(&wrapped, &der);
    if der.problems.is_empty() {
        let ber = intake::read(&signed_data(bytes, indefinite));
        assert!(ber.problems.is_empty(), "{:?}", ber.problems);
        assert_eq!(ber.certificates, der.certificates);
    }
}

/// What is promised of any bundle.
fn holds(bytes: &[u8], bundle: &Bundle) {
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
    for (place, problem) in bundle.problems.iter().enumerate() {
        let before = &bundle.problems[..place];
        assert!(!before.iter().any(|other| other.kind.is_like(&problem.kind)), "{problem:?} twice");
    }
    for problem in &bundle.problems {
        let shown = report::problem("file", problem);
        assert!(!shown.what.is_empty() && !shown.remedy.is_empty());
        assert!(shown.what.len() < 20_000, "{}", shown.what.len());
        match problem.place {
            Place::File => {}
            Place::Block { number, line } => {
                assert!((1..=MOST_PARTS + 1).contains(&number), "{problem:?}");
                assert!(line >= 1 && line <= lines, "{problem:?} of {lines} lines");
            }
            Place::Part { number, byte } => {
                assert!(number >= 1 && byte <= bytes.len(), "{problem:?}");
            }
        }
    }
    if bundle.certificates.is_empty() {
        assert!(!bundle.problems.is_empty(), "nothing is said");
    }
    assert!(!bundle.first_unreadable || !bundle.problems.is_empty(), "what is unreadable?");
    bundle.certificates.iter().for_each(is_read_again);
}

fn is_read_again(certificate: &Certificate) {
    let mut again = Certificate::from_der(certificate.der()).expect("it is read from its own DER");
    let is_ber = |one: &Certificate| one.deviations.contains(&Deviation::Ber);
    if is_ber(certificate) && !is_ber(&again) {
        again.deviations.push(Deviation::Ber);
    }
    assert_eq!(again, alone(certificate));
}

/// Puts a certificate into words, where nothing may hide.
fn is_shown(certificate: &Certificate) {
    assert!(!certificate.public_key().is_empty());
    let told = report::certificate(certificate, "file", 0);
    let shown = text::certificate(&told);
    let lines: Vec<_> = shown.lines().map(disguise::visible).collect();
    assert_eq!(lines, shown.lines().collect::<Vec<_>>());
    let json = serde_json::to_string(&told).expect("a report is written as JSON");
    assert!(!json.contains(|letter| letter < ' '), "{json}");
}

/// PKCS#8 with a secret that is easily found.
fn private_key() -> Vec<u8> {
    let algorithm = der::sequence(&[der::object_identifier("1.3.101.112")]);
    der::sequence(&[der::number(0), algorithm, der::octet_string(SECRET)])
}

/// An element of indefinite length.
fn indefinite(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, 0x80], content, &[0, 0]].concat()
}

/// A multiple of three bytes, so that its base64 is found wherever it begins at a letter's end.
const SECRET: &[u8] = b"hunter2hunter2hunter2hunter2hunter2hunter2";

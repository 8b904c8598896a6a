//! Both libraries that verify signatures say the same: AWS-LC, which native builds ask first, and
//! RustCrypto, which answers alone in the browser.
//!
//! The yes of AWS-LC counts, so nothing that it accepts may be refused by RustCrypto. It is asked
//! over every certificate at hand, and over signatures and keys that were changed in every way that
//! two readers might see differently.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use eku_engine::certificate::{Certificate, Fields};
use eku_engine::signature::{Library, SignatureCheck, verify, verify_with};
use eku_tests::maker::{Authority, Key, SignatureAlgorithm, Template, der};
use eku_tests::{chains, generated, known_roots};

/// What both say, where they agree; whether AWS-LC said it.
fn together(
    certificate: &Certificate,
    issuer: &Certificate,
    label: &str,
) -> (SignatureCheck, bool) {
    let [fast, portable] = [Library::AwsLc, Library::RustCrypto]
        .map(|library| verify_with(library, certificate, issuer));
    let is_fast = fast == SignatureCheck::Verifies;
    assert!(!is_fast || portable == SignatureCheck::Verifies, "{label}: only AWS-LC accepts it");
    assert_eq!(verify(certificate, issuer), portable, "{label}");
    (portable, is_fast)
}

#[test]
fn every_certificate_at_hand_verifies_alike_with_each_possible_issuer_and_with_a_wrong_one() {
    let certificates = at_hand();
    assert!(certificates.len() > 1000, "only {} certificates", certificates.len());
    let mut by_subject: BTreeMap<Vec<u8>, Vec<&Certificate>> = BTreeMap::new();
    for certificate in &certificates {
        by_subject.entry(certificate.subject.canonical()).or_default().push(certificate);
    }
    let (mut verified, mut fast) = (0, 0);
    for (place, certificate) in certificates.iter().enumerate() {
        let named = by_subject.get(&certificate.issuer.canonical());
        let named = named.into_iter().flatten().copied().take(MOST_ISSUERS);
        let wrong = [certificate, &certificates[(place + 1) % certificates.len()]];
        for issuer in named.chain(wrong) {
            let label = format!("{} by {}", certificate.subject, issuer.subject);
            let (check, is_fast) = together(certificate, issuer, &label);
            verified += usize::from(check == SignatureCheck::Verifies);
            fast += usize::from(is_fast);
        }
    }
    assert!(verified > 1000, "only {verified} verify");
    assert!(fast * 10 > verified * 9, "AWS-LC verified {fast} of {verified}");
}

#[test]
fn every_algorithm_verifies_alike_whatever_is_changed_in_the_signature_or_the_key() {
    for (key, other, algorithms) in kinds() {
        for algorithm in algorithms {
            let label = format!("{} with {algorithm:?}", key.kind_in_words());
            let root = Authority::root(Template::authority("Root").key(key.clone()));
            let wrong = Authority::root(Template::authority("Root").key(other.clone()));
            let leaf = root.issue(Template::leaf("leaf").signed_with(*algorithm));
            let [issuer, wrong] = [&root, &wrong].map(|root| read(root.certificate().der()));
            let certificate = read(leaf.der());
            let (check, is_fast) = together(&certificate, &issuer, &label);
            assert_eq!(check, SignatureCheck::Verifies, "{label}");
            assert_eq!(is_fast, is_for_aws_lc(&key, *algorithm), "{label}");
            assert_ne!(together(&certificate, &wrong, &label).0, SignatureCheck::Verifies);
            let signed = Signed::of(leaf.der());
            for (what, signature) in changed(&signed.signature, order(&key)) {
                let label = format!("{label}, {what}");
                let (check, _) = together(&signed.with(&signature), &issuer, &label);
                // The other of two values of s is as good (FIPS 186-5 has both).
                assert_eq!(check == SignatureCheck::Verifies, what == HIGH, "{label}");
            }
        }
    }
}

#[test]
fn a_key_that_only_one_of_them_would_take_is_taken_by_neither_or_decided_by_rustcrypto() {
    let body = Template::leaf("leaf").signed_with(SignatureAlgorithm::RsaSha256);
    let root = Authority::root(Template::authority("Root").key(Key::rsa(2048, 1)));
    let signed = Signed::of(root.issue(body).der());
    let modulus = modulus(2048, 1);
    let even = [&modulus[..modulus.len() - 1], &[modulus[modulus.len() - 1] & 0xfe]].concat();
    // With the exponent 1 every padded digest is its own signature.
    let padded = padded(&signed.body, modulus.len());
    for (modulus, exponent, signature) in [
        (&modulus, vec![1], &padded),
        (&even, vec![1], &padded),
        (&modulus, vec![2], &signed.signature),
        (&modulus, vec![0], &signed.signature),
        (&modulus, vec![1, 0, 0], &signed.signature),
        (&modulus, vec![1, 0, 0, 0, 1], &signed.signature),
        (&modulus, vec![2, 0, 0, 0, 1], &signed.signature),
        (&even, vec![1, 0, 1], &signed.signature),
        (&vec![1], vec![1], &padded),
    ] {
        let key = der::sequence(&[der::unsigned(modulus), der::unsigned(&exponent)]);
        let label = format!("exponent {exponent:?}");
        let issuer = read(certified(&key, der::null()).der());
        let (check, is_fast) = together(&signed.with(signature), &issuer, &label);
        assert!(check != SignatureCheck::Verifies && !is_fast, "{label}");
    }
    // What stands beside the key changes nothing, where RustCrypto reads it.
    let key = der::sequence(&[der::unsigned(&modulus), der::unsigned(&[1, 0, 1])]);
    for (parameters, trailing) in [
        (der::null(), &[][..]),
        (Vec::new(), &[]),
        (der::octet_string(&[1]), &[]),
        (der::null(), &[0]),
    ] {
        let issuer = read(certified(&[&key, trailing].concat(), parameters).der());
        together(&signed.with(&signed.signature), &issuer, "another form of the key");
    }
}

#[test]
fn a_point_in_short_form_or_on_no_curve_is_decided_by_rustcrypto() {
    for (key, curve, length) in [
        (Key::p256("point"), "1.2.840.10045.3.1.7", 32),
        (Key::p384("point"), "1.3.132.0.34", 48),
        (Key::p521("point"), "1.3.132.0.35", 66),
    ] {
        let root = Authority::root(Template::authority("Root").key(key.clone()));
        let leaf = read(root.issue(Template::leaf("leaf")).der());
        let info = key.public_key_info();
        let point = &info[info.len() - 2 * length - 1..];
        let parity = point[2 * length] & 1;
        let short = [&[2 + parity], &point[1..=length]].concat();
        let hybrid = [&[6 + parity], &point[1..]].concat();
        let off = [&point[..2 * length], &[point[2 * length] ^ 1]].concat();
        let long = [point, &[0]].concat();
        for (what, point) in [("short", short), ("hybrid", hybrid), ("off", off), ("long", long)] {
            let kind = [der::object_identifier("1.2.840.10045.2.1"), der::object_identifier(curve)];
            let info = der::sequence(&[der::sequence(&kind), der::bit_string(&point)]);
            let key = Key::p256("another").with_public_key_info(info);
            let issuer = Authority::root(Template::authority("Root").key(key));
            let issuer = read(issuer.certificate().der());
            let (check, is_fast) = together(&leaf, &issuer, what);
            assert!(!is_fast, "{what}");
            assert_eq!(check == SignatureCheck::Verifies, what == "short", "{what}");
        }
    }
}

/// A certificate in parts.
struct Signed {
    body: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
}

impl Signed {
    fn of(bytes: &[u8]) -> Self {
        let fields = Fields::from_der(bytes).expect("a certificate");
        let [body, algorithm] = [fields.body, fields.signature_algorithm].map(<[u8]>::to_vec);
        Self { body, algorithm, signature: fields.signature.to_vec() }
    }

    /// The certificate with another signature.
    fn with(&self, signature: &[u8]) -> Certificate {
        let signature = der::bit_string(signature);
        read(&der::sequence(&[&self.body, &self.algorithm, &signature]))
    }
}

fn read(bytes: &[u8]) -> Certificate {
    Certificate::from_der(bytes).expect("a certificate")
}

/// Keys, another key of the kind of each, and what they sign with.
fn kinds() -> Vec<(Key, Key, &'static [SignatureAlgorithm])> {
    use SignatureAlgorithm as Signed;
    const ECDSA: &[SignatureAlgorithm] = &[
        Signed::EcdsaSha1,
        Signed::EcdsaSha224,
        Signed::EcdsaSha256,
        Signed::EcdsaSha384,
        Signed::EcdsaSha512,
    ];
    const RSA: &[SignatureAlgorithm] = &[
        Signed::RsaSha1,
        Signed::RsaSha224,
        Signed::RsaSha256,
        Signed::RsaSha256WithoutNull,
        Signed::RsaSha384,
        Signed::RsaSha512,
        Signed::RsaPssSha1,
        Signed::RsaPssSha256,
        Signed::RsaPssShortSalt,
    ];
    const ALL_OF_RSA: &[SignatureAlgorithm] = &[
        Signed::RsaSha256,
        Signed::RsaSha384,
        Signed::RsaSha512,
        Signed::RsaPssSha256,
        Signed::RsaPssSha512,
    ];
    vec![
        (Key::p224("a"), Key::p224("b"), ECDSA),
        (Key::p256("a"), Key::p256("b"), ECDSA),
        (Key::p384("a"), Key::p384("b"), ECDSA),
        (Key::p521("a"), Key::p521("b"), ECDSA),
        (Key::rsa(1024, 1), Key::rsa(1024, 2), RSA),
        (Key::rsa(2048, 1), Key::rsa(2048, 2), RSA),
        (Key::rsa(2048, 3), Key::rsa(2048, 4), ALL_OF_RSA),
        (Key::rsa(3072, 1), Key::rsa(2048, 2), ALL_OF_RSA),
        (Key::rsa(4096, 1), Key::rsa(3072, 1), ALL_OF_RSA),
        (Key::ed25519("a"), Key::ed25519("b"), &[Signed::Ed25519]),
    ]
}

/// Whether AWS-LC has an algorithm with a key.
fn is_for_aws_lc(key: &Key, algorithm: SignatureAlgorithm) -> bool {
    use SignatureAlgorithm as Signed;
    let has_not = matches!(
        (key.kind_in_words().as_str(), algorithm),
        ("P-224" | "Ed25519", _)
            | (_, Signed::RsaSha224 | Signed::RsaPssSha1 | Signed::RsaPssShortSalt)
            | ("P-256" | "P-384", Signed::EcdsaSha224)
            | ("P-384", Signed::EcdsaSha1)
            | ("RSA 1024", Signed::RsaSha384 | Signed::RsaPssSha256)
    );
    !has_not
}

/// Signatures that differ from one, each with what was changed; with the order of the key's curve.
fn changed(signature: &[u8], order: Option<Vec<u8>>) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = Vec::new();
    let step = (signature.len() / MOST_FLIPS).max(1);
    for place in (0..signature.len()).step_by(step).chain([signature.len() - 1]) {
        let mut flipped = signature.to_vec();
        flipped[place] ^= 1 << (place % 8);
        all.push(("a bit flipped", flipped));
    }
    all.push(("a byte behind", [signature, &[0]].concat()));
    all.push(("a byte before", [&[0], signature].concat()));
    all.push(("the last byte gone", signature[..signature.len() - 1].to_vec()));
    all.push(("nothing", Vec::new()));
    all.push(("zeros", vec![0; signature.len()]));
    all.push(("ones", vec![0xff; signature.len()]));
    if let Some([r, s]) = numbers(signature) {
        let pair =
            |r: &[u8], s: &[u8]| der::sequence(&[der::integer_bytes(r), der::integer_bytes(s)]);
        assert_eq!(pair(&r, &s), signature);
        let padded = |number: &[u8]| [&[0], number].concat();
        all.push(("a zero before r", pair(&padded(&r), &s)));
        all.push(("a zero before s", pair(&r, &padded(&s))));
        all.push(("r is zero", pair(&[0], &s)));
        all.push(("s is zero", pair(&r, &[0])));
        all.push(("s is negative", pair(&r, &[&[0xff], s.as_slice()].concat())));
        all.push(("s has no bytes", pair(&r, &[])));
        all.push(("r and s swapped", pair(&s, &r)));
        all.push(("three numbers", {
            let number = der::integer_bytes(&r);
            der::sequence(&[number.clone(), der::integer_bytes(&s), number])
        }));
        let content = [der::integer_bytes(&r), der::integer_bytes(&s)].concat();
        let length = u8::try_from(content.len()).expect("a short signature");
        all.push(("a length in too many bytes", [&[0x30, 0x82, 0, length], &*content].concat()));
        all.push(("an indefinite length", [&[0x30, 0x80], &*content, &[0, 0]].concat()));
        if let Some(order) = order {
            let unsigned = |number: &[u8]| der::unsigned(number);
            let other = minus(&order, &s);
            all.push((HIGH, der::sequence(&[unsigned(&r), unsigned(&other)])));
            all.push(("r is the order", der::sequence(&[unsigned(&order), unsigned(&s)])));
            all.push(("s is the order", der::sequence(&[unsigned(&r), unsigned(&order)])));
        }
    }
    all
}

/// The contents of the two numbers of a signature of ECDSA.
fn numbers(signature: &[u8]) -> Option<[Vec<u8>; 2]> {
    let number = |bytes: &[u8]| {
        let [2, length, rest @ ..] = bytes else { return None };
        rest.split_at_checked(usize::from(*length))
            .map(|(number, rest)| (number.to_vec(), rest.to_vec()))
    };
    let content = match signature {
        [0x30, 0x81, length, content @ ..] | [0x30, length, content @ ..]
            if usize::from(*length) == content.len() =>
        {
            content
        }
        _ => return None,
    };
    let (r, rest) = number(content)?;
    let (s, rest) = number(&rest)?;
    rest.is_empty().then_some([r, s])
}

/// The order of a key's curve, of those that AWS-LC is asked about (SEC 2 section 2).
fn order(key: &Key) -> Option<Vec<u8>> {
    let hex = match key.kind_in_words().as_str() {
        "P-256" => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "P-384" => {
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"
        }
        "P-521" => {
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
        }
        _ => return None,
    };
    let digits = hex.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).expect("digits"));
    Some(digits.map(|two| u8::from_str_radix(two, 16).expect("digits")).collect())
}

/// One number less another that is smaller.
fn minus(number: &[u8], smaller: &[u8]) -> Vec<u8> {
    let (mut digits, mut borrowed) = (number.to_vec(), 0);
    let smaller = smaller.iter().rev().chain(std::iter::repeat(&0));
    for (digit, less) in digits.iter_mut().rev().zip(smaller) {
        let left = i16::from(*digit) - i16::from(*less) - borrowed;
        borrowed = i16::from(left < 0);
        *digit = u8::try_from(left.rem_euclid(256)).expect("one digit");
    }
    digits
}

/// The modulus of one of the keys.
fn modulus(bits: usize, number: usize) -> Vec<u8> {
    let info = Key::rsa(bits, number).public_key_info();
    // The exponent 65537 takes the last five bytes.
    info[info.len() - 5 - bits / 8..info.len() - 5].to_vec()
}

/// The digest of a message, padded as PKCS#1 v1.5 pads it.
fn padded(message: &[u8], length: usize) -> Vec<u8> {
    use sha2::Digest;
    let kind = [der::object_identifier("2.16.840.1.101.3.4.2.1"), der::null()];
    let digest = der::octet_string(&sha2::Sha256::digest(message));
    let info = der::sequence(&[der::sequence(&kind), digest]);
    [&[0, 1][..], &vec![0xff; length - info.len() - 3], &[0], &info].concat()
}

/// A certificate of an RSA key, given by its bytes.
fn certified(key: &[u8], parameters: Vec<u8>) -> eku_tests::maker::Certificate {
    let kind = der::sequence(&[der::object_identifier("1.2.840.113549.1.1.1"), parameters]);
    let info = der::sequence(&[kind, der::bit_string(key)]);
    let key = Key::p256("another").with_public_key_info(info);
    Authority::root(Template::authority("Root").key(key)).certificate().clone()
}

/// Every certificate of the fixtures, the scenarios, what was found, the seeds of the fuzz targets,
/// the chains, the generated ones, and the public roots; each once.
fn at_hand() -> Vec<Certificate> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = known_roots::roots();
    for folder in ["certs", "scenarios", "found", "../fuzz/seeds"] {
        for path in files(&here.join(folder)) {
            let bytes = fs::read(&path).expect("it can be read");
            all.extend(eku_intake::certificates::read(&bytes).certificates);
        }
    }
    let made = generated::all().into_iter().map(|generated| generated.certificate);
    let chained = chains::all().into_iter();
    let chained = chained.flat_map(|case| [vec![case.leaf], case.chain, case.trusted].concat());
    all.extend(made.chain(chained).filter_map(|made| Certificate::from_der(made.der()).ok()));
    let mut seen = BTreeSet::new();
    all.retain(|certificate| seen.insert(certificate.der().to_vec()));
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    let below = entries.map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    below.flatten().collect()
}

/// What is valid although it was changed.
const HIGH: &str = "the other value of s";

/// Certificates of one name that each certificate is verified with.
const MOST_ISSUERS: usize = 6;

/// Bits that are flipped in a signature.
const MOST_FLIPS: usize = 24;

//! Keys that are weak, written out, restricted or not to be read, and signatures that are weak or
//! strange, at every level.

use super::levels::{Level, leaf};
use super::{Case, differences};
use crate::maker::{Authority, Extension, Key, SignatureAlgorithm, Template, der};

pub(super) fn cases() -> Vec<Case> {
    [weak_keys(), curves(), unreadable(), digests(), restricted(), places()].concat()
}

fn weak_keys() -> Vec<Case> {
    let mut cases = Vec::new();
    for level in Level::ALL {
        for (label, key) in [
            ("RSA of 1024 bits", Key::rsa(1024, 1)),
            ("RSA of 2048 bits", Key::rsa(2048, 1)),
            ("P-224", Key::p224("level")),
            ("P-521", Key::p521("level")),
            ("Ed25519", Key::ed25519("level")),
        ] {
            cases.push(level.case(label, |template| template.key(key.clone())));
        }
    }
    let small = [&der_of_named_curve("1.2.840.10045.3.1.1")[..], &der::bit_string(BASE_OF_P192)];
    let small = Key::p256("small").with_public_key_info(der::sequence(&small));
    cases.push(Level::Leaf.case("P-192", |template| template.key(small.clone())));
    cases
}

/// Chains whose keys are all on one curve, with every digest.
fn curves() -> Vec<Case> {
    use SignatureAlgorithm as Signed;
    let mut cases = Vec::new();
    for (name, key) in [
        ("P-224", Key::p224 as fn(&str) -> Key),
        ("P-256", Key::p256),
        ("P-384", Key::p384),
        ("P-521", Key::p521),
    ] {
        for algorithm in [
            Signed::EcdsaSha1,
            Signed::EcdsaSha224,
            Signed::EcdsaSha256,
            Signed::EcdsaSha384,
            Signed::EcdsaSha512,
        ] {
            let root = Authority::root(Template::authority("Curve Root").key(key("curve root")));
            let issuing = Template::authority("Curve Issuing").key(key("curve issuing"));
            let issuing = root.intermediate(issuing.signed_with(algorithm));
            for damaged in [false, true] {
                let leaf = leaf().key(key("curve leaf")).signed_with(algorithm);
                let leaf = issuing.issue(if damaged { leaf.damaged() } else { leaf });
                let label = format!("{name} and {algorithm:?}, damaged: {damaged}");
                let chain = [issuing.certificate()];
                cases.push(Case::client(label, &leaf, &chain, &[root.certificate()]));
            }
        }
    }
    cases
}

/// Curves that are written out, and keys that OpenSSL cannot read.
fn unreadable() -> Vec<Case> {
    let written_out = || Key::p256("written out").with_algorithm(written_out_p256());
    let point = |bytes: &[u8]| {
        let named = der_of_named_curve("1.2.840.10045.3.1.7");
        Key::p256("point").with_public_key_info(der::sequence(&[named, der::bit_string(bytes)]))
    };
    let of_kind = |parts: &[Vec<u8>], key: &[u8]| {
        let info = der::sequence(&[der::sequence(parts), der::bit_string(key)]);
        Key::p256("another").with_public_key_info(info)
    };
    let elliptic = || der::object_identifier("1.2.840.10045.2.1");
    let keys: Vec<(&str, Key)> = vec![
        ("a curve that is written out", written_out()),
        ("a point off its curve", point(&[&[4][..], &[1; 64]].concat())),
        ("a point that is cut off", point(&[4, 1, 2, 3])),
        ("a point of no byte", point(&[])),
        ("a curve that nobody knows", {
            of_kind(&[elliptic(), der::object_identifier("1.3.6.1.4.1.55555.5")], &[4; 65])
        }),
        ("no curve", of_kind(&[elliptic()], &[4; 65])),
        ("a curve that is NULL", of_kind(&[elliptic(), der::null()], &[4; 65])),
        ("a key of a kind that nobody knows", {
            of_kind(&[der::object_identifier("1.3.6.1.4.1.55555.6")], &[1, 2, 3])
        }),
        ("Ed25519 with parameters", {
            of_kind(&[der::object_identifier("1.3.101.112"), der::null()], &[1; 32])
        }),
        ("Ed25519 of 31 bytes", of_kind(&[der::object_identifier("1.3.101.112")], &[1; 31])),
        ("X25519", of_kind(&[der::object_identifier("1.3.101.110")], &[9; 32])),
        ("RSA that is no key", {
            of_kind(&[der::object_identifier("1.2.840.113549.1.1.1"), der::null()], &[1, 2, 3])
        }),
    ];
    let mut cases = Vec::new();
    for (label, key) in keys {
        cases.push(Level::Leaf.case(label, |template| template.key(key.clone())));
    }
    for level in [Level::Intermediate, Level::Root] {
        let label = "a curve that is written out";
        let case = level.case(label, |template| template.key(written_out()));
        cases.push(case.differs(&differences::SIGNATURE_NOT_CHECKED));
    }
    // A path of one certificate: OpenSSL does not look at the curve.
    let alone = Authority::root(leaf().key(written_out()));
    let alone = alone.certificate();
    cases.push(Case::client("alone with a curve that is written out", alone, &[], &[alone]));
    cases
}

/// Signatures by every digest, at every level.
fn digests() -> Vec<Case> {
    use SignatureAlgorithm as Signed;
    let mut cases = Vec::new();
    for algorithm in [
        Signed::RsaMd5,
        Signed::RsaSha1,
        Signed::RsaSha224,
        Signed::RsaSha256,
        Signed::RsaSha256WithoutNull,
        Signed::RsaPssSha1,
        Signed::RsaPssSha256,
        Signed::RsaPssSha512,
        Signed::RsaPssShortSalt,
    ] {
        for level in Level::ALL {
            let root = Template::authority("Digest Root").key(Key::rsa(2048, 1));
            let issuing = Template::authority("Digest Issuing").key(Key::rsa(2048, 2));
            let at = |of: Level, template: Template| match of == level {
                true => template.signed_with(algorithm),
                false => template,
            };
            let root = Authority::root(at(Level::Root, root));
            let issuing = root.intermediate(at(Level::Intermediate, issuing));
            let leaf = issuing.issue(at(Level::Leaf, leaf()));
            let label = format!("{level:?} signed with {algorithm:?}");
            let chain = [issuing.certificate()];
            let case = Case::client(label, &leaf, &chain, &[root.certificate()]);
            let not_verified = algorithm == Signed::RsaMd5 && level != Level::Root;
            cases.push(case.differs_if(not_verified, &differences::WEAK_SIGNATURE_NOT_CHECKED));
        }
    }
    cases
}

/// Keys for RSASSA-PSS alone, with and without restrictions, against every salt and digest.
fn restricted() -> Vec<Case> {
    use SignatureAlgorithm as Signed;
    let pss = "1.2.840.113549.1.1.10";
    let mut cases = Vec::new();
    for (name, identifier) in [
        ("any", der::sequence(&[der::object_identifier(pss)])),
        ("SHA-256 and 32", Signed::RsaPssSha256.encode()),
        ("SHA-256 and 20", Signed::RsaPssShortSalt.encode()),
        ("SHA-512 and 64", Signed::RsaPssSha512.encode()),
        ("SHA-1 and 20", Signed::RsaPssSha1.encode()),
        ("the default", der::sequence(&[der::object_identifier(pss), der::sequence::<&[u8]>(&[])])),
    ] {
        for algorithm in [
            Signed::RsaSha256,
            Signed::RsaPssSha1,
            Signed::RsaPssSha256,
            Signed::RsaPssSha512,
            Signed::RsaPssShortSalt,
        ] {
            let root = Authority::root(Template::authority("Restricting Root"));
            let key = Key::rsa(2048, 3).with_algorithm(identifier.clone());
            let issuing = root.intermediate(Template::authority("Restricted Issuing").key(key));
            let leaf = issuing.issue(leaf().signed_with(algorithm));
            let label = format!("a key for PSS with {name}, signing with {algorithm:?}");
            let chain = [issuing.certificate()];
            cases.push(Case::client(label, &leaf, &chain, &[root.certificate()]));
        }
    }
    cases
}

/// The two places that name the algorithm, and the signature's own encoding.
fn places() -> Vec<Case> {
    use SignatureAlgorithm as Signed;
    let mut cases = Vec::new();
    for level in Level::ALL {
        for (label, outer) in [
            ("another digest outside", Signed::EcdsaSha384),
            ("another kind of key outside", Signed::RsaSha256),
            ("what nobody knows outside", Signed::Unknown),
        ] {
            cases.push(level.case(label, |template| template.outer_algorithm(outer)));
        }
        for unused in [1, 7] {
            let label = format!("a signature with {unused} unused bits");
            cases.push(level.case(&label, |template| template.unused_bits(unused)));
        }
        cases.push(level.case("a damaged signature", Template::damaged));
    }
    let root = Authority::root(Template::authority("NULL Root").key(Key::rsa(2048, 1)));
    let without_null = leaf().outer_algorithm(Signed::RsaSha256WithoutNull);
    let leaf = root.issue(without_null);
    cases.push(Case::client("a NULL in one place alone", &leaf, &[], &[root.certificate()]));
    let strange = Extension::new("1.3.6.1.4.1.55555.7", der::null());
    let plain = root.issue(super::levels::leaf().with(strange));
    cases.push(Case::client("an extension that nobody knows", &plain, &[], &[root.certificate()]));
    cases
}

fn der_of_named_curve(dotted: &str) -> Vec<u8> {
    der::sequence(&[der::object_identifier("1.2.840.10045.2.1"), der::object_identifier(dotted)])
}

/// P-256 with its parameters written out (SEC 1 section C.2).
pub(super) fn written_out_p256() -> Vec<u8> {
    let field = [der::object_identifier("1.2.840.10045.1.1"), der::unsigned(&PRIME)];
    let mut a = PRIME;
    a[31] -= 3;
    let parameters = der::sequence(&[
        der::number(1),
        der::sequence(&field),
        der::sequence(&[der::octet_string(&a), der::octet_string(&B)]),
        der::octet_string(&[&[4], &BASE[..]].concat()),
        der::unsigned(&ORDER),
        der::number(1),
    ]);
    der::sequence(&[der::object_identifier("1.2.840.10045.2.1"), parameters])
}

/// SEC 2 section 2.4.2.
const PRIME: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
];
const B: [u8; 32] = [
    0x5a, 0xc6, 0x35, 0xd8, 0xaa, 0x3a, 0x93, 0xe7, 0xb3, 0xeb, 0xbd, 0x55, 0x76, 0x98, 0x86, 0xbc,
    0x65, 0x1d, 0x06, 0xb0, 0xcc, 0x53, 0xb0, 0xf6, 0x3b, 0xce, 0x3c, 0x3e, 0x27, 0xd2, 0x60, 0x4b,
];
const BASE: [u8; 64] = [
    0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
    0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16,
    0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
    0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// SEC 2 section 2.2.2, uncompressed.
const BASE_OF_P192: &[u8] = &[
    4, 0x18, 0x8d, 0xa8, 0x0e, 0xb0, 0x30, 0x90, 0xf6, 0x7c, 0xbf, 0x20, 0xeb, 0x43, 0xa1, 0x88,
    0x00, 0xf4, 0xff, 0x0a, 0xfd, 0x82, 0xff, 0x10, 0x12, 0x07, 0x19, 0x2b, 0x95, 0xff, 0xc8, 0xda,
    0x78, 0x63, 0x10, 0x11, 0xed, 0x6b, 0x24, 0xcd, 0xd5, 0x73, 0xf9, 0x77, 0xa1, 0x1e, 0x79, 0x48,
    0x11,
];

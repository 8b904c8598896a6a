//! Extensions that stand there twice, that are malformed, or that are written in an unusual way, at
//! every level.

use super::Case;
use super::levels::Level;
use super::states::PURPOSES;
use crate::maker::{Extension, Template, der, oid};

pub(super) fn cases() -> Vec<Case> {
    [kinds(), alternative_names(), usages(), constraints(), points(), resources(), proxies()]
        .concat()
}

/// What an extension is called, its identifier, and a value that is as it should be.
type Kind = (&'static str, &'static str, fn() -> Vec<u8>);

const KINDS: &[Kind] = &[
    ("basic constraints", oid::BASIC_CONSTRAINTS, || der::sequence(&[der::boolean(true)])),
    ("key usage", oid::KEY_USAGE, || der::named_bits(&[0, 2, 5])),
    ("purposes", oid::EXTENDED_KEY_USAGE, || {
        der::sequence(&[oid::SERVER_AUTH, oid::CLIENT_AUTH].map(der::object_identifier))
    }),
    ("Netscape type", oid::NETSCAPE_CERTIFICATE_TYPE, || der::named_bits(&[0, 1, 5])),
    ("names", oid::SUBJECT_ALTERNATIVE_NAME, || general_names(&[dns("a.example.com")])),
    ("name constraints", NAME_CONSTRAINTS, || {
        der::sequence(&[der::element(0xa0, &der::sequence(&[dns("example.com")]))])
    }),
    ("CRL distribution points", DISTRIBUTION_POINTS, || {
        let names = der::element(0xa0, &uri());
        der::sequence(&[der::sequence(&[der::explicit(0, &names)])])
    }),
    ("Internet addresses", ADDRESSES, || {
        let inherit = [der::octet_string(&[0, 1]), der::null()];
        der::sequence(&[der::sequence(&inherit)])
    }),
    ("autonomous systems", AUTONOMOUS_SYSTEMS, || der::sequence(&[der::explicit(0, &der::null())])),
    ("proxy certificate", PROXY_CERT_INFO, || der::sequence(&[policy_language()])),
    ("issuer's names", "2.5.29.18", || general_names(&[dns("issuer.example.com")])),
    ("policies", oid::CERTIFICATE_POLICIES, || {
        der::sequence(&[der::sequence(&[der::object_identifier(oid::DOMAIN_VALIDATED)])])
    }),
    ("issuing distribution point", "2.5.29.28", || der::sequence::<Vec<u8>>(&[])),
    ("freshest CRL", "2.5.29.46", || der::sequence::<Vec<u8>>(&[])),
    ("authority information", "1.3.6.1.5.5.7.1.1", || der::sequence::<Vec<u8>>(&[])),
    ("policy constraints", "2.5.29.36", || der::sequence::<Vec<u8>>(&[])),
];

/// Every kind, at every level: as it should be, twice, and malformed in the ways that fit any kind.
fn kinds() -> Vec<Case> {
    let mut cases = Vec::new();
    for level in Level::ALL {
        for (name, kind, value) in KINDS {
            let with =
                |template: Template, value: Vec<u8>| template.with(Extension::new(kind, value));
            let mut of_value = |label: &str, value: Vec<u8>| {
                let label = format!("{name}, {label}");
                cases.push(level.case(&label, |template| with(template, value.clone())));
            };
            let good = value();
            let inside = &good[2..];
            of_value("as it should be", good.clone());
            of_value("of no byte", Vec::new());
            of_value("of another type", der::null());
            of_value("cut off", good[..good.len() - 1].to_vec());
            of_value("with bytes behind it", [good.as_slice(), &[0, 1, 2]].concat());
            of_value(
                "with a byte too many inside",
                der::element(good[0], &[inside, &[5]].concat()),
            );
            let long = [&[good[0], 0x82, 0, (good.len() - 2) as u8], inside].concat();
            of_value("with a long length", long);
            if good[0] == 0x30 {
                let endless = [&[0x30, 0x80], inside, &[0, 0]].concat();
                of_value("of indefinite length", endless.clone());
                of_value("without its end", endless[..endless.len() - 2].to_vec());
                of_value("of a primitive sequence", [&[0x10], &good[1..]].concat());
            }
            let twice =
                |template: Template| with(template, value()).and(Extension::new(kind, value()));
            cases.push(level.case(&format!("{name}, twice"), twice));
        }
        for (name, kind, value) in [
            ("subject key identifier", oid::SUBJECT_KEY_IDENTIFIER, der::octet_string(&[7; 20])),
            (
                "authority key identifier",
                oid::AUTHORITY_KEY_IDENTIFIER,
                der::sequence::<&[u8]>(&[]),
            ),
        ] {
            let twice = |template: Template| template.and(Extension::new(kind, value.clone()));
            cases.push(level.case(&format!("{name}, twice"), twice));
            let broken = |template: Template| {
                template.without_key_identifiers().and(Extension::new(kind, der::null()))
            };
            cases.push(level.case(&format!("{name}, of another type"), broken));
            let behind = |template: Template| {
                let value = [value.as_slice(), &[9]].concat();
                template.without_key_identifiers().and(Extension::new(kind, value))
            };
            cases.push(level.case(&format!("{name}, with bytes behind it"), behind));
        }
    }
    cases
}

/// Every kind of name in a SAN, as it should be and not.
fn alternative_names() -> Vec<Case> {
    let id = || der::object_identifier("1.3.6.1.4.1.55555.4");
    let other = |value: &[u8]| der::element(0xa0, &[&id(), value].concat());
    let directory = |name: &[u8]| der::element(0xa4, name);
    let attribute = |value: Vec<u8>| {
        der::sequence(&[der::set(&[der::sequence(&[der::object_identifier("2.5.4.3"), value])])])
    };
    let text = |tag: u8, bytes: &[u8]| directory(&attribute(der::element(tag, bytes)));
    let names: Vec<(&str, Vec<u8>)> = vec![
        ("other name", other(&der::explicit(0, &der::utf8_string("a")))),
        ("other name of NULL", other(&der::explicit(0, &der::null()))),
        ("other name of a broken NULL", other(&der::explicit(0, &[5, 1, 0]))),
        ("other name of a broken BOOLEAN", other(&der::explicit(0, &[1, 2, 0, 0]))),
        ("other name of a broken INTEGER", other(&der::explicit(0, &[2, 2, 0, 1]))),
        ("other name of a context tag", other(&der::explicit(0, &[0x85, 1, 0]))),
        ("other name of a primitive SEQUENCE", other(&der::explicit(0, &[0x10, 0]))),
        ("other name without a value", other(&[])),
        ("other name without its tag", other(&der::utf8_string("a"))),
        ("other name of two values", other(&der::explicit(0, &[5, 0, 5, 0]))),
        ("other name with a broken identifier", der::element(0xa0, &[6, 1, 0x80, 0xa0, 2, 5, 0])),
        ("mail", der::implicit(1, b"a@example.com")),
        ("DNS name of no letter", der::implicit(2, b"")),
        ("DNS name that is no ASCII", der::implicit(2, &[0xc3, 0xa9, 0xff])),
        ("DNS name in parts", der::element(0xa2, &der::ia5_string("parts.example.com"))),
        ("X.400 address", der::element(0xa3, &der::sequence::<&[u8]>(&[]))),
        ("X.400 address that is primitive", der::implicit(3, b"a")),
        ("directory name", directory(&attribute(der::utf8_string("a")))),
        ("directory name of nothing", directory(&der::sequence::<&[u8]>(&[]))),
        ("directory name that is none", directory(&der::null())),
        ("directory name without its tag", der::element(0x84, &attribute(der::utf8_string("a")))),
        ("directory name of broken UTF-8", text(0x0c, &[0xff])),
        ("directory name of an OCTET STRING", text(0x04, b"a")),
        ("directory name of a VisibleString", text(0x1a, b"a")),
        ("directory name of half a letter", text(0x1e, &[0])),
        ("directory name of surrogates", text(0x1e, &[0xd8, 0, 0xdc, 0])),
        ("directory name of a UniversalString", text(0x1c, &[0, 0, 0, 97])),
        ("directory name of a letter that is none", text(0x1c, &[0, 0x20, 0, 0])),
        ("directory name of a T61String", text(0x14, &[0xff])),
        ("EDI party", der::element(0xa5, &der::explicit(1, &der::utf8_string("a")))),
        ("EDI party without a name", der::element(0xa5, &[])),
        (
            "EDI party of another string",
            der::element(0xa5, &der::explicit(1, &der::ia5_string("a"))),
        ),
        ("URI", der::implicit(6, b"sip:a@example.com")),
        ("address of five bytes", der::implicit(7, &[1, 2, 3, 4, 5])),
        ("registered identifier", der::implicit(8, &[0x2a, 3])),
        ("registered identifier of no byte", der::implicit(8, &[])),
        ("choice that does not exist", der::implicit(9, &[1])),
        ("universal tag", der::utf8_string("a")),
    ];
    let mut cases = Vec::new();
    for (label, name) in names {
        let value = general_names(&[dns("levels.example.com"), name]);
        let change = |template: Template| {
            template.with(Extension::new(oid::SUBJECT_ALTERNATIVE_NAME, value.clone()))
        };
        for purpose in PURPOSES {
            let label = format!("SAN with {label}, {purpose:?}");
            cases.push(Level::Leaf.case_for(purpose, &label, change));
        }
        cases.push(Level::Intermediate.case(&format!("SAN with {label}"), change));
    }
    cases
}

/// Key usage and Netscape types in unusual encodings.
fn usages() -> Vec<Case> {
    let mut cases = Vec::new();
    for (label, value) in [
        ("with bytes behind it", vec![3, 2, 5, 0xa0, 1, 2, 3]),
        ("with unused bits that are set", vec![3, 2, 5, 0xbf]),
        ("whose only bit is unused", vec![3, 2, 7, 0x40]),
        ("of nine bits", vec![3, 3, 7, 0x80, 0x80]),
        ("of three bytes", vec![3, 4, 0, 0xa0, 0, 1]),
        ("whose only bit is in the third byte", vec![3, 4, 0, 0, 0, 1]),
        ("of eight unused bits", vec![3, 2, 8, 0xa0]),
        ("of unused bits alone", vec![3, 1, 7]),
        ("in parts", vec![0x23, 6, 3, 1, 5, 3, 1, 0xa0]),
        ("in parts of indefinite length", vec![0x23, 0x80, 3, 2, 5, 0xa0, 0, 0]),
        ("with a long length", vec![3, 0x81, 2, 5, 0xa0]),
    ] {
        for (name, kind) in
            [("key usage", oid::KEY_USAGE), ("Netscape type", oid::NETSCAPE_CERTIFICATE_TYPE)]
        {
            for purpose in PURPOSES {
                let label = format!("{name} {label}, {purpose:?}");
                cases.push(Level::Leaf.case_for(purpose, &label, |template| {
                    template.with(Extension::new(kind, value.clone()))
                }));
            }
        }
    }
    for (label, value) in [
        ("key usage of a CA with bytes behind it", vec![3, 2, 1, 6, 9]),
        ("key usage of a CA in parts", vec![0x23, 4, 3, 2, 1, 6]),
        ("key usage of a CA with a bit too few", vec![3, 2, 3, 0xff]),
        ("key usage of a CA with unused bits that are set", vec![3, 2, 2, 7]),
    ] {
        for level in [Level::Intermediate, Level::Root] {
            cases.push(level.case(label, |template| {
                template.with(Extension::new(oid::KEY_USAGE, value.clone()))
            }));
        }
    }
    cases
}

/// Basic constraints in unusual encodings.
fn constraints() -> Vec<Case> {
    let mut cases = Vec::new();
    for (label, value) in [
        ("that say TRUE by 1", vec![0x30, 3, 1, 1, 1]),
        ("that say FALSE", vec![0x30, 3, 1, 1, 0]),
        ("with a BOOLEAN of two bytes", vec![0x30, 4, 1, 2, 1, 1]),
        ("with bytes behind them", vec![0x30, 3, 1, 1, 0xff, 7]),
        ("with a path length of zero", vec![0x30, 6, 1, 1, 0xff, 2, 1, 0]),
        ("with a negative path length", vec![0x30, 6, 1, 1, 0xff, 2, 1, 0xff]),
        ("with a padded path length", vec![0x30, 7, 1, 1, 0xff, 2, 2, 0, 1]),
        ("with a path length of no byte", vec![0x30, 5, 1, 1, 0xff, 2, 0]),
        (
            "with a path length beyond 64 bits",
            vec![0x30, 15, 1, 1, 0xff, 2, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ),
        ("in another order", vec![0x30, 6, 2, 1, 9, 1, 1, 0xff]),
        ("with an element more", vec![0x30, 8, 1, 1, 0xff, 2, 1, 9, 5, 0]),
        ("of indefinite length", vec![0x30, 0x80, 1, 1, 0xff, 0, 0]),
        ("with a long length inside", vec![0x30, 4, 1, 0x81, 1, 0xff]),
        ("of path length alone", vec![0x30, 3, 2, 1, 9]),
    ] {
        for level in Level::ALL {
            cases.push(level.case(&format!("basic constraints {label}"), |template| {
                template.with(Extension::new(oid::BASIC_CONSTRAINTS, value.clone()))
            }));
        }
    }
    cases
}

/// CRL distribution points that say something and that say nothing.
fn points() -> Vec<Case> {
    let point = |parts: &[Vec<u8>]| der::sequence(parts);
    let full = || der::explicit(0, &der::element(0xa0, &uri()));
    let reasons = || der::implicit(1, &[7, 0x80]);
    let issuer = |names: &[u8]| der::element(0xa2, names);
    let relative = der::sequence(&[der::object_identifier("2.5.4.3"), der::utf8_string("a")]);
    let relative = der::explicit(0, &der::element(0xa1, &relative));
    let mut cases = Vec::new();
    for (label, points) in [
        ("of none", vec![]),
        ("that say nothing", vec![point(&[])]),
        ("with reasons alone", vec![point(&[reasons()])]),
        ("with reasons", vec![point(&[full(), reasons()])]),
        ("with broken reasons", vec![point(&[full(), der::implicit(1, &[9, 0x80])])]),
        ("with an issuer alone", vec![point(&[issuer(&uri())])]),
        ("with an issuer of no name", vec![point(&[issuer(&[])])]),
        ("of no name", vec![point(&[der::explicit(0, &der::element(0xa0, &[]))])]),
        ("of no choice", vec![point(&[der::element(0xa0, &[])])]),
        ("relative to the issuer", vec![point(&[relative])]),
        ("of which the second says nothing", vec![point(&[full()]), point(&[])]),
        ("of which the first says nothing", vec![point(&[]), point(&[full()])]),
        ("of two", vec![point(&[full()]), point(&[full()])]),
    ] {
        let value = der::sequence(&points);
        for level in [Level::Leaf, Level::Root] {
            cases.push(level.case(&format!("CRL distribution points {label}"), |template| {
                template.with(Extension::new(DISTRIBUTION_POINTS, value.clone()))
            }));
        }
    }
    cases
}

/// Addresses and autonomous systems (RFC 3779).
fn resources() -> Vec<Case> {
    let family = |choice: Vec<u8>| der::sequence(&[der::octet_string(&[0, 1]), choice]);
    let prefix = || der::element(3, &[0, 10]);
    let systems = |parts: &[Vec<u8>]| der::sequence(&[der::explicit(0, &der::sequence(parts))]);
    let range = || der::sequence(&[der::number(1), der::number(9)]);
    let mut cases = Vec::new();
    for (label, kind, value) in [
        ("addresses by prefix", ADDRESSES, der::sequence(&[family(der::sequence(&[prefix()]))])),
        (
            "addresses by range",
            ADDRESSES,
            der::sequence(&[family(der::sequence(&[der::sequence(&[prefix(), prefix()])]))]),
        ),
        ("addresses of no family", ADDRESSES, der::sequence::<&[u8]>(&[])),
        ("addresses of a broken family", ADDRESSES, der::sequence(&[family(der::boolean(true))])),
        ("systems by number", AUTONOMOUS_SYSTEMS, systems(&[der::number(64_512)])),
        ("systems by range", AUTONOMOUS_SYSTEMS, systems(&[range()])),
        ("systems of none", AUTONOMOUS_SYSTEMS, der::sequence::<&[u8]>(&[])),
        ("systems of a broken number", AUTONOMOUS_SYSTEMS, systems(&[vec![2, 2, 0, 1]])),
    ] {
        for level in Level::ALL {
            cases.push(level.case(label, |template| {
                template.with(Extension::new(kind, value.clone()).critical(true))
            }));
        }
    }
    cases
}

/// Proxy certificates (RFC 3820).
fn proxies() -> Vec<Case> {
    let info = |parts: &[Vec<u8>]| Extension::new(PROXY_CERT_INFO, der::sequence(parts));
    let mut cases = Vec::new();
    for (label, extension) in [
        ("a proxy", info(&[policy_language()])),
        ("a proxy, critical", info(&[policy_language()]).critical(true)),
        ("a proxy with a path length", info(&[der::number(0), policy_language()])),
        ("a proxy without a policy", info(&[])),
        ("a proxy with a broken policy", info(&[der::sequence::<&[u8]>(&[])])),
    ] {
        cases.push(Level::Leaf.case(label, |template| {
            template.without(oid::SUBJECT_ALTERNATIVE_NAME).with(extension.clone())
        }));
        cases
            .push(Level::Leaf.case(&format!("{label}, with names"), |template| {
                template.with(extension.clone())
            }));
    }
    cases
}

fn general_names(names: &[Vec<u8>]) -> Vec<u8> {
    der::sequence(names)
}

fn dns(name: &str) -> Vec<u8> {
    der::implicit(2, name.as_bytes())
}

fn uri() -> Vec<u8> {
    der::implicit(6, b"http://crl.example.com/a")
}

fn policy_language() -> Vec<u8> {
    der::sequence(&[der::object_identifier("1.3.6.1.5.5.7.21.1")])
}

const NAME_CONSTRAINTS: &str = "2.5.29.30";
const DISTRIBUTION_POINTS: &str = "2.5.29.31";
const ADDRESSES: &str = "1.3.6.1.5.5.7.1.7";
const AUTONOMOUS_SYSTEMS: &str = "1.3.6.1.5.5.7.1.8";
const PROXY_CERT_INFO: &str = "1.3.6.1.5.5.7.1.14";

//! Key usage and Netscape certificate types, of leaves and of CAs, and rarer purposes.

use super::states::{PURPOSES, State};
use super::{Case, Purpose, differences};
use crate::maker::KeyUsage::{
    CrlSign, DataEncipherment, DecipherOnly, DigitalSignature, EncipherOnly, KeyAgreement,
    KeyCertSign, KeyEncipherment, NonRepudiation,
};
use crate::maker::{Authority, Certificate, Extension, KeyUsage, NetscapeType, Template, oid};

pub(super) fn cases() -> Vec<Case> {
    let root = Authority::root(Template::authority("Usage Root"));
    let mut cases = Vec::new();
    let mut of_leaf = |label: String, template: Template| {
        let leaf = root.issue(State::Both.put(template));
        cases.extend(both(&label, &leaf, &[], &[root.certificate()]));
    };
    let leaf = || Template::leaf("usage.example.com");
    for usages in KEY_USAGES {
        of_leaf(format!("key usage {usages:?}"), leaf().key_usage(usages));
    }
    of_leaf("no key usage".into(), leaf().without(oid::KEY_USAGE));
    let broken = Extension::new(oid::KEY_USAGE, vec![0x05, 0x00]);
    of_leaf("unreadable key usage".into(), leaf().with(broken));
    for types in NETSCAPE_TYPES {
        let extension = Extension::netscape_type(types);
        of_leaf(format!("Netscape type {types:?}"), leaf().with(extension));
    }
    let broken = Extension::new(oid::NETSCAPE_CERTIFICATE_TYPE, vec![0x05, 0x00]);
    of_leaf("unreadable Netscape type".into(), leaf().with(broken));
    of_leaf("Netscape type and key usage forbid different roles".into(), {
        let client = Extension::netscape_type(&[NetscapeType::Client]);
        leaf().with(client).key_usage(&[KeyEncipherment])
    });
    of_leaf("a leaf that is a CA".into(), leaf().with(Extension::authority(None)));
    cases.extend(of_authorities(&root));
    cases.extend(rare_purposes(&root));
    cases
}

/// What the key usage and the Netscape type of the issuing CA make of a leaf.
fn of_authorities(root: &Authority) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut under = |label: String, template: Template| {
        let issuing = root.intermediate(template);
        let leaf = issuing.issue(State::Both.put(Template::leaf("usage.example.com")));
        cases.extend(both(&label, &leaf, &[issuing.certificate()], &[root.certificate()]));
    };
    let issuing = || Template::authority("Usage Issuing");
    for usages in [&[CrlSign][..], &[DigitalSignature], &[KeyCertSign]] {
        under(format!("a CA with key usage {usages:?}"), issuing().key_usage(usages));
    }
    under("a CA without key usage".into(), issuing().without(oid::KEY_USAGE));
    for types in [&[NetscapeType::TlsAuthority][..], &[NetscapeType::Client]] {
        let extension = Extension::netscape_type(types);
        under(format!("a CA with Netscape type {types:?}"), issuing().with(extension));
    }
    cases
}

/// Purposes beside the two.
fn rare_purposes(root: &Authority) -> Vec<Case> {
    let gated = |template: Template| template.purposes(&[SERVER_GATED]);
    let issuing = root.intermediate(gated(Template::authority("Gated Issuing")));
    let below = issuing.issue(State::Both.put(Template::leaf("gated.example.com")));
    let itself = root.issue(gated(Template::leaf("gated.example.com")));
    let trusted = [root.certificate()];
    let mut cases = both("a CA for gated servers", &below, &[issuing.certificate()], &trusted);
    cases.extend(PURPOSES.map(|purpose| {
        Case::new(format!("a leaf for gated servers, {purpose:?}"), purpose, &itself, &[], &trusted)
            .differs_if(purpose == Purpose::ServerAuth, &differences::SERVER_GATED)
    }));
    for (label, purposes) in [
        ("code signing alone", &[oid::CODE_SIGNING][..]),
        ("any beside client", &[oid::ANY_PURPOSE, oid::CLIENT_AUTH]),
        ("any beside server", &[oid::ANY_PURPOSE, oid::SERVER_AUTH]),
        ("the purpose twice", &[oid::CLIENT_AUTH, oid::CLIENT_AUTH, oid::SERVER_AUTH]),
    ] {
        let leaf = root.issue(Template::leaf("purposes.example.com").purposes(purposes));
        cases.extend(both(label, &leaf, &[], &trusted));
    }
    let twice = Template::leaf("twice.example.com").purposes(&[oid::CLIENT_AUTH, oid::SERVER_AUTH]);
    let twice = twice.and(Extension::extended_key_usage(&[oid::CLIENT_AUTH, oid::SERVER_AUTH]));
    cases.extend(both("two extensions of purposes", &root.issue(twice), &[], &trusted));
    cases
}

fn both(
    label: &str,
    leaf: &Certificate,
    chain: &[&Certificate],
    trusted: &[&Certificate],
) -> Vec<Case> {
    PURPOSES
        .map(|purpose| Case::new(format!("{label}, {purpose:?}"), purpose, leaf, chain, trusted))
        .to_vec()
}

const KEY_USAGES: &[&[KeyUsage]] = &[
    &[DigitalSignature],
    &[NonRepudiation],
    &[KeyEncipherment],
    &[DataEncipherment],
    &[KeyAgreement],
    &[KeyCertSign],
    &[CrlSign],
    &[EncipherOnly],
    &[DecipherOnly],
    &[KeyAgreement, DecipherOnly],
    &[DigitalSignature, KeyEncipherment],
    &[KeyEncipherment, DataEncipherment],
    &[NonRepudiation, KeyCertSign, CrlSign],
    &[],
];

const NETSCAPE_TYPES: &[&[NetscapeType]] = &[
    &[NetscapeType::Client],
    &[NetscapeType::Server],
    &[NetscapeType::Client, NetscapeType::Server],
    &[NetscapeType::Email],
    &[NetscapeType::ObjectSigning, NetscapeType::TlsAuthority],
    &[],
];

/// Microsoft's server-gated cryptography.
const SERVER_GATED: &str = "1.3.6.1.4.1.311.10.3.3";
